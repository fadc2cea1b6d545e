//! What must come out of a session, written from the gates table of the questionnaire's design and from nothing else: no
//! shipped condition was read for it. Of the questionnaire it knows the order of the questions, their kinds and their ids.

use crate::texts::{self, Harm, Level};
use rekindle::{
    answer::Answer,
    questionnaire::{Kind, Questionnaire},
};
use std::collections::{BTreeMap, BTreeSet};

/// Every gate, strictest first, with the stages and questions that it closes.
pub const GATES: [(&str, &[&str]); 15] = [
    ("not-safe-now", &[]),
    ("crisis", &[]),
    ("law", &["assess", "contact", "listen"]),
    ("age", &[]),
    ("fear-me", &["my_part", "their_view", "work_on", "changed_so_far", "contact", "listen"]),
    ("fear-them", &["contact", "listen"]),
    ("pursuit", &["contact", "listen"]),
    ("stop", &["contact", "listen"]),
    ("silence", &["contact", "listen"]),
    ("new-partner", &["contact", "listen"]),
    ("coerced", &["contact", "listen"]),
    ("power", &["contact", "listen"]),
    ("minor", &["contact"]),
    ("wait", &["contact"]),
    ("unknown", &["contact"]),
];

/// Gates that go to the summary at once.
const ENDS: [&str; 3] = ["not-safe-now", "crisis", "age"];

/// All of check-in, `hurry`, `ex_words`, and all of consent but `ties`.
pub const SAFETY: [&str; 21] = [
    "safe_now",
    "self_harm",
    "harm_others",
    "my_age",
    "ex_adult",
    "upset",
    "right_now",
    "since_breakup",
    "hurry",
    "ex_words",
    "contact_signs",
    "legal_order",
    "afraid_of_ex",
    "ex_afraid",
    "harm_by_ex",
    "harm_by_me",
    "since_then",
    "unanswered",
    "new_partner",
    "pushed_by",
    "power",
];

/// The questions whose answers are read whether they were asked or not.
const CRISIS: [&str; 4] = ["self_harm", "harm_others", "hint_self", "hint_others"];

/// What a person, or a file, said: `None` is a question that was left.
#[derive(Debug, Clone, Default)]
pub struct Story {
    pub replies: BTreeMap<String, Option<Answer>>,
    pub supplied: BTreeMap<String, Answer>,
    /// Questions that held sharp words at some time: they hold a hint at least, for good.
    pub once_sharp: BTreeSet<(String, Harm)>,
    pub person: bool,
    pub short: bool,
}

/// What must come out.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Gates that hold in the walk, strictest first.
    pub walk_gates: Vec<&'static str>,
    /// Gates that hold when all that was supplied is read too.
    pub gates: Vec<&'static str>,
    pub outcome: String,
    pub path: Vec<String>,
    pub waits_for: Option<String>,
    pub states: Vec<&'static str>,
    /// The answers that count, by the order of asking.
    pub live: BTreeMap<String, Answer>,
    /// A hint that no direct question has settled.
    pub soft: bool,
}

/// Everything that is known at a place in the walk.
#[derive(Clone, Default)]
struct Known {
    live: BTreeMap<String, Answer>,
    found: BTreeMap<String, Vec<(Harm, Level)>>,
    began: bool,
    /// A person is asked the direct question, which decides: till then a hint counts for nothing.
    asks: bool,
    consent_over: bool,
}

impl Known {
    fn is(&self, question: &str, values: &[&str]) -> bool {
        matches!(self.live.get(question), Some(Answer::Choice(value)) if values.contains(&value.as_str()))
    }

    fn chosen(&self, question: &str) -> Vec<&str> {
        match self.live.get(question) {
            Some(Answer::Choices(values)) => values.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    fn has(&self, question: &str, values: &[&str]) -> bool {
        self.chosen(question).iter().any(|value| values.contains(value))
    }

    fn has_any_but(&self, question: &str, none: &str) -> bool {
        self.chosen(question).iter().any(|value| *value != none)
    }

    fn number(&self, question: &str) -> Option<i64> {
        if let Some(Answer::Number(number)) = self.live.get(question) { Some(*number) } else { None }
    }

    fn harms(&self, level: Level) -> impl Iterator<Item = Harm> {
        self.found.values().flatten().filter(move |(_, found)| *found == level).map(|(harm, _)| *harm)
    }

    /// A hint whose direct question has no answer; where there are sharp words, these count and no hint does.
    fn soft(&self) -> bool {
        !self.asks
            && self.harms(Level::Sharp).next().is_none()
            && self.harms(Level::Soft).any(|harm| !self.live.contains_key(harm.question()))
    }

    fn holds(&self, gate: &str) -> bool {
        match gate {
            "not-safe-now" => self.began && self.live.get("safe_now") != Some(&Answer::YesNo(true)),
            "crisis" => {
                CRISIS.iter().any(|question| self.is(question, &["yes", "unsure"]))
                    || self.harms(Level::Sharp).next().is_some()
            }
            "law" => self.is("legal_order", &["limits-me", "limits-them", "both", "unsure"]),
            "age" => self.is("my_age", &["adult"]) && self.is("ex_adult", &["no", "unsure"]),
            "fear-me" => {
                self.is("afraid_of_ex", &["once", "often", "now", "unsaid"])
                    || self.has_any_but("harm_by_ex", "none")
            }
            "fear-them" => {
                self.is("ex_afraid", &["maybe", "yes", "unsaid"]) || self.has_any_but("harm_by_me", "none")
            }
            "pursuit" => {
                self.has("since_then", &["turned-up", "new-number", "via-others", "logged-in"])
                    || self.chosen("since_then").len() >= 2
            }
            "stop" => self.has("contact_signs", &["asked-no", "over", "blocked"]),
            "silence" => {
                self.has("contact_signs", &["no-reply"])
                    || self.is("unanswered", &["once", "more"])
                    || self.has("since_then", &["kept-writing"])
            }
            "new-partner" => {
                self.is("new_partner", &["settled"])
                    || (self.is("new_partner", &["dating"]) && !self.has("contact_signs", &["wants-talk"]))
            }
            "coerced" => self.has_any_but("pushed_by", "nobody"),
            "power" => self.is("power", &["me", "them"]),
            "minor" => self.is("my_age", &["under-16", "16-17", "unsaid"]),
            "wait" => self.must_wait(),
            "unknown" => {
                self.consent_over && !GATES[..14].iter().any(|(gate, _)| self.holds(gate)) && !self.may_open()
            }
            other => panic!("no such gate: {other}"),
        }
    }

    fn must_wait(&self) -> bool {
        self.number("upset").is_some_and(|upset| upset >= 8)
            || self.has("right_now", &["drink", "no-sleep", "late", "fight", "news"])
            || self.is("since_breakup", &["under-2-weeks"])
            || self.has("contact_signs", &["space"])
            || self.number("hurry").is_some_and(|hurry| hurry >= 8)
            || self.number("ready_for_no").is_some_and(|ready| ready <= 5)
            || self.soft()
    }

    fn gates(&self) -> Vec<&'static str> {
        GATES.iter().map(|(gate, _)| *gate).filter(|gate| self.holds(gate)).collect()
    }

    /// The allow-list, gates aside.
    fn may_open(&self) -> bool {
        self.consent_over
            && self.has("contact_signs", &["wants-talk"])
            && self.is("ex_words", &["clear"])
            && self.live.contains_key("ex_quote")
            && SAFETY.iter().all(|question| self.live.contains_key(*question))
            && self.is("self_harm", &["no"])
            && self.is("harm_others", &["no"])
            && !self.is("hint_self", &["unsaid"])
            && !self.is("hint_others", &["unsaid"])
    }

    fn outcome(&self) -> &'static str {
        match self.gates().first() {
            Some(strictest) => strictest,
            None if self.may_open() => "open",
            None => "unknown",
        }
    }

    fn closes(&self, id: &str) -> bool {
        GATES.iter().any(|(gate, closed)| closed.contains(&id) && self.holds(gate))
    }

    fn ends(&self) -> bool {
        ENDS.iter().any(|gate| self.holds(gate))
    }
}

/// Walks through a story. Questions without a reply are waited for.
pub fn judge(questionnaire: &Questionnaire, story: &Story) -> Verdict {
    let mut walk = Walk {
        story,
        known: Known { asks: story.person, ..Known::default() },
        verdict: Verdict::default(),
        hinted: BTreeSet::new(),
    };
    let mut stopped = false;
    for stage in &questionnaire.stages {
        let mut state = if stopped { "not-reached" } else { "asked" };
        if !stopped {
            if stage.id == "contact" && walk.known.outcome() != "open" {
                state = "closed";
            }
            for question in &stage.questions {
                if stopped {
                    break;
                }
                if walk.known.closes(&stage.id) {
                    state = "closed";
                }
                if state == "closed" {
                    break;
                }
                if walk.is_asked(&question.id, &question.kind, question.core) {
                    stopped = !walk.ask(&question.id);
                }
            }
            if !stopped && walk.known.closes(&stage.id) {
                state = "closed";
            }
            if !stopped && stage.id == "consent" {
                walk.known.consent_over = true;
            }
        }
        walk.verdict.states.push(state);
    }
    walk.conclude()
}

struct Walk<'a> {
    story: &'a Story,
    known: Known,
    verdict: Verdict,
    hinted: BTreeSet<Harm>,
}

impl Walk<'_> {
    fn is_asked(&self, question: &str, kind: &Kind, core: bool) -> bool {
        if (self.story.short && !core) || self.known.closes(question) {
            return false;
        }
        match question {
            "ex_quote" => self.known.is("ex_words", &["clear", "old"]),
            "top_reasons" => self.known.chosen("reasons").len() >= 2,
            _ => !matches!(kind, Kind::Note),
        }
    }

    /// Asks one question and the direct questions after it; false when the walk stops here.
    fn ask(&mut self, question: &str) -> bool {
        if !self.story.replies.contains_key(question) {
            self.verdict.waits_for = Some(question.to_owned());
            return false;
        }
        self.known.began = true;
        self.verdict.path.push(question.to_owned());
        let reply = self.story.said(question);
        if let Some(answer) = reply.as_ref().and_then(|answer| self.live_part(question, answer)) {
            self.known.live.insert(question.to_owned(), answer);
        }
        let found = found(self.story, question, reply.as_ref());
        if !found.is_empty() {
            self.known.found.insert(question.to_owned(), found.clone());
        }
        if self.known.ends() {
            return false;
        }
        for harm in found.iter().map(|(harm, _)| *harm).collect::<BTreeSet<_>>() {
            let hint = harm.question();
            let can_ask = self.story.person
                || self.story.supplied.contains_key(hint)
                || self.story.replies.contains_key(hint);
            if self.hinted.insert(harm) && can_ask && !self.ask(hint) {
                return false;
            }
        }
        true
    }

    /// Without what is not on offer.
    fn live_part(&self, question: &str, answer: &Answer) -> Option<Answer> {
        let afraid = self.known.holds("fear-me") || self.known.holds("fear-them");
        let offered = |value: &str| match (question, value) {
            ("lean", "write-once") => self.known.outcome() == "open",
            ("safe_talk", "trained-person") => !afraid,
            ("top_reasons", reason) => self.known.chosen("reasons").contains(&reason),
            _ => true,
        };
        match answer {
            Answer::Choice(value) => offered(value).then(|| answer.clone()),
            Answer::Choices(values) => {
                let values: Vec<String> = values.iter().filter(|value| offered(value)).cloned().collect();
                (!values.is_empty()).then_some(Answer::Choices(values))
            }
            Answer::Text(text) => (!text.trim().is_empty()).then(|| answer.clone()),
            other => Some(other.clone()),
        }
    }

    /// Reads what is read always.
    fn conclude(mut self) -> Verdict {
        self.verdict.walk_gates = self.known.gates();
        self.verdict.live = self.known.live.clone();
        // Whoever stops at the first question has not said that it is safe.
        self.known.began = true;
        self.known.asks = false;
        for question in CRISIS {
            let given = self.story.said(question).or_else(|| self.story.supplied.get(question).cloned());
            if let Some(answer) = given
                && !self.known.live.contains_key(question)
            {
                self.known.live.insert(question.to_owned(), answer);
            }
        }
        let replied = self.story.replies.iter().map(|(question, reply)| (question, reply.as_ref()));
        let unread =
            self.story.supplied.iter().filter(|(question, _)| !self.story.replies.contains_key(*question));
        for (question, answer) in replied.chain(unread.map(|(question, answer)| (question, Some(answer)))) {
            let found = found(self.story, question, answer);
            if !found.is_empty() {
                self.known.found.entry(question.clone()).or_insert(found);
            }
        }
        self.verdict.gates = self.known.gates();
        self.verdict.outcome = self.known.outcome().to_owned();
        self.verdict.soft = self.known.soft();
        self.verdict
    }
}

/// What the watch must find in a reply, by the label that the text has in the pool. Somebody else's words are a hint at most.
fn found(story: &Story, question: &str, reply: Option<&Answer>) -> Vec<(Harm, Level)> {
    let mut found = match reply {
        Some(Answer::Text(text)) => texts::harms(text),
        _ => Vec::new(),
    };
    if question == "ex_quote" {
        for (_, level) in &mut found {
            *level = Level::Soft;
        }
    }
    for harm in [Harm::Own, Harm::Others] {
        let was_sharp = story.once_sharp.contains(&(question.to_owned(), harm));
        if was_sharp && !found.iter().any(|(known, _)| *known == harm) {
            found.push((harm, Level::Soft));
        }
    }
    found
}

impl Story {
    /// What was answered. A person who leaves a direct question would rather not say.
    fn said(&self, question: &str) -> Option<Answer> {
        match self.replies.get(question)? {
            None if self.person && question.starts_with("hint_") => Some(Answer::Choice("unsaid".to_owned())),
            reply => reply.clone(),
        }
    }

    /// Writes a reply into the story, and remembers sharp words.
    pub fn reply(&mut self, question: &str, reply: Option<Answer>) {
        for (harm, level) in found(self, question, reply.as_ref()) {
            if level == Level::Sharp {
                self.once_sharp.insert((question.to_owned(), harm));
            }
        }
        self.replies.insert(question.to_owned(), reply);
    }
}
