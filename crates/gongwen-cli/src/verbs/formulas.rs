//! `formulas`: hits for people and for machines, or counts of them.

mod excerpts;
mod listing;
mod notes;

use super::{each_document, engine, write_excerpt};
use crate::args::{Common, FormulasArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{Engine, Format, FormulaRow, Inputs};
use listing::Listing;

pub(crate) fn run(common: &Common, args: &FormulasArgs) -> Result<bool> {
    let engine = engine(common, &args.texts.input.paths)?;
    let inputs = super::texts(&engine, &args.texts.input.paths, &args.texts.unique, common.quiet)?;
    let output = Output::open(&args.output)?;
    if args.excerpts && output.format == Format::Table {
        return excerpts::run(&engine, &inputs, common, args, output);
    }
    match &args.by {
        Some(by) => super::count(&inputs, common.quiet, output, &args.top, |progress| {
            engine.count_formulas(&inputs, by, &args.class, progress)
        }),
        None => list(&engine, &inputs, common, args, output),
    }
}

fn list(
    engine: &Engine,
    inputs: &Inputs,
    common: &Common,
    args: &FormulasArgs,
    mut output: Output,
) -> Result<bool> {
    let find =
        |document: &gongwen::Document| (gongwen::DocumentHead::of(document), wanted(engine, document, args));
    let mut total = 0;
    let format = output.format;
    let complete = match format {
        Format::Table => {
            let mut listing = Listing::new(output.width(), output.is_terminal());
            let complete = each_document(engine, inputs, common.quiet, find, |(head, rows)| {
                listing.document(&mut output, &head, &rows)
            })?;
            listing.summary(&mut output)?;
            complete
        }
        Format::JsonLines => each_document(engine, inputs, common.quiet, find, |(_, rows)| {
            total += rows.len();
            rows.iter().try_for_each(|row| output.json_line(row))
        })?,
        Format::Csv | Format::Tsv => each_document(engine, inputs, common.quiet, find, |(_, rows)| {
            total += rows.len();
            output.more_rows(&gongwen::formula_table(&rows)?)
        })?,
        Format::Json | Format::Parquet | Format::Xlsx | Format::Html | Format::Svg => {
            let mut all: Vec<FormulaRow> = Vec::new();
            let complete = each_document(engine, inputs, common.quiet, find, |(_, rows)| {
                all.extend(rows);
                Ok(())
            })?;
            output.table(&gongwen::formula_table(&all)?.with_provenance(engine.provenance()))?;
            complete
        }
    };
    let sidecar = gongwen::sidecar("formulas", total, &engine.provenance());
    output.finish(Some(sidecar))?;
    Ok(complete)
}

/// Returns the hits of a document that are of the classes asked for.
fn wanted(engine: &Engine, document: &gongwen::Document, args: &FormulasArgs) -> Vec<FormulaRow> {
    let mut rows = engine.formulas(document);
    rows.retain(|row| args.class.is_empty() || args.class.iter().any(|class| class == row.class));
    rows
}
