//! What a corpus knows about its documents besides their text, and conditions on it.

use super::cut::DocumentInfo;
use gongwen_table::{Table, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The documents of a part of a corpus, as a table with a row each.
#[derive(Clone, Debug)]
pub(crate) struct Documents {
    table: Table,
}

/// What is known about a document, borrowed from the corpus.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'c> {
    table: &'c Table,
    row: usize,
}

/// A document of a part that grows, with what was counted in it.
#[derive(Clone, Debug)]
pub(crate) struct DocumentRow {
    pub(crate) info: DocumentInfo,
    pub(crate) tokens: u64,
    pub(crate) characters: u64,
}

impl Documents {
    pub(crate) fn of(rows: &[DocumentRow]) -> Result<Documents, gongwen_table::Error> {
        let infos = || rows.iter().map(|row| &row.info);
        let extra = |info: &DocumentInfo| {
            (!info.extra.is_empty()).then(|| serde_json::to_string(&info.extra).unwrap_or_default())
        };
        let table = Table::builder("documents")
            .text("doc", infos().map(|info| &info.id))
            .optional_text("title", infos().map(|info| info.title.as_deref()))
            .optional_text("date", infos().map(|info| info.date.as_deref()))
            .optional_text("issuer", infos().map(|info| info.issuer.as_deref()))
            .optional_text("number", infos().map(|info| info.number.as_deref()))
            .optional_text("genre", infos().map(|info| info.genre.as_deref()))
            .optional_text("extra", infos().map(extra))
            .count("tokens", rows.iter().map(|row| row.tokens))
            .count("characters", rows.iter().map(|row| row.characters))
            .build()?;
        Ok(Documents { table })
    }

    pub(crate) fn read(bytes: Vec<u8>) -> Result<Documents, gongwen_table::Error> {
        let table = Table::from_parquet(bytes)?;
        for name in ["doc", "title", "date", "issuer", "number", "genre", "extra", "tokens", "characters"] {
            table.column(name)?;
        }
        Ok(Documents { table })
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn view(&self, row: usize) -> DocumentView<'_> {
        DocumentView { table: &self.table, row }
    }
}

/// The columns that every document may have, those derived from the date included.
pub const USUAL_COLUMNS: [&str; 8] =
    ["title", "date", "issuer", "number", "genre", "year", "quarter", "month"];

/// Returns what a date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) says in a column derived from it: `year` (2023), `quarter` (2023-Q2) or `month` (2023-05). A
/// date without month has no quarter and no month.
pub fn derived<'d>(date: &'d str, column: &str) -> Option<Cow<'d, str>> {
    match column {
        "year" => date.get(..4).map(Cow::Borrowed),
        "month" => date.get(..7).map(Cow::Borrowed),
        "quarter" => {
            let month: u32 = date.get(5..7)?.parse().ok()?;
            Some(Cow::Owned(format!("{}-Q{}", date.get(..4)?, month.div_ceil(3))))
        }
        _ => None,
    }
}

impl<'c> DocumentView<'c> {
    fn text(&self, column: &str) -> Option<&'c str> {
        match self.table.column(column).ok()?.value(self.row) {
            Value::Text(text) | Value::Date(text) => Some(text),
            _ => None,
        }
    }

    fn number_in(&self, column: &str) -> u64 {
        match self.table.column(column).map(|column| column.value(self.row)) {
            Ok(Value::Count(count)) => count,
            _ => 0,
        }
    }

    /// Returns the document's id.
    pub fn id(&self) -> &'c str {
        self.text("doc").unwrap_or_default()
    }

    /// Returns its date, ISO 8601.
    pub fn date(&self) -> Option<&'c str> {
        self.text("date")
    }

    /// Returns its issuer.
    pub fn issuer(&self) -> Option<&'c str> {
        self.text("issuer")
    }

    /// Returns the number of its tokens.
    pub fn tokens(&self) -> u64 {
        self.number_in("tokens")
    }

    /// Returns the number of characters of its reading.
    pub fn characters(&self) -> u64 {
        self.number_in("characters")
    }

    /// Returns what it has in a column: `doc`, `title`, `date`, `issuer`, `number`, `genre`, a further column of its metadata, or one
    /// derived from the date: `year` (2023), `quarter` (2023-Q2), `month` (2023-05).
    pub fn value(&self, column: &str) -> Option<Cow<'c, str>> {
        match column {
            "doc" | "title" | "date" | "issuer" | "number" | "genre" => self.text(column).map(Cow::Borrowed),
            "year" | "quarter" | "month" => derived(self.date()?, column),
            other => self.extra().remove(other).map(Cow::Owned),
        }
    }

    /// Returns the further columns of its metadata.
    pub fn extra(&self) -> BTreeMap<String, String> {
        self.text("extra").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// Returns everything that is known, but the hash of the source.
    pub(crate) fn to_row(self) -> DocumentRow {
        let own = |column: &str| self.text(column).map(str::to_string);
        DocumentRow {
            info: DocumentInfo {
                id: self.id().to_string(),
                title: own("title"),
                date: own("date"),
                issuer: own("issuer"),
                number: own("number"),
                genre: own("genre"),
                extra: self.extra(),
                digest: [0; 32],
            },
            tokens: self.tokens(),
            characters: self.characters(),
        }
    }
}
