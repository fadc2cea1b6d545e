//! Rows onto pages: what belongs together stays together, as far as a page is long.

use super::layout::Row;

/// The height of A4, in points.
pub(super) const HEIGHT: f32 = 841.89;
/// The margin above, and below; the page number stands in the lower one.
pub(super) const TOP: f32 = 62.0;
/// How high the rows of a page may be together.
const ROOM: f32 = HEIGHT - 2.0 * TOP - 8.0;

/// The rows of each page, each with the height of its upper edge, from the top of the page downwards.
pub(super) fn pages(rows: Vec<Row>) -> Vec<Vec<(f32, Row)>> {
    let mut pages = Vec::new();
    let mut page: Vec<(f32, Row)> = Vec::new();
    let mut used = 0.0;
    for piece in pieces(rows) {
        let fits = used + height(&piece, used > 0.0) <= ROOM;
        if !fits && used > 0.0 && height(&piece, false) <= ROOM {
            pages.push(std::mem::take(&mut page));
            used = 0.0;
        }
        for row in piece {
            // Only what is longer than a page is broken here.
            if used > 0.0 && used + row.gap + row.height > ROOM {
                pages.push(std::mem::take(&mut page));
                used = 0.0;
            }
            let gap = if used > 0.0 { row.gap } else { 0.0 };
            let top = used + gap;
            used = top + row.height;
            page.push((TOP + top, row));
        }
    }
    pages.push(page);
    pages
}

/// Rows that must not be parted, in groups.
fn pieces(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut pieces = Vec::new();
    let mut piece = Vec::new();
    for row in rows {
        let ends = !row.holds_next;
        piece.push(row);
        if ends {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.extend((!piece.is_empty()).then_some(piece));
    pieces
}

fn height(piece: &[Row], with_gap: bool) -> f32 {
    let first_gap = piece.first().filter(|_| !with_gap).map_or(0.0, |row| row.gap);
    piece.iter().map(|row| row.gap + row.height).sum::<f32>() - first_gap
}
