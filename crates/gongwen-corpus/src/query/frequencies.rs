//! How often all words come in the selected documents, in how many of them, and how evenly.

use super::word_set::WordSet;
use crate::measures::dispersion::{Part as Share, Sizes};
use crate::store::{Corpus, Selection};

/// Returns how often each word comes in the selected documents, by number. Cost: none for all documents, else one pass over them.
pub fn frequencies(corpus: &Corpus, selection: &Selection) -> Vec<u64> {
    if selection.is_all() {
        return corpus.frequencies().to_vec();
    }
    let mut frequencies = vec![0_u64; corpus.vocabulary().len() + 1];
    for (number, part) in corpus.parts().iter().enumerate() {
        let column = part.segment.column();
        for document in (0..part.segment.documents()).filter(|&document| selection.has(number, document)) {
            for token in part.segment.tokens_of(document) {
                if let Some(frequency) = frequencies.get_mut(column.at(token as usize) as usize) {
                    *frequency += 1;
                }
            }
        }
    }
    frequencies
}

/// How many words each document has, in the order of the corpus; nothing for those that are not selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentCounts {
    /// By number of the document.
    pub sizes: Vec<Option<u64>>,
}

impl DocumentCounts {
    /// Returns how many documents are selected.
    pub fn documents(&self) -> u64 {
        self.sizes.iter().flatten().count() as u64
    }

    /// Returns how many words they have.
    pub fn tokens(&self) -> u64 {
        self.sizes.iter().flatten().sum()
    }

    /// Returns for each document how many words stand before it, the selected documents laid end to end.
    pub fn starts(&self) -> Vec<u64> {
        let mut before = 0;
        let start = |size: &Option<u64>| {
            before += size.unwrap_or(0);
            before - size.unwrap_or(0)
        };
        self.sizes.iter().map(start).collect()
    }
}

/// Counts the words of the selected documents that `counts` accepts. Cost: one pass over them.
pub fn document_counts(
    corpus: &Corpus,
    selection: &Selection,
    counts: impl Fn(u32) -> bool,
) -> DocumentCounts {
    let set = WordSet::of(corpus.vocabulary(), counts);
    let mut sizes = Vec::with_capacity(corpus.documents());
    for (number, part) in corpus.parts().iter().enumerate() {
        let column = part.segment.column();
        sizes.extend((0..part.segment.documents()).map(|document| {
            let tokens = part.segment.tokens_of(document);
            selection
                .has(number, document)
                .then(|| tokens.map(|token| u64::from(set.has(column.at(token as usize)))).sum())
        }));
    }
    DocumentCounts { sizes }
}

/// How a word is spread over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordSpread {
    /// How often it comes.
    pub frequency: u64,
    /// In how many documents.
    pub documents: u64,
    /// DP over the documents, as [`crate::measures::dispersion`] defines it; nothing for a word that does not come.
    pub dp: Option<f64>,
    /// DPnorm; nothing for a single document.
    pub dp_norm: Option<f64>,
}

/// Returns how each word that `counts` accepts is spread over the documents of `sizes`, by number. Cost: one pass over the positions of all
/// words, about five nanoseconds each.
pub fn spread(corpus: &Corpus, sizes: &DocumentCounts, counts: impl Fn(u32) -> bool) -> Vec<WordSpread> {
    let mut all = Sizes::default();
    sizes.sizes.iter().flatten().for_each(|&size| all.add(size));
    let mut spreads = vec![WordSpread::default(); corpus.vocabulary().len() + 1];
    let mut positions = Vec::new();
    let mut shares: Vec<Share> = Vec::new();
    for id in corpus.vocabulary().ids().filter(|&id| counts(id)) {
        shares.clear();
        let mut before = 0;
        for part in corpus.parts() {
            positions.clear();
            part.segment.positions(id, &mut positions);
            let mut next = 0;
            let mut document = 0;
            for &position in &positions {
                if position < next {
                    if let Some(share) = shares.last_mut() {
                        share.count += 1;
                    }
                    continue;
                }
                document = part.segment.document_from(position, document);
                next = part.segment.tokens_of(document).end;
                let size = sizes.sizes.get(before + document).copied().flatten();
                // Documents that are not selected keep no share; their positions fall through with a count that is dropped.
                match size {
                    Some(size) => shares.push(Share { count: 1, size }),
                    None => next = position + 1,
                }
            }
            before += part.segment.documents();
        }
        let frequency: u64 = shares.iter().map(|share| share.count).sum();
        let excess: u128 = shares.iter().map(|share| all.excess(*share, frequency)).sum();
        spreads[id as usize] = WordSpread {
            frequency,
            documents: shares.len() as u64,
            dp: all.dp(frequency, excess),
            dp_norm: all.dp_norm(frequency, excess),
        };
    }
    spreads
}

/// How often an item is in a document: the item, the number of the document, the count.
pub type Posting = (u32, u32, u64);

/// Returns how each item below `items` is spread over the documents of `sizes`; postings are sorted, and those of other documents do not count.
/// Cost: `O(postings + items)`.
pub fn spread_of(postings: &[Posting], items: usize, sizes: &DocumentCounts) -> Vec<WordSpread> {
    let mut all = Sizes::default();
    sizes.sizes.iter().flatten().for_each(|&size| all.add(size));
    let mut spreads = vec![WordSpread::default(); items];
    for same in postings.chunk_by(|a, b| a.0 == b.0) {
        let share = |&(_, document, count): &Posting| {
            let size = sizes.sizes.get(document as usize).copied().flatten()?;
            Some(Share { count, size })
        };
        let shares: Vec<Share> = same.iter().filter_map(share).collect();
        let frequency: u64 = shares.iter().map(|share| share.count).sum();
        let excess: u128 = shares.iter().map(|share| all.excess(*share, frequency)).sum();
        if let (Some(place), true) = (spreads.get_mut(same[0].0 as usize), frequency > 0) {
            *place = WordSpread {
                frequency,
                documents: shares.len() as u64,
                dp: all.dp(frequency, excess),
                dp_norm: all.dp_norm(frequency, excess),
            };
        }
    }
    spreads
}
