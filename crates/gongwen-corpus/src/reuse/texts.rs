//! The documents to compare: each thread takes those it gets, and the parts are merged.

use std::cmp::Ordering;

use gongwen_text::{LineIndex, Reading, Span};

use super::letters::{Letters, runs};
use super::prints::{rolling, winnowed};
use super::{Known, Place, Reuse, ReuseOptions, candidates, clusters, compare};
use crate::formulas::Ordinal;
use crate::parallel::Pool;

/// A document as the comparison knows it.
#[derive(Clone, Copy, Debug)]
pub struct ReuseDocument<'d> {
    /// Its place, different for every document.
    pub ordinal: Ordinal,
    /// Its name.
    pub name: &'d str,
    /// Its date (ISO 8601), where it has one.
    pub date: Option<&'d str>,
}

/// Any number of documents to compare; merges. Holds their source texts and about three bytes a letter beside them.
#[derive(Clone, Debug)]
pub struct ReuseTexts {
    options: ReuseOptions,
    documents: Vec<(Known, Text)>,
}

/// What is kept of a document.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) source: Box<str>,
    /// The stretches of letters in the source.
    runs: Box<[[u32; 2]]>,
    pub(super) prints: Box<[u64]>,
    /// Distinct shingles.
    pub(super) shingles: u64,
    /// A hash of all letters.
    pub(super) hash: u64,
    /// From the first letter to the last, of a copy and of what it is a copy of.
    pub(super) extent: Option<Place>,
}

impl Text {
    pub(super) fn letters(&self) -> Letters {
        Letters::of(&self.source, &self.runs)
    }

    /// Notes where the letters begin and end.
    pub(super) fn measure(&mut self) {
        let (Some(first), Some(last)) = (self.runs.first(), self.runs.last()) else { return };
        let bytes = Span::new(first[0] as usize, last[1] as usize);
        self.extent.get_or_insert_with(|| place(&LineIndex::new(&self.source), bytes));
    }

    /// Drops everything that a copy has in common with its original.
    pub(super) fn forget(&mut self) {
        self.source = Box::default();
        self.runs = Box::default();
        self.prints = Box::default();
    }
}

impl ReuseTexts {
    /// Returns no documents, to be compared in a way.
    #[must_use]
    pub fn new(options: &ReuseOptions) -> Self {
        ReuseTexts { options: options.bounded(), documents: Vec::new() }
    }

    /// Takes a document. Cost: `O(letters · log letters)`.
    pub fn add(&mut self, document: &ReuseDocument<'_>, reading: &Reading<'_>) {
        let runs = runs(reading);
        let source = reading.source();
        let letters = Letters::of(source, &runs);
        let mut shingles = Vec::with_capacity(letters.codes.len());
        rolling(&letters.codes, self.options.shingle, |hash| shingles.push(hash));
        let prints = self.options.prints(&letters);
        let shingles = sorted(shingles);
        let mut hash = 0;
        rolling(&letters.codes, letters.codes.len(), |all| hash = all);
        let known = Known {
            ordinal: document.ordinal,
            name: document.name.to_owned(),
            date: document.date.map(str::to_owned),
            letters: letters.codes.len() as u64,
        };
        let text = Text {
            source: source.into(),
            prints: sorted(prints.into_iter().map(|(_, print)| print).collect()).into(),
            shingles: shingles.len() as u64,
            hash,
            extent: None,
            runs: runs.into(),
        };
        self.documents.push((known, text));
    }

    /// Takes the documents of another part. Cost: `O(documents of other)`.
    pub fn merge(&mut self, other: ReuseTexts) {
        self.documents.extend(other.documents);
    }

    /// Finds what the documents have in common; the same for any number of threads and any order in which documents came.
    ///
    /// Cost: nearly linear in the letters, and `O(letters of both)` for each pair that is compared.
    #[must_use]
    pub fn compare(mut self, pool: &Pool<'_>) -> Reuse {
        self.documents.sort_by(|(a, text_a), (b, text_b)| {
            chronological(a, b).then_with(|| text_a.source.cmp(&text_b.source))
        });
        let (documents, mut texts): (Vec<Known>, Vec<Text>) = self.documents.into_iter().unzip();
        let copies = clusters::copies(&documents, &mut texts);
        let found = candidates::find(&texts, &copies, &self.options, pool);
        let mut pairs = compare::pairs(&documents, &texts, &found, &self.options, pool);
        pairs.extend(copies.pairs(&documents, &texts));
        pairs.sort_by(|x, y| y.shared.cmp(&x.shared).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
        let clusters = clusters::of(documents.len(), &pairs);
        Reuse {
            options: self.options,
            documents,
            pairs,
            clusters,
            common: found.common.len() as u64,
            compared: found.pairs.len() as u64,
            texts,
        }
    }
}

impl ReuseOptions {
    /// Returns the fingerprints of a text with their places.
    pub(super) fn prints(&self, letters: &Letters) -> Vec<(usize, u64)> {
        winnowed(&letters.codes, self.print_length(), self.window())
    }
}

/// Returns numbers in order, each once.
pub(super) fn sorted(mut numbers: Vec<u64>) -> Vec<u64> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// By date, documents without one last; then by name.
fn chronological(a: &Known, b: &Known) -> Ordering {
    let key = |known: &Known| known.date.is_none();
    (key(a), &a.date, &a.name).cmp(&(key(b), &b.date, &b.name))
}

/// Returns a stretch of a source in bytes and in code points.
pub(super) fn place(lines: &LineIndex, bytes: Span) -> Place {
    Place { bytes, chars: [lines.chars(bytes.start) as u64, lines.chars(bytes.end) as u64] }
}
