//! rekindle: a guided questionnaire for the terminal.

pub mod answer;
pub mod answers;
mod cli;
pub mod diagnostic;
pub mod interview;
pub mod message;
pub mod packed;
pub mod prompt;
pub mod questionnaire;
pub mod render;
pub mod session;
pub mod store;
pub mod summary;

pub use cli::run;
