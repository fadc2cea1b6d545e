//! Promise: every case of `questions/examples/cases.toml` comes out as it says there, and the cases name every example.

mod questionnaires;

use questionnaires::{path, read, shipped, summary};
use rekindle::questionnaire::Questionnaire;
use serde::Deserialize;
use std::{collections::BTreeSet, fs};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// One answers file, perhaps with other answers laid over it, and what must come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    answers: String,
    #[serde(default)]
    set: toml::Table,
    outcome: String,
    gates: Vec<String>,
    closed: Vec<String>,
    draft: bool,
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(path("questions/examples/cases.toml")).expect("the cases");
    toml::from_str::<Cases>(&text).expect("cases as they should be").case
}

/// The case's file as it reads with `set` in it.
fn text(case: &Case) -> String {
    let text = fs::read_to_string(path("questions/examples").join(&case.answers)).expect("an example");
    if case.set.is_empty() {
        return text;
    }
    let mut table: toml::Table = text.parse().expect("TOML");
    table.extend(case.set.clone());
    table.to_string()
}

/// What differs from what the case says, one line each.
fn differences(case: &Case, questionnaire: &Questionnaire) -> Vec<String> {
    let file = read(&text(case), questionnaire);
    let mut found: Vec<String> = file.faults.iter().map(|fault| fault.draw(false)).collect();
    let summary = summary(questionnaire, file.answers);
    let gates: Vec<String> = summary.gates.iter().map(|(id, _)| id.clone()).collect();
    let closed = summary.stages.iter().filter(|stage| stage.state == "closed");
    let closed: Vec<String> = closed.map(|stage| stage.id.clone()).collect();
    let draft = summary.draft.as_ref().is_some_and(|draft| draft.text.is_some());
    let mut differ = |what: &str, wanted: String, got: String| {
        if wanted != got {
            found.push(format!("{what}: {got}, not {wanted}"));
        }
    };
    differ("outcome", case.outcome.clone(), summary.outcome.clone());
    differ("gates", format!("{:?}", case.gates), format!("{gates:?}"));
    differ("closed", format!("{:?}", case.closed), format!("{closed:?}"));
    differ("draft", case.draft.to_string(), draft.to_string());
    let mut kinds: Vec<&str> = summary.reminders.iter().map(|reminder| reminder.kind.as_str()).collect();
    kinds.sort_unstable();
    differ("reminders", format!("{:?}", ["consent", "honesty", "self-care"]), format!("{kinds:?}"));
    found
}

#[test]
fn every_case_comes_out_as_it_says() {
    let questionnaire = shipped();
    let mut wrong = String::new();
    for case in cases() {
        for difference in differences(&case, &questionnaire) {
            wrong += &format!("{} with {:?}: {difference}\n", case.answers, case.set);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_case_that_says_otherwise_is_noticed() {
    let questionnaire = shipped();
    let mut case = cases().into_iter().find(|case| case.answers == "open.toml").expect("the open example");
    case.outcome = "wait".to_owned();
    case.gates = vec!["wait".to_owned()];
    case.closed = vec!["contact".to_owned()];
    case.draft = false;
    assert_eq!(
        differences(&case, &questionnaire),
        [
            "outcome: open, not wait",
            "gates: [], not [\"wait\"]",
            "closed: [], not [\"contact\"]",
            "draft: true, not false",
        ]
    );
}

#[test]
fn every_example_is_a_case() {
    let used: BTreeSet<String> = cases().into_iter().map(|case| case.answers).collect();
    let mut there: BTreeSet<String> = fs::read_dir(path("questions/examples"))
        .expect("the folder of examples")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    assert!(there.remove("cases.toml"));
    assert_eq!(used, there);
}

#[test]
fn every_gate_has_an_example_of_its_own() {
    let cases = cases();
    let outcomes: Vec<&str> =
        cases.iter().filter(|case| case.set.is_empty()).map(|case| case.outcome.as_str()).collect();
    for gate in &shipped().gates {
        assert!(outcomes.contains(&gate.id.as_str()), "no example for the gate `{}`", gate.id);
        let named =
            cases.iter().any(|case| case.set.is_empty() && case.answers == format!("{}.toml", gate.id));
        assert!(named, "no example file named after the gate `{}`", gate.id);
    }
    let open = cases.iter().find(|case| case.set.is_empty() && case.outcome == "open");
    assert!(open.is_some_and(|case| case.draft && case.gates.is_empty()), "no open example with a draft");
}
