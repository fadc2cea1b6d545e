//! The draft, the direct questions, and what is looked for in texts.

use super::{
    Checker,
    rules::{limit, read_late, rules, watch_kind},
};
use crate::{
    diagnostic::Diagnostic,
    message::{MessageRules, model::Model},
    questionnaire::{
        Folder,
        condition::{Condition, Expression},
        model::{DraftTexts, Hint, Late, MessageTexts},
        raw::{At, RawDraft, RawHint, RawMessageFile, RawRules, Text},
    },
};

impl Checker<'_> {
    pub(super) fn message(&mut self, raw: &RawMessageFile, folder: &Folder) -> MessageTexts {
        let watches: Vec<_> = raw.hints.iter().map(|hint| &hint.watch).collect();
        self.unique(watches, "hint for");
        MessageTexts {
            draft: self.draft(raw.draft.as_ref()),
            hints: raw.hints.iter().map(|hint| self.hint(hint)).collect(),
            rules: self.rules(raw.rules.as_ref(), folder),
        }
    }

    /// The rules; without those as written, they came with the program and are put together when they are needed.
    fn rules(&mut self, raw: Option<&RawRules>, folder: &Folder) -> Late<MessageRules> {
        let Some(raw) = raw else { return read_late(folder) };
        let rules = MessageRules { model: self.model(folder), ..rules(raw, self.faults) };
        Late::new(Box::new(|| rules))
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
            let never = Condition::new(String::new(), Expression::List(Vec::new()));
            return DraftTexts {
                when: never,
                max_words: 0,
                parts: Vec::new(),
                closing: Vec::new(),
                advice: Vec::new(),
            };
        };
        DraftTexts {
            when: self.condition(&raw.when),
            max_words: limit(raw.max_words.as_ref(), self.faults),
            parts: self.lines(&raw.parts),
            closing: texts(&raw.closing),
            advice: texts(&raw.advice),
        }
    }

    fn hint(&mut self, raw: &RawHint) -> Hint {
        let watch = watch_kind(&raw.watch, self.faults);
        Hint { watch, question: self.question(&raw.question) }
    }
}

fn texts(raw: &[At<Text>]) -> Vec<String> {
    raw.iter().map(|text| text.value.to_string()).collect()
}
