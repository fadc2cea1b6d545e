//! One question: its kind with all that belongs to it, and nothing that does not.

use super::Checker;
use crate::{
    answer::Answer,
    diagnostic::{Diagnostic, Place, did_you_mean},
    questionnaire::{
        model::{Choice, Kind, Question, Rank, Scale, WatchCeiling},
        raw::{At, RawChoice, RawDefault, RawQuestion},
    },
};

const KINDS: &[&str] =
    &["single-choice", "multi-choice", "scale", "yes-no", "short-text", "long-text", "rank", "note"];

/// A scale with more places than this is not one that a person can read.
const LONGEST_SCALE: i64 = 100;

impl Checker<'_> {
    /// A question, read where `scope.before` says that it stands.
    pub(super) fn question(&mut self, raw: &RawQuestion) -> Question {
        let kind = self.kind(raw);
        // Of a kind that there is not, nobody knows what belongs to it.
        let is_known = KINDS.contains(&&*raw.kind.value);
        if is_known {
            self.foreign_keys(raw, &kind);
        }
        let default =
            raw.default.as_ref().filter(|_| is_known).and_then(|default| self.default(default, &kind));
        let skip = raw.skip.as_ref().filter(|_| is_known).and_then(|skip| self.skip(skip, raw, &kind));
        for wish in &raw.support {
            self.support_kind(wish);
        }
        if raw.required && is_known && matches!(kind, Kind::Note) {
            self.fault(Diagnostic::error(
                "required-note",
                &raw.head,
                "a note has no answer and cannot be required",
            ));
        }
        let watch =
            match raw.watch.as_ref().map(|watch| self.one_of(watch, "watch", &["sharp", "soft", "off"])) {
                _ if !kind.is_text() => WatchCeiling::Off,
                None | Some("sharp") => WatchCeiling::Sharp,
                Some("soft") => WatchCeiling::Soft,
                Some(_) => WatchCeiling::Off,
            };
        Question {
            id: raw.id.value.clone(),
            ask: self.template(&raw.ask),
            help: self.template_if(raw.help.as_ref()),
            core: raw.core,
            required: raw.required,
            when: self.condition_if(raw.when.as_ref()),
            default,
            skip,
            read_always: raw.read_always,
            watch,
            pressure: raw.pressure,
            support: raw.support.iter().map(|kind| kind.value.clone()).collect(),
            most_words: None,
            covers: raw.covers.clone(),
            kind,
        }
    }

    fn kind(&mut self, raw: &RawQuestion) -> Kind {
        let word = self.one_of(&raw.kind, "kind of question", KINDS);
        match word {
            // One that there is not stands as a note, of which nothing more can be wrong.
            _ if word != raw.kind.value => Kind::Note,
            "single-choice" => Kind::SingleChoice(self.choices(raw)),
            "multi-choice" => Kind::MultiChoice(self.choices(raw)),
            "scale" => Kind::Scale(self.scale(raw)),
            "yes-no" => Kind::YesNo,
            "short-text" => Kind::ShortText,
            "long-text" => Kind::LongText,
            "rank" => Kind::Rank(self.rank(raw)),
            _ => Kind::Note,
        }
    }

    fn choices(&mut self, raw: &RawQuestion) -> Vec<Choice> {
        let choices = raw.choices.as_deref().unwrap_or_default();
        if choices.len() < 2 {
            let message = "a choice question needs at least two `choices`";
            self.fault(Diagnostic::error("too-few-choices", &raw.head, message));
        }
        self.unique(choices.iter().map(|choice| &choice.value), "choice");
        choices.iter().map(|choice| self.choice(choice, raw)).collect()
    }

    fn choice(&mut self, choice: &RawChoice, raw: &RawQuestion) -> Choice {
        let value = &choice.value;
        // A line of answers is split at commas, and a number picks by its place.
        let unfit = value.value.contains([',', '\n']) || value.value.trim() != value.value;
        if unfit || value.value.parse::<u64>().is_ok() {
            let message = "a choice's value must be a word: no comma, no line break, not only digits";
            self.fault(Diagnostic::error("bad-value", &value.place, message));
        }
        if choice.exclusive && raw.kind.value == "single-choice" {
            let message = "`exclusive` belongs to a multi-choice: a single choice always clears the rest";
            self.fault(Diagnostic::error("foreign-key", &value.place, message));
        }
        Choice {
            value: value.value.clone(),
            label: self.template(&choice.label),
            exclusive: choice.exclusive,
            when: self.condition_if(choice.when.as_ref()),
        }
    }

    fn scale(&mut self, raw: &RawQuestion) -> Scale {
        let scale = Scale {
            min: raw.min.as_ref().map_or(0, |min| min.value),
            max: raw.max.as_ref().map_or(1, |max| max.value),
            min_label: self.template_if(raw.min_label.as_ref()).unwrap_or_default(),
            max_label: self.template_if(raw.max_label.as_ref()).unwrap_or_default(),
        };
        match (&raw.min, &raw.max) {
            (Some(min), Some(max)) if min.value >= max.value => {
                let message =
                    format!("this scale is turned round: it goes from {} to {}", min.value, max.value);
                self.fault(
                    Diagnostic::error("bad-scale", &max.place, message)
                        .also(&min.place, "the low end")
                        .help("make `min` smaller than `max`"),
                );
            }
            (Some(min), Some(max)) if max.value.saturating_sub(min.value) > LONGEST_SCALE => {
                let message = format!("a scale has at most {LONGEST_SCALE} steps");
                self.fault(Diagnostic::error("bad-scale", &max.place, message));
            }
            (Some(_), Some(_)) => {}
            _ => self.fault(Diagnostic::error("missing-key", &raw.head, "a scale needs `min` and `max`")),
        }
        scale
    }

    fn rank(&mut self, raw: &RawQuestion) -> Rank {
        let empty = |from: String| Rank { from, top: 1, choices: Vec::new() };
        let Some(from) = &raw.from else {
            let message = "a rank needs `from`: the multi-choice whose values it puts in order";
            self.fault(Diagnostic::error("missing-key", &raw.head, message));
            return empty(String::new());
        };
        let is_multi = self.names.kinds.get(&*from.value).is_some_and(|kind| kind == "multi-choice");
        if !is_multi || !self.scope.is_earlier(&from.value) {
            let kinds = self.names.kinds.iter();
            let multis = kinds.filter(|(id, kind)| *kind == "multi-choice" && self.scope.is_earlier(id));
            let help = did_you_mean(&from.value, multis.map(|(id, _)| id.as_str()));
            let message = format!("`{}` is no multi-choice that is asked before this rank", from.value);
            self.fault(Diagnostic::error("bad-rank", &from.place, message).maybe_help(help));
            return empty(from.value.clone());
        }
        let top = match raw.top.as_ref().map(|top| (top, usize::try_from(top.value))) {
            None => usize::MAX,
            Some((_, Ok(top))) if top > 0 => top,
            Some((top, _)) => {
                self.fault(Diagnostic::error("bad-number", &top.place, "`top` must be a number from 1"));
                1
            }
        };
        // The choices are filled in when all stages are read: `from` stands earlier, but perhaps in another file.
        Rank { top, ..empty(from.value.clone()) }
    }

    /// A preselected answer must fit the question like any other.
    fn default(&mut self, raw: &At<RawDefault>, kind: &Kind) -> Option<Answer> {
        let answer = match (kind, &raw.value) {
            (Kind::SingleChoice(choices), RawDefault::Text(value)) => {
                self.default_choice(choices, value, &raw.place).map(Answer::Choice)
            }
            (Kind::MultiChoice(choices), RawDefault::Texts(values)) => {
                let found: Option<Vec<_>> =
                    values.iter().map(|value| self.default_choice(choices, value, &raw.place)).collect();
                found.map(Answer::Choices)
            }
            (Kind::Scale(scale), RawDefault::Number(number)) => {
                if (scale.min..=scale.max).contains(number) {
                    Some(Answer::Number(*number))
                } else {
                    let message = format!("{number} is not on the scale from {} to {}", scale.min, scale.max);
                    self.fault(Diagnostic::error("bad-default", &raw.place, message));
                    None
                }
            }
            (Kind::YesNo, RawDefault::Boolean(flag)) => Some(Answer::YesNo(*flag)),
            (Kind::ShortText | Kind::LongText, RawDefault::Text(text)) => Some(Answer::Text(text.clone())),
            _ => {
                let message = format!("this default does not fit a {} question", kind.name());
                self.fault(Diagnostic::error("bad-default", &raw.place, message));
                None
            }
        };
        answer.filter(|answer| !answer.is_blank())
    }

    fn default_choice(&mut self, choices: &[Choice], value: &str, place: &Place) -> Option<String> {
        let found = choices.iter().find(|choice| choice.value == value).map(|choice| choice.value.clone());
        if found.is_none() {
            let help = did_you_mean(value, choices.iter().map(|choice| &*choice.value));
            let message = format!("there is no choice `{value}`");
            self.fault(Diagnostic::error("unknown-choice", place, message).maybe_help(help));
        }
        found
    }

    fn skip(&mut self, skip: &At<String>, raw: &RawQuestion, kind: &Kind) -> Option<Answer> {
        let Kind::SingleChoice(choices) = kind else {
            let message = "only the skip of a single-choice can stand for one of its choices";
            self.fault(Diagnostic::error("foreign-key", &skip.place, message));
            return None;
        };
        if raw.required {
            let message = "a required question cannot be skipped";
            self.fault(Diagnostic::error("foreign-key", &skip.place, message));
        }
        self.default_choice(choices, &skip.value, &skip.place).map(Answer::Choice)
    }

    /// Keys that mean nothing for this kind are a slip, not a decoration.
    fn foreign_keys(&mut self, raw: &RawQuestion, kind: &Kind) {
        let mut foreign: Vec<(&str, Place)> = Vec::new();
        let mut add = |key: &'static str, place: Option<Place>, fits: bool| {
            if let (Some(place), false) = (place, fits) {
                foreign.push((key, place));
            }
        };
        let is_choice = matches!(kind, Kind::SingleChoice(_) | Kind::MultiChoice(_));
        let is_scale = matches!(kind, Kind::Scale(_));
        let is_rank = matches!(kind, Kind::Rank(_));
        let choices = raw.choices.as_ref().map(|choices| {
            choices.first().map_or_else(|| raw.head.clone(), |choice| choice.value.place.clone())
        });
        add("choices", choices, is_choice);
        add("min", raw.min.as_ref().map(|at| at.place.clone()), is_scale);
        add("max", raw.max.as_ref().map(|at| at.place.clone()), is_scale);
        add("min_label", raw.min_label.as_ref().map(|at| at.place.clone()), is_scale);
        add("max_label", raw.max_label.as_ref().map(|at| at.place.clone()), is_scale);
        add("from", raw.from.as_ref().map(|at| at.place.clone()), is_rank);
        add("top", raw.top.as_ref().map(|at| at.place.clone()), is_rank);
        add("watch", raw.watch.as_ref().map(|at| at.place.clone()), kind.is_text());
        add("pressure", raw.pressure.then(|| raw.head.clone()), kind.is_text());
        for (key, place) in foreign {
            let message = format!("`{key}` means nothing for a {} question", kind.name());
            self.fault(Diagnostic::error("foreign-key", &place, message));
        }
    }
}

/// Gives every rank the choices of the multi-choice that it puts in order.
pub(super) fn fill_ranks(stages: &mut [crate::questionnaire::model::Stage]) {
    let questions = || stages.iter().flat_map(|stage| &stage.questions);
    let mut filled: Vec<(String, Vec<Choice>)> = Vec::new();
    for question in questions() {
        if let Kind::Rank(rank) = &question.kind
            && let Some(source) = questions().find(|source| source.id == rank.from)
        {
            filled.push((question.id.clone(), source.kind.choices().to_vec()));
        }
    }
    for question in stages.iter_mut().flat_map(|stage| &mut stage.questions) {
        if let Kind::Rank(rank) = &mut question.kind
            && let Some((_, choices)) = filled.iter().find(|(id, _)| *id == question.id)
        {
            rank.choices.clone_from(choices);
        }
    }
}
