//! What the shipped patterns need, and the automata that the regex library made of them, found when the program was built:
//! see `build.rs`.

use super::{
    automaton::{Automaton, Class, WIDTH},
    needs::{Needs, Piece},
};
use std::{borrow::Cow, ops::Range};

/// One pattern, by places in the rows of all of them: no pointers, so that what is built in costs nothing before it is
/// looked at.
struct Row {
    /// Where the pattern stands in `TEXTS`.
    text: (u32, u32),
    /// Where what it needs begins in `PIECES` and in `ENDS`; it ends where that of the next row begins.
    needs: (u32, u32),
    /// Where its automaton begins in `STEPS`, in steps; it ends where that of the next row begins.
    steps: u32,
}

impl Row {
    fn text(&self) -> &'static str {
        TEXTS.get(range(self.text.0, self.text.1)).unwrap_or_default()
    }
}

fn range(start: u32, end: u32) -> Range<usize> {
    start as usize..end as usize
}

// `ROWS`, short patterns first, with a last one that only ends the others; `TEXTS`, `PIECES`, `ENDS` and `CLASSES`.
include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

static STEPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/automata.bin"));

/// What is known of a pattern without compiling it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// What a text must hold.
    pub(super) needs: Needs,
    /// What tells for sure; none for patterns that did not come with the program.
    pub(super) automaton: Option<Automaton>,
}

/// What is known of a pattern: as found when the program was built, or else found now.
pub(super) fn known(pattern: &str) -> Known {
    shipped(pattern).unwrap_or_else(|| Known { needs: Needs::of(pattern), automaton: None })
}

fn shipped(pattern: &str) -> Option<Known> {
    let [rows @ .., _] = ROWS else { return None };
    let order = |row: &Row| (row.text.1 - row.text.0) as usize;
    let place = rows.binary_search_by(|row| (order(row), row.text()).cmp(&(pattern.len(), pattern))).ok()?;
    let (begin, end) = (&rows[place], &ROWS[place + 1]);
    let needs = Needs {
        pieces: Cow::Borrowed(&PIECES[range(begin.needs.0, end.needs.0)]),
        ends: Cow::Borrowed(&ENDS[range(begin.needs.1, end.needs.1)]),
    };
    let steps = range(begin.steps, end.steps);
    let steps = &STEPS[steps.start * WIDTH..steps.end * WIDTH];
    let automaton = (!steps.is_empty()).then_some(Automaton { steps, classes: CLASSES });
    Some(Known { needs, automaton })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One without would be compiled for each text: a letter beyond ASCII makes `\w` and `\b` know all of Unicode, which takes
    /// longer than a whole session. `(?-u)` keeps them to ASCII.
    #[test]
    fn every_pattern_has_its_automaton() {
        for pattern in ROWS[..ROWS.len() - 1].iter().map(Row::text) {
            assert!(shipped(pattern).unwrap().automaton.is_some(), "{pattern}");
        }
    }

    #[test]
    fn what_was_found_then_is_what_would_be_found_now() {
        assert!(ROWS.len() > 100);
        for pattern in ROWS[..ROWS.len() - 1].iter().map(Row::text) {
            let found = shipped(pattern).unwrap().needs;
            assert_eq!(format!("{found:?}"), format!("{:?}", Needs::of(pattern)), "{pattern}");
        }
    }
}
