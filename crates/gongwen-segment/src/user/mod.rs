//! Words that a user adds to the tokenizer or takes away from it.
//!
//! A [`UserDictionary`] is what one source says: a list of words, in a file or in memory. [`UserWords`] is what
//! several of them come to, and finds those words in a text. What is found there is a token whatever the built-in
//! dictionary would make of it: no frequency has to be tuned until a word is honoured.
//!
//! Nothing here opens a file or knows the built-in words. A removal is recorded ([`UserWords::removed`]) and left to
//! the engine, which holds the words that it concerns.

mod beginnings;
mod check;
mod dictionary;
mod error;
mod find;
mod line;
mod trie;
mod words;

#[cfg(test)]
mod tests;

pub use dictionary::{UserDictionary, UserEntry};
pub use error::{DictionaryError, DictionaryErrors, DictionaryProblem};
pub(crate) use words::UserWords;
