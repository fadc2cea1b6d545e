//! A face for somebody whose country nobody knows yet: the international help lines are shown at once, and whoever leads the
//! interview then lets the person pick a country, once, and asks which region's lines to show.

use super::prompter::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow};
use crate::{answer::Answer, questionnaire::model::SupportTexts};

/// Another face, with the help lines of the person's region.
pub struct Located<'p> {
    face: &'p mut dyn Prompter,
    support: &'p SupportTexts,
    region: String,
    /// Nobody said which country it is, and the person was not asked yet.
    unasked: bool,
}

impl<'p> Located<'p> {
    /// A face that shows the lines of `region`. `is_guess` says that neither the person nor the locale named it.
    pub fn new(
        face: &'p mut dyn Prompter,
        support: &'p SupportTexts,
        region: String,
        is_guess: bool,
    ) -> Self {
        Self { unasked: is_guess && face.has_person(), face, support, region }
    }

    /// Lets the person pick a country, or stay with what there is.
    fn choose(&mut self) -> Result<(), PromptError> {
        self.unasked = false;
        let is_other = |code: &String| *code != self.region && *code != self.support.fallback;
        let mut regions: Vec<(&String, &String)> =
            self.support.regions.iter().filter(|(code, _)| is_other(code)).collect();
        regions.sort_by_key(|(_, name)| *name);
        if regions.is_empty() {
            return Ok(());
        }
        let stay = match self.support.regions.get(&self.region) {
            Some(name) if self.region != self.support.fallback => format!("Stay with {name}"),
            _ => "Somewhere else, or I would rather not say".to_owned(),
        };
        let options = std::iter::once(stay).chain(regions.iter().map(|(_, name)| (*name).clone()));
        let decision = Decision {
            ask: "Which country are you in? Then we can show the help lines of that country.".to_owned(),
            options: options.collect(),
            usual: 0,
        };
        let picked = self.face.decide(&decision)?;
        if let Some((code, _)) = picked.checked_sub(1).and_then(|place| regions.get(place)) {
            self.region = (*code).clone();
        }
        Ok(())
    }
}

impl Prompter for Located<'_> {
    fn has_person(&self) -> bool {
        self.face.has_person()
    }

    fn region(&self) -> Option<&str> {
        Some(&self.region)
    }

    fn choose_region(&mut self, is_wished: bool) -> Result<(), PromptError> {
        let is_due = self.unasked || (is_wished && self.face.has_person());
        if is_due { self.choose() } else { Ok(()) }
    }

    fn can_ask_again(&self) -> bool {
        self.face.can_ask_again()
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        self.face.ask(asked)
    }

    fn begun(&mut self, before: Option<Answer>) -> Option<Answer> {
        self.face.begun(before)
    }

    fn wants_to_leave(&self) -> bool {
        self.face.wants_to_leave()
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        self.face.tell(notice)
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        self.face.decide(decision)
    }

    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        self.face.review(rows)
    }
}
