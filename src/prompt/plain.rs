//! The plain face: one line at a time, for screen readers, pipes and terminals that can do nothing else. No escape codes, every
//! state in words, nothing said by colour or place alone.

use super::{
    command::{self, Command, Typed},
    typed::{ended, in_words, place, read_answer},
    words, wrap,
};
use crate::{
    answer::Answer,
    interview::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow},
    questionnaire::{Kind, SupportLine},
};
use std::{
    collections::BTreeSet,
    fmt,
    io::{BufRead, ErrorKind, Write},
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
            leaves: false,
        }
    }

    /// Whether the person asked to leave without a trace where the interview could not be told so: at a decision.
    pub fn wants_to_leave(&self) -> bool {
        self.leaves
    }

    /// One line, without its end; what is no UTF-8 is replaced.
    fn read_line(&mut self, prompt: &str) -> Result<String, PromptError> {
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

    /// Writes a paragraph; control characters are left out.
    fn say(&mut self, text: &str) -> Result<(), PromptError> {
        self.say_item("", text)
    }

    /// Writes a paragraph behind a mark, its further lines set in as far.
    fn say_item(&mut self, mark: &str, text: &str) -> Result<(), PromptError> {
        let indent = " ".repeat(mark.len());
        for (index, paragraph) in text.split('\n').enumerate() {
            let clean: String = paragraph.chars().filter(|letter| !letter.is_control()).collect();
            let options = wrap::options(self.width)
                .initial_indent(if index == 0 { mark } else { &indent })
                .subsequent_indent(&indent);
            for line in textwrap::wrap(clean.trim_end(), options) {
                writeln!(self.output, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }

    fn say_support(&mut self, heading: &str, lines: &[SupportLine], note: &str) -> Result<(), PromptError> {
        if lines.is_empty() {
            return Ok(());
        }
        self.say(heading)?;
        for line in lines {
            self.say_item("- ", &format!("{}: {}", line.name, line.contact))?;
        }
        if note.is_empty() { Ok(()) } else { self.say(note) }
    }

    /// The question with its choices and how it is answered.
    fn put_question(&mut self, asked: &Asked<'_>) -> Result<(), PromptError> {
        writeln!(self.output)?;
        if self.stage != asked.stage {
            self.stage.clone_from(&asked.stage);
            // A stage's opening named it already; without a person there was none.
            if !self.input_is_terminal {
                self.say(&asked.stage)?;
            }
        }
        if let Some(progress) = asked.progress {
            self.say(&format!("{}.", words::progress(progress)))?;
        }
        self.say(&asked.ask)?;
        for (index, choice) in asked.choices.iter().enumerate() {
            self.say_item(&format!("{:>2}. ", index + 1), &choice.label)?;
        }
        self.say_support(words::HELP_LINES_HERE, &asked.support, "")?;
        self.put = Some(asked.question.id.clone());
        self.explain(asked, false)
    }

    /// How to answer, once for each kind, and what an empty line does where that differs.
    fn explain(&mut self, asked: &Asked<'_>, again: bool) -> Result<(), PromptError> {
        let kind = &asked.question.kind;
        if matches!(kind, Kind::Note) {
            return Ok(());
        }
        let keeps = self.keeps(asked).is_some();
        let ends = (asked.ends.0.as_str(), asked.ends.1.as_str());
        let how = words::how_to_answer(kind, asked.choices.len(), ends);
        let first_ever = self.explained.is_empty();
        let is_new = self.explained.insert(kind.name());
        // The numbers of a scale or a rank differ from question to question, so they are always said.
        let always = matches!(kind, Kind::Scale(_) | Kind::Rank(_));
        let mut sentences = Vec::new();
        if is_new || always || again {
            sentences.push(how);
        }
        if let Some(given) = &asked.answer {
            sentences.push(Self::earlier(asked, given, keeps));
        }
        if asked.question.required && !keeps {
            sentences.push(words::REQUIRED.to_owned());
        } else if keeps || is_new || again {
            sentences.push(words::empty_line(keeps).to_owned());
        }
        if first_ever {
            sentences.push("Type :help for more.".to_owned());
        }
        if sentences.is_empty() { Ok(()) } else { self.say(&sentences.join(" ")) }
    }

    /// The earlier answer that an empty line keeps: on a terminal, and not a mere suggestion.
    fn keeps<'a>(&self, asked: &'a Asked<'_>) -> Option<&'a Answer> {
        let answer = asked.answer.as_ref()?;
        let is_given = asked.question.default.as_ref() != Some(answer);
        (self.input_is_terminal && is_given).then_some(answer)
    }

    fn earlier(asked: &Asked<'_>, answer: &Answer, keeps: bool) -> String {
        let lead = if keeps || asked.question.default.as_ref() != Some(answer) {
            "Your earlier answer"
        } else {
            "Suggested"
        };
        format!("{lead}: {}", ended(&in_words(asked, answer)))
    }

    /// What one typed line means for this question.
    fn understand(&mut self, asked: &Asked<'_>, line: &str) -> Result<Option<Reply>, PromptError> {
        let text = match command::read(line) {
            Typed::Unknown(word) => return Ok(Some(Reply::Unreadable(words::unknown_command(&word)))),
            Typed::Command(Command::Help) => {
                self.help(asked)?;
                return Ok(None);
            }
            Typed::Command(Command::Edit) => {
                return Ok(Some(Reply::Unreadable(words::NO_EDITOR_HERE.to_owned())));
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
            Err(why) => Reply::Unreadable(why),
        }))
    }

    /// Numbers were typed; the words they stand for are read back, so that a slip is heard.
    fn confirm(&mut self, asked: &Asked<'_>, answer: &Answer) -> Result<(), PromptError> {
        match answer {
            Answer::Choice(_) | Answer::Choices(_) => self.say(&ended(&in_words(asked, answer))),
            _ => Ok(()),
        }
    }

    fn help(&mut self, asked: &Asked<'_>) -> Result<(), PromptError> {
        writeln!(self.output)?;
        self.say(asked.help.as_deref().unwrap_or(words::NO_HELP))?;
        self.say(words::COMMANDS)?;
        self.say(words::COMMANDS_AS_TEXT)?;
        writeln!(self.output)?;
        self.say(&asked.ask)?;
        for (index, choice) in asked.choices.iter().enumerate() {
            self.say_item(&format!("{:>2}. ", index + 1), &choice.label)?;
        }
        self.explain(asked, true)
    }

    /// A line typed where there is no question: a command, or the line.
    fn read_aside(&mut self, prompt: &str) -> Result<Aside, PromptError> {
        let line = self.read_line(prompt)?;
        Ok(match command::read(&line) {
            Typed::Text(text) => Aside::Text(text.trim().to_owned()),
            Typed::Command(Command::Pause) => Aside::Pause,
            Typed::Command(Command::Exit) => Aside::Exit,
            Typed::Command(_) | Typed::Unknown(_) => Aside::Other,
        })
    }
}

/// What was typed where there is no question.
enum Aside {
    Text(String),
    Pause,
    Exit,
    Other,
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
            let line = self.read_line(if is_note { words::GO_ON_LINE } else { words::YOUR_ANSWER })?;
            if let Some(reply) = self.understand(asked, &line)? {
                if !matches!(reply, Reply::Unreadable(_)) {
                    self.put = None;
                }
                return Ok(reply);
            }
        }
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
