//! From a session to what it tells: a [`Summary`], with every text ready to be shown in any format.

mod build;
mod compare;
mod draft;
mod pressure;

pub use build::build;
pub use compare::{AnswerChange, Comparison, ScaleChange, Side, Sitting, compare};
pub use draft::{Draft, draft_of};

use crate::{message::Flag, questionnaire::SupportLine};

/// Everything a summary says.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The questionnaire's id.
    pub questionnaire: String,
    /// Its version.
    pub version: String,
    /// The language of its texts, as a BCP 47 tag.
    pub language: String,
    /// Its title.
    pub title: String,
    /// False after a pause only.
    pub finished: bool,
    /// `open`, `unknown` or the strictest gate's id.
    pub outcome: String,
    /// Where the person stands, in a sentence or two; may be empty after a pause.
    pub stand: String,
    /// The gates that hold, strictest first: id and words.
    pub gates: Vec<(String, String)>,
    /// The words of offers that are made without a gate.
    pub offers: Vec<String>,
    /// The outcome's gate asks for a short and neutral summary.
    pub brief: bool,
    /// What became of each stage, and what was said in it.
    pub stages: Vec<StageSummary>,
    /// What is noticed.
    pub insights: Vec<Insight>,
    /// The options, in equal form.
    pub options: Vec<OptionSummary>,
    /// Titled lists, such as what a yes looks like.
    pub boxes: Vec<BoxSummary>,
    /// Consent, self-care and honesty; never empty.
    pub reminders: Vec<Reminder>,
    /// The plan.
    pub plan: Vec<PlanItem>,
    /// Help lines, those for the strictest gate first.
    pub support: Vec<SupportLine>,
    /// That numbers change.
    pub support_note: String,
    /// What the crisis watch found: question and level, `soft` or `sharp`.
    pub watch: Vec<(String, &'static str)>,
    /// Help lines come before everything else.
    pub support_first: bool,
    /// The draft; none unless the outcome allows one.
    pub draft: Option<Draft>,
    /// What the pressure check says of texts that a person asked to be looked over: question and flags.
    pub looked_over: Vec<(String, Vec<Flag>)>,
    /// The titles of the parts, by name.
    pub headings: std::collections::BTreeMap<String, String>,
    /// What stands at the foot.
    pub about: Vec<String>,
    /// What the sources are called.
    pub sources_title: Option<String>,
    /// Where it comes from: the last thing of all.
    pub sources: Vec<String>,
}

/// A stage in the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct StageSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `asked`, `closed` or `not-reached`.
    pub state: &'static str,
    /// What was answered in it.
    pub answers: Vec<AnswerSummary>,
}

/// An answer in the summary.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSummary {
    /// The question's id.
    pub id: String,
    /// The question's text.
    pub question: String,
    /// The question's kind.
    pub kind: &'static str,
    /// The answer.
    pub value: crate::answer::Answer,
    /// The answer in words.
    pub text: String,
    /// The ends of the scale, for one that has them.
    pub scale: Option<(i64, i64)>,
}

/// Something noticed in the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insight {
    /// Its id.
    pub id: String,
    /// What is noticed.
    pub text: String,
}

/// A reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// `consent`, `self-care` or `honesty`.
    pub kind: String,
    /// The reminder.
    pub text: String,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSummary {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What may be good about it.
    pub good: Vec<String>,
    /// What it may cost.
    pub cost: Vec<String>,
}

/// A titled list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// A part of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItem {
    /// `reasons`, `lean`, `if-then`, `urge`, `care` or `look-again`.
    pub kind: String,
    /// What it says.
    pub text: String,
}
