//! What can be typed in place of an answer: `:back` and its like, the same in every face.

/// One thing to do other than answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Back,
    Skip,
    Help,
    Review,
    Support,
    Pause,
    Exit,
    Edit,
}

/// What a typed line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// Something to do.
    Command(Command),
    /// It looks like a command, and is none: the word as it was typed.
    Unknown(String),
    /// An answer.
    Text(String),
}

/// Reads a typed line. A command is a colon and a word, alone on its line; two colons stand for one that is meant as text.
/// A colon before anything but a letter is text too, so that `:)` and `:-(` need no care.
pub(super) fn read(line: &str) -> Typed {
    let trimmed = line.trim();
    if let Some(text) = trimmed.strip_prefix("::") {
        return Typed::Text(format!(":{text}"));
    }
    let Some(word) = trimmed
        .strip_prefix(':')
        .filter(|word| word.starts_with(|letter: char| letter.is_ascii_alphabetic()))
    else {
        return Typed::Text(line.to_owned());
    };
    if trimmed.contains(['\n', '\r']) {
        return Typed::Text(line.to_owned());
    }
    match word.to_ascii_lowercase().as_str() {
        "back" => Typed::Command(Command::Back),
        "skip" => Typed::Command(Command::Skip),
        "help" => Typed::Command(Command::Help),
        "review" => Typed::Command(Command::Review),
        "support" => Typed::Command(Command::Support),
        "pause" => Typed::Command(Command::Pause),
        "exit" => Typed::Command(Command::Exit),
        "edit" => Typed::Command(Command::Edit),
        _ => Typed::Unknown(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_one_word_after_one_colon() {
        assert_eq!(read(":back"), Typed::Command(Command::Back));
        assert_eq!(read("  :PAUSE "), Typed::Command(Command::Pause));
        assert_eq!(read(":bakc"), Typed::Unknown(":bakc".to_owned()));
        assert_eq!(read(":back to you"), Typed::Unknown(":back to you".to_owned()));
    }

    #[test]
    fn everything_else_is_text() {
        for text in ["hello", ":", ":)", ":-(", "note: this", "", "  two  ", ":one\n:two"] {
            assert_eq!(read(text), Typed::Text(text.to_owned()));
        }
        assert_eq!(read("::back"), Typed::Text(":back".to_owned()));
        assert_eq!(read("::::"), Typed::Text(":::".to_owned()));
    }
}
