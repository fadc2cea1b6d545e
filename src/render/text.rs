//! A summary as text for a terminal, a pipe or a file.

use super::blocks::{Bar, Block, SideLine, blocks};
use crate::summary::Summary;
use console::Style;
use std::borrow::Cow;
use textwrap::{Options, WordSeparator, WrapAlgorithm, core::display_width};

/// Narrower lines hold no words.
const NARROWEST: usize = 8;

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// The width of a line, in columns; at least 8 are used.
    pub width: usize,
    /// ANSI colours.
    pub color: bool,
}

/// The summary as text, with a line end at its end.
pub fn text(summary: &Summary, style: TextStyle) -> String {
    text_of(&blocks(summary), style)
}

/// Blocks as text, with a line end at their end.
pub(super) fn text_of(blocks: &[Block], style: TextStyle) -> String {
    let mut page = Page { style, text: String::new() };
    for block in blocks {
        page.block(block);
    }
    page.text
}

/// A text without control characters: what a person typed must not steer a terminal. Line ends stay, a tab is a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return text.into();
    }
    text.chars()
        .filter_map(|letter| match letter {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            other => (!other.is_control() && !turns_direction(other)).then_some(other),
        })
        .collect()
}

/// Marks that turn the direction of writing can make a line read as another one.
pub(super) fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A line that was broken off: what held words together until then is a space to whoever copies them.
pub fn unjoined(line: &str) -> String {
    line.replace('\u{a0}', " ")
}

/// Wraps a clean text to a width, its own line ends kept; `first` stands before the first line and `next` before the others.
pub fn wrap(text: &str, width: usize, first: &str, next: &str) -> Vec<String> {
    let width = width.max(NARROWEST);
    let mut lines = Vec::new();
    for line in clean(text).lines().map(str::trim_end) {
        let lead = if lines.is_empty() { first } else { next };
        if line.is_ascii() && !line.is_empty() && display_width(lead) + line.len() <= width {
            lines.push(format!("{lead}{line}"));
            continue;
        }
        let options = Options::new(width)
            .initial_indent(lead)
            .subsequent_indent(next)
            .break_words(true)
            .word_separator(if line.is_ascii() {
                // Between plain words a line breaks at spaces: no need to ask Unicode's tables.
                WordSeparator::AsciiSpace
            } else {
                WordSeparator::UnicodeBreakProperties
            })
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        let wrapped = textwrap::wrap(line, options);
        lines.extend(wrapped.iter().map(|line| unjoined(line.trim_end())));
    }
    lines
}

struct Page {
    style: TextStyle,
    text: String,
}

impl Page {
    fn paint(&self, line: &str, style: Style) -> String {
        if self.style.color { style.force_styling(true).apply_to(line).to_string() } else { line.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn wrapped(&mut self, text: &str, first: &str, next: &str, style: &Style) {
        for line in wrap(text, self.style.width, first, next) {
            let painted = self.paint(&line, style.clone());
            self.line(&painted);
        }
    }

    fn block(&mut self, block: &Block) {
        let plain = Style::new();
        match block {
            Block::Title(title) => {
                self.wrapped(title, "", "", &Style::new().bold());
                self.ruled(title, '=');
            }
            Block::Heading(title) => {
                self.gap();
                self.wrapped(title, "", "", &Style::new().bold().cyan());
                self.ruled(title, '-');
            }
            Block::Subheading(title) => {
                self.gap();
                self.wrapped(title, "", "", &Style::new().bold());
            }
            Block::Paragraph(text) => {
                self.gap_unless_headed();
                self.wrapped(text, "", "", &plain);
            }
            Block::Strong(text) => {
                self.gap_unless_headed();
                self.wrapped(text, "", "", &Style::new().bold());
            }
            Block::List(items) => items.iter().for_each(|item| self.wrapped(item, "  * ", "    ", &plain)),
            Block::Said { question, answer, bar } => {
                self.gap_unless_titled();
                self.wrapped(question, "  ", "  ", &Style::new().dim());
                let bar = bar.as_ref().map(|bar| format!("  [{}]", meter(bar)));
                self.wrapped(&format!("{answer}{}", bar.unwrap_or_default()), "    ", "    ", &plain);
            }
            // Each scale is drawn with its answer already.
            Block::Chart(_) | Block::Beside(_) => {}
            Block::Sides(sides) => self.sides(sides),
            Block::Change { question, sides } => {
                self.gap_unless_titled();
                self.wrapped(question, "  ", "  ", &Style::new().dim());
                self.sides(sides);
            }
            Block::Scales { then, now, none, rows, .. } => {
                for row in rows {
                    self.gap_unless_titled();
                    self.wrapped(&row.question, "  ", "  ", &Style::new().dim());
                    let meter = |label: &str, number: Option<i64>| SideLine {
                        label: label.to_owned(),
                        text: match number {
                            Some(number) => {
                                format!("{} [{}]", row.said(Some(number), none), meter(&row.bar(number)))
                            }
                            None => none.clone(),
                        },
                    };
                    self.sides(&[meter(then, row.before), meter(now, row.after)]);
                }
            }
            Block::Quote(text) => {
                self.gap_unless_headed();
                self.wrapped(text, "  | ", "  | ", &plain);
                self.gap();
            }
            Block::Support { lines, note } => {
                for line in lines {
                    self.wrapped(&line.unbroken(), "  * ", "    ", &plain);
                }
                let days = lines.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
                self.wrapped(&format!("{note} ({days})"), "  ", "  ", &Style::new().dim());
            }
        }
    }

    /// What was said then and now, the labels under each other.
    fn sides(&mut self, sides: &[SideLine]) {
        let wide = sides.iter().map(|side| display_width(&side.label)).max().unwrap_or_default();
        for side in sides {
            let pad = " ".repeat(wide - display_width(&side.label));
            let lead = format!("    {}:{pad} ", clean(&side.label));
            let next = " ".repeat(wide + 6);
            self.wrapped(&side.text, &lead, &next, &Style::new());
        }
    }

    /// A line under a title: titles are told apart without colour too.
    fn ruled(&mut self, title: &str, mark: char) {
        let width = display_width(&clean(title)).min(self.style.width.max(NARROWEST));
        self.line(&mark.to_string().repeat(width));
    }

    /// A blank line before a paragraph, but not right under a title.
    fn gap_unless_headed(&mut self) {
        if !self.is_under_rule() {
            self.gap();
        }
    }

    /// A blank line between what was said, but not under the title of the part or the stage: those stand at the margin, and what
    /// was said is set in.
    fn gap_unless_titled(&mut self) {
        let last = self.text.lines().last().unwrap_or_default();
        if last.starts_with(' ') {
            self.gap();
        }
    }

    fn is_under_rule(&self) -> bool {
        let last = self.text.lines().last().unwrap_or_default();
        !last.is_empty() && last.chars().all(|mark| mark == '-' || mark == '=')
    }
}

/// A scale as a row of marks: filled up to the number.
fn meter(bar: &Bar) -> String {
    (bar.low..bar.high).map(|place| if place < bar.number { '#' } else { '.' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Most lines fit, and are not handed to the library. It would leave them as they are.
    #[test]
    fn what_fits_stays_as_it_is() {
        let lines = ["one", "  two, three-four", "a-b-c-d-e-f-g", "averyverylongword and", "1 2 3 4 5 6 7 8"];
        for (first, next) in [("", ""), ("  * ", "    "), ("", "    "), ("\u{2022} ", "  ")] {
            for line in lines {
                for width in NARROWEST..30 {
                    let options = Options::new(width)
                        .initial_indent(first)
                        .subsequent_indent(next)
                        .word_separator(WordSeparator::AsciiSpace)
                        .wrap_algorithm(WrapAlgorithm::FirstFit);
                    let wrapped = textwrap::wrap(line, options);
                    let expected: Vec<&str> = wrapped.iter().map(|line| line.trim_end()).collect();
                    assert_eq!(wrap(line, width, first, next), expected, "{line:?} at {width}");
                }
            }
        }
    }
}
