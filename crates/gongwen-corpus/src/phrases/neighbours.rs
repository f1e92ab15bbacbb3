//! What stands beside the phrases, and when and where they come first.

use std::ops::Range;

use gongwen_formula::discover::Unit;
use rustc_hash::FxHashMap;

use super::Phrases;
use crate::sighting::{Dated, Seen, Sighting};

/// Counts of what stands beside phrases; merges. Make one a thread.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// By phrase, side and unit that is no break.
    counts: FxHashMap<(u32, Side, Unit), u64>,
    pub(super) seen: FxHashMap<u32, Seen>,
}

/// The side of a phrase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Side {
    Left,
    Right,
}

impl Neighbours {
    /// Looks at the neighbours of all phrases of a document. `sight` tells where some of its units stand; it is asked for the first
    /// occurrence of a phrase in a document that is earlier than those before.
    ///
    /// Cost: a look-up a word, and three a phrase.
    pub fn add(
        &mut self,
        document: Dated<'_>,
        units: &[Unit],
        phrases: &Phrases,
        sight: impl Fn(Range<usize>) -> Sighting,
    ) {
        for start in 0..units.len() {
            phrases.at(&units[start..], |phrase, length| {
                let end = start + length;
                let before = start.checked_sub(1).and_then(|at| units.get(at));
                for (side, unit) in [(Side::Left, before), (Side::Right, units.get(end))] {
                    if let Some(unit) = unit.filter(|unit| **unit != Unit::BREAK) {
                        *self.counts.entry((phrase, side, *unit)).or_default() += 1;
                    }
                }
                match self.seen.get_mut(&phrase) {
                    Some(seen) => seen.note(document, || sight(start..end)),
                    None => _ = self.seen.insert(phrase, Seen::new(sight(start..end))),
                }
            });
        }
    }

    /// Adds those of other documents. Cost: a look-up for each different neighbour.
    pub fn merge(&mut self, other: Neighbours) {
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
        for (phrase, theirs) in other.seen {
            match self.seen.get_mut(&phrase) {
                Some(seen) => seen.merge(theirs),
                None => _ = self.seen.insert(phrase, theirs),
            }
        }
    }

    /// Returns the counts of the different neighbours of every phrase, on its left and on its right.
    pub(super) fn by_phrase(&self, phrases: usize) -> Vec<[Vec<u64>; 2]> {
        let mut by_phrase = vec![[Vec::new(), Vec::new()]; phrases];
        for (&(phrase, side, _), &count) in &self.counts {
            if let Some(sides) = by_phrase.get_mut(phrase as usize) {
                sides[side as usize].push(count);
            }
        }
        by_phrase
    }
}
