//! What is kept and what is read: questionnaire folders from disk or built in, texts from files, saved sessions. The only
//! room besides `cli` and `prompt` that touches files.

mod built_in;
mod disk;
mod sessions;

pub use built_in::{built_in, shipped};
pub use disk::{LARGEST_FILE, ReadError, can_write_new, folder, read_stdin, read_text, write_new};
pub use sessions::{NameError, SaveError, Sessions, check_name};
