//! `message.toml`: the draft, the direct questions, and what is looked for in texts.

use super::{
    stage::RawQuestion,
    summary::{RawLine, read_line},
    table::{At, Fields, parse},
};
use crate::diagnostic::{Diagnostic, Source};
use std::sync::Arc;

pub(crate) struct RawMessageFile {
    pub(crate) draft: Option<RawDraft>,
    pub(crate) hints: Vec<RawHint>,
    pub(crate) rules: RawRules,
}

/// What is looked for in texts.
pub(crate) struct RawRules {
    pub(crate) spellings: Vec<(At<String>, At<String>)>,
    pub(crate) pressure: Vec<RawPressure>,
    pub(crate) measures: Vec<RawMeasure>,
    pub(crate) unnamed: Option<RawUnnamed>,
    pub(crate) watch: Vec<RawWatch>,
    pub(crate) excepts: Vec<RawExcept>,
}

pub(crate) struct RawDraft {
    pub(crate) when: At<String>,
    pub(crate) max_words: Option<At<i64>>,
    pub(crate) parts: Vec<RawLine>,
    pub(crate) closing: Vec<At<String>>,
    pub(crate) advice: Vec<At<String>>,
    pub(crate) edit: Option<RawDraftEdit>,
}

/// How the person may change the draft.
pub(crate) struct RawDraftEdit {
    pub(crate) question: RawQuestion,
    pub(crate) stays: At<String>,
    pub(crate) shown: At<String>,
    pub(crate) decide: At<String>,
    pub(crate) keep: At<String>,
    pub(crate) change: At<String>,
    pub(crate) leave: At<String>,
    pub(crate) refused: At<String>,
}

pub(crate) struct RawHint {
    pub(crate) watch: At<String>,
    pub(crate) question: RawQuestion,
}

pub(crate) struct RawPressure {
    pub(crate) kind: At<String>,
    pub(crate) severity: At<String>,
    pub(crate) patterns: Vec<At<String>>,
    pub(crate) watch: Option<At<String>>,
    pub(crate) first: bool,
    pub(crate) why: At<String>,
    pub(crate) instead: At<String>,
}

/// The words for what only the model saw, when it cannot name the kind.
pub(crate) struct RawUnnamed {
    pub(crate) kind: At<String>,
    pub(crate) why: At<String>,
    pub(crate) instead: At<String>,
}

pub(crate) struct RawMeasure {
    pub(crate) kind: At<String>,
    pub(crate) severity: At<String>,
    pub(crate) counts: At<String>,
    pub(crate) limit: Option<At<i64>>,
    pub(crate) known: Vec<At<String>>,
    pub(crate) why: At<String>,
    pub(crate) instead: At<String>,
}

pub(crate) struct RawWatch {
    pub(crate) kind: At<String>,
    pub(crate) level: At<String>,
    pub(crate) patterns: Vec<At<String>>,
}

pub(crate) struct RawExcept {
    pub(crate) applies_to: At<String>,
    pub(crate) patterns: Vec<At<String>>,
}

impl RawMessageFile {
    pub(crate) fn read(file: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, "the message file");
        let file = Self {
            draft: fields.needed_table("draft", "`draft`", faults).map(|draft| read_draft(draft, faults)),
            hints: fields.tables("hint", "a hint", faults, read_hint),
            rules: RawRules::of(&mut fields, faults),
        };
        fields.finish(faults);
        Some(file)
    }
}

impl RawRules {
    fn of(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Self {
        Self {
            spellings: read_spellings(fields, faults),
            unnamed: read_unnamed(fields, faults),
            measures: fields.tables("measure", "a measure", faults, read_measure),
            pressure: fields.tables("pressure", "a kind of pressure", faults, read_pressure),
            watch: fields.tables("watch", "a watch rule", faults, read_watch),
            excepts: fields.tables("except", "an exception", faults, read_except),
        }
    }
}

fn read_draft(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawDraft {
    let draft = RawDraft {
        when: fields.needed_text("when", faults),
        max_words: fields.integer("max_words", faults),
        parts: fields.tables("part", "a part of the draft", faults, read_line),
        closing: fields.texts("closing", faults),
        advice: fields.texts("advice", faults),
        edit: read_edit(&mut fields, faults),
    };
    if draft.max_words.is_none() {
        fields.missing("max_words", faults);
    }
    if draft.closing.is_empty() {
        fields.missing("closing", faults);
    }
    fields.finish(faults);
    draft
}

fn read_edit(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Option<RawDraftEdit> {
    let source = Arc::clone(&fields.place.source);
    let mut fields = Fields::of_item(&source, fields.item("edit")?, "`edit`", faults)?;
    let edit = RawDraftEdit {
        question: RawQuestion::read(&mut fields, faults),
        stays: fields.needed_text("stays", faults),
        shown: fields.needed_text("shown", faults),
        decide: fields.needed_text("decide", faults),
        keep: fields.needed_text("keep", faults),
        change: fields.needed_text("change", faults),
        leave: fields.needed_text("leave", faults),
        refused: fields.needed_text("refused", faults),
    };
    fields.finish(faults);
    Some(edit)
}

fn read_hint(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawHint {
    let mut question = RawQuestion::read(&mut fields, faults);
    // A question's `watch` says how far its text is read; a hint's question is no text, and the key says what asks it.
    let watch = question.watch.take().unwrap_or_else(|| {
        fields.missing("watch", faults);
        At { value: String::new(), place: fields.head() }
    });
    fields.finish(faults);
    RawHint { watch, question }
}

fn read_pressure(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawPressure {
    let pressure = RawPressure {
        kind: fields.needed_text("kind", faults),
        severity: fields.needed_text("severity", faults),
        patterns: fields.texts("patterns", faults),
        watch: fields.text("watch", faults),
        first: fields.flag("first", faults),
        why: fields.needed_text("why", faults),
        instead: fields.needed_text("instead", faults),
    };
    fields.finish(faults);
    pressure
}

fn read_spellings(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
    let source = Arc::clone(&fields.place.source);
    let item = fields.item("spellings");
    let table = item.and_then(|item| Fields::of_item(&source, item, "`spellings`", faults));
    table.map(|table| table.text_entries(faults)).unwrap_or_default()
}

fn read_unnamed(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Option<RawUnnamed> {
    let source = Arc::clone(&fields.place.source);
    let mut fields = Fields::of_item(&source, fields.item("unnamed")?, "`unnamed`", faults)?;
    let unnamed = RawUnnamed {
        kind: fields.needed_text("kind", faults),
        why: fields.needed_text("why", faults),
        instead: fields.needed_text("instead", faults),
    };
    fields.finish(faults);
    Some(unnamed)
}

fn read_measure(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawMeasure {
    let measure = RawMeasure {
        kind: fields.needed_text("kind", faults),
        severity: fields.needed_text("severity", faults),
        counts: fields.needed_text("counts", faults),
        limit: fields.integer("limit", faults),
        known: fields.texts("known", faults),
        why: fields.needed_text("why", faults),
        instead: fields.needed_text("instead", faults),
    };
    if measure.limit.is_none() {
        fields.missing("limit", faults);
    }
    fields.finish(faults);
    measure
}

fn read_watch(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawWatch {
    let watch = RawWatch {
        kind: fields.needed_text("kind", faults),
        level: fields.needed_text("level", faults),
        patterns: fields.texts("patterns", faults),
    };
    fields.finish(faults);
    watch
}

fn read_except(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawExcept {
    let except = RawExcept {
        applies_to: fields.needed_text("for", faults),
        patterns: fields.texts("patterns", faults),
    };
    fields.finish(faults);
    except
}
