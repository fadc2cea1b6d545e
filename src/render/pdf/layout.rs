//! Blocks as rows of text: where each line breaks, how it looks, and which rows belong together.

use super::font::{Face, Fonts, Glyphs, REPLACEMENT};
use crate::render::{
    blocks::{Bar, Block, SideLine},
    chart::{TITLE, bar_words},
    text::clean,
};
use crate::summary::ScaleChange;
use krilla::color::rgb::Color;

/// The width of A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// The margin at the left and the right.
pub(super) const SIDE: f32 = 68.0;
/// Up to so many lines a paragraph is never broken over two pages.
const UNBROKEN: usize = 12;
/// Lists and answers are set in by this much.
const STEP: f32 = 14.0;
/// How long the bar of a scale is.
const TRACK: f32 = 240.0;

/// The colours, as those of the HTML page in light.
fn ink() -> Color {
    Color::new(0x1d, 0x24, 0x28)
}
pub(super) fn soft() -> Color {
    Color::new(0x50, 0x5a, 0x61)
}
fn line() -> Color {
    Color::new(0xd8, 0xd4, 0xca)
}
fn accent() -> Color {
    Color::new(0x0b, 0x6b, 0x75)
}

/// What a stretch of text is, for who hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A title: its level, 1 to 3, and its words.
    Title(u16, String),
    Paragraph,
    /// A point of a list; whether it begins one.
    Point {
        first: bool,
    },
    Quote,
}

/// A line, or what is drawn in place of one.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) height: f32,
    /// Left free above it, unless it is the first of a page.
    pub(super) gap: f32,
    /// The next row stands on the same page.
    pub(super) holds_next: bool,
    /// Which part it belongs to.
    pub(super) part: usize,
    pub(super) runs: Vec<Run>,
    pub(super) boxes: Vec<Filled>,
}

/// Text in one face.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// From the left edge of the page.
    pub(super) left: f32,
    pub(super) text: String,
    pub(super) glyphs: Glyphs,
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) ink: Color,
    /// It is the mark before a point of a list.
    pub(super) is_mark: bool,
}

/// A filled rectangle: a bar, or the line beside a quote. It tells nothing that is not said in words too.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub(super) left: f32,
    /// From the upper edge of its row.
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) ink: Color,
}

/// A whole document.
pub(super) struct Layout {
    pub(super) parts: Vec<Part>,
    pub(super) rows: Vec<Row>,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
struct Style {
    face: Face,
    size: f32,
    ink: Color,
    /// From the left margin.
    indent: f32,
    gap: f32,
    mark: Option<&'static str>,
    has_line: bool,
}

impl Style {
    fn plain() -> Self {
        Self {
            face: Face::Regular,
            size: 10.0,
            ink: ink(),
            indent: 0.0,
            gap: 7.0,
            mark: None,
            has_line: false,
        }
    }

    fn title(level: u16) -> Self {
        let (size, gap, ink) = match level {
            1 => (19.0, 0.0, ink()),
            2 => (13.0, 24.0, accent()),
            _ => (10.5, 14.0, ink()),
        };
        Self { face: Face::Bold, size, gap, ink, ..Self::plain() }
    }

    fn point() -> Self {
        Self { indent: STEP, gap: 3.5, mark: Some("•"), ..Self::plain() }
    }

    fn question() -> Self {
        Self { size: 9.5, ink: soft(), gap: 9.0, ..Self::plain() }
    }

    fn answer() -> Self {
        Self { indent: STEP, gap: 1.0, ..Self::plain() }
    }

    fn note() -> Self {
        Self { size: 9.0, ink: soft(), ..Self::plain() }
    }

    fn height(&self) -> f32 {
        self.size * 1.45
    }
}

/// Lays blocks out.
pub(super) fn layout(fonts: &Fonts, blocks: &[Block]) -> Layout {
    let mut writer = Writer { fonts, parts: Vec::new(), rows: Vec::new() };
    for (index, block) in blocks.iter().enumerate() {
        writer.block(block, blocks.get(index + 1));
    }
    let is_missing_some = |row: &Row| row.runs.iter().any(|run: &Run| run.glyphs.is_missing_some);
    if writer.rows.iter().any(is_missing_some) {
        let note = format!(
            "Some letters could not be printed here ({REPLACEMENT}). The text, HTML and Markdown forms have them."
        );
        writer.text(Part::Paragraph, &note, Style { gap: 24.0, ..Style::note() }, false);
    }
    Layout { parts: writer.parts, rows: writer.rows }
}

struct Writer<'a> {
    fonts: &'a Fonts,
    parts: Vec<Part>,
    rows: Vec<Row>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        // What leads to a list or a quote stands with it.
        let leads = matches!(next, Some(Block::List(_) | Block::Quote(_) | Block::Support { .. }));
        match block {
            Block::Title(title) => self.title(1, title),
            Block::Heading(title) => self.title(2, title),
            Block::Subheading(title) => self.title(3, title),
            Block::Paragraph(text) => self.text(Part::Paragraph, text, Style::plain(), leads),
            Block::Strong(text) => {
                self.text(Part::Paragraph, text, Style { face: Face::Bold, ..Style::plain() }, leads);
            }
            Block::List(items) => self.list(items, false),
            Block::Said { question, answer, .. } => {
                self.text(Part::Paragraph, question, Style::question(), true);
                self.text(Part::Paragraph, answer, Style::answer(), false);
            }
            // A page of paper is read from top to bottom.
            Block::Beside(_) => {}
            Block::Sides(sides) => self.sides(sides),
            Block::Change { question, sides } => {
                self.text(Part::Paragraph, question, Style::question(), true);
                self.sides(sides);
            }
            Block::Chart(bars) => self.chart(bars),
            Block::Scales { then, now, none, rows, .. } => self.scales((then, now, none), rows),
            Block::Quote(text) => {
                let style = Style { indent: STEP, gap: 10.0, has_line: true, ..Style::plain() };
                self.text(Part::Quote, text, style, false);
            }
            Block::Support { lines, note } => {
                let said: Vec<String> = lines.iter().map(crate::questionnaire::SupportLine::said).collect();
                self.list(&said, true);
                let days = lines.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
                self.text(Part::Paragraph, &format!("{note} ({days})"), Style::note(), false);
            }
        }
    }

    fn title(&mut self, level: u16, title: &str) {
        let words = clean(title).split_whitespace().collect::<Vec<_>>().join(" ");
        self.text(Part::Title(level, words), title, Style::title(level), true);
    }

    fn list(&mut self, items: &[String], holds_next: bool) {
        let after_quote = self.parts.last() == Some(&Part::Quote);
        for (index, item) in items.iter().enumerate() {
            // Neither the first nor the last point stands alone on a page.
            let is_last = index + 1 == items.len();
            let holds = if is_last { holds_next } else { index == 0 || index + 2 == items.len() };
            let gap = if after_quote && index == 0 { 10.0 } else { Style::point().gap };
            self.text(Part::Point { first: index == 0 }, item, Style { gap, ..Style::point() }, holds);
        }
    }

    fn sides(&mut self, sides: &[SideLine]) {
        for (index, side) in sides.iter().enumerate() {
            let said = format!("{}: {}", side.label, side.text);
            let holds = index + 1 < sides.len();
            self.text(Part::Point { first: index == 0 }, &said, Style::point(), holds);
        }
    }

    fn chart(&mut self, bars: &[Bar]) {
        self.title(3, TITLE);
        for bar in bars {
            self.text(Part::Paragraph, &bar.question, Style::question(), true);
            self.bar((bar.low, bar.high), Some(bar.number), &bar_words(bar), accent());
        }
    }

    fn scales(&mut self, (then, now, none): (&str, &str, &str), rows: &[ScaleChange]) {
        for row in rows {
            self.text(Part::Paragraph, &row.question, Style::question(), true);
            let ends = (row.low, row.high);
            let said = |label: &str, number: Option<i64>| format!("{label}: {}", row.said(number, none));
            self.bar(ends, row.before, &said(then, row.before), soft());
            if let Some(bar) = self.rows.last_mut() {
                bar.holds_next = true;
            }
            self.bar(ends, row.after, &said(now, row.after), accent());
        }
    }

    /// A bar with its number in words beside it; it belongs to the paragraph of its question.
    fn bar(&mut self, (low, high): (i64, i64), number: Option<i64>, words: &str, ink: Color) {
        let style = Style::plain();
        let left = SIDE + STEP;
        let filled = |width: f32, ink: Color| Filled { left, top: 4.0, width, height: 7.0, ink };
        let mut boxes = vec![filled(TRACK, line())];
        boxes.extend(number.map(|number| filled(TRACK * share(number, low, high), ink)));
        let run = self.run(words, left + TRACK + 10.0, style);
        let part = self.parts.len().saturating_sub(1);
        self.rows.push(Row {
            height: style.height(),
            gap: 1.0,
            holds_next: false,
            part,
            runs: vec![run],
            boxes,
        });
    }

    fn run(&self, text: &str, left: f32, style: Style) -> Run {
        let text = drawable(text);
        let glyphs = self.fonts.glyphs(style.face, &text);
        Run { left, text, glyphs, face: style.face, size: style.size, ink: style.ink, is_mark: false }
    }

    /// A text of one or more lines.
    fn text(&mut self, part: Part, text: &str, style: Style, holds_next: bool) {
        let most = WIDTH - 2.0 * SIDE - style.indent;
        let text = drawable(text);
        // The blank of a line end: what is copied does not run together, and a word that was cut stays one.
        let lines: Vec<String> = text
            .trim()
            .lines()
            .flat_map(|line| {
                self.fonts.wrap((style.face, style.size), &format!("{} ", line.trim_end()), most)
            })
            .collect();
        let index = self.parts.len();
        self.parts.push(part);
        let count = lines.len();
        for (number, text) in lines.into_iter().enumerate() {
            // Never the first or the last line of a paragraph alone.
            let holds = count <= UNBROKEN || number == 0 || number + 2 == count;
            let left = SIDE + style.indent;
            let mark = style
                .mark
                .filter(|_| number == 0)
                .map(|mark| Run { is_mark: true, ..self.run(mark, left - STEP + 2.0, style) });
            let beside = style.has_line.then(|| Filled {
                left: SIDE,
                top: 0.0,
                width: 2.5,
                height: style.height(),
                ink: accent(),
            });
            self.rows.push(Row {
                height: style.height(),
                gap: if number == 0 { style.gap } else { 0.0 },
                holds_next: if number + 1 == count { holds_next } else { holds },
                part: index,
                runs: mark.into_iter().chain([self.run(&text, left, style)]).collect(),
                boxes: beside.into_iter().collect(),
            });
        }
    }
}

/// A text without what must not be in a PDF.
fn drawable(text: &str) -> String {
    clean(text).replace(['\u{feff}', '\u{fffe}', '\u{ffff}'], "")
}

/// How much of a scale a number fills.
#[expect(clippy::cast_precision_loss, reason = "the ends of a scale are small numbers")]
fn share(number: i64, low: i64, high: i64) -> f32 {
    ((number - low) as f32 / (high - low).max(1) as f32).clamp(0.0, 1.0)
}
