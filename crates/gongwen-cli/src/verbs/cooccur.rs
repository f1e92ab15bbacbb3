//! `cooccur`: formulas that stand together.

use super::{Asked, answer, ask, engine_for_words};
use crate::args::{Common, CooccurArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{CooccurOptions, Formulas};

pub(crate) fn run(common: &Common, args: &CooccurArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let options = CooccurOptions {
        unit: args.unit.into(),
        classes: args.class.clone(),
        min_units: args.min_units,
        min_together: args.min_together,
    };
    let Asked { view, reporter } = ask(&engine, &args.asked, Formulas::Find, common.quiet)?;
    let (_, counted) = view.cooccur(&options)?;
    answer(&reporter, output, &counted, &args.top, &[])
}
