//! The scales of a summary on one small chart, as SVG that stands inside a page.

use super::{blocks::Bar, escape::escape, text::wrap};
use crate::summary::ScaleChange;

/// Lengths in the chart's own units. They are about pixels: on a phone the page draws it a little smaller, elsewhere as it is.
const WIDTH: i64 = 400;
const TRACK: i64 = 310;
const LINE: i64 = 20;
/// As many letters as surely fit into the width.
const LETTERS: usize = 46;

/// What a chart of the scales of one summary is called.
pub(super) const TITLE: &str = "Your numbers";

/// A number on its scale, in words.
pub(super) fn bar_words(bar: &Bar) -> String {
    format!("{} of {}", bar.number, bar.high)
}

/// A drawing that grows downwards.
struct Drawing {
    svg: String,
    top: i64,
}

impl Drawing {
    /// What was asked, over as many lines as it takes: SVG breaks none.
    fn question(&mut self, question: &str) {
        for line in wrap(question, LETTERS, "", "") {
            self.top += LINE;
            self.svg += &format!("<text x=\"0\" y=\"{}\">{}</text>\n", self.top, escape(&line));
        }
    }

    /// A bar and its number in words beside it, so that nothing is told by length or colour alone.
    fn bar(&mut self, class: &str, (low, high): (i64, i64), number: Option<i64>, words: &str) {
        let length = number.map_or(0, |number| TRACK * (number - low) / (high - low).max(1));
        self.svg += &format!(
            "<rect class=\"track\" x=\"0\" y=\"{0}\" width=\"{TRACK}\" height=\"10\" rx=\"5\" />\n\
             <rect class=\"{class}\" x=\"0\" y=\"{0}\" width=\"{length}\" height=\"10\" rx=\"5\" />\n\
             <text class=\"number\" x=\"{1}\" y=\"{2}\">{3}</text>\n",
            self.top + 8,
            TRACK + 10,
            self.top + 18,
            escape(words),
        );
        self.top += LINE;
    }

    /// The whole as a figure.
    fn figure(self, title: &str, description: &str) -> String {
        format!(
            "<figure>\n<svg viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"chart-title chart-text\">\n\
             <title id=\"chart-title\">{}</title>\n<desc id=\"chart-text\">{}</desc>\n{}</svg>\n</figure>\n",
            self.top + 8,
            escape(title),
            escape(description),
            self.svg,
        )
    }
}

/// A figure with one row a scale.
pub(super) fn chart(bars: &[Bar]) -> String {
    let mut drawing = Drawing { svg: String::new(), top: 0 };
    let mut description = Vec::new();
    for bar in bars {
        let words = bar_words(bar);
        description.push(format!("{} {words}.", bar.question));
        drawing.question(&bar.question);
        drawing.bar("bar", (bar.low, bar.high), Some(bar.number), &words);
        drawing.top += 10;
    }
    drawing.figure(TITLE, &description.join(" "))
}

/// A figure with two bars a scale: the earlier number over the later one, each with its word.
pub(super) fn then_and_now(
    title: &str,
    (then, now, none): (&str, &str, &str),
    rows: &[ScaleChange],
) -> String {
    let mut drawing = Drawing { svg: String::new(), top: 0 };
    let mut description = Vec::new();
    for row in rows {
        let said = |word: &str, number: Option<i64>| format!("{word}: {}", row.said(number, none));
        description.push(format!("{} {}. {}.", row.question, said(then, row.before), said(now, row.after)));
        drawing.question(&row.question);
        for (class, word, number) in [("bar then", then, row.before), ("bar", now, row.after)] {
            // There is little room beside a bar; the description says in words that there is no answer.
            let words = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
            drawing.bar(class, (row.low, row.high), number, &format!("{word}: {words}"));
        }
        drawing.top += 10;
    }
    drawing.figure(title, &description.join(" "))
}
