//! From an answers file to answers, or to everything that is wrong with it.

use super::{
    fit::{Misfit, fit, wanted},
    written::{Entry, Written, entries},
};
use crate::{
    answer::{Answer, Answers},
    diagnostic::{Diagnostic, Place, Source, did_you_mean},
    questionnaire::{Kind, Question, Questionnaire},
};
use std::{collections::BTreeMap, sync::Arc};

/// What stood in an answers file.
#[derive(Debug, Clone, Default)]
pub struct AnswersFile {
    /// The answers that fit.
    pub answers: Answers,
    /// What the file says of itself: the keys that begin with `_` and hold a text, a number or a flag, as text.
    pub about: BTreeMap<String, String>,
    /// The keys that begin with `_` and hold a list of texts.
    pub about_lists: BTreeMap<String, Vec<String>>,
    /// Everything that is wrong with it, in the order of the file.
    pub faults: Vec<Diagnostic>,
}

/// Reads a file of answers to a questionnaire, TOML or JSON. It never stops at the first fault.
pub fn read(source: &Arc<Source>, questionnaire: &Questionnaire) -> AnswersFile {
    let mut file = AnswersFile::default();
    let mut faults = Vec::new();
    if source.text.trim().is_empty() {
        let fault =
            Diagnostic::error("empty-file", &Place::new(source, 0..0), "there is nothing in this file");
        faults.push(fault.help("`rekindle answers` prints one to fill in"));
    }
    for entry in entries(source, &mut faults) {
        if entry.key.starts_with('_') {
            file.keep_about(&entry, questionnaire, &mut faults);
            continue;
        }
        let Some(question) = questionnaire.question(&entry.key) else {
            faults.push(unknown_question(&entry, questionnaire));
            continue;
        };
        match answer(question, &entry) {
            Ok(Some(answer)) => file.answers.set(&question.id, answer),
            Ok(None) => {}
            Err(found) => faults.extend(found),
        }
    }
    file.faults = faults;
    file
}

impl AnswersFile {
    fn keep_about(&mut self, entry: &Entry, questionnaire: &Questionnaire, faults: &mut Vec<Diagnostic>) {
        let text = match &entry.value {
            Written::Text(text) => text.clone(),
            Written::Integer(number) => number.to_string(),
            Written::Boolean(flag) => flag.to_string(),
            Written::List(items) => {
                let texts = items.iter().filter_map(|(item, _)| match item {
                    Written::Text(text) => Some(text.clone()),
                    _ => None,
                });
                self.about_lists.insert(entry.key.clone(), texts.collect());
                return;
            }
            Written::Null | Written::Other(_) => return,
        };
        if entry.key == "_questionnaire" && text != questionnaire.id {
            let message = format!("these are answers to `{text}`, and this is `{}`", questionnaire.id);
            faults.push(
                Diagnostic::error("other-questionnaire", &entry.place, message)
                    .help("name its folder with --questions DIR"),
            );
        }
        self.about.insert(entry.key.clone(), text);
    }
}

fn unknown_question(entry: &Entry, questionnaire: &Questionnaire) -> Diagnostic {
    let ids = questionnaire.questions().map(|question| question.id.as_str());
    let message = format!("no question has the id `{}`", entry.key);
    let help = did_you_mean(&entry.key, ids)
        .unwrap_or_else(|| "`rekindle answers` prints every question with its id".to_owned());
    Diagnostic::error("unknown-question", &entry.key_place, message).help(help)
}

/// The answer that an entry gives; none for a skip.
fn answer(question: &Question, entry: &Entry) -> Result<Option<Answer>, Vec<Diagnostic>> {
    let answer = match (&question.kind, &entry.value) {
        (Kind::Note, _) => return Err(vec![explain(question, &Misfit::NoAnswer, entry, None)]),
        (_, Written::Null) => return Ok(None),
        (_, Written::List(items)) if items.is_empty() => return Ok(None),
        (_, Written::Text(text)) if text.trim().is_empty() => return Ok(None),
        (Kind::SingleChoice(_), Written::Text(value)) => Answer::Choice(value.clone()),
        (Kind::MultiChoice(_) | Kind::Rank(_), Written::List(items)) => {
            let mut values = Vec::with_capacity(items.len());
            let mut faults = Vec::new();
            for (item, place) in items {
                match item {
                    Written::Text(value) => {
                        faults.extend(unknown_choice(question, value, place));
                        values.push(value.clone());
                    }
                    other => faults.push(wrong_type(question, other, place)),
                }
            }
            if !faults.is_empty() {
                return Err(faults);
            }
            Answer::Choices(values)
        }
        (Kind::Scale(_), Written::Integer(number)) => Answer::Number(*number),
        (Kind::YesNo, Written::Boolean(yes)) => Answer::YesNo(*yes),
        (Kind::ShortText | Kind::LongText, Written::Text(text)) => Answer::Text(text.clone()),
        (_, other) => return Err(vec![wrong_type(question, other, &entry.place)]),
    };
    let items = if let Written::List(items) = &entry.value { Some(items) } else { None };
    match fit(question, answer) {
        Ok(answer) => Ok((!answer.is_blank()).then_some(answer)),
        Err(misfit) => Err(vec![explain(question, &misfit, entry, items)]),
    }
}

/// That a value in a list is none of the choices: each one of a list is said, though the first alone would make it unfit.
fn unknown_choice(question: &Question, value: &str, place: &Place) -> Option<Diagnostic> {
    let values: Vec<&str> = question.kind.choices().iter().map(|choice| choice.value.as_str()).collect();
    if values.contains(&value) {
        return None;
    }
    let message = format!("`{}`: `{value}` is not one of the choices", question.id);
    let help = did_you_mean(value, values.iter().copied())
        .unwrap_or_else(|| format!("there are: {}", values.join(", ")));
    Some(Diagnostic::error("unknown-choice", place, message).help(help))
}

fn wrong_type(question: &Question, found: &Written, place: &Place) -> Diagnostic {
    let message = format!("`{}` takes {}, not {}", question.id, wanted(&question.kind), found.type_name());
    Diagnostic::error("wrong-type", place, message).help(example(question))
}

fn explain(
    question: &Question,
    misfit: &Misfit,
    entry: &Entry,
    items: Option<&Vec<(Written, Place)>>,
) -> Diagnostic {
    let item_place = |value: &str, which: usize| {
        let matches = |(item, _): &&(Written, Place)| matches!(item, Written::Text(text) if text == value);
        items
            .and_then(|items| items.iter().filter(matches).nth(which))
            .map_or(&entry.place, |(_, place)| place)
    };
    let (code, place, help) = match misfit {
        Misfit::UnknownChoice { value, choices } => {
            let help = did_you_mean(value, choices.iter().map(String::as_str))
                .unwrap_or_else(|| format!("there are: {}", choices.join(", ")));
            ("unknown-choice", item_place(value, 0), Some(help))
        }
        Misfit::NotAlone { value } => ("not-alone", item_place(value, 0), None),
        Misfit::Twice { value } => ("twice", item_place(value, 1), None),
        Misfit::OffScale { .. } => ("off-the-scale", &entry.place, None),
        Misfit::NoAnswer => ("takes-no-answer", &entry.key_place, None),
        Misfit::TooLong | Misfit::TooManyWords { .. } => ("too-long", &entry.place, None),
        Misfit::Required | Misfit::WrongKind { .. } => ("wrong-type", &entry.place, Some(example(question))),
    };
    Diagnostic::error(code, place, format!("`{}`: {misfit}", question.id)).maybe_help(help)
}

/// How an answer of this kind is written.
fn example(question: &Question) -> String {
    let values: Vec<&str> = question.kind.choices().iter().map(|choice| choice.value.as_str()).collect();
    match &question.kind {
        Kind::SingleChoice(_) => format!("write one of these in quotes: {}", values.join(", ")),
        Kind::MultiChoice(_) | Kind::Rank(_) => {
            format!("write a list, such as `{} = [\"{}\"]`", question.id, values.first().unwrap_or(&""))
        }
        Kind::Scale(scale) => format!("write a number from {} to {}, without quotes", scale.min, scale.max),
        Kind::YesNo => "write true or false, without quotes".to_owned(),
        Kind::ShortText | Kind::LongText => "write the text in quotes".to_owned(),
        Kind::Note => "take this line out".to_owned(),
    }
}
