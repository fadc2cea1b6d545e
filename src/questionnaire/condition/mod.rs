//! Conditions: small Jinja expressions over answers. Parsed by minijinja, checked against the questionnaire in `lower`,
//! evaluated by `expression`, where a comparison with an unanswered question is false.

mod comparison;
mod expression;
mod lower;
mod scope;

pub use expression::{Arithmetic, Comparison, Expression, Value};
pub(crate) use lower::{Lowered, lower, lower_parsed};
pub use scope::{Scope, Shape, Type};

use crate::{
    answer::Answer,
    packed::{Late, Text, Texts},
};
use serde::{Deserialize, Serialize};

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
    /// The named values of the questionnaire.
    fn values(&self) -> &[Late<Expression>];
}

/// A condition that was checked: it reads only what exists, and yields true or false for any answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Condition(Late<Parts>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Parts {
    source: Text,
    expression: Expression,
    reads: Texts,
}

impl Condition {
    /// A condition from its text and the tree it was lowered to, which must be a boolean and may read `values`.
    pub(crate) fn new(source: impl Into<Text>, expression: Expression, values: &[Late<Expression>]) -> Self {
        let mut names = Vec::new();
        expression.each_name(values, &mut |name| names.push(name));
        let reads = names.into_iter().collect();
        Self(Late::from(Parts { source: source.into(), expression, reads }))
    }

    /// One that never holds, in place of one with a fault.
    pub(crate) fn never() -> Self {
        Self::new("", Expression::List(Vec::new()), &[])
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
        self.0.reads.iter()
    }

    /// Whether it reads this question, or `outcome` or `watch`.
    pub fn reads(&self, name: &str) -> bool {
        self.0.reads.contains(name)
    }
}
