//! What is said without asking: openings, a gate's words, remarks. Read, then Enter.

use super::{
    Detour, RichPrompter,
    keys::Key,
    keys_for,
    layout::{Body, Paint, Scroll, Sheet, Window, lay, wrap, wrap_behind},
    screen::{Event, Screen},
};
use crate::{
    interview::{Asked, Notice, PromptError, Reply},
    prompt::words::{self, rich},
    questionnaire::SupportLine,
};

/// What ends a page.
pub(super) enum Left {
    Enter,
    Escape,
}

impl RichPrompter {
    pub(super) fn show_notice(&mut self, notice: &Notice) -> Result<(), PromptError> {
        if let Notice::Warning(text) = notice {
            if self.warned.as_ref() == Some(text) {
                return Ok(());
            }
            self.warned = Some(text.clone());
        }
        let paint = self.paint.clone();
        let is_stage = matches!(notice, Notice::Stage { .. });
        let done = self.progress.filter(|_| is_stage);
        loop {
            match self.page(&|window| Sheet { done, ..sheet(notice, window, &paint) })? {
                Left::Enter => return Ok(()),
                Left::Escape => self.small_menu_or_end()?,
            }
        }
    }

    /// A note among the questions: it is read like any page, and the ways from a question lead from it too.
    pub(super) fn read_note(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        loop {
            let left = {
                let plain = |window: Window| Sheet {
                    stage: asked.stage.clone(),
                    place: asked.progress.map(|at| (words::progress(at), words::progress_short(at))),
                    done: asked.progress.map(|(place, of)| (place.saturating_sub(1), of.max(place))),
                    body: text(&asked.ask, window),
                    ..Sheet::default()
                };
                self.page(&plain)?
            };
            match left {
                Left::Enter => return Ok(Reply::Skip),
                Left::Escape => {
                    if let Detour::Reply(reply) = self.menu(asked)? {
                        return Ok(reply);
                    }
                }
            }
        }
    }

    /// A page to read, as long as it may be. Enter goes on when its end was seen, and until then to what comes next in it.
    pub(super) fn page(&mut self, sheet: &dyn Fn(Window) -> Sheet) -> Result<Left, PromptError> {
        self.screen.flush();
        let mut scroll = Scroll::default();
        loop {
            let window = Window::new(Screen::size());
            let mut sheet = sheet(window);
            let (_, sight) = lay(&sheet, window, &self.paint, &mut scroll);
            sheet.keys = match (window.is_narrow(), sight.end) {
                (true, _) => keys_for(window, &[]),
                (false, true) => keys_for(window, &rich::PAGE_KEYS),
                (false, false) => keys_for(window, &rich::PAGE_MORE_KEYS),
            };
            let (frame, _) = lay(&sheet, window, &self.paint, &mut scroll);
            self.screen.show(frame)?;
            let height = window.rows.saturating_sub(4).max(1).cast_signed();
            match self.screen.read()? {
                Event::Key(Key::Enter) if sight.end => return Ok(Left::Enter),
                Event::Key(Key::Enter | Key::PageDown | Key::Char(' ')) => scroll.by(height),
                Event::Key(Key::Escape) => return Ok(Left::Escape),
                Event::Key(Key::Control('d')) => return Err(PromptError::EndOfInput),
                Event::Key(Key::Down | Key::Char('j')) => scroll.by(1),
                Event::Key(Key::Up | Key::Char('k')) => scroll.by(-1),
                Event::Key(Key::PageUp) => scroll.by(-height),
                Event::Key(_) | Event::Paste(_) | Event::Redraw => {}
            }
        }
    }
}

fn text(text: &str, window: Window) -> Body {
    Body { lines: wrap(text, window.width()), ..Body::default() }
}

fn sheet(notice: &Notice, window: Window, paint: &Paint) -> Sheet {
    let width = window.width();
    let said =
        |text: &str| Sheet { body: Body { lines: wrap(text, width), ..Body::default() }, ..Sheet::default() };
    match notice {
        Notice::Opening { title, text } => {
            Sheet { head: wrap(title, width).iter().map(|line| paint.strong(line)).collect(), ..said(text) }
        }
        Notice::Stage { title, text, place } => {
            let mut head = vec![paint.faint(&words::stage_place(*place))];
            head.extend(wrap(title, width).iter().map(|line| paint.strong(line)));
            Sheet { head, ..said(text) }
        }
        Notice::Gate { says, next, support, support_note, ends } => {
            let next = if next.is_empty() && *ends { words::SUMMARY_NEXT } else { next };
            Sheet { body: with_help(says, next, support, support_note, window, paint), ..Sheet::default() }
        }
        Notice::Offer { says, support, support_note } => {
            Sheet { body: with_help(says, "", support, support_note, window, paint), ..Sheet::default() }
        }
        Notice::Remark(text) | Notice::Warning(text) => said(text),
        Notice::Pressure(notes) => {
            let mut lines = wrap(words::PRESSURE, width);
            for note in notes {
                lines.push(String::new());
                lines.extend(
                    wrap(&format!("\u{201c}{}\u{201d}", note.text), width)
                        .iter()
                        .map(|line| paint.strong(line)),
                );
                lines.extend(wrap(&format!("{} {}", note.why, note.instead), width));
            }
            Sheet { body: Body { lines, ..Body::default() }, ..Sheet::default() }
        }
    }
}

/// Words and help lines. Where both do not fit, the lines come first: they must never be behind another key press.
pub(super) fn with_help(
    says: &str,
    next: &str,
    support: &[SupportLine],
    note: &str,
    window: Window,
    paint: &Paint,
) -> Body {
    let width = window.width();
    let words = wrap(says, width);
    let mut help = Vec::new();
    if !support.is_empty() {
        for line in support {
            let lines = wrap_behind("- ", &line.unbroken(), width);
            help.extend(lines.iter().map(|line| paint.strong(line)));
        }
    }
    let room = window.rows.saturating_sub(5);
    let air = || std::iter::once(String::new());
    let fits = words.len() + help.len() + 2 <= room;
    let mut lines = Vec::new();
    if fits || help.is_empty() {
        lines.extend(words);
        if !help.is_empty() {
            lines.extend(air());
            lines.push(paint.faint(words::HELP_LINES));
            lines.extend(help);
        }
    } else {
        lines.extend(help);
        lines.extend(words);
    }
    let notes = [if support.is_empty() { "" } else { note }, next];
    for note in notes.into_iter().filter(|note| !note.is_empty()) {
        let note = wrap(note, width);
        if lines.len() + note.len() < room {
            lines.extend(air());
        }
        lines.extend(note);
    }
    Body { lines, ..Body::default() }
}
