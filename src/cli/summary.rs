//! `rekindle summary`, and printing a summary in any format.

use super::{
    answers::supplied,
    args::{CommonArgs, Format, SummaryArgs},
    error::Error,
    sessions::{load, session_name},
    settings::{Surroundings, questionnaire, region},
    ui::Ui,
};
use crate::{
    interview::{self, NoKeeper, Scripted, Settings},
    render,
    session::{Manner, Session},
    summary::{self, Summary},
};
use std::process::ExitCode;

/// Prints a summary in the format that was asked for.
pub(super) fn print(summary: &Summary, format: Format, ui: &Ui) -> Result<(), Error> {
    let text = match format {
        Format::Text => render::text(summary, ui.stdout_style()),
        Format::Markdown => render::markdown(summary),
        Format::Html => render::html(summary),
        Format::Json => pretty(&render::json(summary)),
    };
    ui.print(&text)
}

/// For a command that has only text and JSON to print.
pub(super) fn only_text_or_json(format: Format) -> Result<(), Error> {
    match format {
        Format::Text | Format::Json => Ok(()),
        Format::Markdown | Format::Html => {
            Err(Error::usage("only summaries come as markdown and html")
                .hint("use --format text or json here"))
        }
    }
}

/// JSON as people can read it, with a line end.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// The summary of a saved session, or of an answers file.
pub(super) fn summary(
    args: &SummaryArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    let questionnaire = questionnaire(common)?;
    let region = region(common, &questionnaire)?;
    let mut session;
    let mut paused = false;
    if let Some(path) = &args.answers {
        let given = supplied(&questionnaire, Some(path), &[])?;
        ui.draw(&given.warnings);
        let manner = Manner { supplied: given.answers.clone(), ..Manner::default() };
        session = Session::new(&questionnaire, manner);
        let settings = Settings { region: region.code.clone(), has_person: false, resumed: false };
        let mut face = Scripted::new(given.answers);
        interview::run(&mut session, &mut face, &mut NoKeeper, &settings).map_err(|error| match error {
            interview::InterviewError::MissingRequired(id) => {
                Error::unfinished(format!("the question `{id}` needs an answer"))
            }
            other => Error::new(other.to_string()),
        })?;
        session.look_at_supplied();
    } else {
        let sessions = surroundings.sessions()?;
        let name = session_name(args.name.as_deref(), &sessions)?;
        let (record, warnings) = load(&sessions, &name, &questionnaire)?;
        ui.draw(&warnings);
        session = Session::restore(&questionnaire, Manner { asks_hints: true, ..Manner::default() }, &record);
        paused = !session.is_finished();
    }
    print(&summary::build(&session, &region.code, paused), common.format, ui)?;
    Ok(ExitCode::SUCCESS)
}
