//! `density`: formulas and their kin in a thousand characters.

use super::engine;
use crate::args::{Common, DensityArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::Inputs;

pub(crate) fn run(common: &Common, args: &DensityArgs) -> Result<bool> {
    let engine = engine(common, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let output = Output::open(&args.output)?;
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.density(&inputs, args.by(), args.total(), progress)
    })
}
