//! The command line: what was typed (`args`), what it means (`settings`), one file a command, one printer (`ui`).

mod answers;
mod args;
mod ask;
mod compare;
mod error;
mod generate;
mod keeper;
mod message;
mod pager;
mod pdf;
mod questions;
mod sessions;
mod settings;
mod summary;
mod support;
mod ui;
mod warnings;

use args::{Args, AskArgs, Command};
use clap::Parser;
use error::Error;
use settings::Surroundings;
use std::{ffi::OsString, process::ExitCode};
use ui::Ui;

/// Runs the program with these arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let surroundings = Surroundings::of_process();
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let mut ui = Ui::new(&args.common, &surroundings);
    let result = dispatch(&args, &surroundings, &mut ui);
    match result {
        Ok(code) => code,
        Err(error) => ui.fail(error),
    }
}

fn dispatch(args: &Args, surroundings: &Surroundings, ui: &mut Ui) -> Result<ExitCode, Error> {
    if args.command.is_some() && args.ask != AskArgs::default() {
        return Err(Error::usage("options of `ask` stand before the command")
            .hint("write them behind it, as in `rekindle ask --set upset=3`"));
    }
    match &args.command {
        None => ask::ask(&args.ask, &args.common, surroundings, ui),
        Some(Command::Ask(ask)) => ask::ask(ask, &args.common, surroundings, ui),
        Some(Command::Answers) => answers::blank(&args.common, ui),
        Some(Command::Summary(summary)) => summary::summary(summary, &args.common, surroundings, ui),
        Some(Command::Compare(compare)) => compare::compare(compare, &args.common, surroundings, ui),
        Some(Command::Resume(resume)) => ask::resume(resume, &args.common, surroundings, ui),
        Some(Command::Message(message)) => message::message(message, &args.common, surroundings, ui),
        Some(Command::Support) => support::support(&args.common, ui),
        Some(Command::Questions(questions)) => questions::questions(questions, &args.common, ui),
        Some(Command::Completions { shell }) => generate::completions(*shell, ui),
        Some(Command::Man) => generate::man(ui),
    }
}

/// clap's own words for help, version and usage errors, with its own exit codes: 0 and 2.
fn usage(error: &clap::Error) -> ExitCode {
    // That help cannot be printed, because the pipe is closed, is no error.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
