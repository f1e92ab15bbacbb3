//! Pairs, passages and clusters as tables.

use gongwen_table::{Provenance, Table};

use super::{Known, Passage, Place, Reuse};
use crate::error::Error;

impl Reuse {
    /// Returns the table of pairs: those that share most first.
    ///
    /// Columns: `doc_a`, `date_a`, `doc_b`, `date_b`, `direction`, `kind`, `containment_a`, `containment_b` (the share of each document's
    /// shingles that the other has), `jaccard`, `shared_characters` (of the second document, in shared passages),
    /// `longest`, `passages`.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn pair_table(&self, provenance: Provenance) -> Result<Table, Error> {
        let pairs = || self.pairs.iter();
        Ok(Table::builder("reuse")
            .text("doc_a", pairs().map(|pair| &self.documents[pair.a].name))
            .optional_date("date_a", pairs().map(|pair| self.documents[pair.a].date.as_ref()))
            .text("doc_b", pairs().map(|pair| &self.documents[pair.b].name))
            .optional_date("date_b", pairs().map(|pair| self.documents[pair.b].date.as_ref()))
            .text("direction", pairs().map(|pair| pair.direction.as_str()))
            .text("kind", pairs().map(|pair| pair.kind.as_str()))
            .real("containment_a", pairs().map(|pair| pair.containment()[0]))
            .real("containment_b", pairs().map(|pair| pair.containment()[1]))
            .real("jaccard", pairs().map(|pair| pair.jaccard()))
            .count("shared_characters", pairs().map(|pair| pair.shared))
            .count("longest", pairs().map(|pair| pair.longest))
            .count("passages", pairs().map(|pair| pair.passages.len() as u64))
            .provenance(self.stated(provenance))
            .build()?)
    }

    /// Returns the table of passages: pair by pair as in the table of pairs, in the order of the second document.
    ///
    /// Columns: `pair` (the row of the table of pairs, from 1), `doc_a`, `date_a`, `doc_b`, `date_b`, `characters` (without blanks and
    /// punctuation), `start_a`, `end_a`, `start_b`, `end_b` (code points of the source), `start_byte_a`, … (bytes), `text` (of
    /// the first document). `reach` cuts the text after so many characters, for people.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn passage_table(&self, reach: Option<usize>, provenance: Provenance) -> Result<Table, Error> {
        let rows: Vec<(usize, &Known, &Known, &Passage, String)> = self
            .pairs
            .iter()
            .enumerate()
            .flat_map(|(at, pair)| pair.passages.iter().map(move |passage| (at, pair, passage)))
            .map(|(at, pair, passage)| {
                let text = passage.a.bytes.slice(&self.texts[pair.a].source);
                (at + 1, &self.documents[pair.a], &self.documents[pair.b], passage, shortened(text, reach))
            })
            .collect();
        let a = |number: fn(Place) -> u64| rows.iter().map(move |row| number(row.3.a));
        let b = |number: fn(Place) -> u64| rows.iter().map(move |row| number(row.3.b));
        Ok(Table::builder("reuse-passages")
            .count("pair", rows.iter().map(|row| row.0 as u64))
            .text("doc_a", rows.iter().map(|row| &row.1.name))
            .optional_date("date_a", rows.iter().map(|row| row.1.date.as_ref()))
            .text("doc_b", rows.iter().map(|row| &row.2.name))
            .optional_date("date_b", rows.iter().map(|row| row.2.date.as_ref()))
            .count("characters", rows.iter().map(|row| row.3.letters))
            .count("start_a", a(|place| place.chars[0]))
            .count("end_a", a(|place| place.chars[1]))
            .count("start_b", b(|place| place.chars[0]))
            .count("end_b", b(|place| place.chars[1]))
            .count("start_byte_a", a(|place| place.bytes.start as u64))
            .count("end_byte_a", a(|place| place.bytes.end as u64))
            .count("start_byte_b", b(|place| place.bytes.start as u64))
            .count("end_byte_b", b(|place| place.bytes.end as u64))
            .text("text", rows.iter().map(|row| &row.4))
            .provenance(self.stated(provenance))
            .build()?)
    }

    /// Returns the table of clusters of copies and near copies, the largest first.
    ///
    /// Columns: `cluster` (from 1), `representative` (the earliest document), `first_date`, `last_date`, `size`, `members`.
    ///
    /// # Errors
    /// Those of building a table.
    pub fn cluster_table(&self, provenance: Provenance) -> Result<Table, Error> {
        let clusters = || self.clusters.iter();
        let dates = |members: &[usize]| {
            let mut dates: Vec<&str> =
                members.iter().filter_map(|&at| self.documents[at].date.as_deref()).collect();
            dates.sort_unstable();
            (dates.first().map(ToString::to_string), dates.last().map(ToString::to_string))
        };
        Ok(Table::builder("reuse-clusters")
            .count("cluster", (1..).take(self.clusters.len()))
            .text("representative", clusters().map(|cluster| &self.documents[cluster.members[0]].name))
            .optional_date("first_date", clusters().map(|cluster| dates(&cluster.members).0))
            .optional_date("last_date", clusters().map(|cluster| dates(&cluster.members).1))
            .count("size", clusters().map(|cluster| cluster.members.len() as u64))
            .list(
                "members",
                clusters().map(|cluster| cluster.members.iter().map(|&at| &self.documents[at].name)),
            )
            .provenance(self.stated(provenance))
            .build()?)
    }

    fn stated(&self, mut provenance: Provenance) -> Provenance {
        provenance.documents = Some(self.documents.len() as u64);
        provenance
            .parameter("shingle", self.options.shingle)
            .parameter("min_span", self.options.min_span)
            .parameter("near", self.options.near)
            .parameter("common", self.options.common)
            .parameter("common_fingerprints_left_out", self.common)
    }
}

/// Returns the text on one line, cut after `reach` characters; as it is where nothing is to be cut.
fn shortened(text: &str, reach: Option<usize>) -> String {
    let Some(reach) = reach else { return text.to_owned() };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = line.chars().take(reach).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}
