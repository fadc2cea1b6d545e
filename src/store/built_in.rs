//! The shipped questionnaire, built into the program. A test holds this list against the folder.

use crate::questionnaire::Folder;
use std::borrow::Cow;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../questions/", $name)))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "questionnaire.toml",
    "0-check-in.toml",
    "1-motivation.toml",
    "2-consent.toml",
    "3-assess.toml",
    "4-contact.toml",
    "5-listen.toml",
    "6-change.toml",
    "7-close.toml",
    "summary.toml",
    "message.toml",
    "support.toml",
];

/// The shipped questionnaire as a folder.
pub fn built_in() -> Folder {
    let mut folder = Folder::new("questions");
    folder.model = Some(Cow::Borrowed(include_bytes!("../../questions/message.model")));
    folder.came_with_program = true;
    for (name, text) in FILES {
        folder.put(name, *text);
    }
    folder
}
