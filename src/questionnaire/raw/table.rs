//! Reading a TOML table key by key with places. serde stops at the first fault and loses places; here every fault of every
//! table is found in one run.

use crate::diagnostic::{Diagnostic, Place, Source, did_you_mean};
use std::{ops::Range, sync::Arc};
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// A TOML value with its span.
pub(crate) type Item<'a> = Spanned<DeValue<'a>>;

/// Parses a file. Syntax errors become faults, several at once; the rest of such a file is not looked at.
pub(crate) fn parse<'a>(
    source: &'a Arc<Source>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Some(table);
    }
    faults.extend(syntax_faults(source, &errors));
    None
}

/// What is wrong with a text that is not TOML: at most one fault a line, because later ones follow from the first, and none
/// below a list that was never closed, because everything there was read as a part of it.
pub(crate) fn syntax_faults(source: &Arc<Source>, errors: &[Error]) -> Vec<Diagnostic> {
    let mut found: Vec<(Place, &str)> = errors
        .iter()
        .map(|error| (Place::new(source, error.span().unwrap_or(0..0)), error.message()))
        .collect();
    found.sort_by_key(|(place, _)| place.span.start);
    let (mut faults, mut last_line) = (Vec::new(), 0);
    for (place, message) in found {
        let (line, _) = place.line_column();
        if line == last_line {
            continue;
        }
        last_line = line;
        let is_open_list = message.contains("array") && begins_entry(source, line);
        let message = if is_open_list { "a list above this line is not closed" } else { message };
        faults.push(Diagnostic::error("bad-toml", &place, format!("this is not TOML: {message}")));
        if is_open_list {
            break;
        }
    }
    faults
}

/// Whether a line is one that stands in no list: `key = …` or `[table]`.
fn begins_entry(source: &Source, line: usize) -> bool {
    let text = source.text.lines().nth(line - 1).unwrap_or_default().trim_start();
    let behind_key =
        text.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter));
    let has_key = behind_key.len() < text.len() && behind_key.trim_start().starts_with('=');
    has_key || (text.starts_with('[') && text.trim_end().ends_with(']') && !text.contains(['"', ',', '\'']))
}

/// The keys of one table, taken one by one; what is left at the end is unknown.
pub(crate) struct Fields<'t, 'a> {
    table: &'t DeTable<'a>,
    /// Where the table stands, for what is missing from it.
    pub(crate) place: Place,
    what: &'static str,
    known: Vec<&'static str>,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// The fields of `table`, which is `what` to a person ("a question").
    pub(crate) fn new(
        source: &Arc<Source>,
        table: &'t DeTable<'a>,
        span: Range<usize>,
        what: &'static str,
    ) -> Self {
        Self { table, place: Place::new(source, span), what, known: Vec::new() }
    }

    /// The fields of an item that must be a table.
    pub(crate) fn of_item(
        source: &Arc<Source>,
        item: &'t Item<'a>,
        what: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        if let DeValue::Table(table) = item.get_ref() {
            return Some(Self::new(source, table, item.span(), what));
        }
        let place = Place::new(source, item.span());
        faults.push(wrong_type(&place, what, "a table", item.get_ref()));
        None
    }

    fn source(&self) -> &Arc<Source> {
        &self.place.source
    }

    fn at(&self, item: &Item<'a>) -> Place {
        Place::new(self.source(), item.span())
    }

    /// The item behind a key, if it is there.
    pub(crate) fn item(&mut self, key: &'static str) -> Option<&'t Item<'a>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// A value that `read` takes from an item; a fault says that it must be `wanted`.
    fn value<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        faults: &mut Vec<Diagnostic>,
        read: impl Fn(&DeValue<'a>) -> Option<T>,
    ) -> Option<At<T>> {
        let item = self.item(key)?;
        let place = self.at(item);
        if let Some(value) = read(item.get_ref()) {
            return Some(At { value, place });
        }
        faults.push(wrong_type(&place, &format!("`{key}`"), wanted, item.get_ref()));
        None
    }

    /// A string.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<At<String>> {
        self.value(key, "a string in quotes", faults, as_text)
    }

    /// A string that must be there and not be blank; a blank one stands in when it is not.
    pub(crate) fn needed_text(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> At<String> {
        let before = faults.len();
        match self.text(key, faults) {
            Some(text) if !text.value.trim().is_empty() => text,
            Some(text) => {
                faults.push(Diagnostic::error(
                    "blank-text",
                    &text.place,
                    format!("`{key}` must not be blank"),
                ));
                text
            }
            None => {
                if faults.len() == before {
                    self.missing(key, faults);
                }
                At { value: String::new(), place: self.place.clone() }
            }
        }
    }

    /// Says that a key is missing.
    pub(crate) fn missing(&self, key: &str, faults: &mut Vec<Diagnostic>) {
        let message = format!("{} needs `{key}`", self.what);
        faults.push(Diagnostic::error("missing-key", &self.head(), message));
    }

    /// The first line of the table: a whole table would be too much to mark.
    pub(crate) fn head(&self) -> Place {
        let text = self.place.text();
        let end = text.find('\n').unwrap_or(text.len());
        Place::new(self.source(), self.place.span.start..self.place.span.start + end)
    }

    /// True or false; false when it is not there.
    pub(crate) fn flag(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> bool {
        self.value(key, "true or false", faults, toml::de::DeValue::as_bool).is_some_and(|flag| flag.value)
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<At<i64>> {
        self.value(key, "a whole number", faults, as_integer)
    }

    /// A list of strings, each with its place; empty when it is not there.
    pub(crate) fn texts(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Vec<At<String>> {
        let mut texts = Vec::new();
        for item in self.list(key, faults) {
            let place = self.at(item);
            match as_text(item.get_ref()) {
                Some(value) => texts.push(At { value, place }),
                None => faults.push(wrong_type(&place, "this", "a string in quotes", item.get_ref())),
            }
        }
        texts
    }

    /// The `covers` of a table.
    pub(crate) fn covers(&mut self, faults: &mut Vec<Diagnostic>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for item in self.list("covers", faults) {
            match as_integer(item.get_ref()).and_then(|number| u32::try_from(number).ok()) {
                Some(number) => numbers.push(number),
                None => {
                    faults.push(wrong_type(&self.at(item), "this", "a number of a point", item.get_ref()));
                }
            }
        }
        numbers
    }

    /// The items of a list; empty when it is not there.
    pub(crate) fn list(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> &'t [Item<'a>] {
        let Some(item) = self.item(key) else { return &[] };
        if let DeValue::Array(items) = item.get_ref() {
            return items;
        }
        faults.push(wrong_type(&self.at(item), &format!("`{key}`"), "a list", item.get_ref()));
        &[]
    }

    /// The tables of a list, read by `read`.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        faults: &mut Vec<Diagnostic>,
        mut read: impl FnMut(Fields<'t, 'a>, &mut Vec<Diagnostic>) -> T,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for item in self.list(key, faults) {
            if let Some(fields) = Fields::of_item(self.source(), item, what, faults) {
                found.push(read(fields, faults));
            }
        }
        found
    }

    /// The table behind a key that must be there; says so when it is not.
    pub(crate) fn needed_table(
        &mut self,
        key: &'static str,
        what: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Fields<'t, 'a>> {
        if let Some(item) = self.item(key) {
            return Fields::of_item(self.source(), item, what, faults);
        }
        self.missing(key, faults);
        None
    }

    /// Every key with its value, for tables whose keys are names of somebody's own.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (At<String>, &'t Item<'a>)> {
        let source = Arc::clone(self.source());
        self.table.iter().map(move |(key, item)| {
            (At { value: key.get_ref().to_string(), place: Place::new(&source, key.span()) }, item)
        })
    }

    /// Every key with its text, for tables of names.
    pub(crate) fn text_entries(&self, faults: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
        let mut found = Vec::new();
        for (key, item) in self.entries() {
            match as_text(item.get_ref()) {
                Some(value) => found.push((key, At { value, place: self.at(item) })),
                None => faults.push(wrong_type(&self.at(item), "this", "a string in quotes", item.get_ref())),
            }
        }
        found
    }

    /// Says of every key that was not taken that nothing knows it.
    pub(crate) fn finish(self, faults: &mut Vec<Diagnostic>) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                let place = Place::new(self.source(), key.span());
                let help = did_you_mean(name, self.known.iter().copied())
                    .unwrap_or_else(|| format!("there are: {}", self.known.join(", ")));
                let message = format!("{} has no key `{name}`", self.what);
                faults.push(Diagnostic::error("unknown-key", &place, message).help(help));
            }
        }
    }
}

/// A string's text.
pub(crate) fn as_text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A whole number, in any of TOML's notations.
pub(crate) fn as_integer(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// That something must be of another type.
pub(crate) fn wrong_type(place: &Place, what: &str, wanted: &str, found: &DeValue<'_>) -> Diagnostic {
    let article = if found.type_str().starts_with(['a', 'i']) { "an" } else { "a" };
    let message = format!("{what} must be {wanted}, not {article} {}", found.type_str());
    Diagnostic::error("wrong-type", place, message)
}
