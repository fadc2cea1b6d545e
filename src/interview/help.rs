//! Help lines in an interview: with a gate, with an offer, when they are asked for, and for words that cry for help.

use super::{
    prompter::Notice,
    run::{Interview, Stop},
    view,
};
use crate::{
    questionnaire::{Question, SupportLine},
    session::Session,
};

impl Interview<'_, '_> {
    /// The region whose help lines are shown now.
    pub(super) fn region(&self) -> String {
        self.face.region().unwrap_or(&self.settings.region).to_owned()
    }

    /// Says a gate's words.
    pub(super) fn tell_gate(&mut self, gate: usize) -> Result<(), Stop> {
        self.tell_with_lines(|session, region| view::gate(session, region, gate))
    }

    /// Says an offer's words.
    pub(super) fn tell_offer(&mut self, offer: usize) -> Result<(), Stop> {
        self.tell_with_lines(|session, region| view::offer(session, region, offer))
    }

    /// Looks at words that were typed where they could be no answer: whoever cries for help there sees the help lines at once.
    pub(super) fn heed(&mut self, typed: &str) -> Result<(), Stop> {
        match view::heard(self.session, typed) {
            Some(hint) => self.tell_with_lines(|session, region| view::hint(session, region, hint)),
            None => Ok(()),
        }
    }

    /// Says something with its help lines; and the lines once more, when the person has picked another country at the sight of
    /// them.
    fn tell_with_lines(&mut self, notice: impl Fn(&Session<'_>, &str) -> Notice) -> Result<(), Stop> {
        let before = self.region();
        let told = notice(self.session, &before);
        self.face.tell(&told)?;
        let (Notice::Gate { support, .. } | Notice::Offer { support, .. }) = &told else { return Ok(()) };
        if support.is_empty() {
            return Ok(());
        }
        // Here the person may take their time, or go; but no word of a save comes before all is said.
        let _ = self.try_to_keep();
        self.face.choose_region(false)?;
        let now = self.region();
        if now != before
            && let Notice::Gate { support, support_note, .. } | Notice::Offer { support, support_note, .. } =
                notice(self.session, &now)
        {
            let says = self.session.questionnaire().support.name_of(&now);
            self.face.tell(&Notice::Offer { says, support, support_note })?;
        }
        Ok(())
    }

    /// Shows every help line and lets the person pick another country; gives the lines that stand with the question from now on.
    pub(super) fn tell_all_lines(&mut self, question: &Question) -> Result<Vec<SupportLine>, Stop> {
        let support = &self.session.questionnaire().support;
        let before = self.region();
        self.face.tell(&view::all_lines(support, &before))?;
        self.face.choose_region(true)?;
        let now = self.region();
        if now != before {
            self.face.tell(&view::all_lines(support, &now))?;
        }
        Ok(view::lines(self.session, &now, &question.support))
    }
}
