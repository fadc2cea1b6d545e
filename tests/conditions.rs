//! Promise: a condition comes to true or false for any answers, never panics, and a comparison with an unanswered question is
//! false.

mod questionnaires;

use proptest::{
    prelude::*,
    sample::select,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use questionnaires::{drawn, good, path, read, sound};
use rekindle::{
    answer::Answers,
    packed::Late,
    questionnaire::{
        Questionnaire, check,
        condition::{Condition, Expression, Facts},
    },
    session::{Known, Manner, Session, in_words},
};
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// Conditions that hold and that do not hold for these answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    answers: String,
    holds: Vec<String>,
    fails: Vec<String>,
}

/// What a condition is judged on here: answers that all count, and nothing else.
struct Given<'q> {
    questionnaire: &'q Questionnaire,
    answers: Answers,
    nothing: Known<'q>,
}

impl<'q> Given<'q> {
    fn new(questionnaire: &'q Questionnaire, answers: Answers) -> Self {
        let nothing = Session::new(questionnaire, Manner::default()).walk().known.clone();
        Self { questionnaire, answers, nothing }
    }
}

impl Facts for Given<'_> {
    fn answer(&self, question: &str) -> Option<&rekindle::answer::Answer> {
        self.answers.get(question)
    }

    fn skipped(&self, _question: &str) -> bool {
        false
    }

    fn outcome(&self) -> &'static str {
        "unknown"
    }

    fn watch(&self) -> &'static str {
        "none"
    }

    fn values(&self) -> &[Late<Expression>] {
        &self.questionnaire.values
    }

    fn label(&self, question: &str) -> String {
        let answer = self.answer(question).zip(self.questionnaire.question(question));
        answer.map(|(answer, question)| in_words(question, answer, &self.nothing)).unwrap_or_default()
    }
}

/// The bakery with these conditions, each as that of an insight.
fn with_conditions(conditions: &[String]) -> rekindle::questionnaire::Folder {
    let mut folder = good("bakery");
    let mut summary = folder.files["summary.toml"].text.clone();
    for (index, condition) in conditions.iter().enumerate() {
        summary +=
            &format!("\n[[insight]]\nid = \"c{index}\"\nwhen = '''{condition}'''\ntext = \"It holds.\"\n");
    }
    folder.put("summary.toml", summary);
    folder
}

/// The conditions among the insights of such a questionnaire.
fn conditions(questionnaire: &Questionnaire) -> impl Iterator<Item = &Condition> {
    let added = questionnaire.summary.insights.iter().filter(|insight| insight.id.starts_with('c'));
    added.map(|insight| &insight.when)
}

#[test]
fn every_case_comes_to_what_it_says() {
    let text = fs::read_to_string(path("tests/conditions.toml")).expect("the cases");
    let mut wrong = Vec::new();
    for case in toml::from_str::<Cases>(&text).expect("cases as they should be").case {
        let all: Vec<String> = case.holds.iter().chain(&case.fails).cloned().collect();
        let questionnaire = sound(&with_conditions(&all));
        let file = read(&case.answers, &questionnaire);
        assert_eq!(drawn(&file.faults), "");
        let facts = Given::new(&questionnaire, file.answers);
        for (index, condition) in conditions(&questionnaire).enumerate() {
            if condition.holds(&facts) != (index < case.holds.len()) {
                wrong.push(format!("{}: {}", case.name, condition.source()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_comparison_with_an_unanswered_question_is_false() {
    let (mut all, answered) = (Vec::new(), "here = true\n");
    let numbers = ["loaves", "loaves + 1", "-loaves", "(loaves if here else loaves)"];
    for operator in ["==", "!=", "<", "<=", ">", ">="] {
        for number in numbers {
            all.push(format!("{number} {operator} 5"));
            all.push(format!("5 {operator} {number}"));
            all.push(format!("{number} {operator} {number}"));
            all.push(format!("1 < 2 {operator} {number}"));
            all.push(format!("{number} {operator} 5 {operator} 5"));
            all.push(format!("{number} {operator} large"));
        }
    }
    for operator in ["==", "!="] {
        for (question, other) in [
            ("bread", "'rye'"),
            ("guest", "'Ada'"),
            ("guest", "bread"),
            ("best[0]", "'nuts'"),
            ("extras", "['nuts']"),
            ("labels.bread", "'Rye'"),
            ("guest ~ 'x'", "'x'"),
            ("allergy", "'no'"),
        ] {
            all.push(format!("{question} {operator} {other}"));
            all.push(format!("{other} {operator} {question}"));
        }
    }
    for operator in ["in", "not in"] {
        all.push(format!("bread {operator} ['rye', 'white']"));
        all.push(format!("loaves {operator} [1, 2]"));
        all.push(format!("best[0] {operator} ['nuts']"));
        all.push(format!("bread {operator} extras").replace("bread", "best[0]"));
    }
    let questionnaire = sound(&with_conditions(&all));
    let facts = Given::new(&questionnaire, read(answered, &questionnaire).answers);
    let held: Vec<&str> = conditions(&questionnaire)
        .filter(|condition| condition.holds(&facts))
        .map(Condition::source)
        .collect();
    assert_eq!(held, [] as [&str; 0]);
    assert_eq!(conditions(&questionnaire).count(), all.len());
}

/// Runs a property with the same random cases every time, and without a file for those that failed.
fn hold<S: Strategy>(cases: u32, strategy: &S, property: impl Fn(S::Value)) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(strategy, |value| {
        property(value);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

fn any_number() -> BoxedStrategy<String> {
    let leaf = select(vec!["0", "1", "7", "40", "2.5", "loaves", "large", "extras | length"]);
    leaf.prop_map(String::from)
        .prop_recursive(3, 12, 2, |inner| {
            let operator = select(vec!["+", "-", "*", "/", "//", "%"]);
            prop_oneof![
                (inner.clone(), operator, inner.clone()).prop_map(|(a, by, b)| format!("({a} {by} {b})")),
                inner.clone().prop_map(|a| format!("(-{a})")),
                (inner.clone(), inner).prop_map(|(a, b)| format!("({a} if here else {b})")),
            ]
        })
        .boxed()
}

fn any_condition() -> BoxedStrategy<String> {
    let order = select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let compared = (any_number(), order, any_number(), select(vec!["", " < 40", " >= 0", " != 3"]))
        .prop_map(|(a, than, b, chain)| format!("{a} {than} {b}{chain}"));
    let leaf = prop_oneof![
        2 => compared,
        1 => select(vec![
            "here", "nutty", "big_order", "bread == 'rye'", "bread != 'white'", "'nuts' in extras", "'seeds' not in extras",
            "bread in ['rye', 'walnut']", "guest is answered", "extras is not answered", "guest is skipped", "best[0] == 'honey'",
            "outcome == 'unknown'", "watch != 'sharp'", "guest == 'Ada'", "labels.bread == 'Rye'", "guest ~ loaves == 'x3'",
        ]).prop_map(String::from),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("({a}) if ({b}) else ({c})")),
        ]
    })
    .boxed()
}

/// Answers as the text of a file: each question answered or not.
fn any_answers() -> impl Strategy<Value = String> {
    let one = |lines: &'static [&'static str]| select(lines.to_vec());
    (
        one(&["", "here = true\n", "here = false\n"]),
        one(&["", "bread = \"rye\"\n", "bread = \"walnut\"\n"]),
        one(&["", "loaves = 0\n", "loaves = 3\n", "loaves = 40\n"]),
        one(&["", "extras = [\"nuts\"]\n", "extras = [\"seeds\", \"honey\"]\n", "extras = [\"none\"]\n"]),
        one(&["", "best = [\"honey\", \"nuts\"]\n"]),
        one(&["", "guest = \"Ada\"\n", "guest = \"{{ loaves }}\"\n"]),
    )
        .prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].concat())
}

#[test]
fn any_condition_yields_true_or_false_for_any_answers() {
    let strategy = (proptest::collection::vec(any_condition(), 1..6), any_answers());
    hold(400, &strategy, |(written, answers)| {
        // With each, its double negation and its negation.
        let all: Vec<String> = written
            .iter()
            .flat_map(|condition| {
                [condition.clone(), format!("not (not ({condition}))"), format!("not ({condition})")]
            })
            .filter(|condition| condition.len() <= 2_000)
            .collect();
        let checked = check(&with_conditions(&all));
        // A number off the scale or a division by zero is a fault; then there is nothing to evaluate.
        let Ok(checked) = checked else { return };
        let facts = Given::new(&checked.questionnaire, read(&answers, &checked.questionnaire).answers);
        let came_to: Vec<bool> =
            conditions(&checked.questionnaire).map(|condition| condition.holds(&facts)).collect();
        if all.len() == written.len() * 3 {
            for each in came_to.chunks(3) {
                assert_eq!((each[0], each[0]), (each[1], !each[2]), "{all:?} with {answers}");
            }
        }
    });
}

#[test]
fn most_random_conditions_are_sound() {
    let sound = std::cell::Cell::new(0);
    hold(200, &any_condition(), |condition| {
        sound.set(sound.get() + u32::from(check(&with_conditions(&[condition])).is_ok()));
    });
    assert!(sound.get() > 60, "only {} of 200 are evaluated at all", sound.get());
}

#[test]
fn no_text_at_all_makes_the_check_panic() {
    let words = select(vec![
        "(", ")", "[", "]", "{", "}", "'", "\"", "in", "not", "is", "if", "else", "and", "or", "==", "=",
        "<", ">", "|", ".", ",", "~", "-", "*", "**", "/", "//", "%", "0", "1", "1e9", "loaves", "bread",
        "extras", "best", "labels", "outcome", "watch", "large", "'rye'", "length", "answered", "skipped",
        "none", "true", "hello", "é", "😀", "{{", "}}", "{%", "%}", "\\",
    ]);
    hold(2_000, &proptest::collection::vec(words, 0..14), |words| {
        let text = words.join(" ");
        let mut folder = with_conditions(&[]);
        let party = folder.files["party.toml"].text.clone();
        let party = party.replace("\"loaves > 5\"", &format!("{text:?}").replace("\\'", "'"));
        let party = party.replace("\"Who is the party for?\"", &format!("'''{{{{ {text} }}}} {text}'''"));
        folder.put("party.toml", party);
        for fault in check(&folder).err().unwrap_or_default() {
            assert!(fault.draw(false).contains("bakery/"), "{text}");
        }
    });
}
