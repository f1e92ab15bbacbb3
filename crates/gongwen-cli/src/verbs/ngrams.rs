//! `ngrams`: sequences of words that recur.

use super::{Asked, answer, ask, engine_for_words};
use crate::args::{Common, NgramsArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{Formulas, NgramOptions};

pub(crate) fn run(common: &Common, args: &NgramsArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let options = NgramOptions {
        shortest: args.n.0,
        longest: args.n.1,
        min_count: args.min_count,
        min_documents: args.min_docs,
        within: args.within.into(),
    };
    let Asked { view, reporter } = ask(&engine, &args.asked, Formulas::Skip, common.quiet)?;
    let counted = view.ngrams(&options, args.tokens.into())?;
    answer(&reporter, output, &counted, &args.top, &[])
}
