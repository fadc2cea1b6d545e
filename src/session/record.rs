//! What is worth keeping of a session, as text: a TOML file that is itself an answers file. What it says of itself stands
//! behind `_`, where an answers file has room for it.

use super::{Given, Manner, Session, begun};
use crate::{
    answer::{Answer, Answers},
    answers::{self, fit, toml_line, toml_text},
    diagnostic::{Diagnostic, Source},
    message::{Finding, WatchKind, watch::Level},
    questionnaire::Questionnaire,
};
use std::{collections::BTreeSet, sync::Arc};

/// The format that is written. A newer one is refused, because reading it as this one might lose answers. It goes up with the
/// first change after a release.
const FORMAT: i64 = 1;

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The questionnaire's id.
    pub questionnaire: String,
    /// The questionnaire's version.
    pub version: String,
    /// When the session began: seconds since 1970, UTC.
    pub started: i64,
    /// When it was last changed: seconds since 1970, UTC.
    pub updated: i64,
    /// Only the core questions are asked.
    pub short: bool,
    /// Nothing was left to ask.
    pub finished: bool,
    /// Every answer, live or not.
    pub answers: Answers,
    /// Questions that were left, and notes that were read.
    pub left: BTreeSet<String>,
    /// Sharp words that were edited away: question and kind.
    pub softened: BTreeSet<(String, WatchKind)>,
    /// Questions whose changed answer was asked about.
    pub asked_which: BTreeSet<String>,
    /// Questions that are being asked again after a long break: their answers are from before it.
    pub again: BTreeSet<String>,
    /// What was written or ticked and not entered, by question.
    pub begun: Answers,
}

impl Record {
    /// The record as a file.
    pub fn to_text(&self) -> String {
        let mut about = format!(
            "_format = {FORMAT}\n_started = {}\n_updated = {}\n_short = {}\n_finished = {}\n",
            self.started, self.updated, self.short, self.finished
        );
        let mut line = |key: &str, answer: Answer| about += &(toml_line(key, &answer) + "\n");
        line("_questionnaire", Answer::Text(self.questionnaire.clone()));
        line("_version", Answer::Text(self.version.clone()));
        line("_left", Answer::Choices(self.left.iter().cloned().collect()));
        let softened = self.softened.iter().map(|(id, kind)| format!("{id} {}", kind.id()));
        line("_softened", Answer::Choices(softened.collect()));
        line("_again", Answer::Choices(self.again.iter().cloned().collect()));
        line("_asked_which", Answer::Choices(self.asked_which.iter().cloned().collect()));
        for (id, begun) in self.begun.iter() {
            line(&begun::key(id), begun.clone());
        }
        about + &toml_text(&self.answers)
    }

    /// Reads a record. With it come warnings of answers that fit the questionnaire no longer; they are left out.
    ///
    /// # Errors
    /// When it is not TOML, belongs to another questionnaire, or was written by a newer program.
    pub fn from_text(
        source: &Arc<Source>,
        questionnaire: &Questionnaire,
    ) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let file = answers::read(source, questionnaire);
        let stops =
            |fault: &Diagnostic| matches!(fault.code, "bad-toml" | "bad-json" | "other-questionnaire");
        if file.faults.iter().any(stops) {
            return Err(file.faults);
        }
        let number = |key: &str| file.about.get(key).and_then(|text| text.parse::<i64>().ok());
        let flag = |key: &str| file.about.get(key).is_some_and(|text| text == "true");
        let list = |key: &str| file.about_lists.get(key).cloned().unwrap_or_default();
        match number("_format") {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => {
                let message = format!("`{}` was saved by a newer rekindle (format {newer})", source.name);
                let fault = Diagnostic::placeless("newer-record", message);
                return Err(vec![fault.help("install the newest rekindle and try again")]);
            }
            _ => {
                let message = format!("`{}` is not a saved session", source.name);
                let fault = Diagnostic::placeless("not-a-record", message);
                return Err(vec![fault.help("give an answers file to --answers instead")]);
            }
        }
        let softened = list("_softened");
        let softened = softened.iter().filter_map(|pair| {
            let (id, kind) = pair.split_once(' ')?;
            Some((id.to_owned(), WatchKind::from_id(kind)?))
        });
        let record = Self {
            questionnaire: questionnaire.id.clone(),
            version: file.about.get("_version").cloned().unwrap_or_default(),
            started: number("_started").unwrap_or_default(),
            updated: number("_updated").unwrap_or_default(),
            short: flag("_short"),
            finished: flag("_finished"),
            softened: softened.collect(),
            left: list("_left").into_iter().collect(),
            asked_which: list("_asked_which").into_iter().collect(),
            again: list("_again").into_iter().collect(),
            begun: begun::read(&file, questionnaire),
            answers: file.answers,
        };
        Ok((record, file.faults.into_iter().map(Diagnostic::into_warning).collect()))
    }
}

impl<'q> Session<'q> {
    /// A session that goes on from a record; what does not fit the questionnaire any more is left out.
    pub fn restore(questionnaire: &'q Questionnaire, manner: Manner, record: &Record) -> Self {
        let mut session = Self::new(questionnaire, Manner { short: record.short, ..manner });
        session.softened.clone_from(&record.softened);
        session.asked_which.clone_from(&record.asked_which);
        for (question, kind) in &record.softened {
            session.findings.insert(question.clone(), vec![Finding { kind: *kind, level: Level::Soft }]);
        }
        for (id, answer) in record.answers.iter() {
            if let Some(question) = questionnaire.question(id)
                && let Ok(answer) = fit(question, answer.clone())
            {
                if record.again.contains(id) {
                    session.former.set(id, answer);
                } else {
                    session.put(question, Given::Answer(answer));
                }
            }
        }
        for id in &record.left {
            if questionnaire.question(id).is_some_and(|question| !question.required) {
                session.given.entry(id.clone()).or_insert(Given::Left);
            }
        }
        for (id, begun) in record.begun.iter() {
            session.hold_begun(id, Some(begun));
        }
        session.replay();
        session
    }

    /// What is worth keeping of it, started and last changed at these times (seconds since 1970, UTC).
    pub fn record(&self, started: i64, updated: i64) -> Record {
        let mut answers = self.manner.supplied.clone();
        let mut left = BTreeSet::new();
        let mut again = BTreeSet::new();
        for (id, answer) in self.former.iter().filter(|(id, _)| !self.given.contains_key(*id)) {
            answers.set(id, answer.clone());
            again.insert(id.to_owned());
        }
        for (id, given) in &self.given {
            match given {
                Given::Answer(answer) => answers.set(id, answer.clone()),
                Given::Left => {
                    answers.remove(id);
                    left.insert(id.clone());
                }
            }
        }
        Record {
            questionnaire: self.questionnaire.id.clone(),
            version: self.questionnaire.version.clone(),
            started,
            updated,
            short: self.manner.short,
            finished: self.is_finished(),
            answers,
            left,
            softened: self.softened.clone(),
            asked_which: self.asked_which.clone(),
            again,
            begun: self.worth_keeping(),
        }
    }
}
