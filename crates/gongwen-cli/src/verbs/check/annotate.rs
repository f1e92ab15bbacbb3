//! `check --annotate`: the findings of a DOCX in a copy of it.

use crate::output::Saved;
use crate::report;
use anyhow::Result;
use gongwen::{AnnotateOptions, Annotated, Checker, Engine, Inputs, Known};
use std::path::Path;

/// Writes the copy; returns what it is made of.
pub(super) fn run(
    engine: &Engine,
    inputs: &Inputs,
    quiet: bool,
    checker: &Checker<'_>,
    known: &Known,
    options: &AnnotateOptions,
    path: &Path,
) -> Result<Annotated> {
    let saved = Saved::open(path)?;
    let annotated = engine.annotate(checker, known, inputs, options)?;
    saved.finish(&annotated.bytes)?;
    if !quiet {
        for note in &annotated.notes {
            report::advice(&format!("{}: {note}", annotated.document.id));
        }
        let Annotated { revisions, comments, present, .. } = &annotated;
        let there = if *present > 0 { format!("; {present} comments were there") } else { String::new() };
        report::advice(&format!(
            "{}: {comments} comments, {revisions} tracked changes{there}",
            path.display()
        ));
    }
    Ok(annotated)
}
