//! `freq`: the word list of a corpus.

use super::{Asked, engine_for_words};
use crate::args::{Common, FreqArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{Formulas, FreqOptions, Inputs, Mode};

pub(crate) fn run(common: &Common, args: &FreqArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.words, &args.paths)?;
    let output = Output::open(&args.output)?;
    let options = FreqOptions {
        mode: Mode::from(args.mode),
        tokens: args.tokens.into(),
        min_count: args.min_count,
        min_docs: args.min_docs,
    };
    // Files are counted as they are read; conditions and saved corpora go through the corpus.
    if !args.conditions.is_empty() || args.paths.iter().any(|path| gongwen::is_saved(path)) {
        let Asked { view, reporter } =
            super::ask_of(&engine, &args.paths, &args.conditions, args.mode, Formulas::Skip, common.quiet)?;
        let counted = view.freq(options.tokens, options.min_count, options.min_docs)?;
        return super::answer(&reporter, output, &counted, &args.top, &[]);
    }
    let inputs = Inputs::resolve(&args.paths)?;
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.freq(&inputs, &options, progress)
    })
}
