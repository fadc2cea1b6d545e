//! Menus, decisions and the review: dialoguer's `Select`, in the one pattern that keeps its line counting right. It is given
//! items "0", "1" and so on; the theme here draws what they stand for, cut to the width that the window has at that moment, and
//! notes which row is active, so that a redraw after a resize can take it up again.

use super::{
    super::{guard, words},
    layout::{Paint, Sheet, Window, clean, cut, lay_head, room, wrap_behind},
    screen::{Screen, gone},
};
use crate::interview::PromptError;
use console::Term;
use dialoguer::{Select, theme::Theme};
use std::{cell::Cell, fmt, io};

/// One thing to pick: a line, and perhaps a second one under it.
pub(super) struct Item {
    pub(super) label: String,
    pub(super) under: Option<String>,
    /// The line for a narrow window.
    pub(super) short: Option<String>,
}

impl Item {
    pub(super) fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), under: None, short: None }
    }
}

struct Labels<'a> {
    items: &'a [Item],
    paint: &'a Paint,
    active: Cell<usize>,
    /// How many lines a label may have.
    lines: usize,
}

impl Theme for Labels<'_> {
    /// Only shown when there are pages; dialoguer writes behind it which one this is.
    fn format_select_prompt(&self, out: &mut dyn fmt::Write, _prompt: &str) -> fmt::Result {
        let window = Window::new(Screen::size());
        let margin = " ".repeat(window.margin());
        // One line, whatever dialoguer writes behind it.
        let how = if window.columns < 50 { "" } else { words::rich::PAGES };
        write!(out, "{margin}{}", self.paint.faint(how))
    }

    fn format_select_prompt_item(&self, out: &mut dyn fmt::Write, id: &str, active: bool) -> fmt::Result {
        let Some((index, item)) =
            id.parse().ok().and_then(|index: usize| Some((index, self.items.get(index)?)))
        else {
            return Ok(());
        };
        let window = Window::new(Screen::size());
        let (margin, width) = (" ".repeat(window.margin()), window.width());
        if active {
            self.active.set(index);
        }
        let label = item.short.as_ref().filter(|_| window.is_narrow()).unwrap_or(&item.label);
        let mark = if active { "> " } else { "  " };
        let mut lines = wrap_behind(mark, label, width);
        if lines.len() > self.lines {
            lines.truncate(self.lines);
            lines.iter_mut().rev().take(1).for_each(|last| *last = cut(&format!("{last} \u{2026}"), width));
        }
        for (index, line) in lines.iter().enumerate() {
            let line = if active { self.paint.active(line) } else { line.clone() };
            write!(out, "{}{margin}{line}", if index == 0 { "" } else { "\n" })?;
        }
        if let Some(under) = &item.under {
            let line = cut(&format!("    {}", clean(under)), width);
            write!(out, "\n{margin}{}", if active { line } else { self.paint.faint(&line) })?;
        }
        Ok(())
    }
}

/// Lets one item be picked, under the sheet's head; none on Esc. `at` is the row to begin on.
///
/// # Errors
/// On Ctrl-C, and when the terminal is gone.
pub(super) fn pick(
    screen: &mut Screen,
    paint: &Paint,
    sheet: &dyn Fn(Window) -> Sheet,
    items: &[Item],
    mut at: usize,
) -> Result<Option<usize>, PromptError> {
    screen.flush();
    loop {
        let window = Window::new(Screen::size());
        if window.is_too_small() {
            super::wait_for_room(screen)?;
            continue;
        }
        let (mut frame, start, left) = lay_head(&sheet(window), window, paint, least(items));
        let lines = if height(items) == 1 { (left / items.len().max(1)).clamp(1, 4) } else { 1 };
        let labels = Labels { items, paint, active: Cell::new(at), lines };
        // The frame has the rows already, so that they are not seen to come one by one; dialoguer writes the same over them.
        for (row, line) in labels.rows(left, at).into_iter().enumerate().take(left) {
            frame.lines[start + row] = line;
        }
        screen.show(frame)?;
        screen.hand_over(start)?;
        let picked = screen.insisting(|| select(&labels, left, at))?;
        screen.forget();
        at = labels.active.get();
        match picked {
            Ok(picked) => return Ok(picked),
            Err(error) => {
                // console takes every interrupted read for Ctrl-C, and raises it. The key itself is no error of the system's;
                // of the signals, our own flags know which it was.
                if guard::is_ending() {
                    return Err(PromptError::Interrupted);
                }
                let is_key = error.kind() == io::ErrorKind::Interrupted && error.raw_os_error().is_none();
                let is_redraw = screen.takes_stop()? | screen.takes_redraw()?;
                let is_interrupt = screen.takes_interrupt();
                if is_key || (is_interrupt && !is_redraw) {
                    return Err(PromptError::Interrupted);
                }
                if !is_redraw {
                    return Err(gone(error));
                }
            }
        }
    }
}

/// Whether the sheet's head can be read whole above the items.
pub(super) fn has_room_for_head(sheet: &Sheet, window: Window, paint: &Paint, items: &[Item]) -> bool {
    room(sheet, window, paint) >= sheet.head.len() + window.gap() + least(items)
}

/// Rows of an item.
fn height(items: &[Item]) -> usize {
    if items.iter().any(|item| item.under.is_some()) { 2 } else { 1 }
}

/// Rows without which nothing could be picked.
fn least(items: &[Item]) -> usize {
    (items.len() * height(items)).min(3)
}

/// How many items are shown at a time in `left` rows, where not all of them fit.
fn capacity(items: &[Item], left: usize) -> Option<usize> {
    let height = height(items);
    // A row goes to saying which page this is.
    (items.len() * height > left.max(height)).then(|| (left.saturating_sub(1) / height).max(1))
}

impl Labels<'_> {
    /// What dialoguer will draw first.
    fn rows(&self, left: usize, at: usize) -> Vec<String> {
        let capacity = capacity(self.items, left);
        let each = capacity.unwrap_or(self.items.len()).max(1);
        let mut shown = String::new();
        if capacity.is_some() {
            let _ = self.format_select_prompt(&mut shown, "");
            shown += &format!(" [Page {}/{}] \n", at / each + 1, self.items.len().div_ceil(each));
        }
        for index in (at / each * each..self.items.len()).take(each) {
            let _ = self.format_select_prompt_item(&mut shown, &index.to_string(), index == at);
            shown.push('\n');
        }
        shown.lines().map(String::from).collect()
    }
}

/// One run of dialoguer, in `left` rows; its cursor rests below them, on the line of keys, where it writes nothing. What it drew
/// stays until the next frame: there is no blank between the two.
fn select(labels: &Labels<'_>, left: usize, at: usize) -> io::Result<Option<usize>> {
    let term = Term::stderr();
    let ids = (0..labels.items.len()).map(|index| index.to_string());
    let mut select = Select::with_theme(labels).items(ids).default(at).clear(false);
    if let Some(capacity) = capacity(labels.items, left) {
        select = select.with_prompt("").max_length(capacity);
    }
    // Said last: whoever has a prompt reports, unless told not to after it.
    select.report(false).interact_on_opt(&term).map_err(io::Error::from)
}
