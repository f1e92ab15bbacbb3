//! The word list: words to ids and back, their tags, and the trie that the engine walks.
//!
//! Ids are ranks by the frequency that the vendored list gives, equally frequent words by code point: the few words that
//! make up most of a text have neighbouring ids, so that arrays indexed by id stay in the cache. An id means the same word
//! for as long as the list is the same; whoever stores ids stores the list's hash beside them.

use crate::image;
use crate::layout::{BLOCK, FIRST_ALPHANUMERIC, NO_WORD, Node, PAIR_WORDS, RESIDUES, STRANGER, pair_bit};
use crate::prefetch::prefetch;
use std::borrow::Cow;
use std::hint::select_unpredictable;

/// The number of a word in the dictionary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

impl WordId {
    /// The id of every token that the dictionary does not hold: names, numbers, Latin words, rare symbols.
    /// Whoever counts keeps a side table for these.
    pub const UNKNOWN: WordId = WordId(NO_WORD);

    /// Returns the id as an array index, or `None` for [`WordId::UNKNOWN`].
    #[inline]
    pub fn index(self) -> Option<usize> {
        (self != Self::UNKNOWN).then_some(self.0 as usize)
    }
}

/// What a word list is to the engine.
pub(crate) struct Dictionary {
    codes: &'static [u16; 0x1_0000],
    /// The filter of the pairs of characters that start words.
    pairs: &'static [u64; PAIR_WORDS],
    /// By code.
    roots: Box<[Root; Node::CODES as usize + 1]>,
    nodes: Cow<'static, [u64]>,
    ids: Cow<'static, [u32]>,
    /// By value of a node: the logarithm of the probability, minus infinity for no word.
    weights: Box<[f64; Node::VALUES as usize]>,
    /// By code: the logarithm of the probability of the character as a word: minus infinity where it is none but others
    /// start with it, 0 for separators.
    weights_alone: Box<[f64; Node::CODES as usize + 1]>,
    /// The logarithm of the probability of a character that no word explains.
    stranger: f64,
    /// How many single characters have ids after those of the words.
    singles: usize,
}

/// Where the second characters of words are that start with a character: a base for each residue of their codes.
#[derive(Clone, Copy)]
#[repr(align(16))]
struct Root([u32; RESIDUES]);

impl Root {
    /// Returns the slot of the child with this code, if there is one.
    #[inline(always)]
    fn child(&self, code: u16) -> usize {
        self.0[code as usize % RESIDUES] as usize + code as usize
    }
}

impl Dictionary {
    /// Returns the embedded list. Cost: some thousand logarithms.
    pub(crate) fn embedded() -> Self {
        let frequencies = image::frequencies();
        // The arithmetic is jieba's, operation by operation, so that equal sums stay equal.
        let log_total = (image::total_frequency()[0] as f64).ln();
        let mut weights = Box::new([f64::NEG_INFINITY; Node::VALUES as usize]);
        for (weight, &frequency) in weights.iter_mut().zip(frequencies).skip(1) {
            *weight = f64::from(frequency).ln() - log_total;
        }
        let codes = image::codes().try_into().expect("the build script writes a code for each character");
        let mut dictionary = Dictionary {
            codes,
            pairs: image::pairs().try_into().expect("the build script writes a bit for each hash"),
            roots: vec![Root([0; RESIDUES]); Node::CODES as usize + 1]
                .try_into()
                .unwrap_or_else(|_| unreachable!("the vector has the length of the array")),
            nodes: Cow::Borrowed(image::nodes()),
            ids: Cow::Borrowed(image::ids()),
            weights,
            weights_alone: Box::new([0.0; Node::CODES as usize + 1]),
            stranger: 0.0 - log_total,
            singles: image::SINGLES.chars().count(),
        };
        for (code, bases) in image::root_bases().chunks_exact(RESIDUES).enumerate() {
            dictionary.roots[code] = Root(bases.try_into().expect("chunks are exact"));
            dictionary.weigh_alone(code);
        }
        dictionary
    }

    /// Sets the weight of a character that stands alone.
    fn weigh_alone(&mut self, code: usize) {
        let node = self.node(code).or_nothing(code as u16);
        self.weights_alone[code] = if code < usize::from(FIRST_ALPHANUMERIC) {
            0.0
        } else if node.value() > 0 {
            self.weights[node.value()]
        } else if image::root_goes_on().get(code).is_some_and(|&goes_on| goes_on != 0) {
            f64::NEG_INFINITY
        } else {
            self.stranger
        };
    }

    /// Returns the code of a character of the Basic Multilingual Plane in a text.
    #[inline(always)]
    pub(crate) fn code(&self, unit: u16) -> u16 {
        self.codes[usize::from(unit)]
    }

    #[inline(always)]
    fn root(&self, code: u16) -> &Root {
        &self.roots[usize::from(code & (Node::CODES as u16))]
    }

    #[inline(always)]
    pub(crate) fn node(&self, slot: usize) -> Node {
        Node(self.nodes[slot])
    }

    /// Returns the slot of the prefix of two characters, or a free one when no word starts so.
    #[inline(always)]
    pub(crate) fn second(&self, first: u16, second: u16) -> usize {
        let bit = pair_bit(first, second);
        let possible = self.pairs[bit / 64 % PAIR_WORDS] >> (bit % 64) & 1 != 0;
        select_unpredictable(possible, self.root(first).child(second), 0)
    }

    /// Says that the node of a slot will be asked for soon.
    #[inline(always)]
    pub(crate) fn prefetch(&self, slot: usize) {
        prefetch(&self.nodes, slot);
    }

    /// Returns the logarithm of the probability of the word that ends at a node with this value.
    #[inline(always)]
    pub(crate) fn weight(&self, value: usize) -> f64 {
        self.weights[value % Node::VALUES as usize]
    }

    /// Returns that of a character as a word; minus infinity where it is none but others start with it.
    #[inline(always)]
    pub(crate) fn weight_alone(&self, code: u16) -> f64 {
        self.weights_alone[usize::from(code & (Node::CODES as u16))]
    }

    /// Returns that of a character that no word explains.
    pub(crate) fn stranger(&self) -> f64 {
        self.stranger
    }

    /// Returns the id of the word that ends at a slot.
    #[inline(always)]
    pub(crate) fn id_at(&self, slot: usize) -> WordId {
        WordId(self.ids[slot])
    }

    /// Returns the id of a word or of a single character that has one.
    pub(crate) fn id(&self, word: &str) -> WordId {
        match self.slot(word) {
            0 => self.id_at(self.single(word)),
            slot => self.id_at(slot),
        }
    }

    /// Returns the slot of a separator, letter or digit alone, 0 for anything else.
    fn single(&self, word: &str) -> usize {
        let mut characters = word.chars();
        let unit = characters.next().filter(|_| characters.next().is_none()).map(u16::try_from);
        let code = unit.and_then(Result::ok).map_or(STRANGER, |unit| self.code(unit));
        if code < STRANGER { usize::from(code) } else { 0 }
    }

    /// Returns the slot of a word, 0 when it is none.
    pub(crate) fn slot(&self, word: &str) -> usize {
        let mut codes = [0; LONGEST];
        let mut count = 0;
        for c in word.chars() {
            let Some(code) = codes.get_mut(count) else { return 0 };
            *code = self.code_in_words(c);
            count += 1;
        }
        self.slot_of(&codes[..count])
    }

    fn code_in_words(&self, c: char) -> u16 {
        let far = image::far_codes();
        let code = u16::try_from(u32::from(c)).map_or(STRANGER, |unit| self.code(unit));
        if code > STRANGER || c.is_ascii_alphanumeric() {
            return code;
        }
        far.chunks_exact(2).find(|pair| pair[0] == u32::from(c)).map_or(STRANGER, |pair| pair[1] as u16)
    }

    /// Returns the slot of the word with these codes, 0 when they are none.
    pub(crate) fn slot_of(&self, codes: &[u16]) -> usize {
        let Some((&first, rest)) = codes.split_first() else { return 0 };
        let mut slot = usize::from(first);
        let mut node = self.node(slot).or_nothing(first);
        for (index, &code) in rest.iter().enumerate() {
            slot = match index {
                0 => self.second(first, code),
                _ if node.may_continue(code) => node.child(code),
                _ => return 0,
            };
            node = self.node(slot).or_nothing(code);
        }
        if node.value() > 0 { slot } else { 0 }
    }

    /// Takes a word away. Returns whether it was there. Cost of the first: a copy of the trie.
    pub(crate) fn remove(&mut self, word: &str) -> bool {
        let slot = self.slot(word);
        if slot == 0 {
            return false;
        }
        let nodes = self.nodes.to_mut();
        nodes[slot] = Node(nodes[slot]).without_value().0;
        self.ids.to_mut()[slot] = NO_WORD;
        if slot < self.roots.len() && word.chars().nth(1).is_none() {
            self.weigh_alone(slot);
        }
        true
    }

    /// Returns the word of an id, also of one that was taken away.
    pub(crate) fn word(&self, id: WordId) -> Option<&'static str> {
        let index = id.0 as usize;
        let lengths = image::word_lengths();
        let Some(&length) = lengths.get(index) else { return single_character(index - lengths.len()) };
        let length = usize::from(length);
        let block = index / BLOCK;
        let before: usize = lengths[block * BLOCK..index].iter().map(|&length| usize::from(length)).sum();
        let start = image::word_starts()[block] as usize + before;
        image::WORDS.get(start..start + length)
    }

    pub(crate) fn tag(&self, id: WordId) -> Option<&'static str> {
        image::word_tags().get(id.0 as usize).map(|&tag| image::TAGS[usize::from(tag)])
    }

    /// Returns whether an id is that of a single character which is no word.
    pub(crate) fn is_mark(&self, id: WordId) -> bool {
        (self.word_len()..self.len()).contains(&(id.0 as usize))
    }

    /// Returns one more than the greatest id of a word.
    pub(crate) fn word_len(&self) -> usize {
        image::word_lengths().len()
    }

    /// Returns one more than the greatest id.
    pub(crate) fn len(&self) -> usize {
        self.word_len() + self.singles
    }
}

/// Returns a character that has an id after those of the words.
fn single_character(index: usize) -> Option<&'static str> {
    let (start, c) = image::SINGLES.char_indices().nth(index)?;
    image::SINGLES.get(start..start + c.len_utf8())
}

/// More characters than any word has.
const LONGEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::MARKS;

    const LIST: &str = include_str!("../../../lexicons/words/jieba.txt");

    #[test]
    fn every_word_of_the_list_has_its_id_and_tag_back() {
        let dictionary = Dictionary::embedded();
        let mut ids = Vec::new();
        let mut last = (u32::MAX, WordId(0));
        for line in LIST.lines() {
            let fields: Vec<&str> = line.split(' ').collect();
            let id = dictionary.id(fields[0]);
            assert_eq!(dictionary.word(id), Some(fields[0]));
            assert_eq!(dictionary.tag(id), Some(fields[2]));
            ids.push((id, fields[1].parse::<u32>().expect("a frequency")));
        }
        assert_eq!(ids.len() + dictionary.singles, dictionary.len());
        assert_eq!(dictionary.word(WordId(dictionary.len() as u32)), None);
        ids.sort_unstable();
        for (place, &(id, frequency)) in ids.iter().enumerate() {
            assert_eq!(id, WordId(place as u32), "ids have no gaps");
            assert!(frequency <= last.0, "ids are ranks by frequency");
            last = (frequency, id);
        }
        assert_eq!(dictionary.word(WordId(0)), Some("了"), "the most frequent word of the list");
    }

    #[test]
    fn what_is_no_word_has_no_id() {
        let dictionary = Dictionary::embedded();
        let long = "一".repeat(40);
        for unknown in [
            "",
            "\0",
            "一\0",
            "\u{20000}",
            "靁龘龖",
            "不在词典里的词",
            "aé",
            "中华人民共",
            "\r",
            "，，",
            &long,
        ] {
            assert_eq!(dictionary.id(unknown), WordId::UNKNOWN, "{unknown:?}");
        }
        assert_eq!(dictionary.word(WordId::UNKNOWN), None);
        assert_eq!(dictionary.tag(WordId::UNKNOWN), None);
        assert_eq!(WordId::UNKNOWN.index(), None);
    }

    #[test]
    fn frequent_separators_letters_and_digits_have_ids_after_the_words() {
        let dictionary = Dictionary::embedded();
        let words = image::word_lengths().len();
        for single in MARKS.into_iter().chain('0'..='9').chain('a'..='z').chain('A'..='Z') {
            let text = single.to_string();
            let id = dictionary.id(&text);
            assert_eq!(dictionary.word(id), Some(&text[..]));
            assert!((id.0 as usize) < dictionary.len());
        }
        assert!(dictionary.id("，").0 as usize >= words);
        assert_eq!(dictionary.tag(dictionary.id("，")), None, "the list says nothing of it");
    }

    #[test]
    fn a_removed_word_is_gone_and_the_words_through_it_stay() {
        let mut dictionary = Dictionary::embedded();
        let id = dictionary.id("中国");
        assert!(dictionary.remove("中国"));
        assert!(!dictionary.remove("中国"));
        assert_eq!(dictionary.id("中国"), WordId::UNKNOWN);
        assert_eq!(dictionary.word(id), Some("中国"), "an id means the same for as long as the list does");
        assert_ne!(dictionary.id("中国共产党"), WordId::UNKNOWN);
        assert_ne!(dictionary.id("中"), WordId::UNKNOWN);
        assert!(dictionary.remove("中"));
        assert_eq!(dictionary.id("中"), WordId::UNKNOWN);
    }
}
