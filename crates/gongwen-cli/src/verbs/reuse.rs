//! `reuse`: what documents have in common.

use super::engine;
use crate::args::{Common, ReuseArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{Counted, Format, Inputs};

/// What a table for people shows of passages; the other formats have every column.
const PASSAGE_COLUMNS: &[&str] =
    &["pair", "doc_a", "date_a", "start_a", "doc_b", "date_b", "start_b", "characters", "text"];

pub(crate) fn run(common: &Common, args: &ReuseArgs) -> Result<bool> {
    let options = args.options();
    let engine = engine(common, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let output = Output::open(&args.output)?;
    let is_for_people = output.format == Format::Table;
    let view = args.view(is_for_people);
    super::count(&inputs, common.quiet, output, &args.top, |progress| {
        let counted = engine.reuse(&inputs, &options, view, progress)?;
        let table = if args.passages && is_for_people {
            counted.table.select(PASSAGE_COLUMNS)?
        } else {
            counted.table
        };
        Ok(Counted { table, ..counted })
    })
}
