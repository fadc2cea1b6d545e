//! Keeps a session in its file after every reply.

use super::{error::Error, settings::local_day, ui::Ui};
use crate::{
    interview::Keeper,
    session::Session,
    store::{SaveError, Sessions},
};
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps a session under a name, once it has one.
pub(super) struct FileKeeper {
    sessions: Option<Sessions>,
    name: Option<String>,
    /// The file is not there yet: it is made when the session is over.
    is_new: bool,
    started: i64,
    now: i64,
    last_words: LastWords,
}

/// What is said when Ctrl-C ends a session that is kept; shared with whoever hears of it first.
pub(super) type LastWords = Arc<Mutex<Option<String>>>;

impl FileKeeper {
    fn new(sessions: Option<Sessions>, name: Option<String>, is_new: bool, started: i64, now: i64) -> Self {
        let keeper = Self { sessions, name, is_new, started, now, last_words: LastWords::default() };
        keeper.note_last_words();
        keeper
    }

    /// Keeps nothing until somebody asks for it; never without a place for sessions.
    pub(super) fn not_yet(sessions: Option<Sessions>, now: i64) -> Self {
        Self::new(sessions, None, false, now, now)
    }

    /// Keeps a new session under a name that must be free.
    pub(super) fn create(
        sessions: Sessions,
        name: String,
        session: &Session<'_>,
        now: i64,
    ) -> Result<Self, Error> {
        sessions.create(&name, &session.record(now, now)).map_err(|error| refused(&error))?;
        Ok(Self::new(Some(sessions), Some(name), false, now, now))
    }

    /// Goes on keeping a session.
    pub(super) fn resumed(sessions: Sessions, name: String, started: i64, now: i64) -> Self {
        Self::new(Some(sessions), Some(name), false, started, now)
    }

    /// Keeps a session once, when it is over, under a name that must be free.
    pub(super) fn at_the_end(sessions: Sessions, name: String, now: i64) -> Result<Self, Error> {
        if sessions.has(&name) {
            return Err(refused(&SaveError::Exists(name)));
        }
        Ok(Self::new(Some(sessions), Some(name), true, now, now))
    }

    /// Keeps a scripted session, whose replies came all at once.
    pub(super) fn keep_at_the_end(&mut self, session: &Session<'_>) -> Result<(), Error> {
        let (Some(sessions), Some(name)) = (&self.sessions, &self.name) else { return Ok(()) };
        let record = session.record(self.started, self.now);
        let saved = if self.is_new { sessions.create(name, &record) } else { sessions.save(name, &record) };
        saved.map_err(|error| refused(&error))
    }

    /// Says under which name the session is kept, if it is.
    pub(super) fn say_where(&self, ui: &Ui) {
        if let Some(name) = &self.name {
            ui.say(&format!("Saved as {name}. Go on, or look again, with: rekindle resume {name}"));
        }
    }

    /// Says how a summary that was not printed can be seen again, if it can.
    pub(super) fn say_where_to_see_it(&self, ui: &Ui) {
        ui.say(&match &self.name {
            Some(name) => format!("Not printed. To see it again: rekindle summary {name}"),
            None => "Not printed, and not saved.".to_owned(),
        });
    }

    /// What is to be said on Ctrl-C, whatever becomes of this keeper until then.
    pub(super) fn last_words(&self) -> LastWords {
        Arc::clone(&self.last_words)
    }

    /// Says on Ctrl-C where the answers are kept, if they are.
    pub(super) fn say_last_words(&self, ui: &Ui) {
        if let Some(words) = &*self.last_words.lock().unwrap_or_else(PoisonError::into_inner) {
            ui.say(words);
        }
    }

    fn note_last_words(&self) {
        let words = match (&self.sessions, &self.name) {
            (Some(sessions), Some(name)) if !self.is_new => Some(format!(
                "Your answers so far are kept in {}.\nGo on with: rekindle resume {name}",
                sessions.path(name).display()
            )),
            _ => None,
        };
        *self.last_words.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }

    /// Says what is still on the disk when a person leaves without a trace.
    pub(super) fn say_what_stays(&self, ui: &Ui) {
        if let (Some(sessions), Some(name)) = (&self.sessions, &self.name) {
            ui.say(&format!(
                "Your saved answers are still in {}. Delete that file to be rid of them.",
                sessions.path(name).display()
            ));
        }
    }
}

fn refused(error: &SaveError) -> Error {
    let hint = match error {
        SaveError::Exists(name) => format!("go on with `rekindle resume {name}`, or choose another name"),
        SaveError::Disk { .. } => "check the folder, its rights and the disk".to_owned(),
    };
    Error::new(error.to_string()).hint(hint)
}

/// Today's date as a name; with a number behind it when that is taken.
pub(super) fn dated_name(sessions: &Sessions, now: i64) -> String {
    let day = local_day(now);
    if !sessions.has(&day) {
        return day;
    }
    let mut number = 2;
    while sessions.has(&format!("{day}-{number}")) {
        number += 1;
    }
    format!("{day}-{number}")
}

impl Keeper for FileKeeper {
    fn keep(&mut self, session: &Session<'_>) -> Result<(), String> {
        let (Some(sessions), Some(name)) = (&self.sessions, &self.name) else { return Ok(()) };
        let saved = sessions.save(name, &session.record(self.started, self.now));
        saved.map_err(|error| {
            format!("This answer is not saved: {error}. You can go on; we try again after the next one.")
        })
    }

    fn is_keeping(&self) -> bool {
        self.name.is_some()
    }

    fn can_start(&self) -> bool {
        self.sessions.is_some()
    }

    fn start(&mut self, session: &Session<'_>) -> Result<String, String> {
        let Some(sessions) = &self.sessions else { return Err("There is no place to save.".to_owned()) };
        let name = dated_name(sessions, self.now);
        let record = session.record(self.started, self.now);
        sessions.create(&name, &record).map_err(|error| format!("It could not be saved: {error}."))?;
        self.name = Some(name.clone());
        self.note_last_words();
        Ok(name)
    }

    fn delete(&mut self) -> Result<(), String> {
        let (Some(sessions), Some(name)) = (&self.sessions, &self.name) else { return Ok(()) };
        sessions.delete(name).map_err(|error| format!("It could not be deleted: {error}."))?;
        self.sessions = None;
        self.name = None;
        self.note_last_words();
        Ok(())
    }
}
