//! Putting a summary together.

use super::{
    AnswerSummary, BoxSummary, Insight, OptionSummary, PlanItem, Reminder, StageSummary, Summary,
    draft::{draft, is_left_out},
    pressure::{looked_over, refused},
};
use crate::{
    answer::Answer,
    message::{self, Check, Severity, watch::Level},
    questionnaire::{
        Kind, Question, Questionnaire, SupportLine,
        condition::Facts,
        model::{Line, PlanText, SupportWish},
    },
    session::{Known, Session, StageState, in_words},
};

/// The summary of a session as it stands, with the help lines of `region`. `paused` says that the person stopped before the end.
pub fn build(session: &Session<'_>, region: &str, paused: bool) -> Summary {
    let questionnaire = session.questionnaire();
    let known = session.conclusion();
    let gates: Vec<usize> = known.gates().collect();
    let strictest = gates.first().map(|gate| &questionnaire.gates[*gate]);
    let brief = strictest.is_some_and(|gate| gate.brief);
    let looked_over = looked_over(questionnaire, &known);
    let refused = refused(&looked_over);
    let finished = !paused;
    // A draft belongs to the end of a whole session: what was not asked yet might still close it.
    let has_draft = !brief && !paused && !is_left_out(session);
    let draft = if has_draft { draft(questionnaire, &known, refused) } else { None };
    let is_refused = draft.as_ref().is_some_and(|draft| draft.text.is_none());
    let texts = &questionnaire.summary;
    let holds = |when: &Option<crate::questionnaire::condition::Condition>| {
        when.as_ref().is_none_or(|when| when.holds(&known))
    };
    Summary {
        questionnaire: questionnaire.id.clone(),
        version: questionnaire.version.clone(),
        language: questionnaire.language.clone(),
        title: questionnaire.title.clone(),
        finished,
        outcome: known.outcome().to_owned(),
        stand: stand(questionnaire, &known, paused, is_refused),
        gates: gates
            .iter()
            .map(|gate| &questionnaire.gates[*gate])
            .map(|gate| (gate.id.clone(), gate.says.render(&known)))
            .collect(),
        offers: offers(questionnaire, &known).map(|offer| offer.says.render(&known)).collect(),
        stages: stages(session, &known),
        insights: texts
            .insights
            .iter()
            .filter(|insight| !brief && insight.when.holds(&known))
            .map(|insight| Insight { id: insight.id.clone(), text: insight.text.render(&known) })
            .collect(),
        options: texts
            .options
            .iter()
            .filter(|option| !brief && holds(&option.when) && !(option.needs_draft && is_refused))
            .map(|option| OptionSummary {
                id: option.id.clone(),
                title: option.title.clone(),
                good: lines(&option.good, &known),
                cost: lines(&option.cost, &known),
            })
            .collect(),
        boxes: texts
            .boxes
            .iter()
            .filter(|boxed| !brief && holds(&boxed.when))
            .map(|boxed| BoxSummary {
                id: boxed.id.clone(),
                title: boxed.title.clone(),
                lines: boxed.lines.iter().map(|line| line.render(&known)).collect(),
            })
            .collect(),
        reminders: texts
            .reminders
            .iter()
            .map(|reminder| {
                let text = if brief { &reminder.brief } else { &reminder.text };
                Reminder { kind: reminder.kind.clone(), text: text.render(&known) }
            })
            .collect(),
        plan: texts
            .plan
            .iter()
            .filter(|part| !brief && holds(&part.when))
            .filter_map(|part| plan_item(questionnaire, &known, part))
            .collect(),
        support: support(questionnaire, &known, &gates, region),
        support_note: questionnaire.support.note.clone(),
        support_first: brief
            || known.watch() != "none"
            || offers(questionnaire, &known).next().is_some()
            || gates.iter().any(|gate| questionnaire.gates[*gate].support_first),
        watch: watch(session, &known),
        draft,
        looked_over,
        brief,
        headings: texts.headings.clone(),
        about: texts.about.clone(),
        sources_title: texts.sources_title.clone(),
        sources: texts.sources.clone(),
    }
}

/// Where the person stands: the strictest gate's title, or what `open` says.
pub(super) fn stand(
    questionnaire: &Questionnaire,
    known: &Known<'_>,
    paused: bool,
    is_refused: bool,
) -> String {
    if let Some(gate) = questionnaire.gate(known.outcome()) {
        // A pause before anything was asked that it reads: nothing was said yet, and nothing is found.
        let is_raised = known.gates().any(|raised| questionnaire.gates[raised].id == gate.id);
        return if is_raised || !paused { gate.title.render(known) } else { String::new() };
    }
    if known.outcome() != "open" || paused {
        return String::new();
    }
    let open = &questionnaire.open;
    open.refused.as_ref().filter(|_| is_refused).unwrap_or(&open.says).render(known)
}

fn offers<'a>(
    questionnaire: &'a Questionnaire,
    known: &'a Known<'_>,
) -> impl Iterator<Item = &'a crate::questionnaire::model::Offer> {
    questionnaire.offers.iter().filter(|offer| offer.when.holds(known))
}

fn lines(lines: &[Line], known: &Known<'_>) -> Vec<String> {
    let shown = lines.iter().filter(|line| line.when.as_ref().is_none_or(|when| when.holds(known)));
    shown.map(|line| line.text.render(known)).collect()
}

fn stages(session: &Session<'_>, known: &Known<'_>) -> Vec<StageSummary> {
    let questionnaire = session.questionnaire();
    let walk = session.walk();
    let mut stages: Vec<StageSummary> = questionnaire
        .stages
        .iter()
        .zip(walk.states())
        .map(|(stage, state)| StageSummary {
            id: stage.id.clone(),
            title: stage.title.clone(),
            state: state.id(),
            answers: Vec::new(),
        })
        .collect();
    if let Some((_, waiting)) = &walk.waits_for
        && let Some(stage) = stages.get_mut(*waiting)
    {
        stage.state = StageState::Asked.id();
    }
    for (id, stage) in &walk.path {
        let (Some(question), Some(answer)) = (questionnaire.question(id), walk.known.answers().get(id))
        else {
            continue;
        };
        if let Some(stage) = stages.get_mut(*stage) {
            stage.answers.push(AnswerSummary {
                id: id.clone(),
                question: question.ask.render(known),
                kind: question.kind.name(),
                value: answer.clone(),
                text: in_words(question, answer, known),
                scale: scale_of(question),
            });
        }
    }
    stages
}

/// The ends of a question that is a scale.
pub(super) fn scale_of(question: &Question) -> Option<(i64, i64)> {
    if let Kind::Scale(scale) = &question.kind { Some((scale.min, scale.max)) } else { None }
}

/// A part of the plan; what it says instead when the message check refuses one of the person's own words in it.
fn plan_item(questionnaire: &Questionnaire, known: &Known<'_>, part: &PlanText) -> Option<PlanItem> {
    let refused = |id: &String| {
        let text = known.answers().get(id).and_then(Answer::as_text)?;
        let Check { flags, .. } = message::check(&questionnaire.message.rules, text);
        flags.iter().any(|flag| flag.severity != Severity::Nudge).then_some(())
    };
    let text = match &part.instead {
        Some(instead) if part.checked.iter().any(|id| refused(id).is_some()) => instead.render(known),
        _ => part.text.render(known),
    };
    (!text.trim().is_empty()).then(|| PlanItem { kind: part.kind.clone(), text })
}

/// The help lines of everything that asks for some: offers and unsettled hints first when there is no gate as strict, then the
/// gates, strictest first; each line once.
fn support(
    questionnaire: &Questionnaire,
    known: &Known<'_>,
    gates: &[usize],
    region: &str,
) -> Vec<SupportLine> {
    let mut kinds: Vec<String> = Vec::new();
    let mut add = |wishes: &[SupportWish]| {
        for wish in wishes {
            if wish.when.as_ref().is_none_or(|when| when.holds(known)) && !kinds.contains(&wish.kind) {
                kinds.push(wish.kind.clone());
            }
        }
    };
    let (brief, others): (Vec<usize>, Vec<usize>) =
        gates.iter().partition(|gate| questionnaire.gates[**gate].brief);
    for gate in brief {
        add(&questionnaire.gates[gate].support);
    }
    for offer in offers(questionnaire, known) {
        add(&offer.support);
    }
    if known.watch() == "soft" {
        for hint in &questionnaire.message.hints {
            let wishes =
                hint.question.support.iter().map(|kind| SupportWish { kind: kind.clone(), when: None });
            add(&wishes.collect::<Vec<_>>());
        }
    }
    for gate in others {
        add(&questionnaire.gates[gate].support);
    }
    questionnaire.support.lines_for(region, &kinds).into_iter().cloned().collect()
}

/// What the watch found, in the order of the questions.
fn watch(session: &Session<'_>, known: &Known<'_>) -> Vec<(String, &'static str)> {
    let levels: Vec<(&str, Level)> = known.watch_levels().collect();
    let questions = session.questionnaire().questions();
    questions
        .filter_map(|question| {
            let (id, level) = levels.iter().find(|(id, _)| *id == question.id)?;
            Some(((*id).to_owned(), level.id()))
        })
        .collect()
}
