//! The way back: from a match to the characters of its document's source.

use super::matches::Match;
use crate::store::Corpus;

/// Where a match stands in its document's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Match {
    /// Returns where it stands in the source of its document, in code points. Cost: bounded but for the edits of the document, which are
    /// looked through.
    pub fn source(&self, corpus: &Corpus) -> Source {
        let (part, place) = (&corpus.parts()[self.part as usize], &self.place);
        let characters = corpus.vocabulary().characters();
        let last = place.token + place.tokens - 1;
        let id = part.segment.column().at(last as usize);
        let length = characters.get(id as usize).copied().unwrap_or(0);
        let before = |token| part.segment.characters_before(token, characters, part.blanks());
        let start = before(place.token) + u32::from(place.skip);
        let end = before(last) + u32::from(length.saturating_sub(place.drop));
        let (mut to_start, mut to_end) = (0, 0);
        for shift in part.segment.shifts(part.segment.document_of(place.token)) {
            if shift.at <= start {
                to_start += shift.by;
            }
            // What was taken out where the match ends stands behind it.
            if shift.at < end || (shift.at == end && !shift.is_cut) {
                to_end += shift.by;
            }
        }
        Source {
            start: start.saturating_add_signed(to_start) as usize,
            end: end.saturating_add_signed(to_end) as usize,
        }
    }
}
