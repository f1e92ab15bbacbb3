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
/// count. Cost: for pairs about one random look at memory and one comparison a token.
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
        small: Vec::new(),
        tally: vec![0; corpus.vocabulary().len() + 1],
    };
    let mut positions = Vec::new();
    let least = options.min_count.max(1);
    for id in words.ids().collect::<Vec<_>>() {
        if corpus.frequencies()[id as usize] < least {
            continue;
        }
        let mut places: Vec<u64> = Vec::new();
        for (number, part) in corpus.parts().iter().enumerate() {
            positions.clear();
            part.segment.positions(id, &mut positions);
            if !selection.is_all() {
                positions.retain(|&token| selection.has(number, part.segment.document_of(token)));
            }
            places.extend(positions.iter().map(|&token| (number as u64) << 32 | u64::from(token)));
        }
        search.sequence.push(id);
        search.go_on(&places);
        search.sequence.pop();
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
    /// The next words of a group, with the places from which they are next.
    small: Vec<(u32, u64)>,
    /// How often each word is next; zero between groups.
    tally: Vec<u32>,
}

impl<F: FnMut(&[u32], u64, u64)> Search<'_, F> {
    /// Hands on the sequence that begins at places, and goes on to longer ones.
    fn go_on(&mut self, places: &[u64]) {
        let count = places.len() as u64;
        let length = self.sequence.len();
        if count < self.options.min_count.max(1) {
            return;
        }
        if length >= self.options.shortest {
            let documents =
                if self.options.min_documents > 1 || length > 0 { self.documents(places) } else { 0 };
            if documents >= self.options.min_documents {
                (self.each)(&self.sequence, count, documents);
            }
        }
        if length >= self.options.longest {
            return;
        }
        let mut next = std::mem::take(&mut self.small);
        next.clear();
        next.extend(places.iter().filter_map(|&place| {
            let (part, token) = ((place >> 32) as usize, place as u32 + length as u32);
            let id = self.columns[part].at(token as usize);
            let is_open = is_inside(id)
                && self.words.has(id)
                && self.breaks.get(part).is_none_or(|breaks| !breaks.has(token));
            is_open.then_some((id, place))
        }));
        for &(id, _) in &next {
            self.tally[id as usize] += 1;
        }
        let least = self.options.min_count.max(1);
        let tally = &mut self.tally;
        let mut kept: Vec<(u32, u64)> = Vec::new();
        for &(id, place) in &next {
            if u64::from(tally[id as usize]) >= least {
                kept.push((id, place));
            }
        }
        for &(id, _) in &next {
            tally[id as usize] = 0;
        }
        self.small = next;
        kept.sort_unstable();
        let mut group = Vec::new();
        for same in kept.chunk_by(|a, b| a.0 == b.0) {
            group.clear();
            group.extend(same.iter().map(|&(_, place)| place));
            self.sequence.push(same[0].0);
            self.go_on(&group);
            self.sequence.pop();
        }
    }

    fn documents(&self, places: &[u64]) -> u64 {
        let (mut documents, mut behind) = (0, 0);
        for &place in places {
            if place >= behind {
                let part = &self.corpus.parts()[(place >> 32) as usize].segment;
                let end = part.tokens_of(part.document_of(place as u32)).end;
                behind = place >> 32 << 32 | u64::from(end);
                documents += 1;
            }
        }
        documents
    }
}
