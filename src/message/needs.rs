//! What a text must hold for a pattern to match at all.
//!
//! A pattern such as `\b(?:hurt|harm)(?:ing)? myself\b` cannot match without " myself" and one of "hurt" and "harm". A
//! quick walk over the pattern as it is written finds such pieces; whether a text may hold them is told from the groups
//! of two and three letters in it. Nothing is compiled for that, not even parsed: whatever the walk does not know for
//! sure, it takes to need nothing, and then the pattern is simply tried.

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
struct Piece {
    groups: [u16; 6],
    count: u8,
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

/// For each list, one of its pieces must be there.
#[derive(Debug, Clone, Default)]
pub(super) struct Needs {
    pieces: Vec<Piece>,
    /// Where each list ends among the pieces.
    ends: Vec<usize>,
}

/// Deeper than this, a pattern is taken to need nothing.
const DEEPEST: usize = 40;

/// Alternatives beyond this many tell little and cost much.
const MOST_PIECES: usize = 64;

impl Needs {
    /// What any match of a pattern must hold.
    pub(super) fn of(pattern: &str) -> Self {
        let mut walk = Walk {
            bytes: pattern.as_bytes(),
            at: 0,
            depth: 0,
            // beyond ASCII, words may end elsewhere
            knows_words: pattern.is_ascii(),
            needs: Self { pieces: Vec::with_capacity(16), ends: Vec::with_capacity(8) },
        };
        match walk.alternatives(&Row::default()) {
            Some(()) if walk.at == pattern.len() => walk.needs,
            _ => Self::default(),
        }
    }

    /// Whether a text with these groups may match.
    pub(super) fn met_by(&self, groups: &Groups) -> bool {
        let mut start = 0;
        self.ends.iter().all(|end| {
            let pieces = &self.pieces[start..*end];
            start = *end;
            pieces.iter().any(|piece| piece.may_be_in(groups))
        })
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

/// How many letters of a row are kept together.
const LONGEST_ROW: usize = 24;

/// Letters in a row, as far as the walk knows them.
#[derive(Debug, Clone, Default)]
struct Row {
    letters: [u8; LONGEST_ROW],
    count: usize,
    /// A word begins or ends after the letters.
    edge: bool,
}

impl Row {
    fn letters(&self) -> &[u8] {
        &self.letters[..self.count]
    }

    /// Only called while there is room.
    fn add(&mut self, letter: u8) {
        self.letters[self.count] = letter;
        self.count += 1;
    }

    fn push(&mut self, letter: u8, needs: &mut Needs) {
        if self.count + 2 > LONGEST_ROW {
            let rest = self.before_group();
            self.end(needs);
            *self = rest;
        }
        let letter = plain(letter);
        // where a word begins, something that is no word stands before it
        if self.edge && self.count == 0 && is_word(letter) {
            self.add(b' ');
        }
        self.edge = false;
        self.add(letter);
    }

    /// Notes what the row was, and begins an empty one.
    fn end(&mut self, needs: &mut Needs) {
        if self.edge && self.letters().last().is_some_and(|letter| is_word(*letter)) {
            self.add(b' ');
        }
        if let Some(piece) = Piece::of(self.letters()) {
            needs.pieces.push(piece);
            needs.ends.push(needs.pieces.len());
        }
        *self = Self::default();
    }

    /// What a group that comes next knows of what stands before it.
    fn before_group(&self) -> Self {
        let mut row = Self { edge: self.edge, ..Self::default() };
        self.letters()[self.count.saturating_sub(2)..].iter().for_each(|letter| row.add(*letter));
        row
    }
}

/// A walk over a pattern as it is written. Every step gives `None` where the pattern does something uncommon.
struct Walk<'p> {
    bytes: &'p [u8],
    at: usize,
    depth: usize,
    knows_words: bool,
    needs: Needs,
}

/// One thing that may be repeated.
enum Item {
    Letter(u8),
    /// A place between letters; whether it is the edge of a word.
    Place(bool),
    /// Any of several letters.
    Class,
    /// What it needs was noted since the mark.
    Group(Mark),
}

impl Walk<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Branches up to the end of the group: of several, one piece of the most telling list of each is needed.
    fn alternatives(&mut self, before: &Row) -> Option<()> {
        let start = self.needs.mark();
        self.sequence(before.clone())?;
        if self.peek() != Some(b'|') {
            return Some(());
        }
        let mut all_tell = self.needs.keep_most_telling(start);
        while self.peek() == Some(b'|') {
            self.at += 1;
            let branch = self.needs.mark();
            self.sequence(before.clone())?;
            all_tell &= self.needs.keep_most_telling(branch);
        }
        if all_tell && self.needs.pieces.len() - start.pieces <= MOST_PIECES {
            self.needs.ends.push(self.needs.pieces.len());
        } else {
            self.needs.back_to(start);
        }
        Some(())
    }

    fn sequence(&mut self, mut row: Row) -> Option<()> {
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            let item = self.item(&mut row)?;
            let (least, repeated) = self.repetition()?;
            match item {
                Item::Place(edge) => row.edge |= edge,
                Item::Letter(letter) if !repeated => row.push(letter, &mut self.needs),
                Item::Letter(_) | Item::Class => row.end(&mut self.needs),
                Item::Group(mark) if least == 0 => self.needs.back_to(mark),
                Item::Group(_) => {}
            }
        }
        row.end(&mut self.needs);
        Some(())
    }

    fn item(&mut self, row: &mut Row) -> Option<Item> {
        match self.next()? {
            b'\\' => match self.next()? {
                b'b' => Some(Item::Place(self.knows_words)),
                b'B' | b'A' | b'z' => Some(Item::Place(false)),
                b'd' | b'w' | b's' | b'D' | b'W' | b'S' => Some(Item::Class),
                letter if letter.is_ascii_punctuation() => Some(Item::Letter(letter)),
                _ => None,
            },
            b'^' | b'$' => Some(Item::Place(false)),
            b'.' => Some(Item::Class),
            b'[' => self.class(),
            b'(' => self.group(row),
            b')' | b'|' | b'*' | b'+' | b'?' | b'{' => None,
            letter if letter.is_ascii() => Some(Item::Letter(letter)),
            _ => Some(Item::Class),
        }
    }

    fn class(&mut self) -> Option<Item> {
        let mut first = true;
        loop {
            match self.next()? {
                b'^' if first => continue,
                b']' if !first => return Some(Item::Class),
                b'[' | b'&' | b'~' | b'-' if self.peek() == Some(b'[') => return None,
                b'[' | b']' => return None,
                b'\\' => drop(self.next()?),
                _ => {}
            }
            first = false;
        }
    }

    fn group(&mut self, row: &mut Row) -> Option<Item> {
        if self.peek() == Some(b'?') {
            self.at += 1;
            // flags and names are uncommon
            if self.next()? != b':' {
                return None;
            }
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let before = row.before_group();
        row.end(&mut self.needs);
        let mark = self.needs.mark();
        self.alternatives(&before)?;
        self.depth -= 1;
        (self.next()? == b')').then_some(Item::Group(mark))
    }

    /// How often at least, and whether anything at all was said about it.
    fn repetition(&mut self) -> Option<(usize, bool)> {
        let least = match self.peek() {
            Some(b'?' | b'*') => 0,
            Some(b'+') => 1,
            Some(b'{') => {
                let counted = &self.bytes[self.at + 1..];
                let digits = counted.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let end = counted.iter().position(|byte| *byte == b'}')?;
                let said = std::str::from_utf8(&counted[..digits]).ok()?.parse().ok()?;
                self.at += end + 1;
                said
            }
            _ => return Some((1, false)),
        };
        self.at += 1;
        if matches!(self.peek(), Some(b'?' | b'+' | b'*' | b'{')) {
            self.at += usize::from(self.peek() == Some(b'?'));
            // a repetition of a repetition is uncommon
            if matches!(self.peek(), Some(b'?' | b'+' | b'*' | b'{')) {
                return None;
            }
        }
        Some((least, true))
    }
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
