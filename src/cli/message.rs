//! `rekindle message check`.

use super::{
    args::{CommonArgs, Format, MessageArgs, MessageCommand},
    error::Error,
    settings::{Surroundings, questionnaire, region},
    summary::only_text_or_json,
    ui::Ui,
};
use crate::{
    answers::LONGEST_TEXT,
    message::{Check, MessageOutcome, check},
    questionnaire::Questionnaire,
    render, store,
};
use std::process::ExitCode;

/// Looks a message over.
pub(super) fn message(
    args: &MessageArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    only_text_or_json(common.format)?;
    let MessageCommand::Check { file } = &args.command;
    let questionnaire = questionnaire(common)?;
    let source = match file {
        Some(path) if path.as_os_str() != "-" => store::read_text(path),
        _ => {
            if surroundings.stdin_is_terminal {
                ui.say("Type or paste the message, then press Ctrl-D on a line of its own.");
            }
            store::read_stdin()
        }
    };
    let source = source.map_err(|fault| Error::from_diagnostics(vec![*fault]))?;
    if source.text.chars().count() > LONGEST_TEXT {
        return Err(Error::new(format!("`{}` is longer than {LONGEST_TEXT} letters", source.name))
            .hint("check the message itself, or a part of it"));
    }
    if source.text.trim().is_empty() {
        return Err(Error::new(format!("there is nothing to read in `{}`", source.name))
            .hint("give the message as a file, or type it"));
    }
    let found = check(&questionnaire.message.rules, &source.text);
    let text = match common.format {
        Format::Json => render::json_text(&render::message_json(&found)),
        _ => {
            let region = region(common, questionnaire)?;
            text(&found, questionnaire, &region.code, ui.stdout_style().width)
        }
    };
    ui.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn text(check: &Check, questionnaire: &Questionnaire, region: &str, width: usize) -> String {
    let mut text = String::new();
    let mut say = |line: &str, first: &str, next: &str| {
        for wrapped in render::wrap(line, width, first, next) {
            text += &(wrapped + "\n");
        }
    };
    if check.outcome == MessageOutcome::Crisis {
        let kinds = ["emergency".to_owned(), "crisis".to_owned()];
        say("Please talk to a person now. You matter more than this message.", "", "");
        for line in questionnaire.support.lines_for(region, &kinds) {
            say(&line.unbroken(), "  ", "    ");
        }
        say(&questionnaire.support.note, "", "");
    }
    for flag in &check.flags {
        say(&format!("“{}”", flag.text), "", " ");
        say(&flag.why, "  ", "  ");
        say(&format!("Instead: {}", flag.instead), "  ", "  ");
    }
    if check.outcome == MessageOutcome::Clear {
        say(
            "I saw no common pressure words. That does not tell how the message will feel to the person who gets it.",
            "",
            "",
        );
    } else {
        say("I look only at words, so I miss things, and I flag things that are fine. You decide.", "", "");
    }
    text
}
