//! Puts the terminal back: cursor, echo, main screen, plain paste. On return and error through `Drop`, on a panic before its
//! message is printed, and on TERM, HUP and QUIT before the process ends of them.
//!
//! The state to go back to is one a process, because a signal can come at any moment and the terminal is one too.

use rustix::{
    process::{Signal, getpgrp, getpid, kill_process},
    stdio::{stderr, stdin},
    termios::{
        InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcgetpgrp,
        tcsetattr,
    },
};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    flag,
    iterator::Signals,
    low_level::emulate_default_handler,
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, LazyLock, Mutex, Once, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// Alternate screen on, bracketed paste on, cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J\x1b[H";
/// Attributes off, cursor shown, bracketed paste off, main screen back.
const LEAVE: &str = "\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";
/// Screen and scrollback cleared.
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// Nobody holds the terminal: signals do what they do to any program. Whoever watches for one can never stop watching.
static FREE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// The terminal as it was found, while it is ours.
static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

/// A signal came that ends us: the thread that watches for it is about to.
static ENDING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whoever had the terminal has kept what was begun, waits for the end, and touches the terminal no more.
static PARKED: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// How often the end looks for that before it comes all the same: about two seconds.
const PARKING_ROUNDS: usize = 400;
/// How long it waits each time before a sleeping reader is woken again.
const WAKING_WAIT: Duration = Duration::from_millis(5);

/// What stands for no key at all where a terminal is told its keys (`_POSIX_VDISABLE` on Linux; elsewhere a key that nobody has).
const NO_KEY: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

/// A folder that must not outlive us.
static LEFTOVER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Holds the terminal from its making to its end.
#[derive(Debug)]
pub struct Guard {
    found: Termios,
}

impl Guard {
    /// Takes the terminal: alternate screen, no echo, keys one at a time, and a watch over the signals that would end us.
    ///
    /// # Errors
    /// When stdin is no terminal, or signals cannot be watched.
    pub fn take() -> io::Result<Self> {
        let found = tcgetattr(stdin())?;
        watch_signals()?;
        restore_before_panic_message();
        FREE.store(false, Ordering::SeqCst);
        let guard = Self { found };
        guard.enter()?;
        Ok(guard)
    }

    /// Takes the terminal again, after [`Guard::leave`] or after somebody else had it.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn enter(&self) -> io::Result<()> {
        *FOUND.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.found.clone());
        self.quiet()?;
        write_all(ENTER)
    }

    /// No echo, keys one at a time. Ctrl-C and Ctrl-Z come as keys: a stop by the terminal itself would leave it to the shell as
    /// it is, and in the middle of a paste these are no keys at all.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn quiet(&self) -> io::Result<()> {
        let mut quiet = self.found.clone();
        quiet
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
        quiet.input_modes.remove(InputModes::IXON | InputModes::ICRNL | InputModes::INLCR);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(stdin(), OptionalActions::Now, &quiet)?)
    }

    /// Makes Ctrl-Z, and no other key, a signal, while somebody else reads keys who knows nothing of it. He sets the terminal
    /// anew for each key, so this is to be said again and again.
    pub(super) fn let_ctrl_z_stop() {
        if let Ok(mut now) = tcgetattr(stdin())
            && !now.local_modes.contains(LocalModes::ISIG)
        {
            now.local_modes.insert(LocalModes::ISIG);
            for other in [SpecialCodeIndex::VINTR, SpecialCodeIndex::VQUIT] {
                now.special_codes[other] = NO_KEY;
            }
            let _ = tcsetattr(stdin(), OptionalActions::Now, &now);
        }
    }

    /// Gives the terminal back for a while: before a suspension, or while an editor has it.
    pub fn leave(&self) {
        put_back();
    }

    /// Gives the terminal back, and clears what it shows and what can be scrolled back to.
    pub fn leave_cleared(&self) {
        let _ = write_all(CLEAR);
        put_back();
        let _ = write_all(CLEAR);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        put_back();
        FREE.store(true, Ordering::SeqCst);
        wait_if_ending();
    }
}

/// Watches, from now on, for the signals that would end or stop us while we hold the terminal.
fn watch_signals() -> io::Result<()> {
    static WATCHED: Mutex<bool> = Mutex::new(false);
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    if *watched {
        return Ok(());
    }
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGQUIT])?;
    for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP] {
        flag::register_conditional_default(signal, Arc::clone(&FREE))?;
    }
    for signal in [SIGTERM, SIGHUP, SIGQUIT] {
        flag::register(signal, Arc::clone(&ENDING))?;
    }
    // A flag would be swallowed by whoever reads just then. This thread waits until the terminal was given back, and lets the
    // signal end us.
    thread::spawn(move || {
        for signal in signals.forever() {
            wait_until_parked();
            // For one who never gave it back.
            put_back();
            remove_leftover();
            let _ = emulate_default_handler(signal);
        }
    });
    *watched = true;
    Ok(())
}

/// Ends the process with 130 on Ctrl-C, as a program with a face of plain lines should: there is nothing to put back. If there are
/// last words by then, they are said first.
///
/// # Errors
/// When the signal cannot be watched.
pub fn end_on_interrupt(last_words: Arc<Mutex<Option<String>>>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT])?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            if let Some(words) = &*last_words.lock().unwrap_or_else(PoisonError::into_inner) {
                let _ = write_all(&format!("\n{words}\n"));
            }
            std::process::exit(130);
        }
    });
    Ok(())
}

/// Whether a signal came that ends us: whoever has the terminal gives it back now, and makes no other end of it.
pub(super) fn is_ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// Never returns when a signal came that ends us.
fn wait_if_ending() {
    while ENDING.load(Ordering::SeqCst) {
        *PARKED.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        PARKED.1.notify_all();
        thread::park();
    }
}

/// Wakes whoever reads keys until he has let go of the terminal. One who never does must not keep us from our end.
fn wait_until_parked() {
    let mut parked = PARKED.0.lock().unwrap_or_else(PoisonError::into_inner);
    // Counted and not timed: while we are stopped, time goes on and nobody can let go.
    for _ in 0..PARKING_ROUNDS {
        if *parked {
            return;
        }
        // A read goes on over many signals, but a wait for keys ends with each, and this one means no harm.
        let _ = kill_process(getpid(), Signal::WINCH);
        let waited = PARKED.1.wait_timeout(parked, WAKING_WAIT);
        parked = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
}

/// Removes a folder when it is dropped.
#[derive(Debug)]
pub(super) struct Removal;

/// Removes this folder also when a signal ends us, for as long as the answer lives; otherwise its owner removes it.
pub(super) fn remove_at_end(folder: &Path) -> Removal {
    *LEFTOVER.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
    Removal
}

impl Drop for Removal {
    fn drop(&mut self) {
        remove_leftover();
    }
}

fn remove_leftover() {
    if let Some(folder) = LEFTOVER.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Puts the terminal back if it is ours. Safe to call twice, and from any thread.
fn put_back() {
    let found = FOUND.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(found) = found else { return };
    let _ = write_all(LEAVE);
    // From the background this would stop us, and there the terminal is another's.
    if isatty(stdin()) && is_in_foreground() {
        let _ = tcsetattr(stdin(), OptionalActions::Now, &found);
    }
}

/// Whether the terminal is ours to set: not for a job in the background. Where there are no jobs, it is.
pub(super) fn is_in_foreground() -> bool {
    tcgetpgrp(stdin()).map_or(true, |group| group == getpgrp())
}

/// Writes past the locks and buffers of `std`, which a panicking thread may hold.
pub(super) fn write_all(text: &str) -> io::Result<()> {
    let mut bytes = text.as_bytes();
    while !bytes.is_empty() {
        match rustix::io::write(stderr(), bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A panic's message would be lost with the alternate screen: the main screen must be back before it is printed.
fn restore_before_panic_message() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let printing = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            put_back();
            printing(panic);
        }));
    });
}
