//! Promise: everything that is wrong with a questionnaire is said in one run, each fault with its file, line and column, and
//! nothing panics.
//!
//! Each file of `tests/questionnaires/bad` is a case: changes to a good questionnaire, and what must be said then, to the
//! letter. `UPDATE_CASES=1 cargo test --test questionnaire_faults` writes what is said now into the cases, for review.

mod questionnaires;

use questionnaires::{drawn, good, path};
use rekindle::{
    diagnostic::Diagnostic,
    questionnaire::{Folder, check},
    store,
};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// The questionnaire that the cases change.
const GOOD: &str = "bakery";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    changes: Vec<Change>,
    expected: String,
}

/// Puts one text for another; without `find` at the end of the file; with neither, takes the file away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    file: String,
    find: Option<String>,
    put: Option<String>,
}

impl Change {
    fn make(&self, folder: &mut Folder) {
        let old = folder.files[&self.file].text.clone();
        let new = match (&self.find, &self.put) {
            (Some(find), Some(put)) => {
                assert_eq!(old.matches(find.as_str()).count(), 1, "{find:?} in {}", self.file);
                old.replace(find.as_str(), put)
            }
            (None, Some(put)) => old + put,
            (_, None) => {
                folder.files.remove(&self.file);
                return;
            }
        };
        folder.put(&self.file, new);
    }
}

fn case_files() -> Vec<PathBuf> {
    let folder = path("tests/questionnaires/bad");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn case(file: &Path) -> Case {
    let text = fs::read_to_string(file).expect("a case");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Everything that is wrong with a questionnaire in which something must be.
fn faults(folder: &Folder) -> Vec<Diagnostic> {
    check(folder).expect_err("a fault")
}

fn faults_of(case: &Case) -> Vec<Diagnostic> {
    let mut folder = good(GOOD);
    for change in &case.changes {
        change.make(&mut folder);
    }
    faults(&folder)
}

/// Writes what is said now into a case.
fn update(file: &Path, said: &str) {
    let text = fs::read_to_string(file).expect("a case");
    let (before, _) = text.split_once("expected = '''\n").expect("an `expected`");
    fs::write(file, format!("{before}expected = '''\n{said}\n'''\n")).expect("a case that can be written");
}

#[test]
fn the_good_questionnaires_have_no_faults() {
    for name in ["minimal", GOOD] {
        let checked = check(&good(name)).unwrap_or_else(|faults| panic!("{}", drawn(&faults)));
        assert_eq!(drawn(&checked.warnings), "");
    }
}

#[test]
fn every_case_says_what_it_should() {
    let mut wrong = Vec::new();
    for file in case_files() {
        let case = case(&file);
        let said = drawn(&faults_of(&case));
        if env::var_os("UPDATE_CASES").is_some() {
            update(&file, &said);
        } else if said != case.expected.trim_end() {
            let name = file.file_stem().expect("a name").display();
            wrong.push(format!("== {name}: it says\n{said}\n== and not\n{}", case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_has_a_place_and_lies_in_its_file() {
    for file in case_files() {
        for fault in faults_of(&case(&file)) {
            // Only what is not there has no place.
            assert_eq!(fault.place.is_none(), fault.code == "missing-file" && fault.message.starts_with('`'));
            if let Some(place) = &fault.place {
                assert!(place.source.name.starts_with("bakery/"), "{}", place.source.name);
                assert!(!place.text().contains("\n\n"), "too much is marked:\n{}", fault.draw(false));
            }
        }
    }
}

/// A fault in one line: its code, where it is, and its message.
fn line(fault: &Diagnostic) -> String {
    let place = fault.place.as_ref().map_or_else(String::new, |place| {
        let (line, column) = place.line_column();
        format!(" {}:{line}:{column}", place.source.name)
    });
    format!("{}{place}: {}", fault.code, fault.message)
}

fn lines(faults: &[Diagnostic]) -> Vec<String> {
    faults.iter().map(line).collect()
}

/// The good questionnaire with one text put for another.
fn changed(file: &str, find: &str, put: &str) -> Folder {
    let mut folder = good(GOOD);
    Change { file: file.to_owned(), find: Some(find.to_owned()), put: Some(put.to_owned()) }
        .make(&mut folder);
    folder
}

fn with_condition(condition: &str) -> Folder {
    changed("party.toml", "\"loaves > 5\"", &format!("'''{condition}'''"))
}

fn with_text(text: &str) -> Folder {
    changed("party.toml", "Who is the party for?", text)
}

/// What is too long to be written out in a case: its name, the questionnaire, and what must be said.
fn beyond_measure() -> Vec<(&'static str, Folder, &'static str)> {
    let too_long = "long-expression bakery/party.toml:3:8: an expression has at most 2000 letters";
    let too_deep =
        "bad-expression bakery/party.toml:3:85: this cannot be read: its brackets are nested too deep";
    let mut untrained = good(GOOD);
    untrained.model = Some(b"no model".into());
    let long_value = format!("large = 20\nlong = 'here{}'", " or here".repeat(100_000));
    vec![
        (
            "a model that is none",
            untrained,
            "bad-model: `bakery/message.model` cannot be used: this is no message model of version 1",
        ),
        ("2,001 letters", with_condition(&format!("here{}", " ".repeat(1_997))), too_long),
        ("10,000 brackets", with_condition(&"(".repeat(10_000)), too_long),
        ("1,990 brackets", with_condition(&"(".repeat(1_990)), too_deep),
        ("1,990 list brackets", with_condition(&"[".repeat(1_990)), too_deep),
        (
            "a long value",
            changed("questionnaire.toml", "large = 20", &long_value),
            "long-expression bakery/questionnaire.toml:12:8: an expression has at most 2000 letters",
        ),
        (
            "a long text",
            with_text(&format!("{{{{ 1{} }}}}", "+1".repeat(100_000))),
            "long-template bakery/party.toml:9:7: a text with braces has at most 4000 letters",
        ),
        (
            "a deep array",
            changed(
                "party.toml",
                "title = \"The party\"",
                &format!("title = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            ),
            "bad-toml bakery/party.toml:2:89: this is not TOML: cannot recurse further; max recursion depth met",
        ),
        (
            "a deep pattern",
            changed("message.toml", "burnt my hand", &"(".repeat(100_000)),
            "bad-pattern bakery/message.toml:45:100015: this pattern cannot be read: unclosed group",
        ),
        (
            "a pattern that would take long",
            changed("message.toml", "burnt my hand", "(?:a{1000}){1000}"),
            "bad-pattern bakery/message.toml:45:14: this pattern cannot be read: this pattern is too large",
        ),
    ]
}

#[test]
fn what_is_beyond_measure_is_said_to_be() {
    for (name, folder, expected) in beyond_measure() {
        assert_eq!(lines(&faults(&folder)), [expected], "{name}");
    }
}

#[test]
fn the_deepest_expressions_that_there_may_be_are_read() {
    for condition in [
        format!("{}here", "not ".repeat(499)),
        format!("{}1 < 2", "-".repeat(1_990)),
        format!("0{} < 2", "+1".repeat(990)),
        format!("{}here", "here and ".repeat(220)),
        format!("{}here", "here if here else ".repeat(110)),
        format!("0 < 1{}", " < 2".repeat(490)),
    ] {
        check(&with_condition(&condition)).unwrap_or_else(|faults| panic!("{}", drawn(&faults)));
    }
    let text = format!("{{{{ 0{} }}}}", "+1".repeat(1_990));
    check(&with_text(&text)).unwrap_or_else(|faults| panic!("{}", drawn(&faults)));
}

#[test]
fn many_faults_are_all_found() {
    let mut folder = good(GOOD);
    let party = folder.files["party.toml"].text.clone();
    let question = "\n[[question]]\nid = \"Q\"\nkind = \"nota\"\nask = \"\"\nwhen = \"loaves > 99\"\n";
    folder.put("party.toml", party + &question.repeat(1_000));
    let found = faults(&folder);
    let count = |code: &str| found.iter().filter(|fault| fault.code == code).count();
    let counts = ["bad-id", "duplicate-id", "unknown-word", "blank-text", "off-the-scale"].map(count);
    assert_eq!(counts, [1_000, 999, 1_000, 1_000, 1_000]);
}

#[test]
fn a_file_without_a_word_needs_everything() {
    let first_faults = |file: &str, count: usize| {
        let mut folder = good(GOOD);
        folder.put(file, "");
        lines(&faults(&folder)[..count])
    };
    let needs = |file: &str, what: &str, keys: &[&str]| -> Vec<String> {
        keys.iter().map(|key| format!("missing-key bakery/{file}:1:1: {what} needs `{key}`")).collect()
    };
    for (file, what, keys) in [
        (
            "questionnaire.toml",
            "the questionnaire",
            &["id", "title", "version", "language", "intro", "open", "stages"] as &[&str],
        ),
        ("party.toml", "a stage", &["id", "title", "[[question]]"]),
        ("message.toml", "the message file", &["draft"]),
        ("summary.toml", "the summary", &["headings", "about"]),
        ("support.toml", "the support file", &["regions", "kinds", "note", "fallback"]),
    ] {
        assert_eq!(first_faults(file, keys.len()), needs(file, what, keys));
    }
}

#[test]
fn every_code_of_the_source_has_a_case() {
    let mut in_source = BTreeSet::new();
    for file in sources(&path("src/questionnaire")) {
        in_source.extend(codes(&fs::read_to_string(file).expect("a source file")));
    }
    let cases = case_files().into_iter().map(|file| faults_of(&case(&file)));
    let generated = beyond_measure().into_iter().map(|(_, folder, _)| faults(&folder));
    let said: BTreeSet<String> =
        cases.chain(generated).flatten().map(|fault| fault.code.to_owned()).collect();
    assert_eq!(in_source, said);
    assert!(in_source.len() > 40, "are they still found? {in_source:?}");
}

/// The codes that a source file names: the first words in quotes behind what makes a diagnostic.
fn codes(source: &str) -> Vec<String> {
    let makers = ["error(", "placeless(", "fault(", "code = "];
    let behind = makers.iter().flat_map(|maker| source.split(maker).skip(1));
    let quoted = behind.filter_map(|text| text.trim_start().strip_prefix('"')?.split('"').next());
    quoted.map(String::from).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The good questionnaire on disk, ready to be spoilt.
fn on_disk() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, file) in &good(GOOD).files {
        fs::write(folder.path().join(name), &file.text).expect("a file");
    }
    folder
}

/// What is said of `path`, in which `folder` is called FOLDER.
fn said_of(path: &Path, folder: &TempDir) -> String {
    let faults = store::folder(path).expect_err("a fault");
    drawn(&faults).replace(&folder.path().display().to_string(), "FOLDER")
}

#[test]
fn files_that_cannot_be_read_are_all_named() {
    let folder = on_disk();
    let file = |name: &str| folder.path().join(name);
    fs::write(file("order.toml"), b"id = \"order\"\ntitle = \"Caf\xe9\"\n").expect("a file");
    fs::remove_file(file("party.toml")).expect("a file that can go");
    fs::create_dir(file("party.toml")).expect("a folder");
    fs::write(file("summary.toml"), "#".repeat(5_000_000)).expect("a file");
    let said = said_of(folder.path(), &folder);
    let mut found: Vec<&str> = said.split("\n\n").collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "error[not-a-file]: `FOLDER/party.toml` is a folder\n |\n = help: name a file in it",
            "error[not-utf-8]: `FOLDER/order.toml` is not UTF-8 text
 --> FOLDER/order.toml:2:13
  |
2 | title = \"Caf\u{fffd}\"
  |             ^ this byte
  |
  = help: save the file as UTF-8",
            "error[too-large]: `FOLDER/summary.toml` is larger than 4 MiB\n |\n = help: is it the right file?",
        ]
    );
}

#[test]
fn what_is_no_folder_is_said_to_be_none() {
    let folder = on_disk();
    assert_eq!(
        said_of(&folder.path().join("order.toml"), &folder),
        "error[not-a-folder]: `FOLDER/order.toml` is a file\n |\n = help: a questionnaire is a folder: name the folder"
    );
    assert_eq!(
        said_of(&folder.path().join("nowhere"), &folder),
        "error[cannot-read]: cannot read `FOLDER/nowhere`: no such file or directory\n |\n = help: check the name, or the folder you are in"
    );
    let empty = TempDir::new().expect("a temporary folder");
    let nothing = store::folder(empty.path()).expect("an empty folder can be read");
    let codes: Vec<&str> = faults(&nothing).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["missing-file"; 4]);
}
