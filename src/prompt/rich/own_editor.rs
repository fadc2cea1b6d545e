//! A long text in the person's own editor. The file lies in a folder that only they can read, and goes with it whatever happens:
//! an error, a panic, or a signal that ends us.

use crate::prompt::guard;
use std::{
    fs,
    io::{self, Write},
    os::{fd::AsFd, unix::fs::OpenOptionsExt},
    process::{Command, ExitStatus, Stdio},
};

/// Lets `editor`, a command as `VISUAL` and `EDITOR` hold it, change the text; `run` runs it to its end, or says that it cannot
/// wait for that: then the text is what was saved by now. None when the editor did not end well: the text is then as it was.
///
/// # Errors
/// When the file cannot be written or read, or no editor could be started.
pub(super) fn change(
    editor: &str,
    text: &str,
    run: impl FnOnce(&mut Command) -> io::Result<Option<ExitStatus>>,
) -> io::Result<Option<String>> {
    let folder = tempfile::Builder::new().prefix("text-").tempdir()?;
    let _removal = guard::remove_at_end(folder.path());
    let path = folder.path().join("text.txt");
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    file.write_all(text.as_bytes())?;
    drop(file);
    // The shell reads the command, because it may hold options and quotes. The summary's way out is not the editor's screen.
    let screen = io::stderr().as_fd().try_clone_to_owned()?;
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&path).stdout(Stdio::from(screen));
    let has_failed = run(&mut command)?.is_some_and(|status| !status.success());
    // A signal that ends us may have ended the editor as well: what it saved until then counts, unless it was just about to.
    let is_ending = guard::is_ending();
    if has_failed && !is_ending {
        return Ok(None);
    }
    let changed = fs::read(&path)?;
    if is_ending && changed.is_empty() {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&changed).trim_end_matches(['\n', '\r']).to_owned()))
}
