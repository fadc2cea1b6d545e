//! A summary as a row of blocks: what every format for people walks over.

use crate::{
    answer::Answer,
    message::Flag,
    questionnaire::SupportLine,
    summary::{AnswerSummary, ScaleChange, Summary},
};

/// One piece of a summary.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of the whole.
    Title(String),
    /// The title of a part.
    Heading(String),
    /// The title of something inside a part.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that must not be overlooked.
    Strong(String),
    /// A list.
    List(Vec<String>),
    /// A question with its answer; the answer may have several lines.
    Said {
        /// The question.
        question: String,
        /// The answer in words.
        answer: String,
        /// For a scale: where on it.
        bar: Option<Bar>,
    },
    /// The scales of what was said, for formats that can draw them together.
    Chart(Vec<Bar>),
    /// What follows stands side by side with its like, for formats that are wide enough.
    Beside(Beside),
    /// The same told of then and of now.
    Sides(Vec<SideLine>),
    /// A question with what was said to it then and now.
    Change {
        /// The question.
        question: String,
        /// The answers there are, the earlier one first.
        sides: Vec<SideLine>,
    },
    /// The scales of two sessions.
    Scales {
        /// What a chart of them is called.
        title: String,
        /// The word for the earlier one.
        then: String,
        /// The word for the later one.
        now: String,
        /// The words for no answer.
        none: String,
        /// The scales.
        rows: Vec<ScaleChange>,
    },
    /// Words to be read as they are, such as a draft.
    Quote(String),
    /// Help lines.
    Support {
        /// The lines.
        lines: Vec<SupportLine>,
        /// That numbers change.
        note: String,
    },
}

/// A mark between things that stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The first of them begins here.
    First,
    /// The next one begins here.
    Next,
    /// The last one ended.
    End,
}

/// What was said then, or now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLine {
    /// `Then` or `Now`.
    pub label: String,
    /// What was said; may have several lines.
    pub text: String,
}

impl ScaleChange {
    /// A number as a place on the scale.
    pub(super) fn bar(&self, number: i64) -> Bar {
        Bar { question: self.question.clone(), number, low: self.low, high: self.high }
    }
}

/// A number on a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What was asked.
    pub question: String,
    /// The number.
    pub number: i64,
    /// The low end of the scale.
    pub low: i64,
    /// The high end of the scale.
    pub high: i64,
}

/// The blocks of a summary, in order.
pub fn blocks(summary: &Summary) -> Vec<Block> {
    let mut blocks = vec![Block::Title(summary.title.clone())];
    stand(summary, &mut blocks);
    if summary.brief {
        reminders(summary, &mut blocks);
        return blocks;
    }
    said(summary, &mut blocks);
    noticed(summary, &mut blocks);
    options(summary, &mut blocks);
    plan(summary, &mut blocks);
    draft(summary, &mut blocks);
    if !summary.support_first {
        support(summary, &mut blocks);
    }
    reminders(summary, &mut blocks);
    about(summary, &mut blocks);
    blocks
}

fn heading(summary: &Summary, name: &str) -> Block {
    Block::Heading(summary.headings.get(name).cloned().unwrap_or_default())
}

fn stand(summary: &Summary, blocks: &mut Vec<Block>) {
    let says = summary.gates.iter().map(|(_, says)| says.clone());
    if summary.brief {
        blocks.extend(says.take(1).map(Block::Strong));
        support(summary, blocks);
        return;
    }
    blocks.push(heading(summary, "stand"));
    if !summary.finished {
        blocks.push(Block::Paragraph(
            "You paused here. This is what there is so far; nothing is decided.".to_owned(),
        ));
    }
    if !summary.stand.is_empty() {
        blocks.push(Block::Strong(summary.stand.clone()));
    }
    if !summary.support_first {
        blocks.extend(says.map(Block::Paragraph));
    } else if summary.offers.is_empty() && summary.watch.is_empty() {
        blocks.extend(says.map(Block::Paragraph));
        support(summary, blocks);
    } else {
        // What cannot wait comes before everything else.
        blocks.extend(summary.offers.iter().cloned().map(Block::Paragraph));
        support(summary, blocks);
        blocks.extend(says.map(Block::Paragraph));
    }
}

fn said(summary: &Summary, blocks: &mut Vec<Block>) {
    if summary.stages.iter().all(|stage| stage.answers.is_empty()) {
        return;
    }
    blocks.push(heading(summary, "said"));
    let mut bars = Vec::new();
    for stage in summary.stages.iter().filter(|stage| !stage.answers.is_empty()) {
        blocks.push(Block::Subheading(stage.title.clone()));
        for answer in &stage.answers {
            let bar = bar(answer);
            bars.extend(bar.clone());
            blocks.push(Block::Said { question: answer.question.clone(), answer: answer.text.clone(), bar });
        }
    }
    if bars.len() > 1 {
        blocks.push(Block::Chart(bars));
    }
}

fn bar(answer: &AnswerSummary) -> Option<Bar> {
    let Answer::Number(number) = answer.value else { return None };
    let (low, high) = answer.scale?;
    Some(Bar { question: answer.question.clone(), number, low, high })
}

fn noticed(summary: &Summary, blocks: &mut Vec<Block>) {
    if !summary.insights.is_empty() {
        blocks.push(heading(summary, "noticed"));
        blocks.push(Block::List(summary.insights.iter().map(|insight| insight.text.clone()).collect()));
    }
}

fn options(summary: &Summary, blocks: &mut Vec<Block>) {
    if !summary.options.is_empty() {
        blocks.push(heading(summary, "options"));
    }
    let title = |name: &str| summary.headings.get(name).cloned().unwrap_or_default();
    for (index, option) in summary.options.iter().enumerate() {
        blocks.push(Block::Beside(if index == 0 { Beside::First } else { Beside::Next }));
        blocks.push(Block::Subheading(option.title.clone()));
        for (name, lines) in [("good", &option.good), ("cost", &option.cost)] {
            if !lines.is_empty() {
                blocks.push(Block::Paragraph(format!("{}:", title(name))));
                blocks.push(Block::List(lines.clone()));
            }
        }
    }
    if !summary.options.is_empty() {
        blocks.push(Block::Beside(Beside::End));
    }
    for boxed in &summary.boxes {
        blocks.push(Block::Heading(boxed.title.clone()));
        blocks.push(Block::List(boxed.lines.clone()));
    }
}

fn plan(summary: &Summary, blocks: &mut Vec<Block>) {
    if !summary.plan.is_empty() {
        blocks.push(heading(summary, "plan"));
        blocks.push(Block::List(summary.plan.iter().map(|part| part.text.clone()).collect()));
    }
}

fn draft(summary: &Summary, blocks: &mut Vec<Block>) {
    let Some(draft) = &summary.draft else { return };
    blocks.push(heading(summary, "draft"));
    match &draft.text {
        Some(text) => blocks.push(Block::Quote(text.clone())),
        None => {
            blocks.push(Block::Paragraph("There is no draft here, because some of the words may press on the other person, or cannot be read here.".to_owned()));
        }
    }
    let lead = if draft.text.is_some() { "About the words above:" } else { "This is why:" };
    flags(&draft.flags, lead, blocks);
    for (_, found) in &summary.looked_over {
        flags(found, "About the message you wrote yourself:", blocks);
    }
    if draft.text.is_some() {
        blocks.push(Block::List(draft.advice.clone()));
    }
}

fn flags(flags: &[Flag], lead: &str, blocks: &mut Vec<Block>) {
    if !flags.is_empty() {
        blocks.push(Block::Paragraph(lead.to_owned()));
        let said = flags.iter().map(|flag| format!("“{}”: {} {}", flag.text, flag.why, flag.instead));
        blocks.push(Block::List(said.collect()));
    }
}

pub(super) fn support(summary: &Summary, blocks: &mut Vec<Block>) {
    if !summary.support.is_empty() {
        blocks.push(heading(summary, "support"));
        blocks.push(Block::Support { lines: summary.support.clone(), note: summary.support_note.clone() });
    }
}

pub(super) fn reminders(summary: &Summary, blocks: &mut Vec<Block>) {
    blocks.push(heading(summary, "reminders"));
    blocks.push(Block::List(summary.reminders.iter().map(|reminder| reminder.text.clone()).collect()));
}

fn about(summary: &Summary, blocks: &mut Vec<Block>) {
    blocks.push(heading(summary, "about"));
    blocks.push(Block::Paragraph(format!("{}, version {}.", summary.title, summary.version)));
    blocks.push(Block::List(summary.about.clone()));
    if !summary.sources.is_empty() {
        blocks.extend(summary.sources_title.clone().map(Block::Subheading));
        blocks.push(Block::List(summary.sources.clone()));
    }
}
