//! The loop itself.

use super::{
    keeper::Keeper,
    prompter::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply},
    settings::Settings,
    view,
};
use crate::{
    answers::Misfit,
    questionnaire::Question,
    session::{Change, Given, Session, in_words},
};

/// How an interview ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing was left to ask.
    Finished,
    /// The person paused, or the input ended.
    Paused,
    /// The person left without a trace.
    Left,
}

/// Why an interview could not go on.
#[derive(Debug, thiserror::Error)]
pub enum InterviewError {
    /// A required question has no answer, and nobody is there to give it.
    #[error("the question `{0}` needs an answer")]
    MissingRequired(String),
    /// A supplied answer does not fit when its question is asked.
    #[error("`{question}`: {misfit}")]
    Misfit {
        /// The question.
        question: String,
        /// Why.
        misfit: Misfit,
    },
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// The face failed.
    #[error(transparent)]
    Prompt(PromptError),
}

/// Leads a session to its end.
///
/// # Errors
/// When a required answer is missing with nobody there, on Ctrl-C, or when the face fails.
pub fn run(
    session: &mut Session<'_>,
    face: &mut dyn Prompter,
    keeper: &mut dyn Keeper,
    settings: &Settings,
) -> Result<End, InterviewError> {
    let mut interview =
        Interview { session, face, keeper, settings, stage: None, reviewed: false, unkept: false };
    let led = match interview.lead() {
        Err(Stop::Prompt(PromptError::EndOfInput)) if interview.face.wants_to_leave() => Ok(End::Left),
        led => led,
    };
    interview.keep_the_rest(&led);
    match led {
        Err(Stop::Prompt(PromptError::EndOfInput)) => Ok(End::Paused),
        Err(Stop::Prompt(PromptError::Interrupted)) => Err(InterviewError::Interrupted),
        Err(Stop::Prompt(error)) => Err(InterviewError::Prompt(error)),
        Err(Stop::Interview(error)) => Err(error),
        Ok(end) => Ok(end),
    }
}

pub(super) enum Stop {
    Prompt(PromptError),
    Interview(InterviewError),
}

impl From<PromptError> for Stop {
    fn from(error: PromptError) -> Self {
        Self::Prompt(error)
    }
}

/// Where it goes from the draft.
pub(super) enum AfterDraft {
    /// To the end.
    Done,
    /// Back among the questions.
    Again,
    /// It ends in another way.
    End(End),
}

pub(super) struct Interview<'a, 'q> {
    pub(super) session: &'a mut Session<'q>,
    pub(super) face: &'a mut dyn Prompter,
    pub(super) keeper: &'a mut dyn Keeper,
    pub(super) settings: &'a Settings,
    /// The stage whose opening was said last.
    stage: Option<usize>,
    /// The person has looked over the answers and said that they are done.
    pub(super) reviewed: bool,
    /// Something is as it was not when the session was kept last.
    pub(super) unkept: bool,
}

impl Interview<'_, '_> {
    fn lead(&mut self) -> Result<End, Stop> {
        if let (true, Some(gate)) = (self.settings.has_person, self.session.alarm()) {
            // Something in the answers that came beforehand cannot wait for its question.
            self.tell_gate(gate)?;
            if !self.takes_back_draft()? {
                return Ok(End::Finished);
            }
        }
        if self.session.walk().is_ended() {
            // A resumed session that had ended: what was said then is said again, before anything is asked.
            self.say_what_ended_it()?;
        }
        self.open()?;
        loop {
            while let Some((question, stage)) = self.session.next() {
                self.enter(stage)?;
                let asked = view::asked(self.session, self.settings, &self.region(), question, stage);
                if let Some(end) = self.put_question(question, asked)? {
                    return Ok(end);
                }
            }
            let ended = self.session.walk().is_ended();
            if !self.settings.has_person || (ended && (self.reviewed || !self.takes_back()?)) {
                return Ok(End::Finished);
            }
            if ended {
                self.session.back();
                continue;
            }
            if self.reviewed {
                match self.offer_draft()? {
                    AfterDraft::Done => return Ok(End::Finished),
                    AfterDraft::End(end) => return Ok(end),
                    AfterDraft::Again => continue,
                }
            }
            if let Some(end) = self.review()? {
                return Ok(end);
            }
        }
    }

    fn say_what_ended_it(&mut self) -> Result<(), Stop> {
        let gates: Vec<usize> = self.session.walk().known.gates().collect();
        let questionnaire = self.session.questionnaire();
        for gate in gates.into_iter().filter(|gate| questionnaire.gates[*gate].ends) {
            self.tell_gate(gate)?;
        }
        Ok(())
    }

    /// The opening words.
    fn open(&mut self) -> Result<(), Stop> {
        let questionnaire = self.session.questionnaire();
        if let Some(ask) = self.begun_elsewhere().filter(|_| !self.session.walk().is_ended()) {
            self.face.tell(&Notice::Remark(format!(
                "You had begun something at: {ask}\nIt is there when you go back to it."
            )))?;
        }
        if !self.settings.resumed && !self.session.walk().is_ended() {
            self.face.tell(&Notice::Opening {
                title: questionnaire.title.clone(),
                text: questionnaire.intro.render(&self.session.walk().known),
            })?;
        }
        Ok(())
    }

    fn enter(&mut self, stage: usize) -> Result<(), Stop> {
        // Going back, or to one question from the review, opens no stage anew.
        if self.stage != Some(stage) && !self.session.is_visiting() {
            self.stage = Some(stage);
            self.face.tell(&view::stage(self.session, stage))?;
        }
        Ok(())
    }

    /// Asks until there is a reply that fits; the end, if the reply is one.
    fn put_question(&mut self, question: &Question, mut asked: Asked<'_>) -> Result<Option<End>, Stop> {
        loop {
            let given = match self.ask(&mut asked)? {
                Reply::Answer(answer) => Given::Answer(answer),
                Reply::Skip => Given::Left,
                Reply::Unreadable { why, typed } => {
                    self.heed(&typed)?;
                    asked.problem = Some(why);
                    continue;
                }
                Reply::Back => {
                    if self.session.back() {
                        return Ok(None);
                    }
                    asked.problem = Some("This is the first question.".to_owned());
                    continue;
                }
                Reply::Review => return self.review(),
                Reply::Support => {
                    asked.support = self.tell_all_lines(question)?;
                    continue;
                }
                Reply::Pause => return self.pause().map(Some),
                Reply::Exit => return Ok(Some(End::Left)),
            };
            let given = self.which_is_true(question, given)?;
            match self.session.apply(given.clone()) {
                Ok(change) => {
                    self.unkept = true;
                    self.after(question, &given, &change)?;
                    return Ok(None);
                }
                Err(misfit) if self.face.can_ask_again() => {
                    asked.problem = Some(sentence(&misfit));
                    asked.refused = given.answer().cloned();
                }
                Err(Misfit::Required) => {
                    return Err(Stop::Interview(InterviewError::MissingRequired(question.id.clone())));
                }
                Err(misfit) => {
                    let question = question.id.clone();
                    return Err(Stop::Interview(InterviewError::Misfit { question, misfit }));
                }
            }
        }
    }

    /// When a changed answer would open what a gate closed, asks once which of the two is true.
    fn which_is_true(&mut self, question: &Question, given: Given) -> Result<Given, Stop> {
        let Some(earlier) = self.session.given(&question.id).cloned() else { return Ok(given) };
        // Words are rewritten, not taken back: what was sharp in them asks a direct question of its own.
        if !self.settings.has_person || earlier == given || question.kind.is_text() {
            return Ok(given);
        }
        let opens = self.session.try_out(given.clone()).is_ok_and(|change| !change.dropped.is_empty());
        if !opens || !self.session.should_ask_which(&question.id) {
            return Ok(given);
        }
        // Until it is decided, the new answer is begun and not entered.
        self.unkept |= self.session.hold_begun(&question.id, given.answer());
        let known = &self.session.walk().known;
        let in_words = |given: &Given| match given.answer() {
            Some(answer) => in_words(question, answer, known),
            None => "No answer".to_owned(),
        };
        let decision = Decision {
            ask: "Your earlier answer was different. Which is true?".to_owned(),
            options: vec![format!("Before: {}", in_words(&earlier)), format!("Now: {}", in_words(&given))],
            usual: 0,
        };
        Ok(if self.face.decide(&decision)? == 0 { earlier } else { given })
    }

    /// Keeps the reply, then says what it brought.
    fn after(&mut self, question: &Question, given: &Given, change: &Change) -> Result<(), Stop> {
        // What must be said at once is said before anything else, and no save can stand in its way.
        for gate in &change.raised {
            self.tell_gate(*gate)?;
        }
        for offer in &change.offered {
            self.tell_offer(*offer)?;
        }
        self.keep()?;
        if change.raised.iter().any(|gate| self.session.questionnaire().gates[*gate].offers_delete) {
            self.offer_delete()?;
        }
        if self.settings.has_person
            && let Some(notice) = view::pressure(self.session, question, given.answer())
        {
            self.face.tell(&notice)?;
        }
        if self.settings.has_person
            && !self.session.walk().is_ended()
            && (!change.hidden.is_empty() || !change.opened.is_empty())
        {
            self.face.tell(&Notice::Remark(remark(change)))?;
        }
        self.reviewed &= change.opened.is_empty();
        Ok(())
    }

    /// After a gate that ends everything: a slip of the finger, or of the watch, can be mended.
    pub(super) fn takes_back(&mut self) -> Result<bool, Stop> {
        let decision = Decision {
            ask: "What would you like to do?".to_owned(),
            options: vec!["Go to the summary".to_owned(), "Change my last answer".to_owned()],
            usual: 0,
        };
        Ok(self.face.decide(&decision)? == 1)
    }

    pub(super) fn review(&mut self) -> Result<Option<End>, Stop> {
        let rows = view::review(self.session);
        match self.face.review(&rows)? {
            ReviewReply::Done => {
                self.reviewed = self.session.is_finished();
                Ok(None)
            }
            ReviewReply::Edit(id) => {
                self.session.edit(&id);
                Ok(None)
            }
            ReviewReply::Pause => self.pause().map(Some),
            ReviewReply::Exit => Ok(Some(End::Left)),
        }
    }
}

/// A misfit as a sentence of its own.
pub(super) fn sentence(misfit: &Misfit) -> String {
    let text = misfit.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// What an edit opened and hid, in a plain sentence.
fn remark(change: &Change) -> String {
    let questions =
        |count: usize| if count == 1 { "1 question".to_owned() } else { format!("{count} questions") };
    let opened = (!change.opened.is_empty())
        .then(|| format!("There is something new to ask: {}.", questions(change.opened.len())));
    let hidden = (!change.hidden.is_empty()).then(|| {
        format!(
            "{} you answered no longer count. What you said there is kept, in case it does again.",
            questions(change.hidden.len())
        )
    });
    opened.into_iter().chain(hidden).collect::<Vec<_>>().join(" ")
}
