//! What a start costs, part by part, and whole against an empty program. Run with `cargo bench --bench startup`.

use rekindle::{
    answers,
    interview::{self, NoKeeper, Scripted, Settings},
    questionnaire::{Questionnaire, check},
    render::{TextStyle, text},
    session::{Manner, Session},
    store, summary,
};
use std::{path::Path, process::Command};

fn main() {
    divan::main();
}

fn example(name: &str) -> String {
    format!("{}/questions/examples/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

/// What came with the program was checked when it was built.
#[divan::bench]
fn load_what_is_shipped() -> Questionnaire {
    store::shipped()
}

/// What somebody else wrote is read and checked at each start.
#[divan::bench]
fn load_and_check() -> Questionnaire {
    check(&store::built_in()).expect("the shipped questionnaire is sound").questionnaire
}

#[divan::bench(args = ["blank-start", "open"])]
fn session_and_summary(bencher: divan::Bencher, name: &str) {
    let questionnaire = store::shipped();
    let source = store::read_text(Path::new(&example(name))).expect("the example is there");
    let given = answers::read(&source, &questionnaire).answers;
    let settings = Settings { region: "INT".to_owned(), has_person: false, resumed: false };
    bencher.bench_local(|| {
        let manner = Manner { supplied: given.clone(), ..Manner::default() };
        let mut session = Session::new(&questionnaire, manner);
        let mut face = Scripted::new(given.clone());
        let end = interview::run(&mut session, &mut face, &mut NoKeeper, &settings);
        assert!(end.is_ok());
        text(&summary::build(&session, "INT", false), TextStyle { width: 80, color: false })
    });
}

#[divan::bench(args = ["blank-start", "open"])]
fn whole_program(name: &str) -> bool {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rekindle"));
    let output = program.args(["ask", "--no-input", "--answers", &example(name)]).output();
    output.is_ok_and(|output| output.status.success())
}

/// The least that any program costs here: one that does nothing.
#[divan::bench]
fn empty_program() -> bool {
    Command::new("true").output().is_ok_and(|output| output.status.success())
}
