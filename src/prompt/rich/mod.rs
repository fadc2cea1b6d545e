//! The rich face: one question a screen, on the alternate screen of a terminal.

mod editor;
mod keys;
mod layout;
mod list;
mod menu;
mod notice;
mod own_editor;
mod question;
mod ranking;
mod scale;
mod screen;
mod summary;
mod widget;

use super::{guard, words};
use crate::{
    answer::Answer,
    interview::{Asked, Decision, Notice, PromptError, Prompter, Reply, ReviewReply, ReviewRow},
    questionnaire::Kind,
};
use editor::Editor;
use layout::{Paint, Sheet, Window, wrap};
use list::{List, Manner};
use menu::Item;
use notice::Left;
use ranking::Ranking;
use rustix::{
    stdio::{stderr, stdin},
    termios::isatty,
};
use scale::ScaleLine;
use screen::{Event, Screen};
use std::{fmt, io};
pub use summary::{Afterwards, fits_window};
use widget::Widget;
use words::rich;

/// How the rich face looks.
#[derive(Debug, Clone, Default)]
pub struct RichSettings {
    /// One accent colour; without it, marks and words say everything.
    pub color: bool,
    /// The command of the person's own editor, for long texts: what `VISUAL` or `EDITOR` says. None: there is none.
    pub editor: Option<String>,
}

/// Whether the rich face can be used: stdin and stderr are terminals, the terminal can move its cursor, and there is room.
pub fn can_be_rich() -> bool {
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    let (rows, columns) = Screen::size();
    !is_dumb && isatty(stdin()) && isatty(stderr()) && rows >= 8 && columns >= 20
}

/// Asks on a terminal.
pub struct RichPrompter {
    screen: Screen,
    paint: Paint,
    settings: RichSettings,
    /// What was begun at the question asked last, and not entered.
    begun: Option<Answer>,
    /// The question whose help is open.
    help: Option<String>,
    /// The warning that was shown last; the same again is not worth a key press.
    warned: Option<String>,
    /// How far one was at the last question: the openings of stages show it too.
    progress: Option<(usize, usize)>,
    leaves: bool,
}

impl fmt::Debug for RichPrompter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RichPrompter").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Where a person goes instead of answering.
enum Detour {
    None,
    Help,
    /// To the person's own editor.
    Edit,
    Reply(Reply),
}

/// What a person does where there is no question to answer.
enum Aside {
    Return,
    Pause,
    Exit,
}

impl RichPrompter {
    /// Takes the terminal: from now on it is ours, until this is dropped.
    ///
    /// # Errors
    /// When stdin or stderr is no terminal, or signals cannot be watched.
    pub fn new(settings: RichSettings) -> io::Result<Self> {
        Ok(Self {
            screen: Screen::take()?,
            paint: Paint::new(settings.color),
            settings,
            begun: None,
            help: None,
            warned: None,
            progress: None,
            leaves: false,
        })
    }

    /// Gives the terminal back with screen and scrollback cleared, and says what cannot be cleared.
    pub fn leave_without_trace(self) {
        self.screen.guard().leave_cleared();
        let width = Window::new(Screen::size()).width();
        let _ = guard::write_all(&format!("{}\n", wrap(words::CLEARED, width).join("\n")));
    }

    /// The menu behind Esc, at a question.
    fn menu(&mut self, asked: &Asked<'_>) -> Result<Detour, PromptError> {
        let mut items = vec![(rich::RETURN, Detour::None), (rich::BACK, Detour::Reply(Reply::Back))];
        if !asked.question.required {
            items.push((rich::SKIP, Detour::Reply(Reply::Skip)));
        }
        if asked.help.is_some() {
            items.push((rich::WHY, Detour::Help));
        }
        if matches!(asked.question.kind, Kind::LongText) && self.settings.editor.is_some() {
            items.push((rich::OWN_EDITOR, Detour::Edit));
        }
        items.push((rich::REVIEW, Detour::Reply(Reply::Review)));
        items.push((rich::SUPPORT, Detour::Reply(Reply::Support)));
        items.push((rich::PAUSE, Detour::Reply(Reply::Pause)));
        items.push((rich::EXIT, Detour::Reply(Reply::Exit)));
        let labels: Vec<_> = items.iter().map(|(label, _)| *label).collect();
        let picked = self.pick_from_menu(&labels)?;
        let detour = items.into_iter().nth(picked).map_or(Detour::None, |(_, detour)| detour);
        if matches!(detour, Detour::Help) {
            self.help = Some(asked.question.id.clone());
        }
        Ok(detour)
    }

    /// The menu behind Esc where there is no question.
    fn small_menu(&mut self) -> Result<Aside, PromptError> {
        Ok(match self.pick_from_menu(&[rich::RETURN_HERE, rich::PAUSE, rich::EXIT])? {
            0 => Aside::Return,
            1 => Aside::Pause,
            _ => Aside::Exit,
        })
    }

    /// The same, where the interview cannot be told but by an end of the input.
    fn small_menu_or_end(&mut self) -> Result<(), PromptError> {
        match self.small_menu()? {
            Aside::Return => Ok(()),
            Aside::Pause => Err(PromptError::EndOfInput),
            Aside::Exit => {
                self.leaves = true;
                Err(PromptError::EndOfInput)
            }
        }
    }

    /// Lets one of these be picked, each with its words for a narrow window; Esc is the first.
    fn pick_from_menu(&mut self, labels: &[(&str, &str)]) -> Result<usize, PromptError> {
        let item =
            |(label, short): &(&str, &str)| Item { short: Some((*short).to_owned()), ..Item::new(*label) };
        let items: Vec<Item> = labels.iter().map(item).collect();
        let paint = self.paint.clone();
        let sheet = |window: Window| Sheet {
            head: vec![paint.strong(if window.is_narrow() { rich::MENU.1 } else { rich::MENU.0 })],
            keys: keys_for(window, &rich::MENU_KEYS),
            ..Sheet::default()
        };
        Ok(menu::pick(&mut self.screen, &paint, &sheet, &items, 0)?.unwrap_or(0))
    }

    /// Lets one of a few items be picked under a question, which is read on a page of its own first where it is too long to stand
    /// above them whole. None on Esc.
    fn decide_between(
        &mut self,
        sheet: &dyn Fn(Window) -> Sheet,
        items: &[Item],
        usual: usize,
    ) -> Result<Option<usize>, PromptError> {
        let window = Window::new(Screen::size());
        let has_room = menu::has_room_for_head(&sheet(window), window, &self.paint, items);
        if !has_room && matches!(self.page(sheet)?, Left::Escape) {
            return Ok(None);
        }
        let paint = self.paint.clone();
        menu::pick(&mut self.screen, &paint, sheet, items, usual)
    }

    /// The prompt for a question, with what is held for it.
    fn widget(&self, asked: &Asked<'_>) -> Option<Box<dyn Widget>> {
        let question = asked.question;
        let is_given = asked.answer.is_some() && asked.answer != question.default;
        let earlier = asked.answer.as_ref().filter(|_| is_given);
        let held = asked.begun.as_ref().or(asked.refused.as_ref()).or(asked.answer.as_ref());
        let text = held.and_then(Answer::as_text).unwrap_or_default();
        Some(match &question.kind {
            Kind::SingleChoice(_) => Box::new(List::new(&asked.choices, Manner::One, held, earlier)),
            Kind::MultiChoice(_) => Box::new(List::new(&asked.choices, Manner::Several, held, earlier)),
            Kind::YesNo => Box::new(List::yes_no(held, earlier)),
            Kind::Scale(scale) => {
                Box::new(ScaleLine::new((scale.min, scale.max), asked.ends.clone(), held, earlier))
            }
            Kind::Rank(rank) => Box::new(Ranking::new(&asked.choices, rank.top, held)),
            Kind::ShortText => Box::new(Editor::short(text)),
            Kind::LongText => Box::new(Editor::long(text, self.settings.editor.is_some())),
            Kind::Note => return None,
        })
    }
}

/// The keys of a menu: only the most needed in a narrow window.
fn keys_for(window: Window, keys: &[&str]) -> Vec<String> {
    if window.is_narrow() {
        vec![rich::NARROW_KEYS.to_owned()]
    } else {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }
}

/// Waits until the window is larger.
fn wait_for_room(screen: &mut Screen) -> Result<(), PromptError> {
    let window = Window::new(Screen::size());
    let lines = wrap(rich::WIDER, window.width());
    screen.show(screen::Frame { lines, cursor: None })?;
    while !matches!(screen.read()?, Event::Redraw) {}
    Ok(())
}

impl Prompter for RichPrompter {
    fn has_person(&self) -> bool {
        true
    }

    fn ask(&mut self, asked: &Asked<'_>) -> Result<Reply, PromptError> {
        match self.widget(asked) {
            Some(mut widget) => self.ask_with(asked, widget.as_mut()),
            None => self.read_note(asked),
        }
    }

    fn begun(&mut self, _before: Option<Answer>) -> Option<Answer> {
        self.begun.take()
    }

    fn wants_to_leave(&self) -> bool {
        self.leaves
    }

    fn tell(&mut self, notice: &Notice) -> Result<(), PromptError> {
        self.show_notice(notice)
    }

    fn decide(&mut self, decision: &Decision) -> Result<usize, PromptError> {
        let items: Vec<Item> = decision.options.iter().map(Item::new).collect();
        let paint = self.paint.clone();
        let sheet = |window: Window| Sheet {
            head: wrap(&decision.ask, window.width()).iter().map(|line| paint.strong(line)).collect(),
            keys: keys_for(window, &rich::DECIDE_KEYS),
            ..Sheet::default()
        };
        loop {
            match self.decide_between(&sheet, &items, decision.usual)? {
                Some(picked) => return Ok(picked),
                None => self.small_menu_or_end()?,
            }
        }
    }

    fn review(&mut self, rows: &[ReviewRow]) -> Result<ReviewReply, PromptError> {
        let answers = rows.iter().map(|row| Item {
            under: Some(row.answer.as_deref().unwrap_or(words::LEFT).replace('\n', " ")),
            ..Item::new(&row.ask)
        });
        let items: Vec<Item> = std::iter::once(Item { under: Some(String::new()), ..Item::new(rich::GO_ON) })
            .chain(answers)
            .collect();
        let paint = self.paint.clone();
        let sheet = |window: Window| Sheet {
            stage: words::REVIEW.to_owned(),
            head: match (rows.is_empty(), window.is_narrow()) {
                (true, _) => wrap(words::NOTHING_YET, window.width()),
                // In a narrow window the answers need the room.
                (false, true) => Vec::new(),
                (false, false) => wrap(words::REVIEW_INTRO, window.width()),
            },
            keys: keys_for(window, &rich::REVIEW_KEYS),
            ..Sheet::default()
        };
        loop {
            match menu::pick(&mut self.screen, &paint, &sheet, &items, 0)? {
                Some(0) => return Ok(ReviewReply::Done),
                Some(picked) => match rows.get(picked - 1) {
                    Some(row) => return Ok(ReviewReply::Edit(row.id.clone())),
                    None => return Ok(ReviewReply::Done),
                },
                None => match self.small_menu()? {
                    Aside::Return => {}
                    Aside::Pause => return Ok(ReviewReply::Pause),
                    Aside::Exit => return Ok(ReviewReply::Exit),
                },
            }
        }
    }
}
