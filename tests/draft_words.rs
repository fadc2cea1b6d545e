//! Promise: the words of the draft are the person's own to change, leave out or keep, and are judged anew each time; the two
//! sentences that leave the other one free always stand, and nothing that closes contact ever lets a draft through.

mod program;
mod questionnaires;

use program::{GATED, Home, example};
use questionnaires::shipped;
use rekindle::{
    answer::{Answer, Answers},
    answers::read,
    interview::{
        Asked, Decision, End, NoKeeper, Notice, Prefilled, PromptError, Prompter, Reply, ReviewReply,
        ReviewRow, Settings, run,
    },
    session::{Manner, Record, Session},
    store::read_text,
    summary::{Summary, build},
};
use std::{collections::VecDeque, path::Path};

const CLOSING: &str = "You do not need to reply. If I hear nothing, I will leave it there.";

/// Somebody who comes to the draft with every question answered: what they decide, and what they write.
#[derive(Default)]
struct Person {
    picks: VecDeque<&'static str>,
    writes: VecDeque<Reply>,
    log: Vec<String>,
}

impl Person {
    fn new(picks: &[&'static str], writes: &[Reply]) -> Self {
        Self { picks: picks.iter().copied().collect(), writes: writes.iter().cloned().collect(), log: vec![] }
    }
}

impl Prompter for Person {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        if asked.question.id != "draft_words" {
            return Ok(Reply::Skip);
        }
        assert!(asked.ask.contains(CLOSING), "{}", asked.ask);
        let held = asked.answer.as_ref().and_then(Answer::as_text).unwrap_or_default();
        assert!(!held.contains("You do not need to reply"), "{held}");
        self.log.push(format!("ask {}", asked.problem.as_deref().unwrap_or(held)));
        Ok(self.writes.pop_front().expect("something to write"))
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        self.log.push(match notice {
            Notice::Remark(text) => format!("remark {text}"),
            Notice::Gate { says, support, .. } => format!("gate {says} [{} lines]", support.len()),
            Notice::Offer { says, support, .. } => format!("offer {says} [{} lines]", support.len()),
            Notice::Pressure(notes) => format!("pressure {}", notes.len()),
            _ => return Ok(()),
        });
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        let Some(pick) = self.picks.pop_front() else { return Ok(decision.usual) };
        self.log.push(format!("decide {:?}", decision.options));
        Ok(decision.options.iter().position(|option| option == pick).expect("an option"))
    }

    fn review(&mut self, _: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        Ok(ReviewReply::Done)
    }
}

fn text(words: &str) -> Reply {
    Reply::Answer(Answer::Text(words.to_owned()))
}

fn answers_of(name: &str) -> Answers {
    let source = read_text(Path::new(&example(name))).expect("an example");
    read(&source, &shipped()).answers
}

/// Leads a person with these answers to the end; gives how it ended, what came of it and its record.
fn led(person: &mut Person, answers: Answers) -> (End, Summary, Record) {
    let questionnaire = shipped();
    let manner = Manner { short: false, asks_hints: true, supplied: answers.clone() };
    let mut session = Session::new(&questionnaire, manner);
    let settings = Settings { region: "GB".to_owned(), has_person: true, resumed: false };
    let mut face = Prefilled::new(answers, person);
    let end = run(&mut session, &mut face, &mut NoKeeper, &settings).expect("it ends");
    (end, build(&session, "GB", end == End::Paused), session.record(0, 0))
}

fn draft(summary: &Summary) -> Option<String> {
    summary.draft.as_ref().and_then(|draft| draft.text.clone())
}

#[test]
fn kept_it_is_as_it_was_put_together() {
    let mut person = Person::new(&["Keep it as it is"], &[]);
    let (end, summary, record) = led(&mut person, answers_of("open"));
    let text = draft(&summary).expect("a draft");
    assert_eq!(end, End::Finished);
    assert!(text.starts_with("I have had time to think") && text.ends_with(CLOSING), "{text}");
    assert!(person.log[0].contains(&text), "{:?}", person.log);
    assert!(!record.answers.has("draft_words"));
}

#[test]
fn changed_words_stand_in_its_place_and_are_kept() {
    let mut person = Person::new(&["Change the words", "Keep it as it is"], &[text("I miss our Sundays")]);
    let (_, summary, record) = led(&mut person, answers_of("open"));
    let expected = format!("I miss our Sundays. {CLOSING}");
    assert_eq!(draft(&summary), Some(expected.clone()));
    let shown = person.log.iter().filter(|line| line.contains(&expected)).count();
    assert_eq!(shown, 1, "{:?}", person.log);
    // A session that goes on from its record shows the same.
    let questionnaire = shipped();
    let again = Session::restore(&questionnaire, Manner::default(), &record);
    assert_eq!(draft(&build(&again, "GB", false)), Some(expected));
}

#[test]
fn too_many_words_are_refused_with_a_sentence() {
    let mut person = Person::new(
        &["Change the words", "Keep it as it is"],
        &[text(&"home ".repeat(76)), text(&"home ".repeat(75))],
    );
    let (_, summary, _) = led(&mut person, answers_of("open"));
    assert!(
        person.log.contains(&"ask This is 76 words long, and there is room for 75.".to_owned()),
        "{:?}",
        person.log
    );
    let words = draft(&summary).expect("a draft");
    assert_eq!(words.split_whitespace().count(), 90);
}

#[test]
fn left_out_or_emptied_there_is_none() {
    for (picks, writes) in [
        (vec!["Leave it out"], vec![]),
        (vec!["Change the words"], vec![text("  ")]),
        (vec!["Change the words"], vec![Reply::Skip]),
    ] {
        let (_, summary, record) = led(&mut Person::new(&picks, &writes), answers_of("open"));
        assert_eq!((summary.outcome.as_str(), summary.draft.is_none()), ("open", true));
        assert!(record.left.contains("draft_words"));
        let questionnaire = shipped();
        let again = Session::restore(&questionnaire, Manner::default(), &record);
        assert!(build(&again, "GB", false).draft.is_none());
    }
}

#[test]
fn what_must_not_be_sent_is_told_and_never_shown() {
    let pressing = "I will come to your house tonight.";
    let mut person = Person::new(&["Change the words", "Leave it out"], &[text(pressing)]);
    let (_, summary, _) = led(&mut person, answers_of("open"));
    assert!(summary.draft.is_none());
    let told = person.log.iter().position(|line| line.starts_with("pressure")).expect("it is told why");
    assert!(
        person.log[told - 1].starts_with("remark With these words there is no draft"),
        "{:?}",
        person.log
    );
    assert!(!person.log.iter().any(|line| line.contains("come to your house")), "{:?}", person.log);
    assert!(person.log.contains(&"decide [\"Change the words\", \"Leave it out\"]".to_owned()));
    // Whoever goes on without deciding is asked for other words, and may still find some.
    let mut person = Person::new(
        &["Change the words", "Change the words", "Keep it as it is"],
        &[text(pressing), text("I am sorry.")],
    );
    let (_, summary, _) = led(&mut person, answers_of("open"));
    assert_eq!(draft(&summary), Some(format!("I am sorry. {CLOSING}")));
}

#[test]
fn words_of_harm_close_it_and_bring_a_person_to_turn_to_at_once() {
    let picks = ["Change the words", "Go to the summary"];
    let mut person = Person::new(&picks, &[text("If you stay away I will kill myself.")]);
    let (end, summary, record) = led(&mut person, answers_of("open"));
    assert_eq!((end, summary.outcome.as_str(), summary.draft.is_none()), (End::Finished, "crisis", true));
    let told = person.log.iter().rfind(|line| line.starts_with("gate")).expect("it is told");
    assert!(told.starts_with("gate I'm glad you said that.") && !told.ends_with("[0 lines]"), "{told}");
    assert_eq!(person.log.last().map(String::as_str), Some(TAKES_BACK));
    // Also in a session that goes on later.
    let questionnaire = shipped();
    let mut again =
        Session::restore(&questionnaire, Manner { asks_hints: true, ..Manner::default() }, &record);
    let settings = Settings { region: "GB".to_owned(), has_person: true, resumed: true };
    let mut person = Person::default();
    let end = run(&mut again, &mut person, &mut NoKeeper, &settings).expect("it ends");
    assert_eq!((end, person.log.len()), (End::Finished, 1), "{:?}", person.log);
    // There they can be taken back, and what they hinted at is asked.
    let mut person = Person::new(&["Change my last answer"], &[]);
    run(&mut again, &mut person, &mut NoKeeper, &settings).expect("it ends");
    let summary = build(&again, "GB", false);
    assert_eq!((summary.outcome.as_str(), summary.draft), ("wait", None), "{:?}", person.log);
    assert!(person.log[0].starts_with("gate I'm glad you said that."), "{:?}", person.log);
}

const TAKES_BACK: &str = "decide [\"Go to the summary\", \"Change my last answer\"]";

/// A hint costs help lines, said before anything else, and the draft; the half hour it does not.
#[test]
fn heavy_words_bring_help_lines_first_and_can_be_taken_back() {
    let heavy = text("Some days I just want it all to stop.");
    let mut person = Person::new(&["Change the words", "Go to the summary"], std::slice::from_ref(&heavy));
    let (end, summary, _) = led(&mut person, answers_of("open"));
    assert_eq!((end, summary.outcome.as_str(), summary.draft.is_none()), (End::Finished, "wait", true));
    let [.., offer, gate, decision] = person.log.as_slice() else { panic!("{:?}", person.log) };
    assert!(offer.starts_with("offer Something you wrote") && !offer.ends_with("[0 lines]"), "{offer}");
    assert!(gate.starts_with("gate Not today"), "{gate}");
    assert_eq!(decision, TAKES_BACK);
    let picks = ["Change the words", "Change my last answer", "Keep it as it is"];
    let (_, summary, _) = led(&mut Person::new(&picks, &[heavy]), answers_of("open"));
    assert_eq!(summary.outcome, "open");
    assert!(draft(&summary).is_some_and(|words| words.starts_with("I have had time to think")));
}

#[test]
fn whoever_goes_back_from_it_comes_to_it_again() {
    let picks = ["Change the words", "Change the words", "Keep it as it is"];
    let mut person = Person::new(&picks, &[Reply::Back, Reply::Review]);
    let (end, summary, _) = led(&mut person, answers_of("open"));
    assert_eq!(end, End::Finished);
    assert!(draft(&summary).is_some());
    let mut person = Person::new(&["Change the words"], &[Reply::Exit]);
    assert_eq!(led(&mut person, answers_of("open")).0, End::Left);
}

#[test]
fn under_every_gate_the_words_count_for_nothing() {
    for name in GATED {
        let mut answers = answers_of(name);
        answers.set("draft_words", Answer::Text("I would like to talk one day.".to_owned()));
        let mut person = Person::default();
        let (_, summary, _) = led(&mut person, answers);
        assert!(summary.draft.is_none(), "{name}");
        assert!(!person.log.iter().any(|line| line.contains("one day")), "{name}: {:?}", person.log);
    }
}

#[test]
fn a_script_sets_the_words_and_nothing_is_asked() {
    let home = Home::new();
    let open = example("open");
    let with = |words: &str, more: &[&str]| {
        let set = format!("draft_words={words}");
        home.run([["ask", "--answers", &open, "--set", &set].as_slice(), more].concat())
    };
    let json = with("I miss our Sundays.", &["--format", "json"]);
    assert_eq!((json.code, json.stderr.as_str()), (Some(0), ""));
    assert_eq!(json.json()["draft"]["text"], format!("I miss our Sundays. {CLOSING}"));
    let refused = with("I will come to your house tonight.", &["--format", "json"]).json();
    assert_eq!(refused["draft"]["text"], serde_json::Value::Null);
    assert_eq!(refused["draft"]["flags"].as_array().map(Vec::is_empty), Some(false));
    let long = with(&"word ".repeat(80), &[]);
    assert_eq!((long.code, long.stdout.as_str()), (Some(1), ""));
    assert!(long.stderr.contains("this is 80 words long, and there is room for 75"), "{}", long.stderr);
    let crisis = with("I will kill myself tonight.", &["--format", "json"]).json();
    assert_eq!((&crisis["outcome"], &crisis["draft"]), (&"crisis".into(), &serde_json::Value::Null));
    // Where there is no draft, they count for nothing, and that is said.
    let stop = home.run(["ask", "--answers", &example("stop"), "--set", "draft_words=Hello"]);
    assert!(stop.stderr.contains("count for nothing: `draft_words`"), "{}", stop.stderr);
    assert!(!stop.stdout.contains("Hello"));
}

/// Words that must not be sent take the way of writing with them, not only the draft.
#[test]
fn with_a_refused_draft_writing_is_no_option() {
    let home = Home::new();
    let open = example("open");
    let options = |set: &[&str]| {
        let ran = home.run([["ask", "--no-input", "--answers", &open].as_slice(), set].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.stdout.lines().filter(|line| *line == "Write once").count()
    };
    assert_eq!(options(&[]), 1);
    assert_eq!(options(&["--set", "own_message=I will come to your house tonight."]), 0);
    assert_eq!(options(&["--set", "draft_words=I will come to your house tonight."]), 0);
}
