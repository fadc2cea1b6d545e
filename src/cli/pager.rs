//! A summary that is longer than the window is read page by page first; then the person says whether it is printed.

use super::{
    args::{CommonArgs, Format},
    settings::Surroundings,
    ui::Ui,
};
use crate::{
    interview::PromptError,
    prompt::{Afterwards, RichPrompter, RichSettings, can_be_rich, fits_window},
    render::{self, TextStyle},
    summary::Summary,
};

/// What is to be done with a summary, now that it was read, or that there was no need to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Print it.
    Print,
    /// It was read, and nothing is printed.
    Enough,
    /// The person left without a trace: the screen is cleared.
    Left,
    /// Ctrl-C.
    Interrupted,
}

/// Whether a summary would be read page by page here, if it is long: only where it goes to the window as text.
fn is_wanted(common: &CommonArgs, surroundings: &Surroundings, ui: &Ui) -> bool {
    common.format == Format::Text && !common.no_pager && !ui.has_output() && surroundings.stdout_is_terminal
}

/// Shows a summary at the end of a session, on the screen that the session had. The terminal is given back in any case.
pub(super) fn read_on(
    face: RichPrompter,
    summary: &Summary,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Reading {
    if !is_wanted(common, surroundings, ui) || fits_window(&render::text(summary, ui.stdout_style())) {
        return Reading::Print;
    }
    read(face, summary, common, surroundings, ui)
}

/// Shows a summary on a terminal that nobody has taken yet.
pub(super) fn open(
    summary: &Summary,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Reading {
    let can = is_wanted(common, surroundings, ui) && !surroundings.wants_plain(common) && can_be_rich();
    if !can || fits_window(&render::text(summary, ui.stdout_style())) {
        return Reading::Print;
    }
    match RichPrompter::new(RichSettings { color: ui.stderr_style().color, editor: None }) {
        Ok(face) => read(face, summary, common, surroundings, ui),
        // Where there can be no pages, there is still the text.
        Err(_) => Reading::Print,
    }
}

fn read(
    mut face: RichPrompter,
    summary: &Summary,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Reading {
    let width = common.width.map_or(usize::MAX, usize::from);
    let came = face.show_summary(summary, TextStyle { width, color: ui.stderr_style().color });
    // What is printed now is printed for the window as it has become.
    ui.fit(surroundings.width(common));
    match came {
        Ok(Afterwards::Print) | Err(PromptError::EndOfInput | PromptError::Io(_)) => Reading::Print,
        Ok(Afterwards::Nothing) => Reading::Enough,
        Ok(Afterwards::Leave) => {
            face.leave_without_trace();
            Reading::Left
        }
        Err(PromptError::Interrupted) => Reading::Interrupted,
    }
}
