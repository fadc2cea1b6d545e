//! The walk from the first question to the last: what is asked, what is closed, where it stands.
//!
//! A walk can go on when a reply comes for the question it waits for; after an edit a new one starts from the first
//! question. Both ways lead to the same place: a property test holds it so.

use super::facts::Known;
use crate::{
    answer::{Answer, Answers},
    message::{Finding, WatchKind},
    questionnaire::{Kind, Question, Questionnaire, condition::Facts},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What a person did with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Answered it.
    Answer(Answer),
    /// Left it, or read it, for a note.
    Left,
}

impl Given {
    /// The answer, if it is one.
    pub fn answer(&self) -> Option<&Answer> {
        if let Self::Answer(answer) = self { Some(answer) } else { None }
    }
}

/// What became of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// Asked, as far as its questions were there to be asked.
    Asked,
    /// A gate or its own condition shut it, perhaps part of the way.
    Closed,
    /// The walk ended before it.
    NotReached,
}

impl StageState {
    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Closed => "closed",
            Self::NotReached => "not-reached",
        }
    }
}

/// What a walk is made for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a, 'q> {
    pub(super) questionnaire: &'q Questionnaire,
    pub(super) given: &'a BTreeMap<String, Given>,
    pub(super) supplied: &'a Answers,
    pub(super) findings: &'a BTreeMap<String, Vec<Finding>>,
    /// Only the core questions.
    pub(super) short: bool,
    /// A person is there to answer the direct question after a hint.
    pub(super) asks_hints: bool,
    /// Questions without a reply count as left: for looking ahead.
    pub(super) to_the_end: bool,
}

/// How far a session has come.
#[derive(Debug, Clone)]
pub struct Walk<'q> {
    /// What is known there.
    pub known: Known<'q>,
    /// The questions that were reached, in order, with their stages; the one waited for is not among them.
    pub path: Vec<(String, usize)>,
    /// The question that it waits for, with its stage; none when the walk is over.
    pub waits_for: Option<(String, usize)>,
    states: Vec<StageState>,
    stage: usize,
    question: usize,
    hints: VecDeque<WatchKind>,
    hinted: BTreeSet<&'static str>,
    ended: bool,
}

impl<'q> Walk<'q> {
    pub(super) fn new(questionnaire: &'q Questionnaire, asks_hints: bool) -> Self {
        Self {
            known: Known::new(questionnaire, asks_hints),
            path: Vec::new(),
            waits_for: None,
            states: vec![StageState::NotReached; questionnaire.stages.len()],
            stage: 0,
            question: 0,
            hints: VecDeque::new(),
            hinted: BTreeSet::new(),
            ended: false,
        }
    }

    /// What became of each stage, in order.
    pub fn states(&self) -> &[StageState] {
        &self.states
    }

    /// Whether an ending gate stopped it.
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    /// Goes on until a question waits for a reply, or there is none left.
    pub(super) fn advance(&mut self, ground: Ground<'_, 'q>) {
        self.waits_for = None;
        while !self.ended {
            if let Some(hint) = self.next_hint(ground) {
                if !self.reach(
                    ground,
                    hint,
                    self.stage.min(ground.questionnaire.stages.len().saturating_sub(1)),
                ) {
                    return;
                }
                self.hints.pop_front();
                continue;
            }
            let Some(stage) = ground.questionnaire.stages.get(self.stage) else { return };
            if self.question == 0 {
                self.open_stage(ground);
            }
            if self.known.closes(&stage.id) {
                self.states[self.stage] = StageState::Closed;
            }
            if let (Some(question), StageState::Asked) =
                (stage.questions.get(self.question), self.states[self.stage])
            {
                if self.is_asked(ground, question) && !self.reach(ground, question, self.stage) {
                    return;
                }
                self.question += 1;
            } else {
                self.stage += 1;
                self.question = 0;
                self.known.finish_stage(self.stage);
                self.ended = self.known.ending().is_some();
            }
        }
    }

    fn open_stage(&mut self, ground: Ground<'_, 'q>) {
        let stage = &ground.questionnaire.stages[self.stage];
        let is_open = stage.when.as_ref().is_none_or(|when| when.holds(&self.known));
        self.states[self.stage] = if is_open { StageState::Asked } else { StageState::Closed };
    }

    fn is_asked(&self, ground: Ground<'_, 'q>, question: &Question) -> bool {
        if (ground.short && !question.core) || self.known.closes(&question.id) {
            return false;
        }
        if question.when.as_ref().is_some_and(|when| !when.holds(&self.known)) {
            return false;
        }
        match question.kind {
            Kind::Rank(_) => self.known.offered(question).len() >= 2,
            Kind::SingleChoice(_) | Kind::MultiChoice(_) => !self.known.offered(question).is_empty(),
            Kind::Scale(_) | Kind::YesNo | Kind::ShortText | Kind::LongText | Kind::Note => true,
        }
    }

    /// Takes the reply to a question that is asked now; false when it has to be waited for.
    fn reach(&mut self, ground: Ground<'_, 'q>, question: &Question, stage: usize) -> bool {
        let given = match ground.given.get(&question.id) {
            Some(given) => given.answer(),
            None if ground.to_the_end => None,
            None => {
                self.waits_for = Some((question.id.clone(), stage));
                return false;
            }
        };
        let findings = ground.findings.get(&question.id).map(Vec::as_slice).unwrap_or_default();
        self.path.push((question.id.clone(), stage));
        self.known.take(question, given, findings);
        self.ended = self.known.ending().is_some();
        for finding in findings {
            if self.hinted.insert(finding.kind.id()) {
                self.hints.push_back(finding.kind);
            }
        }
        true
    }

    /// The direct question that is due now, if somebody is there to answer it or an answer came with the file.
    fn next_hint(&mut self, ground: Ground<'_, 'q>) -> Option<&'q Question> {
        while let Some(kind) = self.hints.front() {
            let hint = ground.questionnaire.message.hints.iter().find(|hint| hint.watch == *kind);
            match hint {
                Some(hint) if self.can_ask(ground, &hint.question) => return Some(&hint.question),
                _ => self.hints.pop_front(),
            };
        }
        None
    }

    fn can_ask(&self, ground: Ground<'_, 'q>, hint: &Question) -> bool {
        let id = &hint.id;
        (ground.asks_hints || ground.supplied.has(id) || ground.given.contains_key(id))
            && hint.when.as_ref().is_none_or(|when| when.holds(&self.known as &dyn Facts))
    }
}
