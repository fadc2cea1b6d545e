//! Every text that is shipped, met in a session or not.

use rekindle::{
    questionnaire::{Folder, Questionnaire},
    render::clean,
};

/// The written texts of the questionnaire and its summary, with the words inside `{{ … }}`; comments left out.
pub fn texts(folder: &Folder, questionnaire: &Questionnaire) -> Vec<String> {
    let is_read = |name: &str| !["message.toml", "support.toml"].contains(&name);
    let mut texts: Vec<String> =
        folder.files.iter().filter(|(name, _)| is_read(name)).map(|(_, file)| written(&file.text)).collect();
    // Of the message file only what a person reads: its patterns must name what they look for.
    let message = &questionnaire.message;
    for hint in &message.hints {
        texts.push(hint.question.ask.words());
        texts.extend(hint.question.help.iter().map(rekindle::questionnaire::template::Template::words));
    }
    texts.extend(message.draft.parts.iter().map(|part| part.text.words()));
    texts.extend(message.draft.closing.iter().chain(&message.draft.advice).cloned());
    for rule in &*message.rules.pressure {
        texts.push(rule.why.clone());
        texts.push(rule.instead.clone());
    }
    for measure in &*message.rules.measures {
        texts.push(measure.why.clone());
        texts.push(measure.instead.clone());
    }
    texts.push(questionnaire.support.note.clone());
    texts
}

fn written(source: &str) -> String {
    let lines = clean(source);
    let lines = lines.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.map(|line| line.trim_end_matches('\\')).collect::<Vec<_>>().join("\n")
}
