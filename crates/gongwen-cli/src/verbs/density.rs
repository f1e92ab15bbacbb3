//! `density`: formulas and their kin in a thousand characters.

use super::engine;
use crate::args::{Common, DensityArgs};
use crate::output::Output;
use anyhow::Result;

pub(crate) fn run(common: &Common, args: &DensityArgs) -> Result<bool> {
    let engine = engine(common, &args.texts.input.paths)?;
    let inputs = super::texts(&engine, &args.texts.input.paths, &args.texts.unique, common.quiet)?;
    let output = Output::open(&args.output)?;
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.density(&inputs, args.by(), args.total(), progress)
    })
}
