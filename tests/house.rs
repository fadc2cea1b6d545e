//! Promise: imports run downwards only, without a circle; only the outer rooms touch files, environment, clock and streams; and
//! no file is too long to be read.

mod questionnaires;

use questionnaires::path;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The rooms from top to bottom: each may import only rooms below it.
const ROOMS: &[&str] = &[
    "cli",
    "prompt",
    "store",
    "interview",
    "render",
    "summary",
    "session",
    "answers",
    "questionnaire",
    "message",
    "packed",
    "answer",
    "diagnostic",
];

/// The rooms that touch the world.
const OUTER: &[&str] = &["cli", "prompt", "store"];

/// What touches the world.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::thread::sleep",
    "std::os",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
];

/// The most lines of code in a file: blank lines, comments and its tests are not counted.
const MOST_LINES: usize = 400;

/// A file of the source: its module path, and its text without comments, strings and tests.
struct File {
    module: Vec<String>,
    is_mod: bool,
    code: String,
}

impl File {
    fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    fn name(&self) -> String {
        self.module.join("::")
    }

    /// The absolute paths that it imports or names: `crate::…`, `super::…` and `self::…` from its own place, and `std::…` and
    /// others as they stand.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for root in ["crate", "super", "self", "std", "jiff"] {
            for tree in trees(&self.code, root) {
                found.extend(tree.into_iter().map(|path| self.absolute(&path)));
            }
        }
        found
    }

    fn absolute(&self, path: &[String]) -> Vec<String> {
        let mut from = match path[0].as_str() {
            "crate" => Vec::new(),
            "super" | "self" => self.module.clone(),
            _ => return path.to_vec(),
        };
        if path[0] == "super" {
            from.pop();
        }
        for segment in &path[1..] {
            if segment == "super" {
                from.pop();
            } else {
                from.push(segment.clone());
            }
        }
        from.insert(0, "crate".to_owned());
        from
    }
}

/// Every path that begins with `root::` in `code`, with its `{…}` spread out.
fn trees(code: &str, root: &str) -> Vec<Vec<Vec<String>>> {
    let start = format!("{root}::");
    let mut found = Vec::new();
    let mut read = 0;
    while let Some(at) = code[read..].find(&start).map(|at| read + at) {
        let before = code[..at].chars().last();
        let mut rest = &code[at + start.len()..];
        if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':') {
            let mut paths = Vec::new();
            spread(&mut rest, &[root.to_owned()], &mut paths);
            found.push(paths);
        }
        read = code.len() - rest.len();
    }
    found
}

/// Reads one path or one `{…}` behind `prefix::` and leaves `rest` behind it.
fn spread(rest: &mut &str, prefix: &[String], found: &mut Vec<Vec<String>>) {
    *rest = rest.trim_start();
    if let Some(inside) = rest.strip_prefix('{') {
        *rest = inside;
        loop {
            *rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                *rest = after;
                return;
            }
            if rest.is_empty() {
                return;
            }
            spread(rest, prefix, found);
            *rest = rest.trim_start();
            *rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }
    let end = rest
        .find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '*')
        .unwrap_or(rest.len());
    if end == 0 {
        // Nothing that is a path: step over it.
        let step = rest.chars().next().map_or(0, char::len_utf8);
        *rest = &rest[step..];
        return;
    }
    let mut path = prefix.to_vec();
    let name = &rest[..end];
    if name != "self" {
        path.push(name.to_owned());
    }
    *rest = &rest[end..];
    if let Some(after) = rest.strip_prefix("::") {
        *rest = after;
        return spread(rest, &path, found);
    }
    // `a as b` imports `a`.
    if let Some(after) = rest.trim_start().strip_prefix("as ") {
        let after = after.trim_start();
        let end =
            after.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(after.len());
        *rest = &after[end..];
    }
    found.push(path);
}

/// Source text without comments and what stands in quotes, up to its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut code = String::new();
    for line in text.lines() {
        let line = line.trim_start();
        if line.starts_with("//") {
            continue;
        }
        // Only whole strings on one line are taken out: that is enough for paths named in messages.
        for (index, piece) in line.replace("\\\"", "").split('"').enumerate() {
            code += if index % 2 == 0 { piece } else { "\"\"" };
        }
        code.push('\n');
    }
    code
}

fn files() -> Vec<File> {
    let mut found = Vec::new();
    walk(&path("src"), &[], &mut found);
    found
}

fn walk(folder: &Path, module: &[String], found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut inner = module.to_vec();
        let is_mod = matches!(stem.as_str(), "mod" | "lib" | "main");
        if !is_mod {
            inner.push(stem);
        }
        if path.is_dir() {
            walk(&path, &inner, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let code = code(&fs::read_to_string(&path).expect("a source file"));
            found.push(File { module: inner, is_mod, code });
        }
    }
}

/// Imports that run upwards, one line each.
fn upward(files: &[File]) -> Vec<String> {
    let floor = |room: &str| ROOMS.iter().position(|known| *known == room);
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.module.is_empty()) {
        let Some(own) = floor(file.room()) else {
            found.push(format!("`{}` is no room", file.room()));
            continue;
        };
        for path in file.paths().iter().filter(|path| path[0] == "crate" && path.len() > 1) {
            let room = path[1].as_str();
            match floor(room) {
                Some(other) if other < own => {
                    found.push(format!("{} imports {}", file.name(), path.join("::")));
                }
                Some(_) => {}
                None => found.push(format!("{} names {}, which is no room", file.name(), path.join("::"))),
            }
        }
    }
    found
}

/// What the inner rooms name of the world, one line each.
fn worldly(files: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.module.is_empty() && !OUTER.contains(&file.room())) {
        for path in file.paths() {
            let path = path.join("::");
            let touches = |thing: &&&str| path == **thing || path.starts_with(&format!("{thing}::"));
            if WORLD.iter().find(touches).is_some() {
                found.push(format!("{} names {path}", file.name()));
            }
        }
    }
    found
}

/// What each file imports of the other files; a `mod.rs` is the door of its folder and not counted.
fn imports(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let names: BTreeSet<String> =
        files.iter().filter(|file| !file.is_mod && !file.module.is_empty()).map(File::name).collect();
    let mut graph = BTreeMap::new();
    for file in files.iter().filter(|file| names.contains(&file.name()) && !file.is_mod) {
        let mut targets = BTreeSet::new();
        for path in file.paths().iter().filter(|path| path[0] == "crate") {
            let longest =
                (1..path.len()).rev().map(|end| path[1..=end].join("::")).find(|name| names.contains(name));
            targets.extend(longest.filter(|name| *name != file.name()));
        }
        graph.insert(file.name(), targets);
    }
    graph
}

/// A circle in a graph, from a file back to itself.
fn circle(graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn visit(
        name: &str,
        graph: &BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|step| step == name) {
            return Some(way[start..].to_vec());
        }
        if done.contains(name) {
            return None;
        }
        way.push(name.to_owned());
        let found = graph.get(name).into_iter().flatten().find_map(|next| visit(next, graph, way, done));
        way.pop();
        done.insert(name.to_owned());
        found
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|name| visit(name, graph, &mut Vec::new(), &mut done))
}

fn file(module: &str, text: &str) -> File {
    let module = module.split("::").map(String::from).collect();
    File { module, is_mod: false, code: code(text) }
}

fn paths_of(module: &str, text: &str) -> Vec<String> {
    let mut paths: Vec<String> = file(module, text).paths().iter().map(|path| path.join("::")).collect();
    paths.sort();
    paths
}

#[test]
fn imports_run_downwards() {
    assert_eq!(upward(&files()), [] as [&str; 0]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circle(&imports(&files())), None);
}

#[test]
fn only_the_outer_rooms_touch_the_world() {
    assert_eq!(worldly(&files()), [] as [&str; 0]);
}

#[test]
fn no_file_is_too_long() {
    for file in files() {
        let lines = file.code.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines of code", file.name());
    }
}

#[test]
fn every_room_is_there() {
    let rooms: BTreeSet<String> = files().iter().map(|file| file.room().to_owned()).collect();
    let mut expected: BTreeSet<String> = ROOMS.iter().map(|room| (*room).to_owned()).collect();
    expected.insert(String::new());
    assert_eq!(rooms, expected);
}

#[test]
fn the_reader_of_imports_reads_them() {
    assert_eq!(paths_of("session::walk", "use crate::answer::Answer;"), ["crate::answer::Answer"]);
    assert_eq!(
        paths_of(
            "session::walk",
            "use crate::{answer::{Answer, Answers as Many}, message::{self, watch::Level}};"
        ),
        ["crate::answer::Answer", "crate::answer::Answers", "crate::message", "crate::message::watch::Level"]
    );
    assert_eq!(paths_of("session::walk", "fn f(x: crate::store::Folder) {}"), ["crate::store::Folder"]);
    assert_eq!(
        paths_of("questionnaire::check::names", "use super::{Files, super::raw::At};\nuse self::x::Y;"),
        [
            "crate::questionnaire::check::Files",
            "crate::questionnaire::check::names::x::Y",
            "crate::questionnaire::raw::At",
        ]
    );
    assert_eq!(paths_of("a::b", "use super::super::c::D;"), ["crate::c::D"]);
    assert_eq!(
        paths_of("a", "use std::{env, io::{self, stdin}};"),
        ["std::env", "std::io", "std::io::stdin"]
    );
    assert_eq!(
        paths_of(
            "a",
            "// use crate::cli::X;\nlet a = \"crate::cli\";\n#[cfg(test)]\nmod tests { use crate::cli; }"
        ),
        [] as [&str; 0]
    );
}

#[test]
fn what_is_wrong_is_noticed() {
    let wrong = [
        file("answer", "use crate::session::Session;"),
        file("message::watch", "fn now() { let at = jiff::Timestamp::now(); std::fs::read(\"x\"); }"),
        file("session::walk", "use std::{env, io::stdin};\nuse crate::answer::Answer;"),
        file("cli::ask", "use std::fs;\nuse crate::{answer::Answer, session::Session};"),
        file("render::text", "use crate::shed::Spade;"),
    ];
    assert_eq!(
        upward(&wrong),
        ["answer imports crate::session::Session", "render::text names crate::shed::Spade, which is no room",]
    );
    assert_eq!(
        worldly(&wrong),
        [
            "message::watch names std::fs::read",
            "message::watch names jiff::Timestamp::now",
            "session::walk names std::env",
            "session::walk names std::io::stdin",
        ]
    );
    let round = [
        file("message::one", "use super::two::Two;"),
        file("message::two", "use crate::message::{three::Three, other::Thing};"),
        file("message::three", "fn f() -> super::one::One {}"),
    ];
    let expected = ["message::one", "message::two", "message::three"].map(String::from).to_vec();
    assert_eq!(circle(&imports(&round)), Some(expected));
    assert_eq!(circle(&imports(&round[..2])), None);
}
