//! What is counted in a message rather than read: shouting, storms of marks and of questions, and sheer length.

use std::ops::Range;

use super::severity::Severity;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Words in a row that are all capitals, of two letters and more.
    Capitals,
    /// Exclamation and question marks in a row.
    Marks,
    /// Question marks in the whole message; marks in a row are one.
    Questions,
    /// Words in the whole message.
    Words,
}

impl Counted {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Capitals, Self::Marks, Self::Questions, Self::Words];

    /// The name used in files: `capitals`, `marks`, `questions` or `words`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Capitals => "capitals",
            Self::Marks => "marks",
            Self::Questions => "questions",
            Self::Words => "words",
        }
    }

    /// The counted thing with a name used in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.id() == id)
    }
}

/// A limit on something counted, and the words for what goes over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The name of the kind that its flags carry.
    pub kind: String,
    /// What going over the limit does to the message.
    pub severity: Severity,
    /// What is counted.
    pub counts: Counted,
    /// The most that is still fine.
    pub limit: usize,
    /// Why this may press, said kindly.
    pub why: String,
    /// What to say or do instead.
    pub instead: String,
}

/// The places that go over a limit, in code points of the text.
pub(super) fn places(measure: &Measure, text: &str) -> Vec<Range<usize>> {
    let letters: Vec<char> = text.chars().collect();
    match measure.counts {
        Counted::Capitals => shouting(&letters, measure.limit),
        Counted::Marks => {
            runs(&letters, is_mark).into_iter().filter(|run| run.len() > measure.limit).collect()
        }
        Counted::Questions => {
            let asks = |run: &Range<usize>| letters[run.clone()].contains(&'?');
            let questions: Vec<_> = runs(&letters, is_mark).into_iter().filter(asks).collect();
            beyond(&questions, measure.limit).into_iter().collect()
        }
        Counted::Words => {
            let words = runs(&letters, |letter| !letter.is_whitespace());
            beyond(&words, measure.limit).into_iter().collect()
        }
    }
}

/// From the first that is too many to the last of all.
fn beyond(all: &[Range<usize>], limit: usize) -> Option<Range<usize>> {
    Some(all.get(limit)?.start..all.last()?.end)
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '!' | '?' | '\u{203c}' | '\u{2047}'..='\u{2049}' | '\u{ff01}' | '\u{ff1f}' | '❗' | '❓')
}

/// Rows of more than `limit` shouted words; a word without letters neither counts nor ends a row.
fn shouting(letters: &[char], limit: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut row: Vec<Range<usize>> = Vec::new();
    for word in runs(letters, |letter| letter.is_alphanumeric() || letter == '\'' || letter == '’') {
        let alphabetic = letters[word.clone()].iter().filter(|letter| letter.is_alphabetic());
        let (all, small) = alphabetic
            .fold((0, 0), |(all, small), letter| (all + 1, small + usize::from(!letter.is_uppercase())));
        match (all, small) {
            // "I" and "A" are capitals in quiet English too
            (0 | 1, 0) => {}
            (_, 0) => row.push(word),
            _ => end_row(&mut row, limit, &mut found),
        }
    }
    end_row(&mut row, limit, &mut found);
    found
}

fn end_row(row: &mut Vec<Range<usize>>, limit: usize, found: &mut Vec<Range<usize>>) {
    if let (true, Some(first), Some(last)) = (row.len() > limit, row.first(), row.last()) {
        found.push(first.start..last.end);
    }
    row.clear();
}

/// Unbroken runs of letters that `belongs` accepts.
fn runs(letters: &[char], belongs: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in letters.iter().enumerate() {
        match (belongs(*letter), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                found.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|first| first..letters.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(counts: Counted, limit: usize, text: &str) -> Vec<String> {
        let words = String::new();
        let measure = Measure {
            kind: String::new(),
            severity: Severity::Nudge,
            counts,
            limit,
            why: words.clone(),
            instead: words,
        };
        let letters: Vec<char> = text.chars().collect();
        places(&measure, text).into_iter().map(|place| letters[place].iter().collect()).collect()
    }

    #[test]
    fn shouting_is_words_in_a_row() {
        let found = |text| found(Counted::Capitals, 2, text);
        assert_eq!(found("so WHY DON’T I GET 1 ANSWER, eh"), ["WHY DON’T I GET 1 ANSWER"]);
        assert!(found("The NHS and the GP, OK I. A B C D").is_empty());
        assert!(found("").is_empty());
    }

    #[test]
    fn marks_questions_and_words() {
        assert_eq!(found(Counted::Marks, 2, "yes!! no!!! what?!?"), ["!!!", "?!?"]);
        assert_eq!(found(Counted::Questions, 1, "why? when?? where?"), ["?? where?"]);
        assert!(found(Counted::Questions, 3, "why? when?? where?").is_empty());
        assert_eq!(found(Counted::Words, 2, "one  two thrée four "), ["thrée four"]);
    }

    #[test]
    fn names_lead_back() {
        assert!(Counted::ALL.iter().all(|counted| Counted::from_id(counted.id()) == Some(*counted)));
        assert_eq!(Counted::from_id("letters"), None);
    }
}
