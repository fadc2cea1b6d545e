//! A TOML file as a tree that lies flat: nodes in one row, texts as places in the file they were read from.
//!
//! `build.rs` reads the shipped questionnaire with this very code and writes its trees out as constants, so that a start
//! parses nothing. They hold no pointers: what is built in costs nothing before it is looked at.

use std::{borrow::Cow, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A stretch of bytes, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub u32, pub u32);

impl Span {
    fn new(range: Range<usize>) -> Self {
        // No file that is read is near that long; a place beyond would be shown at the end of the file.
        let short = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self(short(range.start), short(range.end))
    }

    /// As bounds of a text.
    pub fn range(self) -> Range<usize> {
        self.0 as usize..self.1 as usize
    }
}

/// A text that stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Letter for letter.
    Written(Span),
    /// With escapes and the like: what it comes to stands among the decoded texts.
    Decoded(Span),
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(Words),
    /// A whole number.
    Integer(i64),
    /// A whole number that is too large.
    LargeInteger,
    /// Any other number.
    Float,
    /// True or false.
    Boolean(bool),
    /// A day, a time or both.
    Datetime,
    /// A list; its items follow.
    List,
    /// A table; its values follow, each with its key.
    Table,
}

/// One value; what it holds follows it in the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The key in a table, and where it was written; empty outside of tables.
    pub key: (Words, Span),
    /// Where the value was written.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// How many nodes it is, with all that it holds.
    pub size: u32,
}

/// A file as a tree. The first node is the file's own table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Every value, before what it holds.
    pub nodes: Cow<'static, [Node]>,
    /// The texts that stand in the file otherwise than they are meant, one behind the other.
    pub decoded: Cow<'static, str>,
}

impl Tree {
    /// The tree of a file that was parsed already.
    pub fn new(source: &str, table: &Spanned<DeTable<'_>>) -> Self {
        let mut grower = Grower { source, nodes: Vec::new(), decoded: String::new() };
        let no_key = (Words::Written(Span(0, 0)), Span(0, 0));
        grower.add(no_key, table.span(), Value::Table, |grower| grower.entries(table.get_ref()));
        Self { nodes: grower.nodes.into(), decoded: grower.decoded.into() }
    }

    /// The file's own table.
    #[expect(clippy::ptr_arg, reason = "texts of a file that is part of the program are not copied")]
    pub fn root<'t>(&'t self, source: &'t Cow<'static, str>) -> Item<'t> {
        Item { source, tree: self, at: 0 }
    }
}

struct Grower<'s> {
    source: &'s str,
    nodes: Vec<Node>,
    decoded: String,
}

impl Grower<'_> {
    fn add(&mut self, key: (Words, Span), span: Range<usize>, value: Value, hold: impl FnOnce(&mut Self)) {
        let at = self.nodes.len();
        self.nodes.push(Node { key, span: Span::new(span), value, size: 1 });
        hold(self);
        self.nodes[at].size = u32::try_from(self.nodes.len() - at).unwrap_or(u32::MAX);
    }

    fn entries(&mut self, table: &DeTable<'_>) {
        for (key, item) in table {
            let key = (self.words(key.get_ref(), key.span()), Span::new(key.span()));
            self.item(key, item);
        }
    }

    fn item(&mut self, key: (Words, Span), item: &Spanned<DeValue<'_>>) {
        let value = match item.get_ref() {
            DeValue::String(text) => Value::Text(self.words(text, item.span())),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or(Value::LargeInteger, Value::Integer),
            DeValue::Float(_) => Value::Float,
            DeValue::Boolean(flag) => Value::Boolean(*flag),
            DeValue::Datetime(_) => Value::Datetime,
            DeValue::Array(_) => Value::List,
            DeValue::Table(_) => Value::Table,
        };
        self.add(key, item.span(), value, |grower| match item.get_ref() {
            DeValue::Table(table) => grower.entries(table),
            DeValue::Array(items) => {
                let no_key = (Words::Written(Span(0, 0)), Span(0, 0));
                items.iter().for_each(|item| grower.item(no_key, item));
            }
            _ => {}
        });
    }

    fn words(&mut self, text: &str, span: Range<usize>) -> Words {
        let start = span.start;
        if let Some(offset) = self.source.get(span).and_then(|written| written.find(text)) {
            return Words::Written(Span::new(start + offset..start + offset + text.len()));
        }
        let start = self.decoded.len();
        self.decoded.push_str(text);
        Words::Decoded(Span::new(start..self.decoded.len()))
    }
}

/// A value in a tree, together with the file that it stands in.
#[derive(Clone, Copy)]
pub struct Item<'t> {
    source: &'t Cow<'static, str>,
    tree: &'t Tree,
    at: usize,
}

impl<'t> Item<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.at]
    }

    fn words(self, words: Words) -> (&'t Cow<'static, str>, Range<usize>) {
        match words {
            Words::Written(span) => (self.source, span.range()),
            Words::Decoded(span) => (&self.tree.decoded, span.range()),
        }
    }

    /// Where it was written.
    pub fn span(self) -> Range<usize> {
        self.node().span.range()
    }

    /// Its key in its table.
    pub fn key(self) -> &'t str {
        let (all, range) = self.words(self.node().key.0);
        all.get(range).unwrap_or_default()
    }

    /// Where its key was written.
    pub fn key_span(self) -> Range<usize> {
        self.node().key.1.range()
    }

    /// A string's text; no copy of what is built into the program.
    pub fn text(self) -> Option<Cow<'static, str>> {
        let Value::Text(words) = self.node().value else { return None };
        Some(match self.words(words) {
            (Cow::Borrowed(all), range) => Cow::Borrowed(all.get(range).unwrap_or_default()),
            (Cow::Owned(all), range) => Cow::Owned(all.get(range).unwrap_or_default().to_owned()),
        })
    }

    /// A whole number, in any of TOML's notations.
    pub fn integer(self) -> Option<i64> {
        if let Value::Integer(number) = self.node().value { Some(number) } else { None }
    }

    /// True or false.
    pub fn boolean(self) -> Option<bool> {
        if let Value::Boolean(flag) = self.node().value { Some(flag) } else { None }
    }

    /// The items of a list.
    pub fn list(self) -> Option<Held<'t>> {
        (self.node().value == Value::List).then(|| self.held())
    }

    /// The values of a table, in the order of the file.
    pub fn table(self) -> Option<Held<'t>> {
        (self.node().value == Value::Table).then(|| self.held())
    }

    fn held(self) -> Held<'t> {
        Held { next: Self { at: self.at + 1, ..self }, end: self.at + self.node().size as usize }
    }

    /// What TOML calls such a value.
    pub fn type_name(self) -> &'static str {
        match self.node().value {
            Value::Text(_) => "string",
            Value::Integer(_) | Value::LargeInteger => "integer",
            Value::Float => "float",
            Value::Boolean(_) => "boolean",
            Value::Datetime => "datetime",
            Value::List => "array",
            Value::Table => "table",
        }
    }
}

/// What a list or a table holds, one after the other.
#[derive(Clone)]
pub struct Held<'t> {
    next: Item<'t>,
    end: usize,
}

impl<'t> Held<'t> {
    /// Nothing.
    pub fn nothing(of: Item<'t>) -> Self {
        Self { next: of, end: of.at }
    }
}

impl<'t> Iterator for Held<'t> {
    type Item = Item<'t>;

    fn next(&mut self) -> Option<Item<'t>> {
        let item = self.next;
        if item.at >= self.end {
            return None;
        }
        self.next.at += item.node().size as usize;
        Some(item)
    }
}
