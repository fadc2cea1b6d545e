//! How well the message check and the crisis watch do on texts that were kept out of all tuning.
//!
//! Prints the figures (`cargo test --test message_quality -- --nocapture`) and fails under the committed floor.

#![allow(clippy::print_stdout, reason = "the figures are meant to be read")]

#[path = "messages/load.rs"]
mod load;

use std::collections::BTreeMap;

use load::{Labelled, is_held_out, texts};
use rekindle::message::{Level, MessageOutcome, MessageRules, check, watch};
use serde::Deserialize;

#[derive(Deserialize)]
struct Floor {
    pressure: PressureFloor,
    watch: WatchFloor,
    unseen_pressure: PressureFloor,
    unseen_watch: WatchFloor,
}

#[derive(Deserialize)]
struct PressureFloor {
    recall: f64,
    precision: f64,
    false_alarms: f64,
}

#[derive(Deserialize)]
struct WatchFloor {
    recall: f64,
    sharp_recall: f64,
    false_alarms: f64,
    sharp_false_alarms: f64,
    sessions: f64,
}

fn floor() -> Floor {
    let file =
        std::fs::read_to_string(load::root().join("tests/messages/floor.toml")).expect("the floor is there");
    toml::from_str(&file).expect("the floor is TOML")
}

fn held_out(file: &str) -> Vec<Labelled> {
    texts(file).into_iter().filter(|text| is_held_out(&text.text)).collect()
}

/// Hits out of all.
#[derive(Default, Clone, Copy)]
struct Share {
    hits: u32,
    all: u32,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.all += 1;
    }

    fn value(self) -> f64 {
        f64::from(self.hits) / f64::from(self.all.max(1))
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:.2} ({}/{})", self.value(), self.hits, self.all)
    }
}

fn share(texts: &[Labelled], hit: impl Fn(&Labelled) -> bool) -> Share {
    let mut share = Share::default();
    for text in texts {
        share.add(hit(text));
    }
    share
}

fn by_kind(title: &str, texts: &[Labelled], hit: impl Fn(&Labelled) -> bool) {
    let mut kinds: BTreeMap<&str, Share> = BTreeMap::new();
    for text in texts {
        kinds.entry(&text.kind).or_default().add(hit(text));
    }
    println!("{title}");
    for (kind, share) in kinds {
        println!("  {kind:24} {share}");
    }
}

fn flagged(rules: &MessageRules, text: &Labelled) -> bool {
    check(rules, &text.text).outcome != MessageOutcome::Clear
}

fn hold_pressure(name: &str, pressing: &[Labelled], respectful: &[Labelled], floor: &PressureFloor) {
    let rules = load::rules();
    let seen = |text: &Labelled| flagged(&rules, text);
    let recall = share(pressing, seen);
    let false_alarms = share(respectful, seen);
    let flagged = Share { hits: recall.hits, all: recall.hits + false_alarms.hits };
    let named =
        share(pressing, |text| check(&rules, &text.text).flags.iter().any(|flag| flag.kind == text.kind));
    let stops = |text: &Labelled| check(&rules, &text.text).outcome >= MessageOutcome::Refuse;
    let grave: Vec<_> =
        pressing.iter().filter(|text| text.severity.as_deref() == Some("refuse")).cloned().collect();
    println!("pressure, {name}: recall {recall}, precision {flagged}, false alarms {false_alarms}");
    println!(
        "  right kind among the flags {named}; drafts stopped: rightly {}, in vain {}",
        share(&grave, stops),
        share(respectful, stops)
    );
    by_kind("recall by kind", pressing, seen);
    by_kind("false alarms by kind", respectful, seen);
    assert!(recall.value() >= floor.recall, "recall {recall} is under {}", floor.recall);
    assert!(flagged.value() >= floor.precision, "precision {flagged} is under {}", floor.precision);
    assert!(
        false_alarms.value() <= floor.false_alarms,
        "false alarms {false_alarms} over {}",
        floor.false_alarms
    );
}

/// `sad` are the texts that a session without risk is made of.
fn hold_watch(name: &str, crisis: &[Labelled], ordinary: &[Labelled], sad: &[Labelled], floor: &WatchFloor) {
    let rules = load::rules();
    let any = |text: &Labelled| !watch(&rules, &text.text, Level::Sharp).is_empty();
    let sharp = |text: &Labelled| {
        watch(&rules, &text.text, Level::Sharp).iter().any(|finding| finding.level == Level::Sharp)
    };
    let (recall, sharp_recall) = (share(crisis, any), share(crisis, sharp));
    let (false_alarms, sharp_false) = (share(ordinary, any), share(ordinary, sharp));
    let sessions = session_false_alarms(sad, any);
    println!("watch, {name}: recall {recall}, of it sharp {sharp_recall}");
    println!(
        "  false alarms {false_alarms}, of them sharp {sharp_false}; sad sessions of 15 texts {sessions}"
    );
    by_kind("recall by kind", crisis, any);
    by_kind("false alarms by kind", ordinary, any);
    assert!(recall.value() >= floor.recall, "recall {recall} is under {}", floor.recall);
    assert!(
        sharp_recall.value() >= floor.sharp_recall,
        "sharp {sharp_recall} is under {}",
        floor.sharp_recall
    );
    assert!(false_alarms.value() <= floor.false_alarms, "false alarms {false_alarms}");
    assert!(sharp_false.value() <= floor.sharp_false_alarms, "sharp false alarms {sharp_false}");
    assert!(sessions.value() <= floor.sessions, "sessions {sessions}");
}

#[test]
fn the_pressure_check_reaches_its_floor() {
    let (pressing, respectful) = (held_out("pressure_true.jsonl"), held_out("pressure_false.jsonl"));
    hold_pressure("held out", &pressing, &respectful, &floor().pressure);
}

#[test]
fn the_crisis_watch_reaches_its_floor() {
    let (crisis, ordinary): (Vec<_>, Vec<_>) =
        held_out("crisis.jsonl").into_iter().partition(|text| text.label);
    hold_watch("held out", &crisis, &ordinary, &ordinary, &floor().watch);
}

/// Texts that were made as hard as can be, after the patterns and the model, and that neither was ever shown.
#[test]
fn what_it_does_on_texts_that_it_has_never_seen() {
    let (pressing, respectful): (Vec<_>, Vec<_>) =
        texts("unseen_pressure.jsonl").into_iter().partition(|text| text.label);
    hold_pressure("unseen and hard", &pressing, &respectful, &floor().unseen_pressure);
    let (crisis, ordinary): (Vec<_>, Vec<_>) =
        texts("unseen_crisis.jsonl").into_iter().partition(|text| text.label);
    let is_sad = |text: &&Labelled| ["ordinary", "grief"].contains(&text.kind.as_str());
    let sad: Vec<_> = ordinary.iter().filter(is_sad).cloned().collect();
    hold_watch("unseen and hard", &crisis, &ordinary, &sad, &floor().unseen_watch);
}

/// Ordinary sad sessions: the texts without risk, put in the order of a hash of each, and every fifteen in a row (the
/// last ones going on with the first) are one session.
fn session_false_alarms(ordinary: &[Labelled], alarm: impl Fn(&Labelled) -> bool) -> Share {
    let mut ordered: Vec<_> = ordinary.iter().collect();
    ordered.sort_by_key(|text| {
        let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        (text.text.bytes().fold(0x811c_9dc5_u32, step), text.text.clone())
    });
    let alarms: Vec<bool> = ordered.into_iter().map(alarm).collect();
    let mut share = Share::default();
    for start in 0..alarms.len() {
        share.add(alarms.iter().cycle().skip(start).take(15).any(|alarm| *alarm));
    }
    share
}
