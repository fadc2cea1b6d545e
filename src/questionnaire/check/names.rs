//! The names there are: stages, questions with their places and shapes, values, outcomes.

use super::Files;
use crate::{
    diagnostic::{Diagnostic, Place, did_you_mean},
    questionnaire::{
        condition::{Expression, Scope, Shape, Type, Value, lower},
        model::QuestionPlace,
        raw::{At, RawQuestion, RawValue},
    },
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The words that conditions use for something of their own.
const RESERVED: &[&str] =
    &["outcome", "watch", "labels", "true", "false", "none", "and", "or", "not", "in", "is", "if", "else"];

/// Every id of a questionnaire.
pub(super) struct Names {
    /// Stage ids, in order.
    pub(super) stages: Vec<String>,
    /// Where each question stands.
    pub(super) places: BTreeMap<String, QuestionPlace>,
    /// What each question's answer looks like; notes included, though no condition may read one.
    pub(super) shapes: BTreeMap<String, Shape>,
    /// Each question's kind, as written.
    pub(super) kinds: HashMap<String, String>,
    /// Each question's choices with their labels, as written.
    pub(super) gates: Vec<String>,
    /// Kinds of help line.
    pub(super) support_kinds: Vec<String>,
}

/// That an id stands twice.
pub(super) fn duplicate(what: &str, id: &At<String>, first: &Place) -> Diagnostic {
    Diagnostic::error("duplicate-id", &id.place, format!("there is another {what} `{}`", id.value))
        .label("used again here")
        .also(first, "used here first")
}

impl Names {
    pub(super) fn collect(files: &Files, faults: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self {
            stages: Vec::new(),
            places: BTreeMap::new(),
            shapes: BTreeMap::new(),
            kinds: HashMap::new(),
            gates: files.main.gates.iter().map(|gate| gate.id.value.clone()).collect(),
            support_kinds: files.support.kinds.iter().map(|(kind, _)| kind.value.clone()).collect(),
        };
        let mut seen: HashMap<&str, &Place> = HashMap::new();
        let mut order = 0;
        for (stage_index, stage) in files.stages.iter().enumerate() {
            names.stages.push(stage.id.value.clone());
            check_word(&stage.id, '-', faults);
            for (question_index, question) in stage.questions.iter().enumerate() {
                let place = QuestionPlace::InStage(stage_index, question_index);
                names.add(question, Some(order), place, &mut seen, faults);
                order += 1;
            }
        }
        for (index, hint) in files.message.hints.iter().enumerate() {
            names.add(&hint.question, None, QuestionPlace::Hint(index), &mut seen, faults);
        }
        if let Some(edit) = files.message.draft.as_ref().and_then(|draft| draft.edit.as_ref()) {
            names.add(&edit.question, None, QuestionPlace::Draft, &mut seen, faults);
        }
        for stage in &files.stages {
            if let Some(first) = seen.get(&*stage.id.value) {
                faults.push(duplicate("stage or question", &stage.id, first));
            }
            seen.insert(&stage.id.value, &stage.id.place);
        }
        names
    }

    fn add<'f>(
        &mut self,
        question: &'f RawQuestion,
        order: Option<usize>,
        place: QuestionPlace,
        seen: &mut HashMap<&'f str, &'f Place>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let id = &question.id;
        check_word(id, '_', faults);
        if RESERVED.contains(&&*id.value) {
            let message =
                format!("`{}` means something in conditions and cannot be a question's id", id.value);
            faults.push(Diagnostic::error("reserved-id", &id.place, message));
        }
        if let Some(first) = seen.get(&*id.value) {
            faults.push(duplicate("question", id, first));
            return;
        }
        seen.insert(&id.value, &id.place);
        let shape = Shape { order, answer: self.answer_type(question), range: range(question) };
        self.shapes.insert(id.value.clone(), shape);
        self.kinds.insert(id.value.clone(), question.kind.value.clone());
        self.places.insert(id.value.clone(), place);
    }

    fn answer_type(&self, question: &RawQuestion) -> Type {
        let values = || -> Arc<[String]> {
            question.choices.iter().flatten().map(|choice| choice.value.value.clone()).collect()
        };
        match &*question.kind.value {
            "single-choice" => Type::Word(values()),
            "multi-choice" => Type::Words(values()),
            "rank" => question
                .from
                .as_ref()
                .and_then(|from| self.shapes.get(&*from.value))
                .map_or(Type::Words([].into()), |shape| shape.answer.clone()),
            "scale" => Type::Number,
            "yes-no" => Type::Boolean,
            "short-text" | "long-text" => Type::Text,
            // A note; or a kind that there is not, of which nothing is known.
            _ => Type::Nothing,
        }
    }

    /// What conditions may speak of, the named values included: each of them may read those above it.
    pub(super) fn scope(&self, files: &Files, faults: &mut Vec<Diagnostic>) -> Scope {
        let gates = self.gates.iter().filter(|id| *id != "unknown").cloned();
        let outcomes = ["open", "unknown"].into_iter().map(String::from).chain(gates);
        let questions =
            self.shapes.iter().filter(|(id, _)| self.kinds.get(*id).is_none_or(|kind| kind != "note"));
        let mut scope = Scope {
            questions: questions.map(|(id, shape)| (id.clone(), shape.clone())).collect(),
            outcomes: outcomes.collect(),
            ..Scope::default()
        };
        for (name, raw) in &files.main.values {
            check_word(name, '_', faults);
            if scope.questions.contains_key(&*name.value) || RESERVED.contains(&&*name.value) {
                let message = format!("`{}` is already the name of something else", name.value);
                faults.push(Diagnostic::error("duplicate-id", &name.place, message));
            }
            // One with a fault is still known, so that nobody is told that there is no such value.
            let (expression, kind) = value(raw, name, &files.main.values, &scope, faults)
                .unwrap_or((Expression::Constant(Value::None), Type::Nothing));
            scope.values.insert(name.value.clone(), (scope.expressions.len(), kind));
            scope.expressions.push(expression.into());
        }
        scope
    }
}

fn value(
    raw: &RawValue,
    name: &At<String>,
    all: &[(At<String>, RawValue)],
    scope: &Scope,
    faults: &mut Vec<Diagnostic>,
) -> Option<(Expression, Type)> {
    match raw {
        #[expect(clippy::cast_precision_loss, reason = "a cut-off or a count, far below 2^53")]
        RawValue::Number(number) => Some((Expression::Constant(Value::Number(*number as f64)), Type::Number)),
        RawValue::Boolean(flag) => Some((Expression::Constant(Value::Boolean(*flag)), Type::Boolean)),
        RawValue::Faulty => None,
        RawValue::Expression(text) => {
            let before = faults.len();
            let lowered = lower(&text.value, &text.place, scope, faults);
            for fault in &mut faults[before..] {
                // A value that is written below this one, or this one itself, is the likely reason.
                let unknown = fault.code == "unknown-question";
                let named =
                    all.iter().find(|(other, _)| fault.message.contains(&format!("`{}`", other.value)));
                if let (true, Some((other, _))) = (unknown, named) {
                    fault.code = "value-not-above";
                    fault.message =
                        format!("`{}` reads `{}`, which does not stand above it", name.value, other.value);
                    fault.help = Some("a value may read only values above it; put them in order".to_owned());
                }
            }
            lowered.map(|lowered| (lowered.expression, lowered.kind))
        }
    }
}

/// The ends of a scale that makes sense.
fn range(question: &RawQuestion) -> Option<(i64, i64)> {
    let (min, max) = (question.min.as_ref()?.value, question.max.as_ref()?.value);
    (question.kind.value == "scale" && min < max).then_some((min, max))
}

/// An id is made of small letters, digits and one separator, and begins with a letter.
pub(super) fn check_word(id: &At<String>, separator: char, faults: &mut Vec<Diagnostic>) {
    let good = id.value.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .value
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == separator);
    if !good && !id.value.is_empty() {
        let message =
            format!("an id is made of small letters, digits and `{separator}`, and begins with a letter");
        let folded = id.value.to_lowercase().replace(['-', '_', ' '], &separator.to_string());
        let help = did_you_mean(&folded, [folded.as_str()]).filter(|_| folded != id.value);
        faults.push(Diagnostic::error("bad-id", &id.place, message).maybe_help(help));
    }
}
