//! A long list stays quick: what one key writes is little. How long it takes is printed, not judged: machines differ.

#[path = "support/terminal.rs"]
mod terminal;

use std::{fmt::Write as _, io::Write as _, path::Path, time::Instant};
use terminal::Start;

#[test]
fn a_key_in_a_list_of_a_thousand_writes_little() {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds")).expect("a folder")
    {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a file");
        let text = match text.find("\nchoices = [\n  { value = \"aachen\"") {
            Some(start) => {
                let mut long = text[..start].to_owned();
                long.push_str("\nchoices = [\n");
                for number in 1..=1000 {
                    let _ = writeln!(
                        long,
                        "  {{ value = \"t{number}\", label = \"A town with the number {number}\" }},"
                    );
                }
                long + "]\n"
            }
            None => text,
        };
        std::fs::write(folder.path().join(path.file_name().expect("a name")), text).expect("a file");
    }
    let answers = ["calm=yes", "one=fine", "many=", "scale=1", "long_scale=1", "short=x", "long=x"];
    let mut arguments = vec!["ask", "--questions", folder.path().to_str().expect("a path")];
    for answer in answers {
        arguments.extend(["--set", answer]);
    }
    let mut terminal = Start::rekindle(&arguments).run();
    terminal.sees("Enter: go on");
    terminal.reads_on_to("Which town");
    let (mut times, mut most) = (Vec::new(), 0);
    for number in 2..=200 {
        let before = terminal.raw().len();
        let start = Instant::now();
        terminal.press("\x1b[B", &format!("> {number:>4}."));
        times.push(start.elapsed());
        most = most.max(terminal.raw().len() - before);
    }
    times.sort();
    let median = times[times.len() / 2];
    let said = format!("key to repaint: {median:?} in the middle, {most} bytes at most\n");
    std::io::stderr().write_all(said.as_bytes()).expect("stderr");
    assert!(most < 2048, "a key wrote {most} bytes");
}
