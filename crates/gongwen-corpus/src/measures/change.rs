//! Where a series changes: the segmentation with the least cost, and a penalty for every change.
//!
//! A series is cut into stretches of one level each; the cost of a stretch is how badly one level describes it, and every cut costs
//! `penalty`. [`Series::pelt`] finds the cheapest segmentation of all exactly (Killick, Fearnhead & Eckley 2012);
//! [`Series::binary_segmentation`] cuts at the best place as long as that pays, which is quicker to explain and may miss
//! the best (Scott & Knott 1974).
//!
//! Costs come from running sums over the series in its order. Of equally cheap segmentations the one with the earliest last cut is taken, and
//! so on backwards.

/// A series that can be cut, with the running sums from which the cost of any stretch follows in constant time.
#[derive(Clone, Debug)]
pub struct Series {
    cost: Cost,
    /// Σ over what stands before each place: y and y², or hits and exposure.
    sums: Vec<(f64, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cost {
    Normal,
    Poisson,
}

impl Series {
    /// Takes values whose mean may change; the cost of a stretch is Σ(y − ȳ)² (normal errors of one variance, "L2").
    ///
    /// The values are centred first, which changes no cost and keeps the sums small.
    pub fn normal(values: &[f64]) -> Self {
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        Self::summed(Cost::Normal, values.iter().map(|y| (y - mean, (y - mean) * (y - mean))))
    }

    /// Takes counts of which the rate may change: hits and exposure (characters, documents) of each period.
    ///
    /// The cost of a stretch is twice its negative log-likelihood but for a constant, −2H·ln(H/E) with the sums H and E;
    /// 0 for a stretch without hits.
    pub fn poisson(periods: &[(u64, u64)]) -> Self {
        Self::summed(Cost::Poisson, periods.iter().map(|&(hits, exposure)| (hits as f64, exposure as f64)))
    }

    fn summed(cost: Cost, terms: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut sums = vec![(0.0, 0.0)];
        let mut sum = (0.0, 0.0);
        for (a, b) in terms {
            sum = (sum.0 + a, sum.1 + b);
            sums.push(sum);
        }
        Series { cost, sums }
    }

    /// Returns the number of periods.
    pub fn len(&self) -> usize {
        self.sums.len() - 1
    }

    /// Returns whether there is no period.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the cost of the stretch from `start` to before `end`; 0 for an empty one.
    pub fn cost(&self, start: usize, end: usize) -> f64 {
        if start >= end {
            return 0.0;
        }
        let (a, b) = (self.sums[end].0 - self.sums[start].0, self.sums[end].1 - self.sums[start].1);
        match self.cost {
            Cost::Normal => (b - a * a / (end - start) as f64).max(0.0),
            Cost::Poisson if a == 0.0 => 0.0,
            Cost::Poisson => -2.0 * a * (a / b).ln(),
        }
    }

    /// Returns where new stretches begin in the cheapest segmentation: places from 1 to n − 1, ascending; none when it does not pay to cut.
    ///
    /// Cost: `O(n)` to `O(n²)`, the less the more changes there are.
    pub fn pelt(&self, penalty: f64) -> Vec<usize> {
        let n = self.len();
        // The least cost of the first places, a penalty for each stretch but the first, and where the last stretch begins.
        let mut best = vec![(-penalty, 0); n + 1];
        let mut candidates = vec![0];
        for end in 1..=n {
            let totals: Vec<f64> =
                candidates.iter().map(|&start: &usize| best[start].0 + self.cost(start, end)).collect();
            let mut least = (f64::INFINITY, 0);
            for (&start, &total) in candidates.iter().zip(&totals) {
                if total + penalty < least.0 {
                    least = (total + penalty, start);
                }
            }
            best[end] = least;
            // A start that is dearer by more than a penalty now will never be the best again. The allowance is for rounding.
            let limit = least.0 + 1e-9 * (1.0 + least.0.abs());
            let mut totals = totals.into_iter();
            candidates.retain(|_| totals.next().is_some_and(|total| total <= limit));
            candidates.push(end);
        }
        let mut cuts = Vec::new();
        let mut place = best[n].1;
        while place > 0 {
            cuts.push(place);
            place = best[place].1;
        }
        cuts.reverse();
        cuts
    }

    /// Returns where new stretches begin when each stretch is cut at its best place as long as that saves more than `penalty`.
    ///
    /// Cost: `O(n · cuts)`.
    pub fn binary_segmentation(&self, penalty: f64) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut stretches = vec![(0, self.len())];
        while let Some((start, end)) = stretches.pop() {
            let whole = self.cost(start, end);
            let mut best = (penalty, None);
            for place in start + 1..end {
                let saved = whole - self.cost(start, place) - self.cost(place, end);
                if saved > best.0 {
                    best = (saved, Some(place));
                }
            }
            if let Some(place) = best.1 {
                cuts.push(place);
                stretches.extend([(start, place), (place, end)]);
            }
        }
        cuts.sort_unstable();
        cuts
    }

    /// Returns a usual penalty: 2·ln n times the scale of the cost, which is 1 for counts and the variance of the values for values.
    ///
    /// A change has two parameters, its place and the new level (Schwarz 1978). The variance is robust against changes: that of
    /// the differences of neighbours, by their median absolute value (`noise`); it is 0 when more than half of them are 0, and
    /// then any change pays.
    pub fn usual_penalty(&self) -> f64 {
        let scale = match self.cost {
            Cost::Poisson => 1.0,
            Cost::Normal => {
                let values: Vec<f64> = self.sums.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
                noise(&values).unwrap_or(0.0).powi(2)
            }
        };
        2.0 * (self.len().max(1) as f64).ln() * scale
    }
}

/// Returns the standard deviation of the noise of a series, whatever its level does: median |yᵢ₊₁ − yᵢ| / (0.6745·√2).
/// `None` for fewer than two values.
pub fn noise(values: &[f64]) -> Option<f64> {
    let mut differences: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    super::trend::median(&mut differences).map(|median| median / (0.674_489_750_196_081_7 * 2.0_f64.sqrt()))
}

/// Returns by how much counts scatter more than Poisson counts of one rate would, whatever their level does; at least 1.
///
/// The median over neighbouring periods of the squared difference of their rates in units of its Poisson variance, divided by the median of
/// χ² with one degree of freedom. Only neighbours that both have hits say something: that a thing appears or vanishes is a change and no
/// scatter. With fewer than five such pairs it is 1.
///
/// Words come in clusters, so that this is more often above 1 than not (Lijffijt et al. 2016); a penalty times it keeps clusters from
/// being taken for changes.
pub fn overdispersion(periods: &[(u64, u64)]) -> f64 {
    let mut squares: Vec<f64> = periods
        .windows(2)
        .filter(|pair| pair.iter().all(|&(hits, size)| hits > 0 && size > 0))
        .map(|pair| {
            let [(h1, e1), (h2, e2)] = [pair[0], pair[1]].map(|(hits, size)| (hits as f64, size as f64));
            let rate = (h1 + h2) / (e1 + e2);
            let difference = h1 / e1 - h2 / e2;
            difference * difference / (rate * (1.0 / e1 + 1.0 / e2))
        })
        .collect();
    match super::trend::median(&mut squares) {
        Some(median) if squares.len() >= 5 => (median / 0.454_936_423_119_572_8).max(1.0),
        _ => 1.0,
    }
}
