//! Promise: the one loop says at once what must be said, asks gently and once, and never takes a slip for the last word.

use rekindle::{
    answer::{Answer, Answers},
    answers::read,
    interview::{
        Asked, Decision, End, Keeper, NoKeeper, Notice, Prefilled, PromptError, Prompter, Reply, ReviewReply,
        ReviewRow, Settings, run,
    },
    questionnaire::Questionnaire,
    session::{Given, Manner, Session},
    store::{read_text, shipped},
};
use std::{collections::VecDeque, path::Path, sync::LazyLock};

static SHIPPED: LazyLock<Questionnaire> = LazyLock::new(shipped);

/// A person who does what a script says, and pauses at its end. Everything that happens is written down.
struct Person {
    script: VecDeque<(&'static str, Reply)>,
    decisions: VecDeque<usize>,
    edits: VecDeque<&'static str>,
    /// Ctrl-C at a decision that asks so.
    interrupts: Option<&'static str>,
    log: Vec<String>,
}

impl Person {
    fn new(script: impl IntoIterator<Item = (&'static str, Reply)>) -> Self {
        let script = script.into_iter().collect();
        let (decisions, edits) = (VecDeque::new(), VecDeque::new());
        Self { script, decisions, edits, interrupts: None, log: Vec::new() }
    }

    fn deciding(mut self, decisions: impl IntoIterator<Item = usize>) -> Self {
        self.decisions.extend(decisions);
        self
    }

    fn position(&self, entry: &str) -> Option<usize> {
        self.log.iter().position(|logged| logged.starts_with(entry))
    }

    fn count(&self, entry: &str) -> usize {
        self.log.iter().filter(|logged| logged.starts_with(entry)).count()
    }
}

impl Prompter for Person {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        self.log.push(format!(
            "ask {}{}",
            asked.question.id,
            if asked.problem.is_some() { " again" } else { "" }
        ));
        let Some((id, reply)) = self.script.pop_front() else { return Ok(Reply::Pause) };
        assert_eq!(asked.question.id, id, "{:#?}", self.log);
        Ok(reply)
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        self.log.push(match notice {
            Notice::Opening { .. } => "opening".to_owned(),
            Notice::Stage { title, .. } => format!("stage {title}"),
            Notice::Gate { says, support, ends, .. } => {
                format!("gate {says} [{} lines]{}", support.len(), if *ends { " ends" } else { "" })
            }
            Notice::Offer { says, support, .. } => format!("offer {says} [{} lines]", support.len()),
            Notice::Remark(text) => format!("remark {text}"),
            Notice::Warning(text) => format!("warning {text}"),
            Notice::Pressure(notes) => format!("pressure {}", notes.len()),
        });
        Ok(())
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        self.log.push(format!("decide {} {:?}", decision.ask, decision.options));
        if self.interrupts.is_some_and(|ask| decision.ask.starts_with(ask)) {
            return Err(PromptError::Interrupted);
        }
        Ok(self.decisions.pop_front().unwrap_or(decision.usual))
    }

    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        self.log.push(format!("review {}", rows.len()));
        Ok(self.edits.pop_front().map_or(ReviewReply::Done, |id| ReviewReply::Edit(id.to_owned())))
    }
}

/// Writes down whether it was asked to delete.
#[derive(Default)]
struct Memory {
    keeps: bool,
    kept: usize,
    deleted: bool,
}

impl Keeper for Memory {
    fn keep(&mut self, _: &Session<'_>) -> Result<(), String> {
        self.kept += 1;
        Ok(())
    }

    fn is_keeping(&self) -> bool {
        self.keeps
    }

    fn can_start(&self) -> bool {
        true
    }

    fn start(&mut self, _: &Session<'_>) -> Result<String, String> {
        self.keeps = true;
        Ok("today".to_owned())
    }

    fn delete(&mut self) -> Result<(), String> {
        self.deleted = true;
        self.keeps = false;
        Ok(())
    }
}

fn settings() -> Settings {
    Settings { region: "GB".to_owned(), has_person: true, resumed: false }
}

fn session(supplied: Answers) -> Session<'static> {
    let mut session = Session::new(&SHIPPED, Manner { short: false, asks_hints: true, supplied });
    session.look_at_supplied();
    session
}

fn lead(person: &mut Person, keeper: &mut dyn Keeper) -> (Session<'static>, End) {
    let mut session = session(Answers::new());
    let end = run(&mut session, person, keeper, &settings()).expect("it is led to an end");
    (session, end)
}

fn choice(value: &str) -> Reply {
    Reply::Answer(Answer::Choice(value.to_owned()))
}

fn choices(values: &[&str]) -> Reply {
    Reply::Answer(Answer::Choices(values.iter().map(|value| (*value).to_owned()).collect()))
}

fn number(number: i64) -> Reply {
    Reply::Answer(Answer::Number(number))
}

fn text(text: &str) -> Reply {
    Reply::Answer(Answer::Text(text.to_owned()))
}

fn safe() -> (&'static str, Reply) {
    ("safe_now", Reply::Answer(Answer::YesNo(true)))
}

/// The check-in of somebody who is well, and the way to the first text.
fn calm() -> Vec<(&'static str, Reply)> {
    vec![
        safe(),
        ("self_harm", choice("no")),
        ("harm_others", choice("no")),
        ("my_age", choice("adult")),
        ("ex_adult", choice("yes")),
        ("upset", number(2)),
        ("right_now", choices(&["none"])),
        ("since_breakup", choice("over-6-months")),
        ("reasons", choices(&["feelings"])),
        ("hurry", number(1)),
    ]
}

#[test]
fn a_required_question_is_asked_until_it_has_an_answer() {
    let mut person = Person::new([("safe_now", Reply::Skip), safe()]);
    lead(&mut person, &mut NoKeeper);
    assert_eq!(person.count("ask safe_now again"), 1);
}

#[test]
fn a_crisis_answer_is_met_at_once_with_help_lines_and_ends() {
    for (question, value) in [("self_harm", "yes"), ("self_harm", "unsure"), ("harm_others", "yes")] {
        let mut script = vec![safe()];
        if question == "harm_others" {
            script.push(("self_harm", choice("no")));
        }
        script.push((question, choice(value)));
        let mut person = Person::new(script);
        let (session, end) = lead(&mut person, &mut NoKeeper);
        assert_eq!(end, End::Finished);
        assert!(session.walk().is_ended());
        let asked = person.position(&format!("ask {question}")).expect("it was asked");
        let next = &person.log[asked + 1];
        assert!(next.starts_with("gate I'm glad you said that.") && next.ends_with("ends"), "{next}");
        assert!(!next.contains("[0 lines]"), "{next}");
        assert_eq!(next.contains("step away from them now"), question == "harm_others", "{next}");
    }
}

#[test]
fn saying_nothing_about_it_brings_help_lines_and_goes_on() {
    let mut person = Person::new([safe(), ("self_harm", choice("unsaid"))]);
    lead(&mut person, &mut NoKeeper);
    let offer = person.position("offer").expect("help lines are offered");
    assert!(!person.log[offer].contains("[0 lines]"));
    assert!(person.log[offer + 1].starts_with("ask harm_others"));
}

#[test]
fn a_hint_is_asked_about_at_once_and_its_answer_decides() {
    for (reply, gate) in [(choice("no"), false), (Reply::Skip, false), (choice("yes"), true)] {
        let mut script = calm();
        script.push(("find_again", text("Some nights I feel like I can't go on any more.")));
        script.push(("hint_self", reply.clone()));
        let mut person = Person::new(script);
        let (session, _) = lead(&mut person, &mut NoKeeper);
        let written = person.position("ask find_again").expect("it was asked");
        assert_eq!(person.log[written + 1], "ask hint_self", "{:#?}", person.log);
        assert_eq!(session.walk().is_ended(), gate, "{reply:?}");
        assert_eq!(person.count("gate Not today"), 0, "a hint closes nothing by itself: {:#?}", person.log);
        assert_eq!(person.count("offer"), usize::from(reply == Reply::Skip), "{:#?}", person.log);
    }
}

#[test]
fn a_hint_is_asked_about_once_for_its_kind() {
    let mut script = calm();
    script.push(("find_again", text("Some nights I feel like I can't go on any more.")));
    script.push(("hint_self", choice("no")));
    script.push(("ex_words", choice("no")));
    script.push(("if_yes", text("I can't go on any more like this.")));
    let mut person = Person::new(script);
    lead(&mut person, &mut NoKeeper);
    assert_eq!(person.count("ask hint_self"), 1);
}

#[test]
fn sharp_words_that_are_taken_back_still_ask_the_direct_question() {
    let mut script = calm();
    script.push(("find_again", text("I am going to kill myself tonight.")));
    script.push(("find_again", text("Our Sundays.")));
    let mut person = Person::new(script).deciding([1]);
    let (session, _) = lead(&mut person, &mut NoKeeper);
    let gate = person.position("gate I'm glad you said that.").expect("the gate is said");
    assert!(person.log[gate + 1].starts_with("decide What would you like to do?"), "{:#?}", person.log);
    assert!(person.log.iter().any(|entry| entry == "ask hint_self"), "{:#?}", person.log);
    assert!(!session.walk().is_ended());
}

#[test]
fn an_answer_that_opens_a_gate_again_is_asked_about_once() {
    // A gate that closes: too upset. Going back to say otherwise asks which is true.
    let mut script = calm();
    script.truncate(5);
    script.extend([("upset", number(9)), ("right_now", Reply::Back), ("upset", number(3))]);
    for (decision, kept) in [(0, 9), (1, 3)] {
        let mut person = Person::new(script.clone()).deciding([decision]);
        let (session, _) = lead(&mut person, &mut NoKeeper);
        assert_eq!(person.count("decide Your earlier answer was different."), 1, "{:#?}", person.log);
        assert!(
            person
                .log
                .iter()
                .any(|entry| entry.contains("Before: 9 of 10") && entry.contains("Now: 3 of 10"))
        );
        assert_eq!(session.walk().known.answers().get("upset"), Some(&Answer::Number(kept)));
    }
    // Back and forth once more: it was asked, and is not asked again.
    script.extend([
        ("right_now", Reply::Back),
        ("upset", number(9)),
        ("right_now", Reply::Back),
        ("upset", number(3)),
    ]);
    let mut person = Person::new(script).deciding([1]);
    lead(&mut person, &mut NoKeeper);
    assert_eq!(person.count("decide Your earlier answer was different."), 1);
}

/// Neither of the two is lost to a Ctrl-C between them.
#[test]
fn the_newer_of_two_answers_is_begun_until_it_is_decided() {
    let mut script = calm();
    script.truncate(5);
    script.extend([("upset", number(3)), ("right_now", choices(&["late"]))]);
    script.extend([("since_breakup", Reply::Back), ("right_now", choices(&["none"]))]);
    let mut person = Person { interrupts: Some("Your earlier answer"), ..Person::new(script) };
    let (mut session, mut memory) = (session(Answers::new()), Memory { keeps: true, ..Memory::default() });
    assert!(run(&mut session, &mut person, &mut memory, &settings()).is_err(), "{:#?}", person.log);
    let record = session.record(0, 0);
    let [earlier, newer] = ["late", "none"].map(|value| Answer::Choices(vec![value.to_owned()]));
    assert_eq!(record.answers.get("right_now"), Some(&earlier));
    assert_eq!(record.begun.get("right_now"), Some(&newer));
    assert_eq!(memory.kept, 8, "seven replies, and the end");
}

#[test]
fn back_goes_over_stage_borders_and_questions_that_are_not_asked() {
    let mut script = calm();
    script.extend([
        ("find_again", Reply::Skip),
        // `top_reasons` lies between, and is not asked with one reason only.
        ("ex_words", Reply::Back),
        ("find_again", Reply::Back),
        ("hurry", Reply::Back),
        ("reasons", Reply::Back),
        ("since_breakup", Reply::Back),
    ]);
    let mut person = Person::new(script);
    lead(&mut person, &mut NoKeeper);
    assert!(person.log.iter().rev().any(|entry| entry == "ask right_now"));
    assert_eq!(person.count("ask top_reasons"), 0);
}

#[test]
fn the_first_question_has_nothing_before_it() {
    let mut person = Person::new([("safe_now", Reply::Back), safe()]);
    lead(&mut person, &mut NoKeeper);
    assert_eq!(person.count("ask safe_now again"), 1);
}

/// A script to the consent stage, where fear is asked about.
fn to_fear() -> Vec<(&'static str, Reply)> {
    let mut script = calm();
    script.extend([
        ("find_again", Reply::Skip),
        ("ex_words", choice("no")),
        ("if_yes", Reply::Skip),
        ("if_no", Reply::Skip),
        ("contact_signs", choices(&["unknown"])),
        ("legal_order", choice("no")),
        ("afraid_of_ex", choice("often")),
    ]);
    script
}

#[test]
fn under_fear_what_is_saved_can_be_deleted_at_once() {
    for (decision, deleted) in [(0, true), (1, false)] {
        let mut person = Person::new(to_fear()).deciding([decision]);
        let mut memory = Memory { keeps: true, ..Memory::default() };
        lead(&mut person, &mut memory);
        let gate = person
            .position("gate Thank you for telling us. Missing someone is normal")
            .unwrap_or_else(|| panic!("{:#?}", person.log));
        assert!(person.log[gate + 1].starts_with("decide Your answers are saved on this device."));
        assert_eq!(memory.deleted, deleted);
    }
    let mut person = Person::new(to_fear());
    lead(&mut person, &mut Memory::default());
    assert_eq!(person.count("decide Your answers are saved"), 0, "nothing is saved, so nothing is asked");
}

#[test]
fn every_reply_is_kept_and_a_pause_offers_to() {
    let mut person = Person::new(calm());
    let mut memory = Memory { keeps: true, ..Memory::default() };
    let (_, end) = lead(&mut person, &mut memory);
    assert_eq!((end, memory.kept), (End::Paused, calm().len()));
    assert_eq!(person.count("decide Do you want to save"), 0);

    let mut person = Person::new(calm()).deciding([1]);
    let mut memory = Memory::default();
    lead(&mut person, &mut memory);
    assert!(memory.keeps);
    assert!(person.log.iter().any(|entry| entry.contains("rekindle resume today")));
}

/// Everything behind a question that an edit has opened is still to come again: it is not lost.
#[test]
fn an_edit_tells_what_it_opened_and_takes_nothing_else_for_hidden() {
    let source = read_text(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/questions/examples/open.toml")));
    let mut answers = read(&source.expect("the example"), &SHIPPED).answers;
    let both = answers.get("reasons").cloned().expect("reasons");
    answers.set("reasons", Answer::Choices(vec!["feelings".to_owned()]));
    answers.remove("top_reasons");
    let mut session = Session::new(&SHIPPED, Manner { asks_hints: true, ..Manner::default() });
    while let Some((question, _)) = session.next() {
        let given = answers.get(&question.id).map_or(Given::Left, |answer| Given::Answer(answer.clone()));
        session.apply(given).expect("it fits");
    }
    assert!(session.edit("reasons"));
    let change = session.apply(Given::Answer(both)).expect("it fits");
    assert_eq!((change.opened, change.hidden), (vec!["top_reasons".to_owned()], Vec::<String>::new()));
}

#[test]
fn only_what_is_missing_is_asked_and_no_stage_opens_for_nothing() {
    let given = [("safe_now", Answer::YesNo(true)), ("self_harm", Answer::Choice("no".to_owned()))];
    let supplied: Answers = given.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect();
    let mut session = session(supplied.clone());
    let mut person = Person::new([("harm_others", choice("no"))]);
    let mut face = Prefilled::new(supplied, &mut person);
    run(&mut session, &mut face, &mut NoKeeper, &settings()).expect("it is led to an end");
    assert_eq!(person.log[..3], ["opening", "stage Before we start", "ask harm_others"]);
}

#[test]
fn what_cannot_wait_in_a_file_is_said_before_the_first_question() {
    let supplied: Answers =
        [("learned".to_owned(), Answer::Text("I want to kill myself.".to_owned()))].into_iter().collect();
    let mut session = session(supplied.clone());
    let mut person = Person::new([]);
    let mut face = Prefilled::new(supplied, &mut person);
    let end = run(&mut session, &mut face, &mut NoKeeper, &settings()).expect("it is led to an end");
    assert_eq!(end, End::Finished);
    assert!(person.log[0].starts_with("gate I'm glad you said that."), "{:#?}", person.log);
    assert_eq!(person.log.len(), 1);
}

#[test]
fn the_review_edits_one_answer_and_comes_back() {
    let mut script = calm();
    script.insert(3, ("my_age", Reply::Review));
    script.insert(4, ("self_harm", choice("unsaid")));
    script.truncate(6);
    let mut person = Person::new(script);
    person.edits.push_back("self_harm");
    let (session, _) = lead(&mut person, &mut NoKeeper);
    assert_eq!(session.walk().known.answers().get("self_harm"), Some(&Answer::Choice("unsaid".to_owned())));
    assert_eq!(person.count("review 3"), 1);
}

#[test]
fn a_resumed_crisis_is_met_before_anything_is_asked() {
    let mut first = session(Answers::new());
    for (id, reply) in [safe(), ("self_harm", choice("yes"))] {
        let Reply::Answer(answer) = reply else { panic!("an answer") };
        assert_eq!(first.next().map(|(question, _)| question.id.as_str()), Some(id));
        first.apply(rekindle::session::Given::Answer(answer)).expect("it fits");
    }
    let manner = Manner { short: false, asks_hints: true, supplied: Answers::new() };
    let mut resumed = Session::restore(&SHIPPED, manner, &first.record(0, 0));
    let mut person = Person::new([]);
    let resuming = Settings { resumed: true, ..settings() };
    run(&mut resumed, &mut person, &mut NoKeeper, &resuming).expect("it is led to an end");
    assert!(person.log[0].starts_with("gate I'm glad you said that."), "{:#?}", person.log);
}
