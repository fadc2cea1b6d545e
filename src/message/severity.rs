//! How much a finding weighs.

use serde::{Deserialize, Serialize};

/// What a finding does to a message, from light to grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth a second thought.
    Nudge,
    /// No draft is shown while it stands.
    Refuse,
    /// A life may be at risk: help lines come first.
    Crisis,
}

impl Severity {
    /// The name used in files and in the check's JSON: `nudge`, `refuse` or `crisis`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nudge => "nudge",
            Self::Refuse => "refuse",
            Self::Crisis => "crisis",
        }
    }

    /// The severity with a name used in files.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Nudge, Self::Refuse, Self::Crisis].into_iter().find(|severity| severity.id() == id)
    }
}
