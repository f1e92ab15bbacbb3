//! The verb `kwic`: something in its contexts.

use super::{CorpusView, Sought};
use crate::{Counted, Error};
use gongwen_corpus::query::{Concordance, Context, Line, SortKey, Within, find};
use gongwen_table::Table;

/// What a concordance shows.
#[derive(Clone, Debug, Default)]
pub struct KwicOptions {
    /// How much stands on each side.
    pub context: Context,
    /// How far a match of several words may reach.
    pub within: Within,
    /// What lines are sorted by; the order of the corpus when there is nothing.
    pub sort: Vec<SortKey>,
    /// So many lines, drawn at random with a seed.
    pub sample: Option<(usize, u64)>,
    /// Lines left out at the beginning.
    pub skip: usize,
    /// Lines shown.
    pub lines: Option<usize>,
}

/// A line of a concordance with what is known about its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KwicLine {
    /// The document.
    pub doc: String,
    /// Its date.
    pub date: Option<String>,
    /// The line.
    pub line: Line,
}

impl CorpusView<'_> {
    /// Returns the places of what is sought, in context: the lines shown, and the table of them; how many there are in all is a
    /// parameter of its provenance.
    ///
    /// # Errors
    ///
    /// When a pattern cannot be read.
    pub fn kwic(
        self,
        sought: &Sought,
        options: &KwicOptions,
    ) -> Result<(Vec<KwicLine>, u64, Counted), Error> {
        let target = self.target(sought)?;
        let matches = find(&self.corpus, &target, &self.selection, options.within);
        let found = matches.len() as u64;
        let mut concordance = Concordance::new(&self.corpus, matches);
        if let Some((size, seed)) = options.sample {
            concordance = concordance.sampled(size, seed);
        }
        let concordance = concordance.sorted(&options.sort);
        let end = options.lines.map_or(usize::MAX, |lines| options.skip.saturating_add(lines));
        let lines: Vec<KwicLine> = concordance
            .lines(options.skip..end, options.context)
            .into_iter()
            .map(|line| {
                let document = self.corpus.document(line.document);
                KwicLine { doc: document.id().to_owned(), date: document.date().map(str::to_owned), line }
            })
            .collect();
        let mut provenance =
            self.provenance().parameter(target.kind(), target.name()).parameter("found", found);
        if let Some((size, seed)) = options.sample {
            provenance = provenance.parameter("sample", size).parameter("seed", seed);
        }
        let all = || lines.iter();
        let table = Table::builder("kwic")
            .text("doc", all().map(|line| &line.doc))
            .optional_date("date", all().map(|line| line.date.as_deref()))
            .count("start", all().map(|line| line.line.source.start as u64))
            .count("end", all().map(|line| line.line.source.end as u64))
            .text("left", all().map(|line| &line.line.left))
            .text("node", all().map(|line| &line.line.node))
            .text("right", all().map(|line| &line.line.right))
            .provenance(provenance)
            .build()?;
        Ok((lines, found, self.answer(table)))
    }
}
