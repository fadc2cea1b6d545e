//! What is said: paragraphs, questions with how they are answered, help.

use super::PlainPrompter;
use crate::{
    answer::Answer,
    interview::{Asked, PromptError},
    prompt::{
        typed::{ended, in_words},
        words, wrap,
    },
    questionnaire::{Kind, SupportLine},
    render::unjoined,
};
use std::io::Write as _;

impl PlainPrompter {
    /// Writes a paragraph; control characters are left out.
    pub(super) fn say(&mut self, text: &str) -> Result<(), PromptError> {
        self.say_item("", text)
    }

    /// Writes a paragraph behind a mark, its further lines set in as far.
    pub(super) fn say_item(&mut self, mark: &str, text: &str) -> Result<(), PromptError> {
        let indent = " ".repeat(mark.len());
        for (index, paragraph) in text.split('\n').enumerate() {
            let clean: String = paragraph.chars().filter(|letter| !letter.is_control()).collect();
            let options = wrap::options(self.width)
                .initial_indent(if index == 0 { mark } else { &indent })
                .subsequent_indent(&indent);
            for line in textwrap::wrap(clean.trim_end(), options) {
                writeln!(self.output, "{}", unjoined(line.trim_end()))?;
            }
        }
        Ok(())
    }

    pub(super) fn say_support(
        &mut self,
        heading: &str,
        lines: &[SupportLine],
        note: &str,
    ) -> Result<(), PromptError> {
        if lines.is_empty() {
            return Ok(());
        }
        self.say(heading)?;
        for line in lines {
            self.say_item("- ", &line.unbroken())?;
        }
        if note.is_empty() { Ok(()) } else { self.say(note) }
    }

    /// The question with its choices and how it is answered.
    pub(super) fn put_question(&mut self, asked: &Asked<'_>) -> Result<(), PromptError> {
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
        if let Some(begun) = asked.begun.as_ref().filter(|_| self.input_is_terminal) {
            self.say(&words::begun(&in_words(asked, begun)))?;
        }
        self.put = Some(asked.question.id.clone());
        self.explain(asked, false)
    }

    /// How to answer, once for each kind, and what an empty line does where that differs.
    pub(super) fn explain(&mut self, asked: &Asked<'_>, again: bool) -> Result<(), PromptError> {
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
            sentences.push(Self::earlier(asked, given));
        }
        if asked.question.required && !keeps {
            sentences.push(words::REQUIRED.to_owned());
        } else if keeps || is_new || again {
            let takes = self.input_is_terminal && asked.begun.is_some();
            let line = if takes { words::EMPTY_LINE_TAKES } else { words::empty_line(keeps) };
            sentences.push(line.to_owned());
        }
        if first_ever {
            sentences.push("Type :help for more.".to_owned());
        }
        if sentences.is_empty() { Ok(()) } else { self.say(&sentences.join(" ")) }
    }

    /// What an empty line takes: on a terminal what was begun, else an earlier answer, but no mere suggestion.
    pub(super) fn keeps<'a>(&self, asked: &'a Asked<'_>) -> Option<&'a Answer> {
        let is_given = |answer: &&Answer| asked.question.default.as_ref() != Some(*answer);
        let kept = asked.begun.as_ref().or(asked.answer.as_ref().filter(is_given));
        kept.filter(|_| self.input_is_terminal)
    }

    pub(super) fn earlier(asked: &Asked<'_>, answer: &Answer) -> String {
        let lead =
            if asked.question.default.as_ref() == Some(answer) { "Suggested" } else { "Your earlier answer" };
        format!("{lead}: {}", ended(&in_words(asked, answer)))
    }

    /// Numbers were typed; the words they stand for are read back, so that a slip is heard.
    pub(super) fn confirm(&mut self, asked: &Asked<'_>, answer: &Answer) -> Result<(), PromptError> {
        match answer {
            Answer::Choice(_) | Answer::Choices(_) => self.say(&ended(&in_words(asked, answer))),
            _ => Ok(()),
        }
    }

    pub(super) fn help(&mut self, asked: &Asked<'_>) -> Result<(), PromptError> {
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
}
