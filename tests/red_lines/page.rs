//! What a summary may say and must say, in every format.

use crate::{
    oracle::Verdict,
    texts::PRESSING,
    words::{NEVER, OWN_PART, REACHING, UNDER_FEAR, Words},
};
use rekindle::{
    answer::Answer,
    answers::fit,
    questionnaire::Questionnaire,
    render::{TextStyle, json, text},
    summary::Summary,
};
use std::collections::{BTreeMap, BTreeSet};

/// What was met in a run.
#[derive(Debug, Default)]
pub struct Met {
    /// How often each outcome, and other things that must not be left out.
    pub outcomes: BTreeMap<String, usize>,
    /// How often each gate held, strictest or not.
    pub gates: BTreeMap<String, usize>,
    /// Insights, options and boxes that were shown.
    pub texts: BTreeSet<String>,
}

/// Every insight, option and box was shown to somebody: a text that is never met is never tested.
pub fn assert_every_text_met(questionnaire: &Questionnaire, met: &Met) {
    let texts = &questionnaire.summary;
    let all = texts.insights.iter().map(|insight| format!("insight {}", insight.id));
    let all = all.chain(texts.options.iter().map(|option| format!("option {}", option.id)));
    let all = all.chain(texts.boxes.iter().map(|boxed| format!("box {}", boxed.id)));
    let unmet: Vec<String> = all.filter(|text| !met.texts.contains(text)).collect();
    assert!(unmet.is_empty(), "nobody met these: {unmet:?}");
}

/// Holds one summary against the red lines.
pub fn check_page(
    questionnaire: &Questionnaire,
    summary: &Summary,
    verdict: &Verdict,
    met: &mut Met,
) -> Result<(), String> {
    note(summary, verdict, met);
    let page = Page { questionnaire, summary, verdict };
    page.stands_where_it_must()?;
    page.says_what_was_said()?;
    page.draft()?;
    page.plan_holds_no_pressing_words()?;
    page.help()?;
    page.words()?;
    page.ways_to_go_on()?;
    let json = json(summary);
    page.json(&json)?;
    for (width, color) in [(20, false), (80, false), (200, false), (80, true)] {
        let text = text(summary, TextStyle { width, color });
        let plain = if color { console::strip_ansi_codes(&text).into_owned() } else { text };
        page.text(&plain).map_err(|why| format!("{why}\nat width {width}:\n{plain}"))?;
    }
    Ok(())
}

fn note(summary: &Summary, verdict: &Verdict, met: &mut Met) {
    let mut count = |key: &str| *met.outcomes.entry(key.to_owned()).or_default() += 1;
    count(&verdict.outcome);
    let draft = summary.draft.as_ref();
    for (what, is_met) in [
        ("draft", draft.is_some_and(|draft| draft.text.is_some())),
        ("refused draft", draft.is_some_and(|draft| draft.text.is_none())),
        ("several gates", verdict.gates.len() > 1),
        ("no end", !summary.finished),
        ("hint without an answer", verdict.soft),
    ] {
        if is_met {
            count(what);
        }
    }
    for gate in &verdict.gates {
        *met.gates.entry((*gate).to_owned()).or_default() += 1;
    }
    let insights = summary.insights.iter().map(|insight| format!("insight {}", insight.id));
    let options = summary.options.iter().map(|option| format!("option {}", option.id));
    let boxes = summary.boxes.iter().map(|boxed| format!("box {}", boxed.id));
    met.texts.extend(insights.chain(options).chain(boxes));
}

/// A text without white space, and so without its wrapping.
fn squeezed(text: &str) -> String {
    rekindle::render::clean(text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn without_controls(text: &str) -> Result<(), String> {
    let steers = |letter: &char| {
        (letter.is_control() && *letter != '\n')
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.chars().find(steers) {
        Some(letter) => Err(format!("the text holds the control character {letter:?}")),
        None => Ok(()),
    }
}

fn must(holds: bool, why: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

struct Page<'a> {
    questionnaire: &'a Questionnaire,
    summary: &'a Summary,
    verdict: &'a Verdict,
}

impl Page<'_> {
    fn gated(&self, gates: &[&str]) -> bool {
        self.verdict.gates.iter().any(|gate| gates.contains(gate))
    }

    fn is(&self, question: &str, values: &[&str]) -> bool {
        matches!(self.verdict.live.get(question), Some(Answer::Choice(value)) if values.contains(&value.as_str()))
    }

    fn stands_where_it_must(&self) -> Result<(), String> {
        let gates: Vec<&str> = self.summary.gates.iter().map(|(gate, _)| gate.as_str()).collect();
        must(self.summary.outcome == self.verdict.outcome, || format!("outcome {}", self.summary.outcome))?;
        must(gates == self.verdict.gates, || format!("gates {gates:?}, not {:?}", self.verdict.gates))?;
        let states: Vec<&str> = self.summary.stages.iter().map(|stage| stage.state).collect();
        must(states == self.verdict.states, || format!("stages {states:?}, not {:?}", self.verdict.states))?;
        must(self.summary.gates.iter().all(|(_, says)| !says.trim().is_empty()), || {
            "a gate says nothing".to_owned()
        })?;
        for kind in ["consent", "self-care", "honesty"] {
            let there =
                self.summary.reminders.iter().any(|one| one.kind == kind && !one.text.trim().is_empty());
            must(there, || format!("the reminder of {kind} is missing"))?;
        }
        let short = self.gated(&["not-safe-now", "crisis"]);
        must(!short || self.summary.reminders[0].kind == "self-care", || {
            "self-care must come first".to_owned()
        })
    }

    /// The answers that count, in the order of asking, each as it was given: what was typed is data.
    fn says_what_was_said(&self) -> Result<(), String> {
        let shown: Vec<_> = self.summary.stages.iter().flat_map(|stage| &stage.answers).collect();
        let ids: Vec<&str> = shown.iter().map(|answer| answer.id.as_str()).collect();
        let live = &self.verdict.live;
        let wanted: Vec<&str> =
            self.verdict.path.iter().map(String::as_str).filter(|id| live.contains_key(*id)).collect();
        must(ids == wanted, || format!("answers of {ids:?}, not {wanted:?}"))?;
        for answer in shown {
            let question = self.questionnaire.question(&answer.id).ok_or("an answer to no question")?;
            let given = fit(question, live[&answer.id].clone()).map_err(|misfit| misfit.to_string())?;
            must(answer.value == given, || format!("`{}` is {:?}, not {given:?}", answer.id, answer.value))?;
            if let Some(text) = given.as_text() {
                must(answer.text == text, || {
                    format!("`{}` reads {:?}, not {text:?}", answer.id, answer.text)
                })?;
            }
        }
        Ok(())
    }

    fn draft(&self) -> Result<(), String> {
        let open = self.verdict.outcome == "open" && self.summary.finished;
        let Some(draft) = &self.summary.draft else {
            return must(!open, || "an open session has no draft".to_owned());
        };
        must(open, || format!("a draft, though the outcome is {}", self.verdict.outcome))?;
        let Some(text) = &draft.text else { return Ok(()) };
        let own = self.verdict.live.get("own_message").and_then(Answer::as_text).unwrap_or_default();
        let presses = PRESSING.iter().any(|words| own == *words || text.contains(words));
        must(!presses, || format!("a draft with, or beside, words that press: {text}"))?;
        let words = text.split_whitespace().count();
        must(words <= 90, || format!("the draft has {words} words: {text}"))?;
        let closing = &self.questionnaire.message.draft.closing;
        must(closing.len() == 2, || format!("the draft closes with {closing:?}"))?;
        must(closing[0].contains("reply") && closing[1].contains("leave it there"), || {
            format!("{closing:?}")
        })?;
        must(text.ends_with(&format!(" {} {}", closing[0], closing[1])), || {
            format!("the draft ends wrong: {text}")
        })
    }

    fn plan_holds_no_pressing_words(&self) -> Result<(), String> {
        for part in &self.summary.plan {
            if let Some(words) = PRESSING.iter().find(|words| part.text.contains(*words)) {
                return Err(format!("the plan says \"{words}\""));
            }
        }
        Ok(())
    }

    /// What is offered only where it is right, and the practical note for those who have to be in touch.
    fn ways_to_go_on(&self) -> Result<(), String> {
        let summary = self.summary;
        let outcome = self.verdict.outcome.as_str();
        let option = |id: &str| summary.options.iter().any(|option| option.id == id);
        let open = outcome == "open";
        must(open || !option("write-once"), || "to write once is offered".to_owned())?;
        let yes = summary.boxes.iter().any(|boxed| boxed.id == "yes");
        must(!yes || ["open", "wait", "unknown"].contains(&outcome), || {
            format!("what a yes looks like, under {outcome}")
        })?;
        let ties = self.verdict.live.get("ties").and_then(Answer::as_choices).unwrap_or_default();
        let in_touch =
            ties.iter().any(|tie| tie != "none") && !self.gated(&["not-safe-now", "crisis", "age"]);
        let note: Vec<&str> = summary
            .options
            .iter()
            .filter(|option| option.id == "practical")
            .flat_map(|option| &option.good)
            .chain(
                summary
                    .boxes
                    .iter()
                    .filter(|boxed| boxed.id.starts_with("practical"))
                    .flat_map(|boxed| &boxed.lines),
            )
            .map(String::as_str)
            .collect();
        let note = note.join(" ").to_lowercase();
        must(in_touch != note.is_empty(), || {
            format!("the practical note is wrong: \"{note}\" with {ties:?}")
        })?;
        let apart = in_touch && self.gated(&["law", "fear-me", "fear-them"]);
        must(!apart || note.contains("lawyer"), || format!("duties without a lawyer: {note}"))?;
        let by_order = in_touch && self.gated(&["law"]);
        must(!by_order || note.contains("only what the order states"), || {
            format!("duties beyond the order: {note}")
        })
    }

    /// Who must be named, and that somebody is.
    fn help(&self) -> Result<(), String> {
        let kinds: BTreeSet<&str> = self.summary.support.iter().map(|line| line.kind.as_str()).collect();
        let abuse = self.gated(&["fear-me", "coerced"])
            || (self.gated(&["law"]) && self.is("legal_order", &["limits-them", "both"]));
        let unsaid = ["self_harm", "harm_others", "hint_self", "hint_others"]
            .iter()
            .any(|id| self.verdict.live.get(*id) == Some(&Answer::Choice("unsaid".to_owned())));
        let child = self.gated(&["minor"]) && self.is("ex_adult", &["yes", "unsure"]);
        for (kind, wanted) in [
            ("crisis", self.gated(&["crisis"]) || self.verdict.soft || unsaid),
            ("abuse", abuse && !self.gated(&["crisis"])),
            ("own-behaviour", self.gated(&["fear-them", "pursuit"])),
        ] {
            must(!wanted || kinds.contains(kind), || format!("no help line of the kind {kind}: {kinds:?}"))?;
        }
        // Few places have a line of their own for young people; then the crisis line is for them too.
        must(!child || kinds.contains("minors") || kinds.contains("crisis"), || {
            "nobody for a minor".to_owned()
        })?;
        let needs_some = self.gated(&["not-safe-now", "age"]);
        must(!needs_some || !kinds.is_empty(), || "no help line at all".to_owned())
    }

    /// The words that may not be there: what the page says of itself, the person's own words left out.
    fn words(&self) -> Result<(), String> {
        let mut said = Vec::new();
        let mut practical = Vec::new();
        let summary = self.summary;
        said.extend(summary.insights.iter().map(|insight| insight.text.clone()));
        said.extend(summary.plan.iter().map(|part| self.without_own_words(&part.text)));
        said.extend(summary.reminders.iter().map(|reminder| reminder.text.clone()));
        for option in &summary.options {
            let group = if option.id.starts_with("practical") { &mut practical } else { &mut said };
            group.push(option.title.clone());
            group.extend(option.good.iter().chain(&option.cost).cloned());
        }
        for boxed in &summary.boxes {
            let group = if boxed.id.starts_with("practical") { &mut practical } else { &mut said };
            group.push(boxed.title.clone());
            group.extend(boxed.lines.iter().cloned());
        }
        let gates = summary.gates.iter().map(|(_, says)| says.clone()).chain([summary.stand.clone()]);
        let spoken: Vec<String> = gates.chain(summary.offers.iter().cloned()).collect();
        if !self.verdict.gates.is_empty() {
            none_of(&REACHING, &said)?;
        }
        let everything: Vec<String> = said.iter().chain(&practical).chain(&spoken).cloned().collect();
        if self.gated(&["fear-me", "fear-them"]) {
            none_of(&UNDER_FEAR, &everything)?;
        }
        if self.gated(&["fear-me"]) {
            none_of(&OWN_PART, &everything)?;
            let shown = |id: &str| summary.insights.iter().any(|insight| insight.id == id);
            must(!["regret", "my-part", "their-view-blank"].into_iter().any(shown), || {
                "an insight is wrong here".to_owned()
            })?;
        }
        NEVER.iter().try_for_each(|words| none_of(words, &everything))
    }

    fn without_own_words(&self, text: &str) -> String {
        let own = self.verdict.live.iter().filter_map(|(id, answer)| {
            let question = self.questionnaire.question(id)?;
            fit(question, answer.clone()).ok()?.as_text().map(str::to_owned)
        });
        own.fold(text.to_owned(), |text, own| text.replace(&own, "…"))
    }

    fn json(&self, json: &serde_json::Value) -> Result<(), String> {
        let list = |key: &str, field: &str| -> Vec<&str> {
            let items = json[key].as_array().map(Vec::as_slice).unwrap_or_default();
            items.iter().filter_map(|item| item[field].as_str()).collect()
        };
        let reminders: BTreeSet<&str> = list("reminders", "kind").into_iter().collect();
        must(reminders == BTreeSet::from(["consent", "self-care", "honesty"]), || {
            format!("{reminders:?} in the JSON")
        })?;
        must(list("reminders", "text").iter().all(|text| !text.is_empty()), || {
            "an empty reminder".to_owned()
        })?;
        must(json["outcome"] == self.verdict.outcome.as_str(), || "the outcome in the JSON".to_owned())?;
        must(json["gates"] == serde_json::json!(self.verdict.gates), || "the gates in the JSON".to_owned())?;
        must(list("stages", "state") == self.verdict.states, || "the stages in the JSON".to_owned())?;
        must(json["draft"].is_null() == self.summary.draft.is_none(), || "the draft in the JSON".to_owned())?;
        must(json["finished"] == self.summary.finished, || "finished in the JSON".to_owned())
    }

    fn text(&self, text: &str) -> Result<(), String> {
        without_controls(text)?;
        let page = squeezed(text);
        for reminder in &self.summary.reminders {
            must(page.contains(&squeezed(&reminder.text)), || format!("no reminder of {}", reminder.kind))?;
        }
        let heading = |name: &str| squeezed(&self.summary.headings[name]);
        let draft = self.summary.draft.as_ref().and_then(|draft| draft.text.as_ref());
        must(draft.is_some() || !page.contains(&squeezed("You do not need to reply.")), || {
            "a draft in the text".to_owned()
        })?;
        if let Some(draft) = draft {
            must(page.replace('|', "").contains(&squeezed(draft).replace('|', "")), || {
                "no draft in the text".to_owned()
            })?;
        }
        let rest =
            page.strip_prefix(&squeezed(&self.summary.title)).ok_or("the title does not come first")?;
        let rest = rest.trim_start_matches('=');
        let help = format!("{}-", heading("support"));
        if self.verdict.outcome == "crisis" {
            let says = &self.summary.gates[0].1;
            let rest =
                rest.strip_prefix(&squeezed(says)).ok_or("the words of the crisis do not come first")?;
            let rest =
                rest.strip_prefix(&help).ok_or("the help lines do not follow")?.trim_start_matches('-');
            let first = &self.summary.support[0];
            must(["crisis", "emergency"].contains(&first.kind.as_str()), || {
                format!("first comes {}", first.name)
            })?;
            must(rest.starts_with(&format!("*{}", squeezed(&first.name))), || "no human line".to_owned())?;
        }
        if self.gated(&["not-safe-now", "crisis"]) {
            must(!page.contains(&format!("{}-", heading("said"))), || {
                "a short summary holds answers".to_owned()
            })?;
        } else if self.verdict.soft {
            let help = page.find(&help).ok_or("no help lines, though there is a hint")?;
            let first = ["said", "noticed", "options", "plan", "reminders"];
            let first = first.iter().filter_map(|name| page.find(&format!("{}-", heading(name)))).min();
            must(first.is_some_and(|first| help < first), || {
                "help lines must stand first after a hint".to_owned()
            })?;
        }
        Ok(())
    }
}

fn none_of(words: &Words, texts: &[String]) -> Result<(), String> {
    texts.iter().find_map(|text| words.first_in(text)).map_or(Ok(()), Err)
}
