//! Rows → a lexicon file: the rows are written as TOML and read as such, and places are carried back to the rows.

use serde_json::{Map, Value};

use super::cells::{COLUMNS, to_row};
use crate::error::{Diagnostic, Error, Problem};
use crate::file::{ContentHash, LexiconFile};
use crate::model::Place;
use crate::{parse, short, write};

/// The sorts of rows, in the order of a file, and the tables that they are in TOML.
const SORTS: &[&str] = &["formula", "phrase", "name", "chain"];
const TABLES: &[&str] = &["formula", "phrase", "proper_name", "chain"];

/// A row with the line that it begins on.
struct Row {
    line: u32,
    fields: Map<String, Value>,
}

pub(super) fn csv(file: &str, text: &str) -> Result<LexiconFile, Error> {
    let mut problems = Vec::new();
    let content = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(content.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return Err(fault(file, 1, error.to_string())),
    };
    for name in columns.iter().filter(|name| !COLUMNS.contains(&name.as_str())) {
        let problem =
            Problem::UnknownKey { key: name.clone(), table: "the columns", accepted: COLUMNS.to_vec() };
        problems.push(diagnostic(file, 1, problem));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, |position| position.line() as u32);
                if record.len() > columns.len() {
                    let message = format!("{} cells in a row under {} columns", record.len(), columns.len());
                    problems.push(diagnostic(file, line, Problem::Syntax { message }));
                    continue;
                }
                let cells = columns.iter().map(String::as_str).zip(&record);
                if record.iter().any(|cell| !cell.trim().is_empty()) {
                    rows.push(Row { line, fields: to_row(cells) });
                }
            }
            Err(error) => {
                let line = error.position().map_or(1, |position| position.line() as u32);
                problems.push(diagnostic(file, line, Problem::Syntax { message: error.to_string() }));
            }
        }
    }
    read(file, text, rows, problems)
}

pub(super) fn json_lines(file: &str, text: &str) -> Result<LexiconFile, Error> {
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if content.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(content) {
            Ok(fields) => rows.push(Row { line, fields }),
            Err(error) => {
                let message = format!("not an object in JSON: {error}");
                problems.push(diagnostic(file, line, Problem::Syntax { message }));
            }
        }
    }
    read(file, text, rows, problems)
}

/// Reads the rows; `problems` are those that kept others from becoming rows.
fn read(file: &str, text: &str, rows: Vec<Row>, mut problems: Vec<Diagnostic>) -> Result<LexiconFile, Error> {
    let mut sorted = Vec::with_capacity(rows.len());
    for mut row in rows {
        let sort = row.fields.remove("sort").unwrap_or_else(|| Value::from("formula"));
        let sort = sort.as_str().map_or_else(|| sort.to_string(), str::to_owned);
        let rank = [SORTS, TABLES].iter().find_map(|names| names.iter().position(|name| *name == sort));
        match rank {
            Some(rank) => sorted.push((rank, row)),
            None => {
                let problem = Problem::NotInSet { key: "sort", value: sort, accepted: SORTS };
                problems.push(diagnostic(file, row.line, problem));
            }
        }
    }
    let id = |row: &Row| row.fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    sorted.sort_by_cached_key(|(rank, row)| (*rank, id(row)));
    let (toml, lines) = toml(file, &sorted);
    // Rows begin where their table does; what stands before the first is the header, which is ours and right.
    let line_of = |place: Place| {
        let row = lines.partition_point(|(first, _)| *first <= place.line);
        Place { line: row.checked_sub(1).map_or(1, |row| lines[row].1), column: 1 }
    };
    match parse::parse(file, &toml) {
        Ok(mut read) if problems.is_empty() => {
            read.hash = ContentHash::of_text(text);
            read.each_place(|place| *place = line_of(*place));
            Ok(read)
        }
        Ok(read) => Error::unless(problems, read),
        Err(error) => {
            let found = error.diagnostics().iter().cloned();
            problems.extend(found.map(|fault| Diagnostic { place: line_of(fault.place), ..fault }));
            problems.sort_by_key(|problem| problem.place);
            Err(Error::new(problems))
        }
    }
}

/// Returns the rows as TOML, and for each the line on which it begins there with the line of the row.
fn toml(file: &str, rows: &[(usize, Row)]) -> (String, Vec<(u32, u32)>) {
    let name = short::name_of(file);
    let mut toml = format!("schema = 1\nname = {}\nversion = \"0\"\n", write::quoted(name));
    toml += &format!("license = \"unstated\"\nsource = [{}]\n", write::quoted(file));
    let mut line = 6;
    let mut lines = Vec::with_capacity(rows.len());
    for (rank, row) in rows {
        lines.push((line, row.line));
        toml += &format!("[[{}]]\n", TABLES[*rank]);
        line += 1;
        for (key, value) in &row.fields {
            if let Some(value) = value_in_toml(value) {
                toml += &format!("{} = {value}\n", write::quoted(key));
                line += 1;
            }
        }
    }
    (toml, lines)
}

/// Returns a value on one line of TOML, or `None` for what JSON calls null.
fn value_in_toml(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::String(text) => write::quoted(text),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().filter_map(value_in_toml).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                Some(format!("{} = {}", write::quoted(key), value_in_toml(value)?))
            };
            let fields: Vec<String> = fields.iter().filter_map(field).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    })
}

fn diagnostic(file: &str, line: u32, problem: Problem) -> Diagnostic {
    Diagnostic { file: file.to_owned(), place: Place { line, column: 1 }, id: None, problem }
}

fn fault(file: &str, line: u32, message: String) -> Error {
    Error::new(vec![diagnostic(file, line, Problem::Syntax { message })])
}
