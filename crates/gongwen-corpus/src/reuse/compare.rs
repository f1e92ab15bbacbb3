//! The exact comparison of two documents: shared shingles, and shared runs letter by letter.

use std::cmp::Reverse;

use gongwen_text::LineIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::Found;
use super::letters::Letters;
use super::prints::rolling;
use super::texts::{Text, place};
use super::{Direction, Known, Pair, Passage, ReuseKind, ReuseOptions};
use crate::parallel::Pool;
use crate::random::mixed;

/// Of a run that recurs in the first document, so many places are looked at.
const PLACES: usize = 16;

/// Compares the pairs, which are sorted, and returns those that have something in common.
pub(super) fn pairs(
    documents: &[Known],
    texts: &[Text],
    found: &Found,
    options: &ReuseOptions,
    pool: &Pool<'_>,
) -> Vec<Pair> {
    let groups: Vec<&[[u32; 2]]> = found.pairs.chunk_by(|x, y| x[0] == y[0]).collect();
    let work = |pairs: &mut Vec<Pair>, at: usize| -> Result<(), std::convert::Infallible> {
        let a = groups[at][0][0] as usize;
        let original = Original::of(&texts[a], options);
        for &[_, b] in groups[at] {
            let b = b as usize;
            if let Some(pair) = original.compare(&texts[b], &found.common, options) {
                pairs.push(Pair { a, b, direction: direction(&documents[a], &documents[b]), ..pair });
            }
        }
        Ok(())
    };
    pool.fold(groups.len(), Vec::new, work, |all, part| all.extend(part)).value
}

/// Says what dates tell; `a` is not later than `b`.
pub(super) fn direction(a: &Known, b: &Known) -> Direction {
    match (&a.date, &b.date) {
        // 2023 and 2023-05 may be either way round.
        (Some(earlier), Some(later)) if !later.starts_with(earlier.as_str()) => Direction::EarlierToLater,
        _ => Direction::Unknown,
    }
}

/// A document that others are compared with.
struct Original<'t> {
    text: &'t Text,
    letters: Letters,
    lines: LineIndex,
    /// The distinct shingles, numbered.
    shingles: FxHashMap<u64, u32>,
    /// The first place of each run of the least length of a passage.
    places: FxHashMap<u64, u32>,
    /// For each place the next one of an equal run; the place itself when there is none.
    next: Vec<u32>,
}

/// A run that two documents share and that goes on in neither direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Match {
    a: usize,
    b: usize,
    length: usize,
}

impl<'t> Original<'t> {
    fn of(text: &'t Text, options: &ReuseOptions) -> Self {
        let letters = text.letters();
        let mut shingles = FxHashMap::default();
        rolling(&letters.codes, options.shingle, |hash| {
            let number = shingles.len() as u32;
            shingles.entry(hash).or_insert(number);
        });
        let mut hashes = Vec::with_capacity(letters.codes.len());
        rolling(&letters.codes, options.min_span, |hash| hashes.push(hash));
        let mut places = FxHashMap::default();
        let mut next: Vec<u32> = (0..hashes.len() as u32).collect();
        for (at, hash) in hashes.into_iter().enumerate().rev() {
            if let Some(later) = places.insert(hash, at as u32) {
                next[at] = later;
            }
        }
        Original { lines: LineIndex::new(&text.source), text, letters, shingles, places, next }
    }

    fn compare(&self, other: &Text, common: &FxHashSet<u64>, options: &ReuseOptions) -> Option<Pair> {
        let letters = other.letters();
        let matches = self.matches(&letters.codes, options.min_span);
        let longest = matches.iter().map(|found| found.length).max().unwrap_or_default();
        let tiles = tiles(matches, letters.codes.len(), options.min_span);
        let shared_shingles = self.shared_shingles(&letters.codes, options.shingle);
        let of_both = self.text.shingles + other.shingles - shared_shingles;
        let is_near = of_both > 0 && shared_shingles as f64 / of_both as f64 >= options.near;
        let is_evidence = |tile: &Match| {
            uncommon(&letters.codes[tile.b..tile.b + tile.length], common, options) >= options.min_span
        };
        if !is_near && !tiles.iter().any(is_evidence) {
            return None;
        }
        let lines = LineIndex::new(&other.source);
        let passages: Vec<Passage> = tiles
            .iter()
            .map(|tile| Passage {
                a: place(&self.lines, self.letters.span(&self.text.source, tile.a, tile.length)),
                b: place(&lines, letters.span(&other.source, tile.b, tile.length)),
                letters: tile.length as u64,
            })
            .collect();
        Some(Pair {
            a: 0,
            b: 0,
            direction: Direction::Unknown,
            kind: if is_near { ReuseKind::Near } else { ReuseKind::Part },
            shared_shingles,
            shingles: [self.text.shingles, other.shingles],
            shared: passages.iter().map(|passage| passage.letters).sum(),
            longest: longest as u64,
            passages,
        })
    }

    fn shared_shingles(&self, codes: &[u32], length: usize) -> u64 {
        let mut seen = vec![false; self.shingles.len()];
        let mut count = 0;
        rolling(codes, length, |hash| {
            if let Some(&number) = self.shingles.get(&hash)
                && !std::mem::replace(&mut seen[number as usize], true)
            {
                count += 1;
            }
        });
        count
    }

    /// Returns the shared runs of at least `least` letters.
    fn matches(&self, codes: &[u32], least: usize) -> Vec<Match> {
        let mut matches = Vec::new();
        // How far the run on each diagonal reaches in the second document.
        let mut reached: FxHashMap<usize, usize> = FxHashMap::default();
        let mut b = 0;
        rolling(codes, least, |hash| {
            let mut place = self.places.get(&hash).copied();
            let mut left = PLACES;
            while let Some(at) = place.filter(|_| left > 0) {
                let a = at as usize;
                let end = reached.entry(a + codes.len() - b).or_default();
                if *end < b + least
                    && let Some(found) = self.around(codes, a, b, least)
                {
                    *end = found.b + found.length;
                    matches.push(found);
                }
                place = Some(self.next[a]).filter(|&next| next != at);
                left -= 1;
            }
            b += 1;
        });
        matches
    }

    /// Returns the run around two places with equal hashes, if it is one.
    fn around(&self, codes: &[u32], a: usize, b: usize, least: usize) -> Option<Match> {
        let ours = &self.letters.codes;
        let back = ours[..a].iter().rev().zip(codes[..b].iter().rev()).take_while(|(x, y)| x == y).count();
        let ahead = ours[a..].iter().zip(&codes[b..]).take_while(|(x, y)| x == y).count();
        (ahead >= least).then(|| Match { a: a - back, b: b - back, length: back + ahead })
    }
}

/// Returns the most letters in a row of which none is in common wording.
fn uncommon(codes: &[u32], common: &FxHashSet<u64>, options: &ReuseOptions) -> usize {
    if common.is_empty() {
        return codes.len();
    }
    let (mut at, mut free_from, mut most) = (0, 0, 0);
    rolling(codes, options.print_length(), |hash| {
        if common.contains(&mixed(hash)) {
            most = most.max(at.max(free_from) - free_from);
            free_from = at + options.print_length();
        }
        at += 1;
    });
    most.max(codes.len().max(free_from) - free_from)
}

/// Lays the runs over the second document without overlap, the longest first, each where it is still free; returns them in its order.
fn tiles(mut matches: Vec<Match>, length: usize, least: usize) -> Vec<Match> {
    matches.sort_unstable_by_key(|found| (Reverse(found.length), found.b, found.a));
    let mut is_covered = vec![false; length];
    let mut tiles = Vec::new();
    for found in matches {
        let end = found.b + found.length;
        let mut b = found.b;
        while b < end {
            let free = is_covered[b..end].iter().take_while(|&&covered| !covered).count();
            if free >= least {
                is_covered[b..b + free].fill(true);
                tiles.push(Match { a: found.a + b - found.b, b, length: free });
            }
            b += free.max(1);
        }
    }
    tiles.sort_unstable_by_key(|tile| tile.b);
    tiles
}
