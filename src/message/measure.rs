//! What is counted in a message rather than read: shouting, storms of marks and of questions, sheer length, and words of a
//! language that nothing here reads.

use crate::packed::Texts;
use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::sentences::sentences;
use super::severity::Severity;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Counted {
    /// Words in a row that are all capitals, of two letters and more.
    Capitals,
    /// Exclamation and question marks in a row.
    Marks,
    /// Question marks in the whole message; marks in a row are one.
    Questions,
    /// Words in the whole message.
    Words,
    /// Words in a row of sentences with hardly a common word of the language that is read.
    Unread,
}

impl Counted {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Capitals, Self::Marks, Self::Questions, Self::Words, Self::Unread];

    /// The name used in files: `capitals`, `marks`, `questions`, `words` or `unread`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Capitals => "capitals",
            Self::Marks => "marks",
            Self::Questions => "questions",
            Self::Words => "words",
            Self::Unread => "unread",
        }
    }

    /// The counted thing with a name used in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.id() == id)
    }
}

/// A limit on something counted, and the words for what goes over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Measure {
    /// The name of the kind that its flags carry.
    pub kind: String,
    /// What going over the limit does to the message.
    pub severity: Severity,
    /// What is counted.
    pub counts: Counted,
    /// The most that is still fine.
    pub limit: usize,
    /// For what is unread: common words of the language, in small letters and without apostrophes.
    pub known: Texts,
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
        Counted::Unread => unread(&letters, text, measure).into_iter().collect(),
    }
}

/// The first run of sentences that nothing here can read, when it is more than a name or a short answer.
fn unread(letters: &[char], text: &str, measure: &Measure) -> Option<Range<usize>> {
    let mut run: Option<(Range<usize>, usize)> = None;
    for sentence in sentences(text) {
        let words = plain_words(&letters[sentence.clone()]);
        let known = words.iter().filter(|word| measure.known.contains(word)).count();
        if known * KNOWN_SHARE >= words.len() {
            if run.as_ref().is_some_and(|(_, count)| *count > measure.limit) {
                break;
            }
            run = None;
            continue;
        }
        let (start, count) = run.map_or((sentence.start, 0), |(place, count)| (place.start, count));
        run = Some((start..sentence.end, count + words.len()));
    }
    run.filter(|(_, count)| *count > measure.limit).map(|(place, _)| place)
}

/// Of the words of a sentence that is read, at least one in so many is a common one.
const KNOWN_SHARE: usize = 6;

/// Words in small letters, without apostrophes; a script that writes no spaces has a word in every letter.
pub(crate) fn plain_words(letters: &[char]) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in letters {
        match letter {
            '\'' | '’' => {}
            letter if letter.is_alphanumeric() && has_no_spaces(*letter) => {
                words.extend([letter.to_string(), String::new()]);
            }
            letter if letter.is_alphanumeric() => {
                words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
            }
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Thai, Lao, Burmese, Khmer, Chinese and Japanese are written without spaces between words.
fn has_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}')
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
            known: ["the", "dont"].into_iter().collect(),
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
    fn what_is_unread_is_told_from_what_is_short() {
        let found = |text| found(Counted::Unread, 3, text);
        assert_eq!(found("In the end. Te quiero mucho, amor. Don’t!"), ["Te quiero mucho, amor."]);
        assert_eq!(found("Te quiero. Te espero!"), ["Te quiero. Te espero!"]);
        assert_eq!(found("我想你。The end."), Vec::<String>::new());
        assert_eq!(found("我很想你。The end."), ["我很想你。"]);
        // One word that is known as well makes nothing read.
        assert_eq!(found("the uno dos tres quattro cinco seis"), ["the uno dos tres quattro cinco seis"]);
        assert!(found("Te quiero mucho. I don't.").is_empty());
        assert!(found("Si. Don't the. No. Don't the. Si. The.").is_empty());
        assert!(found("... 🙂").is_empty());
    }

    #[test]
    fn names_lead_back() {
        assert!(Counted::ALL.iter().all(|counted| Counted::from_id(counted.id()) == Some(*counted)));
        assert_eq!(Counted::from_id("letters"), None);
    }
}
