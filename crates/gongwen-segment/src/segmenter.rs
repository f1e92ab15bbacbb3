//! The engine and its modes.

use crate::dictionary::Dictionary;
use crate::forced::{Stretch, stretches};
use crate::token::Piece;
use crate::{Tokens, WordId};
use gongwen_text::Span;
use jieba_rs::Jieba;

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
    /// Every dictionary word that occurs; tokens overlap. Equal to jieba's `cut_all`.
    AllWords,
}

impl Mode {
    /// All modes, in the order in which they are documented.
    pub const ALL: [Mode; 4] = [Mode::Dictionary, Mode::JiebaHmm, Mode::Search, Mode::AllWords];

    /// Returns the name of the mode on the command line and in provenance.
    pub fn as_str(self) -> &'static str {
        match self {
            Mode::Dictionary => "dictionary",
            Mode::JiebaHmm => "jieba-hmm",
            Mode::Search => "search",
            Mode::AllWords => "all-words",
        }
    }
}

/// Bytes that are given to the engine at once, rounded up to the end of a line.
const AT_ONCE: usize = 1 << 12;

/// The buffers of one thread, reused from text to text.
#[derive(Default, Debug)]
pub struct Scratch {
    stretches: Vec<Stretch>,
    pieces: Vec<Piece>,
}

/// The tokenizer: a dictionary and the engine over it. Shared between threads by reference.
pub struct Segmenter {
    engine: Jieba,
    dictionary: Dictionary,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter").field("words", &self.dictionary.len()).finish_non_exhaustive()
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
        let mut source = Dictionary::source().as_bytes();
        let engine = Jieba::with_dict(&mut source).expect("the embedded word list is well formed");
        Segmenter { engine, dictionary: Dictionary::embedded() }
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
        let Scratch { stretches: parts, pieces } = scratch;
        pieces.clear();
        if forced.is_empty() {
            self.cut(text, Span::new(0, text.len()), mode, pieces);
        } else {
            stretches(text, forced, parts);
            for part in parts.iter() {
                match *part {
                    Stretch::Forced(span) => pieces.push(self.piece(text, span)),
                    Stretch::Free(span) => self.cut(text, span, mode, pieces),
                }
            }
        }
        Tokens { text, pieces }
    }

    /// Returns the word of an id of this dictionary, or `None` for [`WordId::UNKNOWN`].
    pub fn word(&self, id: WordId) -> Option<&'static str> {
        self.dictionary.word(id)
    }

    /// Returns the id of a word, or [`WordId::UNKNOWN`].
    pub fn id(&self, word: &str) -> WordId {
        self.dictionary.id(word)
    }

    /// Returns the part-of-speech tag that the dictionary gives a word (jieba's tag set, after ICTCLAS).
    ///
    /// Unknown words get `m` when they hold digits only, `eng` when they hold a Latin letter, else `x`.
    pub fn tag(&self, id: WordId, word: &str) -> &'static str {
        if let Some(tag) = self.dictionary.tag(id) {
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
        self.dictionary.len()
    }

    /// Returns a name of the engine and dictionary for provenance.
    pub fn name(&self) -> &'static str {
        "jieba-rs 0.11, jieba word list"
    }

    /// Cuts a stretch, some lines at a time so that the engine's tokens stay in the cache: no word spans a line end.
    fn cut(&self, text: &str, span: Span, mode: Mode, pieces: &mut Vec<Piece>) {
        if mode == Mode::AllWords {
            // jieba joins what lies between words across lines in this mode.
            return self.cut_at_once(text, span, mode, pieces);
        }
        let mut start = span.start;
        while start < span.end {
            let long = (start + AT_ONCE).min(span.end);
            let after = text.as_bytes()[long..span.end].iter().position(|&byte| byte == b'\n');
            let end = after.map_or(span.end, |line_end| long + line_end + 1);
            self.cut_at_once(text, Span::new(start, end), mode, pieces);
            start = end;
        }
    }

    fn cut_at_once(&self, text: &str, span: Span, mode: Mode, pieces: &mut Vec<Piece>) {
        let part = span.slice(text);
        let tokens = match mode {
            Mode::Dictionary => self.engine.cut(part, false),
            Mode::JiebaHmm => self.engine.cut(part, true),
            Mode::Search => self.engine.cut_for_search(part, true),
            Mode::AllWords => self.engine.cut_all(part),
        };
        pieces.extend(tokens.iter().map(|token| Piece {
            start: span.start + token.byte_start,
            end: span.start + token.byte_end,
            id: self.dictionary.id(token.word),
        }));
    }

    fn piece(&self, text: &str, span: Span) -> Piece {
        Piece { start: span.start, end: span.end, id: self.dictionary.id(span.slice(text)) }
    }
}
