//! Reuse between documents: copies, near copies, and passages that one document shares with another.
//!
//! What is compared are the *letters* of the reading: characters, digits and Latin letters, without blanks and punctuation, so
//! that a copy is a copy whatever a portal did to its layout. Three steps:
//!
//! 1. Each document leaves its *fingerprints*: of the hashes of its runs of seven tenths of `min_span` letters the least of every
//!    window, so that two documents with a run of `min_span` letters in common have a fingerprint in common (Schleimer, Wilkerson
//!    and Aiken 2003). They stand for a whole document as well as MinHash does (Broder 1997), and for a passage in it too.
//! 2. In the order of dates, each document is held against an index of those before it. One that is nearly an
//!    earlier one is entered only with what is new in it: a passage stands in the index once for each *cluster*
//!    of near copies, under the first document that has it. A cluster of ten thousand reposts so costs ten
//!    thousand comparisons, not fifty million, and does not make its text look commonplace.
//! 3. Each pair that comes up is compared exactly: shared shingles and shared passages, letter by letter.
//!
//! A fingerprint in more than `common` clusters is wording that everybody uses; it suggests no pair, and a pair needs a passage with
//! `min_span` letters in a row outside of it. Whatever has that, and does not touch common wording in either document, is found.
//! How many common fingerprints there were is said in the provenance; in a pair that is reported, common wording counts like the
//! rest.
//!
//! The one decision a newcomer would question: not every pair is reported. A near copy is reported against the first document
//! of its cluster and against the earlier one that it is nearest to, a shared passage against the first document of each
//! cluster that has it.

mod candidates;
mod clusters;
mod compare;
mod letters;
mod prints;
mod table;
mod texts;

use gongwen_text::Span;

use crate::formulas::Ordinal;
pub use texts::{ReuseDocument, ReuseTexts};

/// What counts as reuse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReuseOptions {
    /// Letters of a shingle, whose shared share is containment and resemblance; at least 2.
    pub shingle: usize,
    /// Letters that a shared passage has at least.
    pub min_span: usize,
    /// The least resemblance (Jaccard) of near copies, 0 to 1; beyond 1 there are none, and every pair stands for itself.
    pub near: f64,
    /// Wording in more clusters than this is common and suggests no pair.
    pub common: usize,
}

/// Shingles of 8 letters, passages of 20, near copies from a resemblance of 0.7, wording common beyond 20 clusters.
impl Default for ReuseOptions {
    fn default() -> Self {
        ReuseOptions { shingle: 8, min_span: 20, near: 0.7, common: 20 }
    }
}

impl ReuseOptions {
    /// Brings the lengths into the range that they have.
    fn bounded(self) -> Self {
        ReuseOptions { min_span: self.min_span.max(2), shingle: self.shingle.max(2), ..self }
    }

    /// Returns the letters of a run that leaves a fingerprint. Long ones are seldom equal by chance, short ones are fewer.
    fn print_length(&self) -> usize {
        (self.min_span * 7 / 10).max(2)
    }

    /// Returns the number of runs of which one at least leaves a fingerprint.
    fn window(&self) -> usize {
        self.min_span - self.print_length() + 1
    }

    /// Returns the resemblance by fingerprints at which documents are taken for near copies until they are compared: where single letters
    /// differ, fewer long runs survive than short shingles do.
    fn near_prints(&self) -> f64 {
        if self.near > 1.0 {
            return f64::INFINITY;
        }
        let kept = 2.0 * self.near / (1.0 + self.near);
        let kept = kept.powf(self.print_length() as f64 / self.shingle as f64);
        kept / (2.0 - kept)
    }
}

/// What documents have in common: pairs, the passages in them, clusters of copies.
#[derive(Clone, Debug)]
pub struct Reuse {
    /// How it was sought.
    pub options: ReuseOptions,
    /// The documents by date, those without one last, then by name; numbers of documents refer to this list.
    pub documents: Vec<Known>,
    /// The pairs, those that share most first.
    pub pairs: Vec<Pair>,
    /// The clusters of copies and near copies, the largest first.
    pub clusters: Vec<Cluster>,
    /// Fingerprints that were too common to suggest a pair.
    pub common: u64,
    /// Pairs that were compared letter by letter.
    pub compared: u64,
    texts: Vec<texts::Text>,
}

/// A document that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its place in the corpus.
    pub ordinal: Ordinal,
    /// Its name.
    pub name: String,
    /// Its date, where it has one.
    pub date: Option<String>,
    /// Its letters: characters without blanks and punctuation.
    pub letters: u64,
}

/// How much of one document is in another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReuseKind {
    /// The same letters from first to last.
    Copy,
    /// A resemblance of at least [`ReuseOptions::near`].
    Near,
    /// Shared passages.
    Part,
}

impl ReuseKind {
    /// Returns the name that tables print.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Near => "near",
            Self::Part => "part",
        }
    }
}

/// Whether dates say which document of a pair was first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// The first document is the earlier one.
    EarlierToLater,
    /// A date is missing, or they are equal as far as they are known.
    Unknown,
}

impl Direction {
    /// Returns the name that tables print.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EarlierToLater => "earlier-later",
            Self::Unknown => "unknown",
        }
    }
}

/// Two documents that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The number of the document that comes first in [`Reuse::documents`].
    pub a: usize,
    /// The number of the other.
    pub b: usize,
    /// What dates say about the two.
    pub direction: Direction,
    /// How much of one is in the other.
    pub kind: ReuseKind,
    /// Distinct shingles in both.
    pub shared_shingles: u64,
    /// Distinct shingles of either document.
    pub shingles: [u64; 2],
    /// Letters of the second document that stand in shared passages.
    pub shared: u64,
    /// Letters of the longest run that both have.
    pub longest: u64,
    /// The shared passages, in the order of the second document, in which they do not overlap.
    pub passages: Vec<Passage>,
}

impl Pair {
    /// Returns the share of each document's distinct shingles that the other has, 0 to 1; 1 for copies too short to have any.
    #[must_use]
    pub fn containment(&self) -> [f64; 2] {
        self.shingles.map(|all| self.ratio(all))
    }

    /// Returns the resemblance of the two (Jaccard): shared distinct shingles over all distinct ones, 0 to 1.
    #[must_use]
    pub fn jaccard(&self) -> f64 {
        self.ratio(self.shingles[0] + self.shingles[1] - self.shared_shingles)
    }

    fn ratio(&self, of: u64) -> f64 {
        if of == 0 {
            return if self.kind == ReuseKind::Copy { 1.0 } else { 0.0 };
        }
        self.shared_shingles as f64 / of as f64
    }
}

/// A run of letters that two documents share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the first document.
    pub a: Place,
    /// Where it stands in the second.
    pub b: Place,
    /// Its letters.
    pub letters: u64,
}

/// A stretch of a source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// In bytes.
    pub bytes: Span,
    /// First code point, and one past the last.
    pub chars: [u64; 2],
}

/// Documents that are copies or near copies of each other, directly or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The numbers of its documents, ascending; the first one, the earliest, represents it.
    pub members: Vec<usize>,
}

impl Reuse {
    /// Returns the documents that repeat an earlier one: every member of a cluster but its representative.
    pub fn reposts(&self) -> impl Iterator<Item = &Known> {
        let members = self.clusters.iter().flat_map(|cluster| cluster.members.iter().skip(1));
        members.map(|&member| &self.documents[member])
    }
}
