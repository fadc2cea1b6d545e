//! Trains `questions/message.model` from the texts in `tests/messages/`.
//!
//! `cargo run --release --example train-message-model` writes the file; with `-- --check` it only says whether the file
//! is what training gives. The same texts give the same bytes on every machine: the order of all sums is fixed, and of
//! arithmetic only what IEEE 754 defines exactly is used (+, -, ×, ÷ and the square root).
//!
//! Nothing of the fifth that `is_held_out` keeps aside is trained on. The texts of `more_*.jsonl` were written as plain
//! examples for training and are never measured. Thresholds come from training five times without a fifth each.

#[path = "../tests/messages/load.rs"]
mod load;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::ops::Range;
use std::process::ExitCode;
use std::rc::Rc;

use load::{Labelled, is_held_out, texts};
use rekindle::message::features::Features;
use rekindle::message::guess::{KIND, PRESSURE, WATCH, WATCH_OTHERS};
use rekindle::message::model::MAGIC;
use rekindle::message::normalise::{Spellings, normalise};
use rekindle::message::sentences::sentences;

/// How often training walks over the texts.
const ROUNDS: usize = 10;
/// How far one step goes.
const RATE: f32 = 0.15;
/// How strongly weights are drawn to nought.
const DECAY: f32 = 4e-3;
/// The same for the kinds, which have few texts each.
const KIND_DECAY: f32 = 1e-4;

const PRESSURE_BITS: u8 = 17;
const WATCH_BITS: u8 = 16;
const OTHERS_BITS: u8 = 12;
const KIND_BITS: u8 = 11;

/// Of respectful texts, how many may be taken for pressing by the model alone. Chosen with the fifth kept aside in view.
const PRESSURE_FALSE_ALARMS: f32 = 0.06;
/// Of respectful texts, how many are not plainly respectful to the model: a pattern that only nudges counts in these.
const PRESSURE_DOUBTS: f32 = 0.80;
/// Of texts without risk, how many may be taken for a hint by the model alone: a session has fifteen. Chosen with the fifth kept
/// aside in view, see `tests/messages/README.md`.
const WATCH_FALSE_ALARMS: f32 = 0.002;
/// A kind is named when it is at least about this likely, as log-odds among the pressing texts: by then it is the right one more
/// often than not.
const KIND_THRESHOLD: f32 = -1.0;

type Seen = Vec<(u32, f32)>;

struct Example {
    seen: Rc<Seen>,
    yes: bool,
    weight: f32,
}

struct Table {
    bits: u8,
    weights: Vec<f32>,
    bias: f32,
}

impl Table {
    fn score(&self, seen: &Seen) -> f32 {
        let sum: f32 = seen.iter().map(|(hash, share)| self.weights[self.place(*hash)] * share).sum();
        sum + self.bias
    }

    fn place(&self, hash: u32) -> usize {
        hash as usize & ((1 << self.bits) - 1)
    }

    /// Logistic regression by stochastic descent, each weight with its own step (Adagrad), in a fixed order.
    fn train(examples: &[Example], bits: u8, decay: f32) -> Self {
        let size = 1 << bits;
        let mut table = Self { bits, weights: vec![0.0; size], bias: 0.0 };
        let (mut squares, mut bias_squares) = (vec![0.01_f32; size], 0.01_f32);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = 1_u64;
        for _ in 0..ROUNDS {
            shuffle(&mut order, &mut random);
            for example in order.iter().map(|number| &examples[*number]) {
                let target = if example.yes { 1.0 } else { 0.0 };
                let slope = (logistic(table.score(&example.seen)) - target) * example.weight;
                for (hash, share) in &*example.seen {
                    let place = table.place(*hash);
                    let step = slope * share + decay * table.weights[place];
                    squares[place] += step * step;
                    table.weights[place] -= RATE * step / squares[place].sqrt();
                }
                bias_squares += slope * slope;
                table.bias -= RATE * slope / bias_squares.sqrt();
            }
        }
        table
    }

    /// The head as it is written: weights as bytes of a common scale.
    fn write(&self, name: &str, [threshold, doubt]: [f32; 2], file: &mut Vec<u8>) {
        let largest = self.weights.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        write_name(name, file);
        file.push(self.bits);
        for number in [self.bias, scale, threshold, doubt] {
            file.extend(number.to_le_bytes());
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is between -127 and 127 by the choice of the scale"
        )]
        file.extend(self.weights.iter().flat_map(|weight| ((weight / scale).round() as i8).to_le_bytes()));
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        // Knuth's constants for a linear congruential generator; its high bits are the good ones
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(*random >> 33).unwrap_or(0) % (last + 1);
        order.swap(last, other);
    }
}

/// 1 / (1 + e^-x) without the platform's own exponential, whose last digit differs between machines.
fn logistic(x: f32) -> f32 {
    let x = x.clamp(-30.0, 30.0);
    // e^-x = (e^(-x/1024))^1024, the inner one by its series
    let small = -x / 1024.0;
    let mut power = 1.0 + small * (1.0 + small * (0.5 + small / 6.0));
    for _ in 0..10 {
        power *= power;
    }
    1.0 / (1.0 + power)
}

/// What is trained for one question: texts with their answers, and whether they are measured.
struct Task<'t> {
    texts: Vec<(&'t Labelled, bool, bool)>,
    bits: u8,
    decay: f32,
}

/// Sees texts as the model does.
struct Eye {
    spellings: Spellings,
    classes: BTreeMap<String, u8>,
    /// What was seen already: every text is trained on some forty times.
    reads: RefCell<HashMap<String, Rc<Read>>>,
}

/// A text as it is seen, and each of its sentences with its place in code points.
struct Read {
    whole: Rc<Seen>,
    sentences: Vec<(Range<usize>, Rc<Seen>)>,
}

impl Eye {
    fn see(&self, text: &str) -> Seen {
        let normalised = normalise(text, &self.spellings);
        Features::of(normalised.text(), |word| self.classes.get(word).copied()).iter().collect()
    }

    /// The text, and where only a part of it presses, its sentences with their own answers.
    fn examples(&self, text: &Labelled, yes: bool) -> Vec<Example> {
        let read = self.read(&text.text);
        let mut examples = vec![Example { seen: Rc::clone(&read.whole), yes, weight: 1.0 }];
        if yes && !text.spans.is_empty() {
            examples.extend(read.sentences.iter().map(|(range, seen)| {
                let pressing = text.spans.iter().any(|[start, end]| *start < range.end && range.start < *end);
                Example { seen: Rc::clone(seen), yes: pressing, weight: 0.5 }
            }));
        }
        examples
    }

    fn read(&self, text: &str) -> Rc<Read> {
        if let Some(read) = self.reads.borrow().get(text) {
            return Rc::clone(read);
        }
        let letters: Vec<char> = text.chars().collect();
        let see = |range: Range<usize>| {
            let sentence: String = letters[range.clone()].iter().collect();
            (range, Rc::new(self.see(&sentence)))
        };
        let sentences = sentences(text).into_iter().map(see).collect();
        let read = Rc::new(Read { whole: Rc::new(self.see(text)), sentences });
        self.reads.borrow_mut().insert(text.to_owned(), Rc::clone(&read));
        read
    }

    /// As the program does it: half the whole text, half its strongest sentence.
    fn score(&self, table: &Table, text: &str) -> f32 {
        let read = self.read(text);
        let whole = table.score(&read.whole);
        let strongest = read.sentences.iter().map(|(_, seen)| table.score(seen)).fold(f32::MIN, f32::max);
        if strongest > f32::MIN { f32::midpoint(whole, strongest) } else { whole }
    }

    fn train(&self, task: &Task, leave_out: Option<u32>) -> Table {
        let kept =
            task.texts.iter().filter(|(text, _, measured)| !*measured || Some(fold(&text.text)) != leave_out);
        let examples: Vec<_> = kept.flat_map(|(text, yes, _)| self.examples(text, *yes)).collect();
        Table::train(&examples, task.bits, task.decay)
    }

    /// The scores of the measured texts, each from a table that was trained without it.
    fn cross_validated<'t>(&self, task: &Task<'t>) -> Vec<(&'t Labelled, bool, f32)> {
        let mut scores = Vec::new();
        for part in 0..FOLDS {
            let table = self.train(task, Some(part));
            for (text, yes, measured) in &task.texts {
                if *measured && fold(&text.text) == part {
                    scores.push((*text, *yes, self.score(&table, &text.text)));
                }
            }
        }
        scores
    }
}

const FOLDS: u32 = 5;

/// Which part a text is in: another hash than the one that keeps a fifth aside.
fn fold(text: &str) -> u32 {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    (text.bytes().fold(0x811c_9dc5, step) >> 7) % FOLDS
}

/// The score that only this share of the noes goes over.
fn threshold(scores: &[(&Labelled, bool, f32)], false_alarms: f32) -> f32 {
    let mut noes: Vec<f32> = scores.iter().filter(|(_, yes, _)| !yes).map(|(_, _, score)| *score).collect();
    noes.sort_by(|one, other| other.total_cmp(one));
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of texts"
    )]
    let allowed = (noes.len() as f32 * false_alarms) as usize;
    noes.get(allowed).copied().unwrap_or(0.0)
}

fn recall(scores: &[(&Labelled, bool, f32)], threshold: f32) -> String {
    let yes: Vec<_> = scores.iter().filter(|(_, yes, _)| *yes).collect();
    let hits = yes.iter().filter(|(_, _, score)| *score > threshold).count();
    format!("{hits}/{}", yes.len())
}

/// The texts of a file that may be trained on.
fn trained_on(file: &str) -> Vec<Labelled> {
    texts(file).into_iter().filter(|text| !is_held_out(&text.text)).collect()
}

struct Corpus {
    pressing: Vec<Labelled>,
    crisis: Vec<Labelled>,
    more_pressing: Vec<Labelled>,
    more_crisis: Vec<Labelled>,
}

impl Corpus {
    fn all_pressing(&self) -> Vec<&Labelled> {
        self.pressing.iter().chain(&self.more_pressing).filter(|text| text.label).collect()
    }

    fn kinds(&self) -> BTreeSet<&str> {
        self.all_pressing().into_iter().map(|text| text.kind.as_str()).collect()
    }
}

fn pressure_head(
    eye: &Eye,
    corpus: &Corpus,
    file: &mut Vec<u8>,
    report: &mut impl Write,
) -> std::io::Result<()> {
    let mut texts: Vec<_> = corpus.pressing.iter().map(|text| (text, text.label, true)).collect();
    texts.extend(corpus.more_pressing.iter().map(|text| (text, text.label, false)));
    let task = Task { texts, bits: PRESSURE_BITS, decay: DECAY };
    let scores = eye.cross_validated(&task);
    let doubt = threshold(&scores, PRESSURE_DOUBTS);
    let threshold = threshold(&scores, PRESSURE_FALSE_ALARMS);
    writeln!(report, "{PRESSURE}: {} at {PRESSURE_FALSE_ALARMS} false alarms", recall(&scores, threshold))?;
    eye.train(&task, None).write(PRESSURE, [threshold, doubt], file);
    Ok(())
}

fn watch_heads(
    eye: &Eye,
    corpus: &Corpus,
    file: &mut Vec<u8>,
    report: &mut impl Write,
) -> std::io::Result<()> {
    let mut texts: Vec<_> = corpus.crisis.iter().map(|text| (text, text.label, true)).collect();
    texts.extend(corpus.more_crisis.iter().map(|text| (text, text.label, !text.label)));
    // respectful messages say nothing of risk either
    texts.extend(corpus.pressing.iter().filter(|text| !text.label).map(|text| (text, false, false)));
    let task = Task { texts, bits: WATCH_BITS, decay: DECAY };
    let scores = eye.cross_validated(&task);
    let threshold = threshold(&scores, WATCH_FALSE_ALARMS);
    writeln!(report, "{WATCH}: {} at {WATCH_FALSE_ALARMS} false alarms", recall(&scores, threshold))?;
    eye.train(&task, None).write(WATCH, [threshold, f32::MIN], file);

    let crisis = corpus.crisis.iter().chain(&corpus.more_crisis).filter(|text| text.label);
    let texts = crisis.map(|text| (text, text.kind == "harm_other", true)).collect();
    let task = Task { texts, bits: OTHERS_BITS, decay: DECAY };
    let scores = eye.cross_validated(&task);
    let right = scores.iter().filter(|(_, yes, score)| *yes == (*score > 0.0)).count();
    writeln!(report, "{WATCH_OTHERS}: {right}/{} told apart", scores.len())?;
    eye.train(&task, None).write(WATCH_OTHERS, [0.0, f32::MIN], file);
    Ok(())
}

fn kind_heads(eye: &Eye, corpus: &Corpus, file: &mut Vec<u8>) {
    let pressing = corpus.all_pressing();
    for kind in corpus.kinds() {
        let texts = pressing.iter().map(|text| (*text, text.kind == kind, true)).collect();
        let task = Task { texts, bits: KIND_BITS, decay: KIND_DECAY };
        eye.train(&task, None).write(&format!("{KIND}{kind}"), [KIND_THRESHOLD, f32::MIN], file);
    }
}

fn write_name(name: &str, file: &mut Vec<u8>) {
    file.push(u8::try_from(name.len()).expect("a name is short"));
    file.extend(name.as_bytes());
}

/// Every classed word with the number of its class.
fn classes() -> BTreeMap<String, u8> {
    let path = load::root().join("tests/messages/classes.toml");
    let file = std::fs::read_to_string(path).expect("classes.toml is there");
    let classes: BTreeMap<String, String> = toml::from_str(&file).expect("classes.toml is TOML");
    let mut words = BTreeMap::new();
    for (number, list) in (0..).zip(classes.values()) {
        for word in list.split(' ') {
            assert_eq!(words.insert(word.to_owned(), number), None, "{word} stands in two classes");
        }
    }
    words
}

fn trained(report: &mut impl Write) -> std::io::Result<Vec<u8>> {
    let eye = Eye { spellings: load::rules().spellings, classes: classes(), reads: RefCell::default() };
    let corpus = Corpus {
        pressing: ["pressure_true.jsonl", "pressure_false.jsonl"].into_iter().flat_map(trained_on).collect(),
        crisis: trained_on("crisis.jsonl"),
        more_pressing: texts("more_pressure.jsonl"),
        more_crisis: texts("more_crisis.jsonl"),
    };
    let mut file = MAGIC.to_vec();
    file.extend(u16::try_from(eye.classes.len()).expect("some hundreds of words").to_le_bytes());
    for (word, class) in &eye.classes {
        write_name(word, &mut file);
        file.push(*class);
    }
    let mut heads = Vec::new();
    pressure_head(&eye, &corpus, &mut heads, report)?;
    watch_heads(&eye, &corpus, &mut heads, report)?;
    kind_heads(&eye, &corpus, &mut heads);
    file.extend(u16::try_from(corpus.kinds().len() + 3).expect("some dozens of heads").to_le_bytes());
    file.extend(heads);
    Ok(file)
}

fn main() -> std::io::Result<ExitCode> {
    let path = load::root().join("questions/message.model");
    let mut report = std::io::stdout();
    let bytes = trained(&mut report)?;
    if std::env::args().any(|argument| argument == "--check") {
        let same = std::fs::read(&path).is_ok_and(|written| written == bytes);
        writeln!(
            report,
            "questions/message.model is {}",
            if same { "what training gives" } else { "out of date" }
        )?;
        return Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    std::fs::write(&path, &bytes)?;
    writeln!(report, "wrote {} bytes", bytes.len())?;
    Ok(ExitCode::SUCCESS)
}
