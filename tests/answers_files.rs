//! Promise: an answers file is read with all its faults at once, each with its place and the nearest right word; and what the
//! program writes, it reads back.
//!
//! Each file of `tests/answers` is a case: the text of an answers file to the bakery's questions, the answers that are read
//! from it, and what must be said, to the letter. `UPDATE_CASES=1 cargo test --test answers_files` writes what comes out now
//! into the cases, for review.

mod questionnaires;

use proptest::{
    collection::{btree_set, vec},
    prelude::*,
    sample::{select, subsequence},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use questionnaires::{drawn, good, path, read, shipped, sound};
use rekindle::{
    answer::{Answer, Answers},
    answers::{blank, fit, toml_text},
    diagnostic::Source,
    message::WatchKind,
    questionnaire::{Kind, Question, Questionnaire},
    session::Record,
    store,
};
use serde::Deserialize;
use std::{env, fs};
use tempfile::TempDir;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    read: String,
    expected: String,
}

#[test]
fn every_case_is_read_as_it_should_be() {
    let questionnaire = sound(&good("bakery"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(path("tests/answers")).expect("the cases") {
        let file = entry.expect("an entry").path();
        let written = fs::read_to_string(&file).expect("a case");
        let case: Case =
            toml::from_str(&written).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let result = read(&case.text, &questionnaire);
        let (answers, said) = (toml_text(&result.answers), drawn(&result.faults));
        if env::var_os("UPDATE_CASES").is_some() {
            let (before, _) = written.split_once("\nread = '''").expect("a `read`");
            let line_end = if said.is_empty() { "" } else { "\n" };
            let after = format!("\nread = '''\n{answers}'''\n\nexpected = '''\n{said}{line_end}'''\n");
            fs::write(&file, format!("{before}{after}")).expect("a case that can be written");
        } else if answers != case.read || said != case.expected.trim_end() {
            wrong.push(format!("== {}: it reads\n{answers}\n== and says\n{said}", file.display()));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "only {count} cases");
}

#[test]
fn nesting_beyond_measure_is_one_fault() {
    let questionnaire = sound(&good("bakery"));
    let deep = 100_000;
    for (text, code) in [
        ("[".repeat(deep), "bad-toml"),
        ("[{\"a\":".repeat(deep), "bad-json"),
        (format!("{{\"bread\": {}", "[".repeat(deep)), "bad-json"),
        ("{\"a\":".repeat(deep), "bad-json"),
        (format!("bread = {}", "[".repeat(deep)), "bad-toml"),
        (format!("bread = {}", "{a=".repeat(deep)), "bad-toml"),
    ] {
        let file = read(&text, &questionnaire);
        let codes: Vec<&str> = file.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [code], "{}", &text[..10]);
        assert!(drawn(&file.faults).len() < 2_000, "a long line is cut");
        assert!(file.answers.is_empty());
    }
}

#[test]
fn line_ends_and_marks_of_windows_change_nothing() {
    let questionnaire = sound(&good("bakery"));
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("answers.toml");
    fs::write(
        &file,
        "\u{feff}here = true\r\nbread = \"rye\"\r\nnote_for_baker = \"\"\"\r\nOne\r\nTwo\"\"\"\r\n",
    )
    .expect("a file");
    let source = store::read_text(&file).expect("a text");
    let answers = rekindle::answers::read(&source, &questionnaire);
    assert_eq!(drawn(&answers.faults), "");
    assert_eq!(
        toml_text(&answers.answers),
        "bread = \"rye\"\nhere = true\nnote_for_baker = \"\"\"\nOne\nTwo\"\"\"\n"
    );

    let json = "\u{feff}{\r\n \"here\": true,\r\n \"bread\": \"rey\"\r\n}\r\n";
    fs::write(&file, json).expect("a file");
    let source = store::read_text(&file).expect("a text");
    let answers = rekindle::answers::read(&source, &questionnaire);
    let places: Vec<_> =
        answers.faults.iter().map(|fault| fault.place.as_ref().expect("a place").line_column()).collect();
    assert_eq!(places, [(3, 11)]);
}

#[test]
fn what_is_no_text_is_one_clear_fault() {
    let folder = TempDir::new().expect("a temporary folder");
    let said = |name: &str| {
        let fault = store::read_text(&folder.path().join(name)).expect_err("a fault");
        fault.draw(false).replace(&folder.path().display().to_string(), "FOLDER")
    };
    fs::write(folder.path().join("latin.toml"), b"here = true\nguest = \"Ren\xe9\"\n").expect("a file");
    fs::write(folder.path().join("large.toml"), vec![b' '; 20_000_000]).expect("a file");
    fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    assert_eq!(
        said("latin.toml"),
        "error[not-utf-8]: `FOLDER/latin.toml` is not UTF-8 text
 --> FOLDER/latin.toml:2:13
  |
2 | guest = \"Ren\u{fffd}\"
  |             ^ this byte
  |
  = help: save the file as UTF-8"
    );
    assert_eq!(
        said("large.toml"),
        "error[too-large]: `FOLDER/large.toml` is larger than 4 MiB\n |\n = help: is it the right file?"
    );
    assert_eq!(
        said("folder.toml"),
        "error[not-a-file]: `FOLDER/folder.toml` is a folder\n |\n = help: name a file in it"
    );
    assert_eq!(
        said("nowhere.toml"),
        "error[cannot-read]: cannot read `FOLDER/nowhere.toml`: no such file or directory\n |\n = help: check the name, or the folder you are in"
    );
}

#[test]
fn an_empty_file_says_so() {
    let questionnaire = sound(&good("bakery"));
    for text in ["", " \n\n", "\t"] {
        let codes: Vec<_> = read(text, &questionnaire).faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["empty-file"], "{text:?}");
    }
}

#[test]
fn a_text_has_a_longest_length() {
    let questionnaire = sound(&good("bakery"));
    let fault = |length: usize| {
        let file = read(&format!("note_for_baker = \"{}\"", "é".repeat(length)), &questionnaire);
        file.faults.first().map(|fault| fault.code)
    };
    assert_eq!(fault(20_000), None);
    assert_eq!(fault(20_001), Some("too-long"));
}

/// What `sed 's/^MARK//'` makes of a text.
fn without_mark(text: &str, mark: &str) -> String {
    text.lines().map(|line| line.strip_prefix(mark).unwrap_or(line).to_owned() + "\n").collect()
}

#[test]
fn a_blank_file_is_an_answers_file_once_its_marks_are_taken_off() {
    for questionnaire in [shipped(), sound(&good("bakery")), sound(&good("minimal"))] {
        let blank = blank(&questionnaire);
        for text in [without_mark(&blank, "# "), without_mark(&blank, "#")] {
            let file = read(&text, &questionnaire);
            assert_eq!(drawn(&file.faults), "");
            assert!(file.answers.is_empty());
            assert_eq!(file.about["_questionnaire"], questionnaire.id);
            assert_eq!(file.about["_version"], questionnaire.version);
            for question in questionnaire.questions().filter(|question| !matches!(question.kind, Kind::Note))
            {
                let key = format!("{} = ", question.id);
                let lines = text.lines().filter(|line| line.trim_start().starts_with(&key)).count();
                assert_eq!(lines, 1, "{key}");
            }
        }
        // As it is, it is all comments.
        assert!(blank.lines().all(|line| line.is_empty() || line.starts_with('#')));
    }
}

/// Runs a property with the same random cases every time, and without a file for those that failed.
fn hold<S: Strategy>(strategy: &S, property: impl Fn(S::Value)) {
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(strategy, |value| {
        property(value);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Any answer that fits a question, or none.
fn any_answer(question: &Question) -> BoxedStrategy<Option<Answer>> {
    let values = |choices: &[rekindle::questionnaire::Choice]| -> Vec<String> {
        choices.iter().map(|choice| choice.value.clone()).collect()
    };
    let answer = match &question.kind {
        Kind::SingleChoice(choices) => select(values(choices)).prop_map(Answer::Choice).boxed(),
        Kind::MultiChoice(choices) => {
            let all = values(choices);
            let count = all.len();
            subsequence(all, 0..=count).prop_map(Answer::Choices).boxed()
        }
        Kind::Rank(rank) => {
            let all = values(&rank.choices);
            let count = all.len();
            subsequence(all, 0..=count).prop_shuffle().prop_map(Answer::Choices).boxed()
        }
        Kind::Scale(scale) => (scale.min..=scale.max).prop_map(Answer::Number).boxed(),
        Kind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        Kind::ShortText | Kind::LongText => any_text().prop_map(Answer::Text).boxed(),
        Kind::Note => return Just(None).boxed(),
    };
    prop_oneof![3 => answer.prop_map(Some), 1 => Just(None)].boxed()
}

/// Texts with everything that has a meaning in TOML, and with what breaks lines and terminals.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,20}",
        any::<char>().prop_map(String::from),
        select(vec![
            "\"", "\"\"\"", "'", "'''", "\\", "\n", "\r\n", "\t", "#", "=", "[", "{{ x }}", "\u{7f}",
            "\u{0}", "é", "😀"
        ])
        .prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn any_answers(questionnaire: &Questionnaire) -> impl Strategy<Value = Answers> {
    let each: Vec<_> = questionnaire
        .questions()
        .map(|question| {
            let id = question.id.clone();
            any_answer(question).prop_map(move |answer| (id.clone(), answer))
        })
        .collect();
    each.prop_map(|pairs| {
        pairs.into_iter().filter_map(|(id, answer)| Some((id, answer?))).collect::<Answers>()
    })
}

/// The answers as they are settled when they are read; what does not fit is left out.
fn settled(answers: &Answers, questionnaire: &Questionnaire) -> Answers {
    let fits = |(id, answer): (&str, &Answer)| {
        let question = questionnaire.question(id).expect("a question");
        Some((id.to_owned(), fit(question, answer.clone()).ok()?))
    };
    answers.iter().filter_map(fits).collect()
}

#[test]
fn what_is_written_is_read_back() {
    for questionnaire in [shipped(), sound(&good("bakery"))] {
        hold(&any_answers(&questionnaire), |answers| {
            let answers = settled(&answers, &questionnaire);
            let file = read(&toml_text(&answers), &questionnaire);
            assert_eq!(drawn(&file.faults), "");
            assert_eq!(file.answers, answers);
        });
    }
}

#[test]
fn a_record_is_read_back() {
    let questionnaire = shipped();
    let ids: Vec<String> = questionnaire.questions().map(|question| question.id.clone()).collect();
    let some_ids = || btree_set(select(ids.clone()), 0..6);
    let kinds = select(vec![WatchKind::SelfHarm, WatchKind::Others]);
    let softened = btree_set((select(ids.clone()), kinds), 0..4);
    let numbers = (any::<i64>(), any::<i64>(), any::<bool>(), any::<bool>(), any_text());
    let strategy = (any_answers(&questionnaire), some_ids(), softened, some_ids(), numbers);
    hold(&strategy, |(answers, left, softened, asked_which, numbers)| {
        let (started, updated, short, finished, version) = numbers;
        let answers = settled(&answers, &questionnaire);
        let is_begun = |answer: &Answer| matches!(answer, Answer::Text(_) | Answer::Choices(_));
        let begun = answers.iter().filter(|(_, answer)| is_begun(answer));
        let record = Record {
            questionnaire: questionnaire.id.clone(),
            begun: begun.map(|(id, answer)| (id.to_owned(), answer.clone())).collect(),
            answers,
            version,
            started,
            updated,
            short,
            finished,
            left,
            softened,
            again: ["hurry".to_owned()].into(),
            asked_which,
        };
        let (again, warnings) =
            Record::from_text(&Source::new("record", record.to_text()), &questionnaire).expect("a record");
        assert_eq!(drawn(&warnings), "");
        assert_eq!(again, record);
    });
}
