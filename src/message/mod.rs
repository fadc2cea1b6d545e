//! What the program sees in a message, and in whatever a person writes: words that may press on somebody else, and
//! words that make one ask whether the writer is safe.
//!
//! Nothing here knows a word of any language: patterns, short forms and the texts shown come as [`MessageRules`].
//! Text alone misses people. A clear result means that no known words were seen, never that a message is safe.

pub mod measure;
pub mod normalise;
pub mod pattern;
pub mod pressure;
pub mod watch;

use normalise::{Normalised, Spellings, normalise};
use pattern::{Haystack, Pattern};

pub use measure::{Counted, Measure};
pub use pressure::{Check, Flag, MessageOutcome, PressureRule, Severity, check};
pub use watch::{Finding, Level, WatchKind, WatchRule, watch};

/// Everything that `message.toml` says about reading texts.
#[derive(Debug, Clone, Default)]
pub struct MessageRules {
    /// Short forms and misspellings, written out before looking.
    pub spellings: Spellings,
    /// Words that press on somebody; in the order of the file.
    pub pressure: Vec<PressureRule>,
    /// What is counted rather than read: capitals, marks, questions, words.
    pub measures: Vec<Measure>,
    /// What is taken out before looking for pressure.
    pub pressure_except: Vec<Pattern>,
    /// Words of risk.
    pub watch: Vec<WatchRule>,
    /// What is taken out before looking for risk.
    pub watch_except: Vec<Pattern>,
}

/// A text made ready for patterns, with what does not count blotted out.
struct Prepared {
    normalised: Normalised,
    haystack: Haystack,
}

impl Prepared {
    fn new(text: &str, spellings: &Spellings, except: &[Pattern]) -> Self {
        let normalised = normalise(text, spellings);
        let haystack = Haystack::new(normalised.text()).without(except);
        Self { normalised, haystack }
    }

    /// Where the patterns match, in code points of the original.
    fn places(&self, patterns: &[Pattern]) -> Vec<std::ops::Range<usize>> {
        let found = patterns.iter().flat_map(|pattern| pattern.find_all(&self.haystack));
        found.map(|bytes| self.normalised.original(bytes)).collect()
    }

    fn any(&self, patterns: &[Pattern]) -> bool {
        patterns.iter().any(|pattern| pattern.is_match(&self.haystack))
    }
}
