//! The files as they were written: every key with its place, nothing looked up yet.

mod gates;
mod item;
mod message;
mod stage;
mod summary;
mod support;
pub(crate) mod table;

pub(crate) use gates::{RawGate, RawOffer, RawOpen, RawQuestionnaireFile, RawValue, RawWish};
pub(crate) use message::{
    RawDraft, RawDraftEdit, RawExcept, RawHint, RawMeasure, RawMessageFile, RawPressure, RawRules, RawWatch,
};
pub(crate) use stage::{RawChoice, RawDefault, RawQuestion, RawStage};
pub(crate) use summary::{RawLine, RawPlan, RawReminder, RawSummaryFile};
pub(crate) use support::{RawSupportFile, RawSupportLine};
pub(crate) use table::{At, syntax_faults};
