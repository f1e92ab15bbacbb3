//! The four-character phrases that a slip of the pen may be meant for: idioms of the word list, phrases of the lexicon.
//!
//! They are found by their halves, for of four characters with one wrong two are a right half. That leaves no need of
//! sounds in the index: they are compared for the few that come near.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use gongwen_segment::{Segmenter, WordId};
use gongwen_text::is_han;
use rustc_hash::FxHashMap;

/// How many of the most frequent words of the list may be meant; what is rarer has often a twin as good as itself.
const FREQUENT: u32 = 89_000;

/// The phrases, collected when the first is asked for.
#[derive(Default)]
pub(crate) struct Idioms(OnceLock<Index>);

/// Phrases by their halves.
pub(crate) struct Index {
    /// For each pair of characters the phrases that it begins or ends.
    halves: FxHashMap<[char; 2], Vec<Phrase>>,
    /// A bit for each hash of a pair: most pairs of a text are no half of anything.
    seen: Vec<u64>,
}

/// Four characters that are known together.
pub(crate) type Phrase = [char; 4];

impl Idioms {
    /// Returns the phrases of `words` and `lexicon`, always the same. Cost of the first call: one walk over the list.
    pub(crate) fn index(&self, words: &Segmenter, lexicon: &Lexicon) -> &Index {
        self.0.get_or_init(|| Index::of(words, lexicon))
    }
}

impl Index {
    fn of(words: &Segmenter, lexicon: &Lexicon) -> Self {
        let mut index = Self { halves: FxHashMap::default(), seen: vec![0; 1 << 10] };
        for id in (0..FREQUENT).map(WordId) {
            let Some(word) = words.word(id).filter(|word| word.len() == 12) else { continue };
            if matches!(words.tag(id, word), "i" | "l") {
                index.add(word);
            }
        }
        for text in lexicon.phrases().map(|phrase| phrase.text.as_str()) {
            for piece in text.split(|c| !is_han(c)).filter(|piece| piece.chars().all(|c| c.len_utf8() == 3)) {
                if piece.len() == 12 {
                    index.add(piece);
                    continue;
                }
                // The first four and the last four, where they are two words each.
                let ends = [piece.get(..12), piece.len().checked_sub(12).and_then(|at| piece.get(at..))];
                let is_word = |half: &str| words.id(half) != WordId::UNKNOWN;
                for four in ends.into_iter().flatten() {
                    if is_word(&four[..6]) && is_word(&four[6..]) {
                        index.add(four);
                    }
                }
            }
        }
        index
    }

    fn add(&mut self, phrase: &str) {
        let mut chars = phrase.chars();
        let [Some(a), Some(b), Some(c), Some(d), None] = std::array::from_fn(|_| chars.next()) else {
            return;
        };
        for half in [[a, b], [c, d]] {
            let bit = bit(half);
            self.seen[bit / 64] |= 1 << (bit % 64);
            let phrases = self.halves.entry(half).or_default();
            if !phrases.contains(&[a, b, c, d]) {
                phrases.push([a, b, c, d]);
            }
        }
    }

    /// Returns the phrases that differ from `four` in one character, with its number.
    pub(crate) fn near(&self, four: Phrase) -> impl Iterator<Item = (Phrase, usize)> {
        let [a, b, c, d] = four;
        let halves = [[a, b], [c, d]].into_iter().filter(|&half| {
            let bit = bit(half);
            self.seen[bit / 64] >> (bit % 64) & 1 == 1
        });
        halves.filter_map(|half| self.halves.get(&half)).flatten().filter_map(move |&phrase| {
            let mut other = (0..4).filter(|&at| phrase[at] != four[at]);
            let at = other.next()?;
            other.next().is_none().then_some((phrase, at))
        })
    }
}

fn bit([a, b]: [char; 2]) -> usize {
    let hash = (a as u32).wrapping_mul(0x9E37_79B1) ^ (b as u32).wrapping_mul(0x85EB_CA77);
    (hash >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::Index;
    use gongwen_lexicon::Lexicon;
    use gongwen_segment::Segmenter;

    #[test]
    fn one_wrong_character_leaves_a_half_that_finds_the_phrase() {
        let index = Index::of(&Segmenter::new(), &Lexicon::builtin());
        let near = |text: &str| {
            let mut chars = text.chars();
            let four = std::array::from_fn(|_| chars.next().expect("four"));
            let near: Vec<_> = index.near(four).map(|(phrase, at)| (String::from_iter(phrase), at)).collect();
            near
        };
        assert_eq!(near("根深缔固"), [("根深蒂固".to_owned(), 2)]);
        assert!(near("根深蒂固").is_empty());
        assert!(near("各类报表").is_empty());
    }
}
