//! Answers files: read with every fault and its place, written blank or filled; and the one place where an answer is held
//! against its question.

mod blank;
mod fit;
mod read;
mod typed;
mod write;
mod written;

pub use blank::blank;
pub use fit::{LONGEST_TEXT, Misfit, fit, wanted};
pub use read::{AnswersFile, read};
pub use typed::{typed, typed_choice};
pub use write::{toml_line, toml_text};
pub use written::Notation;
