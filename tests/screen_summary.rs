//! A summary that is longer than the window is read page by page: nothing is skipped, the place is kept, what cannot wait stands
//! first, and in the end only what the person wants is left in the window.

mod program;
#[path = "support/terminal.rs"]
mod terminal;

use program::{Home, example};
use rustix::process::Signal;
use terminal::{Start, Terminal};

/// The summary of an example, on a terminal of this size, in columns and rows.
fn summary_of(name: &str, (columns, rows): (u16, u16)) -> Terminal {
    Start::rekindle(&["summary", "--region", "GB", "--answers", &example(name)]).size(columns, rows).run()
}

/// What is on the screen's first line behind `Page`, or at its end in a narrow window: `2 of 19`, `2/166`.
fn place(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let line = screen.lines().find(|line| is_head(line)).expect("a page");
    line.rsplit_once("Page ").or(line.rsplit_once(' ')).expect("a place").1.to_owned()
}

/// The line above a page.
fn is_head(line: &str) -> bool {
    ["Your summary  ", "Summary  "].iter().any(|title| line.trim_start_matches(['|', ' ']).starts_with(title))
}

/// The lines of the text on the page that is shown.
fn lines(terminal: &Terminal) -> Vec<String> {
    let screen = terminal.screen();
    let lines = screen.lines().filter(|line| line.starts_with('|')).map(|line| line[1..].trim().to_owned());
    let lines: Vec<String> = lines.skip_while(|line| !is_head(line)).skip(1).collect();
    let count = lines.len().checked_sub(1).unwrap_or_else(|| panic!("no page:\n{screen}"));
    lines[..count].iter().filter(|line| !line.is_empty()).cloned().collect()
}

/// How the last line of a printed summary begins.
fn last_words(name: &str) -> String {
    let whole = Home::new().run(["summary", "--region", "GB", "--answers", &example(name)]).stdout;
    whole.trim_end().lines().last().expect("a line").trim().to_owned()
}

/// Letters only: however lines are broken.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[test]
fn every_line_is_on_a_page() {
    for (columns, rows) in [(80, 24), (40, 15), (20, 8)] {
        let whole = Home::new().run(["summary", "--region", "GB", "--answers", &example("stop")]).stdout;
        let mut terminal = summary_of("stop", (columns, rows));
        terminal.sees("ummary  ");
        let count: usize =
            place(&terminal).rsplit([' ', '/']).next().and_then(|count| count.parse().ok()).expect("a count");
        let mut read = lines(&terminal).concat();
        for page in 2..=count {
            let next = if columns == 20 { format!(" {page}/") } else { format!("Page {page} of") };
            terminal.press("\r", &next);
            terminal.sees("Enter");
            read += &lines(&terminal).concat();
        }
        assert_eq!(letters(&read), letters(&whole), "{columns} by {rows}");
    }
}

#[test]
fn keys_turn_pages() {
    let mut terminal = summary_of("open", (80, 24));
    terminal.sees("Page 1 of ");
    let count: usize = place(&terminal)["1 of ".len()..].parse().expect("a count");
    let (last, before) = (format!("Page {count} of"), format!("Page {} of", count - 1));
    for (keys, there) in [
        (" ", "Page 2 of"),
        ("\x1b[6~", "Page 3 of"),
        ("\x1b[B", "Page 4 of"),
        ("\x1b[C", "Page 5 of"),
        ("\x1b[D", "Page 4 of"),
        ("\x1b[A", "Page 3 of"),
        ("\x1b[5~", "Page 2 of"),
        ("\x1b[F", last.as_str()),
        ("\x1b[H", "Page 1 of"),
    ] {
        terminal.press(keys, there);
    }
    // At the ends there is nothing more, and nothing happens by itself.
    terminal.press("\x1b[A\x1b[5~\x1b[B", "Page 2 of");
    terminal.press("\x1b[F\x1b[B\x1b[6~\x1b[5~", &before);
    terminal.press("\r\r", "> Yes, print it");
    terminal.press("\x1b", "> Return to the page");
    terminal.press("\x1b", &last);
}

#[test]
fn a_yes_prints_it_and_a_no_leaves_the_window_as_it_was() {
    let mut terminal = summary_of("stop", (80, 24));
    terminal.sees("Page 1 of");
    terminal.press("q", "> Yes, print it");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 0);
    terminal.sees(&last_words("stop"));

    let mut terminal = summary_of("stop", (80, 24));
    terminal.sees("Page 1 of");
    terminal.press("q", "> Yes, print it");
    terminal.press("\x1b[B", "> No, print nothing");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 0);
    terminal.until("nothing but a line", |screen| screen.contents().trim() == "Not printed.");
}

#[test]
fn p_prints_at_once_from_any_page() {
    let mut terminal = summary_of("stop", (80, 24));
    terminal.press("", "Page 1 of");
    terminal.press(" ", "Page 2 of");
    terminal.keys("p");
    assert_eq!(terminal.put_back().exit_code(), 0);
    terminal.sees(&last_words("stop"));
    let printed = String::from_utf8(terminal.raw()).expect("UTF-8");
    let printed = &printed[printed.rfind("\x1b[?1049l").expect("the main screen")..];
    assert!(printed.contains("Where you stand"), "{printed}");
}

#[test]
fn the_menu_leads_everywhere() {
    for (down, label, code, left) in [
        (1, "> Print it in the window", 0, last_words("stop").as_str()),
        (2, "> End, and print nothing", 0, "Not printed."),
        (3, "> Leave without a trace", 3, "This cannot"),
    ] {
        let mut terminal = summary_of("stop", (80, 24));
        terminal.sees("Page 1 of");
        terminal.press("\x1b", "> Return to the page");
        terminal.press("\x1b[B".repeat(down), label);
        terminal.keys("\r");
        assert_eq!(terminal.put_back().exit_code(), code, "{label}");
        terminal.sees(left);
        assert_eq!(terminal.screen().contains(&last_words("stop")), down == 1, "{label}");
    }
}

#[test]
fn a_resize_breaks_lines_anew_and_keeps_the_place() {
    let mut terminal = summary_of("stop", (80, 24));
    terminal.sees("Page 1 of");
    for page in 2..=6 {
        terminal.press("\r", &format!("Page {page} of"));
    }
    let (here, there) = (place(&terminal), letters(&lines(&terminal).concat()));
    for (columns, rows) in [(40, 15), (20, 8), (120, 50), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.until("the whole page", |screen| {
            let last = screen.contents().trim_end().lines().last().unwrap_or_default().trim().to_owned();
            let at_foot = screen.contents().lines().count() == usize::from(rows);
            let has_head = screen.contents().trim_start().lines().next().is_some_and(is_head);
            has_head && at_foot && last.starts_with(if columns == 20 { "Enter ok" } else { "Enter:" })
        });
        let shown = letters(&lines(&terminal).concat());
        // The first words of the page are on the one that is shown now.
        let first = &there[..10];
        assert!(shown.contains(first), "{columns} by {rows}: {first}\n{}", terminal.screen());
    }
    assert_eq!(place(&terminal), here);
    terminal.resize(8, 3);
    terminal.sees_no("ummary  ");
    terminal.resize(80, 24);
    terminal.sees(&here);
}

#[test]
fn words_that_cannot_wait_stand_first_with_the_help_lines() {
    let contacts = |name: &str| -> Vec<String> {
        let ran =
            Home::new().run(["summary", "--region", "GB", "--format", "json", "--answers", &example(name)]);
        let lines = ran.json()["support"].as_array().expect("help lines").clone();
        lines.iter().map(|line| letters(line["contact"].as_str().expect("a number"))).collect()
    };
    for (name, says) in
        [("crisis", "gladyousaidthat"), ("not-safe-now", "stophere"), ("fear-me", "scaredorhurt")]
    {
        for size in [(80, 18), (40, 15), (20, 8)] {
            let mut terminal = summary_of(name, size);
            terminal.sees("ummary  ");
            let shown = letters(&lines(&terminal).concat());
            let contacts = contacts(name);
            if size.0 == 20 {
                // Not all of it fits: those who can help come first.
                assert!(shown.contains(&contacts[0]), "{}", terminal.screen());
            } else {
                assert!(contacts.iter().all(|contact| shown.contains(contact)), "{}", terminal.screen());
                assert!(shown.contains(says), "{}", terminal.screen());
            }
            // However small the window is, the end is reached.
            terminal.press("\x1b[F", if size.0 == 20 { "Enter ok" } else { "Enter: done" });
            terminal.keys("\r");
            terminal.until("the question", |screen| screen.contents().contains("> Yes, print it"));
            terminal.keys("\r");
            assert_eq!(terminal.put_back().exit_code(), 0);
        }
    }
}

#[test]
fn what_fits_is_printed_and_what_is_no_window_is_not_paged() {
    let crisis = example("crisis");
    let stop = example("stop");
    let long = ["summary", "--answers", stop.as_str()];
    let no_pages = [
        Start::rekindle(&["summary", "--answers", &crisis]).size(80, 40),
        Start::rekindle(&long).with(&["--no-pager"]),
        Start::rekindle(&long).with(&["--plain"]),
        Start::rekindle(&long).with(&["--format", "markdown"]),
        Start::rekindle(&long).with(&["-o", "kept.txt"]),
        Start::rekindle(&long).env("TERM", "dumb"),
        Start::rekindle(&long).env("ACCESSIBLE", "1"),
        Start::rekindle(&long).size(80, 7),
        Start::other(
            "/bin/sh",
            &["-c", &format!("{} summary --answers {stop} > out", env!("CARGO_BIN_EXE_rekindle"))],
        ),
        Start::other(
            "/bin/sh",
            &["-c", &format!("{} summary --answers {stop} 2> out", env!("CARGO_BIN_EXE_rekindle"))],
        ),
        Start::other(
            "/bin/sh",
            &["-c", &format!("{} summary --answers {stop} < /dev/null", env!("CARGO_BIN_EXE_rekindle"))],
        ),
    ];
    for (index, start) in no_pages.into_iter().enumerate() {
        let mut terminal = start.run();
        assert_eq!(terminal.put_back().exit_code(), 0, "{index}");
        assert!(!String::from_utf8_lossy(&terminal.raw()).contains("\x1b[?1049h"), "{index}");
    }
}

#[test]
fn at_the_end_of_a_session_nothing_typed_before_skips_a_page() {
    // A pause ends it with a partial summary, saved: what is said then is how to see it again.
    let mut terminal = Start::kinds(&["one"]).with(&["--save", "kept"]).size(80, 15).run();
    terminal.sees("Enter: go on");
    terminal.press("\r", "Part 1");
    terminal.press("\r", "> 1. Fine");
    terminal.press("\x04\r\r\rp", "Page 1 of");
    terminal.press("q", "> Yes, print it");
    terminal.press("\x1b[B", "> No, print");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 3);
    terminal.sees("Not printed. To see it again: rekindle summary kept");
    assert!(!terminal.screen().contains("What you said"), "{}", terminal.screen());
}

/// Whether these words are somewhere in what was written since the terminal was put back last.
fn is_printed(terminal: &Terminal, words: &str) -> bool {
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    raw[raw.rfind("\x1b[?1049l").expect("the main screen")..].contains(words)
}

#[test]
fn signals_at_a_page_are_as_everywhere() {
    for keys in ["", "q", "\x1b"] {
        let page = |terminal: &mut Terminal| {
            terminal.sees("Page 1 of");
            if !keys.is_empty() {
                terminal.press(keys, if keys == "q" { "> Yes, print it" } else { "> Return to the page" });
            }
        };
        let mut terminal = summary_of("stop", (80, 24));
        page(&mut terminal);
        terminal.keys("\x03");
        assert_eq!(terminal.put_back().exit_code(), 130);
        assert!(!is_printed(&terminal, "Where you stand"));
        for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
            let mut terminal = summary_of("stop", (80, 24));
            page(&mut terminal);
            terminal.signal(signal);
            assert_eq!(terminal.put_back().signal(), Some(name), "{keys:?}");
            assert!(!is_printed(&terminal, "Where you stand"));
        }
        let mut terminal = summary_of("stop", (80, 24));
        page(&mut terminal);
        terminal.close();
        terminal.status();
    }
}

#[test]
fn stopped_at_a_page_and_brought_back() {
    let mut shell = Start::other("/bin/sh", &["-i"]).env("PS1", "ready$ ").run();
    shell.sees("ready$ ");
    shell.keys(format!("{} summary --answers {}\r", env!("CARGO_BIN_EXE_rekindle"), example("stop")));
    shell.sees("Page 1 of");
    shell.press("\r", "Page 2 of");
    shell.keys("\x1a");
    shell.until("the shell", |screen| {
        let contents = screen.contents();
        !screen.alternate_screen() && contents.contains("Stopped") && contents.trim_end().ends_with("ready$")
    });
    shell.keys("fg\r");
    shell.until("the page again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Page 2 of")
    });
    shell.keys("\x03");
    shell.until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready$")
    });
    shell.press("echo code $?\r", "code 130");
    shell.keys("exit\r");
    shell.status();
}
