//! Questionnaires for tests, and whole sessions over them without a person.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use rekindle::{
    answer::Answers,
    answers::{self, AnswersFile},
    diagnostic::{Diagnostic, Source},
    interview::{End, NoKeeper, Scripted, Settings, run},
    questionnaire::{Folder, Questionnaire, check},
    session::{Manner, Session},
    store,
    summary::{Summary, build},
};
use std::path::{Path, PathBuf};

/// A path below the repository's top.
pub fn path(below: impl AsRef<Path>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The shipped questionnaire.
pub fn shipped() -> Questionnaire {
    store::shipped()
}

/// A good questionnaire of `tests/questionnaires/good`, as a folder.
pub fn good(name: &str) -> Folder {
    let on_disk =
        store::folder(&path("tests/questionnaires/good").join(name)).expect("a folder that can be read");
    // Named anew, so that no message holds a path of this machine.
    let mut folder = Folder::new(name);
    for (name, file) in &on_disk.files {
        folder.put(name, &*file.text);
    }
    folder
}

/// A questionnaire that must be sound.
pub fn sound(folder: &Folder) -> Questionnaire {
    check(folder).unwrap_or_else(|faults| panic!("{}", drawn(&faults))).questionnaire
}

/// Diagnostics as a person reads them, one behind the other.
pub fn drawn(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| fault.draw(false)).collect::<Vec<_>>().join("\n\n")
}

/// Reads the text of an answers file.
pub fn read(text: &str, questionnaire: &Questionnaire) -> AnswersFile {
    answers::read(&Source::new("answers", text), questionnaire)
}

/// Leads a session with nobody there to its end.
pub fn answered(questionnaire: &Questionnaire, answers: Answers) -> Session<'_> {
    let manner = Manner { supplied: answers.clone(), ..Manner::default() };
    let mut session = Session::new(questionnaire, manner);
    let settings = Settings { region: "INT".to_owned(), has_person: false, resumed: false };
    let end = run(&mut session, &mut Scripted::new(answers), &mut NoKeeper, &settings)
        .expect("nothing stands in the way");
    assert_eq!(end, End::Finished);
    session
}

/// The summary of such a session.
pub fn summary(questionnaire: &Questionnaire, answers: Answers) -> Summary {
    build(&answered(questionnaire, answers), "INT", false)
}
