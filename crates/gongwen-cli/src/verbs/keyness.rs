//! `keyness`: the words that one set of documents has more of than another.

use super::{Asked, answer_illustrated, ask, ask_of, engine_for_words};
use crate::args::{Common, KeynessArgs};
use crate::output::Output;
use anyhow::{Result, ensure};
use gongwen::{Formulas, KeynessOptions, Reference};

/// What a table for people shows; the other formats have every measure.
const COLUMNS: &[&str] = &[
    "word",
    "freq",
    "ref_freq",
    "per_million",
    "ref_per_million",
    "ll",
    "p_holm",
    "log_ratio",
    "lrc",
    "docs",
    "ref_docs",
    "dp_norm",
    "ref_dp_norm",
];

/// Words of each side that the picture shows.
const SHOWN: usize = 25;

pub(crate) fn run(common: &Common, args: &KeynessArgs) -> Result<bool> {
    ensure!(
        !args.against.is_empty() || !args.against_where.is_empty() || !args.asked.conditions.is_empty(),
        "there is nothing to compare with; name documents with --against, or choose some with --where"
    );
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let options = KeynessOptions {
        tokens: args.tokens.into(),
        min_count: args.min_count,
        alpha: args.alpha,
        simple_maths: args.simple_maths,
        by_document: args.by_document,
    };
    let Asked { view, reporter } = ask(&engine, &args.asked, Formulas::Skip, common.quiet)?;
    let other = match args.against.as_slice() {
        [] => None,
        paths => {
            Some(ask_of(&engine, paths, &args.against_where, args.asked.mode, Formulas::Skip, common.quiet)?)
        }
    };
    let reference = match &other {
        Some(other) => Reference::Corpus(&other.view),
        None if args.against_where.is_empty() => Reference::Rest,
        None => Reference::Where(&args.against_where),
    };
    let counted = view.keyness(reference, &options)?;
    let mut columns = COLUMNS.to_vec();
    if args.by_document {
        columns.push("doc_p");
    }
    let draw = || gongwen::key_bars(&counted.table, SHOWN).draw();
    let complete = answer_illustrated(&reporter, output, &counted, &args.top, &columns, draw)?;
    let of_reference = other.map(|Asked { view, reporter }| {
        let account = view.account();
        super::tell(&reporter, &account);
        reporter.finish(account.tally)
    });
    Ok(complete && of_reference.unwrap_or(true))
}
