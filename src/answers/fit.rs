//! Whether an answer fits its question: the one place where answers are judged, whoever gives them.

use crate::{
    answer::Answer,
    questionnaire::{Choice, Kind, Question},
};

/// Longer texts are a slip of the clipboard: code points.
pub const LONGEST_TEXT: usize = 20_000;

/// Why an answer does not fit, in words for the person who gave it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// An answer of another kind, such as a list where a number is wanted.
    #[error("this question takes {wanted}")]
    WrongKind {
        /// What it takes, with its article.
        wanted: &'static str,
    },
    /// A value that is none of the choices.
    #[error("`{value}` is not one of the choices")]
    UnknownChoice {
        /// The value that was given.
        value: String,
        /// The values there are.
        choices: Vec<String>,
    },
    /// A number outside the scale.
    #[error("{number} is not on the scale from {min} to {max}")]
    OffScale {
        /// The number that was given.
        number: i64,
        /// The low end.
        min: i64,
        /// The high end.
        max: i64,
    },
    /// A value that stands alone came with others.
    #[error("`{value}` stands alone: choose it or the others")]
    NotAlone {
        /// The exclusive value.
        value: String,
    },
    /// A value came twice.
    #[error("`{value}` is there twice")]
    Twice {
        /// The value.
        value: String,
    },
    /// A text beyond all measure.
    #[error("this text is longer than {LONGEST_TEXT} letters")]
    TooLong,
    /// A text with more words than there is room for.
    #[error("this is {words} words long, and there is room for {most}")]
    TooManyWords {
        /// How many it has.
        words: usize,
        /// How many it may have.
        most: usize,
    },
    /// A required question was left.
    #[error("this question needs an answer before we go on")]
    Required,
    /// A note takes no answer.
    #[error("this is something to read, not a question")]
    NoAnswer,
}

/// The answer in its settled form: a multi-choice in the order of its choices, line ends as `\n`, a short text on one line.
/// Every choice counts here, offered now or not; a blank answer fits any question that may be skipped.
///
/// # Errors
/// Why it does not fit.
pub fn fit(question: &Question, answer: Answer) -> Result<Answer, Misfit> {
    if answer.is_blank() && !matches!(question.kind, Kind::Note) {
        return if question.required { Err(Misfit::Required) } else { Ok(answer) };
    }
    match (&question.kind, answer) {
        (Kind::SingleChoice(choices), Answer::Choice(value)) => {
            known(choices, &value)?;
            Ok(Answer::Choice(value))
        }
        (Kind::MultiChoice(choices), Answer::Choices(values)) => several(choices, &values),
        (Kind::Rank(rank), Answer::Choices(values)) => {
            distinct(&rank.choices, &values)?;
            Ok(Answer::Choices(values))
        }
        (Kind::Scale(scale), Answer::Number(number)) => {
            if (scale.min..=scale.max).contains(&number) {
                Ok(Answer::Number(number))
            } else {
                Err(Misfit::OffScale { number, min: scale.min, max: scale.max })
            }
        }
        (Kind::YesNo, Answer::YesNo(yes)) => Ok(Answer::YesNo(yes)),
        (Kind::ShortText, Answer::Text(text)) => {
            let line = text.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty());
            within(line.collect::<Vec<_>>().join(" "))
        }
        (Kind::LongText, Answer::Text(text)) => {
            let words = text.split_whitespace().count();
            match question.most_words {
                Some(most) if words > most => Err(Misfit::TooManyWords { words, most }),
                _ => within(text.replace("\r\n", "\n").replace('\r', "\n")),
            }
        }
        (Kind::Note, _) => Err(Misfit::NoAnswer),
        (kind, _) => Err(Misfit::WrongKind { wanted: wanted(kind) }),
    }
}

/// What a kind of question takes, with its article.
pub fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::SingleChoice(_) => "one of its choices",
        Kind::MultiChoice(_) => "a list of its choices",
        Kind::Scale(_) => "a whole number",
        Kind::YesNo => "yes or no",
        Kind::ShortText | Kind::LongText => "a text",
        Kind::Rank(_) => "a list of choices in order",
        Kind::Note => "no answer",
    }
}

fn within(text: String) -> Result<Answer, Misfit> {
    if text.chars().count() > LONGEST_TEXT { Err(Misfit::TooLong) } else { Ok(Answer::Text(text)) }
}

fn known(choices: &[Choice], value: &str) -> Result<(), Misfit> {
    if choices.iter().any(|choice| choice.value == value) {
        return Ok(());
    }
    let choices = choices.iter().map(|choice| choice.value.clone()).collect();
    Err(Misfit::UnknownChoice { value: value.to_owned(), choices })
}

fn distinct(choices: &[Choice], values: &[String]) -> Result<(), Misfit> {
    for (index, value) in values.iter().enumerate() {
        known(choices, value)?;
        if values[..index].contains(value) {
            return Err(Misfit::Twice { value: value.clone() });
        }
    }
    Ok(())
}

fn several(choices: &[Choice], values: &[String]) -> Result<Answer, Misfit> {
    distinct(choices, values)?;
    let chosen: Vec<&Choice> = choices.iter().filter(|choice| values.contains(&choice.value)).collect();
    if chosen.len() > 1
        && let Some(alone) = chosen.iter().find(|choice| choice.exclusive)
    {
        return Err(Misfit::NotAlone { value: alone.value.clone() });
    }
    Ok(Answer::Choices(chosen.into_iter().map(|choice| choice.value.clone()).collect()))
}
