//! `--format pdf`: where it can go, and what a build without it says.

use super::{
    args::{CommonArgs, Format},
    error::Error,
    settings::Surroundings,
    ui::Ui,
};
use crate::summary::{Comparison, Summary};

/// Whether this program can make the format that was asked for, and put it where it is to go: found out before a person spends
/// half an hour.
pub(super) fn check_format(common: &CommonArgs, surroundings: &Surroundings, ui: &Ui) -> Result<(), Error> {
    if common.format != Format::Pdf {
        return Ok(());
    }
    if cfg!(not(feature = "pdf")) {
        return Err(not_built());
    }
    if surroundings.stdout_is_terminal && !ui.has_output() {
        return Err(Error::usage("a PDF cannot be shown in a terminal")
            .hint("write it to a file: add -o FILE, such as -o summary.pdf"));
    }
    Ok(())
}

fn not_built() -> Error {
    Error::usage("this program was built without `--format pdf`")
        .hint("build it with: cargo install --path . --features pdf")
        .hint("or use --format html, and print that page from a browser")
}

/// A summary as a PDF.
#[cfg(feature = "pdf")]
pub(super) fn of_summary(summary: &Summary) -> Result<Vec<u8>, Error> {
    crate::render::pdf(summary).map_err(|error| Error::new(error.to_string()))
}

/// A comparison as a PDF.
#[cfg(feature = "pdf")]
pub(super) fn of_comparison(comparison: &Comparison) -> Result<Vec<u8>, Error> {
    crate::render::comparison_pdf(comparison).map_err(|error| Error::new(error.to_string()))
}

/// A summary as a PDF, which this build cannot make.
#[cfg(not(feature = "pdf"))]
pub(super) fn of_summary(_: &Summary) -> Result<Vec<u8>, Error> {
    Err(not_built())
}

/// A comparison as a PDF, which this build cannot make.
#[cfg(not(feature = "pdf"))]
pub(super) fn of_comparison(_: &Comparison) -> Result<Vec<u8>, Error> {
    Err(not_built())
}
