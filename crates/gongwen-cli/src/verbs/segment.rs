//! `segment`: words, one document or line of it a line, or one token a row.

use super::{each_document_noted, engine_for_words};
use crate::args::{Common, SegmentArgs};
use crate::output::Output;
use anyhow::{Result, bail};
use gongwen::{Document, Format, Inputs, SegmentOptions};
use std::io::Write;

pub(crate) fn run(common: &Common, args: &SegmentArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.words, &args.input.paths)?;
    let options = SegmentOptions { mode: args.mode.into(), forced: args.forced() };
    let tokenizer = engine.tokenizer(options)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let mut output = Output::open(&args.output)?;
    let format = output.format;
    if let (false, Some(option)) = (format == Format::Table, args.only_spaced()) {
        bail!("{option} is about spaced text, not {}", format.as_str());
    }
    let rows = |document: &Document| (tokenizer.note(document), tokenizer.rows(document));
    let mut total = 0;
    let complete = match format {
        Format::Table => {
            let spaced = args.spaced();
            let line = |document: &Document| (tokenizer.note(document), tokenizer.spaced(document, &spaced));
            each_document_noted(&engine, &inputs, common.quiet, line, |line| {
                total += 1;
                writeln!(output, "{line}")?;
                Ok(())
            })?
        }
        Format::JsonLines => each_document_noted(&engine, &inputs, common.quiet, rows, |rows| {
            total += rows.len();
            rows.iter().try_for_each(|row| output.json_line(row))
        })?,
        Format::Csv | Format::Tsv => each_document_noted(&engine, &inputs, common.quiet, rows, |rows| {
            total += rows.len();
            output.more_rows(&gongwen::token_table(&rows)?)
        })?,
        other => bail!("`segment` writes spaced text, csv, tsv or jsonl, not {}", other.as_str()),
    };
    let name = if format == Format::Table { "documents" } else { "tokens" };
    output.finish(Some(gongwen::sidecar(name, total, &tokenizer.provenance())))?;
    Ok(complete)
}
