//! What presses in texts that a person wrote for the other one.

use crate::{
    answer::Answer,
    message::{self, Flag, Severity},
    questionnaire::Questionnaire,
    session::Known,
};

/// Whether anything that was found must not be sent.
pub(super) fn refused(looked_over: &[(String, Vec<Flag>)]) -> bool {
    looked_over.iter().flat_map(|(_, flags)| flags).any(|flag| flag.severity != Severity::Nudge)
}

/// The texts that are looked over for pressure, with what was found in each.
pub(super) fn looked_over(questionnaire: &Questionnaire, known: &Known<'_>) -> Vec<(String, Vec<Flag>)> {
    let mut found = Vec::new();
    for question in questionnaire.questions().filter(|question| question.pressure) {
        if let Some(text) = known.answers().get(&question.id).and_then(Answer::as_text) {
            found.push((question.id.clone(), message::check(&questionnaire.message.rules, text).flags));
        }
    }
    found
}
