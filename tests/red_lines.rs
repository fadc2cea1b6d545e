//! The red lines, held against thousands of made-up sessions and an oracle of its own.

#[path = "red_lines/face.rs"]
mod face;
#[path = "red_lines/generate.rs"]
mod generate;
#[path = "red_lines/oracle.rs"]
mod oracle;
#[path = "red_lines/page.rs"]
mod page;
#[path = "red_lines/shipped.rs"]
mod shipped;
#[path = "red_lines/texts.rs"]
mod texts;
#[path = "red_lines/words.rs"]
mod words;

use generate::{Person, drawn, person};
use oracle::{Story, Verdict, judge};
use page::{Met, check_page};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use rekindle::{
    answer::{Answer, Answers},
    interview::{self, End, InterviewError, NoKeeper, Scripted, Settings},
    questionnaire::Questionnaire,
    session::{Given, Manner, Session},
    store, summary,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Scripted sessions in an ordinary run; as many again have a person, who goes back and forth.
const SCRIPTED: u32 = 1_500;
const WITH_A_PERSON: u32 = 700;
/// Sessions before a face, that is watched for what it says first.
const AT_A_FACE: u32 = 300;

static QUESTIONNAIRE: LazyLock<Questionnaire> = LazyLock::new(store::shipped);

/// Runs the same made-up people every time, and writes no file.
fn for_many(count: u32, edits: usize, test: impl Fn(&Person) -> Result<(), String>) {
    // A questionnaire that does not load is said here, and not in the middle of showing a person.
    LazyLock::force(&QUESTIONNAIRE);
    let config =
        Config { cases: count, failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&person(edits), |person| test(&person).map_err(TestCaseError::fail));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Every outcome is met, or the test could not fail.
fn assert_all_met(met: &Met, least: usize) {
    for (gate, _) in oracle::GATES {
        let (first, held) =
            (met.outcomes.get(gate).copied().unwrap_or(0), met.gates.get(gate).copied().unwrap_or(0));
        assert!(
            first >= least && held >= least,
            "`{gate}` is the outcome {first} times and holds {held} times"
        );
    }
    for what in ["open", "draft", "refused draft", "several gates", "no end", "hint without an answer"] {
        let count = met.outcomes.get(what).copied().unwrap_or(0);
        assert!(count >= 3 * least, "`{what}` is met {count} times");
    }
}

#[test]
fn scripted_sessions_hold_the_red_lines() {
    let met = RefCell::new(Met::default());
    for_many(SCRIPTED, 0, |person| scripted(person, &mut met.borrow_mut()));
    let met = met.into_inner();
    assert_all_met(&met, 5);
    page::assert_every_text_met(&QUESTIONNAIRE, &met);
}

#[test]
fn sessions_with_a_person_hold_the_red_lines_through_every_edit() {
    let met = RefCell::new(Met::default());
    for_many(WITH_A_PERSON, 3, |person| with_a_person(person, &mut met.borrow_mut()));
    assert_all_met(&met.into_inner(), 3);
}

#[test]
fn the_words_of_a_crisis_come_at_once_and_nothing_is_asked_after_them() {
    let crises = RefCell::new((0, 0));
    for_many(AT_A_FACE, 0, |person| {
        let (said_at_once, said) = at_a_face(person)?;
        let mut crises = crises.borrow_mut();
        crises.0 += usize::from(said_at_once);
        crises.1 += usize::from(said);
        Ok(())
    });
    let (at_once, said) = crises.into_inner();
    assert!(at_once >= 5 && said >= 20, "{at_once} of {said} were clear before the first question");
}

#[test]
fn no_shipped_text_says_what_none_may_say() {
    let found: Vec<String> = shipped::texts(&store::built_in(), &QUESTIONNAIRE)
        .iter()
        .flat_map(|text| words::NEVER.iter().filter_map(|words| words.first_in(text)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_texts_of_this_test_are_read_as_they_are_labelled() {
    use rekindle::message::{Level, Severity, WatchKind, check, watch};
    let rules = &QUESTIONNAIRE.message.rules;
    for (text, harms) in texts::HARM {
        let found: Vec<_> = watch(rules, text, Level::Sharp)
            .into_iter()
            .map(|finding| match (finding.kind, finding.level) {
                (WatchKind::SelfHarm, Level::Sharp) => (texts::Harm::Own, texts::Level::Sharp),
                (WatchKind::SelfHarm, Level::Soft) => (texts::Harm::Own, texts::Level::Soft),
                (WatchKind::Others, Level::Sharp) => (texts::Harm::Others, texts::Level::Sharp),
                (WatchKind::Others, Level::Soft) => (texts::Harm::Others, texts::Level::Soft),
            })
            .collect();
        assert_eq!(found, *harms, "{text}");
    }
    let (long, many) = (texts::long(), texts::many(1));
    let calm = texts::CALM
        .iter()
        .chain(texts::BLANK)
        .chain(texts::PRESSING)
        .copied()
        .chain([long.as_str(), many.as_str()]);
    for text in calm {
        assert_eq!(watch(rules, text, Level::Sharp), [], "{text}");
    }
    let is_missed =
        |text: &&&str| check(rules, text).flags.iter().all(|flag| flag.severity == Severity::Nudge);
    let missed: Vec<_> = texts::PRESSING.iter().filter(is_missed).collect();
    assert!(missed.is_empty(), "the message check lets these pass: {missed:?}");
}

/// Answers from a file, with nobody there.
fn scripted(person: &Person, met: &mut Met) -> Result<(), String> {
    let replies = person.replies(&QUESTIONNAIRE);
    let file: Answers = replies.iter().filter_map(|(id, reply)| Some((id.clone(), reply.clone()?))).collect();
    let manner = Manner { short: person.short, asks_hints: false, supplied: file.clone() };
    let mut session = Session::new(&QUESTIONNAIRE, manner);
    let settings = Settings { region: "GB".to_owned(), has_person: false, resumed: false };
    let end = interview::run(&mut session, &mut Scripted::new(file.clone()), &mut NoKeeper, &settings);
    session.look_at_supplied();
    let mut story = Story { short: person.short, ..Story::default() };
    story.supplied = file.iter().map(|(id, answer)| (id.to_owned(), answer.clone())).collect();
    let missing = !file.has("safe_now");
    match end {
        Ok(End::Finished) if !missing => {
            for id in story_order() {
                story.reply(&id, file.get(&id).cloned());
            }
            // Nobody is asked after a hint, unless the file holds the answer.
            for hint in ["hint_self", "hint_others"] {
                if !file.has(hint) {
                    story.replies.remove(hint);
                }
            }
        }
        Err(InterviewError::MissingRequired(id)) if missing && id == "safe_now" => {}
        other => return Err(format!("the script ended with {other:?}")),
    }
    let verdict = agree(&session, &story)?;
    let summary = summary::build(&session, "GB", missing);
    check_page(&QUESTIONNAIRE, &summary, &verdict, met)
}

fn story_order() -> Vec<String> {
    QUESTIONNAIRE.questions().map(|question| question.id.clone()).collect()
}

/// Somebody before a face; answers may have come beforehand. Gives whether there was a crisis before the first question, and
/// whether there was one at all.
fn at_a_face(person: &Person) -> Result<(bool, bool), String> {
    let supplied = person.beforehand(&QUESTIONNAIRE);
    let answers: Answers = supplied.clone().into_iter().collect();
    let manner = Manner { short: person.short, asks_hints: true, supplied: answers };
    let mut session = Session::new(&QUESTIONNAIRE, manner);
    session.look_at_supplied();
    let before = judge(&QUESTIONNAIRE, &Story { person: true, supplied, ..Story::default() });
    let at_once = before.gates.contains(&"crisis");
    let mut face = face::Face::new(person.replies(&QUESTIONNAIRE), person.stop);
    let settings = Settings { region: "GB".to_owned(), has_person: true, resumed: false };
    interview::run(&mut session, &mut face, &mut NoKeeper, &settings).map_err(|error| error.to_string())?;
    let said = session.walk().known.gates().any(|gate| QUESTIONNAIRE.gates[gate].id == "crisis");
    face.crisis_comes_first(at_once || said, at_once)?;
    Ok((at_once, at_once || said))
}

/// Somebody who answers, goes back, changes things, and perhaps stops.
fn with_a_person(person: &Person, met: &mut Met) -> Result<(), String> {
    let replies = person.replies(&QUESTIONNAIRE);
    let beforehand = person.beforehand(&QUESTIONNAIRE);
    let supplied: Answers = beforehand.iter().map(|(id, answer)| (id.clone(), answer.clone())).collect();
    let manner = Manner { short: person.short, asks_hints: true, supplied: supplied.clone() };
    let mut sitting = Sitting {
        session: Session::new(&QUESTIONNAIRE, manner.clone()),
        story: Story { person: true, short: person.short, supplied: beforehand, ..Story::default() },
        replies,
        manner,
    };
    sitting.session.look_at_supplied();
    for id in story_order() {
        if let Some(answer) = sitting.story.supplied.get(&id).cloned() {
            // What came beforehand was read: sharp words in it are not unsaid by another answer.
            let replies = sitting.story.replies.clone();
            sitting.story.reply(&id, Some(answer));
            sitting.story.replies = replies;
        }
    }
    sitting.check(met)?;
    let last = person.edits.last().map_or(person.stop, |edit| edit.replies);
    for edit in &person.edits {
        sitting.go_on(person.stop.min(60))?;
        sitting.edit(edit, met)?;
    }
    sitting.go_on(last)?;
    sitting.same_when_replayed()?;
    sitting.check(met)
}

/// One person's session beside its story.
struct Sitting {
    session: Session<'static>,
    story: Story,
    replies: BTreeMap<String, Option<Answer>>,
    manner: Manner,
}

impl Sitting {
    /// Replies to what is asked, so many times.
    fn go_on(&mut self, times: usize) -> Result<(), String> {
        for _ in 0..times {
            let Some((question, _)) = self.session.next() else { return Ok(()) };
            let id = question.id.clone();
            let reply = match self.session.given(&id) {
                Some(_) => self.story.replies.get(&id).cloned().flatten(),
                None => self.replies.get(&id).cloned().flatten(),
            };
            if !self.say(&id, reply)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Gives one reply; false when the question must not be left, and nothing may have changed then.
    fn say(&mut self, id: &str, reply: Option<Answer>) -> Result<bool, String> {
        let given = reply.clone().map_or(Given::Left, Given::Answer);
        let before = self.session.given(id).cloned();
        match self.session.apply(given) {
            Ok(_) => self.story.reply(id, reply),
            Err(rekindle::answers::Misfit::Required) if id == "safe_now" && reply.is_none() => {
                return if self.session.given(id).cloned() == before {
                    Ok(false)
                } else {
                    Err("a refused reply was kept".to_owned())
                };
            }
            Err(misfit) => return Err(format!("`{id}` does not take {reply:?}: {misfit}")),
        }
        agree(&self.session, &self.story).map(|_| true)
    }

    /// Goes back, by steps or by the review, and says something else there.
    fn edit(&mut self, edit: &generate::Edit, met: &mut Met) -> Result<(), String> {
        let path: Vec<String> = self.session.walk().path.iter().map(|(id, _)| id.clone()).collect();
        if path.is_empty() {
            return if self.session.back() { Err("back from the first question".to_owned()) } else { Ok(()) };
        }
        if edit.jumps {
            let id = &path[edit.place as usize % path.len()];
            if !self.session.edit(id) {
                return Err(format!("`{id}` was reached and cannot be edited"));
            }
        } else {
            for _ in 0..=edit.place % 8 {
                self.session.back();
            }
        }
        let (question, _) = self.session.next().ok_or("nothing is asked after going back")?;
        self.say(&question.id.clone(), drawn(question, edit.roll, true))?;
        self.same_when_replayed()?;
        self.check(met)?;
        self.go_on(edit.replies)
    }

    /// A session that hears the same last replies from its first question on comes to the same place.
    fn same_when_replayed(&self) -> Result<(), String> {
        let mut fresh = Session::new(&QUESTIONNAIRE, self.manner.clone());
        let sharp_before = &self.story.once_sharp;
        let softened: BTreeSet<&str> = sharp_before.iter().map(|(id, _)| id.as_str()).collect();
        while let Some((question, _)) = fresh.next() {
            let Some(given) = self.session.given(&question.id) else { break };
            fresh.apply(given.clone()).map_err(|misfit| format!("replaying `{}`: {misfit}", question.id))?;
        }
        if softened.is_empty() {
            let (now, again) = (self.session.walk(), fresh.walk());
            same("path", &now.path, &again.path)?;
            same("question", &now.waits_for, &again.waits_for)?;
            same("stages", &now.states(), &again.states())?;
            same("gates", &now.known.gates().collect::<Vec<_>>(), &again.known.gates().collect())?;
            same("answers", now.known.answers(), again.known.answers())?;
        }
        if self.manner.supplied.is_empty() {
            let record = self.session.record(0, 0);
            let restored = Session::restore(&QUESTIONNAIRE, self.manner.clone(), &record);
            same("path of the record", &self.session.walk().path, &restored.walk().path)?;
            let page = |session: &Session<'_>| summary::build(session, "GB", !session.is_finished());
            same("summary of the record", &page(&self.session), &page(&restored))?;
        }
        Ok(())
    }

    fn check(&self, met: &mut Met) -> Result<(), String> {
        let verdict = agree(&self.session, &self.story)?;
        let summary = summary::build(&self.session, "GB", !self.session.is_finished());
        check_page(&QUESTIONNAIRE, &summary, &verdict, met)
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, now: &T, again: &T) -> Result<(), String> {
    if now == again { Ok(()) } else { Err(format!("{what}: {now:?}\nand it must be: {again:?}")) }
}

/// The session is where the oracle says it must be.
fn agree(session: &Session<'_>, story: &Story) -> Result<Verdict, String> {
    let verdict = judge(&QUESTIONNAIRE, story);
    let ids = |gates: &mut dyn Iterator<Item = usize>| -> Vec<&str> {
        gates.map(|gate| QUESTIONNAIRE.gates[gate].id.as_str()).collect()
    };
    let walk = session.walk();
    let conclusion = session.conclusion();
    let path: Vec<&str> = walk.path.iter().map(|(id, _)| id.as_str()).collect();
    let states: Vec<&str> = walk.states().iter().map(|state| state.id()).collect();
    let waits_for = walk.waits_for.as_ref().map(|(id, _)| id.clone());
    same("asked", &path, &verdict.path.iter().map(String::as_str).collect())?;
    same("waits for", &waits_for, &verdict.waits_for)?;
    same("gates of the walk", &ids(&mut walk.known.gates()), &verdict.walk_gates)?;
    same("gates", &ids(&mut conclusion.gates()), &verdict.gates)?;
    same(
        "outcome",
        &rekindle::questionnaire::condition::Facts::outcome(&conclusion).to_owned(),
        &verdict.outcome,
    )?;
    let at_hand = walk.waits_for.as_ref().map(|(_, stage)| *stage);
    for (place, (became, wanted)) in states.iter().zip(&verdict.states).enumerate() {
        let became = if at_hand == Some(place) { &"asked" } else { became };
        if became != wanted {
            let id = &QUESTIONNAIRE.stages[place].id;
            return Err(format!("stage `{id}` is {became}, and must be {wanted}"));
        }
    }
    Ok(verdict)
}
