//! What is wrong with something written: code, severity, place, message, help; drawn with the source line.
//!
//! This is a shape, not a list: each room names its own codes, so this file knows no other.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::{ops::Range, sync::Arc};

/// A text that somebody wrote, with the name to call it by: a path, or `<stdin>`.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// What a message calls it.
    pub name: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// A source, ready to be shared by all the places in it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }
}

/// A stretch of a source, in bytes, half open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text it lies in.
    pub source: Arc<Source>,
    /// From the first byte to behind the last.
    pub span: Range<usize>,
}

impl Place {
    /// A place in a source. Bounds outside the text, or inside a letter, are drawn in to the nearest letter.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        let text = &source.text;
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = span.end.clamp(start, text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Self { source: Arc::clone(source), span: start..end }
    }

    /// Line and column, both from 1; the column counts Unicode code points.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.span.start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The written text at this place.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }

    /// A stretch inside this place, for a value whose decoded text stands in the source letter for letter; all of this
    /// place when escapes make that impossible to tell.
    #[must_use]
    pub fn inside(&self, decoded: &str, stretch: Range<usize>) -> Self {
        match self.text().find(decoded) {
            Some(offset) if !decoded.is_empty() => {
                let base = self.span.start + offset;
                Self::new(
                    &self.source,
                    base + stretch.start..(base + stretch.end).max(base + stretch.start + 1),
                )
            }
            _ => self.clone(),
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be done before this is mended.
    Error,
    /// It works, and is probably not what was meant.
    Warning,
}

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab-case.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where, if it is anywhere.
    pub place: Option<Place>,
    /// A few words under the marked place.
    pub label: String,
    /// Other places that belong to it, with a few words each.
    pub also: Vec<(Place, String)>,
    /// What to do next.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: Some(place.clone()),
            label: String::new(),
            also: Vec::new(),
            help: None,
        }
    }

    /// An error that has no place in any text, such as a file that cannot be read.
    pub fn placeless(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            label: String::new(),
            also: Vec::new(),
            help: None,
        }
    }

    /// The same, as a warning.
    #[must_use]
    pub fn into_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, with words under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same, with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with what to do next if anything is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = self.help.or(help);
        self
    }

    /// The same, with one more place that belongs to it.
    #[must_use]
    pub fn also(mut self, place: &Place, words: impl Into<String>) -> Self {
        self.also.push((place.clone(), words.into()));
        self
    }

    /// Whether it stands in the way.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// It as a person reads it: `error[code]: message`, the place with its source line and a caret, and the help.
    /// With `color`, in ANSI colours.
    pub fn draw(&self, color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(&*self.message).id(self.code);
        let mut group = match &self.place {
            None => Group::with_title(title),
            Some(place) => {
                let mut group = title.element(snippet(place, AnnotationKind::Primary, &self.label));
                for (other, words) in &self.also {
                    group = group.element(snippet(other, AnnotationKind::Context, words));
                }
                group
            }
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// The lines of a place, and no others: a source may be very long.
fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &place.source.text;
    let start = text[..place.span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let first_line_end = text[place.span.start..].find('\n').map_or(text.len(), |end| place.span.start + end);
    let span = place.span.start - start..place.span.end.min(first_line_end).max(place.span.start) - start;
    let (line, _) = place.line_column();
    let mut annotation = kind.span(span);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Snippet::source(&text[start..first_line_end])
        .line_start(line)
        .path(&*place.source.name)
        .annotation(annotation)
}

/// The word among `candidates` that `word` was probably meant to be, as help: "did you mean `…`?".
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|near| format!("did you mean `{near}`?"))
}

/// The candidate nearest to `word`, if one is near: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(3) / 3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Ids written with another separator or case are near, however many separators they have.
fn fold(word: &str) -> String {
    word.chars().map(|letter| if letter == '_' { '-' } else { letter.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_letters_not_bytes() {
        let source = Source::new("a.toml", "first\nzwölf = ü\n");
        let place = Place::new(&source, 14..16);
        assert_eq!(place.line_column(), (2, 8));
    }

    #[test]
    fn a_place_never_cuts_a_letter() {
        let source = Source::new("a.toml", "ü");
        assert_eq!(Place::new(&source, 1..1).span, 0..2, "the whole letter");
        assert_eq!(Place::new(&source, 9..12).span, 2..2);
    }

    #[test]
    fn drawing_shows_file_line_column_source_and_help() {
        let source = Source::new("answers.toml", "a = 1\nupste = 3\n");
        let drawn =
            Diagnostic::error("unknown-question", &Place::new(&source, 6..11), "no question has this id")
                .label("unknown")
                .help("did you mean `upset`?")
                .draw(false);
        let expected = "error[unknown-question]: no question has this id
 --> answers.toml:2:1
  |
2 | upste = 3
  | ^^^^^ unknown
  |
  = help: did you mean `upset`?";
        assert_eq!(drawn, expected);
    }

    #[test]
    fn nearest_forgives_a_slip_and_a_separator_but_not_another_word() {
        assert_eq!(nearest("no_reply", ["no-reply", "none"]), Some("no-reply"));
        assert_eq!(nearest("upste", ["upset", "hurry"]), Some("upset"));
        assert_eq!(nearest("money", ["upset", "hurry"]), None);
    }
}
