//! Whatever ends or interrupts a session, the terminal is put back, and nothing that was typed is lost to a resize. Which test holds
//! which trap of a terminal, here and in the other `screen_*.rs`, is a table in CONTRIBUTING.md.

#[path = "support/terminal.rs"]
mod terminal;

use rekindle::{
    answer::{Answer, Answers},
    interview::{Keeper, Prefilled, Settings, run},
    prompt::{RichPrompter, RichSettings},
    questionnaire::{Folder, check},
    session::{Manner, Session},
};
use rustix::process::Signal;
use std::{fs, path::Path};
use terminal::{Start, Terminal};

/// A prompt that a signal can meet.
#[derive(Clone, Copy, Debug)]
enum At {
    Choice,
    Text,
    Menu,
    /// A page to be read.
    Page,
}

const EVERYWHERE: [At; 4] = [At::Choice, At::Text, At::Menu, At::Page];

/// A session that waits at a prompt, with something done there already; and what shows that it was.
fn waiting(at: At, arguments: &[&str]) -> (Terminal, &'static str) {
    let asked = match at {
        At::Choice | At::Menu | At::Page => ["one", "town"],
        At::Text => ["long", "town"],
    };
    let mut terminal = Start::kinds(&asked).with(arguments).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", if matches!(at, At::Text) { "Part 2 of 2" } else { "Part 1 of 2" });
    if matches!(at, At::Page) {
        return (terminal, "Part 1 of 2");
    }
    terminal.keys("\r");
    let state = match at {
        At::Page => unreachable!("it is there already"),
        At::Choice => {
            terminal.sees("> 1. Fine");
            terminal.keys("\x1b[B");
            "> 2. Tired"
        }
        At::Menu => {
            terminal.sees("> 1. Fine");
            terminal.press("\x1b", "> Return to the question");
            terminal.keys("\x1b[B");
            "> Go back"
        }
        At::Text => {
            terminal.sees("only to read");
            terminal.press("\r", "in many?");
            terminal.keys("half a thought");
            "> half a thought"
        }
    };
    terminal.sees(state);
    (terminal, state)
}

#[test]
fn a_resize_draws_anew_and_keeps_the_state() {
    for at in EVERYWHERE {
        let (mut terminal, state) = waiting(at, &[]);
        for (columns, rows) in [(40, 15), (20, 8), (120, 40), (80, 24)] {
            terminal.resize(columns, rows);
            let (state, keys) = match (columns, at) {
                (20, At::Choice) => ("> Tired", "Enter ok"),
                (20, At::Menu) => ("> Question before", "Enter ok"),
                (20, At::Text) => ("> half a thought", "Enter ok"),
                (20, At::Page) => (state, "Enter ok"),
                _ => (state, "Enter: "),
            };
            terminal.until(&format!("{at:?} at {columns} by {rows}"), |screen| {
                let contents = screen.contents();
                contents.contains(state)
                    && contents.trim_end().lines().last().is_some_and(|last| last.contains(keys))
            });
        }
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130);
    }
}

#[test]
fn a_window_too_small_waits_for_a_larger_one() {
    for at in EVERYWHERE {
        let (mut terminal, state) = waiting(at, &[]);
        terminal.resize(10, 2);
        terminal.sees_no(state);
        terminal.resize(80, 24);
        terminal.sees(state);
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130);
    }
}

#[test]
fn ctrl_c_ends_with_130() {
    for at in EVERYWHERE {
        let (mut terminal, _) = waiting(at, &[]);
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130, "{at:?}");
    }
}

#[test]
fn ctrl_c_says_where_a_saved_session_is_kept() {
    for at in EVERYWHERE {
        let (mut terminal, _) = waiting(at, &["--save", "kept"]);
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130, "{at:?}");
        terminal.sees("Go on with: rekindle resume kept");
        terminal.sees("state/kept.toml");
    }
    // Also line by line, where the terminal itself makes a signal of it.
    for (arguments, says) in [(["--save", "kept"], true), (["--no-save", "--plain"], false)] {
        let mut terminal =
            Start::kinds(&["one"]).with(&arguments).with(&["--plain"][..usize::from(says)]).run();
        terminal.sees("Your answer: ");
        terminal.keys("\x03");
        assert_eq!(terminal.status().exit_code(), 130);
        if says {
            terminal.sees("rekindle resume kept");
        }
        assert_eq!(terminal.screen().contains("Go on with"), says, "{}", terminal.screen());
    }
}

#[test]
fn an_interrupt_from_elsewhere_ends_with_130() {
    for at in EVERYWHERE {
        let (mut terminal, _) = waiting(at, &[]);
        terminal.signal(Signal::INT);
        assert_eq!(terminal.put_back().exit_code(), 130, "{at:?}");
    }
}

#[test]
fn term_and_hup_end_with_their_own_death() {
    for at in EVERYWHERE {
        for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
            let (mut terminal, _) = waiting(at, &[]);
            terminal.signal(signal);
            assert_eq!(terminal.put_back().signal(), Some(name), "{at:?}");
        }
    }
}

#[test]
fn a_closed_terminal_ends_it_with_what_was_kept() {
    for at in EVERYWHERE {
        let (mut terminal, _) = waiting(at, &["--save", "kept"]);
        terminal.close();
        assert!(!terminal.status().success(), "{at:?}");
        let kept = terminal.home.path().join("state/kept.toml");
        let kept = std::fs::read_to_string(kept).expect("a saved session");
        assert!(kept.contains("calm = true"), "{kept}");
    }
}

#[test]
fn ctrl_d_pauses() {
    let (mut terminal, _) = waiting(At::Choice, &["--no-save", "--no-pager"]);
    terminal.keys("\x04");
    assert_eq!(terminal.put_back().exit_code(), 3);
}

/// Waits until the shell has the terminal back and asks for a line: what is typed earlier may be thrown away.
#[track_caller]
fn waits_for_a_line(shell: &Terminal) {
    shell.until("the shell", |screen| {
        let is_asking =
            screen.contents().trim_end().lines().last().is_some_and(|line| line.trim_end() == "ready$");
        is_asking && !screen.alternate_screen() && !screen.hide_cursor()
    });
}

/// Writes what is typed, when Enter is pressed.
const EDITOR: &str = "echo editing; read -r line; echo \"$line\" > \"$1\"";

/// A shell with a session in it that waits at the question `asked`.
fn in_a_shell(asked: &str) -> Terminal {
    let start = Start::other("/bin/sh", &["-i"]).env("PS1", "ready$ ");
    let mut shell = start.file("editor", EDITOR).env("EDITOR", "sh ./editor").run();
    shell.sees("ready$ ");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds");
    let answers = [
        ("calm", "yes"),
        ("one", "fine"),
        ("many", "ate"),
        ("scale", "1"),
        ("long_scale", "1"),
        ("short", "x"),
    ];
    let set: String = answers
        .iter()
        .filter(|(id, _)| *id != asked)
        .map(|(id, value)| format!(" --set {id}={value}"))
        .collect();
    shell.keys(format!("{} ask --questions {folder}{set}\r", env!("CARGO_BIN_EXE_rekindle")));
    shell.sees("Enter: go on");
    let on = if asked == "one" { "> 1. Fine" } else { "Enter skips" };
    // Openings and the note before it are read away.
    shell.reads_on_to(on);
    shell
}

#[test]
fn stopped_and_brought_back() {
    for (asked, keys, sees, is_menu) in [
        ("one", "\x1b[B", "> 2. Tired", false),
        ("short", "half a thought", "> half a thought", false),
        ("one", "\x1b", "> Return to the question", true),
        ("short", "\x1b", "> Return to the question", true),
    ] {
        let mut shell = in_a_shell(asked);
        shell.press(keys, sees);
        let mut state = sees;
        if is_menu {
            state = "> Go back";
            shell.press("\x1b[B", state);
            // A menu reads by itself, and hears of this key a moment after each other one.
            shell.has_settings("ISIG");
        }
        shell.keys("\x1a");
        waits_for_a_line(&shell);
        shell.sees("Stopped");
        shell.press("echo typed $((20 + 2))\r", "typed 22");
        waits_for_a_line(&shell);
        shell.keys("fg\r");
        shell.until("the question again", |screen| {
            screen.alternate_screen() && screen.contents().contains(state)
        });
        shell.keys("\x03");
        waits_for_a_line(&shell);
        shell.press("echo code $?\r", "code 130");
        shell.keys("exit\r");
        shell.status();
    }
}

#[test]
fn stopped_under_an_editor_of_ones_own_and_brought_back() {
    let mut shell = in_a_shell("long");
    shell.press("half", "> half");
    shell.press("\x18", "editing");
    shell.keys("\x1a");
    waits_for_a_line(&shell);
    shell.sees("Stopped");
    shell.keys("fg\r");
    shell.keys("a whole one\r");
    shell.sees("> a whole one");
    shell.keys("\x03");
    waits_for_a_line(&shell);
    shell.press("echo code $?\r", "code 130");
    shell.keys("exit\r");
    shell.status();
}

#[test]
fn a_stopped_session_can_be_ended_where_it_is() {
    for sent_back in [false, true] {
        let mut shell = in_a_shell("short");
        shell.press("half a thought", "> half a thought");
        shell.keys("\x1a");
        waits_for_a_line(&shell);
        if sent_back {
            shell.keys("bg\r");
            waits_for_a_line(&shell);
        }
        // It has ended by the time that it is brought back, or ends then; what it took of the screen it has given back.
        shell.keys("kill %1; kill -CONT %1; fg; echo ended $?\r");
        shell.sees("ended 143");
        waits_for_a_line(&shell);
        let raw = String::from_utf8_lossy(&shell.raw()).into_owned();
        assert_eq!(raw.matches("\x1b[?1049h").count(), raw.matches("\x1b[?1049l").count(), "{raw:?}");
        shell.keys("exit\r");
        shell.status();
    }
}

#[test]
fn a_stop_from_elsewhere_puts_the_terminal_back_too() {
    for at in EVERYWHERE {
        let (mut terminal, _) = waiting(at, &[]);
        terminal.signal(Signal::TSTP);
        // Nobody could bring it back here, so it goes on by itself; a shell's own child would wait.
        terminal.keys("\x03");
        terminal.has_written("\x1b[?1049h", 2);
        assert_eq!(terminal.put_back().exit_code(), 130, "{at:?}");
    }
}

/// Panics when the answer to a question is to be kept.
struct Panics(String);

impl Keeper for Panics {
    fn keep(&mut self, session: &Session<'_>) -> Result<(), String> {
        assert!(!session.record(0, 0).to_text().contains(&format!("\n{} = ", self.0)), "a fault of ours");
        Ok(())
    }

    fn is_keeping(&self) -> bool {
        true
    }

    fn can_start(&self) -> bool {
        false
    }

    fn start(&mut self, _: &Session<'_>) -> Result<String, String> {
        Err(String::new())
    }

    fn delete(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// Not a test of its own: the program that panics in the test below, behind the question that `PANICS_AT` names.
#[test]
fn panics_on_a_terminal() {
    let Ok(id) = std::env::var("PANICS_AT") else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    let checked = check(&folder_of(&folder)).unwrap_or_else(|_| panic!("a sound questionnaire"));
    let mut session = Session::new(&checked.questionnaire, Manner { asks_hints: true, ..Manner::default() });
    let mut face = RichPrompter::new(RichSettings::default()).expect("a terminal");
    let mut answers = Answers::new();
    answers.set("calm", Answer::YesNo(true));
    if id == "short" {
        for (id, value) in
            [("one", Answer::Choice("fine".to_owned())), ("many", Answer::Choices(vec!["ate".to_owned()]))]
        {
            answers.set(id, value);
        }
        for id in ["scale", "long_scale"] {
            answers.set(id, Answer::Number(1));
        }
    }
    let settings = Settings { region: "GB".to_owned(), has_person: true, resumed: false };
    let mut face = Prefilled::new(answers, &mut face);
    let end = run(&mut session, &mut face, &mut Panics(id), &settings);
    panic!("it came to an end: {end:?}");
}

fn folder_of(path: &Path) -> Folder {
    rekindle::store::folder(path).unwrap_or_else(|_| panic!("a folder"))
}

#[test]
fn a_panic_puts_the_terminal_back_before_it_speaks() {
    let this = std::env::current_exe().expect("this test");
    let arguments = ["--exact", "--nocapture", "--test-threads=1", "panics_on_a_terminal"];
    for (id, words, keys) in [("one", "> 1. Fine", "\x1b[B"), ("short", "in a few words", "half a thought")] {
        let mut terminal =
            Start::other(this.to_str().expect("a path"), &arguments).env("PANICS_AT", id).run();
        terminal.sees("Enter: go on");
        terminal.reads_on_to(words);
        terminal.press(keys, if id == "one" { "> 2. Tired" } else { "> half a thought" });
        terminal.keys("\r");
        terminal.sees("a fault of ours");
        assert!(!terminal.put_back().success());
        let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
        let (left, said) =
            (raw.find("\x1b[?1049l").expect("left"), raw.find("a fault of ours").expect("said"));
        assert!(left < said, "{raw:?}");
    }
}

#[test]
fn panics_unwind_in_every_profile() {
    // With `abort`, nothing would put the terminal back.
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    for (name, profile) in manifest["profile"].as_table().expect("profiles") {
        let panics = profile.get("panic").and_then(toml::Value::as_str).unwrap_or("unwind");
        assert_eq!(panics, "unwind", "{name}");
    }
}

#[test]
fn an_error_at_the_end_puts_the_terminal_back_and_loses_nothing() {
    let mut terminal = Start::kinds(&["one"]).with(&["--no-save", "-o", "summary.txt"]).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", "Part 1 of 2");
    terminal.press("\r", "> 1. Fine");
    // The place was free when the session began.
    fs::write(terminal.home.path().join("summary.txt"), "mine").expect("a file");
    terminal.keys("\x04");
    assert_eq!(terminal.put_back().exit_code(), 1);
    terminal.sees("is there already");
    assert!(String::from_utf8_lossy(&terminal.raw()).contains("Where you stand"));
    assert_eq!(fs::read_to_string(terminal.home.path().join("summary.txt")).expect("the file"), "mine");
}

#[test]
fn the_table_of_traps_names_tests_that_are_there() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contributing = fs::read_to_string(here.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let table = contributing.split("## Traps of a terminal").nth(1).expect("the table");
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    let mut traps = 0;
    for row in rows {
        let tests: Vec<&str> = row.rsplit('|').nth(1).expect("tests").split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "{row}");
        traps += 1;
        for test in tests {
            let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("{test}"));
            let text = fs::read_to_string(here.join(format!("tests/{file}.rs"))).expect("a test file");
            assert!(text.contains(&format!("fn {name}()")), "{test}");
        }
    }
    assert_eq!(traps, 10 + 8, "ten traps, seven signals, and what was begun");
}
