//! What was begun at a question and not entered. It is held for the way back, and kept with the session; it counts for nothing,
//! and nothing looks into it, until it is entered.

use super::Session;
use crate::{
    answer::{Answer, Answers},
    answers::AnswersFile,
    questionnaire::{Kind, Question, Questionnaire},
};

/// Stands before a question's id where what was begun there is kept.
const MARK: &str = "_begun_";

/// The key under which it is kept.
pub(super) fn key(question: &str) -> String {
    format!("{MARK}{question}")
}

/// What was kept, where its question still takes such an answer. It may be no whole answer yet.
pub(super) fn read(file: &AnswersFile, questionnaire: &Questionnaire) -> Answers {
    let texts = file.about.iter().map(|(key, text)| (key, Answer::Text(text.clone())));
    let lists = file.about_lists.iter().map(|(key, values)| (key, Answer::Choices(values.clone())));
    let mut begun = Answers::new();
    for (key, answer) in texts.chain(lists) {
        let question = key.strip_prefix(MARK).and_then(|id| questionnaire.question(id));
        if let Some(question) = question.filter(|question| is_made(question, &answer)) {
            begun.set(&question.id, answer);
        }
    }
    begun
}

/// Whether somebody made this, rather than that a list happens to stand on a row of it.
fn is_made(question: &Question, answer: &Answer) -> bool {
    let choices = question.kind.choices();
    match (&question.kind, answer) {
        (Kind::ShortText | Kind::LongText, Answer::Text(_)) => !answer.is_blank(),
        (Kind::MultiChoice(_) | Kind::Rank(_), Answer::Choices(values)) => {
            let is_known = |value: &String| choices.iter().any(|choice| choice.value == *value);
            !values.is_empty() && values.iter().all(is_known)
        }
        _ => false,
    }
}

impl Session<'_> {
    /// What was begun at a question and not entered.
    pub fn begun(&self, question: &str) -> Option<&Answer> {
        self.begun.get(question)
    }

    /// Holds what was begun at a question and not entered; nothing, if nothing was. Whether that is another than before.
    pub fn hold_begun(&mut self, question: &str, begun: Option<&Answer>) -> bool {
        let before = match begun {
            Some(begun) => self.begun.insert(question.to_owned(), begun.clone()),
            None => self.begun.remove(question),
        };
        before.as_ref() != begun
    }

    /// Forgets all that was begun; whether there was anything.
    pub fn forget_begun(&mut self) -> bool {
        !std::mem::take(&mut self.begun).is_empty()
    }

    /// What of it goes into a record.
    pub(super) fn worth_keeping(&self) -> Answers {
        let is_made = |id: &str, answer: &Answer| {
            self.questionnaire.question(id).is_some_and(|question| is_made(question, answer))
        };
        let made = self.begun.iter().filter(|(id, answer)| is_made(id, answer));
        made.map(|(id, answer)| (id.clone(), answer.clone())).collect()
    }
}
