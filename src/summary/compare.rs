//! Two sessions side by side: what is different, and what is the same. It judges neither, and counts no way between them.

use super::{
    Summary, build,
    build::{scale_of, stand},
};
use crate::{
    answer::Answer,
    questionnaire::{Kind, Question, condition::Facts},
    session::{Known, Session, in_words},
};
use std::collections::{BTreeMap, BTreeSet};

/// One of the two sessions, as it was found.
#[derive(Debug, Clone)]
pub struct Sitting<'s, 'q> {
    /// The name of the saved session, or the file's.
    pub name: String,
    /// Its day, as `2026-11-23`, where one is known.
    pub day: Option<String>,
    /// The session.
    pub session: &'s Session<'q>,
    /// It stopped before its end.
    pub paused: bool,
}

/// What there is to say of two sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The earlier one.
    pub old: Side,
    /// The later one.
    pub new: Side,
    /// The later one's summary, whose reminders and help lines stand here too.
    pub summary: Summary,
    /// Gates that hold now and did not then: title and words.
    pub closed: Vec<(String, String)>,
    /// The titles of gates that held then and do not now.
    pub opened: Vec<String>,
    /// The titles of gates that held then and hold now.
    pub still: Vec<String>,
    /// The scales that were asked in the later one, in order.
    pub scales: Vec<ScaleChange>,
    /// Answers that are not the same, in the order of asking: only to questions that were asked in the later one.
    pub changes: Vec<AnswerChange>,
    /// How many answers are the same.
    pub same: usize,
    /// How many earlier answers are to questions that were not asked in the later one.
    pub not_asked: usize,
    /// The words around all this, by name.
    pub texts: BTreeMap<String, String>,
}

impl Comparison {
    /// The words around it that go by a name; none where the questionnaire has none.
    pub fn text(&self, name: &str) -> String {
        self.texts.get(name).cloned().unwrap_or_default()
    }
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The name of the saved session, or the file's.
    pub name: String,
    /// Its day, where one is known.
    pub day: Option<String>,
    /// It stopped before its end.
    pub paused: bool,
    /// `open`, `unknown` or the strictest gate's id.
    pub outcome: String,
    /// The ids of the gates that hold, strictest first.
    pub gates: Vec<String>,
    /// Where the person stood, in a sentence or two; may be empty.
    pub stand: String,
}

/// An answer that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question's id.
    pub id: String,
    /// The question's text.
    pub question: String,
    /// The question's kind.
    pub kind: &'static str,
    /// The earlier answer and its words; none when there was none.
    pub before: Option<(Answer, String)>,
    /// The later answer and its words; none when it was left.
    pub after: Option<(Answer, String)>,
}

/// A scale in both sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleChange {
    /// What was asked.
    pub question: String,
    /// The low end.
    pub low: i64,
    /// The high end.
    pub high: i64,
    /// The earlier number.
    pub before: Option<i64>,
    /// The later number.
    pub after: Option<i64>,
}

impl ScaleChange {
    /// A number in words: `4 of 10`, or that there is none.
    pub fn said(&self, number: Option<i64>, none: &str) -> String {
        number.map_or_else(|| none.to_owned(), |number| format!("{number} of {}", self.high))
    }
}

/// What is different between two sessions of one questionnaire, with the help lines of `region`.
///
/// Only questions that were asked in the later session are shown: what a gate closes since then stays closed here too, also in
/// words that were written before. Under a gate whose summary is short and neutral nothing is compared at all.
pub fn compare(old: &Sitting<'_, '_>, new: &Sitting<'_, '_>, region: &str) -> Comparison {
    let (earlier, later) = (old.session.conclusion(), new.session.conclusion());
    let summary = build(new.session, region, new.paused);
    let old_was_open = earlier.outcome() == "open";
    let mut comparison = Comparison {
        old: side(old, &earlier),
        new: side(new, &later),
        closed: Vec::new(),
        opened: Vec::new(),
        still: Vec::new(),
        scales: Vec::new(),
        changes: Vec::new(),
        same: 0,
        not_asked: 0,
        texts: new.session.questionnaire().summary.compare.clone(),
        summary,
    };
    if old_was_open && !is_free(&later, new.paused) {
        // While a gate holds, or not all was asked, no page says that writing is, or was, open.
        comparison.old.stand = comparison.text("was-open");
    }
    if !comparison.summary.brief {
        gates(&mut comparison, new.session, &earlier, &later);
        answers(&mut comparison, (old.session, &earlier), (new.session, &later));
    }
    comparison
}

fn side(sitting: &Sitting<'_, '_>, known: &Known<'_>) -> Side {
    let questionnaire = sitting.session.questionnaire();
    // A refused draft is no part of a comparison, so where somebody stood is said without it.
    let stand = stand(questionnaire, known, sitting.paused, false);
    Side {
        name: sitting.name.clone(),
        day: sitting.day.clone(),
        paused: sitting.paused,
        outcome: known.outcome().to_owned(),
        gates: known.gates().map(|gate| questionnaire.gates[gate].id.clone()).collect(),
        stand,
    }
}

fn gates(comparison: &mut Comparison, session: &Session<'_>, earlier: &Known<'_>, later: &Known<'_>) {
    for (index, gate) in session.questionnaire().gates.iter().enumerate() {
        match (earlier.holds(index), later.holds(index)) {
            (false, true) => comparison.closed.push((gate.title.render(later), gate.says.render(later))),
            (true, false) => comparison.opened.push(gate.title.render(earlier)),
            (true, true) => comparison.still.push(gate.title.render(later)),
            (false, false) => {}
        }
    }
}

fn answers(
    comparison: &mut Comparison,
    (old, earlier): (&Session<'_>, &Known<'_>),
    (new, later): (&Session<'_>, &Known<'_>),
) {
    let is_free = is_free(later, comparison.new.paused);
    let asked = reached(new);
    let asked_before = reached(old);
    for question in new.questionnaire().questions() {
        let was = asked_before.contains(question.id.as_str());
        let before = earlier.answers().get(&question.id).filter(|_| was);
        let before = before.and_then(|answer| shown_now(question, answer, later, is_free));
        let before = before.as_ref();
        if !asked.contains(question.id.as_str()) {
            comparison.not_asked += usize::from(before.is_some());
            continue;
        }
        let after = later.answers().get(&question.id);
        if let Some((low, high)) = scale_of(question) {
            let number = |answer: Option<&Answer>| match answer {
                Some(Answer::Number(number)) => Some(*number),
                _ => None,
            };
            let (before, after) = (number(before), number(after));
            if before.is_some() || after.is_some() {
                let question = question.ask.render(later);
                comparison.scales.push(ScaleChange { question, low, high, before, after });
            }
        }
        if before == after {
            comparison.same += usize::from(after.is_some());
        } else {
            comparison.changes.push(change(question, (before, earlier), (after, later)));
        }
    }
}

/// Whether what was open then may be spoken of now.
fn is_free(later: &Known<'_>, is_paused: bool) -> bool {
    !is_paused && later.gates().next().is_none()
}

/// What of an earlier answer may be shown now: while a gate holds, or not all was asked, a choice that is not offered stays away
/// here too.
fn shown_now(question: &Question, answer: &Answer, later: &Known<'_>, is_free: bool) -> Option<Answer> {
    if is_free {
        return Some(answer.clone());
    }
    let stands = |value: &String| {
        let choice = question.kind.choices().iter().find(|choice| choice.value == *value);
        choice.and_then(|choice| choice.when.as_ref()).is_none_or(|when| when.holds(later))
    };
    match answer {
        Answer::Choice(value) => stands(value).then(|| answer.clone()),
        Answer::Choices(values) => {
            let shown: Vec<String> = values.iter().filter(|value| stands(value)).cloned().collect();
            (!shown.is_empty()).then_some(Answer::Choices(shown))
        }
        Answer::Number(_) | Answer::YesNo(_) | Answer::Text(_) => Some(answer.clone()),
    }
}

/// The questions that were asked; a note has no answer to compare.
fn reached<'s>(session: &'s Session<'_>) -> BTreeSet<&'s str> {
    let questionnaire = session.questionnaire();
    let path = session.walk().path.iter().map(|(id, _)| id.as_str());
    let is_note =
        |id: &&str| questionnaire.question(id).is_some_and(|found| matches!(found.kind, Kind::Note));
    path.filter(|id| !is_note(id)).collect()
}

fn change(
    question: &Question,
    (before, earlier): (Option<&Answer>, &Known<'_>),
    (after, later): (Option<&Answer>, &Known<'_>),
) -> AnswerChange {
    let with_words = |answer: Option<&Answer>, known: &Known<'_>| {
        answer.map(|answer| (answer.clone(), in_words(question, answer, known)))
    };
    AnswerChange {
        id: question.id.clone(),
        question: question.ask.render(later),
        kind: question.kind.name(),
        before: with_words(before, earlier),
        after: with_words(after, later),
    }
}
