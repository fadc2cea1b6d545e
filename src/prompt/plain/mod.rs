//! The plain face: one line at a time, for screen readers, pipes and terminals that can do nothing else. No escape codes, every
//! state in words, nothing said by colour or place alone.

mod read;
mod say;

use super::{typed::place, words};
use crate::{
    interview::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow},
    questionnaire::Kind,
};
use read::Aside;
use std::{
    collections::BTreeSet,
    fmt,
    io::{BufRead, Write},
};

/// Asks line by line.
pub struct PlainPrompter {
    input: Box<dyn BufRead>,
    output: Box<dyn Write>,
    input_is_terminal: bool,
    width: usize,
    /// The stage that was named last: it is said when it changes, not with every question.
    stage: String,
    /// Kinds whose way of answering was explained already.
    explained: BTreeSet<&'static str>,
    /// The question that was put last: asked again, its choices are not read out again.
    put: Option<String>,
    /// Whether another line came right behind the last one; none where one line is one answer.
    more_at_once: Option<Box<dyn FnMut() -> bool>>,
    /// A command that came behind a text of several lines: it is read next, when the text is kept.
    held: Option<String>,
    /// The end of the input was met behind an answer: there is nothing more to read.
    ended: bool,
    leaves: bool,
}

impl fmt::Debug for PlainPrompter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PlainPrompter")
            .field("input_is_terminal", &self.input_is_terminal)
            .finish_non_exhaustive()
    }
}

impl PlainPrompter {
    /// A face that reads `input` and writes `output`, its lines at most `width` columns wide. Only where `input_is_terminal` is a
    /// person there, who reads, decides and looks answers over; otherwise a line answers a question, and nothing else takes one.
    pub fn new(
        input: Box<dyn BufRead>,
        output: Box<dyn Write>,
        input_is_terminal: bool,
        width: usize,
    ) -> Self {
        Self {
            input,
            output,
            input_is_terminal,
            width: width.max(20),
            stage: String::new(),
            explained: BTreeSet::new(),
            put: None,
            more_at_once: None,
            held: None,
            ended: false,
            leaves: false,
        }
    }

    /// Takes lines that come all at once for one text, where a text is asked for: nobody types that fast, so they were pasted.
    /// `more_at_once` says whether another line came right behind the last one.
    #[must_use]
    pub fn joining_bursts(self, more_at_once: Box<dyn FnMut() -> bool>) -> Self {
        Self { more_at_once: Some(more_at_once), ..self }
    }

    /// The same for lines that come from stdin.
    #[must_use]
    pub fn joining_bursts_of_stdin(self) -> Self {
        self.joining_bursts(Box::new(read::more_at_once))
    }
}

impl Prompter for PlainPrompter {
    fn has_person(&self) -> bool {
        self.input_is_terminal
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        let is_note = matches!(asked.question.kind, Kind::Note);
        let is_again = self.put.as_ref() == Some(&asked.question.id) && asked.problem.is_some();
        if !is_again {
            self.put_question(asked)?;
        }
        if let Some(problem) = &asked.problem {
            self.say(problem)?;
            if is_again {
                self.say(&asked.ask)?;
            }
        }
        if is_note && !self.input_is_terminal {
            return Ok(Reply::Skip);
        }
        loop {
            let line = if is_note {
                self.read_line(words::GO_ON_LINE)?
            } else {
                self.read_reply(&asked.question.kind)?
            };
            if let Some(reply) = self.understand(asked, &line)? {
                if !matches!(reply, Reply::Unreadable { .. }) {
                    self.put = None;
                }
                return Ok(reply);
            }
        }
    }

    fn wants_to_leave(&self) -> bool {
        self.leaves
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        writeln!(self.output)?;
        match notice {
            Notice::Opening { title, text } => {
                self.say(title)?;
                self.say(text)
            }
            Notice::Stage { title, text, place } => {
                self.stage.clone_from(title);
                self.say(&format!("{}: {title}", words::stage_place(*place)))?;
                if text.is_empty() { Ok(()) } else { self.say(text) }
            }
            Notice::Gate { says, next, support, support_note, ends } => {
                self.say(says)?;
                self.say_support(words::HELP_LINES, support, support_note)?;
                match (next.is_empty(), ends) {
                    (false, _) => self.say(next),
                    (true, true) => self.say(words::SUMMARY_NEXT),
                    (true, false) => Ok(()),
                }
            }
            Notice::Offer { says, support, support_note } => {
                self.say(says)?;
                self.say_support(words::HELP_LINES, support, support_note)
            }
            Notice::Remark(text) | Notice::Warning(text) => self.say(text),
            Notice::Pressure(notes) => {
                self.say(words::PRESSURE)?;
                for note in notes {
                    self.say_item(
                        "- ",
                        &format!("\u{201c}{}\u{201d}: {} {}", note.text, note.why, note.instead),
                    )?;
                }
                Ok(())
            }
        }
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        if !self.input_is_terminal {
            return Ok(decision.usual);
        }
        writeln!(self.output)?;
        self.say(&decision.ask)?;
        for (index, option) in decision.options.iter().enumerate() {
            self.say_item(&format!("{:>2}. ", index + 1), option)?;
        }
        self.say(&format!("Type a number. An empty line takes {}.", decision.usual + 1))?;
        loop {
            match self.read_aside(words::YOUR_CHOICE)? {
                Aside::Text(text) if text.is_empty() => return Ok(decision.usual),
                Aside::Text(text) => match place(&text, &decision.options) {
                    Some(place) => return Ok(place),
                    None => self.say(&words::no_such_number(decision.options.len()))?,
                },
                Aside::Pause => return Err(PromptError::EndOfInput),
                Aside::Exit => {
                    self.leaves = true;
                    return Err(PromptError::EndOfInput);
                }
                Aside::Other => self.say(words::NOT_HERE)?,
            }
        }
    }

    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        if !self.input_is_terminal {
            return Ok(ReviewReply::Done);
        }
        writeln!(self.output)?;
        self.put = None;
        if rows.is_empty() {
            self.say(words::NOTHING_YET)?;
            return Ok(ReviewReply::Done);
        }
        self.say(words::REVIEW_INTRO)?;
        let mut stage = "";
        for (index, row) in rows.iter().enumerate() {
            if row.stage != stage {
                stage = &row.stage;
                writeln!(self.output)?;
                self.say(stage)?;
            }
            let answer = row.answer.as_deref().unwrap_or(words::LEFT);
            self.say_item(&format!("{:>2}. ", index + 1), &format!("{} Answer: {answer}", row.ask))?;
        }
        writeln!(self.output)?;
        self.say(words::REVIEW_LINE)?;
        loop {
            match self.read_aside(words::YOUR_CHOICE)? {
                Aside::Text(text) if text.is_empty() => return Ok(ReviewReply::Done),
                Aside::Text(text) => {
                    match text.parse::<usize>().ok().and_then(|number| rows.get(number.checked_sub(1)?)) {
                        Some(row) => return Ok(ReviewReply::Edit(row.id.clone())),
                        None => self.say(&words::no_such_number(rows.len()))?,
                    }
                }
                Aside::Pause => return Ok(ReviewReply::Pause),
                Aside::Exit => return Ok(ReviewReply::Exit),
                Aside::Other => self.say(words::NOT_HERE)?,
            }
        }
    }
}
