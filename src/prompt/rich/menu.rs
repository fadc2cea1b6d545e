//! Menus, decisions and the review: dialoguer's `Select`, in the one pattern that keeps its line counting right. It is given
//! items "0", "1" and so on; the theme here draws what they stand for, cut to the width that the window has at that moment, and
//! notes which row is active, so that a redraw after a resize can take it up again.

use super::{
    super::{guard, words},
    layout::{Paint, Sheet, Window, clean, cut, lay_head},
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
}

impl Theme for Labels<'_> {
    /// Only shown when there are pages; dialoguer writes behind it which one this is.
    fn format_select_prompt(&self, out: &mut dyn fmt::Write, _prompt: &str) -> fmt::Result {
        let window = Window::new(Screen::size());
        if window.is_narrow() {
            return Ok(());
        }
        write!(out, "{}{}", " ".repeat(window.margin()), self.paint.faint(words::rich::PAGES))
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
        let line = cut(&format!("{} {}", if active { ">" } else { " " }, clean(label)), width);
        write!(out, "{margin}{}", if active { self.paint.active(&line) } else { line })?;
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
        let (frame, start, left) = lay_head(&sheet(window), window, paint);
        screen.show(frame)?;
        screen.hand_over(start)?;
        let labels = Labels { items, paint, active: Cell::new(at) };
        let picked = screen.insisting(|| select(&labels, left, at));
        screen.forget();
        at = labels.active.get();
        match picked {
            Ok(picked) => return Ok(picked),
            Err(error) => {
                guard::wait_if_ending();
                // console takes every interrupted read for Ctrl-C, and raises it. The key itself is no error of the system's;
                // of the signals, our own flags know which it was.
                let is_key = error.kind() == io::ErrorKind::Interrupted && error.raw_os_error().is_none();
                let is_redraw = screen.takes_redraw()?;
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

/// One run of dialoguer, in `left` rows, of which the last one is where the cursor rests.
fn select(labels: &Labels<'_>, left: usize, at: usize) -> io::Result<Option<usize>> {
    let term = Term::stderr();
    let height = if labels.items.iter().any(|item| item.under.is_some()) { 2 } else { 1 };
    let ids = (0..labels.items.len()).map(|index| index.to_string());
    let mut select = Select::with_theme(labels).items(ids).default(at).report(false);
    let rows = left.saturating_sub(1).max(height);
    if labels.items.len() * height > rows {
        // A row goes to saying which page this is.
        select = select.with_prompt("").max_length((rows.saturating_sub(1) / height).max(1));
    }
    select.interact_on_opt(&term).map_err(io::Error::from)
}
