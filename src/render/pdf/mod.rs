//! A summary as a PDF for A4: tagged, so that a screen reader finds its way, and the same bytes for the same summary: it holds
//! no day and no chance. Built only with the feature `pdf`.

mod draw;
mod font;
mod layout;
mod pages;

use super::{
    blocks::{Block, blocks},
    compare::{comparison_blocks, comparison_head},
    html::Head,
};
use crate::summary::{Comparison, Summary};
use font::Fonts;
use thiserror::Error;

/// A PDF could not be made; nothing in a summary leads here.
#[derive(Debug, Error)]
#[error("the PDF could not be made: {0}")]
pub struct PdfError(String);

/// The summary as a PDF.
pub fn pdf(summary: &Summary) -> Result<Vec<u8>, PdfError> {
    document(&Head { language: &summary.language, title: &summary.title }, &blocks(summary))
}

/// A comparison as a PDF.
pub fn comparison_pdf(comparison: &Comparison) -> Result<Vec<u8>, PdfError> {
    document(&comparison_head(comparison), &comparison_blocks(comparison))
}

/// The lines of text that stand on each page of the PDF of these blocks, in the order of reading, without page numbers.
pub fn pdf_lines(blocks: &[Block]) -> Result<Vec<Vec<String>>, PdfError> {
    let layout = layout::layout(&Fonts::new()?, blocks);
    let said = |(_, row): (f32, layout::Row)| {
        row.runs.iter().map(|run| run.text.trim_end()).collect::<Vec<_>>().join(" ")
    };
    Ok(pages::pages(layout.rows).into_iter().map(|page| page.into_iter().map(said).collect()).collect())
}

fn document(head: &Head<'_>, blocks: &[Block]) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::new()?;
    let layout = layout::layout(&fonts, blocks);
    draw::draw(head, &fonts, &layout.parts, pages::pages(layout.rows))
}
