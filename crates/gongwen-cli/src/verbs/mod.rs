//! One module a verb. Each returns whether everything was read.

pub(crate) mod check;
pub(crate) mod collocates;
pub(crate) mod compare;
pub(crate) mod cooccur;
pub(crate) mod corpus;
pub(crate) mod density;
pub(crate) mod discover;
pub(crate) mod dispersion;
pub(crate) mod diversity;
pub(crate) mod formulas;
pub(crate) mod freq;
pub(crate) mod keyness;
pub(crate) mod kwic;
pub(crate) mod lexicon;
pub(crate) mod manual;
pub(crate) mod ngrams;
pub(crate) mod reuse;
pub(crate) mod segment;
pub(crate) mod text;
pub(crate) mod trend;

use crate::args::{AskedArgs, Common, ModeArg, SoughtArgs, Top, UniqueArgs, WordArgs};
use crate::output::Output;
use crate::report::Reporter;
use anyhow::{Result, anyhow, ensure};
use gongwen::picture::Picture;
use gongwen::{
    Condition, CorpusOptions, CorpusSource, CorpusView, Counted, Document, Engine, Excerpt, Format, Formulas,
    Inputs, Note, Outcome, ReuseOptions, STANDARD_INPUT, Settings, Sought, Table,
};
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
                for document in documents {
                    let (id, notes, result) = match document {
                        Ok(worked_on) => worked_on,
                        Err(error) => {
                            reporter.unreadable(&error);
                            continue;
                        }
                    };
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

/// Resolves the inputs of a verb, each text once where that is asked.
fn texts(engine: &Engine, paths: &[PathBuf], unique: &UniqueArgs, quiet: bool) -> Result<Inputs> {
    let inputs = Inputs::resolve(paths)?;
    if !unique.unique {
        return Ok(inputs);
    }
    let reporter = Reporter::new(inputs.len(), quiet);
    let reposts = engine.reposts(&inputs, &ReuseOptions::default(), &|| reporter.advance());
    left_out(&reporter, reposts.len());
    Ok(inputs.without(reposts))
}

/// Says how many documents are left out as copies.
fn left_out(reporter: &Reporter, reposts: usize) {
    if reposts > 0 {
        reporter.advice(&format!("{reposts} documents repeat earlier ones and are left out"));
    }
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
    let counted = count(&|| reporter.advance())?;
    tell(&reporter, &counted);
    show(&reporter, &mut output, &counted.table, top, &[])?;
    output.finish(Some(counted.table.provenance_json()))?;
    Ok(reporter.finish(counted.tally))
}

/// Says what was odd or could not be read.
fn tell(reporter: &Reporter, counted: &Counted) {
    counted.passed_over.iter().for_each(|error| reporter.passed_over(error));
    counted.failures.iter().for_each(|error| reporter.unreadable(error));
    counted.notes.iter().for_each(|(document, notes)| reporter.notes(document, notes));
}

/// Writes the first rows of a table, and in the format for people only the columns named, where some are.
fn show(reporter: &Reporter, output: &mut Output, table: &Table, top: &Top, columns: &[&str]) -> Result<()> {
    let is_for_people = output.format == Format::Table;
    let shown = top.rows(is_for_people).min(table.len());
    let head = table.head(shown);
    output.table(&if is_for_people && !columns.is_empty() { head.select(columns)? } else { head })?;
    if is_for_people && shown < table.len() {
        reporter.advice(&format!("{} more rows; --top 0 shows all", table.len() - shown));
    }
    Ok(())
}

/// A corpus that is asked, with the reporter of its reading.
struct Asked<'e> {
    view: CorpusView<'e>,
    reporter: Reporter,
}

/// Opens the corpus or reads the documents that a verb asks.
fn ask<'e>(engine: &'e Engine, asked: &AskedArgs, formulas: Formulas, quiet: bool) -> Result<Asked<'e>> {
    let mut opened = ask_of(engine, &asked.paths, &asked.conditions, asked.mode, formulas, quiet)?;
    if asked.unique.unique {
        opened.view = opened.view.without_reposts();
        left_out(&opened.reporter, opened.view.reposts());
    }
    Ok(opened)
}

fn ask_of<'e>(
    engine: &'e Engine,
    paths: &[PathBuf],
    conditions: &[Condition],
    mode: ModeArg,
    formulas: Formulas,
    quiet: bool,
) -> Result<Asked<'e>> {
    let source = CorpusSource::resolve(paths)?;
    let reporter = Reporter::new(source.files(), quiet);
    let options = CorpusOptions { mode: mode.into(), formulas };
    let view = engine.open_corpus(&source, options, conditions, &|| reporter.advance())?;
    Ok(Asked { view, reporter })
}

/// Writes an answer and ends the run.
fn answer(
    reporter: &Reporter,
    output: Output,
    counted: &Counted,
    top: &Top,
    columns: &[&str],
) -> Result<bool> {
    finish_answer(reporter, output, counted, |output| show(reporter, output, &counted.table, top, columns))
}

/// The same for an answer with a picture.
fn answer_illustrated(
    reporter: &Reporter,
    output: Output,
    counted: &Counted,
    top: &Top,
    columns: &[&str],
    draw: impl FnOnce() -> Picture,
) -> Result<bool> {
    finish_answer(reporter, output, counted, |output| match output.format {
        Format::Svg | Format::Html => output.illustrated(&counted.table.head(top.rows(false)), draw),
        _ => show(reporter, output, &counted.table, top, columns),
    })
}

fn finish_answer(
    reporter: &Reporter,
    mut output: Output,
    counted: &Counted,
    write: impl FnOnce(&mut Output) -> Result<()>,
) -> Result<bool> {
    tell(reporter, counted);
    write(&mut output)?;
    output.finish(Some(counted.table.provenance_json()))?;
    Ok(reporter.finish(counted.tally))
}

/// Returns the one thing that is sought.
fn one_sought(sought: &SoughtArgs) -> Result<Sought> {
    let all = sought.all();
    let [one] = <[Sought; 1]>::try_from(all).map_err(|all| {
        let how = "--string, --word, --query, --regex or --formula";
        if all.is_empty() {
            anyhow!("nothing is sought; name it with {how}")
        } else {
            anyhow!("{} things are sought; name one with {how}", all.len())
        }
    })?;
    Ok(one)
}

/// Returns whether formulas have to be found in documents for what is sought.
fn formulas_for(sought: &[Sought]) -> Formulas {
    if sought.iter().any(|sought| matches!(sought, Sought::Formula(_))) {
        Formulas::Find
    } else {
        Formulas::Skip
    }
}
