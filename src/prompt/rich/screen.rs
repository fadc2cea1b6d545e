//! The terminal as the rich face uses it: frames go out, keys come in, and signals become a redraw or an end.

use super::{
    super::guard::{self, Guard, write_all},
    keys::{Input, Key, Keys},
};
use crate::interview::PromptError;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    process::{Signal, getpid, kill_current_process_group, kill_process},
    stdio::{stderr, stdin},
    termios::{QueueSelector, tcflush, tcgetwinsize},
};
use signal_hook::{
    SigId,
    consts::{SIGCONT, SIGINT, SIGTSTP, SIGWINCH},
    flag, low_level,
};
use std::{
    fmt::Write as _,
    io::{self, Read},
    os::unix::net::UnixStream,
    process::{Child, Command, ExitStatus},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
        mpsc,
    },
    thread,
    time::Duration,
};

/// How long the rest of an escape sequence may take, in milliseconds.
const SEQUENCE_WAIT: i64 = 50;
/// How long the rest of a paste may take.
const PASTE_WAIT: i64 = 1000;
/// What follows a key within this time was not typed by hand.
const BURST_WAIT: i64 = 10;
/// How often a signal is sent again to who did not hear it.
const INSIST_WAIT: Duration = Duration::from_millis(20);
/// How often it is looked whether another program has ended.
const CHILD_WAIT: Duration = Duration::from_millis(20);
/// What stops us once the terminal is put back: the one meant for that, `TSTP`, we watch for ourselves. Like that one, and unlike
/// `STOP`, it is passed over where nobody could bring us back.
const STOP: Signal = Signal::TTIN;

/// What a frame shows: whole lines from the top, and where the cursor stands, if it is seen.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) lines: Vec<String>,
    /// Row and column, from 0.
    pub(super) cursor: Option<(usize, usize)>,
}

/// What happened while the screen was watched.
#[derive(Debug)]
pub(super) enum Event {
    Key(Key),
    Paste(String),
    /// The window has another size, or the program was brought back: draw again.
    Redraw,
}

pub(super) struct Screen {
    guard: Guard,
    keys: Keys,
    wake: UnixStream,
    resized: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    interrupted: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
    watched: Vec<SigId>,
    /// What is on the screen now, and for which size it was drawn.
    shown: Frame,
    size: (usize, usize),
}

impl Screen {
    pub(super) fn take() -> io::Result<Self> {
        let guard = Guard::take()?;
        let (wake, bell) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let mut screen = Self {
            guard,
            keys: Keys::default(),
            wake,
            resized: Arc::default(),
            continued: Arc::default(),
            interrupted: Arc::default(),
            stopped: Arc::default(),
            watched: Vec::new(),
            shown: Frame::default(),
            size: (0, 0),
        };
        // The flag first, the bell after it: who is woken finds the flag set.
        for (signal, flag) in [
            (SIGWINCH, &screen.resized),
            (SIGCONT, &screen.continued),
            (SIGINT, &screen.interrupted),
            (SIGTSTP, &screen.stopped),
        ] {
            screen.watched.push(flag::register(signal, Arc::clone(flag))?);
            screen.watched.push(low_level::pipe::register(signal, bell.try_clone()?)?);
        }
        Ok(screen)
    }

    pub(super) fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Rows and columns.
    pub(super) fn size() -> (usize, usize) {
        match tcgetwinsize(stderr()) {
            Ok(size) if size.ws_row > 0 && size.ws_col > 0 => {
                (usize::from(size.ws_row), usize::from(size.ws_col))
            }
            _ => (24, 80),
        }
    }

    /// What was shown is unknown now: the next frame is drawn whole.
    pub(super) fn forget(&mut self) {
        self.size = (0, 0);
    }

    /// Shows a frame: only lines that changed are written, in one go.
    pub(super) fn show(&mut self, frame: Frame) -> Result<(), PromptError> {
        if guard::is_ending() {
            // Nobody reads it any more, and the terminal is to be given back.
            return Err(PromptError::Interrupted);
        }
        let size = Self::size();
        // Between these two marks a terminal that knows them shows nothing half drawn; others pass them over.
        let mut out = String::from("\x1b[?2026h\x1b[?25l");
        if size != self.size {
            out.push_str("\x1b[0m\x1b[2J");
            self.shown = Frame::default();
            self.size = size;
        }
        let rows = frame.lines.len().max(self.shown.lines.len()).min(size.0);
        for row in 0..rows {
            let line = frame.lines.get(row).map_or("", String::as_str);
            if self.shown.lines.get(row).map_or("", String::as_str) != line {
                let _ = write!(out, "\x1b[{};1H{line}\x1b[0m\x1b[K", row + 1);
            }
        }
        if let Some((row, column)) = frame.cursor {
            let _ = write!(out, "\x1b[{};{}H\x1b[?25h", row + 1, column + 1);
        }
        out.push_str("\x1b[?2026l");
        self.shown = frame;
        write_all(&out).map_err(gone)
    }

    /// Puts the cursor at the start of a row from 0, for somebody else who draws from there.
    pub(super) fn hand_over(&mut self, row: usize) -> Result<(), PromptError> {
        self.forget();
        self.keys.clear();
        write_all(&format!("\x1b[{};1H", row + 1)).map_err(gone)
    }

    /// Waits for the next key, paste or redraw.
    pub(super) fn read(&mut self) -> Result<Event, PromptError> {
        loop {
            if self.takes_interrupt() {
                return Err(PromptError::Interrupted);
            }
            if self.takes_stop()? || self.takes_redraw()? {
                return Ok(Event::Redraw);
            }
            if let Some(input) = self.keys.next(false) {
                return self.event(input);
            }
            let wait = match (self.keys.is_pasting(), self.keys.is_waiting()) {
                (true, _) => Some(PASTE_WAIT),
                (false, true) => Some(SEQUENCE_WAIT),
                (false, false) => None,
            };
            if !self.fill(wait)?
                && wait.is_some()
                && let Some(input) = self.keys.next(true)
            {
                return self.event(input);
            }
        }
    }

    /// Gives the terminal to another program for as long as it runs. None: a signal came that ends us, and nobody waits for it.
    ///
    /// # Errors
    /// When the program cannot be run.
    pub(super) fn lend(&mut self, program: &mut Command) -> io::Result<Option<ExitStatus>> {
        self.guard.leave();
        let ended = program.spawn().and_then(|child| self.wait_for(child));
        // What was pressed was meant for the other program.
        self.interrupted.store(false, SeqCst);
        self.stopped.store(false, SeqCst);
        // A terminal that is gone is noticed at the next frame; what was written until then is not lost.
        if self.retake().is_ok() {
            self.flush();
        }
        ended
    }

    fn wait_for(&self, mut child: Child) -> io::Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if guard::is_ending() {
                return Ok(None);
            }
            if self.stopped.swap(false, SeqCst) {
                // The terminal stopped the other program too, and it is that one's to put back.
                kill_process(getpid(), STOP)?;
            }
            thread::sleep(CHILD_WAIT);
        }
    }

    /// Runs a prompt that reads by itself. A signal that comes just before it reads would not interrupt it: it is sent again
    /// until it is heard. And Ctrl-Z, which it does not know, is made a signal for it.
    pub(super) fn insisting<T>(&self, run: impl FnOnce() -> T) -> Result<T, PromptError> {
        let (is_over, over) = mpsc::channel::<()>();
        let came = thread::scope(|scope| {
            scope.spawn(move || {
                while over.recv_timeout(INSIST_WAIT) == Err(mpsc::RecvTimeoutError::Timeout) {
                    Guard::let_ctrl_z_stop();
                    let flags = [&self.resized, &self.continued, &self.stopped];
                    let is_unheard = flags.iter().any(|flag| flag.load(SeqCst));
                    let unheard = match (self.interrupted.load(SeqCst), is_unheard) {
                        (true, _) => Signal::INT,
                        (false, true) => Signal::WINCH,
                        (false, false) => continue,
                    };
                    let _ = kill_process(getpid(), unheard);
                }
            });
            let came = run();
            drop(is_over);
            came
        });
        self.guard.quiet().map_err(gone)?;
        Ok(came)
    }

    /// Whether the window changed or the program was brought back since this was asked last; then the terminal is ours again.
    pub(super) fn takes_redraw(&mut self) -> Result<bool, PromptError> {
        let continued = self.continued.swap(false, SeqCst);
        let resized = self.resized.swap(false, SeqCst);
        if continued {
            self.retake()?;
        }
        if resized {
            self.forget();
        }
        Ok(continued || resized)
    }

    /// Whether Ctrl-C was pressed since this was asked last, or a signal came that ends us.
    pub(super) fn takes_interrupt(&mut self) -> bool {
        self.interrupted.swap(false, SeqCst) || guard::is_ending()
    }

    /// Whether a signal came that stops us, and we were stopped and brought back.
    pub(super) fn takes_stop(&mut self) -> Result<bool, PromptError> {
        let stopped = self.stopped.swap(false, SeqCst);
        if stopped {
            // Whoever else is to stop got the signal too.
            self.suspend(|| kill_process(getpid(), STOP))?;
        }
        Ok(stopped)
    }

    /// Whether more than Enter came right behind the last key: a hand is not that fast, so this is a paste.
    pub(super) fn has_more_at_once(&mut self) -> Result<bool, PromptError> {
        if !self.keys.is_waiting() {
            self.fill(Some(BURST_WAIT))?;
        }
        Ok(self.keys.holds_more_than_enters())
    }

    /// Throws away what was typed before anything was asked.
    pub(super) fn flush(&mut self) {
        self.keys.clear();
        let _ = tcflush(stdin(), QueueSelector::IFlush);
    }

    /// Throws away Enter keys that were typed before anything was asked; letters are kept.
    pub(super) fn flush_enters(&mut self) -> Result<(), PromptError> {
        if !self.keys.is_waiting() {
            self.fill(Some(0))?;
        }
        self.keys.drop_enters();
        Ok(())
    }

    fn event(&mut self, input: Input) -> Result<Event, PromptError> {
        match input {
            Input::Key(Key::Control('c')) => Err(PromptError::Interrupted),
            Input::Key(Key::Control('z')) => {
                self.suspend(|| kill_current_process_group(STOP))?;
                Ok(Event::Redraw)
            }
            Input::Key(Key::Control('l')) => {
                self.forget();
                Ok(Event::Redraw)
            }
            Input::Key(key) => Ok(Event::Key(key)),
            Input::Paste(text) => Ok(Event::Paste(text)),
        }
    }

    /// Stops as any program does on Ctrl-Z, with the terminal put back; goes on when it is brought back.
    fn suspend(&mut self, stop: impl FnOnce() -> Result<(), Errno>) -> Result<(), PromptError> {
        self.guard.leave();
        stop().map_err(io::Error::from)?;
        self.retake()?;
        // Pressed twice is meant once.
        self.stopped.store(false, SeqCst);
        self.keys.drop_stops();
        Ok(())
    }

    /// Takes the terminal again once it is ours to take. A job that was sent to the background waits for that, and can be ended.
    fn retake(&mut self) -> Result<(), PromptError> {
        while !guard::is_in_foreground() {
            // What has woken us may be our end, and another of our threads may hear of it.
            thread::sleep(CHILD_WAIT);
            if guard::is_ending() {
                break;
            }
            let _ = kill_process(getpid(), STOP);
        }
        if guard::is_ending() {
            return Err(PromptError::Interrupted);
        }
        self.guard.enter().map_err(gone)?;
        // To be brought back once is to take it once.
        self.continued.store(false, SeqCst);
        self.forget();
        Ok(())
    }

    /// Waits for bytes, at most this many milliseconds; false when none came.
    fn fill(&mut self, wait: Option<i64>) -> Result<bool, PromptError> {
        let wait = wait.map(|millis| Timespec { tv_sec: millis / 1000, tv_nsec: millis % 1000 * 1_000_000 });
        let (input, bell) = (stdin(), &self.wake);
        let mut sources = [PollFd::new(&input, PollFlags::IN), PollFd::new(bell, PollFlags::IN)];
        match poll(&mut sources, wait.as_ref()) {
            Ok(0) | Err(Errno::INTR) => return Ok(false),
            Ok(_) => {}
            Err(error) => return Err(gone(error.into())),
        }
        let (from_input, from_bell) = (sources[0].revents(), sources[1].revents());
        if !from_bell.is_empty() {
            let mut rung = [0; 64];
            while self.wake.read(&mut rung).is_ok_and(|count| count > 0) {}
        }
        if from_input.is_empty() {
            return Ok(false);
        }
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(0) => Err(gone(io::ErrorKind::UnexpectedEof.into())),
            Ok(count) => {
                self.keys.feed(&bytes[..count]);
                Ok(true)
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(false),
            Err(error) => Err(gone(error.into())),
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for watch in self.watched.drain(..) {
            low_level::unregister(watch);
        }
    }
}

/// A terminal that was closed is the end of the input, not a fault.
pub(super) fn gone(error: io::Error) -> PromptError {
    if guard::is_ending() {
        return PromptError::Interrupted;
    }
    let is_gone = matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe)
        || error.raw_os_error() == Some(Errno::IO.raw_os_error());
    if is_gone { PromptError::EndOfInput } else { PromptError::Io(error) }
}
