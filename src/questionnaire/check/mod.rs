//! From files as written to a valid questionnaire, or to every fault they have.

mod gates;
mod message;
mod names;
mod question;
mod rules;
mod summary;
mod support;

use super::{
    condition::{Condition, Lowered, Scope, Type, lower},
    folder::Folder,
    model::{Line, Questionnaire, Stage},
    raw::{At, RawLine, RawMessageFile, RawQuestionnaireFile, RawStage, RawSummaryFile, RawSupportFile},
    template::Template,
};
use crate::diagnostic::{Diagnostic, Source, did_you_mean};
use names::Names;
use std::{collections::HashMap, sync::Arc};

/// A questionnaire and what might be better about it.
#[derive(Debug)]
pub struct Checked {
    /// The valid questionnaire.
    pub questionnaire: Questionnaire,
    /// Warnings only.
    pub warnings: Vec<Diagnostic>,
}

/// Checks the files of a questionnaire.
///
/// # Errors
/// Every fault that was found, each with its place; at least one of them is an error.
pub fn check(folder: &Folder) -> Result<Checked, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let questionnaire = read(folder, &mut faults).map(|files| build(folder, &files, &mut faults));
    match questionnaire {
        Some(questionnaire) if !faults.iter().any(Diagnostic::is_error) => {
            Ok(Checked { questionnaire, warnings: faults })
        }
        _ => Err(faults),
    }
}

/// All the files, as written.
struct Files {
    main: RawQuestionnaireFile,
    stages: Vec<RawStage>,
    summary: RawSummaryFile,
    message: RawMessageFile,
    support: RawSupportFile,
}

/// Reads every file, so that faults of all of them are found in one run.
fn read(folder: &Folder, faults: &mut Vec<Diagnostic>) -> Option<Files> {
    let main =
        file(folder, "questionnaire.toml", faults).and_then(|file| RawQuestionnaireFile::read(file, faults));
    let summary = file(folder, "summary.toml", faults).and_then(|file| RawSummaryFile::read(file, faults));
    let support = file(folder, "support.toml", faults).and_then(|file| RawSupportFile::read(file, faults));
    let stages = main.as_ref().and_then(|main| read_stages(folder, main, faults));
    let message = file(folder, "message.toml", faults).and_then(|file| RawMessageFile::read(file, faults));
    Some(Files { main: main?, stages: stages?, summary: summary?, message: message?, support: support? })
}

/// The stages; none when one of them cannot be read: every name in it would be unknown then, and the one true fault would be
/// lost among many.
fn read_stages(
    folder: &Folder,
    main: &RawQuestionnaireFile,
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<RawStage>> {
    let mut stages = Vec::with_capacity(main.stages.len());
    let mut is_whole = !main.stages.is_empty();
    for (index, name) in main.stages.iter().enumerate() {
        if main.stages[..index].iter().any(|earlier| earlier.value == name.value) {
            faults.push(Diagnostic::error("duplicate-stage", &name.place, "this stage is listed twice"));
            continue;
        }
        match folder.files.get(&format!("{}.toml", name.value)) {
            Some(file) => {
                let stage = RawStage::read(file, faults);
                is_whole &= stage.is_some();
                stages.extend(stage);
            }
            None => {
                is_whole = false;
                let known = folder.files.keys().filter_map(|file| file.strip_suffix(".toml"));
                let message = format!("there is no file `{}.toml` beside this one", name.value);
                faults.push(
                    Diagnostic::error("missing-file", &name.place, message)
                        .maybe_help(did_you_mean(&name.value, known)),
                );
            }
        }
    }
    is_whole.then_some(stages)
}

fn file<'a>(folder: &'a Folder, name: &str, faults: &mut Vec<Diagnostic>) -> Option<&'a Arc<Source>> {
    let found = folder.files.get(name);
    if found.is_none() {
        let message = format!("`{}` has no file `{name}`", folder.name);
        faults.push(
            Diagnostic::placeless("missing-file", message)
                .help("a questionnaire is a folder; its README tells which files it has"),
        );
    }
    found
}

fn build(folder: &Folder, files: &Files, faults: &mut Vec<Diagnostic>) -> Questionnaire {
    let names = Names::collect(files, faults);
    let scope = names.scope(files, faults);
    let mut checker = Checker { names: &names, scope, faults };
    let mut stages = Vec::with_capacity(files.stages.len());
    let mut order = 0;
    for raw in &files.stages {
        stages.push(checker.stage(raw, &mut order));
    }
    question::fill_ranks(&mut stages);
    let message = checker.message(&files.message, folder);
    let open = checker.open(files.main.open.as_ref());
    checker.unique(files.main.offers.iter().map(|offer| &offer.id), "offer");
    Questionnaire {
        id: files.main.id.value.clone(),
        title: files.main.title.value.clone(),
        version: files.main.version.value.clone(),
        language: files.main.language.value.clone(),
        intro: checker.template(&files.main.intro),
        gates: files.main.gates.iter().map(|gate| checker.gate(gate)).collect(),
        open,
        offers: files.main.offers.iter().map(|offer| checker.offer(offer)).collect(),
        summary: checker.summary(&files.summary),
        support: checker.support(&files.support),
        message,
        stages,
        values: checker.scope.expressions,
        places: names.places,
    }
}

/// What every part of the check needs: the names there are, what a condition may speak of, and where faults go.
struct Checker<'a> {
    names: &'a Names,
    scope: Scope,
    faults: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    fn stage(&mut self, raw: &RawStage, order: &mut usize) -> Stage {
        let whole = self.scope.before.replace(*order);
        let when = self.condition_if(raw.when.as_ref());
        let intro = self.template_if(raw.intro.as_ref()).unwrap_or_default();
        let mut questions = Vec::with_capacity(raw.questions.len());
        for question in &raw.questions {
            self.scope.before = Some(*order);
            questions.push(self.question(question));
            *order += 1;
        }
        self.scope.before = whole;
        let again_after_hours = raw.again_after_hours.as_ref().and_then(|hours| {
            let read = u32::try_from(hours.value).ok();
            if read.is_none() {
                self.fault(Diagnostic::error(
                    "bad-number",
                    &hours.place,
                    "this must be a number of hours from 0",
                ));
            }
            read
        });
        Stage {
            id: raw.id.value.clone(),
            title: raw.title.value.clone(),
            intro,
            when,
            again_after_hours,
            questions,
            covers: raw.covers.clone(),
        }
    }

    /// A condition; one that never holds stands in for one with a fault.
    fn condition(&mut self, raw: &At<String>) -> Condition {
        if raw.value.trim().is_empty() {
            // That it is blank was said when it was read.
            return Condition::never();
        }
        match lower(&raw.value, &raw.place, &self.scope, self.faults) {
            Some(Lowered { expression, kind: Type::Boolean }) => {
                Condition::new(raw.value.clone(), expression, &self.scope.expressions)
            }
            // What it reads has a fault of its own.
            None | Some(Lowered { kind: Type::Nothing, .. }) => Condition::never(),
            Some(Lowered { kind, .. }) => {
                let help = match kind {
                    Type::Words(_) => "write `question is answered`, or `'value' in question`",
                    Type::Word(_) => "write `question == 'value'`",
                    _ => "compare it with something: `question > 3`, `question is answered`",
                };
                let message = "a condition must yield true or false";
                self.fault(Diagnostic::error("not-true-or-false", &raw.place, message).help(help));
                Condition::never()
            }
        }
    }

    fn condition_if(&mut self, raw: Option<&At<String>>) -> Option<Condition> {
        raw.map(|raw| {
            if raw.value.trim().is_empty() {
                self.fault(Diagnostic::error("blank-text", &raw.place, "a condition must not be blank"));
            }
            self.condition(raw)
        })
    }

    /// A text; its own words stand in when it has a fault.
    fn template(&mut self, raw: &At<String>) -> Template {
        Template::read(raw.value.clone(), &raw.place, &self.scope, self.faults)
            .unwrap_or_else(|| Template::plain(raw.value.clone()))
    }

    fn template_if(&mut self, raw: Option<&At<String>>) -> Option<Template> {
        raw.map(|raw| self.template(raw))
    }

    fn lines(&mut self, raw: &[RawLine]) -> Vec<Line> {
        raw.iter()
            .map(|line| Line { when: self.condition_if(line.when.as_ref()), text: self.template(&line.text) })
            .collect()
    }

    fn one_of<'w>(&mut self, raw: &At<String>, what: &str, words: &[&'w str]) -> &'w str {
        one_of(raw, what, words, self.faults)
    }

    /// Says of every id that stands twice where it stood first.
    fn unique<'r>(&mut self, ids: impl IntoIterator<Item = &'r At<String>>, what: &str) {
        let mut seen: HashMap<&str, &At<String>> = HashMap::new();
        for id in ids {
            if let Some(first) = seen.get(&*id.value) {
                let fault = names::duplicate(what, id, &first.place);
                self.fault(fault);
            } else if !id.value.is_empty() {
                seen.insert(&id.value, id);
            }
        }
    }
}

/// One of a few words; the first stands in for one that there is not.
fn one_of<'w>(raw: &At<String>, what: &str, words: &[&'w str], faults: &mut Vec<Diagnostic>) -> &'w str {
    if let Some(word) = words.iter().find(|word| **word == raw.value) {
        return word;
    }
    if !raw.value.is_empty() {
        let help = did_you_mean(&raw.value, words.iter().copied())
            .unwrap_or_else(|| format!("there are: {}", words.join(", ")));
        let message = format!("there is no {what} `{}`", raw.value);
        faults.push(Diagnostic::error("unknown-word", &raw.place, message).help(help));
    }
    words[0]
}
