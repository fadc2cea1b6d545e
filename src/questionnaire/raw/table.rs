//! Reading a TOML table key by key with places. serde stops at the first fault and loses places; here every fault of every
//! table is found in one run.

use super::item::{Item, root};
use crate::diagnostic::{Diagnostic, Place, Source, did_you_mean};
use std::sync::Arc;
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

/// Parses a file. Syntax errors become faults, several at once; the rest of such a file is not looked at.
pub(crate) fn parse<'f>(
    source: &'f Arc<Source>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Spanned<DeValue<'f>>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Some(root(table));
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
pub(crate) struct Fields<'t> {
    entries: Vec<Entry<'t>>,
    /// Where the table stands, for what is missing from it.
    pub(crate) place: Place,
    what: &'static str,
    known: Vec<&'static str>,
}

struct Entry<'t> {
    key: &'t str,
    item: Item<'t>,
    /// Somebody asked for it.
    known: bool,
}

impl<'t> Fields<'t> {
    fn new(source: &Arc<Source>, table: Item<'t>, held: Vec<Item<'t>>, what: &'static str) -> Self {
        let entries = held.into_iter().map(|item| Entry { key: item.key(), item, known: false }).collect();
        Self { entries, place: Place::new(source, table.span()), what, known: Vec::new() }
    }

    /// The fields of a whole file, which is `what` to a person ("the summary").
    pub(crate) fn of_file(source: &Arc<Source>, root: &'t Spanned<DeValue<'t>>, what: &'static str) -> Self {
        let table = Item::new(root);
        Self::new(source, table, table.table().unwrap_or_default(), what)
    }

    /// The fields of an item that must be a table.
    pub(crate) fn of_item(
        source: &Arc<Source>,
        item: Item<'t>,
        what: &'static str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        if let Some(held) = item.table() {
            return Some(Self::new(source, item, held, what));
        }
        let place = Place::new(source, item.span());
        faults.push(wrong_type(&place, what, "a table", item));
        None
    }

    fn source(&self) -> &Arc<Source> {
        &self.place.source
    }

    fn at(&self, item: Item<'_>) -> Place {
        Place::new(self.source(), item.span())
    }

    /// The item behind a key, if it is there.
    pub(crate) fn item(&mut self, key: &'static str) -> Option<Item<'t>> {
        self.known.push(key);
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        entry.known = true;
        Some(entry.item)
    }

    /// A value that `read` takes from an item; a fault says that it must be `wanted`.
    fn value<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        faults: &mut Vec<Diagnostic>,
        read: impl Fn(Item<'t>) -> Option<T>,
    ) -> Option<At<T>> {
        let item = self.item(key)?;
        let place = self.at(item);
        if let Some(value) = read(item) {
            return Some(At { value, place });
        }
        faults.push(wrong_type(&place, &format!("`{key}`"), wanted, item));
        None
    }

    /// A string.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<At<String>> {
        self.value(key, "a string in quotes", faults, Item::text)
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
        self.value(key, "true or false", faults, Item::boolean).is_some_and(|flag| flag.value)
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Option<At<i64>> {
        self.value(key, "a whole number", faults, Item::integer)
    }

    /// A list of strings, each with its place; empty when it is not there.
    pub(crate) fn texts(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Vec<At<String>> {
        let items = self.list(key, faults);
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            let place = self.at(item);
            match item.text() {
                Some(value) => texts.push(At { value, place }),
                None => faults.push(wrong_type(&place, "this", "a string in quotes", item)),
            }
        }
        texts
    }

    /// The `covers` of a table.
    pub(crate) fn covers(&mut self, faults: &mut Vec<Diagnostic>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for item in self.list("covers", faults) {
            match item.integer().and_then(|number| u32::try_from(number).ok()) {
                Some(number) => numbers.push(number),
                None => {
                    faults.push(wrong_type(&self.at(item), "this", "a number of a point", item));
                }
            }
        }
        numbers
    }

    /// The items of a list; empty when it is not there.
    pub(crate) fn list(&mut self, key: &'static str, faults: &mut Vec<Diagnostic>) -> Vec<Item<'t>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        if let Some(items) = item.list() {
            return items;
        }
        faults.push(wrong_type(&self.at(item), &format!("`{key}`"), "a list", item));
        Vec::new()
    }

    /// The tables of a list, read by `read`.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        faults: &mut Vec<Diagnostic>,
        mut read: impl FnMut(Fields<'t>, &mut Vec<Diagnostic>) -> T,
    ) -> Vec<T> {
        let items = self.list(key, faults);
        let mut found = Vec::with_capacity(items.len());
        for item in items {
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
    ) -> Option<Fields<'t>> {
        if let Some(item) = self.item(key) {
            return Fields::of_item(self.source(), item, what, faults);
        }
        self.missing(key, faults);
        None
    }

    /// Every key with its value, for tables whose keys are names of somebody's own.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (At<String>, Item<'t>)> {
        let source = Arc::clone(self.source());
        self.entries.iter().map(move |entry| {
            let place = Place::new(&source, entry.item.key_span());
            (At { value: entry.key.to_owned(), place }, entry.item)
        })
    }

    /// Every key with its text, for tables of names.
    pub(crate) fn text_entries(&self, faults: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
        let mut found = Vec::new();
        for (key, item) in self.entries() {
            match item.text() {
                Some(value) => found.push((key, At { value, place: self.at(item) })),
                None => faults.push(wrong_type(&self.at(item), "this", "a string in quotes", item)),
            }
        }
        found
    }

    /// Says of every key that was not taken that nothing knows it.
    pub(crate) fn finish(self, faults: &mut Vec<Diagnostic>) {
        for Entry { key: name, item, .. } in self.entries.iter().filter(|entry| !entry.known) {
            let place = Place::new(self.source(), item.key_span());
            let help = did_you_mean(name, self.known.iter().copied())
                .unwrap_or_else(|| format!("there are: {}", self.known.join(", ")));
            let message = format!("{} has no key `{name}`", self.what);
            faults.push(Diagnostic::error("unknown-key", &place, message).help(help));
        }
    }
}

/// That something must be of another type.
pub(crate) fn wrong_type(place: &Place, what: &str, wanted: &str, found: Item<'_>) -> Diagnostic {
    let name = found.type_name();
    let article = if name.starts_with(['a', 'i']) { "an" } else { "a" };
    let message = format!("{what} must be {wanted}, not {article} {name}");
    Diagnostic::error("wrong-type", place, message)
}
