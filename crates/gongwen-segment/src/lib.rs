//! The tokenizer layer: Chinese text to words with byte spans and dictionary ids.
//!
//! A [`Segmenter`] owns the dictionary; a [`Scratch`] owns the buffers of one thread and is reused from text to
//! text; [`Segmenter::segment`] fills it and lends out [`Tokens`]. A token borrows its text and carries a
//! [`WordId`], so that counting words is an array increment. Spans that the caller *forces* (user words, formulas)
//! are always tokens of their own, whatever their neighbours.
//!
//! The crate knows nothing of lexicon formats or files: dictionaries and forced spans come in as data. The engine
//! behind the interface is jieba-rs today; nothing of it shows in a signature, so it can be replaced.
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

mod dictionary;
mod forced;
mod segmenter;
mod token;

pub use dictionary::WordId;
pub use segmenter::{Mode, Scratch, Segmenter};
pub use token::{Token, Tokens};
