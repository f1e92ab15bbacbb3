//! The engine and its modes.

use crate::cut::{Buffers, Engine};
use crate::dictionary::Dictionary;
use crate::forced::{Stretch, stretches};
use crate::token::Piece;
use crate::{Tokens, WordId};
use gongwen_text::Span;
use crate::hmm::Model;

/// How a text is cut into words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Mode {
    /// The most probable path through dictionary words; what is in no word stays single characters. Equal to
    /// jieba's `cut` without its hidden Markov model. The default: reproducible for terms and better on both of
    /// the SIGHAN 2005 test sets of simplified text.
    #[default]
    Dictionary,
    /// The same, with runs of single characters joined by jieba's hidden Markov model. Equal to jieba's `cut`.
    JiebaHmm,
    /// [`Mode::JiebaHmm`] with the shorter words inside long ones added, for search indexes; tokens overlap.
    /// Equal to jieba's `cut_for_search`.
    Search,
    /// [`Mode::Dictionary`] with the shorter words inside long ones added. Equal to jieba's `cut_for_search` without its
    /// hidden Markov model.
    DictionarySearch,
    /// Every dictionary word that occurs; tokens overlap. Equal to jieba's `cut_all`.
    AllWords,
}

impl Mode {
    /// All modes, in the order in which they are documented.
    pub const ALL: [Mode; 5] =
        [Mode::Dictionary, Mode::JiebaHmm, Mode::Search, Mode::DictionarySearch, Mode::AllWords];

    /// Returns the name of the mode on the command line and in provenance.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Dictionary => "dictionary",
            Mode::JiebaHmm => "jieba-hmm",
            Mode::Search => "search",
            Mode::DictionarySearch => "dictionary-search",
            Mode::AllWords => "all-words",
        }
    }
}

/// The buffers of one thread, reused from text to text.
#[derive(Default, Debug)]
pub struct Scratch {
    stretches: Vec<Stretch>,
    pieces: Vec<Piece>,
    buffers: Buffers,
}

/// The tokenizer: a dictionary and the engine over it. Shared between threads by reference.
pub struct Segmenter {
    engine: Engine,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter").field("words", &self.engine.dictionary.len()).finish_non_exhaustive()
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// Loads the embedded dictionary. Cost: parses 349,045 words; make one and share it.
    ///
    /// # Panics
    ///
    /// Never for the list that the crate ships: a test loads it.
    pub fn new() -> Self {
        Segmenter { engine: Engine { dictionary: Dictionary::embedded(), model: Model::embedded() } }
    }

    /// Cuts `text` into words and lends them out of `scratch`.
    ///
    /// Each span of `forced` (bytes of `text`) becomes one token, and the text to its left and right is cut as if
    /// it stood alone; spans that cannot be tokens (empty, outside the text, through a character) are passed over,
    /// and of overlapping ones the first, longest is honoured. Cost: linear in the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_segment::{Mode, Scratch, Segmenter};
    /// use gongwen_text::Span;
    ///
    /// let (segmenter, mut scratch) = (Segmenter::new(), Scratch::default());
    /// let text = "落实两个确立要求";
    /// let formula = Span::new(6, 18);
    /// let tokens = segmenter.segment(text, Mode::Dictionary, &[formula], &mut scratch);
    /// assert!(tokens.iter().any(|token| token.span == formula && token.text == "两个确立"));
    /// ```
    pub fn segment<'t, 's>(
        &self,
        text: &'t str,
        mode: Mode,
        forced: &[Span],
        scratch: &'s mut Scratch,
    ) -> Tokens<'t, 's> {
        let Scratch { stretches: parts, pieces, buffers } = scratch;
        pieces.clear();
        if forced.is_empty() {
            self.engine.cut(text, Span::new(0, text.len()), mode, buffers, pieces);
        } else {
            stretches(text, forced, parts);
            for part in parts.iter() {
                match *part {
                    Stretch::Forced(span) => pieces.push(self.piece(text, span)),
                    Stretch::Free(span) => self.engine.cut(text, span, mode, buffers, pieces),
                }
            }
        }
        Tokens { text, pieces }
    }

    /// Returns the word of an id of this dictionary, or `None` for [`WordId::UNKNOWN`].
    pub fn word(&self, id: WordId) -> Option<&'static str> {
        self.engine.dictionary.word(id)
    }

    /// Returns the id of a word, or [`WordId::UNKNOWN`].
    pub fn id(&self, word: &str) -> WordId {
        self.engine.dictionary.id(word)
    }

    /// Returns the part-of-speech tag that the dictionary gives a word (jieba's tag set, after ICTCLAS).
    ///
    /// Unknown words get `m` when they hold digits only, `eng` when they hold a Latin letter, else `x`.
    pub fn tag(&self, id: WordId, word: &str) -> &'static str {
        if let Some(tag) = self.engine.dictionary.tag(id) {
            return tag;
        }
        let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
        let digits = word.bytes().any(|byte| byte.is_ascii_digit());
        match (letters, digits) {
            (true, _) => "eng",
            (false, true) => "m",
            (false, false) => "x",
        }
    }

    /// Returns the number of words in the dictionary; ids run from 0 to one less.
    pub fn word_count(&self) -> usize {
        self.engine.dictionary.len()
    }

    /// Returns a name of the engine and dictionary for provenance.
    pub fn name(&self) -> &'static str {
        "jieba-rs 0.11, jieba word list"
    }

    fn piece(&self, text: &str, span: Span) -> Piece {
        Piece { start: span.start as u32, end: span.end as u32, id: self.engine.dictionary.id(span.slice(text)) }
    }
}
