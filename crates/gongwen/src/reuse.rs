//! The verb `reuse`: copies, near copies and shared passages between the documents of the inputs.

use std::collections::BTreeSet;
use std::num::NonZero;

use gongwen_corpus::Ordinal;
use gongwen_corpus::parallel::Pool;
use gongwen_corpus::reuse::{Reuse, ReuseDocument, ReuseOptions, ReuseTexts};
use gongwen_text::Reading;

use crate::counts::Account;
use crate::{Counted, Engine, Error, Inputs};

/// Which table of a comparison is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ReuseView {
    /// A row for each pair of documents that have something in common.
    #[default]
    Pairs,
    /// A row for each passage that such a pair shares.
    Passages {
        /// Characters after which the text of a passage is cut, for people.
        reach: Option<usize>,
    },
    /// A row for each cluster of copies and near copies.
    Clusters,
}

impl Engine {
    /// Finds what the documents of the inputs have in common: see `gongwen_corpus::reuse` for what counts as reuse, and for which pairs are
    /// reported.
    ///
    /// The table is the same to the byte for any number of threads and any order of the inputs. `progress` is called
    /// after each file. Memory at the peak: about four times the texts.
    ///
    /// # Errors
    ///
    /// When the table cannot be made; unreadable files are part of the result.
    pub fn reuse(
        &self,
        inputs: &Inputs,
        options: &ReuseOptions,
        view: ReuseView,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Counted, Error> {
        let (reuse, account) = self.compared(inputs, options, progress);
        let mut provenance = self.provenance_without_lexicons();
        provenance.corpus_hash = Some(account.corpus_hash());
        let table = match view {
            ReuseView::Pairs => reuse.pair_table(provenance)?,
            ReuseView::Passages { reach } => reuse.passage_table(reach, provenance)?,
            ReuseView::Clusters => reuse.cluster_table(provenance)?,
        };
        Ok(account.with(table))
    }

    /// Returns the documents that repeat an earlier one (its text, or nearly that), by their place in the inputs: what a
    /// statistic leaves out that counts each text once.
    pub fn reposts(
        &self,
        inputs: &Inputs,
        options: &ReuseOptions,
        progress: &(dyn Fn() + Sync),
    ) -> BTreeSet<Ordinal> {
        self.compared(inputs, options, progress).0.reposts().map(|known| known.ordinal).collect()
    }

    fn compared(
        &self,
        inputs: &Inputs,
        options: &ReuseOptions,
        progress: &(dyn Fn() + Sync),
    ) -> (Reuse, Account) {
        let (texts, account) = self.count(
            inputs,
            progress,
            || ReuseTexts::new(options),
            |texts, ordinal, document| {
                let date = document.metadata.date.as_deref();
                let reading = Reading::of(document.text.as_str());
                texts.add(&ReuseDocument { ordinal, name: &document.id, date }, &reading);
                None
            },
            ReuseTexts::merge,
        );
        let threads = NonZero::new(self.settings().thread_count()).unwrap_or(NonZero::<usize>::MIN);
        (texts.compare(&Pool::new(threads)), account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use std::path::Path;

    #[test]
    fn reposts_are_all_of_a_cluster_but_the_earliest() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cli/reuse");
        let engine = Engine::new(Settings::default()).unwrap();
        let inputs = Inputs::resolve(&[folder]).unwrap();
        let items = |options: &ReuseOptions| -> Vec<u64> {
            engine.reposts(&inputs, options, &|| ()).into_iter().map(|ordinal| ordinal.item).collect()
        };
        assert_eq!(items(&ReuseOptions::default()), [1, 2]);
        assert_eq!(items(&ReuseOptions { near: 1.0, ..ReuseOptions::default() }), [1]);
    }
}
