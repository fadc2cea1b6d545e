//! The scenes, and what leads to each.

use super::{
    Size,
    lead::{IN_BRITAIN, at, at_with, draft, leave_page, next, press, reach, session, summary, until_any},
    terminal::Terminal,
};

/// One screen of a session.
pub struct Scene {
    pub name: &'static str,
    /// What a reader of the page is told about it.
    pub about: &'static str,
    pub lead: fn(Size) -> Terminal,
}

/// All of them, in the order of a session.
pub const SCENES: &[Scene] = &[
    Scene {
        name: "the-opening",
        about: "What is read first. Enter goes on.",
        lead: |size| {
            let terminal = session(size, &IN_BRITAIN, "");
            terminal.sees("Enter");
            terminal
        },
    },
    Scene {
        name: "a-part-opens",
        about: "Each part opens with a title and a sentence or two.",
        lead: |size| {
            let mut terminal = session(size, &IN_BRITAIN, "");
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
        name: "which-country",
        about: "Where nobody knows the country yet, the lines that help everywhere come first, and then it is asked once.",
        lead: |size| {
            let mut terminal = at_with(&[], size, &["afraid_of_ex"], "", "Have you ever");
            press(&mut terminal, "4", &["> 4. I am", "> I am scared"]);
            next(&mut terminal, "\r");
            reach(&mut terminal, "> Somewhere");
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
            let mut terminal = scene("a-crisis", size);
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
        name: "the-draft",
        about: "Where both may want it, your own words are put together. Nothing is sent.",
        lead: draft,
    },
    Scene {
        name: "what-becomes-of-it",
        about: "You keep them, change them, or leave them out.",
        lead: |size| {
            let mut terminal = draft(size);
            reach(&mut terminal, "> Keep it");
            terminal
        },
    },
    Scene {
        name: "changing-the-draft",
        about: "They are changed in place. Two sentences stay, so that a no is as easy as a yes.",
        lead: |size| {
            let mut terminal = draft(size);
            reach(&mut terminal, "> Keep it");
            terminal.press("\x1b[B", "> Change the");
            terminal.press("\r", "Change the words of");
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
            let mut terminal =
                at_with(&["--region", "GB", "--save"], size, &["afraid_of_ex"], "", "Have you ever");
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

/// A scene by its name.
pub fn scene(name: &str, size: Size) -> Terminal {
    let scene = SCENES.iter().find(|scene| scene.name == name).expect("a scene");
    (scene.lead)(size)
}
