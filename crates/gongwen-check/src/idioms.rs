//! The four-character phrases that a slip of the pen may be meant for: idioms of the word list, phrases of the lexicon.
//!
//! One wrong character leaves one half of the four whole. So the phrases stand in two tables, by their first half and by
//! their last, and what is near shares a half and one character more. That leaves no need of sounds in the index: they
//! are compared for the few that come near.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use gongwen_segment::{Segmenter, WordId};
use gongwen_text::is_han;

use crate::data;

/// How many of the most frequent words of the list may be meant; what is rarer has often a twin as good as itself.
const FREQUENT: u32 = 89_000;

/// The phrases, collected when the first is asked for.
#[derive(Default)]
pub(crate) struct Idioms(OnceLock<Index>);

/// Phrases by their halves.
pub(crate) struct Index {
    first: ByHalf,
    /// With the last half first in the numbers.
    last: ByHalf,
    /// For each hash of a half whether it is a first one and whether it is a last one: most pairs of characters are neither.
    halves: Box<[u8; HALVES]>,
    /// A bit for each hash of a half and one character more.
    threes: Box<[u64; THREES / 64]>,
}

/// Phrases, packed, by the hash of their upper half.
struct ByHalf {
    /// Where the phrases of each hash begin, and where the last end.
    starts: Vec<u32>,
    phrases: Vec<u64>,
}

/// Four characters of the basic plane.
pub(crate) type Phrase = [char; 4];

/// Hashes of halves.
const HALVES: usize = 1 << 16;
/// Hashes of a half and one character more.
const THREES: usize = 1 << 20;
/// What [`Index::halves`] says of a half.
const FIRST: u8 = 1;
const LAST: u8 = 2;

impl Idioms {
    /// Returns the phrases of `words` and `lexicon`, always the same. Cost of the first call: one walk over the list.
    pub(crate) fn index(&self, words: &Segmenter, lexicon: &Lexicon) -> &Index {
        self.0.get_or_init(|| Index::of(words, lexicon))
    }
}

impl Index {
    fn of(words: &Segmenter, lexicon: &Lexicon) -> Self {
        let mut phrases = Vec::new();
        for id in (0..FREQUENT).map(WordId) {
            // The tag is at hand, the word is looked for; that of a word of the list does not hang on its text.
            if matches!(words.tag(id, ""), "i" | "l") {
                phrases.extend(words.word(id).and_then(pack));
            }
        }
        phrases.extend(data::well_written().filter_map(pack));
        for text in lexicon.phrases().map(|phrase| phrase.text.as_str()) {
            for piece in text.split(|c| !is_han(c)).filter(|piece| piece.chars().all(|c| c.len_utf8() == 3)) {
                if piece.len() == 12 {
                    phrases.extend(pack(piece));
                    continue;
                }
                // The first four and the last four, where they are two words each.
                let ends = [piece.get(..12), piece.len().checked_sub(12).and_then(|at| piece.get(at..))];
                let is_word = |half: &str| words.id(half) != WordId::UNKNOWN;
                let ends = ends.into_iter().flatten();
                phrases
                    .extend(ends.filter(|four| is_word(&four[..6]) && is_word(&four[6..])).filter_map(pack));
            }
        }
        phrases.sort_unstable();
        phrases.dedup();
        let mut halves = Box::new([0; HALVES]);
        let mut threes = Box::new([0; THREES / 64]);
        for &phrase in &phrases {
            halves[hash((phrase >> 32) as u32)] |= FIRST;
            halves[hash(phrase as u32)] |= LAST;
            for three in (0..4).map(|wrong| three(phrase, wrong)) {
                threes[three / 64] |= 1 << (three % 64);
            }
        }
        let last = phrases.iter().map(|phrase| phrase.rotate_left(32)).collect();
        Self { last: ByHalf::of(last), first: ByHalf::of(phrases), halves, threes }
    }

    /// Returns what a pair of characters may be, for [`Index::near`]. Cost: a look at a table of 64 kB.
    #[inline(always)]
    pub(crate) fn half(&self, a: char, b: char) -> u8 {
        self.halves[hash((a as u32) << 16 | b as u32 & 0xFFFF)]
    }

    /// Says whether a phrase may differ from `four`, with these halves, in one character. Cost: mostly nothing, else two
    /// or four looks at a table of 128 kB.
    #[inline(always)]
    pub(crate) fn may_be_near(&self, four: Phrase, first: u8, last: u8) -> bool {
        let is_seen = |wrong| {
            let three = three(packed(four), wrong);
            self.threes[three / 64] >> (three % 64) & 1 == 1
        };
        (first & FIRST != 0 && (is_seen(2) | is_seen(3))) || (last & LAST != 0 && (is_seen(0) | is_seen(1)))
    }

    /// Returns the phrases that differ from `four` in one character, with its number; none where `four` is one itself.
    pub(crate) fn near(&self, four: Phrase) -> impl Iterator<Item = (Phrase, usize)> {
        let packed = packed(four);
        let first = Some(self.first.beside(packed)).filter(|first| !first.contains(&packed));
        let near = first.into_iter().flat_map(move |first| {
            let last = self.last.beside(packed.rotate_left(32)).iter().map(|phrase| phrase.rotate_left(32));
            first.iter().copied().chain(last)
        });
        near.filter_map(move |phrase| {
            let differing = phrase ^ packed;
            let number = 3 - differing.trailing_zeros() as usize / 16;
            (differing >> (16 * (3 - number)) <= 0xFFFF).then(|| (unpack(phrase), number))
        })
    }
}

impl ByHalf {
    fn of(mut phrases: Vec<u64>) -> Self {
        phrases.sort_unstable_by_key(|phrase| hash((phrase >> 32) as u32));
        let mut starts = vec![0; HALVES + 1];
        for phrase in &phrases {
            starts[hash((phrase >> 32) as u32) + 1] += 1;
        }
        for half in 0..HALVES {
            starts[half + 1] += starts[half];
        }
        Self { starts, phrases }
    }

    /// Returns the phrases with the hash of the upper half of `packed`: few more than those with this half.
    fn beside(&self, packed: u64) -> &[u64] {
        let half = hash((packed >> 32) as u32);
        &self.phrases[self.starts[half] as usize..self.starts[half + 1] as usize]
    }
}

/// Returns four characters of the basic plane in one number, or `None` for anything else.
fn pack(phrase: &str) -> Option<u64> {
    let mut chars = phrase.chars();
    let packed = chars
        .by_ref()
        .take(4)
        .try_fold(0, |packed, c| Some(packed << 16 | u64::from(u16::try_from(u32::from(c)).ok()?)))?;
    (phrase.len() == 12 && chars.next().is_none()).then_some(packed)
}

#[inline(always)]
fn packed(phrase: Phrase) -> u64 {
    phrase.into_iter().fold(0, |packed, c| packed << 16 | u64::from(c as u32 & 0xFFFF))
}

fn unpack(packed: u64) -> Phrase {
    [48, 32, 16, 0].map(|shift| char::from_u32((packed >> shift) as u32 & 0xFFFF).unwrap_or_default())
}

#[inline(always)]
fn hash(half: u32) -> usize {
    (half.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// Returns the hash of a phrase without the character of this number.
#[inline(always)]
fn three(phrase: u64, number: usize) -> usize {
    let others = phrase & !(0xFFFF << (48 - 16 * number));
    ((others.rotate_left(17) ^ others).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 44) as usize
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
