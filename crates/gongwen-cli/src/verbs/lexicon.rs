//! `lexicon list`, `lexicon show`, `lexicon check`.

use super::engine;
use crate::args::{Common, OutputArgs};
use crate::output::Output;
use crate::report;
use anyhow::Result;
use gongwen::Format;
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;

pub(crate) fn list(common: &Common, output: &OutputArgs) -> Result<bool> {
    let table = engine(common, &[".".into()])?.lexicon_table()?;
    let mut output = Output::open(output)?;
    output.table(&table)?;
    output.finish(Some(table.provenance_json()))?;
    Ok(true)
}

pub(crate) fn show(common: &Common, name: &str, output: &OutputArgs) -> Result<bool> {
    let entries = engine(common, &[".".into()])?.lexicon_entry(name)?;
    let mut output = Output::open(output)?;
    for (at, entry) in entries.iter().enumerate() {
        if output.format == Format::Table {
            if at > 0 {
                writeln!(output)?;
            }
            write_fields(&mut output, entry)?;
        } else {
            output.json_line(entry)?;
        }
    }
    output.finish(None)?;
    Ok(true)
}

pub(crate) fn check(files: &[PathBuf]) -> Result<bool> {
    let mut clean = true;
    let mut out = std::io::stdout().lock();
    for file in files {
        match gongwen::check_lexicon(file) {
            Ok(report) => writeln!(
                out,
                "{}: {} {} is right: {} formulas, {} phrases, {} names, {} chains",
                file.display(),
                report.name,
                report.version,
                report.formulas,
                report.phrases,
                report.names,
                report.chains
            )?,
            Err(error) => {
                report::file_failure(file, &error);
                clean = false;
            }
        }
    }
    Ok(clean)
}

/// Prints the fields that say something, one a line, nested values in brackets.
fn write_fields(output: &mut Output, entry: &Value) -> Result<()> {
    let fields = entry.as_object().into_iter().flatten();
    let shown: Vec<(&String, String)> =
        fields.map(|(name, value)| (name, plain(value))).filter(|(_, text)| !text.is_empty()).collect();
    let width = shown.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, text) in shown {
        writeln!(output, "{name:width$}  {text}")?;
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            values.iter().map(plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、")
        }
        Value::Object(fields) => match (fields.len(), fields.get("text")) {
            (1, Some(text)) => plain(text),
            _ => fields
                .iter()
                .map(|(name, value)| (name, plain(value)))
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, text)| format!("{name}: {text}"))
                .collect::<Vec<_>>()
                .join("; "),
        },
        other => other.to_string(),
    }
}
