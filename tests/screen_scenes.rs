//! The screens of a session as they are: openings, menus, the review, gates, decisions and the summary, at three sizes, as
//! snapshots to be read; and the same captures as `docs/screens.md` and as the README's picture, which are held to them.
//!
//! When a screen changes on purpose, write both anew, and read what changed:
//!
//! ```text
//! REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes
//! ```

#[path = "screen_scenes/lead.rs"]
mod lead;
mod program;
#[path = "screen_scenes/scenes.rs"]
mod scenes;
#[path = "support/terminal.rs"]
mod terminal;

use scenes::{SCENES, Scene, scene};
use std::{fs, path::Path};
use terminal::Terminal;

/// Columns and rows.
type Size = (u16, u16);

const SIZES: [Size; 3] = [(80, 24), (40, 15), (20, 8)];

#[test]
fn scenes_look_as_reviewed() {
    // All at once: each waits for its own terminal most of the time.
    let shown: Vec<_> = std::thread::scope(|scope| {
        let captures: Vec<_> = SCENES.iter().map(|scene| scope.spawn(|| at_every_size(scene))).collect();
        captures.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    for (scene, shown) in SCENES.iter().zip(shown) {
        let shown = shown.unwrap_or_else(|_| panic!("no capture of {}", scene.name));
        insta::assert_snapshot!(scene.name, shown);
    }
}

fn at_every_size(scene: &Scene) -> String {
    let mut shown = String::new();
    for size @ (columns, rows) in SIZES {
        shown += &format!("{columns} by {rows}\n{}\n", (scene.lead)(size).screen());
    }
    shown
}

/// A screen as it stands on a page: without the marks of the tests, and with its empty rows folded.
fn pictured(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let mut lines: Vec<&str> = screen.lines().filter_map(|line| line.strip_prefix('|')).collect();
    lines.dedup_by(|next, line| line.is_empty() && next.is_empty());
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
    lines[first..].join("\n").trim_end().to_owned()
}

fn page() -> String {
    let mut page = "\
# The screens as they are

The screens of the shipped questionnaire in a window of 80 columns and 24 rows, and a few in smaller ones. They are captures of the
tests; a test holds this page to them, and `REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes` writes it anew. Colours and bold
letters are left out, and empty rows are folded.
"
    .to_owned();
    for scene in SCENES {
        let title = scene.name.replace('-', " ");
        let (first, rest) = title.split_at(1);
        let screen = pictured(&(scene.lead)((80, 24)));
        page +=
            &format!("\n## {}{rest}\n\n{}\n\n```text\n{screen}\n```\n", first.to_uppercase(), scene.about);
    }
    page += "\n## In small windows\n\nNothing needs a large window: from 20 columns and 8 rows everything is there, only more \
        is read on with Enter.\n";
    for (name, size) in [
        ("several-answers", (40, 15)),
        ("a-crisis", (40, 15)),
        ("several-answers", (20, 8)),
        ("the-menu", (20, 8)),
    ] {
        page += &format!("\n```text\n{}\n```\n", pictured(&scene(name, size)));
    }
    page
}

/// Holds a file to what it should be, or writes it.
#[track_caller]
fn holds(file: &str, should_be: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("REKINDLE_WRITE_SCREENS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, should_be).expect("a file");
    }
    let is = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        is == should_be,
        "{file} is not what the screens are: run REKINDLE_WRITE_SCREENS=1 cargo test --test screen_scenes\n{}",
        first_difference(&is, should_be)
    );
}

fn first_difference(is: &str, should_be: &str) -> String {
    let line = is.lines().zip(should_be.lines()).position(|(is, should)| is != should).unwrap_or_default();
    let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
    format!("line {}:\n  is      {}\n  should  {}", line + 1, at(is), at(should_be))
}

#[test]
fn the_page_of_screens_is_true() {
    holds("docs/screens.md", &page());
}

#[test]
fn the_picture_in_the_readme_is_true() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    // The first block of the page.
    let (head, rest) = readme.split_once("```\n").expect("a picture");
    let (_, tail) = rest.split_once("\n```\n").expect("its end");
    let picture = pictured(&scene("several-answers", (80, 24)));
    holds("README.md", &format!("{head}```\n{picture}\n```\n{tail}"));
}
