//! The word list, and the codes of its characters.

use crate::Result;
use crate::layout::{
    BLOCK, CARRIAGE_RETURN, FIRST_ALPHANUMERIC, FIRST_OTHER, MARKS, Node, SEPARATOR, STRANGER, is_near_han,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub struct WordList {
    /// By falling frequency, equal ones by code point: the position is the word's id.
    pub entries: Vec<Entry>,
    /// The different frequencies, ascending; the first is for what is no word.
    pub frequencies: Vec<u32>,
    /// The different tags.
    pub tags: Vec<String>,
}

pub struct Entry {
    pub word: String,
    pub frequency: u32,
    /// Which of the frequencies it is; never 0.
    pub value: u16,
    /// Which of the tags it has.
    pub tag: u8,
}

impl WordList {
    pub fn parse(text: &str) -> Result<Self> {
        let mut lines = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let fields: Vec<&str> = line.split(' ').collect();
            let [word, frequency, tag] = fields[..] else {
                return Err(format!("word list, line {}: expected `word frequency tag`", number + 1).into());
            };
            lines.push((word, frequency.parse::<u32>()?, tag));
        }
        lines.sort_by_key(|&(word, frequency, _)| (std::cmp::Reverse(frequency), word));
        let distinct: BTreeSet<u32> = lines.iter().map(|line| line.1).collect();
        let frequencies: Vec<u32> = std::iter::once(0).chain(distinct).collect();
        let tags: BTreeSet<&str> = lines.iter().map(|line| line.2).collect();
        let tags: Vec<&str> = tags.into_iter().collect();
        if frequencies.len() > Node::VALUES as usize || frequencies[1] == 0 || tags.len() > 255 {
            return Err("word list: too many different frequencies or tags, or a frequency of 0".into());
        }
        let entries = lines
            .iter()
            .map(|&(word, frequency, tag)| Entry {
                word: word.to_string(),
                frequency,
                value: frequencies.partition_point(|&other| other < frequency) as u16,
                tag: tags.partition_point(|&other| other < tag) as u8,
            })
            .collect();
        let tags = tags.into_iter().map(str::to_string).collect();
        Ok(WordList { entries, frequencies, tags })
    }

    /// Returns the ids of the characters that have one by themselves: by code, those of separators and then of letters and
    /// digits. A word of the list has its own; the others come after the words.
    pub fn single_ids(&self) -> Vec<(char, u32)> {
        let letters = ('0'..='9').chain('A'..='Z').chain('a'..='z');
        let alone = |word: &str| word.chars().next().filter(|c| c.len_utf8() == word.len());
        let words: HashMap<char, u32> =
            (0..).zip(&self.entries).filter_map(|(id, entry)| Some((alone(&entry.word)?, id))).collect();
        let mut beyond = self.entries.len() as u32..;
        let mut id = |c: char| words.get(&c).copied().or_else(|| beyond.next()).expect("ids do not end");
        MARKS.into_iter().chain(letters).map(|c| (c, id(c))).collect()
    }

    /// Returns the byte at which each block of words starts in the text of all words.
    pub fn block_starts(&self) -> Vec<u32> {
        let mut starts = Vec::new();
        let mut at = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            if index % BLOCK == 0 {
                starts.push(at);
            }
            at += entry.word.len() as u32;
        }
        starts
    }
}

/// What every character is to the tokenizer.
pub struct Codes {
    codes: HashMap<char, u16>,
    pub len: usize,
}

impl Codes {
    /// Gives a code to every character of the list and to those that the hidden Markov model knows.
    pub fn of(list: &WordList, others: impl Iterator<Item = char>) -> Result<Self> {
        let mut traffic: BTreeMap<char, u64> = others.map(|c| (c, 0)).collect();
        for entry in &list.entries {
            for c in entry.word.chars() {
                *traffic.entry(c).or_default() += u64::from(entry.frequency);
            }
        }
        let mut order: Vec<(char, u64)> =
            traffic.into_iter().filter(|(c, _)| !c.is_ascii_alphanumeric()).collect();
        order.sort_by_key(|&(c, traffic)| (std::cmp::Reverse(traffic), c));
        let mut codes: HashMap<char, u16> =
            ('0'..='9').chain('A'..='Z').chain('a'..='z').zip(FIRST_ALPHANUMERIC..).collect();
        codes.extend(order.iter().map(|&(c, _)| c).zip(FIRST_OTHER..));
        let len = FIRST_OTHER as usize + order.len();
        if len > Node::CODES as usize {
            return Err("word list: too many different characters".into());
        }
        Ok(Codes { codes, len })
    }

    /// Returns the code that a dictionary character has inside the trie.
    pub fn in_words(&self, c: char) -> u16 {
        self.codes.get(&c).copied().unwrap_or(STRANGER)
    }

    /// Returns the code of a character of a text, where separators are what they are whatever word they stand in.
    pub fn in_text(&self, c: char) -> u16 {
        match c {
            '\r' => CARRIAGE_RETURN,
            c if is_in_block(c) => self.in_words(c),
            c => MARKS.iter().position(|&mark| mark == c).map_or(SEPARATOR, |at| SEPARATOR + 1 + at as u16),
        }
    }

    /// Returns the codes in texts of the characters of the Basic Multilingual Plane.
    pub fn of_plane_zero(&self) -> impl Iterator<Item = u16> + '_ {
        (0..0x1_0000).map(|point| char::from_u32(point).map_or(SEPARATOR, |c| self.in_text(c)))
    }

    /// Returns the characters of words whose code in texts is another, by code point: separators, and what is beyond the
    /// Basic Multilingual Plane.
    pub fn beyond_blocks(&self) -> impl Iterator<Item = (char, u16)> {
        let far: BTreeMap<char, u16> = self
            .codes
            .iter()
            .filter(|&(&c, _)| u32::from(c) > 0xffff || self.in_text(c) < CARRIAGE_RETURN)
            .map(|(&c, &code)| (c, code))
            .collect();
        far.into_iter()
    }
}

/// Returns whether a character may stand inside a block that is cut into words: jieba's `[一-龥…a-zA-Z0-9+#&._%-]`.
fn is_in_block(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-') || is_near_han(c)
}
