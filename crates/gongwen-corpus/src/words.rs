//! Word counts: frequency, documents, dispersion of every word.
//!
//! Where only frequencies are asked for, a token costs one increment in an array indexed by the word's id. Documents and
//! dispersion need to know which token is the first of its word in the document: it is written, without a branch, to a
//! list that grows or does not, and what has to be done once a word and document is done when the document ends. Tokens
//! without id (numbers, Latin words, what no list has) are collected and numbered together. Whether a word counts at all
//! is asked once a word, not once a token.

use gongwen_segment::{Segmenter, Tokens, WordId};
use rustc_hash::FxHashMap;

use crate::{filter::TokenFilter, interner::Interner, measures::dispersion::Sizes};

/// What is counted of every word; each adds to the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// How often it occurs. Memory grows with the vocabulary alone.
    Frequency,
    /// In how many documents.
    Documents,
    /// How often in each document, which the measures of dispersion need: about four bytes for each different word of
    /// each document.
    #[default]
    Dispersion,
}

/// Counts of the words of any number of documents; merges. Make one a thread.
#[derive(Clone, Debug)]
pub struct WordCounts<'s> {
    pub(crate) segmenter: &'s Segmenter,
    pub(crate) filter: TokenFilter,
    pub(crate) detail: Detail,
    /// Words below this number are the tokenizer's; the others are those of `unknown`, in its order.
    known: usize,
    unknown: Interner,
    /// What is known of each word of the documents that ended; of the last words nothing yet.
    tallies: Vec<Tally>,
    /// How often each word is in the document at hand; 0 between documents. Where no documents are told apart they all are
    /// that document.
    here: Here,
    /// All documents, those without a word included.
    pub(crate) all_documents: u64,
    pub(crate) sizes: Sizes,
    /// For each document that has words: how many, and how many different ones.
    pub(crate) kept_documents: Vec<(u64, u32)>,
    pub(crate) kept: Postings,
    /// The words of the document at hand.
    touched: Vec<u32>,
    /// The tokens without id of the document at hand, and their numbers in `unknown`.
    strange: Vec<u32>,
    numbers: Vec<u32>,
}

/// What is known of a word, together so that one look at memory finds it all.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    frequency: u64,
    documents: u32,
    verdict: Verdict,
}

/// Whether the filter accepts a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Verdict {
    #[default]
    NotAsked,
    Accepted,
    Rejected,
}

impl<'s> WordCounts<'s> {
    /// Returns empty counts for the tokens of `segmenter`. Cost: a byte a word of its dictionary, and sixteen more when
    /// documents are told apart.
    pub fn new(segmenter: &'s Segmenter, filter: TokenFilter, detail: Detail) -> Self {
        let known = segmenter.word_count();
        WordCounts {
            segmenter,
            filter,
            detail,
            known,
            unknown: Interner::default(),
            tallies: Vec::new(),
            here: Here::new(known),
            all_documents: 0,
            sizes: Sizes::default(),
            kept_documents: Vec::new(),
            kept: Postings::default(),
            touched: Vec::new(),
            strange: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Counts a document, given as its tokens. Cost: `O(tokens)`.
    pub fn add(&mut self, tokens: Tokens<'_, '_>) {
        self.all_documents += 1;
        if self.detail == Detail::Frequency {
            self.count_frequencies(tokens);
            self.count_strange(tokens);
        } else {
            self.count_types(tokens);
            self.count_strange(tokens);
            self.end_document();
        }
    }

    /// Counts the tokens that have ids and lists the others.
    fn count_frequencies(&mut self, tokens: Tokens<'_, '_>) {
        let Here { counts, carried } = &mut self.here;
        let counts = &mut counts[..self.known];
        self.strange.clear();
        for (index, id) in tokens.ids().enumerate() {
            match counts.get_mut(id.0 as usize) {
                Some(count) => _ = count_one(count, id.0, carried),
                None => self.strange.push(index as u32),
            }
        }
    }

    /// Does the same and lists the words as well, each once.
    fn count_types(&mut self, tokens: Tokens<'_, '_>) {
        let Here { counts, carried } = &mut self.here;
        let counts = &mut counts[..self.known];
        self.strange.clear();
        self.touched.resize(tokens.len() + 1, 0);
        let mut touched = 0;
        for (index, id) in tokens.ids().enumerate() {
            match counts.get_mut(id.0 as usize) {
                Some(count) => {
                    self.touched[touched] = id.0;
                    touched += usize::from(count_one(count, id.0, carried));
                }
                None => self.strange.push(index as u32),
            }
        }
        self.touched.truncate(touched);
    }

    /// Numbers and counts the tokens without id.
    fn count_strange(&mut self, tokens: Tokens<'_, '_>) {
        self.numbers.clear();
        let token = |&index: &u32| tokens.get(index as usize).map(|token| token.text);
        self.unknown.intern(self.strange.iter().filter_map(token), &mut self.numbers);
        self.here.grow(self.known + self.unknown.len());
        for &number in &self.numbers {
            let word = self.known as u32 + number;
            if self.here.add(word) && self.detail > Detail::Frequency {
                self.touched.push(word);
            }
        }
    }

    fn end_document(&mut self) {
        let (mut size, mut types) = (0, 0);
        self.tallies.resize(self.here.len(), Tally::default());
        for place in 0..self.touched.len() {
            let word = self.touched[place];
            let count = self.here.take(word);
            let verdict = self.tallies[word as usize].verdict;
            if verdict != Verdict::Accepted && !self.ask(word as usize, verdict) {
                continue;
            }
            let tally = &mut self.tallies[word as usize];
            tally.frequency += count;
            tally.documents += 1;
            size += count;
            types += 1;
            if self.detail == Detail::Dispersion {
                self.kept.put(word, u32::try_from(count).expect("a text has less than 4 GiB"));
            }
        }
        self.sizes.add(size);
        if self.detail == Detail::Dispersion && size > 0 {
            self.kept_documents.push((size, types));
        }
    }

    /// Returns whether the filter accepts a word, which is asked once.
    #[cold]
    fn ask(&mut self, word: usize, verdict: Verdict) -> bool {
        let accepted = verdict == Verdict::NotAsked && self.filter.accepts(self.text(word));
        self.tallies[word].verdict = if accepted { Verdict::Accepted } else { Verdict::Rejected };
        accepted
    }

    /// Adds the counts of other documents. Cost: `O(vocabulary + postings of other)`.
    ///
    /// # Panics
    /// When the two were made with different filters, details or dictionaries: their sum would mean nothing.
    pub fn merge(&mut self, other: WordCounts<'_>) {
        assert!(
            (self.filter, self.detail, self.known) == (other.filter, other.detail, other.known),
            "counts of one kind are merged"
        );
        let mut renumbered = Vec::new();
        self.unknown.intern(
            (0..other.unknown.len() as u32).map(|number| other.unknown.word(number)),
            &mut renumbered,
        );
        self.here.grow(self.known + self.unknown.len());
        self.tallies.resize(self.here.len(), Tally::default());
        // A word of the other counts as these number it.
        let known = self.known;
        let number = |word: usize| match word.checked_sub(known) {
            None => word,
            Some(unknown) => known + renumbered[unknown] as usize,
        };
        for word in 0..other.here.len() {
            let tally = &mut self.tallies[number(word)];
            tally.frequency += other.frequency(word);
            tally.documents += other.documents_with(word);
        }
        self.all_documents += other.all_documents;
        self.sizes.merge(other.sizes);
        self.kept_documents.extend(other.kept_documents);
        if self.kept.is_empty() && renumbered.iter().zip(0..).all(|(&new, old)| new == old) {
            self.kept = other.kept;
            return;
        }
        for (word, count) in other.kept.iter() {
            self.kept.put(number(word) as u32, count);
        }
    }

    /// Returns the number of documents, those without a word included.
    pub fn documents(&self) -> u64 {
        self.all_documents
    }

    /// Returns the number of words counted, N. Cost: `O(vocabulary)`.
    pub fn tokens(&self) -> u64 {
        self.words().map(|word| self.frequency(word)).sum()
    }

    /// Returns the number of different words. Cost: `O(vocabulary)`.
    pub fn types(&self) -> u64 {
        self.words().count() as u64
    }

    /// Returns the numbers of the words that came and count.
    pub(crate) fn words(&self) -> impl Iterator<Item = usize> + '_ {
        // Where documents are told apart the filter was asked already.
        let counts = |word: &usize| self.detail > Detail::Frequency || self.filter.accepts(self.text(*word));
        (0..self.here.len()).filter(|&word| self.frequency(word) > 0).filter(counts)
    }

    pub(crate) fn frequency(&self, word: usize) -> u64 {
        self.tally(word).frequency + self.here.get(word)
    }

    /// Returns in how many documents a word comes; 0 where that is not counted.
    pub(crate) fn documents_with(&self, word: usize) -> u32 {
        self.tally(word).documents
    }

    /// Returns one more than the greatest number of a word.
    pub(crate) fn numbered(&self) -> usize {
        self.here.len()
    }

    fn tally(&self, word: usize) -> Tally {
        self.tallies.get(word).copied().unwrap_or_default()
    }

    pub(crate) fn text(&self, word: usize) -> &str {
        match word.checked_sub(self.known) {
            None => self.segmenter.word(WordId(word as u32)).unwrap_or_default(),
            Some(unknown) => self.unknown.word(unknown as u32),
        }
    }
}

/// How often each word came. Most words are rare: they are counted in bytes, so that the counts of all that a text uses
/// stay in the first caches, and what a byte cannot hold is carried to a table.
#[derive(Clone, Debug, Default)]
struct Here {
    counts: Vec<u8>,
    carried: Carried,
}

type Carried = FxHashMap<u32, u64>;

impl Here {
    fn new(words: usize) -> Self {
        Here { counts: vec![0; words], carried: Carried::default() }
    }

    fn len(&self) -> usize {
        self.counts.len()
    }

    fn grow(&mut self, words: usize) {
        self.counts.resize(words, 0);
    }

    /// Counts a word and returns whether it is the first time.
    fn add(&mut self, word: u32) -> bool {
        count_one(&mut self.counts[word as usize], word, &mut self.carried)
    }

    fn get(&self, word: usize) -> u64 {
        u64::from(self.counts[word]) + self.carried.get(&(word as u32)).copied().unwrap_or(0)
    }

    fn take(&mut self, word: u32) -> u64 {
        let carried = if self.carried.is_empty() { None } else { self.carried.remove(&word) };
        u64::from(std::mem::take(&mut self.counts[word as usize])) + carried.unwrap_or(0)
    }
}

/// Adds one to the count of a word and returns whether it is the first.
#[inline(always)]
fn count_one(count: &mut u8, word: u32, carried: &mut Carried) -> bool {
    let first = *count == 0;
    if *count < u8::MAX {
        *count += 1;
    } else {
        // It stays above 0: the word was there.
        *count = 1;
        carry(word, carried);
    }
    first
}

#[cold]
#[inline(never)]
fn carry(word: u32, carried: &mut Carried) {
    *carried.entry(word).or_default() += u64::from(u8::MAX);
}

/// Words of documents, one document after the other: the number of the word with a bit that says whether it comes more
/// than once, and if so how often.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings(Vec<u32>);

impl Postings {
    #[inline]
    fn put(&mut self, word: u32, count: u32) {
        self.0.push(word << 1 | u32::from(count > 1));
        if count > 1 {
            self.0.push(count);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the words with their counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            let word = *rest.split_off_first()?;
            let count = if word & 1 == 0 { 1 } else { *rest.split_off_first()? };
            Some(((word >> 1) as usize, count))
        })
    }
}
