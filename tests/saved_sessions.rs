//! Promise: a session is kept only when somebody asks for it, in a private file that is always whole, and goes on where it
//! stopped.

mod program;

use program::{Home, NOW};
use std::{fs, io::Write, os::unix::fs::PermissionsExt, process::Stdio};

fn session(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path().join(format!("state/{name}.toml"))).expect("the session's file")
}

#[test]
fn nothing_is_kept_unasked() {
    let home = Home::new();
    assert_eq!(home.run_with(["--plain"], "yes\nno\n", &[]).code, Some(3));
    assert_eq!(home.run(["--set", "safe_now=no"]).code, Some(0));
    assert_eq!(fs::read_dir(home.path()).expect("the folder").count(), 0);
}

#[test]
fn a_session_is_private_and_its_name_is_its_own() {
    let home = Home::new();
    assert_eq!(home.run_with(["--plain", "--save", "tonight"], "yes\nno\n", &[]).code, Some(3));
    let mode =
        |path: &str| fs::metadata(home.path().join(path)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("state"), mode("state/tonight.toml")), (0o700, 0o600));
    let again = home.run_with(["--plain", "--save", "tonight"], "yes\n", &[]);
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("rekindle resume tonight"), "{again:?}");
}

#[test]
fn without_a_name_it_is_called_by_its_day() {
    let home = Home::new();
    for _ in 0..2 {
        assert_eq!(home.run_with(["--plain", "--save"], "yes\n", &[]).code, Some(3));
    }
    assert!(session(&home, "2026-11-23").contains("safe_now = true"));
    assert!(session(&home, "2026-11-23-2").contains("safe_now = true"));
}

#[test]
fn it_goes_on_where_it_stopped() {
    let home = Home::new();
    home.run_with(["--plain", "--save", "s"], "yes\nno\nno\nadult\nyes\n4\n", &[]);
    let on = home.run_with(["resume", "s"], "none\n", &[]);
    assert_eq!(on.code, Some(3));
    assert!(on.stderr.contains("Are any of these true right now?"), "{}", on.stderr);
    assert!(!on.stderr.contains("How upset do you feel"), "{}", on.stderr);
    let kept = session(&home, "s");
    assert!(kept.contains("upset = 4") && kept.contains("right_now = [\"none\"]"), "{kept}");
    // The record is itself an answers file.
    let file = home.path().join("state/s.toml");
    let summary = home.run(["summary", "--answers", file.to_str().expect("UTF-8"), "--format", "json"]);
    assert_eq!(summary.json()["outcome"], "unknown");
}

#[test]
fn after_a_long_break_the_check_in_is_asked_again() {
    let home = Home::new();
    home.run_with(["--plain", "--save", "s"], "yes\nno\nno\nadult\nyes\n4\nnone\nover-6-months\n", &[]);
    let asks = |hours: i64| {
        let later = (NOW + hours * 3600).to_string();
        let ran = home.run_with(["resume", "s"], "", &[("SOURCE_DATE_EPOCH", later.as_str())]);
        ran.stderr.contains("Is it safe for you to answer")
    };
    assert!(!asks(11));
    assert!(asks(13));
}

#[test]
fn a_record_that_is_broken_or_newer_is_told_and_left_alone() {
    for (text, says) in [
        ("_format = 2\nsafe_now = true\n", "saved by a newer rekindle"),
        ("safe_now = true\n", "is not a saved session"),
        ("_format = 1\nsafe_now = \n", "this is not TOML"),
        ("_format = 1\n_questionnaire = \"bakery\"\n", "answers to `bakery`"),
    ] {
        let home = Home::new();
        fs::create_dir(home.path().join("state")).expect("a folder");
        home.write("state/s.toml", text);
        let ran = home.run(["resume", "s"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran:?}");
        assert!(ran.stderr.contains(says), "{says}: {}", ran.stderr);
        assert_eq!(session(&home, "s"), text);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told_before_the_first_question() {
    let home = Home::new();
    home.write("state", "a file where the folder should be");
    let ran = home.run_with(["--plain", "--save", "s"], "yes\n", &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran:?}");
    assert!(ran.stderr.contains("cannot save"), "{ran:?}");
}

/// Kills the program again and again while it saves: the file is whole each time, and nothing unfinished is left behind.
#[test]
fn a_kill_never_leaves_half_a_session() {
    let home = Home::new();
    for round in 0_u32..40 {
        let name = format!("s{round}");
        let mut command = home.command();
        command
            .args(["--plain", "--save", &name])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        let lines = "yes\nno\nno\nadult\nyes\n4\nnone\nover-6-months\nfeelings,history\nhistory,feelings\n3\nWords.\n";
        // More or less of it is read before the kill: each round dies at another place.
        let part = lines.len() * (usize::try_from(round).expect("small") % 10 + 1) / 10;
        input.write_all(&lines.as_bytes()[..part]).expect("the pipe is open");
        let file = home.path().join(format!("state/{name}.toml"));
        while !file.exists() {
            std::thread::yield_now();
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let kept = fs::read_to_string(&file).expect("the file");
        let read: toml::Table = kept.parse().unwrap_or_else(|error| panic!("{error}: {kept}"));
        assert_eq!(read.get("_format").and_then(toml::Value::as_integer), Some(1));
    }
    home.run_with(["--plain", "--save", "last"], "yes\n", &[]);
    let left = fs::read_dir(home.path().join("state")).expect("the folder");
    let unfinished = left.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with('.'));
    assert_eq!(unfinished.count(), 0);
}

#[test]
fn what_another_process_is_writing_is_left_alone() {
    let home = Home::new();
    fs::create_dir(home.path().join("state")).expect("a folder");
    // This test lives; a process that was waited for does not.
    let mut ended = std::process::Command::new("true").spawn().expect("a process");
    ended.wait().expect("it ends");
    let files = [
        (format!(".unfinished-{}-abc", std::process::id()), true),
        (format!(".unfinished-{}-abc", ended.id()), false),
        (".unfinished-abc".to_owned(), true),
    ];
    for (file, _) in &files {
        home.write(&format!("state/{file}"), "half");
    }
    home.run_with(["--plain", "--save", "s"], "yes\n", &[]);
    for (file, stays) in &files {
        assert_eq!(home.path().join("state").join(file).exists(), *stays, "{file}");
    }
}

/// A whole session from an example, saved, with one answer more.
fn saved(home: &Home, set: &str) {
    let args = ["ask", "--no-input", "--save", "s", "--answers", &program::example("open"), "--set", set];
    assert_eq!(home.run(args).code, Some(0));
}

#[test]
fn what_was_said_before_a_long_break_stays_in_the_file() {
    let home = Home::new();
    saved(&home, "hurry=2");
    let later = (NOW + 20 * 3600).to_string();
    let later = [("SOURCE_DATE_EPOCH", later.as_str())];
    assert_eq!(home.run_with(["resume", "s"], "yes\n", &later).code, Some(3));
    let kept = session(&home, "s");
    for line in ["self_harm = \"no\"", "upset = 3", "since_breakup = "] {
        assert!(kept.contains(line), "{line}: {kept}");
    }
    let again = home.run_with(["resume", "s"], "", &later);
    assert!(again.stderr.contains("thinking about ending your life"), "{}", again.stderr);
    assert!(again.stderr.contains("Your earlier answer: No."), "{}", again.stderr);
}

#[test]
fn flags_of_a_resume_lie_over_what_was_said() {
    let home = Home::new();
    saved(&home, "hurry=2");
    let outcome = |set: &[&str]| {
        let ran = home.run(["resume", "s", "--format", "json"].iter().chain(set));
        (ran.code, ran.json()["outcome"].clone())
    };
    assert_eq!(outcome(&["--set", "hurry=9"]), (Some(0), "wait".into()));
    assert_eq!(outcome(&["--set", "hurry="]), (Some(0), "unknown".into()));
    assert_eq!(outcome(&["--set", "hurry=1", "--set", "self_harm=yes"]), (Some(0), "crisis".into()));
}

#[test]
fn a_crisis_stays_one_until_somebody_is_asked() {
    let home = Home::new();
    saved(&home, "if_no=I am going to kill myself tonight.");
    let json = |args: &[&str]| home.run(args).json();
    assert_eq!(json(&["summary", "s", "--format", "json"])["outcome"], "crisis");
    // The words are taken away, and still nothing is open.
    let edited = json(&["resume", "s", "--set", "if_no=A quiet one.", "--format", "json"]);
    assert_ne!(edited["outcome"], "open");
    assert!(edited["support"].as_array().is_some_and(|lines| !lines.is_empty()));
}

#[test]
fn a_summary_is_printed_again_as_it_was() {
    let home = Home::new();
    for name in ["open", "stop", "wait", "crisis"] {
        let args =
            ["ask", "--no-input", "--format", "json", "--save", name, "--answers", &program::example(name)];
        let first = home.run(args);
        assert_eq!(home.run(["summary", name, "--format", "json"]).stdout, first.stdout, "{name}");
    }
}

#[test]
fn what_fits_no_longer_is_kept_aside() {
    let home = Home::new();
    saved(&home, "hurry=2");
    let whole = session(&home, "s") + "gone_question = \"precious words\"\n";
    home.write("state/s.toml", &whole);
    let ran = home.run_with(["resume", "s"], "", &[]);
    assert!(ran.stderr.contains("s.toml.kept"), "{}", ran.stderr);
    let kept = fs::read_to_string(home.path().join("state/s.toml.kept")).expect("the copy");
    assert_eq!(kept, whole);
}

#[test]
fn a_session_without_a_name_has_the_day_where_the_person_is() {
    // Noon of the 23rd in UTC is the 24th already in the far east of the Pacific.
    for (zone, day) in [("UTC", "2026-11-23"), ("Pacific/Kiritimati", "2026-11-24"), ("XYZ-13", "2026-11-24")]
    {
        let home = Home::new();
        home.run_with(["--plain", "--save"], "yes\n", &[("TZ", zone)]);
        assert!(home.path().join(format!("state/{day}.toml")).exists(), "{zone}");
    }
}

#[test]
fn a_script_that_fails_saves_nothing() {
    let home = Home::new();
    for args in
        [["ask", "--no-input", "--save", "s"].as_slice(), &["ask", "--save", "s", "--region", "Germany"]]
    {
        assert_ne!(home.run(args).code, Some(0));
        assert!(!home.path().join("state/s.toml").exists(), "{args:?}");
    }
}
