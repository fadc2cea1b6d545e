//! What is said on stderr beside a summary: words that cannot wait, and answers that count for nothing.

use super::{error::Error, ui::Ui};
use crate::{
    diagnostic::Diagnostic,
    questionnaire::condition::Facts,
    session::{Session, Unheard},
};

/// That a required question has no answer and nobody is there to give it. What cannot wait is said even then.
pub(super) fn missing(session: &mut Session<'_>, id: &str, region: &str, ui: &Ui) -> Error {
    session.look_at_supplied();
    if let Some(gate) = session.alarm() {
        ui.say(&alarm(session, gate, region));
    }
    Error::unfinished(format!("the question `{id}` needs an answer"))
        .hint(format!("add a line `{id} = …` to the answers file, or --set {id}=…"))
}

/// What a gate says that cannot wait, with a person to turn to.
fn alarm(session: &Session<'_>, gate: usize, region: &str) -> String {
    let questionnaire = session.questionnaire();
    let gate = &questionnaire.gates[gate];
    let kinds: Vec<String> = gate.support.iter().map(|wish| wish.kind.clone()).collect();
    let lines = questionnaire.support.lines_for(region, &kinds);
    let said = lines.iter().map(|line| format!("\n  {}", line.said()));
    let says = gate.says.render(&session.conclusion());
    format!("{says}{}\n{}\n", said.collect::<String>(), questionnaire.support.note)
}

/// Answers that count for nothing are told, but not under a gate whose summary must be short and neutral.
pub(super) fn warn(session: &Session<'_>, ui: &Ui) {
    let known = session.conclusion();
    let gate = session.questionnaire().gate(known.outcome());
    if gate.is_some_and(|gate| gate.brief) {
        return;
    }
    let unheard = session.unheard();
    let ids = |why: Unheard| -> String {
        let ids = unheard.iter().filter(|(_, reason)| *reason == why).map(|(id, _)| format!("`{id}`"));
        ids.collect::<Vec<_>>().join(", ")
    };
    for (why, code, message) in [
        (Unheard::NotAsked, "not-asked", "answers to questions that are not asked count for nothing"),
        (Unheard::NotOffered, "not-offered", "choices that are not offered now count for nothing"),
    ] {
        let ids = ids(why);
        if !ids.is_empty() {
            ui.draw(&[Diagnostic::placeless(code, format!("{message}: {ids}")).into_warning()]);
        }
    }
}
