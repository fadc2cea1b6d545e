//! How lines are broken, in every face: as full as they go, and never inside `:help`.

use textwrap::{Options, WordSeparator, WrapAlgorithm, core::Word};

/// Options for lines of at most `width` columns.
pub(super) fn options<'a>(width: usize) -> Options<'a> {
    Options::new(width).wrap_algorithm(WrapAlgorithm::FirstFit).word_separator(WordSeparator::Custom(words))
}

/// Words between spaces; where letters have no spaces between them, as Unicode breaks lines. Unicode alone would break behind
/// the colon of `:help`, and not before it.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut place = 0;
    let parts = WordSeparator::AsciiSpace.find_words(line).flat_map(move |word| {
        let start = place;
        place += word.word.len() + word.whitespace.len();
        let whole = &line[start..place];
        if whole.is_ascii() {
            vec![Word::from(whole)]
        } else {
            WordSeparator::UnicodeBreakProperties.find_words(whole).collect()
        }
    });
    Box::new(parts)
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn commands_stay_whole() {
        assert_eq!(textwrap::wrap("type :help or :skip", options(9)), ["type", ":help or", ":skip"]);
    }

    #[test]
    fn what_has_no_spaces_breaks_where_it_may() {
        assert_eq!(textwrap::wrap("山田さんと話した", options(8)), ["山田さん", "と話した"]);
        assert_eq!(textwrap::wrap("abcdefghij", options(4)), ["abcd", "efgh", "ij"]);
    }
}
