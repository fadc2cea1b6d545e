//! What is looked for in texts: words that press, words that speak of harm, and what does not count.

use super::one_of;
use crate::{
    diagnostic::Diagnostic,
    message::{
        Counted, Measure, MessageRules, PressureRule, Severity, Unnamed, WatchKind, WatchRule,
        measure::plain_words, normalise::Spellings, pattern::Pattern, watch::Level,
    },
    questionnaire::raw::{At, RawExcept, RawMeasure, RawPressure, RawRules, RawWatch},
};

type Faults = Vec<Diagnostic>;

/// The rules as they are written, without a model.
pub(super) fn rules(raw: &RawRules, faults: &mut Faults) -> MessageRules {
    let spelling = |(from, to): &(At<String>, At<String>)| (from.value.clone(), to.value.clone());
    let pressure: Vec<_> = raw.pressure.iter().map(|rule| pressure(rule, faults)).collect();
    let measures: Vec<_> = raw.measures.iter().map(|raw| measure(raw, faults)).collect();
    let watch = raw.watch.iter().map(|rule| watch(rule, faults)).collect();
    let mut excepts = (Vec::new(), Vec::new());
    for RawExcept { applies_to, patterns: texts } in &raw.excepts {
        let excepted = patterns(texts, faults);
        match one_of(applies_to, "thing to except from", &["pressure", "watch"], faults) {
            "pressure" => excepts.0.extend(excepted),
            _ => excepts.1.extend(excepted),
        }
    }
    MessageRules {
        spellings: Spellings::new(raw.spellings.iter().map(spelling)),
        pressure: pressure.into(),
        measures: measures.into(),
        pressure_except: excepts.0.into(),
        watch,
        watch_except: excepts.1.into(),
        unnamed: raw.unnamed.as_ref().map(|unnamed| Unnamed {
            kind: unnamed.kind.value.clone(),
            why: unnamed.why.value.clone(),
            instead: unnamed.instead.value.clone(),
        }),
        model: None,
    }
}

fn watch(raw: &RawWatch, faults: &mut Faults) -> WatchRule {
    let level = one_of(&raw.level, "level", &["soft", "sharp"], faults);
    WatchRule {
        kind: watch_kind(&raw.kind, faults),
        level: Level::from_id(level).unwrap_or(Level::Soft),
        patterns: patterns(&raw.patterns, faults),
    }
}

/// Who may be in danger.
pub(super) fn watch_kind(raw: &At<String>, faults: &mut Faults) -> WatchKind {
    let word = one_of(raw, "kind of watch", &WatchKind::ALL.map(WatchKind::id), faults);
    WatchKind::from_id(word).unwrap_or(WatchKind::SelfHarm)
}

fn severity(raw: &At<String>, faults: &mut Faults) -> Severity {
    let word = one_of(raw, "severity", &["nudge", "refuse", "crisis"], faults);
    Severity::from_id(word).unwrap_or(Severity::Nudge)
}

fn pressure(raw: &RawPressure, faults: &mut Faults) -> PressureRule {
    PressureRule {
        kind: raw.kind.value.clone(),
        severity: severity(&raw.severity, faults),
        patterns: patterns(&raw.patterns, faults),
        watch: raw.watch.as_ref().map(|watch| watch_kind(watch, faults)),
        first: raw.first,
        why: raw.why.value.clone(),
        instead: raw.instead.value.clone(),
    }
}

fn measure(raw: &RawMeasure, faults: &mut Faults) -> Measure {
    let counts = one_of(&raw.counts, "thing to count", &Counted::ALL.map(Counted::id), faults);
    let is_unread = counts == Counted::Unread.id();
    match raw.known.first() {
        Some(word) if !is_unread => {
            let message = "`known` belongs to what is `unread`";
            faults.push(Diagnostic::error("foreign-key", &word.place, message));
        }
        None if is_unread => {
            let message = "what is `unread` needs `known`: common words of the language that is read";
            faults.push(Diagnostic::error("missing-key", &raw.counts.place, message));
        }
        _ => {}
    }
    for word in &raw.known {
        let letters: Vec<char> = word.value.chars().collect();
        if plain_words(&letters) != [&*word.value] {
            let message = "this must be one word, in small letters and without apostrophes";
            faults.push(Diagnostic::error("bad-value", &word.place, message));
        }
    }
    Measure {
        kind: raw.kind.value.clone(),
        severity: severity(&raw.severity, faults),
        counts: Counted::from_id(counts).unwrap_or(Counted::Words),
        limit: limit(raw.limit.as_ref(), faults),
        known: raw.known.iter().map(|word| word.value.as_str()).collect(),
        why: raw.why.value.clone(),
        instead: raw.instead.value.clone(),
    }
}

/// A number from 1; that one is missing was said when the file was read.
pub(super) fn limit(raw: Option<&At<i64>>, faults: &mut Faults) -> usize {
    let Some(raw) = raw else { return 0 };
    match usize::try_from(raw.value) {
        Ok(limit) if limit > 0 => limit,
        _ => {
            faults.push(Diagnostic::error("bad-number", &raw.place, "this must be a number from 1"));
            1
        }
    }
}

fn patterns(raw: &[At<String>], faults: &mut Faults) -> Vec<Pattern> {
    let mut patterns = Vec::with_capacity(raw.len());
    for text in raw {
        if text.value.trim().is_empty() {
            let message = "a pattern must not be blank: it would match everywhere";
            faults.push(Diagnostic::error("blank-text", &text.place, message));
            continue;
        }
        match Pattern::new(&text.value) {
            Ok(pattern) => patterns.push(pattern),
            Err(error) => {
                let place = text.place.inside(&text.value, error.range.clone());
                let message = format!("this pattern cannot be read: {error}");
                let help = "a pattern is a regular expression, without look-around and back-references";
                faults.push(Diagnostic::error("bad-pattern", &place, message).help(help));
            }
        }
    }
    patterns
}
