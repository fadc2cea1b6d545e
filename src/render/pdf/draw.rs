//! Pages as the bytes of a PDF, with the structure that a screen reader follows.

use super::{
    PdfError,
    font::{Face, Fonts},
    layout::{Filled, Part, Row, Run, SIDE, WIDTH, soft},
    pages::{HEIGHT, TOP},
};
use crate::render::{html::Head, text::clean};
use krilla::{
    Document, SerializeSettings,
    color::rgb::Color,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
    },
};
use std::num::NonZeroU16;

/// What a part is made of on its pages.
#[derive(Default)]
struct Drawn {
    marks: Vec<Identifier>,
    words: Vec<Identifier>,
    /// The page and the height of its first row.
    place: Option<(usize, f32)>,
}

/// The whole document.
pub(super) fn draw(
    head: &Head<'_>,
    fonts: &Fonts,
    parts: &[Part],
    pages: Vec<Vec<(f32, Row)>>,
) -> Result<Vec<u8>, PdfError> {
    let failed = |what: &str| PdfError(what.to_owned());
    // The validator makes the library refuse what a screen reader could not follow.
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError(format!("{error:?}")))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn: Vec<Drawn> = parts.iter().map(|_| Drawn::default()).collect();
    let count = pages.len();
    for (index, rows) in pages.into_iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| failed("no page of this size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (top, row) in rows {
            let part = drawn.get_mut(row.part).ok_or_else(|| failed("a row of no part"))?;
            part.place.get_or_insert((index, top));
            draw_row(&mut surface, fonts, top, &row, part);
        }
        draw_number(&mut surface, fonts, &format!("{} / {count}", index + 1));
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(parts, &drawn));
    document.set_tag_tree(tree(parts, drawn));
    document.set_metadata(
        Metadata::new()
            .title(clean(head.title).into_owned())
            .language(head.language.to_owned())
            .creator("rekindle".to_owned()),
    );
    document.finish().map_err(|error| PdfError(format!("{error:?}")))
}

fn draw_row(surface: &mut Surface<'_>, fonts: &Fonts, top: f32, row: &Row, part: &mut Drawn) {
    for filled in &row.boxes {
        surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Layout, None)));
        draw_box(surface, top, filled);
        surface.end_tagged();
    }
    for run in row.runs.iter().filter(|run| !run.glyphs.glyphs.is_empty()) {
        let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        draw_run(surface, fonts, top + row.height * 0.72, run);
        surface.end_tagged();
        if run.is_mark { &mut part.marks } else { &mut part.words }.push(identifier);
    }
}

fn draw_run(surface: &mut Surface<'_>, fonts: &Fonts, baseline: f32, run: &Run) {
    surface.set_fill(Some(fill(run.ink)));
    let start = Point::from_xy(run.left, baseline);
    surface.draw_glyphs(start, &run.glyphs.glyphs, fonts.font(run.face), &run.text, run.size, false);
}

fn draw_box(surface: &mut Surface<'_>, top: f32, filled: &Filled) {
    let mut path = PathBuilder::new();
    // One of no width is nothing.
    let Some(rectangle) = Rect::from_xywh(filled.left, top + filled.top, filled.width, filled.height) else {
        return;
    };
    path.push_rect(rectangle);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(filled.ink)));
        surface.draw_path(&path);
    }
}

/// The number of the page, at its foot.
fn draw_number(surface: &mut Surface<'_>, fonts: &Fonts, number: &str) {
    const SIZE: f32 = 8.5;
    let (face, glyphs) = (Face::Regular, fonts.glyphs(Face::Regular, number));
    surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::PageNumber, None)));
    surface.set_fill(Some(fill(soft())));
    let start = Point::from_xy(WIDTH - SIDE - fonts.width(face, SIZE, number), HEIGHT - TOP / 2.0);
    surface.draw_glyphs(start, &glyphs.glyphs, fonts.font(face), number, SIZE, false);
    surface.end_tagged();
}

fn fill(ink: Color) -> Fill {
    Fill { paint: ink.into(), ..Fill::default() }
}

/// The titles of the parts, to jump to; under the title of the whole.
fn outline(parts: &[Part], drawn: &[Drawn]) -> Outline {
    let mut whole: Option<OutlineNode> = None;
    for (part, drawn) in parts.iter().zip(drawn) {
        let (Part::Title(level @ 1..=2, words), Some((page, top))) = (part, drawn.place) else { continue };
        let node = OutlineNode::new(words.clone(), XyzDestination::new(page, Point::from_xy(0.0, top)));
        match &mut whole {
            Some(whole) if *level == 2 => whole.push_child(node),
            Some(_) => {}
            None => whole = Some(node),
        }
    }
    let mut outline = Outline::new();
    if let Some(whole) = whole {
        outline.push_child(whole);
    }
    outline
}

/// The structure: titles, paragraphs, lists and quotes, in the order of reading.
fn tree(parts: &[Part], drawn: Vec<Drawn>) -> TagTree {
    let mut tree = TagTree::new();
    let mut list: Option<TagGroup> = None;
    for (part, drawn) in parts.iter().zip(drawn) {
        if !matches!(part, Part::Point { first: false })
            && let Some(list) = list.take()
        {
            tree.push(list);
        }
        let words = drawn.words.into_iter().map(Node::from).collect::<Vec<_>>();
        match part {
            Part::Title(level, title) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                tree.push(group(Tag::Hn(level, Some(title.clone())), words));
            }
            Part::Paragraph => tree.push(group(Tag::P, words)),
            Part::Quote => tree.push(group(Tag::BlockQuote, vec![group(Tag::P, words).into()])),
            Part::Point { .. } => {
                let marks = drawn.marks.into_iter().map(Node::from).collect();
                let point = vec![group(Tag::Lbl, marks).into(), group(Tag::LBody, words).into()];
                list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)))
                    .push(group(Tag::LI, point));
            }
        }
    }
    if let Some(list) = list {
        tree.push(list);
    }
    tree
}

fn group(tag: impl Into<krilla::tagging::TagKind>, nodes: Vec<Node>) -> TagGroup {
    let mut group = TagGroup::new(tag);
    for node in nodes {
        group.push(node);
    }
    group
}
