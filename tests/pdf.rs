//! Promise: a PDF holds what the other formats hold and nothing else, on pages that keep together what belongs together, and it
//! is the same for the same answers.

#![cfg(feature = "pdf")]

mod program;
mod questionnaires;
#[path = "support/terminal.rs"]
mod terminal;

use program::{GATED, Home, example, outcomes};
use questionnaires::{answered, drawn, read, shipped};
use rekindle::{
    questionnaire::Questionnaire,
    render::{Block, blocks, comparison_blocks, pdf_lines},
    summary::{Sitting, Summary, build, compare},
};
use std::{fs, os::unix::fs::PermissionsExt};
use terminal::Start;

/// What is said where letters are missing.
const NOTE: &str = "Some letters could not be printed here";

fn of_text(questionnaire: &Questionnaire, answers: &str) -> Summary {
    let file = read(answers, questionnaire);
    assert_eq!(drawn(&file.faults), "");
    build(&answered(questionnaire, file.answers), "GB", false)
}

fn of_example(questionnaire: &Questionnaire, name: &str) -> Summary {
    of_text(questionnaire, &fs::read_to_string(example(name)).expect("an example"))
}

fn pages(blocks: &[Block]) -> Vec<Vec<String>> {
    pdf_lines(blocks).expect("pages")
}

/// Words without marks, blanks and line ends.
fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Every text of a block, in the order of reading.
fn said(block: &Block) -> String {
    match block {
        Block::Title(text)
        | Block::Heading(text)
        | Block::Subheading(text)
        | Block::Paragraph(text)
        | Block::Strong(text)
        | Block::Quote(text) => text.clone(),
        Block::List(items) => items.concat(),
        Block::Said { question, answer, .. } => format!("{question} {answer}"),
        Block::Chart(bars) => {
            let rows = bars.iter().map(|bar| format!("{} {} of {}", bar.question, bar.number, bar.high));
            format!("Your numbers {}", rows.collect::<String>())
        }
        Block::Beside(_) => String::new(),
        Block::Sides(sides) => sides.iter().map(|side| format!("{} {}", side.label, side.text)).collect(),
        Block::Change { question, sides } => format!("{question} {}", said(&Block::Sides(sides.clone()))),
        Block::Scales { then, now, none, rows, .. } => {
            let side = |row: &str, label: &str, number: String| format!("{row} {label} {number}");
            let rows = rows.iter().map(|row| {
                side(&row.question, then, row.said(row.before, none))
                    + &side("", now, row.said(row.after, none))
            });
            rows.collect()
        }
        Block::Support { lines, note } => {
            let days = lines.iter().map(|line| line.checked.as_str()).max().unwrap_or_default();
            lines.iter().map(rekindle::questionnaire::SupportLine::said).collect::<String>() + note + days
        }
    }
}

/// The pages say the words of the blocks, all of them and no other, in their order.
fn assert_same_words(blocks: &[Block], what: &str) {
    let expected = words(&blocks.iter().map(said).collect::<String>());
    assert_eq!(words(&pages(blocks).concat().concat()), expected, "{what}");
}

#[test]
fn the_pages_say_what_the_blocks_say_and_nothing_else() {
    let questionnaire = shipped();
    for name in outcomes() {
        assert_same_words(&blocks(&of_example(&questionnaire, name)), name);
    }
    let sessions = ["wait", "unknown", "crisis"].map(|name| {
        let text = fs::read_to_string(example(name)).expect("an example");
        answered(&questionnaire, read(&text, &questionnaire).answers)
    });
    for session in &sessions[1..] {
        let sitting = |session| Sitting { name: "one".to_owned(), day: None, session, paused: false };
        let comparison = compare(&sitting(&sessions[0]), &sitting(session), "GB");
        assert_same_words(&comparison_blocks(&comparison), "comparison");
    }
}

#[test]
fn behind_a_gate_no_page_has_a_draft() {
    let questionnaire = shipped();
    let open = of_example(&questionnaire, "open");
    let draft = open.draft.as_ref().and_then(|draft| draft.text.clone()).expect("a draft");
    let title = &open.headings["draft"];
    let text = pages(&blocks(&open)).concat().concat();
    assert!(words(&text).contains(&words(&draft)) && text.contains(title.as_str()));
    for name in GATED {
        let summary = of_example(&questionnaire, name);
        assert_eq!(summary.draft, None, "{name}");
        let lines = pages(&blocks(&summary)).concat();
        assert!(!lines.contains(title), "{name}");
        for sentence in &questionnaire.message.draft.closing {
            assert!(!words(&lines.concat()).contains(&words(sentence)), "{name}: {sentence}");
        }
    }
}

#[test]
fn help_comes_first_where_it_cannot_wait() {
    let summary = of_example(&shipped(), "crisis");
    let lines = &pages(&blocks(&summary))[0];
    let place = |words: &str| lines.iter().position(|line| line.contains(words)).expect("a line");
    assert!(place("Samaritans: 116 123") < 10, "{lines:?}");
    assert!(place(&summary.headings["support"]) < place(&summary.headings["reminders"]));
}

#[test]
fn no_title_and_no_question_stands_alone_at_a_foot() {
    let questionnaire = shipped();
    let mut feet = 0;
    // Answers of every length push the ends of the pages to every place.
    for length in 0..60 {
        let answers = fs::read_to_string(example("open")).expect("an example");
        let answer = "A line of my own words.\\n".repeat(length);
        let summary = of_text(&questionnaire, &format!("{}\n", with(&answers, "wore_down", &answer)));
        let blocks = blocks(&summary);
        let (mut leads, mut answers) = (Vec::new(), Vec::new());
        for block in &blocks {
            match block {
                Block::Title(text) | Block::Heading(text) | Block::Subheading(text) => {
                    leads.push(words(text));
                }
                Block::Said { question, answer, .. } => {
                    leads.push(words(question));
                    // The name of an option is an answer too, and an answer may well end a page.
                    answers.push(words(answer));
                }
                _ => {}
            }
        }
        let pages = pages(&blocks);
        let count = pages.len();
        for page in pages.iter().take(count - 1) {
            let foot = words(page.last().expect("no page is empty"));
            assert!(!leads.contains(&foot) || answers.contains(&foot), "{length}: {foot}");
            feet += 1;
        }
        assert_same_words(&blocks, "long answers");
    }
    assert!(feet > 300, "{feet} pages");
}

/// An answers file with another text for one question.
fn with(answers: &str, id: &str, text: &str) -> String {
    let others = answers.lines().filter(|line| !line.starts_with(&format!("{id} ")));
    others.map(|line| format!("{line}\n")).collect::<String>() + &format!("{id} = \"{text}\"\n")
}

#[test]
fn letters_that_the_font_has_not_are_told() {
    let questionnaire = shipped();
    let lines = |text: &str| {
        let answers = format!("safe_now = true\nif_no = \"{text}\"\n");
        pages(&blocks(&of_text(&questionnaire, &answers))).concat()
    };
    let missing = lines("再见, 👩\u{200d}👧 and שלום");
    assert!(missing.iter().any(|line| line == "再见, 👩\u{200d}👧 and שלום"), "{missing:?}");
    assert!(missing.last().is_some_and(|line| line.starts_with(NOTE)), "{missing:?}");
    for there in ["Ελλάδα, Привет, Łódź – “so”…", "", "Plain words."] {
        assert!(!lines(there).concat().contains(NOTE), "{there}");
    }
}

/// The bytes of the PDF that a command makes, by way of its file.
fn bytes(home: &Home, args: &[&str], variables: &[(&str, &str)]) -> Vec<u8> {
    let all = [args, &["--region", "GB", "--format", "pdf", "--force", "-o", "a.pdf"]].concat();
    let ran = home.run_with(all, "", variables);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran:?}");
    fs::read(home.path().join("a.pdf")).expect("the file")
}

fn holds(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_file_is_private_tagged_and_the_same_each_time() {
    let home = Home::new();
    let open = example("open");
    let args = ["summary", "--answers", open.as_str()];
    let first = bytes(&home, &args, &[]);
    let mode = fs::metadata(home.path().join("a.pdf")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(first.starts_with(b"%PDF-1.7"));
    for part in [
        "/StructTreeRoot",
        "/Marked true",
        "/Lang(en)",
        "/DisplayDocTitle true",
        "/Outlines",
        "<pdfuaid:part>1",
    ] {
        assert!(holds(&first, part), "{part}");
    }
    for risky in ["/JavaScript", "/URI", "/Launch", "/EmbeddedFile", "/CreationDate"] {
        assert!(!holds(&first, risky), "{risky}");
    }
    let later = [("SOURCE_DATE_EPOCH", "5"), ("TZ", "Asia/Tokyo")];
    assert!(bytes(&home, &args, &later) == first, "another day, other bytes");
    assert!(bytes(&home, &["ask", "--no-input", "--answers", &open], &[]) == first, "ask");
    let output =
        home.command().args(args).args(["--region", "GB", "--format", "pdf"]).output().expect("a run");
    assert!(output.stdout == first && output.stderr.is_empty(), "stdout");
    let compared = bytes(&home, &["compare", &example("wait"), &example("unknown")], &[]);
    assert!(compared.starts_with(b"%PDF-1.7") && compared != first);
}

#[test]
fn a_terminal_gets_no_bytes() {
    let mut terminal = Start::rekindle(&["summary", "--format", "pdf", "--answers", &example("open")]).run();
    terminal.sees("a PDF cannot be shown in a terminal");
    terminal.sees("-o summary.pdf");
    assert_eq!(terminal.status().exit_code(), 2);
    assert!(!holds(&terminal.raw(), "%PDF"));
    // Said before the first question, too.
    let mut terminal = Start::rekindle(&["--format", "pdf"]).run();
    terminal.sees("a PDF cannot be shown in a terminal");
    assert_eq!(terminal.status().exit_code(), 2);
}
