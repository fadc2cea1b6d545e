//! The draft, the direct questions, and what is looked for in texts.

use super::{
    Checker,
    rules::{limit, rules, watch_kind},
};
use crate::{
    diagnostic::Diagnostic,
    message::{MessageRules, model::Model},
    questionnaire::{
        Folder,
        condition::Condition,
        model::{DraftEdit, DraftTexts, Hint, Kind, MessageTexts, Question},
        raw::{At, RawDraft, RawDraftEdit, RawHint, RawMessageFile},
    },
};

impl Checker<'_> {
    pub(super) fn message(&mut self, raw: &RawMessageFile, folder: &Folder) -> MessageTexts {
        let watches: Vec<_> = raw.hints.iter().map(|hint| &hint.watch).collect();
        self.unique(watches, "hint for");
        MessageTexts {
            draft: self.draft(raw.draft.as_ref()),
            hints: raw.hints.iter().map(|hint| self.hint(hint)).collect(),
            rules: MessageRules { model: self.model(folder), ..rules(&raw.rules, self.faults) }.into(),
        }
    }

    /// The trained model; a questionnaire can do without.
    fn model(&mut self, folder: &Folder) -> Option<Model> {
        match Model::read(folder.model.clone()?) {
            Ok(model) => Some(model),
            Err(error) => {
                let message = format!("`{}/message.model` cannot be used: {error}", folder.name);
                self.fault(
                    Diagnostic::placeless("bad-model", message).help("train it again, or take the file away"),
                );
                None
            }
        }
    }

    fn draft(&mut self, raw: Option<&RawDraft>) -> DraftTexts {
        let Some(raw) = raw else {
            // That it is missing was said when the file was read.
            let never = Condition::never();
            return DraftTexts {
                when: never,
                max_words: 0,
                parts: Vec::new(),
                closing: Vec::new(),
                advice: Vec::new(),
                edit: None,
            };
        };
        let max_words = limit(raw.max_words.as_ref(), self.faults);
        let closing = texts(&raw.closing);
        let taken: usize = closing.iter().map(|sentence| sentence.split_whitespace().count()).sum();
        DraftTexts {
            when: self.condition(&raw.when),
            max_words,
            parts: self.lines(&raw.parts),
            closing,
            advice: texts(&raw.advice),
            edit: raw.edit.as_ref().map(|edit| self.draft_edit(edit, max_words.saturating_sub(taken))),
        }
    }

    /// How the draft may be changed, to at most `most_words` words.
    fn draft_edit(&mut self, raw: &RawDraftEdit, most_words: usize) -> DraftEdit {
        let question = self.question(&raw.question);
        if !matches!(question.kind, Kind::LongText) {
            let message = "the words of a draft are a `long-text`";
            self.fault(Diagnostic::error("not-a-long-text", &raw.question.kind.place, message));
        }
        let raw_question = &raw.question;
        let head = |is_there: bool| is_there.then_some(&raw_question.head);
        for (key, place) in [
            ("when", raw_question.when.as_ref().map(|when| &when.place)),
            ("default", raw_question.default.as_ref().map(|default| &default.place)),
            ("required", head(raw_question.required)),
            ("pressure", head(raw_question.pressure)),
        ] {
            if let Some(place) = place {
                let message = format!(
                    "`{key}` means nothing here: a draft that was made is always asked about and looked over"
                );
                self.fault(Diagnostic::error("foreign-key", place, message));
            }
        }
        DraftEdit {
            // No walk reaches it, so what reads answers has to read it always.
            question: Question { read_always: true, most_words: Some(most_words), ..question },
            stays: raw.stays.value.clone(),
            shown: self.template(&raw.shown),
            decide: raw.decide.value.clone(),
            keep: raw.keep.value.clone(),
            change: raw.change.value.clone(),
            leave: raw.leave.value.clone(),
            refused: raw.refused.value.clone(),
        }
    }

    fn hint(&mut self, raw: &RawHint) -> Hint {
        let watch = watch_kind(&raw.watch, self.faults);
        Hint { watch, question: self.question(&raw.question) }
    }
}

fn texts(raw: &[At<String>]) -> Vec<String> {
    raw.iter().map(|text| text.value.clone()).collect()
}
