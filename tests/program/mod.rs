//! Runs the built program hermetically: no environment but what a test gives, a folder of its own, a fixed clock.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::{
    ffi::OsStr,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// Noon of 23 November 2026, UTC.
pub const NOW: i64 = 1_795_435_200;

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The JSON on stdout.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A home for runs of the program: its folder goes when the test ends.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path().join(name), content).expect("a file in the temporary folder");
        self
    }

    /// The program, ready to be run in the folder.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rekindle"));
        command.env_clear().current_dir(self.path());
        command.env("REKINDLE_STATE_DIR", self.path().join("state"));
        command.env("SOURCE_DATE_EPOCH", NOW.to_string());
        command.env("TZ", "UTC");
        command
    }

    /// Runs the program with nothing on its standard input.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        self.run_with(args, "", &[])
    }

    /// Runs the program with this standard input and these variables.
    pub fn run_with<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        stdin: impl AsRef<[u8]>,
        variables: &[(&str, &str)],
    ) -> Ran {
        let mut command = self.command();
        command.args(args).envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        let bytes = stdin.as_ref().to_vec();
        // The program may end before it has read everything: then the pipe is closed, and that is fine.
        let writer = std::thread::spawn(move || drop(input.write_all(&bytes)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }
}

/// The gates that have an example, strictest first: every one of the shipped questionnaire's.
pub const GATED: [&str; 15] = [
    "not-safe-now",
    "crisis",
    "law",
    "age",
    "fear-me",
    "fear-them",
    "pursuit",
    "stop",
    "silence",
    "new-partner",
    "coerced",
    "power",
    "minor",
    "wait",
    "unknown",
];

/// All examples of an outcome: the open path and every gate.
pub fn outcomes() -> impl Iterator<Item = &'static str> {
    std::iter::once("open").chain(GATED)
}

/// An example of the shipped questionnaire.
pub fn example(name: &str) -> String {
    format!("{}/questions/examples/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}
