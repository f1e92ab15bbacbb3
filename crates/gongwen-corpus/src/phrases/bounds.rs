//! Upper bounds of the counts of all sequences, in a table of fixed size.
//!
//! Every sequence adds one to the place that its hash names, so a place holds the sum of the counts of all sequences that meet
//! there: at least that of each (Park, Chen & Yu 1995, An effective hash-based algorithm for mining association rules). Threads add to one
//! table, since a sum does not depend on the order of its terms.

use crate::random::{STEP, mixed};
use std::sync::atomic::{AtomicU16, Ordering};

use gongwen_formula::discover::Unit;

use super::{PhraseOptions, stretches};

/// The logarithm of the number of places, unless said otherwise.
const BITS: u32 = 24;
/// Places stop here, far enough from overflow for thousands of threads to add at once.
const FULL: u16 = 60_000;

/// Upper bounds of how often sequences of words come. Takes two bytes a place, 32 MiB unless said otherwise, whatever is counted.
pub struct Bounds {
    places: Box<[AtomicU16]>,
    bits: u32,
    longest: usize,
    least: u16,
}

impl Bounds {
    /// Returns empty bounds.
    #[must_use]
    pub fn new(options: &PhraseOptions) -> Self {
        Self::sized(options, BITS)
    }

    /// Returns empty bounds with 2 to the power of `bits` places, 1 to 32 of them. The phrases found are the same for any number; fewer places let
    /// more sequences through that are rare.
    #[must_use]
    pub fn sized(options: &PhraseOptions, bits: u32) -> Self {
        let options = options.in_range();
        let bits = bits.clamp(1, 32);
        Bounds {
            places: (0..1_usize << bits).map(|_| AtomicU16::new(0)).collect(),
            bits,
            longest: options.longest,
            least: u16::try_from(options.min_count).unwrap_or(FULL).min(FULL),
        }
    }

    /// Counts the sequences of a document: a step for each, shared by all threads.
    pub fn add(&self, units: &[Unit]) {
        for (_, stretch) in stretches(units) {
            for start in 0..stretch.len() {
                let mut hash = Hash::default();
                for (length, unit) in (1..=self.longest).zip(&stretch[start..]) {
                    hash = hash.with(*unit);
                    if length > 1 {
                        let place = self.place(hash);
                        if place.load(Ordering::Relaxed) < FULL {
                            place.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                }
            }
        }
    }

    /// Says whether the sequence with this hash may come as often as a phrase has to.
    pub(super) fn allow(&self, hash: Hash) -> bool {
        self.place(hash).load(Ordering::Relaxed) >= self.least
    }

    fn place(&self, hash: Hash) -> &AtomicU16 {
        &self.places[(hash.0 >> (u64::BITS - self.bits)) as usize]
    }
}

impl std::fmt::Debug for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bounds").field("places", &self.places.len()).finish_non_exhaustive()
    }
}

/// The hash of a sequence, made word by word.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Hash(u64);

impl Hash {
    /// Returns the hash of the sequence with one more word: the finaliser of SplitMix64.
    pub(super) fn with(self, unit: Unit) -> Hash {
        Hash(mixed((self.0 ^ u64::from(unit.number())).wrapping_add(STEP)))
    }
}
