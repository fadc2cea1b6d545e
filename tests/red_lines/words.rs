//! Words that no text may hold, and words that none may hold under a gate: the red lines, written down as patterns.

use regex_automata::meta::Regex;
use std::sync::LazyLock;

/// Patterns with what they stand for. A sentence that says "no" or "never" beside a `Pardoned` one is a warning, not advice.
pub struct Words {
    pub because: &'static str,
    patterns: Vec<Regex>,
    pardoned_by_a_no: bool,
}

static NO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:no|not|never|nor|stop|without|leave|mute)\b|n't\b|n’t\b"));

fn regex(pattern: &str) -> Regex {
    Regex::new(&format!("(?i){pattern}")).expect("a pattern of this test")
}

fn words(because: &'static str, pardoned_by_a_no: bool, patterns: &[&str]) -> Words {
    Words { because, patterns: patterns.iter().map(|pattern| regex(pattern)).collect(), pardoned_by_a_no }
}

/// While any gate holds: no way and no time to reach the other person.
pub static REACHING: LazyLock<Words> = LazyLock::new(|| {
    words(
        "red line 1: a way or a time to reach them, under a gate",
        false,
        &[
            r"\b(?:write|text|call|phone|ring|message|e-?mail|mail|contact|visit|meet|see|ask|tell|send|reach|find|follow|talk|speak|reply|respond|say sorry|apologi[sz]e)(?: (?:back|to|with|for))* (?:them|him|her|your ex)\b",
            r"\breach(?:ing)? out\b",
            r"\b(?:get|be|keep|stay) in touch\b",
            r"\bwrite once\b",
            r"\bdaylight\b|\bby day\b",
            r"\bsend (?:it|a|an|one|your|this)\b",
            r"\b(?:a|an|one|your|short|first|kind) (?:text|message|letter|e-?mail|card|call|dm|draft)\b",
            r"\bwhen (?:to|you) (?:write|send|call|text|meet)\b",
            r"\bpublic place\b|\bsocial media\b|\bsubject line\b",
            r"\b(?:good|right|best) (?:time|day|moment) to\b",
        ],
    )
});

/// Under fear of either kind.
pub static UNDER_FEAR: LazyLock<Words> = LazyLock::new(|| {
    words(
        "red line 7: couples counselling, forgiveness or going back, under fear",
        false,
        &[
            r"\bcouples?['’]? ?(?:counsel|therap|session)",
            r"\bjoint\b|\bmediat|\breconcil",
            r"\bforgiv",
            r"\b(?:get|getting|got|be|being) back (?:together|with)\b",
            r"\bgo(?:ing)? back\b|\bcome back\b|\btake (?:them|him|her) back\b",
            r"\btry(?:ing)? (?:it )?again\b|\b(?:second|another) chance\b|\btogether again\b|\bfind each other\b",
            r"\bmake amends\b|\bmake it up to\b",
        ],
    )
});

/// Under fear of the other person: nothing that hands their deeds to the one who was hurt.
pub static OWN_PART: LazyLock<Words> = LazyLock::new(|| {
    words(
        "red line 7: one's own part, under fear of the other",
        true,
        &[
            r"\b(?:your|my|own|one small) part\b",
            r"\byour (?:own )?(?:fault|share|mistakes?)\b",
            r"\bwhat you did\b",
        ],
    )
});

/// Nowhere, whatever the outcome.
pub static NEVER: LazyLock<Vec<Words>> = LazyLock::new(|| {
    vec![
        words(
            "red line 3: odds, signs, tactics, winning back",
            false,
            &[
                r"\b\d+ ?(?:%|per ?cent)",
                r"\b(?:odds|probability|success rate)\b|\bchances? (?:of|that|are)\b|\blikely (?:to )?(?:come|take|want)",
                r"\bsigns? (?:that )?(?:they|your ex|he|she) (?:still )?\w*\b",
                r"\bstill (?:loves?|wants?|misses|has feelings for) you\b",
                r"\bwin(?:ning)? (?:\w+ ){1,2}back\b|\bget (?:them|him|her|your ex) back\b",
                r"\bmake (?:them|him|her|your ex) (?:jealous|miss|want|regret|feel|see)\b",
                r"\bno.contact rule\b|\bsilent treatment\b|\bhard to get\b",
            ],
        ),
        words(
            "red line 4: a no that may still mean yes",
            false,
            &[
                r"\b(?:silence|a block|blocking|a new partner|rebound)\b[^.]{0,20}\b(?:may|might|could|can)\b[^.]{0,12}\bmean",
                r"\b(?:they (?:may|might|could)|(?:sure|know|trust|think|that|then|and) they will) (?:still |yet )?(?:come (?:a?round|back)|miss you|change their mind)\b",
            ],
        ),
        words(
            "red line 5: messages passed on by others",
            true,
            &[
                r"\b(?:through|via|by way of) (?:a |the |your |their |mutual |other )*(?:friends?|family|children|kids?|sister|brother|mother|parents?)\b",
                r"\b(?:ask|let|have|get) (?:a |the |your |their |mutual )*(?:friends?|family|children|kids?|sister|brother|mother|parents?) (?:to )?(?:pass|tell|carry|give|find|speak)\b",
            ],
        ),
        words(
            "red line 6: visits, gifts, new numbers, tracking",
            true,
            &[
                r"\b(?:drop|turn|show|stop|swing) (?:by|up|round)\b",
                r"\bgo (?:to|past|by) (?:their|his|her) (?:home|house|place|work|door)\b",
                r"\b(?:send|give|buy|leave) (?:them |him |her )?(?:flowers|a gift|gifts|a present|presents)\b",
                r"\b(?:use|get|try) (?:a )?(?:new|another|other) (?:number|account|phone)\b",
                r"\bcheck (?:on )?(?:their|his|her) (?:page|phone|profile|pages|account)\b|\btrack them\b",
            ],
        ),
        words(
            "red line 8: orders to a frightened person",
            true,
            &[
                r"\byou (?:must|have to|need to|should|ought to) (?:leave|report|go to the police|tell the police|press charges)\b",
            ],
        ),
        words(
            "red line 8: a promise of safety",
            false,
            &[
                r"\bnow you are safe\b|\byou(?: are|'re|’re) (?:now |quite |all )?safe (?:now|here|with)\b|^ *you(?: are|'re) safe\b",
                r"\bthis is safe\b",
            ],
        ),
        words(
            "red line 9: labels and shaming words",
            false,
            &[
                r"\b(?:stalk(?:er|ing)|toxic|desperate|narciss\w*|psycho\w*|crazy|pathetic|obsess\w*|abuser|needy|clingy|creepy?|sociopath\w*|manipulat\w*|co-?dependen\w*|disorder|loser|bipolar|borderline)\b",
            ],
        ),
    ]
});

impl Words {
    /// The first of these words in a text, with its sentence.
    pub fn first_in(&self, text: &str) -> Option<String> {
        let sentence = |text: &str| -> Option<String> {
            let found = self.patterns.iter().find_map(|pattern| pattern.find(text))?;
            (!(self.pardoned_by_a_no && NO.is_match(text)))
                .then(|| format!("{}: \"{}\" in \"{}\"", self.because, &text[found.range()], text.trim()))
        };
        text.split_inclusive(['.', '!', '?', '\n', '"']).find_map(sentence)
    }
}
