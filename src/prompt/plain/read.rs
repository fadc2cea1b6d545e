//! What is read: a line, and what it means.

use super::PlainPrompter;
use crate::{
    interview::{Asked, PromptError, Reply},
    prompt::{
        command::{self, Command, Typed},
        typed::read_answer,
        words,
    },
    questionnaire::Kind,
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    stdio::stdin,
};
use std::io::{BufRead as _, ErrorKind, Write as _};

/// What follows a line within this time, in milliseconds, was not typed by hand.
const BURST_WAIT: i64 = 10;

/// What was typed where there is no question.
pub(super) enum Aside {
    Text(String),
    Pause,
    Exit,
    Other,
}

/// Whether another line on stdin came right behind the last one. On a terminal only whole lines count.
pub(super) fn more_at_once() -> bool {
    let wait = Timespec { tv_sec: 0, tv_nsec: BURST_WAIT * 1_000_000 };
    let input = stdin();
    poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&wait)).is_ok_and(|ready| ready > 0)
}

impl PlainPrompter {
    /// One line, without its end; what is no UTF-8 is replaced.
    pub(super) fn read_line(&mut self, prompt: &str) -> Result<String, PromptError> {
        if self.ended {
            return Err(PromptError::EndOfInput);
        }
        if let Some(line) = self.held.take() {
            return Ok(line);
        }
        self.output.write_all(prompt.as_bytes())?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) => Err(PromptError::EndOfInput),
            Ok(_) => {
                if !self.input_is_terminal {
                    // No person pressed Enter, so nothing has ended the line on the other side.
                    self.output.write_all(b"\n")?;
                }
                let line = String::from_utf8_lossy(&bytes);
                Ok(line.trim_end_matches(['\n', '\r']).to_owned())
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(PromptError::Interrupted),
            // A terminal that was closed says so as an error.
            Err(_) if self.input_is_terminal => Err(PromptError::EndOfInput),
            Err(error) => Err(error.into()),
        }
    }

    /// The reply to a question: a line. For a text, lines that come all at once were pasted and belong together; then the person
    /// says where they end, because the last one may still wait for its Enter.
    pub(super) fn read_reply(&mut self, kind: &Kind) -> Result<String, PromptError> {
        let first = self.read_line(words::YOUR_ANSWER)?;
        if !kind.is_text() || !self.has_more_at_once() {
            return Ok(first);
        }
        let mut lines = vec![first];
        loop {
            let came_at_once = self.has_more_at_once();
            if !came_at_once {
                self.say(&words::pasted(lines.len()))?;
            }
            let line = match self.read_line(if came_at_once { "" } else { words::MORE_OR_ENTER }) {
                Err(PromptError::EndOfInput) => {
                    // What was written before the end counts; the pause comes with the next question.
                    self.ended = true;
                    break;
                }
                line => line?,
            };
            match command::read(&line) {
                _ if came_at_once => lines.push(line),
                // These two mean the text itself.
                Typed::Command(Command::Skip | Command::Exit) => return Ok(line),
                // Whatever else is wanted now, what was written counts first.
                Typed::Command(_) => {
                    self.held = Some(line);
                    break;
                }
                Typed::Text(text) if text.trim().is_empty() => break,
                Typed::Text(_) | Typed::Unknown(_) => lines.push(line),
            }
        }
        Ok(lines.join(if matches!(kind, Kind::LongText) { "\n" } else { " " }).trim_end().to_owned())
    }

    fn has_more_at_once(&mut self) -> bool {
        self.more_at_once.as_mut().is_some_and(|more| more())
    }

    /// What one typed line means for this question.
    pub(super) fn understand(&mut self, asked: &Asked<'_>, line: &str) -> Result<Option<Reply>, PromptError> {
        let text = match command::read(line) {
            Typed::Unknown(word) => {
                return Ok(Some(unreadable(words::unknown_command(&word), line)));
            }
            Typed::Command(Command::Help) => {
                self.help(asked)?;
                return Ok(None);
            }
            Typed::Command(Command::Edit) => {
                return Ok(Some(unreadable(words::NO_EDITOR_HERE.to_owned(), line)));
            }
            Typed::Command(command) => return Ok(Some(reply(command))),
            Typed::Text(text) => text,
        };
        if matches!(asked.question.kind, Kind::Note) {
            return Ok(Some(Reply::Skip));
        }
        if text.trim().is_empty() {
            return Ok(Some(self.keeps(asked).map_or(Reply::Skip, |answer| Reply::Answer(answer.clone()))));
        }
        Ok(Some(match read_answer(asked, &text) {
            Ok(answer) => {
                self.confirm(asked, &answer)?;
                Reply::Answer(answer)
            }
            Err(why) => unreadable(why, &text),
        }))
    }

    /// A line typed where there is no question: a command, or the line.
    pub(super) fn read_aside(&mut self, prompt: &str) -> Result<Aside, PromptError> {
        let line = self.read_line(prompt)?;
        Ok(match command::read(&line) {
            Typed::Text(text) => Aside::Text(text.trim().to_owned()),
            Typed::Command(Command::Pause) => Aside::Pause,
            Typed::Command(Command::Exit) => Aside::Exit,
            Typed::Command(_) | Typed::Unknown(_) => Aside::Other,
        })
    }
}

fn unreadable(why: String, typed: &str) -> Reply {
    Reply::Unreadable { why, typed: typed.to_owned() }
}

/// What a command that is no detour of the face's own means to the interview.
fn reply(command: Command) -> Reply {
    match command {
        Command::Back => Reply::Back,
        Command::Skip | Command::Help | Command::Edit => Reply::Skip,
        Command::Review => Reply::Review,
        Command::Support => Reply::Support,
        Command::Pause => Reply::Pause,
        Command::Exit => Reply::Exit,
    }
}
