//! Reading and writing files, with an error that says what to do next.

use crate::{
    diagnostic::{Diagnostic, Place, Source},
    questionnaire::Folder,
};
use std::{
    borrow::Cow,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
};

/// The largest file that is read, in bytes. No questionnaire and no half hour of answers comes near.
pub const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Begins the name of a file that is being written, before the id of the process that writes it; what a kill leaves behind is
/// swept at the next save.
pub(super) const UNFINISHED: &str = ".unfinished-";

/// The trained model of a questionnaire, beside its `message.toml`.
const MODEL: &str = "message.model";

/// Why a text could not be read: a diagnostic, ready to be shown.
pub type ReadError = Box<Diagnostic>;

/// Reads a text file.
///
/// # Errors
/// When it is missing, no file, too large or not UTF-8.
pub fn read_text(path: &Path) -> Result<Arc<Source>, ReadError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| cannot_read(&name, &error))?;
    let about = file.metadata().map_err(|error| cannot_read(&name, &error))?;
    if about.is_dir() {
        let fault = Diagnostic::placeless("not-a-file", format!("`{name}` is a folder"));
        return Err(Box::new(fault.help("name a file in it")));
    }
    read_all(file, &name)
}

/// Reads a file of a questionnaire's folder: a regular file only, because a pipe in a folder would be waited for in vain.
fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| cannot_read(&name, &error))?;
    if !about.is_file() {
        let fault = Diagnostic::placeless("not-a-file", format!("`{name}` is no regular file"));
        return Err(Box::new(fault.help("take it out of the folder")));
    }
    if about.len() > LARGEST_FILE {
        return Err(too_large(&name));
    }
    fs::read(path).map_err(|error| cannot_read(&name, &error))
}

fn too_large(name: &str) -> ReadError {
    let message = format!("`{name}` is larger than {} MiB", LARGEST_FILE / 1024 / 1024);
    Box::new(Diagnostic::placeless("too-large", message).help("is it the right file?"))
}

/// Reads the standard input as a text.
///
/// # Errors
/// When it is too large or not UTF-8, or reading fails.
pub fn read_stdin() -> Result<Arc<Source>, ReadError> {
    read_all(io::stdin().lock(), "<stdin>")
}

fn read_all(input: impl Read, name: &str) -> Result<Arc<Source>, ReadError> {
    let mut bytes = Vec::new();
    input.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(name, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(name));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            // The line with the bad byte, with a mark in its place.
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Source::new(name, text);
            let place = Place::new(&source, valid..valid + 1);
            let fault = Diagnostic::error("not-utf-8", &place, format!("`{name}` is not UTF-8 text"));
            Err(Box::new(fault.label("this byte").help("save the file as UTF-8")))
        }
    }
}

fn cannot_read(name: &str, error: &io::Error) -> ReadError {
    let help = match error.kind() {
        io::ErrorKind::NotFound => "check the name, or the folder you are in",
        io::ErrorKind::PermissionDenied => "you may not read it; check its owner and its rights",
        _ => "check the disk and the name",
    };
    Box::new(
        Diagnostic::placeless("cannot-read", format!("cannot read `{name}`: {}", plain(error))).help(help),
    )
}

/// An error of the system without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Reads the TOML files of a questionnaire's folder.
///
/// # Errors
/// Everything that could not be read.
pub fn folder(path: &Path) -> Result<Folder, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if path.is_file() => {
            let _ = error;
            let fault = Diagnostic::placeless("not-a-folder", format!("`{name}` is a file"));
            return Err(vec![fault.help("a questionnaire is a folder: name the folder")]);
        }
        Err(error) => return Err(vec![*cannot_read(&name, &error)]),
    };
    let mut folder = Folder::new(name.clone());
    let mut faults = Vec::new();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                faults.push(*cannot_read(&name, &error));
                continue;
            }
        };
        let Some(file) = entry.file_name().and_then(|file| file.to_str()) else { continue };
        if file == MODEL {
            match read_bytes(&entry) {
                Ok(bytes) => folder.model = Some(Cow::Owned(bytes)),
                Err(fault) => faults.push(*fault),
            }
        } else if entry.extension().is_some_and(|extension| extension == "toml") {
            match read_text(&entry) {
                Ok(source) => {
                    folder.files.insert(file.to_owned(), source);
                }
                Err(fault) => faults.push(*fault),
            }
        }
    }
    if faults.is_empty() { Ok(folder) } else { Err(faults) }
}

/// Whether `write_new` would find its place free and its folder there.
///
/// # Errors
/// Why it would not.
pub fn can_write_new(path: &Path, force: bool) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() && !force => Err(io::ErrorKind::AlreadyExists.into()),
        Ok(about) if about.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Ok(()),
        Err(_) => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            tempfile::tempfile_in(folder).map(drop)
        }
    }
}

/// Writes a file that only its owner can read. One that is there already is left alone, unless `force` says otherwise.
///
/// # Errors
/// When it is there already, or cannot be written.
pub fn write_new(path: &Path, content: &[u8], force: bool) -> io::Result<()> {
    // A terminal, a pipe or `/dev/null` is written to, not replaced.
    let is_special = fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir());
    if is_special {
        return OpenOptions::new().write(true).open(path)?.write_all(content);
    }
    if force {
        return write_whole(path, content);
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a summary is worse than none.
        let _ = fs::remove_file(path);
    }
    written
}

/// Writes a private file whole: to a temporary one beside it, onto the disk, then into its place.
pub(super) fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    // A link is followed: putting a file in its place would cut it.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let prefix = format!("{UNFINISHED}{}-", std::process::id());
    let mut unfinished = tempfile::Builder::new().prefix(&prefix).tempfile_in(folder)?;
    unfinished.write_all(content)?;
    unfinished.as_file().sync_all()?;
    unfinished.persist(&path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}
