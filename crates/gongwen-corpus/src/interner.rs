//! Words that no dictionary numbers, numbered as they come and kept in one string.
//!
//! A large vocabulary is far away in memory: most of the time of finding a word is waiting for its place in the table.
//! Words are therefore taken many at a time. All are hashed, all their places are read once by a loop that does nothing
//! else, so that the machine waits for many at once, and only then are they compared and added.

use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hasher};

#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    text: String,
    /// Where each word ends; it starts where the one before ends.
    ends: Vec<u32>,
    /// Open addressing with linear probing (Knuth, TAOCP 6.4, algorithm L), at most two thirds full. A place holds the upper half
    /// of the hash and the number plus one, 0 where it is free. The hash tells nearly all other words apart without a
    /// look at their text, and its highest bits say where the place is, so that growing goes through both tables in order.
    places: Vec<u64>,
    hashes: Vec<u32>,
}

impl Interner {
    /// Appends the number of each word to `numbers`. Cost: one hash a word; one copy when it is new.
    ///
    /// # Panics
    /// When all different words together have 4 GiB or more.
    pub(crate) fn intern<'w, W>(&mut self, words: W, numbers: &mut Vec<u32>)
    where
        W: Iterator<Item = &'w str> + Clone,
    {
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(words.clone().map(hash));
        self.make_room(hashes.len());
        let shift = self.shift();
        std::hint::black_box(hashes.iter().fold(0, |all, &hash| all | self.places[(hash >> shift) as usize]));
        numbers.extend(words.zip(&hashes).map(|(word, &hash)| self.number(word, hash, shift)));
        self.hashes = hashes;
    }

    #[inline(always)]
    fn number(&mut self, word: &str, hash: u32, shift: u32) -> u32 {
        let mask = self.places.len() - 1;
        let mut at = (hash >> shift) as usize;
        loop {
            let place = self.places[at & mask];
            if place == 0 {
                return self.add(word, hash, at & mask);
            }
            let number = place as u32 - 1;
            if (place >> 32) as u32 == hash && self.word(number) == word {
                return number;
            }
            at += 1;
        }
    }

    fn add(&mut self, word: &str, hash: u32, at: usize) -> u32 {
        let number = self.ends.len() as u32;
        self.places[at] = u64::from(hash) << 32 | u64::from(number + 1);
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).expect("different words of less than 4 GiB"));
        number
    }

    /// Makes the table large enough for so many new words.
    fn make_room(&mut self, more: usize) {
        let needed = (3 * (self.ends.len() + more) / 2).next_power_of_two().max(1 << 10);
        if needed <= self.places.len() {
            return;
        }
        let old = std::mem::replace(&mut self.places, vec![0; needed]);
        let (shift, mask) = (self.shift(), needed - 1);
        for place in old.into_iter().filter(|&place| place != 0) {
            let mut at = (place >> 32 >> shift) as usize;
            while self.places[at & mask] != 0 {
                at += 1;
            }
            self.places[at & mask] = place;
        }
    }

    /// Returns how far a hash is shifted to be a place.
    fn shift(&self) -> u32 {
        32 - self.places.len().trailing_zeros().min(32)
    }

    pub(crate) fn word(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn hash(word: &str) -> u32 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn a_word_keeps_its_number() {
        let mut words = Interner::default();
        let texts: Vec<String> = (0..9000).map(|i| format!("词{}", i * i % 5003)).collect();
        let mut numbers = Vec::new();
        for batch in texts.chunks(700) {
            words.intern(batch.iter().map(String::as_str), &mut numbers);
        }
        let mut expected: HashMap<&str, u32> = HashMap::new();
        for (text, &number) in texts.iter().zip(&numbers) {
            let next = expected.len() as u32;
            assert_eq!(*expected.entry(text).or_insert(next), number, "{text}");
            assert_eq!(words.word(number), text);
        }
        assert_eq!(words.len(), expected.len());
        words.intern(["", "词0", ""].into_iter(), &mut numbers);
        let new = words.len() as u32 - 1;
        assert_eq!(numbers[9000..], [new, 0, new]);
    }
}
