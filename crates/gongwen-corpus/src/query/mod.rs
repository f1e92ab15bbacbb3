//! Questions to a [`Corpus`](crate::store::Corpus): where something stands, beside what, how often, how evenly.
//!
//! A [`Target`] says what is sought; [`find`] gives its [`Matches`]; [`Concordance`] shows them in context, [`collocates`] counts what is
//! beside them. [`frequencies`], [`spread`] and [`ngrams`] are about all words at once. Every result is in a defined order that depends
//! on the texts alone: ties fall by text, never by number, so that neither the order of documents nor the parts of the
//! corpus show.

mod collocates;
mod concordance;
mod frequencies;
mod hits;
mod matches;
mod ngrams;
mod pattern;
mod source;
mod target;
mod text_search;
mod word_set;

pub use collocates::{Collocate, CollocateOptions, Collocates, Expectation, Window, collocates};
pub use concordance::{Concordance, Context, Line, SortKey};
pub use frequencies::{DocumentCounts, Posting, WordSpread, document_counts, frequencies, spread, spread_of};
pub use hits::{Unit, hits_of, units_of};
pub use matches::{Match, Matches, Within};
pub use ngrams::{NgramOptions, ngrams};
pub use pattern::{InvalidPattern, Pattern};
pub use source::Source;
pub use target::{Target, find};
