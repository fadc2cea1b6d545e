//! Input as it comes: fast, ahead of time, in pieces, pasted, in any script. Each trap that was met on a real terminal is a test.

#[path = "support/terminal.rs"]
mod terminal;

use terminal::{Start, Terminal};

/// A session that waits at one question; behind it comes the list of towns.
fn at(id: &str, words: &str) -> Terminal {
    let mut terminal = Start::kinds(&[id, "town"]).with(&["--format", "json"]).run();
    terminal.sees("Enter: go on");
    terminal.reads_on_to(words);
    terminal
}

/// Goes on to the list of towns, pauses there, and gives the answer to a question as the summary's JSON has it.
#[track_caller]
fn answer(mut terminal: Terminal, id: &str) -> serde_json::Value {
    terminal.reads_on_to("Which town");
    terminal.keys("\x04");
    assert_eq!(terminal.put_back().exit_code(), 3);
    terminal.sees("\n}");
    let raw = String::from_utf8(terminal.raw()).expect("UTF-8");
    let left = &raw[raw.rfind("\x1b[?1049l").expect("the main screen")..];
    let summary: serde_json::Value =
        serde_json::from_str(left[left.find('{').expect("an object")..].trim()).expect("JSON");
    let stages = summary["stages"].as_array().expect("stages").clone();
    let mut answers = stages.iter().flat_map(|stage| stage["answers"].as_array().expect("answers"));
    answers.find(|answer| answer["id"] == id).expect("an answer")["value"].clone()
}

#[test]
fn digits_letters_and_ends_move_in_a_list() {
    let mut terminal = at("one", "Fine");
    for (keys, there) in [
        ("3", "> 3. I need"),
        ("k", "> 2. Tired"),
        ("j", "> 3. I need"),
        ("j", "> 1. Fine"),
        ("\x1b[F", "> 3. I need"),
        ("\x1b[H", "> 1. Fine"),
        ("\x1b[6~", "> 3. I need"),
        ("\x1b[5~", "> 1. Fine"),
        ("\x1b[A", "> 3. I need"),
    ] {
        terminal.press(keys, there);
    }
}

#[test]
fn letters_jump_in_a_long_list() {
    let mut terminal = at("one", "Fine");
    terminal.reads_on_to("Which town");
    terminal.press("o", "> 17. Oslo");
    // A letter that leads nowhere is not taken; Esc ends the looking, and only then opens the menu.
    terminal.press("x", "Looking for: o");
    terminal.keys("\x1b");
    terminal.sees_no("Looking for");
    // Some letters move; behind a slash they are letters.
    terminal.press("k", "> 16. Nara");
    terminal.press("/kyo", "> 13. 京都");
    terminal.press("\x1b[B", "> 14. Lima");
    terminal.sees_no("Looking for");
    terminal.press("14", "> 14. Lima");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b", "> 14. Lima");
}

#[test]
fn what_stands_alone_clears_the_rest() {
    let mut terminal = at("many", "What did you do");
    terminal.press(" 3 ", "2 of 4 chosen");
    terminal.press("4 ", "> [x] 4. None");
    terminal.sees("1 of 4 chosen");
    terminal.press("2 ", "> [x] 2. Ate");
    terminal.sees("1 of 4 chosen");
    terminal.sees("[ ] 4. None");
    assert_eq!(answer(terminal, "many"), serde_json::json!(["ate"]));
}

#[test]
fn what_was_typed_ahead_answers_nothing() {
    let mut terminal = Start::kinds(&["calm", "one"]).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", "Part 1");
    terminal.press("\r", "Are you calm");
    // The Enter behind the answer was meant for nobody: the gate at the third choice would show it.
    terminal.press("y\r3\r3\r", "> 1. Fine");
    terminal.keys("\x03");
    assert_eq!(terminal.put_back().exit_code(), 130);
}

#[test]
fn an_enter_too_many_skips_no_text() {
    let mut terminal = at("short", "This is only");
    terminal.press("\r\r\r", "in a few words");
    terminal.sees("Enter skips");
    terminal.press("here", "> here");
    assert_eq!(answer(terminal, "short"), "here");
}

#[test]
fn fast_typing_stays_in_its_place() {
    let mut terminal = at("long", "in many?");
    let typed: String = (0..200).map(|number| format!("{number} ")).collect();
    for letter in typed.chars() {
        terminal.keys(letter.to_string());
    }
    terminal.sees("199");
    let screen = terminal.screen();
    assert_eq!(screen.matches("in many?").count(), 1, "{screen}");
    assert_eq!(screen.matches(" 77 ").count(), 1, "{screen}");
    assert_eq!(answer(terminal, "long"), typed);
}

#[test]
fn an_arrow_in_pieces_is_an_arrow() {
    let mut terminal = at("one", "Fine");
    terminal.keys("\x1b");
    terminal.keys("[");
    terminal.keys("B");
    // However slow it came: an arrow, or the menu, which Esc leaves with nothing lost.
    terminal.until("an arrow or the menu", |screen| {
        let contents = screen.contents();
        contents.contains("> 2. Tired") || contents.contains("> Return")
    });
    if terminal.screen().contains("> Return") {
        terminal.press("\x1b", "Fine");
    }
}

#[test]
fn going_to_a_row_is_not_taken_for_marking_it() {
    let mut terminal = at("many", "did you do");
    terminal.press("2", "> [ ] 2. Ate");
    terminal.press("\r", "Nothing is marked yet");
    terminal.press(" ", "1 of 4 chosen");
    assert_eq!(answer(terminal, "many"), serde_json::json!(["ate"]));
    // Who has gone nowhere, or was told, skips it.
    let mut terminal = at("many", "did you do");
    terminal.press("\r", "Part 2 of 2");
    let mut terminal = at("many", "did you do");
    terminal.press("2", "> [ ] 2. Ate");
    terminal.press("\r", "Nothing is marked yet");
    terminal.press("\r", "Part 2 of 2");
}

#[test]
fn a_menu_with_pages_writes_nothing_of_its_own_when_something_is_picked() {
    let mut terminal = at("one", "Fine");
    terminal.resize(20, 8);
    terminal.press("\x1b", "> Return");
    terminal.press("\r", "is nearest to how");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("[Page 1/"), "the menu has pages here: {raw:?}");
    assert!(!raw.contains("\n: 0") && !raw.contains("\r: 0") && !raw.contains("K: 0"), "{raw:?}");
}

#[test]
fn esc_loses_nothing() {
    let mut terminal = at("short", "in a few words");
    terminal.press("half", "> half");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b", "> half");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b[B", "> Go back");
    terminal.press("\r", "This is only");
    terminal.press("\r", "> half");
}

#[test]
fn a_paste_of_three_lines_is_one_answer() {
    let mut terminal = at("long", "in many?");
    terminal.press("\x1b[200~one\ntwo\rthree\x1b[201~", "three");
    assert_eq!(answer(terminal, "long"), "one\ntwo\nthree");

    // Nobody typed that command; behind what is typed after it, one is a command again.
    let mut terminal = at("long", "in many?");
    terminal.press("\x1b[200~one\ntwo\n:back\x1b[201~", ":back");
    assert_eq!(answer(terminal, "long"), "one\ntwo\n:back");
    let mut terminal = at("long", "in many?");
    terminal.press("\x1b[200~one\ntwo\n:bac\x1b[201~", ":bac");
    terminal.press("k\r", "in a few words");
    let mut terminal = at("long", "in many?");
    terminal.press("\x1b[200~one\ntwo\n:exit\x1b[201~", ":exit");
    terminal.press("\x1b[A!", "two!");
    assert_eq!(answer(terminal, "long"), "one\ntwo!\n:exit");

    let mut terminal = at("short", "in a few words");
    terminal.press("\x1b[200~one\r\ntwo\x1b[201~", "one two");
    assert_eq!(answer(terminal, "short"), "one two");
}

#[test]
fn a_paste_that_is_not_announced_is_one_answer_too() {
    let mut terminal = at("long", "in many?");
    terminal.press("one\rtwo\rthree", "three");
    assert_eq!(answer(terminal, "long"), "one\ntwo\nthree");
}

#[test]
fn a_paste_chooses_nothing() {
    let mut terminal = at("one", "Fine");
    terminal.keys("\x1b[200~3\r\r\x1b[201~");
    terminal.press("2", "> 2. Tired");
    assert_eq!(answer(terminal, "one"), "tired");
}

#[test]
fn letters_of_every_width() {
    for text in ["山田さんへ", "🙂 so-so 👩‍👩‍👧", "e\u{301}te\u{301}", "שלום", "ไม่เป็นไร"]
    {
        let mut terminal = at("short", "in a few words");
        terminal.keys(text);
        terminal.keys("x\x7f");
        terminal.keys("\x1b[D\x1b[C!");
        terminal.sees("!");
        assert_eq!(answer(terminal, "short"), format!("{text}!"));
    }
}

#[test]
fn backspace_takes_whole_letters() {
    let mut terminal = at("short", "in a few words");
    terminal.press("a山e\u{301}", "a山e\u{301}");
    terminal.keys("\x7f\x7f");
    terminal.press("b", "> ab");
    assert_eq!(answer(terminal, "short"), "ab");
}

#[test]
fn ten_thousand_letters() {
    let mut terminal = at("long", "in many?");
    let text = "All work and no play. ".repeat(455);
    terminal.keys(format!("\x1b[200~{text}\x1b[201~"));
    terminal.sees("more above");
    terminal.press("\x1b[Aend", "end");
    terminal.press("\x1b", "> Return to the question");
    terminal.press("\x1b", "end");
    terminal.resize(40, 15);
    // The line of keys is at the foot of the smaller window only when all of it is drawn anew.
    terminal.until("the smaller window", |screen| {
        let contents = screen.contents();
        contents.contains("end")
            && contents.trim_end().lines().last().is_some_and(|line| line.contains("Enter: "))
    });
    let answer = answer(terminal, "long");
    assert_eq!(answer.as_str().expect("text").len(), text.len() + 3);
}

#[test]
fn control_bytes_and_broken_letters_do_no_harm() {
    let mut terminal = at("short", "in a few words");
    terminal.keys(b"a\x00\x07\x1b[31mb\xff\xc3(c\x1b]0;title\x07");
    // The screen of the test leaves out the marks that stand for broken letters.
    terminal.sees("ab(c0;title");
    let answer = answer(terminal, "short");
    let answer = answer.as_str().expect("text");
    assert!(answer.starts_with("ab\u{fffd}\u{fffd}(c"), "{answer:?}");
    assert!(!answer.chars().any(char::is_control), "{answer:?}");
}

#[test]
fn commands_are_taken_where_one_types_and_where_one_chooses() {
    let mut terminal = at("short", "in a few words");
    terminal.press(":help\r", "A few words are enough.");
    // However often Enter is pressed, a slip is no answer.
    terminal.press(":bakc\r", "I do not know :bakc");
    terminal.keys("\r");
    terminal.press("\x15", "Enter skips it");
    terminal.sees("in a few words");
    terminal.press(":back\r", "This is only");
    terminal.press("\r", "in a few words");
    terminal.press("::back\r", "Which town");
    terminal.press(":bakc\r", "I do not know :bakc");
    terminal.keys("\x1b");
    terminal.sees_no("I do not know");
    terminal.press(":back\r", "in many?");
    terminal.press("\r", "Which town");
    assert_eq!(answer(terminal, "short"), ":back");
}

#[test]
fn help_opens_and_closes() {
    let mut terminal = at("one", "Fine");
    terminal.press("?", "One is enough.");
    terminal.keys("?");
    terminal.sees_no("One is enough.");
    terminal.press("\x1b", "> Return");
    terminal.press("\x1b[B\x1b[B\x1b[B", "> Why we ask");
    terminal.press("\r", "One is enough.");
}

#[test]
fn an_editor_of_ones_own() {
    let mut terminal = Start::kinds(&["long", "town"])
        .with(&["--format", "json"])
        .env("EDITOR", "sed -i s/rough/smooth/")
        .run();
    terminal.sees("Enter: go on");
    for words in ["Part 2", "This is only", "in many?"] {
        terminal.press("\r", words);
    }
    terminal.press("a rough text", "a rough text");
    terminal.press("\x18", "a smooth text");
    assert_eq!(answer(terminal, "long"), "a smooth text");

    let mut terminal = Start::kinds(&["long", "town"]).env("VISUAL", "false").run();
    terminal.sees("Enter: go on");
    for words in ["Part 2", "This is only", "in many?"] {
        terminal.press("\r", words);
    }
    terminal.press("kept", "> kept");
    terminal.press("\x18", "did not end well");
    terminal.sees("> kept");
}

#[test]
fn leaving_without_a_trace_clears_and_says_what_it_cannot() {
    let mut terminal = at("one", "Fine");
    terminal.press("\x1b", "> Return");
    terminal.press("\x1b[A", "> Leave without a trace");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 3);
    terminal.sees("This cannot");
    let screen = terminal.screen();
    assert!(!screen.contains("helper") && !screen.contains("Fine"), "{screen}");
    assert!(String::from_utf8_lossy(&terminal.raw()).contains("\x1b[3J"));
}

#[test]
fn what_cannot_be_rich_is_plain() {
    for (start, why) in [
        (Start::kinds(&["one"]).env("TERM", "dumb"), "a dumb terminal"),
        (Start::kinds(&["one"]).env("ACCESSIBLE", "1"), "asked for"),
        (Start::kinds(&["one"]).with(&["--plain"]), "asked for"),
        (Start::kinds(&["one"]).size(80, 7), "seven rows"),
        (Start::kinds(&["one"]).size(19, 24), "nineteen columns"),
    ] {
        let mut terminal = start.run();
        terminal.sees("Your answer:");
        assert!(!terminal.raw().contains(&0x1b), "{why}: {}", terminal.screen());
        terminal.keys("\x04");
        assert_eq!(terminal.status().exit_code(), 3, "{why}");
    }
}

#[test]
fn a_pipe_is_read_although_there_is_a_terminal() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds");
    let program = env!("CARGO_BIN_EXE_rekindle");
    let line =
        format!("printf 'yes\\nTired, and\\n' | {program} ask --questions {folder} --plain; echo code $?");
    let mut terminal = Start::other("/bin/sh", &["-c", &line]).run();
    terminal.sees("code 3");
    terminal.status();
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("\x1b[?"), "{}", terminal.screen());
}

#[test]
fn a_paste_in_plain_lines_is_one_answer() {
    for (id, question, kept) in
        [("long", "in many?", "one\ntwo\nthree"), ("short", "in a few words", "one two three")]
    {
        // With an Enter at its end, and without.
        for paste in ["one\rtwo\rthree\r", "one\rtwo\rthree"] {
            let mut terminal =
                Start::kinds(&[id, "town"]).with(&["--plain", "--format", "json", "--no-save"]).run();
            terminal.sees("Press Enter to go on: ");
            terminal.press("\r", question);
            terminal.press(paste, "three");
            terminal.press(if paste.ends_with('\r') { "" } else { "\r" }, "Your answer has 3 lines so far.");
            terminal.press("\r", "Which town is it?");
            terminal.keys(":pause\r");
            assert_eq!(terminal.status().exit_code(), 3);
            terminal.sees("\n}");
            let raw = String::from_utf8(terminal.raw()).expect("UTF-8");
            let kept = serde_json::to_string(kept).expect("JSON");
            assert!(raw.contains(&format!("\"value\": {kept}")), "{raw}");
        }
    }
}

#[test]
fn fast_typing_is_not_echoed_into_a_menu() {
    let mut terminal = at("one", "Fine");
    terminal.press("\x1b", "> Return to the question");
    let before = terminal.screen();
    for _ in 0..20 {
        terminal.keys("zx");
    }
    terminal.press("\x1b[B", "> Go back");
    terminal.press("\x1b[A", "> Return to the question");
    terminal.until("the menu as it was", |screen| terminal::picture(screen) == before);
}

#[test]
fn what_was_typed_ahead_decides_nothing() {
    let mut terminal = at("one", "Fine");
    terminal.press(":pause\r\r\r", "> No, save nothing");
    terminal.press("\x1b[B", "> Yes, save them");
    terminal.press("\r", "rekindle resume 2026-11-23");
}

#[test]
fn without_colour_marks_say_it_all() {
    for (variables, is_coloured) in
        [(&[][..], true), (&[("NO_COLOR", "1")][..], false), (&[("NO_COLOR", "")][..], true)]
    {
        let mut start = Start::kinds(&["one"]);
        for (name, value) in variables {
            start = start.env(name, value);
        }
        let mut terminal = start.run();
        terminal.sees("Enter: go on");
        terminal.press("\r", "Part 1");
        terminal.press("\r", "> 1. Fine");
        terminal.press("\x1b[B", "> 2. Tired");
        assert_eq!(
            String::from_utf8_lossy(&terminal.raw()).contains("\x1b[35m"),
            is_coloured,
            "{variables:?}"
        );
    }
}

#[test]
fn who_asks_is_decided_by_stdin_and_stderr() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds");
    let program = env!("CARGO_BIN_EXE_rekindle");
    // What is asked goes where stderr goes; a line typed on the terminal still answers.
    let line = format!("{program} ask --questions {folder} --no-save --format json 2> asked; echo code $?");
    let mut terminal = Start::other("/bin/sh", &["-c", &line]).run();
    // Enter for the opening and the part, and an answer.
    terminal.keys("yes\n\x04");
    terminal.sees("code 3");
    assert!(!String::from_utf8_lossy(&terminal.raw()).contains("\x1b["), "{}", terminal.screen());
    let asked = std::fs::read_to_string(terminal.home.path().join("asked")).expect("what was asked");
    assert!(asked.contains("Are you calm?") && !asked.contains('\x1b'), "{asked}");
    // Only stdout redirected: the screen is as rich as ever, and nothing of it is in the file.
    let line = format!("{program} ask --questions {folder} --no-save > summary; echo code $?");
    let mut terminal = Start::other("/bin/sh", &["-c", &line]).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", "Part 1");
    terminal.press("\r", "Are you calm?");
    terminal.press("\x04", "code 3");
    let summary = std::fs::read_to_string(terminal.home.path().join("summary")).expect("the summary");
    assert!(summary.contains("Where you stand") && !summary.contains('\x1b'), "{summary}");
}
