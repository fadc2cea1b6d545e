//! A scale, drawn as one, with its ends named. Nothing is chosen before the person chooses: a mark in the middle would be a hint.

use super::{
    super::words::rich,
    keys::Key,
    layout::{Body, Paint, Window, cut, wrap},
    widget::{Press, Widget},
};
use crate::answer::Answer;
use console::measure_text_width;

/// Steps of `PageUp` and `PageDown`, on a long scale.
const STRIDE: i64 = 10;

#[derive(Debug)]
pub(super) struct ScaleLine {
    min: i64,
    max: i64,
    ends: (String, String),
    at: Option<i64>,
    earlier: Option<i64>,
    /// What was typed of a number so far.
    typed: String,
}

impl ScaleLine {
    pub(super) fn new(
        (min, max): (i64, i64),
        ends: (String, String),
        held: Option<&Answer>,
        earlier: Option<&Answer>,
    ) -> Self {
        let number = |answer: Option<&Answer>| match answer {
            Some(Answer::Number(number)) if (min..=max).contains(number) => Some(*number),
            _ => None,
        };
        Self { min, max, ends, at: number(held), earlier: number(earlier), typed: String::new() }
    }

    fn go(&mut self, to: i64) -> Press {
        self.typed.clear();
        self.at = Some(to.clamp(self.min, self.max));
        Press::Stay
    }

    fn step(&mut self, by: i64) -> Press {
        match self.at {
            Some(at) => self.go(at.saturating_add(by)),
            None => self.go(if by > 0 { self.min } else { self.max }),
        }
    }

    fn digit(&mut self, digit: char) -> Press {
        let fits =
            |typed: &str| typed.parse::<i64>().ok().filter(|number| (self.min..=self.max).contains(number));
        let together = format!("{}{digit}", self.typed);
        let alone = digit.to_string();
        if let Some(number) = fits(&together) {
            (self.at, self.typed) = (Some(number), together);
        } else if let Some(number) = fits(&alone) {
            (self.at, self.typed) = (Some(number), alone);
        } else {
            return Press::Unused;
        }
        Press::Stay
    }

    /// Every number in its place, the chosen one between brackets; none when that is wider than the window.
    fn numbers(&self, width: usize, paint: &Paint) -> Option<(String, usize)> {
        let cells: Vec<(i64, String)> =
            (self.min..=self.max).map(|number| (number, number.to_string())).collect();
        let narrowest: usize = cells.iter().map(|(_, digits)| digits.len() + 2).sum();
        if narrowest > width {
            return None;
        }
        // Up to two more columns for each, if there is room for them.
        let air = ((width - narrowest) / cells.len().max(1)).min(2);
        let cell = |(number, digits): &(i64, String)| {
            let is_here = self.at == Some(*number);
            let text = if is_here { format!("[{digits}]") } else { format!(" {digits} ") };
            let text = format!("{text}{}", " ".repeat(air));
            if is_here { paint.active(&text) } else { text }
        };
        Some((cells.iter().map(cell).collect(), narrowest + air * cells.len()))
    }

    /// A line with a mark on it.
    fn slider(&self, width: usize, paint: &Paint) -> (String, usize) {
        let (low, high) = (self.min.to_string(), self.max.to_string());
        let length = width.saturating_sub(low.len() + high.len() + 2).clamp(2, 50);
        let span = usize::try_from(self.max - self.min).unwrap_or(1).max(1);
        let place =
            self.at.and_then(|at| usize::try_from(at - self.min).ok()).map(|at| at * (length - 1) / span);
        let line: String = match place {
            Some(place) => {
                let (before, after) = ("\u{2501}".repeat(place), "\u{2500}".repeat(length - 1 - place));
                format!("{}{after}", paint.active(&format!("{before}\u{25cf}")))
            }
            None => "\u{2500}".repeat(length),
        };
        (format!("{low} {line} {high}"), low.len() + high.len() + 2 + length)
    }

    /// The ends' names under their ends, or one under the other where they do not fit.
    fn names(&self, across: usize, width: usize) -> Vec<String> {
        let (low, high) = (&self.ends.0, &self.ends.1);
        if low.is_empty() && high.is_empty() {
            return Vec::new();
        }
        let (low_width, high_width) = (measure_text_width(low), measure_text_width(high));
        let across = across.max(low_width + high_width + 4);
        if across <= width {
            let gap = across.saturating_sub(low_width + high_width);
            return vec![format!("{low}{}{high}", " ".repeat(gap))];
        }
        wrap(&format!("{} = {low}, {} = {high}", self.min, self.max), width)
    }
}

impl Widget for ScaleLine {
    fn body(&self, window: Window, paint: &Paint) -> Body {
        let width = window.width();
        let (line, across) = self.numbers(width, paint).unwrap_or_else(|| self.slider(width, paint));
        let mut lines = vec![line];
        lines.extend(self.names(across, width));
        let status = match (self.at, self.earlier) {
            (None, _) => rich::NOT_CHOSEN.to_owned(),
            (Some(at), Some(earlier)) if at != earlier => {
                format!("You are at {at}   ({}: {earlier})", rich::YOUR_ANSWER)
            }
            (Some(at), _) => format!("You are at {at}"),
        };
        let focus = 0..lines.len();
        Body { lines, focus, status: Some(cut(&status, width)), cursor: None }
    }

    fn keys(&self) -> &[&str] {
        &rich::SCALE_KEYS
    }

    fn press(&mut self, key: Key) -> Press {
        match key {
            Key::Left | Key::Down | Key::Char('h' | 'j') => self.step(-1),
            Key::Right | Key::Up | Key::Char('l' | 'k') => self.step(1),
            Key::PageUp => self.step(STRIDE),
            Key::PageDown => self.step(-STRIDE),
            Key::Home => self.go(self.min),
            Key::End => self.go(self.max),
            Key::Char(digit @ ('0'..='9' | '-')) if digit != '-' || self.typed.is_empty() => {
                if digit == '-' {
                    if self.min < 0 {
                        "-".clone_into(&mut self.typed);
                    }
                    return Press::Stay;
                }
                self.digit(digit)
            }
            Key::Enter if self.at.is_some() => Press::Done,
            Key::Enter => Press::Problem(rich::NUMBER_FIRST),
            _ => Press::Unused,
        }
    }

    fn answer(&self) -> Option<Answer> {
        self.at.map(Answer::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> ScaleLine {
        ScaleLine::new((0, 10), ("calm".to_owned(), "more than I can bear".to_owned()), None, None)
    }

    #[test]
    fn nothing_is_chosen_before_the_person_chooses() {
        let mut scale = scale();
        assert_eq!(scale.answer(), None);
        assert_eq!(scale.press(Key::Enter), Press::Problem(rich::NUMBER_FIRST));
        scale.press(Key::Right);
        assert_eq!(scale.answer(), Some(Answer::Number(0)));
    }

    #[test]
    fn digits_make_a_number() {
        let mut scale = scale();
        for (digit, at) in [('1', 1), ('0', 10), ('7', 7), ('1', 1), ('5', 5)] {
            scale.press(Key::Char(digit));
            assert_eq!(scale.answer(), Some(Answer::Number(at)), "after {digit}");
        }
        let mut below = ScaleLine::new((-5, 5), (String::new(), String::new()), None, None);
        below.press(Key::Char('-'));
        below.press(Key::Char('3'));
        assert_eq!(below.answer(), Some(Answer::Number(-3)));
    }

    #[test]
    fn ends_hold() {
        let mut scale = scale();
        scale.press(Key::End);
        scale.press(Key::Right);
        assert_eq!(scale.answer(), Some(Answer::Number(10)));
        scale.press(Key::PageDown);
        scale.press(Key::Left);
        assert_eq!(scale.answer(), Some(Answer::Number(0)));
    }
}
