//! Promise: whatever the shipped questionnaire says is easy to read and labels nobody.
//!
//! Reading grade by Flesch and Kincaid (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59. Every stage, and every
//! other part, is at most 6 on the whole; a single text of more than 20 words is never above 8. What stands in `{{ … }}` is
//! measured by its quoted words, one branch as well as the other.

mod questionnaires;

use questionnaires::{good, path, shipped, sound};
use rekindle::questionnaire::{Question, Questionnaire};
use std::{collections::BTreeMap, fs};

/// The highest grade of a whole part.
const HIGHEST_WHOLE: f64 = 6.0;
/// The highest grade of a single text, once it is longer than this many words.
const HIGHEST_SINGLE: f64 = 8.0;
const SHORT: usize = 20;

/// Syllables by counting groups of vowels, less a silent `e`, more where two vowels are two syllables.
///
/// The rules, in order: letters only, small. Numbers and words of at most three letters have one. A word that ends in a
/// silent `e` (not `le` behind a consonant), in `es` or in `ed` that is not spoken loses that group. `ia`, `io`, `iu`, `ua`,
/// `uo`, `eo` and `ing` behind a vowel are two, but for the likes of `tion`, `cial` and `gua`. What the rules get wrong and our
/// texts use is in [`KNOWN`]. At least one.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    if let Some((_, count)) = KNOWN.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    by_rule(&word)
}

fn by_rule(word: &str) -> usize {
    if word.len() <= 3 {
        return 1;
    }
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let stem = silent_end(word);
    let letters: Vec<char> = stem.chars().collect();
    let mut count = 0;
    for (index, letter) in letters.iter().enumerate() {
        // A `y` in front of a vowel is a consonant: "beyond".
        let is_consonant_y = *letter == 'y' && letters.get(index + 1).is_some_and(|next| is_vowel(*next));
        let before = index.checked_sub(1).map(|before| letters[before]);
        if is_vowel(*letter) && !is_consonant_y && (!before.is_some_and(is_vowel) || before == Some('y')) {
            count += 1;
        }
    }
    for pair in ["ia", "io", "iu", "ua", "uo", "eo", "ying", "eing", "oing", "uing"] {
        count += stem.matches(pair).count();
    }
    for one in ["tia", "cia", "sia", "tio", "sio", "cio", "gio", "gua", "qua", "quo", "geo", "people"] {
        count -= stem.matches(one).count().min(count);
    }
    count.max(1)
}

/// The word without an ending that is not spoken.
fn silent_end(word: &str) -> &str {
    let is_consonant = |letter: Option<char>| letter.is_some_and(|letter| !"aeiouy".contains(letter));
    let behind = |end: &str| word.strip_suffix(end).and_then(|stem| stem.chars().last());
    if word.ends_with("ed") && is_consonant(behind("ed")) && !matches!(behind("ed"), Some('t' | 'd')) {
        return &word[..word.len() - 2];
    }
    if word.ends_with("es") && is_consonant(behind("es")) {
        let spoken = matches!(behind("es"), Some('s' | 'z' | 'x' | 'g' | 'c'))
            || word.ends_with("ches")
            || word.ends_with("shes");
        // "tables": the `l` behind a consonant carries the syllable.
        let carries = word.ends_with("les") && is_consonant(behind("les"));
        return if spoken || carries { word } else { &word[..word.len() - 2] };
    }
    if word.ends_with('e') && is_consonant(behind("e")) {
        let carries = word.ends_with("le") && is_consonant(behind("le"));
        return if carries { word } else { &word[..word.len() - 1] };
    }
    // "safely", "something": the silent `e` stays silent inside.
    word
}

/// Words that the rules get wrong.
const KNOWN: &[(&str, usize)] = &[
    ("centre", 2),
    ("eyes", 1),
    ("judgement", 2),
    ("rarely", 2),
    ("any", 2),
    ("anyone", 3),
    ("area", 3),
    ("business", 2),
    ("create", 2),
    ("every", 2),
    ("everybody", 4),
    ("everything", 3),
    ("homework", 2),
    ("idea", 3),
    ("lonely", 2),
    ("movement", 2),
    ("quiet", 2),
    ("safely", 2),
    ("safety", 2),
    ("science", 2),
    ("sometimes", 2),
    ("somebody", 3),
    ("someone", 2),
    ("something", 2),
    ("somewhere", 2),
    ("ago", 2),
    ("hopeful", 2),
    ("careful", 2),
    ("carefully", 3),
    ("lifeline", 2),
    ("statement", 2),
    ("maybe", 2),
    ("isnt", 2),
    ("didnt", 2),
    ("doesnt", 2),
    ("wasnt", 2),
    ("couldnt", 2),
    ("wouldnt", 2),
    ("shouldnt", 2),
    ("hasnt", 2),
    ("arent", 1),
];

/// Words, sentences and syllables.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Measured {
    words: usize,
    sentences: usize,
    syllables: usize,
}

impl Measured {
    /// A text is at least one sentence; a sentence ends at `.`, `!`, `?`, `:` or a line break.
    fn of(text: &str) -> Self {
        let mut measured = Self::default();
        for sentence in text.split(['.', '!', '?', ':', '\n']) {
            let words = sentence
                .split(|letter: char| letter.is_whitespace() || "-–—/…".contains(letter))
                .filter(|word| word.chars().any(char::is_alphanumeric));
            let syllables: Vec<usize> = words.map(syllables).collect();
            measured.words += syllables.len();
            measured.sentences += usize::from(!syllables.is_empty());
            measured.syllables += syllables.iter().sum::<usize>();
        }
        measured
    }

    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.syllables += other.syllables;
    }

    #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
    fn grade(self) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        let words = self.words as f64;
        0.39 * words / self.sentences as f64 + 11.8 * self.syllables as f64 / words - 15.59
    }
}

/// One text and what it is part of.
struct Written {
    part: String,
    id: String,
    text: String,
    /// A title or a choice: too short to count for the grade of its part.
    is_label: bool,
}

/// Every text that a person may read, as it is written in the files.
fn texts() -> Vec<Written> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path("questions")).expect("the questionnaire") {
        let file = entry.expect("an entry").path();
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let table: toml::Table = fs::read_to_string(&file).expect("a file").parse().expect("TOML");
        collect(&name, &name, &toml::Value::Table(table), &mut found);
    }
    found
}

/// The keys whose texts a person reads as sentences, and those read as labels.
const SENTENCES: &[&str] = &[
    "intro", "ask", "help", "says", "next", "text", "brief", "instead", "why", "lines", "closing", "advice",
    "note", "compare", "stays", "shown", "decide", "refused", "sources",
];
const LABELS: &[&str] = &[
    "title",
    "label",
    "sources_title",
    "keep",
    "change",
    "leave",
    "min_label",
    "max_label",
    "headings",
    "kinds",
];

fn collect(part: &str, id: &str, value: &toml::Value, found: &mut Vec<Written>) {
    let toml::Value::Table(table) = value else { return };
    let id = match table.get("id").or_else(|| table.get("kind")) {
        Some(own) => own.as_str().unwrap_or(id).to_owned(),
        None => id.to_owned(),
    };
    for (key, value) in table {
        let is_label = LABELS.contains(&key.as_str());
        if is_label || SENTENCES.contains(&key.as_str()) {
            for text in strings(value) {
                found.push(Written {
                    part: part.to_owned(),
                    id: format!("{id}.{key}"),
                    text: plain(&text),
                    is_label,
                });
            }
            continue;
        }
        // A part of its own for each kind of thing in a file that is no stage.
        let is_stage = part.starts_with(|first: char| first.is_ascii_digit());
        let below = if is_stage || part.contains(' ') { part.to_owned() } else { format!("{part} {key}") };
        match value {
            toml::Value::Array(items) => {
                for item in items {
                    collect(&below, &id, item, found);
                }
            }
            other => collect(&below, &format!("{id}.{key}"), other, found),
        }
    }
}

fn strings(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().flat_map(strings).collect(),
        toml::Value::Table(table) => table.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// A text with the words that `{{ … }}` may put there: those quoted in it that are sentences or parts of one.
fn plain(text: &str) -> String {
    let mut pieces = text.split("{{");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (expression, after) = piece.split_once("}}").unwrap_or((piece, ""));
        for quoted in expression.split('\'').skip(1).step_by(2).filter(|quoted| quoted.contains(' ')) {
            plain += quoted;
        }
        plain += after;
    }
    plain
}

#[test]
fn the_counter_counts_what_people_speak() {
    for (word, count) in [
        ("a", 1),
        ("I'm", 1),
        ("you", 1),
        ("said", 1),
        ("time", 1),
        ("stopped", 1),
        ("asked", 1),
        ("please", 1),
        ("thought", 1),
        ("moved", 1),
        ("wanted", 2),
        ("needed", 2),
        ("table", 2),
        ("little", 2),
        ("tables", 2),
        ("people", 2),
        ("lonely", 2),
        ("trying", 2),
        ("seeing", 2),
        ("reasons", 2),
        ("changes", 2),
        ("message", 2),
        ("beyond", 2),
        ("answer", 2),
        ("family", 3),
        ("another", 3),
        ("decision", 3),
        ("important", 3),
        ("radio", 3),
        ("piano", 3),
        ("together", 3),
        ("relationship", 4),
        ("understanding", 4),
        ("situation", 4),
        ("communication", 5),
        ("possibility", 5),
        ("responsibility", 6),
        ("12", 1),
        ("don't", 1),
        ("wouldn't", 2),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}

#[test]
fn the_exceptions_are_exceptions() {
    let needless: Vec<_> = KNOWN.iter().filter(|(word, count)| by_rule(word) == *count).collect();
    assert!(needless.is_empty(), "{needless:?}");
}

#[test]
fn the_grade_is_that_of_flesch_and_kincaid() {
    // 6 words, 1 sentence, 6 syllables; and 8 words, 2 sentences, 18 syllables.
    assert_eq!(Measured::of("The cat sat on the mat."), Measured { words: 6, sentences: 1, syllables: 6 });
    assert!((Measured::of("The cat sat on the mat.").grade() - -1.45).abs() < 0.01);
    let hard = Measured::of("Communication is understanding. Responsibility is possibility together now!");
    assert_eq!((hard.words, hard.sentences), (8, 2));
    assert!(hard.grade() > 15.0);
}

#[test]
fn every_part_is_easy_on_the_whole() {
    let mut parts: BTreeMap<String, Measured> = BTreeMap::new();
    for text in texts().iter().filter(|text| !text.is_label) {
        parts.entry(text.part.clone()).or_default().add(Measured::of(&text.text));
    }
    let stages = parts.keys().filter(|part| part.starts_with(|first: char| first.is_ascii_digit())).count();
    assert_eq!(stages, shipped().stages.len());
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    for part in ["questionnaire gate", "summary insight", "summary reminder", "summary option", "summary box"]
    {
        assert!(names.contains(&part), "{part} in {names:?}");
    }
    let hard: Vec<String> = parts
        .iter()
        .filter(|(_, measured)| measured.grade() > HIGHEST_WHOLE)
        .map(|(part, measured)| format!("{part}: {:.1}", measured.grade()))
        .collect();
    assert!(hard.is_empty(), "above grade {HIGHEST_WHOLE}: {hard:#?}");
}

#[test]
fn no_text_is_hard() {
    let texts = texts();
    let hard: Vec<String> = texts
        .iter()
        .map(|text| (text, Measured::of(&text.text)))
        .filter(|(_, measured)| measured.words > SHORT && measured.grade() > HIGHEST_SINGLE)
        .map(|(text, measured)| format!("{} {}: {:.1}: {}", text.part, text.id, measured.grade(), text.text))
        .collect();
    assert!(hard.is_empty(), "above grade {HIGHEST_SINGLE}: {hard:#?}");
    assert!(texts.len() > 500, "only {} texts", texts.len());
}

/// What the texts must never call anybody, promise or advise: whole words, small.
const FORBIDDEN: &[&str] = &[
    "stalker",
    "stalkers",
    "stalking",
    "toxic",
    "desperate",
    "abuser",
    "abusers",
    "abusive",
    "victim",
    "victims",
    "narcissist",
    "narcissistic",
    "psycho",
    "crazy",
    "insane",
    "obsessed",
    "obsessive",
    "pathetic",
    "needy",
    "clingy",
    "creep",
    "creepy",
    "bully",
    "manipulative",
    "manipulator",
    "perpetrator",
    "offender",
    "codependent",
    "co-dependent",
    "addict",
    "mentally ill",
    "disorder",
    "loser",
    "weak",
    "shameful",
    "ashamed of yourself",
    "your fault they",
    "win them back",
    "win him back",
    "win her back",
    "win your ex back",
    "win back",
    "get them back",
    "get your ex back",
    "make them want",
    "make them miss",
    "make them jealous",
    "no contact rule",
    "soulmate",
    "soul mate",
    "meant to be together",
    "signs they",
    "your odds",
    "your chances",
    "chances are",
    "good chance",
    "percent",
    "guarantee",
    "guaranteed",
    "you are safe now",
    "you are safe.",
    "you must leave",
    "you must report",
    "you should leave them",
    "get over it",
    "move on already",
    "just friends with benefits",
    "playing hard to get",
    "plenty of fish",
];

fn forbidden_in(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase().replace('’', "'");
    let is_word =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    FORBIDDEN
        .iter()
        .filter(|word| {
            text.match_indices(**word).any(|(at, _)| {
                let (before, after) = (&text[..at], &text[at + word.len()..]);
                !is_word(before.chars().last()) && !is_word(after.chars().next())
            })
        })
        .copied()
        .collect()
}

#[test]
fn nobody_is_labelled_and_nothing_is_promised() {
    assert_eq!(forbidden_in("Don’t be so Needy, stalker-ish or not."), ["needy"]);
    let found: Vec<String> = texts()
        .iter()
        .flat_map(|text| {
            forbidden_in(&text.text)
                .into_iter()
                .map(|word| format!("`{word}` in {} {}: {}", text.part, text.id, text.text))
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The texts of a question as the program has them.
fn of_model(question: &Question) -> Vec<String> {
    let mut found = vec![question.ask.words()];
    found.extend(question.help.as_ref().map(rekindle::questionnaire::template::Template::words));
    found.extend(question.kind.choices().iter().map(|choice| choice.label.words()));
    found
}

#[test]
fn no_text_of_the_program_is_left_out() {
    let measured = texts();
    let is_measured = |text: &str| {
        let start = text.split('…').next().unwrap_or_default();
        measured.iter().any(|known| known.text.starts_with(start))
    };
    let questionnaire: Questionnaire = shipped();
    for text in questionnaire.questions().flat_map(of_model) {
        assert!(is_measured(&text), "{text}");
    }
    for gate in &questionnaire.gates {
        for text in [&gate.title, &gate.says, &gate.next] {
            assert!(is_measured(&text.words()), "{}", gate.id);
        }
    }
    for rule in &*questionnaire.message.rules.pressure {
        assert!(is_measured(&rule.why) && is_measured(&rule.instead), "{}", rule.kind);
    }
    // The bakery's texts are none of them.
    let bakery = sound(&good("bakery"));
    assert!(bakery.gates.iter().all(|gate| !is_measured(&gate.title.words())));
}
