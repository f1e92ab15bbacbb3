//! What several dictionaries come to: the words that are in force, their numbers and tags.

use std::collections::BTreeSet;
use std::sync::Arc;

use gongwen_text::Span;

use super::beginnings::Beginnings;
use super::dictionary::UserDictionary;
use super::find::find;
use super::trie::{End, Trie};

/// The user words in force, numbered from 0 in the order in which they first came.
///
/// A number means the same word as long as the set lives: a removed word keeps its number, and gets it back when it
/// is added again. Adding and removing cost the length of the word; nothing is rebuilt.
#[derive(Clone, Debug)]
pub(crate) struct UserWords {
    /// Every word that ever was in the set, by number.
    words: Vec<Word>,
    /// How many of them are in force.
    live: usize,
    trie: Trie,
    beginnings: Beginnings,
    /// The words whose last mention is a removal.
    removed: BTreeSet<Arc<str>>,
}

#[derive(Clone, Debug)]
struct Word {
    text: Arc<str>,
    tag: Option<Box<str>>,
}

impl Default for UserWords {
    fn default() -> Self {
        Self::new()
    }
}

impl UserWords {
    pub(crate) fn new() -> Self {
        UserWords {
            words: Vec::new(),
            live: 0,
            trie: Trie::new(),
            beginnings: Beginnings::new(),
            removed: BTreeSet::new(),
        }
    }

    /// Applies a dictionary after those before it: its tags replace theirs where it has any, and its removals take
    /// their words away.
    pub(crate) fn add(&mut self, dictionary: &UserDictionary) {
        for (word, tag) in dictionary.shared_words() {
            self.put(word, tag);
        }
        for word in dictionary.removals() {
            self.remove(word);
        }
    }

    /// Adds a word and returns its number. Without a tag, a word in force keeps the tag that it has.
    ///
    /// Every string is accepted; the empty one is in the set but is never found.
    pub(crate) fn insert(&mut self, word: &str, tag: Option<&str>) -> u32 {
        self.put(&Arc::from(word), tag)
    }

    /// Removes a word, and returns whether it was in force. Either way [`UserWords::removed`] names it from now on.
    pub(crate) fn remove(&mut self, word: &str) -> bool {
        let number = self.number(word);
        if let Some(number) = number {
            *self.trie.end_mut(word) = End::removed(number);
            self.live -= 1;
        }
        if !self.removed.contains(word) {
            self.removed.insert(Arc::from(word));
        }
        number.is_some()
    }

    /// Returns the number of words in force.
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    /// Returns how many numbers have been given: all are below it.
    pub(crate) fn numbers(&self) -> usize {
        self.words.len()
    }

    /// Returns the word of a number, also of one that was removed.
    pub(crate) fn word(&self, number: u32) -> Option<&str> {
        self.words.get(number as usize).map(|word| &*word.text)
    }

    /// Returns the tag of the word of a number, where a dictionary gave one; a removed word keeps its last one.
    pub(crate) fn tag(&self, number: u32) -> Option<&str> {
        self.words.get(number as usize)?.tag.as_deref()
    }

    /// Returns the number of a word in force.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.trie.end(word).number()
    }

    /// Returns the words whose last mention was a removal, in the order of code points. The built-in dictionary loses
    /// those of them that it holds.
    pub(crate) fn removed(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().map(|word| &**word)
    }

    /// Appends the places of the words in `text`, each with its number: leftmost, of those that begin there the
    /// longest, in order and without overlaps. A word does not begin or end within a run of ASCII letters and digits.
    pub(crate) fn find(&self, text: &str, out: &mut Vec<(Span, u32)>) {
        if self.live > 0 {
            find(&self.trie, &self.beginnings, text, out);
        }
    }

    fn put(&mut self, word: &Arc<str>, tag: Option<&str>) -> u32 {
        self.removed.remove(word);
        let end = self.trie.end_mut(word);
        if let Some(number) = end.number() {
            if let (Some(tag), Some(word)) = (tag, self.words.get_mut(number as usize)) {
                word.tag = Some(Box::from(tag));
            }
            return number;
        }
        let former = end.any_number();
        let number = former.unwrap_or(self.words.len() as u32);
        *end = End::live(number);
        self.live += 1;
        let tag = tag.map(Box::from);
        match self.words.get_mut(number as usize) {
            Some(word) => word.tag = tag,
            None => {
                self.words.push(Word { text: Arc::clone(word), tag });
                self.beginnings.insert(word);
            }
        }
        number
    }
}
