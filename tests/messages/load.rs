//! Reads `questions/message.toml` and the labelled texts, for the tests of the message room and for the trainer.
//!
//! The rules come straight from the file here, so that the room can be measured without the rest of the program.

#![allow(dead_code, reason = "each user needs a part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rekindle::message::model::Model;
use rekindle::message::normalise::Spellings;
use rekindle::message::pattern::Pattern;
use rekindle::message::{
    Counted, Level, Measure, MessageRules, PressureRule, Severity, Unnamed, WatchKind, WatchRule,
};
use serde::Deserialize;

/// The folder of the package.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// One labelled text.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    /// Pressing, or a sign of crisis.
    pub label: bool,
    /// What sort of text it is.
    pub kind: String,
    /// How grave, for a pressing text.
    pub severity: Option<String>,
    /// The text itself.
    pub text: String,
    /// The pressing places in code points, where only a part of the text presses.
    #[serde(default)]
    pub spans: Vec<[usize; 2]>,
}

/// The fixed rule that keeps a fifth of the texts out of all tuning: the FNV-1a hash, 64 bits, of the text's UTF-8,
/// modulo five, is nought. Nobody who writes patterns or trains the model looks at those texts.
pub fn is_held_out(text: &str) -> bool {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash % 5 == 0
}

/// The texts of one file in `tests/messages/`, in its order.
pub fn texts(file: &str) -> Vec<Labelled> {
    let path = root().join("tests/messages").join(file);
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    spellings: BTreeMap<String, String>,
    #[serde(default)]
    except: Vec<RawExcept>,
    #[serde(default)]
    watch: Vec<RawWatch>,
    #[serde(default)]
    pressure: Vec<RawPressure>,
    #[serde(default)]
    measure: Vec<RawMeasure>,
    unnamed: Option<RawUnnamed>,
}

#[derive(Deserialize)]
struct RawUnnamed {
    kind: String,
    why: String,
    instead: String,
}

#[derive(Deserialize)]
struct RawExcept {
    r#for: String,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct RawWatch {
    kind: String,
    level: String,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct RawPressure {
    kind: String,
    severity: String,
    #[serde(default)]
    patterns: Vec<String>,
    watch: Option<String>,
    #[serde(default)]
    first: bool,
    why: String,
    instead: String,
}

#[derive(Deserialize)]
struct RawMeasure {
    kind: String,
    severity: String,
    counts: String,
    limit: usize,
    #[serde(default)]
    known: std::collections::BTreeSet<String>,
    why: String,
    instead: String,
}

fn patterns(sources: &[String]) -> Vec<Pattern> {
    let read = |source: &String| Pattern::unchecked(source.clone());
    sources.iter().map(read).collect()
}

/// The rules of the shipped questionnaire, without the trained model.
pub fn rules_alone() -> MessageRules {
    let file = std::fs::read_to_string(root().join("questions/message.toml")).expect("message.toml is there");
    parse(&file)
}

/// The rules of the shipped questionnaire with the trained model.
pub fn rules() -> MessageRules {
    let bytes = std::fs::read(root().join("questions/message.model")).expect("message.model is there");
    MessageRules { model: Some(Model::read(bytes).expect("a model")), ..rules_alone() }
}

/// Rules from the text of a `message.toml`.
pub fn parse(file: &str) -> MessageRules {
    let raw: Raw = toml::from_str(file).expect("message.toml is TOML");
    let except = |which: &str| {
        let chosen = raw.except.iter().filter(|except| except.r#for == which);
        chosen.flat_map(|except| patterns(&except.patterns)).collect()
    };
    let severity = |id: &str| Severity::from_id(id).expect("a severity");
    let watch = |raw: &RawWatch| WatchRule {
        kind: WatchKind::from_id(&raw.kind).expect("a kind of watch"),
        level: Level::from_id(&raw.level).expect("a level"),
        patterns: patterns(&raw.patterns),
    };
    let pressure = |raw: &RawPressure| PressureRule {
        kind: raw.kind.clone(),
        severity: severity(&raw.severity),
        patterns: patterns(&raw.patterns),
        watch: raw.watch.as_deref().map(|id| WatchKind::from_id(id).expect("a kind of watch")),
        first: raw.first,
        why: raw.why.clone(),
        instead: raw.instead.clone(),
    };
    let measure = |raw: &RawMeasure| Measure {
        kind: raw.kind.clone(),
        severity: severity(&raw.severity),
        counts: Counted::from_id(&raw.counts).expect("something to count"),
        limit: raw.limit,
        known: raw.known.clone(),
        why: raw.why.clone(),
        instead: raw.instead.clone(),
    };
    MessageRules {
        pressure_except: except("pressure"),
        watch_except: except("watch"),
        spellings: Spellings::new(raw.spellings.clone()),
        watch: raw.watch.iter().map(watch).collect(),
        pressure: raw.pressure.iter().map(pressure).collect(),
        measures: raw.measure.iter().map(measure).collect(),
        model: None,
        unnamed: raw.unnamed.map(|RawUnnamed { kind, why, instead }| Unnamed { kind, why, instead }),
    }
}
