//! What a condition may speak of at the place where it stands.

use super::Expression;
use crate::packed::Late;
use std::{collections::BTreeMap, sync::Arc};

/// What an expression yields.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// True or false.
    Boolean,
    /// A number.
    Number,
    /// One of these words: the values of a single choice, the outcomes, the levels of the watch.
    Word(Arc<[String]>),
    /// Text that a person typed, or a literal.
    Text,
    /// A list of words out of these.
    Words(Arc<[String]>),
    /// A literal list.
    List,
    /// Nothing that can be used.
    Nothing,
}

impl Type {
    /// In words that fit after "this is".
    pub(super) fn described(&self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Word(_) => "one choice",
            Self::Text => "a text",
            Self::Words(_) => "a list of choices",
            Self::List => "a list",
            Self::Nothing => "nothing",
        }
    }
}

/// What a question's answer looks like to a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where it stands in the order of asking; a question that may come at any time has none.
    pub order: Option<usize>,
    /// The type of its answer.
    pub answer: Type,
    /// The lowest and highest number, for a scale.
    pub range: Option<(i64, i64)>,
}

/// The names that a condition may use.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Questions by id. A note is not here: it has no answer.
    pub questions: BTreeMap<String, Shape>,
    /// Named values: the place of each among the expressions, and its type.
    pub values: BTreeMap<String, (usize, Type)>,
    /// What the named values come to.
    pub expressions: Vec<Late<Expression>>,
    /// Every outcome there can be.
    pub outcomes: Arc<[String]>,
    /// Only questions that stand before this one are answered by then; all of them without it.
    pub before: Option<usize>,
}

impl Scope {
    /// The same names, as a question sees them that stands at `order`.
    #[must_use]
    pub fn before(&self, order: usize) -> Self {
        Self { before: Some(order), ..self.clone() }
    }

    /// Every name, for finding the nearest one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.questions.keys().chain(self.values.keys()).map(String::as_str).chain(["outcome", "watch"])
    }

    /// Whether a question is answered by the time this scope stands for.
    pub fn is_earlier(&self, question: &str) -> bool {
        let order = self.questions.get(question).and_then(|shape| shape.order);
        match (self.before, order) {
            (Some(before), Some(order)) => order < before,
            _ => true,
        }
    }
}
