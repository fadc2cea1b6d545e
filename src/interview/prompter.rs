//! What a face must be able to do: ask one question, say something, let somebody decide. It never judges an answer.

use crate::{
    answer::Answer,
    questionnaire::{Question, SupportLine},
};

/// One question as it is asked now, every text ready to be shown.
#[derive(Debug, Clone)]
pub struct Asked<'q> {
    /// The question.
    pub question: &'q Question,
    /// The title of its stage.
    pub stage: String,
    /// The question's text.
    pub ask: String,
    /// Why it is asked, if that is said.
    pub help: Option<String>,
    /// What is offered, for choices and ranks.
    pub choices: Vec<Offered>,
    /// The names of a scale's ends, low and high; may be empty.
    pub ends: (String, String),
    /// The answer given before, or the default: shown as chosen, never taken by itself.
    pub answer: Option<Answer>,
    /// Why the last reply to it was not taken.
    pub problem: Option<String>,
    /// What was given when it was not taken, for the person to mend.
    pub refused: Option<Answer>,
    /// What was begun earlier and not entered, for the person to go on with.
    pub begun: Option<Answer>,
    /// Its place from 1, and how many there will be; none for a face without a person.
    pub progress: Option<(usize, usize)>,
    /// Help lines that stand with it.
    pub support: Vec<SupportLine>,
}

/// One choice as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// What an answer holds.
    pub value: String,
    /// What a person reads.
    pub label: String,
    /// Choosing it clears the rest.
    pub exclusive: bool,
}

/// What a person did when asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Answered; or, for a note, read it (any answer will do there: use [`Reply::Skip`]).
    Answer(Answer),
    /// Left it.
    Skip,
    /// Back to the question before.
    Back,
    /// Look over all answers.
    Review,
    /// Show the help lines.
    Support,
    /// Stop here, keep what there is.
    Pause,
    /// Leave without a trace.
    Exit,
    /// What was typed is no answer at all; it is asked again.
    Unreadable {
        /// Why.
        why: String,
        /// What was typed: it may be a cry for help all the same.
        typed: String,
    },
}

/// Something that is said without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The opening of the questionnaire.
    Opening {
        /// Its title.
        title: String,
        /// Its intro.
        text: String,
    },
    /// The opening of a stage.
    Stage {
        /// Its title.
        title: String,
        /// Its intro; may be empty.
        text: String,
        /// Its place from 1, and how many stages there are.
        place: (usize, usize),
    },
    /// A gate's words, said at once.
    Gate {
        /// Its words.
        says: String,
        /// What happens next; may be empty.
        next: String,
        /// Help lines.
        support: Vec<SupportLine>,
        /// That numbers change.
        support_note: String,
        /// The summary follows: nothing more is asked.
        ends: bool,
    },
    /// Words and help lines without a gate.
    Offer {
        /// The words.
        says: String,
        /// Help lines.
        support: Vec<SupportLine>,
        /// That numbers change.
        support_note: String,
    },
    /// What an edit opened or closed, or another plain remark.
    Remark(String),
    /// Something that did not work, such as a save; the session goes on.
    Warning(String),
    /// Words in a text that may press on the other person: the words and why, one a flag.
    Pressure(Vec<PressureNote>),
}

/// One place in a text that may press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressureNote {
    /// The words.
    pub text: String,
    /// Why, said kindly.
    pub why: String,
    /// What to say instead.
    pub instead: String,
}

/// Something to decide between a few plain options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is asked.
    pub ask: String,
    /// The options.
    pub options: Vec<String>,
    /// The option that holds when nobody decides: from 0.
    pub usual: usize,
}

/// One line of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// The question's id.
    pub id: String,
    /// The title of its stage.
    pub stage: String,
    /// The question's text.
    pub ask: String,
    /// The answer in words; none when it was left.
    pub answer: Option<String>,
}

/// What a person did with the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewReply {
    /// Go on.
    Done,
    /// Change the answer to the question with this id.
    Edit(String),
    /// Stop here, keep what there is.
    Pause,
    /// Leave without a trace.
    Exit,
}

/// Why a face could not ask.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// The input is at its end, or the terminal is gone.
    #[error("the input ended")]
    EndOfInput,
    /// Reading or writing failed.
    #[error("the terminal cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// A face: rich, plain or scripted.
pub trait Prompter {
    /// Whether a person is there, who reads what is said and can be asked to decide.
    fn has_person(&self) -> bool;

    /// The region whose help lines the person wants, where this face knows better than whoever leads the interview.
    fn region(&self) -> Option<&str> {
        None
    }

    /// Lets a person pick the region, after help lines were shown: when it is wished for, or once where nobody knows it yet.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn choose_region(&mut self, _is_wished: bool) -> Result<(), PromptError> {
        Ok(())
    }

    /// Whether a reply that does not fit can be asked for again: not where all of them came beforehand.
    fn can_ask_again(&self) -> bool {
        true
    }

    /// Asks one question.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError>;

    /// What is begun at the question that was asked last, and not entered, whatever ended it. A face that cannot tell leaves it
    /// as it was `before`.
    fn begun(&mut self, before: Option<Answer>) -> Option<Answer> {
        before
    }

    /// Whether the person asked to leave without a trace where they could not reply so: at a notice or a decision, which then
    /// was an end of the input.
    fn wants_to_leave(&self) -> bool {
        false
    }

    /// Says something.
    ///
    /// # Errors
    /// When it cannot be said.
    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError>;

    /// Lets a person decide; the usual option where there is none.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError>;

    /// Shows all answers; done where there is no person.
    ///
    /// # Errors
    /// When it cannot be shown.
    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError>;
}
