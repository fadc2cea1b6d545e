//! A session with one of the faces and nothing around it: the screen tests drive this. What came out is printed on stdout.
//!
//! `face FOLDER rich|plain [--short]`

use rekindle::{
    interview::{End, InterviewError, NoKeeper, Prompter, Settings, run},
    prompt::{PlainPrompter, RichPrompter, RichSettings, can_be_rich},
    questionnaire::{Folder, check},
    session::{Manner, Session},
};
use std::{
    io::{BufReader, IsTerminal, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let folder = read(&arguments[1]);
    let checked = match check(&folder) {
        Ok(checked) => checked,
        Err(faults) => panic!("{:#?}", faults.iter().map(|fault| &fault.message).collect::<Vec<_>>()),
    };
    let is_terminal = std::io::stdin().is_terminal();
    let is_rich = arguments[2] == "rich" && can_be_rich();
    let has_person = is_rich || is_terminal;
    let manner = Manner {
        short: arguments.iter().any(|argument| argument == "--short"),
        asks_hints: has_person,
        ..Manner::default()
    };
    let mut session = Session::new(&checked.questionnaire, manner);
    let settings = Settings { region: "GB".to_owned(), has_person, resumed: false };

    let (end, left) = if is_rich {
        let color = std::env::var_os("NO_COLOR").is_none();
        let mut face = RichPrompter::new(RichSettings { color, editor: std::env::var("EDITOR").ok() })
            .expect("a terminal");
        if std::env::var_os("FACE_PANICS").is_some() {
            panic!("a fault of ours");
        }
        let end = run(&mut session, &mut face, &mut NoKeeper, &settings);
        let left = face.wants_to_leave() || matches!(end, Ok(End::Left));
        if left {
            face.leave_without_trace();
        }
        (end, left)
    } else {
        let input = Box::new(BufReader::new(std::io::stdin()));
        let mut face: Box<dyn Prompter> =
            Box::new(PlainPrompter::new(input, Box::new(std::io::stderr()), is_terminal, 80));
        (run(&mut session, face.as_mut(), &mut NoKeeper, &settings), false)
    };
    if left {
        return ExitCode::from(3);
    }
    let _ = write!(std::io::stdout(), "{}", session.record(0, 0).to_text());
    match end {
        Ok(End::Finished) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(3),
        Err(InterviewError::Interrupted) => ExitCode::from(130),
        Err(error) => panic!("{error}"),
    }
}

fn read(name: &str) -> Folder {
    let mut folder = Folder::new(name);
    for entry in std::fs::read_dir(name).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let file = path.file_name().and_then(|file| file.to_str()).expect("a name").to_owned();
            folder.put(&file, std::fs::read_to_string(&path).expect("a file"));
        }
    }
    folder
}
