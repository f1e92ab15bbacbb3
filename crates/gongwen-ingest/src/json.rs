//! JSON and JSON Lines: the items that look like documents.
//!
//! An item is an object; its text is one of its strings. Objects inside are flattened to
//! `outer.inner`; a list of strings is one string of several lines. A file that is one object holds
//! one document, unless its text is in a list of objects. The parser refuses values that are nested
//! more than 128 deep.

use serde_json::Value;

use crate::document::{FileFormat, Note};
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::records::{self, Record};

/// Reads a JSON file; one that turns out to hold a value a line is read as JSON Lines.
pub(crate) fn read(text: &str, wanted: Option<&str>) -> Result<Vec<Extract>, ErrorKind> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            let first: Option<&str> = text.lines().find(|line| !line.trim().is_empty());
            if lines > 1
                && first.is_some_and(|line| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok())
            {
                return read_lines(text, wanted);
            }
            return Err(ErrorKind::Malformed { format: FileFormat::Json, reason: error.to_string() });
        }
    };
    let list = match &value {
        Value::Array(items) => Some(items),
        value if has_text(value, wanted) => None,
        value => largest_list(value),
    };
    let Some(items) = list else {
        let mut one = records::documents(vec![record(1, &value)], wanted, Vec::new())?;
        for extract in &mut one {
            extract.row = None;
        }
        return Ok(one);
    };
    let mut notes = Vec::new();
    let mut found = Vec::new();
    for (row, item) in (1..).zip(items) {
        match item {
            Value::Object(_) | Value::String(_) => found.push(record(row, item)),
            _ => notes.push(Note::RowSkipped { row, reason: "neither an object nor a string".to_owned() }),
        }
    }
    records::documents(found, wanted, notes)
}

/// Reads JSON Lines; lines that are not JSON are skipped and said.
pub(crate) fn read_lines(text: &str, wanted: Option<&str>) -> Result<Vec<Extract>, ErrorKind> {
    let mut notes = Vec::new();
    let mut found = Vec::new();
    for (row, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(line) {
            Ok(value @ (Value::Object(_) | Value::String(_))) => found.push(record(row, &value)),
            Ok(_) => {
                notes.push(Note::RowSkipped { row, reason: "neither an object nor a string".to_owned() });
            }
            Err(error) => notes.push(Note::RowSkipped { row, reason: error.to_string() }),
        }
    }
    if found.is_empty() && !notes.is_empty() {
        let reason = "no line holds a JSON object or string".to_owned();
        return Err(ErrorKind::Malformed { format: FileFormat::JsonLines, reason });
    }
    records::documents(found, wanted, notes)
}

fn record(row: usize, value: &Value) -> Record {
    let mut columns = Vec::new();
    match value {
        Value::String(text) => columns.push(("text".to_owned(), text.clone())),
        value => flatten(value, "", &mut columns),
    }
    Record { row, columns }
}

/// Recursion is as deep as the parser lets values nest.
fn flatten(value: &Value, name: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(value, &name, out);
            }
        }
        Value::Array(items) => {
            let lines: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            if !lines.is_empty() {
                out.push((name.to_owned(), lines.join("\n")));
            }
        }
        Value::String(text) => out.push((name.to_owned(), text.clone())),
        Value::Number(number) => out.push((name.to_owned(), number.to_string())),
        Value::Bool(flag) => out.push((name.to_owned(), flag.to_string())),
        Value::Null => {}
    }
}

/// Returns whether an object has its text in itself rather than in a list.
fn has_text(value: &Value, wanted: Option<&str>) -> bool {
    let columns = record(1, value).columns;
    records::has_text_column(&columns, wanted)
}

/// Returns the longest list of objects below `value`.
fn largest_list(value: &Value) -> Option<&Vec<Value>> {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => Some(items),
        Value::Object(fields) => fields.values().filter_map(largest_list).max_by_key(|items| items.len()),
        _ => None,
    }
}
