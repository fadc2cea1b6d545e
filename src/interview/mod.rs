//! The one loop: a session, a face and a keeper. Rich, plain and scripted differ only in how they ask.

mod draft;
mod help;
mod keeper;
mod keeping;
mod located;
mod prompter;
mod run;
mod scripted;
mod settings;
mod view;

pub use keeper::{Keeper, NoKeeper};
pub use located::Located;
pub use prompter::{
    Asked, Decision, Notice, Offered, PressureNote, PromptError, Prompter, Reply, ReviewReply, ReviewRow,
};
pub use run::{End, InterviewError, run};
pub use scripted::{Prefilled, Scripted};
pub use settings::Settings;
