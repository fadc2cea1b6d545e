//! Saved sessions: one private file each, always whole.

use super::disk::{UNFINISHED, plain, read_text, write_whole};
use crate::{diagnostic::Diagnostic, questionnaire::Questionnaire, session::Record};
use rustix::{
    io::Errno,
    process::{Pid, test_kill_process},
};
use std::{
    ffi::OsStr,
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
    time::{Duration, SystemTime},
};

/// The folder of saved sessions.
#[derive(Debug, Clone)]
pub struct Sessions {
    folder: PathBuf,
}

/// Why a name cannot be a session's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be a session's name: use letters, digits, `-` and `_`, at most 64")]
pub struct NameError(String);

/// Why a session could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is one with this name.
    #[error("there is a session `{0}` already")]
    Exists(String),
    /// The disk said no.
    #[error("cannot save `{}`: {}", path.display(), plain(error))]
    Disk {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// Whether a name can be a session's: it becomes a file's name, and must never leave its folder.
///
/// # Errors
/// When it cannot.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let good = !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if good { Ok(()) } else { Err(NameError(name.to_owned())) }
}

impl Sessions {
    /// The sessions in `folder`, which need not be there yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where the session with this name is kept.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.toml"))
    }

    /// Whether there is a session with this name.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// The names of all sessions, the one changed last first.
    pub fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<(std::time::SystemTime, String)> = entries
            .flatten()
            .filter_map(|entry| {
                let path = entry.path();
                let name = path.file_stem()?.to_str()?.to_owned();
                let is_session = path.extension() == Some(OsStr::new("toml")) && check_name(&name).is_ok();
                let changed = entry.metadata().and_then(|about| about.modified()).ok()?;
                is_session.then_some((changed, name))
            })
            .collect();
        found.sort_by(|one, other| other.cmp(one));
        found.into_iter().map(|(_, name)| name).collect()
    }

    /// Takes a name for a new session, by writing its first record.
    ///
    /// # Errors
    /// When there is one with this name, or it cannot be written.
    pub fn create(&self, name: &str, record: &Record) -> Result<(), SaveError> {
        if self.has(name) {
            return Err(SaveError::Exists(name.to_owned()));
        }
        self.save(name, record)
    }

    /// Writes a record over the one before: afterwards the file holds all of the one or all of the other.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, name: &str, record: &Record) -> Result<(), SaveError> {
        let path = self.path(name);
        let failed = |error| SaveError::Disk { path: path.clone(), error };
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).map_err(failed)?;
        self.sweep();
        write_whole(&path, record.to_text().as_bytes()).map_err(failed)
    }

    /// Reads a session.
    ///
    /// # Errors
    /// Everything that is wrong with its file.
    pub fn load(
        &self,
        name: &str,
        questionnaire: &Questionnaire,
    ) -> Result<(Record, Vec<Diagnostic>), Vec<Diagnostic>> {
        let source = read_text(&self.path(name)).map_err(|fault| vec![*fault])?;
        Record::from_text(&source, questionnaire)
    }

    /// Keeps a copy of a session's file as it is beside it, and tells where. The copy is no session of its own.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_aside(&self, name: &str) -> Result<PathBuf, SaveError> {
        let path = self.folder.join(format!("{name}.toml.kept"));
        let text = fs::read_to_string(self.path(name));
        let kept = text.and_then(|text| write_whole(&path, text.as_bytes()));
        kept.map_err(|error| SaveError::Disk { path: path.clone(), error }).map(|()| path)
    }

    /// Deletes a session.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn delete(&self, name: &str) -> Result<(), SaveError> {
        let path = self.path(name);
        fs::remove_file(&path).map_err(|error| SaveError::Disk { path, error })
    }

    /// Takes away what a kill in the middle of a save left behind. That it fails is no reason not to save.
    fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(UNFINISHED)) else { continue };
            if is_left_behind(rest, entry.metadata().and_then(|about| about.modified()).ok()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether nobody writes an unfinished file any more, by the rest of its name: its process has ended, or an hour went by, as
/// another process may have that id now. A save takes milliseconds.
fn is_left_behind(rest: &str, changed: Option<SystemTime>) -> bool {
    let is_old = changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > Duration::from_secs(3600));
    let id = rest.split('-').next().and_then(|id| id.parse().ok()).and_then(Pid::from_raw);
    // Only "no such process" says that it has ended; one of another user cannot be asked, and lives.
    let is_alive = id.is_some_and(|id| test_kill_process(id) != Err(Errno::SRCH));
    is_old || (id.is_some() && !is_alive)
}
