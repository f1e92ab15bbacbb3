//! The four-character phrases that a slip of the pen may be meant for: idioms of the word list, phrases of the lexicon.
//!
//! One wrong character leaves one half of the four whole. So the phrases stand in two tables, by their first half and by
//! their last, and what is near shares a half and one character more. That leaves no need of sounds in the index: they
//! are compared for the few that come near.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use gongwen_segment::{Segmenter, WordId};
use gongwen_text::is_han;

use crate::buckets::Buckets;
use crate::data;

/// How many of the most frequent words of the list may be meant; what is rarer has often a twin as good as itself.
const FREQUENT: u32 = 89_000;

/// The phrases, collected when the first is asked for.
#[derive(Default)]
pub(crate) struct Idioms(OnceLock<Index>);

/// Phrases by their halves.
pub(crate) struct Index {
    first: Buckets<HALF>,
    /// With the last half first in the numbers.
    last: Buckets<HALF>,
    /// Two bits for each hash of a half, whether it is a first one and whether it is a last one: most pairs of characters
    /// are neither.
    halves: Box<[u8; PAIRS / 4]>,
    /// A bit for each hash of a half and one character more.
    threes: Box<[u64; THREES / 64]>,
}

/// Four characters of the basic plane.
pub(crate) type Phrase = [char; 4];

/// The bits of a half.
const HALF: u32 = 32;
/// Hashes of halves.
const PAIRS: usize = 1 << 18;
/// Hashes of a half and one character more.
const THREES: usize = 1 << 21;
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
        let mut halves = Box::new([0; PAIRS / 4]);
        let mut threes = Box::new([0; THREES / 64]);
        for &phrase in &phrases {
            for (half, what) in [((phrase >> 32) as u32, FIRST), (phrase as u32, LAST)] {
                let pair = hash(half);
                halves[pair / 4] |= what << (2 * (pair % 4));
            }
            for three in (0..4).map(|wrong| three(phrase, wrong)) {
                threes[three / 64] |= 1 << (three % 64);
            }
        }
        let last: Vec<u64> = phrases.iter().map(|phrase| phrase.rotate_left(HALF)).collect();
        Self { last: Buckets::of(&last), first: Buckets::of(&phrases), halves, threes }
    }

    /// Says whether a phrase may differ from `four` in the character of this number. Cost: mostly a look at a table of 64 kB,
    /// else one more at a table of 256 kB.
    #[inline(always)]
    pub(crate) fn may_differ(&self, four: Phrase, wrong: usize) -> bool {
        let packed = packed(four);
        let (half, what) = if wrong < 2 { (packed as u32, LAST) } else { ((packed >> HALF) as u32, FIRST) };
        let (pair, three) = (hash(half), three(packed, wrong));
        self.halves[pair / 4] >> (2 * (pair % 4)) & what != 0
            && self.threes[three / 64] >> (three % 64) & 1 == 1
    }

    /// Returns the phrases that differ from `four` in one character, with its number; none where `four` is one itself.
    pub(crate) fn near(&self, four: Phrase) -> impl Iterator<Item = (Phrase, usize)> {
        let packed = packed(four);
        let is_one = self.first.with(packed >> HALF).any(|phrase| phrase == packed);
        let near = Some(self).filter(|_| !is_one).into_iter().flat_map(move |index| {
            let last = index.last.with(packed & u64::from(u32::MAX)).map(|phrase| phrase.rotate_left(HALF));
            index.first.with(packed >> HALF).chain(last)
        });
        near.filter_map(move |phrase| {
            let differing = phrase ^ packed;
            let number = 3 - differing.trailing_zeros() as usize / 16;
            (differing >> (16 * (3 - number)) <= 0xFFFF).then(|| (unpack(phrase), number))
        })
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
    (half.wrapping_mul(0x9E37_79B1) >> (u32::BITS - PAIRS.trailing_zeros())) as usize
}

/// Returns the hash of a phrase without the character of this number.
#[inline(always)]
fn three(phrase: u64, number: usize) -> usize {
    let others = phrase & !(0xFFFF << (48 - 16 * number));
    ((others.rotate_left(17) ^ others).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - THREES.trailing_zeros()))
        as usize
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
