//! Where a text falls into sentences.

use std::ops::Range;

/// The sentences of a text, in code points of it, without the space around them.
///
/// A sentence ends with a mark that is followed by space, with a mark of a script that needs none, with a line, or with the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in letters.iter().enumerate() {
        let last = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
        let is_end =
            matches!(letter, '\n' | '。' | '！' | '？') || (last && matches!(letter, '.' | '!' | '?' | '…'));
        if is_end {
            found.extend(trimmed(&letters, start..at + 1));
            start = at + 1;
        }
    }
    found.extend(trimmed(&letters, start..letters.len()));
    found
}

fn trimmed(letters: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let words = &letters[range.clone()];
    words.iter().any(|letter| letter.is_alphanumeric()).then(|| {
        let before = words.iter().take_while(|letter| letter.is_whitespace()).count();
        let after = words.iter().rev().take_while(|letter| letter.is_whitespace()).count();
        range.start + before..range.end - after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_with_a_mark_a_line_or_the_text() {
        let text = " Hé! 3.5 … ok?\nno end";
        let letters: Vec<char> = text.chars().collect();
        let found: Vec<String> =
            sentences(text).into_iter().map(|range| letters[range].iter().collect()).collect();
        assert_eq!(found, ["Hé!", "3.5 …", "ok?", "no end"]);
        assert!(sentences(" .. !").is_empty());
        assert_eq!(sentences("我想你。你呢？"), [0..4, 4..7]);
    }
}
