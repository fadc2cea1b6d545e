//! `support.toml`: help lines by region and kind.

use super::table::{At, Fields, parse};
use crate::diagnostic::{Diagnostic, Source};
use std::sync::Arc;

pub(crate) struct RawSupportFile {
    pub(crate) note: At<String>,
    pub(crate) fallback: At<String>,
    pub(crate) regions: Vec<(At<String>, At<String>)>,
    pub(crate) kinds: Vec<(At<String>, At<String>)>,
    pub(crate) lines: Vec<RawSupportLine>,
}

pub(crate) struct RawSupportLine {
    pub(crate) region: At<String>,
    pub(crate) kind: At<String>,
    pub(crate) name: At<String>,
    pub(crate) contact: At<String>,
    pub(crate) source: At<String>,
    pub(crate) checked: At<String>,
}

impl RawSupportFile {
    pub(crate) fn read(file: &Arc<Source>, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let tree = parse(file, faults)?;
        let mut fields = Fields::of_file(file, &tree, "the support file");
        let regions = fields.needed_table("regions", "`regions`", faults);
        let kinds = fields.needed_table("kinds", "`kinds`", faults);
        let file = Self {
            note: fields.needed_text("note", faults),
            fallback: fields.needed_text("fallback", faults),
            regions: regions.map(|table| table.text_entries(faults)).unwrap_or_default(),
            kinds: kinds.map(|table| table.text_entries(faults)).unwrap_or_default(),
            lines: fields.tables("line", "a help line", faults, read_line),
        };
        fields.finish(faults);
        Some(file)
    }
}

fn read_line(mut fields: Fields<'_>, faults: &mut Vec<Diagnostic>) -> RawSupportLine {
    let line = RawSupportLine {
        region: fields.needed_text("region", faults),
        kind: fields.needed_text("kind", faults),
        name: fields.needed_text("name", faults),
        contact: fields.needed_text("contact", faults),
        source: fields.needed_text("source", faults),
        checked: fields.needed_text("checked", faults),
    };
    fields.finish(faults);
    line
}
