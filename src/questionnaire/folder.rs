//! The files of a questionnaire, read already: `store` fills one from disk or from what is built in.

use super::tree::Tree;
use crate::diagnostic::Source;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// The files of a questionnaire by name.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// What a message calls the folder.
    pub name: String,
    /// The TOML files by file name, such as `questionnaire.toml`.
    pub files: BTreeMap<String, File>,
    /// The trained model beside `message.toml`, if there is one.
    pub model: Option<Cow<'static, [u8]>>,
    /// It came with the program, and a test has read every rule and pattern in it: nobody needs to do so at each start.
    pub came_with_program: bool,
}

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// The text, with the name that messages call it by.
    pub source: Arc<Source>,
    /// What the text comes to, if it was parsed when the program was built.
    pub parsed: Option<&'static Tree>,
}

impl From<Arc<Source>> for File {
    fn from(source: Arc<Source>) -> Self {
        Self { source, parsed: None }
    }
}

impl Folder {
    /// An empty folder with a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), files: BTreeMap::new(), model: None, came_with_program: false }
    }

    /// Puts a file in, under its name; messages call it by the folder's name and its own.
    pub fn put(&mut self, file: &str, text: impl Into<String>) {
        let source = Source::new(self.name_of(file), text);
        self.files.insert(file.to_owned(), source.into());
    }

    /// Puts a file in that was parsed already.
    pub fn put_parsed(&mut self, file: &str, text: &'static str, parsed: &'static Tree) {
        let source = Source::built_in(self.name_of(file), text);
        self.files.insert(file.to_owned(), File { source, parsed: Some(parsed) });
    }

    fn name_of(&self, file: &str) -> String {
        format!("{}/{file}", self.name.trim_end_matches('/'))
    }
}
