//! The verbs that formulas go with, whichever formula: whether a word is a verb, nothing else knows here.

use std::sync::OnceLock;

use gongwen_lexicon::Lexicon;
use rustc_hash::FxHashSet;

/// The verbs of a lexicon, collected when the first is asked for.
#[derive(Debug, Default)]
pub(crate) struct Verbs(OnceLock<FxHashSet<String>>);

impl Verbs {
    /// Returns what stands before each verb of `lexicon`, always the same, that `words` end with: "" where they are one.
    pub(crate) fn heads<'w>(&self, lexicon: &Lexicon, words: &'w str) -> impl Iterator<Item = &'w str> {
        let known = self.0.get_or_init(|| {
            let verbs = lexicon
                .formulas()
                .flat_map(|formula| formula.verbs.prefer.iter().chain(&formula.verbs.accept));
            verbs.filter(|verb| !verb.is_empty()).cloned().collect()
        });
        let splits = words.char_indices().map(|(at, _)| words.split_at(at));
        splits.filter(|(_, verb)| known.contains(*verb)).map(|(head, _)| head)
    }
}
