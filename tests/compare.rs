//! Promise: `rekindle compare` tells what is different between two sessions, in every format, without praise, a score or a way
//! back, and what is closed now stays closed on its page.

mod program;

use program::{GATED, Home, Ran, example, outcomes};

/// Compares two answers files that lie in a folder of their own, so that no path of this machine is on the page.
fn compared(old: &str, new: &str, options: &[&str]) -> Ran {
    let home = Home::new();
    for (name, from) in [("then.toml", old), ("now.toml", new)] {
        home.write(name, std::fs::read(example(from)).expect("an example"));
    }
    home.run([["compare", "then.toml", "now.toml", "--region", "GB"].as_slice(), options].concat())
}

fn page(old: &str, new: &str, format: &str) -> String {
    let ran = compared(old, new, &["--format", format]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{old} {new}");
    ran.stdout
}

#[test]
fn comparisons_look_as_reviewed() {
    for (old, new) in [("stop", "open"), ("open", "fear-me"), ("wait", "crisis")] {
        for format in ["text", "markdown", "html", "json"] {
            insta::assert_snapshot!(format!("{old}-{new}-{format}"), page(old, new, format));
        }
    }
    let narrow = compared("wait", "unknown", &["--width", "40"]).stdout;
    insta::assert_snapshot!("wait-unknown-narrow", narrow);
}

#[test]
fn what_is_closed_now_stays_closed_on_the_page() {
    for new in GATED {
        let text = page("open", new, "text").split_whitespace().collect::<Vec<_>>().join(" ");
        let json = page("open", new, "json");
        for forbidden in [
            "You do not need to reply",
            "I will leave it there",
            "Write once",
            "write-once",
            "Sleep on it before you send",
            "writing once, with care, is open",
            // What the person wrote for the other one on the open day, and how they would have sent it.
            "own_message",
            "Hi Ana",
            "\"channel\"",
            "\"ask_for\"",
        ] {
            assert!(!text.contains(forbidden) && !json.contains(forbidden), "{new}: {forbidden}");
        }
    }
}

/// A session that was paused before its safety questions has no gate yet, and opens nothing either.
#[test]
fn what_was_not_asked_yet_opens_nothing_on_the_page() {
    let home = Home::new();
    let ran = home.run_with(["--plain", "--save", "today"], "yes\nno\nno\n", &[]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    let ran = home.run(["compare", &example("open"), "today"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for forbidden in ["writing once, with care, is open", "Write once", "Hi Ana"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn nothing_is_praised_or_counted_as_a_step() {
    for old in ["open", "stop", "fear-me"] {
        for new in outcomes() {
            let text = page(old, new, "text").to_lowercase();
            for forbidden in ["progress", "score", "well done", "closer", "improve", "congrat", "great news"]
            {
                assert!(!text.contains(forbidden), "{old} {new}: {forbidden}");
            }
            let json: serde_json::Value = serde_json::from_str(&page(old, new, "json")).expect("JSON");
            let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
            assert_eq!(
                keys,
                ["questionnaire", "old", "new", "says", "changes", "same", "reminders", "support"]
            );
            assert_eq!(json["reminders"].as_array().map(Vec::len), Some(3));
            // Every gate that holds now has its words.
            assert_eq!(json["says"].as_array().map(Vec::len), json["new"]["gates"].as_array().map(Vec::len));
        }
    }
}

#[test]
fn under_a_brief_gate_there_is_only_its_page() {
    let home = Home::new();
    for gate in ["not-safe-now", "crisis"] {
        for format in ["text", "markdown", "html"] {
            let own =
                home.run(["summary", "--answers", &example(gate), "--region", "GB", "--format", format]);
            assert_eq!(page("open", gate, format), own.stdout, "{gate} {format}");
        }
        let json = compared("open", gate, &["--format", "json"]).json();
        assert_eq!(
            (json["changes"].as_array().map(Vec::len), &json["same"]),
            (Some(0), &serde_json::Value::Null)
        );
        assert_eq!(json["support"][0]["kind"], "emergency");
    }
}

#[test]
fn answers_that_came_went_and_stayed_are_told_apart() {
    let home = Home::new();
    let first = "safe_now = true\nupset = 3\nhurry = 2\nif_no = \"A garden.\"\n";
    home.write("a.toml", first);
    home.write("b.toml", "safe_now = true\nupset = 5\nhurry = 2\nif_yes = \"A walk.\"\n");
    let json = home.run(["compare", "a.toml", "b.toml", "--format", "json"]).json();
    let changes = json["changes"].as_array().expect("a list");
    let seen: Vec<[String; 3]> =
        changes.iter().map(|change| ["id", "before", "after"].map(|key| change[key].to_string())).collect();
    let expected = [
        ["\"upset\"", "3", "5"],
        ["\"if_yes\"", "null", "\"A walk.\""],
        ["\"if_no\"", "\"A garden.\"", "null"],
    ];
    assert_eq!(seen, expected.map(|row| row.map(String::from)));
    assert_eq!(json["same"], 2);
    let same = home.run(["compare", "a.toml", "a.toml", "--format", "json"]).json();
    assert_eq!((same["changes"].as_array().map(Vec::len), &same["same"]), (Some(0), &4.into()));
}

#[test]
fn saved_sessions_are_named_and_dated() {
    let home = Home::new();
    for (name, day) in [("spring", "1777723200"), ("autumn", "1795435200")] {
        let args = ["ask", "--answers", &example("wait"), "--save", name];
        let ran = home.run_with(args, "", &[("SOURCE_DATE_EPOCH", day)]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let ran = home.run(["compare", "spring", "autumn"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(
        ran.stdout.contains("* Then: spring, 2026-05-02\n  * Now: autumn, 2026-11-23\n"),
        "{}",
        ran.stdout
    );
    let turned = home.run(["compare", "autumn", "spring"]);
    assert_eq!(turned.code, Some(0));
    assert!(turned.stderr.contains("`autumn` is the later one of the two"), "{}", turned.stderr);
    // The file of a session is an answers file, and has its day.
    let file = home.path().join("state/spring.toml");
    let ran = home.run(["compare", file.to_str().expect("UTF-8"), "autumn"]);
    assert!(ran.stdout.contains(", 2026-05-02"), "{}", ran.stdout);
}

#[test]
fn a_name_is_looked_for_before_a_file() {
    let home = Home::new();
    let nothing = home.run(["compare", "sprnig", "b.toml"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(1), ""));
    for words in ["there is no saved session `sprnig`", "b.toml"] {
        assert!(nothing.stderr.contains(words), "{}", nothing.stderr);
    }
    let stdin = home.run(["compare", "-", &example("open")]);
    assert_eq!(stdin.code, Some(2));
}

#[test]
fn other_questions_cannot_be_compared_and_another_version_is_told() {
    let home = Home::new();
    home.write("other.toml", "_questionnaire = \"bakery\"\nsafe_now = true\n");
    let other = home.run(["compare", "other.toml", &example("open")]);
    assert_eq!((other.code, other.stdout.as_str()), (Some(1), ""));
    assert!(
        other.stderr.contains("these are answers to `bakery`, and this is `rekindle`"),
        "{}",
        other.stderr
    );
    home.write("old.toml", "_version = \"0.9.0\"\nsafe_now = true\n");
    let old = home.run(["compare", "old.toml", &example("open")]);
    assert_eq!(old.code, Some(0));
    assert!(old.stderr.contains("was answered in version 0.9.0"), "{}", old.stderr);
}

#[test]
fn it_is_written_into_a_private_file_once() {
    let home = Home::new();
    let open = example("open");
    let args = ["compare", &open, &open, "--format", "html", "-o", "page.html"];
    assert_eq!(home.run(args).code, Some(0));
    assert_eq!(home.run(args).code, Some(1));
    let written = std::fs::read_to_string(home.path().join("page.html")).expect("the page");
    assert!(written.contains("<title>Then and now</title>"));
}
