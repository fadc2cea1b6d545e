//! Texts with `{{ … }}` in them: the same expressions as conditions, so a text always renders, and always ends.
//! What a person typed is put in as it is and never read again.

use super::condition::{Expression, Facts, Lowered, Scope, lower_parsed};
use crate::{
    diagnostic::{Diagnostic, Place},
    packed::{Late, Text},
};
use minijinja::{
    machinery::{ast::Stmt, parse},
    syntax::SyntaxConfig,
};
use serde::{Deserialize, Serialize};

/// A longer text with expressions is a mistake, and would make a tree too deep to walk.
const LONGEST_TEMPLATE: usize = 4_000;

/// A checked text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Template {
    parts: Late<Vec<Part>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
enum Part {
    Words(Text),
    Expression(Expression),
}

impl Template {
    /// A text without expressions.
    pub fn plain(text: impl Into<Text>) -> Self {
        Self { parts: vec![Part::Words(text.into())].into() }
    }

    /// Reads and checks `text`, which stands at `place`. `None` when a fault was added to `faults`.
    pub(crate) fn read(
        text: String,
        place: &Place,
        scope: &Scope,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        if !text.contains("{{") && !text.contains("{%") && !text.contains("{#") {
            return Some(Self::plain(text));
        }
        if text.len() > LONGEST_TEMPLATE {
            let message = format!("a text with braces has at most {LONGEST_TEMPLATE} letters");
            faults.push(Diagnostic::error("long-template", place, message));
            return None;
        }
        let parsed = match parse(&text, "<text>", SyntaxConfig::default()) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = error.range().map_or_else(|| place.clone(), |range| place.inside(&text, range));
                let detail = error.detail().unwrap_or("this is not a text with {{ … }}").to_owned();
                faults.push(Diagnostic::error(
                    "bad-template",
                    &at,
                    format!("this text cannot be read: {detail}"),
                ));
                return None;
            }
        };
        let Stmt::Template(root) = &parsed else { return Some(Self::plain(text)) };
        let mut parts = Vec::with_capacity(root.children.len());
        for child in &root.children {
            match child {
                Stmt::EmitRaw(raw) => parts.push(Part::Words(raw.raw.into())),
                Stmt::EmitExpr(emit) => {
                    let Lowered { expression, .. } = lower_parsed(&emit.expr, &text, place, scope, faults)?;
                    parts.push(Part::Expression(expression));
                }
                _ => {
                    faults.push(
                        Diagnostic::error(
                            "bad-template",
                            place,
                            "a text may hold `{{ … }}` and nothing else in braces",
                        )
                        .help(
                            "write `{{ 'one' if condition else 'other' }}`, or two texts with a `when` each",
                        ),
                    );
                    return None;
                }
            }
        }
        Some(Self { parts: parts.into() })
    }

    /// The text for these facts.
    pub fn render(&self, facts: &dyn Facts) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.to_string(),
                Part::Expression(expression) => expression.evaluate(facts).into_text(),
            })
            .collect()
    }

    /// The words outside `{{ … }}`, for whoever measures or lists them.
    pub fn words(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words,
                Part::Expression(_) => "…",
            })
            .collect()
    }
}
