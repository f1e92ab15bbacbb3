//! How dense documents, or the sections of them, are with formulas, parallelisms, phrases, titles and idioms.

use gongwen_table::{Provenance, Table};

use crate::error::Error;
use crate::formulas::Ordinal;

/// Characters to which rates refer.
const PER: f64 = 1000.0;

/// What is counted, in the order of the columns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Device {
    /// A numeral formula: 四个意识.
    Formula,
    /// A motto or call: 一支部一特色.
    Slogan,
    /// A row of parallel pieces: 凝心聚力、真抓实干、攻坚克难.
    Parallelism,
    /// A standing phrase: 全面从严治党.
    Phrase,
    /// A title or the name of a meeting.
    Title,
    /// An idiom with a numeral: 两张皮.
    Idiom,
}

impl Device {
    /// All devices, in the order of the columns.
    pub const ALL: [Self; 6] =
        [Self::Formula, Self::Slogan, Self::Parallelism, Self::Phrase, Self::Title, Self::Idiom];

    /// Returns the name of the column.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Formula => "formulas",
            Self::Slogan => "slogans",
            Self::Parallelism => "parallelisms",
            Self::Phrase => "phrases",
            Self::Title => "titles",
            Self::Idiom => "idioms",
        }
    }
}

/// A document, or a section of one, with what was counted in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DensityRow {
    /// The place of the document.
    pub ordinal: Ordinal,
    /// The document's name.
    pub doc: String,
    /// Its date, where it has one.
    pub date: Option<String>,
    /// The section, where sections are counted.
    pub section: Option<Section>,
    /// Its length in characters.
    pub characters: u64,
    /// How often it has each device, in the order of [`Device::ALL`].
    pub counts: [u64; Device::ALL.len()],
}

/// A section of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Which section of its document, from 0: what stands before the first heading.
    pub number: u64,
    /// Its heading; empty for what stands before the first.
    pub heading: String,
    /// Its line in the source, from 1.
    pub line: u64,
}

/// Whether a table begins with a row for everything.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Total {
    /// It does not.
    #[default]
    Without,
    /// It does: the row has the name `(total)` and the rates of all characters together.
    With,
}

impl DensityRow {
    fn hits(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn rate(&self, count: u64) -> Option<f64> {
        (self.characters > 0).then(|| count as f64 * PER / self.characters as f64)
    }
}

/// Returns the table of densities: documents in the order of the corpus, sections in the order of the text.
///
/// Columns: `doc`, `date`, with sections `section` and `line`; `characters`, `hits` (all devices), `per_1000` (hits in 1,000
/// characters), and for each [`Device`] how many in 1,000 characters. Rates of nothing are null.
///
/// # Errors
/// Those of building a table.
pub fn density_table(
    mut rows: Vec<DensityRow>,
    total: Total,
    provenance: Provenance,
) -> Result<Table, Error> {
    let has_sections = rows.iter().any(|row| row.section.is_some());
    let place = |row: &DensityRow| (row.ordinal, row.section.as_ref().map(|section| section.number));
    rows.sort_by(|a, b| (place(a), &a.doc).cmp(&(place(b), &b.doc)));
    let documents = rows.chunk_by(|a, b| (a.ordinal, &a.doc) == (b.ordinal, &b.doc)).count() as u64;
    if total == Total::With {
        rows.insert(0, sum(&rows));
    }
    let section = || rows.iter().map(|row| row.section.as_ref());
    let mut table = Table::builder("density")
        .text("doc", rows.iter().map(|row| &row.doc))
        .optional_date("date", rows.iter().map(|row| row.date.as_ref()));
    if has_sections {
        table = table
            .optional_text("section", section().map(|section| section.map(|section| &section.heading)))
            .optional_count("line", section().map(|section| section.map(|section| section.line)));
    }
    table = table
        .count("characters", rows.iter().map(|row| row.characters))
        .count("hits", rows.iter().map(DensityRow::hits))
        .optional_real("per_1000", rows.iter().map(|row| row.rate(row.hits())))
        .decimals(2);
    for (at, device) in Device::ALL.into_iter().enumerate() {
        let rates = rows.iter().map(|row| row.rate(row.counts[at]));
        table = table.optional_real(device.as_str(), rates).decimals(2);
    }
    Ok(table.provenance(Provenance { documents: Some(documents), ..provenance }).build()?)
}

fn sum(rows: &[DensityRow]) -> DensityRow {
    let mut sum = DensityRow { doc: "(total)".to_owned(), ..DensityRow::default() };
    for row in rows {
        sum.characters += row.characters;
        for (all, count) in sum.counts.iter_mut().zip(row.counts) {
            *all += count;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_table::Value;

    fn row(doc: &str, item: u64, characters: u64, formulas: u64) -> DensityRow {
        DensityRow {
            ordinal: Ordinal { item, part: 0 },
            doc: doc.to_owned(),
            characters,
            counts: [formulas, 0, 1, 0, 0, 0],
            ..DensityRow::default()
        }
    }

    #[test]
    fn rates_are_of_a_thousand_characters_and_the_total_is_no_mean() {
        let rows = vec![row("b", 1, 500, 2), row("a", 0, 2000, 4), row("empty", 2, 0, 0)];
        let table = density_table(rows, Total::With, Provenance::default()).unwrap();
        let cells = |name: &str| table.column(name).unwrap().values().collect::<Vec<_>>();
        assert_eq!(cells("doc"), ["(total)", "a", "b", "empty"].map(Value::Text));
        let expected = [Value::Real(2.4), Value::Real(2.0), Value::Real(4.0), Value::Null];
        assert_eq!(cells("formulas"), expected);
        assert_eq!(cells("hits"), [9, 5, 3, 1].map(Value::Count));
        assert_eq!(table.provenance().documents, Some(3));
        assert!(table.column("section").is_err());
    }
}
