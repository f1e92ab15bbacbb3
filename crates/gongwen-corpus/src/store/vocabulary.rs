//! The words of a corpus: text and tag by number, number by text.
//!
//! Numbers are given in the order in which words come, so that an addition appends words and changes none. Number 0 is no word: it
//! stands between documents.

use super::sections::{SectionWriter, Sections};
use crate::interner::Interner;
use gongwen_segment::{Segmenter, WordId};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// The number that stands between documents.
pub(crate) const BOUNDARY: u32 = 0;

/// The words of a corpus.
#[derive(Debug)]
pub struct Vocabulary {
    text: String,
    ends: Vec<u32>,
    tags: Vec<u8>,
    tag_names: Vec<String>,
    /// Numbers in the order of their texts.
    sorted: Vec<u32>,
    ranks: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<u16>>,
}

impl Vocabulary {
    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.ends.len().saturating_sub(1)
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the numbers of all words.
    pub fn ids(&self) -> impl Iterator<Item = u32> + use<> {
        1..self.ends.len() as u32
    }

    /// Returns the text of a word; empty for a number that none has.
    #[inline]
    pub fn word(&self, id: u32) -> &str {
        let id = id as usize;
        let start = self.ends.get(id.wrapping_sub(1)).copied().unwrap_or(0);
        let end = self.ends.get(id).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Returns the part of speech of a word, after ICTCLAS.
    pub fn tag(&self, id: u32) -> &str {
        let tag = self.tags.get(id as usize).copied().unwrap_or(0);
        self.tag_names.get(usize::from(tag)).map_or("", String::as_str)
    }

    /// Returns the number of a word. Cost: a binary search.
    pub fn id(&self, word: &str) -> Option<u32> {
        let found = self.sorted.binary_search_by(|&id| self.word(id).cmp(word));
        found.ok().map(|place| self.sorted[place])
    }

    /// Returns the numbers of all words in the order of their texts.
    pub fn sorted(&self) -> &[u32] {
        &self.sorted
    }

    /// Returns all words after each other.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the word that a byte of the text belongs to.
    pub(crate) fn id_at(&self, byte: usize) -> u32 {
        self.ends.partition_point(|&end| end as usize <= byte) as u32
    }

    /// Returns the byte of the text at which a word begins.
    pub(crate) fn start(&self, id: u32) -> usize {
        self.ends.get((id as usize).wrapping_sub(1)).map_or(0, |&end| end as usize)
    }

    /// Returns for each number the place of its word among all, ordered by text.
    pub(crate) fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let mut ranks = vec![0; self.ends.len()];
            for (rank, &id) in (1..).zip(&self.sorted) {
                if let Some(place) = ranks.get_mut(id as usize) {
                    *place = rank;
                }
            }
            ranks
        })
    }

    /// Returns for each number how many characters its word has; 65,535 stands for more.
    pub(crate) fn characters(&self) -> &[u16] {
        self.characters.get_or_init(|| {
            (0..self.ends.len() as u32)
                .map(|id| u16::try_from(self.word(id).chars().count()).unwrap_or(u16::MAX))
                .collect()
        })
    }

    /// Writes the words from a number on: all of them, or those that an addition brought.
    pub(crate) fn to_bytes(&self, from: usize) -> Vec<u8> {
        let from = from.clamp(1, self.ends.len());
        let start = self.ends[from - 1];
        let mut file = SectionWriter::new();
        file.section("text", |out| out.extend_from_slice(&self.text.as_bytes()[start as usize..]));
        file.numbers("ends", self.ends[from..].iter().map(|end| end - start));
        file.section("tags", |out| out.extend_from_slice(&self.tags[from..]));
        file.section("tagnames", |out| out.extend_from_slice(self.tag_names.join("\n").as_bytes()));
        file.numbers("sorted", self.sorted.iter().copied().filter(|&id| id as usize >= from));
        file.finish()
    }

    /// Reads the parts of a vocabulary, the first one first; says which part is wrong, and what.
    pub(crate) fn read(parts: &[Sections]) -> Result<Vocabulary, (usize, &'static str)> {
        let mut all = Vocabulary::empty();
        for (index, part) in parts.iter().enumerate() {
            let wrong = |what| (index, what);
            let text = std::str::from_utf8(part.section("text"))
                .map_err(|_| wrong("has words that are not UTF-8"))?;
            let before = all.text.len() as u32;
            let mut at = 0;
            for end in part.numbers("ends") {
                if end < at || !text.is_char_boundary(end as usize) {
                    return Err(wrong("has words with impossible ends"));
                }
                at = end;
                all.ends.push(before + end);
            }
            all.text.push_str(text);
            let names: Vec<&str> =
                std::str::from_utf8(part.section("tagnames")).unwrap_or_default().split('\n').collect();
            let renamed: Vec<u8> = names.iter().map(|name| all.tag_number(name)).collect();
            let tag = |tag: &u8| renamed.get(usize::from(*tag)).copied().unwrap_or(0);
            all.tags.extend(part.section("tags").iter().map(tag));
            let sorted = part.numbers("sorted");
            if all.tags.len() != all.ends.len() || sorted.iter().any(|&id| id as usize >= all.ends.len()) {
                return Err(wrong("has words without number or tag"));
            }
            all.sorted = all.merged(&sorted);
        }
        if all.sorted.len() != all.len() {
            return Err((0, "lacks words"));
        }
        Ok(all)
    }

    fn empty() -> Self {
        Vocabulary {
            text: String::new(),
            ends: vec![0],
            tags: vec![0],
            tag_names: vec![String::new()],
            sorted: Vec::new(),
            ranks: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Adds a word and returns its number.
    fn add(&mut self, word: &str, tag: &str) -> u32 {
        let number = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).expect("different words of less than 4 GiB"));
        let tag = self.tag_number(tag);
        self.tags.push(tag);
        number
    }

    fn tag_number(&mut self, name: &str) -> u8 {
        match self.tag_names.iter().position(|known| known == name) {
            Some(number) => number as u8,
            // More tags than numbers: the word has none.
            None if self.tag_names.len() > u8::MAX.into() => 0,
            None => {
                self.tag_names.push(name.to_string());
                (self.tag_names.len() - 1) as u8
            }
        }
    }

    fn merged(&self, new: &[u32]) -> Vec<u32> {
        let (mut old, mut new) = (self.sorted.iter().peekable(), new.iter().peekable());
        let mut merged = Vec::with_capacity(old.len() + new.len());
        while let (Some(&&a), Some(&&b)) = (old.peek(), new.peek()) {
            let side = if self.word(a).cmp(self.word(b)) == Ordering::Less { &mut old } else { &mut new };
            merged.extend(side.next());
        }
        merged.extend(old);
        merged.extend(new);
        merged
    }
}

/// A vocabulary that grows.
pub(crate) struct Growing<'s> {
    segmenter: &'s Segmenter,
    /// By id of the tokenizer: the number here, 0 for none yet.
    of_known: Vec<u32>,
    strange: Interner,
    /// By number of the interner.
    of_strange: Vec<u32>,
    words: Vocabulary,
    /// The characters of each word.
    lengths: Vec<u16>,
    numbers: Vec<u32>,
}

impl<'s> Growing<'s> {
    /// Starts with no words.
    pub(crate) fn new(segmenter: &'s Segmenter) -> Self {
        Growing {
            segmenter,
            of_known: vec![0; segmenter.word_count()],
            strange: Interner::default(),
            of_strange: Vec::new(),
            words: Vocabulary::empty(),
            lengths: vec![0],
            numbers: Vec::new(),
        }
    }

    /// Goes on from the words of a corpus.
    pub(crate) fn from(segmenter: &'s Segmenter, words: Vocabulary) -> Self {
        let lengths = words.characters().to_vec();
        let mut growing = Growing { words, lengths, ..Growing::new(segmenter) };
        for id in growing.words.ids() {
            let known = segmenter.id(growing.words.word(id));
            match known.index() {
                Some(index) => growing.of_known[index] = id,
                None => {
                    growing.numbers.clear();
                    growing.strange.intern(std::iter::once(growing.words.word(id)), &mut growing.numbers);
                    growing.of_strange.push(id);
                }
            }
        }
        growing
    }

    pub(crate) fn len(&self) -> usize {
        self.words.ends.len()
    }

    /// Returns the characters of each word by number.
    pub(crate) fn lengths(&self) -> &[u16] {
        &self.lengths
    }

    /// Appends the numbers of tokens to `out`: `known` are the ids of the tokenizer, unknown ones in `strange` in order.
    pub(crate) fn number<'w>(
        &mut self,
        known: &[WordId],
        strange: impl Iterator<Item = &'w str> + Clone,
        out: &mut Vec<u32>,
    ) {
        self.numbers.clear();
        self.strange.intern(strange, &mut self.numbers);
        self.of_strange.resize(self.strange.len(), 0);
        let start = out.len();
        // Nearly every word has its number already; the others have none until they are looked at one by one.
        out.extend(known.iter().map(|id| self.of_known.get(id.0 as usize).copied().unwrap_or(0)));
        let mut strange = 0;
        for at in start..out.len() {
            if out[at] != 0 {
                continue;
            }
            let id = known[at - start];
            out[at] = match self.of_known.get(id.0 as usize).copied() {
                Some(0) => {
                    let word = self.segmenter.word(id).unwrap_or_default();
                    let number = self.words.add(word, self.segmenter.tag(id, word));
                    self.of_known[id.0 as usize] = number;
                    number
                }
                Some(number) => number,
                None => {
                    let index = self.numbers[strange] as usize;
                    strange += 1;
                    if self.of_strange[index] == 0 {
                        let word = self.strange.word(index as u32);
                        self.of_strange[index] = self.words.add(word, self.segmenter.tag(id, word));
                    }
                    self.of_strange[index]
                }
            };
        }
        for number in self.lengths.len() as u32..self.words.ends.len() as u32 {
            self.lengths.push(u16::try_from(self.words.word(number).chars().count()).unwrap_or(u16::MAX));
        }
    }

    /// Returns the vocabulary with its words in order.
    pub(crate) fn finish(self) -> Vocabulary {
        let mut words = self.words;
        let mut new: Vec<u32> = (words.sorted.len() as u32 + 1..words.ends.len() as u32).collect();
        new.sort_unstable_by(|&a, &b| words.word(a).cmp(words.word(b)));
        words.sorted = words.merged(&new);
        words.ranks = OnceLock::new();
        words.characters = OnceLock::new();
        words
    }
}
