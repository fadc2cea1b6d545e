//! The crisis watch: does something in a text make one ask whether the writer, or somebody else, is in danger?
//!
//! Two levels. Sharp is a plain statement of risk and may end a session; soft is a hint and may only cost a question.

use super::guess::{WATCH, WATCH_OTHERS, guess, score};
use super::model::Score;
use super::normalise::{Normalised, normalise};
use super::{Counting, MessageRules, Prepared};
use serde::{Deserialize, Serialize};

/// Who may be in danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WatchKind {
    /// The writer.
    SelfHarm,
    /// Somebody else.
    Others,
}

impl WatchKind {
    /// Both kinds, the writer first.
    pub const ALL: [Self; 2] = [Self::SelfHarm, Self::Others];

    /// The name used in files: `self` or `others`.
    pub fn id(self) -> &'static str {
        match self {
            Self::SelfHarm => "self",
            Self::Others => "others",
        }
    }

    /// The kind with a name used in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// How plain the words are; a soft level is less than a sharp one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// A hint: worth one gentle question.
    Soft,
    /// A plain statement of risk.
    Sharp,
}

impl Level {
    /// The name used in files and in the summary: `soft` or `sharp`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Sharp => "sharp",
        }
    }

    /// The level with a name used in files.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Soft, Self::Sharp].into_iter().find(|level| level.id() == id)
    }
}

/// Patterns that tell of one kind of risk at one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WatchRule {
    /// Who may be in danger.
    pub kind: WatchKind,
    /// How plain the words are.
    pub level: Level,
    /// Any one of them is enough.
    pub patterns: Vec<super::Pattern>,
}

/// What the watch saw in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Who may be in danger.
    pub kind: WatchKind,
    /// How plain the words are.
    pub level: Level,
}

/// Reads a text; gives the strongest finding of each kind, the writer first.
///
/// Nothing above the ceiling is reported: with [`Level::Soft`], as for somebody else's words, a plain statement counts
/// as a hint.
pub fn watch(rules: &MessageRules, text: &str, ceiling: Level) -> Vec<Finding> {
    let prepared = Prepared::new(text, &rules.spellings);
    let counting = Counting::without(&rules.watch_except);
    let strongest = |kind: WatchKind| {
        let seen = |rule: &&WatchRule| rule.kind == kind && prepared.any(&rule.patterns, &counting);
        // sharp first, so that what is plain is not looked at twice
        let at = |level| rules.watch.iter().filter(|rule| rule.level == level).any(|rule| seen(&rule));
        [Level::Sharp, Level::Soft].into_iter().find(|level| at(*level))
    };
    let finding = |kind| strongest(kind).map(|level| Finding { kind, level: level.min(ceiling) });
    let mut found: Vec<Finding> = WatchKind::ALL.into_iter().filter_map(finding).collect();
    if found.is_empty() {
        found.extend(guessed(rules, &prepared, &counting, text));
    }
    found
}

/// A hint that only the model sees, also without what the rules except. It is never more than a hint.
fn guessed(
    rules: &MessageRules,
    prepared: &Prepared,
    counting: &Counting<'_>,
    text: &str,
) -> Option<Finding> {
    let model = rules.model.as_ref()?;
    let hints = |text: &str, normalised: &Normalised| {
        guess(model, WATCH, text, normalised).is_some_and(|guess| guess.score.is_yes())
    };
    let normalised = &prepared.normalised;
    if !hints(text, normalised) {
        return None;
    }
    let rest = String::from_utf8_lossy(counting.of(prepared).bytes());
    if !hints(&rest, &normalise(&rest, &rules.spellings)) {
        return None;
    }
    let others = score(model, WATCH_OTHERS, normalised.text()).is_some_and(Score::is_yes);
    let kind = if others { WatchKind::Others } else { WatchKind::SelfHarm };
    Some(Finding { kind, level: Level::Soft })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::pattern::Pattern;

    fn patterns(sources: &[&str]) -> Vec<Pattern> {
        sources.iter().map(|source| Pattern::new(source).unwrap()).collect()
    }

    fn rules() -> MessageRules {
        let rule = |kind, level, sources: &[&str]| WatchRule { kind, level, patterns: patterns(sources) };
        MessageRules {
            watch: vec![
                rule(WatchKind::Others, Level::Soft, &["red mist"]),
                rule(WatchKind::SelfHarm, Level::Soft, &["no future"]),
                rule(WatchKind::SelfHarm, Level::Sharp, &["kill myself", "end it all"]),
            ],
            watch_except: patterns(&["not going to kill myself"]).into(),
            ..MessageRules::default()
        }
    }

    fn found(text: &str, ceiling: Level) -> Vec<(&'static str, &'static str)> {
        watch(&rules(), text, ceiling).iter().map(|finding| (finding.kind.id(), finding.level.id())).collect()
    }

    #[test]
    fn the_strongest_of_each_kind_the_writer_first() {
        let text = "The red mist comes. There’s NO  future, I could kill myself";
        assert_eq!(found(text, Level::Sharp), [("self", "sharp"), ("others", "soft")]);
        assert_eq!(found(text, Level::Soft), [("self", "soft"), ("others", "soft")]);
        assert_eq!(found("a fine day", Level::Sharp), []);
    }

    #[test]
    fn what_is_excepted_is_not_read() {
        assert_eq!(found("I'm not going to kill myself", Level::Sharp), []);
        assert_eq!(
            found("I'm not going to kill myself, I'd rather end it all", Level::Sharp),
            [("self", "sharp")]
        );
    }

    #[test]
    fn names_lead_back() {
        assert!(WatchKind::ALL.iter().all(|kind| WatchKind::from_id(kind.id()) == Some(*kind)));
        assert!([Level::Soft, Level::Sharp].iter().all(|level| Level::from_id(level.id()) == Some(*level)));
        assert_eq!((WatchKind::from_id("x"), Level::from_id("")), (None, None));
    }
}
