//! `freq`: the word list of a corpus.

use super::engine_for_words;
use crate::args::{Common, FreqArgs, TokensArg};
use crate::output::Output;
use anyhow::Result;
use gongwen::{FreqOptions, Inputs, Mode, TokenFilter};

pub(crate) fn run(common: &Common, args: &FreqArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.words, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let output = Output::open(&args.output)?;
    let options = FreqOptions {
        mode: Mode::from(args.mode),
        tokens: match args.tokens {
            TokensArg::All => TokenFilter::All,
            TokensArg::Words => TokenFilter::Words,
            TokensArg::Han => TokenFilter::Han,
        },
        min_count: args.min_count,
        min_docs: args.min_docs,
    };
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.freq(&inputs, &options, progress)
    })
}
