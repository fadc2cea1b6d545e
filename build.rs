//! Reads the shipped questionnaire when the program is built, so that no start has to.
//!
//! It does so with the program's own code: the trees are those that a folder on disk would give.

use std::{borrow::Cow, env, error::Error, fs, path::Path};
use toml::de::DeTable;

#[path = "src/message/automaton.rs"]
#[expect(dead_code, reason = "the program walks through automata, this only writes them")]
mod automaton;
#[path = "src/message/needs/mod.rs"]
#[expect(dead_code, reason = "the program asks whether needs are met, this only finds them")]
mod needs;
#[path = "src/questionnaire/raw/tree.rs"]
#[expect(dead_code, reason = "the program reads trees, this only makes them")]
mod tree;

use automaton::{Class, Look, Step};
use needs::Needs;
use regex_automata::{
    nfa::thompson::{Compiler, Config, State, WhichCaptures},
    util::{look, primitives::StateID, syntax},
};
use tree::{Item, Tree};

/// Before long rows of numbers.
const LINTS: &str =
    "#[allow(clippy::unreadable_literal, reason = \"build.rs wrote this, and nobody reads it\")]";

/// Writes `shipped.rs`: each file of the folder with its name, its text and its tree; `patterns.rs`: what each pattern of
/// the message file needs to match at all; and `automata.bin`: the steps of their automata.
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/questionnaire/raw/tree.rs");
    println!("cargo::rerun-if-changed=src/message/automaton.rs");
    println!("cargo::rerun-if-changed=src/message/needs");
    println!("cargo::rerun-if-changed=questions");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("questions");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_name().and_then(|name| name.to_str()).map(str::to_owned));
        }
    }
    names.sort();
    let mut files = String::new();
    for name in names {
        let path = folder.join(&name);
        let source = Cow::Owned(fs::read_to_string(&path)?);
        let table = DeTable::parse(&source).map_err(|error| format!("{name}: {error}"))?;
        let tree = Tree::new(&source, &table);
        if name == "message.toml" {
            let (rows, steps) = all_patterns(tree.root(&source))?;
            fs::write(out.join("patterns.rs"), rows)?;
            fs::write(out.join("automata.bin"), steps)?;
        }
        files += &file(&path, &name, &tree);
    }
    let shipped = format!("{LINTS}\nstatic FILES: &[(&str, &str, &Tree)] = &[\n{files}];\n");
    fs::write(out.join("shipped.rs"), shipped)?;
    Ok(())
}

/// One file as Rust: what `{:?}` prints of a tree's nodes is just that.
fn file(path: &Path, name: &str, Tree { nodes, decoded }: &Tree) -> String {
    let tree = format!("Tree {{ nodes: Cow::Borrowed(&{nodes:?}), decoded: Cow::Borrowed({decoded:?}) }}");
    let path = path.to_string_lossy();
    format!("({name:?}, include_str!({path:?}), &{tree}),\n")
}

/// Every pattern with what it needs, as Rust, and the steps of all automata.
fn all_patterns(root: Item<'_>) -> Result<(String, Vec<u8>), Box<dyn Error>> {
    let mut patterns = Vec::new();
    for rule in root.table().into_iter().flatten().filter_map(Item::list).flatten() {
        let lists = rule.table().into_iter().flatten().filter(|item| item.key() == "patterns");
        patterns.extend(lists.filter_map(Item::list).flatten().filter_map(Item::text));
    }
    patterns.sort_by_key(|pattern| (pattern.len(), pattern.clone()));
    patterns.dedup();
    let (mut rows, mut texts) = (String::new(), String::new());
    let (mut all_pieces, mut all_ends) = (Vec::new(), Vec::new());
    let (mut steps, mut classes) = (Vec::new(), Vec::new());
    // A last and empty one ends the others.
    for pattern in patterns.iter().map(|pattern| &**pattern).chain([""]) {
        let text = (texts.len(), texts.len() + pattern.len());
        let needs = (all_pieces.len(), all_ends.len());
        rows += &format!("Row {{ text: {text:?}, needs: {needs:?}, steps: {} }},\n", steps.len());
        texts += pattern;
        let Needs { pieces, ends } = Needs::of(pattern);
        all_pieces.extend(pieces.into_owned());
        all_ends.extend(ends.into_owned());
        if !pattern.is_empty() {
            steps.extend(automaton(pattern, &mut classes)?);
        }
    }
    let rust = format!(
        "{LINTS}\nstatic ROWS: &[Row] = &[\n{rows}];\nstatic TEXTS: &str = {texts:?};\n\
         static PIECES: &[Piece] = &{all_pieces:?};\nstatic ENDS: &[u16] = &{all_ends:?};\n\
         static CLASSES: &[Class] = &{classes:?};\n"
    );
    Ok((rust, steps.into_iter().flat_map(Step::to_bytes).collect()))
}

/// The steps of what the regex library makes of a pattern, set up as the program sets it up; none where it makes something
/// that steps do not know.
fn automaton(pattern: &str, classes: &mut Vec<Class>) -> Result<Vec<Step>, Box<dyn Error>> {
    let reading = syntax::Config::new().unicode(!pattern.is_ascii()).utf8(false);
    let config = Config::new().utf8(false).which_captures(WhichCaptures::None);
    let nfa = Compiler::new().syntax(reading).configure(config).build(pattern)?;
    let mut rows = Rows { steps: vec![Step::Fail; nfa.states().len() + 1], classes };
    // The first step leads to where the library begins; the others keep its order, and what needs several goes on behind.
    for (place, state) in nfa.states().iter().enumerate() {
        match rows.step(state)? {
            Some(step) => rows.steps[place + 1] = step,
            None => return Ok(Vec::new()),
        }
    }
    u16::try_from(rows.steps.len())?;
    let begin = number(nfa.start_anchored())?;
    rows.steps[0] = match rows.first(begin) {
        Some(class) => Step::Class(rows.place_of(class)?, begin),
        None => Step::Split(begin, begin),
    };
    Ok(rows.steps)
}

fn number(state: StateID) -> Result<u16, Box<dyn Error>> {
    Ok(u16::try_from(state.as_usize() + 1)?)
}

/// An automaton on its way.
struct Rows<'c> {
    steps: Vec<Step>,
    classes: &'c mut Vec<Class>,
}

impl Rows<'_> {
    fn step(&mut self, state: &State) -> Result<Option<Step>, Box<dyn Error>> {
        Ok(Some(match state {
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
                    return Ok(Some(*only));
                }
                let pushed = branches.into_iter().map(|branch| self.push(branch));
                let branches = pushed.collect::<Result<Vec<_>, _>>()?;
                self.split(&branches)?
            }
            State::Union { alternates } => {
                let branches =
                    alternates.iter().map(|state| number(*state)).collect::<Result<Vec<_>, _>>()?;
                self.split(&branches)?
            }
            State::BinaryUnion { alt1, alt2 } => Step::Split(number(*alt1)?, number(*alt2)?),
            State::Look { look, next } => {
                let look = match look {
                    look::Look::Start => Look::Start,
                    look::Look::End => Look::End,
                    look::Look::WordAscii => Look::Edge,
                    look::Look::WordAsciiNegate => Look::NoEdge,
                    _ => return Ok(None),
                };
                Step::Look(look, number(*next)?)
            }
            State::Capture { next, .. } => Step::Split(number(*next)?, number(*next)?),
            State::Fail => Step::Fail,
            State::Match { .. } => Step::Match,
            State::Dense(_) => return Ok(None),
        }))
    }

    fn push(&mut self, step: Step) -> Result<u16, Box<dyn Error>> {
        self.steps.push(step);
        Ok(u16::try_from(self.steps.len() - 1)?)
    }

    /// A step that leads to all of these.
    fn split(&mut self, branches: &[u16]) -> Result<Step, Box<dyn Error>> {
        Ok(match branches {
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
    fn class(&mut self, ranges: impl Iterator<Item = (u8, u8)>) -> Result<u16, Box<dyn Error>> {
        let mut class: Class = [0; 32];
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

    fn place_of(&mut self, class: Class) -> Result<u16, Box<dyn Error>> {
        let known = self.classes.iter().position(|other| *other == class);
        let place = known.unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        });
        Ok(u16::try_from(place)?)
    }
}

fn add(class: &mut Class, byte: u8) {
    class[usize::from(byte / 8)] |= 1 << (byte % 8);
}
