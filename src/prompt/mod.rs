//! The faces that a person meets: rich on a terminal, plain line by line, and the guard that puts the terminal back.
//!
//! A face shows and reads. It never judges an answer: the session does, and its reasons come back to be shown.

mod command;
pub mod guard;
mod plain;
pub mod rich;
mod typed;
mod words;
mod wrap;

pub use plain::PlainPrompter;
pub use rich::{Afterwards, RichPrompter, RichSettings, can_be_rich, fits_window};
