//! Made-up people. The choices are drawn from the shipped questionnaire, so that new ones are met without a word here.
//!
//! A person is a row of numbers: shrinking makes rows shorter and numbers smaller, and a nought is a question left.

use crate::texts::{BLANK, CALM, HARM, PRESSING, long, many};
use proptest::{collection::vec, prelude::*};
use rekindle::{
    answer::Answer,
    questionnaire::{Choice, Kind, Question, Questionnaire},
};
use std::{collections::BTreeMap, fmt};

/// How many numbers a person has: one a question, with room for more questions than there are.
const ROLLS: usize = 96;

/// Questions behind gates that would seldom be met by chance.
const RARE: [&str; 9] = [
    "new_partner",
    "power",
    "contact_signs",
    "since_then",
    "unanswered",
    "pushed_by",
    "ready_for_no",
    "my_age",
    "ex_adult",
];

/// A person, and what they do.
#[derive(Clone)]
pub struct Person {
    /// One number a question.
    rolls: Vec<u32>,
    /// Everything by chance; else someone for whom all is open, but for the changes.
    pub wild: bool,
    /// Which answers differ, and how.
    changes: Vec<(Target, u32)>,
    /// Answers that came beforehand: those where the number is below this, of a hundred.
    beforehand: u32,
    pub short: bool,
    /// Stops after so many replies.
    pub stop: usize,
    pub edits: Vec<Edit>,
}

/// A question by its place.
#[derive(Debug, Clone, Copy)]
enum Target {
    Safety(u32),
    /// One that few other gates are read from.
    Rare(u32),
    Text(u32),
    Any(u32),
}

/// Going back, and what is said there.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Steps back; or, when `jumps`, the place on the path.
    pub place: u32,
    pub jumps: bool,
    pub roll: u32,
    /// Replies in between, before the next edit.
    pub replies: usize,
}

/// People of all sorts. `edits` is how many times they may go back.
pub fn person(edits: usize) -> impl Strategy<Value = Person> {
    let target = prop_oneof![
        3 => any::<u32>().prop_map(Target::Safety),
        1 => any::<u32>().prop_map(Target::Text),
        2 => any::<u32>().prop_map(Target::Any),
    ];
    let changes = prop_oneof![
        1 => vec((target.clone(), any::<u32>()), 0..2),
        3 => vec((any::<u32>().prop_map(Target::Rare), any::<u32>()), 1),
        2 => vec((target, any::<u32>()), 1..6),
    ];
    let edit = (any::<u32>(), any::<bool>(), any::<u32>(), 0..30_usize)
        .prop_map(|(place, jumps, roll, replies)| Edit { place, jumps, roll, replies });
    (
        vec(any::<u32>(), ROLLS),
        proptest::bool::weighted(0.1),
        changes,
        prop_oneof![2 => Just(0_u32), 1 => 0..100_u32],
        proptest::bool::weighted(0.15),
        prop_oneof![2 => Just(usize::MAX), 1 => 0..60_usize],
        vec(edit, 0..=edits),
    )
        .prop_map(|(rolls, wild, changes, beforehand, short, stop, edits)| Person {
            rolls,
            wild,
            changes,
            beforehand,
            short,
            stop,
            edits,
        })
}

impl fmt::Debug for Person {
    /// What is not as with somebody for whom all is open: few lines, for whoever reads a failure.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "short: {}, stops after: {}", self.short, self.stop)?;
        let mut list = |what: &str, id: &str, reply: &Option<Answer>| {
            let reply = format!("{reply:?}").chars().take(300).collect::<String>();
            writeln!(out, "  {what} {id} = {reply}")
        };
        for (id, reply) in self.replies(&crate::QUESTIONNAIRE) {
            if reply != open_answer(&id) {
                list("says", &id, &reply)?;
            }
        }
        for (id, answer) in self.beforehand(&crate::QUESTIONNAIRE) {
            list("beforehand", &id, &Some(answer))?;
        }
        for edit in &self.edits {
            writeln!(out, "  {edit:?}")?;
        }
        Ok(())
    }
}

impl Person {
    /// The answer to every question; none where it is left.
    pub fn replies(&self, questionnaire: &Questionnaire) -> BTreeMap<String, Option<Answer>> {
        let questions: Vec<&Question> = questionnaire.questions().collect();
        assert!(
            questions.len() <= ROLLS,
            "give people more numbers: there are {} questions",
            questions.len()
        );
        let mut replies = BTreeMap::new();
        for (question, roll) in questions.iter().zip(&self.rolls) {
            let reply = match open_answer(&question.id) {
                // The direct questions are answered by some and left by others.
                Some(_) if !self.wild && question.id.starts_with("hint_") && roll % 2 == 0 => None,
                Some(answer) if !self.wild => Some(answer),
                _ => drawn(question, *roll, self.wild),
            };
            replies.insert(question.id.clone(), reply);
        }
        for (target, roll) in &self.changes {
            let question = match target {
                Target::Any(place) => questions[*place as usize % questions.len()],
                Target::Text(place) => {
                    let texts: Vec<_> = questions.iter().filter(|question| question.kind.is_text()).collect();
                    texts[*place as usize % texts.len()]
                }
                Target::Safety(place) => named(&questions, &crate::oracle::SAFETY, *place),
                Target::Rare(place) => named(&questions, &RARE, *place),
            };
            replies.insert(question.id.clone(), drawn(question, *roll, true));
        }
        replies
    }

    /// The answers that came in a file before the first question was asked; often none.
    pub fn beforehand(&self, questionnaire: &Questionnaire) -> BTreeMap<String, Answer> {
        let came = questionnaire
            .questions()
            .zip(&self.rolls)
            .filter(|(_, roll)| (*roll >> 8) % 100 < self.beforehand);
        came.filter_map(|(question, roll)| Some((question.id.clone(), drawn(question, roll >> 12, true)?)))
            .collect()
    }
}

fn named<'a>(questions: &[&'a Question], ids: &[&str], place: u32) -> &'a Question {
    let id = ids[place as usize % ids.len()];
    questions.iter().find(|question| question.id == id).expect("the questionnaire asks this")
}

/// Someone whose ex said, in clear and recent words, that they want to talk, and whom nothing speaks against.
fn open_answer(question: &str) -> Option<Answer> {
    let one = |value: &str| Answer::Choice(value.to_owned());
    let list = |values: &[&str]| Answer::Choices(values.iter().map(|value| (*value).to_owned()).collect());
    Some(match question {
        "safe_now" => Answer::YesNo(true),
        "self_harm" | "harm_others" | "hint_self" | "hint_others" | "legal_order" | "ex_afraid"
        | "new_partner" | "power" => one("no"),
        "my_age" => one("adult"),
        "ex_adult" => one("yes"),
        "upset" | "hurry" => Answer::Number(3),
        "since_breakup" => one("2-6-months"),
        "ex_words" => one("clear"),
        "ex_quote" => Answer::Text("I would like to talk about us.".to_owned()),
        "contact_signs" => list(&["friendly", "wants-talk"]),
        "afraid_of_ex" | "unanswered" => one("never"),
        "right_now" | "harm_by_ex" | "harm_by_me" | "since_then" => list(&["none"]),
        "pushed_by" => list(&["nobody"]),
        "ready_for_no" => Answer::Number(8),
        _ => return None,
    })
}

/// An answer to a question, by a number: nought leaves it. `hard` draws from the hard texts too.
pub fn drawn(question: &Question, roll: u32, hard: bool) -> Option<Answer> {
    let pick = |count: usize| (roll as usize) % (count + 1);
    match &question.kind {
        Kind::SingleChoice(choices) => {
            let place = pick(choices.len()).checked_sub(1)?;
            Some(Answer::Choice(choices[place].value.clone()))
        }
        Kind::MultiChoice(choices) => several(choices, roll),
        Kind::Scale(scale) => {
            let length = usize::try_from(scale.max - scale.min + 1).expect("a scale has a length");
            let place = pick(length).checked_sub(1)?;
            Some(Answer::Number(scale.min + i64::try_from(place).expect("a scale is short")))
        }
        Kind::YesNo => [None, Some(true), Some(false)][pick(2)].map(Answer::YesNo),
        Kind::ShortText | Kind::LongText => text(roll, hard).map(Answer::Text),
        Kind::Rank(rank) => {
            let mut values: Vec<String> = rank.choices.iter().map(|choice| choice.value.clone()).collect();
            let turn = pick(values.len());
            values.rotate_left(turn % rank.choices.len());
            values.truncate(turn);
            (!values.is_empty()).then_some(Answer::Choices(values))
        }
        Kind::Note => None,
    }
}

fn several(choices: &[Choice], roll: u32) -> Option<Answer> {
    let rest = roll / 4;
    let chosen: Vec<&Choice> = match roll % 4 {
        0 if roll == 0 => Vec::new(),
        0 | 1 => vec![&choices[rest as usize % choices.len()]],
        2 => choices.iter().filter(|choice| choice.exclusive).collect(),
        _ => choices
            .iter()
            .enumerate()
            .filter(|(place, choice)| !choice.exclusive && rest >> (place % 30) & 1 == 1)
            .map(|(_, choice)| choice)
            .collect(),
    };
    let values: Vec<String> = chosen.into_iter().map(|choice| choice.value.clone()).collect();
    (!values.is_empty()).then_some(Answer::Choices(values))
}

fn text(roll: u32, hard: bool) -> Option<String> {
    let rest = (roll / 100) as usize;
    let from = |pool: &[&str]| pool[rest % pool.len()].to_owned();
    match roll % 100 {
        0..20 => None,
        20..24 => Some(from(BLANK)),
        24 => Some(long()),
        25..28 => Some(many(1 + rest % 3)),
        28..36 => Some(from(PRESSING)),
        36..65 if hard => Some(HARM[rest % HARM.len()].0.to_owned()),
        _ => Some(from(CALM)),
    }
}
