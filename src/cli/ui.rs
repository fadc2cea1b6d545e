//! The only printer: summaries to stdout or a file, everything else to stderr.

use super::{
    args::CommonArgs,
    error::{Error, Kind},
    settings::Surroundings,
};
use crate::{diagnostic::Diagnostic, render::TextStyle, store};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// More than these nobody reads in one go.
const MOST_DRAWN: usize = 50;

/// Prints, in the colours and at the width that were asked for.
pub(super) struct Ui {
    stdout_style: TextStyle,
    stderr_style: TextStyle,
    output: Option<PathBuf>,
    force: bool,
}

impl Ui {
    pub(super) fn new(common: &CommonArgs, surroundings: &Surroundings) -> Self {
        let width = surroundings.width(common);
        // A file gets no colours, unless they are asked for by name.
        let on_terminal = surroundings.stdout_is_terminal && common.output.is_none();
        Self {
            stdout_style: TextStyle { width, color: surroundings.color(common.color, on_terminal) },
            stderr_style: TextStyle {
                width,
                color: surroundings.color(common.color, surroundings.stderr_is_terminal),
            },
            output: common.output.clone().filter(|path| path.as_os_str() != "-"),
            force: common.force,
        }
    }

    /// From now on, text is laid out at this width: the window may have changed.
    pub(super) fn fit(&mut self, width: usize) {
        self.stdout_style.width = width;
        self.stderr_style.width = width;
    }

    /// How text on stdout, or in the file of `--output`, is laid out.
    pub(super) fn stdout_style(&self) -> TextStyle {
        self.stdout_style
    }

    /// How text on stderr is laid out.
    pub(super) fn stderr_style(&self) -> TextStyle {
        self.stderr_style
    }

    /// Whether the file of `--output` can be made: found out before a person spends half an hour.
    pub(super) fn check_output(&self) -> Result<(), Error> {
        let Some(path) = &self.output else { return Ok(()) };
        store::can_write_new(path, self.force).map_err(|error| cannot_write(path, &error))
    }

    /// Whether what is printed goes into a file of its own.
    pub(super) fn has_output(&self) -> bool {
        self.output.is_some()
    }

    /// Prints the outcome of a command, whole: to stdout, or into the file of `--output`.
    pub(super) fn print(&self, text: &str) -> Result<(), Error> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints what is no text, whole: to stdout, or into the file of `--output`.
    pub(super) fn print_bytes(&self, content: &[u8]) -> Result<(), Error> {
        let Some(path) = &self.output else {
            let mut stdout = io::stdout().lock();
            return Ok(stdout.write_all(content).and_then(|()| stdout.flush())?);
        };
        store::write_new(path, content, self.force).map_err(|error| cannot_write(path, &error))
    }

    /// Says a line on stderr. Nobody being there to read it is no reason to stop.
    #[expect(clippy::unused_self, reason = "the one printer: what it needs of itself may change")]
    pub(super) fn say(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Draws diagnostics on stderr.
    pub(super) fn draw(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics.iter().take(MOST_DRAWN) {
            // One that comes from the command line itself has no code.
            self.say(&(diagnostic.draw(self.stderr_style.color).replacen("error[]", "error", 1) + "\n"));
        }
        if let Some(more @ 1..) = diagnostics.len().checked_sub(MOST_DRAWN) {
            self.say(&format!("… and {more} more of the kind."));
        }
    }

    /// Says what went wrong and gives the exit code for it.
    pub(super) fn fail(&self, error: Error) -> ExitCode {
        let kind = error.kind;
        if !matches!(kind, Kind::ClosedPipe | Kind::Interrupted) {
            let diagnostics = error.into_diagnostics();
            self.draw(&diagnostics);
            let count = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
            if count > 1 {
                self.say(&format!("{count} errors. Nothing was done."));
            }
        }
        ExitCode::from(kind.exit_code())
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    let name = path.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        Error::new(format!("`{name}` is there already")).hint("choose another name, or add --force")
    } else {
        Error::new(format!("cannot write `{name}`: {error}"))
            .hint("check the folder, its rights and the disk")
    }
}
