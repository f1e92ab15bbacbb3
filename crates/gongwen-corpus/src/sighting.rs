//! Where something is met first in a corpus, and when last, whatever the order in which its documents come.

use std::cmp::Ordering;

/// A place in a document, as a person would look it up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sighting {
    /// The name of the document.
    pub doc: String,
    /// Its date, where it has one.
    pub date: Option<String>,
    /// First code point of the source text.
    pub start: u64,
    /// One past the last code point.
    pub end: u64,
    /// What stands there with a few characters around it, on one line.
    pub excerpt: String,
}

/// A document that something may be met in.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'d> {
    /// The name of the document.
    pub doc: &'d str,
    /// Its date, where it has one.
    pub date: Option<&'d str>,
}

/// The earliest and latest of some sightings. Documents without a date come after all others, those of one date by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    pub(crate) first: Sighting,
    /// The latest date of any document.
    pub(crate) last: Option<String>,
}

impl Seen {
    pub(crate) fn new(first: Sighting) -> Self {
        Seen { last: first.date.clone(), first }
    }

    /// Notes one more sighting, which is only made out when it is the first one. In one document they come in text order.
    pub(crate) fn note(&mut self, document: Dated<'_>, sight: impl FnOnce() -> Sighting) {
        if before(document, self.first.dated()) == Ordering::Less {
            self.first = sight();
        }
        if document.date > self.last.as_deref() {
            self.last = document.date.map(str::to_owned);
        }
    }

    pub(crate) fn merge(&mut self, other: Seen) {
        if before(other.first.dated(), self.first.dated()) == Ordering::Less {
            self.first = other.first;
        }
        self.last = self.last.take().max(other.last);
    }
}

impl Sighting {
    fn dated(&self) -> Dated<'_> {
        Dated { doc: &self.doc, date: self.date.as_deref() }
    }
}

fn before(a: Dated<'_>, b: Dated<'_>) -> Ordering {
    (a.date.is_none(), a.date, a.doc).cmp(&(b.date.is_none(), b.date, b.doc))
}
