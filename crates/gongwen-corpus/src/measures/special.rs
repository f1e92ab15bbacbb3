//! The special functions behind the measures: tails of the normal, chi-squared and binomial distributions, precise far out.
//!
//! Nothing here takes differences of large logarithms. A probability of counts is its deviance (a sum of terms that are all
//! positive) and the remainders of Stirling's series (Loader 2000, Fast and accurate computation of binomial
//! probabilities), so that a count of 10⁹ costs no digit and no more time than a count of 10.

use std::f64::consts::{PI, SQRT_2, TAU};

/// ln x! − ½ ln(2πx) − x ln x + x for x < 16. The value for 0 is that of [`stirling_root`], which is 1 there.
const REMAINDERS: [f64; 16] = [
    0.0,
    0.081_061_466_795_327_26,
    0.041_340_695_955_409_3,
    0.027_677_925_684_998_34,
    0.020_790_672_103_765_093,
    0.016_644_691_189_821_193,
    0.013_876_128_823_070_748,
    0.011_896_709_945_891_77,
    0.010_411_265_261_972_096,
    0.009_255_462_182_712_733,
    0.008_330_563_433_362_87,
    0.007_573_675_487_951_841,
    0.006_942_840_107_209_53,
    0.006_408_994_188_004_207,
    0.005_951_370_112_758_847_5,
    0.005_554_733_551_962_801,
];

/// Returns the remainder of Stirling's formula: ln x! − ½ ln(2πx) − x ln x + x; 0 for x = 0.
pub(crate) fn stirling(x: u64) -> f64 {
    if let Some(&remainder) = REMAINDERS.get(x as usize) {
        return remainder;
    }
    let inverse = 1.0 / x as f64;
    let square = inverse * inverse;
    let series = 1.0 / 12.0
        - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0)));
    inverse * series
}

/// Returns what stands under the root in Stirling's formula: 2πx; 1 for x = 0, where the formula has none.
pub(crate) fn stirling_root(x: u64) -> f64 {
    if x == 0 { 1.0 } else { TAU * x as f64 }
}

/// Returns o·ln(o/e) − (o − e), given o, e and their difference o − e, which the caller knows better than a subtraction would.
///
/// Never negative; e for o = 0; 0 when both are 0.
#[inline]
pub(crate) fn deviance(observed: f64, expected: f64, difference: f64) -> f64 {
    deviance_at(observed, expected, difference, difference / (observed + expected))
}

/// Returns the same, given (o − e)/(o + e) as well; it is not looked at for o = 0.
#[inline]
pub(crate) fn deviance_at(observed: f64, expected: f64, difference: f64, v: f64) -> f64 {
    if observed == 0.0 {
        return expected;
    }
    let square = v * v;
    if square >= 0.01 {
        return observed * (observed / expected).ln() - difference;
    }
    // ln(o/e) is 2·artanh v; its series, as far as it changes the last digit.
    let series = if square < 1e-6 {
        1.0 / 3.0 + square * (1.0 / 5.0 + square * (1.0 / 7.0))
    } else {
        let far = 1.0 / 11.0 + square * (1.0 / 13.0 + square * (1.0 / 15.0 + square * (1.0 / 17.0)));
        1.0 / 3.0 + square * (1.0 / 5.0 + square * (1.0 / 7.0 + square * (1.0 / 9.0 + square * far)))
    };
    v * (difference + 2.0 * observed * square * series)
}

/// Returns P(X ≥ x) of the chi-squared distribution with one degree of freedom: erfc(√(x/2)).
///
/// 1 for x ≤ 0, also for a signed statistic that is below 0; 0 where the value is too small for a float, from about 1,490.
#[must_use]
pub fn chi_squared_tail(x: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { libm::erfc((0.5 * x).sqrt()) }
}

/// Returns ln P(X ≥ x) of the chi-squared distribution with one degree of freedom, for any x.
#[must_use]
pub fn ln_chi_squared_tail(x: f64) -> f64 {
    if x <= 0.0 { 0.0 } else { ln_erfc((0.5 * x).sqrt()) }
}

/// Returns the two-sided p of a standard normal z.
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// Returns P(Z ≥ z) of the standard normal distribution.
#[must_use]
pub fn normal_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

fn ln_erfc(x: f64) -> f64 {
    if x < 20.0 {
        return libm::erfc(x).ln();
    }
    // The asymptotic series; its seventh term is below 10⁻¹⁵ here.
    let square = 1.0 / (2.0 * x * x);
    let mut series = 1.0;
    let mut term = 1.0;
    for odd in [1.0, 3.0, 5.0, 7.0, 9.0, 11.0] {
        term *= -odd * square;
        series += term;
    }
    -x * x - (x * PI.sqrt()).ln() + series.ln()
}

/// Returns the z that a standard normal exceeds with the given probability. Not a number outside of (0, 1).
///
/// A rational start (Abramowitz & Stegun 26.2.23) with three steps of Halley's method on the tail itself.
#[must_use]
pub fn normal_quantile_above(probability: f64) -> f64 {
    if probability.is_nan() || probability <= 0.0 || probability >= 1.0 {
        return f64::NAN;
    }
    if probability > 0.5 {
        return -normal_quantile_above(1.0 - probability);
    }
    let t = (-2.0 * probability.ln()).sqrt();
    let mut z = t
        - (2.515_517 + t * (0.802_853 + t * 0.010_328))
            / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..3 {
        let density = (-0.5 * z * z).exp() / TAU.sqrt();
        if density == 0.0 {
            break;
        }
        let step = (normal_tail(z) - probability) / density;
        z += step / (1.0 + 0.5 * z * step);
    }
    z
}

/// A binomial number of successes: `successes` of `trials`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binomial {
    pub(crate) successes: u64,
    pub(crate) trials: u64,
}

impl Binomial {
    /// Returns ln P(X = successes) where success has probability `p` and failure `q` = 1 − p, neither of them 0.
    pub(crate) fn ln_mass(self, p: f64, q: f64) -> f64 {
        let Binomial { successes, trials } = self;
        let failures = trials - successes;
        let (n, k, rest) = (trials as f64, successes as f64, failures as f64);
        // The smaller share has the smaller rounding error, and the differences are one another's negative.
        let difference = if p < q { k - n * p } else { n * q - rest };
        let remainders = stirling(trials) - stirling(successes) - stirling(failures);
        let roots = stirling_root(trials) / (stirling_root(successes) * stirling_root(failures));
        remainders + 0.5 * roots.ln() - deviance(k, n * p, difference) - deviance(rest, n * q, -difference)
    }

    /// Returns P(X ≥ successes) / (P(X = successes) · q), for 1 ≤ successes and best for successes > trials · p: the continued
    /// fraction of the incomplete beta function (modified Lentz).
    pub(crate) fn tail_factor(self, p: f64) -> f64 {
        const TINY: f64 = 1e-300;
        let (a, b) = (self.successes as f64, (self.trials - self.successes) as f64 + 1.0);
        let kept = |x: f64| if x.abs() < TINY { TINY } else { x };
        let mut c = 1.0;
        let mut d = 1.0 / kept(1.0 - (a + b) * p / (a + 1.0));
        let mut fraction = d;
        for m in 1..100_000_u32 {
            let m = f64::from(m);
            let even = m * (b - m) * p / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
            d = 1.0 / kept(1.0 + even * d);
            c = kept(1.0 + even / c);
            fraction *= d * c;
            let odd = -(a + m) * (a + b + m) * p / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
            d = 1.0 / kept(1.0 + odd * d);
            c = kept(1.0 + odd / c);
            let step = d * c;
            fraction *= step;
            if (step - 1.0).abs() < 1e-15 {
                break;
            }
        }
        fraction
    }

    /// Returns the log odds θ at which P(X ≥ successes) is `tail`: the lower bound of Clopper & Pearson; −∞ for no success.
    ///
    /// ln P(X ≥ k) is concave in θ, so that Newton's method goes wrong nowhere: after the first step it comes from the left.
    pub(crate) fn lower_log_odds(self, tail: f64) -> f64 {
        let Binomial { successes, trials } = self;
        if successes == 0 {
            return f64::NEG_INFINITY;
        }
        let (k, n) = (successes as f64, trials as f64);
        let target = tail.ln();
        let mut theta = self.wilson_log_odds(normal_quantile_above(tail));
        for _ in 0..100 {
            let (p, q) = (1.0 / (1.0 + (-theta).exp()), 1.0 / (1.0 + theta.exp()));
            if k <= n * p {
                // Beyond the mean the fraction is slow; the bound is never there for a tail below one half.
                theta -= 0.5;
                continue;
            }
            let factor = self.tail_factor(p);
            let excess = self.ln_mass(p, q) + q.ln() + factor.ln() - target;
            let step = excess * factor / k;
            theta -= step;
            if step.abs() <= 1e-12 * theta.abs().max(1.0) {
                break;
            }
        }
        theta
    }

    /// Returns the log odds of Wilson's lower bound, where Newton's method starts.
    fn wilson_log_odds(self, z: f64) -> f64 {
        let (k, n) = (self.successes as f64, self.trials as f64);
        let square = z * z;
        let half = z * (k * (n - k) / n + 0.25 * square).sqrt();
        // The smaller root by the product of both, k² / (n·(n + z²)), so that nothing cancels.
        let lower = k * k / n / (k + 0.5 * square + half);
        (lower / (1.0 - lower)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, error: f64) -> bool {
        (a - b).abs() <= error * b.abs()
    }

    #[test]
    fn the_remainders_of_the_table_and_of_the_series_meet() {
        // ln 20! = 42.335616460753485
        let x: f64 = 20.0;
        let ln_factorial = stirling(20) + 0.5 * stirling_root(20).ln() + x * x.ln() - x;
        assert!(close(ln_factorial, 42.335_616_460_753_485, 1e-15));
        assert!(close(stirling(16), 0.005_207_655_919_609_64, 1e-13), "{}", stirling(16));
    }

    #[test]
    fn quantile_and_tail_are_inverse() {
        for p in [1e-300, 1e-20, 1e-5, 0.025, 0.3, 0.5, 0.7, 0.99] {
            assert!(close(normal_tail(normal_quantile_above(p)), p, 1e-11), "{p}");
        }
        assert!(close(normal_quantile_above(0.025), 1.959_963_984_540_054, 1e-14));
    }

    #[test]
    fn both_forms_of_the_logarithm_of_a_tail_meet() {
        let far = 20.0_f64;
        let series = ln_erfc(far);
        assert!(close(libm::erfc(far).ln(), series, 1e-14));
    }

    #[test]
    fn a_tail_is_the_sum_of_its_masses() {
        let (p, q) = (0.2, 0.8);
        for k in 5..=20 {
            let sum: f64 =
                (k..=20).map(|successes| Binomial { successes, trials: 20 }.ln_mass(p, q).exp()).sum();
            let tail = Binomial { successes: k, trials: 20 };
            assert!(close(tail.ln_mass(p, q).exp() * q * tail.tail_factor(p), sum, 1e-12), "{k}");
        }
    }
}
