//! A small trained model for what patterns cannot see.
//!
//! Linear: a text is its words, pairs of words, runs of three to five letters in words, and the classes of its words, each
//! hashed to a place in a table of weights. It is trained by `cargo run --release --example train-message-model` from `tests/messages/` and comes as the
//! bytes of `questions/message.model`.
//!
//! # The file
//!
//! All numbers are little-endian; a name is a byte for its length, then UTF-8.
//!
//! 1. `RKMODEL` and the version of the format (one byte, 1).
//! 2. The number of classed words (two bytes); for each, in rising order of bytes, the word and its class (one byte).
//!    Words of one class (the names of relations, of animals, of days) are one thing to a part of the model, so that it
//!    knows sentences that it has not seen.
//! 3. The number of heads (two bytes); for each its name, the base-two logarithm of the size of its table (one byte, at
//!    most [`LARGEST_TABLE`]), its bias, its scale, its threshold and its doubt (four bytes each, IEEE 754, finite), and its table
//!    (one signed byte a weight, times the scale).
//!
//! Nothing may follow.

use super::features::Features;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The first bytes of a model file: its name and the version of the format.
pub const MAGIC: &[u8; 8] = b"RKMODEL\x01";

/// The base-two logarithm of the largest table.
pub const LARGEST_TABLE: u8 = 20;

/// A trained model: several yes-or-no questions asked of one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "Packed", try_from = "Packed", bound(deserialize = "'de: 'static"))]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    /// Where each classed word lies, in rising order, and its class.
    classes: Vec<(Range<usize>, u8)>,
    heads: BTreeMap<String, Head>,
}

/// A model as its file.
#[derive(Serialize, Deserialize)]
struct Packed {
    #[serde(borrow)]
    bytes: Cow<'static, [u8]>,
}

impl From<Model> for Packed {
    fn from(model: Model) -> Self {
        Self { bytes: model.bytes }
    }
}

impl TryFrom<Packed> for Model {
    type Error = ModelError;

    fn try_from(packed: Packed) -> Result<Self, ModelError> {
        Self::read(packed.bytes)
    }
}

/// One question: where its weights lie, and when the answer is yes.
#[derive(Debug, Clone, PartialEq)]
struct Head {
    weights: Range<usize>,
    bias: f32,
    scale: f32,
    threshold: f32,
    doubt: f32,
}

/// Bytes that are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It does not begin like a model of this version.
    #[error("this is no message model of version 1")]
    NotAModel,
    /// It ends before its last head does.
    #[error("the message model is cut short")]
    CutShort,
    /// Something in it cannot be: a name, a size or a number.
    #[error("the message model holds something that cannot be")]
    Damaged,
    /// It goes on after its last head.
    #[error("the message model goes on after its end")]
    TooLong,
}

impl Model {
    /// Reads a model; what came with the program is not copied.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        let mut reader = Reader { bytes: &bytes, at: 0 };
        if reader.take(MAGIC.len()) != Ok(MAGIC.as_slice()) {
            return Err(ModelError::NotAModel);
        }
        let classes = reader.classes()?;
        let count = u16::from_le_bytes(reader.array()?);
        let mut heads = BTreeMap::new();
        for _ in 0..count {
            let (name, head) = reader.head()?;
            if heads.insert(name, head).is_some() {
                return Err(ModelError::Damaged);
            }
        }
        if reader.at != bytes.len() {
            return Err(ModelError::TooLong);
        }
        Ok(Self { bytes, classes, heads })
    }

    /// The model as its file.
    pub fn bytes(&self) -> &Cow<'static, [u8]> {
        &self.bytes
    }

    /// The names of the questions.
    pub fn heads(&self) -> impl Iterator<Item = &str> {
        self.heads.keys().map(String::as_str)
    }

    /// What the model sees of a normalised text.
    pub fn features(&self, normalised: &str) -> Features {
        let class_of = |word: &str| {
            let found = self.classes.binary_search_by(|(at, _)| self.bytes[at.clone()].cmp(word.as_bytes()));
            found.ok().map(|place| self.classes[place].1)
        };
        Features::of(normalised, class_of)
    }

    /// What the model scores a text at a question. `None` without such a question.
    pub fn score(&self, head: &str, features: &Features) -> Option<Score> {
        let head = self.heads.get(head)?;
        let weights = &self.bytes[head.weights.clone()];
        let sum: f32 = features
            .iter()
            .map(|(hash, value)| {
                let place = hash as usize & (weights.len() - 1);
                f32::from(i8::from_le_bytes([weights[place]])) * value
            })
            .sum();
        let value = sum * head.scale + head.bias;
        Some(Score { over: value - head.threshold, under: head.doubt - value })
    }
}

/// An answer of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// How far it is over the threshold; above nought is a yes.
    pub over: f32,
    /// How far it is under the doubt; above nought is a plain no.
    pub under: f32,
}

impl Score {
    /// The score half way between two of the same question.
    #[must_use]
    pub fn midpoint(self, other: Self) -> Self {
        Self { over: f32::midpoint(self.over, other.over), under: f32::midpoint(self.under, other.under) }
    }

    /// Whether the answer is yes.
    pub fn is_yes(self) -> bool {
        self.over > 0.0
    }

    /// Whether the answer is a plain no.
    pub fn is_plain_no(self) -> bool {
        self.under > 0.0
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let end = self.at.checked_add(count).ok_or(ModelError::CutShort)?;
        let taken = self.bytes.get(self.at..end).ok_or(ModelError::CutShort)?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.take(N)?.try_into().map_err(|_| ModelError::CutShort)
    }

    fn number(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.array()?);
        if number.is_finite() { Ok(number) } else { Err(ModelError::Damaged) }
    }

    fn name(&mut self) -> Result<&'b str, ModelError> {
        let [length] = self.array()?;
        std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| ModelError::Damaged)
    }

    fn classes(&mut self) -> Result<Vec<(Range<usize>, u8)>, ModelError> {
        let count = u16::from_le_bytes(self.array()?);
        let mut classes = Vec::with_capacity(usize::from(count));
        let mut last = "";
        for _ in 0..count {
            let word = self.name()?;
            if word <= last {
                return Err(ModelError::Damaged);
            }
            last = word;
            let place = self.at - word.len()..self.at;
            let [class] = self.array()?;
            classes.push((place, class));
        }
        Ok(classes)
    }

    fn head(&mut self) -> Result<(String, Head), ModelError> {
        let name = self.name()?;
        let [logarithm] = self.array()?;
        if logarithm > LARGEST_TABLE {
            return Err(ModelError::Damaged);
        }
        let [bias, scale, threshold, doubt] =
            [self.number()?, self.number()?, self.number()?, self.number()?];
        let start = self.at;
        self.take(1 << logarithm)?;
        Ok((name.to_owned(), Head { weights: start..self.at, bias, scale, threshold, doubt }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &str, bits: u8, weights: &[u8]) -> Vec<u8> {
        let mut bytes = vec![u8::try_from(name.len()).unwrap()];
        bytes.extend(name.as_bytes());
        bytes.push(bits);
        for number in [0.5_f32, 0.25, 0.75, 0.0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(weights);
        bytes
    }

    fn model(classes: &[(&str, u8)], heads: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u16::try_from(classes.len()).unwrap().to_le_bytes());
        for (word, class) in classes {
            bytes.push(u8::try_from(word.len()).unwrap());
            bytes.extend(word.as_bytes());
            bytes.push(*class);
        }
        bytes.extend(u16::try_from(heads.len()).unwrap().to_le_bytes());
        bytes.extend(heads.concat());
        bytes
    }

    #[test]
    fn reads_what_it_should() {
        let bytes = model(&[("aunt", 1), ("uncle", 1)], &[head("a", 1, &[4, 4]), head("b", 0, &[0xff])]);
        let model = Model::read(bytes).unwrap();
        assert_eq!(model.heads().collect::<Vec<_>>(), ["a", "b"]);
        let features = model.features("my aunt");
        let sum: f32 = features.iter().map(|(_, share)| share).sum();
        let score = model.score("a", &features).unwrap();
        assert_eq!(
            score,
            Score { over: sum * 4.0 * 0.25 + 0.5 - 0.75, under: 0.0 - (sum * 4.0 * 0.25 + 0.5) }
        );
        assert!(score.is_yes() && !score.is_plain_no());
        assert!(!model.score("b", &features).unwrap().is_yes());
        assert_eq!(model.score("c", &features), None);
        // words of one class differ as words only
        assert_ne!(features, model.features("my uncle"));
        let classed = |text| Features::of(text, |_| Some(1)).iter().count();
        assert_eq!(classed("aunt aunt"), classed("aunt aunt"));
    }

    #[test]
    fn refuses_what_is_none() {
        let good = model(&[("aunt", 1)], &[head("a", 1, &[4, 4])]);
        assert_eq!(Model::read(b"RKMODEL\x02".as_slice()).err(), Some(ModelError::NotAModel));
        for end in 0..good.len() {
            let cut = Model::read(good[..end].to_vec()).unwrap_err();
            assert_eq!(
                cut,
                if end < MAGIC.len() { ModelError::NotAModel } else { ModelError::CutShort },
                "{end}"
            );
        }
        let error = |bytes: Vec<u8>| Model::read(bytes).unwrap_err();
        assert_eq!(error([good.clone(), vec![0]].concat()), ModelError::TooLong);
        assert_eq!(error(model(&[("b", 1), ("a", 1)], &[])), ModelError::Damaged);
        assert_eq!(error(model(&[], &[head("a", 21, &[0])])), ModelError::Damaged);
        assert_eq!(error(model(&[], &[head("a", 0, &[0]), head("a", 0, &[0])])), ModelError::Damaged);
        let mut endless = good.clone();
        let bias = good.len() - 2 - 16;
        endless[bias..bias + 4].copy_from_slice(&f32::NAN.to_le_bytes());
        assert_eq!(error(endless), ModelError::Damaged);
    }
}
