//! A questionnaire that was checked: valid by construction, so nobody checks it again.

mod texts;

pub use texts::{
    BoxText, DraftEdit, DraftTexts, Hint, InsightText, Line, MessageTexts, OptionText, PlanText,
    ReminderText, SummaryTexts, SupportLine, SupportTexts,
};

use super::{
    condition::{Condition, Expression},
    template::Template,
};
use crate::{answer::Answer, packed::Late};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole questionnaire. Only `check` makes one; what came with the program was checked and packed when that was built.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Questionnaire {
    /// Its id, such as `rekindle`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its version, as written.
    pub version: String,
    /// The language its texts are in, as a BCP 47 tag.
    pub language: String,
    /// What a person reads first.
    pub intro: Template,
    /// The stages in the order they are asked.
    pub stages: Vec<Stage>,
    /// The gates, strictest first.
    pub gates: Vec<Gate>,
    /// What the outcome `open` asks for.
    pub open: Open,
    /// Words and help lines that are offered without a gate.
    pub offers: Vec<Offer>,
    /// What the summary is made of.
    pub summary: SummaryTexts,
    /// The draft, the pressure check and the crisis watch.
    pub message: MessageTexts,
    /// Help lines.
    pub support: SupportTexts,
    /// Named values that conditions and texts read.
    pub values: Vec<Late<Expression>>,
    /// Where each question stands: stage and place in it. A hint has no stage.
    pub(crate) places: BTreeMap<String, QuestionPlace>,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionPlace {
    /// Stage and question, both from 0.
    InStage(usize, usize),
    /// Among the hints.
    Hint(usize),
    /// The words of the draft.
    Draft,
}

impl Questionnaire {
    /// The question with this id, a hint included.
    pub fn question(&self, id: &str) -> Option<&Question> {
        match *self.places.get(id)? {
            QuestionPlace::InStage(stage, question) => self.stages.get(stage)?.questions.get(question),
            QuestionPlace::Hint(hint) => self.message.hints.get(hint).map(|hint| &hint.question),
            QuestionPlace::Draft => self.draft_question(),
        }
    }

    /// Where the question with this id stands.
    pub fn place(&self, id: &str) -> Option<QuestionPlace> {
        self.places.get(id).copied()
    }

    /// Every question in the order of asking, then the hints and the words of the draft.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let hints = self.message.hints.iter().map(|hint| &hint.question);
        self.stages.iter().flat_map(|stage| &stage.questions).chain(hints).chain(self.draft_question())
    }

    /// The question whose answer stands in place of the draft's own parts.
    pub fn draft_question(&self) -> Option<&Question> {
        self.message.draft.edit.as_ref().map(|edit| &edit.question)
    }

    /// The gate with this id.
    pub fn gate(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == id)
    }
}

/// A part of the questionnaire with a title and an opening of its own.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Stage {
    /// Its id, such as `check-in`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A sentence or two before its first question; may be empty.
    pub intro: Template,
    /// Whether it is asked at all.
    pub when: Option<Condition>,
    /// On a resume after more hours than this, its questions are asked again.
    pub again_after_hours: Option<u32>,
    /// Its questions in order.
    pub questions: Vec<Question>,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// One question.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Question {
    /// Its id: small letters, digits and `_`.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// The question itself.
    pub ask: Template,
    /// Why it is asked.
    pub help: Option<Template>,
    /// Also asked when only the core questions are.
    pub core: bool,
    /// Cannot be skipped.
    pub required: bool,
    /// Whether it is asked.
    pub when: Option<Condition>,
    /// What is preselected; never an answer by itself.
    pub default: Option<Answer>,
    /// The answer that a skip by a person stands for.
    pub skip: Option<Answer>,
    /// Gates read the answer even when the question was not reached.
    pub read_always: bool,
    /// How far the crisis watch may go on its text.
    pub watch: WatchCeiling,
    /// Whether its text is looked over for words that press.
    pub pressure: bool,
    /// Kinds of help line shown with it.
    pub support: Vec<String>,
    /// How many words its text may have; as many as one likes without this.
    pub most_words: Option<usize>,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// How far the crisis watch may go on a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WatchCeiling {
    /// Not read.
    Off,
    /// Hints only: the words are somebody else's.
    Soft,
    /// All of it.
    Sharp,
}

/// How a question is answered. Adding a kind is adding a variant here: every exhaustive match is then a place to extend.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Kind {
    /// One of some choices.
    SingleChoice(Vec<Choice>),
    /// Any of some choices.
    MultiChoice(Vec<Choice>),
    /// A whole number with both ends named.
    Scale(Scale),
    /// Yes or no.
    YesNo,
    /// One line of text.
    ShortText,
    /// Text of any length.
    LongText,
    /// Another question's chosen values, put in order.
    Rank(Rank),
    /// Something to read; it has no answer.
    Note,
}

impl Kind {
    /// Its name in the files and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SingleChoice(_) => "single-choice",
            Self::MultiChoice(_) => "multi-choice",
            Self::Scale(_) => "scale",
            Self::YesNo => "yes-no",
            Self::ShortText => "short-text",
            Self::LongText => "long-text",
            Self::Rank(_) => "rank",
            Self::Note => "note",
        }
    }

    /// Its own choices; a rank's are its source's, see `Questionnaire`.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::SingleChoice(choices) | Self::MultiChoice(choices) => choices,
            Self::Rank(rank) => &rank.choices,
            Self::Scale(_) | Self::YesNo | Self::ShortText | Self::LongText | Self::Note => &[],
        }
    }

    /// Whether it is answered with words of the person's own.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::ShortText | Self::LongText)
    }
}

/// One choice of a single- or multi-choice.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Choice {
    /// What answers hold.
    pub value: String,
    /// What a person reads.
    pub label: Template,
    /// Choosing it clears the rest.
    pub exclusive: bool,
    /// Whether it is offered.
    pub when: Option<Condition>,
}

/// A scale of whole numbers, both ends included.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Scale {
    /// The low end.
    pub min: i64,
    /// The high end; at most 100 above the low one.
    pub max: i64,
    /// What the low end means; may be empty.
    pub min_label: Template,
    /// What the high end means; may be empty.
    pub max_label: Template,
}

/// Chosen values of an earlier multi-choice, to be put in order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rank {
    /// The multi-choice question.
    pub from: String,
    /// How many of the first count.
    pub top: usize,
    /// That question's choices.
    pub choices: Vec<Choice>,
}

/// A named condition that closes or ends something.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Gate {
    /// Its id, which is the outcome when it is the strictest that holds.
    pub id: String,
    /// Where the person stands, in a sentence.
    pub title: Template,
    /// When it holds.
    pub when: Condition,
    /// The stage at whose end it is judged for the first time; at any time without one.
    pub after: Option<usize>,
    /// What the person reads at once.
    pub says: Template,
    /// What happens next; may be empty.
    pub next: Template,
    /// Stages and questions that are not asked while it holds.
    pub closes: Vec<String>,
    /// Go to the summary now.
    pub ends: bool,
    /// Help lines it shows.
    pub support: Vec<SupportWish>,
    /// Its summary is short and neutral.
    pub brief: bool,
    /// Ask whether to delete what is saved.
    pub offers_delete: bool,
    /// Its help lines come at the head of the summary, before what was said.
    pub support_first: bool,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// A kind of help line, perhaps only under a condition.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SupportWish {
    /// The kind, such as `crisis`.
    pub kind: String,
    /// When it is wished for; always without one.
    pub when: Option<Condition>,
}

/// What the outcome `open` asks for besides that no gate holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Open {
    /// What must be true.
    pub when: Condition,
    /// The stage at whose end it can be open for the first time.
    pub after: Option<usize>,
    /// Questions that must all have an answer.
    pub answered: Vec<String>,
    /// Where the person stands then, in a sentence or two.
    pub says: Template,
    /// The same when some of their words for the other one must not be sent.
    pub refused: Option<Template>,
}

/// Words and help lines that are shown at once, without a gate.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// When it is made.
    pub when: Condition,
    /// What the person reads.
    pub says: Template,
    /// Help lines it shows.
    pub support: Vec<SupportWish>,
}
