//! The scales of a summary on one small chart, as SVG that stands inside a page.

use super::{blocks::Bar, escape::escape};

/// Lengths in the chart's own units: the page scales it to its width.
const WIDTH: i64 = 640;
const ROW: i64 = 46;
const TRACK: i64 = 560;

/// A figure with one row a scale: what was asked, a bar, and the number in words beside it, so that nothing is told by length or
/// colour alone.
pub(super) fn chart(bars: &[Bar]) -> String {
    let rows = i64::try_from(bars.len()).unwrap_or(i64::MAX / ROW);
    let description: Vec<String> =
        bars.iter().map(|bar| format!("{} {} of {}.", bar.question, bar.number, bar.high)).collect();
    let mut svg = format!(
        "<figure>\n<svg viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"chart-title chart-text\">\n\
         <title id=\"chart-title\">Your numbers</title>\n<desc id=\"chart-text\">{}</desc>\n",
        rows * ROW,
        escape(&description.join(" ")),
    );
    for (row, bar) in (0..).zip(bars) {
        let top = row * ROW;
        let span = (bar.high - bar.low).max(1);
        let length = TRACK * (bar.number - bar.low) / span;
        svg += &format!(
            "<text x=\"0\" y=\"{}\">{}</text>\n<rect class=\"track\" x=\"0\" y=\"{}\" width=\"{TRACK}\" height=\"10\" rx=\"5\" />\n\
             <rect class=\"bar\" x=\"0\" y=\"{}\" width=\"{length}\" height=\"10\" rx=\"5\" />\n\
             <text class=\"number\" x=\"{}\" y=\"{}\">{} of {}</text>\n",
            top + 16,
            escape(&bar.question),
            top + 24,
            top + 24,
            TRACK + 12,
            top + 34,
            bar.number,
            bar.high,
        );
    }
    svg + "</svg>\n</figure>\n"
}
