//! The formulas of one text against a corpus: which are new, rare, known, everywhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gongwen_table::{Provenance, Table};

use crate::error::Error;

/// Formulas in no more documents than this are rare …
const RARE_DOCUMENTS: u64 = 2;
/// … and so are those in no more than one document of so many.
const RARE_SHARE: u64 = 100;
/// Formulas in at least one document of so many are everywhere.
const EVERYWHERE_SHARE: u64 = 2;

/// How usual a formula is in a corpus.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// No document has it.
    New,
    /// At most two documents have it, or at most 1 %.
    Rare,
    /// Something between.
    Known,
    /// At least half of the documents have it.
    Everywhere,
}

impl Verdict {
    /// Returns the verdict on what so many of all documents have.
    #[must_use]
    pub const fn of(having: u64, all: u64) -> Self {
        if having == 0 {
            Self::New
        } else if having <= RARE_DOCUMENTS || having * RARE_SHARE <= all {
            Self::Rare
        } else if having * EVERYWHERE_SHARE >= all {
            Self::Everywhere
        } else {
            Self::Known
        }
    }

    /// Returns the name that tables print.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Rare => "rare",
            Self::Known => "known",
            Self::Everywhere => "everywhere",
        }
    }
}

/// What makes a formula of the draft the same as one of the corpus: canonical form and class.
pub type DraftKey<'k> = (&'k str, &'static str);

/// The formulas of a draft, with what a corpus has of them; merges.
#[derive(Clone, Debug, Default)]
pub struct Against {
    /// For each formula how often the draft has it, and the corpus.
    formulas: BTreeMap<(String, &'static str), Found>,
    documents: u64,
}

#[derive(Clone, Debug, Default)]
struct Found {
    in_draft: u64,
    hits: u64,
    documents: u64,
    first: Option<String>,
    last: Option<String>,
}

impl Against {
    /// Takes the formulas of a draft, each as often as it occurs.
    pub fn new<'k>(draft: impl IntoIterator<Item = DraftKey<'k>>) -> Self {
        let mut formulas: BTreeMap<(String, &'static str), Found> = BTreeMap::new();
        for (canonical, class) in draft {
            formulas.entry((canonical.to_owned(), class)).or_default().in_draft += 1;
        }
        Against { formulas, documents: 0 }
    }

    /// Counts a document of the corpus and its formulas. Cost: `O(hits · log formulas)`.
    pub fn add<'k>(&mut self, date: Option<&str>, hits: impl IntoIterator<Item = DraftKey<'k>>) {
        self.documents += 1;
        let mut seen: BTreeMap<(String, &'static str), u64> = BTreeMap::new();
        for (canonical, class) in hits {
            let key = (canonical.to_owned(), class);
            if self.formulas.contains_key(&key) {
                *seen.entry(key).or_default() += 1;
            }
        }
        for (key, count) in seen {
            let found = self.formulas.entry(key).or_default();
            found.hits += count;
            found.documents += 1;
            found.note(date);
        }
    }

    /// Adds what other documents of the corpus have; both know the same draft.
    pub fn merge(&mut self, other: Against) {
        self.documents += other.documents;
        for (key, theirs) in other.formulas {
            let found = self.formulas.entry(key).or_default();
            found.hits += theirs.hits;
            found.documents += theirs.documents;
            found.note(theirs.first.as_deref());
            found.note(theirs.last.as_deref());
        }
    }

    /// Returns the table: what is new first, then rare, known, everywhere; of these the most frequent in the draft first, then by
    /// the code points of the formula and its class.
    ///
    /// Columns: `formula`, `class`, `verdict`, `freq` (in the draft), `docs` (of the corpus, with the formula), `doc_share` (of all of them),
    /// `hits` (in the corpus), `first_date`, `last_date` (of dated documents).
    ///
    /// # Errors
    /// Those of building a table.
    pub fn table(&self, provenance: Provenance) -> Result<Table, Error> {
        let verdict = |found: &Found| Verdict::of(found.documents, self.documents);
        let mut rows: Vec<(&(String, &'static str), &Found)> = self.formulas.iter().collect();
        rows.sort_by_key(|(key, found)| (verdict(found), Reverse(found.in_draft), *key));
        let share =
            |found: &Found| (self.documents > 0).then(|| found.documents as f64 / self.documents as f64);
        let found = || rows.iter().map(|(_, found)| *found);
        Ok(Table::builder("compare")
            .text("formula", rows.iter().map(|(key, _)| &key.0))
            .text("class", rows.iter().map(|(key, _)| key.1))
            .text("verdict", found().map(|found| verdict(found).as_str()))
            .count("freq", found().map(|found| found.in_draft))
            .count("docs", found().map(|found| found.documents))
            .optional_real("doc_share", found().map(share))
            .count("hits", found().map(|found| found.hits))
            .optional_date("first_date", found().map(|found| found.first.as_ref()))
            .optional_date("last_date", found().map(|found| found.last.as_ref()))
            .provenance(Provenance { documents: Some(self.documents), ..provenance })
            .build()?)
    }
}

impl Found {
    fn note(&mut self, date: Option<&str>) {
        let Some(date) = date else { return };
        if self.first.as_deref().is_none_or(|first| date < first) {
            self.first = Some(date.to_owned());
        }
        if self.last.as_deref() < Some(date) {
            self.last = Some(date.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_table::Value;

    #[test]
    fn verdicts_go_by_documents() {
        let verdicts = [(0, 10), (2, 3), (3, 1000), (10, 1000), (11, 1000), (499, 1000), (500, 1000), (0, 0)];
        let names = verdicts.map(|(having, all)| Verdict::of(having, all).as_str());
        assert_eq!(names, ["new", "rare", "rare", "rare", "known", "known", "everywhere", "new"]);
    }

    #[test]
    fn any_split_of_the_corpus_gives_the_same_table() {
        const CLASS: &str = "numeral-formula";
        let draft = || Against::new([("六稳", CLASS), ("六保", CLASS), ("六稳", CLASS), ("三网", CLASS)]);
        let corpus: Vec<(Option<&str>, Vec<&str>)> = vec![
            (Some("2020-05"), vec!["六稳", "六稳", "四早"]),
            (Some("2019-12-01"), vec!["六稳"]),
            (None, vec!["六稳", "六保"]),
            (Some("2021"), vec![]),
        ];
        let add = |against: &mut Against, (date, hits): &(Option<&str>, Vec<&'static str>)| {
            against.add(*date, hits.iter().map(|&hit| (hit, CLASS)));
        };
        let mut whole = draft();
        corpus.iter().for_each(|document| add(&mut whole, document));
        let expected = whole.table(Provenance::default()).unwrap();
        for at in 0..=corpus.len() {
            let (mut left, mut right) = (draft(), draft());
            corpus[..at].iter().for_each(|document| add(&mut left, document));
            corpus[at..].iter().rev().for_each(|document| add(&mut right, document));
            right.merge(left);
            assert_eq!(right.table(Provenance::default()).unwrap(), expected);
        }
        let cells = |name: &str| expected.column(name).unwrap().values().collect::<Vec<_>>();
        assert_eq!(cells("formula"), ["三网", "六保", "六稳"].map(Value::Text));
        assert_eq!(cells("verdict"), ["new", "rare", "everywhere"].map(Value::Text));
        assert_eq!(cells("freq"), [1, 1, 2].map(Value::Count));
        assert_eq!(cells("hits"), [0, 1, 4].map(Value::Count));
        assert_eq!(cells("first_date"), [Value::Null, Value::Null, Value::Date("2019-12-01")]);
        assert_eq!(cells("last_date"), [Value::Null, Value::Null, Value::Date("2020-05")]);
    }
}
