//! `dispersion`: how evenly something is spread.

use super::{Asked, ask, engine_for_words, formulas_for};
use crate::args::{Common, DispersionArgs};
use crate::output::Output;
use anyhow::{Result, ensure};
use gongwen::DispersionOptions;

pub(crate) fn run(common: &Common, args: &DispersionArgs) -> Result<bool> {
    let sought = args.sought.all();
    ensure!(
        !sought.is_empty(),
        "nothing is sought; name something with --string, --word, --query, --regex or --formula"
    );
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let mut output = Output::open(&args.output)?;
    let options =
        DispersionOptions { tokens: args.tokens.into(), within: args.within.into(), by: args.by.clone() };
    let Asked { view, reporter } = ask(&engine, &args.asked, formulas_for(&sought), common.quiet)?;
    let (plot, counted) = view.dispersion(&sought, &options)?;
    super::tell(&reporter, &counted);
    output.illustrated(&counted.table, || plot.draw())?;
    output.finish(Some(counted.table.provenance_json()))?;
    Ok(reporter.finish(counted.tally))
}
