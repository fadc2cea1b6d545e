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

/// A pattern's automaton. Its first step is where it begins; a class there only says what a match may begin with, and what
/// follows reads the same byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Automaton {
    /// Steps of [`WIDTH`] bytes.
    #[serde(borrow)]
    steps: Cow<'static, [u8]>,
    /// The classes that its steps name, [`CLASS`] bytes each.
    #[serde(borrow)]
    classes: Cow<'static, [u8]>,
}

/// Where a walk through an automaton has come to.
struct Walk<'t> {
    text: &'t [u8],
    /// For each step, the place in the text, counted from one, where it was last reached.
    reached: Vec<u32>,
    /// Steps that are still to be looked at.
    open: Vec<u16>,
}

impl Automaton {
    fn new(steps: &[Step], classes: &[Class]) -> Self {
        let steps: Vec<u8> = steps.iter().flat_map(|step| step.to_bytes()).collect();
        Self { steps: steps.into(), classes: classes.concat().into() }
    }

    /// Whether the pattern matches anywhere in a text.
    pub fn is_match(&self, text: &[u8]) -> bool {
        let mut walk =
            Walk { text, reached: vec![0; self.steps.len() / WIDTH], open: Vec::with_capacity(64) };
        let (mut now, mut next) = (Vec::with_capacity(64), Vec::with_capacity(64));
        let (first, begin) = match self.step(0) {
            Step::Class(class, begin) => (self.class(class), begin),
            _ => (None, 0),
        };
        for place in 0..=text.len() {
            let may_begin = first.is_none_or(|class| text.get(place).is_some_and(|byte| holds(class, *byte)));
            if may_begin && self.spread(&mut walk, begin, place, &mut now) {
                return true;
            }
            let Some(letter) = text.get(place) else { return false };
            for step in now.drain(..) {
                if let Some(target) = self.read(step, *letter)
                    && self.spread(&mut walk, target, place + 1, &mut next)
                {
                    return true;
                }
            }
            std::mem::swap(&mut now, &mut next);
        }
        false
    }

    fn step(&self, number: u16) -> Step {
        let start = usize::from(number) * WIDTH;
        let bytes = self.steps.get(start..).and_then(|steps| steps.first_chunk::<WIDTH>());
        bytes.map_or(Step::Fail, |bytes| Step::from_bytes(*bytes))
    }

    fn class(&self, number: u16) -> Option<&Class> {
        self.classes.get(usize::from(number) * CLASS..)?.first_chunk()
    }

    /// Where a step that reads goes on after this byte.
    fn read(&self, step: u16, letter: u8) -> Option<u16> {
        match self.step(step) {
            Step::Byte(low, high, next) => (low..=high).contains(&letter).then_some(next),
            Step::Class(class, next) => {
                self.class(class).is_some_and(|class| holds(class, letter)).then_some(next)
            }
            _ => None,
        }
    }

    /// Adds every step that reads and can be reached from one; true when the pattern matches here.
    fn spread(&self, walk: &mut Walk<'_>, from: u16, place: usize, readers: &mut Vec<u16>) -> bool {
        let mark = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
        walk.open.push(from);
        while let Some(number) = walk.open.pop() {
            match walk.reached.get_mut(usize::from(number)) {
                Some(reached) if *reached != mark => *reached = mark,
                _ => continue,
            }
            match self.step(number) {
                Step::Byte(..) | Step::Class(..) => readers.push(number),
                Step::Split(first, second) => walk.open.extend([second, first]),
                Step::Look(look, next) if look.is_so(walk.text, place) => walk.open.push(next),
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

    fn automaton(steps: &[Step], classes: &[Class]) -> Automaton {
        Automaton::new(steps, classes)
    }

    #[test]
    fn finds_whether_and_not_where() {
        // \ba[bc]*d
        let class = |bytes: &[u8]| {
            let mut class = [0; 32];
            for byte in bytes {
                class[usize::from(byte / 8)] |= 1 << (byte % 8);
            }
            class
        };
        let steps = [
            Step::Class(1, 1),
            Step::Look(Look::Edge, 2),
            Step::Byte(b'a', b'a', 3),
            Step::Split(4, 5),
            Step::Class(0, 3),
            Step::Byte(b'd', b'd', 6),
            Step::Match,
        ];
        let automaton = automaton(&steps, &[class(b"bc"), class(b"a")]);
        for text in ["ad", "x abcbd", "abx ad", "abcd!"] {
            assert!(automaton.is_match(text.as_bytes()), "{text}");
        }
        for text in ["", "xad", "ab", "abxd", "a d"] {
            assert!(!automaton.is_match(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn ways_in_a_circle_come_to_an_end() {
        let around = automaton(&[Step::Split(0, 1), Step::Split(0, 2), Step::Byte(0, 9, 0)], &[]);
        assert!(!around.is_match(b"text"));
        let nowhere = automaton(&[Step::Split(9, 1), Step::Fail], &[]);
        assert!(!nowhere.is_match(b"text"));
        assert!(
            automaton(&[Step::Look(Look::Start, 1), Step::Look(Look::End, 2), Step::Match], &[])
                .is_match(b"")
        );
    }
}
