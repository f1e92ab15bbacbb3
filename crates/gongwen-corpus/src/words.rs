//! Word counts: frequency, documents, dispersion of every word.
//!
//! A token costs one increment in an array indexed by the dictionary's word id, without a branch: which token is the first
//! of its word in the document, and which has no id, is written to a list that grows or does not. Only words that the
//! dictionary does not have are looked at as text, and of these only those of several characters are hashed. What has to
//! be done once a word and document (is it a word at all? keep its frequency) is done when the document ends.

use gongwen_segment::{Segmenter, Tokens, WordId};
use gongwen_table::{Provenance, Table};
use gongwen_text::is_han;

use crate::{
    dispersion::{Part, Sizes},
    error::{Error, ErrorKind},
    interner::Interner,
};

/// Which tokens count as words. The others count nowhere: not as types, not in the size of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenFilter {
    /// Every token, punctuation and space included.
    All,
    /// Tokens with at least one letter, digit or Han character.
    #[default]
    Words,
    /// Tokens of Han characters only.
    Han,
}

impl TokenFilter {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            TokenFilter::All => "all",
            TokenFilter::Words => "words",
            TokenFilter::Han => "han",
        }
    }

    /// Returns whether a token counts.
    pub fn accepts(self, token: &str) -> bool {
        match self {
            TokenFilter::All => true,
            TokenFilter::Words => token.chars().any(is_word_character),
            TokenFilter::Han => !token.is_empty() && token.chars().all(is_han),
        }
    }
}

/// The frequent characters of Chinese are told apart here, without the tables of Unicode, which decide the rest.
fn is_word_character(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '，' | '。' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》' | '\u{3000}' => {
            false
        }
        c => c.is_alphanumeric(),
    }
}

/// Whether the frequencies by document are kept, which the measures of dispersion need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Postings {
    /// Kept: about four bytes for each different word of each document.
    #[default]
    Keep,
    /// Not kept: memory grows with the vocabulary alone.
    Discard,
}

/// Counts of the words of any number of documents; merges. Make one a thread.
#[derive(Clone, Debug)]
pub struct WordCounts {
    filter: TokenFilter,
    postings: Postings,
    /// Words below this number are the dictionary's; the others are those of `unknown`, in its order.
    dictionary: usize,
    unknown: Interner,
    /// The numbers in `unknown` of single characters, by code point, plus one; 0 for what has not come yet.
    characters: Vec<u32>,
    tallies: Vec<Tally>,
    /// All documents, those without a word included.
    all_documents: u64,
    sizes: Sizes,
    /// For each document that has words: how many, and how many different ones.
    kept_documents: Vec<(u64, u32)>,
    /// For each of those different ones: its number with a bit that says whether it comes more than once, and if so
    /// how often.
    kept: Vec<u32>,
    /// How often each word is in the document at hand, with a place for those without id; 0 between documents.
    here: Vec<u32>,
    unknown_here: Vec<u32>,
    /// The words of the document at hand, each with the first token of it.
    touched: Vec<(u32, u32)>,
    /// The tokens without id of the document at hand.
    strange: Vec<u32>,
}

/// What is known of a word, together so that one look at memory finds it all.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    frequency: u64,
    documents: u32,
    verdict: Verdict,
}

/// Whether the filter accepts a word; asked once a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Verdict {
    #[default]
    NotAsked,
    Accepted,
    Rejected,
}

/// A column of the word table beside `word` and `freq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordColumn {
    /// `per_million`: occurrences in a million words, freq · 10⁶ / N.
    PerMillion,
    /// `docs`: the number of documents that have the word.
    Documents,
    /// `doc_share`: docs divided by all documents, those without a word included; from 0 to 1.
    DocumentShare,
    /// `dp`: [deviation of proportions](crate::dispersion) over the documents.
    Dp,
    /// `dp_norm`: [normalised deviation of proportions](crate::dispersion); null for a corpus of one document.
    DpNorm,
}

impl WordColumn {
    /// All columns, in the usual order.
    pub const ALL: [WordColumn; 5] = [
        WordColumn::PerMillion,
        WordColumn::Documents,
        WordColumn::DocumentShare,
        WordColumn::Dp,
        WordColumn::DpNorm,
    ];

    /// Returns the name of the column in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            WordColumn::PerMillion => "per_million",
            WordColumn::Documents => "docs",
            WordColumn::DocumentShare => "doc_share",
            WordColumn::Dp => "dp",
            WordColumn::DpNorm => "dp_norm",
        }
    }

    const fn needs_postings(self) -> bool {
        matches!(self, WordColumn::Dp | WordColumn::DpNorm)
    }
}

/// What the word table shows.
#[derive(Clone, Debug)]
pub struct WordTableOptions {
    /// Only so many rows, the most frequent.
    pub top: Option<usize>,
    /// Only words that occur at least so often.
    pub min_count: u64,
    /// Only words that are in at least so many documents.
    pub min_documents: u64,
    /// The columns beside `word` and `freq`, in this order.
    pub columns: Vec<WordColumn>,
}

/// Every word, every column.
impl Default for WordTableOptions {
    fn default() -> Self {
        WordTableOptions { top: None, min_count: 1, min_documents: 1, columns: WordColumn::ALL.to_vec() }
    }
}

impl WordCounts {
    /// Returns empty counts for the tokens of `segmenter`. Cost: 16 bytes a word of its dictionary.
    pub fn new(segmenter: &Segmenter, filter: TokenFilter, postings: Postings) -> Self {
        let dictionary = segmenter.word_count();
        WordCounts {
            filter,
            postings,
            dictionary,
            unknown: Interner::default(),
            characters: Vec::new(),
            tallies: vec![Tally::default(); dictionary],
            here: vec![0; dictionary + 1],
            unknown_here: Vec::new(),
            strange: Vec::new(),
            all_documents: 0,
            sizes: Sizes::default(),
            kept_documents: Vec::new(),
            kept: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Counts a document, given as its tokens. Cost: `O(tokens)`.
    pub fn add(&mut self, tokens: Tokens<'_, '_>) {
        let nowhere = self.dictionary;
        self.touched.resize(tokens.len() + 1, (0, 0));
        self.strange.resize(tokens.len() + 1, 0);
        let (mut touched, mut strange) = (0, 0);
        for (index, id) in tokens.ids().enumerate() {
            let word = (id.0 as usize).min(nowhere);
            self.strange[strange] = index as u32;
            strange += usize::from(word == nowhere);
            let here = &mut self.here[word];
            self.touched[touched] = (word as u32, index as u32);
            touched += usize::from(*here == 0);
            *here += 1;
        }
        self.touched.truncate(touched);
        for place in 0..strange {
            if let Some(token) = tokens.get(self.strange[place] as usize) {
                self.count_unknown(token.text);
            }
        }
        self.end_document(tokens);
    }

    fn count_unknown(&mut self, word: &str) {
        let mut characters = word.chars();
        let one = characters.next().map(u32::from).filter(|_| characters.next().is_none());
        let known = one.and_then(|c| self.characters.get(c as usize)).copied().unwrap_or(0);
        let number = match known {
            0 => {
                if !self.filter.accepts(word) {
                    return self.reject(one);
                }
                let number = self.unknown.intern(word);
                if self.unknown.len() > self.unknown_here.len() {
                    self.unknown_here.push(0);
                    self.tallies.push(Tally { verdict: Verdict::Accepted, ..Tally::default() });
                }
                self.keep_character(one, number + 1);
                number
            }
            REJECTED => return,
            number => number - 1,
        };
        let here = &mut self.unknown_here[number as usize];
        if *here == 0 {
            self.touched.push(((self.dictionary + 1) as u32 + number, 0));
        }
        *here += 1;
    }

    fn reject(&mut self, character: Option<u32>) {
        self.keep_character(character, REJECTED);
    }

    fn keep_character(&mut self, character: Option<u32>, number: u32) {
        let Some(place) = character.map(|c| c as usize).filter(|&c| c < CHARACTERS) else { return };
        if self.characters.is_empty() {
            self.characters.resize(CHARACTERS, 0);
        }
        self.characters[place] = number;
    }

    fn end_document(&mut self, tokens: Tokens<'_, '_>) {
        self.all_documents += 1;
        let keep = self.postings == Postings::Keep;
        let (mut size, mut types) = (0, 0);
        for &(place, token) in &self.touched {
            let place = place as usize;
            let (word, count) = match place.checked_sub(self.dictionary + 1) {
                None => (place, std::mem::take(&mut self.here[place])),
                Some(unknown) => (place - 1, std::mem::take(&mut self.unknown_here[unknown])),
            };
            if place == self.dictionary {
                continue;
            }
            let tally = &mut self.tallies[word];
            if tally.verdict == Verdict::NotAsked {
                let accepted =
                    tokens.get(token as usize).is_some_and(|token| self.filter.accepts(token.text));
                tally.verdict = if accepted { Verdict::Accepted } else { Verdict::Rejected };
            }
            if tally.verdict == Verdict::Rejected {
                continue;
            }
            tally.frequency += u64::from(count);
            tally.documents += 1;
            size += u64::from(count);
            types += 1;
            if keep {
                put_posting(&mut self.kept, word as u32, count);
            }
        }
        self.sizes.add(size);
        if keep && size > 0 {
            self.kept_documents.push((size, types));
        }
    }

    /// Adds the counts of other documents. Cost: `O(vocabulary + postings of other)`.
    ///
    /// # Panics
    /// When the two were made with different filters, postings or dictionaries: their sum would mean nothing.
    pub fn merge(&mut self, other: WordCounts) {
        assert!(
            (self.filter, self.postings, self.dictionary) == (other.filter, other.postings, other.dictionary),
            "counts of one kind are merged"
        );
        let renumbered: Vec<u32> = (0..other.unknown.len() as u32)
            .map(|number| self.unknown.intern(other.unknown.word(number)))
            .collect();
        let words = self.dictionary + self.unknown.len();
        self.tallies.resize(words, Tally { verdict: Verdict::Accepted, ..Tally::default() });
        self.unknown_here.resize(self.unknown.len(), 0);
        // A word of the other counts as these number it.
        let dictionary = self.dictionary;
        let number = |word: usize| match word.checked_sub(dictionary) {
            None => word,
            Some(unknown) => dictionary + renumbered[unknown] as usize,
        };
        for (word, part) in other.tallies.iter().enumerate().filter(|(_, part)| part.frequency > 0) {
            let tally = &mut self.tallies[number(word)];
            tally.frequency += part.frequency;
            tally.documents += part.documents;
        }
        self.all_documents += other.all_documents;
        self.sizes.merge(other.sizes);
        self.kept_documents.extend(other.kept_documents);
        if self.kept.is_empty() && renumbered.iter().zip(0..).all(|(&new, old)| new == old) {
            self.kept = other.kept;
            return;
        }
        let mut rest = &other.kept[..];
        while let Some((word, count)) = take_posting(&mut rest) {
            put_posting(&mut self.kept, number(word) as u32, count);
        }
    }

    /// Returns the number of documents, those without a word included.
    pub fn documents(&self) -> u64 {
        self.all_documents
    }

    /// Returns the number of words counted, N.
    pub fn tokens(&self) -> u64 {
        self.sizes.total
    }

    /// Returns the number of different words.
    pub fn types(&self) -> u64 {
        self.tallies.iter().filter(|tally| tally.frequency > 0).count() as u64
    }

    /// Returns the table of words, most frequent first, equally frequent ones by code point.
    ///
    /// Columns: `word`, `freq`, then those of the options. The filter, the limits and the number of words counted are
    /// added to the parameters of `provenance`, and the number of documents is set.
    /// Cost: `O(types · log types + postings)`.
    ///
    /// # Errors
    /// [`ErrorKind::NoPostings`] when a measure of dispersion is asked for and [`Postings::Discard`] was chosen.
    ///
    /// # Examples
    /// ```
    /// use gongwen_corpus::{Postings, TokenFilter, WordColumn, WordCounts, WordTableOptions};
    /// use gongwen_segment::{Mode, Scratch, Segmenter};
    /// use gongwen_table::{Format, Provenance, WriteOptions};
    ///
    /// let (segmenter, mut scratch) = (Segmenter::new(), Scratch::default());
    /// let mut counts = WordCounts::new(&segmenter, TokenFilter::Words, Postings::Keep);
    /// for text in ["坚持发展，坚持改革。", "发展发展"] {
    ///     counts.add(segmenter.segment(text, Mode::Dictionary, &[], &mut scratch));
    /// }
    /// let options = WordTableOptions { columns: vec![WordColumn::Documents], ..WordTableOptions::default() };
    /// let table = counts.table(&segmenter, &options, Provenance::default())?;
    /// let mut csv = Vec::new();
    /// table.write(Format::Csv, &mut csv, &WriteOptions::default())?;
    /// assert_eq!(String::from_utf8_lossy(&csv), "word,freq,docs\n发展,3,2\n坚持,2,1\n改革,1,1\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn table(
        &self,
        segmenter: &Segmenter,
        options: &WordTableOptions,
        provenance: Provenance,
    ) -> Result<Table, Error> {
        let needy = options.columns.iter().find(|column| column.needs_postings());
        if let (Some(column), Postings::Discard) = (needy, self.postings) {
            return Err(ErrorKind::NoPostings { column: column.as_str() }.into());
        }
        let rows = self.rows(segmenter, options);
        let excess = if needy.is_some() { self.excess() } else { Vec::new() };
        let frequency = |word: usize| self.tallies[word].frequency;
        let words = || rows.iter().map(|&(_, word)| word);
        let mut table = Table::builder("words")
            .text("word", rows.iter().map(|(text, _)| text))
            .count("freq", words().map(frequency));
        for &column in &options.columns {
            let name = column.as_str();
            table = match column {
                WordColumn::PerMillion => table
                    .real(name, words().map(|word| frequency(word) as f64 * 1e6 / self.sizes.total as f64))
                    .decimals(2),
                WordColumn::Documents => {
                    table.count(name, words().map(|word| u64::from(self.tallies[word].documents)))
                }
                WordColumn::DocumentShare => table.real(
                    name,
                    words().map(|word| f64::from(self.tallies[word].documents) / self.all_documents as f64),
                ),
                WordColumn::Dp => table
                    .optional_real(name, words().map(|word| self.sizes.dp(frequency(word), excess[word]))),
                WordColumn::DpNorm => table.optional_real(
                    name,
                    words().map(|word| self.sizes.dp_norm(frequency(word), excess[word])),
                ),
            };
        }
        Ok(table.provenance(self.provenance(options, provenance)).build()?)
    }

    /// Returns the words to show and their numbers, in the order to show them.
    fn rows<'s>(&'s self, segmenter: &'s Segmenter, options: &WordTableOptions) -> Vec<(&'s str, usize)> {
        let mut rows: Vec<(&str, usize)> = (0..self.tallies.len())
            .filter(|&word| {
                self.tallies[word].frequency >= options.min_count.max(1)
                    && u64::from(self.tallies[word].documents) >= options.min_documents
            })
            .map(|word| (self.text(segmenter, word), word))
            .collect();
        rows.sort_unstable_by(|a, b| {
            self.tallies[b.1].frequency.cmp(&self.tallies[a.1].frequency).then_with(|| a.0.cmp(b.0))
        });
        rows.truncate(options.top.unwrap_or(usize::MAX));
        rows
    }

    fn text<'s>(&'s self, segmenter: &'s Segmenter, word: usize) -> &'s str {
        match word.checked_sub(self.dictionary) {
            None => segmenter.word(WordId(word as u32)).unwrap_or_default(),
            Some(unknown) => self.unknown.word(unknown as u32),
        }
    }

    /// Returns Σ max(0, vᵢ·N − f·nᵢ) of every word, from which both measures follow.
    fn excess(&self) -> Vec<u128> {
        let mut excess = vec![0; self.tallies.len()];
        let mut rest = &self.kept[..];
        for &(size, words) in &self.kept_documents {
            for (word, count) in (0..words).map_while(|_| take_posting(&mut rest)) {
                let part = Part { count: u64::from(count), size };
                excess[word] += self.sizes.excess(part, self.tallies[word].frequency);
            }
        }
        excess
    }

    fn provenance(&self, options: &WordTableOptions, mut provenance: Provenance) -> Provenance {
        provenance.documents = Some(self.all_documents);
        provenance.set_parameter("tokens_counted", self.filter.as_str());
        provenance.set_parameter("tokens", self.sizes.total);
        provenance.set_parameter("documents_with_tokens", self.sizes.parts);
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_documents);
        if let Some(top) = options.top {
            provenance.set_parameter("top", top);
        }
        provenance
    }
}

fn put_posting(kept: &mut Vec<u32>, word: u32, count: u32) {
    kept.push(word << 1 | u32::from(count > 1));
    if count > 1 {
        kept.push(count);
    }
}

fn take_posting(kept: &mut &[u32]) -> Option<(usize, u32)> {
    let word = *kept.split_off_first()?;
    let count = if word & 1 == 0 { 1 } else { *kept.split_off_first()? };
    Some(((word >> 1) as usize, count))
}

/// Characters that are numbered without a hash.
const CHARACTERS: usize = 0x1_0000;

/// The number of a character that the filter does not accept.
const REJECTED: u32 = u32::MAX;
