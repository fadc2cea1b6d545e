//! Gates, offers and what `open` asks for.

use super::Checker;
use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    questionnaire::{
        condition::Condition,
        model::{Gate, Offer, Open, SupportWish},
        raw::{At, RawGate, RawOffer, RawOpen, RawWish},
        template::Template,
    },
};

impl Checker<'_> {
    pub(super) fn gate(&mut self, raw: &RawGate) -> Gate {
        super::names::check_word(&raw.id, '-', self.faults);
        if raw.id.value == "open" {
            let message = "`open` is the outcome without any gate and cannot be a gate's id";
            self.fault(Diagnostic::error("reserved-id", &raw.id.place, message));
        }
        let same = self.names.gates.iter().filter(|id| **id == raw.id.value).count();
        if same > 1 {
            let message = format!("there are {same} gates with the id `{}`", raw.id.value);
            self.fault(Diagnostic::error("duplicate-id", &raw.id.place, message));
        }
        if raw.closes.is_empty() && !raw.ends {
            let message = "a gate must close or end something";
            self.fault(
                Diagnostic::error("idle-gate", &raw.head, message)
                    .help("give it `closes = [\"…\"]` or `ends = true`, or make it an `[[offer]]`"),
            );
        }
        for closed in &raw.closes {
            self.closed(closed);
        }
        Gate {
            id: raw.id.value.clone(),
            title: self.template(&raw.title),
            when: self.condition(&raw.when),
            after: self.after(raw.after.as_ref()),
            says: self.template(&raw.says),
            next: self.template_if(raw.next.as_ref()).unwrap_or_default(),
            closes: raw.closes.iter().map(|id| id.value.clone()).collect(),
            ends: raw.ends,
            support: self.wishes(&raw.support),
            brief: raw.brief,
            offers_delete: raw.offers_delete,
            support_first: raw.support_first,
            covers: raw.covers.clone(),
        }
    }

    /// What a gate closes must exist.
    fn closed(&mut self, closed: &At<String>) {
        let known = self.names.stages.iter().chain(self.names.shapes.keys());
        if !known.clone().any(|id| *id == closed.value) {
            let message = format!("there is no stage or question `{}`", closed.value);
            let help = did_you_mean(&closed.value, known.map(String::as_str));
            self.fault(Diagnostic::error("unknown-id", &closed.place, message).maybe_help(help));
        }
    }

    fn after(&mut self, raw: Option<&At<String>>) -> Option<usize> {
        let raw = raw?;
        let found = self.names.stages.iter().position(|stage| *stage == raw.value);
        if found.is_none() {
            let message = format!("there is no stage `{}`", raw.value);
            let help = did_you_mean(&raw.value, self.names.stages.iter().map(String::as_str));
            self.fault(Diagnostic::error("unknown-id", &raw.place, message).maybe_help(help));
        }
        found
    }

    pub(super) fn wishes(&mut self, raw: &[RawWish]) -> Vec<SupportWish> {
        raw.iter()
            .map(|wish| {
                self.support_kind(&wish.kind);
                SupportWish { kind: wish.kind.value.clone(), when: self.condition_if(wish.when.as_ref()) }
            })
            .collect()
    }

    /// A kind of help line must be one that the support file names.
    pub(super) fn support_kind(&mut self, kind: &At<String>) {
        if !self.names.support_kinds.contains(&kind.value) {
            let message = format!("there is no kind of help line `{}`", kind.value);
            let help = did_you_mean(&kind.value, self.names.support_kinds.iter().map(String::as_str));
            self.fault(Diagnostic::error("unknown-id", &kind.place, message).maybe_help(help));
        }
    }

    pub(super) fn offer(&mut self, raw: &RawOffer) -> Offer {
        Offer {
            id: raw.id.value.clone(),
            when: self.condition(&raw.when),
            says: self.template(&raw.says),
            support: self.wishes(&raw.support),
        }
    }

    pub(super) fn open(&mut self, raw: Option<&RawOpen>) -> Open {
        let Some(raw) = raw else {
            // That it is missing was said when the file was read; nothing is ever open without it.
            let never = Condition::never();
            return Open {
                when: never,
                after: None,
                answered: Vec::new(),
                says: Template::default(),
                refused: None,
            };
        };
        for id in &raw.answered {
            if !self.scope.questions.contains_key(&*id.value) {
                let message = format!("there is no question `{}`", id.value);
                let help = did_you_mean(&id.value, self.scope.questions.keys().map(String::as_str));
                self.fault(Diagnostic::error("unknown-id", &id.place, message).maybe_help(help));
            }
        }
        Open {
            when: self.condition(&raw.when),
            after: self.after(raw.after.as_ref()),
            answered: raw.answered.iter().map(|id| id.value.clone()).collect(),
            says: self.template(&raw.says),
            refused: self.template_if(raw.refused.as_ref()),
        }
    }
}
