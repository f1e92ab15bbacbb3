//! One module a verb. Each returns whether everything was read.

pub(crate) mod check;
pub(crate) mod discover;
pub(crate) mod formulas;
pub(crate) mod freq;
pub(crate) mod lexicon;
pub(crate) mod manual;
pub(crate) mod segment;
pub(crate) mod text;

use crate::args::{Common, Top, WordArgs};
use crate::output::Output;
use crate::report::Reporter;
use anyhow::{Result, ensure};
use gongwen::{Counted, Document, Engine, Excerpt, Format, Inputs, Note, Outcome, STANDARD_INPUT, Settings};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

/// Loads the engine with the settings file that governs the inputs and the options of the command line.
fn engine(common: &Common, paths: &[PathBuf]) -> Result<Engine> {
    engine_with(common, common.settings(), paths)
}

/// The same for a verb that segments.
fn engine_for_words(common: &Common, words: &WordArgs, paths: &[PathBuf]) -> Result<Engine> {
    let is_standard_input = |path: &&PathBuf| path.as_path() == Path::new(STANDARD_INPUT);
    let lists = words.dictionary.iter().filter(is_standard_input).count();
    let has_documents = paths.iter().any(|path| is_standard_input(&path));
    ensure!(
        lists + usize::from(has_documents) <= 1,
        "standard input (-) is named {}; it can be read once only",
        if has_documents { "as a document and as a dictionary" } else { "as two dictionaries" }
    );
    engine_with(common, words.over(common.settings()), paths)
}

fn engine_with(common: &Common, options: Settings, paths: &[PathBuf]) -> Result<Engine> {
    let file = common.config.clone().or_else(|| Settings::discover(paths));
    let base = file.map(|file| Settings::from_file(&file)).transpose()?.unwrap_or_default();
    Ok(Engine::new(base.overlaid(options))?)
}

/// Reads every document, does `work` on it in parallel, and hands the results to `write` in order.
///
/// Unreadable files and notes go to standard error. The first error of `write` ends the run.
fn each_document<T: Send>(
    engine: &Engine,
    inputs: &Inputs,
    quiet: bool,
    work: impl Fn(&Document) -> T + Sync,
    write: impl FnMut(T) -> Result<()>,
) -> Result<bool> {
    each_document_noted(engine, inputs, quiet, |document| (None, work(document)), write)
}

/// The same for work that may have a note about its document.
fn each_document_noted<T: Send>(
    engine: &Engine,
    inputs: &Inputs,
    quiet: bool,
    work: impl Fn(&Document) -> (Option<Note>, T) + Sync,
    mut write: impl FnMut(T) -> Result<()>,
) -> Result<bool> {
    let reporter = Reporter::new(inputs.len(), quiet);
    let mut failure = None;
    let noted = |document: &Document| {
        let (note, result) = work(document);
        let notes = document.notes.iter().cloned().map(Note::from).chain(note).collect();
        (document.id.clone(), notes, result)
    };
    let tally = engine.each_document(inputs, noted, |_, outcome: Outcome<(String, Vec<Note>, T)>| {
        reporter.advance();
        match outcome {
            Outcome::Read(documents) => {
                for (id, notes, result) in documents {
                    reporter.notes(&id, &notes);
                    if let Err(error) = write(result) {
                        failure = Some(error);
                        return ControlFlow::Break(());
                    }
                }
            }
            Outcome::PassedOver(error) => reporter.passed_over(&error),
            Outcome::Failed(error) => reporter.unreadable(&error),
        }
        ControlFlow::Continue(())
    });
    match failure {
        Some(error) => Err(error),
        None => Ok(reporter.finish(tally)),
    }
}

/// Writes the line around a place with carets under it, in the columns of a terminal.
fn write_excerpt(out: &mut impl Write, excerpt: &Excerpt) -> Result<()> {
    writeln!(out, "  | {}{}{}", excerpt.before, excerpt.surface, excerpt.after)?;
    let carets = "^".repeat(excerpt.surface.width().max(1));
    writeln!(out, "  | {}{carets}", " ".repeat(excerpt.before.width()))?;
    Ok(())
}

/// Runs a count over all inputs, writes its table, and says what could not be read.
///
/// Rows beyond `top` are left out; in the format for people their number is said.
fn count(
    inputs: &Inputs,
    quiet: bool,
    mut output: Output,
    top: &Top,
    count: impl FnOnce(&(dyn Fn() + Sync)) -> Result<Counted, gongwen::Error>,
) -> Result<bool> {
    let reporter = Reporter::new(inputs.len(), quiet);
    let Counted { table, tally, failures, passed_over, notes } = count(&|| reporter.advance())?;
    passed_over.iter().for_each(|error| reporter.passed_over(error));
    failures.iter().for_each(|error| reporter.unreadable(error));
    notes.iter().for_each(|(document, notes)| reporter.notes(document, notes));
    let shown = top.rows(output.format == Format::Table).min(table.len());
    output.table(&table.head(shown))?;
    if output.format == Format::Table && shown < table.len() {
        reporter.advice(&format!("{} more rows; --top 0 shows all", table.len() - shown));
    }
    output.finish(Some(table.provenance_json()))?;
    Ok(reporter.finish(tally))
}
