//! The draft, before the end: the person may keep it, change its words, or leave it out.

use super::{
    prompter::{Asked, Decision, Notice, Reply},
    run::{AfterDraft, End, Interview, Stop, sentence},
    view,
};
use crate::{
    answer::Answer,
    questionnaire::{Question, model::DraftEdit},
    summary::{Draft, draft_of},
};

impl<'q> Interview<'_, 'q> {
    /// Shows the draft, if one was made, and lets the person decide about it. Only for somebody who is there.
    pub(super) fn offer_draft(&mut self) -> Result<AfterDraft, Stop> {
        let questionnaire = self.session.questionnaire();
        let Some(edit) = &questionnaire.message.draft.edit else { return Ok(AfterDraft::Done) };
        let mut changed = false;
        loop {
            // None: the outcome allows no draft, or it was left out.
            let Some(draft) = draft_of(self.session) else { return Ok(AfterDraft::Done) };
            if draft.text.is_none() && !changed {
                // What stands against it was told when it was written.
                return Ok(AfterDraft::Done);
            }
            match self.decide_on(edit, &draft)? {
                Choice::Keep => return Ok(AfterDraft::Done),
                Choice::Leave => {
                    self.lay_draft(&edit.question, None)?;
                    return Ok(AfterDraft::Done);
                }
                Choice::Change => {
                    if let Some(after) = self.change_draft(edit, &draft)? {
                        return Ok(after);
                    }
                    changed = true;
                }
            }
        }
    }

    /// The draft with what there is to say of it, and the decision. Words that must not be sent are not shown again.
    fn decide_on(&mut self, edit: &DraftEdit, draft: &Draft) -> Result<Choice, Stop> {
        let shown = edit.shown.render(&self.session.walk().known);
        let said = match &draft.text {
            Some(text) => format!("{shown}\n\n{text}"),
            None => edit.refused.clone(),
        };
        self.face.tell(&Notice::Remark(said))?;
        if !draft.flags.is_empty() {
            self.face.tell(&Notice::Pressure(view::notes(draft.flags.clone())))?;
        }
        let mut choices = vec![(Choice::Change, &edit.change), (Choice::Leave, &edit.leave)];
        if draft.text.is_some() {
            choices.insert(0, (Choice::Keep, &edit.keep));
        }
        let decision = Decision {
            ask: edit.decide.clone(),
            options: choices.iter().map(|(_, words)| (*words).clone()).collect(),
            usual: 0,
        };
        let picked = self.face.decide(&decision)?;
        Ok(choices.into_iter().nth(picked).map_or(Choice::Keep, |(choice, _)| choice))
    }

    /// Lets the person change the words; none when the draft is to be looked at again.
    fn change_draft(&mut self, edit: &'q DraftEdit, draft: &Draft) -> Result<Option<AfterDraft>, Stop> {
        let mut asked = self.asked_draft(edit, draft);
        loop {
            let answer = match self.ask(&mut asked)? {
                Reply::Answer(answer) if answer.as_text() == Some(draft.words.as_str()) => return Ok(None),
                Reply::Answer(answer) if !answer.is_blank() => answer,
                // Every word was taken away.
                Reply::Answer(_) | Reply::Skip => {
                    self.lay_draft(&edit.question, None)?;
                    return Ok(Some(AfterDraft::Done));
                }
                Reply::Unreadable { why, typed } => {
                    self.heed(&typed)?;
                    asked.problem = Some(why);
                    continue;
                }
                Reply::Support => {
                    asked.support = self.tell_all_lines(&edit.question)?;
                    continue;
                }
                Reply::Back => return Ok(None),
                Reply::Review => {
                    self.reviewed = false;
                    let end = self.review()?;
                    return Ok(Some(end.map_or(AfterDraft::Again, AfterDraft::End)));
                }
                Reply::Pause => return Ok(Some(AfterDraft::End(self.pause()?))),
                Reply::Exit => return Ok(Some(AfterDraft::End(End::Left))),
            };
            match self.session.lay(&edit.question, Some(answer.clone())) {
                Ok(()) => {
                    self.unkept = true;
                    return self.after_draft(&edit.question, &draft.words);
                }
                Err(misfit) => {
                    asked.problem = Some(sentence(&misfit));
                    asked.refused = Some(answer);
                }
            }
        }
    }

    fn asked_draft(&self, edit: &'q DraftEdit, draft: &Draft) -> Asked<'q> {
        let questionnaire = self.session.questionnaire();
        let closing = questionnaire.message.draft.closing.join(" ");
        let asked = view::asked(self.session, self.settings, &self.region(), &edit.question, 0);
        Asked {
            stage: questionnaire.summary.headings.get("draft").cloned().unwrap_or_default(),
            ask: format!("{} {} \u{201c}{closing}\u{201d}", asked.ask, edit.stays),
            answer: Some(Answer::Text(draft.words.clone())),
            progress: None,
            ..asked
        }
    }

    /// Whether words of a draft, which alone raise an alarm in a resumed session, were taken back.
    pub(super) fn takes_back_draft(&mut self) -> Result<bool, Stop> {
        let Some(question) = self.session.questionnaire().draft_question() else { return Ok(false) };
        let mut without = self.session.clone();
        let is_the_cause = without.lay(question, None).is_ok() && without.alarm().is_none();
        if !is_the_cause || !self.takes_back()? {
            return Ok(false);
        }
        self.lay_draft(question, None)?;
        Ok(true)
    }

    fn lay_draft(&mut self, question: &'q Question, answer: Option<Answer>) -> Result<(), Stop> {
        // Leaving it always fits.
        if self.session.lay(question, answer).is_ok() {
            self.unkept = true;
            self.keep()?;
        }
        Ok(())
    }

    /// Keeps changed words, and says what they brought: help lines and a gate that holds now come before everything else. The
    /// words can be taken back, as the answer that ends a session can.
    fn after_draft(&mut self, question: &'q Question, former: &str) -> Result<Option<AfterDraft>, Stop> {
        let known = self.session.conclusion();
        let offers = self.session.questionnaire().offers.iter().enumerate();
        let offers: Vec<usize> =
            offers.filter(|(_, offer)| offer.when.holds(&known)).map(|(place, _)| place).collect();
        let gates: Vec<usize> = known.gates().collect();
        for offer in offers {
            self.tell_offer(offer)?;
        }
        for gate in &gates {
            self.tell_gate(*gate)?;
        }
        self.keep()?;
        if gates.is_empty() {
            return Ok(None);
        }
        if self.takes_back()? {
            self.lay_draft(question, Some(Answer::Text(former.to_owned())))?;
            return Ok(None);
        }
        Ok(Some(AfterDraft::Done))
    }
}

/// What a person may do with a draft.
enum Choice {
    Keep,
    Change,
    Leave,
}
