//! CSV and TSV: a document a row.
//!
//! Fields may hold line ends. The separator of a CSV is found by counting; a first row that looks
//! like data is data. A row without its text is skipped and said.

use crate::document::{FileFormat, Note};
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::records::{self, Record};

/// No name of a column is longer; a first row with longer fields is data.
const LONGEST_NAME: usize = 60;

pub(crate) fn read(text: &str, format: FileFormat, wanted: Option<&str>) -> Result<Vec<Extract>, ErrorKind> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let separator = if format == FileFormat::Tsv { b'\t' } else { separator(text) };
    // Many tab-separated files know no quotes; a lone one would swallow all that follows.
    let quoted =
        format != FileFormat::Tsv || (text.contains("\t\"") && text.matches('"').count().is_multiple_of(2));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoted)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let first = match rows.next() {
        Some(Ok(first)) => first,
        Some(Err(error)) => return Err(ErrorKind::Malformed { format, reason: error.to_string() }),
        None => return Ok(Vec::new()),
    };
    let is_header =
        first.iter().all(|name| name.chars().count() <= LONGEST_NAME && !name.contains(['。', '\n']));
    let header: Vec<String> = if is_header {
        first.iter().map(|name| name.trim().to_owned()).collect()
    } else {
        (1..=first.len()).map(|number| format!("column{number}")).collect()
    };
    let data = (!is_header).then_some(Ok(first)).into_iter().chain(rows);
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for (row, record) in (1..).zip(data) {
        match record {
            Ok(record) => {
                let columns = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
                found.push(Record { row, columns });
                if record.len() > header.len() {
                    let reason = format!(
                        "{} fields for {} columns; the last were left out",
                        record.len(),
                        header.len()
                    );
                    notes.push(Note::PartSkipped { part: format!("row {row}"), reason });
                }
            }
            Err(error) => notes.push(Note::RowSkipped { row, reason: error.to_string() }),
        }
    }
    if found.is_empty()
        && let Some(wanted) = wanted
        && !header.iter().any(|name| name == wanted)
    {
        return Err(ErrorKind::NoTextColumn { wanted: Some(wanted.to_owned()), columns: header });
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    records::documents(found, wanted, notes)
}

/// Returns the separator that the first line has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut inside = false;
    for byte in text.bytes() {
        match byte {
            b'"' => inside = !inside,
            b'\n' if !inside => break,
            byte if !inside => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
            _ => {}
        }
    }
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map_or(b',', |(separator, _)| *separator)
}
