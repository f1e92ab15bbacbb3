//! Formula counts: how often each formula, in how many documents, how dense each document, by any value of metadata.
//!
//! What is counted comes as plain keys, so that this module knows neither the extractor nor its lexicon, and a hit costs
//! eight bytes here whatever it carried there.

use std::{cmp::Reverse, collections::BTreeMap};

use gongwen_table::{Provenance, Table};
use rustc_hash::FxHashMap;

use crate::{
    error::Error,
    measures::dispersion::{Part, Sizes},
};

/// The place of a document in the corpus: the item it came from (a file) and its place therein.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ordinal {
    /// The number of the item as the corpus lists them.
    pub item: u64,
    /// The number of the document in the item: 0 unless an item holds several.
    pub part: u64,
}

/// What makes two hits hits of one formula: all of it alike.
///
/// Whoever wants the recited items (an implicit hit) counted under their label gives both hits the kind of the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormulaKey<'k> {
    /// The canonical form: 两个确立.
    pub canonical: &'k str,
    /// The lexicon's id, where the lexicon has it.
    pub id: Option<&'k str>,
    /// The class: `numeral-formula`, `fixed-phrase`, …
    pub class: &'static str,
    /// The kind: `numeral-classifier-noun`, `verb-chain`, …
    pub kind: &'static str,
    /// The level: `central`, `sector`, `local`, `candidate`.
    pub level: &'static str,
}

/// A document as the counts see it.
#[derive(Clone, Copy, Debug)]
pub struct FormulaDocument<'d> {
    /// Its place, different for every document.
    pub ordinal: Ordinal,
    /// Its name in the table by document.
    pub name: &'d str,
    /// Its length in characters: the size of the document in all rates and shares.
    pub characters: u64,
    /// The value by which it is grouped (an issuer, a year, a genre), where it has one.
    pub group: Option<&'d str>,
}

/// What the formula tables show.
#[derive(Clone, Debug)]
pub struct FormulaTableOptions {
    /// Only hits of these classes, or of all when there are none.
    pub classes: Vec<String>,
    /// Only so many rows (in the table by value: of each value), the first ones.
    pub top: Option<usize>,
    /// Only formulas that occur at least so often (in the table by value: in the group).
    pub min_count: u64,
    /// Only formulas that are in at least so many documents (in the table by value: of the group).
    pub min_documents: u64,
}

/// Every formula.
impl Default for FormulaTableOptions {
    fn default() -> Self {
        FormulaTableOptions { classes: Vec::new(), top: None, min_count: 1, min_documents: 1 }
    }
}

/// Counts of the formulas of any number of documents; merges.
#[derive(Clone, Debug, Default)]
pub struct FormulaCounts {
    keys: Vec<OwnedKey>,
    /// The keys of a canonical form, by their numbers.
    numbers: FxHashMap<Box<str>, Vec<u32>>,
    documents: Vec<Counted>,
    /// For each document in turn: key and how often.
    hits: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
struct OwnedKey {
    canonical: Box<str>,
    id: Option<Box<str>>,
    class: &'static str,
    kind: &'static str,
    level: &'static str,
}

#[derive(Clone, Debug)]
struct Counted {
    ordinal: Ordinal,
    name: Box<str>,
    characters: u64,
    group: Option<Box<str>>,
    /// Its stretch of `hits`.
    first: usize,
    keys: usize,
}

impl OwnedKey {
    fn as_key(&self) -> FormulaKey<'_> {
        let OwnedKey { canonical, id, class, kind, level } = self;
        FormulaKey { canonical, id: id.as_deref(), class, kind, level }
    }
}

/// What a table adds up for a formula over some documents.
#[derive(Clone, Copy, Default)]
struct Sum {
    hits: u64,
    documents: u64,
}

impl FormulaCounts {
    /// Returns empty counts.
    pub fn new() -> Self {
        FormulaCounts::default()
    }

    /// Counts a document and its hits. Cost: `O(hits · log hits)`.
    pub fn add<'k>(
        &mut self,
        document: &FormulaDocument<'_>,
        hits: impl IntoIterator<Item = FormulaKey<'k>>,
    ) {
        let first = self.hits.len();
        let mut keys: Vec<u32> = hits.into_iter().map(|key| self.number(key)).collect();
        keys.sort_unstable();
        self.hits.extend(keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)));
        self.documents.push(Counted {
            ordinal: document.ordinal,
            name: document.name.into(),
            characters: document.characters,
            group: document.group.map(Into::into),
            first,
            keys: self.hits.len() - first,
        });
    }

    fn number(&mut self, key: FormulaKey<'_>) -> u32 {
        let same = self.numbers.get(key.canonical).map_or(&[][..], Vec::as_slice);
        if let Some(&number) = same.iter().find(|&&number| self.keys[number as usize].as_key() == key) {
            return number;
        }
        let number = self.keys.len() as u32;
        let FormulaKey { canonical, id, class, kind, level } = key;
        self.keys.push(OwnedKey { canonical: canonical.into(), id: id.map(Into::into), class, kind, level });
        self.numbers.entry(canonical.into()).or_default().push(number);
        number
    }

    /// Adds the counts of other documents. Cost: `O(hits of other)`.
    pub fn merge(&mut self, other: FormulaCounts) {
        let renumbered: Vec<u32> = other.keys.iter().map(|key| self.number(key.as_key())).collect();
        let before = self.hits.len();
        self.hits.extend(other.hits.iter().map(|&(key, count)| (renumbered[key as usize], count)));
        self.documents.extend(other.documents.into_iter().map(|mut document| {
            document.first += before;
            document
        }));
    }

    /// Returns the number of documents, those without hits included.
    pub fn documents(&self) -> u64 {
        self.documents.len() as u64
    }

    /// Returns the table of formulas, most frequent first, equally frequent ones by canonical form, then by the
    /// rest of the key, in the order of code points.
    ///
    /// Columns: `formula`, `id`, `class`, `kind`, `level`, `freq`, `per_100k` (occurrences in 100,000 characters),
    /// `docs`, `doc_share` (of all documents), `dp`, `dp_norm` ([dispersion](crate::measures::dispersion) over the documents, whose
    /// sizes are their characters).
    ///
    /// # Errors
    /// Those of building a table.
    pub fn by_formula(&self, options: &FormulaTableOptions, provenance: Provenance) -> Result<Table, Error> {
        let mut sizes = Sizes::default();
        let mut sums = vec![Sum::default(); self.keys.len()];
        for document in &self.documents {
            sizes.add(document.characters);
            self.sum_up(document, &mut sums);
        }
        let mut excess = vec![0u128; self.keys.len()];
        for document in &self.documents {
            for &(key, count) in self.hits_of(document) {
                let part = Part { count: u64::from(count), size: document.characters };
                excess[key as usize] += sizes.excess(part, sums[key as usize].hits);
            }
        }
        let rows = self.rows(&sums, options);
        let keys = || rows.iter().map(|&key| self.keys[key].as_key());
        let sum = |key: &usize| sums[*key];
        let table = Table::builder("formulas")
            .text("formula", keys().map(|key| key.canonical))
            .optional_text("id", keys().map(|key| key.id))
            .text("class", keys().map(|key| key.class))
            .text("kind", keys().map(|key| key.kind))
            .text("level", keys().map(|key| key.level))
            .count("freq", rows.iter().map(|key| sum(key).hits))
            .real("per_100k", rows.iter().map(|key| rate(sum(key).hits, sizes.total, 1e5)))
            .decimals(2)
            .count("docs", rows.iter().map(|key| sum(key).documents))
            .real("doc_share", rows.iter().map(|key| rate(sum(key).documents, self.documents(), 1.0)))
            .optional_real("dp", rows.iter().map(|&key| sizes.dp(sums[key].hits, excess[key])))
            .optional_real("dp_norm", rows.iter().map(|&key| sizes.dp_norm(sums[key].hits, excess[key])));
        Ok(table.provenance(self.provenance(options, provenance)).build()?)
    }

    /// Returns the table of documents in their order, those without hits included.
    ///
    /// Columns: `doc`, `group` (null where it has none), `characters`, `hits`, `types` (different formulas), `per_1000`
    /// (hits in 1,000 characters; null for an empty document). Of the options the classes and `top` apply.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn by_document(&self, options: &FormulaTableOptions, provenance: Provenance) -> Result<Table, Error> {
        let mut documents: Vec<&Counted> = self.documents.iter().collect();
        documents.sort_by(|a, b| (a.ordinal, &a.name).cmp(&(b.ordinal, &b.name)));
        documents.truncate(options.top.unwrap_or(usize::MAX));
        let wanted = |key: u32| wanted(options, self.keys[key as usize].class);
        let counted = |document: &Counted| {
            let hits = self.hits_of(document).iter().filter(|(key, _)| wanted(*key));
            hits.fold(Sum::default(), |sum, &(_, count)| Sum {
                hits: sum.hits + u64::from(count),
                documents: sum.documents + 1,
            })
        };
        let sums: Vec<Sum> = documents.iter().map(|document| counted(document)).collect();
        let table = Table::builder("documents")
            .text("doc", documents.iter().map(|document| &document.name))
            .optional_text("group", documents.iter().map(|document| document.group.as_deref()))
            .count("characters", documents.iter().map(|document| document.characters))
            .count("hits", sums.iter().map(|sum| sum.hits))
            .count("types", sums.iter().map(|sum| sum.documents))
            .real(
                "per_1000",
                documents.iter().zip(&sums).map(|(document, sum)| rate(sum.hits, document.characters, 1e3)),
            )
            .decimals(2);
        Ok(table.provenance(self.provenance(options, provenance)).build()?)
    }

    /// Returns the table of formulas in each group of documents: groups by the code points of their value, documents
    /// without one last, and in a group the order of [`FormulaCounts::by_formula`].
    ///
    /// `column` names the column of the value (`issuer`, `year`). The others: `formula`, `id`, `class`, `kind`, `level`,
    /// `freq`, `per_100k` (in 100,000 characters of the group), `docs` (of the group, with the formula), `group_docs` (all of
    /// the group), `doc_share` (the one by the other). A group without hits has no row.
    ///
    /// # Errors
    /// Those of building a table: `column` is the name of another column.
    pub fn by_group(
        &self,
        column: &str,
        options: &FormulaTableOptions,
        provenance: Provenance,
    ) -> Result<Table, Error> {
        struct Row<'c> {
            group: Option<&'c str>,
            key: FormulaKey<'c>,
            sum: Sum,
            documents: u64,
            characters: u64,
        }
        // `None` sorts before every value; the flag in front puts it last.
        let mut groups: BTreeMap<(bool, Option<&str>), Vec<&Counted>> = BTreeMap::new();
        for document in &self.documents {
            let group = document.group.as_deref();
            groups.entry((group.is_none(), group)).or_default().push(document);
        }
        let mut sums = vec![Sum::default(); self.keys.len()];
        let mut rows = Vec::new();
        for ((_, group), documents) in groups {
            sums.fill(Sum::default());
            documents.iter().for_each(|document| self.sum_up(document, &mut sums));
            let characters = documents.iter().map(|document| document.characters).sum();
            rows.extend(self.rows(&sums, options).into_iter().map(|key| Row {
                group,
                key: self.keys[key].as_key(),
                sum: sums[key],
                documents: documents.len() as u64,
                characters,
            }));
        }
        let table = Table::builder("formulas by group")
            .optional_text(column, rows.iter().map(|row| row.group))
            .text("formula", rows.iter().map(|row| row.key.canonical))
            .optional_text("id", rows.iter().map(|row| row.key.id))
            .text("class", rows.iter().map(|row| row.key.class))
            .text("kind", rows.iter().map(|row| row.key.kind))
            .text("level", rows.iter().map(|row| row.key.level))
            .count("freq", rows.iter().map(|row| row.sum.hits))
            .real("per_100k", rows.iter().map(|row| rate(row.sum.hits, row.characters, 1e5)))
            .decimals(2)
            .count("docs", rows.iter().map(|row| row.sum.documents))
            .count("group_docs", rows.iter().map(|row| row.documents))
            .real("doc_share", rows.iter().map(|row| rate(row.sum.documents, row.documents, 1.0)));
        let provenance = self.provenance(options, provenance).parameter("group_by", column);
        Ok(table.provenance(provenance).build()?)
    }

    fn hits_of(&self, document: &Counted) -> &[(u32, u32)] {
        &self.hits[document.first..][..document.keys]
    }

    fn sum_up(&self, document: &Counted, sums: &mut [Sum]) {
        for &(key, count) in self.hits_of(document) {
            sums[key as usize].hits += u64::from(count);
            sums[key as usize].documents += 1;
        }
    }

    /// Returns the keys to show in the order to show them.
    fn rows(&self, sums: &[Sum], options: &FormulaTableOptions) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..self.keys.len())
            .filter(|&key| {
                sums[key].hits >= options.min_count.max(1)
                    && sums[key].documents >= options.min_documents
                    && wanted(options, self.keys[key].class)
            })
            .collect();
        rows.sort_unstable_by_key(|&key| (Reverse(sums[key].hits), self.keys[key].as_key()));
        rows.truncate(options.top.unwrap_or(usize::MAX));
        rows
    }

    fn provenance(&self, options: &FormulaTableOptions, mut provenance: Provenance) -> Provenance {
        provenance.documents = Some(self.documents());
        let characters: u64 = self.documents.iter().map(|document| document.characters).sum();
        provenance.set_parameter("characters", characters);
        let classes = if options.classes.is_empty() { "all".to_owned() } else { options.classes.join(",") };
        provenance.set_parameter("classes", classes);
        provenance.set_parameter("min_count", options.min_count);
        provenance.set_parameter("min_documents", options.min_documents);
        if let Some(top) = options.top {
            provenance.set_parameter("top", top);
        }
        provenance
    }
}

fn wanted(options: &FormulaTableOptions, class: &str) -> bool {
    options.classes.is_empty() || options.classes.iter().any(|wanted| wanted == class)
}

/// Returns `count` in `unit` of `size`; not finite, hence null in a table, when the size is 0.
fn rate(count: u64, size: u64, unit: f64) -> f64 {
    count as f64 * unit / size as f64
}
