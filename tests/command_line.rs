//! Promise: every run ends with the exit code of the contract, prints its outcome and nothing else to stdout, and says on
//! stderr what was wrong and what to do.

mod program;

use program::{Home, example};
use std::process::Stdio;

/// Arguments, standard input, exit code, whether stdout is empty, and what stderr must say.
type Case = (&'static [&'static str], &'static str, i32, bool, &'static [&'static str]);

const CASES: &[Case] = &[
    (&["ask", "--no-input"], "", 3, true, &["the question `safe_now` needs an answer", "--set safe_now="]),
    (&["--set", "safe_now=no"], "", 0, false, &[]),
    (&["--set", "safe_now=maybe"], "", 1, true, &["`safe_now`: this question takes yes or no", "--set:1:10"]),
    (&["--set", "upste=3"], "", 1, true, &["no question has the id `upste`", "did you mean `upset`?"]),
    (&["--set", "reasons=feelings,lonley"], "", 1, true, &["`lonley` is not one of the choices", "`lonely`"]),
    (&["--set", "right_now=none,drink"], "", 1, true, &["`none` stands alone"]),
    (&["ask", "--answers", "missing.toml"], "", 1, true, &["cannot read `missing.toml`", "check the name"]),
    (&["ask", "--answers", "."], "", 1, true, &["`.` is a folder"]),
    (&["ask", "--answers", "-"], "", 1, true, &["there is nothing in this file"]),
    (&["ask", "--answers", "-"], "\u{feff}safe_now = false\r\n", 0, false, &[]),
    (&["ask", "--answers", "-"], "{\"safe_now\": false}", 0, false, &[]),
    (
        &["ask", "--answers", "-"],
        "upset = 11\nhury = 2\n",
        1,
        true,
        &["<stdin>:1:9", "<stdin>:2:1", "`hurry`", "2 errors"],
    ),
    (&["questions", "check", "missing"], "", 1, true, &["cannot read `missing`"]),
    (
        &["questions", "check", "."],
        "",
        1,
        true,
        &["has no file `questionnaire.toml`", "has no file `support.toml`"],
    ),
    (&["questions", "check"], "", 0, false, &[]),
    (&["questions", "show"], "", 0, false, &[]),
    (&["support"], "", 0, false, &[]),
    (&["support", "--region", "Germany"], "", 2, true, &["not a country's code"]),
    (&["support", "--region", "XX"], "", 0, false, &["no help lines for XX"]),
    (&["summary"], "", 1, true, &["there is no saved session"]),
    (&["resume", "gone"], "", 1, true, &["there is no saved session `gone`"]),
    (&["resume", "../gone"], "", 2, true, &["cannot be a session's name"]),
    (&["summary", "--answers", "a.toml", "b.toml"], "", 2, true, &["only be printed as JSON"]),
    (
        &["summary", "--format", "json", "--answers", "a.toml", "b.toml"],
        "",
        1,
        true,
        &["cannot read `a.toml`", "cannot read `b.toml`", "2 errors"],
    ),
    (&["support", "--format", "html"], "", 2, true, &["only summaries come as markdown, html and pdf"]),
    (&["message", "check"], "I miss you.", 0, false, &[]),
    (&["message", "check", "missing.txt"], "", 1, true, &["cannot read `missing.txt`"]),
    (&["completions", "bash"], "", 0, false, &[]),
    (&["man"], "", 0, false, &[]),
    (&["--help"], "", 0, false, &[]),
    (&["--version"], "", 0, false, &[]),
    (&["bogus"], "", 2, true, &["bogus"]),
    (&["--set", "upset=1", "support"], "", 2, true, &["options of `ask` stand before the command"]),
    (&["--width", "3"], "", 2, true, &["3"]),
    (&["--save", "--no-save"], "", 2, true, &["cannot be used with"]),
    (&["ask", "--save", "a/b"], "", 2, true, &["cannot be a session's name"]),
    (&["--plain"], "", 3, false, &[]),
    (&["--plain"], ":exit\n", 3, true, &[]),
    (&["--plain"], "yes\n:pause\n", 3, false, &[]),
];

/// What a build without the feature says of PDF.
#[cfg(not(feature = "pdf"))]
#[test]
fn pdf_is_told_how_to_be_had() {
    for args in [
        ["summary", "--answers", "mine.toml"].as_slice(),
        &["ask", "--no-input"],
        &["compare", "a.toml", "b.toml"],
        &["resume", "tonight"],
        &[],
    ] {
        let ran = Home::new().run([args, &["--format", "pdf", "-o", "mine.pdf"]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
        assert!(ran.stderr.contains("built without `--format pdf`"), "{ran:?}");
        assert!(ran.stderr.contains("cargo install --path . --features pdf"), "{ran:?}");
    }
    assert!(!Home::new().run(["--help"]).stdout.contains("pdf"));
}

#[test]
fn every_run_ends_as_the_contract_says() {
    for (args, stdin, code, empty, says) in CASES {
        let ran = Home::new().run_with(*args, stdin, &[]);
        assert_eq!(ran.code, Some(*code), "{args:?} {stdin:?}: {ran:#?}");
        assert_eq!(ran.stdout.is_empty(), *empty, "{args:?}: {ran:#?}");
        for words in *says {
            assert!(ran.stderr.contains(words), "{args:?} does not say {words:?}: {}", ran.stderr);
        }
    }
}

#[test]
fn no_escape_codes_reach_a_pipe() {
    for args in [vec!["ask", "--no-input", "--answers"], vec!["summary", "--answers"]] {
        let example = example("open");
        let ran = Home::new().run(args.into_iter().chain([example.as_str()]));
        assert_eq!(ran.code, Some(0));
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn colour_is_a_flag_then_the_environment() {
    let colored = |args: &[&str], variables: &[(&str, &str)]| {
        let example = example("open");
        let args = ["summary", "--answers", &example].into_iter().chain(args.iter().copied());
        Home::new().run_with(args, "", variables).stdout.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new();
    let mut command = home.command();
    command.args(["summary", "--answers", &example("open")]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_full_disk_is_told() {
    let home = Home::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let output = home
        .command()
        .args(["summary", "--answers", &example("open")])
        .stdout(full)
        .output()
        .expect("the program ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is the disk full?"));
}

#[test]
fn output_goes_to_a_private_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let args = ["summary", "--answers", &example("open"), "-o", "mine.txt"].map(String::from);
    assert_eq!(home.run(&args).code, Some(0));
    let file = home.path().join("mine.txt");
    assert_eq!(std::fs::metadata(&file).expect("the file").permissions().mode() & 0o777, 0o600);
    let again = home.run(&args);
    assert_eq!(again.code, Some(1));
    assert!(again.stderr.contains("is there already") && again.stderr.contains("--force"), "{again:?}");
    assert_eq!(home.run(args.iter().map(String::as_str).chain(["--force"])).code, Some(0));
}

#[test]
fn the_region_is_a_flag_then_the_locale_then_the_whole_world() {
    let names = |flag: &[&str], variables: &[(&str, &str)]| -> Vec<String> {
        let args = ["ask", "--set", "safe_now=yes", "--set", "self_harm=yes", "--format", "json"];
        let ran = Home::new().run_with(args.iter().chain(flag), "", variables).json();
        let lines = ran["support"].as_array().expect("help lines").clone();
        lines.iter().map(|line| line["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&["--region", "fr"], &[("LANG", "en_GB.UTF-8")]), ["Emergency", "3114"]);
    assert_eq!(names(&[], &[("LANG", "en_GB.UTF-8")]), ["Emergency", "Samaritans", "Shout"]);
    assert_eq!(names(&[], &[("LC_ALL", "en_IE"), ("LANG", "en_GB.UTF-8")]), ["Emergency", "Samaritans"]);
    assert_eq!(names(&[], &[]), ["Befrienders Worldwide"]);
}

#[test]
fn many_answers_files_are_one_line_of_json_each() {
    let names = ["open", "stop", "wait"];
    let files = names.map(example);
    let args =
        ["summary", "--format", "json", "--answers"].into_iter().chain(files.iter().map(String::as_str));
    let ran = Home::new().run(args);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let outcomes: Vec<String> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["outcome"].to_string())
        .collect();
    assert_eq!(outcomes, names.map(|name| format!("\"{name}\"")));
}

#[test]
fn a_file_that_is_there_already_is_told_before_the_first_question() {
    let home = Home::new();
    home.write("mine.txt", "keep me");
    for output in ["mine.txt", "no/such/folder.txt"] {
        let ran = home.run_with(["--plain", "-o", output], "yes\n", &[]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(!ran.stderr.contains("Is it safe"), "{ran:?}");
    }
    let null = home.run(["summary", "--answers", &example("open"), "-o", "/dev/null"]);
    assert_eq!(null.code, Some(0), "{null:?}");
}

#[test]
fn help_lines_are_printed_whatever_is_wrong_with_a_file() {
    let home = Home::new();
    home.write("questionnaire.toml", "this is no questionnaire");
    let ran = home.run_with(["support", "--region", "GB"], "", &[("REKINDLE_QUESTIONS", ".")]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("Samaritans: 116 123") && ran.stderr.contains("this is not TOML"), "{ran:?}");
    let unset = home.run_with(["questions", "check"], "", &[("REKINDLE_QUESTIONS", "")]);
    assert_eq!(unset.code, Some(0), "an empty variable counts as not set: {unset:?}");
}

#[test]
fn a_missing_answer_holds_back_no_crisis_words() {
    let ran = Home::new().run(["ask", "--no-input", "--set", "self_harm=yes", "--region", "GB"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    assert!(ran.stderr.starts_with("I'm glad you said that."), "{}", ran.stderr);
    assert!(ran.stderr.contains("Samaritans: 116 123"), "{}", ran.stderr);
}
