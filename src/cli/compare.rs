//! `rekindle compare`: two sessions side by side.

use super::{
    args::{CommonArgs, CompareArgs, Format},
    error::Error,
    pdf::{self, check_format},
    sessions::session_name,
    settings::{Surroundings, local_day, questionnaire, region},
    summary::{saved_session, session_of_file},
    ui::Ui,
};
use crate::{
    diagnostic::Diagnostic,
    questionnaire::Questionnaire,
    render,
    session::Session,
    store::check_name,
    summary::{self, Sitting},
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// One of the two, as it was found.
struct Found<'q> {
    name: String,
    session: Session<'q>,
    /// The version of the questionnaire that it was answered in, where that is known.
    version: Option<String>,
    /// When it was last changed: seconds since 1970, UTC, where that is known.
    updated: Option<i64>,
    paused: bool,
}

impl<'q> Found<'q> {
    fn sitting(&self) -> Sitting<'_, 'q> {
        Sitting {
            name: self.name.clone(),
            day: self.updated.map(local_day),
            session: &self.session,
            paused: self.paused,
        }
    }
}

/// What changed between two sessions.
pub(super) fn compare(
    args: &CompareArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &Ui,
) -> Result<ExitCode, Error> {
    check_format(common, surroundings, ui)?;
    let questionnaire = questionnaire(common)?;
    let region = region(common, questionnaire)?.code;
    let found = |name: &str| find(name, questionnaire, &region, surroundings, ui);
    let (old, new) = match (found(&args.old), found(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        // What is wrong with both is said in one run.
        (Err(one), Err(other)) if one.kind == other.kind => {
            let kind = one.kind;
            let faults = one.into_diagnostics().into_iter().chain(other.into_diagnostics());
            return Err(Error { kind, ..Error::from_diagnostics(faults.collect()) });
        }
        (Err(error), _) | (_, Err(error)) => return Err(error),
    };
    warn(&old, &new, questionnaire, ui);
    let comparison = summary::compare(&old.sitting(), &new.sitting(), &region);
    let text = match common.format {
        Format::Text => render::comparison_text(&comparison, ui.stdout_style()),
        Format::Markdown => render::comparison_markdown(&comparison),
        Format::Html => render::comparison_html(&comparison),
        Format::Json => render::json_text(&render::comparison_json(&comparison)),
        Format::Pdf => {
            ui.print_bytes(&pdf::of_comparison(&comparison)?)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    ui.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A saved session by its name, or else the session of an answers file.
fn find<'q>(
    name: &str,
    questionnaire: &'q Questionnaire,
    region: &str,
    surroundings: &Surroundings,
    ui: &Ui,
) -> Result<Found<'q>, Error> {
    if name == "-" {
        return Err(Error::usage("`-` cannot be compared: two things cannot come from one input")
            .hint("name a saved session, or an answers file"));
    }
    let sessions = surroundings.sessions().ok();
    let saved = sessions.filter(|sessions| check_name(name).is_ok() && sessions.has(name));
    if let Some(sessions) = saved {
        let (session, record) = saved_session(name, &sessions, questionnaire, ui)?;
        return Ok(Found {
            name: name.to_owned(),
            paused: !session.is_finished(),
            session,
            version: Some(record.version),
            updated: Some(record.updated),
        });
    }
    if is_path(name) {
        let (session, about) = session_of_file(&PathBuf::from(name), questionnaire, region, ui)?;
        return Ok(Found {
            name: name.to_owned(),
            session,
            version: about.get("_version").cloned(),
            updated: about.get("_updated").and_then(|text| text.parse().ok()),
            paused: false,
        });
    }
    let missing = session_name(Some(name), &surroundings.sessions()?).err();
    Err(missing.unwrap_or_else(|| Error::new(format!("there is no saved session `{name}`"))))
}

/// What looks like a file: a name with a folder in it, or with the ending of an answers file.
fn is_path(name: &str) -> bool {
    let ending = Path::new(name).extension();
    name.contains('/')
        || ending
            .is_some_and(|ending| ending.eq_ignore_ascii_case("toml") || ending.eq_ignore_ascii_case("json"))
}

/// What makes a comparison less sure is said beside it.
fn warn(old: &Found<'_>, new: &Found<'_>, questionnaire: &Questionnaire, ui: &Ui) {
    let mut warnings = Vec::new();
    for found in [old, new] {
        if let Some(version) = found.version.as_ref().filter(|version| **version != questionnaire.version) {
            let message = format!(
                "`{}` was answered in version {version} of these questions, and this is version {}",
                found.name, questionnaire.version
            );
            warnings.push(
                Diagnostic::placeless("other-version", message)
                    .help("a question may have changed its words since then")
                    .into_warning(),
            );
        }
    }
    if let (Some(before), Some(after)) = (old.updated, new.updated)
        && before > after
    {
        let message = format!("`{}` is the later one of the two", old.name);
        let help = format!("the earlier one comes first: rekindle compare {} {}", new.name, old.name);
        warnings.push(Diagnostic::placeless("later-first", message).help(help).into_warning());
    }
    ui.draw(&warnings);
}
