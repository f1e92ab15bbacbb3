//! `freq`: the word list of a corpus.

use super::{Asked, engine_for_words};
use crate::args::{Common, CountingArg, FreqArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{CorpusFreqOptions, Formulas, FreqOptions, Inputs, Mode};

pub(crate) fn run(common: &Common, args: &FreqArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let options = FreqOptions {
        mode: Mode::from(args.asked.mode),
        tokens: args.tokens.into(),
        min_count: args.min_count,
        min_docs: args.min_docs,
    };
    // Words of files are counted as they are read; everything else goes through the corpus.
    let is_plain = args.of == CountingArg::Words
        && args.by.is_none()
        && args.asked.conditions.is_empty()
        && !args.asked.unique.unique;
    if !is_plain || args.asked.paths.iter().any(|path| gongwen::is_saved(path)) {
        let formulas = if args.of == CountingArg::Formulas { Formulas::Find } else { Formulas::Skip };
        let Asked { view, reporter } = super::ask(&engine, &args.asked, formulas, common.quiet)?;
        let counted = view.freq(&CorpusFreqOptions {
            of: args.of.into(),
            tokens: options.tokens,
            min_count: options.min_count,
            min_docs: options.min_docs,
            by: args.by.clone(),
        })?;
        return super::answer(&reporter, output, &counted, &args.top, &[]);
    }
    let inputs = Inputs::resolve(&args.asked.paths)?;
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.freq(&inputs, &options, progress)
    })
}
