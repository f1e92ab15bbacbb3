//! The tokenizer layer: Chinese text to words with byte spans and dictionary ids.
//!
//! A [`Segmenter`] owns the dictionary; a [`Scratch`] owns the buffers of one thread and is reused from text to
//! text; [`Segmenter::segment`] fills it and lends out [`Tokens`]. A token borrows its text and carries a
//! [`WordId`], so that counting words is an array increment. Spans that the caller *forces* (user words, formulas)
//! are always tokens of their own, whatever their neighbours.
//!
//! The crate knows nothing of lexicon formats or files: dictionaries and forced spans come in as data. The engine
//! is our own; it cuts as jieba-rs 0.11 does, token for token, in every mode that jieba-rs has.
//!
//! # Examples
//!
//! ```
//! use gongwen_segment::{Mode, Scratch, Segmenter};
//!
//! let segmenter = Segmenter::new();
//! let mut scratch = Scratch::default();
//! let tokens = segmenter.segment("坚持全面从严治党", Mode::Dictionary, &[], &mut scratch);
//! let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
//! assert_eq!(words.concat(), "坚持全面从严治党");
//! assert!(tokens.iter().all(|token| segmenter.word(token.id) == Some(token.text)));
//! ```

mod cut;
mod dictionary;
mod engine;
mod forced;
mod guess;
mod hmm;
mod image;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "shared with the build script, which writes what the engine reads"
)]
mod layout;
mod prefetch;
mod segmenter;
mod token;
mod traditional;
mod user;
mod whole;

pub use dictionary::WordId;
pub use segmenter::{Mode, Scratch, Segmenter};
pub use token::{Token, Tokens};
pub use traditional::traditional_share;
pub use user::{DictionaryError, DictionaryErrors, DictionaryProblem, UserDictionary, UserEntry};
pub use whole::whole_spans;
