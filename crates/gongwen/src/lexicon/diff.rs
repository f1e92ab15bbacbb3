//! What changed between two lexicons: entries added, removed and changed, field by field.

use super::files::{BUILTIN_LEXICON, files_named};
use crate::Error;
use gongwen_lexicon::{ENTRY_COLUMNS, EntryRows, Lexicon, LexiconFile};
use gongwen_table::{Provenance, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The differences of two lexicons.
pub struct LexiconDiff {
    /// One row for each entry added or removed and for each field changed: `change`, `sort`, `id`, `text`, `field`, `old`,
    /// `new`. Rows stand by sort and id, fields in the order of the columns of an export.
    pub table: Table,
    /// Number of entries added.
    pub added: usize,
    /// Number of entries removed.
    pub removed: usize,
    /// Number of entries changed.
    pub changed: usize,
}

impl LexiconDiff {
    /// Returns whether the two are equal, entry by entry.
    pub fn is_empty(&self) -> bool {
        self.added + self.removed + self.changed == 0
    }
}

/// Compares two lexicons by id. Each is a file, a folder, or [`BUILTIN_LEXICON`]; places, names of files and the order of
/// entries do not count. Without `new`, `old` is merged over the built-in lexicon, and what it changes there is returned.
///
/// # Errors
///
/// When a file cannot be read or has errors.
pub fn diff_lexicons(old: &Path, new: Option<&Path>) -> Result<LexiconDiff, Error> {
    let (before, after) = match new {
        Some(new) => (entries(&rows_of(&files_named(old)?)), entries(&rows_of(&files_named(new)?))),
        None => {
            let mut files = LexiconFile::builtin();
            files.extend(files_named(old)?);
            let merged = Lexicon::merge(files)?;
            (entries(&EntryRows::of_lexicon(&Lexicon::builtin())), entries(&EntryRows::of_lexicon(&merged)))
        }
    };
    let (from, to) = match new {
        Some(new) => (old.display().to_string(), new.display().to_string()),
        None => (BUILTIN_LEXICON.to_owned(), format!("{BUILTIN_LEXICON} with {}", old.display())),
    };
    let (mut rows, mut changed) = (Vec::new(), 0);
    let (mut added, mut removed) = (0, 0);
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in keys {
        match (before.get(key), after.get(key)) {
            (None, Some(entry)) => {
                added += 1;
                rows.push(Row::whole("added", entry));
            }
            (Some(entry), None) => {
                removed += 1;
                rows.push(Row::whole("removed", entry));
            }
            (Some(old), Some(new)) if old != new => {
                changed += 1;
                rows.extend(Row::of_fields(old, new));
            }
            _ => {}
        }
    }
    let mut provenance = Provenance::new("gongwen", env!("CARGO_PKG_VERSION"));
    provenance.set_parameter("old", from);
    provenance.set_parameter("new", to);
    let table = Table::builder("lexicon-diff")
        .text("change", rows.iter().map(|row| row.change))
        .text("sort", rows.iter().map(|row| row.sort.as_str()))
        .text("id", rows.iter().map(|row| row.id.as_str()))
        .text("text", rows.iter().map(|row| row.text.as_str()))
        .optional_text("field", rows.iter().map(|row| row.field))
        .optional_text("old", rows.iter().map(|row| row.old.as_deref()))
        .optional_text("new", rows.iter().map(|row| row.new.as_deref()))
        .provenance(provenance)
        .build()?;
    Ok(LexiconDiff { table, added, removed, changed })
}

fn rows_of(files: &[LexiconFile]) -> EntryRows {
    let mut rows = EntryRows::default();
    files.iter().for_each(|file| rows.extend(EntryRows::of_file(file)));
    rows
}

/// The cells of an entry, one for each column.
type Cells = Vec<String>;

/// Returns the entries by the rank of their sort and their id; of two with one id the later holds.
fn entries(rows: &EntryRows) -> BTreeMap<(usize, String), Cells> {
    let rank = |sort: &str| ["formula", "phrase", "name", "chain"].iter().position(|known| *known == sort);
    rows.cells()
        .map(|cells| ((rank(cell(&cells, "sort")).unwrap_or(0), cell(&cells, "id").to_owned()), cells))
        .collect()
}

fn cell<'c>(cells: &'c [String], column: &str) -> &'c str {
    let at = ENTRY_COLUMNS.iter().position(|name| *name == column);
    at.and_then(|at| cells.get(at)).map_or("", String::as_str)
}

struct Row {
    change: &'static str,
    sort: String,
    id: String,
    text: String,
    field: Option<&'static str>,
    old: Option<String>,
    new: Option<String>,
}

impl Row {
    fn whole(change: &'static str, entry: &[String]) -> Self {
        let [sort, id, text] = ["sort", "id", "text"].map(|column| cell(entry, column).to_owned());
        Self { change, sort, id, text, field: None, old: None, new: None }
    }

    /// Returns one row for each field in which two versions of an entry differ.
    fn of_fields<'e>(old: &'e [String], new: &'e [String]) -> impl Iterator<Item = Self> + 'e {
        let said = |text: &String| (!text.is_empty()).then(|| text.clone());
        let cells = ENTRY_COLUMNS.iter().zip(old.iter().zip(new)).filter(|(_, (old, new))| old != new);
        cells.map(move |(field, (before, after))| Self {
            field: Some(*field),
            old: said(before),
            new: said(after),
            ..Self::whole("changed", new)
        })
    }
}
