//! Hashes of shingles, and the fingerprints among them.

use crate::random::mixed;
use std::collections::VecDeque;

/// A prime: hashes are polynomials over it.
const MODULUS: u64 = (1 << 61) - 1;
/// The place at which polynomials are taken; any number that is not small will do.
const BASE: u64 = 0x1b87_3593_cc9e_2d51 % MODULUS;

/// Calls `see` with the hash of each run of `length` letters, in order. Cost: constant a letter.
///
/// Equal runs have equal hashes; different ones with odds of about `length` in 2⁶¹.
pub(super) fn rolling(codes: &[u32], length: usize, mut see: impl FnMut(u64)) {
    if length == 0 || codes.len() < length {
        return;
    }
    let highest = (1..length).fold(1, |power, _| times(power, BASE));
    let mut hash = 0;
    for (at, &code) in codes.iter().enumerate() {
        if at >= length {
            let gone = times(highest, u64::from(codes[at - length]) + 1);
            hash = (hash + MODULUS - gone) % MODULUS;
        }
        hash = (times(hash, BASE) + u64::from(code) + 1) % MODULUS;
        if at + 1 >= length {
            see(hash);
        }
    }
}

/// Returns the fingerprints of a text with their places, in order: of each `window` hashes of runs of `length` letters the least, the last
/// of equal ones; of a shorter text the least of all.
pub(super) fn winnowed(codes: &[u32], length: usize, window: usize) -> Vec<(usize, u64)> {
    let mut hashes = Vec::with_capacity(codes.len());
    rolling(codes, length, |hash| hashes.push(mixed(hash)));
    let window = window.min(hashes.len());
    let mut prints = Vec::new();
    // Places with rising values: the first is the least of the window.
    let mut least: VecDeque<(usize, u64)> = VecDeque::new();
    let mut chosen = None;
    for (at, value) in hashes.into_iter().enumerate() {
        while least.back().is_some_and(|&(_, other)| other >= value) {
            least.pop_back();
        }
        least.push_back((at, value));
        if least.front().is_some_and(|&(first, _)| first + window <= at) {
            least.pop_front();
        }
        let is_full = at + 1 >= window;
        if let Some(&(place, value)) = least.front()
            && is_full
            && chosen != Some(place)
        {
            chosen = Some(place);
            prints.push((place, value));
        }
    }
    prints
}

/// Returns how many numbers two sorted lists without repetition share.
pub(super) fn shared(a: &[u64], b: &[u64]) -> usize {
    common(a, b).count()
}

/// Says whether two sorted lists share a number.
pub(super) fn has_common(a: &[u64], b: &[u64]) -> bool {
    common(a, b).next().is_some()
}

/// Returns the numbers that two sorted lists without repetition share.
fn common<'l>(a: &'l [u64], b: &'l [u64]) -> impl Iterator<Item = u64> + 'l {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                return Some(x);
            }
        }
        None
    })
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let sum = (product as u64 & MODULUS) + (product >> 61) as u64;
    if sum >= MODULUS { sum - MODULUS } else { sum }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn shingles(codes: &[u32], length: usize) -> Vec<u64> {
        let mut hashes = Vec::new();
        rolling(codes, length, |hash| hashes.push(hash));
        hashes
    }

    #[test]
    fn a_hash_depends_on_its_run_alone() {
        let codes = [1, 2, 3, 9, 1, 2, 3, 4];
        let hashes = shingles(&codes, 3);
        assert_eq!(hashes.len(), 6);
        assert_eq!(hashes[0], hashes[4]);
        assert_eq!(hashes.iter().collect::<BTreeSet<_>>().len(), 5);
        assert!(shingles(&codes, 9).is_empty());
    }

    proptest! {
        #[test]
        fn the_least_of_every_window_is_a_fingerprint(
            codes in prop::collection::vec(0_u32..4, 0..60),
            window in 1_usize..12,
        ) {
            let hashes: Vec<u64> = shingles(&codes, 3).into_iter().map(mixed).collect();
            let window = window.min(hashes.len()).max(1);
            let least = |(from, part): (usize, &[u64])| {
                let least = part.iter().copied().min()?;
                Some((from + part.iter().rposition(|&hash| hash == least)?, least))
            };
            let mut expected: Vec<(usize, u64)> =
                hashes.windows(window).enumerate().filter_map(least).collect();
            expected.dedup();
            prop_assert_eq!(winnowed(&codes, 3, window), expected);
        }
    }
}
