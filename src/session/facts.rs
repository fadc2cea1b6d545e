//! What is known at a place in the walk: the answers that count, and what the gates make of them.

use crate::{
    answer::{Answer, Answers},
    message::{Finding, watch::Level},
    packed::Late,
    questionnaire::{
        Choice, Gate, Kind, Question, Questionnaire,
        condition::{Condition, Expression, Facts},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Answers that count, questions that were left, gates that hold.
#[derive(Debug, Clone)]
pub struct Known<'q> {
    questionnaire: &'q Questionnaire,
    live: Answers,
    left: BTreeSet<String>,
    /// What the crisis watch found, by question.
    found: BTreeMap<String, Vec<Finding>>,
    /// Whether each gate holds, by its place in the questionnaire.
    holding: Vec<bool>,
    /// How many stages are over.
    stages_over: usize,
    outcome: String,
    watch: &'static str,
    /// The direct question after a hint is asked at once, and its answer decides: until then a hint counts for nothing.
    asks_hints: bool,
}

impl<'q> Known<'q> {
    /// Nothing is known.
    pub(super) fn new(questionnaire: &'q Questionnaire, asks_hints: bool) -> Self {
        Self {
            questionnaire,
            live: Answers::new(),
            left: BTreeSet::new(),
            found: BTreeMap::new(),
            holding: vec![false; questionnaire.gates.len()],
            stages_over: 0,
            outcome: "unknown".to_owned(),
            watch: "none",
            asks_hints,
        }
    }

    /// The answers that count.
    pub fn answers(&self) -> &Answers {
        &self.live
    }

    /// What the crisis watch found, strongest level by question.
    pub fn watch_levels(&self) -> impl Iterator<Item = (&str, Level)> {
        self.found.iter().filter_map(|(question, findings)| {
            findings.iter().map(|finding| finding.level).max().map(|level| (question.as_str(), level))
        })
    }

    /// Whether the gate at this place in the questionnaire holds.
    pub fn holds(&self, gate: usize) -> bool {
        self.holding.get(gate).copied().unwrap_or(false)
    }

    /// The places of the gates that hold, strictest first.
    pub fn gates(&self) -> impl Iterator<Item = usize> {
        self.holding.iter().enumerate().filter_map(|(gate, holds)| holds.then_some(gate))
    }

    /// Whether a gate that holds closes this stage or question.
    pub(super) fn closes(&self, id: &str) -> bool {
        self.gates().any(|gate| self.questionnaire.gates[gate].closes.iter().any(|closed| closed == id))
    }

    /// The strictest gate that holds and ends the walk.
    pub(super) fn ending(&self) -> Option<usize> {
        self.gates().find(|gate| self.questionnaire.gates[*gate].ends)
    }

    /// The choices of a question that are offered now: those whose condition holds; for a rank, those chosen before.
    pub fn offered<'c>(&self, question: &'c Question) -> Vec<&'c Choice> {
        let chosen = match &question.kind {
            Kind::Rank(rank) => {
                Some(self.live.get(&rank.from).and_then(Answer::as_choices).unwrap_or_default())
            }
            _ => None,
        };
        question
            .kind
            .choices()
            .iter()
            .filter(|choice| chosen.is_none_or(|chosen| chosen.contains(&choice.value)))
            .filter(|choice| choice.when.as_ref().is_none_or(|when| when.holds(self)))
            .collect()
    }

    /// What of an answer is live now: a choice that is not offered is not.
    pub(super) fn live_part(&self, question: &Question, answer: &Answer) -> Option<Answer> {
        let offered = self.offered(question);
        let is_offered = |value: &String| offered.iter().any(|choice| choice.value == *value);
        let live = match answer {
            Answer::Choice(value) => is_offered(value).then(|| answer.clone())?,
            Answer::Choices(values) => {
                Answer::Choices(values.iter().filter(|value| is_offered(value)).cloned().collect())
            }
            other => other.clone(),
        };
        (!live.is_blank()).then_some(live)
    }

    /// Takes the reply to a question that was reached: what is live of an answer, or that it was left.
    pub(super) fn take(&mut self, question: &Question, answer: Option<&Answer>, findings: &[Finding]) {
        match answer.and_then(|answer| self.live_part(question, answer)) {
            Some(live) => self.live.set(&question.id, live),
            None => {
                self.left.insert(question.id.clone());
            }
        }
        if !findings.is_empty() {
            self.found.insert(question.id.clone(), findings.to_vec());
        }
        let watch_changed = self.look_at_watch();
        self.judge(|gate| gate.reads(&question.id) || (watch_changed && gate.reads("watch")));
    }

    /// A stage is over: what waits for that is judged for the first time.
    pub(super) fn finish_stage(&mut self, stages_over: usize) {
        self.stages_over = stages_over;
        self.judge(|_| true);
    }

    /// Adds what is read always, though it was never reached, and the question at hand as left; then judges everything.
    pub(super) fn conclude<'f>(
        &mut self,
        always: impl Iterator<Item = (&'f str, &'f Answer)>,
        findings: &BTreeMap<String, Vec<Finding>>,
        at_hand: Option<&str>,
    ) {
        for (id, answer) in always {
            if !self.live.has(id) {
                self.live.set(id, answer.clone());
            }
        }
        for (id, found) in findings {
            self.found.entry(id.clone()).or_insert_with(|| found.clone());
        }
        if let Some(id) = at_hand
            && !self.live.has(id)
        {
            self.left.insert(id.to_owned());
        }
        // Whatever was not settled by now stays a hint.
        self.asks_hints = false;
        self.look_at_watch();
        self.judge(|_| true);
    }

    /// Judges the gates that read something new, strictest first: a looser one may read the outcome of the stricter ones.
    fn judge(&mut self, reads_new: impl Fn(&Condition) -> bool) {
        let questionnaire = self.questionnaire;
        for (index, gate) in questionnaire.gates.iter().enumerate() {
            let reads_outcome = gate.when.reads("outcome");
            if !reads_new(&gate.when) && !reads_outcome {
                continue;
            }
            if reads_outcome {
                self.outcome = self.outcome_of(&self.holding[..index]);
            }
            let holds = self.is_due(gate) && gate.when.holds(self);
            self.holding[index] = holds;
        }
        self.outcome = self.outcome_of(&self.holding);
    }

    /// A gate is judged when the stage it waits for is over, and not before a question that it reads was reached: nobody can
    /// have said anything yet.
    fn is_due(&self, gate: &Gate) -> bool {
        gate.after.is_none_or(|stage| stage < self.stages_over)
            && gate.when.names().any(|name| {
                name == "outcome" || name == "watch" || self.live.has(name) || self.left.contains(name)
            })
    }

    /// The strictest of the gates that hold; `open` with none and everything that `open` asks for; else `unknown`.
    fn outcome_of(&self, holding: &[bool]) -> String {
        if let Some(strictest) = holding.iter().position(|holds| *holds) {
            return self.questionnaire.gates[strictest].id.clone();
        }
        let open = &self.questionnaire.open;
        let is_open = open.after.is_none_or(|stage| stage < self.stages_over)
            && open.answered.iter().all(|id| self.live.has(id))
            && open.when.holds(self);
        if is_open { "open" } else { "unknown" }.to_owned()
    }

    /// The level that conditions read: a hint counts until its direct question has an answer, and not while a person is about
    /// to be asked it.
    fn look_at_watch(&mut self) -> bool {
        let mut level = "none";
        for finding in self.found.values().flatten() {
            let mut hints = self.questionnaire.message.hints.iter().filter(|hint| hint.watch == finding.kind);
            let settled = hints.any(|hint| self.asks_hints || self.live.has(&hint.question.id));
            match finding.level {
                Level::Sharp => level = "sharp",
                Level::Soft if level == "none" && !settled => level = "soft",
                Level::Soft => {}
            }
        }
        std::mem::replace(&mut self.watch, level) != level
    }
}

impl Facts for Known<'_> {
    fn answer(&self, question: &str) -> Option<&Answer> {
        self.live.get(question)
    }

    fn skipped(&self, question: &str) -> bool {
        self.left.contains(question) && !self.live.has(question)
    }

    fn outcome(&self) -> &str {
        &self.outcome
    }

    fn watch(&self) -> &str {
        self.watch
    }

    fn values(&self) -> &[Late<Expression>] {
        &self.questionnaire.values
    }

    fn label(&self, question: &str) -> String {
        let Some(asked) = self.questionnaire.question(question) else { return String::new() };
        self.live.get(question).map(|answer| in_words(asked, answer, self)).unwrap_or_default()
    }
}

/// An answer as a person reads it: labels instead of values, several joined with semicolons.
pub fn in_words(question: &Question, answer: &Answer, facts: &dyn Facts) -> String {
    let label = |value: &String| {
        let choice = question.kind.choices().iter().find(|choice| choice.value == *value);
        choice.map_or_else(|| value.clone(), |choice| choice.label.render(facts))
    };
    match answer {
        Answer::Choice(value) => label(value),
        Answer::Choices(values) => {
            let counted = match &question.kind {
                Kind::Rank(rank) => rank.top.min(values.len()),
                _ => values.len(),
            };
            values[..counted].iter().map(label).collect::<Vec<_>>().join("; ")
        }
        Answer::Number(number) => match &question.kind {
            Kind::Scale(scale) => format!("{number} of {}", scale.max),
            _ => number.to_string(),
        },
        Answer::YesNo(true) => "Yes".to_owned(),
        Answer::YesNo(false) => "No".to_owned(),
        Answer::Text(text) => text.clone(),
    }
}
