//! Conditions: small Jinja expressions over answers. Parsed by minijinja, checked against the questionnaire in `lower`,
//! evaluated by `expression`, where a comparison with an unanswered question is false.

mod comparison;
mod expression;
mod lower;
mod scope;

pub use expression::{Arithmetic, Comparison, Expression, Value};
pub(crate) use lower::{Lowered, lower, lower_parsed};
pub use scope::{Scope, Shape, Type};

use crate::answer::Answer;
use crate::questionnaire::late::Late;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeSet};

/// What a condition is judged on.
pub trait Facts {
    /// The answer that counts for a question now, if there is one.
    fn answer(&self, question: &str) -> Option<&Answer>;
    /// Whether the question was asked and left.
    fn skipped(&self, question: &str) -> bool;
    /// `open`, `unknown` or the id of the strictest gate that holds.
    fn outcome(&self) -> &str;
    /// `none`, `soft` or `sharp`: what the crisis watch has found and no answer has settled.
    fn watch(&self) -> &str;
    /// The answer in words, for a text; empty without an answer.
    fn label(&self, question: &str) -> String;
}

/// A condition that was checked: it reads only what exists, and yields true or false for any answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Condition(Late<Parts>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Parts {
    #[serde(borrow)]
    source: Cow<'static, str>,
    expression: Expression,
    /// In alphabetical order, each once.
    reads: Vec<Cow<'static, str>>,
}

impl Condition {
    /// A condition from its text and the tree it was lowered to, which must be a boolean.
    pub(crate) fn new(source: impl Into<Cow<'static, str>>, expression: Expression) -> Self {
        let mut reads = BTreeSet::new();
        expression.each_name(&mut |name| {
            reads.insert(name.to_owned());
        });
        let reads = reads.into_iter().map(Cow::Owned).collect();
        Self(Late::from(Parts { source: source.into(), expression, reads }))
    }

    /// Whether it holds for these facts.
    pub fn holds(&self, facts: &dyn Facts) -> bool {
        self.0.expression.is_true(facts)
    }

    /// As it was written.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The ids of the questions it reads, and `outcome` and `watch` when it reads them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.reads.iter().map(AsRef::as_ref)
    }

    /// Whether it reads this question, or `outcome` or `watch`.
    pub fn reads(&self, name: &str) -> bool {
        self.names().any(|read| read == name)
    }
}
