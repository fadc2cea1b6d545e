//! One question on the screen, from its first drawing to its reply, and the ways that lead from it.

use super::{
    Detour, RichPrompter,
    editor::Editor,
    keys::Key,
    layout::{Scroll, Sheet, Window, lay, wrap, wrap_behind},
    screen::{Event, Screen},
    widget::{Press, Widget},
};
use crate::{
    answer::Answer,
    interview::{Asked, PromptError, Reply},
    prompt::{
        command::{self, Command, Typed},
        words::{self, rich},
    },
};

impl RichPrompter {
    /// Asks with a prompt of ours, until there is a reply.
    pub(super) fn ask_with(
        &mut self,
        asked: &Asked<'_>,
        widget: &mut dyn Widget,
    ) -> Result<Reply, PromptError> {
        let mut scroll = Scroll::default();
        let mut problem = asked.problem.clone();
        if widget.takes_letters() {
            self.screen.flush_enters()?;
        } else {
            self.screen.flush();
        }
        loop {
            let is_seen = self.draw(asked, widget, problem.as_deref(), &mut scroll)?;
            let press = match self.screen.read()? {
                Event::Redraw => continue,
                Event::Paste(text) => {
                    widget.paste(&text);
                    continue;
                }
                Event::Key(Key::Enter) if !is_seen => {
                    // What is not on the screen is not answered.
                    scroll.follows = true;
                    continue;
                }
                Event::Key(Key::Enter) if widget.takes_bursts() && self.screen.has_more_at_once()? => {
                    self.take_burst(widget)?;
                    continue;
                }
                Event::Key(key) => match self.detour(asked, widget, key)? {
                    Some(Detour::Reply(reply)) => return Ok(self.leave_with(asked, widget, reply)),
                    Some(Detour::Help | Detour::None) => continue,
                    None => widget.press(key),
                },
            };
            problem = match press {
                Press::Stay => {
                    scroll.follows = true;
                    problem
                }
                Press::Unused => problem,
                Press::Problem(why) => Some(why.to_owned()),
                Press::Done => match self.done(asked, widget) {
                    Ok(reply) => return Ok(reply),
                    Err(why) => why.or(problem),
                },
            };
        }
    }

    /// A paste that was not announced: its line ends are line ends, also the last one.
    fn take_burst(&mut self, widget: &mut dyn Widget) -> Result<(), PromptError> {
        widget.paste("\n");
        while self.screen.has_more_at_once()? {
            match self.screen.read()? {
                Event::Key(Key::Enter | Key::NewLine) => widget.paste("\n"),
                Event::Key(Key::Escape) | Event::Redraw => {}
                Event::Key(key) => {
                    widget.press(key);
                }
                Event::Paste(text) => widget.paste(&text),
            }
        }
        Ok(())
    }

    /// The person is done: a reply, or why not yet. A typed command is done too.
    fn done(&mut self, asked: &Asked<'_>, widget: &mut dyn Widget) -> Result<Reply, Option<String>> {
        let answer = widget.answer().ok_or(None)?;
        let Answer::Text(text) = answer else {
            self.drafts.remove(&asked.question.id);
            return Ok(Reply::Answer(answer));
        };
        match command::read(&text) {
            Typed::Text(text) => {
                self.drafts.remove(&asked.question.id);
                Ok(if text.trim().is_empty() { Reply::Skip } else { Reply::Answer(Answer::Text(text)) })
            }
            Typed::Unknown(typed) => Err(Some(words::unknown_command(&typed))),
            Typed::Command(command) => {
                // The command was the text; nothing of it is worth keeping.
                while widget.answer().is_some_and(|answer| !answer.is_blank()) {
                    widget.press(Key::WordBackspace);
                }
                match self.run(asked, command) {
                    Detour::Reply(reply) => {
                        self.drafts.remove(&asked.question.id);
                        Ok(reply)
                    }
                    Detour::Help | Detour::None => Err(None),
                }
            }
        }
    }

    /// A reply that leaves the question; what was begun is kept for the way back.
    fn leave_with(&mut self, asked: &Asked<'_>, widget: &dyn Widget, reply: Reply) -> Reply {
        match (&reply, widget.answer()) {
            (Reply::Skip | Reply::Exit, _) | (_, None) => self.drafts.remove(&asked.question.id),
            (_, Some(draft)) => self.drafts.insert(asked.question.id.clone(), draft),
        };
        reply
    }

    /// What a key does before the prompt sees it; none when it is the prompt's.
    fn detour(
        &mut self,
        asked: &Asked<'_>,
        widget: &dyn Widget,
        key: Key,
    ) -> Result<Option<Detour>, PromptError> {
        let has_letters = widget.takes_letters();
        Ok(match key {
            Key::Escape if !widget.takes_escape() => Some(self.menu(asked)?),
            Key::Control('d') if !has_letters || widget.answer().is_none_or(|answer| answer.is_blank()) => {
                return Err(PromptError::EndOfInput);
            }
            Key::Char('?') if !has_letters => Some(self.toggle_help(asked)),
            Key::Char(':') if !has_letters => Some(self.command_line(asked)?),
            _ => None,
        })
    }

    fn toggle_help(&mut self, asked: &Asked<'_>) -> Detour {
        let is_open = self.help.as_ref() == Some(&asked.question.id);
        self.help = (!is_open).then(|| asked.question.id.clone());
        Detour::Help
    }

    fn run(&mut self, asked: &Asked<'_>, command: Command) -> Detour {
        match command {
            Command::Back => Detour::Reply(Reply::Back),
            Command::Skip => Detour::Reply(Reply::Skip),
            Command::Review => Detour::Reply(Reply::Review),
            Command::Pause => Detour::Reply(Reply::Pause),
            Command::Exit => Detour::Reply(Reply::Exit),
            Command::Help => {
                self.help = Some(asked.question.id.clone());
                Detour::Help
            }
            Command::Edit => Detour::None,
        }
    }

    /// A command typed where letters are keys.
    fn command_line(&mut self, asked: &Asked<'_>) -> Result<Detour, PromptError> {
        let mut line = Editor::command();
        let mut problem = None;
        loop {
            self.draw(asked, &line, problem.as_deref(), &mut Scroll::default())?;
            match self.screen.read()? {
                Event::Redraw | Event::Paste(_) => {}
                Event::Key(Key::Escape) => return Ok(Detour::None),
                Event::Key(Key::Control('d')) if line.text().is_empty() => {
                    return Err(PromptError::EndOfInput);
                }
                Event::Key(key) => match line.press(key) {
                    Press::Done => match command::read(line.text()) {
                        Typed::Command(command) => return Ok(self.run(asked, command)),
                        Typed::Unknown(typed) => problem = Some(words::unknown_command(&typed)),
                        Typed::Text(_) => return Ok(Detour::None),
                    },
                    _ if line.text().is_empty() => return Ok(Detour::None),
                    _ => {}
                },
            }
        }
    }

    fn draw(
        &mut self,
        asked: &Asked<'_>,
        widget: &dyn Widget,
        problem: Option<&str>,
        scroll: &mut Scroll,
    ) -> Result<bool, PromptError> {
        let window = Window::new(Screen::size());
        let mut sheet = self.sheet(asked, problem, window);
        sheet.body = widget.body(window, &self.paint);
        sheet.keys = self.keys(asked, widget, window);
        let (frame, is_seen) = lay(&sheet, window, &self.paint, scroll);
        self.screen.show(frame)?;
        Ok(is_seen)
    }

    fn keys(&self, asked: &Asked<'_>, widget: &dyn Widget, window: Window) -> Vec<String> {
        if window.columns < 30 {
            return vec![rich::NARROW_KEYS.to_owned()];
        }
        let has_help = asked.help.is_some() && self.help.as_ref() != Some(&asked.question.id);
        let keys = widget.keys().iter().filter(|key| has_help || **key != rich::WHY_KEY);
        keys.map(|key| (*key).to_owned()).collect()
    }

    /// The question and what stands with it, without the prompt.
    fn sheet(&self, asked: &Asked<'_>, problem: Option<&str>, window: Window) -> Sheet {
        let width = window.width();
        let mut head: Vec<String> =
            wrap(&asked.ask, width).iter().map(|line| self.paint.strong(line)).collect();
        if self.help.as_ref() == Some(&asked.question.id) {
            head.extend(wrap(asked.help.as_deref().unwrap_or(words::NO_HELP), width));
        }
        for line in &asked.support {
            head.extend(wrap_behind("- ", &format!("{}: {}", line.name, line.contact), width));
        }
        if let Some(problem) = problem {
            head.extend(wrap_behind("! ", problem, width).iter().map(|line| self.paint.accent(line)));
        }
        Sheet {
            stage: asked.stage.clone(),
            place: asked
                .progress
                .map(|progress| (words::progress(progress), words::progress_short(progress))),
            done: asked.progress.map(|(place, of)| (place.saturating_sub(1), of.max(place))),
            head,
            ..Sheet::default()
        }
    }
}
