//! An answer typed on one line: `--set ID=VALUE` and the plain prompts.

use super::fit::{Misfit, wanted};
use crate::{
    answer::Answer,
    questionnaire::{Choice, Kind, Question},
};

/// Reads one line as an answer to `question`, by its kind: lists are split at commas. With `offered`, a number picks the choice
/// at that place (from 1), as they were shown; without, only values count, because what is offered may differ from day to day.
///
/// # Errors
/// When the line is not an answer of this kind. Whether it fits is the session's to say.
pub fn typed(question: &Question, offered: Option<&[&Choice]>, line: &str) -> Result<Answer, Misfit> {
    let line_trimmed = line.trim();
    let wrong = || Misfit::WrongKind { wanted: wanted(&question.kind) };
    match &question.kind {
        Kind::SingleChoice(_) => Ok(Answer::Choice(typed_choice(question, offered, line_trimmed)?)),
        Kind::MultiChoice(_) | Kind::Rank(_) => line_trimmed
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| typed_choice(question, offered, item))
            .collect::<Result<_, _>>()
            .map(Answer::Choices),
        Kind::Scale(_) => line_trimmed.parse().map(Answer::Number).map_err(|_| wrong()),
        Kind::YesNo => match line_trimmed.to_lowercase().as_str() {
            "yes" | "y" | "true" => Ok(Answer::YesNo(true)),
            "no" | "n" | "false" => Ok(Answer::YesNo(false)),
            "1" if offered.is_some() => Ok(Answer::YesNo(true)),
            "2" if offered.is_some() => Ok(Answer::YesNo(false)),
            _ => Err(wrong()),
        },
        Kind::ShortText | Kind::LongText => Ok(Answer::Text(line.to_owned())),
        Kind::Note => Err(Misfit::NoAnswer),
    }
}

/// One choice by its value, its whole label or, with `offered`, its number there.
///
/// # Errors
/// When it is none of them.
pub fn typed_choice(question: &Question, offered: Option<&[&Choice]>, word: &str) -> Result<String, Misfit> {
    let choices = question.kind.choices();
    if let Some(offered) = offered
        && let Some(choice) = word.parse::<usize>().ok().and_then(|place| offered.get(place.checked_sub(1)?))
    {
        return Ok(choice.value.clone());
    }
    // A value wins over a label that reads like another choice's value.
    let found = choices
        .iter()
        .find(|choice| choice.value == word)
        .or_else(|| choices.iter().find(|choice| choice.value.eq_ignore_ascii_case(word)))
        .or_else(|| choices.iter().find(|choice| choice.label.words().to_lowercase() == word.to_lowercase()));
    match found {
        Some(choice) => Ok(choice.value.clone()),
        None => {
            let known = match offered {
                Some(offered) => offered.iter().map(|choice| choice.value.clone()).collect(),
                None => choices.iter().map(|choice| choice.value.clone()).collect(),
            };
            Err(Misfit::UnknownChoice { value: word.to_owned(), choices: known })
        }
    }
}
