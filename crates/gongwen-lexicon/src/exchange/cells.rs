//! The columns of a table of entries, and what stands in a cell.
//!
//! A text is written as it is. In a list `|` separates values and `>` the parts of a value with several: an item with the
//! dates between which it was valid, a wrong form with the right one. A backslash before `|`, `>` or a backslash makes it
//! a character of the text.

use serde_json::{Map, Value};

/// What a cell of a column holds.
#[derive(Clone, Copy)]
enum Shape {
    /// One text.
    Text,
    /// Texts.
    List,
    /// Numbers; `0` is the empty list, which says that nothing is counted.
    Numbers,
    /// Tables with these keys; one with only the first key is that text, where the format allows it.
    Tables(&'static [&'static str]),
}

/// The names of the columns, in their order; a dot stands between the key of a table and the key in it.
pub const COLUMNS: &[&str] = &{
    let mut names = [""; SHAPES.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = SHAPES[at].0;
        at += 1;
    }
    names
};

const SHAPES: &[(&str, Shape)] = &[
    ("sort", Shape::Text),
    ("id", Shape::Text),
    ("text", Shape::Text),
    ("sense", Shape::Text),
    ("context", Shape::List),
    ("kind", Shape::Text),
    ("class", Shape::Text),
    ("level", Shape::Text),
    ("domain", Shape::List),
    ("variants", Shape::List),
    ("items", Shape::Tables(&["text", "valid_from", "valid_to"])),
    ("slots", Shape::Numbers),
    ("order", Shape::Text),
    ("links", Shape::Tables(&["verb", "formula"])),
    ("verbs.prefer", Shape::List),
    ("verbs.accept", Shape::List),
    ("verbs.avoid", Shape::List),
    ("wrong", Shape::Tables(&["form", "right", "note"])),
    ("not_in", Shape::List),
    ("status", Shape::Text),
    ("superseded_by", Shape::Text),
    ("valid_from", Shape::Text),
    ("valid_to", Shape::Text),
    ("first.date", Shape::Text),
    ("first.event", Shape::Text),
    ("first.basis", Shape::Text),
    ("first.source", Shape::Text),
    ("gloss.en", Shape::Text),
    ("gloss.zh", Shape::Text),
    ("confidence", Shape::Text),
    ("examples", Shape::Tables(&["text", "hit"])),
    ("source", Shape::List),
    ("note", Shape::Text),
];

/// Returns the key under which a sort of entry has the value of a column: sorts name their text and variants each in
/// their own way.
fn key<'k>(sort: &str, column: &'k str) -> &'k str {
    match (sort, column) {
        ("formula", "text") => "label",
        ("name" | "proper_name", "text") => "full",
        ("name" | "proper_name", "variants") => "short",
        _ => column,
    }
}

/// Returns the cells of a row, one for each column.
pub(super) fn of_row(row: &Map<String, Value>) -> Vec<String> {
    let sort = row.get("sort").and_then(Value::as_str).unwrap_or_default();
    SHAPES
        .iter()
        .map(|(column, shape)| {
            let value = match column.split_once('.') {
                Some((table, key)) => row.get(table).and_then(|table| table.get(key)),
                None => row.get(key(sort, column)),
            };
            value.map_or_else(String::new, |value| cell(value, *shape))
        })
        .collect()
}

fn cell(value: &Value, shape: Shape) -> String {
    match (value, shape) {
        (Value::Array(values), Shape::Numbers) if values.is_empty() => "0".to_owned(),
        (Value::Array(values), shape) => {
            let values: Vec<String> = values.iter().map(|value| element(value, shape)).collect();
            values.join("|")
        }
        (value, _) => plain(value),
    }
}

fn element(value: &Value, shape: Shape) -> String {
    match (value, shape) {
        (Value::Object(fields), Shape::Tables(keys)) => {
            let part = |key: &&str| fields.get(*key).map(|value| escaped(&plain(value))).unwrap_or_default();
            let parts: Vec<String> = keys.iter().map(part).collect();
            parts.join(">").trim_end_matches('>').to_owned()
        }
        (value, _) => escaped(&plain(value)),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('>', "\\>")
}

/// Splits at a separator that no backslash precedes; the parts keep their backslashes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut from, mut is_escaped) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == separator && !is_escaped {
            parts.push(&text[from..at]);
            from = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    parts.push(&text[from..]);
    parts
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

/// Returns the row that the cells say, each given with its column; empty cells say nothing.
pub(super) fn to_row<'c>(cells: impl Iterator<Item = (&'c str, &'c str)> + Clone) -> Map<String, Value> {
    let named = cells.clone().find(|(column, _)| *column == "sort").map(|(_, sort)| sort.trim());
    let sort = named.filter(|sort| !sort.is_empty()).unwrap_or("formula");
    let mut row = Map::new();
    row.insert("sort".to_owned(), Value::from(sort));
    for (column, text) in cells.map(|(column, text)| (column, text.trim())) {
        let shape = SHAPES.iter().find(|(name, _)| *name == column).map(|(_, shape)| *shape);
        let (Some(shape), false) = (shape, text.is_empty() || column == "sort") else { continue };
        let value = value(text, shape);
        match column.split_once('.') {
            Some((table, key)) => {
                let table = row.entry(table).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(fields) = table {
                    fields.insert(key.to_owned(), value);
                }
            }
            None => _ = row.insert(key(sort, column).to_owned(), value),
        }
    }
    row
}

fn value(text: &str, shape: Shape) -> Value {
    let elements = || split(text, '|').into_iter().map(str::trim).filter(|element| !element.is_empty());
    match shape {
        Shape::Text => Value::from(text),
        Shape::List => elements().map(unescaped).map(Value::from).collect(),
        Shape::Numbers if text == "0" => Value::Array(Vec::new()),
        // What is no number stays a text, so that the check of the format names it.
        Shape::Numbers => elements()
            .map(|number| number.parse::<u32>().map_or_else(|_| Value::from(number), Value::from))
            .collect(),
        Shape::Tables(keys) => elements().map(|element| table(element, keys)).collect(),
    }
}

fn table(element: &str, keys: &[&str]) -> Value {
    let parts = split(element, '>').into_iter().map(|part| unescaped(part.trim()));
    let said = keys.iter().zip(parts).filter(|(_, part)| !part.is_empty());
    let fields = said.map(|(key, part)| match (*key, part.as_str()) {
        ("hit", "true" | "false") => ((*key).to_owned(), Value::from(part == "true")),
        _ => ((*key).to_owned(), Value::from(part)),
    });
    Value::Object(fields.collect())
}
