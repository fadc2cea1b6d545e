//! What is packed into the program: texts that are not copied, and parts that are unpacked when they are first looked at.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use std::{borrow::Cow, collections::BTreeSet, fmt, ops::Deref, sync::OnceLock};

/// A text that is part of the program, or one that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Text(#[serde(borrow)] Cow<'static, str>);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Texts in alphabetical order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Texts(Vec<Text>);

impl Texts {
    /// Whether this text is among them.
    pub fn contains(&self, text: &str) -> bool {
        self.0.binary_search_by(|one| (**one).cmp(text)).is_ok()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|text| &**text)
    }
}

impl<T: Into<Text>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let ordered: BTreeSet<Text> = texts.into_iter().map(Into::into).collect();
        Self(ordered.into_iter().collect())
    }
}

/// A part of a questionnaire. In what came with the program it stays packed until it is first looked at: most commands
/// look at little.
pub struct Late<T> {
    packed: &'static [u8],
    /// Boxed, so that what is never looked at takes little room.
    unpacked: OnceLock<Box<T>>,
}

impl<T> From<T> for Late<T> {
    fn from(value: T) -> Self {
        Self { packed: &[], unpacked: Box::new(value).into() }
    }
}

impl<T: Deserialize<'static>> Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.unpacked
            .get_or_init(|| postcard::from_bytes(self.packed).expect("what the build packed can be unpacked"))
    }
}

impl<T: Clone> Clone for Late<T> {
    fn clone(&self) -> Self {
        Self { packed: self.packed, unpacked: self.unpacked.clone() }
    }
}

impl<T: Default> Default for Late<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Deserialize<'static> + PartialEq> PartialEq for Late<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Deserialize<'static> + fmt::Debug> fmt::Debug for Late<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<T: Serialize + Deserialize<'static>> Serialize for Late<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&postcard::to_allocvec(&**self).map_err(ser::Error::custom)?)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Late<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let packed = <&'static [u8]>::deserialize(deserializer)?;
        Ok(Self { packed, unpacked: OnceLock::new() })
    }
}
