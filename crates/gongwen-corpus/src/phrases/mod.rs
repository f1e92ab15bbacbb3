//! Phrases that recur: sequences of words that hold together inside and stand freely outside.
//!
//! The sequences of a large corpus do not fit into memory, and most of them come once. So the documents are gone over three
//! times: [`Bounds`] gives an upper bound of how often each sequence comes, in a table of fixed size; [`Sequences`] counts
//! exactly those that the bound lets through, and chooses the [`Phrases`] among them; [`Neighbours`] looks at what stands
//! beside these. Nothing that reaches the least count is lost: the bound is never too low. Memory grows with the
//! vocabulary of frequent sequences, not with the text. Every step merges, so any split gives the same table.

mod bounds;
mod measures;
mod neighbours;
mod options;
mod sequences;
mod table;

pub use bounds::Bounds;
pub use measures::{c_value, cohesion, entropy};
pub use neighbours::Neighbours;
pub use options::PhraseOptions;
pub use sequences::{Phrases, Sequences};
pub use table::{PhraseRow, Ranked};

use gongwen_formula::discover::Unit;

/// Returns the stretches of a document that hold words alone, each with where it begins.
fn stretches(units: &[Unit]) -> impl Iterator<Item = (usize, &[Unit])> {
    let mut from = 0;
    std::iter::from_fn(move || {
        from += units[from..].iter().position(|unit| unit.word().is_some())?;
        let length = units[from..].iter().position(|unit| unit.word().is_none());
        let stretch = &units[from..][..length.unwrap_or(units.len() - from)];
        from += stretch.len();
        Some((from - stretch.len(), stretch))
    })
}
