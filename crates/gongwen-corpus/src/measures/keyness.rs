//! How different a frequency is in two corpora: tests and measures of effect.
//!
//! f1 of n1 words in the corpus of interest against f2 of n2 in the corpus of reference, with normalised frequencies
//! nf = f/n. A test ([`Comparison::log_likelihood`]) says how sure a difference is, a measure of effect how large; a table
//! should show one of each, and [`Comparison::lrc`] is both in one.

use super::association::Contingency;
use super::special::{Binomial, chi_squared_tail, deviance, ln_chi_squared_tail, stirling, stirling_root};

/// A frequency in a corpus of interest and in a corpus of reference.
///
/// ```
/// use gongwen_corpus::measures::keyness::Comparison;
/// let word = Comparison { f1: 100, n1: 100_000, f2: 50, n2: 200_000 };
/// assert!((word.log_likelihood() - 69.3522).abs() < 5e-5);
/// assert_eq!(word.percent_diff(), 300.0);
/// assert!((word.lrc(0.05 / 4.0) - 1.3668).abs() < 5e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The frequency in the corpus of interest.
    pub f1: u64,
    /// The size of the corpus of interest.
    pub n1: u64,
    /// The frequency in the corpus of reference.
    pub f2: u64,
    /// The size of the corpus of reference.
    pub n2: u64,
}

impl Comparison {
    /// Returns the 2 × 2 table: O11 = f1, O12 = n1 − f1, O21 = f2, O22 = n2 − f2.
    pub fn contingency(&self) -> Contingency {
        Contingency { o11: self.f1, r1: self.n1, c1: self.f1 + self.f2, n: self.n1 + self.n2 }
    }

    /// Returns the log-likelihood ratio G² over the four cells, with the sign of nf1 − nf2 (Dunning 1993).
    ///
    /// 0 when both frequencies are 0 or a corpus is empty.
    pub fn log_likelihood(&self) -> f64 {
        self.contingency().log_likelihood()
    }

    /// Returns the log-likelihood of two cells, 2·(f1·ln(f1/E1) + f2·ln(f2/E2)) with Eᵢ = nᵢ·(f1 + f2)/(n1 + n2) and the sign of
    /// nf1 − nf2 (Rayson & Garside 2000). 0 in the same cases.
    ///
    /// Leaves the other words of the corpora out, so that it is a little smaller than the form of four cells.
    pub fn log_likelihood_two_cell(&self) -> f64 {
        let (n1, n2) = (u128::from(self.n1), u128::from(self.n2));
        let (left, right) = (u128::from(self.f1) * n2, u128::from(self.f2) * n1);
        if n1 == 0 || n2 == 0 || left == right {
            return 0.0;
        }
        let (n, f) = ((n1 + n2) as f64, (self.f1 + self.f2) as f64);
        let size = left.abs_diff(right) as f64 / n;
        let difference = if left < right { -size } else { size };
        let halves = deviance(self.f1 as f64, n1 as f64 * f / n, difference)
            + deviance(self.f2 as f64, n2 as f64 * f / n, -difference);
        if left < right { -2.0 * halves } else { 2.0 * halves }
    }

    /// Returns p of the [log-likelihood ratio](Self::log_likelihood): the tail of χ² with one degree of freedom. From 0 to 1; 1 for no
    /// difference. Where it is too small for a float (G² from about 1,490) it is 0, and [`Comparison::ln_p`] is not.
    pub fn p_value(&self) -> f64 {
        chi_squared_tail(self.log_likelihood().abs())
    }

    /// Returns ln p, finite however small p is.
    pub fn ln_p(&self) -> f64 {
        ln_chi_squared_tail(self.log_likelihood().abs())
    }

    /// Returns the Bayes factor |G²| − ln(n1 + n2) (Wilson 2013): above 2 there is evidence of a difference, above 10 very strong
    /// evidence, below 0 for none. Not finite for two empty corpora.
    pub fn bic(&self) -> f64 {
        bic(self.log_likelihood(), (self.n1 as f64 + self.n2 as f64).ln())
    }

    /// Returns %DIFF = 100·(nf1 − nf2)/nf2, from −100 up (Gabrielatos & Marchi 2011). Not finite for f2 = 0.
    pub fn percent_diff(&self) -> f64 {
        let (left, right) = self.crossed();
        100.0 * (left - right) / right
    }

    /// Returns f1·n2 and f2·n1, which are to each other as nf1 to nf2.
    fn crossed(&self) -> (f64, f64) {
        (self.f1 as f64 * self.n2 as f64, self.f2 as f64 * self.n1 as f64)
    }

    /// Returns the log ratio log₂(nf1/nf2), where a frequency of 0 is taken for ½ (Hardie 2014). Not a number when both are 0 or
    /// a corpus is empty.
    pub fn log_ratio_hardie(&self) -> f64 {
        if self.f1 + self.f2 == 0 || self.n1 == 0 || self.n2 == 0 {
            return f64::NAN;
        }
        let at_least_half = |f: u64| if f == 0 { 0.5 } else { f as f64 };
        (at_least_half(self.f1) * self.n2 as f64 / (at_least_half(self.f2) * self.n1 as f64)).log2()
    }

    /// Returns the log ratio log₂((f1 + ½)/(n1 + ½)) − log₂((f2 + ½)/(n2 + ½)), the least biased estimate (Walter 1975).
    /// Always finite; near log₂(n2/n1) when both frequencies are 0.
    pub fn log_ratio_walter(&self) -> f64 {
        let [f1, n1, f2, n2] = [self.f1, self.n1, self.f2, self.n2].map(|count| count as f64 + 0.5);
        (f1 * n2 / (n1 * f2)).log2()
    }

    /// Returns the two-sided interval of log₂ relative risk at the level 1 − `alpha`: log₂(n2/n1 · τ/(1 − τ)) of the exact interval of
    /// Clopper & Pearson of τ = f1/(f1 + f2), as f1 of f1 + f2 Poisson events are binomial (Evert 2022).
    ///
    /// The lower bound is −∞ for f1 = 0, the upper one ∞ for f2 = 0. Not numbers when both are 0, a corpus is empty or `alpha` is not
    /// between 0 and 1. Divide `alpha` by the size of the family for an interval that holds for all of it.
    pub fn log_ratio_interval(&self, alpha: f64) -> (f64, f64) {
        match self.null_share(alpha) {
            Some(null) => (self.lower(null, alpha), -self.swapped().lower(null.swapped(), alpha)),
            None => (f64::NAN, f64::NAN),
        }
    }

    /// Returns the conservative log ratio LRC: the bound of the [interval](Self::log_ratio_interval) that is nearer to 0, or 0 when the
    /// interval spans it (Evert 2022).
    ///
    /// `alpha` is that of one candidate: .05 divided by their number. 0 when both frequencies are 0; not a number when a corpus is empty.
    ///
    /// Cost: a logarithm where the difference is clearly too small, which one probability shows; else the exact tail, and the
    /// inversion only for what is significant.
    pub fn lrc(&self, alpha: f64) -> f64 {
        let Some(null) = self.null_share(alpha) else {
            return if self.f1 + self.f2 == 0 && self.n1 > 0 && self.n2 > 0 { 0.0 } else { f64::NAN };
        };
        let (left, right) =
            (u128::from(self.f1) * u128::from(self.n2), u128::from(self.f2) * u128::from(self.n1));
        match left.cmp(&right) {
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater if self.is_beyond(null, 0.5 * alpha) => {
                self.lower(null, alpha).max(0.0)
            }
            std::cmp::Ordering::Less if self.swapped().is_beyond(null.swapped(), 0.5 * alpha) => {
                -self.swapped().lower(null.swapped(), alpha).max(0.0)
            }
            _ => 0.0,
        }
    }

    fn swapped(&self) -> Comparison {
        Comparison { f1: self.f2, n1: self.n2, f2: self.f1, n2: self.n1 }
    }

    fn binomial(&self) -> Binomial {
        Binomial { successes: self.f1, trials: self.f1 + self.f2 }
    }

    fn null_share(&self, alpha: f64) -> Option<NullShare> {
        let n = self.n1 as f64 + self.n2 as f64;
        let is_defined = self.f1 + self.f2 > 0 && self.n1 > 0 && self.n2 > 0 && alpha > 0.0 && alpha < 1.0;
        is_defined.then(|| NullShare { p: self.n1 as f64 / n, q: self.n2 as f64 / n })
    }

    /// Returns whether P(X ≥ f1) is below `tail` when the frequencies do not differ, for nf1 > nf2.
    fn is_beyond(&self, null: NullShare, tail: f64) -> bool {
        let NullShare { p, q } = null;
        let (k, rest) = (self.f1, self.f2);
        let n = k + rest;
        // ln P(X = k) ≤ ln P(X ≥ k) ≤ −deviance (Chernoff). Both sides decide most cases.
        let (observed, trials) = (k as f64, n as f64);
        let difference = if p < q { observed - trials * p } else { trials * q - rest as f64 };
        let deviance =
            deviance(observed, trials * p, difference) + deviance(rest as f64, trials * q, -difference);
        let target = tail.ln();
        if -deviance < target {
            return true;
        }
        let roots = stirling_root(n) / (stirling_root(k) * stirling_root(rest));
        let ln_mass = stirling(n) - stirling(k) - stirling(rest) + 0.5 * roots.ln() - deviance;
        ln_mass < target && ln_mass + q.ln() + self.binomial().tail_factor(p).ln() < target
    }

    /// Returns the lower bound of the interval.
    fn lower(&self, null: NullShare, alpha: f64) -> f64 {
        (self.binomial().lower_log_odds(0.5 * alpha) + (null.q / null.p).ln()) / std::f64::consts::LN_2
    }

    /// Returns the odds ratio f1·(n2 − f2)/(f2·(n1 − f1)), with ½ more in each cell where one is 0.
    pub fn odds_ratio(&self) -> f64 {
        self.contingency().odds_ratio()
    }

    /// Returns Kilgarriff's simple maths, (fpm1 + k)/(fpm2 + k) with frequencies per million, from 0 up (Kilgarriff 2009).
    ///
    /// A larger `k` favours frequent words; 1 is usual. Not a number when a corpus is empty.
    pub fn simple_maths(&self, k: f64) -> f64 {
        let per_million = |f: u64, n: u64| f as f64 * 1e6 / n as f64;
        (per_million(self.f1, self.n1) + k) / (per_million(self.f2, self.n2) + k)
    }
}

/// Returns [`Comparison::bic`], given the log-likelihood ratio and ln(n1 + n2), which is the same for all words of two corpora.
#[must_use]
pub fn bic(log_likelihood: f64, ln_words: f64) -> f64 {
    log_likelihood.abs() - ln_words
}

/// The share of the corpora in both: what τ is when the frequencies do not differ.
#[derive(Clone, Copy)]
struct NullShare {
    p: f64,
    q: f64,
}

impl NullShare {
    fn swapped(self) -> NullShare {
        NullShare { p: self.q, q: self.p }
    }
}
