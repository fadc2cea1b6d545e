//! Two sessions side by side, in every format. Those for people walk over the same blocks.

use super::{
    blocks::{Block, SideLine, blocks},
    html::{Head, page},
    json::{reminders, support_line, value},
    markdown::markdown_of,
    text::{TextStyle, text_of},
};
use crate::{
    answer::Answer,
    summary::{AnswerChange, Comparison, Side},
};
use serde_json::{Value, json};

/// A comparison as text, with a line end at its end.
pub fn comparison_text(comparison: &Comparison, style: TextStyle) -> String {
    text_of(&comparison_blocks(comparison), style)
}

/// A comparison as Markdown, with a line end at its end.
pub fn comparison_markdown(comparison: &Comparison) -> String {
    markdown_of(&comparison_blocks(comparison))
}

/// A comparison as a page.
pub fn comparison_html(comparison: &Comparison) -> String {
    page(&comparison_head(comparison), &comparison_blocks(comparison))
}

/// What a page with a comparison says about itself.
pub(super) fn comparison_head(comparison: &Comparison) -> Head<'_> {
    let summary = &comparison.summary;
    let title =
        if summary.brief { &summary.title } else { comparison.texts.get("title").unwrap_or(&summary.title) };
    Head { language: &summary.language, title }
}

/// A comparison as JSON.
pub fn comparison_json(comparison: &Comparison) -> Value {
    let summary = &comparison.summary;
    json!({
        "questionnaire": { "id": summary.questionnaire, "version": summary.version },
        "old": side_json(&comparison.old),
        "new": side_json(&comparison.new),
        // What the later session's gates say, as in its summary: also where nothing else is told.
        "says": summary.gates.iter().map(|(_, says)| says).collect::<Vec<_>>(),
        "changes": comparison.changes.iter().map(change_json).collect::<Vec<_>>(),
        "same": (!summary.brief).then_some(comparison.same),
        "reminders": reminders(summary),
        "support": summary.support.iter().map(support_line).collect::<Vec<_>>(),
    })
}

fn side_json(side: &Side) -> Value {
    json!({ "name": side.name, "finished": !side.paused, "outcome": side.outcome, "gates": side.gates })
}

fn change_json(change: &AnswerChange) -> Value {
    let answer = |side: &Option<(Answer, String)>| side.as_ref().map(|(answer, _)| value(answer));
    let text = |side: &Option<(Answer, String)>| side.as_ref().map(|(_, text)| text.clone());
    json!({
        "id": change.id,
        "question": change.question,
        "kind": change.kind,
        "before": answer(&change.before),
        "after": answer(&change.after),
        "before_text": text(&change.before),
        "after_text": text(&change.after),
    })
}

/// The blocks of a comparison, in order. Where the later session must stay short and neutral they are those of its summary.
pub fn comparison_blocks(comparison: &Comparison) -> Vec<Block> {
    let summary = &comparison.summary;
    if summary.brief {
        return blocks(summary);
    }
    let text = |name: &str| comparison.text(name);
    let mut found = vec![Block::Title(text("title"))];
    let named = |label: String, side: &Side| match &side.day {
        Some(day) => format!("{label}: {}, {day}", side.name),
        None => format!("{label}: {}", side.name),
    };
    if summary.support_first {
        found.extend(summary.offers.iter().cloned().map(Block::Paragraph));
        super::blocks::support(summary, &mut found);
    }
    found.push(Block::List(vec![named(text("then"), &comparison.old), named(text("now"), &comparison.new)]));
    found.push(Block::Paragraph(text("lead")));
    stand(comparison, &mut found);
    scales(comparison, &mut found);
    changes(comparison, &mut found);
    if !summary.support_first {
        super::blocks::support(summary, &mut found);
    }
    super::blocks::reminders(summary, &mut found);
    found.push(Block::Paragraph(format!("{}, version {}.", summary.title, summary.version)));
    found
}

fn stand(comparison: &Comparison, found: &mut Vec<Block>) {
    let text = |name: &str| comparison.text(name);
    let said = |side: &Side| {
        // Its words are those of their day: quoted, because "today" was then.
        let quoted = || format!("\u{201c}{}\u{201d}", side.stand);
        let stand = if side.stand.is_empty() { text("unclear") } else { quoted() };
        if side.paused { format!("{stand} {}", text("paused")) } else { stand }
    };
    found.push(Block::Heading(text("stand")));
    let line = |label: &str, side: &Side| SideLine { label: text(label), text: said(side) };
    found.push(Block::Sides(vec![line("then", &comparison.old), line("now", &comparison.new)]));
    if !comparison.closed.is_empty() {
        found.push(Block::Subheading(text("closed")));
        for (title, says) in &comparison.closed {
            // The strictest was named right above.
            if *title != comparison.new.stand {
                found.push(Block::Strong(title.clone()));
            }
            found.push(Block::Paragraph(says.clone()));
        }
    }
    if !comparison.opened.is_empty() {
        found.push(Block::Subheading(text("opened")));
        found.push(Block::List(comparison.opened.clone()));
        found.push(Block::Paragraph(text("opened-note")));
    }
    // What both days came to was named right above.
    let was_named = |title: &&String| comparison.old.stand == **title && comparison.new.stand == **title;
    let still: Vec<String> = comparison.still.iter().filter(|title| !was_named(title)).cloned().collect();
    if !still.is_empty() {
        found.push(Block::Subheading(text("still")));
        found.push(Block::List(still));
    }
}

fn scales(comparison: &Comparison, found: &mut Vec<Block>) {
    if comparison.scales.is_empty() {
        return;
    }
    let text = |name: &str| comparison.text(name);
    found.push(Block::Heading(text("numbers")));
    found.push(Block::Scales {
        title: text("numbers"),
        then: text("then"),
        now: text("now"),
        none: text("none"),
        rows: comparison.scales.clone(),
    });
}

/// Answers that are different, those that are new and those that were left, each under a title of its own. A scale is drawn
/// already.
fn changes(comparison: &Comparison, found: &mut Vec<Block>) {
    let text = |name: &str| comparison.text(name);
    let words = |side: &Option<(Answer, String)>| side.as_ref().map(|(_, text)| text.clone());
    let is_in = |name: &str, change: &AnswerChange| match (&change.before, &change.after) {
        (Some(_), Some(_)) => name == "changed",
        (None, _) => name == "new",
        (Some(_), None) => name == "left",
    };
    let mut counts = Vec::new();
    for name in ["changed", "new", "left"] {
        let among = comparison.changes.iter().filter(|change| change.kind != "scale" && is_in(name, change));
        for (index, change) in among.enumerate() {
            if index == 0 {
                found.push(Block::Heading(text(name)));
            }
            let lines = [("then", words(&change.before)), ("now", words(&change.after))];
            found.push(Block::Change {
                question: change.question.clone(),
                // What is new has no other side to tell it from.
                sides: lines
                    .into_iter()
                    .filter_map(|(label, words)| Some(SideLine { label: text(label), text: words? }))
                    .collect(),
            });
        }
    }
    for (name, count) in [("same", comparison.same), ("not-asked", comparison.not_asked)] {
        if count > 0 {
            counts.push(format!("{}: {count}", text(name)));
        }
    }
    if !counts.is_empty() {
        found.push(Block::Heading(text("rest")));
        found.push(Block::List(counts));
    }
}
