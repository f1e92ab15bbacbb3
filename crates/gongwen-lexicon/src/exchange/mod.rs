//! Entries as rows, for spreadsheets and for programs: CSV and JSON Lines, out and in again.
//!
//! A row holds the fields of an entry under the names of the TOML format, with `sort` before them. In CSV all sorts share
//! one set of columns, and a cell that holds a list separates its values by `|` and the parts of one value by `>`. Rows
//! are read by writing them as TOML and reading that, so that every check of the format holds for them too.

mod cells;
mod read;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::file::LexiconFile;
use crate::lexicon::{Entry, Lexicon};

pub use cells::COLUMNS as ENTRY_COLUMNS;

/// Entries as rows.
///
/// ```
/// use gongwen_lexicon::{EntryRows, LexiconFile};
/// let unit = LexiconFile::parse_short("unit.tsv", "四张清单\t问题清单、任务清单、责任清单、效果清单\t列出")?;
/// let csv = EntryRows::of_file(&unit).to_csv();
/// assert!(csv.lines().nth(1).unwrap().contains("问题清单|任务清单|责任清单|效果清单"));
/// let back = LexiconFile::parse_csv("unit.csv", &csv)?;
/// assert_eq!(back.formulas[0].items, unit.formulas[0].items);
/// # Ok::<(), gongwen_lexicon::Error>(())
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct EntryRows {
    rows: Vec<Map<String, Value>>,
}

impl EntryRows {
    /// Returns the rows of all entries of a lexicon: formulas, phrases, names, chains, each sort by id.
    pub fn of_lexicon(lexicon: &Lexicon) -> Self {
        let entries = lexicon.entries().map(|(_, entry)| match entry {
            Entry::Formula(formula) => row("formula", formula),
            Entry::Phrase(phrase) => row("phrase", phrase),
            Entry::Name(name) => row("name", name),
        });
        Self { rows: entries.chain(lexicon.chains().map(|chain| row("chain", chain))).collect() }
    }

    /// Returns the rows of one file, in its order.
    pub fn of_file(file: &LexiconFile) -> Self {
        let formulas = file.formulas.iter().map(|formula| row("formula", formula));
        let phrases = file.phrases.iter().map(|phrase| row("phrase", phrase));
        let names = file.names.iter().map(|name| row("name", name));
        let chains = file.chains.iter().map(|chain| row("chain", chain));
        Self { rows: formulas.chain(phrases).chain(names).chain(chains).collect() }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Appends the rows of `other`.
    pub fn extend(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }

    /// Returns for each row its cells, one for each of [`ENTRY_COLUMNS`], empty where the entry says nothing.
    pub fn cells(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(cells::of_row)
    }

    /// Returns the rows as CSV with a line of column names.
    pub fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ENTRY_COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        for row in std::iter::once(header).chain(self.cells()) {
            writer.write_record(row).expect("memory takes every row, and all have as many cells");
        }
        let bytes = writer.into_inner().expect("memory takes all that was written");
        String::from_utf8(bytes).expect("cells are texts")
    }

    /// Returns the rows as JSON, one object a line; lists are lists there, and what is unknown is left out.
    pub fn to_json_lines(&self) -> String {
        self.rows.iter().map(|row| Value::Object(row.clone()).to_string() + "\n").collect()
    }
}

impl LexiconFile {
    /// Reads entries from CSV as [`EntryRows::to_csv`] writes it: any of [`ENTRY_COLUMNS`] in any order, `sort` a formula where
    /// it is missing.
    ///
    /// The file is named after itself, its version is 0, and it is the source of entries that name none.
    ///
    /// # Errors
    ///
    /// Every problem of the rows at once, each with its line.
    pub fn parse_csv(file: &str, csv: &str) -> Result<Self, crate::Error> {
        read::csv(file, csv)
    }

    /// Reads entries from JSON Lines as [`EntryRows::to_json_lines`] writes them; the keys are those of the TOML format.
    ///
    /// # Errors
    ///
    /// As [`LexiconFile::parse_csv`].
    pub fn parse_json_lines(file: &str, lines: &str) -> Result<Self, crate::Error> {
        read::json_lines(file, lines)
    }
}

/// Returns the fields of an entry that say something, with its sort.
fn row(sort: &str, entry: &impl Serialize) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("sort".to_owned(), Value::from(sort));
    if let Ok(Value::Object(fields)) = serde_json::to_value(entry) {
        row.extend(fields.into_iter().filter_map(|(key, value)| Some((key, said(value)?))));
    }
    row
}

/// Returns the value without its unknown parts, or `None` when nothing is left. An empty list stays: it is known.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(fields) => {
            let fields: Map<String, Value> =
                fields.into_iter().filter_map(|(key, value)| Some((key, said(value)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        Value::Array(values) => Some(Value::Array(values.into_iter().filter_map(said).collect())),
        value => Some(value),
    }
}
