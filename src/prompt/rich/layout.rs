//! From what there is to show to a frame of the window's size. Pure.

use super::{
    super::{words, wrap as lines_of},
    screen::Frame,
};
use crate::render::unjoined;
use console::{Style, measure_text_width, truncate_str};
use std::{borrow::Cow, ops::Range};

/// Text is set no wider than this: longer lines are hard to read.
const WIDEST: usize = 76;

/// How words are set off. One accent, readable on dark and on light; marks say the same without it.
#[derive(Debug, Clone)]
pub(super) struct Paint {
    accent: Style,
    strong: Style,
    faint: Style,
}

impl Paint {
    pub(super) fn new(color: bool) -> Self {
        let plain = Style::new().force_styling(true);
        let accent = if color { plain.clone().magenta() } else { plain.clone() };
        Self { accent, strong: plain.clone().bold(), faint: plain.dim() }
    }

    pub(super) fn accent(&self, text: &str) -> String {
        self.accent.apply_to(text).to_string()
    }

    pub(super) fn strong(&self, text: &str) -> String {
        self.strong.apply_to(text).to_string()
    }

    pub(super) fn faint(&self, text: &str) -> String {
        self.faint.apply_to(text).to_string()
    }

    /// The row that the person is on.
    pub(super) fn active(&self, text: &str) -> String {
        self.accent.clone().bold().apply_to(text).to_string()
    }
}

/// A window: its rows, and where text stands in its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Window {
    pub(super) fn new((rows, columns): (usize, usize)) -> Self {
        Self { rows, columns }
    }

    /// So narrow that words are chosen for it.
    pub(super) fn is_narrow(self) -> bool {
        self.columns < 36
    }

    /// Too small to show anything in; dialoguer cannot even try.
    pub(super) fn is_too_small(self) -> bool {
        self.rows < 5 || self.columns < 12
    }

    /// Free columns on the left.
    pub(super) fn margin(self) -> usize {
        match self.columns {
            0..30 => 0,
            30..60 => 1,
            _ => 2,
        }
    }

    /// Columns for text; the last column of the window stays free, where a letter would make the terminal wrap.
    pub(super) fn width(self) -> usize {
        self.columns.saturating_sub(2 * self.margin() + usize::from(self.margin() == 0)).clamp(1, WIDEST)
    }

    pub(super) fn has_air(self) -> bool {
        self.rows >= 16
    }

    fn has_bar(self) -> bool {
        self.rows >= 12
    }

    /// Free rows between a head and what somebody else draws under it.
    pub(super) fn gap(self) -> usize {
        usize::from(self.has_bar())
    }
}

/// A text without control characters; tabs become spaces.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        let kept = text.chars().filter_map(|letter| match letter {
            '\t' => Some(' '),
            letter if letter.is_control() => None,
            letter => Some(letter),
        });
        Cow::Owned(kept.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Lines of at most `width` columns; paragraphs are kept, control characters are not.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_behind("", text, width)
}

/// The same with a mark before the first line, and the others set in as far.
pub(super) fn wrap_behind(mark: &str, text: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(measure_text_width(mark));
    let mut lines = Vec::new();
    for (index, paragraph) in text.split('\n').enumerate() {
        let paragraph = clean(paragraph);
        let options = lines_of::options(width.max(indent.len() + 1))
            .initial_indent(if index == 0 { mark } else { &indent })
            .subsequent_indent(&indent);
        lines.extend(textwrap::wrap(paragraph.trim_end(), options).iter().map(|line| unjoined(line)));
    }
    lines
}

/// One line cut to `width` columns.
pub(super) fn cut(text: &str, width: usize) -> String {
    truncate_str(text, width, "\u{2026}").into_owned()
}

/// What stands in the middle of the screen, under the question.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) lines: Vec<String>,
    /// The lines that must be seen: the active row.
    pub(super) focus: Range<usize>,
    /// Something to say just above the keys.
    pub(super) status: Option<String>,
    /// Line and column of a cursor.
    pub(super) cursor: Option<(usize, usize)>,
}

/// A whole screen before it is laid out.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Top left and top right; the right one in full and in short.
    pub(super) stage: String,
    pub(super) place: Option<(String, String)>,
    /// How far one is, from 0 to 1.
    pub(super) done: Option<(usize, usize)>,
    /// What is read first.
    pub(super) head: Vec<String>,
    pub(super) body: Body,
    /// What the keys do, the most needed first.
    pub(super) keys: Vec<String>,
}

/// How far a screen is scrolled, from one frame to the next.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Scroll {
    pub(super) offset: usize,
    /// The person moved: from now on the active row is kept in sight. Until then a long question is read from its start.
    pub(super) follows: bool,
}

/// What of a sheet can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sight {
    /// The row that the person is on.
    pub(super) focus: bool,
    /// The last line of all.
    pub(super) end: bool,
}

/// A frame, and what can be seen in it.
pub(super) fn lay(sheet: &Sheet, window: Window, paint: &Paint, scroll: &mut Scroll) -> (Frame, Sight) {
    let (margin, width) = (" ".repeat(window.margin()), window.width());
    let mut lines = header(sheet, window, paint);
    let footer = footer(sheet, window, paint);
    let room = window.rows.saturating_sub(lines.len() + footer.len());
    let top = lines.len();

    let (head, body) = (&sheet.head, &sheet.body);
    let gap = usize::from(!head.is_empty() && !body.lines.is_empty());
    // A short question stays where it is while its choices scroll. A long one scrolls with them.
    let pinned = head.len() + body.lines.len().min(if window.rows >= 12 { 5 } else { 3 }) <= room;
    let gap =
        if head.len() + gap + body.lines.len() <= room || (pinned && window.has_air()) { gap } else { 0 };
    let mut all: Vec<&str> = head.iter().map(String::as_str).collect();
    all.extend(std::iter::repeat_n("", gap));
    let shift = all.len();
    all.extend(body.lines.iter().map(String::as_str));
    let focus = body.focus.start + shift..body.focus.end + shift;
    let fixed = if pinned { shift } else { 0 };
    let seen = view(&all, fixed, focus.clone(), room, scroll);

    let mut cursor = None;
    for (row, index) in seen.rows.iter().enumerate() {
        if body.cursor.is_some_and(|(line, _)| line + shift == *index) {
            cursor = body.cursor.map(|(_, column)| (top + row, column + window.margin()));
        }
        let line = all[*index];
        lines.push(if line.is_empty() { String::new() } else { format!("{margin}{line}") });
    }
    if let Some(more) = seen.more {
        lines.push(format!("{margin}{}", paint.faint(&cut(&format!("({more})"), width))));
    }
    lines.resize(window.rows.saturating_sub(footer.len()), String::new());
    lines.extend(footer);
    let sight = Sight {
        focus: focus.is_empty() || seen.rows.contains(&focus.start),
        end: seen.rows.last().is_none_or(|last| last + 1 >= all.len()),
    };
    (Frame { lines, cursor }, sight)
}

/// The rows that are left for head and body, so that nothing of them must be scrolled.
pub(super) fn room(sheet: &Sheet, window: Window, paint: &Paint) -> usize {
    window.rows.saturating_sub(header(sheet, window, paint).len() + footer(sheet, window, paint).len())
}

/// Where the body would start, for somebody else who draws it in at least `least` rows: the header and the head, and the rows
/// left under them. Where the head does not fit, its end is shown: the question is there.
pub(super) fn lay_head(sheet: &Sheet, window: Window, paint: &Paint, least: usize) -> (Frame, usize, usize) {
    let margin = " ".repeat(window.margin());
    let mut lines = header(sheet, window, paint);
    let footer = footer(sheet, window, paint);
    let room = window.rows.saturating_sub(lines.len() + footer.len());
    let gap = window.gap();
    let head = sheet.head.len().min(room.saturating_sub(gap + least));
    let shown = sheet.head.iter().skip(sheet.head.len() - head);
    lines.extend(shown.map(|line| format!("{margin}{line}")));
    lines.extend(std::iter::repeat_n(String::new(), gap));
    let start = lines.len();
    lines.resize(window.rows.saturating_sub(footer.len()), String::new());
    let left = lines.len() - start;
    lines.extend(footer);
    (Frame { lines, cursor: None }, start, left)
}

struct Seen {
    /// Indices of the lines that are shown.
    rows: Vec<usize>,
    /// What to say of those that are not.
    more: Option<&'static str>,
}

/// Which lines fit in `room` rows: the first `fixed` always, and of the others those around the focus.
fn view(all: &[&str], fixed: usize, focus: Range<usize>, room: usize, scroll: &mut Scroll) -> Seen {
    if all.len() <= room {
        scroll.offset = 0;
        return Seen { rows: (0..all.len()).collect(), more: None };
    }
    let height = room.saturating_sub(fixed + 1).max(1);
    let count = all.len() - fixed;
    if !focus.is_empty() && (scroll.follows || fixed > 0) {
        let (start, end) = (focus.start.saturating_sub(fixed), focus.end.saturating_sub(fixed));
        // A little of what is around it is shown with it, its first line whatever happens.
        if end + 1 > scroll.offset + height {
            scroll.offset = (end + 1).min(count) - height.min(count);
        }
        scroll.offset = scroll.offset.min(if start > 0 { start - usize::from(height > 2) } else { 0 });
    }
    scroll.offset = scroll.offset.min(count.saturating_sub(height));
    let last = (scroll.offset + height).min(count);
    let more = match (scroll.offset > 0, last < count) {
        (true, true) => Some(words::rich::MORE_BOTH),
        (true, false) => Some(words::rich::MORE_ABOVE),
        (false, true) => Some(words::rich::MORE_BELOW),
        (false, false) => None,
    };
    let rows = (0..fixed).chain((scroll.offset..last).map(|index| index + fixed)).collect();
    Seen { rows, more }
}

impl Scroll {
    /// Moves by lines, where there is no active row to follow.
    pub(super) fn by(&mut self, lines: isize) {
        self.offset = self.offset.saturating_add_signed(lines);
    }
}

fn header(sheet: &Sheet, window: Window, paint: &Paint) -> Vec<String> {
    let (margin, width) = (" ".repeat(window.margin()), window.width());
    let mut lines = Vec::new();
    if window.has_air() {
        lines.push(String::new());
    }
    let stage = clean(&sheet.stage);
    let (long, short) =
        sheet.place.as_ref().map_or(("", ""), |(long, short)| (long.as_str(), short.as_str()));
    let place = if measure_text_width(&stage) + 3 + measure_text_width(long) <= width { long } else { short };
    if !stage.is_empty() || !place.is_empty() {
        let left = cut(&stage, width.saturating_sub(measure_text_width(place) + 1));
        let gap = width.saturating_sub(measure_text_width(&left) + measure_text_width(place));
        lines.push(format!("{margin}{}{}{}", paint.strong(&left), " ".repeat(gap), paint.faint(place)));
    }
    if let Some((done, of)) = sheet.done.filter(|_| window.has_bar()) {
        let full = (width * done.min(of)).checked_div(of).unwrap_or_default();
        let (done, ahead) = ("\u{2501}".repeat(full), "\u{2500}".repeat(width - full));
        lines.push(format!("{margin}{}{}", paint.accent(&done), paint.faint(&ahead)));
    }
    if window.has_bar() && !lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn footer(sheet: &Sheet, window: Window, paint: &Paint) -> Vec<String> {
    let (margin, width) = (" ".repeat(window.margin()), window.width());
    let mut lines = Vec::new();
    if window.has_air() {
        lines.push(String::new());
    }
    if let Some(status) = &sheet.body.status {
        lines.push(format!("{margin}{}", cut(status, width)));
    }
    lines.push(format!("{margin}{}", paint.faint(&key_line(&sheet.keys, width))));
    lines
}

/// As many keys as fit on one line; the first always, cut if it must be.
fn key_line(keys: &[String], width: usize) -> String {
    let mut line = String::new();
    for key in keys.iter().filter(|key| !key.is_empty()) {
        let gap = if width < 60 { "  " } else { "   " };
        let next = if line.is_empty() { key.clone() } else { format!("{line}{gap}{key}") };
        if measure_text_width(&next) > width {
            continue;
        }
        line = next;
    }
    match keys.first() {
        Some(first) if line.is_empty() => cut(first, width),
        _ => line,
    }
}
