//! Things put in order: pick one up, carry it, put it down.

use super::{
    super::words::rich,
    keys::Key,
    layout::{Body, Paint, Window, wrap_behind},
    widget::{Press, Widget},
};
use crate::{answer::Answer, interview::Offered};

#[derive(Debug)]
pub(super) struct Ranking {
    /// In the order they are in now.
    choices: Vec<Offered>,
    /// How many of the first count.
    top: usize,
    active: usize,
    holds: bool,
}

impl Ranking {
    /// The choices in the order of an earlier answer; what it does not name comes behind, as offered.
    pub(super) fn new(choices: &[Offered], top: usize, held: Option<&Answer>) -> Self {
        let order = held.and_then(Answer::as_choices).unwrap_or_default();
        let mut choices = choices.to_vec();
        choices.sort_by_key(|choice| {
            order.iter().position(|value| *value == choice.value).unwrap_or(usize::MAX)
        });
        Self { choices, top, active: 0, holds: false }
    }

    fn go(&mut self, to: usize) -> Press {
        let to = to.min(self.choices.len().saturating_sub(1));
        if self.holds && to < self.choices.len() {
            let carried = self.choices.remove(self.active);
            self.choices.insert(to, carried);
        }
        self.active = to;
        Press::Stay
    }
}

impl Widget for Ranking {
    fn body(&self, window: Window, paint: &Paint) -> Body {
        let width = window.width();
        let digits = self.choices.len().to_string().len();
        let mut body = Body::default();
        for (index, choice) in self.choices.iter().enumerate() {
            let is_active = index == self.active;
            let pointer = match (is_active, self.holds) {
                (true, true) => "*",
                (true, false) => ">",
                (false, _) => " ",
            };
            let start = body.lines.len();
            let place = index + 1;
            for line in wrap_behind(&format!("{pointer} {place:>digits$}. "), &choice.label, width) {
                body.lines.push(if is_active { paint.active(&line) } else { line });
            }
            if is_active {
                body.focus = start..body.lines.len();
            }
            if place == self.top && self.choices.len() > self.top {
                let note = if self.top == 1 {
                    "the first counts".to_owned()
                } else {
                    format!("the first {} count", self.top)
                };
                body.lines.push(paint.faint(&format!("--- {note} ---")));
            }
        }
        body.status = self.holds.then(|| rich::HELD.to_owned());
        body
    }

    fn keys(&self) -> &[&str] {
        if self.holds { &rich::RANK_HELD_KEYS } else { &rich::RANK_KEYS }
    }

    fn press(&mut self, key: Key) -> Press {
        match key {
            Key::Up | Key::Char('k') => self.go(self.active.saturating_sub(1)),
            Key::Down | Key::Char('j') => self.go(self.active + 1),
            Key::Home | Key::PageUp => self.go(0),
            Key::End | Key::PageDown => self.go(usize::MAX),
            Key::Char(digit @ '1'..='9') => {
                let place = digit.to_digit(10).map_or(0, |digit| digit as usize);
                if place <= self.choices.len() { self.go(place - 1) } else { Press::Unused }
            }
            Key::Char(' ') => {
                self.holds = !self.holds;
                Press::Stay
            }
            Key::Enter | Key::Escape if self.holds => {
                self.holds = false;
                Press::Stay
            }
            Key::Enter => Press::Done,
            _ => Press::Unused,
        }
    }

    fn takes_escape(&self) -> bool {
        self.holds
    }

    fn answer(&self) -> Option<Answer> {
        Some(Answer::Choices(self.choices.iter().map(|choice| choice.value.clone()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(held: Option<&Answer>) -> Ranking {
        let offered =
            |value: &str| Offered { value: value.to_owned(), label: value.to_uppercase(), exclusive: false };
        Ranking::new(&[offered("a"), offered("b"), offered("c")], 2, held)
    }

    fn order(ranking: &Ranking) -> String {
        ranking.answer().and_then(|answer| answer.as_choices().map(<[String]>::concat)).unwrap_or_default()
    }

    #[test]
    fn what_is_picked_up_is_carried() {
        let mut ranking = ranking(None);
        for key in [Key::Down, Key::Down, Key::Char(' '), Key::Up, Key::Up, Key::Char(' '), Key::Down] {
            ranking.press(key);
        }
        assert_eq!(order(&ranking), "cab");
        assert_eq!(ranking.press(Key::Enter), Press::Done);
    }

    #[test]
    fn enter_while_carrying_only_puts_down() {
        let mut ranking = ranking(None);
        ranking.press(Key::Char(' '));
        assert_eq!(ranking.press(Key::Enter), Press::Stay);
        assert_eq!(order(&ranking), "abc");
    }

    #[test]
    fn an_earlier_order_is_taken_up() {
        let held = Answer::Choices(vec!["c".to_owned(), "gone".to_owned(), "b".to_owned()]);
        assert_eq!(order(&ranking(Some(&held))), "cba");
    }
}
