//! What is kept of a session, and when: after every reply, at a pause, and what is left at its end.

use super::{
    prompter::{Asked, Decision, Notice, Reply},
    run::{End, Interview, Stop},
};

impl Interview<'_, '_> {
    /// A question behind that something was begun at when the session stopped: nobody would see it by going on.
    pub(super) fn begun_elsewhere(&self) -> Option<String> {
        let walk = self.session.walk();
        let (id, _) = walk.path.iter().find(|(id, _)| self.session.begun(id).is_some())?;
        self.session.questionnaire().question(id).map(|question| question.ask.render(&walk.known))
    }

    /// Asks once. What was begun and not entered is held on to, whatever came of it.
    pub(super) fn ask(&mut self, asked: &mut Asked<'_>) -> Result<Reply, Stop> {
        let reply = self.face.ask(asked);
        // What is left of it comes back as begun.
        asked.refused = None;
        asked.begun = self.face.begun(asked.begun.take());
        self.unkept |= self.session.hold_begun(&asked.question.id, asked.begun.as_ref());
        Ok(reply?)
    }

    /// Keeps the session as it is now; a person is told when that fails.
    pub(super) fn keep(&mut self) -> Result<(), Stop> {
        match self.try_to_keep() {
            Ok(()) => Ok(()),
            Err(why) => Ok(self.face.tell(&Notice::Warning(why))?),
        }
    }

    /// The same without a word, where there are others to be said first or nobody to hear it. What failed is tried again. What is
    /// kept so already is not kept twice.
    pub(super) fn try_to_keep(&mut self) -> Result<(), String> {
        if !self.unkept {
            return Ok(());
        }
        let kept = self.keeper.keep(self.session);
        self.unkept = kept.is_err();
        kept
    }

    /// Keeps what is not kept yet when it is over, however it ended; but nothing of somebody who leaves without a trace. What was
    /// begun on the way to a good end was not meant to stay.
    pub(super) fn keep_the_rest(&mut self, led: &Result<End, Stop>) {
        let is_good = !self.session.walk().is_ended() && self.session.alarm().is_none();
        if matches!(led, Ok(End::Finished)) && is_good {
            self.unkept |= self.session.forget_begun();
        }
        if !matches!(led, Ok(End::Left)) {
            // The face may be gone, and then there is nobody to tell when this fails.
            let _ = self.try_to_keep();
        }
    }

    pub(super) fn offer_delete(&mut self) -> Result<(), Stop> {
        if !self.keeper.is_keeping() {
            return Ok(());
        }
        let decision = Decision {
            ask: "Your answers are saved on this device. If somebody else can look at it, do you want to delete them now?"
                .to_owned(),
            options: vec!["Delete them, and save nothing more".to_owned(), "Keep them".to_owned()],
            usual: 1,
        };
        if self.face.decide(&decision)? == 0 {
            let said = match self.keeper.delete() {
                Ok(()) => Notice::Remark("They are deleted. We can go on without saving.".to_owned()),
                Err(why) => Notice::Warning(why),
            };
            self.face.tell(&said)?;
        }
        Ok(())
    }

    /// Pausing offers to save, once somebody is there to say yes.
    pub(super) fn pause(&mut self) -> Result<End, Stop> {
        if self.settings.has_person && !self.keeper.is_keeping() && self.keeper.can_start() {
            let decision = Decision {
                ask: "Do you want to save your answers on this device, so that you can go on later?"
                    .to_owned(),
                options: vec!["No, save nothing".to_owned(), "Yes, save them".to_owned()],
                usual: 0,
            };
            if self.face.decide(&decision)? == 1 {
                let said = match self.keeper.start(self.session) {
                    Ok(name) => Notice::Remark(format!("Saved. Go on any time with: rekindle resume {name}")),
                    Err(why) => Notice::Warning(why),
                };
                self.face.tell(&said)?;
            }
        } else {
            self.keep()?;
        }
        Ok(End::Paused)
    }
}
