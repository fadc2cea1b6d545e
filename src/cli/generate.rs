//! `rekindle completions` and `rekindle man`: generated from the command line's own definition.

use super::{args::Args, error::Error, ui::Ui};
use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

/// A completion script.
pub(super) fn completions(shell: Shell, ui: &mut Ui) -> Result<ExitCode, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rekindle", &mut script);
    ui.print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// The manual page.
pub(super) fn man(ui: &mut Ui) -> Result<ExitCode, Error> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    ui.print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
