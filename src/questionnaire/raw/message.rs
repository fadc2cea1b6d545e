//! `message.toml`: the draft, the direct questions, and what is looked for in texts.

use super::{
    stage::RawQuestion,
    summary::{RawLine, read_line},
    table::{At, Fields, Text, parse},
};
use crate::{diagnostic::Diagnostic, questionnaire::folder::File};
use std::sync::Arc;

/// What the file is to a person.
const WHAT: &str = "the message file";

pub(crate) struct RawMessageFile {
    pub(crate) draft: Option<RawDraft>,
    pub(crate) hints: Vec<RawHint>,
    /// None where they are left for later: see [`RawRules::read`].
    pub(crate) rules: Option<RawRules>,
}

/// What is looked for in texts.
pub(crate) struct RawRules {
    pub(crate) spellings: Vec<(At<Text>, At<Text>)>,
    pub(crate) pressure: Vec<RawPressure>,
    pub(crate) measures: Vec<RawMeasure>,
    pub(crate) unnamed: Option<RawUnnamed>,
    pub(crate) watch: Vec<RawWatch>,
    pub(crate) excepts: Vec<RawExcept>,
}

pub(crate) struct RawDraft {
    pub(crate) when: At<Text>,
    pub(crate) max_words: Option<At<i64>>,
    pub(crate) parts: Vec<RawLine>,
    pub(crate) closing: Vec<At<Text>>,
    pub(crate) advice: Vec<At<Text>>,
    pub(crate) edit: Option<RawDraftEdit>,
}

/// How the person may change the draft.
pub(crate) struct RawDraftEdit {
    pub(crate) question: RawQuestion,
    pub(crate) stays: At<Text>,
    pub(crate) shown: At<Text>,
    pub(crate) decide: At<Text>,
    pub(crate) keep: At<Text>,
    pub(crate) change: At<Text>,
    pub(crate) leave: At<Text>,
    pub(crate) refused: At<Text>,
}

pub(crate) struct RawHint {
    pub(crate) watch: At<Text>,
    pub(crate) question: RawQuestion,
}

pub(crate) struct RawPressure {
    pub(crate) kind: At<Text>,
    pub(crate) severity: At<Text>,
    pub(crate) patterns: Vec<At<Text>>,
    pub(crate) watch: Option<At<Text>>,
    pub(crate) first: bool,
    pub(crate) why: At<Text>,
    pub(crate) instead: At<Text>,
}

/// The words for what only the model saw, when it cannot name the kind.
pub(crate) struct RawUnnamed {
    pub(crate) kind: At<Text>,
    pub(crate) why: At<Text>,
    pub(crate) instead: At<Text>,
}

pub(crate) struct RawMeasure {
    pub(crate) kind: At<Text>,
    pub(crate) severity: At<Text>,
    pub(crate) counts: At<Text>,
    pub(crate) limit: Option<At<i64>>,
    pub(crate) known: Vec<At<Text>>,
    pub(crate) why: At<Text>,
    pub(crate) instead: At<Text>,
}

pub(crate) struct RawWatch {
    pub(crate) kind: At<Text>,
    pub(crate) level: At<Text>,
    pub(crate) patterns: Vec<At<Text>>,
}

pub(crate) struct RawExcept {
    pub(crate) applies_to: At<Text>,
    pub(crate) patterns: Vec<At<Text>>,
}

impl RawMessageFile {
    /// Reads the file, or, with `rules_later`, all of it but the rules.
    pub(crate) fn read(file: &File, rules_later: bool, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, WHAT);
        let file = Self {
            draft: fields.needed_table("draft", "`draft`", faults).map(|draft| read_draft(draft, faults)),
            hints: fields.tables("hint", "a hint", faults, read_hint),
            rules: (!rules_later).then(|| RawRules::of(&mut fields, faults)),
        };
        if !rules_later {
            fields.finish(faults);
        }
        Some(file)
    }
}

impl RawRules {
    /// Reads only the rules of the file.
    pub(crate) fn read(file: &File, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        Some(Self::of(&mut Fields::of_file(file, &tree, WHAT), faults))
    }

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
        At { value: Text::default(), place: fields.head() }
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

fn read_spellings(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(At<Text>, At<Text>)> {
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
