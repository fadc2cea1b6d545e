//! `rekindle questions check` and `show`.

use super::{
    args::{CommonArgs, Format, QuestionsArgs, QuestionsCommand},
    error::Error,
    settings::{questionnaire, questions_folder},
    summary::only_text_or_json,
    ui::Ui,
};
use crate::{
    questionnaire::{Kind, Question, Questionnaire, check, condition::Condition},
    render, store,
};
use serde_json::{Value, json};
use std::{path::Path, process::ExitCode};

/// For people who write questionnaires.
pub(super) fn questions(args: &QuestionsArgs, common: &CommonArgs, ui: &mut Ui) -> Result<ExitCode, Error> {
    only_text_or_json(common.format)?;
    match &args.command {
        QuestionsCommand::Check { dir } => {
            check_folder(dir.clone().or_else(|| questions_folder(common)).as_deref(), common.format, ui)
        }
        QuestionsCommand::Show => {
            let questionnaire = questionnaire(common)?;
            ui.print(&match common.format {
                Format::Json => render::json_text(&as_json(questionnaire)),
                _ => as_text(questionnaire, ui.stdout_style().width),
            })?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check_folder(dir: Option<&Path>, format: Format, ui: &mut Ui) -> Result<ExitCode, Error> {
    let folder = match dir {
        Some(path) => store::folder(path).map_err(Error::from_diagnostics)?,
        None => store::built_in(),
    };
    let checked = check(&folder).map_err(Error::from_diagnostics)?;
    ui.draw(&checked.warnings);
    let questionnaire = &checked.questionnaire;
    let (stages, questions, gates) =
        (questionnaire.stages.len(), questionnaire.questions().count(), questionnaire.gates.len());
    ui.print(&match format {
        Format::Json => render::json_text(&json!({ "stages": stages, "questions": questions, "gates": gates, "warnings": checked.warnings.len() })),
        _ => format!("{} is sound: {stages} stages, {questions} questions, {gates} gates.\n", folder.name),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn source(condition: Option<&Condition>) -> Option<&str> {
    condition.map(Condition::source)
}

fn as_json(questionnaire: &Questionnaire) -> Value {
    let stages: Vec<Value> = questionnaire
        .stages
        .iter()
        .map(|stage| {
            json!({
                "id": stage.id,
                "title": stage.title,
                "when": source(stage.when.as_ref()),
                "questions": stage.questions.iter().map(question_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    let gates: Vec<Value> = questionnaire
        .gates
        .iter()
        .map(|gate| {
            json!({
                "id": gate.id,
                "when": gate.when.source(),
                "after": gate.after.and_then(|stage| questionnaire.stages.get(stage)).map(|stage| &stage.id),
                "says": gate.says.words(),
                "closes": gate.closes,
                "ends": gate.ends,
                "support": gate.support.iter().map(|wish| &wish.kind).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": questionnaire.id,
        "title": questionnaire.title,
        "version": questionnaire.version,
        "language": questionnaire.language,
        "stages": stages,
        "hints": questionnaire.message.hints.iter().map(|hint| question_json(&hint.question)).collect::<Vec<_>>(),
        "draft": questionnaire.draft_question().map(question_json),
        "gates": gates,
    })
}

fn question_json(question: &Question) -> Value {
    let mut value = json!({
        "id": question.id,
        "kind": question.kind.name(),
        "ask": question.ask.words(),
        "help": question.help.as_ref().map(super::super::questionnaire::template::Template::words),
        "core": question.core,
        "required": question.required,
        "when": source(question.when.as_ref()),
        "covers": question.covers,
        "choices": question.kind.choices().iter().map(|choice| json!({
            "value": choice.value,
            "label": choice.label.words(),
            "exclusive": choice.exclusive,
            "when": source(choice.when.as_ref()),
        })).collect::<Vec<_>>(),
    });
    match &question.kind {
        Kind::Scale(scale) => {
            value["min"] = json!(scale.min);
            value["max"] = json!(scale.max);
        }
        Kind::Rank(rank) => value["from"] = json!(rank.from),
        _ => {}
    }
    value
}

fn as_text(questionnaire: &Questionnaire, width: usize) -> String {
    let mut text =
        format!("{} ({}, version {})\n", questionnaire.title, questionnaire.id, questionnaire.version);
    let mut say = |line: &str, indent: usize| {
        let lead = " ".repeat(indent);
        for wrapped in render::wrap(line, width, &lead, &format!("{lead}  ")) {
            text += &(wrapped + "\n");
        }
    };
    let hints = questionnaire.message.hints.iter().map(|hint| &hint.question);
    let stages = questionnaire.stages.iter().map(|stage| {
        (
            stage.title.as_str(),
            stage.id.as_str(),
            source(stage.when.as_ref()),
            stage.questions.iter().collect::<Vec<_>>(),
        )
    });
    let draft: Vec<&Question> = questionnaire.draft_question().into_iter().collect();
    let further = [("After a hint", "hints", None, hints.collect()), ("The draft", "draft", None, draft)];
    for (title, id, when, questions) in
        stages.chain(further).filter(|(_, _, _, questions)| !questions.is_empty())
    {
        say(" ", 0);
        say(&format!("{title} [{id}]{}", when.map(|when| format!(", when {when}")).unwrap_or_default()), 0);
        for question in questions {
            let marks = [(question.required, "required"), (question.core, "core")];
            let marks: String =
                marks.iter().filter(|(on, _)| *on).map(|(_, mark)| format!(", {mark}")).collect();
            say(&format!("{} ({}{marks}): {}", question.id, question.kind.name(), question.ask.words()), 2);
            if let Some(when) = source(question.when.as_ref()) {
                say(&format!("when {when}"), 4);
            }
            for choice in question.kind.choices() {
                let when =
                    source(choice.when.as_ref()).map(|when| format!(" (when {when})")).unwrap_or_default();
                say(&format!("{}: {}{when}", choice.value, choice.label.words()), 6);
            }
        }
    }
    say(" ", 0);
    say("Gates, strictest first", 0);
    for gate in &questionnaire.gates {
        let ends = if gate.ends { ", ends".to_owned() } else { String::new() };
        let closes = if gate.closes.is_empty() {
            String::new()
        } else {
            format!(", closes {}", gate.closes.join(" "))
        };
        say(&format!("{}: {}{closes}{ends}", gate.id, gate.when.source()), 2);
    }
    text
}
