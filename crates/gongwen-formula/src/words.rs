//! Small word tables that are asked at many places of a text and seldom say yes.

use std::sync::OnceLock;

/// The bits of one filter.
const BITS: usize = 4096;

/// A fixed set of words, asked for what starts or ends at a byte of a text.
///
/// A filter over the edge characters answers most questions with no comparison at all.
pub(crate) struct Words {
    words: &'static [&'static str],
    sides: OnceLock<[Side; 2]>,
}

/// The words by one of their edge characters.
struct Side {
    filter: [u64; BITS / 64],
    /// Sorted by the edge character.
    words: Vec<(char, &'static str)>,
}

impl Words {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        Self { words, sides: OnceLock::new() }
    }

    /// Returns the longest word that starts at byte `at`.
    pub(crate) fn after(&self, text: &str, at: usize) -> Option<&'static str> {
        let tail = text.get(at..)?;
        self.sides()[0].longest(tail.chars().next()?, |word| tail.starts_with(word))
    }

    /// Returns the longest word that ends at byte `at`.
    pub(crate) fn before(&self, text: &str, at: usize) -> Option<&'static str> {
        let head = text.get(..at)?;
        self.sides()[1].longest(head.chars().next_back()?, |word| head.ends_with(word))
    }

    /// Returns the byte at which the first of the words begins in `text`.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        text.char_indices().map(|(at, _)| at).find(|&at| self.after(text, at).is_some())
    }

    /// Says whether `word` is one of the words.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let side = &self.sides()[0];
        word.chars().next().is_some_and(|first| side.of(first).any(|known| known == word))
    }

    fn sides(&self) -> &[Side; 2] {
        self.sides.get_or_init(|| {
            [
                Side::new(self.words.iter().filter_map(|word| Some((word.chars().next()?, *word)))),
                Side::new(self.words.iter().filter_map(|word| Some((word.chars().next_back()?, *word)))),
            ]
        })
    }
}

impl Side {
    fn new(words: impl Iterator<Item = (char, &'static str)>) -> Self {
        let mut words: Vec<_> = words.collect();
        words.sort_unstable();
        let mut filter = [0; BITS / 64];
        for (c, _) in &words {
            filter[*c as usize % BITS / 64] |= 1 << (*c as usize % 64);
        }
        Self { filter, words }
    }

    /// Returns the words with this edge.
    fn of(&self, edge: char) -> impl Iterator<Item = &'static str> + '_ {
        let may_have = self.filter[edge as usize % BITS / 64] & 1 << (edge as usize % 64) != 0;
        let from = if may_have { self.words.partition_point(|(c, _)| *c < edge) } else { self.words.len() };
        self.words[from..].iter().take_while(move |(c, _)| *c == edge).map(|(_, word)| *word)
    }

    fn longest(&self, edge: char, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
        self.of(edge).filter(|word| fits(word)).max_by_key(|word| word.len())
    }
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
