//! Tests that take documents, not words, for what was sampled.
//!
//! A text is not a bag of words: whoever uses a word is likely to use it again, so that tests which take each word for an
//! observation find differences everywhere (Lijffijt et al. 2016, Significance testing of word frequencies in corpora). Here each document
//! gives one value, its rate, and two groups of documents are compared.
//!
//! Mann, H. B. & Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically larger. *Ann. Math. Stat.* 18.

use super::special::normal_two_sided;
use crate::random::SplitMix64;

/// The result of the test of Mann and Whitney.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// U of the first group: in how many pairs its value is the larger one, ties counting one half.
    pub u: f64,
    /// U/(n1·n2): the chance that a document of the first group has the larger value, from 0 to 1.
    pub superiority: f64,
    /// The standardised U with corrections for ties and continuity; not a number for the exact test and where all values are equal.
    pub z: f64,
    /// The two-sided p; 1 where all values are equal.
    pub p: f64,
}

/// Up to this size of both groups, and without ties, the distribution of U is counted out.
const EXACT: usize = 30;

/// Compares two groups of values. `None` when one is empty or has a value that is not a number.
///
/// Exact for groups of up to 30 values without ties, else by the normal distribution.
/// Cost: `O(n log n)`; the exact distribution `O(n1²·n2²)` at most.
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Option<MannWhitney> {
    let is_nan = |values: &[f64]| values.iter().any(|value| value.is_nan());
    if first.is_empty() || second.is_empty() || is_nan(first) || is_nan(second) {
        return None;
    }
    let (n1, n2) = (first.len() as f64, second.len() as f64);
    let (ranks, ties) = ranks(&[first, second].concat());
    // Ranks are halves of whole numbers: their sum is exact.
    let u = ranks[..first.len()].iter().sum::<f64>() - n1 * (n1 + 1.0) / 2.0;
    let superiority = u / (n1 * n2);
    if ties == 0.0 && first.len() <= EXACT && second.len() <= EXACT {
        let p = exact(first.len(), second.len(), u.max(n1 * n2 - u) as usize);
        return Some(MannWhitney { u, superiority, z: f64::NAN, p });
    }
    let n = n1 + n2;
    let variance = n1 * n2 / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    let distance = u - n1 * n2 / 2.0;
    if variance <= 0.0 {
        return Some(MannWhitney { u, superiority, z: f64::NAN, p: 1.0 });
    }
    let z = distance.signum() * (distance.abs() - 0.5) / variance.sqrt();
    let p = if distance.abs() <= 0.5 { 1.0 } else { normal_two_sided(z) };
    Some(MannWhitney { u, superiority, z, p })
}

/// Returns the two-sided p of the larger U.
fn exact(n1: usize, n2: usize, u: usize) -> f64 {
    // Coefficients of the Gaussian binomial: Π (1 − qⁿ²⁺ⁱ)/(1 − qⁱ), whole numbers below 2⁵⁷ at 30 and 30.
    let size = n1 * n2 + 1;
    let mut ways = vec![0_i128; size];
    ways[0] = 1;
    for i in 1..=n1 {
        for at in ((n2 + i)..size).rev() {
            ways[at] -= ways[at - (n2 + i)];
        }
        for at in i..size {
            ways[at] += ways[at - i];
        }
    }
    let all: i128 = ways.iter().sum();
    let tail: i128 = ways[u..].iter().sum();
    (2.0 * tail as f64 / all as f64).min(1.0)
}

/// Returns the ranks from 1, equal values sharing the mean of theirs, and Σ(t³ − t) over the ties.
pub(super) fn ranks(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    let mut ranks = vec![0.0; values.len()];
    let (mut before, mut ties) = (0, 0.0);
    for same in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let count = same.len() as f64;
        let rank = before as f64 + (count + 1.0) / 2.0;
        same.iter().for_each(|&index| ranks[index] = rank);
        ties += count * count * count - count;
        before += same.len();
    }
    (ranks, ties)
}

/// The result of a permutation test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Permuted {
    /// The mean of the first group less that of the second.
    pub difference: f64,
    /// How many of the permutations had a difference at least as large, either way.
    pub as_large: u64,
    /// How many permutations were tried.
    pub permutations: u64,
    /// (as_large + 1)/(permutations + 1), above 0 to 1 (Phipson & Smyth 2010).
    pub p: f64,
}

/// Tests the difference of the mean values of two groups by dealing the values out anew `permutations` times. `None` when a group is
/// empty or has a value that is not a number.
///
/// The generator is splitmix64, started from `seed`; the values of each group are sorted first, so that the same values and the same seed give the
/// same result in any order of the documents. A difference counts as equally large when it is so up to rounding (10⁻¹²).
/// Cost: `O(permutations · n)`.
pub fn permutation_test(first: &[f64], second: &[f64], permutations: u64, seed: u64) -> Option<Permuted> {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_unstable_by(f64::total_cmp);
        values
    };
    let mut pool = [sorted(first), sorted(second)].concat();
    if first.is_empty() || second.is_empty() || pool.iter().any(|value| value.is_nan()) {
        return None;
    }
    let (n1, n2) = (first.len(), second.len());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let difference = mean(&pool[..n1]) - mean(&pool[n1..]);
    let total: f64 = pool.iter().sum();
    // Of the two groups the smaller one is dealt; the rest of the total is the other.
    let dealt = n1.min(n2);
    let (few, many) = (dealt as f64, (n1.max(n2)) as f64);
    let largest = pool.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let limit = difference.abs() - 1e-12 * largest;
    let mut generator = SplitMix64(seed);
    let mut as_large = 0;
    for _ in 0..permutations {
        let mut sum = 0.0;
        for place in 0..dealt {
            let drawn = place + generator.below((pool.len() - place) as u64) as usize;
            pool.swap(place, drawn);
            sum += pool[place];
        }
        as_large += u64::from((sum / few - (total - sum) / many).abs() >= limit);
    }
    let p = (as_large + 1) as f64 / (permutations + 1) as f64;
    Some(Permuted { difference, as_large, permutations, p })
}
