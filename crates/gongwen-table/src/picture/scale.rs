//! From numbers to places.

/// Values are cut off here, so that no difference of two overflows.
const LARGEST: f64 = 1e15;

/// A linear scale with round ends.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    step: f64,
}

impl Scale {
    /// Returns a scale that shows all finite values and 0, from one place to another.
    pub(super) fn of(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Scale {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            let value = value.clamp(-LARGEST, LARGEST);
            (low, high) = (low.min(value), high.max(value));
        }
        if high - low < 1e-12 {
            high = low + 1.0;
        }
        let step = round_step((high - low) / 5.0);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Scale { low, high, from, to, step }
    }

    /// Returns the place of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// Returns round values with their names.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let count = ((self.high - self.low) / self.step).round() as i64;
        let first = (self.low / self.step).round() as i64;
        (first..=first + count)
            .map(|at| (at as f64 * self.step, named(at as f64 * self.step, self.step)))
            .collect()
    }
}

/// Returns 1, 2 or 5 times a power of ten, at least `least`.
fn round_step(least: f64) -> f64 {
    let mut power = 1.0_f64;
    while power > least {
        power /= 10.0;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|&step| step >= least);
    step.unwrap_or(10.0 * power)
}

fn named(value: f64, step: f64) -> String {
    let mut decimals = 0;
    let mut unit = 1.0;
    while unit > step * 1.000_001 && decimals < 9 {
        unit /= 10.0;
        decimals += 1;
    }
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_show_zero() {
        let names = |values: &[f64]| {
            let scale = Scale::of(values.iter().copied(), 0.0, 100.0);
            scale.ticks().into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&[3.0, 47.0]), "0 10 20 30 40 50");
        assert_eq!(names(&[-0.03, 0.012]), "-0.03 -0.02 -0.01 0.00 0.01 0.02");
        assert_eq!(names(&[]), "0.0 0.2 0.4 0.6 0.8 1.0");
        assert_eq!(names(&[f64::NAN, 0.0]), names(&[]));
        assert!(!names(&[1e300, -1e300]).is_empty());
    }
}
