//! Small word tables that are asked at many places of a text and seldom say yes.

use std::sync::OnceLock;

/// The bits of one filter.
const BITS: usize = 4096;

/// A fixed set of words, asked for what starts or ends at a byte of a text.
///
/// A filter over the edge characters answers most questions with no comparison at all.
pub(crate) struct Words {
    words: &'static [&'static str],
    filters: OnceLock<[Filter; 2]>,
}

type Filter = [u64; BITS / 64];

impl Words {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Self { words, filters: OnceLock::new() }
    }

    /// Returns the longest word that starts at byte `at`.
    pub(crate) fn after(&self, text: &str, at: usize) -> Option<&'static str> {
        let tail = text.get(at..)?;
        if !has(&self.filters()[0], tail.chars().next()?) {
            return None;
        }
        self.words.iter().filter(|word| tail.starts_with(**word)).max_by_key(|word| word.len()).copied()
    }

    /// Returns the longest word that ends at byte `at`.
    pub(crate) fn before(&self, text: &str, at: usize) -> Option<&'static str> {
        let head = text.get(..at)?;
        if !has(&self.filters()[1], head.chars().next_back()?) {
            return None;
        }
        self.words.iter().filter(|word| head.ends_with(**word)).max_by_key(|word| word.len()).copied()
    }

    /// Returns the byte at which the first of the words begins in `text`.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        text.char_indices().map(|(at, _)| at).find(|&at| self.after(text, at).is_some())
    }

    /// Says whether `word` is one of the words.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    fn filters(&self) -> &[Filter; 2] {
        self.filters.get_or_init(|| {
            let mut filters = [[0; BITS / 64]; 2];
            for word in self.words {
                for (filter, edge) in filters.iter_mut().zip([word.chars().next(), word.chars().next_back()])
                {
                    if let Some(c) = edge {
                        filter[c as usize % BITS / 64] |= 1 << (c as usize % 64);
                    }
                }
            }
            filters
        })
    }
}

fn has(filter: &Filter, c: char) -> bool {
    filter[c as usize % BITS / 64] & 1 << (c as usize % 64) != 0
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn the_longest_word_at_an_edge_is_found() {
        static WORDS: Words = Words::new(&["落实", "贯彻落实", "落"]);
        assert_eq!(WORDS.after("落实到位", 0), Some("落实"));
        assert_eq!(WORDS.before("全面贯彻落实", 18), Some("贯彻落实"));
        assert_eq!(WORDS.after("实", 0), None);
        assert_eq!(WORDS.find("要落实"), Some(3));
        assert!(WORDS.contains("落") && !WORDS.contains("实"));
    }
}
