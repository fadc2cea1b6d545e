//! `summary.toml`: what the summary is made of.

use super::table::{At, Fields, parse};
use crate::diagnostic::{Diagnostic, Source};
use std::sync::Arc;

pub(crate) struct RawSummaryFile {
    pub(crate) headings: Vec<(At<String>, At<String>)>,
    pub(crate) insights: Vec<RawInsight>,
    pub(crate) reminders: Vec<RawReminder>,
    pub(crate) plan: Vec<RawPlan>,
    pub(crate) options: Vec<RawOption>,
    pub(crate) boxes: Vec<RawBox>,
    pub(crate) about: RawAbout,
    pub(crate) compare: Vec<(At<String>, At<String>)>,
    pub(crate) source: Arc<Source>,
}

/// What stands at the foot.
#[derive(Default)]
pub(crate) struct RawAbout {
    pub(crate) lines: Vec<At<String>>,
    pub(crate) sources_title: Option<At<String>>,
    pub(crate) sources: Vec<At<String>>,
}

pub(crate) struct RawInsight {
    pub(crate) id: At<String>,
    pub(crate) when: At<String>,
    pub(crate) text: At<String>,
    pub(crate) covers: Vec<u32>,
}

pub(crate) struct RawReminder {
    pub(crate) kind: At<String>,
    pub(crate) text: At<String>,
    pub(crate) brief: At<String>,
    pub(crate) covers: Vec<u32>,
}

pub(crate) struct RawPlan {
    pub(crate) kind: At<String>,
    pub(crate) when: Option<At<String>>,
    pub(crate) text: At<String>,
    pub(crate) checked: Vec<At<String>>,
    pub(crate) instead: Option<At<String>>,
    pub(crate) covers: Vec<u32>,
}

pub(crate) struct RawLine {
    pub(crate) when: Option<At<String>>,
    pub(crate) text: At<String>,
}

pub(crate) struct RawOption {
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) when: Option<At<String>>,
    pub(crate) needs_draft: bool,
    pub(crate) good: Vec<RawLine>,
    pub(crate) cost: Vec<RawLine>,
    pub(crate) covers: Vec<u32>,
}

pub(crate) struct RawBox {
    pub(crate) id: At<String>,
    pub(crate) title: At<String>,
    pub(crate) when: Option<At<String>>,
    pub(crate) lines: Vec<At<String>>,
    pub(crate) covers: Vec<u32>,
}

impl RawSummaryFile {
    pub(crate) fn read(file: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, "the summary");
        let headings = fields.needed_table("headings", "`headings`", faults);
        let about = fields.needed_table("about", "`about`", faults);
        let file = Self {
            headings: headings.map(|table| table.text_entries(faults)).unwrap_or_default(),
            insights: fields.tables("insight", "an insight", faults, read_insight),
            reminders: fields.tables("reminder", "a reminder", faults, read_reminder),
            plan: fields.tables("plan", "a part of the plan", faults, read_plan),
            options: fields.tables("option", "an option", faults, read_option),
            boxes: fields.tables("box", "a box", faults, read_box),
            about: about.map(|table| read_about(table, faults)).unwrap_or_default(),
            compare: read_compare(&mut fields, faults),
            source: Arc::clone(file),
        };
        fields.finish(faults);
        Some(file)
    }
}

/// The words of a comparison; a questionnaire can do without.
fn read_compare(fields: &mut Fields<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(At<String>, At<String>)> {
    let source = Arc::clone(&fields.place.source);
    let item = fields.item("compare");
    let table = item.and_then(|item| Fields::of_item(&source, item, "`compare`", faults));
    table.map(|table| table.text_entries(faults)).unwrap_or_default()
}

fn read_about(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawAbout {
    let about = RawAbout {
        lines: fields.texts("lines", faults),
        sources_title: fields.text("sources_title", faults),
        sources: fields.texts("sources", faults),
    };
    fields.finish(faults);
    about
}

fn read_insight(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawInsight {
    let insight = RawInsight {
        id: fields.needed_text("id", faults),
        when: fields.needed_text("when", faults),
        text: fields.needed_text("text", faults),
        covers: fields.covers(faults),
    };
    fields.finish(faults);
    insight
}

fn read_reminder(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawReminder {
    let reminder = RawReminder {
        kind: fields.needed_text("kind", faults),
        text: fields.needed_text("text", faults),
        brief: fields.needed_text("brief", faults),
        covers: fields.covers(faults),
    };
    fields.finish(faults);
    reminder
}

fn read_plan(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawPlan {
    let plan = RawPlan {
        kind: fields.needed_text("kind", faults),
        when: fields.text("when", faults),
        text: fields.needed_text("text", faults),
        checked: fields.texts("checked", faults),
        instead: fields.text("instead", faults),
        covers: fields.covers(faults),
    };
    fields.finish(faults);
    plan
}

/// A text with its condition.
pub(crate) fn read_line(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawLine {
    let line = RawLine { when: fields.text("when", faults), text: fields.needed_text("text", faults) };
    fields.finish(faults);
    line
}

fn read_option(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawOption {
    let option = RawOption {
        id: fields.needed_text("id", faults),
        title: fields.needed_text("title", faults),
        when: fields.text("when", faults),
        needs_draft: fields.flag("needs_draft", faults),
        good: fields.tables("good", "a line", faults, read_line),
        cost: fields.tables("cost", "a line", faults, read_line),
        covers: fields.covers(faults),
    };
    fields.finish(faults);
    option
}

fn read_box(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawBox {
    let boxed = RawBox {
        id: fields.needed_text("id", faults),
        title: fields.needed_text("title", faults),
        when: fields.text("when", faults),
        lines: fields.texts("lines", faults),
        covers: fields.covers(faults),
    };
    fields.finish(faults);
    boxed
}
