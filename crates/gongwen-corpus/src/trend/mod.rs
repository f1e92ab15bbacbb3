//! How the use of something goes through time: by period, as a summary of the whole course, and who took it up when.
//!
//! The counts are plain: for each document its date, issuer, name and size, and how often it has each target. Whoever has these, from files
//! or from a saved corpus, gets the same tables. A target is a formula, a word or a string; the counts do not care which.
//!
//! A document without a date stands in no period; it is counted apart and nowhere else. A period without documents is a gap: it has no rate, and
//! tests pass over it. Nothing can be known of the time before the first period and after the last, so that a first use in the first
//! period and a last use in the last are marked: the corpus, not the usage, may begin or end there.

mod adoption;
mod period;
mod periods;
mod summary;

pub use adoption::Tiers;
pub use period::{Grain, Period, day};
pub use summary::{Basis, Sparkline};

use gongwen_table::Provenance;

/// What is followed through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The formula, the word or the string.
    pub name: String,
    /// Which of them.
    pub kind: TargetKind,
}

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A formula by its canonical form.
    Formula,
    /// A word of the tokenizer.
    Word,
    /// A string of characters, wherever it stands.
    String,
}

impl TargetKind {
    /// Returns the name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            TargetKind::Formula => "formula",
            TargetKind::Word => "word",
            TargetKind::String => "string",
        }
    }
}

/// A document as the counts see it.
#[derive(Clone, Copy, Debug)]
pub struct TrendDocument<'d> {
    /// Its name.
    pub name: &'d str,
    /// Its date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<&'d str>,
    /// Who issued it, or another value by which adoption is followed.
    pub issuer: Option<&'d str>,
    /// Its length in characters.
    pub characters: u64,
    /// Its length in words; 0 where words are not counted.
    pub words: u64,
}

/// Counts of targets in any number of documents; merges. Make one a thread.
///
/// ```
/// use gongwen_corpus::trend::{Grain, Target, TargetKind, TrendCounts, TrendDocument};
/// use gongwen_table::{Format, Provenance, WriteOptions};
///
/// let target = Target { name: "新发展理念".into(), kind: TargetKind::String };
/// let mut counts = TrendCounts::new(vec![target]);
/// for (name, date, hits) in [("a", "2015-03-05", 0), ("b", "2017-03-05", 3)] {
///     let date = Some(date);
///     counts.add(&TrendDocument { name, date, issuer: None, characters: 20_000, words: 0 }, &[hits]);
/// }
/// let table = counts.by_period(Grain::Year, Provenance::default())?;
/// let shown = table.select(&["period", "hits", "per_10k", "docs", "period_docs"])?;
/// let mut csv = Vec::new();
/// shown.write(Format::Csv, &mut csv, &WriteOptions::default())?;
/// let expected = "period,hits,per_10k,docs,period_docs\n2015,0,0.0,0,1\n2016,0,,0,0\n2017,3,1.5,1,1\n";
/// assert_eq!(String::from_utf8_lossy(&csv), expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TrendCounts {
    targets: Vec<Target>,
    documents: Vec<Counted>,
}

/// A document counted. The order of the fields is that in which documents are told: by date, then by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    date: Option<Box<str>>,
    name: Box<str>,
    issuer: Option<Box<str>>,
    characters: u64,
    words: u64,
    /// Target and how often, where it comes at all.
    hits: Box<[(u32, u64)]>,
}

impl Counted {
    fn hits(&self, target: usize) -> u64 {
        let found = self.hits.binary_search_by_key(&(target as u32), |hit| hit.0);
        found.map_or(0, |index| self.hits[index].1)
    }
}

impl TrendCounts {
    /// Returns empty counts of these targets.
    pub fn new(targets: Vec<Target>) -> Self {
        TrendCounts { targets, documents: Vec::new() }
    }

    /// Counts a document, with the number of hits of each target in the order of the targets.
    pub fn add(&mut self, document: &TrendDocument<'_>, hits: &[u64]) {
        let numbered = (0..).zip(hits.iter().copied());
        self.documents.push(Counted {
            date: document.date.map(Into::into),
            name: document.name.into(),
            issuer: document.issuer.map(Into::into),
            characters: document.characters,
            words: document.words,
            hits: numbered.filter(|(_, count)| *count > 0).collect(),
        });
    }

    /// Adds the counts of other documents.
    ///
    /// # Panics
    /// When the targets are not the same.
    pub fn merge(&mut self, other: TrendCounts) {
        assert!(self.targets == other.targets, "counts of the same targets are merged");
        self.documents.extend(other.documents);
    }

    /// Returns the number of documents, those without a date included.
    pub fn documents(&self) -> u64 {
        self.documents.len() as u64
    }

    /// Returns the number of documents that stand in no period, because their date is not known or not exactly enough.
    pub fn unplaced(&self, grain: Grain) -> u64 {
        let has_none = |document: &&Counted| period_of(document, grain).is_none();
        self.documents.iter().filter(has_none).count() as u64
    }

    /// Returns how often each target comes, in documents with and without a date.
    pub fn frequencies(&self) -> Vec<u64> {
        let sum = |target| self.documents.iter().map(|document| document.hits(target)).sum();
        (0..self.targets.len()).map(sum).collect()
    }

    /// Returns the course of time: every document in its period, and the periods from the first to the last.
    fn course(&self, grain: Grain) -> Course<'_> {
        let mut documents: Vec<(Period, &Counted)> = self
            .documents
            .iter()
            .filter_map(|document| Some((period_of(document, grain)?, document)))
            .collect();
        documents.sort_unstable();
        let (Some(&(first, _)), Some(&(last, _))) = (documents.first(), documents.last()) else {
            return Course { first: None, sizes: Vec::new(), documents: Vec::new() };
        };
        let mut sizes = vec![Size::default(); (last.number() - first.number()) as usize + 1];
        let documents = documents
            .into_iter()
            .map(|(period, document)| {
                let index = (period.number() - first.number()) as usize;
                let size = &mut sizes[index];
                size.documents += 1;
                size.characters += document.characters;
                size.words += document.words;
                (index, document)
            })
            .collect();
        Course { first: Some(first), sizes, documents }
    }

    fn counts_words(&self) -> bool {
        self.targets.iter().any(|target| target.kind == TargetKind::Word)
    }

    fn provenance(&self, grain: Grain, mut provenance: Provenance) -> Provenance {
        provenance.documents = Some(self.documents());
        provenance.set_parameter("period", grain.as_str());
        provenance.set_parameter("documents_without_period", self.unplaced(grain));
        provenance
    }
}

fn period_of(document: &Counted, grain: Grain) -> Option<Period> {
    Period::of(document.date.as_deref()?, grain)
}

/// The documents in the order of time, and the periods from the first to the last.
struct Course<'c> {
    /// The first period, unless there is none.
    first: Option<Period>,
    /// What each period has.
    sizes: Vec<Size>,
    /// The documents with the index of their period, by date, then by name.
    documents: Vec<(usize, &'c Counted)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Size {
    documents: u64,
    characters: u64,
    words: u64,
}

/// What a period has of a target.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    hits: u64,
    documents: u64,
}

impl Course<'_> {
    fn period(&self, index: usize) -> String {
        self.first.map_or_else(String::new, |first| first.later(index as u32).to_string())
    }

    /// Returns the use of a target in every period.
    fn uses(&self, target: usize) -> Vec<Use> {
        let mut uses = vec![Use::default(); self.sizes.len()];
        for (index, document) in &self.documents {
            let hits = document.hits(target);
            uses[*index].hits += hits;
            uses[*index].documents += u64::from(hits > 0);
        }
        uses
    }
}

/// Returns `count` in `unit` of `size`; not a number, hence null in a table, when the size is 0.
fn rate(count: u64, size: u64, unit: f64) -> f64 {
    count as f64 * unit / size as f64
}
