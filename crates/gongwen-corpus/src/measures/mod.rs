//! Statistics on counts: pure functions, no I/O.
//!
//! Counts go in as whole numbers and the measure comes out as a float; nothing is remembered between calls. A measure that is
//! not defined for its input is *not a number* or infinite, which tables show as null; each function says when. Where the
//! field disagrees on a definition, both forms are here under names of their own.
//!
//! Sums of floats run in the order of the input or in a sorted order that the function states, so that a result depends on
//! its input alone, to the bit.

pub mod association;
pub mod burst;
pub mod change;
pub mod correction;
pub mod dispersion;
pub mod diversity;
pub mod documents;
pub mod keyness;
pub mod shares;
pub mod special;
pub mod trend;
