//! One question on the screen, from its first drawing to its reply, and the ways that lead from it.

use super::{
    Detour, RichPrompter,
    editor::Editor,
    keys::Key,
    layout::{Body, Scroll, Sheet, Window, lay, wrap, wrap_behind},
    own_editor,
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
    questionnaire::Kind,
};

/// What came of the person being done.
enum Done {
    Reply(Reply),
    /// Not yet; why, if that must be said.
    Not(Option<String>),
    Edit,
}

impl RichPrompter {
    /// Asks with a prompt of ours. What was begun and not entered is held, for the way back.
    pub(super) fn ask_with(
        &mut self,
        asked: &Asked<'_>,
        widget: &mut dyn Widget,
    ) -> Result<Reply, PromptError> {
        let is_new = asked.begun.is_none() && asked.refused.is_none();
        let untouched = widget.answer().filter(|_| is_new);
        let reply = self.ask_until_reply(asked, widget);
        self.begun = match reply {
            Ok(Reply::Answer(_) | Reply::Skip | Reply::Exit | Reply::Unreadable { .. }) => None,
            Ok(Reply::Back | Reply::Review | Reply::Support | Reply::Pause) | Err(_) => {
                widget.answer().filter(|answer| !answer.is_blank() && untouched.as_ref() != Some(answer))
            }
        };
        reply
    }

    fn ask_until_reply(&mut self, asked: &Asked<'_>, widget: &mut dyn Widget) -> Result<Reply, PromptError> {
        let mut problem = asked.problem.clone();
        // What was not taken must be seen, and why.
        let mut scroll = Scroll { follows: problem.is_some(), offset: 0 };
        if widget.takes_letters() {
            self.screen.flush_enters()?;
        } else {
            self.screen.flush();
        }
        let mut untyped = text_of(widget);
        loop {
            let is_seen = self.draw(asked, widget, problem.as_deref(), &mut scroll)?;
            let press = match self.screen.read()? {
                Event::Redraw => continue,
                Event::Paste(text) => {
                    widget.paste(&text);
                    untyped = text_of(widget);
                    continue;
                }
                Event::Key(Key::Enter) if !is_seen => {
                    // What is not on the screen is not answered.
                    scroll.follows = true;
                    continue;
                }
                Event::Key(Key::Enter) if widget.takes_bursts() && self.screen.has_more_at_once()? => {
                    self.take_burst(widget)?;
                    untyped = text_of(widget);
                    continue;
                }
                Event::Key(key) => match self.detour(asked, widget, key)? {
                    Some(Detour::Reply(reply)) => return Ok(reply),
                    Some(Detour::Edit) => {
                        problem = self.own_editor(asked, widget);
                        untyped = text_of(widget);
                        continue;
                    }
                    Some(Detour::Help | Detour::None) => continue,
                    None => widget.press(key),
                },
            };
            scroll.follows |= press != Press::Unused;
            problem = match press {
                Press::Stay => asked.problem.clone(),
                Press::Unused => problem,
                Press::Problem(why) => Some(why.to_owned()),
                Press::Done => {
                    let written = text_of(widget);
                    let why = match self.done(asked, widget, &untyped) {
                        Done::Reply(reply) => return Ok(reply),
                        Done::Not(why) => why,
                        Done::Edit => self.own_editor(asked, widget),
                    };
                    // What a command or an editor has made of it was not typed.
                    if text_of(widget) != written {
                        untyped = text_of(widget);
                    }
                    why
                }
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

    /// The person is done, or has typed a command. `untyped` is the text as it last was without typing, after a paste or when it
    /// came: its last line is no command, whatever it reads like.
    fn done(&mut self, asked: &Asked<'_>, widget: &mut dyn Widget, untyped: &str) -> Done {
        let Some(answer) = widget.answer() else { return Done::Not(None) };
        let Answer::Text(text) = answer else {
            return Done::Reply(Reply::Answer(answer));
        };
        // A command may stand under what was written so far, which is then kept.
        let under =
            text.rsplit_once('\n').filter(|(_, line)| matches!(command::read(line), Typed::Command(_)));
        let (draft, line) = under.unwrap_or(("", &text));
        let is_typed = untyped.rsplit('\n').next() != Some(line);
        let read = if is_typed { command::read(line) } else { Typed::Text(text.clone()) };
        match read {
            Typed::Text(text) => {
                let is_blank = text.trim().is_empty();
                Done::Reply(if is_blank { Reply::Skip } else { Reply::Answer(Answer::Text(text)) })
            }
            Typed::Unknown(typed) => Done::Not(Some(words::no_such_command(&typed))),
            Typed::Command(command) => {
                widget.replace(draft);
                match self.run(asked, command) {
                    Detour::Reply(reply) => Done::Reply(reply),
                    Detour::Edit => Done::Edit,
                    Detour::Help | Detour::None => Done::Not(None),
                }
            }
        }
    }

    /// The person's own editor, for the text that is being written; why not, if it could not be.
    fn own_editor(&mut self, asked: &Asked<'_>, widget: &mut dyn Widget) -> Option<String> {
        let Some(Answer::Text(text)) =
            widget.answer().filter(|_| matches!(asked.question.kind, Kind::LongText))
        else {
            return Some(rich::ONLY_TEXTS.to_owned());
        };
        let Some(editor) = self.settings.editor.clone().filter(|editor| !editor.trim().is_empty()) else {
            return Some(rich::NO_EDITOR.to_owned());
        };
        let changed = own_editor::change(&editor, &text, |command| self.screen.lend(command));
        match changed {
            Ok(Some(changed)) => {
                widget.replace(&changed);
                None
            }
            Ok(None) | Err(_) => Some(rich::EDITOR_FAILED.to_owned()),
        }
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
            Key::Control('x') if has_letters => Some(Detour::Edit),
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
            Command::Support => Detour::Reply(Reply::Support),
            Command::Pause => Detour::Reply(Reply::Pause),
            Command::Exit => Detour::Reply(Reply::Exit),
            Command::Help => {
                self.help = Some(asked.question.id.clone());
                Detour::Help
            }
            Command::Edit => Detour::Edit,
        }
    }

    /// A command typed where letters are keys.
    fn command_line(&mut self, asked: &Asked<'_>) -> Result<Detour, PromptError> {
        let mut line = Editor::command();
        let mut problem = None;
        let mut scroll = Scroll { follows: true, offset: 0 };
        loop {
            self.draw(asked, &line, problem.as_deref(), &mut scroll)?;
            match self.screen.read()? {
                Event::Redraw | Event::Paste(_) => {}
                Event::Key(Key::Escape) => return Ok(Detour::None),
                Event::Key(Key::Control('d')) if line.text().is_empty() => {
                    return Err(PromptError::EndOfInput);
                }
                Event::Key(key) => match line.press(key) {
                    Press::Done => match command::read(line.text()) {
                        Typed::Command(command) => return Ok(self.run(asked, command)),
                        Typed::Unknown(typed) => problem = Some(words::no_such_command(&typed)),
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
        let mut sheet = self.sheet(asked, window);
        self.progress = sheet.done.or(self.progress);
        sheet.body = self.with_problem(problem, widget.body(window, &self.paint), window);
        sheet.keys = self.keys(asked, widget, window);
        let (frame, sight) = lay(&sheet, window, &self.paint, scroll);
        self.screen.show(frame)?;
        Ok(sight.focus)
    }

    /// The prompt with what is wrong said right above it, or above the row that one is on where that is far down: it is seen.
    fn with_problem(&self, problem: Option<&str>, mut body: Body, window: Window) -> Body {
        let Some(problem) = problem else { return body };
        let mut lines = wrap_behind("! ", problem, window.width());
        for line in &mut lines {
            *line = self.paint.accent(line);
        }
        lines.extend(std::iter::repeat_n(String::new(), usize::from(window.has_air())));
        let (at, shift) = (if body.focus.start < 3 { 0 } else { body.focus.start }, lines.len());
        body.lines.splice(at..at, lines);
        body.cursor = body.cursor.map(|(line, column)| (line + if line < at { 0 } else { shift }, column));
        body.focus = at..body.focus.end + shift;
        body
    }

    fn keys(&self, asked: &Asked<'_>, widget: &dyn Widget, window: Window) -> Vec<String> {
        if window.is_narrow() {
            return vec![rich::NARROW_KEYS.to_owned()];
        }
        let has_help = asked.help.is_some() && self.help.as_ref() != Some(&asked.question.id);
        let keys = widget.keys().iter().filter(|key| has_help || **key != rich::WHY_KEY);
        keys.map(|key| (*key).to_owned()).collect()
    }

    /// The question and what stands with it, without the prompt.
    fn sheet(&self, asked: &Asked<'_>, window: Window) -> Sheet {
        let width = window.width();
        let mut head: Vec<String> =
            wrap(&asked.ask, width).iter().map(|line| self.paint.strong(line)).collect();
        let air = usize::from(window.has_air());
        if self.help.as_ref() == Some(&asked.question.id) {
            head.extend(std::iter::repeat_n(String::new(), air));
            head.extend(wrap(asked.help.as_deref().unwrap_or(words::NO_HELP), width));
        }
        if !asked.support.is_empty() {
            head.extend(std::iter::repeat_n(String::new(), air));
        }
        for line in &asked.support {
            head.extend(wrap_behind("- ", &line.unbroken(), width));
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

/// What is written in a prompt for a text by now.
fn text_of(widget: &dyn Widget) -> String {
    match widget.answer() {
        Some(Answer::Text(text)) => text,
        _ => String::new(),
    }
}
