//! The tokenizer: modes, what is kept whole, and the words of the user.

use crate::cut::{Buffers, Engine};
use crate::dictionary::Dictionary;
use crate::forced::{Stretch, stretches};
use crate::hmm::Model;
use crate::token::Piece;
use crate::traditional::simplified;
use crate::user::UserWords;
use crate::whole::whole_spans;
use crate::{DictionaryErrors, Tokens, UserDictionary, WordId, guess};
use gongwen_text::Span;

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
    /// [`Mode::Dictionary`] with the shorter words inside long ones added. Equal to jieba's `cut_for_search`
    /// without its hidden Markov model.
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

    /// Returns whether the tokens of a text are the text, without gaps and overlaps.
    pub fn tiles(self) -> bool {
        matches!(self, Mode::Dictionary | Mode::JiebaHmm)
    }
}

/// The buffers of one thread, reused from text to text.
#[derive(Default, Debug)]
pub struct Scratch {
    /// What has to be a token.
    forced: Vec<Span>,
    found: Vec<(Span, u32)>,
    whole: Vec<Span>,
    stretches: Vec<Stretch>,
    pieces: Vec<Piece>,
    buffers: Buffers,
}

/// The tokenizer: a dictionary and the engine over it. Shared between threads by reference.
///
/// A new one cuts as jieba does. Three things change that, each asked for: words of the user, numbers kept whole, and a
/// simplified view of traditional text.
pub struct Segmenter {
    engine: Engine,
    users: UserWords,
    dictionaries: Vec<String>,
    numbers_whole: bool,
    simplifies: bool,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segmenter").field("words", &self.word_count()).finish_non_exhaustive()
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// Returns a tokenizer with the embedded dictionary. Cost: below a millisecond; nothing is parsed.
    pub fn new() -> Self {
        Segmenter {
            engine: Engine { dictionary: Dictionary::embedded(), model: Model::embedded() },
            users: UserWords::new(),
            dictionaries: Vec::new(),
            numbers_whole: false,
            simplifies: false,
        }
    }

    /// Adds the words of a dictionary and takes away those that it removes.
    ///
    /// Several may be added; what a later one says of a word holds. A word that is added is a token wherever it stands, and
    /// changes no other word but those that it cuts; of two that overlap in a text the first, longest is taken. Cost: linear
    /// in the dictionary; the first removal of a built-in word copies the trie (5 MB).
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_segment::{Mode, Scratch, Segmenter, UserDictionary};
    ///
    /// let mut segmenter = Segmenter::new();
    /// segmenter.add_dictionary(&UserDictionary::parse("words.txt", "两个确立 i\n-一体\n")?);
    /// let mut scratch = Scratch::default();
    /// let tokens = segmenter.segment("领悟两个确立", Mode::Dictionary, &[], &mut scratch);
    /// let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
    /// assert_eq!(words, ["领悟", "两个确立"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_dictionary(&mut self, dictionary: &UserDictionary) {
        self.users.add(dictionary);
        for word in self.users.removed() {
            self.engine.dictionary.remove(word);
        }
        self.dictionaries.push(dictionary.name().to_string());
    }

    /// Adds one word, with a part of speech where one is known.
    ///
    /// # Errors
    ///
    /// When the word or tag cannot be one: empty, too long, with control characters.
    pub fn add_word(&mut self, word: &str, tag: Option<&str>) -> Result<(), DictionaryErrors> {
        let mut one = UserDictionary::new(word);
        one.add(word, tag)?;
        for entry in one.words() {
            self.users.insert(entry.word, entry.tag);
        }
        Ok(())
    }

    /// Takes a word away, the user's or the dictionary's. Returns whether there was one. Its characters stay what they are
    /// in other words.
    pub fn remove_word(&mut self, word: &str) -> bool {
        let user = self.users.remove(word);
        self.engine.dictionary.remove(word) || user
    }

    /// Chooses whether numbers, dates, percentages, quantities and document numbers are one token each, as
    /// [`whole_spans`] finds them. Off in a new tokenizer: jieba cuts them.
    pub fn keep_numbers_whole(&mut self, on: bool) {
        self.numbers_whole = on;
    }

    /// Chooses whether traditional text is cut through a simplified view. Tokens stay those of the text given, offsets too;
    /// their ids are those of the simplified words. Off in a new tokenizer.
    pub fn simplify_traditional(&mut self, on: bool) {
        self.simplifies = on;
    }

    /// Cuts `text` into words and lends them out of `scratch`.
    ///
    /// Each span of `forced` (bytes of `text`) becomes one token, and the text to its left and right is cut as if
    /// it stood alone; spans that cannot be tokens (empty, outside the text, through a character) are passed over,
    /// and of overlapping ones the first, longest is honoured. Words of the user are forced in the same way, and numbers
    /// where they are kept whole and no other span is in their way. Cost: linear in the text.
    ///
    /// # Panics
    ///
    /// When the text has 4 GiB or more: tokens keep offsets of 32 bits.
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
        assert!(
            u32::try_from(text.len()).is_ok(),
            "a text of 4 GiB or more has to be cut into documents first"
        );
        scratch.pieces.clear();
        let view = if self.simplifies { simplified(text) } else { None };
        let Some(view) = view else {
            self.force(text, forced, scratch);
            self.cut(text, mode, scratch);
            return Tokens { text, pieces: &scratch.pieces };
        };
        // The user's words may be written in either way.
        scratch.found.clear();
        self.users.find(view.text(), &mut scratch.found);
        let mut spans: Vec<Span> = scratch.found.iter().map(|found| view.original_span(found.0)).collect();
        spans.extend(forced);
        self.force(text, &spans, scratch);
        for span in &mut scratch.forced {
            *span = view.simplified_span(*span);
        }
        self.cut(view.text(), mode, scratch);
        for piece in &mut scratch.pieces {
            piece.start = view.original(piece.start as usize) as u32;
            piece.end = view.original(piece.end as usize) as u32;
            // A list may have a word in traditional characters, by which alone it is known.
            if piece.id == WordId::UNKNOWN {
                piece.id = self.id(&text[piece.start as usize..piece.end as usize]);
            }
        }
        Tokens { text, pieces: &scratch.pieces }
    }

    /// Collects what has to be a token: the spans given, the user's words, and numbers between these.
    fn force(&self, text: &str, forced: &[Span], scratch: &mut Scratch) {
        let Scratch { forced: spans, found, whole, stretches: parts, .. } = scratch;
        spans.clear();
        spans.extend(forced.iter().filter(|span| {
            span.start < span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
        }));
        if self.users.len() > 0 {
            found.clear();
            self.users.find(text, found);
            spans.extend(found.iter().map(|found| found.0));
        }
        if self.numbers_whole {
            whole.clear();
            whole_spans(text, whole);
            if spans.is_empty() {
                spans.append(whole);
                return;
            }
            stretches(text.len(), spans, parts);
            let free = |number: &&Span| {
                let after = parts.partition_point(|part| part.span().end <= number.start);
                parts
                    .get(after)
                    .is_some_and(|part| matches!(part, Stretch::Free(span) if number.end <= span.end))
            };
            spans.extend(whole.iter().filter(free));
        }
    }

    /// Cuts what is between the forced spans.
    fn cut(&self, text: &str, mode: Mode, scratch: &mut Scratch) {
        let Scratch { forced, stretches: parts, pieces, buffers, .. } = scratch;
        if forced.is_empty() {
            return self.engine.cut(text, Span::new(0, text.len()), mode, buffers, pieces);
        }
        stretches(text.len(), forced, parts);
        for part in parts.iter() {
            match *part {
                Stretch::Forced(span) => pieces.push(Piece {
                    start: span.start as u32,
                    end: span.end as u32,
                    id: self.id(span.slice(text)),
                }),
                Stretch::Free(span) => self.engine.cut(text, span, mode, buffers, pieces),
            }
        }
    }

    /// Returns the word of an id, or `None` for [`WordId::UNKNOWN`].
    pub fn word(&self, id: WordId) -> Option<&str> {
        self.user(id).map_or_else(|| self.engine.dictionary.word(id), |number| self.users.word(number))
    }

    /// Returns the id of a word, or [`WordId::UNKNOWN`]. The user's words have ids after those of the dictionary and of
    /// marks, which stay theirs as long as the tokenizer lives.
    pub fn id(&self, word: &str) -> WordId {
        let id = self.engine.dictionary.id(word);
        if id != WordId::UNKNOWN {
            return id;
        }
        let number = if self.users.len() > 0 { self.users.number(word) } else { None };
        number.map_or(WordId::UNKNOWN, |number| WordId(self.engine.dictionary.len() as u32 + number))
    }

    /// Returns one more than the greatest id of a word of the embedded dictionary. What follows are marks, then the words of
    /// the user.
    pub fn dictionary_count(&self) -> usize {
        self.engine.dictionary.word_len()
    }

    /// Returns whether an id is that of a frequent separator, or of a letter or digit alone, which is no word of the
    /// dictionary. These have ids between those of the dictionary and those of the user.
    pub fn is_mark(&self, id: WordId) -> bool {
        self.engine.dictionary.is_mark(id)
    }

    /// Returns the number of a word of the user.
    fn user(&self, id: WordId) -> Option<u32> {
        id.0.checked_sub(self.engine.dictionary.len() as u32).filter(|_| id != WordId::UNKNOWN)
    }

    /// Returns the part-of-speech tag of a token (jieba's tag set, after ICTCLAS): the user's, else the dictionary's, else
    /// one that is guessed as jieba guesses it. Equal to jieba's `tag` for the tokens of [`Mode::Dictionary`] and
    /// [`Mode::JiebaHmm`].
    pub fn tag(&self, id: WordId, word: &str) -> &str {
        // The id is that of the simplified word where the text is seen so.
        let number = || {
            self.user(id).or_else(|| self.users.number(word)).or_else(|| self.users.number(self.word(id)?))
        };
        let user =
            if self.users.len() > 0 { number().and_then(|number| self.users.tag(number)) } else { None };
        user.or_else(|| self.engine.dictionary.tag(id)).unwrap_or_else(|| guess::tag(word))
    }

    /// Returns one more than the greatest id: the words of the dictionary and of the user.
    pub fn word_count(&self) -> usize {
        self.engine.dictionary.len() + self.users.numbers()
    }

    /// Returns a name of the engine and dictionary for provenance, with whatever makes it cut otherwise than jieba.
    pub fn name(&self) -> String {
        let mut name = "gongwen, jieba word list".to_string();
        for dictionary in &self.dictionaries {
            name.push_str(" + ");
            name.push_str(dictionary);
        }
        if self.numbers_whole {
            name.push_str(", numbers whole");
        }
        if self.simplifies {
            name.push_str(", traditional through simplified");
        }
        name
    }
}
