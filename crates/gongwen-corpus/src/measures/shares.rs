//! The interval of a share.

/// Returns Wilson's score interval of the share `part`/`whole` at `z` standard deviations, 1.96 for 95 % (Wilson 1927).
///
/// Both from 0 to 1, exactly 0 for none and 1 for all. `None` when `whole` is 0.
///
/// ```
/// use gongwen_corpus::measures::shares::{Z_95, wilson};
/// let (low, high) = wilson(8, 10, Z_95).unwrap();
/// assert!((low - 0.4902).abs() < 5e-5 && (high - 0.9433).abs() < 5e-5);
/// ```
pub fn wilson(part: u64, whole: u64, z: f64) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let (n, share) = (whole as f64, part.min(whole) as f64 / whole as f64);
    let square = z * z;
    let centre = share + square / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    let low = if part == 0 { 0.0 } else { (centre - half) / scale };
    let high = if part >= whole { 1.0 } else { (centre + half) / scale };
    Some((low, high))
}

/// The z of a two-sided interval of 95 %.
pub const Z_95: f64 = 1.959_963_984_540_054;
