//! Parts of a questionnaire that are unpacked when they are first looked at.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use std::{fmt, marker::PhantomData, ops::Deref, sync::OnceLock};

/// A part of a questionnaire. In what came with the program it stays packed until it is first looked at: most commands
/// look at little.
pub struct Late<T> {
    packed: &'static [u8],
    unpacked: OnceLock<T>,
}

impl<T> From<T> for Late<T> {
    fn from(value: T) -> Self {
        Self { packed: &[], unpacked: value.into() }
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
        deserializer.deserialize_bytes(Bytes(PhantomData))
    }
}

/// Takes bytes as they are.
struct Bytes<T>(PhantomData<T>);

impl<'de: 'static, T> de::Visitor<'de> for Bytes<T> {
    type Value = Late<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a packed part of a questionnaire")
    }

    fn visit_borrowed_bytes<E: de::Error>(self, packed: &'de [u8]) -> Result<Late<T>, E> {
        Ok(Late { packed, unpacked: OnceLock::new() })
    }
}
