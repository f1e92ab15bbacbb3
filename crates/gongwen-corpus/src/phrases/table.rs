//! Phrases in the order of their C-value, with everything that is known about them.

use std::collections::BTreeSet;

use gongwen_formula::discover::Unit;
use gongwen_table::{Provenance, Table};

use super::{Neighbours, PhraseOptions, Phrases, measures};
use crate::error::Error;
use crate::sighting::Sighting;

/// A phrase with its measures.
#[derive(Clone, PartialEq, Debug)]
pub struct PhraseRow {
    /// The words, one after the other.
    pub phrase: String,
    /// How many words.
    pub length: u64,
    /// How often it occurs.
    pub frequency: u64,
    /// In how many documents.
    pub documents: u64,
    /// [C-value](super::c_value) among the phrases found.
    pub c_value: f64,
    /// [Cohesion](super::cohesion).
    pub cohesion: f64,
    /// [Entropy](super::entropy) on the left, in bits.
    pub left_entropy: f64,
    /// Entropy on the right, in bits.
    pub right_entropy: f64,
    /// The first place in the earliest document that has it.
    pub first: Option<Sighting>,
    /// The latest date of a document that has it.
    pub last_date: Option<String>,
}

/// Phrases, the greatest C-value first.
#[derive(Clone, PartialEq, Debug)]
pub struct Ranked {
    /// The rows.
    pub rows: Vec<PhraseRow>,
    documents: u64,
    words: u64,
}

impl Ranked {
    /// Measures the phrases, leaves out those that are not free on both sides, and ranks the others; equal ones by frequency and text.
    ///
    /// `write` appends a word. C-values are those among the phrases that are left. Cost: for each phrase its neighbours, and a look-up
    /// for each pair of its words.
    #[must_use]
    pub fn of(
        phrases: &Phrases,
        neighbours: &Neighbours,
        options: &PhraseOptions,
        documents: u64,
        write: impl Fn(Unit, &mut String),
    ) -> Self {
        let mut beside = neighbours.by_phrase(phrases.len());
        let entropies: Vec<[f64; 2]> = phrases
            .chosen
            .iter()
            .zip(&mut beside)
            .map(|((_, counted), sides)| {
                sides.each_mut().map(|counts| {
                    let apart = counted.frequency.saturating_sub(counts.iter().sum());
                    measures::entropy(counts, apart)
                })
            })
            .collect();
        let is_free: Vec<bool> =
            entropies.iter().map(|sides| sides.iter().all(|bits| *bits >= options.min_entropy)).collect();
        let nested = nested(phrases, &is_free);
        let mut rows: Vec<PhraseRow> = Vec::new();
        for (at, (units, counted)) in phrases.chosen.iter().enumerate().filter(|(at, _)| is_free[*at]) {
            let mut phrase = String::new();
            units.iter().for_each(|unit| write(*unit, &mut phrase));
            let seen = neighbours.seen.get(&(at as u32));
            let (longer, within) = nested[at];
            rows.push(PhraseRow {
                phrase,
                length: units.len() as u64,
                frequency: counted.frequency,
                documents: counted.documents,
                c_value: measures::c_value(units.len(), counted.frequency, longer, within),
                cohesion: counted.cohesion,
                left_entropy: entropies[at][0],
                right_entropy: entropies[at][1],
                first: seen.map(|seen| seen.first.clone()),
                last_date: seen.and_then(|seen| seen.last.clone()),
            });
        }
        rows.sort_by(|a, b| {
            let key = |row: &PhraseRow| (row.c_value, row.frequency as f64);
            let (a_key, b_key) = (key(a), key(b));
            b_key
                .0
                .total_cmp(&a_key.0)
                .then(b_key.1.total_cmp(&a_key.1))
                .then_with(|| a.phrase.cmp(&b.phrase))
        });
        Ranked { rows, documents, words: phrases.words }
    }

    /// Returns the table of the rows: `phrase`, `words`, `freq`, `docs`, `doc_share`, `c_value`, `cohesion`, `left_entropy`, `right_entropy`,
    /// `first_date`, `last_date`, `doc`, `start`, `end`, `example`.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn table(&self, options: &PhraseOptions, mut provenance: Provenance) -> Result<Table, Error> {
        let rows = &self.rows;
        let options = options.in_range();
        provenance.documents = Some(self.documents);
        provenance.set_parameter("words", self.words);
        provenance.set_parameter("longest", options.longest);
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_documents);
        provenance.set_parameter("min_cohesion", options.min_cohesion);
        provenance.set_parameter("min_entropy", options.min_entropy);
        let first = |row: &PhraseRow| row.first.clone();
        let table = Table::builder("phrases")
            .text("phrase", rows.iter().map(|row| &row.phrase))
            .count("words", rows.iter().map(|row| row.length))
            .count("freq", rows.iter().map(|row| row.frequency))
            .count("docs", rows.iter().map(|row| row.documents))
            .real("doc_share", rows.iter().map(|row| row.documents as f64 / self.documents as f64))
            .real("c_value", rows.iter().map(|row| row.c_value))
            .decimals(1)
            .real("cohesion", rows.iter().map(|row| row.cohesion))
            .decimals(2)
            .real("left_entropy", rows.iter().map(|row| row.left_entropy))
            .decimals(2)
            .real("right_entropy", rows.iter().map(|row| row.right_entropy))
            .decimals(2)
            .optional_text("first_date", rows.iter().map(|row| first(row).and_then(|first| first.date)))
            .optional_text("last_date", rows.iter().map(|row| row.last_date.as_deref()))
            .optional_text("doc", rows.iter().map(|row| first(row).map(|first| first.doc)))
            .optional_count("start", rows.iter().map(|row| first(row).map(|first| first.start)))
            .optional_count("end", rows.iter().map(|row| first(row).map(|first| first.end)))
            .optional_text("example", rows.iter().map(|row| first(row).map(|first| first.excerpt)));
        Ok(table.provenance(provenance).build()?)
    }
}

/// Returns for each phrase how many longer ones contain it and how often these come in all.
fn nested(phrases: &Phrases, is_free: &[bool]) -> Vec<(u64, u64)> {
    let mut nested = vec![(0, 0); phrases.len()];
    for (at, (units, counted)) in phrases.chosen.iter().enumerate().filter(|(at, _)| is_free[*at]) {
        let mut inside = BTreeSet::new();
        for start in 0..units.len() {
            phrases.at(&units[start..], |phrase, _| _ = inside.insert(phrase as usize));
        }
        inside.remove(&at);
        for phrase in inside {
            nested[phrase].0 += 1;
            nested[phrase].1 += counted.frequency;
        }
    }
    nested
}
