//! `rekindle ask` and `rekindle resume`: who asks, the session, and the summary at its end.

use super::{
    answers::{Given, set_answers, supplied},
    args::{AskArgs, CommonArgs, Format, ResumeArgs},
    error::Error,
    keeper::{FileKeeper, dated_name},
    pager::{self, Reading},
    pdf::check_format,
    sessions::{load, session_name},
    settings::{Region, Surroundings, questionnaire, region},
    summary,
    ui::Ui,
    warnings::{missing, warn},
};
use crate::{
    answer::Answers,
    interview::{self, End, InterviewError, Located, Prefilled, PromptError, Prompter, Scripted, Settings},
    prompt::{self, PlainPrompter, RichPrompter, RichSettings, can_be_rich},
    session::{Manner, Session},
    store::check_name,
    summary::Summary,
};
use std::{io, process::ExitCode};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Nobody: the answers came beforehand.
    Script,
    /// Line by line.
    Plain,
    /// The whole screen.
    Rich,
}

impl Who {
    fn of(args: &AskArgs, common: &CommonArgs, surroundings: &Surroundings) -> Self {
        let terminal = surroundings.stdin_is_terminal && surroundings.stderr_is_terminal;
        let from_stdin = args.answers.as_deref().is_some_and(|path| path.as_os_str() == "-");
        let has_answers = args.answers.is_some() || !args.set.is_empty();
        if args.no_input || from_stdin || (has_answers && !terminal) {
            Self::Script
        } else if terminal && !surroundings.wants_plain(common) && can_be_rich() {
            Self::Rich
        } else {
            Self::Plain
        }
    }

    /// Whether somebody is there who reads and can be asked to decide.
    fn has_person(self, surroundings: &Surroundings) -> bool {
        match self {
            Self::Script => false,
            Self::Plain => surroundings.stdin_is_terminal,
            Self::Rich => true,
        }
    }
}

/// A guided session from its first question.
pub(super) fn ask(
    args: &AskArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    check_format(common, surroundings, ui)?;
    let questionnaire = questionnaire(common)?;
    let Given { answers, warnings, .. } = supplied(questionnaire, args.answers.as_deref(), &args.set)?;
    ui.draw(&warnings);
    let who = Who::of(args, common, surroundings);
    let manner =
        Manner { short: args.short, asks_hints: who.has_person(surroundings), supplied: answers.clone() };
    let region = region(common, questionnaire)?;
    ui.check_output()?;
    let mut session = Session::new(questionnaire, manner);
    let mut keeper = keeper(args, who, &session, surroundings)?;
    let led = Led { who, answers, resumed: false };
    lead(&mut session, &mut keeper, led, (&region, common), surroundings, ui)
}

/// A saved session, from where it stopped.
pub(super) fn resume(
    args: &ResumeArgs,
    common: &CommonArgs,
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    check_format(common, surroundings, ui)?;
    let questionnaire = questionnaire(common)?;
    let sessions = surroundings.sessions()?;
    let name = session_name(args.name.as_deref(), &sessions)?;
    let (record, warnings) = load(&sessions, &name, questionnaire)?;
    if !warnings.is_empty() {
        ui.draw(&warnings);
        let kept = sessions.keep_aside(&name).map_err(|error| Error::new(error.to_string()))?;
        ui.say(&format!(
            "What does not fit is left out here. The file as it was is kept in {}.",
            kept.display()
        ));
    }
    let ask = AskArgs { set: args.set.clone(), ..AskArgs::default() };
    let who = Who::of(&ask, common, surroundings);
    let region = region(common, questionnaire)?;
    ui.check_output()?;
    let manner =
        Manner { short: record.short, asks_hints: who.has_person(surroundings), supplied: Answers::new() };
    let mut session = Session::restore(questionnaire, manner, &record);
    let hours_away = surroundings.now.saturating_sub(record.updated) / 3600;
    for (index, stage) in questionnaire.stages.iter().enumerate() {
        if stage.again_after_hours.is_some_and(|hours| hours_away > i64::from(hours)) {
            session.ask_again(index);
        }
    }
    for (question, answer) in set_answers(questionnaire, &args.set)? {
        session
            .lay(question, answer)
            .map_err(|misfit| Error::new(format!("--set {}: {misfit}", question.id)))?;
    }
    let mut keeper = FileKeeper::resumed(sessions, name, record.started, surroundings.now);
    let led = Led { who, answers: Answers::new(), resumed: true };
    lead(&mut session, &mut keeper, led, (&region, common), surroundings, ui)
}

/// How a session is led here.
struct Led {
    who: Who,
    answers: Answers,
    resumed: bool,
}

fn lead(
    session: &mut Session<'_>,
    keeper: &mut FileKeeper,
    led: Led,
    (region, common): (&Region, &CommonArgs),
    surroundings: &Surroundings,
    ui: &mut Ui,
) -> Result<ExitCode, Error> {
    let has_person = led.who.has_person(surroundings);
    let settings = Settings { region: region.code.clone(), has_person, resumed: led.resumed };
    let mut country = Country { code: region.code.clone(), is_guess: region.is_guess };
    if has_person {
        session.look_at_supplied();
    }
    let is_script = led.who == Who::Script;
    let (end, rich) = face_to_face(session, keeper, led, (&settings, &mut country), surroundings, ui)?;
    let end = match end {
        Ok(end) => end,
        Err(error) => {
            // Nothing is said while the screen is not the person's own.
            drop(rich);
            return Err(explain(error, session, &country.code, keeper, ui));
        }
    };
    if end == End::Left {
        if let Some(face) = rich {
            face.leave_without_trace();
        }
        return Ok(left(keeper, ui));
    }
    session.look_at_supplied();
    if is_script {
        keeper.keep_at_the_end(session)?;
    }
    ui.fit(surroundings.width(common));
    let summary = crate::summary::build(session, &country.code, end == End::Paused);
    let reading =
        rich.map_or(Reading::Print, |face| pager::read_on(face, &summary, common, surroundings, ui));
    match reading {
        Reading::Left => return Ok(left(keeper, ui)),
        Reading::Interrupted => {
            return Err(explain(InterviewError::Interrupted, session, &country.code, keeper, ui));
        }
        Reading::Print | Reading::Enough => {}
    }
    warn(session, ui);
    if let Some(unknown) = region.unknown.as_ref().filter(|_| country.code == region.code) {
        ui.say(&format!("There are no help lines for {unknown} here: these are the international ones."));
    }
    if reading == Reading::Enough {
        keeper.say_where_to_see_it(ui);
    } else {
        print(&summary, common.format, has_person, ui)?;
        keeper.say_where(ui);
    }
    Ok(ExitCode::from(if end == End::Paused { 3 } else { 0 }))
}

/// Leads the session with the face it was asked for. A rich face comes back with the terminal still its own.
fn face_to_face(
    session: &mut Session<'_>,
    keeper: &mut FileKeeper,
    led: Led,
    (settings, country): (&Settings, &mut Country),
    surroundings: &Surroundings,
    ui: &Ui,
) -> Result<(Result<End, InterviewError>, Option<RichPrompter>), Error> {
    Ok(match led.who {
        Who::Script => {
            let mut face = Scripted::new(led.answers);
            // Nobody waits between two answers: one save at the end keeps all of them.
            (interview::run(session, &mut face, &mut interview::NoKeeper, settings), None)
        }
        Who::Plain => {
            prompt::guard::end_on_interrupt(keeper.last_words())?;
            let input = Box::new(io::BufReader::new(io::stdin()));
            let width = ui.stderr_style().width;
            let is_terminal = surroundings.stdin_is_terminal;
            let face = PlainPrompter::new(input, Box::new(io::stderr()), is_terminal, width);
            let mut face = if is_terminal { face.joining_bursts_of_stdin() } else { face };
            (run_face(session, &mut face, led.answers, keeper, settings, country), None)
        }
        Who::Rich => {
            let mut face = RichPrompter::new(RichSettings {
                color: ui.stderr_style().color,
                editor: surroundings.editor.clone(),
            })?;
            let end = run_face(session, &mut face, led.answers, keeper, settings, country);
            (end, Some(face))
        }
    })
}

/// After leaving without a trace.
fn left(keeper: &FileKeeper, ui: &Ui) -> ExitCode {
    keeper.say_what_stays(ui);
    ExitCode::from(3)
}

fn print(summary: &Summary, format: Format, has_person: bool, ui: &Ui) -> Result<(), Error> {
    summary::print(summary, format, ui).inspect_err(|_| {
        // Nothing of what was typed may be lost with the file that could not be written.
        if has_person {
            ui.say(&crate::render::text(summary, ui.stderr_style()));
        }
    })
}

/// The country whose help lines are shown; a person may pick another.
struct Country {
    code: String,
    is_guess: bool,
}

fn run_face(
    session: &mut Session<'_>,
    face: &mut dyn Prompter,
    answers: Answers,
    keeper: &mut FileKeeper,
    settings: &Settings,
    country: &mut Country,
) -> Result<End, InterviewError> {
    let support = &session.questionnaire().support;
    let mut face = Located::new(face, support, country.code.clone(), country.is_guess);
    let end = run_located(session, &mut face, answers, keeper, settings);
    if let Some(region) = face.region() {
        region.clone_into(&mut country.code);
    }
    end
}

fn run_located(
    session: &mut Session<'_>,
    face: &mut dyn Prompter,
    mut answers: Answers,
    keeper: &mut FileKeeper,
    settings: &Settings,
) -> Result<End, InterviewError> {
    if let Some(draft) = session.questionnaire().draft_question() {
        // The session has its words already; when they are to be changed, the person is asked.
        answers.remove(&draft.id);
    }
    if answers.is_empty() {
        return interview::run(session, face, keeper, settings);
    }
    interview::run(session, &mut Prefilled::new(answers, face), keeper, settings)
}

/// Why it could not go on. What cannot wait is said even then.
fn explain(
    error: InterviewError,
    session: &mut Session<'_>,
    region: &str,
    keeper: &FileKeeper,
    ui: &Ui,
) -> Error {
    match error {
        InterviewError::MissingRequired(id) => missing(session, &id, region, ui),
        InterviewError::Interrupted => {
            keeper.say_last_words(ui);
            Error::interrupted()
        }
        InterviewError::Prompt(PromptError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            error.into()
        }
        InterviewError::Prompt(error) => Error::new(error.to_string()),
        error @ InterviewError::Misfit { .. } => Error::new(error.to_string()),
    }
}

fn keeper(
    args: &AskArgs,
    who: Who,
    session: &Session<'_>,
    surroundings: &Surroundings,
) -> Result<FileKeeper, Error> {
    let Some(save) = &args.save else {
        let sessions = if args.no_save { None } else { surroundings.sessions().ok() };
        return Ok(FileKeeper::not_yet(sessions, surroundings.now));
    };
    let sessions = surroundings.sessions()?;
    let name = match save {
        Some(name) => name.clone(),
        None => dated_name(&sessions, surroundings.now),
    };
    check_name(&name).map_err(|error| Error::usage(error.to_string()))?;
    if who == Who::Script {
        // Its answers are all there: it is saved once, when it came through.
        return FileKeeper::at_the_end(sessions, name, surroundings.now);
    }
    FileKeeper::create(sessions, name, session, surroundings.now)
}
