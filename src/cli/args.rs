//! What was typed.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// A calm, honest half hour of questions for somebody who hopes to get back with a former partner.
///
/// Without a command it asks its questions, one at a time, and prints a summary at the end. Nothing is saved unless you ask
/// for it, and nothing ever leaves this device.
#[derive(Debug, Parser)]
#[command(name = "rekindle", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 a summary was printed; 1 a file, an answer or the disk; 2 usage; 3 not finished; 130 Ctrl-C.\n\
    If you are in danger, or thinking about hurting yourself, `rekindle support` prints help lines."
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) ask: AskArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Ask the questions and print the summary (what happens without a command)
    Ask(AskArgs),
    /// Print a blank answers file, ready to fill
    Answers,
    /// Print the summary of a saved session or of an answers file
    Summary(SummaryArgs),
    /// Show what is different between two sessions
    Compare(CompareArgs),
    /// Go on with a saved session where it stopped
    Resume(ResumeArgs),
    /// Look a message over for words that may press on the other person
    Message(MessageArgs),
    /// Print help lines
    Support,
    /// For people who write questionnaires
    Questions(QuestionsArgs),
    /// Print a script that completes commands in your shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ClapArgs)]
pub(super) struct AskArgs {
    /// Take answers from a TOML or JSON file, or from stdin with `-`
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// Give one answer; wins over --answers. May be given many times
    #[arg(long, value_name = "ID=VALUE")]
    pub(super) set: Vec<String>,
    /// Never ask: what is not answered counts as skipped
    #[arg(long)]
    pub(super) no_input: bool,
    /// Only the most important questions
    #[arg(long)]
    pub(super) short: bool,
    /// Keep the session in a private file after every answer, under this name or today's date
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = false)]
    #[expect(clippy::option_option, reason = "not given, given without a name, given with one")]
    pub(super) save: Option<Option<String>>,
    /// Keep nothing, and do not offer to
    #[arg(long, conflicts_with = "save")]
    pub(super) no_save: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ResumeArgs {
    /// The session's name; the last one without it
    pub(super) name: Option<String>,
    /// Give one answer; may be given many times
    #[arg(long, value_name = "ID=VALUE")]
    pub(super) set: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SummaryArgs {
    /// The session's name; the last one without it
    #[arg(conflicts_with = "answers")]
    pub(super) name: Option<String>,
    /// Read answers from files instead, or from stdin with `-`; many, as JSON, give one line each
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) answers: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompareArgs {
    /// The earlier session: its name, or the path of an answers file
    pub(super) old: String,
    /// The later one
    pub(super) new: String,
}

#[derive(Debug, ClapArgs)]
pub(super) struct MessageArgs {
    #[command(subcommand)]
    pub(super) command: MessageCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum MessageCommand {
    /// Read a message and point at words that may press
    Check {
        /// The file with the message; stdin without it, or with `-`
        file: Option<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct QuestionsArgs {
    #[command(subcommand)]
    pub(super) command: QuestionsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum QuestionsCommand {
    /// Check a questionnaire and report every fault
    Check {
        /// The questionnaire's folder; the built-in one without it
        dir: Option<PathBuf>,
    },
    /// Show the stages with their questions, choices, conditions and gates
    Show,
}

#[derive(Debug, Clone, ClapArgs)]
pub(super) struct CommonArgs {
    /// Use the questionnaire in this folder, or in that of `REKINDLE_QUESTIONS`
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) questions: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "text", global = true)]
    pub(super) format: Format,
    /// Print into a new private file instead; `-` is stdout
    #[arg(short, long, value_name = "FILE", global = true)]
    pub(super) output: Option<PathBuf>,
    /// Write over the file of --output if it is there
    #[arg(long, global = true, requires = "output")]
    pub(super) force: bool,
    /// Plain prompts, line by line: for screen readers and simple terminals
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// Print a summary at once, however long it is, instead of showing it page by page first
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Help lines of this country, such as GB; the locale's without it, and else you may pick one in a session
    #[arg(long, value_name = "CC", global = true)]
    pub(super) region: Option<String>,
    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub(super) color: ColorChoice,
    /// Wrap text at this many columns, 20 to 400
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(20..=400))]
    pub(super) width: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// For notes and documents (summaries only)
    Markdown,
    /// One page that stands by itself, also for printing (summaries only)
    Html,
    /// One JSON object
    Json,
    /// Pages for printing, into a file (summaries only)
    #[cfg_attr(not(feature = "pdf"), value(hide = true))]
    Pdf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
