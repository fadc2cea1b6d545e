//! What the command line and the surroundings mean together.

use super::{
    args::{ColorChoice, CommonArgs},
    error::Error,
};
use crate::{
    questionnaire::{Checked, Questionnaire, check},
    store::{self, Sessions},
};
use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

/// The environment, the clock and the streams, read once at the start.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact about the process")]
pub(super) struct Surroundings {
    pub(super) stdin_is_terminal: bool,
    pub(super) stdout_is_terminal: bool,
    pub(super) stderr_is_terminal: bool,
    no_color: bool,
    force_color: bool,
    term: String,
    accessible: bool,
    /// The person's own editor: `VISUAL`, else `EDITOR`.
    pub(super) editor: Option<String>,
    state_dir: Option<PathBuf>,
    /// Seconds since 1970, UTC.
    pub(super) now: i64,
}

impl Surroundings {
    pub(super) fn of_process() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let is_on =
            |name: &str| set(name).is_some_and(|value| !matches!(value.to_str(), Some("0" | "false")));
        Self {
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            no_color: set("NO_COLOR").is_some(),
            force_color: is_on("CLICOLOR_FORCE"),
            term: env::var("TERM").unwrap_or_default(),
            accessible: is_on("ACCESSIBLE"),
            editor: ["VISUAL", "EDITOR"]
                .into_iter()
                .find_map(set)
                .and_then(|editor| editor.into_string().ok()),
            state_dir: state_dir(),
            now: now(),
        }
    }

    /// Whether a stream is coloured.
    pub(super) fn color(&self, choice: ColorChoice, is_terminal: bool) -> bool {
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if self.no_color => false,
            ColorChoice::Auto if self.force_color => true,
            ColorChoice::Auto => is_terminal && !self.is_dumb(),
        }
    }

    pub(super) fn is_dumb(&self) -> bool {
        self.term.is_empty() || self.term == "dumb"
    }

    /// Whether prompts are plain though a terminal is there.
    pub(super) fn wants_plain(&self, common: &CommonArgs) -> bool {
        common.plain || self.accessible || self.is_dumb()
    }

    /// The width to wrap at: as asked for, or the terminal's just now, but no wider than reads well.
    pub(super) fn width(&self, common: &CommonArgs) -> usize {
        let size = || console::Term::stdout().size_checked().or(console::Term::stderr().size_checked());
        let is_terminal = self.stdout_is_terminal || self.stderr_is_terminal;
        let columns = is_terminal.then(size).flatten().map(|(_, columns)| columns);
        common.width.map_or_else(|| usize::from(columns.unwrap_or(80)).clamp(20, 80), usize::from)
    }

    /// Where sessions are kept.
    pub(super) fn sessions(&self) -> Result<Sessions, Error> {
        let folder = self.state_dir.clone().ok_or_else(|| {
            Error::new("there is no place to keep sessions")
                .hint("set REKINDLE_STATE_DIR, XDG_STATE_HOME or HOME to a folder of yours")
        })?;
        Ok(Sessions::new(folder))
    }
}

/// The region for help lines: as asked for, or the locale's country.
pub(super) fn region(common: &CommonArgs, questionnaire: &Questionnaire) -> Result<Region, Error> {
    let regions = &questionnaire.support.regions;
    if let Some(region) = &common.region {
        let code = region.to_uppercase();
        if code.len() != 2 && !regions.contains_key(&code) {
            return Err(Error::usage(format!("`{region}` is not a country's code"))
                .hint(format!("write two letters, such as GB; there are: {}", codes(questionnaire))));
        }
        let known = regions.contains_key(&code);
        return Ok(Region {
            code: if known { code.clone() } else { questionnaire.support.fallback.clone() },
            unknown: (!known).then_some(code),
            is_guess: !known,
        });
    }
    let locale = locale_country().filter(|code| regions.contains_key(code));
    let is_guess = locale.is_none();
    let code = locale.unwrap_or_else(|| questionnaire.support.fallback.clone());
    Ok(Region { code, unknown: None, is_guess })
}

/// A region that there are help lines for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) code: String,
    /// The country that was asked for and has no lines of its own.
    pub(super) unknown: Option<String>,
    /// Neither the command line nor the locale names one that there are lines for: a person may be asked.
    pub(super) is_guess: bool,
}

fn codes(questionnaire: &Questionnaire) -> String {
    questionnaire.support.regions.keys().cloned().collect::<Vec<_>>().join(", ")
}

/// `GB` of `en_GB.UTF-8`. Read from the environment as every program on this platform does.
fn locale_country() -> Option<String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))?;
    let country = locale.split(['.', '@']).next()?.split(['_', '-']).nth(1)?.to_uppercase();
    (country.len() == 2).then_some(country)
}

/// `$REKINDLE_STATE_DIR`, or `$XDG_STATE_HOME/rekindle`, or `~/.local/state/rekindle`.
fn state_dir() -> Option<PathBuf> {
    let path = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    path("REKINDLE_STATE_DIR")
        // The XDG base directory specification: a relative path is to be ignored.
        .or_else(|| {
            path("XDG_STATE_HOME").filter(|path| path.is_absolute()).map(|path| path.join("rekindle"))
        })
        .or_else(|| path("HOME").map(|home| home.join(".local/state/rekindle")))
}

/// The day where the person is, as `2026-11-23`: what `TZ` or the system says of the time zone.
pub(super) fn local_day(now: i64) -> String {
    let instant = jiff::Timestamp::from_second(now).unwrap_or_default();
    instant.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d").to_string()
}

/// The time, or the one that `SOURCE_DATE_EPOCH` fixes.
fn now() -> i64 {
    let fixed = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    fixed.unwrap_or_else(|| jiff::Timestamp::now().as_second())
}

/// The shipped questionnaire, whatever else was asked for.
pub(super) fn shipped_questionnaire() -> &'static Questionnaire {
    Box::leak(Box::new(store::shipped()))
}

/// The questionnaire that was asked for, checked; its warnings are the author's business. There is one a run, and the
/// system takes it back at the end quicker than piece by piece.
pub(super) fn questionnaire(common: &CommonArgs) -> Result<&'static Questionnaire, Error> {
    let Some(path) = questions_folder(common) else { return Ok(shipped_questionnaire()) };
    let folder = store::folder(&path).map_err(Error::from_diagnostics)?;
    let Checked { questionnaire, .. } = check(&folder).map_err(Error::from_diagnostics)?;
    Ok(Box::leak(Box::new(questionnaire)))
}

/// The questionnaire's folder, when another than the shipped one was asked for. An empty variable counts as not set.
pub(super) fn questions_folder(common: &CommonArgs) -> Option<PathBuf> {
    let from_environment = || env::var_os("REKINDLE_QUESTIONS").filter(|value| !value.is_empty());
    common.questions.clone().or_else(|| from_environment().map(PathBuf::from))
}
