//! A face that answers like a made-up person and remembers, in order, everything that it was asked and told.

use rekindle::{
    answer::Answer,
    interview::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow},
};
use std::collections::BTreeMap;

/// What came before the person's eyes.
#[derive(Debug, Clone)]
pub enum Seen {
    Asked,
    Told(Notice),
    /// A decision, or the review.
    Decided,
}

pub struct Face {
    replies: BTreeMap<String, Option<Answer>>,
    /// Pauses after so many replies.
    stop: usize,
    pub seen: Vec<Seen>,
}

impl Face {
    pub fn new(replies: BTreeMap<String, Option<Answer>>, stop: usize) -> Self {
        Self { replies, stop, seen: Vec::new() }
    }

    /// The crisis words come right after the answer that calls for them, with a number to reach a person, and nothing is asked
    /// after them. `at_once`: they are the very first thing that is said.
    pub fn crisis_comes_first(&self, is_crisis: bool, at_once: bool) -> Result<(), String> {
        let ends_here = |seen: &Seen| matches!(seen, Seen::Told(Notice::Gate { ends: true, .. }));
        let Some(place) = self.seen.iter().position(ends_here) else {
            return if is_crisis {
                Err(format!("a crisis, and nothing is said: {:?}", self.seen))
            } else {
                Ok(())
            };
        };
        let Seen::Told(Notice::Gate { support, .. }) = &self.seen[place] else { return Ok(()) };
        if is_crisis && !support.iter().any(|line| line.kind == "crisis" && !line.contact.is_empty()) {
            return Err("the words of a crisis come without a human line".to_owned());
        }
        if self.seen[place..].iter().any(|seen| matches!(seen, Seen::Asked)) {
            return Err("something is asked after the end".to_owned());
        }
        match place.checked_sub(1).map(|before| &self.seen[before]) {
            None => Ok(()),
            Some(Seen::Asked) if !at_once => Ok(()),
            before => Err(format!("before the words that end it comes {before:?}")),
        }
    }
}

impl Prompter for Face {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        let id = &asked.question.id;
        let replies = self.seen.iter().filter(|seen| matches!(seen, Seen::Asked)).count();
        self.seen.push(Seen::Asked);
        if replies >= self.stop || asked.problem.is_some() {
            return Ok(Reply::Pause);
        }
        Ok(self.replies.get(id).cloned().flatten().map_or(Reply::Skip, Reply::Answer))
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        self.seen.push(Seen::Told(notice.clone()));
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        self.seen.push(Seen::Decided);
        Ok(decision.usual)
    }

    fn review(&mut self, _rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        self.seen.push(Seen::Decided);
        Ok(ReviewReply::Done)
    }
}
