//! An answers file as it was written, TOML or JSON: keys and values with their places.

use crate::{
    diagnostic::{Diagnostic, Place, Source},
    questionnaire::syntax_faults,
};
use jsonc_parser::{
    ParseOptions,
    ast::{self, ObjectPropName},
    common::Ranged,
    parse_to_ast,
};
use std::{collections::HashMap, ops::Range, sync::Arc};
use toml::de::{DeTable, DeValue};

/// How an answers file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// TOML.
    Toml,
    /// JSON, without comments.
    Json,
}

impl Notation {
    /// By the first letter of the text: an object in JSON begins with a brace, and no TOML file does.
    pub fn of(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '['])
            && !text.trim_start().starts_with("[[")
            && looks_like_json(text)
        {
            Self::Json
        } else {
            Self::Toml
        }
    }
}

/// A TOML file may begin with `[table]`; JSON's arrays do not hold a bare word.
fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{') || text[1..].trim_start().starts_with(['"', '{', '[', ']'])
}

/// A value in either notation.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Written {
    Text(String),
    Integer(i64),
    Boolean(bool),
    Null,
    List(Vec<(Written, Place)>),
    /// Anything that no answer is, by the name of its type.
    Other(&'static str),
}

impl Written {
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Boolean(_) => "true or false",
            Self::Null => "null",
            Self::List(_) => "a list",
            Self::Other(name) => name,
        }
    }
}

/// One line of an answers file.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_place: Place,
    pub(super) value: Written,
    pub(super) place: Place,
}

/// Reads the keys and values; syntax errors become faults.
pub(super) fn entries(source: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Vec<Entry> {
    match Notation::of(&source.text) {
        Notation::Toml => from_toml(source, faults),
        Notation::Json => from_json(source, faults),
    }
}

fn from_toml(source: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    faults.extend(syntax_faults(source, &errors).into_iter().map(|fault| {
        let quotes = fault.message.contains("quoted");
        fault.maybe_help(quotes.then(|| "texts stand in quotes: `if_no = \"a good life\"`".to_owned()))
    }));
    if !errors.is_empty() {
        return Vec::new();
    }
    table
        .get_ref()
        .iter()
        .map(|(key, item)| Entry {
            key: key.get_ref().to_string(),
            key_place: Place::new(source, key.span()),
            value: toml_value(item.get_ref(), source),
            place: Place::new(source, item.span()),
        })
        .collect()
}

fn toml_value(value: &DeValue<'_>, source: &Arc<Source>) -> Written {
    match value {
        DeValue::String(text) => Written::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Written::Other("a number that is too large"), Written::Integer),
        DeValue::Float(_) => Written::Other("a number with a point"),
        DeValue::Boolean(flag) => Written::Boolean(*flag),
        DeValue::Datetime(_) => Written::Other("a date"),
        DeValue::Table(_) => Written::Other("a table"),
        DeValue::Array(items) => Written::List(
            items
                .iter()
                .map(|item| (toml_value(item.get_ref(), source), Place::new(source, item.span())))
                .collect(),
        ),
    }
}

fn from_json(source: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_extended_string_escapes: false,
        allow_non_finite_numbers: false,
    };
    let parsed = parse_to_ast(&source.text, &jsonc_parser::CollectOptions::default(), &strict);
    let value = match parsed {
        Ok(parsed) => parsed.value,
        Err(error) => {
            let place = Place::new(source, at(&error.range()));
            let message = format!("this is not JSON: {}", error.kind());
            faults.push(Diagnostic::error("bad-json", &place, message));
            return Vec::new();
        }
    };
    let Some(ast::Value::Object(object)) = value else {
        let place = Place::new(source, 0..1);
        faults.push(Diagnostic::error("not-an-object", &place, "an answers file in JSON is one object"));
        return Vec::new();
    };
    let mut entries: Vec<Entry> = Vec::with_capacity(object.properties.len());
    let mut seen: HashMap<String, Place> = HashMap::new();
    for property in &object.properties {
        let key = match &property.name {
            ObjectPropName::String(name) => name.value.to_string(),
            ObjectPropName::Word(name) => name.value.to_owned(),
        };
        let key_place = Place::new(source, at(&property.name));
        if let Some(first) = seen.get(&key) {
            let fault = Diagnostic::error("duplicate-key", &key_place, format!("`{key}` is there twice"));
            faults.push(fault.also(first, "it is here first"));
            continue;
        }
        seen.insert(key.clone(), key_place.clone());
        let place = Place::new(source, at(&property.value));
        entries.push(Entry { key, key_place, value: json_value(&property.value, source), place });
    }
    entries
}

fn json_value(value: &ast::Value<'_>, source: &Arc<Source>) -> Written {
    match value {
        ast::Value::StringLit(text) => Written::Text(text.value.to_string()),
        ast::Value::NumberLit(number) => {
            let is_whole = !number.value.contains(['.', 'e', 'E']);
            let other = if is_whole { "a number that is too large" } else { "a number that is not whole" };
            number.value.parse().map_or(Written::Other(other), Written::Integer)
        }
        ast::Value::BooleanLit(flag) => Written::Boolean(flag.value),
        ast::Value::NullKeyword(_) => Written::Null,
        ast::Value::Object(_) => Written::Other("an object"),
        ast::Value::Array(array) => Written::List(
            array
                .elements
                .iter()
                .map(|item| (json_value(item, source), Place::new(source, at(item))))
                .collect(),
        ),
    }
}

fn at(ranged: &impl Ranged) -> Range<usize> {
    ranged.start()..ranged.end()
}
