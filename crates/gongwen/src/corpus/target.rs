//! What is sought, as the user says it.

use super::CorpusView;
use crate::{Error, ErrorKind};
use gongwen_corpus::query::{Pattern, Target};
use gongwen_segment::{Mode, Scratch};

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A string of characters, wherever words begin and end.
    Text(String),
    /// A word as the text was cut.
    Word(String),
    /// A sequence of words: `坚持 []{0,5} 发展`.
    Pattern(String),
    /// A formula, by id or canonical form.
    Formula(String),
}

impl CorpusView<'_> {
    /// Returns what is sought in the terms of the corpus: the words of a pattern are cut as its texts were.
    pub(super) fn target(&self, sought: &Sought) -> Result<Target, Error> {
        Ok(match sought {
            Sought::Text(text) => Target::Text(text.clone()),
            Sought::Word(word) => Target::Word(word.clone()),
            Sought::Formula(name) => Target::Formula(name.clone()),
            Sought::Pattern(pattern) => {
                let segmenter = self.engine.segmenter()?;
                let mode = &self.corpus.making().mode;
                let mode =
                    [Mode::Dictionary, Mode::JiebaHmm].into_iter().find(|known| known.as_str() == mode);
                let cut = |text: &str| {
                    let mut scratch = Scratch::default();
                    let tokens = segmenter.segment(text, mode.unwrap_or_default(), &[], &mut scratch);
                    tokens.iter().map(|token| token.text.to_owned()).collect()
                };
                let pattern = Pattern::parse(pattern, cut)
                    .map_err(|error| Error::new(ErrorKind::Pattern(error.to_string())))?;
                Target::Pattern(pattern)
            }
        })
    }
}
