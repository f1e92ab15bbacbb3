//! `text`: what the other verbs see.

use super::{each_document, engine};
use crate::args::{Common, TextArgs};
use crate::output::Output;
use anyhow::{Result, bail};
use gongwen::{EditRow, Format, Inputs, StructureRow, TextRow, View};
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(common: &Common, args: &TextArgs) -> Result<bool> {
    let engine = engine(common, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let mut output = Output::open(&args.output)?;
    if !matches!(output.format, Format::Table | Format::JsonLines) {
        bail!("`text` writes plain text or --format jsonl, not {}", output.format.as_str());
    }
    let complete = if args.structure {
        each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.structure(document),
            |rows| write_rows(&mut output, &rows, structure_line),
        )?
    } else if args.edits {
        each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.edits(document),
            |rows| write_rows(&mut output, &rows, edit_line),
        )?
    } else {
        let view = if args.source { View::Source } else { View::Reading };
        let mut first = true;
        each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.text(document, view),
            |row| {
                let several = inputs.len() > 1;
                let between = !std::mem::take(&mut first);
                write_text(&mut output, &row, several, between)
            },
        )?
    };
    output.finish(None)?;
    Ok(complete)
}

/// The bare text for one file; a head line with the document's data before each of several.
fn write_text(output: &mut Output, row: &TextRow, several: bool, between: bool) -> Result<()> {
    if output.format == Format::JsonLines {
        return output.json_line(row);
    }
    if several {
        let known = [&row.head.title, &row.head.date, &row.head.issuer, &row.head.number];
        let head: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
        writeln!(output, "{}==> {} <== {}", if between { "\n" } else { "" }, row.head.doc, head.join(" · "))?;
    } else if between {
        output.write_all(b"\n")?;
    }
    output.write_all(row.text.as_bytes())?;
    if !row.text.ends_with('\n') {
        output.write_all(b"\n")?;
    }
    Ok(())
}

fn write_rows<R: Serialize>(output: &mut Output, rows: &[R], line: fn(&R) -> String) -> Result<()> {
    for row in rows {
        match output.format {
            Format::JsonLines => output.json_line(row)?,
            _ => writeln!(output, "{}", line(row))?,
        }
    }
    Ok(())
}

fn structure_line(row: &StructureRow) -> String {
    let level = row.level.map_or_else(String::new, |level| format!(" {level}"));
    let run_in = if row.run_in == Some(true) { ", run-in" } else { "" };
    format!("{}:{}: {}{level}{run_in}: {}", row.doc, row.line, row.part, row.text.replace('\n', " "))
}

fn edit_line(row: &EditRow) -> String {
    format!("{}:{}:{}: {}: {:?} → {:?}", row.doc, row.line, row.column, row.kind, row.source, row.reading)
}
