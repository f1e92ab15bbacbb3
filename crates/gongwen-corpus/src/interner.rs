//! Words that no dictionary numbers, numbered as they come and kept in one string.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    text: String,
    /// Where each word ends; it starts where the one before ends.
    ends: Vec<usize>,
    numbers: HashTable<u32>,
}

impl Interner {
    /// Returns the number of a word. Cost: one hash; one copy when the word is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let Interner { text, ends, numbers } = self;
        let hash = FxBuildHasher.hash_one(word);
        let of = |number: u32| slice(text, ends, number);
        if let Some(&number) = numbers.find(hash, |&number| of(number) == word) {
            return number;
        }
        let number = ends.len() as u32;
        numbers.insert_unique(hash, number, |&number| FxBuildHasher.hash_one(of(number)));
        text.push_str(word);
        ends.push(text.len());
        number
    }

    pub(crate) fn word(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn slice<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &text[start..ends[number]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let mut words = Interner::default();
        let numbers: Vec<u32> = (0..500).map(|i| words.intern(&format!("词{}", i % 300))).collect();
        assert_eq!(numbers, (0..500).map(|i| i % 300).collect::<Vec<u32>>());
        assert_eq!((words.len(), words.word(0), words.word(299)), (300, "词0", "词299"));
        assert_eq!((words.intern(""), words.word(300)), (300, ""));
    }
}
