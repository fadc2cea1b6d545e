//! What the shipped patterns need, found when the program was built: see `build.rs`.

use super::needs::{Needs, Piece};
use std::borrow::Cow;

// `NEEDS`: patterns and what they need, short patterns first.
include!(concat!(env!("OUT_DIR"), "/needs.rs"));

/// What a pattern needs: as found when the program was built, or else found now.
pub(super) fn needs(pattern: &str) -> Cow<'static, Needs> {
    let place = NEEDS.binary_search_by(|(known, _)| (known.len(), *known).cmp(&(pattern.len(), pattern)));
    match place {
        Ok(place) => Cow::Borrowed(&NEEDS[place].1),
        Err(_) => Cow::Owned(Needs::of(pattern)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_then_is_what_would_be_found_now() {
        assert!(NEEDS.len() > 100);
        for (pattern, found) in NEEDS {
            assert!(matches!(needs(pattern), Cow::Borrowed(_)), "{pattern}");
            assert_eq!(format!("{found:?}"), format!("{:?}", Needs::of(pattern)), "{pattern}");
        }
    }
}
