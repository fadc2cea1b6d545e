//! What went wrong, in one shape for every command: a kind, its source in words, and hints. The kind alone picks the exit code.

use crate::diagnostic::Diagnostic;
use std::io;

/// The kinds of failure, each with its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something is wrong with a file, an answer or the disk: 1.
    Wrong,
    /// The command line makes no sense: 2.
    Usage,
    /// A required answer is missing: 3.
    Unfinished,
    /// Ctrl-C: 130.
    Interrupted,
    /// Nobody reads the output any more: 0.
    ClosedPipe,
}

impl Kind {
    pub(super) fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Wrong => 1,
            Self::Usage => 2,
            Self::Unfinished => 3,
            Self::Interrupted => 130,
        }
    }
}

/// A failure.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) kind: Kind,
    /// In a sentence; may be empty when diagnostics say it all.
    pub(super) message: String,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) hints: Vec<String>,
}

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { kind: Kind::Wrong, message: message.into(), diagnostics: Vec::new(), hints: Vec::new() }
    }

    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, ..Self::new(message) }
    }

    pub(super) fn unfinished(message: impl Into<String>) -> Self {
        Self { kind: Kind::Unfinished, ..Self::new(message) }
    }

    pub(super) fn interrupted() -> Self {
        Self { kind: Kind::Interrupted, ..Self::new("") }
    }

    pub(super) fn from_diagnostics(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, ..Self::new("") }
    }

    /// Everything it says, as diagnostics.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let own = (!self.message.is_empty()).then(|| {
            let help = (!self.hints.is_empty()).then(|| self.hints.join("; "));
            Diagnostic::placeless("", self.message).maybe_help(help)
        });
        self.diagnostics.into_iter().chain(own).collect()
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<io::Error> for Error {
    /// For writing to stdout and stderr, whose reader may have gone.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { kind: Kind::ClosedPipe, ..Self::new("") };
        }
        Self::new(format!("cannot write: {error}")).hint("is the disk full?")
    }
}
