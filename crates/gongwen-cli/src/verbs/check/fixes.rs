//! `check --fix`: fixed texts into their files, to standard output, or as a difference.

use super::each_document;
use crate::output::{Output, Saved};
use crate::report;
use anyhow::Result;
use gongwen::{Checker, Document, Engine, Fix, Inputs, STANDARD_INPUT};
use similar::TextDiff;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The byte order mark, which a text does not show and its file keeps.
const MARK: &str = "\u{feff}";

/// Fixes every document; returns whether all that were to change could be changed.
pub(super) fn run(
    engine: &Engine,
    inputs: &Inputs,
    quiet: bool,
    checker: &Checker<'_>,
    least: Fix,
    diff: bool,
    output: &mut Output,
) -> Result<bool> {
    let work = |document: &Document| {
        let (text, fixed) = engine.fix(checker, document, least);
        (document.id.clone(), document.text.as_str().to_owned(), text, fixed)
    };
    let (mut files, mut findings, mut refused) = (0usize, 0usize, 0usize);
    let complete = each_document(engine, inputs, quiet, work, |(id, before, after, fixed)| {
        if id == STANDARD_INPUT && !diff {
            output.write_all(after.as_bytes())?;
        } else if before == after {
            return Ok(());
        } else if diff {
            let changes = TextDiff::from_lines(&before, &after);
            write!(output, "{}", changes.unified_diff().header(&id, &id))?;
        } else if !replace(Path::new(&id), &before, &after)? {
            refused += 1;
            report::advice(&format!(
                "{id}: only plain text in UTF-8 can be fixed in its file; use --diff, or - for standard input"
            ));
            return Ok(());
        }
        (files, findings) = (files + 1, findings + fixed);
        Ok(())
    })?;
    if !quiet && !diff {
        report::advice(&format!("{findings} findings fixed in {files} files"));
    }
    Ok(complete && refused == 0)
}

/// Replaces the text of a file, if the file is that text and no more; returns whether it did.
fn replace(path: &Path, before: &str, after: &str) -> Result<bool> {
    let Ok(written) = fs::read(path) else { return Ok(false) };
    let marked = written.strip_prefix(MARK.as_bytes());
    if marked.unwrap_or(&written) != before.as_bytes() {
        return Ok(false);
    }
    let mark = if marked.is_some() { MARK } else { "" };
    Saved::open(path)?.finish(format!("{mark}{after}").as_bytes())?;
    Ok(true)
}
