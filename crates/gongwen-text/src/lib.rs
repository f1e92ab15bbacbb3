//! The text layer of gongwen: source text and positions, the normalised reading with its map back, the
//! structure of a document, sentences, character classes and numerals.
//!
//! It knows no words, lexicons, files or threads, and accepts any `&str` without panicking. The decision a
//! newcomer would question: cleaning never rewrites a text. [`Reading`] is a view made of recorded
//! [`Edit`]s, so that whatever is found in the clean text can be reported where it stands in the original.
#![forbid(unsafe_code)]

mod chars;
mod lines;
mod numerals;
mod reading;
mod sentences;
mod source;
mod span;
mod structure;

pub use chars::{
    MASK, char_after, char_before, is_blank, is_cjk_punctuation, is_clause_end, is_closing, is_han,
    is_opening, is_sentence_end,
};
pub use lines::{LineIndex, Position};
pub use numerals::{Numeral, is_digit, numeral_at, numeral_value, numerals, parse_numeral};
pub use reading::{Edit, EditKind, Reading, SourceCursor};
pub use sentences::{clauses, sentences};
pub use source::SourceText;
pub use span::Span;
pub use structure::{Heading, NumberStyle, Numbering, Section, Structure};
