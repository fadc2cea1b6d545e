//! The text as the program reads it, and the way back to the text as it was written.
//!
//! People write with curly quotes and none, with capitals and none, and with loooong letters. Patterns see one
//! spelling of all that; whatever they find is shown in the words that the person really typed.

use crate::packed::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Short forms and common misspellings, each with the words it stands for: `u` = `you`, `cant` = `cannot`.
///
/// A key is one word in small letters. A key with an apostrophe (`i'll`) is looked up first, as it was written; then
/// the word without its apostrophes (`dont`), so that one entry serves for both spellings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Spellings(Vec<Spelling>);

/// A word and the words that it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Spelling {
    word: Text,
    words: Text,
}

impl Spelling {
    /// Short words first: most comparisons are then of two numbers.
    fn order(word: &str) -> (usize, &str) {
        (word.len(), word)
    }
}

impl Spellings {
    /// Takes pairs of a word and the words it stands for.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let by_word: BTreeMap<String, String> = pairs.into_iter().collect();
        let spelling = |(word, words): (String, String)| Spelling { word: word.into(), words: words.into() };
        let mut all: Vec<Spelling> = by_word.into_iter().map(spelling).collect();
        all.sort_by(|one, other| Spelling::order(&one.word).cmp(&Spelling::order(&other.word)));
        Self(all)
    }

    fn of(&self, written: &str) -> Option<&str> {
        self.find(written)
            .or_else(|| written.contains('\'').then(|| self.find(&written.replace('\'', ""))).flatten())
    }

    fn find(&self, word: &str) -> Option<&str> {
        let wanted = Spelling::order(word);
        let place = self.0.binary_search_by(|spelling| Spelling::order(&spelling.word).cmp(&wanted)).ok()?;
        Some(&self.0[place].words)
    }
}

/// A text in normalised form, with the place in the original of each of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    text: String,
    places: Vec<(usize, usize)>,
}

impl Normalised {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of bytes of the normalised text stands in the original: Unicode code points, half open.
    ///
    /// An empty range, and one outside the text, gives an empty range at the nearest place.
    pub fn original(&self, bytes: Range<usize>) -> Range<usize> {
        let Some(first) = self.places.get(bytes.start) else {
            let end = self.places.last().map_or(0, |place| place.1);
            return end..end;
        };
        if bytes.is_empty() {
            return first.0..first.0;
        }
        let last = self.places.get(bytes.end - 1).or(self.places.last()).unwrap_or(first);
        first.0..last.1.max(first.0)
    }

    /// The part that a range of the original reads as, in Unicode code points of the original.
    pub fn part(&self, original: &Range<usize>) -> &str {
        let start = self.places.partition_point(|place| place.0 < original.start);
        let end = self.places.partition_point(|place| place.0 < original.end);
        self.text.get(start..end).unwrap_or_default()
    }

    fn push(&mut self, character: char, start: usize, end: usize) {
        self.text.push(character);
        self.places.resize(self.text.len(), (start, end));
    }
}

/// One character on its way: what it reads as, and the code points it came from.
#[derive(Clone, Copy)]
struct Read {
    character: char,
    start: usize,
    end: usize,
}

/// Reads a text as the patterns see it: small letters, straight quotes, no apostrophes inside words, three or more
/// equal letters made one, runs of white space made one space, short forms written out.
pub fn normalise(text: &str, spellings: &Spellings) -> Normalised {
    let read = unstretched(&simplified(text));
    let mut normalised =
        Normalised { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
    let (mut at, mut written) = (0, String::new());
    while at < read.len() {
        if is_word(read[at].character) {
            let end = word_end(&read, at);
            push_word(&mut normalised, &read[at..end], spellings, &mut written);
            at = end;
        } else {
            normalised.push(read[at].character, read[at].start, read[at].end);
            at += 1;
        }
    }
    normalised
}

/// Small letters, plain quotes, single spaces; characters that take no room are left out.
fn simplified(text: &str) -> Vec<Read> {
    let mut read: Vec<Read> = Vec::with_capacity(text.len());
    for (start, written) in text.chars().enumerate() {
        let end = start + 1;
        if written.is_whitespace() {
            match read.last_mut() {
                Some(last) if last.character == ' ' => last.end = end,
                _ => read.push(Read { character: ' ', start, end }),
            }
            continue;
        }
        match written {
            // zero-width characters, the soft hyphen, the marks that make an emoji coloured
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0e}' | '\u{fe0f}' => {}
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' | '`' | '\u{ff07}' => {
                read.push(Read { character: '\'', start, end });
            }
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => {
                read.push(Read { character: '"', start, end });
            }
            _ => read.extend(written.to_lowercase().map(|character| Read { character, start, end })),
        }
    }
    read
}

fn unstretched(read: &[Read]) -> Vec<Read> {
    let mut shorter = Vec::with_capacity(read.len());
    for run in read.chunk_by(|one, next| one.character == next.character) {
        if run.len() >= 3 && run[0].character.is_alphabetic() {
            shorter.push(Read { end: run[run.len() - 1].end, ..run[0] });
        } else {
            shorter.extend_from_slice(run);
        }
    }
    shorter
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric()
}

/// The end of the word that begins at `start`; an apostrophe belongs to it when letters stand on both its sides.
fn word_end(read: &[Read], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let inside = |at: usize| read.get(at).is_some_and(|next| is_word(next.character));
        let apostrophe = read.get(end).is_some_and(|next| next.character == '\'');
        if inside(end) {
            end += 1;
        } else if apostrophe && inside(end + 1) {
            end += 2;
        } else {
            return end;
        }
    }
}

/// Adds a word; `written` is only room for it.
fn push_word(normalised: &mut Normalised, word: &[Read], spellings: &Spellings, written: &mut String) {
    written.clear();
    written.extend(word.iter().map(|read| read.character));
    if let Some(words) = spellings.of(written) {
        let (start, end) = (word[0].start, word[word.len() - 1].end);
        words.chars().for_each(|character| normalised.push(character, start, end));
        return;
    }
    for read in word.iter().filter(|read| read.character != '\'') {
        normalised.push(read.character, read.start, read.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        normalise(text, &Spellings::default()).text().to_owned()
    }

    fn spellings() -> Spellings {
        let pairs = [("u", "you"), ("cant", "cannot"), ("i'll", "i will")];
        Spellings::new(pairs.map(|(short, long)| (short.to_owned(), long.to_owned())))
    }

    #[test]
    fn one_spelling_for_many() {
        let cases = [
            ("I CAN’T\t\n go", "i cant go"),
            ("“Sooo”  he said", "\"so\" he said"),
            ("rock 'n' roll, the boys' room", "rock 'n' roll, the boys' room"),
            ("no\u{200b}w 111 !!!", "now 111 !!!"),
            ("good, tall", "good, tall"),
            ("", ""),
            ("''", "''"),
            ("İstanbul", "i\u{307}stanbul"),
        ];
        for (written, read) in cases {
            assert_eq!(plain(written), read, "{written:?}");
        }
    }

    #[test]
    fn short_forms_are_written_out() {
        let read = |text| normalise(text, &spellings()).text().to_owned();
        assert_eq!(read("I'll see u. Can't"), "i will see you. cannot");
        assert_eq!(read("i cant, ill, uu"), "i cannot, ill, uu");
    }

    #[test]
    fn every_range_leads_back_to_the_original() {
        let text = "É — I’ll caaaall  u";
        let normalised = normalise(text, &spellings());
        assert_eq!(normalised.text(), "é — i will call you");
        let found = |words: &str| {
            let start = normalised.text().find(words).unwrap();
            let range = normalised.original(start..start + words.len());
            text.chars().skip(range.start).take(range.len()).collect::<String>()
        };
        assert_eq!(found("will"), "I’ll");
        assert_eq!(found("call"), "caaaall");
        assert_eq!(found("call you"), "caaaall  u");
        assert_eq!(found("é —"), "É —");
        assert_eq!(normalised.original(500..600), 19..19);
        assert_eq!(normalised.original(0..600), 0..19);
        assert_eq!(normalised.original(3..3), 2..2);
    }
}
