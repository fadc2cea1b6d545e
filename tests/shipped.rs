//! Promise: the questionnaire that is built into the program, checked and packed when it was built, is the one in the folder.

mod program;

use program::{Home, example};
use rekindle::{questionnaire::check, store};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/questions");

#[test]
fn built_in_and_from_the_folder_it_is_the_same() {
    let home = Home::new();
    let (open, fear) = (example("open"), example("fear-me"));
    let runs: &[&[&str]] = &[
        &["questions", "show", "--format", "json"],
        &["questions", "check", "--format", "json"],
        &["answers"],
        &["support", "--format", "json"],
        &["ask", "--no-input", "--answers", &open],
        &["ask", "--no-input", "--answers", &open, "--format", "json"],
        &["ask", "--no-input", "--answers", &fear, "--format", "json"],
    ];
    for arguments in runs {
        let built_in = home.run(*arguments);
        let from_folder = home.run(["--questions", FOLDER].iter().chain(*arguments));
        assert_eq!(built_in.code, Some(0), "{arguments:?}: {built_in:?}");
        assert_eq!(built_in, from_folder, "{arguments:?}");
    }
}

#[test]
fn all_of_it_can_be_unpacked_and_is_what_a_check_gives() {
    let checked = check(&store::built_in()).expect("the shipped questionnaire is sound").questionnaire;
    assert_eq!(format!("{:#?}", store::shipped()), format!("{checked:#?}"));
}
