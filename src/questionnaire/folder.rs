//! The files of a questionnaire, read already: `store` fills one from disk or from what is built in.

use crate::diagnostic::Source;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// The files of a questionnaire by name.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// What a message calls the folder.
    pub name: String,
    /// The TOML files by file name, such as `questionnaire.toml`, each with the name that messages call it by.
    pub files: BTreeMap<String, Arc<Source>>,
    /// The trained model beside `message.toml`, if there is one.
    pub model: Option<Cow<'static, [u8]>>,
}

impl Folder {
    /// An empty folder with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), files: BTreeMap::new(), model: None }
    }

    /// Puts a file in, under its name; messages call it by the folder's name and its own.
    pub fn put(&mut self, file: &str, text: impl Into<String>) {
        let source = Source::new(self.name_of(file), text);
        self.files.insert(file.to_owned(), source);
    }

    fn name_of(&self, file: &str) -> String {
        format!("{}/{file}", self.name.trim_end_matches('/'))
    }
}
