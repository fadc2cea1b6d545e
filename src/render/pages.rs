//! A text cut into pages. Pure: whoever has a window says how many rows there are.

use console::strip_ansi_codes;
use std::ops::Range;

/// A text in pages, each at most so many rows. A page ends between two parts where it can, and never right under a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    lines: Vec<String>,
    pages: Vec<Page>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    lines: Range<usize>,
    place: usize,
}

impl Pages {
    /// Cuts `text` into pages of at most `rows` lines. What stands in `first` comes before it, on a page of its own.
    pub fn new(first: &[String], text: &str, rows: usize) -> Self {
        let rows = rows.max(1);
        let count = first.len();
        let lines: Vec<String> = first.iter().cloned().chain(text.lines().map(String::from)).collect();
        let mut pages = Vec::new();
        for start in (0..count).step_by(rows) {
            pages.push(Page { lines: start..(start + rows).min(count), place: 0 });
        }
        let (mut start, mut letters) = (skip_blank(&lines, count), 0);
        while start < lines.len() {
            let end = end(&lines, start, rows);
            // The first page of all has no place of its own, whatever stands on it in a window of this size.
            let place = if pages.is_empty() { 0 } else { letters + 1 };
            letters += lines[start..end].iter().map(|line| count_letters(line)).sum::<usize>();
            let last =
                start + lines[start..end].iter().rposition(|line| !is_blank(line)).map_or(0, |at| at + 1);
            pages.push(Page { lines: start..last, place });
            start = skip_blank(&lines, end);
        }
        if pages.is_empty() {
            pages.push(Page { lines: 0..0, place: 0 });
        }
        Self { lines, pages }
    }

    /// How many pages there are; at least one.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// The lines of a page, from 0; none beyond the last one.
    pub fn lines(&self, page: usize) -> &[String] {
        self.pages.get(page).map_or(&[], |page| &self.lines[page.lines.clone()])
    }

    /// Where a page stands in the text, in a measure that the same text has at every width: letters, not lines.
    pub fn place(&self, page: usize) -> usize {
        self.pages.get(page).map_or(0, |page| page.place)
    }

    /// The page on which a place stands.
    pub fn at(&self, place: usize) -> usize {
        self.pages.iter().rposition(|page| page.place <= place && page.place > 0).unwrap_or(0)
    }

    /// Whether these words can be read on the first page, however its lines are broken.
    pub fn begins_with_all<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> bool {
        let shown: String = self.lines(0).iter().flat_map(|line| letters(line)).collect();
        words.into_iter().all(|words| shown.contains(&letters(words).into_iter().collect::<String>()))
    }
}

/// Where the page that begins at `start` ends best: behind a part, if that leaves at most a third of it empty; else before a
/// line that begins something; else where it is full.
fn end(lines: &[String], start: usize, rows: usize) -> usize {
    let full = start + rows;
    if lines.len() <= full {
        return lines.len();
    }
    let least = (start + rows - rows / 3).max(start + 1);
    let candidates = || (least..=full).rev();
    let is_between = |at: &usize| is_blank(&lines[*at]) || is_blank(&lines[at - 1]);
    candidates()
        .find(|at| is_between(at) && !parts_title(lines, *at))
        .or_else(|| candidates().find(|at| begins(lines, *at) && !parts_title(lines, *at)))
        .or_else(|| (start + 1..=full).rev().find(|at| !parts_title(lines, *at)))
        .unwrap_or(full)
}

/// Whether a page may begin with this line: it goes on with nothing above it, and does not leave the first line of a part behind.
fn begins(lines: &[String], at: usize) -> bool {
    let (above, line) = (&lines[at - 1], &lines[at]);
    let leaves_first = at < 2 || is_blank(&lines[at - 2]);
    !leaves_first && indent(line) <= indent(above).min(2)
}

/// Whether a page that ends before this line parts a title from its rule, or from what it heads. The title of the whole may stand
/// alone.
fn parts_title(lines: &[String], at: usize) -> bool {
    let adjoins = !is_blank(&lines[at - 1]) && !is_blank(&lines[at]);
    let above = lines[..at].iter().rev().find(|line| !is_blank(line));
    let is_under_title = above.is_some_and(|line| is_rule(line) && (adjoins || line.contains('-')));
    is_rule(&lines[at]) || is_under_title
}

fn skip_blank(lines: &[String], from: usize) -> usize {
    lines[from..].iter().position(|line| !is_blank(line)).map_or(lines.len(), |at| from + at)
}

fn is_blank(line: &str) -> bool {
    strip_ansi_codes(line).trim().is_empty()
}

/// A line under a title.
fn is_rule(line: &str) -> bool {
    let line = strip_ansi_codes(line);
    !line.is_empty() && line.chars().all(|mark| mark == '-' || mark == '=')
}

fn indent(line: &str) -> usize {
    let line = strip_ansi_codes(line);
    line.len() - line.trim_start_matches(' ').len()
}

/// What is the same however lines are broken: no spaces, no marks, no rules.
fn letters(line: &str) -> Vec<char> {
    strip_ansi_codes(line).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn count_letters(line: &str) -> usize {
    letters(line).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(text: &str, rows: usize) -> Vec<Vec<String>> {
        let pages = Pages::new(&[], text, rows);
        (0..pages.count()).map(|page| pages.lines(page).to_vec()).collect()
    }

    #[test]
    fn what_fits_is_one_page() {
        assert_eq!(pages("one\n\ntwo\n", 3), [["one", "", "two"]]);
        assert_eq!(pages("", 3), [[] as [&str; 0]]);
    }

    #[test]
    fn a_page_ends_behind_a_part() {
        let text = "one\none\none\n\ntwo\ntwo\ntwo\ntwo\n";
        assert_eq!(pages(text, 5), [vec!["one", "one", "one"], vec!["two", "two", "two", "two"]]);
        // Never so early that most of it is empty: then lines of one part are parted.
        assert_eq!(pages("a\n\nb\nb\nb\nb\nb\nb\nb\n", 6)[0], ["a", "", "b", "b", "b", "b"]);
    }

    #[test]
    fn a_title_stays_with_what_it_heads() {
        let text = "a\na\na\na\nTitle\n-----\nb\nb\nb\n";
        for rows in 3..9 {
            for page in pages(text, rows) {
                let last = page.last().expect("a line");
                assert!(last != "Title" && last != "-----", "{rows}: {page:?}");
            }
        }
        assert_eq!(pages("a\na\n\nHead\nb\nb\nb\n", 4)[0], ["a", "a"]);
        // Also where a smaller title follows it.
        assert_eq!(pages("a\na\na\n\nTitle\n-----\n\nHead\nb\nb\n", 7)[0], ["a", "a", "a"]);
    }

    #[test]
    fn a_line_stays_with_the_one_it_goes_on_from() {
        let text = "  * a\n  * b\n    b\n  * c\n    c\n  * d\n  * e\n";
        assert_eq!(pages(text, 4)[0], ["  * a", "  * b", "    b"]);
        let said = "  Question?\n    Answer\n  Question?\n    Answer\n  Question?\n    Answer\n";
        assert_eq!(pages(said, 5)[0].len(), 4);
    }

    #[test]
    fn nothing_is_lost_and_no_page_is_too_long() {
        let text: String = (0..200)
            .map(|line| match line % 7 {
                0 => "\n".to_owned(),
                3 => "-----\n".to_owned(),
                other => format!("{}line {line}\n", " ".repeat(other % 3 * 2)),
            })
            .collect();
        for rows in 1..40 {
            let pages = pages(&text, rows);
            assert!(pages.iter().all(|page| page.len() <= rows && !page.is_empty()), "{rows}");
            let kept: Vec<String> = pages.concat().into_iter().filter(|line| !line.is_empty()).collect();
            assert_eq!(kept, text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), "{rows}");
        }
    }

    #[test]
    fn a_place_is_found_again_at_another_width() {
        let words: Vec<String> = (0..300).map(|number| format!("word{number}")).collect();
        let wrapped =
            |width: usize| words.chunks(width).map(|line| line.join(" ") + "\n").collect::<String>();
        let (wide, narrow) = (Pages::new(&[], &wrapped(12), 5), Pages::new(&[], &wrapped(3), 4));
        for page in 0..wide.count() {
            let first = wide.lines(page)[0].split(' ').next().expect("a word").to_owned();
            let there = narrow.at(wide.place(page));
            let words: Vec<String> =
                narrow.lines(there).iter().flat_map(|line| line.split(' ').map(String::from)).collect();
            assert!(words.contains(&first), "{first}: {words:?}");
            // And back, to the very same page.
            assert_eq!(wide.at(wide.place(page)), page);
        }
    }

    #[test]
    fn what_comes_first_has_pages_of_its_own() {
        let first = ["help", "help"].map(String::from);
        let pages = Pages::new(&first, "one\ntwo\n", 5);
        assert_eq!((pages.count(), pages.lines(0), pages.lines(1)[0].as_str()), (2, &first[..], "one"));
        assert_eq!((pages.at(0), pages.at(1), pages.at(pages.place(1))), (0, 1, 1));
        assert!(pages.begins_with_all(["he", "helphelp"]) && !pages.begins_with_all(["one"]));
    }

    #[test]
    fn colours_are_no_letters() {
        let text = "\u{1b}[1mTitle\u{1b}[0m\n\u{1b}[1m-----\u{1b}[0m\na\n\u{1b}[2m\u{1b}[0m\nb\n";
        let (plain, painted) = (Pages::new(&[], "Title\n-----\na\n\nb\n", 3), Pages::new(&[], text, 3));
        assert_eq!(plain.count(), painted.count());
        assert_eq!(plain.place(1), painted.place(1));
    }
}
