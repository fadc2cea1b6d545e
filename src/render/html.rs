//! A summary as one self-contained HTML page: no script, no request to anywhere. It is well-formed XML too, so any parser can
//! read it.

use super::{
    blocks::{Block, blocks},
    chart::chart,
    escape::escape,
};
use crate::summary::Summary;

const STYLE: &str = include_str!("page.css");

/// The hash of the style sheet, for the page's Content-Security-Policy. A test computes it anew.
const STYLE_HASH: &str = "sha256-LrT1Rq4UdtFlCiO7DTONmTsdR8Fh7Y1AkzBTHpjg5Pw=";

/// The summary as a page.
pub fn html(summary: &Summary) -> String {
    let mut page = Page { text: String::new(), in_section: false, parts: 0 };
    for block in blocks(summary) {
        page.block(&block);
    }
    page.close_section();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta name=\"referrer\" content=\"no-referrer\" />\n<meta name=\"color-scheme\" content=\"light dark\" />\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        language = escape(&summary.language),
        title = escape(&summary.title),
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
            Block::Chart(bars) => self.text += &chart(bars),
            Block::Quote(text) => self.tag("blockquote", &format!("<p>{}</p>", lines(text))),
            Block::Support { lines: found, note } => {
                self.list(found.iter().map(|line| escape(&line.said())));
                let days = found.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
                self.text += &format!("<p class=\"note\">{} ({})</p>\n", escape(note), escape(days));
            }
        }
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.map(|item| format!("<li>{item}</li>\n")).collect();
        self.tag("ul", &format!("\n{}", items.concat()));
    }
}
