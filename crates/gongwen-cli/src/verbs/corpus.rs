//! `corpus`: saved corpora are made, extended, shown and exported.

use super::engine_for_words;
use crate::args::{Common, CorpusMaking};
use crate::args::{CorpusAddArgs, CorpusBuildArgs, CorpusExportArgs, CorpusInfoArgs, CorpusRecutArgs};
use crate::output::Output;
use crate::report::{Reporter, advice};
use anyhow::{Result, anyhow};
use gongwen::{BuiltCorpus, Corpus, CorpusOptions, Existing, Format, Formulas, Inputs, Table};
use std::io::Write;
use std::path::Path;

pub(crate) fn build(common: &Common, args: &CorpusBuildArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.making.words, &args.paths)?;
    let inputs = Inputs::resolve(&args.paths)?;
    let reporter = Reporter::new(inputs.len(), common.quiet);
    let existing = existing(args.replace);
    let built = engine
        .build_corpus(&inputs, &args.output, options(&args.making), existing, &|| reporter.advance())?;
    done(&reporter, &built, &args.output)
}

pub(crate) fn add(common: &Common, args: &CorpusAddArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.making.words, &args.paths)?;
    let inputs = Inputs::resolve(&args.paths)?;
    let reporter = Reporter::new(inputs.len(), common.quiet);
    let built = engine.add_to_corpus(&inputs, &args.name, options(&args.making), &|| reporter.advance())?;
    done(&reporter, &built, &args.name)
}

pub(crate) fn recut(common: &Common, args: &CorpusRecutArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.making.words, std::slice::from_ref(&args.name))?;
    let old = gongwen::open_saved(&args.name)?;
    let reporter = Reporter::new(old.documents(), common.quiet);
    let progress = || reporter.advance();
    let built =
        engine.recut_corpus(&old, &args.output, options(&args.making), existing(args.replace), &progress)?;
    done(&reporter, &built, &args.output)
}

fn existing(replace: bool) -> Existing {
    if replace { Existing::Replace } else { Existing::Keep }
}

fn options(making: &CorpusMaking) -> CorpusOptions {
    let formulas = if making.no_formulas { Formulas::Skip } else { Formulas::Find };
    CorpusOptions { mode: making.mode.into(), formulas }
}

fn done(reporter: &Reporter, built: &BuiltCorpus, path: &Path) -> Result<bool> {
    super::tell(reporter, &built.counted);
    let size = &built.built;
    reporter.advice(&format!(
        "{}: {} documents, {} tokens, {} types, {} bytes",
        path.display(),
        size.documents,
        size.tokens,
        size.types,
        size.bytes
    ));
    Ok(reporter.finish(built.counted.tally))
}

pub(crate) fn info(args: &CorpusInfoArgs) -> Result<bool> {
    let mut output = Output::open(&args.output)?;
    if args.verify {
        let files = gongwen::verify_corpus(&args.name)?;
        let table = Table::builder("files")
            .text("file", files.iter().map(|file| &file.0))
            .count("bytes", files.iter().map(|file| file.1))
            .text("state", files.iter().map(|file| file.2.as_deref().unwrap_or("whole")))
            .build()?;
        output.table(&table)?;
        output.finish(None)?;
        return Ok(files.iter().all(|file| file.2.is_none()));
    }
    let corpus = gongwen::open_saved(&args.name)?;
    let table = gongwen::corpus_table(&corpus)?;
    match output.format {
        Format::Table => {
            for column in table.columns() {
                writeln!(output, "{:<12} {}", column.name(), display(&column.value(0)))?;
            }
        }
        _ => output.table(&table)?,
    }
    output.finish(None)?;
    Ok(true)
}

fn display(value: &gongwen::Value<'_>) -> String {
    match value {
        gongwen::Value::Text(text) | gongwen::Value::Date(text) => (*text).to_owned(),
        gongwen::Value::Count(count) => count.to_string(),
        gongwen::Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        gongwen::Value::List(items) => items.join(", "),
        _ => String::new(),
    }
}

pub(crate) fn export(common: &Common, args: &CorpusExportArgs) -> Result<bool> {
    let corpus: Corpus = gongwen::open_saved(&args.name).map_err(|error| anyhow!(error))?;
    for (path, rows) in gongwen::export_corpus(&corpus, &args.output)? {
        if !common.quiet {
            advice(&format!("{}: {rows} rows", path.display()));
        }
    }
    Ok(true)
}
