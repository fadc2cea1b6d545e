//! What the program sees in a message, and in whatever a person writes: words that may press on somebody else, and
//! words that make one ask whether the writer is safe.
//!
//! Nothing here knows a word of any language: patterns, short forms and the texts shown come as [`MessageRules`].
//! Text alone misses people. A clear result means that no known words were seen, never that a message is safe.

mod automaton;
pub mod features;
pub mod guess;
pub mod measure;
pub mod model;
mod needs;
pub mod normalise;
pub mod pattern;
pub mod pressure;
pub mod sentences;
mod severity;
pub mod watch;

use crate::packed::Late;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::ops::Range;

use model::Model;
use normalise::{Normalised, Spellings, normalise};
use pattern::{Haystack, Pattern};

pub use measure::{Counted, Measure};
pub use pressure::{Check, Flag, MessageOutcome, PressureRule, check};
pub use severity::Severity;
pub use watch::{Finding, Level, WatchKind, WatchRule, watch};

/// Everything that `message.toml` says about reading texts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct MessageRules {
    /// Short forms and misspellings, written out before looking.
    pub spellings: Spellings,
    /// Words that press on somebody; in the order of the file.
    pub pressure: Late<Vec<PressureRule>>,
    /// What is counted rather than read: capitals, marks, questions, words.
    pub measures: Late<Vec<Measure>>,
    /// What is taken out before looking for pressure.
    pub pressure_except: Late<Vec<Pattern>>,
    /// Words of risk.
    pub watch: Vec<WatchRule>,
    /// What is taken out before looking for risk.
    pub watch_except: Late<Vec<Pattern>>,
    /// The trained model, where there is one.
    pub model: Option<Model>,
    /// The words for what only the model saw, when it cannot name the kind.
    pub unnamed: Option<Unnamed>,
}

/// The words for a sentence that the model takes for pressing without knowing in what way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unnamed {
    /// The kind that its flags carry.
    pub kind: String,
    /// Why this may press, said kindly.
    pub why: String,
    /// What to say or do instead.
    pub instead: String,
}

/// A text made ready for patterns.
struct Prepared {
    normalised: Normalised,
    /// All of it: what is not found here needs no second look.
    whole: Haystack,
}

/// What of a text counts: all but what some patterns match. It is made when something was found in the whole text.
struct Counting<'r> {
    except: &'r Late<Vec<Pattern>>,
    rest: OnceCell<Haystack>,
}

impl<'r> Counting<'r> {
    fn without(except: &'r Late<Vec<Pattern>>) -> Self {
        Self { except, rest: OnceCell::new() }
    }

    fn of(&self, prepared: &Prepared) -> &Haystack {
        self.rest.get_or_init(|| prepared.whole.clone().without(&**self.except))
    }
}

impl Prepared {
    fn new(text: &str, spellings: &Spellings) -> Self {
        let normalised = normalise(text, spellings);
        let whole = Haystack::new(normalised.text());
        Self { normalised, whole }
    }

    /// Where the patterns match in what counts, in code points of the original.
    fn places<'a>(
        &'a self,
        patterns: &'a [Pattern],
        counting: &'a Counting<'_>,
    ) -> impl Iterator<Item = Range<usize>> {
        let seen = patterns.iter().filter(|pattern| pattern.is_match(&self.whole));
        let found = seen.flat_map(|pattern| pattern.find_all(counting.of(self)));
        found.map(|bytes| self.normalised.original(bytes))
    }

    fn any(&self, patterns: &[Pattern], counting: &Counting<'_>) -> bool {
        let seen = |pattern: &Pattern| pattern.is_match(&self.whole) && pattern.is_match(counting.of(self));
        patterns.iter().any(seen)
    }
}
