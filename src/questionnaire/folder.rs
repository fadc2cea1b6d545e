//! The files of a questionnaire, read already: `store` fills one from disk or from what is built in.

use crate::diagnostic::Source;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// The files of a questionnaire by name.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// What a message calls the folder.
    pub name: String,
    /// The TOML files by file name, such as `questionnaire.toml`.
    pub files: BTreeMap<String, Arc<Source>>,
    /// The trained model beside `message.toml`, if there is one.
    pub model: Option<Cow<'static, [u8]>>,
    /// It came with the program, and a test has read every pattern in it: nobody needs to do so at each start.
    pub came_with_program: bool,
}

impl Folder {
    /// An empty folder with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), files: BTreeMap::new(), model: None, came_with_program: false }
    }

    /// Puts a file in, under its name; messages call it by the folder's name and its own.
    pub fn put(&mut self, file: &str, text: impl Into<String>) {
        let name = format!("{}/{file}", self.name.trim_end_matches('/'));
        self.files.insert(file.to_owned(), Source::new(name, text));
    }
}
