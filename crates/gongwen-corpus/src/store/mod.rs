//! The corpus as queries need it: saved in a folder and mapped into memory, or built in memory for a single question.
//!
//! Documents are cut by [`Cutter`]s on any thread and added in order by a [`CorpusBuilder`]; a [`Corpus`] answers. It keeps the words of
//! all documents as numbers of fixed width, for each word the places where it stands, and for each place what is needed to
//! show it: blanks, sentences, the map back to the source, formulas, metadata. A text comes back whole from its words,
//! so it is not kept a second time. What one would question: words are numbered as they come, not by text or frequency,
//! so that an addition renumbers nothing.

mod builder;
mod bytes;
mod condition;
mod corpus;
mod cut;
mod documents;
mod folder;
mod manifest;
mod packing;
mod sections;
mod segment;
mod vocabulary;

pub use builder::{Built, CorpusBuilder, Existing};
pub use condition::{Condition, InvalidCondition};
pub use corpus::{Corpus, FormulaView, Selection, hash_of, is_corpus};
pub use cut::{CutDocument, Cutter, DocumentInfo, FormulaHit};
pub use documents::{DocumentView, USUAL_COLUMNS, derived};
pub use manifest::Making;
pub use vocabulary::Vocabulary;

pub(crate) use corpus::Part;
pub(crate) use cut::Place;
pub(crate) use packing::Column;
pub(crate) use vocabulary::BOUNDARY;
