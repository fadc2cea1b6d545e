//! Help lines.

use super::Checker;
use crate::{
    diagnostic::{Diagnostic, Place, did_you_mean},
    questionnaire::{
        model::{SupportLine, SupportTexts},
        raw::{At, RawSupportFile, RawSupportLine},
    },
};

impl Checker<'_> {
    pub(super) fn support(&mut self, raw: &RawSupportFile) -> SupportTexts {
        let regions: Vec<&str> = raw.regions.iter().map(|(code, _)| &*code.value).collect();
        self.region(&raw.fallback, &regions);
        SupportTexts {
            note: raw.note.value.clone(),
            fallback: raw.fallback.value.clone(),
            regions: table(&raw.regions),
            kinds: table(&raw.kinds),
            lines: raw.lines.iter().map(|line| self.support_line(line, &regions)).collect(),
        }
    }

    fn support_line(&mut self, raw: &RawSupportLine, regions: &[&str]) -> SupportLine {
        self.region(&raw.region, regions);
        self.support_kind(&raw.kind);
        if !is_day(&raw.checked.value) {
            let message = "this must be a day, written as 2026-11-23";
            self.fault(Diagnostic::error("bad-day", &raw.checked.place, message));
        }
        SupportLine {
            region: raw.region.value.clone(),
            kind: raw.kind.value.clone(),
            name: raw.name.value.clone(),
            contact: raw.contact.value.clone(),
            source: raw.source.value.clone(),
            checked: raw.checked.value.clone(),
        }
    }

    fn region(&mut self, region: &At<String>, regions: &[&str]) {
        if !regions.contains(&&*region.value) {
            let place: &Place = &region.place;
            let message = format!("`regions` has no `{}`", region.value);
            let help = did_you_mean(&region.value, regions.iter().copied());
            self.fault(Diagnostic::error("unknown-id", place, message).maybe_help(help));
        }
    }
}

fn table(raw: &[(At<String>, At<String>)]) -> std::collections::BTreeMap<String, String> {
    raw.iter().map(|(key, text)| (key.value.clone(), text.value.clone())).collect()
}

/// Whether this is a day of the calendar as `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}
