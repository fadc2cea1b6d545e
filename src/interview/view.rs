//! From a session to what a face shows.

use super::{
    prompter::{Asked, Notice, Offered, PressureNote, ReviewRow},
    settings::Settings,
};
use crate::{
    answer::Answer,
    message::{self, Flag},
    questionnaire::{
        Kind, Question, SupportLine,
        model::{SupportTexts, SupportWish},
    },
    session::{Known, Session, in_words},
};

/// The question as it is asked now.
pub(super) fn asked<'q>(
    session: &Session<'q>,
    settings: &Settings,
    region: &str,
    question: &'q Question,
    stage: usize,
) -> Asked<'q> {
    let questionnaire = session.questionnaire();
    let known = &session.walk().known;
    let ends = match &question.kind {
        Kind::Scale(scale) => (scale.min_label.render(known), scale.max_label.render(known)),
        _ => (String::new(), String::new()),
    };
    let offered = known.offered(question);
    let choices = offered.iter().map(|choice| Offered {
        value: choice.value.clone(),
        label: choice.label.render(known),
        exclusive: choice.exclusive,
    });
    Asked {
        question,
        stage: questionnaire.stages.get(stage).map(|stage| stage.title.clone()).unwrap_or_default(),
        ask: question.ask.render(known),
        help: question.help.as_ref().map(|help| help.render(known)),
        choices: choices.collect(),
        ends,
        answer: session.shown_answer(question).cloned(),
        problem: None,
        refused: None,
        begun: session.begun(&question.id).cloned(),
        progress: settings.has_person.then(|| session.progress()),
        support: lines(session, region, &question.support),
    }
}

/// The help lines of these kinds for the person's region.
pub(super) fn lines(session: &Session<'_>, region: &str, kinds: &[String]) -> Vec<SupportLine> {
    let support = &session.questionnaire().support;
    support.lines_for(region, kinds).into_iter().cloned().collect()
}

/// What is known where a session stands: on the way, what the walk has come to know; at its end, what all answers come to.
fn known<'q>(session: &Session<'q>) -> Known<'q> {
    if session.is_finished() { session.conclusion() } else { session.walk().known.clone() }
}

fn wished(
    session: &Session<'_>,
    region: &str,
    wishes: &[SupportWish],
    known: &Known<'_>,
) -> Vec<SupportLine> {
    let holds = |wish: &&SupportWish| wish.when.as_ref().is_none_or(|when| when.holds(known));
    let kinds: Vec<String> = wishes.iter().filter(holds).map(|wish| wish.kind.clone()).collect();
    lines(session, region, &kinds)
}

/// A gate's words.
pub(super) fn gate(session: &Session<'_>, region: &str, index: usize) -> Notice {
    let questionnaire = session.questionnaire();
    let gate = &questionnaire.gates[index];
    let known = known(session);
    // At the end nothing goes on, whatever the gate says of the way.
    let is_last = session.is_finished() && !gate.ends;
    Notice::Gate {
        says: gate.says.render(&known),
        next: if is_last { String::new() } else { gate.next.render(&known) },
        support: wished(session, region, &gate.support, &known),
        support_note: questionnaire.support.note.clone(),
        ends: gate.ends || is_last,
    }
}

/// An offer's words.
pub(super) fn offer(session: &Session<'_>, region: &str, index: usize) -> Notice {
    let questionnaire = session.questionnaire();
    let offer = &questionnaire.offers[index];
    let known = known(session);
    Notice::Offer {
        says: offer.says.render(&known),
        support: wished(session, region, &offer.support, &known),
        support_note: questionnaire.support.note.clone(),
    }
}

/// The direct question, by its place, that words which sound like a risk would bring.
pub(super) fn heard(session: &Session<'_>, typed: &str) -> Option<usize> {
    let message = &session.questionnaire().message;
    let found = message::watch(&message.rules, typed, message::Level::Soft);
    let kind = found.first()?.kind;
    message.hints.iter().position(|hint| hint.watch == kind)
}

/// Help lines, in the words of a direct question.
pub(super) fn hint(session: &Session<'_>, region: &str, index: usize) -> Notice {
    let questionnaire = session.questionnaire();
    let question = &questionnaire.message.hints[index].question;
    let says = question.help.as_ref().unwrap_or(&question.ask);
    Notice::Offer {
        says: says.render(&known(session)),
        support: lines(session, region, &question.support),
        support_note: questionnaire.support.note.clone(),
    }
}

/// The opening of a stage.
pub(super) fn stage(session: &Session<'_>, index: usize) -> Notice {
    let stages = &session.questionnaire().stages;
    Notice::Stage {
        title: stages[index].title.clone(),
        text: stages[index].intro.render(&session.walk().known),
        place: (index + 1, stages.len()),
    }
}

/// Every help line of a region, each with what it is for.
pub(super) fn all_lines(support: &SupportTexts, region: &str) -> Notice {
    let lines = support.all_for(region);
    Notice::Offer {
        says: "You can reach these people at any time.".to_owned(),
        support: lines.into_iter().map(|line| support.with_purpose(line)).collect(),
        support_note: support.note.clone(),
    }
}

/// What may press in a text, if it is looked over at all and anything was found.
pub(super) fn pressure(
    session: &Session<'_>,
    question: &Question,
    answer: Option<&Answer>,
) -> Option<Notice> {
    let text = answer.and_then(Answer::as_text).filter(|_| question.pressure)?;
    let check = message::check(&session.questionnaire().message.rules, text);
    let notes = notes(check.flags);
    (!notes.is_empty()).then_some(Notice::Pressure(notes))
}

/// What a face shows of what was found.
pub(super) fn notes(flags: Vec<Flag>) -> Vec<PressureNote> {
    let note = |flag: Flag| PressureNote { text: flag.text, why: flag.why, instead: flag.instead };
    flags.into_iter().map(note).collect()
}

/// Every question that was asked, with its answer.
pub(super) fn review(session: &Session<'_>) -> Vec<ReviewRow> {
    let questionnaire = session.questionnaire();
    let known = &session.walk().known;
    let row = |(id, stage): &(String, usize)| {
        let question = questionnaire.question(id)?;
        let answer = known.answers().get(id).map(|answer| in_words(question, answer, known));
        (!matches!(question.kind, Kind::Note)).then(|| ReviewRow {
            id: id.clone(),
            stage: questionnaire.stages.get(*stage).map(|stage| stage.title.clone()).unwrap_or_default(),
            ask: question.ask.render(known),
            answer,
        })
    };
    session.walk().path.iter().filter_map(row).collect()
}
