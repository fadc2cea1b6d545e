//! What the shipped patterns need, found when the program was built: see `build.rs`.

use super::needs::{Needs, Piece};
use std::{borrow::Cow, ops::Range};

/// One pattern, by places in the rows of all of them: no pointers, so that what is built in costs nothing before it is
/// looked at.
struct Row {
    /// Where the pattern stands in `TEXTS`.
    text: (u32, u32),
    /// Where what it needs begins in `PIECES` and in `ENDS`; it ends where that of the next row begins.
    needs: (u32, u32),
}

impl Row {
    fn text(&self) -> &'static str {
        TEXTS.get(range(self.text.0, self.text.1)).unwrap_or_default()
    }
}

fn range(start: u32, end: u32) -> Range<usize> {
    start as usize..end as usize
}

// `ROWS`, short patterns first, with a last one that only ends the others; `TEXTS`, `PIECES` and `ENDS`.
include!(concat!(env!("OUT_DIR"), "/needs.rs"));

/// What a pattern needs: as found when the program was built, or else found now.
pub(super) fn needs(pattern: &str) -> Needs {
    known(pattern).unwrap_or_else(|| Needs::of(pattern))
}

fn known(pattern: &str) -> Option<Needs> {
    let [rows @ .., _] = ROWS else { return None };
    let order = |row: &Row| (row.text.1 - row.text.0) as usize;
    let place = rows.binary_search_by(|row| (order(row), row.text()).cmp(&(pattern.len(), pattern))).ok()?;
    let (begin, end) = (rows[place].needs, ROWS[place + 1].needs);
    Some(Needs {
        pieces: Cow::Borrowed(&PIECES[range(begin.0, end.0)]),
        ends: Cow::Borrowed(&ENDS[range(begin.1, end.1)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_then_is_what_would_be_found_now() {
        assert!(ROWS.len() > 100);
        for pattern in ROWS[..ROWS.len() - 1].iter().map(Row::text) {
            let found = known(pattern).unwrap();
            assert_eq!(format!("{found:?}"), format!("{:?}", Needs::of(pattern)), "{pattern}");
        }
    }
}
