//! Promise: every point of the source article is found again in the shipped questionnaire, and the program ships every
//! file of it.

mod questionnaires;

use questionnaires::{path, shipped};
use rekindle::{questionnaire::Questionnaire, store};
use std::{collections::BTreeMap, fs};

/// How many points the article makes.
const POINTS: u32 = 46;

/// What covers each point: by point, the parts that name it.
fn covered(questionnaire: &Questionnaire) -> BTreeMap<u32, Vec<String>> {
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut add = |what: &str, id: &str, covers: &[u32]| {
        for point in covers {
            found.entry(*point).or_default().push(format!("{what} {id}"));
        }
    };
    let texts = &questionnaire.summary;
    questionnaire.stages.iter().for_each(|stage| add("stage", &stage.id, &stage.covers));
    questionnaire.questions().for_each(|question| add("question", &question.id, &question.covers));
    questionnaire.gates.iter().for_each(|gate| add("gate", &gate.id, &gate.covers));
    texts.insights.iter().for_each(|insight| add("insight", &insight.id, &insight.covers));
    texts.reminders.iter().for_each(|reminder| add("reminder", &reminder.kind, &reminder.covers));
    texts.options.iter().for_each(|option| add("option", &option.id, &option.covers));
    texts.boxes.iter().for_each(|boxed| add("box", &boxed.id, &boxed.covers));
    found
}

#[test]
fn every_point_is_covered() {
    let covered = covered(&shipped());
    let missing: Vec<u32> = (1..=POINTS).filter(|point| !covered.contains_key(point)).collect();
    assert!(missing.is_empty(), "no question, gate, insight, reminder, option, box or stage for {missing:?}");
}

#[test]
fn no_point_is_made_up() {
    let beyond: Vec<_> =
        covered(&shipped()).into_iter().filter(|(point, _)| !(1..=POINTS).contains(point)).collect();
    assert!(beyond.is_empty(), "the article has {POINTS} points: {beyond:?}");
}

#[test]
fn the_program_ships_every_file_of_the_folder() {
    let on_disk = store::folder(&path("questions")).expect("the shipped questionnaire on disk");
    let built_in = store::built_in();
    let names: Vec<&String> = built_in.files.keys().collect();
    assert_eq!(names, on_disk.files.keys().collect::<Vec<_>>());
    assert!(
        built_in.model.is_some() && built_in.model == on_disk.model,
        "the trained model is the one on disk"
    );
    for (name, file) in &built_in.files {
        assert_eq!(file.text, on_disk.files[name].text, "{name}");
        assert_eq!(file.name, format!("questions/{name}"));
    }
}

#[test]
fn every_stage_file_is_a_stage() {
    let others = ["questionnaire.toml", "summary.toml", "message.toml", "support.toml"];
    let text = fs::read_to_string(path("questions/questionnaire.toml")).expect("the questionnaire file");
    let table: toml::Table = text.parse().expect("TOML");
    let stages = table["stages"].as_array().expect("the stages");
    let mut listed: Vec<String> =
        stages.iter().map(|stage| format!("{}.toml", stage.as_str().expect("a name"))).collect();
    listed.extend(others.map(String::from));
    listed.sort();
    assert_eq!(listed, store::built_in().files.into_keys().collect::<Vec<_>>());
}
