//! `compare`: the formulas of a draft against a corpus.

use super::engine;
use crate::args::{Common, CompareArgs};
use crate::output::Output;
use anyhow::{Result, ensure};
use gongwen::STANDARD_INPUT;
use std::path::Path;

pub(crate) fn run(common: &Common, args: &CompareArgs) -> Result<bool> {
    ensure!(
        !args.against.iter().any(|path| path == Path::new(STANDARD_INPUT)),
        "standard input (-) can be the draft; name the corpus as files or folders"
    );
    let engine = engine(common, std::slice::from_ref(&args.draft))?;
    let inputs = super::texts(&engine, &args.against, &args.unique, common.quiet)?;
    let output = Output::open(&args.output)?;
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        engine.compare(&args.draft, &inputs, &args.class, progress)
    })
}
