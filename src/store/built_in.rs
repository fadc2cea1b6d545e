//! The shipped questionnaire, built into the program: its files, and what they come to, checked and packed when the program
//! was built (see `build.rs`).

use crate::questionnaire::{Folder, Questionnaire};

/// The files with their texts.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/questionnaire.packed"));

/// The shipped questionnaire: what a check of [`built_in`] gives, without the check.
///
/// # Panics
/// When the build packed something that cannot be unpacked; a test reads all of it.
pub fn shipped() -> Questionnaire {
    postcard::from_bytes(PACKED).expect("what the build packed can be unpacked")
}

/// The shipped questionnaire as a folder.
pub fn built_in() -> Folder {
    let mut folder = Folder::new("questions");
    folder.model = shipped().message.rules.model.as_ref().map(|model| model.bytes().clone());
    for (name, text) in FILES {
        folder.put(name, *text);
    }
    folder
}
