//! The automaton that the regex library makes of a pattern, as steps.

use super::{Automaton, CLASS, Class, Look, Step, holds, is_word};
use regex_automata::{
    nfa::thompson::{Compiler, Config, State, WhichCaptures},
    util::{look, primitives::StateID, syntax},
};

impl Automaton {
    /// The automaton of a pattern, read as `reading` says; none where the library makes something of it that steps do not know.
    pub fn of(pattern: &str, reading: syntax::Config) -> Option<Self> {
        let config = Config::new().utf8(false).which_captures(WhichCaptures::None);
        let nfa = Compiler::new().syntax(reading).configure(config).build(pattern).ok()?;
        let mut rows = Rows { steps: vec![Step::Fail; nfa.states().len()], classes: Vec::new() };
        // The library's order is kept, and what needs several steps goes on behind.
        for (place, state) in nfa.states().iter().enumerate() {
            rows.steps[place] = rows.step(state)?;
        }
        u16::try_from(rows.steps.len()).ok()?;
        let begin = number(nfa.start_anchored())?;
        let first = rows.first(begin);
        let is_letters =
            first.is_some_and(|first| (0..=255).all(|byte| is_word(byte) || !holds(&first, byte)));
        let begins_words = is_letters && rows.begins_at_edges(begin);
        let Rows { steps, classes } = rows;
        let steps: Vec<u8> = steps.iter().flat_map(|step| step.to_bytes()).collect();
        Some(Self { begin, first, begins_words, steps: steps.into(), classes: classes.concat().into() })
    }
}

fn number(state: StateID) -> Option<u16> {
    u16::try_from(state.as_usize()).ok()
}

/// An automaton on its way.
struct Rows {
    steps: Vec<Step>,
    classes: Vec<Class>,
}

impl Rows {
    fn step(&mut self, state: &State) -> Option<Step> {
        Some(match state {
            State::ByteRange { trans } => Step::Byte(trans.start, trans.end, number(trans.next)?),
            State::Sparse(sparse) => {
                let mut targets: Vec<StateID> = sparse.transitions.iter().map(|trans| trans.next).collect();
                targets.dedup();
                let mut branches = Vec::with_capacity(targets.len());
                for target in targets {
                    let to_it = sparse.transitions.iter().filter(|trans| trans.next == target);
                    let class = self.class(to_it.map(|trans| (trans.start, trans.end)))?;
                    branches.push(Step::Class(class, number(target)?));
                }
                if let [only] = branches.as_slice() {
                    return Some(*only);
                }
                let pushed = branches.into_iter().map(|branch| self.push(branch));
                let branches = pushed.collect::<Option<Vec<_>>>()?;
                self.split(&branches)?
            }
            State::Union { alternates } => {
                let branches = alternates.iter().map(|state| number(*state)).collect::<Option<Vec<_>>>()?;
                self.split(&branches)?
            }
            State::BinaryUnion { alt1, alt2 } => Step::Split(number(*alt1)?, number(*alt2)?),
            State::Look { look, next } => {
                let look = match look {
                    look::Look::Start => Look::Start,
                    look::Look::End => Look::End,
                    look::Look::WordAscii => Look::Edge,
                    look::Look::WordAsciiNegate => Look::NoEdge,
                    _ => return None,
                };
                Step::Look(look, number(*next)?)
            }
            State::Capture { next, .. } => Step::Split(number(*next)?, number(*next)?),
            State::Fail => Step::Fail,
            State::Match { .. } => Step::Match,
            State::Dense(_) => return None,
        })
    }

    fn push(&mut self, step: Step) -> Option<u16> {
        self.steps.push(step);
        u16::try_from(self.steps.len() - 1).ok()
    }

    /// A step that leads to all of these.
    fn split(&mut self, branches: &[u16]) -> Option<Step> {
        Some(match branches {
            [] => Step::Fail,
            [only] => Step::Split(*only, *only),
            [first, second] => Step::Split(*first, *second),
            [first, rest @ ..] => {
                let rest = self.split(rest)?;
                Step::Split(*first, self.push(rest)?)
            }
        })
    }

    /// The number of a class; a new one where there is none like it.
    fn class(&mut self, ranges: impl Iterator<Item = (u8, u8)>) -> Option<u16> {
        let mut class: Class = [0; CLASS];
        for byte in ranges.flat_map(|(low, high)| low..=high) {
            add(&mut class, byte);
        }
        self.place_of(class)
    }

    /// The bytes that a match may begin with; none when it may be empty.
    fn first(&self, begin: u16) -> Option<Class> {
        let (mut first, mut seen, mut open) = ([0; 32], vec![false; self.steps.len()], vec![begin]);
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut seen[usize::from(number)], true) {
                continue;
            }
            match self.steps[usize::from(number)] {
                Step::Byte(low, high, _) => (low..=high).for_each(|byte| add(&mut first, byte)),
                Step::Class(class, _) => {
                    first
                        .iter_mut()
                        .zip(self.classes[usize::from(class)])
                        .for_each(|(all, bits)| *all |= bits);
                }
                Step::Split(one, other) => open.extend([one, other]),
                Step::Look(_, next) => open.push(next),
                Step::Match => return None,
                Step::Fail => {}
            }
        }
        Some(first)
    }

    /// Whether every way to something that reads passes the edge of a word.
    fn begins_at_edges(&self, begin: u16) -> bool {
        let (mut seen, mut open) = (vec![false; self.steps.len()], vec![begin]);
        while let Some(number) = open.pop() {
            if std::mem::replace(&mut seen[usize::from(number)], true) {
                continue;
            }
            match self.steps[usize::from(number)] {
                Step::Split(one, other) => open.extend([one, other]),
                Step::Look(Look::Edge, _) | Step::Fail => {}
                Step::Look(_, next) => open.push(next),
                Step::Byte(..) | Step::Class(..) | Step::Match => return false,
            }
        }
        true
    }

    fn place_of(&mut self, class: Class) -> Option<u16> {
        let known = self.classes.iter().position(|other| *other == class);
        let place = known.unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        });
        u16::try_from(place).ok()
    }
}

fn add(class: &mut Class, byte: u8) {
    class[usize::from(byte / 8)] |= 1 << (byte % 8);
}
