//! The texts that made-up people write, each with what the crisis watch must read in it.

/// Who may be hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    Own,
    Others,
}

impl Harm {
    /// The direct question that follows a hint of this kind.
    pub fn question(self) -> &'static str {
        match self {
            Self::Own => "hint_self",
            Self::Others => "hint_others",
        }
    }
}

/// How plain the words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Soft,
    Sharp,
}

/// Ordinary words, and odd ones that must do no harm.
pub const CALM: &[&str] = &[
    "I miss our walks by the river.",
    "I was late too often, and I forgot your birthday.",
    "We laughed at the same things",
    "I feel sad, and I also feel thankful.",
    "feel the wish to look at the old photos",
    "go for a run and then call my sister",
    "Two lines.\nThe second one.\r\nThe third.",
    "{{ safe_now }}",
    "{% for gate in gates %}{{ gate }}{% endfor %} {# note #}",
    "{{ 7 * 7 }} ${HOME} $(ls) `ls`",
    "plain \u{1b}[31mred\u{1b}[0m \u{7}bell \u{9b}2J \u{202e}back\u{202c} \u{2066}in\u{2069} nul\u{0} del\u{7f} end",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{1b}[H quiet words",
    "我想念我们一起散步的日子，也想念你做的饭。",
    "Ich vermisse dich 👩‍👩‍👧 und e\u{301}in bisschen \u{5e9}\u{5dc}\u{5d5}\u{5dd}",
];

/// Nothing at all: the same as leaving the question.
pub const BLANK: &[&str] = &["", "   ", "\n \t\r\n"];

/// Words that press so hard that no draft may stand beside them, and no plan may hold them.
pub const PRESSING: &[&str] = &[
    "I will drive past her house",
    "go to his work and wait for him",
    "turn up at their door with flowers",
    "wait outside your work until you talk to me",
    "If you do not answer by Friday I will tell everyone what you did",
    "I will use a new number because you blocked me",
    "I will keep writing until you say yes",
];

/// Words with their harm, as plain as they are.
pub const HARM: &[(&str, &[(Harm, Level)])] = &[
    ("I want to kill myself", &[(Harm::Own, Level::Sharp)]),
    ("I am going to end my life tonight", &[(Harm::Own, Level::Sharp)]),
    ("I am going to kill her", &[(Harm::Others, Level::Sharp)]),
    ("I want to kill my ex", &[(Harm::Others, Level::Sharp)]),
    ("I guess she is better off without me", &[(Harm::Own, Level::Soft)]),
    ("I don’t see a future for me", &[(Harm::Own, Level::Soft)]),
    ("One day I will make him pay for this", &[(Harm::Others, Level::Soft)]),
    (
        "I guess she is better off without me. One day I will make him pay for this",
        &[(Harm::Own, Level::Soft), (Harm::Others, Level::Soft)],
    ),
    (
        "I want to kill myself. One day I will make him pay for this",
        &[(Harm::Own, Level::Sharp), (Harm::Others, Level::Soft)],
    ),
];

/// Five thousand letters without a break in the thought.
pub fn long() -> String {
    "rest and sleep then eat ".chars().cycle().take(5_000).collect()
}

/// More short sentences than a draft has room for, of so many words each beside two.
pub fn many(words: usize) -> String {
    vec![format!("I felt{}.", " so".repeat(words)); 60].join(" ")
}

/// What the watch must read in a text of this pool.
pub fn harms(text: &str) -> Vec<(Harm, Level)> {
    HARM.iter().find(|(known, _)| *known == text).map(|(_, harms)| harms.to_vec()).unwrap_or_default()
}
