//! Whether a series rises or falls: the test of Mann and Kendall, and the slope of Theil and Sen.
//!
//! Neither assumes a straight line or a distribution; the values count by their order alone. Values of successive periods
//! are often alike (what a report says this year it says next year), which makes the plain test too sure; the corrections of Hamed
//! & Rao and of Yue & Wang widen its variance by the autocorrelation that is left without the trend. Periods without data are left out by
//! the caller; the corrections then take the others for neighbours.
//!
//! Mann, H. B. (1945). Nonparametric tests against trend. *Econometrica* 13. Kendall, M. G. (1975). *Rank correlation methods*.
//! Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau. *JASA* 63. Hamed, K. H. & Rao, A. R. (1998). A modified
//! Mann–Kendall trend test for autocorrelated data. *J. Hydrology* 204. Yue, S. & Wang, C. (2004). The Mann–Kendall test modified by effective sample
//! size. *Water Resources Management* 18.

use super::documents::ranks;
use super::shares::Z_95;
use super::special::normal_two_sided;

/// The result of the test of Mann and Kendall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// S: pairs that rise less pairs that fall.
    pub score: i64,
    /// The variance of S when there is no trend, with the correction for ties: (n(n−1)(2n+5) − Σt(t−1)(2t+5))/18, and then the one asked
    /// for. 0 when all values are equal.
    pub variance: f64,
    /// (S ∓ 1)/√variance; 0 for S = 0. Not a number when a correction made the variance negative or 0.
    pub z: f64,
    /// The two-sided p of z; 1 for S = 0.
    pub p: f64,
    /// τ = S/(n(n−1)/2), from −1 to 1 (τ-a: ties count as neither).
    pub tau: f64,
}

/// How the variance of S makes up for values that resemble those before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Autocorrelation {
    /// Not at all.
    #[default]
    Ignored,
    /// By the autocorrelations of the ranks without the trend that differ from 0 at the level .05 (Hamed & Rao 1998), all lags.
    HamedRao,
    /// By all autocorrelations of the values without the trend (Yue & Wang 2004).
    YueWang,
}

/// Tests the values, one a period, in order. `None` for fewer than two, and when one is not a number.
///
/// Cost: `O(n²)`.
///
/// ```
/// use gongwen_corpus::measures::trend::{Autocorrelation, mann_kendall};
/// let test = mann_kendall(&[1.0, 3.0, 2.0, 4.0, 5.0], Autocorrelation::Ignored).unwrap();
/// assert_eq!((test.score, test.tau), (8, 0.8));
/// assert!((test.p - 0.0864).abs() < 5e-5);
/// ```
pub fn mann_kendall(values: &[f64], autocorrelation: Autocorrelation) -> Option<MannKendall> {
    let n = values.len();
    if n < 2 || values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let mut score = 0_i64;
    for (index, early) in values.iter().enumerate() {
        for late in &values[index + 1..] {
            score += i64::from(late > early) - i64::from(late < early);
        }
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let spread = |ties: usize| (ties * (ties - 1) * (2 * ties + 5)) as f64;
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|same| spread(same.len())).sum();
    let plain = (spread(n) - ties) / 18.0;
    let variance = match autocorrelation {
        Autocorrelation::Ignored => plain,
        Autocorrelation::HamedRao => plain * hamed_rao(values),
        Autocorrelation::YueWang => plain * yue_wang(values),
    };
    let z = if score == 0 { 0.0 } else { (score - score.signum()) as f64 / variance.sqrt() };
    let z = if z.is_infinite() { f64::NAN } else { z };
    let pairs = (n * (n - 1) / 2) as f64;
    Some(MannKendall { score, variance, z, p: normal_two_sided(z), tau: score as f64 / pairs })
}

fn hamed_rao(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let correlations = autocorrelations(&ranks(&detrended(values)).0);
    let limit = Z_95 / n.sqrt();
    let sum: f64 = correlations
        .iter()
        .zip(1..)
        .filter(|(correlation, _)| correlation.abs() > limit)
        .map(|(correlation, lag)| {
            let left = n - f64::from(lag);
            left * (left - 1.0) * (left - 2.0) * correlation
        })
        .sum();
    if sum == 0.0 { 1.0 } else { 1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum }
}

fn yue_wang(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let weighted = |(correlation, lag): (&f64, i32)| (1.0 - f64::from(lag) / n) * correlation;
    1.0 + 2.0 * autocorrelations(&detrended(values)).iter().zip(1..).map(weighted).sum::<f64>()
}

fn detrended(values: &[f64]) -> Vec<f64> {
    let points: Vec<(f64, f64)> = values.iter().zip(1..).map(|(&y, t)| (f64::from(t), y)).collect();
    let slope = theil_sen(&points).map_or(0.0, |line| line.slope);
    points.iter().map(|(t, y)| y - t * slope).collect()
}

/// Returns the autocorrelations at the lags 1 to n − 1; none where all values are equal.
fn autocorrelations(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let product = |lag: usize| centred.iter().zip(&centred[lag..]).map(|(a, b)| a * b).sum::<f64>();
    let variance = product(0);
    if variance == 0.0 {
        return Vec::new();
    }
    (1..values.len()).map(|lag| product(lag) / variance).collect()
}

/// The line of Theil and Sen: the median of the slopes between all pairs of points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TheilSen {
    /// By how much y grows when t grows by 1.
    pub slope: f64,
    /// y at t = 0: median y − slope · median t (Conover 1980).
    pub intercept: f64,
}

/// Returns the line through points (t, y), whose t may leave gaps. `None` when no two have different t, and when a
/// coordinate is not a number. Cost: `O(n² log n)`.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<TheilSen> {
    if points.iter().any(|(t, y)| t.is_nan() || y.is_nan()) {
        return None;
    }
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (index, (t, y)) in points.iter().enumerate() {
        let later = points[index + 1..].iter().filter(|later| later.0 != *t);
        slopes.extend(later.map(|later| (later.1 - y) / (later.0 - t)));
    }
    let slope = median(&mut slopes)?;
    let t = median(&mut points.iter().map(|point| point.0).collect::<Vec<_>>())?;
    let y = median(&mut points.iter().map(|point| point.1).collect::<Vec<_>>())?;
    Some(TheilSen { slope, intercept: y - slope * t })
}

/// Returns the median, the mean of the middle two of an even number; `None` without values. Sorts them.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[middle]),
        _ => Some(0.5 * (values[middle - 1] + values[middle])),
    }
}
