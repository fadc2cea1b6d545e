//! The session as a pure state machine: what to ask next, apply a reply, go back, edit. It knows no terminal, no file and no
//! clock; every face and every test drives the same one.

mod begun;
mod change;
mod facts;
mod record;
mod walk;

pub use change::Change;
pub use facts::{Known, in_words};
pub use record::Record;
pub use walk::{Given, StageState, Walk};

use crate::{
    answer::{Answer, Answers},
    answers::{Misfit, fit},
    message::{self, Finding, WatchKind, watch::Level},
    questionnaire::{Question, Questionnaire, WatchCeiling},
};
use change::Before;
use std::collections::{BTreeMap, BTreeSet};
use walk::Ground;

/// How a session is led.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Only the core questions.
    pub short: bool,
    /// A person is there to answer the direct question that follows a hint.
    pub asks_hints: bool,
    /// Answers that came beforehand. The walk still asks for each in its turn; but what is read always, and the crisis watch,
    /// see them even when their question is never reached.
    pub supplied: Answers,
}

/// One person's way through a questionnaire.
#[derive(Debug, Clone)]
pub struct Session<'q> {
    questionnaire: &'q Questionnaire,
    manner: Manner,
    given: BTreeMap<String, Given>,
    findings: BTreeMap<String, Vec<Finding>>,
    /// Sharp words that were edited away: they still ask the direct question.
    softened: BTreeSet<(String, WatchKind)>,
    /// Answers from before a long break, shown again when their question is asked again.
    former: Answers,
    /// What was begun and not entered. It counts for nothing until it is.
    begun: BTreeMap<String, Answer>,
    walk: Walk<'q>,
    /// The earlier question that a person went back to.
    visiting: Option<Visit>,
    /// Questions whose changed answer was asked about already.
    asked_which: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Visit {
    question: String,
    /// Only this one: from the review, and back to it.
    alone: bool,
}

/// Why a supplied answer counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// Its question was not asked.
    NotAsked,
    /// It is a choice that was not offered.
    NotOffered,
}

impl<'q> Session<'q> {
    /// A session at its first question.
    pub fn new(questionnaire: &'q Questionnaire, manner: Manner) -> Self {
        let mut session = Self {
            questionnaire,
            manner,
            given: BTreeMap::new(),
            findings: BTreeMap::new(),
            softened: BTreeSet::new(),
            former: Answers::new(),
            begun: BTreeMap::new(),
            walk: Walk::new(questionnaire, false),
            visiting: None,
            asked_which: BTreeSet::new(),
        };
        session.replay();
        session
    }

    /// The questionnaire that it walks through.
    pub fn questionnaire(&self) -> &'q Questionnaire {
        self.questionnaire
    }

    /// How it is led.
    pub fn manner(&self) -> &Manner {
        &self.manner
    }

    /// How far it has come.
    pub fn walk(&self) -> &Walk<'q> {
        &self.walk
    }

    /// What the person did with a question so far, asked now or not.
    pub fn given(&self, question: &str) -> Option<&Given> {
        self.given.get(question)
    }

    /// The question to ask now and its stage's place; none when there is nothing left to ask.
    pub fn next(&self) -> Option<(&'q Question, usize)> {
        let (id, stage) = match &self.visiting {
            Some(visit) => self.walk.path.iter().find(|(id, _)| *id == visit.question)?,
            None => self.walk.waits_for.as_ref()?,
        };
        self.questionnaire.question(id).map(|question| (question, *stage))
    }

    /// Whether the person went back to the question that is asked now.
    pub fn is_visiting(&self) -> bool {
        self.visiting.is_some()
    }

    /// Applies the reply to the question that is asked now, and moves on.
    ///
    /// # Errors
    /// Why the reply does not fit; then nothing has changed.
    pub fn apply(&mut self, given: Given) -> Result<Change, Misfit> {
        let Some((question, _)) = self.next() else { return Ok(Change::default()) };
        let given = self.settle(question, given)?;
        let before = Before::of(self, self.visiting.is_some());
        self.put(question, given);
        match self.visiting.take() {
            None => self.advance(),
            Some(visit) => {
                self.replay();
                if !visit.alone {
                    self.visit_after(&visit.question);
                }
            }
        }
        Ok(self.change_since(&before, &question.id))
    }

    /// What a reply would change, without applying it.
    ///
    /// # Errors
    /// Why the reply does not fit.
    pub fn try_out(&self, given: Given) -> Result<Change, Misfit> {
        self.clone().apply(given)
    }

    /// Whether a changed answer to this question should be asked about: only once for each.
    pub fn should_ask_which(&mut self, question: &str) -> bool {
        self.asked_which.insert(question.to_owned())
    }

    /// Goes to the question before the one that is asked now; false when there is none.
    pub fn back(&mut self) -> bool {
        let path = &self.walk.path;
        let here = match &self.visiting {
            Some(visit) => path.iter().position(|(id, _)| *id == visit.question).unwrap_or(path.len()),
            None => path.len(),
        };
        let Some((id, _)) = here.checked_sub(1).and_then(|before| path.get(before)) else { return false };
        self.visiting = Some(Visit { question: id.clone(), alone: false });
        true
    }

    /// Goes to one question that was reached, and after its reply back to where the session was; false when it was not reached.
    pub fn edit(&mut self, question: &str) -> bool {
        let reached = self.walk.path.iter().any(|(id, _)| id == question);
        if reached {
            self.visiting = Some(Visit { question: question.to_owned(), alone: true });
        }
        reached
    }

    /// The place of the question that is asked now, from 1, and how many there will be if no later answer changes that.
    pub fn progress(&self) -> (usize, usize) {
        let ahead = self.path_ahead().len();
        let here = match &self.visiting {
            Some(visit) => self.walk.path.iter().position(|(id, _)| *id == visit.question),
            None => None,
        };
        (here.unwrap_or(self.walk.path.len()) + 1, ahead)
    }

    /// The questions that are asked in all, if no later answer changes that.
    fn path_ahead(&self) -> Vec<String> {
        let mut ahead = self.walk.clone();
        ahead.advance(Ground { to_the_end: true, ..self.ground() });
        ahead.path.into_iter().map(|(id, _)| id).collect()
    }

    /// What is known when the session stops here: besides the walk, everything that is read always.
    pub fn conclusion(&self) -> Known<'q> {
        let mut known = self.walk.known.clone();
        let at_hand = self.walk.waits_for.as_ref().map(|(id, _)| id.as_str());
        known.conclude(self.read_always(), &self.findings, at_hand);
        known
    }

    /// The answers that are read though their question may not have been reached.
    fn read_always(&self) -> impl Iterator<Item = (&str, &Answer)> {
        let supplied = self.manner.supplied.iter();
        let given = self.given.iter().filter_map(|(id, given)| Some((id.as_str(), given.answer()?)));
        let is_read = |id: &str| self.questionnaire.question(id).is_some_and(|question| question.read_always);
        given.chain(supplied).filter(move |(id, _)| is_read(id))
    }

    /// The strictest gate that ends everything because of what is read always, though its question was not reached yet.
    pub fn alarm(&self) -> Option<usize> {
        let draft = self.questionnaire.draft_question();
        // The words of a draft are no part of the walk, and were perhaps written in a session before.
        let has_draft = draft.is_some_and(|draft| self.given.contains_key(&draft.id));
        if (self.manner.supplied.is_empty() && !has_draft) || self.walk.is_ended() {
            return None;
        }
        let mut known = self.walk.known.clone();
        known.conclude(self.read_always(), &self.findings, None);
        known.ending()
    }

    /// Whether nothing is left to ask.
    pub fn is_finished(&self) -> bool {
        self.walk.waits_for.is_none()
    }

    /// Supplied answers that count for nothing, and why.
    pub fn unheard(&self) -> Vec<(&str, Unheard)> {
        let draft = self.questionnaire.draft_question().filter(|_| {
            let known = self.conclusion();
            self.questionnaire.message.draft.when.holds(&known)
        });
        let why = |id: &str| {
            // What the crisis watch found something in has counted, wherever it stands.
            if draft.is_some_and(|draft| draft.id == id) || self.findings.contains_key(id) {
                None
            } else if !self.walk.path.iter().any(|(reached, _)| reached == id) {
                Some(Unheard::NotAsked)
            } else if !self.walk.known.answers().has(id) {
                Some(Unheard::NotOffered)
            } else {
                None
            }
        };
        self.manner.supplied.iter().filter_map(|(id, _)| Some((id, why(id)?))).collect()
    }

    /// Asks the questions of a stage again, as after a long break; what was said before is shown with each.
    pub fn ask_again(&mut self, stage: usize) {
        for question in
            self.questionnaire.stages.get(stage).map(|stage| stage.questions.as_slice()).unwrap_or_default()
        {
            if let Some(Given::Answer(answer)) = self.given.remove(&question.id) {
                self.former.set(&question.id, answer);
            }
        }
        self.visiting = None;
        self.replay();
    }

    /// Lays an answer, or a skip, over what was given before, asked now or not: for answers that come with a resume. What was
    /// sharp in a text and is gone now still asks the direct question.
    ///
    /// # Errors
    /// Why it does not fit.
    pub fn lay(&mut self, question: &'q Question, answer: Option<Answer>) -> Result<(), Misfit> {
        let given = self.settle(question, answer.map_or(Given::Left, Given::Answer))?;
        self.put(question, given);
        self.former.remove(&question.id);
        self.visiting = None;
        self.replay();
        Ok(())
    }

    /// What to show as chosen when a question is asked: the answer given before, or else its default.
    pub fn shown_answer(&self, question: &'q Question) -> Option<&Answer> {
        let given = self.given.get(&question.id).and_then(Given::answer);
        given.or_else(|| self.former.get(&question.id)).or(question.default.as_ref())
    }

    /// A reply in its settled form, or why it does not fit.
    fn settle(&self, question: &Question, given: Given) -> Result<Given, Misfit> {
        match given {
            Given::Answer(answer) => {
                let answer = fit(question, answer)?;
                let dropped = self.walk.known.live_part(question, &answer).is_none();
                match (answer.is_blank(), question.required && dropped) {
                    (_, true) => Err(Misfit::Required),
                    (true, _) => Ok(self.skipped(question)),
                    _ => Ok(Given::Answer(answer)),
                }
            }
            Given::Left if question.required => Err(Misfit::Required),
            Given::Left => Ok(self.skipped(question)),
        }
    }

    /// A skip by a person may stand for a choice of its own.
    fn skipped(&self, question: &Question) -> Given {
        match (&question.skip, self.manner.asks_hints) {
            (Some(answer), true) => Given::Answer(answer.clone()),
            _ => Given::Left,
        }
    }

    /// Keeps a settled reply, and what the crisis watch finds in it.
    fn put(&mut self, question: &Question, given: Given) {
        let mut found = match given.answer().and_then(Answer::as_text) {
            Some(text) => self.look(question, text),
            None => Vec::new(),
        };
        for earlier in self.findings.remove(&question.id).unwrap_or_default() {
            let key = (question.id.clone(), earlier.kind);
            if found.iter().any(|finding| finding.kind == earlier.kind) {
                continue;
            }
            if earlier.level == Level::Sharp || self.softened.contains(&key) {
                self.softened.insert(key);
                found.push(Finding { kind: earlier.kind, level: Level::Soft });
            }
        }
        if !found.is_empty() {
            self.findings.insert(question.id.clone(), found);
        }
        self.begun.remove(&question.id);
        self.given.insert(question.id.clone(), given);
    }

    fn look(&self, question: &Question, text: &str) -> Vec<Finding> {
        let ceiling = match question.watch {
            WatchCeiling::Off => return Vec::new(),
            WatchCeiling::Soft => Level::Soft,
            WatchCeiling::Sharp => Level::Sharp,
        };
        message::watch(&self.questionnaire.message.rules, text, ceiling)
    }

    /// Reads the supplied texts that the walk has not reached, for the conclusion.
    pub fn look_at_supplied(&mut self) {
        let unread: Vec<(String, String)> = self
            .manner
            .supplied
            .iter()
            .filter(|(id, _)| !self.given.contains_key(*id))
            .filter_map(|(id, answer)| Some((id.to_owned(), answer.as_text()?.to_owned())))
            .collect();
        for (id, text) in unread {
            if let Some(question) = self.questionnaire.question(&id) {
                let found = self.look(question, &text);
                if !found.is_empty() {
                    self.findings.insert(id, found);
                }
            }
        }
    }

    fn ground(&self) -> Ground<'_, 'q> {
        Ground {
            questionnaire: self.questionnaire,
            given: &self.given,
            supplied: &self.manner.supplied,
            findings: &self.findings,
            short: self.manner.short,
            asks_hints: self.manner.asks_hints,
            to_the_end: false,
        }
    }

    /// Goes on from where the walk waits.
    fn advance(&mut self) {
        let mut walk =
            std::mem::replace(&mut self.walk, Walk::new(self.questionnaire, self.manner.asks_hints));
        walk.advance(self.ground());
        self.walk = walk;
    }

    /// Walks again from the first question.
    fn replay(&mut self) {
        self.walk = Walk::new(self.questionnaire, self.manner.asks_hints);
        self.advance();
    }

    /// After a question that was gone back to comes the one behind it on the path, while there is one.
    fn visit_after(&mut self, question: &str) {
        let path = &self.walk.path;
        let next = path.iter().position(|(id, _)| id == question).and_then(|here| path.get(here + 1));
        self.visiting = next.map(|(id, _)| Visit { question: id.clone(), alone: false });
    }
}
