//! A summary as Markdown: `CommonMark` that any renderer takes.

use super::{
    blocks::{Block, blocks},
    text::clean,
};
use crate::summary::Summary;

/// The summary as Markdown, with a line end at its end.
pub fn markdown(summary: &Summary) -> String {
    markdown_of(&blocks(summary))
}

/// Blocks as Markdown, with a line end at their end.
pub(super) fn markdown_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    for paragraph in blocks.iter().map(paragraph).filter(|paragraph| !paragraph.is_empty()) {
        text += &paragraph;
        text += "\n\n";
    }
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn paragraph(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}", inline(title)),
        Block::Heading(title) => format!("## {}", inline(title)),
        Block::Subheading(title) => format!("### {}", inline(title)),
        Block::Paragraph(text) => lines(text, ""),
        Block::Strong(text) => format!("**{}**", inline(text)),
        Block::List(items) => list(items.iter().cloned()),
        Block::Said { question, answer, .. } => format!("*{}*\\\n{}", inline(question), lines(answer, "")),
        Block::Chart(bars) => {
            let mut table = String::from("| | |\n| --- | --- |");
            for bar in bars {
                table += &format!("\n| {} | {} of {} |", inline(&bar.question), bar.number, bar.high);
            }
            table
        }
        // Paragraphs have no columns.
        Block::Beside(_) => String::new(),
        Block::Sides(sides) => list(sides.iter().map(|side| format!("{}: {}", side.label, side.text))),
        Block::Change { question, sides } => {
            let sides = sides.iter().map(|side| format!("{}: {}", side.label, side.text));
            format!("*{}*\n\n{}", inline(question), list(sides))
        }
        Block::Scales { then, now, none, rows, .. } => {
            let mut table = format!("| | {} | {} |\n| --- | --- | --- |", inline(then), inline(now));
            for row in rows {
                let [before, after] = [row.before, row.after].map(|number| inline(&row.said(number, none)));
                table += &format!("\n| {} | {before} | {after} |", inline(&row.question));
            }
            table
        }
        Block::Quote(text) => format!("> {}", lines(text, "> ")),
        Block::Support { lines: found, note } => {
            let days = found.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
            let said = found.iter().map(crate::questionnaire::SupportLine::said);
            format!("{}\n\n{} ({days})", list(said), inline(note))
        }
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {}", lines(&item, "  "))).collect::<Vec<_>>().join("\n")
}

/// Text over several lines: each line end is kept as a break, `lead` stands before every line but the first.
fn lines(text: &str, lead: &str) -> String {
    let escaped: Vec<String> =
        clean(text).lines().map(|line| escape(line.trim())).filter(|line| !line.is_empty()).collect();
    escaped.join(&format!("\\\n{lead}"))
}

/// Text on one line.
fn inline(text: &str) -> String {
    escape(&clean(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What a person typed must not become a heading, a link or a tag. `CommonMark` lets every ASCII punctuation mark be escaped; only
/// those that can mean something are, so that the source stays readable.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let starts_number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number_ends = line.len() - starts_number.len();
    for (at, letter) in line.char_indices() {
        let always = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#');
        let at_start = at == 0 && matches!(letter, '+' | '-' | '=');
        let after_number = number_ends > 0 && at == number_ends && matches!(letter, '.' | ')');
        if always || at_start || after_number {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, lines};

    #[test]
    fn nothing_typed_becomes_markup() {
        for (typed, escaped) in [
            ("# no heading", r"\# no heading"),
            ("1. no list", r"1\. no list"),
            ("- no list", r"\- no list"),
            ("<b>&amp;", r"\<b\>\&amp;"),
            ("[a](b) *c* _d_ `e` ~f~ |g|", r"\[a\](b) \*c\* \_d\_ \`e\` \~f\~ \|g\|"),
            ("3.5 and well-worn", r"3\.5 and well-worn"),
        ] {
            assert_eq!(escape(typed), escaped);
        }
        assert_eq!(lines("one\n\n> two", "  "), "one\\\n  \\> two");
    }
}
