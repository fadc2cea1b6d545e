//! Every kind of question at three sizes: at the first visit, when one comes back to it, and when what was done is not taken.
//! The screens are snapshots, to be read as a person would.

#[path = "support/terminal.rs"]
mod terminal;

use terminal::{Start, Terminal};

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 15), (20, 8)];

/// How one kind of question is met.
struct Met {
    kind: &'static str,
    /// The question, and the one behind it.
    asked: [&'static str; 2],
    /// Words of it that stand on one line at any size.
    words: &'static str,
    /// The keys that answer it, and what shows that they were taken, at one size or another.
    answers: &'static [(&'static str, &'static str)],
    /// Keys that are not taken, and what is said then.
    refused: (&'static str, &'static str),
}

const KINDS: [Met; 8] = [
    Met {
        kind: "yes-no",
        asked: ["calm", "scale"],
        words: "Are you calm?",
        answers: &[("n", "> No")],
        refused: (":skip\r", "needs"),
    },
    Met {
        kind: "single-choice",
        asked: ["one", "scale"],
        words: "Which one of",
        answers: &[("2", "> 2. Tired|> Tired")],
        refused: (":bakc\r", "do not know"),
    },
    Met {
        kind: "multi-choice",
        asked: ["many", "scale"],
        words: "What did you do",
        answers: &[(" ", "1 of 4"), ("3 ", "2 of 4")],
        refused: (":bakc\r", "do not know"),
    },
    Met {
        kind: "rank",
        asked: ["order", "scale"],
        words: "Which of them",
        answers: &[(" ", "* 1. Slept"), ("2", "1. Ate"), (" ", "> 2. Slept")],
        refused: (":bakc\r", "do not know"),
    },
    Met {
        kind: "scale",
        asked: ["scale", "town"],
        words: "How loud",
        answers: &[("7", "at 7")],
        refused: ("\r", "Choose a"),
    },
    Met {
        kind: "short-text",
        asked: ["short", "town"],
        words: "in a few words",
        answers: &[("a quiet life", "quiet life")],
        refused: (":bakc\r", "do not know"),
    },
    Met {
        kind: "long-text",
        asked: ["long", "town"],
        words: "in many?",
        answers: &[("one\x1b\rtwo", "two")],
        refused: (":bakc\r", "do not know"),
    },
    Met {
        kind: "note",
        asked: ["pause", "short"],
        words: "This is only",
        answers: &[],
        refused: ("x", "This is only"),
    },
];

impl Met {
    fn start(&self, (columns, rows): (u16, u16)) -> Terminal {
        let mut terminal = Start::kinds(&self.asked).size(columns, rows).run();
        terminal.sees("Enter");
        // Openings are read away, and a note before it.
        while !terminal.screen().contains(self.words) {
            next(&mut terminal, "\r");
        }
        terminal
    }

    /// Answers, goes on, and comes back by the menu.
    fn comes_back(&self, size: (u16, u16)) -> String {
        let mut terminal = self.start(size);
        for (keys, taken) in self.answers {
            terminal.keys(keys);
            terminal.until(taken, |screen| taken.split('|').any(|words| screen.contents().contains(words)));
        }
        // The first line says which question it is. The question itself may be scrolled away in a small window.
        let here = first_line(&terminal.screen());
        terminal.keys("\r");
        terminal.until("the next question", |screen| first_line(&terminal::picture(screen)) != here);
        while terminal.screen().contains("Part ") {
            next(&mut terminal, "\r");
        }
        while !terminal.screen().contains(self.words) {
            terminal.press("\x1b", "> Return");
            terminal.keys("\x1b[B");
            terminal.until("the way back", |screen| {
                ["> Go back", "> Question before"].iter().any(|back| screen.contents().contains(back))
            });
            next(&mut terminal, "\r");
        }
        terminal.screen()
    }

    fn refuses(&self, size: (u16, u16)) -> String {
        let mut terminal = self.start(size);
        terminal.press(self.refused.0, self.refused.1);
        terminal.screen()
    }
}

fn first_line(picture: &str) -> String {
    picture.lines().find(|line| *line != "|").unwrap_or_default().to_owned()
}

/// Presses a key, and waits for what it brings: a whole screen that is another one.
fn next(terminal: &mut Terminal, key: &str) {
    let before = terminal.screen();
    terminal.keys(key);
    terminal.until("the next screen", |screen| {
        let now = terminal::picture(screen);
        // dialoguer clears a menu line by line: what is left of one is not the next screen.
        let is_menu = |line: &str| line == "|Menu" || line.contains("like to do?");
        now != before
            && !now.lines().any(is_menu)
            && now.lines().rev().take(3).any(|line| line.contains("Enter"))
    });
}

#[test]
fn screens_of_every_kind() {
    // All at once: each waits for its own terminal most of the time.
    let shown: Vec<_> = std::thread::scope(|scope| {
        let captures: Vec<_> = KINDS.iter().map(|met| scope.spawn(|| at_every_size(met))).collect();
        captures.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    for (met, shown) in KINDS.iter().zip(shown) {
        insta::assert_snapshot!(met.kind, shown.unwrap_or_else(|_| panic!("no capture of {}", met.kind)));
    }
}

fn at_every_size(met: &Met) -> String {
    let mut shown = String::new();
    for size @ (columns, rows) in SIZES {
        let visits = [
            ("first visit", met.start(size).screen()),
            ("come back", met.comes_back(size)),
            ("not taken", met.refuses(size)),
        ];
        for (visit, screen) in visits {
            shown += &format!("{columns} by {rows}, {visit}\n{screen}\n");
        }
    }
    shown
}
