//! The pressure check: words in a message that may press on the person who gets it.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::guess::{PRESSURE, guess, likely_kind};
use super::measure;
use super::model::Model;
use super::normalise::Normalised;
use super::severity::Severity;
use super::watch::{Level, WatchKind};
use super::{Counting, MessageRules, Pattern, Prepared};

/// Words that press in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct PressureRule {
    /// The name of the kind; several rules may share it, with different severities.
    pub kind: String,
    /// What a match does to the message.
    pub severity: Severity,
    /// Any match is a flag.
    pub patterns: Vec<Pattern>,
    /// Whatever the sharp crisis watch of this kind sees is a flag of this rule too.
    pub watch: Option<WatchKind>,
    /// Stands before all other flags of the same severity, wherever it is in the text.
    pub first: bool,
    /// Why this may press, said kindly.
    pub why: String,
    /// What to say or do instead.
    pub instead: String,
}

/// One place in a message, and what it may do to the person who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The kind of the rule that saw it.
    pub kind: String,
    /// What it does to the message.
    pub severity: Severity,
    /// The words, as they were written.
    pub text: String,
    /// Where they begin, in Unicode code points.
    pub start: usize,
    /// Where they end, in Unicode code points; the first one after them.
    pub end: usize,
    /// Why this may press, said kindly.
    pub why: String,
    /// What to say or do instead.
    pub instead: String,
}

/// What the check says of a whole message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageOutcome {
    /// No common pressure words were seen, which does not mean that there are none.
    Clear,
    /// Something is worth a second thought.
    Nudge,
    /// It holds something that must not be sent.
    Refuse,
    /// A life may be at risk.
    Crisis,
}

impl MessageOutcome {
    /// The name used in the check's JSON: `clear`, `nudge`, `refuse` or `crisis`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Nudge => "nudge",
            Self::Refuse => "refuse",
            Self::Crisis => "crisis",
        }
    }
}

impl From<Severity> for MessageOutcome {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Nudge => Self::Nudge,
            Severity::Refuse => Self::Refuse,
            Severity::Crisis => Self::Crisis,
        }
    }
}

/// What was seen in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The gravest of the flags, or clear.
    pub outcome: MessageOutcome,
    /// Crisis first, then what the rules put first, then by place.
    pub flags: Vec<Flag>,
}

/// A flag on its way: the number of the rule in the order of the file, and the place.
struct Seen<'r> {
    kind: &'r str,
    severity: Severity,
    first: bool,
    why: &'r str,
    instead: &'r str,
    place: Range<usize>,
}

/// Reads a message and points at whatever in it may press on the person it is for.
pub fn check(rules: &MessageRules, text: &str) -> Check {
    let prepared = Prepared::new(text, &rules.spellings);
    let mut seen = by_pattern(rules, &prepared);
    seen.extend(by_watch(rules, &prepared));
    if let Some(model) = &rules.model {
        by_model(rules, model, text, &prepared.normalised, &mut seen);
    }
    for measure in &*rules.measures {
        seen.extend(measure::places(measure, text).into_iter().map(|place| Seen {
            kind: &measure.kind,
            severity: measure.severity,
            first: false,
            why: &measure.why,
            instead: &measure.instead,
            place,
        }));
    }
    let mut seen = merged(seen);
    seen.sort_by_key(|seen| {
        let rank = (seen.severity != Severity::Crisis, !seen.first);
        (rank, seen.place.start, seen.place.end)
    });
    let outcome = seen.iter().map(|seen| seen.severity.into()).max().unwrap_or(MessageOutcome::Clear);
    let letters: Vec<char> = text.chars().collect();
    Check { outcome, flags: seen.into_iter().map(|seen| seen.flag(&letters)).collect() }
}

fn by_pattern<'r>(rules: &'r MessageRules, prepared: &Prepared) -> Vec<Seen<'r>> {
    let counting = Counting::without(&rules.pressure_except);
    let mut seen = Vec::new();
    for rule in &*rules.pressure {
        let places = prepared.places(&rule.patterns, &counting);
        seen.extend(places.map(|place| Seen::new(rule, place)));
    }
    seen
}

/// Somebody who writes that they want to die needs help first, in a message as anywhere else.
fn by_watch<'r>(rules: &'r MessageRules, prepared: &Prepared) -> Vec<Seen<'r>> {
    let counting = Counting::without(&rules.watch_except);
    let mut seen = Vec::new();
    for rule in &*rules.pressure {
        let sharp = |watch: &&super::WatchRule| rule.watch == Some(watch.kind) && watch.level == Level::Sharp;
        let places =
            rules.watch.iter().filter(sharp).flat_map(|watch| prepared.places(&watch.patterns, &counting));
        seen.extend(places.map(|place| Seen::new(rule, place)));
    }
    seen
}

/// The model may point at a sentence where nothing else was seen. Of a text that it finds plainly respectful, what
/// patterns only nudge at is let go; what stops a message always stands.
fn by_model<'r>(
    rules: &'r MessageRules,
    model: &'r Model,
    text: &str,
    normalised: &Normalised,
    seen: &mut Vec<Seen<'r>>,
) {
    let Some(guess) = guess(model, PRESSURE, text, normalised) else { return };
    if guess.score.is_plain_no() {
        seen.retain(|seen| seen.severity > Severity::Nudge);
    }
    let Some(unnamed) = rules.unnamed.as_ref().filter(|_| guess.score.is_yes()) else { return };
    if seen.iter().any(|seen| seen.place.start < guess.place.end && guess.place.start < seen.place.end) {
        return;
    }
    let kind = likely_kind(model, normalised.part(&guess.place));
    // a guess is never more than a nudge, whatever its kind is otherwise
    seen.push(match kind.and_then(|kind| rules.pressure.iter().find(|rule| rule.kind == kind)) {
        Some(rule) => Seen { severity: Severity::Nudge, first: false, ..Seen::new(rule, guess.place) },
        None => Seen {
            kind: &unnamed.kind,
            severity: Severity::Nudge,
            first: false,
            why: &unnamed.why,
            instead: &unnamed.instead,
            place: guess.place,
        },
    });
}

/// Overlapping places of one kind are one flag, with the graver rule's words.
fn merged(mut seen: Vec<Seen>) -> Vec<Seen> {
    seen.sort_by(|one, other| (one.kind, one.place.start).cmp(&(other.kind, other.place.start)));
    let mut kept: Vec<Seen> = Vec::with_capacity(seen.len());
    for next in seen {
        match kept.last_mut() {
            Some(last) if last.kind == next.kind && next.place.start < last.place.end => {
                let place = last.place.start..last.place.end.max(next.place.end);
                let (severity, first) = (last.severity.max(next.severity), last.first || next.first);
                if next.severity > last.severity {
                    *last = next;
                }
                (last.place, last.severity, last.first) = (place, severity, first);
            }
            _ => kept.push(next),
        }
    }
    kept
}

impl<'r> Seen<'r> {
    fn new(rule: &'r PressureRule, place: Range<usize>) -> Self {
        let PressureRule { kind, severity, first, why, instead, .. } = rule;
        Self { kind, severity: *severity, first: *first, why, instead, place }
    }

    fn flag(self, letters: &[char]) -> Flag {
        let Range { start, end } = self.place;
        Flag {
            kind: self.kind.to_owned(),
            severity: self.severity,
            text: letters.get(start..end).unwrap_or_default().iter().collect(),
            start,
            end,
            why: self.why.to_owned(),
            instead: self.instead.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{message::WatchRule, packed::Late};

    fn rule(kind: &str, severity: Severity, sources: &[&str]) -> PressureRule {
        PressureRule {
            kind: kind.to_owned(),
            severity,
            patterns: sources.iter().map(|source| Pattern::new(source).unwrap()).collect(),
            watch: None,
            first: kind == "threat",
            why: format!("why {}", severity.id()),
            instead: "instead".to_owned(),
        }
    }

    fn rules() -> MessageRules {
        let mut leverage = rule("leverage", Severity::Crisis, &[]);
        leverage.watch = Some(WatchKind::SelfHarm);
        MessageRules {
            pressure: Late::from(vec![
                rule("debt", Severity::Nudge, &["you owe me", "owe me (?:that|this)"]),
                rule("debt", Severity::Refuse, &["me that now"]),
                rule("threat", Severity::Refuse, &["or else"]),
                leverage,
            ]),
            pressure_except: Late::from(vec![Pattern::new("you owe me nothing").unwrap()]),
            watch: vec![WatchRule {
                kind: WatchKind::SelfHarm,
                level: Level::Sharp,
                patterns: vec![Pattern::new("kill myself").unwrap()],
            }],
            ..MessageRules::default()
        }
    }

    fn flags(text: &str) -> Vec<(String, usize, usize, String)> {
        let flags = check(&rules(), text).flags;
        flags.into_iter().map(|flag| (flag.kind, flag.start, flag.end, flag.text)).collect()
    }

    fn flag(kind: &str, start: usize, end: usize, text: &str) -> (String, usize, usize, String) {
        (kind.to_owned(), start, end, text.to_owned())
    }

    #[test]
    fn crisis_and_what_comes_first_then_by_place() {
        let text = "YOU  OWE me. You owe me, or else I’ll kill myself";
        let expected = [
            flag("leverage", 38, 49, "kill myself"),
            flag("threat", 25, 32, "or else"),
            flag("debt", 0, 11, "YOU  OWE me"),
            flag("debt", 13, 23, "You owe me"),
        ];
        assert_eq!(flags(text), expected);
        assert_eq!(check(&rules(), text).outcome, MessageOutcome::Crisis);
    }

    #[test]
    fn overlapping_flags_of_a_kind_are_one_with_the_graver_words() {
        let found = check(&rules(), "é: you owe me that now");
        assert_eq!(flags("é: you owe me that now"), [flag("debt", 3, 22, "you owe me that now")]);
        assert_eq!(found.outcome, MessageOutcome::Refuse);
        assert_eq!(found.flags[0].why, "why refuse");
    }

    #[test]
    fn exceptions_are_not_read_and_an_empty_text_is_clear() {
        for text in ["You owe me nothing", "", "   "] {
            assert_eq!(check(&rules(), text), Check { outcome: MessageOutcome::Clear, flags: vec![] });
        }
    }

    #[test]
    fn names_lead_back() {
        for severity in [Severity::Nudge, Severity::Refuse, Severity::Crisis] {
            assert_eq!(Severity::from_id(severity.id()), Some(severity));
            assert_eq!(MessageOutcome::from(severity).id(), severity.id());
        }
        assert_eq!(Severity::from_id("clear"), None);
    }
}
