//! A value of a TOML file, with its place and its key's.

use std::ops::Range;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

/// A value, and the key that it stands under in a table.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    key: Option<&'t Spanned<DeString<'t>>>,
    value: &'t Spanned<DeValue<'t>>,
}

/// A file's own table as a value.
pub(super) fn root(table: Spanned<DeTable<'_>>) -> Spanned<DeValue<'_>> {
    Spanned::new(table.span(), DeValue::Table(table.into_inner()))
}

impl<'t> Item<'t> {
    /// A value that stands under no key.
    pub(super) fn new(value: &'t Spanned<DeValue<'t>>) -> Self {
        Self { key: None, value }
    }

    /// Where it was written.
    pub(crate) fn span(self) -> Range<usize> {
        self.value.span()
    }

    /// Its key in its table.
    pub(crate) fn key(self) -> &'t str {
        self.key.map(|key| &**key.get_ref()).unwrap_or_default()
    }

    /// Where its key was written.
    pub(crate) fn key_span(self) -> Range<usize> {
        self.key.map(Spanned::span).unwrap_or_default()
    }

    /// A string's text.
    pub(crate) fn text(self) -> Option<String> {
        self.value.get_ref().as_str().map(str::to_owned)
    }

    /// A whole number, in any of TOML's notations.
    pub(crate) fn integer(self) -> Option<i64> {
        let integer = self.value.get_ref().as_integer()?;
        i64::from_str_radix(integer.as_str(), integer.radix()).ok()
    }

    /// True or false.
    pub(crate) fn boolean(self) -> Option<bool> {
        self.value.get_ref().as_bool()
    }

    /// The items of a list.
    pub(crate) fn list(self) -> Option<Vec<Self>> {
        let items = self.value.get_ref().as_array()?;
        Some(items.iter().map(Self::new).collect())
    }

    /// The values of a table, in the order of the file.
    pub(crate) fn table(self) -> Option<Vec<Self>> {
        let table = self.value.get_ref().as_table()?;
        Some(table.iter().map(|(key, value)| Self { key: Some(key), value }).collect())
    }

    /// What TOML calls such a value.
    pub(crate) fn type_name(self) -> &'static str {
        self.value.get_ref().type_str()
    }
}
