//! How one gets to a screen.

use super::{
    Size,
    program::example,
    terminal::{self, Start, Terminal},
};
use std::fs;

/// Where help lines are those of one country.
pub const IN_BRITAIN: [&str; 2] = ["--region", "GB"];

/// The shipped questionnaire at its first screen, with answers from a file if there are any.
pub fn session((columns, rows): Size, arguments: &[&str], answers: &str) -> Terminal {
    let mut start = Start::rekindle(&["ask"]).with(arguments).size(columns, rows);
    if !answers.is_empty() {
        start = start.file("answers.toml", answers).with(&["--answers", "answers.toml"]);
    }
    let terminal = start.run();
    terminal.sees("Enter");
    terminal
}

/// The end of the open example, where its draft is shown.
pub fn draft(size: Size) -> Terminal {
    let mut terminal = at(size, &["lean"], "", "lean");
    next(&mut terminal, "\r");
    until_any(&mut terminal, &["> Go on"]);
    terminal.press("\r", "From your own");
    terminal
}

/// A session like that of the open example, at the first question that is missing in it. `more` says other answers.
pub fn at(size: Size, missing: &[&str], more: &str, words: &str) -> Terminal {
    at_with(&IN_BRITAIN, size, missing, more, words)
}

/// The same, started with other arguments.
pub fn at_with(arguments: &[&str], size: Size, missing: &[&str], more: &str, words: &str) -> Terminal {
    let text = fs::read_to_string(example("open")).expect("an example");
    let mut answers: toml::Table = text.parse().expect("TOML");
    for id in missing {
        answers.remove(*id);
    }
    answers.extend(more.parse::<toml::Table>().expect("TOML"));
    let mut terminal = session(size, arguments, &answers.to_string());
    reach(&mut terminal, words);
    terminal
}

pub fn summary((columns, rows): Size, name: &str) -> Terminal {
    let arguments = ["summary", "--region", "GB", "--answers", &example(name)];
    let terminal = Start::rekindle(&arguments).size(columns, rows).run();
    terminal.sees("ummary  ");
    terminal.sees("Enter");
    terminal
}

/// Reads on until these words are there, across openings and pages of them.
#[track_caller]
pub fn reach(terminal: &mut Terminal, words: &str) {
    while !terminal.screen().contains(words) {
        next(terminal, "\r");
    }
}

/// Presses a key, and waits for what it brings: a whole screen that is another one.
#[track_caller]
pub fn next(terminal: &mut Terminal, key: &str) {
    let before = terminal.screen();
    terminal.keys(key);
    terminal.until("the next screen", |screen| {
        let now = terminal::picture(screen);
        let has_keys = now.lines().rev().take(3).any(|line| line.contains("Enter"));
        // A menu is whole when one of its rows is the active one; a page has no rows.
        let is_menu = ["Esc: menu   Up and Down: move", "Esc: return", "Enter: choose"]
            .iter()
            .any(|keys| now.contains(keys));
        now != before && has_keys && (!is_menu || now.contains("> "))
    });
}

/// Types, and waits for one of these: what stands in a wide window, and in a narrow one.
#[track_caller]
pub fn press(terminal: &mut Terminal, keys: &str, words: &[&str]) {
    terminal.keys(keys);
    until_any(terminal, words);
}

#[track_caller]
pub fn until_any(terminal: &mut Terminal, words: &[&str]) {
    terminal
        .until(&words.join(", or "), |screen| words.iter().any(|words| screen.contents().contains(words)));
}

/// Reads a page to its end, and leaves it.
#[track_caller]
pub fn leave_page(terminal: &mut Terminal) {
    while !terminal.screen().contains("> ") {
        next(terminal, "\r");
    }
}
