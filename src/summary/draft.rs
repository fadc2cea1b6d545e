//! The draft: put together from the person's own words, short, and looked over before anybody sees it.

use super::pressure::{looked_over, refused};
use crate::{
    answers::fit,
    message::{self, Flag, Severity},
    questionnaire::{Questionnaire, model::DraftTexts},
    session::{Given, Known, Session},
};

/// A draft of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The message; none while something in it must not be sent.
    pub text: Option<String>,
    /// Its words without the closing, for whoever may change them.
    pub words: String,
    /// What the pressure check says of it.
    pub flags: Vec<Flag>,
    /// What to do with it.
    pub advice: Vec<String>,
}

/// The draft of a session as it stands, if there is one: for the person to change before the end.
pub fn draft_of(session: &Session<'_>) -> Option<Draft> {
    let known = session.conclusion();
    let questionnaire = session.questionnaire();
    let is_refused = refused(&looked_over(questionnaire, &known));
    if is_left_out(session) { None } else { draft(questionnaire, &known, is_refused) }
}

/// Whether the person wants no draft.
pub(super) fn is_left_out(session: &Session<'_>) -> bool {
    let question = session.questionnaire().draft_question();
    question.is_some_and(|question| session.given(&question.id) == Some(&Given::Left))
}

/// The draft for what is known, if there is one. `refused` says that a text which the person wrote for the other one holds
/// something that must not be sent: then no draft is shown either.
pub(super) fn draft(questionnaire: &Questionnaire, known: &Known<'_>, refused: bool) -> Option<Draft> {
    let texts = &questionnaire.message.draft;
    if !texts.when.holds(known) {
        return None;
    }
    let closing = texts.closing.join(" ");
    let own = texts.edit.as_ref().and_then(|edit| {
        let answer = known.answers().get(&edit.question.id)?;
        // Answers that come beforehand are held against their question by whoever reads them; here it is held again, for no
        // draft may be longer.
        fit(&edit.question, answer.clone()).is_ok().then(|| answer.as_text())?
    });
    let words = match own {
        Some(own) => with_full_stop(own.trim().to_owned()),
        None => assembled(texts, known, &closing)?,
    };
    let text = format!("{words} {closing}");
    let flags = message::check(&questionnaire.message.rules, &text).flags;
    let stands = refused || flags.iter().any(|flag| flag.severity != Severity::Nudge);
    Some(Draft { text: (!stands).then_some(text), words, flags, advice: texts.advice.clone() })
}

/// The words of the draft as they are put together from the answers.
fn assembled(texts: &DraftTexts, known: &Known<'_>, closing: &str) -> Option<String> {
    let lines = texts.parts.iter().filter(|part| part.when.as_ref().is_none_or(|when| when.holds(known)));
    let parts: Vec<String> = lines.map(|part| part.text.render(known)).collect();
    put_together(&parts, texts.max_words.saturating_sub(words(closing)))
}

/// As much of the parts as there is room for, in their order. None when there is nothing to say. Every part gives its first sentence before any gives its second, the shortest first: a long feeling
/// must not push out the apology and the question.
fn put_together(parts: &[String], mut room: usize) -> Option<String> {
    let parts: Vec<Vec<&str>> = parts.iter().map(|part| sentences(part)).collect();
    let mut kept = vec![0; parts.len()];
    let mut keep = |part: usize, kept: &mut [usize]| -> bool {
        let Some(sentence) = parts[part].get(kept[part]) else { return false };
        let fits = words(sentence) <= room;
        if fits {
            room -= words(sentence);
            kept[part] += 1;
        }
        fits
    };
    let mut shortest_first: Vec<usize> = (0..parts.len()).collect();
    shortest_first.sort_by_key(|part| parts[*part].first().map_or(0, |sentence| words(sentence)));
    for part in shortest_first {
        keep(part, &mut kept);
    }
    for part in 0..parts.len() {
        while kept[part] > 0 && keep(part, &mut kept) {}
    }
    let said: Vec<String> = parts
        .iter()
        .zip(&kept)
        .filter(|(_, count)| **count > 0)
        .map(|(sentences, count)| with_full_stop(sentences[..*count].join(" ")))
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Somebody's own words often come without their full stop, and more follows here.
fn with_full_stop(mut text: String) -> String {
    if text.ends_with(char::is_alphanumeric) {
        text.push('.');
    }
    text
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The sentences of a text, each with its mark; line ends part them too.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .find(|(at, letter)| match letter {
                '\n' => true,
                '.' | '!' | '?' | '…' => rest[at + letter.len_utf8()..].starts_with(char::is_whitespace),
                _ => false,
            })
            .map_or(rest.len(), |(at, letter)| at + letter.len_utf8());
        found.push(rest[..end].trim());
        rest = rest[end..].trim_start();
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::{put_together, sentences};

    #[test]
    fn sentences_keep_their_marks_and_part_at_line_ends() {
        assert_eq!(
            sentences("I was late. Often!\nI am sorry 3.5 times"),
            ["I was late.", "Often!", "I am sorry 3.5 times"]
        );
    }

    #[test]
    fn long_words_of_ones_own_give_way() {
        let parts =
            ["I miss our talks.".to_owned(), "word ".repeat(90), "Would you like to talk?".to_owned()];
        let text = put_together(&parts, 16);
        assert_eq!(text.as_deref(), Some("I miss our talks. Would you like to talk?"));
        assert_eq!(put_together(&[], 16), None);
    }
}
