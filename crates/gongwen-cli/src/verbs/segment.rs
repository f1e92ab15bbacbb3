//! `segment`: words, one document a line or one token a row.

use super::{each_document, engine};
use crate::args::{Common, SegmentArgs};
use crate::output::Output;
use anyhow::{Result, bail};
use gongwen::{Format, Inputs, Mode};
use std::io::Write;

pub(crate) fn run(common: &Common, args: &SegmentArgs) -> Result<bool> {
    let engine = engine(common, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let mut output = Output::open(&args.output)?;
    let (mode, forced) = (Mode::from(args.mode), args.forced());
    let complete = match output.format {
        Format::Table => each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.segmented(document, mode, forced),
            |line| {
                writeln!(output, "{line}")?;
                Ok(())
            },
        )?,
        Format::JsonLines => each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.tokens(document, mode, forced),
            |rows| rows.iter().try_for_each(|row| output.json_line(row)),
        )?,
        Format::Csv | Format::Tsv => each_document(
            &engine,
            &inputs,
            common.quiet,
            |document| engine.tokens(document, mode, forced),
            |rows| output.more_rows(&gongwen::token_table(&rows)?),
        )?,
        other => bail!("`segment` writes spaced text, csv, tsv or jsonl, not {}", other.as_str()),
    };
    output.finish(None)?;
    Ok(complete)
}
