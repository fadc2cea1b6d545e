//! The screens of a session as they are: openings, menus, the review, gates, decisions and the summary, at three sizes, as
//! snapshots to be read; and the same captures as `docs/screens.md` and as the README's picture, which are held to them.
//!
//! When a screen changes on purpose, write both anew, and read what changed:
//!
//! ```text
//! REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes
//! ```

mod program;
#[path = "support/terminal.rs"]
mod terminal;

use program::example;
use std::{fs, path::Path};
use terminal::{Start, Terminal};

type Size = (u16, u16);

const SIZES: [Size; 3] = [(80, 24), (40, 15), (20, 8)];

/// One screen of a session.
struct Scene {
    name: &'static str,
    /// What a reader of the page is told about it.
    about: &'static str,
    lead: fn(Size) -> Terminal,
}

const SCENES: &[Scene] = &[
    Scene {
        name: "the-opening",
        about: "What is read first. Enter goes on.",
        lead: |size| {
            let terminal = session(size, &[], "");
            terminal.sees("Enter");
            terminal
        },
    },
    Scene {
        name: "a-part-opens",
        about: "Each part opens with a title and a sentence or two.",
        lead: |size| {
            let mut terminal = session(size, &[], "");
            reach(&mut terminal, "Part 1 of 8");
            terminal
        },
    },
    Scene {
        name: "yes-or-no",
        about: "A yes or a no: by arrows, or by the first letter.",
        lead: |size| at(size, &["safe_now"], "", "safe for you"),
    },
    Scene {
        name: "several-answers",
        about: "Some questions take several answers. Space marks, Enter is done.",
        lead: |size| {
            let mut terminal = at(size, &["contact_signs"], "", "has your ex");
            press(&mut terminal, "4 ", &["[x] 4. Has not", "[x] Has not"]);
            terminal
        },
    },
    Scene {
        name: "a-scale",
        about: "A scale, with its ends named.",
        lead: |size| {
            let mut terminal = at(size, &["upset"], "", "How upset");
            terminal.press("4", "at 4");
            terminal
        },
    },
    Scene {
        name: "an-order",
        about: "Putting things in order: Space picks one up, the arrows carry it.",
        lead: |size| at(size, &["top_reasons"], "", "Put your"),
    },
    Scene {
        name: "a-text",
        about: "A text of one's own, as long as it may be.",
        lead: |size| {
            let mut terminal = at(size, &["if_no"], "", "good life");
            terminal.press("A small flat with a big table, and Sundays with my brother.", "brother.");
            terminal
        },
    },
    Scene {
        name: "why-we-ask",
        about: "`?` says why something is asked.",
        lead: |size| {
            let mut terminal = at(size, &["afraid_of_ex"], "", "Have you ever");
            press(&mut terminal, "?", &["You can miss"]);
            terminal
        },
    },
    Scene {
        name: "the-menu",
        about: "Esc opens the menu, at every question. It never throws anything away.",
        lead: |size| {
            let mut terminal = at(size, &["afraid_of_ex"], "", "Have you ever");
            press(&mut terminal, "\x1b", &["Leave without", "  My answers"]);
            terminal
        },
    },
    Scene {
        name: "a-gentle-question",
        about: "Words that may be a sign of a bad night lead to one gentle, direct question, with people to talk to.",
        lead: |size| {
            let mut terminal = at(size, &["if_no"], "", "good life");
            terminal.press("I just want it all to stop.", "stop.");
            next(&mut terminal, "\r");
            until_any(&mut terminal, &["makes me want", "Something you"]);
            terminal
        },
    },
    Scene {
        name: "a-gate",
        about: "Some answers close a part. Why is said at once, with people who can help.",
        lead: |size| {
            let mut terminal = at(size, &["afraid_of_ex"], "", "Have you ever");
            press(&mut terminal, "4", &["> 4. I am", "> I am scared"]);
            next(&mut terminal, "\r");
            until_any(&mut terminal, &["999"]);
            terminal
        },
    },
    Scene {
        name: "a-crisis",
        about: "When somebody thinks of ending their life, that comes first, with a line to a person.",
        lead: |size| {
            let mut terminal = at(size, &["self_harm"], "", "ending your");
            press(&mut terminal, "2", &["> 2. Yes", "> Yes"]);
            next(&mut terminal, "\r");
            until_any(&mut terminal, &["116 123", "Samaritans"]);
            terminal
        },
    },
    Scene {
        name: "after-a-crisis",
        about: "Then nothing more is asked. A slip of the finger can be taken back.",
        lead: |size| {
            let mut terminal =
                (SCENES.iter().find(|scene| scene.name == "a-crisis").expect("a scene").lead)(size);
            leave_page(&mut terminal);
            terminal.sees("Change my last");
            terminal
        },
    },
    Scene {
        name: "which-is-true",
        about: "An edit that would open what a no has closed is asked about once.",
        lead: |size| {
            let mut terminal = at(
                size,
                &["contact_signs", "legal_order"],
                "contact_signs = [\"over\", \"friendly\"]",
                "any order",
            );
            terminal.keys(":");
            terminal.keys("back\r");
            terminal.sees("2 of 9 chosen");
            press(&mut terminal, "2 ", &["[ ] 2. Said", "[ ] Said it"]);
            next(&mut terminal, "\r");
            terminal.sees("Now: We");
            terminal
        },
    },
    Scene {
        name: "a-short-review",
        about: "The answers so far can be looked over at any time.",
        lead: |size| {
            let mut terminal = at(size, &["self_harm"], "", "ending your");
            terminal.keys(":");
            terminal.keys("review\r");
            until_any(&mut terminal, &["    Yes"]);
            terminal
        },
    },
    Scene {
        name: "a-long-review",
        about: "And before the end, where any of them can be changed.",
        lead: |size| {
            let mut terminal = at(size, &["lean"], "", "lean");
            next(&mut terminal, "\r");
            // Its rows are drawn one by one: this is the last that fits.
            let (last, times) = match size.0 {
                80 => ("None of these", 1),
                40 => ("    No", 2),
                _ => ("    Yes", 1),
            };
            terminal.until("its last row", |screen| screen.contents().matches(last).count() == times);
            terminal
        },
    },
    Scene {
        name: "a-pause",
        about: "A pause offers to save. Unless you say so, nothing is kept.",
        lead: |size| {
            let mut terminal = at(size, &["upset"], "", "How upset");
            terminal.keys(":");
            terminal.keys("pause\r");
            terminal.sees("Yes, save them");
            terminal
        },
    },
    Scene {
        name: "deleting",
        about: "Where it is not safe, what was saved can be deleted on the spot.",
        lead: |size| {
            let mut terminal = at_with(&["--save"], size, &["afraid_of_ex"], "", "Have you ever");
            press(&mut terminal, "4", &["> 4. I am", "> I am scared"]);
            next(&mut terminal, "\r");
            terminal.sees("999");
            reach(&mut terminal, "> Keep them");
            terminal
        },
    },
    Scene {
        name: "a-page-of-the-summary",
        about: "A summary that is longer than the window is read page by page.",
        lead: |size| {
            let mut terminal = summary(size, "stop");
            next(&mut terminal, "\r");
            terminal
        },
    },
    Scene {
        name: "its-last-page",
        about: "The last page.",
        lead: |size| {
            let mut terminal = summary(size, "stop");
            next(&mut terminal, "\x1b[F");
            terminal
        },
    },
    Scene {
        name: "to-print-or-not",
        about: "Behind it, you say whether the summary is printed too.",
        lead: |size| {
            let mut terminal = summary(size, "stop");
            terminal.press("q", "No, print nothing");
            terminal
        },
    },
    Scene {
        name: "the-menu-of-the-summary",
        about: "The menu at a page of the summary.",
        lead: |size| {
            let mut terminal = summary(size, "stop");
            press(&mut terminal, "\x1b", &["Leave without", "Leave, no"]);
            terminal
        },
    },
];

/// The shipped questionnaire at its first screen, with answers from a file if there are any.
fn session((columns, rows): Size, arguments: &[&str], answers: &str) -> Terminal {
    let mut start = Start::rekindle(&["ask", "--region", "GB"]).with(arguments).size(columns, rows);
    if !answers.is_empty() {
        start = start.file("answers.toml", answers).with(&["--answers", "answers.toml"]);
    }
    let terminal = start.run();
    terminal.sees("Enter");
    terminal
}

/// A session like that of the open example, at the first question that is missing in it. `more` says other answers.
fn at(size: Size, missing: &[&str], more: &str, words: &str) -> Terminal {
    at_with(&[], size, missing, more, words)
}

/// The same, started with some arguments more.
fn at_with(arguments: &[&str], size: Size, missing: &[&str], more: &str, words: &str) -> Terminal {
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

fn summary((columns, rows): Size, name: &str) -> Terminal {
    let arguments = ["summary", "--region", "GB", "--answers", &example(name)];
    let terminal = Start::rekindle(&arguments).size(columns, rows).run();
    terminal.sees("ummary  ");
    terminal.sees("Enter");
    terminal
}

/// Reads on until these words are there, across openings and pages of them.
#[track_caller]
fn reach(terminal: &mut Terminal, words: &str) {
    while !terminal.screen().contains(words) {
        next(terminal, "\r");
    }
}

/// Presses a key, and waits for what it brings: a whole screen that is another one.
#[track_caller]
fn next(terminal: &mut Terminal, key: &str) {
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
fn press(terminal: &mut Terminal, keys: &str, words: &[&str]) {
    terminal.keys(keys);
    until_any(terminal, words);
}

#[track_caller]
fn until_any(terminal: &mut Terminal, words: &[&str]) {
    terminal
        .until(&words.join(", or "), |screen| words.iter().any(|words| screen.contents().contains(words)));
}

/// Reads a page to its end, and leaves it.
#[track_caller]
fn leave_page(terminal: &mut Terminal) {
    while !terminal.screen().contains("> ") {
        next(terminal, "\r");
    }
}

#[test]
fn scenes_look_as_reviewed() {
    // All at once: each waits for its own terminal most of the time.
    let shown: Vec<_> = std::thread::scope(|scope| {
        let captures: Vec<_> = SCENES.iter().map(|scene| scope.spawn(|| at_every_size(scene))).collect();
        captures.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    for (scene, shown) in SCENES.iter().zip(shown) {
        let shown = shown.unwrap_or_else(|_| panic!("no capture of {}", scene.name));
        insta::assert_snapshot!(scene.name, shown);
    }
}

fn at_every_size(scene: &Scene) -> String {
    let mut shown = String::new();
    for size @ (columns, rows) in SIZES {
        shown += &format!("{columns} by {rows}\n{}\n", (scene.lead)(size).screen());
    }
    shown
}

/// A screen as it stands on a page: without the marks of the tests, and with its empty rows folded.
fn pictured(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let mut lines: Vec<&str> = screen.lines().filter_map(|line| line.strip_prefix('|')).collect();
    lines.dedup_by(|next, line| line.is_empty() && next.is_empty());
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
    lines[first..].join("\n").trim_end().to_owned()
}

fn page() -> String {
    let mut page = "\
# The screens as they are

The screens of the shipped questionnaire in a window of 80 columns and 24 rows, and a few in smaller ones. They are captures of the
tests; a test holds this page to them, and `REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes` writes it anew. Colours and bold
letters are left out, and empty rows are folded.
"
    .to_owned();
    for scene in SCENES {
        let title = scene.name.replace('-', " ");
        let (first, rest) = title.split_at(1);
        let screen = pictured(&(scene.lead)((80, 24)));
        page +=
            &format!("\n## {}{rest}\n\n{}\n\n```text\n{screen}\n```\n", first.to_uppercase(), scene.about);
    }
    page += "\n## In small windows\n\nNothing needs a large window: from 20 columns and 8 rows everything is there, only more \
        is read on with Enter.\n";
    for (name, size) in [
        ("several-answers", (40, 15)),
        ("a-crisis", (40, 15)),
        ("several-answers", (20, 8)),
        ("the-menu", (20, 8)),
    ] {
        let scene = SCENES.iter().find(|scene| scene.name == name).expect("a scene");
        page += &format!("\n```text\n{}\n```\n", pictured(&(scene.lead)(size)));
    }
    page
}

/// Holds a file to what it should be, or writes it.
#[track_caller]
fn holds(file: &str, should_be: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("REKINDLE_WRITE_SCREENS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, should_be).expect("a file");
    }
    let is = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        is == should_be,
        "{file} is not what the screens are: run REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes\n{}",
        first_difference(&is, should_be)
    );
}

fn first_difference(is: &str, should_be: &str) -> String {
    let line = is.lines().zip(should_be.lines()).position(|(is, should)| is != should).unwrap_or_default();
    let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
    format!("line {}:\n  is      {}\n  should  {}", line + 1, at(is), at(should_be))
}

#[test]
fn the_page_of_screens_is_true() {
    holds("docs/screens.md", &page());
}

#[test]
fn the_picture_in_the_readme_is_true() {
    let several = SCENES.iter().find(|scene| scene.name == "several-answers").expect("a scene");
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    // The first block of the page.
    let (head, rest) = readme.split_once("```\n").expect("a picture");
    let (_, tail) = rest.split_once("\n```\n").expect("its end");
    let picture = pictured(&(several.lead)((80, 24)));
    holds("README.md", &format!("{head}```\n{picture}\n```\n{tail}"));
}
