//! The questionnaire: files as written (`raw`), every fault found in one run (`check`), and a model that is valid by
//! construction (`model`).

pub mod check;
pub mod condition;
mod folder;
pub mod model;
mod raw;
pub mod template;

pub use check::{Checked, check};
pub use folder::Folder;
pub use model::{
    Choice, Gate, Hint, Kind, Question, QuestionPlace, Questionnaire, Scale, Stage, SupportLine, WatchCeiling,
};
pub(crate) use raw::syntax_faults;
