//! Who took a target up when: the first document of each issuer that has it.
//!
//! That an issuer's first use is in the first of its documents says only that it is not later: what was before is not in the corpus. Such
//! first uses are marked.

use std::collections::BTreeMap;

use gongwen_table::{Provenance, Table};

use super::{Counted, Grain, Target, TrendCounts, day, rate};
use crate::error::Error;
use crate::measures::trend::median;

/// Which tier each issuer belongs to: 中央, 省, 市, 县.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers(BTreeMap<String, String>);

impl Tiers {
    /// Returns the tiers of these issuers, in pairs of issuer and tier; of two pairs for one issuer the later one.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Tiers(pairs.into_iter().collect())
    }

    /// Returns the tier of an issuer.
    pub fn of(&self, issuer: &str) -> Option<&str> {
        self.0.get(issuer).map(String::as_str)
    }
}

/// An issuer that has a target.
struct Adopter<'c> {
    issuer: &'c str,
    first: &'c Counted,
    documents: u64,
    /// All its documents, and the date of the first.
    issued: Issued<'c>,
    lag: Option<i64>,
}

#[derive(Clone, Copy)]
struct Issued<'c> {
    documents: u64,
    first: &'c str,
}

/// The issuers of all documents that have a date and an issuer.
struct Issuers<'c> {
    documents: Vec<&'c Counted>,
    issued: BTreeMap<&'c str, Issued<'c>>,
}

impl TrendCounts {
    /// Returns the table of adoption: for each target the issuers that have it, the earliest first, those of one day by name.
    ///
    /// `column` names the column of the issuer. The others: `target`, `kind`, `date` and `doc` of the first document that has it,
    /// `lag_days` (from the first document of all that has it; dates of which the day is not known count from their first day), `docs` (of the issuer,
    /// with it), `issuer_docs` (all of the issuer), `doc_share`, `issuer_first_date` (the issuer's first document of all), `at_edge` (it has it
    /// already). Documents without date or issuer are left out, but the first document of all may lack an issuer.
    ///
    /// # Errors
    /// Those of building a table: `column` is the name of another column.
    pub fn adoption(&self, column: &str, provenance: Provenance) -> Result<Table, Error> {
        let issuers = self.issuers();
        let rows: Vec<(&Target, Adopter<'_>)> = self
            .targets
            .iter()
            .enumerate()
            .flat_map(|(number, target)| issuers.adopters(number).into_iter().map(move |row| (target, row)))
            .collect();
        let adopters = || rows.iter().map(|(_, adopter)| adopter);
        let table = Table::builder("adoption")
            .text("target", rows.iter().map(|(target, _)| &target.name))
            .text("kind", rows.iter().map(|(target, _)| target.kind.as_str()))
            .text(column, adopters().map(|adopter| adopter.issuer))
            .date("date", adopters().map(|adopter| adopter.first.date.as_deref().unwrap_or_default()))
            .text("doc", adopters().map(|adopter| &adopter.first.name))
            .optional_integer("lag_days", adopters().map(|adopter| adopter.lag))
            .count("docs", adopters().map(|adopter| adopter.documents))
            .count("issuer_docs", adopters().map(|adopter| adopter.issued.documents))
            .real(
                "doc_share",
                adopters().map(|adopter| rate(adopter.documents, adopter.issued.documents, 1.0)),
            )
            .date("issuer_first_date", adopters().map(|adopter| adopter.issued.first))
            .flag("at_edge", adopters().map(Adopter::is_at_edge));
        Ok(table.provenance(self.adoption_provenance(column, provenance)).build()?)
    }

    /// Returns the same by tier: the earliest first, tiers without it last.
    ///
    /// Columns: `target`, `kind`, `tier` (null for issuers that have none), `issuers` (with a dated document), `adopters` (that have it),
    /// `adopted` (the share), `first_date`, `first_doc`, the first issuer under `column`, `lag_days` (of the first), `median_lag_days` (of the
    /// adopters), `at_edge` (adopters whose first document has it already).
    ///
    /// # Errors
    /// Those of building a table: `column` is the name of another column.
    pub fn adoption_by_tier(
        &self,
        column: &str,
        tiers: &Tiers,
        provenance: Provenance,
    ) -> Result<Table, Error> {
        struct Row<'c> {
            target: &'c Target,
            tier: Option<&'c str>,
            issuers: u64,
            adopters: Vec<Adopter<'c>>,
        }
        let issuers = self.issuers();
        let mut sizes: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        issuers.issued.keys().for_each(|issuer| *sizes.entry(tiers.of(issuer)).or_default() += 1);
        let mut rows: Vec<Row<'_>> = Vec::new();
        for (number, target) in self.targets.iter().enumerate() {
            let mut here: Vec<Row<'_>> = sizes
                .iter()
                .map(|(&tier, &issuers)| Row { target, tier, issuers, adopters: Vec::new() })
                .collect();
            for adopter in issuers.adopters(number) {
                let tier = tiers.of(adopter.issuer);
                if let Some(row) = here.iter_mut().find(|row| row.tier == tier) {
                    row.adopters.push(adopter);
                }
            }
            here.sort_by_key(|row| {
                let first = row.adopters.first().map(|adopter| adopter.first);
                (first.is_none(), first.map(|first| &first.date), row.tier.is_none(), row.tier)
            });
            rows.extend(here);
        }
        let first = |row: &Row<'_>| row.adopters.first().map(|adopter| adopter.first.clone());
        let lags = |row: &Row<'_>| row.adopters.iter().filter_map(|row| row.lag).collect::<Vec<i64>>();
        let middle =
            |row: &Row<'_>| median(&mut lags(row).into_iter().map(|lag| lag as f64).collect::<Vec<_>>());
        let table = Table::builder("adoption by tier")
            .text("target", rows.iter().map(|row| &row.target.name))
            .text("kind", rows.iter().map(|row| row.target.kind.as_str()))
            .optional_text("tier", rows.iter().map(|row| row.tier))
            .count("issuers", rows.iter().map(|row| row.issuers))
            .count("adopters", rows.iter().map(|row| row.adopters.len() as u64))
            .real("adopted", rows.iter().map(|row| rate(row.adopters.len() as u64, row.issuers, 1.0)))
            .optional_date("first_date", rows.iter().map(|row| first(row)?.date))
            .optional_text("first_doc", rows.iter().map(|row| Some(first(row)?.name)))
            .optional_text(column, rows.iter().map(|row| Some(row.adopters.first()?.issuer)))
            .optional_integer("lag_days", rows.iter().map(|row| row.adopters.first()?.lag))
            .optional_real("median_lag_days", rows.iter().map(middle))
            .decimals(1)
            .count(
                "at_edge",
                rows.iter().map(|row| row.adopters.iter().filter(|row| row.is_at_edge()).count() as u64),
            );
        Ok(table.provenance(self.adoption_provenance(column, provenance)).build()?)
    }

    fn issuers(&self) -> Issuers<'_> {
        let mut documents: Vec<&Counted> =
            self.documents.iter().filter(|document| date_of(document).is_some_and(is_date)).collect();
        documents.sort_unstable();
        let mut issued: BTreeMap<&str, Issued<'_>> = BTreeMap::new();
        for document in &documents {
            if let (Some(issuer), Some(date)) = (document.issuer.as_deref(), date_of(document)) {
                // The first document of all comes first.
                issued.entry(issuer).or_insert(Issued { documents: 0, first: date }).documents += 1;
            }
        }
        Issuers { documents, issued }
    }

    fn adoption_provenance(&self, column: &str, provenance: Provenance) -> Provenance {
        let without_issuer = self.documents.iter().filter(|document| document.issuer.is_none()).count();
        let mut provenance = provenance;
        provenance.documents = Some(self.documents());
        provenance.set_parameter("documents_without_date", self.unplaced(Grain::Year));
        provenance.set_parameter("documents_without_issuer", without_issuer);
        provenance.parameter("adoption_by", column)
    }
}

impl<'c> Issuers<'c> {
    /// Returns the issuers that have a target, by the date of their first document that has it, then by name.
    fn adopters(&self, target: usize) -> Vec<Adopter<'c>> {
        let having = || self.documents.iter().filter(|document| document.hits(target) > 0);
        let start = having().next().and_then(|document| day(date_of(document)?));
        let mut adopters: BTreeMap<&str, Adopter<'c>> = BTreeMap::new();
        for &document in having() {
            let Some(issuer) = document.issuer.as_deref() else { continue };
            let lag = || Some(day(date_of(document)?)? - start?);
            let new =
                || Adopter { issuer, first: document, documents: 0, issued: self.issued[issuer], lag: lag() };
            adopters.entry(issuer).or_insert_with(new).documents += 1;
        }
        let mut adopters: Vec<Adopter<'c>> = adopters.into_values().collect();
        adopters.sort_by(|a, b| (&a.first.date, a.issuer).cmp(&(&b.first.date, b.issuer)));
        adopters
    }
}

impl Adopter<'_> {
    fn is_at_edge(&self) -> bool {
        self.first.date.as_deref() == Some(self.issued.first)
    }
}

fn date_of(document: &Counted) -> Option<&str> {
    document.date.as_deref()
}

fn is_date(date: &str) -> bool {
    day(date).is_some()
}
