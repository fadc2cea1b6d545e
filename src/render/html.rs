//! A summary as one self-contained HTML page: no script, no request to anywhere. It is well-formed XML too, so any parser can
//! read it.

use super::{
    blocks::{Beside, Block, SideLine, blocks},
    chart::{chart, then_and_now},
    escape::escape,
};
use crate::summary::Summary;

const STYLE: &str = include_str!("page.css");

/// The hash of the style sheet, for the page's Content-Security-Policy. A test computes it anew.
const STYLE_HASH: &str = "sha256-riKQdmBKrQAaz8/KTZEr4zQurOVMNTK2FS6gC8pdbTk=";

/// The summary as a page.
pub fn html(summary: &Summary) -> String {
    page(&Head { language: &summary.language, title: &summary.title }, &blocks(summary))
}

/// What a page says about itself.
pub(super) struct Head<'a> {
    /// The language of its texts, as a BCP 47 tag.
    pub(super) language: &'a str,
    /// Its title.
    pub(super) title: &'a str,
}

/// Blocks as a page.
pub(super) fn page(head: &Head<'_>, blocks: &[Block]) -> String {
    let mut page = Page { text: String::new(), in_section: false, parts: 0 };
    for block in blocks {
        page.block(block);
    }
    page.close_section();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta name=\"referrer\" content=\"no-referrer\" />\n<meta name=\"color-scheme\" content=\"light dark\" />\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        language = escape(head.language),
        title = escape(head.title),
        body = page.text,
    )
}

/// Text over several lines.
fn lines(text: &str) -> String {
    escape(text.trim()).replace('\n', "<br />")
}

struct Page {
    text: String,
    in_section: bool,
    /// Sections so far: their number makes the id of each title.
    parts: usize,
}

impl Page {
    fn tag(&mut self, name: &str, inner: &str) {
        self.text += &format!("<{name}>{inner}</{name}>\n");
    }

    fn close_section(&mut self) {
        if self.in_section {
            self.text += "</section>\n";
            self.in_section = false;
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.tag("h1", &escape(title)),
            Block::Heading(title) => {
                self.close_section();
                self.parts += 1;
                let id = format!("part-{}", self.parts);
                self.text +=
                    &format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n", escape(title));
                self.in_section = true;
            }
            Block::Subheading(title) => self.tag("h3", &escape(title)),
            Block::Paragraph(text) => self.tag("p", &lines(text)),
            Block::Strong(text) => self.tag("p", &format!("<strong>{}</strong>", lines(text))),
            Block::List(items) => self.list(items.iter().map(|item| lines(item))),
            Block::Said { question, answer, .. } => {
                let (question, answer) = (escape(question), lines(answer));
                self.text += &format!("<dl class=\"said\"><dt>{question}</dt><dd>{answer}</dd></dl>\n");
            }
            Block::Beside(mark) => {
                self.text += match mark {
                    Beside::First => "<div class=\"beside\">\n<div>\n",
                    Beside::Next => "</div>\n<div>\n",
                    Beside::End => "</div>\n</div>\n",
                };
            }
            Block::Sides(sides) => self.sides(None, sides),
            Block::Change { question, sides } => self.sides(Some(question), sides),
            Block::Scales { title, then, now, none, rows } => {
                self.text += &then_and_now(title, (then, now, none), rows);
            }
            Block::Chart(bars) => self.text += &chart(bars),
            Block::Quote(text) => self.tag("blockquote", &format!("<p>{}</p>", lines(text))),
            Block::Support { lines: found, note } => {
                self.list(found.iter().map(|line| escape(&line.said())));
                let days = found.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
                self.text += &format!("<p class=\"note\">{} ({})</p>\n", escape(note), escape(days));
            }
        }
    }

    /// What was said then and now, perhaps to a question.
    fn sides(&mut self, question: Option<&str>, sides: &[SideLine]) {
        if let Some(question) = question {
            self.text += &format!("<dl class=\"said\"><dt>{}</dt>", escape(question));
            for side in sides {
                self.text += &format!("<dd><b>{}:</b> {}</dd>", escape(&side.label), lines(&side.text));
            }
            self.text += "</dl>\n";
            return;
        }
        let line = |side: &SideLine| format!("<b>{}:</b> {}", escape(&side.label), lines(&side.text));
        self.list(sides.iter().map(line));
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.map(|item| format!("<li>{item}</li>\n")).collect();
        self.tag("ul", &format!("\n{}", items.concat()));
    }
}
