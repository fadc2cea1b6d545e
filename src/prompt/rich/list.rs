//! A list of choices: one of them, or several. dialoguer's own lists know no digits, no Home and End, no choice that stands
//! alone and no way to the menu but Esc, so this one is ours; it looks like dialoguer's as the menus use it.

use super::{
    super::words::{self, rich},
    keys::Key,
    layout::{Body, Paint, Window, cut, wrap},
    widget::{Press, Widget},
};
use crate::{answer::Answer, interview::Offered};
use std::cell::{Ref, RefCell};
use unicode_segmentation::UnicodeSegmentation;

/// Beyond this many choices, letters jump.
const LONG: usize = 9;
/// Rows that `PageUp` and `PageDown` go.
const PAGE: usize = 10;

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    One,
    Several,
    YesNo,
}

/// The list and where the person is in it.
#[derive(Debug)]
pub(super) struct List {
    choices: Vec<Offered>,
    manner: Manner,
    active: usize,
    marked: Vec<bool>,
    /// Enter would take nothing though the person went to a row: that was said once.
    warned: bool,
    /// The person went to a row.
    went: bool,
    /// The choice of an earlier answer, to be told from the row one is on.
    earlier: Option<usize>,
    /// Digits typed so far.
    digits: usize,
    /// Letters typed so far, to jump by; with `looks`, even before the first one, all letters are meant for that.
    letters: String,
    looks: bool,
    /// The labels in lines, and the width they were made for.
    wrapped: RefCell<(usize, Vec<Vec<String>>)>,
}

impl List {
    /// A list of choices, with an earlier answer marked in it.
    pub(super) fn new(
        choices: &[Offered],
        manner: Manner,
        held: Option<&Answer>,
        earlier: Option<&Answer>,
    ) -> Self {
        let place = |value: &str| choices.iter().position(|choice| choice.value == value);
        let one = |answer: Option<&Answer>| match answer {
            Some(Answer::Choice(value)) => place(value),
            Some(Answer::YesNo(yes)) => Some(usize::from(!yes)),
            _ => None,
        };
        let several = held.and_then(Answer::as_choices).unwrap_or_default();
        let marked: Vec<bool> = choices.iter().map(|choice| several.contains(&choice.value)).collect();
        let active = one(held).or_else(|| marked.iter().position(|marked| *marked)).unwrap_or_default();
        Self {
            choices: choices.to_vec(),
            manner,
            active,
            marked,
            warned: false,
            went: false,
            earlier: one(earlier),
            digits: 0,
            letters: String::new(),
            looks: false,
            wrapped: RefCell::default(),
        }
    }

    /// Yes and no.
    pub(super) fn yes_no(held: Option<&Answer>, earlier: Option<&Answer>) -> Self {
        let offered =
            |value: &str| Offered { value: value.to_owned(), label: value.to_owned(), exclusive: false };
        Self::new(&[offered(words::YES), offered(words::NO)], Manner::YesNo, held, earlier)
    }

    fn go(&mut self, place: usize) -> Press {
        self.active = place.min(self.choices.len().saturating_sub(1));
        self.went = true;
        self.digits = 0;
        Press::Stay
    }

    /// Whether Enter would skip what somebody may take for chosen: one choice is chosen by going there, several are marked.
    fn would_lose_a_row(&self) -> bool {
        self.manner == Manner::Several && self.went && !self.warned && !self.marked.contains(&true)
    }

    fn digit(&mut self, digit: usize) -> Press {
        let together = self.digits * 10 + digit;
        let number = if (1..=self.choices.len()).contains(&together) { together } else { digit };
        if !(1..=self.choices.len()).contains(&number) {
            return Press::Unused;
        }
        self.active = number - 1;
        self.went = true;
        self.digits = number;
        Press::Stay
    }

    /// Marks the active row, or takes its mark away. What stands alone clears the rest, and the rest clears it.
    fn toggle(&mut self) {
        let Some(choice) = self.choices.get(self.active) else { return };
        let marks = !self.marked[self.active];
        if marks {
            for (other, marked) in self.choices.iter().zip(&mut self.marked) {
                *marked &= !choice.exclusive && !other.exclusive;
            }
        }
        self.marked[self.active] = marks;
    }

    /// Goes to the next choice whose words begin with what was typed.
    fn jump(&mut self, letter: char) -> Press {
        self.letters.extend(letter.to_lowercase());
        let begins = |choice: &Offered, typed: &str| {
            let label = choice.label.to_lowercase();
            label.starts_with(typed) || label.unicode_words().any(|word| word.starts_with(typed))
        };
        // The beginning of a label counts for more than the beginning of a word in it.
        let find = |typed: &str| {
            let labels =
                self.choices.iter().position(|choice| choice.label.to_lowercase().starts_with(typed));
            labels.or_else(|| self.choices.iter().position(|choice| begins(choice, typed)))
        };
        match find(&self.letters) {
            Some(place) => {
                self.active = place;
                self.went = true;
                self.digits = 0;
                self.looks = true;
            }
            None => {
                self.letters.pop();
            }
        }
        Press::Stay
    }

    fn letter(&mut self, letter: char) -> Press {
        let jumps = self.choices.len() > LONG;
        if self.looks && (letter != ' ' || self.manner == Manner::One) {
            return self.jump(letter);
        }
        match (letter, self.manner) {
            ('0'..='9', _) => {
                let digit = letter.to_digit(10).map_or(0, |digit| digit as usize);
                self.digit(digit)
            }
            ('y' | 'Y', Manner::YesNo) => self.go(0),
            ('n' | 'N', Manner::YesNo) => self.go(1),
            ('j', _) => self.press(Key::Down),
            ('k', _) => self.press(Key::Up),
            (' ', Manner::Several) => {
                self.toggle();
                self.digits = 0;
                Press::Stay
            }
            // Some letters move; behind a slash they are letters.
            ('/', _) if jumps => {
                self.looks = true;
                Press::Stay
            }
            (letter, _) if jumps && letter.is_alphanumeric() => self.jump(letter),
            _ => Press::Unused,
        }
    }

    /// The pointer, the mark and the number before a label, and how wide they are for every row.
    fn lead(&self, index: usize, width: usize) -> String {
        let pointer = if index == self.active { ">" } else { " " };
        let mark = match self.manner {
            Manner::Several if self.marked[index] => "[x] ",
            Manner::Several => "[ ] ",
            Manner::One | Manner::YesNo => "",
        };
        // In a narrow window the label needs the room more than its number does.
        if self.manner == Manner::YesNo || width < 30 {
            return format!("{pointer} {mark}");
        }
        let digits = self.choices.len().to_string().len();
        format!("{pointer} {mark}{:>digits$}. ", index + 1)
    }

    /// Every label in lines; worked out once for a width, because a list may be long and every key draws it.
    fn wrapped(&self, width: usize) -> Ref<'_, Vec<Vec<String>>> {
        if self.wrapped.borrow().0 != width {
            let room = width.saturating_sub(self.lead(0, width).len());
            let lines = |(index, choice): (usize, &Offered)| {
                let suffix = if self.earlier == Some(index) {
                    format!("  ({})", rich::YOUR_ANSWER)
                } else {
                    String::new()
                };
                wrap(&format!("{}{suffix}", choice.label), room)
            };
            let labels = self.choices.iter().enumerate().map(lines).collect();
            *self.wrapped.borrow_mut() = (width, labels);
        }
        Ref::map(self.wrapped.borrow(), |(_, labels)| labels)
    }

    fn row(&self, index: usize, label: &[String], width: usize, paint: &Paint) -> Vec<String> {
        let is_active = index == self.active;
        let is_marked = self.manner == Manner::Several && self.marked[index];
        let lead = self.lead(index, width);
        let indent = " ".repeat(lead.len());
        let set_off = |(line, text): (usize, &String)| {
            let line = format!("{}{text}", if line == 0 { &lead } else { &indent });
            match (is_active, is_marked) {
                (true, _) => paint.active(&line),
                (false, true) => paint.accent(&line),
                (false, false) => line,
            }
        };
        label.iter().enumerate().map(set_off).collect()
    }
}

impl Widget for List {
    fn body(&self, window: Window, paint: &Paint) -> Body {
        let width = window.width();
        let mut body = Body::default();
        for (index, label) in self.wrapped(width).iter().enumerate() {
            let start = body.lines.len();
            body.lines.extend(self.row(index, label, width, paint));
            if index == self.active {
                body.focus = start..body.lines.len();
            }
        }
        let count = self.marked.iter().filter(|marked| **marked).count();
        let chosen = match (self.manner, count) {
            (Manner::Several, 0) => {
                Some(format!("{}   {}", words::chosen(0, self.choices.len()), rich::ENTER_SKIPS))
            }
            (Manner::Several, _) => Some(words::chosen(count, self.choices.len())),
            (Manner::One | Manner::YesNo, _) => None,
        };
        let jumping = self.looks.then(|| format!("Looking for: {}", self.letters));
        body.status = jumping.or(chosen).map(|status| cut(&status, width));
        body
    }

    fn keys(&self) -> &[&str] {
        match self.manner {
            Manner::One => &rich::CHOICE_KEYS,
            Manner::Several => &rich::SEVERAL_KEYS,
            Manner::YesNo => &rich::YES_NO_KEYS,
        }
    }

    fn press(&mut self, key: Key) -> Press {
        let last = self.choices.len().saturating_sub(1);
        if !matches!(key, Key::Char(_) | Key::Backspace) {
            self.letters.clear();
            self.looks = false;
        }
        match key {
            Key::Char(letter) => self.letter(letter),
            Key::Up | Key::BackTab => self.go(self.active.checked_sub(1).unwrap_or(last)),
            Key::Down | Key::Tab => self.go(if self.active >= last { 0 } else { self.active + 1 }),
            Key::Home => self.go(0),
            Key::End => self.go(last),
            Key::PageUp => self.go(self.active.saturating_sub(PAGE)),
            Key::PageDown => self.go(self.active + PAGE),
            Key::Backspace => {
                self.looks &= self.letters.pop().is_some();
                Press::Stay
            }
            Key::Enter if self.would_lose_a_row() => {
                self.warned = true;
                Press::Problem(rich::NOTHING_MARKED)
            }
            Key::Enter if !self.choices.is_empty() => Press::Done,
            // Esc while looking for letters ends that; the menu is one more Esc away.
            Key::Escape => Press::Stay,
            _ => Press::Unused,
        }
    }

    fn takes_escape(&self) -> bool {
        self.looks
    }

    fn answer(&self) -> Option<Answer> {
        match self.manner {
            Manner::One => self.choices.get(self.active).map(|choice| Answer::Choice(choice.value.clone())),
            Manner::YesNo => Some(Answer::YesNo(self.active == 0)),
            Manner::Several => {
                let marked = self.choices.iter().zip(&self.marked).filter(|(_, marked)| **marked);
                Some(Answer::Choices(marked.map(|(choice, _)| choice.value.clone()).collect()))
            }
        }
    }
}
