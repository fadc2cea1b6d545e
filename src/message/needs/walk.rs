//! The walk over a pattern that finds what any match of it must hold.

use super::{Lists, Mark, Piece, is_word, plain};

/// Deeper than this, a pattern is taken to need nothing.
const DEEPEST: usize = 40;

/// Alternatives beyond this many tell little and cost much.
const MOST_PIECES: usize = 64;

/// At the head of a pattern: it knows letters beyond ASCII as bytes only.
const BYTES_ONLY: &str = "(?-u)";

/// Adds what a pattern needs; nothing where it does something uncommon.
pub(super) fn walk(pattern: &str, needs: Lists) -> Option<Lists> {
    let bytes_only = pattern.strip_prefix(BYTES_ONLY);
    // beyond ASCII, words may end elsewhere
    let knows_words = bytes_only.is_some() || pattern.is_ascii();
    let bytes = bytes_only.unwrap_or(pattern).as_bytes();
    let mut walk = Walk { bytes, at: 0, depth: 0, knows_words, needs };
    walk.alternatives(&Row::default())?;
    (walk.at == bytes.len()).then_some(walk.needs)
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

    fn push(&mut self, letter: u8, needs: &mut Lists) {
        if self.count + 2 > LONGEST_ROW {
            let rest = self.before_group();
            self.end(needs);
            *self = rest;
        }
        if letter.is_ascii_punctuation() && !is_word(letter) {
            needs.add(Piece::of_mark(letter));
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
    fn end(&mut self, needs: &mut Lists) {
        if self.edge && self.letters().last().is_some_and(|letter| is_word(*letter)) {
            self.add(b' ');
        }
        if let Some(piece) = Piece::of(self.letters()) {
            needs.add(piece);
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
    needs: Lists,
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
