//! Counting over any number of documents: words, formulas, in how many documents, how evenly.
//!
//! Everything counted merges: a thread counts the documents it happens to get ([`parallel::Pool::fold`]), the
//! parts are merged, and the [`Table`](gongwen_table::Table) that comes out is the same to the byte for any split.
//! That holds because every number is made from whole numbers, which add up alike in any order; a ratio is
//! one division at the end, never a running sum of floats.
//!
//! What is counted becomes statistics in [`measures`], which are functions of counts and of nothing else.
//!
//! A saved corpus ([`store`]) keeps what was cut, so that questions ([`query`]) are answered without reading the documents again.
//!
//! The crate reads no files but those of its own corpora and knows no lexicon: documents come as tokens ([`WordCounts`], [`store`]), as the keys of
//! the formulas found in them ([`FormulaCounts`]), as candidates for labels ([`LabelCounts`]), as the units of which phrases are made
//! ([`phrases`]), or as readings to compare with each other ([`reuse`]).
#![deny(unsafe_code)]

mod against;
mod density;
mod error;
mod filter;
mod formulas;
mod interner;
mod labels;
pub mod measures;
pub mod parallel;
pub mod phrases;
pub mod query;
mod random;
pub mod reuse;
mod sighting;
pub mod store;
pub mod trend;
mod word_table;
mod words;

pub use against::{Against, DraftKey, Verdict};
pub use density::{DensityRow, Device, Section, Total, density_table};
pub use error::{Error, ErrorKind};
pub use filter::TokenFilter;
pub use formulas::{FormulaCounts, FormulaDocument, FormulaKey, FormulaTableOptions, Ordinal};
pub use labels::{LabelCounts, LabelOptions, LabelRow};
pub use sighting::{Dated, Sighting};
pub use word_table::{WordColumn, WordTableOptions};
pub use words::{Detail, WordCounts};
