//! Answers that come beforehand, from a file and from flags; and `rekindle answers`.

use super::{args::CommonArgs, error::Error, settings::questionnaire, ui::Ui};
use crate::{
    answer::{Answer, Answers},
    answers::{self, Misfit, fit, typed},
    diagnostic::{Diagnostic, Place, Source, did_you_mean},
    questionnaire::{Question, Questionnaire},
    store,
};
use std::{collections::BTreeMap, path::Path, process::ExitCode};

/// Answers that came beforehand.
pub(super) struct Given {
    pub(super) answers: Answers,
    /// What the file says about itself.
    pub(super) about: BTreeMap<String, String>,
    pub(super) warnings: Vec<Diagnostic>,
}

/// The answers of a file and of `--set`, which wins. Every fault of both is found in one run.
pub(super) fn supplied(
    questionnaire: &Questionnaire,
    file: Option<&Path>,
    set: &[String],
) -> Result<Given, Error> {
    let mut faults = Vec::new();
    let mut about = BTreeMap::new();
    let mut answers = match file {
        None => Answers::new(),
        Some(path) => {
            let source = if path.as_os_str() == "-" { store::read_stdin() } else { store::read_text(path) };
            match source {
                Ok(source) => {
                    let read = answers::read(&source, questionnaire);
                    faults.extend(read.faults);
                    about = read.about;
                    read.answers
                }
                Err(fault) => {
                    faults.push(*fault);
                    Answers::new()
                }
            }
        }
    };
    for typed in set {
        match set_one(questionnaire, typed) {
            Ok((id, Some(answer))) => answers.set(&id, answer),
            Ok((id, None)) => {
                answers.remove(&id);
            }
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.iter().any(Diagnostic::is_error) {
        return Err(Error::from_diagnostics(faults));
    }
    Ok(Given { answers, about, warnings: faults })
}

/// What `--set` says of each question: an answer, or a skip. Every fault is found in one run.
pub(super) fn set_answers<'q>(
    questionnaire: &'q Questionnaire,
    set: &[String],
) -> Result<Vec<(&'q Question, Option<Answer>)>, Error> {
    let mut answers = Vec::new();
    let mut faults = Vec::new();
    for text in set {
        match set_one(questionnaire, text) {
            Ok((id, answer)) => {
                answers.extend(questionnaire.question(&id).map(|question| (question, answer)));
            }
            Err(fault) => faults.push(*fault),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(Error::from_diagnostics(faults)) }
}

/// One `--set ID=VALUE`; a blank value is a skip.
fn set_one(questionnaire: &Questionnaire, text: &str) -> Result<(String, Option<Answer>), Box<Diagnostic>> {
    let source = Source::new("--set", text);
    let whole = Place::new(&source, 0..text.len());
    let Some((id, value)) = text.split_once('=') else {
        let fault = Diagnostic::error("bad-set", &whole, "`--set` takes ID=VALUE");
        return Err(Box::new(fault.help("for example --set upset=3, or --set reasons=feelings,history")));
    };
    let id_place = Place::new(&source, 0..id.len());
    let id = id.trim();
    let Some(question) = questionnaire.question(id) else {
        let ids = questionnaire.questions().map(|question| question.id.as_str());
        let help = did_you_mean(id, ids).unwrap_or_else(|| "`rekindle answers` prints every id".to_owned());
        let message = format!("no question has the id `{id}`");
        return Err(Box::new(Diagnostic::error("unknown-question", &id_place, message).help(help)));
    };
    if value.trim().is_empty() {
        return Ok((id.to_owned(), None));
    }
    let value_place = Place::new(&source, text.len() - value.len()..text.len());
    let answer = typed(question, None, value).and_then(|answer| fit(question, answer));
    answer.map(|answer| (id.to_owned(), Some(answer))).map_err(|misfit| {
        let help = match &misfit {
            Misfit::UnknownChoice { value, choices } => Some(
                did_you_mean(value, choices.iter().map(String::as_str))
                    .unwrap_or_else(|| format!("there are: {}", choices.join(", "))),
            ),
            _ => None,
        };
        let message = format!("`{id}`: {misfit}");
        Box::new(Diagnostic::error("bad-answer", &value_place, message).maybe_help(help))
    })
}

/// `rekindle answers`.
pub(super) fn blank(common: &CommonArgs, ui: &mut Ui) -> Result<ExitCode, Error> {
    let questionnaire = questionnaire(common)?;
    ui.print(&answers::blank(questionnaire))?;
    Ok(ExitCode::SUCCESS)
}
