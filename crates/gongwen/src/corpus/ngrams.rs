//! The verb `ngrams`: sequences of words that recur.

use super::CorpusView;
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::query::{NgramOptions, Within, ngrams};
use gongwen_table::Table;
use std::cmp::Reverse;

impl CorpusView<'_> {
    /// Returns the sequences of words that come often enough, the most frequent first, equally frequent ones by code point.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub fn ngrams(self, options: &NgramOptions, filter: TokenFilter) -> Result<Counted, Error> {
        let counted = self.counted(filter);
        let words = self.corpus.vocabulary();
        let (mut texts, mut rows) = (String::new(), Vec::new());
        let is_counted = |id: u32| counted[id as usize];
        ngrams(&self.corpus, &self.selection, options, is_counted, |sequence, count, documents| {
            let start = texts.len();
            for (index, &id) in sequence.iter().enumerate() {
                if index > 0 {
                    texts.push(' ');
                }
                texts.push_str(words.word(id));
            }
            rows.push((Reverse(count), start..texts.len(), sequence.len() as u64, documents));
        });
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| texts[a.1.clone()].cmp(&texts[b.1.clone()])));
        let total: u64 = {
            let frequencies = gongwen_corpus::query::frequencies(&self.corpus, &self.selection);
            frequencies
                .iter()
                .zip(&counted)
                .filter(|(_, counted)| **counted)
                .map(|(frequency, _)| frequency)
                .sum()
        };
        let documents = self.selected() as u64;
        let provenance = self
            .provenance()
            .parameter("tokens", filter.as_str())
            .parameter("words", total)
            .parameter("shortest", options.shortest)
            .parameter("longest", options.longest)
            .parameter("min_count", options.min_count)
            .parameter("min_documents", options.min_documents)
            .parameter("within", if options.within == Within::Sentence { "sentence" } else { "document" });
        let table = Table::builder("ngrams")
            .text("ngram", rows.iter().map(|row| &texts[row.1.clone()]))
            .count("words", rows.iter().map(|row| row.2))
            .count("freq", rows.iter().map(|row| row.0.0))
            .real("per_million", rows.iter().map(|row| row.0.0 as f64 * 1e6 / total as f64))
            .decimals(2)
            .count("docs", rows.iter().map(|row| row.3))
            .real("doc_share", rows.iter().map(|row| row.3 as f64 / documents as f64))
            .provenance(provenance)
            .build()?;
        Ok(self.answer(table))
    }
}
