//! Sequences of words that recur, with the documents that have them: n-grams and lexical bundles.
//!
//! For each first word its positions are grouped by the word that follows, those groups by the next, and so on. A group below the
//! least count is dropped before it is looked at further, for whatever goes on from it is rarer still. So memory is that
//! of one word's positions, not that of all sequences.

use super::matches::{Within, is_inside};
use super::word_set::WordSet;
use crate::store::{Column, Corpus, Selection};

/// Which sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NgramOptions {
    /// The fewest words, at least 1.
    pub shortest: usize,
    /// The most words.
    pub longest: usize,
    /// The fewest occurrences.
    pub min_count: u64,
    /// The fewest documents (range).
    pub min_documents: u64,
    /// How far a sequence may reach.
    pub within: Within,
}

impl Default for NgramOptions {
    fn default() -> Self {
        NgramOptions { shortest: 2, longest: 2, min_count: 2, min_documents: 1, within: Within::Sentence }
    }
}

/// Hands every sequence of words that `counts` accepts to `each`, by the numbers of its words. Sequences do not go over words that do not
/// count. Cost: for each length a look at the word that follows each place.
pub fn ngrams(
    corpus: &Corpus,
    selection: &Selection,
    options: &NgramOptions,
    counts: impl Fn(u32) -> bool,
    mut each: impl FnMut(&[u32], u64, u64),
) {
    let words = WordSet::of(corpus.vocabulary(), counts);
    let columns: Vec<Column<'_>> = corpus.parts().iter().map(|part| part.segment.column()).collect();
    let breaks: Vec<WordSet> = match options.within {
        Within::Document => Vec::new(),
        Within::Sentence => corpus
            .parts()
            .iter()
            .map(|part| WordSet::from_sorted(part.segment.length(), part.sentences()))
            .collect(),
    };
    let mut search = Search {
        corpus,
        columns: &columns,
        breaks: &breaks,
        words: &words,
        options,
        sequence: Vec::new(),
        each: &mut each,
        cells: vec![Cell::default(); corpus.vocabulary().len() + 1],
    };
    let mut positions = Vec::new();
    let mut places: Vec<u64> = Vec::new();
    for id in words.ids() {
        if corpus.frequencies()[id as usize] < options.min_count.max(1) {
            continue;
        }
        places.clear();
        for (number, part) in corpus.parts().iter().enumerate() {
            positions.clear();
            part.segment.positions(id, &mut positions);
            if !selection.is_all() {
                positions.retain(|&token| selection.has(number, part.segment.document_of(token)));
            }
            places.extend(positions.iter().map(|&token| (number as u64) << 32 | u64::from(token)));
        }
        search.begin(id, &places);
    }
}

struct Search<'s, F: FnMut(&[u32], u64, u64)> {
    corpus: &'s Corpus,
    columns: &'s [Column<'s>],
    breaks: &'s [WordSet],
    words: &'s WordSet,
    options: &'s NgramOptions,
    sequence: Vec<u32>,
    each: &'s mut F,
    /// What is known of each word as the next one; nothing between groups.
    cells: Vec<Cell>,
}

/// Words fetched at once.
const FETCHED: usize = 64;

/// A word as the next one of a sequence.
#[derive(Clone, Copy, Default)]
struct Cell {
    count: u32,
    documents: u32,
    /// One more than the last document that has it.
    last: u32,
}

/// Walks from place to place and tells the document of each.
struct Documents<'s> {
    corpus: &'s Corpus,
    part: usize,
    document: usize,
}

impl Documents<'_> {
    /// Returns one more than the number of the document; places ascend.
    #[inline]
    fn of(&mut self, part: usize, token: u32) -> u32 {
        if part != self.part {
            (self.part, self.document) = (part, 0);
        }
        self.document = self.corpus.parts()[part].segment.document_from(token, self.document);
        self.corpus.document_number(part, self.document) as u32 + 1
    }
}

impl<F: FnMut(&[u32], u64, u64)> Search<'_, F> {
    fn walk(&self) -> Documents<'_> {
        Documents { corpus: self.corpus, part: 0, document: 0 }
    }

    /// Looks at all sequences that begin with a word, which stands at places.
    fn begin(&mut self, id: u32, places: &[u64]) {
        let count = places.len() as u64;
        if count < self.options.min_count.max(1) {
            return;
        }
        self.sequence.push(id);
        if self.options.shortest <= 1 {
            let (mut documents, mut last, mut walk) = (0, 0, self.walk());
            for &place in places {
                let document = walk.of((place >> 32) as usize, place as u32);
                documents += u64::from(document != last);
                last = document;
            }
            self.found(count, documents);
        }
        if self.options.longest > 1 {
            self.go_on(places);
        }
        self.sequence.pop();
    }

    fn found(&mut self, count: u64, documents: u64) {
        if self.sequence.len() >= self.options.shortest && documents >= self.options.min_documents {
            (self.each)(&self.sequence, count, documents);
        }
    }

    /// Looks at all sequences that go on from one that begins at places.
    fn go_on(&mut self, places: &[u64]) {
        let length = self.sequence.len();
        let is_last = length + 1 >= self.options.longest;
        let mut next = Vec::with_capacity(if is_last { 0 } else { places.len() });
        let mut touched = Vec::new();
        let mut walk = Documents { corpus: self.corpus, part: 0, document: 0 };
        // Words of rare sequences are far apart in memory: many are fetched at once, so that the machine waits for them together.
        let mut fetched = [0; FETCHED];
        for (at, &place) in places.iter().enumerate() {
            if at % FETCHED == 0 {
                for (id, &place) in fetched.iter_mut().zip(&places[at..]) {
                    *id = self.columns[(place >> 32) as usize].at(place as u32 as usize + length);
                }
            }
            let (part, token) = ((place >> 32) as usize, place as u32 + length as u32);
            let id = fetched[at % FETCHED];
            let is_open = is_inside(id)
                && self.words.has(id)
                && self.breaks.get(part).is_none_or(|breaks| !breaks.has(token));
            if !is_last {
                next.push(if is_open { id } else { 0 });
            }
            if !is_open {
                continue;
            }
            let document = walk.of(part, token);
            let cell = &mut self.cells[id as usize];
            if cell.count == 0 {
                touched.push(id);
            }
            cell.count += 1;
            cell.documents += u32::from(cell.last != document);
            cell.last = document;
        }
        // What is frequent enough to go on from gets a range of its own, in which its places stand in order.
        let mut groups: Vec<(u32, usize)> = Vec::new();
        let mut all = 0;
        for &id in &touched {
            let cell = std::mem::take(&mut self.cells[id as usize]);
            if u64::from(cell.count) < self.options.min_count.max(1) {
                continue;
            }
            self.sequence.push(id);
            self.found(cell.count.into(), cell.documents.into());
            self.sequence.pop();
            if !is_last {
                groups.push((id, all));
                all += cell.count as usize;
                self.cells[id as usize].count = groups.len() as u32;
            }
        }
        let mut grouped = vec![0; all];
        let mut ends: Vec<usize> = groups.iter().map(|&(_, start)| start).collect();
        for (&id, &place) in next.iter().zip(places) {
            if let Some(group) = self.cells[id as usize].count.checked_sub(1) {
                let end = &mut ends[group as usize];
                grouped[*end] = place;
                *end += 1;
            }
        }
        for &(id, _) in &groups {
            self.cells[id as usize] = Cell::default();
        }
        for (&(id, start), &end) in groups.iter().zip(&ends) {
            self.sequence.push(id);
            self.go_on(&grouped[start..end]);
            self.sequence.pop();
        }
    }
}
