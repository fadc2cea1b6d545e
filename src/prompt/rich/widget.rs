//! What every prompt of ours can do: draw itself, take keys, and say what it holds.

use super::{
    keys::Key,
    layout::{Body, Paint, Window},
};
use crate::answer::Answer;

/// What a key did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// The prompt goes on.
    Stay,
    /// The person is done.
    Done,
    /// Something is missing; why.
    Problem(&'static str),
    /// The key means nothing here.
    Unused,
}

/// A prompt: its state and what keys do to it. It knows no terminal.
pub(super) trait Widget {
    /// How it looks now.
    fn body(&self, window: Window, paint: &Paint) -> Body;

    /// What its keys do, the most needed first.
    fn keys(&self) -> &[&str];

    /// Takes a key.
    fn press(&mut self, key: Key) -> Press;

    /// Takes a paste; only texts do.
    fn paste(&mut self, _text: &str) {}

    /// Holds this text now; only texts do.
    fn replace(&mut self, _text: &str) {}

    /// Takes Enter in the middle of a paste that was not announced as one; only texts do.
    fn takes_bursts(&self) -> bool {
        false
    }

    /// Whether letters are its own, so that `?` and `:` are no keys.
    fn takes_letters(&self) -> bool {
        false
    }

    /// Whether Esc means something to it just now.
    fn takes_escape(&self) -> bool {
        false
    }

    /// What it holds now: the answer when the person is done, and what to come back to after a detour. None: nothing yet.
    fn answer(&self) -> Option<Answer>;
}
