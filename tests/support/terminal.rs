//! The program on a pseudo-terminal, and what a person would see of it. Everything is waited for; nothing sleeps.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    fmt::Write as _,
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long anything may take before the test fails, with the screen as it is then.
const PATIENCE: Duration = Duration::from_secs(20);
/// A frame is drawn between these two marks; the screen is looked at only when it is whole.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

struct Seen {
    parser: vt100::Parser,
    /// Bytes of a frame that is not whole yet.
    pending: Vec<u8>,
    raw: Vec<u8>,
    ended: bool,
    /// The reader is to let go of the terminal.
    closing: bool,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.pending.extend_from_slice(bytes);
        let begins = last(&self.pending, FRAME_BEGINS);
        let ends = last(&self.pending, FRAME_ENDS);
        let whole = match (begins, ends) {
            (Some(begins), None) => begins,
            (Some(begins), Some(ends)) if ends < begins => begins,
            _ => self.pending.len(),
        };
        let whole: Vec<u8> = self.pending.drain(..whole).collect();
        self.parser.process(&whole);
    }
}

fn last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}

/// A program on a terminal of its own.
pub struct Terminal {
    seen: Arc<(Mutex<Seen>, Condvar)>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept, so that the terminal outlives the program and can be looked at.
    _slave: Box<dyn SlavePty + Send>,
    /// The terminal's settings before the program had it.
    found: String,
    pub home: TempDir,
}

/// What a program is started with.
pub struct Start {
    program: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    files: Vec<(String, String)>,
    size: (u16, u16),
}

impl Start {
    /// The program itself, with these arguments.
    pub fn rekindle(arguments: &[&str]) -> Self {
        Self::other(env!("CARGO_BIN_EXE_rekindle"), arguments)
    }

    /// Another program.
    pub fn other(program: &str, arguments: &[&str]) -> Self {
        Self {
            program: program.to_owned(),
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
            environment: Vec::new(),
            files: Vec::new(),
            size: (24, 80),
        }
    }

    /// A session with the questionnaire that has a question of every kind, all answered but those named.
    pub fn kinds(asked: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
        let mut start = Self::rekindle(&["ask", "--questions", folder.to_str().expect("a path")]);
        for (id, value) in [
            ("calm", "yes"),
            ("one", "fine"),
            ("many", "slept,ate"),
            ("order", "ate,slept"),
            ("scale", "4"),
            ("long_scale", "12"),
            ("short", "few"),
            ("long", "many"),
            ("town", "nara"),
        ] {
            if !asked.contains(&id) {
                start.arguments.extend(["--set".to_owned(), format!("{id}={value}")]);
            }
        }
        start
    }

    #[must_use]
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        self
    }

    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A file in the folder where it is started.
    #[must_use]
    pub fn file(mut self, name: &str, text: &str) -> Self {
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Columns and rows, as people say them.
    #[must_use]
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (rows, columns);
        self
    }

    /// Starts it: no environment but what is given here, and a folder of its own.
    pub fn run(self) -> Terminal {
        let home = TempDir::new().expect("a temporary folder");
        for (name, text) in &self.files {
            std::fs::write(home.path().join(name), text).expect("a file");
        }
        let (rows, columns) = self.size;
        let pty = native_pty_system().openpty(pty_size(rows, columns)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("SOURCE_DATE_EPOCH", "1795435200"),
            ("TZ", "UTC"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("REKINDLE_STATE_DIR", home.path().join("state"));
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command.cwd(home.path());
        let found = format!("{:?}", pty.master.get_termios());
        let child = pty.slave.spawn_command(command).expect("the program starts");
        let parser = vt100::Parser::new(nonzero(rows), nonzero(columns), 200);
        let seen = Arc::new((
            Mutex::new(Seen { parser, pending: Vec::new(), raw: Vec::new(), ended: false, closing: false }),
            Condvar::new(),
        ));
        let mut output = pty.master.try_clone_reader().expect("a reader");
        let reader = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let mut seen = reader.0.lock().unwrap_or_else(PoisonError::into_inner);
                if count == 0 {
                    seen.ended = true;
                } else {
                    seen.take(&bytes[..count]);
                }
                reader.1.notify_all();
                if count == 0 || seen.closing {
                    seen.ended = true;
                    return;
                }
            }
        });
        let input = pty.master.take_writer().expect("a writer");
        Terminal { seen, input, child, master: Some(pty.master), _slave: pty.slave, found, home }
    }
}

fn nonzero(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has rows and columns")
}

fn pty_size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Terminal {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the screen is as it should be; fails with the screen as it is.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        self.wait_for(what, |seen| seen.pending.is_empty() && is_so(seen.parser.screen()));
    }

    /// Waits until these bytes were written so many times.
    #[track_caller]
    pub fn has_written(&self, words: &str, times: usize) {
        self.wait_for(&format!("{words:?}, {times} times"), |seen| {
            seen.raw.windows(words.len()).filter(|window| *window == words.as_bytes()).count() == times
        });
    }

    #[track_caller]
    fn wait_for(&self, what: &str, is_so: impl Fn(&Seen) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        loop {
            if is_so(&seen) {
                return;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.ended,
                "waited for: {what}\nended: {}\n{}",
                seen.ended,
                picture(seen.parser.screen())
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until these words are on the screen.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until these words are not on the screen.
    #[track_caller]
    pub fn sees_no(&self, words: &str) {
        self.until(&format!("no {words}"), |screen| !screen.contents().contains(words));
    }

    /// Types.
    pub fn keys(&mut self, keys: impl AsRef<[u8]>) {
        self.input.write_all(keys.as_ref()).expect("the terminal takes keys");
        self.input.flush().expect("the terminal takes keys");
    }

    /// Types, and waits for words.
    #[track_caller]
    pub fn press(&mut self, keys: impl AsRef<[u8]>, words: &str) {
        self.keys(keys);
        self.sees(words);
    }

    /// Presses Enter, once for each screen, until these words are there.
    #[track_caller]
    pub fn reads_on_to(&mut self, words: &str) {
        while !self.screen().contains(words) {
            let before = self.screen();
            self.keys("\r");
            self.until("the next screen", |screen| picture(screen) != before);
        }
    }

    /// Makes the window another size, in columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen().parser.screen_mut().set_size(nonzero(rows), nonzero(columns));
        let master = self.master.as_ref().expect("the terminal is open");
        master.resize(pty_size(rows, columns)).expect("a resize");
    }

    pub fn signal(&self, signal: Signal) {
        let pid =
            self.child.process_id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
        kill_process(pid, signal).expect("a signal is sent");
    }

    /// Closes the terminal's window.
    pub fn close(&mut self) {
        self.seen().closing = true;
        // Something must be drawn for the reader to wake and let go.
        self.keys("\x0c");
        let mut seen = self.seen();
        while !seen.ended {
            seen = self.seen.1.wait(seen).unwrap_or_else(PoisonError::into_inner);
        }
        drop(seen);
        self.master = None;
        self.input = Box::new(std::io::sink());
    }

    /// The terminal's settings, in words that can be compared.
    pub fn settings(&self) -> String {
        format!("{:?}", self.master.as_ref().expect("the terminal is open").get_termios())
    }

    /// Waits until the terminal's settings hold this word.
    #[track_caller]
    pub fn has_settings(&self, word: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.settings().contains(word) {
            assert!(Instant::now() < end, "no {word}: {}", self.settings());
            drop(
                self.seen
                    .1
                    .wait_timeout(self.seen(), Duration::from_millis(5))
                    .unwrap_or_else(PoisonError::into_inner),
            );
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        picture(self.seen().parser.screen())
    }

    /// Every byte that was written.
    pub fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn status(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            assert!(Instant::now() < end, "the program goes on:\n{}", self.screen());
            let seen = self.seen();
            drop(
                self.seen
                    .1
                    .wait_timeout(seen, Duration::from_millis(5))
                    .unwrap_or_else(PoisonError::into_inner),
            );
        }
    }

    /// Waits for the program's end, and holds that the terminal was put back: main screen, cursor, paste and echo as before.
    #[track_caller]
    pub fn put_back(&mut self) -> ExitStatus {
        let status = self.status();
        self.until("the main screen, its cursor and plain paste", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert_eq!(self.settings(), self.found, "the terminal's settings");
        status
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A screen as people see it: its lines, and where the cursor is.
pub fn picture(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let mut picture = String::new();
    let rows: Vec<String> = screen.rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect();
    for row in rows {
        let _ = writeln!(picture, "|{row}");
    }
    if !screen.hide_cursor() {
        let (row, column) = screen.cursor_position();
        let _ = writeln!(picture, "cursor: row {}, column {}", row + 1, column + 1);
    }
    picture
}
