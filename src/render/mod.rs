//! From a summary to a format. Text, Markdown, HTML and PDF walk over the same blocks; JSON is the contract's object.

mod blocks;
mod chart;
mod compare;
mod escape;
mod html;
mod json;
mod markdown;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod text;

pub use blocks::{Bar, Block, blocks};
pub use compare::{
    comparison_blocks, comparison_html, comparison_json, comparison_markdown, comparison_text,
};
pub use html::html;
pub use json::{json, json_line, json_text, message_json, support_line};
pub use markdown::markdown;
pub use pages::Pages;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, comparison_pdf, pdf, pdf_lines};
pub use text::{TextStyle, clean, text, unjoined, wrap};
