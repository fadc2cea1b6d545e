//! What the message check and the crisis watch say of texts that people might write, with the shipped rules.

#[path = "messages/load.rs"]
mod load;

use load::Labelled;
use regex_automata::{meta::Regex, util::syntax::Config};
use rekindle::message::normalise::normalise;
use rekindle::message::pattern::{Haystack, Pattern};
use rekindle::message::sentences::sentences;
use rekindle::message::{Level, MessageRules, check, watch};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    outcome: String,
    #[serde(default)]
    kinds: Vec<String>,
}

fn all_patterns(rules: &MessageRules) -> impl Iterator<Item = &Pattern> {
    let watched = rules.watch.iter().flat_map(|rule| &rule.patterns);
    let pressing = rules.pressure.iter().flat_map(|rule| &rule.patterns);
    watched.chain(pressing).chain(&*rules.pressure_except).chain(&*rules.watch_except)
}

#[test]
fn every_case_comes_out_as_written() {
    let rules = load::rules();
    let file = std::fs::read_to_string(load::root().join("tests/messages/cases.toml")).unwrap();
    let cases: Cases = toml::from_str(&file).unwrap();
    let mut wrong = Vec::new();
    for Case { text, outcome, kinds } in cases.case {
        let found = check(&rules, &text);
        let seen: Vec<_> = found.flags.iter().map(|flag| flag.kind.as_str()).collect();
        if found.outcome.id() != outcome || kinds.iter().any(|kind| !seen.contains(&kind.as_str())) {
            wrong.push(format!("{text:?}: {} {seen:?}, not {outcome} {kinds:?}", found.outcome.id()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_shipped_pattern_can_be_read() {
    let rules = load::rules();
    for pattern in all_patterns(&rules) {
        assert_eq!(Pattern::new(pattern.as_str()).err(), None, "{}", pattern.as_str());
    }
    assert!(all_patterns(&rules).count() > 100);
}

/// One without would be compiled for each text that may hold it, and that takes longer than a whole session.
#[test]
fn every_shipped_pattern_has_its_automaton() {
    let rules = load::rules();
    let without: Vec<_> = all_patterns(&rules).filter(|pattern| !pattern.has_automaton()).collect();
    assert!(without.is_empty(), "write `(?-u)` before letters beyond ASCII: {without:?}");
}

/// What rules patterns out before they are compiled, letters and automata, must say what the regex library says.
#[test]
fn patterns_find_what_the_regex_library_finds() {
    let rules = load::rules();
    let texts = ["pressure_true.jsonl", "pressure_false.jsonl", "crisis.jsonl"].map(load::texts);
    let read = |text: Labelled| normalise(&text.text, &rules.spellings).text().to_owned();
    let read: Vec<String> = texts.into_iter().flatten().step_by(7).map(read).collect();
    for pattern in all_patterns(&rules) {
        let reading = Config::new().unicode(!pattern.as_str().is_ascii()).utf8(false);
        let library = Regex::builder().syntax(reading).build(pattern.as_str()).unwrap();
        for text in &read {
            let found: Vec<_> = library.find_iter(text).map(|found| found.range()).collect();
            let haystack = Haystack::new(text);
            assert_eq!(pattern.find_all(&haystack), found, "{}\n{text}", pattern.as_str());
            assert_eq!(pattern.is_match(&haystack), !found.is_empty(), "{}\n{text}", pattern.as_str());
        }
    }
}

/// The model was trained on sentences by themselves, and is asked about them as parts of a text.
#[test]
fn a_sentence_reads_alike_alone_and_in_its_text() {
    let rules = load::rules();
    let texts = ["pressure_true.jsonl", "pressure_false.jsonl", "crisis.jsonl"].map(load::texts);
    let mut count = 0;
    for Labelled { text, .. } in texts.into_iter().flatten() {
        let (letters, whole) = (text.chars().collect::<Vec<char>>(), normalise(&text, &rules.spellings));
        for place in sentences(&text) {
            let alone: String = letters[place.clone()].iter().collect();
            assert_eq!(whole.part(&place), normalise(&alone, &rules.spellings).text(), "{text}");
            count += 1;
        }
    }
    assert!(count > 2_000, "{count}");
}

#[test]
fn flags_point_at_the_words_of_the_text() {
    let rules = load::rules();
    for labelled in load::texts("pressure_true.jsonl") {
        let letters: Vec<char> = labelled.text.chars().collect();
        for flag in check(&rules, &labelled.text).flags {
            let words: String = letters[flag.start..flag.end].iter().collect();
            assert_eq!(flag.text, words);
            assert!(!flag.why.is_empty() && !flag.instead.is_empty());
        }
    }
}

#[test]
fn the_watch_tells_plain_words_from_hints_and_from_everyday_talk() {
    let rules = load::rules();
    let found = |text| {
        let findings = watch(&rules, text, Level::Sharp);
        findings
            .iter()
            .map(|finding| format!("{} {}", finding.kind.id(), finding.level.id()))
            .collect::<Vec<_>>()
    };
    let cases: [(&str, &[&str]); 20] = [
        ("I want to die", &["self sharp"]),
        ("i wanna kms tbh", &["self sharp"]),
        ("I can’t stop thinking about suicide", &["self sharp"]),
        ("Everyone would be better off without me", &["self sharp"]),
        ("I want to hurt him so badly", &["others sharp"]),
        ("im suicidal", &["self sharp"]),
        ("I feel suicidal", &["self sharp"]),
        // plain words of risk are never made less of, whatever stands around them
        ("I'd ticked none for six years. Suicidal thoughts: I'd tick daily now.", &["self sharp"]),
        ("She'd be better off without me.", &["self soft"]),
        ("I don't see any future.", &["self soft"]),
        ("I want to make her pay", &["others soft"]),
        ("I can't stop hurting myself", &["self sharp"]),
        ("im not gonna hurt myself", &[]),
        ("I don't want to live with him any more", &[]),
        ("I'm not suicidal, just sad", &[]),
        ("I never wanted to hurt her", &[]),
        ("My feet are killing me", &[]),
        ("I miss her so much it hurts", &[]),
        ("I used to want to die, years ago. I got help.", &[]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), expected, "{text:?}");
    }
}
