//! Where something stands in a corpus.

use super::frequencies::DocumentCounts;
use crate::store::{BOUNDARY, Corpus, Part, Place, Selection};

/// How far a match may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// Anywhere in a document.
    #[default]
    Document,
    /// Not beyond the end of a sentence.
    Sentence,
}

/// A place in a corpus at which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    pub(crate) part: u32,
    pub(crate) place: Place,
}

impl Match {
    /// Returns the number of the document that it stands in. Cost: constant.
    pub fn document(&self, corpus: &Corpus) -> usize {
        let part = &corpus.parts()[self.part as usize];
        corpus.document_number(self.part as usize, part.segment.document_of(self.place.token))
    }
}

/// Places in the order of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    pub(crate) found: Vec<Match>,
}

impl Matches {
    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns them in the order of the corpus.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Match> {
        self.found.iter()
    }

    /// Returns for each document that has one how many it has, in the order of the corpus.
    pub fn by_document(&self, corpus: &Corpus) -> Vec<(usize, u64)> {
        let mut counts: Vec<(usize, u64)> = Vec::new();
        for found in &self.found {
            let document = found.document(corpus);
            match counts.last_mut() {
                Some((last, count)) if *last == document => *count += 1,
                _ => counts.push((document, 1)),
            }
        }
        counts
    }

    /// Returns for each match how many words that `counts` accepts stand before it, the selected documents laid end to end in the order of the
    /// corpus: what the measures of distance need. `sizes` are those of the same words. Cost: one pass over the documents that have one.
    pub fn positions(
        &self,
        corpus: &Corpus,
        sizes: &DocumentCounts,
        counts: impl Fn(u32) -> bool,
    ) -> Vec<u64> {
        let starts = sizes.starts();
        let mut at = (usize::MAX, 0, 0);
        let position = |found: &Match| {
            let part = &corpus.parts()[found.part as usize].segment;
            let document = found.document(corpus);
            if at.0 != document {
                let first = part.tokens_of(part.document_of(found.place.token)).start;
                at = (document, first, starts.get(document).copied().unwrap_or(0));
            }
            let column = part.column();
            at.2 +=
                (at.1..found.place.token).filter(|&token| counts(column.at(token as usize))).count() as u64;
            at.1 = at.1.max(found.place.token);
            at.2
        };
        self.found.iter().map(position).collect()
    }

    /// Leaves out what is not in the selection, and what goes beyond a sentence where it must not.
    pub(crate) fn kept(mut self, corpus: &Corpus, selection: &Selection, within: Within) -> Self {
        if !selection.is_all() {
            self.found.retain(|found| {
                let part = &corpus.parts()[found.part as usize];
                selection.has(found.part as usize, part.segment.document_of(found.place.token))
            });
        }
        if within == Within::Sentence {
            self.found.retain(|found| {
                let sentences = corpus.parts()[found.part as usize].sentences();
                let next = sentences.partition_point(|&start| start <= found.place.token);
                sentences.get(next).is_none_or(|&start| start >= found.place.token + found.place.tokens)
            });
        }
        self
    }
}

/// Returns the token after the last one of a place that is still in its document, and the first one of the document.
pub(crate) fn limits(part: &Part, place: &Place, within: Within) -> std::ops::Range<u32> {
    let document = part.segment.tokens_of(part.segment.document_of(place.token));
    match within {
        Within::Document => document,
        Within::Sentence => {
            let sentences = part.sentences();
            let next = sentences.partition_point(|&start| start <= place.token);
            let from = next.checked_sub(1).map_or(0, |index| sentences[index]).max(document.start);
            let last = place.token + place.tokens.max(1) - 1;
            let behind = sentences[next..].iter().find(|&&start| start > last);
            from..behind.map_or(document.end, |&start| start.min(document.end))
        }
    }
}

/// Returns whether a token is a word and not the boundary between documents.
#[inline(always)]
pub(crate) const fn is_inside(token: u32) -> bool {
    token != BOUNDARY
}
