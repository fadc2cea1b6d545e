//! Menus, decisions and the review: dialoguer's `Select`, in the one pattern that keeps its line counting right. It is given
//! items "0", "1" and so on; the theme here draws what they stand for, cut to the width that the window has at that moment, and
//! notes which row is active, so that a redraw after a resize can take it up again.

use super::{
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
}

impl Item {
    pub(super) fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), under: None }
    }
}

struct Labels<'a> {
    items: &'a [Item],
    paint: &'a Paint,
    active: Cell<usize>,
}

impl Theme for Labels<'_> {
    fn format_select_prompt(&self, _out: &mut dyn fmt::Write, _prompt: &str) -> fmt::Result {
        Ok(())
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
        let line = cut(&format!("{} {}", if active { ">" } else { " " }, clean(&item.label)), width);
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
        let picked = select(&labels, left, at);
        screen.forget();
        at = labels.active.get();
        match picked {
            Ok(picked) => return Ok(picked),
            Err(error) => {
                // console takes every interrupted read for Ctrl-C, and raises it: whose signal it was, our own flags know.
                let is_redraw = screen.takes_redraw()?;
                let is_interrupt = screen.takes_interrupt();
                match error.kind() {
                    io::ErrorKind::Interrupted if is_redraw => {}
                    io::ErrorKind::Interrupted => return Err(PromptError::Interrupted),
                    _ if is_interrupt => return Err(PromptError::Interrupted),
                    _ => return Err(gone(error)),
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
        // dialoguer keeps two rows of what it is given for itself, and says in one of them which page this is.
        let shown = (rows.saturating_sub(1) / height).max(1);
        select = select.with_prompt("").max_length(shown + 2);
    }
    select.interact_on_opt(&term).map_err(io::Error::from)
}
