//! `collocates`: what stands beside something.

use super::{Asked, answer, ask, engine_for_words, formulas_for, one_sought};
use crate::args::{CollocatesArgs, Common};
use crate::output::Output;
use anyhow::{Result, ensure};
use gongwen::{CollocateOptions, CollocateSettings, Window};

/// What a table for people shows; the other formats have every measure.
const COLUMNS: &[&str] =
    &["word", "tag", "count", "left", "right", "freq", "docs", "ll", "log_dice", "mi", "t", "delta_p"];

pub(crate) fn run(common: &Common, args: &CollocatesArgs) -> Result<bool> {
    ensure!(args.left + args.right > 0, "the window is empty; set --left or --right above 0");
    let sought = one_sought(&args.sought)?;
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let window = Window { left: args.left, right: args.right, within: args.within.into() };
    let settings = CollocateSettings {
        counting: CollocateOptions { window, min_count: args.min_count },
        within: args.within.into(),
        expectation: args.expectation.into(),
        tokens: args.tokens.into(),
        sort: args.sort,
    };
    let Asked { view, reporter } =
        ask(&engine, &args.asked, formulas_for(std::slice::from_ref(&sought)), common.quiet)?;
    let counted = view.collocates(&sought, &settings)?;
    let mut columns = COLUMNS.to_vec();
    if !columns.contains(&args.sort.name) {
        columns.push(args.sort.name);
    }
    answer(&reporter, output, &counted, &args.top, &columns)
}
