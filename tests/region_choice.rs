//! Promise: help lines are shown at once, whatever the country; where nobody knows it, a person is asked for it once, after they
//! have seen lines, and a pipe never is.

mod program;
mod questionnaires;
#[path = "support/terminal.rs"]
mod terminal;

use program::{Home, example};
use questionnaires::shipped;
use rekindle::{
    answer::Answers,
    answers::read,
    interview::{
        Asked, Decision, Located, NoKeeper, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow,
        Scripted, Settings, run,
    },
    questionnaire::SupportLine,
    session::{Manner, Session},
    store::read_text,
};
use std::path::Path;
use terminal::Start;

/// Somebody who gives these answers, and picks this country when asked for it.
struct Person {
    script: Scripted,
    picks: &'static str,
    /// Asks for the help lines at the first question.
    wants_lines: bool,
    log: Vec<String>,
}

impl Prompter for Person {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        if std::mem::take(&mut self.wants_lines) {
            return Ok(Reply::Support);
        }
        if asked.question.id == "self_harm" && !asked.support.is_empty() {
            self.log.push(format!("beside {}", asked.support[0].said()));
        }
        self.script.ask(asked)
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        if let Notice::Gate { support, .. } | Notice::Offer { support, .. } = notice {
            let lines: Vec<String> = support.iter().map(SupportLine::said).collect();
            self.log.push(format!("lines {}", lines.join(" | ")));
        }
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        if !decision.ask.starts_with("Which country") {
            return Ok(decision.usual);
        }
        self.log.push("asked".to_owned());
        Ok(decision.options.iter().position(|option| option == self.picks).unwrap_or(decision.usual))
    }

    fn review(&mut self, _: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        Ok(ReviewReply::Done)
    }
}

fn answers_of(name: &str) -> Answers {
    read(&read_text(Path::new(&example(name))).expect("an example"), &shipped()).answers
}

/// What a person sees of help lines, and the region at the end.
fn led(name: &str, picks: &'static str, is_guess: bool, wants_lines: bool) -> (Vec<String>, String) {
    let questionnaire = shipped();
    let mut session = Session::new(&questionnaire, Manner { asks_hints: true, ..Manner::default() });
    let mut person = Person { script: Scripted::new(answers_of(name)), picks, wants_lines, log: Vec::new() };
    let mut face = Located::new(&mut person, &questionnaire.support, "INT".to_owned(), is_guess);
    let settings = Settings { region: "INT".to_owned(), has_person: true, resumed: false };
    run(&mut session, &mut face, &mut NoKeeper, &settings).expect("it ends");
    let region = face.region().expect("it knows one").to_owned();
    (person.log, region)
}

#[test]
fn lines_come_first_and_then_the_country_is_asked_for_once() {
    let (log, region) = led("crisis", "United Kingdom", true, false);
    assert_eq!(region, "GB");
    assert_eq!(
        log,
        [
            "lines Befrienders Worldwide: befrienders.org",
            "asked",
            "lines Emergency: 999 | Samaritans: 116 123 | Shout: text 85258",
        ]
    );
    let (log, region) = led("pursuit", "nowhere", true, false);
    assert_eq!((log.iter().filter(|line| *line == "asked").count(), region.as_str()), (1, "INT"));
}

#[test]
fn whoever_named_a_country_is_not_asked_and_without_lines_nobody_is() {
    let (log, _) = led("crisis", "United Kingdom", false, false);
    assert_eq!(log, ["lines Befrienders Worldwide: befrienders.org"]);
    let (log, _) = led("open", "United Kingdom", true, false);
    assert_eq!(log, [] as [&str; 0]);
}

#[test]
fn help_lines_can_be_seen_at_any_question() {
    let (log, region) = led("open", "Ireland", true, true);
    assert_eq!(region, "IE");
    assert!(log[0].starts_with("lines Befrienders Worldwide, if it gets too heavy"), "{log:?}");
    assert_eq!(log[1], "asked");
    assert!(log[2].starts_with("lines Emergency, if someone is in danger now: 112"), "{log:?}");
    assert_eq!(log.len(), 3, "{log:?}");
}

#[test]
fn on_a_terminal_the_summary_has_the_lines_of_the_country_that_was_picked() {
    let mut terminal = Start::rekindle(&[]).size(80, 40).run();
    terminal.sees("a calm half hour to think");
    terminal.press("\r", "Part 1 of 8");
    terminal.press("\r", "Is it safe for you");
    terminal.press("y\r", "Are you thinking about ending");
    terminal.press("2\r", "I'm glad you said that.");
    terminal.sees("befrienders.org");
    terminal.press("\r", "Which country are you in?");
    // Up from the first of them is the last but one from the end.
    terminal.press("\u{1b}[A\u{1b}[A", "> United Kingdom");
    terminal.press("\r", "Samaritans: 116 123");
    terminal.press("\r", "What would you like to do?");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 0);
    terminal.sees("Samaritans: 116 123");
}

#[test]
fn an_answer_is_kept_before_the_country_is_asked() {
    let mut terminal = Start::rekindle(&["--plain", "--save", "kept"]).run();
    terminal.sees("Your answer: ");
    terminal.press("no\r", "Which country are you in?");
    terminal.keys("\x03");
    assert_eq!(terminal.status().exit_code(), 130);
    let kept =
        std::fs::read_to_string(terminal.home.path().join("state/kept.toml")).expect("a saved session");
    assert!(kept.contains("\nsafe_now = false"), "{kept}");
}

#[test]
fn a_pipe_is_never_asked_and_support_takes_no_answer() {
    let home = Home::new();
    let ran = home.run_with(["--plain"], "yes\n:support\nyes\n", &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(!ran.stderr.contains("Which country"), "{}", ran.stderr);
    assert!(ran.stderr.contains("You can reach these people at any time.\nHelp lines:\n"), "{}", ran.stderr);
    assert!(ran.stdout.contains("Befrienders Worldwide: befrienders.org"));
    let british = home.run_with(["--plain"], "yes\n:support\nyes\n", &[("LANG", "en_GB.UTF-8")]);
    assert!(british.stderr.contains("Samaritans"), "{}", british.stderr);
}
