//! How evenly something is spread over the documents: DP and DPnorm.
//!
//! The corpus has parts (here: documents) of sizes nᵢ that sum to N, with shares sᵢ = nᵢ/N; the thing counted
//! occurs vᵢ times in part i and f = Σvᵢ times in all.
//!
//! - DP = ½ Σ |vᵢ/f − sᵢ| (Gries 2008). 0 when every part has exactly its share; towards 1 when one small part
//!   has it all. The largest value is 1 − min sᵢ.
//! - DPnorm = DP / (1 − min sᵢ), from 0 to 1 (Lijffijt & Gries 2012).
//!
//! Not defined, and null in tables: both for f = 0; DPnorm for a corpus of one part, where DP is always 0.
//! Parts of size 0 are no parts: a scan without text must not change min sᵢ for every word.
//!
//! Both sums of shares are 1, so the positive differences sum to as much as the negative ones, and
//! DP = Σ max(0, vᵢ/f − sᵢ) = Σ max(0, vᵢ·N − f·nᵢ) / (f·N). The sum on the right is of whole numbers and runs over the
//! parts that have the thing at all: exact, in any order, without a look at the other parts.
//!
//! Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. *IJCL* 13(4), 403–437.
//! Lijffijt, J. & Gries, S. Th. (2012). Correction to the above. *IJCL* 17(1), 147–149.

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
/// use gongwen_corpus::dispersion::{Part, dp, dp_norm};
/// // Gries's toy corpus.
/// let parts = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)].map(|(count, size)| Part { count, size });
/// assert_eq!(dp(&parts), Some(0.18));
/// assert!((dp_norm(&parts).unwrap() - 0.2195).abs() < 5e-5);
/// ```
pub fn dp(parts: &[Part]) -> Option<f64> {
    let (corpus, frequency, excess) = summed(parts);
    corpus.dp(frequency, excess)
}

/// Returns DPnorm over all parts of a corpus; `None` when none has the thing or there is but one part.
pub fn dp_norm(parts: &[Part]) -> Option<f64> {
    let (corpus, frequency, excess) = summed(parts);
    corpus.dp_norm(frequency, excess)
}

fn summed(parts: &[Part]) -> (Sizes, u64, u128) {
    let mut corpus = Sizes::default();
    parts.iter().for_each(|part| corpus.add(part.size));
    let frequency = parts.iter().map(|part| part.count).sum();
    let excess = parts.iter().map(|part| corpus.excess(*part, frequency)).sum();
    (corpus, frequency, excess)
}

/// What the measures need to know of the sizes of all parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// N.
    pub(crate) total: u64,
    /// How many parts are not empty.
    pub(crate) parts: u64,
    /// The smallest of them.
    smallest: u64,
}

impl Sizes {
    pub(crate) fn add(&mut self, size: u64) {
        self.merge(Sizes { total: size, parts: u64::from(size > 0), smallest: size });
    }

    pub(crate) fn merge(&mut self, other: Sizes) {
        self.smallest = match (self.parts, other.parts) {
            (_, 0) => self.smallest,
            (0, _) => other.smallest,
            _ => self.smallest.min(other.smallest),
        };
        self.total += other.total;
        self.parts += other.parts;
    }

    /// Returns max(0, vᵢ·N − f·nᵢ).
    pub(crate) fn excess(&self, part: Part, frequency: u64) -> u128 {
        let observed = u128::from(part.count) * u128::from(self.total);
        observed.saturating_sub(u128::from(frequency) * u128::from(part.size))
    }

    pub(crate) fn dp(&self, frequency: u64, excess: u128) -> Option<f64> {
        ratio(excess, u128::from(frequency) * u128::from(self.total))
    }

    pub(crate) fn dp_norm(&self, frequency: u64, excess: u128) -> Option<f64> {
        ratio(excess, u128::from(frequency) * u128::from(self.total - self.smallest))
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
