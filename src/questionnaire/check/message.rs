//! The draft, the direct questions, and what is looked for in texts.

use super::Checker;
use crate::{
    diagnostic::Diagnostic,
    message::{
        Counted, Measure, MessageRules, PressureRule, Severity, Unnamed, WatchKind, WatchRule, model::Model,
        normalise::Spellings, pattern::Pattern, watch::Level,
    },
    questionnaire::{
        Folder,
        condition::{Condition, Expression},
        model::{DraftEdit, DraftTexts, Hint, Kind, MessageTexts, Question},
        raw::{At, RawDraft, RawDraftEdit, RawHint, RawMeasure, RawMessageFile, RawPressure, Text},
    },
};

const SEVERITIES: &[&str] = &["nudge", "refuse", "crisis"];
const WATCH_KINDS: &[&str] = &["self", "others"];

impl Checker<'_> {
    pub(super) fn message(&mut self, raw: &RawMessageFile, folder: &Folder) -> MessageTexts {
        let watches: Vec<_> = raw.hints.iter().map(|hint| &hint.watch).collect();
        self.unique(watches, "hint for");
        MessageTexts {
            draft: self.draft(raw.draft.as_ref()),
            hints: raw.hints.iter().map(|hint| self.hint(hint)).collect(),
            rules: MessageRules { model: self.model(folder), ..self.rules(raw) },
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
            let never = Condition::new(String::new(), Expression::List(Vec::new()));
            return DraftTexts {
                when: never,
                max_words: 0,
                parts: Vec::new(),
                closing: Vec::new(),
                advice: Vec::new(),
                edit: None,
            };
        };
        let max_words = self.limit(raw.max_words.as_ref());
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
        DraftEdit {
            // No walk reaches it, so what reads answers has to read it always.
            question: Question { read_always: true, most_words: Some(most_words), ..question },
            stays: raw.stays.value.to_string(),
            shown: self.template(&raw.shown),
            decide: raw.decide.value.to_string(),
            keep: raw.keep.value.to_string(),
            change: raw.change.value.to_string(),
            leave: raw.leave.value.to_string(),
            refused: raw.refused.value.to_string(),
        }
    }

    fn hint(&mut self, raw: &RawHint) -> Hint {
        let watch = self.watch_kind(&raw.watch);
        Hint { watch, question: self.question(&raw.question) }
    }

    fn watch_kind(&mut self, raw: &At<Text>) -> WatchKind {
        let word = self.one_of(raw, "kind of watch", WATCH_KINDS);
        WatchKind::from_id(word).unwrap_or(WatchKind::SelfHarm)
    }

    fn severity(&mut self, raw: &At<Text>) -> Severity {
        let word = self.one_of(raw, "severity", SEVERITIES);
        Severity::from_id(word).unwrap_or(Severity::Nudge)
    }

    fn rules(&mut self, raw: &RawMessageFile) -> MessageRules {
        let mut rules = MessageRules {
            spellings: Spellings::new(
                raw.spellings.iter().map(|(from, to)| (from.value.to_string(), to.value.to_string())),
            ),
            pressure: raw.pressure.iter().map(|rule| self.pressure(rule)).collect(),
            unnamed: raw.unnamed.as_ref().map(|unnamed| Unnamed {
                kind: unnamed.kind.value.to_string(),
                why: unnamed.why.value.to_string(),
                instead: unnamed.instead.value.to_string(),
            }),
            measures: raw.measures.iter().map(|measure| self.measure(measure)).collect(),
            ..MessageRules::default()
        };
        for watch in &raw.watch {
            let level = self.one_of(&watch.level, "level", &["soft", "sharp"]);
            rules.watch.push(WatchRule {
                kind: self.watch_kind(&watch.kind),
                level: Level::from_id(level).unwrap_or(Level::Soft),
                patterns: self.patterns(&watch.patterns),
            });
        }
        for except in &raw.excepts {
            let excepted = self.patterns(&except.patterns);
            match self.one_of(&except.applies_to, "thing to except from", &["pressure", "watch"]) {
                "pressure" => rules.pressure_except.extend(excepted),
                _ => rules.watch_except.extend(excepted),
            }
        }
        rules
    }

    fn pressure(&mut self, raw: &RawPressure) -> PressureRule {
        PressureRule {
            kind: raw.kind.value.to_string(),
            severity: self.severity(&raw.severity),
            patterns: self.patterns(&raw.patterns),
            watch: raw.watch.as_ref().map(|watch| self.watch_kind(watch)),
            first: raw.first,
            why: raw.why.value.to_string(),
            instead: raw.instead.value.to_string(),
        }
    }

    fn measure(&mut self, raw: &RawMeasure) -> Measure {
        let words = Counted::ALL.map(Counted::id);
        let counts = self.one_of(&raw.counts, "thing to count", &words);
        Measure {
            kind: raw.kind.value.to_string(),
            severity: self.severity(&raw.severity),
            counts: Counted::from_id(counts).unwrap_or(Counted::Words),
            limit: self.limit(raw.limit.as_ref()),
            why: raw.why.value.to_string(),
            instead: raw.instead.value.to_string(),
        }
    }

    /// A number from 1; that one is missing was said when the file was read.
    fn limit(&mut self, raw: Option<&At<i64>>) -> usize {
        let Some(raw) = raw else { return 0 };
        match usize::try_from(raw.value) {
            Ok(limit) if limit > 0 => limit,
            _ => {
                self.fault(Diagnostic::error("bad-number", &raw.place, "this must be a number from 1"));
                1
            }
        }
    }

    fn patterns(&mut self, raw: &[At<Text>]) -> Vec<Pattern> {
        if self.came_with_program {
            return raw.iter().map(|text| Pattern::unchecked(text.value.clone())).collect();
        }
        let mut patterns = Vec::with_capacity(raw.len());
        for text in raw {
            if text.value.trim().is_empty() {
                let message = "a pattern must not be blank: it would match everywhere";
                self.fault(Diagnostic::error("blank-text", &text.place, message));
                continue;
            }
            match Pattern::new(&text.value) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => {
                    let place = text.place.inside(&text.value, error.range.clone());
                    let message = format!("this pattern cannot be read: {error}");
                    self.fault(
                        Diagnostic::error("bad-pattern", &place, message).help(
                            "a pattern is a regular expression, without look-around and back-references",
                        ),
                    );
                }
            }
        }
        patterns
    }
}

fn texts(raw: &[At<Text>]) -> Vec<String> {
    raw.iter().map(|text| text.value.to_string()).collect()
}
