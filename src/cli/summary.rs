//! `rekindle summary`, and printing a summary in any format.

use super::{
    answers::supplied,
    args::{CommonArgs, Format, SummaryArgs},
    error::Error,
    pager::{self, Reading},
    pdf::{self, check_format},
    sessions::{load, session_name},
    settings::{Surroundings, questionnaire, region},
    ui::Ui,
    warnings::{missing, warn},
};
use crate::{
    interview::{self, InterviewError, NoKeeper, Scripted, Settings},
    questionnaire::Questionnaire,
    render,
    session::{Manner, Record, Session},
    store::Sessions,
    summary::{self, Summary},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Prints a summary in the format that was asked for.
pub(super) fn print(summary: &Summary, format: Format, ui: &Ui) -> Result<(), Error> {
    let text = match format {
        Format::Text => render::text(summary, ui.stdout_style()),
        Format::Markdown => render::markdown(summary),
        Format::Html => render::html(summary),
        Format::Json => render::json_text(&render::json(summary)),
        Format::Pdf => return ui.print_bytes(&pdf::of_summary(summary)?),
    };
    ui.print(&text)
}

/// For a command that has only text and JSON to print.
pub(super) fn only_text_or_json(format: Format) -> Result<(), Error> {
    match format {
        Format::Text | Format::Json => Ok(()),
        Format::Markdown | Format::Html | Format::Pdf => {
            Err(Error::usage("only summaries come as markdown, html and pdf")
                .hint("use --format text or json here"))
        }
    }
}

/// The summary of a saved session, or of answers files.
pub(super) fn summary(
    args: &SummaryArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    check_format(common, surroundings, ui)?;
    let questionnaire = questionnaire(common)?;
    let region = region(common, questionnaire)?.code;
    let (summary, name) = match args.answers.as_slice() {
        [] => {
            let (summary, name) = saved(args, questionnaire, &region, surroundings, ui)?;
            (summary, Some(name))
        }
        [file] => (of_file(file, questionnaire, &region, ui)?, None),
        files if common.format == Format::Json => {
            ui.print(&many(files, questionnaire, &region, ui)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        _ => {
            return Err(Error::usage("many answers files can only be printed as JSON, one line each")
                .hint("add --format json, or name one file"));
        }
    };
    match pager::open(&summary, common, surroundings, ui) {
        Reading::Print => print(&summary, common.format, ui)?,
        Reading::Enough => ui.say(&name.map_or_else(
            || "Not printed.".to_owned(),
            |name| format!("Not printed. To see it again: rekindle summary {name}"),
        )),
        Reading::Left => return Ok(ExitCode::from(3)),
        Reading::Interrupted => return Err(Error::interrupted()),
    }
    Ok(ExitCode::SUCCESS)
}

/// The summary of the session that was named, or of the last one, and its name.
fn saved(
    args: &SummaryArgs,
    questionnaire: &Questionnaire,
    region: &str,
    surroundings: &Surroundings,
    ui: &Ui,
) -> Result<(Summary, String), Error> {
    let sessions = surroundings.sessions()?;
    let name = session_name(args.name.as_deref(), &sessions)?;
    let (session, _) = saved_session(&name, &sessions, questionnaire, ui)?;
    Ok((summary::build(&session, region, !session.is_finished()), name))
}

/// A saved session as it stands, with its record.
pub(super) fn saved_session<'q>(
    name: &str,
    sessions: &Sessions,
    questionnaire: &'q Questionnaire,
    ui: &Ui,
) -> Result<(Session<'q>, Record), Error> {
    let (record, warnings) = load(sessions, name, questionnaire)?;
    ui.draw(&warnings);
    // What came to its end did so without a question more.
    let manner = Manner { asks_hints: !record.finished, ..Manner::default() };
    Ok((Session::restore(questionnaire, manner, &record), record))
}

fn of_file(file: &Path, questionnaire: &Questionnaire, region: &str, ui: &Ui) -> Result<Summary, Error> {
    let (session, _) = session_of_file(file, questionnaire, region, ui)?;
    Ok(summary::build(&session, region, false))
}

/// The session that an answers file leads through, with what the file says about itself.
pub(super) fn session_of_file<'q>(
    file: &Path,
    questionnaire: &'q Questionnaire,
    region: &str,
    ui: &Ui,
) -> Result<(Session<'q>, BTreeMap<String, String>), Error> {
    let given = supplied(questionnaire, Some(file), &[])?;
    ui.draw(&given.warnings);
    let manner = Manner { supplied: given.answers.clone(), ..Manner::default() };
    let mut session = Session::new(questionnaire, manner);
    let settings = Settings { region: region.to_owned(), has_person: false, resumed: false };
    let mut face = Scripted::new(given.answers);
    match interview::run(&mut session, &mut face, &mut NoKeeper, &settings) {
        Ok(_) => {}
        Err(InterviewError::MissingRequired(id)) => {
            let error = missing(&mut session, &id, region, ui);
            return Err(Error { message: format!("`{}`: {}", file.display(), error.message), ..error });
        }
        Err(other) => return Err(Error::new(format!("`{}`: {other}", file.display()))),
    }
    session.look_at_supplied();
    warn(&session, ui);
    Ok((session, given.about))
}

/// One line of JSON a file; when any of them has a fault, the faults of all of them and no line.
fn many(files: &[PathBuf], questionnaire: &Questionnaire, region: &str, ui: &Ui) -> Result<String, Error> {
    let mut lines = String::new();
    let mut faults = Vec::new();
    for file in files {
        match of_file(file, questionnaire, region, ui) {
            Ok(summary) => lines += &render::json_line(&render::json(&summary)),
            Err(error) => faults.extend(error.into_diagnostics()),
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(Error::from_diagnostics(faults)) }
}
