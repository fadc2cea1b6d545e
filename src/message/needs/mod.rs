//! What a text must hold for a pattern to match at all.
//!
//! A pattern such as `\b(?:hurt|harm)(?:ing)? myself\b` cannot match without " myself" and one of "hurt" and "harm". A
//! quick walk over the pattern as it is written finds such pieces; whether a text may hold them is told from the groups
//! of two and three letters in it. Nothing is compiled for that, not even parsed: whatever the walk does not know for
//! sure, it takes to need nothing, and then the pattern is simply tried.

mod walk;

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, cmp::Reverse};
use walk::walk;

/// How many kinds of letter group are told apart.
const GROUP_KINDS: u32 = 8192;

/// The letter groups of a text, hashed: there may seem to be too many, never too few.
#[derive(Clone)]
pub(super) struct Groups(Box<[u64; GROUP_KINDS as usize / 64]>);

impl Groups {
    /// The groups of a text. Whatever parts words is a space here, as are the ends of the text; marks are there by themselves,
    /// too.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut groups = Self(Box::new([0; GROUP_KINDS as usize / 64]));
        let mut last = (b' ', b' ');
        for letter in bytes.iter().map(|byte| plain(*byte)).chain([b' ']) {
            groups.insert(group(&[last.1, letter]));
            groups.insert(group(&[last.0, last.1, letter]));
            last = (last.1, letter);
        }
        for mark in bytes.iter().filter(|byte| byte.is_ascii_punctuation()) {
            groups.insert(group(&[*mark]));
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

/// The number of a group of up to three bytes.
fn group(bytes: &[u8]) -> u16 {
    let packed = bytes.iter().fold(1_u32, |packed, byte| packed << 8 | u32::from(*byte));
    // Fibonacci hashing: the top bits of a product with 2^32 / golden ratio are well mixed
    let mixed = packed.wrapping_mul(0x9E37_79B9) >> (32 - GROUP_KINDS.trailing_zeros());
    u16::try_from(mixed).unwrap_or_default()
}

/// Letters in a row, by some of their groups, spread evenly.
#[derive(Debug, Clone, Copy)]
struct Piece {
    groups: [u16; 6],
    count: u8,
}

impl Piece {
    /// A mark that parts words tells much: most texts have few.
    fn of_mark(mark: u8) -> Self {
        let mut piece = Self { groups: [0; 6], count: 1 };
        piece.groups[0] = group(&[mark]);
        piece
    }

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
}

/// For each list, one of its pieces must be there; what rules out most comes first.
///
/// Packed as bytes, so that what came with the program is taken as it is. A list is the length of the rest of it (two bytes,
/// little-endian) and its pieces; a piece is the number of its groups (one byte) and the groups (two bytes each).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Needs(#[serde(borrow)] Cow<'static, [u8]>);

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
        let lists = walk(pattern, room).unwrap_or_default();
        let mut start = 0;
        let mut parts: Vec<&[Piece]> = Vec::with_capacity(lists.ends.len());
        for end in &lists.ends {
            parts.push(&lists.pieces[start..*end]);
            start = *end;
        }
        // the longest shortest piece, the shorter list among equals
        parts.sort_by_key(|part| (Reverse(part.iter().map(|piece| piece.count).min()), part.len()));
        // A pattern with a list that long is taken to need nothing.
        let packed: Option<Vec<Vec<u8>>> = parts.into_iter().map(packed).collect();
        Self(packed.unwrap_or_default().concat().into())
    }

    /// Whether a text with these groups may match.
    pub(super) fn met_by(&self, groups: &Groups) -> bool {
        let mut rest: &[u8] = &self.0;
        while let Some((length, after)) = rest.split_first_chunk() {
            let Some((pieces, after)) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))
            else {
                return true;
            };
            if !any_may_be_in(pieces, groups) {
                return false;
            }
            rest = after;
        }
        true
    }
}

/// A list as bytes; none when it is too long for that.
fn packed(pieces: &[Piece]) -> Option<Vec<u8>> {
    let mut bytes = vec![0, 0];
    for Piece { groups, count } in pieces {
        bytes.push(*count);
        bytes.extend(groups[..usize::from(*count)].iter().flat_map(|group| group.to_le_bytes()));
    }
    let length = u16::try_from(bytes.len() - 2).ok()?;
    bytes[..2].copy_from_slice(&length.to_le_bytes());
    Some(bytes)
}

/// Whether one of the pieces of a list may be in a text.
fn any_may_be_in(mut pieces: &[u8], groups: &Groups) -> bool {
    while let [count, rest @ ..] = pieces {
        let Some((piece, rest)) = rest.split_at_checked(usize::from(*count) * 2) else { return true };
        let (all, _) = piece.as_chunks();
        if all.iter().all(|group| groups.contains(u16::from_le_bytes(*group))) {
            return true;
        }
        pieces = rest;
    }
    false
}

impl Lists {
    /// Adds a list of one piece.
    fn add(&mut self, piece: Piece) {
        self.pieces.push(piece);
        self.ends.push(self.pieces.len());
    }

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
            best = best.max(Some((shortest, Reverse(end - start), start)));
            start = *end;
        }
        let Some((_, Reverse(count), start)) = best else { return false };
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
            ("\"[^\"]{1,9}\"", "no quotes"),
            (r"(?:\.|!)", "a, b"),
            ("(?-u)£ and more", "£ and less"),
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
            "(?-u)é?ab",
            "(?-u)éa",
            r"a\.b",
            "[.]?b",
            r"(?:\.|c)",
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
