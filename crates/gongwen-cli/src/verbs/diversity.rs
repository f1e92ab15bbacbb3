//! `diversity`: how rich the vocabulary is.

use super::{Asked, answer, ask, engine_for_words};
use crate::args::{Common, DiversityArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{DiversityOptions, Formulas};

pub(crate) fn run(common: &Common, args: &DiversityArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let options = DiversityOptions {
        tokens: args.tokens.into(),
        by: args.by.clone(),
        window: args.window,
        sample: args.sample,
        threshold: args.threshold,
        factor_end: args.factor_end.into(),
    };
    let Asked { view, reporter } = ask(&engine, &args.asked, Formulas::Skip, common.quiet)?;
    let counted = view.diversity(&options)?;
    answer(&reporter, output, &counted, &args.top, &[])
}
