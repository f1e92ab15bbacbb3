//! `cooccur`: formulas that stand together.

use super::{Asked, answer_illustrated, ask, engine_for_words};
use crate::args::{Common, CooccurArgs};
use crate::output::{Output, Saved};
use anyhow::{Result, bail};
use gongwen::{CooccurOptions, Formulas, Graph};
use std::path::Path;

pub(crate) fn run(common: &Common, args: &CooccurArgs) -> Result<bool> {
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let output = Output::open(&args.output)?;
    let graph_file = args.graph.as_deref().map(GraphFile::open).transpose()?;
    let options = CooccurOptions {
        unit: args.unit.into(),
        classes: args.class.clone(),
        min_units: args.min_units,
        min_together: args.min_together,
    };
    let Asked { view, reporter } = ask(&engine, &args.asked, Formulas::Find, common.quiet)?;
    let (graph, counted) = view.cooccur(&options)?;
    if let Some(GraphFile { saved, writes }) = graph_file {
        saved.finish(writes(&graph).as_bytes())?;
    }
    let draw = || gongwen::network_of(&graph, SHOWN).draw();
    answer_illustrated(&reporter, output, &counted, &args.top, &[], draw)
}

/// Formulas that the picture shows: as many as can be told apart.
const SHOWN: usize = 120;

/// The file that a network is written to.
struct GraphFile {
    saved: Saved,
    writes: fn(&Graph) -> String,
}

impl GraphFile {
    fn open(path: &Path) -> Result<GraphFile> {
        let writes = match path.extension().and_then(|extension| extension.to_str()) {
            Some("graphml") => Graph::graphml,
            Some("gexf") => Graph::gexf,
            _ => bail!("{}: expected a file that ends in .graphml or .gexf", path.display()),
        };
        Ok(GraphFile { saved: Saved::open(path)?, writes })
    }
}
