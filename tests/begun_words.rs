//! Promise: where a session is kept, what was begun at a question and not entered is kept with it, whatever ends the session, and
//! it counts for nothing until it is entered.

#[path = "support/terminal.rs"]
mod terminal;

use rustix::process::Signal;
use std::fs;
use terminal::{Start, Terminal};

/// What ends a session in the middle of a text.
#[derive(Clone, Copy, Debug)]
enum End {
    Keys(&'static str),
    Signal(Signal),
    Close,
}

/// Whatever can end it, with what is on the screen just before, and what becomes of the program.
const ENDS: [(&str, End); 8] = [
    ("", End::Keys("\x03")),
    ("", End::Signal(Signal::TERM)),
    ("", End::Signal(Signal::HUP)),
    ("", End::Signal(Signal::QUIT)),
    ("", End::Close),
    // From the menu that is opened over the text.
    ("\x1b", End::Keys("\x03")),
    ("\x1b", End::Signal(Signal::TERM)),
    // From the question before it.
    ("\x1b\x1b[B\r", End::Signal(Signal::TERM)),
];

const BEGUN: &str = "half a thought, \u{5c71}";

/// A session at a text with several lines.
fn at_the_text(arguments: &[&str], with: impl FnOnce(Start) -> Start) -> Terminal {
    let mut terminal = with(Start::kinds(&["long", "town"]).with(arguments)).run();
    terminal.sees("Enter: go on");
    terminal.reads_on_to("in many?");
    terminal
}

/// The same, with something written there.
fn writing(arguments: &[&str]) -> Terminal {
    let mut terminal = at_the_text(arguments, |start| start);
    terminal.press(format!("\x1b[200~{BEGUN}\x1b[201~"), BEGUN);
    terminal
}

fn kept(terminal: &Terminal) -> String {
    fs::read_to_string(terminal.home.path().join("state/kept.toml")).expect("a saved session")
}

/// The session that another terminal has kept, resumed.
fn resumed(before: &Terminal, name: &str, arguments: &[&str]) -> Terminal {
    let state = before.home.path().join("state");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds");
    let start = Start::rekindle(&["resume", name, "--questions", folder]).with(arguments);
    start.env("REKINDLE_STATE_DIR", state.to_str().expect("a path")).run()
}

/// The session goes on where it was, with what was begun in the prompt.
#[track_caller]
fn goes_on_with_it(before: &Terminal, name: &str) {
    // In plain lines it can be read, and it is still there after a detour.
    let mut plain = resumed(before, name, &["--plain"]);
    let begun = format!("does not count yet: \u{201c}{BEGUN}\u{201d}");
    plain.sees(&begun);
    plain.press(":back\r", "in a few words?");
    plain.keys("\r");
    plain.until("it is said again", |screen| screen.contents().matches("does not count yet").count() == 2);
    drop(plain);
    let mut terminal = resumed(before, name, &[]);
    terminal.sees("Part 2 of 2");
    terminal.press("\r", &format!("> {BEGUN}"));
    // Entered, it is an answer as any other.
    terminal.press("!\r", "town");
    let file = fs::read_to_string(before.home.path().join(format!("state/{name}.toml")));
    let file = file.expect("a saved session");
    assert!(file.contains(&format!("\nlong = \"{BEGUN}!\"")), "{file}");
    assert!(!file.contains("_begun"), "{file}");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
}

#[test]
fn words_begun_are_kept_whatever_ends_the_session() {
    for (keys, end) in ENDS {
        let mut terminal = writing(&["--save", "kept"]);
        match keys {
            "" => {}
            "\x1b" => terminal.press(keys, "> Return to the question"),
            _ => {
                terminal.press("\x1b", "> Return to the question");
                terminal.press("\x1b[B", "> Go back");
                terminal.press("\r", "in a few words");
            }
        }
        match end {
            End::Keys(keys) => terminal.keys(keys),
            End::Signal(signal) => terminal.signal(signal),
            End::Close => terminal.close(),
        }
        match end {
            End::Close => drop(terminal.status()),
            End::Keys(_) | End::Signal(_) => drop(terminal.put_back()),
        }
        let file = kept(&terminal);
        assert!(!file.contains("\nlong = "), "{keys:?} {end:?}\n{file}");
        if matches!(end, End::Close) {
            // The library that closes the terminal types Enter before it does, which may be seen in time or not.
            let begun = file.split("_begun_long = ").nth(1).expect("what was begun");
            assert!(begun.trim_start_matches(['"', '\n']).starts_with(BEGUN), "{file}");
            continue;
        }
        assert!(file.contains(&format!("_begun_long = \"{BEGUN}\"\n")), "{keys:?} {end:?}\n{file}");
        goes_on_with_it(&terminal, "kept");
    }
}

#[test]
fn a_pause_keeps_them_too_also_where_it_is_what_begins_to_save() {
    for (arguments, name) in
        [(&["--no-pager", "--save", "kept"][..], "kept"), (&["--no-pager"], "2026-11-23")]
    {
        let mut terminal = writing(arguments);
        terminal.press("\x1b", "> Return to the question");
        terminal.press("\x1b[B".repeat(5), "> Pause");
        if name != "kept" {
            terminal.press("\r", "> No, save nothing");
            terminal.press("\x1b[B", "> Yes, save them");
            terminal.press("\r", &format!("rekindle resume {name}"));
        }
        terminal.keys("\r");
        assert_eq!(terminal.put_back().exit_code(), 3);
        goes_on_with_it(&terminal, name);
    }
}

#[test]
fn ticks_are_kept_as_words_are_and_a_row_that_is_only_stood_on_is_not() {
    for (asked, keys, sees, begun) in [
        ("many", "2 ", "1 of 4 chosen", Some("_begun_many = [\"ate\"]")),
        ("one", "\x1b[B", "> 2. Tired", None),
    ] {
        let mut terminal = Start::kinds(&[asked, "town"]).with(&["--save", "kept"]).run();
        terminal.sees("Enter: go on");
        terminal.press("\r", "Part 1 of 2");
        terminal.press("\r", if asked == "many" { "0 of 4 chosen" } else { "> 1. Fine" });
        terminal.press(keys, sees);
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130);
        let file = kept(&terminal);
        match begun {
            Some(begun) => assert!(file.contains(begun), "{file}"),
            None => assert!(!file.contains("_begun"), "{file}"),
        }
    }
}

#[test]
fn words_that_were_not_taken_are_kept_as_well() {
    let mut terminal = writing(&["--save", "kept"]);
    let too_long = "word ".repeat(4_100);
    terminal.keys(format!("\x1b[200~{too_long}\x1b[201~"));
    terminal.press("\r", "! ");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
    assert!(kept(&terminal).contains(&format!("_begun_long = \"{BEGUN}word word ")));
}

#[test]
fn words_that_were_taken_away_again_are_gone() {
    let mut terminal = writing(&["--save", "kept"]);
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
    let mut later = resumed(&terminal, "kept", &[]);
    later.sees("Part 2 of 2");
    later.press("\r", &format!("> {BEGUN}"));
    later.press("\x15", "Enter skips");
    later.keys("\x03");
    assert_eq!(later.put_back().exit_code(), 130);
    assert!(!kept(&terminal).contains("_begun"), "{}", kept(&terminal));
}

#[test]
fn a_change_that_was_begun_is_told_of_when_the_session_goes_on_elsewhere() {
    let mut terminal = at_the_text(&["--save", "kept"], |start| start);
    terminal.press("first\r", "Which town");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b[B", "> Go back");
    terminal.press("\r", "> first");
    terminal.press(" and more", "> first and more");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
    let later = resumed(&terminal, "kept", &[]);
    later.sees("You had begun something at: What would you say in many?");
    drop(later);
    assert!(kept(&terminal).contains("_begun_long = \"first and more\""));
}

#[test]
fn whoever_leaves_without_a_trace_leaves_none_of_them() {
    // At the question itself, and at a page over it.
    for over in [false, true] {
        let mut terminal = writing(&["--save", "kept"]);
        terminal.press("\x1b", "> Return to the question");
        if over {
            terminal.press("\x1b[A\x1b[A\x1b[A", "> Help lines");
            terminal.press("\r", "You can reach these people");
            terminal.press("\x1b", "> Return");
        }
        terminal.press("\x1b[A", "> Leave without a trace");
        terminal.keys("\r");
        assert_eq!(terminal.put_back().exit_code(), 3);
        assert!(!kept(&terminal).contains("_begun"), "{}", kept(&terminal));
    }
}

#[test]
fn an_answer_is_kept_although_its_gate_is_not_read_to_the_end() {
    let mut terminal = Start::kinds(&["one", "town"]).with(&["--save", "kept"]).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", "Part 1 of 2");
    terminal.press("\r", "> 1. Fine");
    terminal.press("3\r", "glad you said that");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
    assert!(kept(&terminal).contains("\none = \"help\""), "{}", kept(&terminal));
}

/// Writes something, says so, and waits.
const EDITOR: &str = "printf changed > \"$1\"; echo editing; read -r line";

#[test]
fn what_an_editor_has_saved_by_now_is_kept_when_we_end_under_it() {
    let with = |start: Start| start.file("editor", EDITOR).env("EDITOR", "sh ./editor");
    let mut terminal = at_the_text(&["--save", "kept"], with);
    terminal.press("half", "> half");
    terminal.press("\x18", "editing");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.put_back().signal(), Some("Terminated"));
    assert!(kept(&terminal).contains("_begun_long = \"changed\"\n"), "{}", kept(&terminal));
}

#[test]
fn refused_words_that_were_taken_away_stay_away() {
    let mut terminal = writing(&["--save", "kept"]);
    let too_long = "word ".repeat(4_100);
    terminal.keys(format!("\x1b[200~{too_long}\x1b[201~"));
    terminal.press("\r", "! ");
    terminal.press("\x15", "Enter skips");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b[B".repeat(4), "> Help lines");
    terminal.press("\r", "You can reach these people");
    // Back at the question, and nothing is there.
    terminal.reads_on_to("in many?");
    terminal.sees("Enter skips");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
    assert!(!kept(&terminal).contains("_begun"), "{}", kept(&terminal));
}
