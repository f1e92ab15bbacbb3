//! Bursts: periods in which something comes far more often than in general (Kleinberg 2003, Bursty and hierarchical structure in
//! streams, the form for batches).
//!
//! In period t the thing comes rₜ times of dₜ. An automaton is in a state that sets the probability: state 0 has p₀ = Σr/Σd, state i has
//! pᵢ = p₀·sⁱ. A period costs −ln C(d, r)·pᵢʳ·(1 − pᵢ)ᵈ⁻ʳ, going up from one state to the next one γ·ln n (n periods), going down nothing; it
//! starts in state 0. The cheapest sequence of states (found exactly, by Viterbi's algorithm; some packages choose greedily) shows
//! the bursts: a burst of level i is a stretch of states i or more, and bursts of higher levels lie in those of lower ones.

/// The parameters of the automaton.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BurstOptions {
    /// s: by how much the rate of a state exceeds that of the one below; above 1.
    pub scale: f64,
    /// γ: how dear it is to go up; not below 0.
    pub gamma: f64,
    /// How many states there are.
    pub states: States,
}

/// The number of states of the automaton.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum States {
    /// Two: normal and burst.
    #[default]
    Two,
    /// As many as there are probabilities below 1, and no more than could ever pay: Kleinberg's infinite automaton.
    Infinite,
}

/// s = 2, γ = 1, two states.
impl Default for BurstOptions {
    fn default() -> Self {
        BurstOptions { scale: 2.0, gamma: 1.0, states: States::Two }
    }
}

/// A stretch of periods at a level or above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// From 1.
    pub level: usize,
    /// The first period.
    pub start: usize,
    /// The last period.
    pub end: usize,
    /// What the burst saves against the level below, before the cost of going up: the larger the surer.
    pub weight: f64,
}

/// Two states that are no cheaper than rounding are the same; the lower one is taken.
const ROUNDING: f64 = 1e-9;

/// Returns the bursts of a series of (rₜ, dₜ), by their start, wider ones first. rₜ is taken for dₜ where it is larger.
///
/// None where nothing comes, where all of everything is it (p₀ = 1) and where there is but one period. Periods with dₜ = 0 cost nothing in any
/// state. Cost: `O(n · states²)`.
pub fn bursts(series: &[(u64, u64)], options: &BurstOptions) -> Vec<Burst> {
    let Some(automaton) = Automaton::new(series, options) else {
        return Vec::new();
    };
    let states = automaton.cheapest();
    let mut found = Vec::new();
    for level in 1..=states.iter().copied().max().unwrap_or(0) {
        let mut start = 0;
        for stretch in states.chunk_by(|&a, &b| (a >= level) == (b >= level)) {
            let end = start + stretch.len();
            if stretch[0] >= level {
                let saved = |t: usize| automaton.cost(t, level - 1) - automaton.cost(t, level);
                found.push(Burst { level, start, end: end - 1, weight: (start..end).map(saved).sum() });
            }
            start = end;
        }
    }
    found.sort_by_key(|burst| (burst.start, burst.level));
    found
}

/// Returns the cheapest sequence of states, from 0.
pub fn states(series: &[(u64, u64)], options: &BurstOptions) -> Vec<usize> {
    match Automaton::new(series, options) {
        Some(automaton) => automaton.cheapest(),
        None => vec![0; series.len()],
    }
}

struct Automaton {
    series: Vec<(f64, f64)>,
    /// ln p and ln(1 − p) of each state.
    logs: Vec<(f64, f64)>,
    /// What one step up costs.
    step: f64,
}

impl Automaton {
    fn new(series: &[(u64, u64)], options: &BurstOptions) -> Option<Automaton> {
        let series: Vec<(f64, f64)> = series.iter().map(|&(r, d)| (r.min(d) as f64, d as f64)).collect();
        let (r, d) = series.iter().fold((0.0, 0.0), |sum, period| (sum.0 + period.0, sum.1 + period.1));
        let valid = options.scale > 1.0 && options.gamma >= 0.0;
        if r == 0.0 || r >= d || series.len() < 2 || !valid {
            return None;
        }
        let base = r / d;
        // No period has a higher rate than this: states far above would never pay.
        let highest = series.iter().filter(|period| period.1 > 0.0).map(|(r, d)| r / d).fold(0.0, f64::max);
        let most = match options.states {
            States::Two => 2,
            States::Infinite => 2 + ((highest / base).ln() / options.scale.ln()).ceil().max(0.0) as usize,
        };
        let probabilities = (0..most as i32).map(|state| base * options.scale.powi(state));
        let logs = match options.states {
            // Two states there must be: a second one that would be certain is almost so.
            States::Two => probabilities.map(|p| p.min(0.99999)).map(|p| (p.ln(), (-p).ln_1p())).collect(),
            States::Infinite => {
                probabilities.take_while(|p| *p < 1.0).map(|p| (p.ln(), (-p).ln_1p())).collect()
            }
        };
        let step = options.gamma * (series.len() as f64).ln();
        Some(Automaton { series, logs, step })
    }

    /// Returns the cost of a period in a state, without the binomial coefficient, which is the same in all.
    fn cost(&self, t: usize, state: usize) -> f64 {
        let ((r, d), (hit, miss)) = (self.series[t], self.logs[state]);
        -(r * hit + (d - r) * miss)
    }

    fn cheapest(&self) -> Vec<usize> {
        let states = self.logs.len();
        let mut costs = vec![f64::INFINITY; states];
        costs[0] = 0.0;
        let mut from: Vec<Vec<usize>> = Vec::with_capacity(self.series.len());
        for t in 0..self.series.len() {
            let mut next = Vec::with_capacity(states);
            let mut chosen = Vec::with_capacity(states);
            for state in 0..states {
                let mut best = (f64::INFINITY, 0);
                for (before, cost) in costs.iter().enumerate() {
                    let total = cost + self.step * state.saturating_sub(before) as f64;
                    if total < best.0 - ROUNDING * (1.0 + total.abs()) {
                        best = (total, before);
                    }
                }
                next.push(best.0 + self.cost(t, state));
                chosen.push(best.1);
            }
            // What all states share tells nothing; without it the sums stay small and precise.
            let least = next.iter().copied().fold(f64::INFINITY, f64::min);
            costs = next.into_iter().map(|cost| cost - least).collect();
            from.push(chosen);
        }
        let mut state = 0;
        for (other, cost) in costs.iter().enumerate() {
            if *cost < costs[state] - ROUNDING {
                state = other;
            }
        }
        let mut path = vec![0; self.series.len()];
        for t in (0..path.len()).rev() {
            path[t] = state;
            state = from[t][state];
        }
        path
    }
}
