//! Every word that the faces say of their own accord: keys, menus, and how to answer. What the questionnaire says is its data.

use crate::questionnaire::Kind;

/// What can be typed instead of an answer, for `help` and for a command that is none.
pub(super) const COMMANDS: &str = ":back goes to the question before. :skip leaves this one. :help says why we ask. \
    :review shows your answers. :support shows help lines. :pause stops here for now. :exit leaves without a trace.";
pub(super) const COMMANDS_AS_TEXT: &str = "To write a text that begins with a colon, begin it with two.";
pub(super) const NO_HELP: &str = "There is no note on why we ask this.";
pub(super) const REQUIRED: &str = "This question needs an answer before we go on.";
pub(super) const NO_EDITOR_HERE: &str =
    "There is no editor in this mode. Please write your answer in one line.";
pub(super) const YOUR_ANSWER: &str = "Your answer: ";
pub(super) const YOUR_CHOICE: &str = "Your choice: ";
pub(super) const MORE_OR_ENTER: &str = "More, or Enter: ";
pub(super) const GO_ON_LINE: &str = "Press Enter to go on: ";
pub(super) const YES: &str = "Yes";
pub(super) const NO: &str = "No";
pub(super) const LEFT: &str = "no answer";
pub(super) const NOT_A_YES_OR_NO: &str = "Please type yes or no.";
pub(super) const HELP_LINES: &str = "Help lines:";
pub(super) const HELP_LINES_HERE: &str = "If you want to talk to somebody:";
pub(super) const SUMMARY_NEXT: &str = "Your summary comes next.";
pub(super) const PRESSURE: &str = "Some of these words may press on the other person, or cannot be read here. You can go back and change them, or leave them.";
pub(super) const REVIEW: &str = "Your answers";
pub(super) const REVIEW_INTRO: &str = "These are your answers so far. You can change any of them.";
pub(super) const REVIEW_LINE: &str = "Type a number to change that answer. An empty line goes on.";
pub(super) const NOTHING_YET: &str = "There are no answers yet.";
pub(super) const NOT_HERE: &str = "Here you can choose, or type :pause or :exit.";
pub(super) const SUMMARY: (&str, &str) = ("Your summary", "Summary");
pub(super) const CLEARED: &str = "The screen is cleared, and so is what could be scrolled back to. This cannot clear what \
    somebody saw, what a program that watches this device has noted, or the line you typed to start this.";

/// The rich face's words.
pub(super) mod rich {
    pub(in crate::prompt) const RETURN: (&str, &str) = ("Return to the question", "Return");
    pub(in crate::prompt) const RETURN_HERE: (&str, &str) = ("Return", "Return");
    pub(in crate::prompt) const BACK: (&str, &str) = ("Go back to the question before", "Question before");
    pub(in crate::prompt) const SKIP: (&str, &str) = ("Skip this question", "Skip this one");
    pub(in crate::prompt) const WHY: (&str, &str) = ("Why we ask this", "Why we ask");
    pub(in crate::prompt) const REVIEW: (&str, &str) = ("Look over my answers", "My answers");
    pub(in crate::prompt) const SUPPORT: (&str, &str) = ("Help lines", "Help lines");
    pub(in crate::prompt) const PAUSE: (&str, &str) = ("Pause: stop here for now", "Pause");
    pub(in crate::prompt) const EXIT: (&str, &str) = ("Leave without a trace", "Leave, no trace");
    pub(in crate::prompt) const OWN_EDITOR: (&str, &str) = ("Write in my own editor", "My editor");
    pub(in crate::prompt) const MENU: (&str, &str) = ("What would you like to do?", "Menu");
    pub(in crate::prompt) const MENU_KEYS: [&str; 3] = ["Enter: choose", "Esc: return", "Up and Down: move"];
    pub(in crate::prompt) const DECIDE_KEYS: [&str; 3] = ["Enter: choose", "Esc: menu", "Up and Down: move"];
    pub(in crate::prompt) const REVIEW_KEYS: [&str; 3] = ["Enter: choose", "Esc: menu", "Up and Down: move"];
    pub(in crate::prompt) const PAGES: &str = "Left and Right turn the page.";
    pub(in crate::prompt) const NARROW_KEYS: &str = "Enter ok, Esc menu";
    pub(in crate::prompt) const WHY_KEY: &str = "?: why we ask";
    pub(in crate::prompt) const GO_ON: &str = "Go on";
    pub(in crate::prompt) const PAGE_KEYS: [&str; 3] = ["Enter: go on", "Esc: menu", ""];
    pub(in crate::prompt) const PAGE_MORE_KEYS: [&str; 3] =
        ["Enter: read on", "Esc: menu", "Up and Down: move"];
    pub(in crate::prompt) const CHOICE_KEYS: [&str; 4] =
        ["Enter: choose", "Esc: menu", WHY_KEY, "Up, Down or a number: move"];
    pub(in crate::prompt) const SEVERAL_KEYS: [&str; 4] =
        ["Space: mark", "Enter: done", "Esc: menu", WHY_KEY];
    pub(in crate::prompt) const YES_NO_KEYS: [&str; 4] =
        ["Enter: choose", "Esc: menu", WHY_KEY, "y, n, Up or Down: move"];
    pub(in crate::prompt) const SCALE_KEYS: [&str; 4] =
        ["Enter: done", "Esc: menu", "Left, Right or a number: choose", WHY_KEY];
    pub(in crate::prompt) const RANK_KEYS: [&str; 4] = ["Space: carry", "Enter: done", "Esc: menu", WHY_KEY];
    pub(in crate::prompt) const RANK_HELD_KEYS: [&str; 3] = ["Up, Down: move it", "Enter: put it down", ""];
    pub(in crate::prompt) const SHORT_KEYS: [&str; 3] =
        ["Enter: done", "Esc: menu", ":help and the like work too"];
    pub(in crate::prompt) const LONG_KEYS: [&str; 3] = ["Enter: done", "Esc: menu", "Alt-Enter: new line"];
    pub(in crate::prompt) const LONG_EDIT_KEYS: [&str; 4] =
        ["Enter: done", "Esc: menu", "Alt-Enter: new line", "Ctrl-X: your editor"];
    pub(in crate::prompt) const COMMAND_KEYS: [&str; 2] = ["Enter: do it", "Esc: return"];
    pub(in crate::prompt) const YOUR_ANSWER: &str = "your\u{a0}answer";
    pub(in crate::prompt) const ENTER_SKIPS: &str = "Enter skips it";
    pub(in crate::prompt) const NOTHING_MARKED: &str =
        "Nothing is marked yet. Space marks the row you are on. Enter again goes on.";
    pub(in crate::prompt) const NUMBER_FIRST: &str =
        "Choose a number first: with Left and Right, or by typing it.";
    pub(in crate::prompt) const NOT_CHOSEN: &str = "Not chosen yet";
    pub(in crate::prompt) const MORE_BELOW: &str = "more below";
    pub(in crate::prompt) const MORE_ABOVE: &str = "more above";
    pub(in crate::prompt) const MORE_BOTH: &str = "more both ways";
    pub(in crate::prompt) const WIDER: &str = "Please make the window a little larger.";
    pub(in crate::prompt) const NO_EDITOR: &str =
        "There is no editor to open here: VISUAL and EDITOR are not set.";
    pub(in crate::prompt) const ONLY_TEXTS: &str = "An editor opens for long answers only.";
    pub(in crate::prompt) const EDITOR_FAILED: &str =
        "Your editor did not end well. Your answer is as it was.";
    pub(in crate::prompt) const RETURN_TO_PAGE: (&str, &str) = ("Return to the page", "Return");
    pub(in crate::prompt) const PRINT: (&str, &str) = ("Print it in the window, and end", "Print, and end");
    pub(in crate::prompt) const NO_PRINT: (&str, &str) = ("End, and print nothing", "End, no print");
    pub(in crate::prompt) const PRINT_TOO: &str = "That was your summary. Do you want it printed in this window too? Whoever uses this window can then read it.";
    pub(in crate::prompt) const PRINT_TOO_NARROW: &str = "Print it here too? Others here could read it.";
    pub(in crate::prompt) const PRINT_OPTIONS: [&str; 2] = ["Yes, print it", "No, print nothing"];
    pub(in crate::prompt) const SUMMARY_KEYS: [&str; 4] =
        ["Enter: read on", "Esc: menu", "p: print", "Up and Down: turn pages"];
    pub(in crate::prompt) const SUMMARY_END_KEYS: [&str; 4] =
        ["Enter: done", "Esc: menu", "p: print", "Up and Down: turn pages"];
    pub(in crate::prompt) const HELD: &str = "You carry this one";
}

/// `3 of 7 chosen`.
pub(super) fn chosen(count: usize, of: usize) -> String {
    format!("{count} of {of} chosen")
}

/// Where one is among the questions; the count ahead may change with the answers.
pub(super) fn progress((place, of): (usize, usize)) -> String {
    // A gate that waits for the first answer makes it look like the last question. Nothing is said then, rather than that.
    if of <= 1 { format!("Question {place}") } else { format!("Question {place} of about {}", of.max(place)) }
}

/// The same in a few letters, for a narrow window.
pub(super) fn progress_short((place, of): (usize, usize)) -> String {
    if of <= 1 { place.to_string() } else { format!("{place}/{}", of.max(place)) }
}

/// Where one is among the stages.
pub(super) fn stage_place((place, of): (usize, usize)) -> String {
    format!("Part {place} of {of}")
}

/// Where one is among the pages of the summary, from 1.
pub(super) fn page_place((page, of): (usize, usize)) -> String {
    format!("Page {page} of {of}")
}

/// How a question of this kind is answered on one line; `count` choices are offered. No trailing space.
pub(super) fn how_to_answer(kind: &Kind, count: usize, ends: (&str, &str)) -> String {
    match kind {
        Kind::SingleChoice(_) => format!("Type {}.", a_number_or_name(count)),
        Kind::MultiChoice(_) => "Type one or more numbers or names, with commas between them.".to_owned(),
        Kind::Rank(rank) => {
            let counting = match rank.top.min(count) {
                1 => "Only the first counts.".to_owned(),
                top if top == count => "All of them count.".to_owned(),
                top => format!("The first {top} count."),
            };
            format!(
                "Type the numbers or names in your order, the most important first, with commas between them. {counting}"
            )
        }
        Kind::Scale(scale) => format!("Type a whole number {}.", scale_ends(scale.min, scale.max, ends)),
        Kind::YesNo => "Type yes or no.".to_owned(),
        Kind::ShortText | Kind::LongText => "Type your answer in one line, and press Enter.".to_owned(),
        Kind::Note => String::new(),
    }
}

/// `from 0, calm, to 10, more than I can bear`.
fn scale_ends(min: i64, max: i64, (low, high): (&str, &str)) -> String {
    let end = |number: i64, name: &str| {
        if name.is_empty() { number.to_string() } else { format!("{number} ({name})") }
    };
    format!("from {} to {}", end(min, low), end(max, high))
}

/// What a choice takes.
pub(super) fn a_number_or_name(count: usize) -> String {
    match count {
        0 | 1 => "a number or a name".to_owned(),
        2 => "1 or 2, or a name".to_owned(),
        _ => format!("a number from 1 to {count}, or a name"),
    }
}

/// Lines came all at once.
pub(super) fn pasted(count: usize) -> String {
    let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    format!("Your answer has {lines} so far. Add more, or press Enter to go on.")
}

/// Why a typed choice was not taken. `word` is the part that was not understood.
pub(super) fn no_such_choice(word: &str, count: usize) -> String {
    let shown: String = word.chars().filter(|letter| !letter.is_control()).take(40).collect();
    format!("I did not find \u{201c}{shown}\u{201d} here. Please type {}.", a_number_or_name(count))
}

/// Why a typed number was not taken.
pub(super) fn no_number(min: i64, max: i64) -> String {
    format!("Please type a whole number from {min} to {max}.")
}

/// Why a typed number at a decision or the review was not taken.
pub(super) fn no_such_number(count: usize) -> String {
    if count == 1 { "Please type 1.".to_owned() } else { format!("Please type a number from 1 to {count}.") }
}

/// What was begun earlier, in the face that cannot put it into the person's hands again.
pub(super) fn begun(words: &str) -> String {
    format!("You began this, and it does not count yet: \u{201c}{words}\u{201d}")
}

/// What an empty line does where something was begun.
pub(super) const EMPTY_LINE_TAKES: &str = "An empty line takes what you began.";

/// What an empty line does.
pub(super) fn empty_line(keeps: bool) -> &'static str {
    if keeps { "An empty line keeps your earlier answer." } else { "An empty line skips." }
}

/// An unknown command, kindly and in few words: a window may be small.
pub(super) fn no_such_command(typed: &str) -> String {
    let shown: String = typed.chars().filter(|letter| !letter.is_control()).take(24).collect();
    format!(
        "I do not know {shown}. There is :back, :skip, :help, :review, :support, :pause and :exit. For a text, begin with ::"
    )
}

/// The same for somebody who hears it, with what each does.
pub(super) fn unknown_command(typed: &str) -> String {
    let shown: String = typed.chars().filter(|letter| !letter.is_control()).take(24).collect();
    format!("I do not know {shown}. {COMMANDS} {COMMANDS_AS_TEXT}")
}
