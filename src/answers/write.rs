//! Answers as TOML.

use crate::answer::{Answer, Answers};
use toml::Value;

/// One answer as a line of TOML, without a line end when its text has none.
pub fn toml_line(id: &str, answer: &Answer) -> String {
    format!("{id} = {}", toml_value(answer))
}

/// Answers as a file, one line each.
pub fn toml_text(answers: &Answers) -> String {
    answers.iter().map(|(id, answer)| toml_line(id, answer) + "\n").collect()
}

fn toml_value(answer: &Answer) -> Value {
    match answer {
        Answer::Choice(text) | Answer::Text(text) => Value::String(text.clone()),
        Answer::Choices(values) => Value::Array(values.iter().cloned().map(Value::String).collect()),
        Answer::Number(number) => Value::Integer(*number),
        Answer::YesNo(yes) => Value::Boolean(*yes),
    }
}
