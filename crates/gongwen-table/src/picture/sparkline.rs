//! A chart a line of text high.

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns a bar for each value, from 0 (or the least, if that is below) to the greatest; a gap is a blank.
///
/// ```
/// use gongwen_table::picture::sparkline;
/// assert_eq!(sparkline(&[Some(0.0), Some(2.0), None, Some(7.0)]), "▁▃ █");
/// assert_eq!(sparkline(&[Some(0.0), Some(0.0)]), "▁▁");
/// ```
#[must_use]
pub fn sparkline(values: &[Option<f64>]) -> String {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let (low, high) = values
        .iter()
        .filter_map(finite)
        .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let bar = |value: f64| {
        // Halves first: the difference of two large numbers may have no number.
        let share = if high > low { (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0) } else { 0.0 };
        STEPS[((share * 7.0).round() as usize).min(7)]
    };
    values.iter().map(|value| finite(value).map_or(' ', bar)).collect()
}
