//! What the model sees of a text.

/// What the model sees of a text: hashes, each with its share. It looks in three ways, and the squares of the shares of each
/// way sum to the square of the way's own share.
#[derive(Debug, Clone, PartialEq)]
pub struct Features(Vec<(u32, f32)>);

/// Words, and pairs of words, as they are.
const WORDS_SHARE: f32 = 1.0;
/// Runs of letters inside words: what is misspelt, or bent in another way, looks alike.
const LETTERS_SHARE: f32 = 0.5;
/// Words in their classes.
const CLASSES_SHARE: f32 = 0.7;

impl Features {
    /// Reads a normalised text, with the classes of words.
    pub fn of(normalised: &str, class_of: impl Fn(&str) -> Option<u8>) -> Self {
        let words: Vec<&str> = words(normalised).collect();
        let classed: Vec<Classed> = words.iter().map(|word| Classed::new(word, class_of(word))).collect();
        let mut all = Vec::with_capacity(normalised.len() * 4);
        shares(word_hashes(&words), WORDS_SHARE, &mut all);
        shares(letter_hashes(&words), LETTERS_SHARE, &mut all);
        shares(classed_hashes(&classed), CLASSES_SHARE, &mut all);
        Self(all)
    }

    /// The hashes and their shares.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> {
        self.0.iter().copied()
    }
}

/// Each hash once, with the root of its count, all made to a length.
fn shares(mut hashes: Vec<u32>, length: f32, all: &mut Vec<(u32, f32)>) {
    hashes.sort_unstable();
    let start = all.len();
    for run in hashes.chunk_by(|one, next| one == next) {
        let count = u16::try_from(run.len()).unwrap_or(u16::MAX);
        all.push((run[0], f32::from(count).sqrt()));
    }
    let sum = all[start..].iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1.0);
    for (_, value) in &mut all[start..] {
        *value *= length / sum;
    }
}

/// Words, and marks that say something by themselves.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !"?!£$€".contains(letter));
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Single words, and pairs; the beginning and the end of the text are words there.
fn word_hashes(words: &[&str]) -> Vec<u32> {
    let mut hashes = Vec::with_capacity(words.len() * 2 + 1);
    let mut last = "";
    for word in words.iter().copied().chain([""]) {
        hashes.push(Hash::of(b'p').with(last.as_bytes()).with(b" ").with(word.as_bytes()).end());
        if !word.is_empty() {
            hashes.push(Hash::of(b'w').with(word.as_bytes()).end());
        }
        last = word;
    }
    hashes
}

/// Runs of three to five bytes of each word; a space stands before it and behind it.
fn letter_hashes(words: &[&str]) -> Vec<u32> {
    let mut hashes = Vec::new();
    let mut line: Vec<u8> = Vec::new();
    for word in words {
        line.clear();
        line.push(b' ');
        line.extend_from_slice(word.as_bytes());
        line.push(b' ');
        for start in 0..line.len().saturating_sub(2) {
            let mut hash = Hash::of(b'l').with(&line[start..start + 2]);
            for letter in line[start + 2..].iter().take(3) {
                hash = hash.with(&[*letter]);
                hashes.push(hash.end());
            }
        }
    }
    hashes
}

/// A word as its class, a short word as itself, any other as just some word.
#[derive(Debug, Clone, Copy)]
struct Classed<'w> {
    class: [u8; 1],
    word: &'w [u8],
}

impl<'w> Classed<'w> {
    const SHORT: usize = 4;

    fn new(word: &'w str, class: Option<u8>) -> Self {
        let word = if class.is_none() && word.len() <= Self::SHORT { word.as_bytes() } else { b"" };
        Self { class: [class.unwrap_or(u8::MAX)], word }
    }
}

/// Single classes, pairs, triples, and pairs with one or two words between.
fn classed_hashes(words: &[Classed]) -> Vec<u32> {
    let mut hashes = Vec::with_capacity(words.len() * 5);
    for (number, first) in words.iter().enumerate() {
        let after = |distance: usize| words.get(number + distance);
        let begun = |kind| Hash::of(kind).with(&first.class).with(first.word);
        let then = |hash: Hash, next: &Classed| hash.with(b" ").with(&next.class).with(next.word);
        hashes.push(begun(b'1').end());
        hashes.extend(after(1).map(|next| then(begun(b'2'), next).end()));
        let triple = after(1).zip(after(2));
        hashes.extend(triple.map(|(next, third)| then(then(begun(b'3'), next), third).end()));
        hashes.extend(after(2).map(|next| then(begun(b'4'), next).end()));
        hashes.extend(after(3).map(|next| then(begun(b'5'), next).end()));
    }
    hashes
}

/// FNV-1a, 32 bits, finished so that its low bits are well mixed.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    /// The hash of something of a kind: what looks the same in another way is another thing.
    fn of(kind: u8) -> Self {
        Self(0x811c_9dc5).with(&[kind])
    }

    fn with(self, bytes: &[u8]) -> Self {
        let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        Self(bytes.iter().fold(self.0, step))
    }

    fn end(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 16)).wrapping_mul(0x85eb_ca6b);
        mixed ^ (mixed >> 13)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_has_no_features_to_speak_of() {
        assert!(Features::of("", |_| None).iter().all(|(_, share)| share.is_finite()));
    }

    #[test]
    fn words_are_words_and_telling_marks() {
        let found: Vec<_> = words("how dare you? £5!!").collect();
        assert_eq!(found, ["how", "dare", "you", "?", "£", "5", "!", "!"]);
    }

    #[test]
    fn each_way_of_looking_has_its_own_share() {
        let squares: f32 = Features::of("you owe me", |_| None).iter().map(|(_, share)| share * share).sum();
        let ways = [WORDS_SHARE, LETTERS_SHARE, CLASSES_SHARE].map(|share| share * share);
        assert!((squares - ways.iter().sum::<f32>()).abs() < 1e-4, "{squares}");
    }

    #[test]
    fn words_of_a_class_differ_as_words_only() {
        let seen = |text| Features::of(text, |word| ["aunt", "nan"].contains(&word).then_some(1));
        let common = |one: &Features, other: &Features| {
            one.iter().filter(|(hash, _)| other.iter().any(|(same, _)| same == *hash)).count()
        };
        let (aunt, nan, dog) = (seen("my aunt"), seen("my nan"), seen("my hound"));
        assert_ne!(aunt, nan);
        assert!(common(&aunt, &nan) > common(&aunt, &dog));
    }
}
