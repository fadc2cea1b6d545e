//! Reads the shipped questionnaire when the program is built, so that no start has to.
//!
//! It does so with the program's own code: the trees are those that a folder on disk would give.

use std::{borrow::Cow, env, error::Error, fs, path::Path};
use toml::de::DeTable;

#[path = "src/message/needs/mod.rs"]
#[expect(dead_code, reason = "the program asks whether needs are met, this only finds them")]
mod needs;
#[path = "src/questionnaire/raw/tree.rs"]
#[expect(dead_code, reason = "the program reads trees, this only makes them")]
mod tree;

use needs::Needs;
use tree::{Item, Tree};

/// Before long rows of numbers.
const LINTS: &str =
    "#[allow(clippy::unreadable_literal, reason = \"build.rs wrote this, and nobody reads it\")]";

/// Writes `shipped.rs`: each file of the folder with its name, its text and its tree; and `needs.rs`: what each pattern of
/// the message file needs to match at all.
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/questionnaire/raw/tree.rs");
    println!("cargo::rerun-if-changed=src/message/needs");
    println!("cargo::rerun-if-changed=questions");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("questions");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_name().and_then(|name| name.to_str()).map(str::to_owned));
        }
    }
    names.sort();
    let mut files = String::new();
    for name in names {
        let path = folder.join(&name);
        let source = Cow::Owned(fs::read_to_string(&path)?);
        let table = DeTable::parse(&source).map_err(|error| format!("{name}: {error}"))?;
        let tree = Tree::new(&source, &table);
        if name == "message.toml" {
            fs::write(out.join("needs.rs"), all_needs(tree.root(&source)))?;
        }
        files += &file(&path, &name, &tree);
    }
    let shipped = format!("{LINTS}\nstatic FILES: &[(&str, &str, &Tree)] = &[\n{files}];\n");
    fs::write(out.join("shipped.rs"), shipped)?;
    Ok(())
}

/// One file as Rust: what `{:?}` prints of a tree's nodes is just that.
fn file(path: &Path, name: &str, Tree { nodes, decoded }: &Tree) -> String {
    let tree = format!("Tree {{ nodes: Cow::Borrowed(&{nodes:?}), decoded: Cow::Borrowed({decoded:?}) }}");
    let path = path.to_string_lossy();
    format!("({name:?}, include_str!({path:?}), &{tree}),\n")
}

/// What every pattern needs, as Rust.
fn all_needs(root: Item<'_>) -> String {
    let mut patterns = Vec::new();
    for rule in root.table().into_iter().flatten().filter_map(Item::list).flatten() {
        let lists = rule.table().into_iter().flatten().filter(|item| item.key() == "patterns");
        patterns.extend(lists.filter_map(Item::list).flatten().filter_map(Item::text));
    }
    patterns.sort_by_key(|pattern| (pattern.len(), pattern.clone()));
    patterns.dedup();
    let (mut rows, mut texts) = (String::new(), String::new());
    let (mut all_pieces, mut all_ends) = (Vec::new(), Vec::new());
    for pattern in patterns {
        let needs = (all_pieces.len(), all_ends.len());
        rows +=
            &format!("Row {{ text: {:?}, needs: {needs:?} }},\n", (texts.len(), texts.len() + pattern.len()));
        texts += &pattern;
        let Needs { pieces, ends } = Needs::of(&pattern);
        all_pieces.extend(pieces.into_owned());
        all_ends.extend(ends.into_owned());
    }
    let (end, last) = (texts.len(), (all_pieces.len(), all_ends.len()));
    rows += &format!("Row {{ text: {:?}, needs: {last:?} }},\n", (end, end));
    format!(
        "{LINTS}\nstatic ROWS: &[Row] = &[\n{rows}];\nstatic TEXTS: &str = {texts:?};\n\
         static PIECES: &[Piece] = &{all_pieces:?};\nstatic ENDS: &[u16] = &{all_ends:?};\n"
    )
}
