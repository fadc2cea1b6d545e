//! A stage file: its opening and its questions.

use super::{
    item::Item,
    table::{At, Fields, parse, wrong_type},
};
use crate::diagnostic::{Diagnostic, Place, Source};
use std::sync::Arc;

pub(crate) struct RawStage {
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) intro: Option<At<String>>,
    pub(crate) when: Option<At<String>>,
    pub(crate) again_after_hours: Option<At<i64>>,
    pub(crate) questions: Vec<RawQuestion>,
    pub(crate) covers: Vec<u32>,
}

pub(crate) struct RawQuestion {
    pub(crate) id: At<String>,
    pub(crate) kind: At<String>,
    pub(crate) ask: At<String>,
    pub(crate) help: Option<At<String>>,
    pub(crate) core: bool,
    pub(crate) required: bool,
    pub(crate) when: Option<At<String>>,
    pub(crate) choices: Option<Vec<RawChoice>>,
    pub(crate) min: Option<At<i64>>,
    pub(crate) max: Option<At<i64>>,
    pub(crate) min_label: Option<At<String>>,
    pub(crate) max_label: Option<At<String>>,
    pub(crate) from: Option<At<String>>,
    pub(crate) top: Option<At<i64>>,
    pub(crate) default: Option<At<RawDefault>>,
    pub(crate) skip: Option<At<String>>,
    pub(crate) read_always: bool,
    pub(crate) watch: Option<At<String>>,
    pub(crate) pressure: bool,
    pub(crate) support: Vec<At<String>>,
    pub(crate) covers: Vec<u32>,
    pub(crate) head: Place,
}

pub(crate) struct RawChoice {
    pub(crate) value: At<String>,
    pub(crate) label: At<String>,
    pub(crate) exclusive: bool,
    pub(crate) when: Option<At<String>>,
}

/// A `default`, before anybody knows the question's kind.
pub(crate) enum RawDefault {
    Text(String),
    Number(i64),
    Boolean(bool),
    Texts(Vec<String>),
}

impl RawStage {
    pub(crate) fn read(file: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, "a stage");
        let stage = Self {
            id: fields.needed_text("id", faults),
            title: fields.needed_text("title", faults),
            intro: fields.text("intro", faults),
            when: fields.text("when", faults),
            again_after_hours: fields.integer("again_after_hours", faults),
            questions: fields.tables("question", "a question", faults, |mut fields, faults| {
                let question = RawQuestion::read(&mut fields, faults);
                fields.finish(faults);
                question
            }),
            covers: fields.covers(faults),
        };
        if stage.questions.is_empty() {
            fields.missing("[[question]]", faults);
        }
        fields.finish(faults);
        Some(stage)
    }
}

impl RawQuestion {
    /// The keys of a question; the caller may have more of its own and finishes the table.
    pub(crate) fn read(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Self {
        Self {
            id: fields.needed_text("id", faults),
            kind: fields.needed_text("kind", faults),
            ask: fields.needed_text("ask", faults),
            help: fields.text("help", faults),
            core: fields.flag("core", faults),
            required: fields.flag("required", faults),
            when: fields.text("when", faults),
            choices: fields
                .item("choices")
                .is_some()
                .then(|| fields.tables("choices", "a choice", faults, RawChoice::read)),
            min: fields.integer("min", faults),
            max: fields.integer("max", faults),
            min_label: fields.text("min_label", faults),
            max_label: fields.text("max_label", faults),
            from: fields.text("from", faults),
            top: fields.integer("top", faults),
            default: read_default(fields, faults),
            skip: fields.text("skip", faults),
            read_always: fields.flag("read_always", faults),
            watch: fields.text("watch", faults),
            pressure: fields.flag("pressure", faults),
            support: fields.texts("support", faults),
            covers: fields.covers(faults),
            head: fields.head(),
        }
    }
}

impl RawChoice {
    fn read(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> Self {
        let choice = Self {
            value: fields.needed_text("value", faults),
            label: fields.needed_text("label", faults),
            exclusive: fields.flag("exclusive", faults),
            when: fields.text("when", faults),
        };
        fields.covers(faults);
        fields.finish(faults);
        choice
    }
}

fn read_default(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Option<At<RawDefault>> {
    let source = Arc::clone(&fields.place.source);
    let item = fields.item("default")?;
    let place = Place::new(&source, item.span());
    let texts = || item.list().and_then(|items| items.into_iter().map(Item::text).collect::<Option<_>>());
    let value = (item.boolean().map(RawDefault::Boolean))
        .or_else(|| item.text().map(RawDefault::Text))
        .or_else(|| item.integer().map(RawDefault::Number))
        .or_else(|| texts().map(RawDefault::Texts));
    if value.is_none() {
        faults.push(wrong_type(&place, "`default`", "an answer", item));
    }
    value.map(|value| At { value, place })
}
