//! The word list: words to ids and back, and their part-of-speech tags.
//!
//! Ids are positions in the vendored list, which is sorted by code point, so an id means the same word for as long
//! as the list is the same; whoever stores ids stores the list's hash beside them.

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
    ids: FxHashMap<&'static str, WordId>,
}

struct Entry {
    word: &'static str,
    tag: &'static str,
}

impl Dictionary {
    /// Reads the embedded list. Cost: one pass over 5 MB and one hash insertion a word.
    pub(crate) fn embedded() -> Self {
        let mut entries = Vec::with_capacity(WORDS.len() / 14);
        let mut ids = FxHashMap::with_capacity_and_hasher(WORDS.len() / 14, Default::default());
        for line in WORDS.lines() {
            let mut fields = line.split(' ');
            let Some(word) = fields.next() else { continue };
            let tag = fields.nth(1).unwrap_or("");
            let id = WordId(entries.len() as u32);
            entries.push(Entry { word, tag });
            ids.insert(word, id);
        }
        Dictionary { entries, ids }
    }

    /// The list as text, for the engine.
    pub(crate) fn source() -> &'static str {
        WORDS
    }

    pub(crate) fn id(&self, word: &str) -> WordId {
        self.ids.get(word).copied().unwrap_or(WordId::UNKNOWN)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_positions_in_a_sorted_list_without_duplicates() {
        let dictionary = Dictionary::embedded();
        assert_eq!(dictionary.len(), WORDS.lines().count());
        assert_eq!(dictionary.ids.len(), dictionary.len());
        for index in (0..dictionary.len()).step_by(997) {
            let id = WordId(index as u32);
            let word = dictionary.word(id).expect("an id within the list");
            assert_eq!(dictionary.id(word), id);
        }
        assert_eq!(dictionary.word(WordId::UNKNOWN), None);
        assert_eq!(WordId::UNKNOWN.index(), None);
    }
}
