//! Promise: a questionnaire about something else entirely works from the first question to the summary, in all eight kinds.

mod questionnaires;

use questionnaires::{answered, drawn, good, read, sound};
use rekindle::{
    questionnaire::{Kind, Questionnaire},
    render::{TextStyle, json, text},
    summary::{Summary, build},
};
use std::collections::BTreeSet;

fn bakery() -> Questionnaire {
    sound(&good("bakery"))
}

/// The summary of answers that must be without fault.
fn ordered(questionnaire: &Questionnaire, answers: &str) -> Summary {
    let file = read(answers, questionnaire);
    assert_eq!(drawn(&file.faults), "");
    build(&answered(questionnaire, file.answers), "GB", false)
}

const WHOLE: &str = r#"
here = true
bread = "walnut"
loaves = 24
extras = ["seeds", "honey"]
best = ["honey", "seeds"]
allergy = "no"
guest = "Ada"
note_for_baker = "Please, as soon as possible. {{ loaves }}"
"#;

#[test]
fn it_has_questions_of_every_kind() {
    let kinds: BTreeSet<&str> = bakery().questions().map(|question| question.kind.name()).collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

#[test]
fn an_order_from_the_first_question_to_the_summary() {
    let questionnaire = bakery();
    let summary = ordered(&questionnaire, WHOLE);
    insta::assert_snapshot!(text(&summary, TextStyle { width: 80, color: false }));
    insta::assert_snapshot!(format!("{:#}", json(&summary)));
}

#[test]
fn gates_close_and_end_there_too() {
    let questionnaire = bakery();
    let outcome = |change: &str, to: &str| {
        let summary = ordered(&questionnaire, &WHOLE.replace(change, to));
        let gates: Vec<String> = summary.gates.iter().map(|(id, _)| id.clone()).collect();
        let states: Vec<&str> = summary.stages.iter().map(|stage| stage.state).collect();
        (summary.outcome, gates.join(" "), states.join(" "), summary.draft.is_some())
    };
    let is = |outcome: &str, gates: &str, states: &str, draft| {
        (outcome.to_owned(), gates.to_owned(), states.to_owned(), draft)
    };
    assert_eq!(outcome("", ""), is("open", "", "asked asked", true));
    assert_eq!(outcome("here = true", "here = false"), is("closed", "closed", "asked not-reached", false));
    assert_eq!(
        outcome("allergy = \"no\"", "allergy = \"nuts\""),
        is("allergy", "allergy", "asked closed", false)
    );
    assert_eq!(outcome("loaves = 24", ""), is("unknown", "unknown", "asked closed", false));
    assert_eq!(outcome("loaves = 24", "loaves = 3"), is("open", "", "asked closed", true));
}

#[test]
fn one_question_is_enough() {
    let questionnaire = sound(&good("minimal"));
    let outcomes = ["well = true", "well = false", ""].map(|answers| {
        let answers = read(answers, &questionnaire).answers;
        build(&answered(&questionnaire, answers), "GB", false).outcome
    });
    assert_eq!(outcomes, ["open", "unknown", "unknown"]);
}

#[test]
fn nothing_of_the_shipped_questionnaire_shows_through() {
    let questionnaire = bakery();
    let text = text(&ordered(&questionnaire, WHOLE), TextStyle { width: 80, color: false }).to_lowercase();
    for word in ["rekindle", " ex ", "break-up", "partner", "relationship"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(
        questionnaire
            .questions()
            .all(|question| !matches!(&question.kind, Kind::Scale(scale) if scale.max == 10))
    );
}
