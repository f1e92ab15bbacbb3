//! Labels that no lexicon has, over any number of documents: how often, by whom, with which list, since when.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gongwen_formula::Class;
use gongwen_formula::discover::Candidate;
use gongwen_table::{Provenance, Table};
use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::sighting::{Dated, Seen, Sighting};

/// Counts of labels; merges. Make one a thread.
#[derive(Clone, Debug, Default)]
pub struct LabelCounts {
    /// By label, and whether it only counts there: what counts in one document may name in another.
    labels: FxHashMap<(String, bool), Tally>,
    documents: u64,
}

/// What is known of a label.
#[derive(Clone, Debug)]
struct Tally {
    /// The strongest class that a document gives it.
    class: Class,
    /// The kind and slots that its documents give it, with the number of documents.
    shapes: BTreeMap<(&'static str, Vec<u32>), u64>,
    frequency: u64,
    quoted: u64,
    documents: u64,
    issuers: BTreeSet<String>,
    /// The lists, each with the number of documents whose list it is.
    lists: BTreeMap<Vec<String>, u64>,
    seen: Seen,
}

/// What the table of labels shows.
#[derive(Clone, Debug, Default)]
pub struct LabelOptions {
    /// Only these classes; numeral formulas and slogans when there are none.
    pub classes: Vec<Class>,
    /// Only labels that occur at least so often.
    pub min_count: u64,
    /// Only labels that are in at least so many documents.
    pub min_documents: u64,
}

/// A label with everything known about it.
#[derive(Clone, PartialEq, Debug)]
pub struct LabelRow {
    /// The label.
    pub label: String,
    /// Its class.
    pub class: Class,
    /// How it is built, in the words of a lexicon file.
    pub kind: &'static str,
    /// How many items each numeral claims; empty when it counts nothing.
    pub claimed: Vec<u32>,
    /// How often it occurs.
    pub frequency: u64,
    /// How many of these stand in quotation marks.
    pub quoted: u64,
    /// In how many documents.
    pub documents: u64,
    /// Issuers of these documents; 0 when none names one.
    pub issuers: u64,
    /// The list of the most documents; of several the longest, then the first by code points.
    pub items: Option<Vec<String>>,
    /// Documents that give a list.
    pub listing: u64,
    /// Documents whose list is `items`.
    pub agreeing: u64,
    /// The first place in the earliest document that has it.
    pub first: Sighting,
    /// The latest date of a document that has it.
    pub last_date: Option<String>,
}

impl LabelCounts {
    /// Returns empty counts.
    #[must_use]
    pub fn new() -> Self {
        LabelCounts::default()
    }

    /// Counts the labels of a document, given in text order. `sight` tells where a label stands; it is asked for the first place of a label in a
    /// document that is earlier than those before.
    ///
    /// A document has one list for a label: the one it gives most often, of several the first. Cost: `O(labels · log labels)`.
    pub fn add(
        &mut self,
        document: Dated<'_>,
        issuer: Option<&str>,
        candidates: &[Candidate],
        sight: impl Fn(&Candidate) -> Sighting,
    ) {
        self.documents += 1;
        let mut here: BTreeMap<(&str, bool), Vec<&Candidate>> = BTreeMap::new();
        for candidate in candidates {
            let counts = candidate.class == Class::Counted;
            here.entry((&candidate.label, counts)).or_default().push(candidate);
        }
        for ((label, counts), found) in here {
            let first = found[0];
            let tally = match self.labels.get_mut(&(label.to_owned(), counts)) {
                Some(tally) => {
                    tally.seen.note(document, || sight(first));
                    tally
                }
                None => self
                    .labels
                    .entry((label.to_owned(), counts))
                    .or_insert(Tally::new(first.class, sight(first))),
            };
            tally.class = found.iter().fold(tally.class, |class, candidate| class.min(candidate.class));
            tally.documents += 1;
            tally.frequency += found.len() as u64;
            tally.quoted += found.iter().filter(|candidate| candidate.quoted).count() as u64;
            *tally.shapes.entry((first.kind.as_str(), first.claimed.clone())).or_default() += 1;
            if let Some(issuer) = issuer.filter(|issuer| !tally.issuers.contains(*issuer)) {
                tally.issuers.insert(issuer.to_owned());
            }
            if let Some(list) = list_of(&found) {
                *tally.lists.entry(list.clone()).or_default() += 1;
            }
        }
    }

    /// Adds the counts of other documents. Cost: `O(labels of other)`.
    pub fn merge(&mut self, other: LabelCounts) {
        self.documents += other.documents;
        for (key, theirs) in other.labels {
            match self.labels.get_mut(&key) {
                Some(tally) => tally.merge(theirs),
                None => _ = self.labels.insert(key, theirs),
            }
        }
    }

    /// Returns the labels that the options want: those of most documents first, then of most issuers, then the most frequent, then by code points.
    #[must_use]
    pub fn rows(&self, options: &LabelOptions) -> Vec<LabelRow> {
        let classes: &[Class] = match options.classes.as_slice() {
            [] => &[Class::NumeralFormula, Class::Slogan],
            classes => classes,
        };
        let wanted = |tally: &Tally| {
            classes.contains(&tally.class)
                && tally.frequency >= options.min_count
                && tally.documents >= options.min_documents
        };
        let mut rows: Vec<LabelRow> = self
            .labels
            .iter()
            .filter(|(_, tally)| wanted(tally))
            .map(|((label, _), tally)| tally.row(label))
            .collect();
        rows.sort_by(|a, b| {
            let key = |row: &LabelRow| Reverse((row.documents, row.issuers, row.frequency));
            key(a).cmp(&key(b)).then_with(|| (&a.label, a.class).cmp(&(&b.label, b.class)))
        });
        rows
    }

    /// Returns the table of some rows: `label`, `class`, `kind`, `freq`, `docs`, `doc_share`, `issuers`, `quoted_share`, `items`, `list_docs`, `agreement`
    /// (documents whose list is `items`, as a share of those that give one), `near`, `near_distance`, `first_date`, `last_date`, `doc`, `start`, `end`, `example`.
    ///
    /// `nearest` gives the known formula that a label is nearest to, with its edit distance.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn table<'n>(
        &self,
        rows: &[LabelRow],
        nearest: impl Fn(&str) -> Option<(&'n str, u64)>,
        options: &LabelOptions,
        mut provenance: Provenance,
    ) -> Result<Table, Error> {
        provenance.documents = Some(self.documents);
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_documents);
        let classes: Vec<&str> = options.classes.iter().map(|class| class.as_str()).collect();
        let classes =
            if classes.is_empty() { "numeral-formula,slogan".to_owned() } else { classes.join(",") };
        provenance.set_parameter("classes", classes);
        let near: Vec<Option<(&str, u64)>> = rows.iter().map(|row| nearest(&row.label)).collect();
        let share = |part: u64, whole: u64| part as f64 / whole as f64;
        let table = Table::builder("labels")
            .text("label", rows.iter().map(|row| &row.label))
            .text("class", rows.iter().map(|row| row.class.as_str()))
            .text("kind", rows.iter().map(|row| row.kind))
            .count("freq", rows.iter().map(|row| row.frequency))
            .count("docs", rows.iter().map(|row| row.documents))
            .real("doc_share", rows.iter().map(|row| share(row.documents, self.documents)))
            .count("issuers", rows.iter().map(|row| row.issuers))
            .real("quoted_share", rows.iter().map(|row| share(row.quoted, row.frequency)))
            .decimals(2)
            .optional_list("items", rows.iter().map(|row| row.items.as_ref()))
            .count("list_docs", rows.iter().map(|row| row.listing))
            .real("agreement", rows.iter().map(|row| share(row.agreeing, row.listing)))
            .decimals(2)
            .optional_text("near", near.iter().map(|near| near.map(|near| near.0)))
            .optional_count("near_distance", near.iter().map(|near| near.map(|near| near.1)))
            .optional_text("first_date", rows.iter().map(|row| row.first.date.as_deref()))
            .optional_text("last_date", rows.iter().map(|row| row.last_date.as_deref()))
            .text("doc", rows.iter().map(|row| &row.first.doc))
            .count("start", rows.iter().map(|row| row.first.start))
            .count("end", rows.iter().map(|row| row.first.end))
            .text("example", rows.iter().map(|row| &row.first.excerpt));
        Ok(table.provenance(provenance).build()?)
    }
}

/// Returns the list that a document gives most often, of several the first.
fn list_of<'c>(found: &[&'c Candidate]) -> Option<&'c Vec<String>> {
    let lists: Vec<&Vec<String>> = found.iter().filter_map(|candidate| candidate.items.as_ref()).collect();
    let count = |list: &&Vec<String>| lists.iter().filter(|other| *other == list).count();
    let most = lists.iter().map(count).max()?;
    lists.iter().find(|list| count(list) == most).copied()
}

impl Tally {
    fn new(class: Class, first: Sighting) -> Self {
        Tally {
            class,
            shapes: BTreeMap::new(),
            frequency: 0,
            quoted: 0,
            documents: 0,
            issuers: BTreeSet::new(),
            lists: BTreeMap::new(),
            seen: Seen::new(first),
        }
    }

    fn merge(&mut self, other: Tally) {
        self.class = self.class.min(other.class);
        for (shape, count) in other.shapes {
            *self.shapes.entry(shape).or_default() += count;
        }
        for (list, count) in other.lists {
            *self.lists.entry(list).or_default() += count;
        }
        self.frequency += other.frequency;
        self.quoted += other.quoted;
        self.documents += other.documents;
        self.issuers.extend(other.issuers);
        self.seen.merge(other.seen);
    }

    fn row(&self, label: &str) -> LabelRow {
        let best =
            self.lists.iter().min_by_key(|(list, count)| (Reverse(**count), Reverse(list.len()), *list));
        let shape = self.shapes.iter().min_by_key(|(shape, count)| (Reverse(**count), *shape));
        LabelRow {
            label: label.to_owned(),
            class: self.class,
            kind: shape.map_or("", |((kind, _), _)| kind),
            claimed: shape.map(|((_, claimed), _)| claimed.clone()).unwrap_or_default(),
            frequency: self.frequency,
            quoted: self.quoted,
            documents: self.documents,
            issuers: self.issuers.len() as u64,
            items: best.map(|(list, _)| list.clone()),
            listing: self.lists.values().sum(),
            agreeing: best.map_or(0, |(_, count)| *count),
            first: self.seen.first.clone(),
            last_date: self.seen.last.clone(),
        }
    }
}
