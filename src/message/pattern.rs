//! Regular expressions that cost nothing until they may match.
//!
//! A questionnaire brings some hundreds of patterns, and most sessions meet none of them. So a pattern is only parsed
//! when it is loaded, and what came with the program, which a test has read, not even then. A look at the letter groups
//! of a text rules out nearly all patterns; of those that came with the program, their automata rule out the rest that do
//! not match. Only the few that are left are ever compiled.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::{self, Regex};
use regex_automata::util::syntax;
use regex_syntax::ast::{self, Ast, ClassSetItem, Flag, FlagsItemKind, GroupKind, Span};
use serde::{Deserialize, Serialize};

use crate::packed::{Late, Text};

use super::automaton::{Automaton, WalkedText, word_starts};
use super::needs::{Groups, Needs};

/// A regular expression over normalised text, checked when it is made and compiled when it is first needed.
///
/// The syntax is that of the `regex` crate: no look-around, no back-references. `\b`, `\w`, `\d` and `\s` know ASCII
/// only unless the pattern holds a letter beyond ASCII or begins with `(?u)`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "Packed", from = "Packed", bound(deserialize = "'de: 'static"))]
pub struct Pattern {
    /// What a text must hold.
    needs: OnceLock<Needs>,
    /// Only looked at when a text holds that.
    rest: Late<Rest>,
    compiled: OnceLock<Option<Regex>>,
}

/// What nobody needs to rule a pattern out.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Rest {
    source: Text,
    /// What tells for sure; none for patterns that did not come with the program.
    automaton: Option<Automaton>,
}

/// A pattern with all that is known of it without compiling it.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Packed {
    needs: Needs,
    rest: Late<Rest>,
}

impl From<Pattern> for Packed {
    fn from(pattern: Pattern) -> Self {
        let source = pattern.as_str();
        let automaton = Automaton::of(source, reading(source));
        Self { needs: Needs::of(source), rest: Rest { source: source.into(), automaton }.into() }
    }
}

impl From<Packed> for Pattern {
    fn from(Packed { needs, rest }: Packed) -> Self {
        Self { needs: needs.into(), rest, compiled: OnceLock::new() }
    }
}

/// A pattern that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// Where, in bytes of the pattern.
    pub range: Range<usize>,
}

impl PatternError {
    fn at(place: Span, message: &str) -> Self {
        Self { message: message.to_owned(), range: place.start.offset..place.end.offset }
    }
}

/// No pattern may stand for more than this many single characters: `(a{100}){100}` would take seconds to compile.
const LARGEST: usize = 20_000;

impl Pattern {
    /// Parses a pattern without compiling it.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        let parsed = ast::parse::Parser::new()
            .parse(source)
            .map_err(|error| PatternError::at(*error.span(), &error.kind().to_string()))?;
        let whole = 0..source.len();
        if size(&parsed) > LARGEST {
            return Err(PatternError { message: "this pattern is too large".to_owned(), range: whole });
        }
        let uncommon = ast::visit(&parsed, Uncommon::default())?;
        if let Some(place) = uncommon.ignores_case.filter(|_| uncommon.knows_unicode || !source.is_ascii()) {
            return Err(PatternError::at(
                place,
                "`(?i)` knows ASCII only; texts are in small letters already",
            ));
        }
        // Most faults are in the parse; only letters beyond ASCII, and changed flags, can fail later.
        if !source.is_ascii() || uncommon.changes_flags {
            translate(source, &parsed)?;
        }
        let rest = Rest { source: source.into(), automaton: None };
        Ok(Self { needs: OnceLock::new(), rest: rest.into(), compiled: OnceLock::new() })
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.rest.source
    }

    /// Whether a text can be asked without compiling the pattern.
    pub fn has_automaton(&self) -> bool {
        self.rest.automaton.is_some()
    }

    /// All places where the pattern matches, in bytes of the text, from left to right, none overlapping.
    pub fn find_all(&self, text: &Haystack) -> Vec<Range<usize>> {
        if self.may_match(text) == Some(false) {
            return Vec::new();
        }
        let Some(regex) = self.compiled() else { return Vec::new() };
        let found = regex.find_iter(&text.bytes).map(|found| found.range());
        found.filter(|range| !range.is_empty()).collect()
    }

    /// Whether the pattern matches anywhere.
    pub fn is_match(&self, text: &Haystack) -> bool {
        let matches = || self.compiled().is_some_and(|regex| regex.is_match(text.bytes.as_slice()));
        self.may_match(text).unwrap_or_else(matches)
    }

    /// Whether the pattern matches anywhere, as far as that is known without compiling it.
    fn may_match(&self, text: &Haystack) -> Option<bool> {
        if !self.needs.get_or_init(|| Needs::of(self.as_str())).met_by(&text.groups) {
            return Some(false);
        }
        self.rest.automaton.as_ref().map(|automaton| automaton.is_match(text.walked()))
    }

    fn compiled(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(self.as_str())).as_ref()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Pattern {}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Pattern").field(&self.as_str()).finish()
    }
}

/// A session compiles each pattern at most once and looks into short texts with it, so that what is quick to compile is
/// quickest in all: no automata that are built while searching, no second way through the text.
fn compile(source: &str) -> Option<Regex> {
    let config =
        meta::Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false).utf8_empty(false);
    Regex::builder().configure(config).syntax(reading(source)).build(source).ok()
}

/// Letters beyond ASCII are known only where a pattern has some.
fn reading(source: &str) -> syntax::Config {
    syntax::Config::new().unicode(!source.is_ascii()).utf8(false)
}

fn translate(source: &str, parsed: &Ast) -> Result<(), PatternError> {
    regex_syntax::hir::translate::TranslatorBuilder::new()
        .unicode(!source.is_ascii())
        .utf8(false)
        .build()
        .translate(source, parsed)
        .map(|_| ())
        .map_err(|error| PatternError::at(*error.span(), &error.kind().to_string()))
}

/// A text to look into, with the groups of two and three letters that it holds.
#[derive(Debug, Clone)]
pub struct Haystack {
    bytes: Vec<u8>,
    groups: Groups,
    /// Where its words begin.
    words: Vec<u32>,
}

impl Haystack {
    /// Takes a normalised text.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes().to_vec();
        let (groups, words) = (Groups::of(&bytes), word_starts(&bytes));
        Self { bytes, groups, words }
    }

    /// The same text with everything that the patterns match blotted out, so that nothing is found there or across.
    #[must_use]
    pub fn without<'p>(mut self, patterns: impl IntoIterator<Item = &'p Pattern>) -> Self {
        let blots: Vec<_> = patterns.into_iter().flat_map(|pattern| pattern.find_all(&self)).collect();
        for blot in blots {
            // normalised text holds no line feed, `.` does not match one, and it ends a word
            self.bytes[blot].fill(b'\n');
        }
        self.words = word_starts(&self.bytes);
        self
    }

    fn walked(&self) -> WalkedText<'_> {
        WalkedText { bytes: &self.bytes, words: &self.words }
    }

    /// The text, as bytes of UTF-8 (save where something is blotted out).
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// About how many single characters a pattern stands for, its repetitions written out.
fn size(parsed: &Ast) -> usize {
    use ast::RepetitionRange::{AtLeast, Bounded, Exactly};
    match parsed {
        Ast::Group(inner) => size(&inner.ast),
        Ast::Concat(concat) => concat.asts.iter().map(size).fold(0, usize::saturating_add),
        Ast::Alternation(alternation) => alternation.asts.iter().map(size).fold(0, usize::saturating_add),
        Ast::Repetition(repetition) => {
            let times = match repetition.op.kind {
                ast::RepetitionKind::Range(Exactly(times) | AtLeast(times) | Bounded(_, times)) => times,
                _ => 1,
            };
            size(&repetition.ast).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX).max(1))
        }
        _ => 1,
    }
}

/// What of a pattern needs a second look. The program does without the tables of Unicode that classes such as `\p{Greek}`
/// and letters of either case would need: nobody's patterns have asked for them, and they would slow down each start.
#[derive(Default)]
struct Uncommon {
    /// Its letters may not mean themselves.
    changes_flags: bool,
    ignores_case: Option<Span>,
    knows_unicode: bool,
}

impl Uncommon {
    fn flags(&mut self, flags: &ast::Flags) {
        for item in &flags.items {
            self.changes_flags = true;
            match item.kind {
                FlagsItemKind::Flag(Flag::CaseInsensitive) => self.ignores_case = Some(item.span),
                FlagsItemKind::Flag(Flag::Unicode) => self.knows_unicode = true,
                _ => {}
            }
        }
    }

    fn class(class: &ast::ClassUnicode) -> PatternError {
        PatternError::at(class.span, "there are no classes by name but those of ASCII, such as `[[:alpha:]]`")
    }
}

impl ast::Visitor for Uncommon {
    type Output = Self;
    type Err = PatternError;

    fn finish(self) -> Result<Self, PatternError> {
        Ok(self)
    }

    fn visit_pre(&mut self, part: &Ast) -> Result<(), PatternError> {
        match part {
            Ast::Flags(set) => self.flags(&set.flags),
            Ast::Group(group) => {
                if let GroupKind::NonCapturing(flags) = &group.kind {
                    self.flags(flags);
                }
            }
            Ast::ClassUnicode(class) => return Err(Self::class(class)),
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), PatternError> {
        if let ClassSetItem::Unicode(class) = item { Err(Self::class(class)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(pattern: &Pattern) -> bool {
        pattern.compiled.get().is_some()
    }

    #[test]
    fn finds_what_it_says() {
        let pattern = Pattern::new(r"\b(?:hurt|harm)(?:ing)? (?:myself|him)\b").unwrap();
        let text = Haystack::new("hurting myself and harm him, not hurt himself");
        assert_eq!(pattern.find_all(&text), [0..14, 19..27]);
        assert!(pattern.is_match(&text));
    }

    #[test]
    fn compiles_only_when_a_match_is_possible() {
        let pattern = Pattern::new(r"\b(?:hurt|harm)(?:ing)? myself\b").unwrap();
        assert!(pattern.find_all(&Haystack::new("i made myself a cup of tea")).is_empty());
        assert!(!compiled(&pattern));
        assert!(pattern.is_match(&Haystack::new("i hurt myself")));
        assert!(compiled(&pattern));
    }

    #[test]
    fn what_needs_nothing_in_particular_still_matches() {
        for source in ["a", "[a-c]+", "x*a", "(?:b|a)", "(?i)A", "a{2}|a", "(?:a|)a", "é?a"] {
            assert!(Pattern::new(source).unwrap().is_match(&Haystack::new("a")), "{source}");
        }
        assert!(Pattern::new("(?i:HELLO) e").unwrap().is_match(&Haystack::new("hello e")));
        assert!(Pattern::new("(?s:.) é").unwrap().is_match(&Haystack::new("h é")));
        assert!(Pattern::new("(?:ab)+c").unwrap().is_match(&Haystack::new("ababc")));
    }

    #[test]
    fn faults_have_a_place() {
        let error = |source| Pattern::new(source).unwrap_err();
        assert_eq!(error("ab(c"), PatternError { message: "unclosed group".to_owned(), range: 2..3 });
        assert_eq!(error("(?=a)").range, 0..3);
        assert_eq!(error(r"a\p{Greek}").range, 1..10);
        assert_eq!(error(r"[a\PL]").range, 2..5);
        assert_eq!(error("(?i)é").range, 2..3);
        assert_eq!(error(r"x(?s-u:y)|(?iu:a)").range, 12..13);
        assert_eq!(error("(?:a{200}){200}").message, "this pattern is too large");
        assert_eq!(error("[é").range, 0..1);
    }

    /// One without would be compiled for each text: a letter beyond ASCII makes `\w` and `\b` know all of Unicode, which takes
    /// longer than a whole session. `(?-u)` keeps them to ASCII.
    #[test]
    fn what_is_packed_needs_no_compiling_unless_it_knows_all_of_unicode() {
        let unpacked = |source| {
            let packed = postcard::to_allocvec(&Pattern::new(source).unwrap()).unwrap();
            postcard::from_bytes::<Pattern>(packed.leak()).unwrap()
        };
        for source in [r"\bhurt (?:me|you)\b", r"(?-u)(?:£|€)\d+\b"] {
            let pattern = unpacked(source);
            assert!(pattern.is_match(&Haystack::new("i hurt you for £5")), "{source}");
            assert!(!pattern.is_match(&Haystack::new("i hurt your £ or €")), "{source}");
            assert!(!compiled(&pattern), "{source}");
        }
        assert!(!unpacked(r"(?:£|€)\d+\b").has_automaton());
    }

    #[test]
    fn blots_hide_and_part() {
        let text = Haystack::new("not kill me").without([&Pattern::new("kill").unwrap()]);
        assert!(!Pattern::new("kill").unwrap().is_match(&text));
        assert!(!Pattern::new("not .{0,9}me").unwrap().is_match(&text));
        assert_eq!(text.bytes(), b"not \n\n\n\n me");
    }
}
