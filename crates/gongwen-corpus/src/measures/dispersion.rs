//! How evenly something is spread over the parts of a corpus, and over its length.
//!
//! The corpus has n parts (documents) of sizes nᵢ that sum to N, with shares sᵢ = nᵢ/N; the thing counted
//! occurs vᵢ times in part i and f = Σvᵢ times in all, pᵢ = vᵢ/nᵢ.
//!
//! - DP = ½ Σ |vᵢ/f − sᵢ| (Gries 2008). 0 when every part has exactly its share; towards 1 when one small part
//!   has it all. The largest value is 1 − min sᵢ.
//! - DPnorm = DP / (1 − min sᵢ), from 0 to 1 (Lijffijt & Gries 2012).
//! - D_KL = Σ (vᵢ/f)·log₂((vᵢ/f)/sᵢ), from 0 (even) to log₂(1/min sᵢ) (Gries 2020).
//! - D = 1 − CV(p)/√(n − 1) with the population's standard deviation, from 0 to 1 (even) (Juilland et al. 1970).
//! - D₂ = H/ln n with the entropy H of pᵢ/Σp, from 0 to 1 (even) (Carroll 1970).
//! - S = (Σ √(sᵢ·vᵢ))²/f, above 0 to 1 (even) (Rosengren 1971).
//! - range: the number of parts that have it.
//!
//! Not defined, and null in tables: all of them but the range (0) for f = 0; DPnorm, D and D₂ for a corpus of one part.
//! Parts of size 0 are no parts: a scan without text must not change min sᵢ for every word.
//!
//! **Only parts that have the thing are looked at.** Both sums of shares are 1, so the positive differences sum to as much as the
//! negative ones, and DP = Σ max(0, vᵢ/f − sᵢ) = Σ max(0, vᵢ·N − f·nᵢ) / (f·N): whole numbers, exact in any order.
//! A part without the thing adds nothing to the other sums either, except 0 − p̄ to Juilland's deviation, which is as often the same. These
//! other sums are of floats and run in the order of the parts given.
//!
//! The second group needs no parts: positions in the corpus as one text, closed to a ring, so that there are f distances dᵢ from one
//! occurrence to the next, which sum to N; v = N/f (Savický & Hlaváčová 2002, Measures of word commonness).
//!
//! - ARF = (1/v)·Σ min(dᵢ, v), from just above 1 (all in one place) to f (evenly).
//! - AWT = ½·(1 + Σdᵢ²/N): how many words one waits for it on the average; its frequency N/(2·AWT − 1), from 1 to f.
//! - ALD = (1/N)·Σ dᵢ·log₁₀ dᵢ: the same with distances on a logarithmic scale; its frequency N/10^ALD, from 1 to f.
//!
//! Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. *IJCL* 13(4), 403–437.
//! Lijffijt, J. & Gries, S. Th. (2012). Correction to the above. *IJCL* 17(1), 147–149.
//! Gries, S. Th. (2020). Analyzing dispersion. In *A practical handbook of corpus linguistics*.

/// A part of a corpus for one thing counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How often the thing occurs in the part.
    pub count: u64,
    /// The size of the part.
    pub size: u64,
}

/// Returns DP over all parts of a corpus, also those that do not have the thing; `None` when none has it.
///
/// ```
/// use gongwen_corpus::measures::dispersion::{Part, dp, dp_norm};
/// // Gries's toy corpus.
/// let parts = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)].map(|(count, size)| Part { count, size });
/// assert_eq!(dp(&parts), Some(0.18));
/// assert!((dp_norm(&parts).unwrap() - 0.2195).abs() < 5e-5);
/// ```
pub fn dp(parts: &[Part]) -> Option<f64> {
    spread(parts).dp()
}

/// Returns DPnorm over all parts of a corpus; `None` when none has the thing or there is but one part.
pub fn dp_norm(parts: &[Part]) -> Option<f64> {
    spread(parts).dp_norm()
}

fn spread(parts: &[Part]) -> Spread<'_> {
    Spread::new(parts, Sizes::of(parts.iter().map(|part| part.size)))
}

/// What the measures need to know of the sizes of all parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// N.
    pub(crate) total: u64,
    /// How many parts are not empty.
    pub(crate) parts: u64,
    /// The smallest of them.
    smallest: u64,
}

impl Sizes {
    /// Returns the sizes of these parts.
    pub fn of(sizes: impl IntoIterator<Item = u64>) -> Sizes {
        let mut all = Sizes::default();
        sizes.into_iter().for_each(|size| all.add(size));
        all
    }

    /// Returns the sum of all sizes, N.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Returns the number of parts that are not empty, n.
    pub fn parts(&self) -> u64 {
        self.parts
    }

    /// Adds a part; one of size 0 is none.
    pub fn add(&mut self, size: u64) {
        self.merge(Sizes { total: size, parts: u64::from(size > 0), smallest: size });
    }

    /// Adds other parts.
    pub fn merge(&mut self, other: Sizes) {
        self.smallest = match (self.parts, other.parts) {
            (_, 0) => self.smallest,
            (0, _) => other.smallest,
            _ => self.smallest.min(other.smallest),
        };
        self.total += other.total;
        self.parts += other.parts;
    }

    /// Returns max(0, vᵢ·N − f·nᵢ), whose sum over the parts that have the thing gives DP.
    pub fn excess(&self, part: Part, frequency: u64) -> u128 {
        let observed = u128::from(part.count) * u128::from(self.total);
        observed.saturating_sub(u128::from(frequency) * u128::from(part.size))
    }

    /// Returns DP, given f and the sum of [`Sizes::excess`]; `None` for f = 0.
    pub fn dp(&self, frequency: u64, excess: u128) -> Option<f64> {
        ratio(excess, u128::from(frequency) * u128::from(self.total))
    }

    /// Returns DPnorm, given the same; `None` for f = 0 or but one part.
    pub fn dp_norm(&self, frequency: u64, excess: u128) -> Option<f64> {
        ratio(excess, u128::from(frequency) * u128::from(self.total - self.smallest))
    }
}

/// A thing counted: the parts that have it, in the order of the corpus, and the sizes of all parts.
///
/// Parts with a count of 0 may be among them; they change nothing. Every measure costs `O(parts given)`.
///
/// ```
/// use gongwen_corpus::measures::dispersion::{Part, Sizes, Spread};
/// let parts = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)].map(|(count, size)| Part { count, size });
/// let spread = Spread::new(&parts, Sizes::of([9, 10, 10, 10, 11]));
/// assert_eq!((spread.range(), spread.dp()), (5, Some(0.18)));
/// assert!((spread.juilland_d().unwrap() - 0.7852).abs() < 5e-5);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Spread<'p> {
    parts: &'p [Part],
    sizes: Sizes,
    frequency: u64,
}

impl<'p> Spread<'p> {
    /// Returns the spread over these parts of a corpus of these sizes.
    pub fn new(parts: &'p [Part], sizes: Sizes) -> Self {
        Spread { parts, sizes, frequency: parts.iter().map(|part| part.count).sum() }
    }

    /// Returns f.
    pub fn frequency(&self) -> u64 {
        self.frequency
    }

    /// Returns the number of parts that have the thing.
    pub fn range(&self) -> u64 {
        self.having().count() as u64
    }

    /// Returns DP; `None` for f = 0.
    pub fn dp(&self) -> Option<f64> {
        self.sizes.dp(self.frequency, self.excess())
    }

    /// Returns DPnorm; `None` for f = 0 or but one part.
    pub fn dp_norm(&self) -> Option<f64> {
        self.sizes.dp_norm(self.frequency, self.excess())
    }

    /// Returns the Kullback–Leibler divergence D_KL in bits; `None` for f = 0.
    pub fn kld(&self) -> Option<f64> {
        let (f, total) = (self.frequency as f64, self.sizes.total as f64);
        let bits = |part: &Part| {
            let (v, n) = (part.count as f64, part.size as f64);
            v / f * (v * total / (f * n)).log2()
        };
        (self.frequency > 0).then(|| self.having().map(bits).sum::<f64>().max(0.0))
    }

    /// Returns Juilland's D; `None` for f = 0 or but one part.
    pub fn juilland_d(&self) -> Option<f64> {
        if self.frequency == 0 || self.sizes.parts < 2 {
            return None;
        }
        let parts = self.sizes.parts as f64;
        let mean = self.shares().sum::<f64>() / parts;
        let without = (self.sizes.parts - self.range()) as f64 * mean * mean;
        let variance = (self.shares().map(|p| (p - mean) * (p - mean)).sum::<f64>() + without) / parts;
        Some(1.0 - variance.sqrt() / mean / (parts - 1.0).sqrt())
    }

    /// Returns Carroll's D₂; `None` for f = 0 or but one part.
    pub fn carroll_d2(&self) -> Option<f64> {
        if self.frequency == 0 || self.sizes.parts < 2 {
            return None;
        }
        let sum = self.shares().sum::<f64>();
        let entropy: f64 = self.shares().map(|p| p / sum * (sum / p).ln()).sum();
        Some(entropy / (self.sizes.parts as f64).ln())
    }

    /// Returns Rosengren's S; `None` for f = 0.
    pub fn rosengren_s(&self) -> Option<f64> {
        let total = self.sizes.total as f64;
        let root: f64 = self.having().map(|part| (part.size as f64 / total * part.count as f64).sqrt()).sum();
        (self.frequency > 0).then(|| (root * root / self.frequency as f64).min(1.0))
    }

    fn having(&self) -> impl Iterator<Item = &'p Part> {
        self.parts.iter().filter(|part| part.count > 0)
    }

    fn shares(&self) -> impl Iterator<Item = f64> {
        self.having().map(|part| part.count as f64 / part.size as f64)
    }

    fn excess(&self) -> u128 {
        self.parts.iter().map(|part| self.sizes.excess(*part, self.frequency)).sum()
    }
}

/// The distances of a thing from one occurrence to the next, on a corpus closed to a ring.
///
/// ```
/// use gongwen_corpus::measures::dispersion::Distances;
/// let even = Distances::new(&[0, 10, 20, 30], 40).unwrap();
/// assert_eq!((even.arf(), even.awt_frequency()), (4.0, 4.0));
/// let lumped = Distances::new(&[0, 1, 2, 3], 40).unwrap();
/// assert_eq!(lumped.arf(), 1.3);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Distances<'p> {
    positions: &'p [u64],
    total: u64,
}

impl<'p> Distances<'p> {
    /// Returns the distances between these positions, which ascend, in a corpus of `total` words. `None` without any
    /// position, and when they do not ascend or lie outside.
    pub fn new(positions: &'p [u64], total: u64) -> Option<Self> {
        let ascend = positions.windows(2).all(|pair| pair[0] < pair[1]);
        (ascend && positions.last().is_some_and(|&last| last < total))
            .then_some(Distances { positions, total })
    }

    /// Returns the average reduced frequency ARF, (1/v)·Σ min(dᵢ, v). Exact up to one division.
    pub fn arf(&self) -> f64 {
        let (frequency, total) = (self.positions.len() as u128, u128::from(self.total));
        let sum: u128 = self.iter().map(|distance| (u128::from(distance) * frequency).min(total)).sum();
        sum as f64 / self.total as f64
    }

    /// Returns the average waiting time AWT in words, ½·(1 + Σdᵢ²/N).
    pub fn awt(&self) -> f64 {
        0.5 * (1.0 + self.squares() as f64 / self.total as f64)
    }

    /// Returns the frequency of the average waiting time, N²/Σdᵢ².
    pub fn awt_frequency(&self) -> f64 {
        let total = u128::from(self.total);
        (total * total) as f64 / self.squares() as f64
    }

    /// Returns the average logarithmic distance ALD, (1/N)·Σ dᵢ·log₁₀ dᵢ. The sum runs in the order of the positions.
    pub fn ald(&self) -> f64 {
        self.iter().map(|distance| distance as f64 * (distance as f64).log10()).sum::<f64>()
            / self.total as f64
    }

    /// Returns the frequency of the average logarithmic distance, N/10^ALD.
    pub fn ald_frequency(&self) -> f64 {
        self.total as f64 / 10.0_f64.powf(self.ald())
    }

    fn squares(&self) -> u128 {
        self.iter().map(|distance| u128::from(distance) * u128::from(distance)).sum()
    }

    /// Returns the distances: that of the first occurrence leads over the end of the corpus to the last.
    fn iter(&self) -> impl Iterator<Item = u64> {
        let around = match (self.positions.first(), self.positions.last()) {
            (Some(first), Some(last)) => first + self.total - last,
            _ => 0,
        };
        std::iter::once(around).chain(self.positions.windows(2).map(|pair| pair[1] - pair[0]))
    }
}

fn ratio(numerator: u128, denominator: u128) -> Option<f64> {
    (denominator > 0).then(|| numerator as f64 / denominator as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<const N: usize>(parts: [(u64, u64); N]) -> [Part; N] {
        parts.map(|(count, size)| Part { count, size })
    }

    #[test]
    fn even_uneven_and_undefined() {
        let even = parts([(1, 10), (2, 20), (3, 30)]);
        assert_eq!((dp(&even), dp_norm(&even)), (Some(0.0), Some(0.0)));
        let lumped = parts([(7, 10), (0, 20), (0, 30)]);
        assert_eq!((dp(&lumped), dp_norm(&lumped)), (Some(50.0 / 60.0), Some(1.0)));
        assert_eq!((dp(&[]), dp_norm(&[])), (None, None));
        assert_eq!((dp(&parts([(0, 10)])), dp_norm(&parts([(0, 10)]))), (None, None));
        assert_eq!((dp(&parts([(3, 10)])), dp_norm(&parts([(3, 10)]))), (Some(0.0), None));
    }

    #[test]
    fn empty_parts_are_no_parts() {
        let with = parts([(1, 9), (2, 10), (0, 0)]);
        assert_eq!(dp_norm(&with), dp_norm(&with[..2]));
    }

    #[test]
    fn a_million_documents_of_a_million_words_do_not_overflow() {
        let huge = vec![Part { count: 1 << 20, size: 1 << 40 }; 1 << 10];
        assert_eq!(dp(&huge), Some(0.0));
    }
}
