//! Promise: a person can be led by keys from the first question to the summary, meets each gate's words and help lines on the
//! screen at once, and gets the same summary, byte for byte, as somebody who wrote the same answers into a file.

mod program;
#[path = "support/terminal.rs"]
mod terminal;

use program::{Home, example};
use rekindle::{
    answer::{Answer, Answers},
    answers::{read, toml_text},
    interview::{
        Asked, Decision, NoKeeper, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow, Settings,
        run,
    },
    questionnaire::{Kind, Questionnaire, SupportLine},
    session::{Manner, Session},
    store::{read_text, shipped},
};
use std::{fs, path::Path};
use terminal::{Start, Terminal};

/// What is seen next, and what is typed then.
struct Step {
    sees: Vec<String>,
    keys: String,
}

/// Somebody whose answers are known: writes down what they will see, and which keys they will press.
struct Rehearsal {
    answers: Answers,
    steps: Vec<Step>,
    given: Answers,
}

impl Rehearsal {
    fn step(&mut self, sees: &[&str], keys: impl Into<String>) {
        let sees = sees.iter().map(|words| first_words(words)).filter(|words| !words.is_empty()).collect();
        self.steps.push(Step { sees, keys: keys.into() });
    }
}

/// As many words as surely stand on one line.
fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.len() + word.len() > 40 {
            break;
        }
        words += word;
        words.push(' ');
    }
    words.trim_end().to_owned()
}

impl Prompter for Rehearsal {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        let mut answer = self.answers.get(&asked.question.id).cloned();
        if let Kind::Rank(_) = asked.question.kind {
            // The order in which they are shown is taken as it is.
            answer = Some(Answer::Choices(asked.choices.iter().map(|choice| choice.value.clone()).collect()));
        }
        self.step(&[&asked.ask], keys(answer.as_ref(), asked));
        if let Some(answer) = &answer {
            self.given.set(&asked.question.id, answer.clone());
        }
        Ok(answer.map_or(Reply::Skip, Reply::Answer))
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        match notice {
            Notice::Stage { place, .. } => self.step(&[&format!("Part {} of {}", place.0, place.1)], "\r"),
            Notice::Gate { says, support, .. } | Notice::Offer { says, support, .. } => {
                let line = support.first().map(SupportLine::said).unwrap_or_default();
                self.step(&[says, &line], "\r");
            }
            Notice::Opening { text, .. } | Notice::Remark(text) | Notice::Warning(text) => {
                self.step(&[text], "\r");
            }
            Notice::Pressure(notes) => self.step(&[&notes[0].why], "\r"),
        }
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        self.step(&[&decision.ask], "\r");
        Ok(decision.usual)
    }

    fn review(&mut self, _: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        self.step(&["Your answers"], "\r");
        Ok(ReviewReply::Done)
    }
}

/// The keys that give an answer.
fn keys(answer: Option<&Answer>, asked: &Asked<'_>) -> String {
    let place = |value: &String| {
        asked.choices.iter().position(|choice| choice.value == *value).expect("an offered choice") + 1
    };
    match (answer, &asked.question.kind) {
        (None, _) => ":skip\r".to_owned(),
        (Some(Answer::Choice(value)), _) => format!("{}\r", place(value)),
        // The order of a rank is taken as it is shown.
        (Some(Answer::Choices(_)), Kind::Rank(_)) => "\r".to_owned(),
        (Some(Answer::Choices(values)), _) => {
            let marks: String = values.iter().map(|value| format!("{} ", place(value))).collect();
            marks + "\r"
        }
        (Some(Answer::Number(number)), _) => format!("{number}\r"),
        (Some(Answer::YesNo(yes)), _) => if *yes { "y\r" } else { "n\r" }.to_owned(),
        (Some(Answer::Text(text)), _) => format!("{text}\r"),
    }
}

fn rehearse(questionnaire: &Questionnaire, name: &str) -> Rehearsal {
    let source = read_text(Path::new(&example(name))).expect("an example");
    let answers = read(&source, questionnaire).answers;
    let mut rehearsal = Rehearsal { answers, steps: Vec::new(), given: Answers::new() };
    let mut session =
        Session::new(questionnaire, Manner { short: false, asks_hints: true, supplied: Answers::new() });
    let settings = Settings { region: "INT".to_owned(), has_person: true, resumed: false };
    run(&mut session, &mut rehearsal, &mut NoKeeper, &settings).expect("it is led to an end");
    rehearsal
}

fn led_by_keys(name: &str, size: (u16, u16)) {
    let questionnaire = shipped();
    let rehearsal = rehearse(&questionnaire, name);
    let mut terminal: Terminal =
        Start::rekindle(&["ask", "--region", "INT", "--format", "json", "-o", "led.json"])
            .size(size.0, size.1)
            .run();
    for step in &rehearsal.steps {
        for words in &step.sees {
            terminal.sees(words);
        }
        terminal.keys(&step.keys);
    }
    assert_eq!(terminal.put_back().exit_code(), 0, "{name}: {}", terminal.screen());
    let led = fs::read_to_string(terminal.home.path().join("led.json")).expect("the summary");

    let home = Home::new();
    home.write("answers.toml", toml_text(&rehearsal.given));
    let ran = home.run(["ask", "--no-input", "--answers", "answers.toml", "--format", "json"]);
    assert_eq!(led, ran.stdout, "{name}");
}

#[test]
fn the_open_path() {
    led_by_keys("open", (80, 24));
}

#[test]
fn a_no_and_the_way_on() {
    led_by_keys("stop", (80, 24));
}

#[test]
fn a_court_order() {
    led_by_keys("law", (80, 24));
}

#[test]
fn fear() {
    led_by_keys("fear-me", (80, 24));
}

#[test]
fn pursuit() {
    led_by_keys("pursuit", (80, 24));
}

#[test]
fn a_crisis() {
    led_by_keys("crisis", (80, 24));
}

#[test]
fn not_safe_now() {
    led_by_keys("not-safe-now", (80, 24));
}

#[test]
fn after_a_crisis_the_summary_stands_on_the_main_screen() {
    let mut terminal = Start::rekindle(&["--region", "GB"]).size(80, 40).run();
    terminal.sees("a calm half hour to think");
    terminal.press("\r", "Part 1 of 8");
    terminal.press("\r", "Is it safe for you");
    terminal.press("y\r", "Are you thinking about ending");
    terminal.press("2\r", "I'm glad you said that.");
    terminal.sees("999");
    terminal.sees("116 123");
    terminal.press("\r", "What would you like to do?");
    terminal.keys("\r");
    assert_eq!(terminal.put_back().exit_code(), 0);
    for words in ["I'm glad you said that.", "Samaritans: 116 123", "Three things to hold on to"] {
        terminal.sees(words);
    }
}
