//! Scripted answers are a face too.

use super::prompter::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow};
use crate::answer::{Answer, Answers};

/// Replies from answers that came beforehand; what is not among them is left. Nobody is there.
#[derive(Debug, Default)]
pub struct Scripted {
    answers: Answers,
}

impl Scripted {
    /// A face that gives these answers.
    pub fn new(answers: Answers) -> Self {
        Self { answers }
    }
}

impl Prompter for Scripted {
    fn has_person(&self) -> bool {
        false
    }

    fn can_ask_again(&self) -> bool {
        false
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        Ok(self.answers.get(&asked.question.id).map_or(Reply::Skip, |answer| Reply::Answer(answer.clone())))
    }

    fn tell(&mut self, _notice: &Notice) -> Result<(), PromptError> {
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        Ok(decision.usual)
    }

    fn review(&mut self, _rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        Ok(ReviewReply::Done)
    }
}

/// Another face, that is asked only what is not answered beforehand.
pub struct Prefilled<'p> {
    answers: Answers,
    face: &'p mut dyn Prompter,
    /// The opening of a stage, kept until something in it is really asked.
    opening: Option<Notice>,
}

impl<'p> Prefilled<'p> {
    /// A face that gives these answers once each, and asks `face` for the rest and for every second time.
    pub fn new(answers: Answers, face: &'p mut dyn Prompter) -> Self {
        Self { answers, face, opening: None }
    }
}

impl Prompter for Prefilled<'_> {
    fn has_person(&self) -> bool {
        self.face.has_person()
    }

    fn region(&self) -> Option<&str> {
        self.face.region()
    }

    fn choose_region(&mut self, is_wished: bool) -> Result<(), PromptError> {
        self.face.choose_region(is_wished)
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        match self.answers.remove(&asked.question.id) {
            Some(answer) => Ok(Reply::Answer(answer)),
            None => {
                // The draft is asked about in no stage, and opens none.
                let opening = self.opening.take().filter(
                    |opening| matches!(opening, Notice::Stage { title, .. } if *title == asked.stage),
                );
                if let Some(opening) = opening {
                    self.face.tell(&opening)?;
                }
                self.face.ask(asked)
            }
        }
    }

    fn begun(&mut self, before: Option<Answer>) -> Option<Answer> {
        self.face.begun(before)
    }

    fn wants_to_leave(&self) -> bool {
        self.face.wants_to_leave()
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        if let Notice::Stage { .. } = notice {
            self.opening = Some(notice.clone());
            return Ok(());
        }
        self.face.tell(notice)
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        self.face.decide(decision)
    }

    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        self.face.review(rows)
    }
}
