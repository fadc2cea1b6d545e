//! What reading one message costs, and one answer for the crisis watch. Run with `cargo bench --bench message`.

use rekindle::{
    message::{Level, MessageRules, check, watch},
    questionnaire::Questionnaire,
    store,
};
use std::sync::LazyLock;

static SHIPPED: LazyLock<Questionnaire> = LazyLock::new(store::shipped);

const TEXTS: [(&str, &str); 2] = [
    ("calm", "I have had time to think about us, and I miss our Sundays. You do not need to reply."),
    ("pressing", "You owe me a reply. If you do not answer by tonight I will come to your house."),
];

fn main() {
    // Patterns are put together once a run: the first text would pay for them.
    for (_, text) in TEXTS {
        check(rules(), text);
        watch(rules(), text, Level::Sharp);
    }
    divan::main();
}

fn rules() -> &'static MessageRules {
    &SHIPPED.message.rules
}

fn text(name: &str) -> &'static str {
    TEXTS.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text)
}

#[divan::bench(args = ["calm", "pressing"])]
fn message_check(name: &str) -> usize {
    check(rules(), text(name)).flags.len()
}

#[divan::bench(args = ["calm", "pressing"])]
fn crisis_watch(name: &str) -> usize {
    watch(rules(), text(name), Level::Sharp).len()
}
