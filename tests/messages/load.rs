//! The shipped rules and the labelled texts, for the tests of the message room and for the trainer.

#![allow(dead_code, reason = "each user needs a part of it")]

use std::path::{Path, PathBuf};

use rekindle::{message::MessageRules, store};
use serde::Deserialize;

/// The folder of the package.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// One labelled text.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    /// Pressing, or a sign of crisis.
    pub label: bool,
    /// What sort of text it is.
    pub kind: String,
    /// How grave, for a pressing text.
    pub severity: Option<String>,
    /// The text itself.
    pub text: String,
    /// The pressing places in code points, where only a part of the text presses.
    #[serde(default)]
    pub spans: Vec<[usize; 2]>,
}

/// The fixed rule that keeps a fifth of the texts out of all tuning: the FNV-1a hash, 64 bits, of the text's UTF-8,
/// modulo five, is nought. Nobody who writes patterns or trains the model looks at those texts.
pub fn is_held_out(text: &str) -> bool {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash % 5 == 0
}

/// The texts of one file in `tests/messages/`, in its order.
pub fn texts(file: &str) -> Vec<Labelled> {
    let path = root().join("tests/messages").join(file);
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

/// The rules of the shipped questionnaire, with the trained model.
pub fn rules() -> MessageRules {
    (*store::shipped().message.rules).clone()
}
