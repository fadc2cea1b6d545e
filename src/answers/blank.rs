//! A blank answers file: every question as a comment with its choices, ready to fill.
//!
//! Every answer stands behind one comment mark, every word for people behind two, so that taking one mark off each line leaves a
//! valid file: in it every question is left, because a blank text is how a skip is written.

use super::write::toml_line;
use crate::{
    answer::Answer,
    questionnaire::{Kind, Question, Questionnaire},
};

/// A blank answers file for a questionnaire. With every first `# ` of a line taken off, it is a valid answers file.
pub fn blank(questionnaire: &Questionnaire) -> String {
    let about = |key: &str, value: &str| format!("# {}\n", toml_line(key, &Answer::Text(value.to_owned())));
    let mut text = comment(&format!("{}, version {}", questionnaire.title, questionnaire.version));
    text += "# # Take the first mark off a line and write your answer. What stays a comment, or blank, is skipped.\n";
    text += &about("_questionnaire", &questionnaire.id);
    text += &about("_version", &questionnaire.version);
    for stage in &questionnaire.stages {
        text += "\n";
        text += &comment(&format!("---- {} ----", stage.title));
        for question in &stage.questions {
            text += &entry(question);
        }
    }
    if !questionnaire.message.hints.is_empty() {
        text += "\n# # ---- Asked only after a hint in what was written ----\n";
    }
    for hint in &questionnaire.message.hints {
        text += &entry(&hint.question);
    }
    if let Some(question) = questionnaire.draft_question() {
        text += "\n# # ---- Only where there is a draft: your own words in place of it ----\n";
        text += &entry(question);
    }
    text
}

/// Words for people, behind two marks on every line. A comment in TOML takes no control characters.
fn comment(words: &str) -> String {
    let clean = |line: &str| line.chars().filter(|letter| !letter.is_control()).collect::<String>();
    words.lines().map(|line| format!("# # {}\n", clean(line))).collect()
}

fn entry(question: &Question) -> String {
    if matches!(question.kind, Kind::Note) {
        return String::new();
    }
    let mut text = String::from("\n");
    let mut say = |words: &str| text += &comment(words);
    say(&question.ask.words());
    say(&format!("({}{})", question.kind.name(), if question.required { ", needed" } else { "" }));
    match &question.kind {
        Kind::Scale(scale) => {
            say(&format!(
                "{} = {}, {} = {}",
                scale.min,
                scale.min_label.words(),
                scale.max,
                scale.max_label.words()
            ));
        }
        kind => {
            for choice in kind.choices() {
                let alone = if choice.exclusive { " (stands alone)" } else { "" };
                say(&format!("{}: {}{alone}", choice.value, choice.label.words()));
            }
        }
    }
    text + "# " + &toml_line(&question.id, &empty(&question.kind)) + "\n"
}

/// How a question of this kind is left.
fn empty(kind: &Kind) -> Answer {
    match kind {
        Kind::MultiChoice(_) | Kind::Rank(_) => Answer::Choices(Vec::new()),
        Kind::SingleChoice(_)
        | Kind::Scale(_)
        | Kind::YesNo
        | Kind::ShortText
        | Kind::LongText
        | Kind::Note => Answer::Text(String::new()),
    }
}
