//! The summary at the end, page by page, when it is longer than the window.

use super::{
    RichPrompter,
    keys::Key,
    keys_for,
    layout::{Body, Sheet, Window, lay, room, wrap},
    menu::Item,
    notice::with_help,
    screen::{Event, Screen},
    wait_for_room,
};
use crate::{
    interview::PromptError,
    prompt::words::{self, rich},
    render::{Pages, TextStyle, text},
    summary::Summary,
};
use console::measure_text_width;

/// What is to be done with a summary that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    /// Print it in the window.
    Print,
    /// Print nothing.
    Nothing,
    /// Leave without a trace.
    Leave,
}

/// Whether a text can be read in the window as it is, with the line below it where the next command is typed.
pub fn fits_window(text: &str) -> bool {
    let (rows, columns) = Screen::size();
    let needed: usize = text.lines().map(|line| measure_text_width(line).max(1).div_ceil(columns)).sum();
    needed < rows
}

/// Where a key leads from a page.
enum To {
    /// Another page, or this one.
    Page(usize),
    /// The question behind the last one.
    End,
    /// The way out, without a question.
    Out(Afterwards),
    Menu,
}

impl RichPrompter {
    /// Shows a summary page by page, until the person says what is to be done with it. Its lines are no wider than `style` says.
    ///
    /// # Errors
    /// On Ctrl-C, and when the terminal is gone.
    pub fn show_summary(&mut self, summary: &Summary, style: TextStyle) -> Result<Afterwards, PromptError> {
        // The page, the window it was cut for, and where it stands in the text for a window of another size.
        let (mut page, mut cut_for, mut place) = (0, None, 0);
        self.screen.flush();
        loop {
            let window = Window::new(Screen::size());
            if window.is_too_small() {
                wait_for_room(&mut self.screen)?;
                continue;
            }
            let pages = self.pages(summary, style, window);
            if cut_for.replace(window).is_some_and(|before| before != window) {
                page = pages.at(place);
            }
            self.show_page(&pages, page, window)?;
            let to = match self.screen.read()? {
                Event::Key(key) => turned(key, page, pages.count()),
                // The same words stay, however the lines are broken now.
                Event::Paste(_) | Event::Redraw => continue,
            };
            let out = match to {
                To::Page(to) => {
                    if to != page {
                        (page, place) = (to, pages.place(to));
                    }
                    None
                }
                To::End => self.ask_to_print()?,
                To::Menu => self.summary_menu()?,
                To::Out(afterwards) => Some(afterwards),
            };
            if let Some(afterwards) = out {
                return Ok(afterwards);
            }
        }
    }

    fn pages(&self, summary: &Summary, style: TextStyle, window: Window) -> Pages {
        let sheet = summary_sheet(window, (1, 1));
        let rows = room(&sheet, window, &self.paint);
        let text = text(summary, TextStyle { width: window.width().min(style.width), ..style });
        let pages = Pages::new(&[], &text, rows);
        if !summary.support_first {
            return pages;
        }
        // Words that cannot wait, and those who can help, are never behind a key press. Where the window is too small for both,
        // a page of its own begins with the help lines.
        let says: Vec<&str> = if summary.brief {
            summary.gates.iter().take(1).map(|(_, says)| says.as_str()).collect()
        } else if summary.offers.is_empty() {
            vec![&summary.stand]
        } else {
            summary.offers.iter().map(String::as_str).collect()
        };
        let lines: Vec<String> = summary.support.iter().map(|line| line.contact.clone()).collect();
        if pages.begins_with_all(says.iter().copied().chain(lines.iter().map(String::as_str))) {
            return pages;
        }
        let body = with_help(&says.join("\n"), "", &summary.support, "", window, &self.paint);
        Pages::new(&body.lines, &text, rows)
    }

    fn show_page(&mut self, pages: &Pages, page: usize, window: Window) -> Result<(), PromptError> {
        let is_last = page + 1 == pages.count();
        let mut sheet = summary_sheet(window, (page + 1, pages.count()));
        sheet.body = Body { lines: pages.lines(page).to_vec(), ..Body::default() };
        sheet.keys = keys_for(window, if is_last { &rich::SUMMARY_END_KEYS } else { &rich::SUMMARY_KEYS });
        let (frame, _) = lay(&sheet, window, &self.paint, &mut super::layout::Scroll::default());
        self.screen.show(frame)
    }

    /// Behind the last page: whether the summary is printed too. None: back to the page.
    fn ask_to_print(&mut self) -> Result<Option<Afterwards>, PromptError> {
        let items = rich::PRINT_OPTIONS.map(Item::new);
        let paint = self.paint.clone();
        let sheet = |window: Window| {
            let ask = if window.is_narrow() { rich::PRINT_TOO_NARROW } else { rich::PRINT_TOO };
            Sheet {
                head: wrap(ask, window.width()).iter().map(|line| paint.strong(line)).collect(),
                keys: keys_for(window, &rich::DECIDE_KEYS),
                ..Sheet::default()
            }
        };
        match self.decide_between(&sheet, &items, 0)? {
            Some(0) => Ok(Some(Afterwards::Print)),
            Some(_) => Ok(Some(Afterwards::Nothing)),
            None => self.summary_menu(),
        }
    }

    /// The menu behind Esc. None: back to the page.
    fn summary_menu(&mut self) -> Result<Option<Afterwards>, PromptError> {
        let labels = [rich::RETURN_TO_PAGE, rich::PRINT, rich::NO_PRINT, rich::EXIT];
        Ok(match self.pick_from_menu(&labels)? {
            0 => None,
            1 => Some(Afterwards::Print),
            2 => Some(Afterwards::Nothing),
            _ => Some(Afterwards::Leave),
        })
    }
}

/// A page of the summary, without its text.
fn summary_sheet(window: Window, at: (usize, usize)) -> Sheet {
    let long = words::page_place(at);
    let (stage, short) = if window.is_narrow() {
        (words::SUMMARY.1, format!("{}/{}", at.0, at.1))
    } else {
        (words::SUMMARY.0, long.clone())
    };
    Sheet { stage: stage.to_owned(), place: Some((long, short)), ..Sheet::default() }
}

/// What a key does on a page, from 0, of so many.
fn turned(key: Key, page: usize, count: usize) -> To {
    let last = count.saturating_sub(1);
    match key {
        Key::Enter | Key::Char(' ') if page >= last => To::End,
        Key::Enter | Key::Char(' ' | 'j') | Key::PageDown | Key::Down | Key::Right => {
            To::Page((page + 1).min(last))
        }
        Key::PageUp | Key::Up | Key::Left | Key::Backspace | Key::Char('k') => {
            To::Page(page.saturating_sub(1))
        }
        Key::Home => To::Page(0),
        Key::End => To::Page(last),
        Key::Char('q' | 'Q') => To::End,
        Key::Escape => To::Menu,
        // The end of the input takes what is usual.
        Key::Char('p' | 'P') | Key::Control('d') => To::Out(Afterwards::Print),
        _ => To::Page(page),
    }
}
