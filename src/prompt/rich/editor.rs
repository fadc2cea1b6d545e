//! A text being written: one paragraph or many, with a cursor that goes by letters as people see them. A line editor that draws
//! itself cannot redraw the question above it after a resize, and pushes it off the screen with a long text; this one is drawn
//! as every other prompt is.

use super::{
    super::words::rich,
    keys::Key,
    layout::{Body, Paint, Window},
    widget::{Press, Widget},
};
use crate::answer::Answer;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

#[derive(Debug)]
pub(super) struct Editor {
    text: String,
    /// A byte position between two letters.
    cursor: usize,
    /// New lines are allowed.
    is_long: bool,
    keys: &'static [&'static str],
    /// Columns of the last drawing, for moving up and down.
    width: std::cell::Cell<usize>,
}

impl Editor {
    pub(super) fn new(text: &str, is_long: bool, keys: &'static [&'static str]) -> Self {
        let mut editor =
            Self { text: String::new(), cursor: 0, is_long, keys, width: std::cell::Cell::new(40) };
        editor.insert(text);
        editor
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Puts text in at the cursor, its line ends made one kind and its control characters left out.
    fn insert(&mut self, text: &str) {
        let mut kept = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' | '\n' => {
                    if letter == '\r' && letters.peek() == Some(&'\n') {
                        letters.next();
                    }
                    if self.is_long {
                        kept.push('\n');
                    } else if !kept.ends_with(' ') {
                        kept.push(' ');
                    }
                }
                '\t' => kept.push(' '),
                letter if letter.is_control() => {}
                letter => kept.push(letter),
            }
        }
        self.text.insert_str(self.cursor, &kept);
        self.cursor += kept.len();
        // A combining mark joins the letter before it: the cursor stays between letters.
        if !GraphemeCursor::new(self.cursor, self.text.len(), true).is_boundary(&self.text, 0).unwrap_or(true)
        {
            self.cursor = self.after(self.cursor);
        }
    }

    fn before(&self, place: usize) -> usize {
        GraphemeCursor::new(place, self.text.len(), true)
            .prev_boundary(&self.text, 0)
            .ok()
            .flatten()
            .unwrap_or(0)
    }

    fn after(&self, place: usize) -> usize {
        let end = self.text.len();
        GraphemeCursor::new(place, end, true).next_boundary(&self.text, 0).ok().flatten().unwrap_or(end)
    }

    fn word_before(&self) -> usize {
        let head = &self.text[..self.cursor];
        let trimmed = head.trim_end();
        trimmed
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + trimmed[space..].chars().next().map_or(0, char::len_utf8))
    }

    fn word_after(&self) -> usize {
        let tail = &self.text[self.cursor..];
        let skipped = tail.len() - tail.trim_start().len();
        tail[skipped..]
            .find(char::is_whitespace)
            .map_or(self.text.len(), |space| self.cursor + skipped + space)
    }

    fn remove(&mut self, range: Range<usize>) -> Press {
        self.cursor = range.start;
        self.text.replace_range(range, "");
        Press::Stay
    }

    /// The rows of the text as they are drawn, as ranges of bytes: broken after spaces where that is possible.
    fn rows(&self, width: usize) -> Vec<Range<usize>> {
        let width = width.max(2);
        let mut rows = Vec::new();
        let (mut start, mut column) = (0, 0);
        // Where the row can be broken, and the column there.
        let mut space: Option<(usize, usize)> = None;
        for (place, letter) in self.text.grapheme_indices(true) {
            let end = place + letter.len();
            if letter == "\n" {
                rows.push(start..place);
                (start, column, space) = (end, 0, None);
                continue;
            }
            let columns = letter.width();
            if column + columns > width {
                let (at, used) = space.take().unwrap_or((place, column));
                rows.push(start..at);
                (start, column) = (at, column - used);
            }
            column += columns;
            if letter == " " {
                space = Some((end, column));
            }
        }
        rows.push(start..self.text.len());
        rows
    }

    /// Row and column of the cursor.
    fn place(&self, rows: &[Range<usize>]) -> (usize, usize) {
        let row = rows.iter().rposition(|row| row.start <= self.cursor).unwrap_or_default();
        let start = rows.get(row).map_or(0, |row| row.start);
        (row, self.text[start..self.cursor].width())
    }

    /// The letter of a row that stands at a column, or its end.
    fn at(&self, rows: &[Range<usize>], row: usize, column: usize) -> usize {
        let range = rows[row].clone();
        let mut columns = 0;
        for (place, letter) in self.text[range.clone()].grapheme_indices(true) {
            columns += letter.width();
            if columns > column {
                return range.start + place;
            }
        }
        // Behind the last letter of a row that goes on is the start of the next row.
        let goes_on = rows.get(row + 1).is_some_and(|next| next.start == range.end);
        if goes_on { self.before(range.end) } else { range.end }
    }

    fn up_or_down(&mut self, by: isize) -> Press {
        let rows = self.rows(self.width.get());
        let (row, column) = self.place(&rows);
        self.cursor = match row.checked_add_signed(by) {
            None => 0,
            Some(to) if to < rows.len() => self.at(&rows, to, column),
            Some(_) => self.text.len(),
        };
        Press::Stay
    }

    fn row_here(&self) -> Range<usize> {
        let rows = self.rows(self.width.get());
        let (row, _) = self.place(&rows);
        let last = if rows.get(row + 1).is_some_and(|next| next.start == rows[row].end) {
            self.before(rows[row].end)
        } else {
            rows[row].end
        };
        rows[row].start..last
    }

    fn control(&mut self, letter: char) -> Press {
        let start = self.text[..self.cursor].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[self.cursor..].find('\n').map_or(self.text.len(), |end| self.cursor + end);
        match letter {
            'u' => self.remove(start..self.cursor),
            'k' if self.cursor == end => self.remove(end..self.after(end)),
            'k' => self.remove(self.cursor..end),
            'd' => self.remove(self.cursor..self.after(self.cursor)),
            _ => Press::Unused,
        }
    }
}

impl Widget for Editor {
    fn body(&self, window: Window, paint: &Paint) -> Body {
        // A mark on the left, and a free column for the cursor on the right.
        let width = window.width().saturating_sub(3);
        self.width.set(width);
        let rows = self.rows(width);
        let (row, column) = self.place(&rows);
        let mark = paint.accent(">");
        let line = |(index, range): (usize, &Range<usize>)| {
            let text = self.text[range.clone()].trim_end_matches('\n');
            if index == 0 { format!("{mark} {text}") } else { format!("  {text}") }
        };
        Body {
            lines: rows.iter().enumerate().map(line).collect(),
            focus: row..row + 1,
            status: self.text.trim().is_empty().then(|| rich::ENTER_SKIPS.to_owned()),
            cursor: Some((row, (column + 2).min(width + 2))),
        }
    }

    fn keys(&self) -> &[&str] {
        self.keys
    }

    fn press(&mut self, key: Key) -> Press {
        match key {
            Key::Char(letter) => self.insert(letter.encode_utf8(&mut [0; 4])),
            Key::NewLine if self.is_long => self.insert("\n"),
            Key::Enter => return Press::Done,
            Key::Left => self.cursor = self.before(self.cursor),
            Key::Right => self.cursor = self.after(self.cursor),
            Key::WordLeft => self.cursor = self.word_before(),
            Key::WordRight => self.cursor = self.word_after(),
            Key::Home => self.cursor = self.row_here().start,
            Key::End => self.cursor = self.row_here().end,
            Key::Up => return self.up_or_down(-1),
            Key::Down => return self.up_or_down(1),
            Key::PageUp => return self.up_or_down(-8),
            Key::PageDown => return self.up_or_down(8),
            Key::Backspace => return self.remove(self.before(self.cursor)..self.cursor),
            Key::WordBackspace => return self.remove(self.word_before()..self.cursor),
            Key::Delete => return self.remove(self.cursor..self.after(self.cursor)),
            Key::Control(letter) => return self.control(letter),
            Key::NewLine | Key::Escape | Key::Tab | Key::BackTab | Key::Other => return Press::Unused,
        }
        Press::Stay
    }

    fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    fn replace(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    fn takes_bursts(&self) -> bool {
        true
    }

    fn takes_letters(&self) -> bool {
        true
    }

    fn answer(&self) -> Option<Answer> {
        Some(Answer::Text(self.text.clone()))
    }
}

impl Editor {
    /// A text of several lines; with the person's own editor at hand, or without.
    pub(super) fn long(text: &str, has_own_editor: bool) -> Self {
        Self::new(text, true, if has_own_editor { &rich::LONG_EDIT_KEYS } else { &rich::LONG_KEYS })
    }

    /// A text of one line.
    pub(super) fn short(text: &str) -> Self {
        Self::new(text, false, &rich::SHORT_KEYS)
    }

    /// A command, begun.
    pub(super) fn command() -> Self {
        Self::new(":", false, &rich::COMMAND_KEYS)
    }
}
