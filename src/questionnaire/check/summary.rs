//! What the summary is made of.

use super::Checker;
use crate::{
    diagnostic::{Diagnostic, Place, did_you_mean},
    questionnaire::{
        model::{BoxText, InsightText, OptionText, PlanText, ReminderText, SummaryTexts},
        raw::{RawPlan, RawReminder, RawSummaryFile},
    },
};
use std::collections::BTreeMap;

/// The titles that a summary needs.
const HEADINGS: &[&str] = &[
    "stand",
    "said",
    "noticed",
    "options",
    "plan",
    "draft",
    "support",
    "reminders",
    "about",
    "good",
    "cost",
];

/// The words of a comparison, each with the plain ones that serve where a questionnaire has none of its own.
const COMPARE: &[(&str, &str)] = &[
    ("title", "Then and now"),
    ("lead", "Two sessions side by side."),
    ("then", "Then"),
    ("now", "Now"),
    ("unclear", "Not everything is known yet."),
    ("was-open", "Nothing stood in the way then."),
    ("paused", "This one was paused."),
    ("stand", "Where you stood, and where you stand"),
    ("closed", "What holds now and did not then"),
    ("opened", "What held then and does not now"),
    ("opened-note", "Your answers were different then. Only you know which is true."),
    ("still", "What held then and holds now"),
    ("numbers", "Your numbers, then and now"),
    ("changed", "Answers that are different"),
    ("new", "Answers that are new"),
    ("left", "Questions you left this time"),
    ("none", "No answer"),
    ("rest", "Everything else"),
    ("same", "Answers that are the same"),
    ("not-asked", "Earlier answers to questions that were not asked this time"),
];

const REMINDERS: &[&str] = &["consent", "self-care", "honesty"];

const PLAN: &[&str] = &["reasons", "lean", "if-then", "urge", "care", "look-again"];

impl Checker<'_> {
    pub(super) fn summary(&mut self, raw: &RawSummaryFile) -> SummaryTexts {
        self.headings(raw);
        self.reminder_kinds(raw);
        self.unique(raw.insights.iter().map(|insight| &insight.id), "insight");
        self.unique(raw.options.iter().map(|option| &option.id), "option");
        self.unique(raw.boxes.iter().map(|boxed| &boxed.id), "box");
        SummaryTexts {
            headings: raw
                .headings
                .iter()
                .map(|(name, title)| (name.value.clone(), title.value.clone()))
                .collect(),
            insights: raw
                .insights
                .iter()
                .map(|insight| InsightText {
                    id: insight.id.value.clone(),
                    when: self.condition(&insight.when),
                    text: self.template(&insight.text),
                    covers: insight.covers.clone(),
                })
                .collect(),
            reminders: raw.reminders.iter().map(|reminder| self.reminder(reminder)).collect(),
            plan: raw.plan.iter().map(|part| self.plan(part)).collect(),
            options: raw
                .options
                .iter()
                .map(|option| OptionText {
                    id: option.id.value.clone(),
                    title: option.title.value.clone(),
                    when: self.condition_if(option.when.as_ref()),
                    needs_draft: option.needs_draft,
                    good: self.lines(&option.good),
                    cost: self.lines(&option.cost),
                    covers: option.covers.clone(),
                })
                .collect(),
            boxes: raw
                .boxes
                .iter()
                .map(|boxed| BoxText {
                    id: boxed.id.value.clone(),
                    title: boxed.title.value.clone(),
                    when: self.condition_if(boxed.when.as_ref()),
                    lines: boxed.lines.iter().map(|line| self.template(line)).collect(),
                    covers: boxed.covers.clone(),
                })
                .collect(),
            compare: self.compare(raw),
            about: raw.about.lines.iter().map(|line| line.value.clone()).collect(),
            sources_title: raw.about.sources_title.as_ref().map(|title| title.value.clone()),
            sources: raw.about.sources.iter().map(|source| source.value.clone()).collect(),
        }
    }

    fn headings(&mut self, raw: &RawSummaryFile) {
        for (name, _) in &raw.headings {
            self.one_of(name, "heading", HEADINGS);
        }
        for heading in HEADINGS {
            if !raw.headings.iter().any(|(name, _)| name.value == *heading) {
                let place = Place::new(&raw.source, 0..0);
                let message = format!("`headings` needs `{heading}`");
                self.fault(Diagnostic::error("missing-key", &place, message));
            }
        }
    }

    fn compare(&mut self, raw: &RawSummaryFile) -> BTreeMap<String, String> {
        let names: Vec<&str> = COMPARE.iter().map(|(name, _)| *name).collect();
        let mut texts: BTreeMap<String, String> =
            COMPARE.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        for (name, text) in &raw.compare {
            let name = self.one_of(name, "word for a comparison", &names);
            texts.insert(name.to_owned(), text.value.clone());
        }
        texts
    }

    /// Every summary has all the reminders, so each must be there once.
    fn reminder_kinds(&mut self, raw: &RawSummaryFile) {
        self.unique(raw.reminders.iter().map(|reminder| &reminder.kind), "reminder");
        for kind in REMINDERS {
            if !raw.reminders.iter().any(|reminder| reminder.kind.value == *kind) {
                let place = Place::new(&raw.source, 0..0);
                let message = format!("there is no reminder of the kind `{kind}`");
                self.fault(
                    Diagnostic::error("missing-reminder", &place, message)
                        .help("every summary has all three: consent, self-care and honesty"),
                );
            }
        }
    }

    fn reminder(&mut self, raw: &RawReminder) -> ReminderText {
        ReminderText {
            kind: self.one_of(&raw.kind, "kind of reminder", REMINDERS).to_owned(),
            text: self.template(&raw.text),
            brief: self.template(&raw.brief),
            covers: raw.covers.clone(),
        }
    }

    fn plan(&mut self, raw: &RawPlan) -> PlanText {
        for id in &raw.checked {
            let is_text = matches!(
                self.names.kinds.get(&*id.value).map(String::as_str),
                Some("short-text" | "long-text")
            );
            if !is_text {
                let texts = self.names.kinds.iter().filter(|(_, kind)| kind.ends_with("-text"));
                let help = did_you_mean(&id.value, texts.map(|(id, _)| id.as_str()));
                let message = format!("there is no text question `{}`", id.value);
                self.fault(Diagnostic::error("unknown-id", &id.place, message).maybe_help(help));
            }
        }
        if let (Some(first), None) = (raw.checked.first(), &raw.instead) {
            let message = "a part with `checked` texts needs what to say `instead` of refused ones";
            self.fault(Diagnostic::error("missing-key", &first.place, message));
        }
        PlanText {
            kind: self.one_of(&raw.kind, "part of a plan", PLAN).to_owned(),
            when: self.condition_if(raw.when.as_ref()),
            text: self.template(&raw.text),
            checked: raw.checked.iter().map(|id| id.value.clone()).collect(),
            instead: self.template_if(raw.instead.as_ref()),
            covers: raw.covers.clone(),
        }
    }
}
