//! The shipped questionnaire, built into the program and parsed already: see `build.rs`.

use crate::questionnaire::{
    Folder,
    tree::{Node, Span, Tree, Value, Words},
};
use Value::{Boolean, Integer, List, Table, Text};
use Words::{Decoded, Written};
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The shipped questionnaire as a folder.
pub fn built_in() -> Folder {
    let mut folder = Folder::new("questions");
    folder.model = Some(Cow::Borrowed(include_bytes!("../../questions/message.model")));
    folder.came_with_program = true;
    for (name, text, tree) in FILES {
        folder.put_parsed(name, text, tree);
    }
    folder
}
