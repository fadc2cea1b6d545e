//! The two fonts of a PDF: which letters they have, how wide each is, and what stands for those they have not.

use super::PdfError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};
use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;

static REGULAR: &[u8] = include_bytes!("../../../fonts/DejaVuSerifCondensed.ttf");
static BOLD: &[u8] = include_bytes!("../../../fonts/DejaVuSerifCondensed-Bold.ttf");

/// What is drawn for a letter that the fonts have not.
pub(super) const REPLACEMENT: char = '□';

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
}

/// Both fonts, read once a document.
pub(super) struct Fonts {
    regular: Loaded,
    bold: Loaded,
}

struct Loaded {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units: f32,
}

impl Loaded {
    fn new(bytes: &'static [u8]) -> Result<Self, PdfError> {
        let font = Font::new(bytes.into(), 0).ok_or(PdfError("a font cannot be read".to_owned()))?;
        let read = FontRef::new(bytes).map_err(|error| PdfError(error.to_string()))?;
        Ok(Self {
            units: font.units_per_em(),
            font,
            letters: read.charmap(),
            widths: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
        })
    }

    fn glyph(&self, letter: char) -> Option<skrifa::GlyphId> {
        let found = |letter: char| self.letters.map(letter).filter(|glyph| glyph.to_u32() != 0);
        // Any blank is a blank.
        found(letter).or_else(|| letter.is_whitespace().then(|| found(' ')).flatten())
    }
}

/// Text as glyphs, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Glyphs {
    /// In the order of the text, with advances in parts of the letter size.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Whether something had to be replaced.
    pub(super) is_missing_some: bool,
}

impl Fonts {
    pub(super) fn new() -> Result<Self, PdfError> {
        Ok(Self { regular: Loaded::new(REGULAR)?, bold: Loaded::new(BOLD)? })
    }

    fn of(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }

    /// The font itself.
    pub(super) fn font(&self, face: Face) -> Font {
        self.of(face).font.clone()
    }

    /// Text as glyphs. What is one letter to a reader and is not in the font, such as a family of emoji, becomes one
    /// replacement; it still carries its own text, for who copies it or has it read aloud.
    pub(super) fn glyphs(&self, face: Face, text: &str) -> Glyphs {
        let loaded = self.of(face);
        let mut set = Glyphs { glyphs: Vec::new(), is_missing_some: false };
        for (at, cluster) in text.grapheme_indices(true) {
            let seen = || cluster.char_indices().filter(|(_, letter)| !is_unseen(*letter));
            if seen().all(|(_, letter)| loaded.glyph(letter).is_some()) {
                for (offset, letter) in seen() {
                    let start = at + offset;
                    set.glyphs.extend(
                        loaded
                            .glyph(letter)
                            .map(|glyph| loaded.placed(glyph, start..start + letter.len_utf8())),
                    );
                }
            } else {
                set.is_missing_some = true;
                let glyph = loaded.glyph(REPLACEMENT);
                set.glyphs.extend(glyph.map(|glyph| loaded.placed(glyph, at..at + cluster.len())));
            }
        }
        set
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        self.glyphs(face, text).glyphs.iter().map(|glyph| glyph.x_advance * size).sum()
    }

    /// Breaks a line of text into lines of at most this many points; a word that is longer is cut.
    pub(super) fn wrap(&self, (face, size): (Face, f32), line: &str, most: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut current, mut used) = (String::new(), 0.0);
        for word in WordSeparator::UnicodeBreakProperties.find_words(line) {
            let width = self.width(face, size, word.word);
            if used + width > most && !current.is_empty() {
                lines.push(std::mem::take(&mut current));
                used = 0.0;
            }
            if width > most {
                for letter in word.word.graphemes(true) {
                    let width = self.width(face, size, letter);
                    if used + width > most && !current.is_empty() {
                        lines.push(std::mem::take(&mut current));
                        used = 0.0;
                    }
                    current += letter;
                    used += width;
                }
            } else {
                current += word.word;
                used += width;
            }
            current += word.whitespace;
            used += self.width(face, size, word.whitespace);
        }
        lines.push(current);
        lines
    }
}

impl Loaded {
    fn placed(&self, glyph: skrifa::GlyphId, text_range: std::ops::Range<usize>) -> KrillaGlyph {
        KrillaGlyph {
            glyph_id: GlyphId::new(glyph.to_u32()),
            text_range,
            x_advance: self.widths.advance_width(glyph).unwrap_or_default() / self.units,
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        }
    }
}

/// Marks that choose or join what stands beside them, and are never drawn themselves.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Face, Fonts};

    fn drawn(text: &str) -> (usize, bool) {
        let set = Fonts::new().expect("the fonts").glyphs(Face::Regular, text);
        (set.glyphs.len(), set.is_missing_some)
    }

    #[test]
    fn latin_greek_and_cyrillic_are_there() {
        for text in ["Zażółć gęślą jaźń", "Ξεσκεπάζω", "Съешь же ещё", "“Don’t…” – it’s 5 €", "Ğüşö İı ß Ø"]
        {
            assert_eq!(drawn(text), (text.chars().count(), false), "{text}");
        }
    }

    #[test]
    fn what_is_not_there_is_one_visible_mark_each() {
        for (text, count) in [("你好", 2), ("👩\u{200d}👩\u{200d}👧", 1), ("🇬🇧", 1), ("שלום", 4)]
        {
            assert_eq!(drawn(text), (count, true), "{text}");
        }
        assert_eq!(drawn("a\u{200b}b\u{ad}"), (2, false));
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let fonts = Fonts::new().expect("the fonts");
        for text in ["one two three four five six seven", &"long".repeat(40), "", "你好".repeat(50).as_str()]
        {
            let lines = fonts.wrap((Face::Bold, 10.0), text, 90.0);
            assert_eq!(lines.concat(), text);
            for line in lines {
                assert!(fonts.width(Face::Bold, 10.0, line.trim_end()) <= 90.0, "{line}");
            }
        }
    }
}
