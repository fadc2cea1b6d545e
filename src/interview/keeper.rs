//! What keeps a session while it is led.

use crate::session::Session;

/// Keeps a session after every reply.
pub trait Keeper {
    /// Keeps it as it is now; says why when it cannot.
    ///
    /// # Errors
    /// What went wrong, for the person to read.
    fn keep(&mut self, session: &Session<'_>) -> Result<(), String>;

    /// Whether anything is kept at all.
    fn is_keeping(&self) -> bool;

    /// Whether a session that is not kept yet may be offered to be.
    fn can_start(&self) -> bool;

    /// Keeps the session from now on; gives the name it is kept under.
    ///
    /// # Errors
    /// What went wrong, for the person to read.
    fn start(&mut self, session: &Session<'_>) -> Result<String, String>;

    /// Deletes what is kept, and keeps nothing more.
    ///
    /// # Errors
    /// What went wrong, for the person to read.
    fn delete(&mut self) -> Result<(), String>;
}

/// Keeps nothing.
#[derive(Debug, Default)]
pub struct NoKeeper;

impl Keeper for NoKeeper {
    fn keep(&mut self, _session: &Session<'_>) -> Result<(), String> {
        Ok(())
    }

    fn is_keeping(&self) -> bool {
        false
    }

    fn can_start(&self) -> bool {
        false
    }

    fn start(&mut self, _session: &Session<'_>) -> Result<String, String> {
        Err("nothing is kept here".to_owned())
    }

    fn delete(&mut self) -> Result<(), String> {
        Ok(())
    }
}
