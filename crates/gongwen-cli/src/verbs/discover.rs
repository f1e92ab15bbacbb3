//! `discover`: labels and phrases that no lexicon has, as a table and as a lexicon of candidates.

use super::engine_for_words;
use crate::args::{Common, DiscoverArgs, DiscoverKind};
use crate::output::{Output, Saved};
use crate::report::Reporter;
use anyhow::{Result, ensure};
use gongwen::{Counted, Discovery, Engine, Inputs, LabelOptions, PhraseOptions};
use std::path::Path;

/// What a table for people shows of labels; the other formats have every column.
const LABEL_COLUMNS: &[&str] = &[
    "label",
    "class",
    "freq",
    "docs",
    "issuers",
    "list_docs",
    "agreement",
    "near",
    "first_date",
    "items",
    "example",
];
/// What it shows of phrases.
const PHRASE_COLUMNS: &[&str] = &[
    "phrase",
    "freq",
    "docs",
    "c_value",
    "cohesion",
    "left_entropy",
    "right_entropy",
    "first_date",
    "example",
];

/// How often the inputs are gone over for phrases.
const PASSES: usize = 3;

pub(crate) fn run(common: &Common, args: &DiscoverArgs) -> Result<bool> {
    if let Some(option) = args.only_phrases() {
        ensure!(args.kind == DiscoverKind::Phrases, "{option} is about phrases; add --kind phrases");
    }
    ensure!(
        args.class.is_empty() || args.kind == DiscoverKind::Labels,
        "--class is about labels; phrases have none"
    );
    let engine = engine_for_words(common, &args.words, &args.texts.input.paths)?;
    let inputs = super::texts(&engine, &args.texts.input.paths, &args.texts.unique, common.quiet)?;
    let mut output = Output::open(&args.output)?;
    let saved = args.save.as_deref().map(Saved::open).transpose()?;
    let passes = if args.kind == DiscoverKind::Labels { 1 } else { PASSES };
    let reporter = Reporter::new(inputs.len() * passes, common.quiet);
    let discovery = discover(&engine, &inputs, args, &|| reporter.advance())?;
    let Counted { table, tally, .. } = &discovery.counted;
    super::tell(&reporter, &discovery.counted);
    let columns = if args.kind == DiscoverKind::Labels { LABEL_COLUMNS } else { PHRASE_COLUMNS };
    super::show(&reporter, &mut output, table, &args.top, columns)?;
    output.finish(Some(table.provenance_json()))?;
    if let (Some(saved), Some(path)) = (saved, &args.save) {
        let rows = args.top.rows(false).min(table.len());
        save(&discovery, &engine, &reporter, saved, path, rows)?;
    }
    Ok(reporter.finish(*tally))
}

fn discover(
    engine: &Engine,
    inputs: &Inputs,
    args: &DiscoverArgs,
    progress: &(dyn Fn() + Sync),
) -> Result<Discovery, gongwen::Error> {
    let plain = PhraseOptions::default();
    match args.kind {
        DiscoverKind::Labels => {
            let options = LabelOptions {
                classes: args.class.clone(),
                min_count: args.min_count.unwrap_or(1),
                min_docs: args.min_docs.unwrap_or(1),
            };
            engine.discover_labels(inputs, &options, progress)
        }
        DiscoverKind::Phrases => {
            let options = PhraseOptions {
                longest: args.max_words.unwrap_or(plain.longest),
                min_count: args.min_count.unwrap_or(plain.min_count),
                min_documents: args.min_docs.unwrap_or(plain.min_documents),
                min_cohesion: args.min_cohesion.unwrap_or(plain.min_cohesion),
                min_entropy: args.min_entropy.unwrap_or(plain.min_entropy),
            };
            engine.discover_phrases(inputs, &options, progress)
        }
    }
}

/// Writes the lexicon of candidates; says what it could not hold.
fn save(
    discovery: &Discovery,
    engine: &Engine,
    reporter: &Reporter,
    saved: Saved,
    path: &Path,
    rows: usize,
) -> Result<()> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let lexicon = discovery.lexicon(&name, rows, engine);
    saved.finish(lexicon.text.as_bytes())?;
    reporter.advice(&format!("{}: {} candidates", path.display(), lexicon.entries));
    if !lexicon.left_out.is_empty() {
        reporter.advice(&format!(
            "{} cannot stand in a lexicon and were left out: {}",
            lexicon.left_out.len(),
            lexicon.left_out.join("、")
        ));
    }
    Ok(())
}
