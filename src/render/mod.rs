//! From a summary to a format. People's formats are one walk over the same blocks; JSON is the contract's object.

mod blocks;
mod json;
mod text;

pub use blocks::{Block, blocks};
pub use json::{json, message_json, support_line};
pub use text::{TextStyle, clean, text, wrap};
