//! The word list: words to ids and back, and their part-of-speech tags.
//!
//! Ids are ranks by the frequency that the vendored list gives, equally frequent words by code point: the few words that
//! make up most of a text have neighbouring ids, so that arrays indexed by id stay in the cache. An id means the same word
//! for as long as the list is the same; whoever stores ids stores the list's hash beside them.

use rustc_hash::FxHashMap;

/// jieba's word list; origin and licence stand beside it in `lexicons/words/`.
const WORDS: &str = include_str!("../../../lexicons/words/jieba.txt");

/// The number of a word in the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

impl WordId {
    /// The id of every token that the dictionary does not hold: names, numbers, punctuation, Latin words.
    /// Whoever counts keeps a side table for these.
    pub const UNKNOWN: WordId = WordId(u32::MAX);

    /// Returns the id as an array index, or `None` for [`WordId::UNKNOWN`].
    pub fn index(self) -> Option<usize> {
        (self != Self::UNKNOWN).then_some(self.0 as usize)
    }
}

/// The embedded words in the order of their ids.
pub(crate) struct Dictionary {
    entries: Vec<Entry>,
    short: ShortWords,
    /// The ids of the words that [`ShortWords`] does not take.
    long: FxHashMap<&'static str, WordId>,
}

struct Entry {
    word: &'static str,
    tag: &'static str,
}

impl Dictionary {
    /// Reads the embedded list. Cost: one pass over 5 MB, a sort, and one hash insertion a word.
    pub(crate) fn embedded() -> Self {
        let mut lines = Vec::with_capacity(WORDS.len() / 14);
        for line in WORDS.lines() {
            let mut fields = line.split(' ');
            let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else { continue };
            let frequency: u32 = frequency.parse().unwrap_or(0);
            lines.push((frequency, Entry { word, tag: fields.next().unwrap_or("") }));
        }
        // The list is in the order of code points, which a stable sort keeps.
        lines.sort_by_key(|(frequency, _)| std::cmp::Reverse(*frequency));
        let mut short = ShortWords::new(WORDS.len() / 14);
        let mut long = FxHashMap::default();
        for (rank, (_, entry)) in lines.iter().enumerate() {
            let id = WordId(rank as u32);
            match packed(entry.word) {
                Some(key) => short.insert(key, id),
                None => {
                    long.insert(entry.word, id);
                }
            }
        }
        Dictionary { entries: lines.into_iter().map(|(_, entry)| entry).collect(), short, long }
    }

    /// The list as text, for the engine.
    pub(crate) fn source() -> &'static str {
        WORDS
    }

    pub(crate) fn id(&self, word: &str) -> WordId {
        match packed(word) {
            Some(key) => self.short.find(key),
            None => self.long.get(word).copied().unwrap_or(WordId::UNKNOWN),
        }
    }

    pub(crate) fn word(&self, id: WordId) -> Option<&'static str> {
        self.entries.get(id.0 as usize).map(|entry| entry.word)
    }

    pub(crate) fn tag(&self, id: WordId) -> Option<&'static str> {
        self.entries.get(id.0 as usize).map(|entry| entry.tag)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Returns a word of one to four characters of the Basic Multilingual Plane as one number, and `None` for others.
/// Different words give different numbers, so that comparing numbers is comparing words.
fn packed(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    if bytes.len() > 12 || bytes.is_empty() {
        return None;
    }
    let mut key = 0;
    if bytes.len().is_multiple_of(3) && bytes.iter().step_by(3).all(|&lead| lead & 0xf0 == 0xe0) {
        // Han, as almost all words are: three bytes each.
        for c in bytes.chunks_exact(3) {
            key = key << 16
                | u64::from(c[0] & 0x0f) << 12
                | u64::from(c[1] & 0x3f) << 6
                | u64::from(c[2] & 0x3f);
        }
        return Some(key);
    }
    let mut count = 0;
    for c in word.chars() {
        let unit = u16::try_from(u32::from(c)).ok().filter(|&unit| unit != 0)?;
        count += 1;
        if count > 4 {
            return None;
        }
        key = key << 16 | u64::from(unit);
    }
    Some(key)
}

/// A hash table from [`packed`] words to ids, with one cache line touched a look-up in the usual case: the map of
/// strings cost a fifth of the segmentation.
struct ShortWords {
    slots: Vec<(u64, WordId)>,
    shift: u32,
}

impl ShortWords {
    /// Makes room for `words` words at a load of at most two thirds.
    fn new(words: usize) -> Self {
        let size = (words * 3 / 2).next_power_of_two();
        ShortWords { slots: vec![(0, WordId::UNKNOWN); size], shift: 64 - size.trailing_zeros() }
    }

    fn find(&self, key: u64) -> WordId {
        self.slots[self.place(key)].1
    }

    fn insert(&mut self, key: u64, id: WordId) {
        let place = self.place(key);
        self.slots[place] = (key, id);
    }

    /// Returns the slot of `key`: the one that has it, or the free one where it would be.
    fn place(&self, key: u64) -> usize {
        // The golden ratio spreads neighbouring characters (Knuth, TAOCP 6.4).
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while self.slots[place].0 != key && self.slots[place].0 != 0 {
            place = (place + 1) & (self.slots.len() - 1);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ranks_by_frequency_without_duplicates() {
        let dictionary = Dictionary::embedded();
        assert_eq!(dictionary.len(), WORDS.lines().count());
        let taken = dictionary.short.slots.iter().filter(|&&(key, _)| key != 0).count();
        assert_eq!(taken + dictionary.long.len(), dictionary.len());
        for index in (0..dictionary.len()).step_by(997) {
            let id = WordId(index as u32);
            let word = dictionary.word(id).expect("an id within the list");
            assert_eq!(dictionary.id(word), id);
        }
        assert_eq!(dictionary.word(WordId(0)), Some("了"), "the most frequent word of the list");
        for unknown in ["", "\0", "一\0", "\u{20000}", "靁龘龖", "不在词典里的词", "aé"] {
            assert_eq!(dictionary.id(unknown), WordId::UNKNOWN, "{unknown:?}");
        }
        assert_eq!(dictionary.word(WordId::UNKNOWN), None);
        assert_eq!(WordId::UNKNOWN.index(), None);
    }
}
