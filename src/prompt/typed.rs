//! A line as an answer to a question that was shown with numbers, and an answer as words.

use super::words;
use crate::{
    answer::Answer,
    answers::{Misfit, typed},
    interview::Asked,
    questionnaire::{Choice, Kind},
};

/// A typed line as an answer; or why it is none, in words for the person.
pub(super) fn read_answer(asked: &Asked<'_>, line: &str) -> Result<Answer, String> {
    let kind = &asked.question.kind;
    let own = kind.choices();
    let offered: Vec<&Choice> = asked
        .choices
        .iter()
        .filter_map(|offer| own.iter().find(|choice| choice.value == offer.value))
        .collect();
    // A label is read as it was shown: filled in, and perhaps with commas of its own.
    let by_label = |word: &str| {
        let word = word.trim().to_lowercase();
        asked.choices.iter().find(|offer| offer.label.to_lowercase() == word).map(|offer| offer.value.clone())
    };
    let line = match (kind, by_label(line)) {
        (Kind::SingleChoice(_), Some(value)) => return Ok(Answer::Choice(value)),
        (Kind::MultiChoice(_) | Kind::Rank(_), Some(value)) => return Ok(Answer::Choices(vec![value])),
        (Kind::MultiChoice(_) | Kind::Rank(_), None) => {
            // Numbers need no commas between them: nobody could mean anything else.
            let are_numbers = line.split_whitespace().all(|word| word.parse::<usize>().is_ok());
            let parting = |letter: char| letter == ',' || (are_numbers && letter.is_whitespace());
            let items = line.split(parting).map(|item| by_label(item).unwrap_or_else(|| item.to_owned()));
            items.collect::<Vec<_>>().join(",")
        }
        _ => line.to_owned(),
    };
    typed(asked.question, Some(&offered), &line).map_err(|misfit| match (misfit, kind) {
        (Misfit::UnknownChoice { value, .. }, _) => words::no_such_choice(&value, asked.choices.len()),
        (_, Kind::Scale(scale)) => words::no_number(scale.min, scale.max),
        (_, Kind::YesNo) => words::NOT_A_YES_OR_NO.to_owned(),
        (misfit, _) => ended(&capitalised(&misfit.to_string())),
    })
}

/// An answer in words, with how many of how many where there can be several.
pub(super) fn in_words(asked: &Asked<'_>, answer: &Answer) -> String {
    let label = |value: &String| {
        let offer = asked.choices.iter().find(|offer| offer.value == *value);
        offer.map_or_else(|| value.clone(), |offer| offer.label.clone())
    };
    match answer {
        Answer::Choice(value) => label(value),
        Answer::Choices(values) => {
            let labels: Vec<String> = values.iter().map(label).collect();
            match &asked.question.kind {
                Kind::Rank(_) => labels.join("; then "),
                _ => format!("{}: {}", words::chosen(values.len(), asked.choices.len()), labels.join("; ")),
            }
        }
        Answer::Number(number) => number.to_string(),
        Answer::YesNo(yes) => if *yes { words::YES } else { words::NO }.to_owned(),
        Answer::Text(text) => text.clone(),
    }
}

/// The place of an option by its number or its words.
pub(super) fn place(typed: &str, options: &[String]) -> Option<usize> {
    let by_number = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1))
        .filter(|place| *place < options.len());
    by_number.or_else(|| options.iter().position(|option| option.to_lowercase() == typed.to_lowercase()))
}

/// A sentence with its end.
pub(super) fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '\u{2026}']) { text.to_owned() } else { format!("{text}.") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
