//! Sets of numbers, of words above all: a bit each.

use crate::store::Vocabulary;

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordSet(Vec<u64>);

impl WordSet {
    /// Returns the words that a closure accepts; the boundary between documents is none.
    pub(crate) fn of(words: &Vocabulary, accepts: impl Fn(u32) -> bool) -> Self {
        let mut set = WordSet(vec![0; words.len() / 64 + 1]);
        words.ids().filter(|&id| accepts(id)).for_each(|id| set.insert(id));
        set
    }

    /// Returns a set of numbers below a limit.
    pub(crate) fn from_sorted(limit: usize, numbers: &[u32]) -> Self {
        let mut set = WordSet(vec![0; limit / 64 + 1]);
        numbers.iter().for_each(|&number| set.insert(number));
        set
    }

    pub(crate) fn insert(&mut self, id: u32) {
        if let Some(word) = self.0.get_mut(id as usize / 64) {
            *word |= 1 << (id % 64);
        }
    }

    #[inline(always)]
    pub(crate) fn has(&self, id: u32) -> bool {
        self.0.get(id as usize / 64).is_some_and(|word| word >> (id % 64) & 1 != 0)
    }

    /// Returns the numbers, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.0).flat_map(|(block, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(block * 64 + bit)
            })
        })
    }
}
