//! From the bytes of a terminal to keys. Pure: bytes go in, keys come out, and whether time has passed is said by the caller.
//!
//! Escape sequences may come in pieces over a slow line, letters too, and a paste may hold anything at all.

/// One key, by what it means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    Enter,
    /// Enter with Alt: a new line inside a text.
    NewLine,
    Escape,
    Up,
    Down,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    WordBackspace,
    Delete,
    Tab,
    BackTab,
    /// A letter with Ctrl that none of the above stands for.
    Control(char),
    /// Anything else.
    Other,
}

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Key(Key),
    /// A bracketed paste, as it came.
    Paste(String),
}

const PASTE_END: &[u8] = b"\x1b[201~";
/// Longer escape sequences are noise.
const LONGEST_SEQUENCE: usize = 32;

/// Bytes that came and are not yet keys.
#[derive(Debug, Default)]
pub(super) struct Keys {
    bytes: Vec<u8>,
    pasting: bool,
}

/// What stands at the front of the bytes.
enum Front {
    /// This many bytes mean this.
    Is(usize, Key),
    /// A paste begins behind this many bytes.
    PasteBegins(usize),
    /// More bytes must come, unless time has passed: then this many bytes mean this.
    Unless(usize, Key),
}

impl Keys {
    /// Takes bytes in.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Forgets everything that came.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.pasting = false;
    }

    /// Whether bytes wait, whole keys or parts of one.
    pub(super) fn is_waiting(&self) -> bool {
        !self.bytes.is_empty() || self.pasting
    }

    /// Whether the end of a paste is awaited.
    pub(super) fn is_pasting(&self) -> bool {
        self.pasting
    }

    /// The next key or paste. With `settled`, nothing more came for a while: what is there is all there is.
    pub(super) fn next(&mut self, settled: bool) -> Option<Input> {
        if self.pasting {
            return self.pasted(settled);
        }
        match front(&self.bytes)? {
            Front::Is(length, key) => {
                self.bytes.drain(..length);
                Some(Input::Key(key))
            }
            Front::PasteBegins(length) => {
                self.bytes.drain(..length);
                self.pasting = true;
                self.pasted(settled)
            }
            Front::Unless(length, key) if settled => {
                self.bytes.drain(..length);
                Some(Input::Key(key))
            }
            Front::Unless(..) => None,
        }
    }

    /// Whether anything but Enter waits. Enter pressed twice may come at once over a slow line.
    pub(super) fn holds_more_than_enters(&self) -> bool {
        self.bytes.iter().any(|byte| !matches!(byte, b'\r' | b'\n'))
    }

    /// Takes Enter keys off the front: somebody pressed it once too often.
    pub(super) fn drop_enters(&mut self) {
        self.drop_front(b"\r\n");
    }

    /// The same for Ctrl-Z.
    pub(super) fn drop_stops(&mut self) {
        self.drop_front(b"\x1a");
    }

    fn drop_front(&mut self, unwanted: &[u8]) {
        let count = self.bytes.iter().take_while(|byte| unwanted.contains(byte)).count();
        self.bytes.drain(..count);
    }

    fn pasted(&mut self, settled: bool) -> Option<Input> {
        let end = self.bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let (text, rest) = match end {
            Some(end) => (end, end + PASTE_END.len()),
            // An end that never comes must not swallow the keyboard for ever.
            None if settled => (self.bytes.len(), self.bytes.len()),
            None => return None,
        };
        let pasted = String::from_utf8_lossy(&self.bytes[..text]).into_owned();
        self.bytes.drain(..rest);
        self.pasting = false;
        Some(Input::Paste(pasted))
    }
}

fn front(bytes: &[u8]) -> Option<Front> {
    let first = *bytes.first()?;
    Some(match first {
        0x1b => escape(bytes),
        b'\r' if bytes.get(1) == Some(&b'\n') => Front::Is(2, Key::Enter),
        b'\r' | b'\n' => Front::Is(1, Key::Enter),
        0x08 | 0x7f => Front::Is(1, Key::Backspace),
        b'\t' => Front::Is(1, Key::Tab),
        0x01 => Front::Is(1, Key::Home),
        0x02 => Front::Is(1, Key::Left),
        0x05 => Front::Is(1, Key::End),
        0x06 => Front::Is(1, Key::Right),
        0x0e => Front::Is(1, Key::Down),
        0x10 => Front::Is(1, Key::Up),
        0x17 => Front::Is(1, Key::WordBackspace),
        0x03..=0x1a => Front::Is(1, Key::Control(char::from(first + b'a' - 1))),
        0x00..=0x1f => Front::Is(1, Key::Other),
        0x20..=0x7e => Front::Is(1, Key::Char(char::from(first))),
        0x80.. => letter(bytes),
    })
}

/// One letter of several bytes; what is no UTF-8 becomes the mark for that.
fn letter(bytes: &[u8]) -> Front {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Front::Is(1, Key::Char(char::REPLACEMENT_CHARACTER)),
    };
    let there = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(there) {
        Ok(text) => match text.chars().next() {
            Some(letter) if !letter.is_control() => Front::Is(length, Key::Char(letter)),
            _ => Front::Is(length, Key::Other),
        },
        // No length: the letter is right so far, and its end is still to come.
        Err(error) => match error.error_len() {
            None => Front::Unless(there.len(), Key::Char(char::REPLACEMENT_CHARACTER)),
            Some(wrong) => Front::Is(wrong, Key::Char(char::REPLACEMENT_CHARACTER)),
        },
    }
}

fn escape(bytes: &[u8]) -> Front {
    match bytes.get(1) {
        None => Front::Unless(1, Key::Escape),
        Some(b'\r' | b'\n') => Front::Is(2, Key::NewLine),
        Some(b'b') => Front::Is(2, Key::WordLeft),
        Some(b'f') => Front::Is(2, Key::WordRight),
        Some(0x08 | 0x7f) => Front::Is(2, Key::WordBackspace),
        Some(b'O') => match bytes.get(2) {
            None => Front::Unless(2, Key::Other),
            Some(b'M') => Front::Is(3, Key::Enter),
            Some(last) => Front::Is(3, arrow(*last, false)),
        },
        Some(b'[') => control_sequence(bytes),
        Some(0x20..=0x7e) => Front::Is(2, Key::Other),
        // Another sequence begins, or a letter of many bytes: the Esc before it was pressed.
        Some(_) => Front::Is(1, Key::Escape),
    }
}

/// `ESC [`, parameters, and a last byte.
fn control_sequence(bytes: &[u8]) -> Front {
    // The Linux console sends `ESC [ [ A` for F1.
    if bytes.get(2) == Some(&b'[') {
        return if bytes.len() > 3 { Front::Is(4, Key::Other) } else { Front::Unless(3, Key::Other) };
    }
    let Some(end) = bytes.iter().skip(2).position(|byte| !(0x20..=0x3f).contains(byte)).map(|end| end + 2)
    else {
        return if bytes.len() > LONGEST_SEQUENCE {
            Front::Is(bytes.len(), Key::Other)
        } else {
            Front::Unless(bytes.len(), Key::Other)
        };
    };
    let last = bytes[end];
    if !(0x40..=0x7e).contains(&last) {
        // Cut off in the middle: what follows is a key of its own.
        return Front::Is(end, Key::Other);
    }
    let length = end + 1;
    let mut numbers = bytes[2..end].split(|byte| *byte == b';').map(|digits| {
        std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u16>().ok()).unwrap_or_default()
    });
    let (first, modifier) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let key = match (last, first) {
        (b'~', 200) => return Front::PasteBegins(length),
        (b'~', 1 | 7) => Key::Home,
        (b'~', 4 | 8) => Key::End,
        (b'~', 3) => Key::Delete,
        (b'~', 5) => Key::PageUp,
        (b'~', 6) => Key::PageDown,
        (b'Z', _) => Key::BackTab,
        // Modifiers from 3 on hold Alt or Ctrl.
        _ => arrow(last, modifier >= 3),
    };
    Front::Is(length, key)
}

fn arrow(last: u8, by_word: bool) -> Key {
    match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' if by_word => Key::WordRight,
        b'C' => Key::Right,
        b'D' if by_word => Key::WordLeft,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        _ => Key::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Input> {
        let mut keys = Keys::default();
        keys.feed(bytes);
        let mut found = Vec::new();
        while let Some(input) = keys.next(true) {
            found.push(input);
        }
        assert!(!keys.is_waiting(), "bytes left over");
        found
    }

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let key = |input| match input {
            Input::Key(key) => key,
            Input::Paste(text) => panic!("a paste: {text}"),
        };
        read(bytes).into_iter().map(key).collect()
    }

    #[test]
    fn known_sequences() {
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[1;5C\x1b[5~\x1b[3~"),
            [Key::Up, Key::Down, Key::WordRight, Key::PageUp, Key::Delete]
        );
        assert_eq!(keys(b"\x1b[[A\x1b[15~\x1b[Zx"), [Key::Other, Key::Other, Key::BackTab, Key::Char('x')]);
        assert_eq!(keys(b"\r\n\r\x1b\r\x1b"), [Key::Enter, Key::Enter, Key::NewLine, Key::Escape]);
        assert_eq!(
            keys(b"\x03\x04\x1a\x0b"),
            [Key::Control('c'), Key::Control('d'), Key::Control('z'), Key::Control('k')]
        );
    }

    #[test]
    fn pieces_wait_for_their_rest() {
        for whole in [&b"\x1b[A"[..], "\u{5c71}".as_bytes(), "\u{1f642}".as_bytes(), b"\x1b[1;5D"] {
            let mut pieces = Keys::default();
            for byte in &whole[..whole.len() - 1] {
                pieces.feed(&[*byte]);
                assert_eq!(pieces.next(false), None);
            }
            pieces.feed(&whole[whole.len() - 1..]);
            assert_eq!(pieces.next(false), read(whole).first().cloned());
        }
    }

    #[test]
    fn what_is_no_utf8_is_marked_and_passed() {
        assert_eq!(
            keys(b"a\xffb\xc3"),
            [
                Key::Char('a'),
                Key::Char(char::REPLACEMENT_CHARACTER),
                Key::Char('b'),
                Key::Char(char::REPLACEMENT_CHARACTER)
            ]
        );
        assert_eq!(keys(b"\xe5\xb1z"), [Key::Char(char::REPLACEMENT_CHARACTER), Key::Char('z')]);
    }

    #[test]
    fn a_paste_is_one_value() {
        let pasted = read(b"x\x1b[200~one\ntwo\x1b[A\r\x1b[201~y");
        assert_eq!(
            pasted,
            [
                Input::Key(Key::Char('x')),
                Input::Paste("one\ntwo\x1b[A\r".to_owned()),
                Input::Key(Key::Char('y'))
            ]
        );
        assert_eq!(read(b"\x1b[200~never ended"), [Input::Paste("never ended".to_owned())]);
    }

    #[test]
    fn any_bytes_end() {
        for first in 0..=255u8 {
            for second in 0..=255u8 {
                read(&[0x1b, b'[', first, second]);
                read(&[first, second, first]);
            }
        }
    }
}
