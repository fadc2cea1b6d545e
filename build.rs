//! Checks the shipped questionnaire when the program is built, and packs it, so that no start has to.
//!
//! It does so with the program's own code: what is packed is what a folder on disk would give. A fault in a shipped file is a
//! fault of the build, drawn as `rekindle questions check` draws it.

use questionnaire::{Folder, check};
use std::{
    env,
    error::Error,
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

#[path = "src/answer.rs"]
#[allow(dead_code, reason = "the program needs more of it than the check does")]
mod answer;
#[path = "src/diagnostic.rs"]
#[allow(dead_code, reason = "the program needs more of it than the check does")]
mod diagnostic;
#[path = "src/message/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the program reads texts, this only packs what it reads them with"
)]
mod message;
#[path = "src/packed.rs"]
#[allow(dead_code, reason = "the program unpacks what this packs")]
mod packed;
#[path = "src/questionnaire/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the program walks through questionnaires, this only packs one")]
mod questionnaire;

/// Everything that the packed questionnaire depends on.
const READ: [&str; 7] = [
    "build.rs",
    "questions",
    "src/answer.rs",
    "src/diagnostic.rs",
    "src/message",
    "src/packed.rs",
    "src/questionnaire",
];

/// Writes `questionnaire.packed`, and `files.rs`: each file of the folder with its name and its text.
fn main() -> Result<ExitCode, Box<dyn Error>> {
    for path in READ {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = env::var("OUT_DIR")?;
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let questions = Path::new(&root).join("questions");
    let mut folder = Folder::new("questions");
    let mut files = String::new();
    for entry in fs::read_dir(&questions)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|extension| extension == "toml") {
            folder.put(&name, fs::read_to_string(&path)?);
            files += &format!("({name:?}, include_str!({:?})),\n", path.to_string_lossy());
        }
    }
    // Without one nothing is lost but what it would see: whoever trains it anew has to build first.
    folder.model = fs::read(questions.join("message.model")).ok().map(Into::into);
    let packed = match check(&folder) {
        Ok(checked) => postcard::to_allocvec(&checked.questionnaire)?,
        Err(faults) => {
            let drawn: String = faults.iter().map(|fault| format!("\n{}\n", fault.draw(false))).collect();
            io::stderr().write_all(drawn.as_bytes())?;
            return Ok(ExitCode::FAILURE);
        }
    };
    fs::write(Path::new(&out).join("questionnaire.packed"), packed)?;
    fs::write(Path::new(&out).join("files.rs"), format!("&[\n{files}]"))?;
    Ok(ExitCode::SUCCESS)
}
