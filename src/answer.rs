//! What a person, a file or a flag said: one [`Answer`] a question, and [`Answers`], all of them.
//!
//! An answer holds a choice's `value`, never its label, so that words can be changed and translated.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One answer, in the shape that its question's kind asks for. (serde knows it for what is packed into the program; files and
/// JSON write answers in their own way.)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The value of a single choice.
    Choice(String),
    /// The values of a multi-choice in the order of its choices, or of a rank in the person's order.
    Choices(Vec<String>),
    /// A place on a scale, in the scale's own whole numbers.
    Number(i64),
    /// Yes (`true`) or no.
    YesNo(bool),
    /// A short or long text as it was typed: data, never a template.
    Text(String),
}

impl Answer {
    /// Whether this says nothing: blank text or an empty list. A blank answer counts as a skip.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Choices(values) => values.is_empty(),
            Self::Text(text) => text.trim().is_empty(),
            Self::Choice(_) | Self::Number(_) | Self::YesNo(_) => false,
        }
    }

    /// The text, for an answer that is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The chosen values, for a multi-choice or a rank.
    pub fn as_choices(&self) -> Option<&[String]> {
        if let Self::Choices(values) = self { Some(values) } else { None }
    }
}

/// Answers by question id. Blank answers are not kept: no key is how a skip is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a question, if there is one.
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Whether a question has an answer.
    pub fn has(&self, question: &str) -> bool {
        self.0.contains_key(question)
    }

    /// Keeps an answer, in place of an earlier one; a blank one takes the earlier one away.
    pub fn set(&mut self, question: &str, answer: Answer) {
        if answer.is_blank() {
            self.0.remove(question);
        } else {
            self.0.insert(question.to_owned(), answer);
        }
    }

    /// Takes an answer away and hands it back.
    pub fn remove(&mut self, question: &str) -> Option<Answer> {
        self.0.remove(question)
    }

    /// Every answer with its question's id, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lays other answers over these: where both have one, the other's wins.
    pub fn overlay(&mut self, other: Answers) {
        self.0.extend(other.0);
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(pairs: I) -> Self {
        Self(pairs.into_iter().filter(|(_, answer)| !answer.is_blank()).collect())
    }
}
