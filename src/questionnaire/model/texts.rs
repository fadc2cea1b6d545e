//! What a summary, a draft and the help lines are made of.

use super::Question;
use crate::{
    message::{MessageRules, WatchKind},
    packed::Late,
    questionnaire::{condition::Condition, template::Template},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text that is there under a condition.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Line {
    /// When; always without one.
    pub when: Option<Condition>,
    /// The text.
    pub text: Template,
}

/// What the summary is made of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct SummaryTexts {
    /// The titles of its parts, by name.
    pub headings: BTreeMap<String, String>,
    /// What is noticed in the answers.
    pub insights: Vec<InsightText>,
    /// What every summary says.
    pub reminders: Vec<ReminderText>,
    /// The parts of the plan.
    pub plan: Vec<PlanText>,
    /// The options, in equal form.
    pub options: Vec<OptionText>,
    /// What a yes and a no look like, and such.
    pub boxes: Vec<BoxText>,
    /// What stands at its foot.
    pub about: Vec<String>,
    /// What the sources are called.
    pub sources_title: Option<String>,
    /// Where it comes from: the last thing at the foot.
    pub sources: Vec<String>,
    /// The words around two sessions side by side, by name; none is missing.
    pub compare: BTreeMap<String, String>,
}

/// Something noticed in the answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct InsightText {
    /// Its id.
    pub id: String,
    /// When it is said.
    pub when: Condition,
    /// What is said.
    pub text: Template,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// A reminder that stands in every summary.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ReminderText {
    /// `consent`, `self-care` or `honesty`.
    pub kind: String,
    /// The reminder.
    pub text: Template,
    /// The same in a few neutral words.
    pub brief: Template,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// A part of the plan.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PlanText {
    /// `reasons`, `lean`, `if-then`, `urge`, `care` or `look-again`.
    pub kind: String,
    /// When it is in the plan; always without one.
    pub when: Option<Condition>,
    /// What it says.
    pub text: Template,
    /// Text questions whose words are looked over before they enter it.
    pub checked: Vec<String>,
    /// What it says instead when one of them is refused.
    pub instead: Option<Template>,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// One way to go on from here.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct OptionText {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it is offered; always without one.
    pub when: Option<Condition>,
    /// It is to send something: not offered where the draft is refused.
    pub needs_draft: bool,
    /// What may be good about it.
    pub good: Vec<Line>,
    /// What it may cost.
    pub cost: Vec<Line>,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// A titled list.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct BoxText {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it is shown; always without one.
    pub when: Option<Condition>,
    /// Its lines.
    pub lines: Vec<Template>,
    /// The points of the source that it covers.
    pub covers: Vec<u32>,
}

/// The draft and what is looked for in texts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct MessageTexts {
    /// The draft.
    pub draft: DraftTexts,
    /// The direct questions that follow a hint.
    pub hints: Vec<Hint>,
    /// Words that press on the other person, and words that speak of harm.
    pub rules: Late<MessageRules>,
}

/// How the draft is put together.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct DraftTexts {
    /// When there is one.
    pub when: Condition,
    /// How many words it may have, its closing included.
    pub max_words: usize,
    /// Its parts in order.
    pub parts: Vec<Line>,
    /// The sentences that always stand at its end.
    pub closing: Vec<String>,
    /// What to do with it.
    pub advice: Vec<String>,
    /// How the person may change it; not at all without this.
    pub edit: Option<DraftEdit>,
}

/// How a person may change the draft once it was made.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct DraftEdit {
    /// The question whose answer stands in place of the parts: a long text, never asked by the walk, read always.
    pub question: Question,
    /// What is said of the closing, which stays.
    pub stays: String,
    /// What is said above the draft.
    pub shown: Template,
    /// What is asked then.
    pub decide: String,
    /// To keep it.
    pub keep: String,
    /// To change it.
    pub change: String,
    /// To leave it out.
    pub leave: String,
    /// What is said when the changed words must not be sent.
    pub refused: String,
}

/// A direct question that is asked at once when the crisis watch finds a hint.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Hint {
    /// What kind of hint asks it.
    pub watch: WatchKind,
    /// The question.
    pub question: Question,
}

/// Help lines.
#[derive(Debug, Serialize, Deserialize)]
pub struct SupportTexts {
    /// That numbers change.
    pub note: String,
    /// The region whose lines serve where a place has none of its own.
    pub fallback: String,
    /// Names of regions by code.
    pub regions: BTreeMap<String, String>,
    /// What each kind is for.
    pub kinds: BTreeMap<String, String>,
    /// The lines.
    pub lines: Vec<SupportLine>,
}

/// One help line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportLine {
    /// The region's code, such as `GB`.
    pub region: String,
    /// What kind of help, such as `crisis`.
    pub kind: String,
    /// Who answers.
    pub name: String,
    /// A number or an address.
    pub contact: String,
    /// Where it was seen.
    pub source: String,
    /// The day it was looked up, as `2026-11-23`.
    pub checked: String,
}

impl SupportLine {
    /// Who answers and how to reach them, on one line; a line that is called by its number is said once.
    pub fn said(&self) -> String {
        self.said_with(&self.contact)
    }

    /// The same for somebody who breaks lines: no number is broken. See [`crate::render::unjoined`].
    pub fn unbroken(&self) -> String {
        let is_short = self.contact.chars().count() <= LONGEST_NUMBER;
        if is_short { self.said_with(&self.contact.replace(' ', "\u{a0}")) } else { self.said() }
    }

    fn said_with(&self, contact: &str) -> String {
        if self.name == self.contact { contact.to_owned() } else { format!("{}: {contact}", self.name) }
    }
}

/// Letters of a number with what stands beside it, as in `text HOME to 741741`.
const LONGEST_NUMBER: usize = 24;

impl SupportTexts {
    /// Every line of a region, what is most urgent first; for a kind that it has none of, those of the fallback region.
    pub fn all_for(&self, region: &str) -> Vec<&SupportLine> {
        let mut kinds: Vec<String> = Vec::new();
        for line in &self.lines {
            if !kinds.contains(&line.kind) {
                kinds.push(line.kind.clone());
            }
        }
        kinds.sort_by_key(|kind| kind != "emergency");
        self.lines_for(region, &kinds)
    }

    /// What a region is called; its code where it has no name.
    pub fn name_of(&self, region: &str) -> String {
        self.regions.get(region).map_or(region, String::as_str).to_owned()
    }

    /// A line whose name tells what it is for.
    pub fn with_purpose(&self, line: &SupportLine) -> SupportLine {
        let purpose = self.kinds.get(&line.kind).map(|kind| format!(", {kind}")).unwrap_or_default();
        SupportLine { name: format!("{}{purpose}", line.name), ..line.clone() }
    }

    /// The lines for `kinds`, in that order and each once: those of `region`, or for a kind that it has none of, those of the
    /// fallback region.
    pub fn lines_for<'a>(&'a self, region: &str, kinds: &[String]) -> Vec<&'a SupportLine> {
        let mut found: Vec<&SupportLine> = Vec::new();
        for kind in kinds {
            let of = |code: &str| -> Vec<&'a SupportLine> {
                self.lines.iter().filter(|line| line.region == code && line.kind == *kind).collect()
            };
            let own = of(region);
            for line in if own.is_empty() { of(&self.fallback) } else { own } {
                if !found.contains(&line) {
                    found.push(line);
                }
            }
        }
        found
    }
}
