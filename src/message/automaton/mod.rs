//! Whether a pattern matches a text at all, asked of the automaton that the regex library made of it when the program
//! was built.
//!
//! A message meets some hundred patterns that might match, and nearly none that does. To compile them took most of the
//! time of a whole session; to walk through automata that are there already takes next to none. Where something is
//! found, the library itself says where it stands.

mod make;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One step of an automaton: five bytes, so that what is built in is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reads one byte between two, and goes on.
    Byte(u8, u8, u16),
    /// Reads one byte of a class, and goes on.
    Class(u16, u16),
    /// Goes on at both places.
    Split(u16, u16),
    /// Goes on where something is so at this place in the text.
    Look(Look, u16),
    /// The pattern matches.
    Match,
    /// This way leads nowhere.
    Fail,
}

/// What may be so at a place between two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The text begins.
    Start,
    /// The text ends.
    End,
    /// A word begins or ends.
    Edge,
    /// No word begins or ends.
    NoEdge,
}

/// How many bytes a class is: a bit for each byte that there is.
const CLASS: usize = 32;

/// A set of bytes, a bit each.
type Class = [u8; CLASS];

/// How many bytes a step is.
const WIDTH: usize = 5;

impl Step {
    /// The step as it is built in.
    pub fn to_bytes(self) -> [u8; WIDTH] {
        let (kind, first, second, next) = match self {
            Self::Byte(low, high, next) => (0, low, high, next),
            Self::Class(first, second) | Self::Split(first, second) => {
                let [low, high] = first.to_le_bytes();
                (if matches!(self, Self::Class(..)) { 1 } else { 2 }, low, high, second)
            }
            Self::Look(look, next) => (3, look as u8, 0, next),
            Self::Match => (4, 0, 0, 0),
            Self::Fail => (5, 0, 0, 0),
        };
        let [low, high] = next.to_le_bytes();
        [kind, first, second, low, high]
    }

    /// The step that was built in.
    pub fn from_bytes([kind, first, second, low, high]: [u8; WIDTH]) -> Self {
        let next = u16::from_le_bytes([low, high]);
        match kind {
            0 => Self::Byte(first, second, next),
            1 => Self::Class(u16::from_le_bytes([first, second]), next),
            2 => Self::Split(u16::from_le_bytes([first, second]), next),
            3 => Self::Look(
                match first {
                    0 => Look::Start,
                    1 => Look::End,
                    2 => Look::Edge,
                    _ => Look::NoEdge,
                },
                next,
            ),
            4 => Self::Match,
            _ => Self::Fail,
        }
    }
}

/// A pattern's automaton.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Automaton {
    /// The step that it begins with.
    begin: u16,
    /// What a match may begin with; anything, and nothing, without it.
    first: Option<Class>,
    /// A match begins where a word does.
    begins_words: bool,
    /// Steps of [`WIDTH`] bytes.
    #[serde(borrow)]
    steps: Cow<'static, [u8]>,
    /// The classes that its steps name, [`CLASS`] bytes each.
    #[serde(borrow)]
    classes: Cow<'static, [u8]>,
}

/// A text to walk over.
#[derive(Debug, Clone, Copy)]
pub struct WalkedText<'t> {
    /// Its bytes.
    pub bytes: &'t [u8],
    /// Where its words begin: see [`word_starts`].
    pub words: &'t [u32],
}

/// Where the words of a text begin.
pub fn word_starts(bytes: &[u8]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(bytes.len() / 4);
    let mut is_inside = false;
    for (place, byte) in (0..).zip(bytes) {
        let is_word = is_word(*byte);
        if is_word && !is_inside {
            starts.push(place);
        }
        is_inside = is_word;
    }
    starts
}

/// Where a walk through an automaton has come to.
struct Walk<'t> {
    text: WalkedText<'t>,
    /// How many of the words were passed.
    words: usize,
    /// For each step, the place in the text, counted from one, where it was last reached.
    reached: Vec<u32>,
    /// Steps that are still to be looked at.
    open: Vec<u16>,
}

impl Automaton {
    /// Whether the pattern matches anywhere in a text.
    pub fn is_match(&self, text: WalkedText<'_>) -> bool {
        let reached = vec![0; self.steps.len() / WIDTH];
        let mut walk = Walk { text, words: 0, reached, open: Vec::with_capacity(64) };
        let (mut now, mut next) = (Vec::with_capacity(64), Vec::with_capacity(64));
        let Some(mut place) = self.next_begin(&mut walk, 0) else { return false };
        let mut begin = Some(place);
        loop {
            if begin == Some(place) {
                if self.spread(&mut walk, self.begin, place, &mut now) {
                    return true;
                }
                begin = self.next_begin(&mut walk, place + 1);
            }
            if now.is_empty() {
                // Nothing is under way until a match may begin.
                let Some(later) = begin else { return false };
                place = later;
                continue;
            }
            place += 1;
            for target in now.drain(..) {
                if self.spread(&mut walk, target, place, &mut next) {
                    return true;
                }
            }
            std::mem::swap(&mut now, &mut next);
        }
    }

    /// The next place where a match may begin.
    fn next_begin(&self, walk: &mut Walk<'_>, from: usize) -> Option<usize> {
        let WalkedText { bytes, words } = walk.text;
        let Some(first) = &self.first else { return (from <= bytes.len()).then_some(from) };
        let may_begin = |place: &usize| bytes.get(*place).is_some_and(|byte| holds(first, *byte));
        if !self.begins_words {
            return (from..bytes.len()).find(may_begin);
        }
        loop {
            let place = *words.get(walk.words)? as usize;
            if place >= from && may_begin(&place) {
                return Some(place);
            }
            walk.words += 1;
        }
    }

    fn step(&self, number: u16) -> Step {
        let start = usize::from(number) * WIDTH;
        let bytes = self.steps.get(start..).and_then(|steps| steps.first_chunk::<WIDTH>());
        bytes.map_or(Step::Fail, |bytes| Step::from_bytes(*bytes))
    }

    fn class(&self, number: u16) -> Option<&Class> {
        self.classes.get(usize::from(number) * CLASS..)?.first_chunk()
    }

    /// From a step at a place, adds every step that goes on behind the next byte; true when the pattern matches here.
    fn spread(&self, walk: &mut Walk<'_>, from: u16, place: usize, behind: &mut Vec<u16>) -> bool {
        let mark = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
        let letter = walk.text.bytes.get(place).copied();
        walk.open.push(from);
        while let Some(number) = walk.open.pop() {
            match walk.reached.get_mut(usize::from(number)) {
                Some(reached) if *reached != mark => *reached = mark,
                _ => continue,
            }
            match self.step(number) {
                Step::Byte(low, high, next) => {
                    behind
                        .extend(letter.is_some_and(|letter| (low..=high).contains(&letter)).then_some(next));
                }
                Step::Class(class, next) => {
                    let reads =
                        letter.zip(self.class(class)).is_some_and(|(letter, class)| holds(class, letter));
                    behind.extend(reads.then_some(next));
                }
                Step::Split(first, second) => walk.open.extend([second, first]),
                Step::Look(look, next) if look.is_so(walk.text.bytes, place) => walk.open.push(next),
                Step::Match => {
                    walk.open.clear();
                    return true;
                }
                Step::Look(..) | Step::Fail => {}
            }
        }
        false
    }
}

impl Look {
    fn is_so(self, text: &[u8], place: usize) -> bool {
        let is_word = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|byte| is_word(*byte));
        let edge = || is_word(place.checked_sub(1)) != is_word(Some(place));
        match self {
            Self::Start => place == 0,
            Self::End => place == text.len(),
            Self::Edge => edge(),
            Self::NoEdge => !edge(),
        }
    }
}

fn holds(class: &Class, byte: u8) -> bool {
    class[usize::from(byte / 8)] & (1 << (byte % 8)) != 0
}

/// What `\w` means in ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_back() {
        let looks = [Look::Start, Look::End, Look::Edge, Look::NoEdge];
        let mut steps = vec![
            Step::Byte(b'a', b'z', 513),
            Step::Class(7, 65_535),
            Step::Split(1, 40_000),
            Step::Match,
            Step::Fail,
        ];
        steps.extend(looks.map(|look| Step::Look(look, 3)));
        for step in steps {
            assert_eq!(Step::from_bytes(step.to_bytes()), step);
        }
    }

    fn matches(pattern: &str, text: &str) -> bool {
        let reading = regex_automata::util::syntax::Config::new().unicode(false).utf8(false);
        let automaton = Automaton::of(pattern, reading).expect("an automaton");
        automaton.is_match(WalkedText { bytes: text.as_bytes(), words: &word_starts(text.as_bytes()) })
    }

    #[test]
    fn words_begin_after_what_is_none() {
        assert_eq!(word_starts(b"ab, c_d 'e"), [0, 4, 9]);
        assert_eq!(word_starts("\nxé".as_bytes()), [1]);
    }

    #[test]
    fn finds_whether_and_not_where() {
        let cases: [(&str, &[&str], &[&str]); 6] = [
            (r"\ba[bc]*d", &["ad", "x abcbd", "abx ad", "abcd!"], &["", "xad", "ab", "abxd", "a d"]),
            (r"\b(?:an|the) end|\bover\b", &["an end", "is over", "the the end"], &["than end", "overt"]),
            (r"\b\W?a", &["a", "b a", "ba a"], &["ba", "b"]),
            (r"\Ba", &["ba"], &["a", "b a"]),
            ("^a?$", &["", "a"], &["b", "aa"]),
            ("(?:x*)*y", &["y", "xxy", "zxy"], &["", "xx"]),
        ];
        for (pattern, some, none) in cases {
            for text in some {
                assert!(matches(pattern, text), "{pattern} {text}");
            }
            for text in none {
                assert!(!matches(pattern, text), "{pattern} {text}");
            }
        }
    }

    #[test]
    fn ways_in_a_circle_come_to_an_end() {
        let text = WalkedText { bytes: b"text", words: &[0] };
        let lead = |steps: &[Step]| {
            let steps: Vec<u8> = steps.iter().flat_map(|step| step.to_bytes()).collect();
            let (steps, classes) = (steps.into(), Vec::new().into());
            Automaton { begin: 0, first: None, begins_words: false, steps, classes }.is_match(text)
        };
        assert!(!lead(&[Step::Split(0, 1), Step::Split(0, 2), Step::Byte(0, 9, 0)]));
        assert!(!lead(&[Step::Split(9, 1), Step::Fail]));
    }
}
