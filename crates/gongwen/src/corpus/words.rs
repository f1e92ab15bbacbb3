//! The verb `freq` over a corpus: words with their spread, and characters, by group where that is asked for.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::query::{document_counts, spread};
use gongwen_table::Table;
use std::cmp::Reverse;

impl CorpusView<'_> {
    /// Returns the words of the selected documents: the table of [`Engine::freq`](crate::Engine::freq), from a corpus.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub fn freq(self, filter: TokenFilter, min_count: u64, min_docs: u64) -> Result<Counted, Error> {
        let counted = self.counted(filter);
        let is_counted = |id: u32| counted[id as usize];
        let sizes = document_counts(&self.corpus, &self.selection, is_counted);
        let spreads = spread(&self.corpus, &sizes, is_counted);
        let words = self.corpus.vocabulary();
        let mut rows: Vec<u32> = words
            .ids()
            .filter(|&id| {
                let spread = &spreads[id as usize];
                spread.frequency >= min_count.max(1) && spread.documents >= min_docs
            })
            .collect();
        rows.sort_unstable_by_key(|&id| (Reverse(spreads[id as usize].frequency), words.word(id)));
        let (total, documents) = (sizes.tokens(), sizes.documents());
        let of = |id: &u32| &spreads[*id as usize];
        let provenance = self
            .provenance()
            .parameter("tokens", filter.as_str())
            .parameter("words", total)
            .parameter("min_count", min_count)
            .parameter("min_documents", min_docs);
        let table = Table::builder("words")
            .text("word", rows.iter().map(|&id| words.word(id)))
            .count("freq", rows.iter().map(|id| of(id).frequency))
            .real("per_million", rows.iter().map(|id| of(id).frequency as f64 * 1e6 / total as f64))
            .decimals(2)
            .count("docs", rows.iter().map(|id| of(id).documents))
            .real("doc_share", rows.iter().map(|id| of(id).documents as f64 / documents as f64))
            .optional_real("dp", rows.iter().map(|id| of(id).dp))
            .optional_real("dp_norm", rows.iter().map(|id| of(id).dp_norm))
            .provenance(provenance)
            .build()?;
        Ok(self.answer(table))
    }
}
