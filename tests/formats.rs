//! Promise: every format tells the same to people, holds its own rules, and never lets typed words become markup.

mod program;

use program::{GATED, Home, example, outcomes};

/// The tests that walk over every outcome do so because the list of them is whole.
#[test]
fn every_gate_has_an_example() {
    let shown = Home::new().run(["questions", "show", "--format", "json"]).json();
    let gates = shown["gates"].as_array().expect("gates").iter().map(|gate| gate["id"].as_str());
    assert!(gates.eq(GATED.map(Some)), "{:?}", shown["gates"]);
}

fn summary(name: &str, format: &str) -> String {
    let ran = Home::new().run(["summary", "--answers", &example(name), "--region", "GB", "--format", format]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.stdout
}

/// Words without marks and line ends: what is left when a format is taken off.
fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The texts of an HTML page, which must be well-formed XML.
fn html_texts(page: &str) -> String {
    let xml = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}:\n{page}"));
    let body = document.descendants().find(|node| node.has_tag_name("body")).expect("a body");
    body.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

#[test]
fn every_format_holds_the_reminders_and_the_words_of_every_gate() {
    for name in outcomes() {
        let json: serde_json::Value = serde_json::from_str(&summary(name, "json")).expect("JSON");
        let texts = |key: &str| -> Vec<String> {
            let list = json[key].as_array().expect("a list").iter();
            list.map(|item| item["text"].as_str().or(item.as_str()).expect("a text").to_owned()).collect()
        };
        let reminders = texts("reminders");
        assert_eq!(reminders.len(), 3, "{name}");
        let must = [reminders, texts("says")].concat();
        for (format, shown) in [
            ("text", summary(name, "text")),
            ("markdown", summary(name, "markdown")),
            ("html", html_texts(&summary(name, "html"))),
        ] {
            for text in &must {
                assert!(words(&shown).contains(&words(text)), "{name} as {format} lacks: {text}");
            }
        }
    }
}

#[test]
fn summaries_look_as_reviewed() {
    for name in outcomes() {
        for format in ["text", "markdown", "html", "json"] {
            insta::assert_snapshot!(format!("{name}-{format}"), summary(name, format));
        }
    }
}

#[test]
fn the_page_asks_nobody_for_anything() {
    let page = summary("open", "html");
    for forbidden in [
        "<script", "<link", "<img", "<iframe", "<form", "http://", "https://", "url(", "@import", "style=\"",
        "onclick", "onload",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_policy_names_the_style_sheet_by_its_hash() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};
    let page = summary("open", "html");
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(page.contains(&format!("style-src 'sha256-{hash}'")), "the hash should be {hash}");
}

#[test]
fn typed_words_stay_words() {
    let home = Home::new();
    let nasty = "# <script>alert(1)</script> {{ safe_now }} [x](y) \\u001b[31m \\u202e ]]> &amp; 'q'";
    home.write("mine.toml", format!("safe_now = true\nif_no = \"{nasty}\"\nhurry = 2\n"));
    let shown = |format: &str| home.run(["summary", "--answers", "mine.toml", "--format", format]).stdout;
    let html = shown("html");
    assert!(
        html_texts(&html).contains("# <script>alert(1)</script> {{ safe_now }} [x](y) [31m  ]]> &amp; 'q'")
    );
    assert!(
        shown("markdown")
            .contains(r"\# \<script\>alert(1)\</script\> {{ safe\_now }} \[x\](y) \[31m  \]\]\> \&amp; 'q'")
    );
    assert!(shown("text").contains("{{ safe_now }}"));
    for format in ["text", "markdown", "html"] {
        assert!(!shown(format).contains(['\u{1b}', '\u{202e}']), "{format}");
    }
}
