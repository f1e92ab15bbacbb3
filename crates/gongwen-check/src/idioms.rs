//! The four-character phrases that a slip of the pen may be meant for: idioms of the word list, phrases of the lexicon.
//!
//! They are found by their other three characters. That leaves no need of sounds in the index: they are compared for the
//! few that come near.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use gongwen_segment::{Segmenter, WordId};
use gongwen_text::is_han;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many of the most frequent words of the list may be meant; what is rarer has often a twin as good as itself.
const FREQUENT: u32 = 89_000;

/// The phrases, collected when the first is asked for.
#[derive(Default)]
pub(crate) struct Idioms(OnceLock<Index>);

/// Phrases by three of their characters.
pub(crate) struct Index {
    /// By three characters of a phrase, with the number of the fourth: what the fourth may be.
    fourths: FxHashMap<(usize, [char; 3]), Vec<char>>,
    /// The phrases as they are: what is right is near nothing.
    whole: FxHashSet<Phrase>,
    /// A bit for each hash of three: most characters of a text are near no phrase.
    seen: Box<[u64; BITS / 64]>,
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
        let mut index = Self {
            fourths: FxHashMap::default(),
            whole: FxHashSet::default(),
            seen: Box::new([0; BITS / 64]),
        };
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
        let phrase = [a, b, c, d];
        self.whole.insert(phrase);
        for (number, fourth) in phrase.into_iter().enumerate() {
            let three = without(phrase, number);
            let bit = bit(three, number);
            self.seen[bit / 64] |= 1 << (bit % 64);
            let fourths = self.fourths.entry((number, three)).or_default();
            if !fourths.contains(&fourth) {
                fourths.push(fourth);
            }
        }
    }

    /// Says whether a phrase may differ from `four` in one character. Cost: four looks at a table of 128 kB.
    #[inline(always)]
    pub(crate) fn may_be_near(&self, four: Phrase) -> bool {
        let any =
            self.is_seen(four, 0) | self.is_seen(four, 1) | self.is_seen(four, 2) | self.is_seen(four, 3);
        any && !self.whole.contains(&four)
    }

    #[inline(always)]
    fn is_seen(&self, four: Phrase, number: usize) -> bool {
        let bit = bit(without(four, number), number);
        self.seen[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Returns the phrases that differ from `four` in one character, with its number.
    pub(crate) fn near(&self, four: Phrase) -> impl Iterator<Item = (Phrase, usize)> {
        (0..4).filter(move |&number| self.is_seen(four, number)).flat_map(move |number| {
            let fourths = self.fourths.get(&(number, without(four, number)));
            let others = fourths.into_iter().flatten().filter(move |&&fourth| fourth != four[number]);
            others.map(move |&fourth| {
                let mut phrase = four;
                phrase[number] = fourth;
                (phrase, number)
            })
        })
    }
}

/// Bits of the filter.
const BITS: usize = 1 << 20;

/// Returns the other three characters.
#[inline(always)]
fn without(phrase: Phrase, number: usize) -> [char; 3] {
    let [a, b, c, d] = phrase;
    match number {
        0 => [b, c, d],
        1 => [a, c, d],
        2 => [a, b, d],
        _ => [a, b, c],
    }
}

#[inline(always)]
fn bit([a, b, c]: [char; 3], number: usize) -> usize {
    let hash = (a as u32).wrapping_mul(0x9E37_79B1)
        ^ (b as u32).wrapping_mul(0x85EB_CA77).rotate_left(7)
        ^ (c as u32).wrapping_mul(0xC2B2_AE3D).rotate_left(15)
        ^ (number as u32).wrapping_mul(0x27D4_EB2F);
    (hash.wrapping_mul(0x9E37_79B1) >> 12) as usize
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
