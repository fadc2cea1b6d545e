//! The plain face, as somebody hears it: what is said, and what each line does.

use rekindle::{
    interview::{NoKeeper, Settings, run},
    prompt::PlainPrompter,
    questionnaire::{Folder, check},
    session::{Manner, Session},
};
use std::{
    cell::RefCell,
    io::{Cursor, Write},
    path::Path,
    rc::Rc,
};

/// What was said, shared with who reads it afterwards.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A session with a question of every kind: what is heard, the record, and how it ended.
fn session(lines: impl AsRef<[u8]>, has_person: bool) -> (String, String, String) {
    session_with(lines, has_person, "")
}

/// The same, and what is found each time when it is looked whether another line came at once: one (`+`), or none.
fn session_with(lines: impl AsRef<[u8]>, has_person: bool, bursts: &'static str) -> (String, String, String) {
    let mut folder = Folder::new("kinds");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    for entry in std::fs::read_dir(path).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        folder.put(&name, std::fs::read_to_string(&path).expect("a file"));
    }
    let checked = check(&folder).unwrap_or_else(|_| panic!("a sound questionnaire"));
    let manner = Manner { asks_hints: has_person, ..Manner::default() };
    let mut session = Session::new(&checked.questionnaire, manner);
    let heard = Heard::default();
    let input = Box::new(Cursor::new(lines.as_ref().to_vec()));
    let mut face = PlainPrompter::new(input, Box::new(heard.clone()), has_person, 72);
    if has_person {
        let mut bursts = bursts.chars();
        face = face.joining_bursts(Box::new(move || bursts.next() == Some('+')));
    }
    let settings = Settings { region: "GB".to_owned(), has_person, resumed: false };
    let end = run(&mut session, &mut face, &mut NoKeeper, &settings);
    let said = String::from_utf8(heard.0.borrow().clone()).expect("UTF-8");
    assert!(!said.chars().any(|letter| letter.is_control() && letter != '\n'), "{said:?}");
    (
        said,
        session.record(0, 0).to_text(),
        end.map_or_else(|error| error.to_string(), |end| format!("{end:?}")),
    )
}

/// The answers a record holds.
fn answers(record: &str) -> String {
    record.lines().filter(|line| !line.starts_with('_')).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_line_answers_one_question_of_any_kind() {
    let lines = "yes\n2\n1, Walked\nwalked,slept\n7\n-3\na few words\nmany words\n京都 (Kyoto)\n";
    let (said, record, end) = session(lines, false);
    assert_eq!(end, "Finished", "{said}");
    insta::assert_snapshot!("plain-pipe", said);
    assert_eq!(
        answers(&record),
        "calm = true\nlong = \"many words\"\nlong_scale = -3\nmany = [\"slept\", \"walked\"]\none = \"tired\"\n\
         order = [\"walked\", \"slept\"]\nscale = 7\nshort = \"a few words\"\ntown = \"kyoto\""
    );
}

#[test]
fn a_person_hears_it_all_once() {
    let lines = "yes\n:help\n:bakc\n9\nnowhere\ntired\n1,2\n:back\n\n\n8\n\n\n:back\n:back\n\n\nx\n:review\n2\n1\n\n:pause\n";
    let (said, _, end) = session(lines, true);
    assert_eq!(end, "Paused", "{said}");
    insta::assert_snapshot!("plain-person", said);
}

#[test]
fn the_end_of_the_input_pauses_and_answers_nothing() {
    // The last line needs no end of its own.
    let (_, record, end) = session("yes\n1\n1", false);
    assert_eq!(
        (answers(&record).as_str(), end.as_str()),
        ("calm = true\nmany = [\"slept\"]\none = \"fine\"", "Paused")
    );
    let (_, record, end) = session("yes\n1\n", false);
    assert_eq!((answers(&record).as_str(), end.as_str()), ("calm = true\none = \"fine\"", "Paused"));
}

#[test]
fn an_empty_line_skips_and_keeps_an_earlier_answer() {
    let (_, record, _) = session("yes\n\n1\n", false);
    assert_eq!(answers(&record), "calm = true\nmany = [\"slept\"]");
    // Back to the question before, where an empty line keeps what was said.
    let (said, record, _) = session("yes\n2\n:back\n\n1\n", true);
    assert!(said.contains("An empty line keeps your earlier answer."), "{said}");
    assert_eq!(answers(&record), "calm = true\nmany = [\"slept\"]\none = \"tired\"");
}

#[test]
fn numbers_need_no_commas_between_them() {
    for line in ["1 2", "1, 2", " 1  2 ", "1,2", "slept, ate"] {
        let (said, record, _) = session(format!("yes\n1\n{line}\n"), false);
        assert!(answers(&record).contains("many = [\"slept\", \"ate\"]"), "{line}\n{said}");
    }
}

#[test]
fn two_colons_are_text_and_broken_letters_are_marked() {
    let lines = b"yes\n1\n1\n5\n5\n::back\nbad \xff byte\n\n".to_vec();
    let (_, record, _) = session(lines, false);
    let kept = answers(&record);
    assert!(kept.contains("short = \":back\""), "{kept}");
    assert!(kept.contains("long = \"bad \u{fffd} byte\""), "{kept}");
}

#[test]
fn leaving_is_leaving() {
    let (_, _, end) = session("yes\n:exit\n", true);
    assert_eq!(end, "Left");
}

#[test]
fn lines_that_come_at_once_are_one_text() {
    let to_the_texts = "yes\n1\n1\n5\n5\n\n";
    let lines = format!("{to_the_texts}one\ntwo\nthree\n\none\n\ntwo\nthree\n\n:pause\n");
    // Three lines at once, then an empty one; then three of which the last waited for its Enter.
    let (said, record, end) = session_with(lines, true, "+++-++---");
    assert_eq!(end, "Paused", "{said}");
    let kept = answers(&record);
    assert!(kept.contains("short = \"one two three\""), "{kept}\n{said}");
    assert!(kept.contains("long = \"\"\"\none\n\ntwo\nthree\"\"\""), "{kept}\n{said}");
    assert!(said.contains("Your answer has 3 lines so far. Add more, or press Enter to go on."), "{said}");
    // The end of the input right behind a text takes nothing of it away.
    let (_, record, end) = session_with(format!("{to_the_texts}one\n"), true, "++");
    assert!(answers(&record).contains("short = \"one\""), "{record}");
    assert_eq!(end, "Paused");
    // Nor does a command behind it; only to skip means the text itself.
    let (said, record, end) = session_with(format!("{to_the_texts}one\ntwo\n:pause\n"), true, "+--");
    assert!(answers(&record).contains("short = \"one two\""), "{record}\n{said}");
    assert_eq!(end, "Paused");
    let (said, record, _) = session_with(format!("{to_the_texts}one\ntwo\n:skip\n:pause\n"), true, "+---");
    assert!(!answers(&record).contains("short ="), "{record}\n{said}");
    // From a pipe one line is one answer, however fast it comes.
    let (_, record, _) = session("yes\n1\n1\n5\n5\none\ntwo\n1\n", false);
    let kept = answers(&record);
    assert!(kept.contains("short = \"one\"") && kept.contains("long = \"two\""), "{kept}");
}
