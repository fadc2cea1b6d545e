//! What a reply changed, told from how things stood before it.

use super::Session;
use crate::questionnaire::QuestionPlace;

/// What a reply changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Gates that hold now and did not before, strictest first.
    pub raised: Vec<usize>,
    /// Gates that held before and do not now.
    pub dropped: Vec<usize>,
    /// Offers that are made now and were not before.
    pub offered: Vec<usize>,
    /// Questions with an answer that are asked no longer.
    pub hidden: Vec<String>,
    /// Questions that were not asked before this reply and are now.
    pub opened: Vec<String>,
}

/// What a change is told from.
pub(super) struct Before {
    gates: Vec<bool>,
    offers: Vec<bool>,
    visiting: bool,
    /// What would be asked in all, if nothing further were answered; only kept while visiting: a reply in turn hides and opens
    /// nothing behind it.
    path: Vec<String>,
}

impl Before {
    pub(super) fn of(session: &Session<'_>, visiting: bool) -> Self {
        let known = &session.walk.known;
        Self {
            gates: (0..session.questionnaire.gates.len()).map(|gate| known.holds(gate)).collect(),
            offers: session.questionnaire.offers.iter().map(|offer| offer.when.holds(known)).collect(),
            visiting,
            path: if visiting { session.path_ahead() } else { Vec::new() },
        }
    }
}

impl Session<'_> {
    pub(super) fn change_since(&self, before: &Before, replied: &str) -> Change {
        let after = Before::of(self, before.visiting);
        let newly = |old: &[bool], new: &[bool]| -> Vec<usize> {
            (0..new.len()).filter(|index| new[*index] && !old[*index]).collect()
        };
        let mut change = Change {
            raised: newly(&before.gates, &after.gates),
            dropped: newly(&after.gates, &before.gates),
            offered: newly(&before.offers, &after.offers),
            ..Change::default()
        };
        if before.visiting {
            let answered = |id: &&String| self.given.get(*id).is_some_and(|given| given.answer().is_some());
            let hidden = before.path.iter().filter(|id| !after.path.contains(id));
            change.hidden = hidden.filter(answered).cloned().collect();
            change.opened = after
                .path
                .iter()
                .filter(|id| *id != replied && !before.path.contains(id))
                // A direct question speaks for itself.
                .filter(|id| !matches!(self.questionnaire.place(id), Some(QuestionPlace::Hint(_))))
                .cloned()
                .collect();
        }
        change
    }
}
