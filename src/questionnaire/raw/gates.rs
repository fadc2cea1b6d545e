//! `questionnaire.toml`: who it is, the order of its stages, named values, gates and offers.

use super::{
    item::Item,
    table::{At, Fields, parse, wrong_type},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::sync::Arc;

pub(crate) struct RawQuestionnaireFile {
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) version: At<String>,
    pub(crate) language: At<String>,
    pub(crate) intro: At<String>,
    pub(crate) stages: Vec<At<String>>,
    pub(crate) values: Vec<(At<String>, RawValue)>,
    pub(crate) open: Option<RawOpen>,
    pub(crate) gates: Vec<RawGate>,
    pub(crate) offers: Vec<RawOffer>,
}

/// A named value: itself, or an expression.
pub(crate) enum RawValue {
    Number(i64),
    Boolean(bool),
    Expression(At<String>),
    /// Something else, of which a fault was said.
    Faulty,
}

pub(crate) struct RawOpen {
    pub(crate) when: At<String>,
    pub(crate) after: Option<At<String>>,
    pub(crate) answered: Vec<At<String>>,
    pub(crate) says: At<String>,
    pub(crate) refused: Option<At<String>>,
}

pub(crate) struct RawGate {
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) when: At<String>,
    pub(crate) after: Option<At<String>>,
    pub(crate) says: At<String>,
    pub(crate) next: Option<At<String>>,
    pub(crate) closes: Vec<At<String>>,
    pub(crate) ends: bool,
    pub(crate) support: Vec<RawWish>,
    pub(crate) brief: bool,
    pub(crate) offers_delete: bool,
    pub(crate) support_first: bool,
    pub(crate) covers: Vec<u32>,
    pub(crate) head: Place,
}

pub(crate) struct RawWish {
    pub(crate) kind: At<String>,
    pub(crate) when: Option<At<String>>,
}

pub(crate) struct RawOffer {
    pub(crate) id: At<String>,
    pub(crate) when: At<String>,
    pub(crate) says: At<String>,
    pub(crate) support: Vec<RawWish>,
}

impl RawQuestionnaireFile {
    pub(crate) fn read(file: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, "the questionnaire");
        let file = Self {
            id: fields.needed_text("id", faults),
            title: fields.needed_text("title", faults),
            version: fields.needed_text("version", faults),
            language: fields.needed_text("language", faults),
            intro: fields.needed_text("intro", faults),
            stages: fields.texts("stages", faults),
            values: read_values(&mut fields, faults),
            open: fields.needed_table("open", "`open`", faults).map(|open| read_open(open, faults)),
            gates: fields.tables("gate", "a gate", faults, read_gate),
            offers: fields.tables("offer", "an offer", faults, read_offer),
        };
        if file.stages.is_empty() {
            fields.missing("stages", faults);
        }
        fields.finish(faults);
        Some(file)
    }
}

fn read_values(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(At<String>, RawValue)> {
    let source = Arc::clone(&fields.place.source);
    let Some(item) = fields.item("values") else { return Vec::new() };
    let Some(table) = Fields::of_item(&source, item, "`values`", faults) else { return Vec::new() };
    let mut values = Vec::new();
    for (name, item) in table.entries() {
        let place = Place::new(&source, item.span());
        match read_value(item, place) {
            Ok(value) => values.push((name, value)),
            Err(fault) => {
                faults.push(fault);
                values.push((name, RawValue::Faulty));
            }
        }
    }
    values
}

fn read_value(item: Item<'_>, place: Place) -> Result<RawValue, Diagnostic> {
    if let Some(value) = item.boolean() {
        return Ok(RawValue::Boolean(value));
    }
    if let Some(value) = item.text() {
        return Ok(RawValue::Expression(At { value, place }));
    }
    item.integer().map(RawValue::Number).ok_or_else(|| {
        wrong_type(&place, "a value", "a whole number, true, false or an expression in quotes", item)
    })
}

fn read_open(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawOpen {
    let open = RawOpen {
        when: fields.needed_text("when", faults),
        after: fields.text("after", faults),
        answered: fields.texts("answered", faults),
        says: fields.needed_text("says", faults),
        refused: fields.text("refused", faults),
    };
    fields.finish(faults);
    open
}

fn read_gate(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawGate {
    let gate = RawGate {
        id: fields.needed_text("id", faults),
        title: fields.needed_text("title", faults),
        when: fields.needed_text("when", faults),
        after: fields.text("after", faults),
        says: fields.needed_text("says", faults),
        next: fields.text("next", faults),
        closes: fields.texts("closes", faults),
        ends: fields.flag("ends", faults),
        support: read_wishes(&mut fields, faults),
        brief: fields.flag("brief", faults),
        offers_delete: fields.flag("offers_delete", faults),
        support_first: fields.flag("support_first", faults),
        covers: fields.covers(faults),
        head: fields.head(),
    };
    fields.finish(faults);
    gate
}

fn read_offer(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawOffer {
    let offer = RawOffer {
        id: fields.needed_text("id", faults),
        when: fields.needed_text("when", faults),
        says: fields.needed_text("says", faults),
        support: read_wishes(&mut fields, faults),
    };
    fields.covers(faults);
    fields.finish(faults);
    offer
}

/// `support = ["crisis", { kind = "abuse", when = "…" }]`
fn read_wishes(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Vec<RawWish> {
    let source = Arc::clone(&fields.place.source);
    let mut wishes = Vec::new();
    for item in fields.list("support", faults) {
        let place = Place::new(&source, item.span());
        if item.table().is_some() {
            if let Some(mut table) = Fields::of_item(&source, item, "a kind of help line", faults) {
                wishes.push(RawWish {
                    kind: table.needed_text("kind", faults),
                    when: table.text("when", faults),
                });
                table.finish(faults);
            }
        } else if let Some(value) = item.text() {
            wishes.push(RawWish { kind: At { value, place }, when: None });
        } else {
            faults.push(wrong_type(&place, "a kind of help line", "a string or a table", item));
        }
    }
    wishes
}
