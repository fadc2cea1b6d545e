//! The one loop: a session, a face and a keeper. Rich, plain and scripted differ only in how they ask.

mod prompter;
mod run;
mod scripted;
mod view;

pub use prompter::{
    Asked, Decision, Notice, Offered, PressureNote, PromptError, Prompter, Reply, ReviewReply, ReviewRow,
};
pub use run::{End, InterviewError, Keeper, NoKeeper, Settings, run};
pub use scripted::{Prefilled, Scripted};
