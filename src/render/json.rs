//! The summary as one JSON object, exactly as the contract says.

use super::text::turns_direction;
use crate::{
    answer::Answer,
    message::{Check, Flag},
    questionnaire::SupportLine,
    summary::Summary,
};
use serde_json::{Value, json};

/// The summary as JSON.
pub fn json(summary: &Summary) -> Value {
    let stages: Vec<Value> = summary
        .stages
        .iter()
        .map(|stage| {
            let answers: Vec<Value> = stage
                .answers
                .iter()
                .map(|answer| {
                    json!({
                        "id": answer.id,
                        "question": answer.question,
                        "kind": answer.kind,
                        "value": value(&answer.value),
                        "text": answer.text,
                    })
                })
                .collect();
            json!({ "id": stage.id, "title": stage.title, "state": stage.state, "answers": answers })
        })
        .collect();
    json!({
        "questionnaire": { "id": summary.questionnaire, "version": summary.version },
        "finished": summary.finished,
        "outcome": summary.outcome,
        "gates": summary.gates.iter().map(|(id, _)| id).collect::<Vec<_>>(),
        "says": summary.gates.iter().map(|(_, says)| says).collect::<Vec<_>>(),
        "stages": stages,
        "insights": summary.insights.iter().map(|insight| json!({ "id": insight.id, "text": insight.text })).collect::<Vec<_>>(),
        "reminders": reminders(summary),
        "plan": summary.plan.iter().map(|part| json!({ "kind": part.kind, "text": part.text })).collect::<Vec<_>>(),
        "support": summary.support.iter().map(support_line).collect::<Vec<_>>(),
        "watch": summary.watch.iter().map(|(question, level)| json!({ "question": question, "level": level })).collect::<Vec<_>>(),
        "draft": summary.draft.as_ref().map(|draft| json!({
            "text": draft.text,
            "flags": draft.flags.iter().map(flag).collect::<Vec<_>>(),
        })),
    })
}

/// The reminders as JSON.
pub(super) fn reminders(summary: &Summary) -> Value {
    summary.reminders.iter().map(|reminder| json!({ "kind": reminder.kind, "text": reminder.text })).collect()
}

/// A value as indented text with a line end. What could steer a terminal stands as an escape: JSON itself escapes only what
/// comes before the space.
pub fn json_text(value: &Value) -> String {
    escaped(&format!("{value:#}")) + "\n"
}

/// The same on one line.
pub fn json_line(value: &Value) -> String {
    escaped(&value.to_string()) + "\n"
}

fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter != '\n' && (letter.is_control() || turns_direction(letter)) {
            text += &format!("\\u{:04x}", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text
}

/// A help line as JSON.
pub fn support_line(line: &SupportLine) -> Value {
    json!({
        "kind": line.kind,
        "name": line.name,
        "contact": line.contact,
        "region": line.region,
        "checked": line.checked,
    })
}

/// What the message check says, as JSON.
pub fn message_json(check: &Check) -> Value {
    json!({ "outcome": check.outcome.id(), "flags": check.flags.iter().map(flag).collect::<Vec<_>>() })
}

fn flag(flag: &Flag) -> Value {
    json!({
        "kind": flag.kind,
        "severity": flag.severity.id(),
        "text": flag.text,
        "start": flag.start,
        "end": flag.end,
        "why": flag.why,
    })
}

/// An answer as JSON.
pub(super) fn value(answer: &Answer) -> Value {
    match answer {
        Answer::Choice(text) | Answer::Text(text) => json!(text),
        Answer::Choices(values) => json!(values),
        Answer::Number(number) => json!(number),
        Answer::YesNo(yes) => json!(yes),
    }
}
