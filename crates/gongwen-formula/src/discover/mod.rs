//! What no lexicon has: the candidates of one document, for [labels] and for [phrases](Units).
//!
//! Labels come from the extractor, which judges every numeral with its surroundings; phrases have no such mark and show only
//! in numbers, so for them a document becomes a sequence of [`Unit`]s that others count. Nothing here counts, ranks or
//! keeps anything from document to document: what a document gives does not depend on the others, so counts merge.

mod countable;
mod edges;
mod labels;
mod nearest;
mod remainder;
mod units;

pub use edges::Edge;
pub use labels::{Candidate, labels};
pub use nearest::{Known, Nearest, distance};
pub use units::{Unit, Units};
