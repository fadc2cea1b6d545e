//! The draft: put together from the person's own words, short, and looked over before anybody sees it.

use crate::{
    message::{self, Flag, Severity},
    questionnaire::Questionnaire,
    session::Known,
};

/// A draft of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The message; none while something in it must not be sent.
    pub text: Option<String>,
    /// What the pressure check says of it.
    pub flags: Vec<Flag>,
    /// What to do with it.
    pub advice: Vec<String>,
}

/// The draft for what is known, if there is one. `refused` says that a text which the person wrote for the other one holds
/// something that must not be sent: then no draft is shown either.
pub(super) fn draft(questionnaire: &Questionnaire, known: &Known<'_>, refused: bool) -> Option<Draft> {
    let texts = &questionnaire.message.draft;
    if !texts.when.holds(known) {
        return None;
    }
    let lines = texts.parts.iter().filter(|part| part.when.as_ref().is_none_or(|when| when.holds(known)));
    let parts: Vec<String> = lines.map(|part| part.text.render(known)).collect();
    let text = put_together(&parts, &texts.closing, texts.max_words)?;
    let flags = message::check(&questionnaire.message.rules, &text).flags;
    let stands = refused || flags.iter().any(|flag| flag.severity != Severity::Nudge);
    Some(Draft { text: (!stands).then_some(text), flags, advice: texts.advice.clone() })
}

/// As much of the parts as there is room for, in their order, and the closing, which always stands. None when there is nothing
/// but the closing to say. Every part gives its first sentence before any gives its second, the shortest first: a long feeling
/// must not push out the apology and the question.
fn put_together(parts: &[String], closing: &[String], max_words: usize) -> Option<String> {
    let closing = closing.join(" ");
    let mut room = max_words.saturating_sub(words(&closing));
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
    (!said.is_empty()).then(|| format!("{} {closing}", said.join(" ")))
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
    fn the_closing_always_stands_and_long_words_of_ones_own_give_way() {
        let closing = ["You need not reply.".to_owned()];
        let parts =
            ["I miss our talks.".to_owned(), "word ".repeat(90), "Would you like to talk?".to_owned()];
        let text = put_together(&parts, &closing, 20);
        assert_eq!(text.as_deref(), Some("I miss our talks. Would you like to talk? You need not reply."));
        assert_eq!(put_together(&[], &closing, 20), None);
    }
}
