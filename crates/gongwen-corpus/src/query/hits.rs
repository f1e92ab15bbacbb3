//! The formulas of documents, and the stretches of text in which they stand together.

use super::matches::Match;
use crate::store::Corpus;

/// A stretch of text in which things stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A sentence.
    Sentence,
    /// A paragraph: what stands between line ends.
    #[default]
    Paragraph,
    /// A document.
    Document,
}

impl Unit {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            Unit::Sentence => "sentence",
            Unit::Paragraph => "paragraph",
            Unit::Document => "document",
        }
    }
}

/// Returns the formulas of a document in the order of the text: which, and where. Cost: `O(log formulas + those of the document)`.
pub fn hits_of(corpus: &Corpus, document: usize) -> impl Iterator<Item = (usize, Match)> + '_ {
    let (number, row) = corpus.part_of(document);
    let part = &corpus.parts()[number];
    let tokens = part.segment.tokens_of(row);
    let hits = part.hits();
    let from = hits.partition_point(|(_, place)| place.token < tokens.start);
    let to = hits.partition_point(|(_, place)| place.token < tokens.end);
    hits[from..to].iter().map(move |&(key, place)| (key as usize, Match { part: number as u32, place }))
}

/// Returns the formulas of a document unit by unit, units without any included: the numbers of the formulas in each.
pub fn units_of(corpus: &Corpus, document: usize, unit: Unit) -> Vec<Vec<usize>> {
    let (number, row) = corpus.part_of(document);
    let part = &corpus.parts()[number];
    let tokens = part.segment.tokens_of(row);
    if tokens.is_empty() {
        return Vec::new();
    }
    let starts: Vec<u32> = match unit {
        Unit::Document => vec![tokens.start],
        Unit::Sentence => {
            let all = part.sentences();
            let from = all.partition_point(|&start| start < tokens.start);
            let to = all.partition_point(|&start| start < tokens.end);
            all[from..to].to_vec()
        }
        Unit::Paragraph => {
            let ends =
                part.blanks().within(tokens.start + 1..tokens.end).filter(|(_, text)| text.contains('\n'));
            std::iter::once(tokens.start).chain(ends.map(|(token, _)| token)).collect()
        }
    };
    let mut units = vec![Vec::new(); starts.len().max(1)];
    for (key, found) in hits_of(corpus, document) {
        let at = starts.partition_point(|&start| start <= found.place.token).saturating_sub(1);
        units[at].push(key);
    }
    units
}
