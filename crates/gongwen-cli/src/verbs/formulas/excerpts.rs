//! Every hit with the line around it: for reading through a document rather than over it.

use super::notes::notes;
use super::{each_document, wanted, write_excerpt};
use crate::args::{Common, FormulasArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{DocumentHead, Engine, Excerpt, FormulaRow, Inputs};
use std::io::Write;

/// The characters shown on each side of a hit.
const REACH: usize = 18;

/// Writes the hits of all documents, a block each.
pub(super) fn run(
    engine: &Engine,
    inputs: &Inputs,
    common: &Common,
    args: &FormulasArgs,
    mut output: Output,
) -> Result<bool> {
    let find = |document: &gongwen::Document| {
        let rows = wanted(engine, document, args);
        let excerpts = engine.excerpts(document, &rows, REACH);
        (DocumentHead::of(document), rows, excerpts)
    };
    let complete = each_document(engine, inputs, common.quiet, find, |(head, rows, excerpts)| {
        let mut heading = None;
        for (row, excerpt) in rows.iter().zip(&excerpts) {
            if excerpt.heading != heading {
                heading.clone_from(&excerpt.heading);
                if let Some(heading) = &heading {
                    writeln!(output, "{}  {heading}", head.doc)?;
                }
            }
            block(&mut output, &head.doc, row, excerpt)?;
        }
        Ok(())
    })?;
    output.finish(None)?;
    Ok(complete)
}

fn block(out: &mut impl Write, doc: &str, row: &FormulaRow, excerpt: &Excerpt) -> Result<()> {
    let known = if row.id.is_some() { row.level } else { "not in the lexicon" };
    let verb = row.verb.as_ref().map(|verb| format!(", verb {verb}")).unwrap_or_default();
    let speaker = row.quoted_from.as_ref().map(|by| format!(", quoted from {}", by.name)).unwrap_or_default();
    writeln!(
        out,
        "{doc}:{}:{}  {}  {}, {}, {known}{verb}{speaker}",
        row.line, row.column, row.canonical, row.class, row.kind
    )?;
    write_excerpt(out, excerpt)?;
    let items = row.items.as_ref().or(row.resolved_items.as_ref());
    for (at, item) in items.into_iter().flatten().enumerate() {
        writeln!(out, "  {:>3} {item}", at + 1)?;
    }
    if let Some(from) = row.items_from.as_ref() {
        writeln!(out, "      from line {}", from.line)?;
    }
    for note in notes(row) {
        writeln!(out, "      {note}")?;
    }
    Ok(())
}
