//! What a text must hold for a pattern to match at all.
//!
//! A pattern such as `\b(?:hurt|harm)(?:ing)? myself\b` cannot match without " myself" and one of "hurt" and "harm". A
//! quick walk over the pattern as it is written finds such pieces; whether a text may hold them is told from the groups
//! of two and three letters in it. Nothing is compiled for that, not even parsed: whatever the walk does not know for
//! sure, it takes to need nothing, and then the pattern is simply tried.

mod walk;

use std::borrow::Cow;
use walk::walk;

/// How many kinds of letter group are told apart.
const GROUP_KINDS: u32 = 8192;

/// The letter groups of a text, hashed: there may seem to be too many, never too few.
#[derive(Clone)]
pub(super) struct Groups(Box<[u64; GROUP_KINDS as usize / 64]>);

impl Groups {
    /// The groups of a text. Whatever parts words is a space here, as are the ends of the text.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut groups = Self(Box::new([0; GROUP_KINDS as usize / 64]));
        let mut last = (b' ', b' ');
        for letter in bytes.iter().map(|byte| plain(*byte)).chain([b' ']) {
            groups.insert(group(&[last.1, letter]));
            groups.insert(group(&[last.0, last.1, letter]));
            last = (last.1, letter);
        }
        groups
    }

    fn insert(&mut self, group: u16) {
        self.0[usize::from(group / 64)] |= 1 << (group % 64);
    }

    fn contains(&self, group: u16) -> bool {
        self.0[usize::from(group / 64)] & (1 << (group % 64)) != 0
    }
}

impl std::fmt::Debug for Groups {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Groups")
    }
}

/// A letter or digit as itself, everything else as a space.
fn plain(byte: u8) -> u8 {
    if is_word(byte) { byte } else { b' ' }
}

/// What `\w` means in ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The number of a group of two or three bytes.
fn group(bytes: &[u8]) -> u16 {
    let packed = bytes.iter().fold(1_u32, |packed, byte| packed << 8 | u32::from(*byte));
    // Fibonacci hashing: the top bits of a product with 2^32 / golden ratio are well mixed
    let mixed = packed.wrapping_mul(0x9E37_79B9) >> (32 - GROUP_KINDS.trailing_zeros());
    u16::try_from(mixed).unwrap_or_default()
}

/// Letters in a row, by some of their groups, spread evenly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) groups: [u16; 6],
    pub(super) count: u8,
}

impl Piece {
    /// One letter alone tells nothing.
    fn of(letters: &[u8]) -> Option<Self> {
        let width = letters.len().min(3);
        if width < 2 {
            return None;
        }
        let mut piece = Self { groups: [0; 6], count: 0 };
        let last = letters.len() - width;
        let kept = last.min(piece.groups.len() - 1);
        for (slot, number) in piece.groups.iter_mut().zip(0..=kept) {
            let start = (number * last).checked_div(kept).unwrap_or(0);
            *slot = group(&letters[start..start + width]);
            piece.count += 1;
        }
        Some(piece)
    }

    fn may_be_in(&self, groups: &Groups) -> bool {
        self.groups[..usize::from(self.count)].iter().all(|group| groups.contains(*group))
    }
}

/// For each list, one of its pieces must be there. What the shipped patterns need is found when the program is built:
/// `build.rs` writes it out as constants.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    pub(super) pieces: Cow<'static, [Piece]>,
    /// Where each list ends among the pieces.
    pub(super) ends: Cow<'static, [u16]>,
}

/// Needs while they are being found.
#[derive(Default)]
struct Lists {
    pieces: Vec<Piece>,
    ends: Vec<usize>,
}

impl Needs {
    /// What any match of a pattern must hold.
    pub(super) fn of(pattern: &str) -> Self {
        let room = Lists { pieces: Vec::with_capacity(16), ends: Vec::with_capacity(8) };
        let Lists { pieces, ends } = walk(pattern, room).unwrap_or_default();
        let short: Result<Vec<u16>, _> = ends.into_iter().map(u16::try_from).collect();
        // A pattern with that many pieces is taken to need nothing.
        let (pieces, ends) = short.map_or_else(|_| (Vec::new(), Vec::new()), |ends| (pieces, ends));
        Self { pieces: pieces.into(), ends: ends.into() }
    }

    /// Whether a text with these groups may match.
    pub(super) fn met_by(&self, groups: &Groups) -> bool {
        let mut start = 0;
        self.ends.iter().map(|end| usize::from(*end)).all(|end| {
            let pieces = &self.pieces[start..end];
            start = end;
            pieces.iter().any(|piece| piece.may_be_in(groups))
        })
    }
}

impl Lists {
    fn mark(&self) -> Mark {
        Mark { pieces: self.pieces.len(), lists: self.ends.len() }
    }

    fn back_to(&mut self, mark: Mark) {
        self.pieces.truncate(mark.pieces);
        self.ends.truncate(mark.lists);
    }

    /// Keeps of all lists since the mark the pieces of the most telling one, at the end and not yet as a list: the one
    /// with the longest shortest piece, the shorter list among equals. False when there is none.
    fn keep_most_telling(&mut self, mark: Mark) -> bool {
        let mut start = mark.pieces;
        let mut best = None;
        for end in &self.ends[mark.lists..] {
            let shortest = self.pieces[start..*end].iter().map(|piece| piece.count).min();
            best = best.max(Some((shortest, std::cmp::Reverse(end - start), start)));
            start = *end;
        }
        let Some((_, std::cmp::Reverse(count), start)) = best else { return false };
        self.pieces.copy_within(start..start + count, mark.pieces);
        self.back_to(Mark { pieces: mark.pieces + count, ..mark });
        true
    }
}

/// How far the needs had come.
#[derive(Clone, Copy)]
struct Mark {
    pieces: usize,
    lists: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(pattern: &str, text: &str) -> bool {
        Needs::of(pattern).met_by(&Groups::of(text.as_bytes()))
    }

    #[test]
    fn rules_out_what_cannot_match() {
        let cases = [
            (r"\b(?:hurt|harm)(?:ing)? myself\b", "i made myself some tea"),
            (r"\b(?:hurt|harm)(?:ing)? myself\b", "i hurt my knee"),
            ("(?:you are|your) (?:so )?(?:selfish|cruel)", "you are so kind"),
            (r"a{2}[^.!?]{0,40}\bgoodbye\.", "aa good day"),
            ("(please ?)+", "thank you"),
            (r"x\?yz", "xyz"),
            (r"\bend\b", "friend"),
            (r"\bend\b", "ending"),
            (r"\b(?:end|stop) it", "friend it"),
            (r"my (?:life|end)", "my friend"),
            (
                "one very long row of letters that goes on and then ends",
                "one very long row of letters that goes on and on",
            ),
        ];
        for (pattern, text) in cases {
            assert!(!met(pattern, text), "{pattern:?} may not be in {text:?}");
        }
    }

    #[test]
    fn never_rules_out_what_matches() {
        let patterns = [
            "a",
            "ab?c",
            "ab*",
            "(?:ab)?c",
            "(?:ab){0,2}cd",
            "a{0}b",
            "[ab]c",
            "[^]a]b",
            "[]a]b",
            "(?i)AB",
            "(?P<n>ab)c",
            r"\x61b",
            r"a\.b",
            "(?:ab|)c",
            "(?:|ab)",
            "(?:ab|c)d",
            "a.c",
            "^ab$",
            r"ab\b",
            "éa",
            "aé?b",
            "[[:alpha:]]b",
            "[a-c&&[b]]c",
            "(?:a{2}){2}",
            "a+?b",
            "(?:(?:(?:ab)))+",
            r"\pLb",
            "a{1}{2}",
            "ab{2,}?c",
            "a|",
            "(?x) a b",
        ];
        let texts = [
            "a", "ab", "ac", "abc", "abcd", "c", "cd", "b", "bc", "a.b", "axc", "éa", "aéb", "aaaa", "abd",
            "", "abbc",
        ];
        for pattern in patterns {
            let regex = regex_automata::meta::Regex::new(pattern).unwrap();
            for text in texts.iter().filter(|text| regex.is_match(**text)) {
                assert!(met(pattern, text), "{pattern:?} matches {text:?}");
            }
        }
    }
}
