//! `lexicon list`, `show`, `check`, `diff`, `export`, `import`.

use super::engine;
use crate::args::{Common, DiffArgs, ExportArgs, ImportArgs, OutputArgs};
use crate::output::Output;
use crate::report;
use anyhow::Result;
use gongwen::{EntryCard, Format, NewHeader};
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
            write_card(&mut output, entry)?;
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
            Ok(report) => {
                writeln!(
                    out,
                    "{}: {} {} is right: {} formulas, {} phrases, {} names, {} chains",
                    file.display(),
                    report.name,
                    report.version,
                    report.formulas,
                    report.phrases,
                    report.names,
                    report.chains
                )?;
                for (what, entries) in [
                    ("overrides", &report.overrides),
                    ("disables", &report.disables),
                    ("says nothing new of", &report.known),
                ] {
                    if !entries.is_empty() {
                        writeln!(out, "  {what} {}", entries.join(", "))?;
                    }
                }
            }
            Err(error) => {
                report::file_failure(file, &error);
                clean = false;
            }
        }
    }
    Ok(clean)
}

/// Returns whether there was no difference.
pub(crate) fn diff(args: &DiffArgs) -> Result<bool> {
    let diff = gongwen::diff_lexicons(&args.old, args.new.as_deref())?;
    let mut output = Output::open(&args.output)?;
    if output.format != Format::Table {
        output.table(&diff.table)?;
    } else {
        if !diff.is_empty() {
            output.table(&diff.table)?;
        }
        writeln!(output, "{} added, {} removed, {} changed", diff.added, diff.removed, diff.changed)?;
    }
    output.finish(Some(diff.table.provenance_json()))?;
    Ok(diff.is_empty())
}

pub(crate) fn export(common: &Common, args: &ExportArgs) -> Result<bool> {
    let engine = engine(common, &[".".into()])?;
    let text = gongwen::export_lexicons(&engine, &args.paths, args.format())?;
    let mut output = Output::plain(args.output.as_deref())?;
    output.write_all(text.as_bytes())?;
    output.finish(None)?;
    Ok(true)
}

pub(crate) fn import(args: &ImportArgs) -> Result<bool> {
    let header = NewHeader {
        name: args.name.clone(),
        version: args.lexicon_version.clone(),
        license: args.license.clone(),
        source: args.source.clone(),
    };
    let toml = gongwen::import_lexicon(&args.file, args.syntax(), &header)?;
    let mut output = Output::plain(args.output.as_deref())?;
    output.write_all(toml.as_bytes())?;
    output.finish(None)?;
    Ok(true)
}

/// Prints the fields, a name before the first line of each.
fn write_card(output: &mut Output, card: &EntryCard) -> Result<()> {
    let width = card.fields.iter().map(|field| field.name.len()).max().unwrap_or(0);
    for field in &card.fields {
        for (at, line) in field.lines.iter().enumerate() {
            let name = if at == 0 { field.name } else { "" };
            writeln!(output, "{name:width$}  {line}")?;
        }
    }
    Ok(())
}
