//! What the model makes of a text, and which sentence made it so.

use std::ops::Range;

use super::model::{Model, Score};
use super::normalise::Normalised;
use super::sentences::sentences;

/// The question whose yes means: this may press on somebody.
pub const PRESSURE: &str = "pressure";

/// Before the name of a kind of pressure: the question whose strongest yes names the likely kind.
pub const KIND: &str = "kind:";

/// The question whose yes is a hint that somebody may be in danger.
pub const WATCH: &str = "watch";

/// The question, after a yes to [`WATCH`], whether somebody else is in danger rather than the writer.
pub const WATCH_OTHERS: &str = "watch:others";

/// The answer to a question, and the sentence that says it most, in code points.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The answer for the whole text.
    pub score: Score,
    /// Where to point.
    pub place: Range<usize>,
}

/// Asks a question of a text: half the answer is the whole text's, half that of the sentence with the strongest one.
///
/// `None` when the model has no such question or the text has no words.
pub fn guess(model: &Model, question: &str, text: &str, normalised: &Normalised) -> Option<Guess> {
    let places = sentences(text);
    let whole = score(model, question, normalised.text())?;
    if let [only] = places.as_slice() {
        return Some(Guess { score: whole, place: only.clone() });
    }
    let scored = places
        .into_iter()
        .filter_map(|place| Some(Guess { score: score(model, question, normalised.part(&place))?, place }));
    let strongest = scored.max_by(|one, other| one.score.over.total_cmp(&other.score.over))?;
    Some(Guess { score: whole.midpoint(strongest.score), ..strongest })
}

/// Asks a question of a normalised text as a whole.
pub fn score(model: &Model, question: &str, normalised: &str) -> Option<Score> {
    model.score(question, &model.features(normalised))
}

/// The likely kind of a pressing sentence, when one kind stands out.
pub fn likely_kind<'m>(model: &'m Model, normalised: &str) -> Option<&'m str> {
    let features = model.features(normalised);
    let kinds =
        model.heads().filter_map(|head| Some((head.strip_prefix(KIND)?, model.score(head, &features)?.over)));
    let (kind, over) = kinds.max_by(|one, other| one.1.total_cmp(&other.1))?;
    (over > 0.0).then_some(kind)
}
