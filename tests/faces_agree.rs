//! Promise: lines through a pipe, an answers file and flags lead to the same summary, byte for byte. (A person's keys: see the
//! screens.)

mod program;

use program::{Home, example};
use rekindle::{
    answer::Answer,
    answers,
    interview::{
        Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow, Settings, run,
    },
    session::{Manner, Session},
    store,
};
use std::path::Path;

/// Answers as somebody would type them, in the order in which they are asked.
struct Typist {
    answers: rekindle::answer::Answers,
    lines: String,
}

impl Prompter for Typist {
    fn has_person(&self) -> bool {
        false
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        let answer = self.answers.get(&asked.question.id).cloned();
        self.lines += &answer.as_ref().map(|answer| line(answer, asked)).unwrap_or_default();
        self.lines.push('\n');
        Ok(answer.map_or(Reply::Skip, Reply::Answer))
    }

    fn tell(&mut self, _: &Notice) -> Result<(), PromptError> {
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        Ok(decision.usual)
    }

    fn review(&mut self, _: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        Ok(ReviewReply::Done)
    }
}

/// Numbers for lists, values for single choices: both are understood.
fn line(answer: &Answer, asked: &Asked<'_>) -> String {
    let place = |value: &String| {
        let place =
            asked.choices.iter().position(|choice| choice.value == *value).expect("an offered choice");
        (place + 1).to_string()
    };
    match answer {
        Answer::Choice(value) => value.clone(),
        Answer::Choices(values) => values.iter().map(place).collect::<Vec<_>>().join(", "),
        Answer::Number(number) => number.to_string(),
        Answer::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Text(text) => text.clone(),
    }
}

#[test]
fn a_pipe_and_a_file_say_the_same() {
    let questionnaire = store::shipped();
    for name in [
        "open",
        "stop",
        "law",
        "fear-me",
        "fear-them",
        "wait",
        "unknown",
        "minor",
        "pursuit",
        "silence",
        "power",
        "coerced",
        "new-partner",
        "crisis",
        "age",
        "not-safe-now",
    ] {
        let source = store::read_text(Path::new(&example(name))).expect("an example");
        let given = answers::read(&source, &questionnaire).answers;
        let mut typist = Typist { answers: given.clone(), lines: String::new() };
        let mut session = Session::new(&questionnaire, Manner { supplied: given, ..Manner::default() });
        let settings = Settings { region: "INT".to_owned(), has_person: false, resumed: false };
        run(&mut session, &mut typist, &mut rekindle::interview::NoKeeper, &settings)
            .expect("it goes through");

        let home = Home::new();
        let from_file = home.run(["ask", "--no-input", "--format", "json", "--answers", &example(name)]);
        let from_pipe = home.run_with(["ask", "--plain", "--format", "json"], &typist.lines, &[]);
        assert_eq!((from_file.code, from_pipe.code), (Some(0), Some(0)), "{name}: {from_pipe:#?}");
        assert_eq!(from_pipe.stdout, from_file.stdout, "{name}");
    }
}

#[test]
fn flags_win_over_the_file() {
    let home = Home::new();
    let with = |set: &str| {
        let args = ["ask", "--format", "json", "--answers", &example("open"), "--set", set];
        home.run(args).json()["outcome"].clone()
    };
    assert_eq!(with("hurry=2"), "open");
    assert_eq!(with("hurry=8"), "wait");
    assert_eq!(with("hurry="), "unknown");
    assert_eq!(with("contact_signs=blocked,wants-talk"), "stop");
}

/// Words typed where they can be no answer may be a cry for help: the lines come at once, and the question again.
#[test]
fn a_cry_for_help_at_a_choice_is_heard() {
    let home = Home::new();
    let ran = home.run_with(["--plain", "--region", "GB"], "yes\nno\nI want to kill myself\nno\n", &[]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let lines = ran.stderr.find("Samaritans").expect("help lines");
    let again = ran.stderr.find("I did not find").expect("the question comes again");
    assert!(lines < again, "{}", ran.stderr);
    let ran = home.run_with(["--plain", "--region", "GB"], "yes\nno\nperhaps\nno\n", &[]);
    assert!(!ran.stderr.contains("Samaritans"), "{}", ran.stderr);
}
