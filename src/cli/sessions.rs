//! Saved sessions by name.

use super::error::Error;
use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    questionnaire::Questionnaire,
    session::Record,
    store::{Sessions, check_name},
};

/// The session that was named, or the last one.
pub(super) fn session_name(name: Option<&str>, sessions: &Sessions) -> Result<String, Error> {
    match name {
        Some(name) => {
            check_name(name).map_err(|error| Error::usage(error.to_string()))?;
            if sessions.has(name) {
                return Ok(name.to_owned());
            }
            let names = sessions.names();
            let near = did_you_mean(name, names.iter().map(String::as_str));
            let error = Error::new(format!("there is no saved session `{name}`"));
            Err(error.hint(near.unwrap_or_else(|| "save one with `rekindle --save NAME`".to_owned())))
        }
        None => sessions.names().into_iter().next().ok_or_else(|| {
            Error::new("there is no saved session").hint("save one with `rekindle --save NAME`")
        }),
    }
}

/// A saved session.
pub(super) fn load(
    sessions: &Sessions,
    name: &str,
    questionnaire: &Questionnaire,
) -> Result<(Record, Vec<Diagnostic>), Error> {
    sessions.load(name, questionnaire).map_err(Error::from_diagnostics)
}
