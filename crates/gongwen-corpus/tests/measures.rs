//! The measures against published values and against slow references that follow the definitions word by word.

use gongwen_corpus::measures::{
    association::Contingency,
    burst::{BurstOptions, States, bursts, states},
    change::{Series, noise, overdispersion},
    correction,
    dispersion::{Distances, Part, Sizes, Spread},
    diversity::{Diversity, FactorEnd},
    documents::{mann_whitney, permutation_test},
    keyness::Comparison,
    shares::{Z_95, wilson},
    trend::{Autocorrelation, mann_kendall, theil_sen},
};
use proptest::prelude::*;

/// The definitions, computed the long way.
mod reference {
    use super::*;

    /// −log₁₀ of the sum over all tables with the same margins and at least this O11, in log space.
    pub(crate) fn fisher(table: &Contingency) -> f64 {
        let ln_factorials: Vec<f64> = std::iter::once(0.0)
            .chain((1..=table.n).scan(0.0, |sum, x| {
                *sum += (x as f64).ln();
                Some(*sum)
            }))
            .collect();
        let ln = |x: u64| ln_factorials[x as usize];
        let (r1, c1, n) = (table.r1, table.c1, table.n);
        let p: f64 = (table.o11..=r1.min(c1))
            .filter(|k| r1 + c1 - k <= n)
            .map(|k| {
                let margins = ln(r1) + ln(n - r1) + ln(c1) + ln(n - c1) - ln(n);
                (margins - ln(k) - ln(r1 - k) - ln(c1 - k) - ln(n + k - r1 - c1)).exp()
            })
            .sum();
        -p.log10()
    }

    /// All measures over arrays of all parts: DP, D_KL, D, D₂, S.
    pub(crate) fn dispersion(counts: &[u64], sizes: &[u64]) -> [f64; 5] {
        let n = counts.len() as f64;
        let (f, total) = (counts.iter().sum::<u64>() as f64, sizes.iter().sum::<u64>() as f64);
        let v: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
        let s: Vec<f64> = sizes.iter().map(|&size| size as f64 / total).collect();
        let p: Vec<f64> = v.iter().zip(sizes).map(|(v, &size)| v / size as f64).collect();
        let over = |term: &dyn Fn(usize) -> f64| (0..v.len()).map(term).sum::<f64>();
        let positive = |value: f64, term: f64| if value > 0.0 { term } else { 0.0 };
        let mean = over(&|i| p[i]) / n;
        let deviation = (over(&|i| (p[i] - mean).powi(2)) / n).sqrt();
        let sum = over(&|i| p[i]);
        [
            0.5 * over(&|i| (v[i] / f - s[i]).abs()),
            over(&|i| positive(v[i], v[i] / f * (v[i] / f / s[i]).log2())),
            1.0 - deviation / mean / (n - 1.0).sqrt(),
            -over(&|i| positive(p[i], p[i] / sum * (p[i] / sum).ln())) / n.ln(),
            over(&|i| (s[i] * v[i]).sqrt()).powi(2) / f,
        ]
    }

    fn ttr(words: &[u32]) -> f64 {
        words.iter().collect::<std::collections::BTreeSet<_>>().len() as f64 / words.len() as f64
    }

    /// Every window counted afresh.
    pub(crate) fn mattr(words: &[u32], window: usize) -> f64 {
        let ratios: Vec<f64> = words.windows(window).map(ttr).collect();
        ratios.iter().sum::<f64>() / ratios.len() as f64
    }

    /// Every stretch counted afresh at every word.
    pub(crate) fn mtld(words: &[u32], end: FactorEnd) -> f64 {
        let one_way = |words: &[u32]| {
            let (mut factors, mut start) = (0.0, 0);
            for place in 1..=words.len() {
                let ratio = ttr(&words[start..place]);
                if ratio < 0.72 || (end == FactorEnd::AtOrBelow && ratio == 0.72) {
                    factors += 1.0;
                    start = place;
                }
            }
            if start < words.len() {
                factors += (1.0 - ttr(&words[start..])) / 0.28;
            }
            words.len() as f64 / factors
        };
        let reversed: Vec<u32> = words.iter().rev().copied().collect();
        (one_way(words) + one_way(&reversed)) / 2.0
    }

    /// The signs of all pairs, and the variance from counts of equal values.
    pub(crate) fn mann_kendall(values: &[i32]) -> (i64, f64) {
        let n = values.len();
        let mut score = 0;
        for j in 0..n {
            for i in 0..j {
                score += i64::from((values[j] - values[i]).signum());
            }
        }
        let term = |t: usize| (t * (t - 1) * (2 * t + 5)) as f64;
        let different: std::collections::BTreeSet<i32> = values.iter().copied().collect();
        let ties: f64 =
            different.iter().map(|value| term(values.iter().filter(|other| *other == value).count())).sum();
        (score, (term(n) - ties) / 18.0)
    }

    /// Optimal partitioning: every last cut of every beginning.
    pub(crate) fn least_cost(series: &Series, penalty: f64) -> f64 {
        let mut best = vec![-penalty];
        for end in 1..=series.len() {
            let costs = (0..end).map(|start| best[start] + series.cost(start, end) + penalty);
            best.push(costs.fold(f64::INFINITY, f64::min));
        }
        best[series.len()]
    }

    pub(crate) fn cost_of(series: &Series, cuts: &[usize], penalty: f64) -> f64 {
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([series.len()]);
        let stretches: f64 = starts.zip(ends).map(|(start, end)| series.cost(start, end)).sum();
        stretches + penalty * cuts.len() as f64
    }

    /// What a sequence of states costs Kleinberg's automaton.
    pub(crate) fn burst_cost(periods: &[(u64, u64)], path: &[usize], options: &BurstOptions) -> f64 {
        let (r, d) = periods.iter().fold((0, 0), |sum, period| (sum.0 + period.0, sum.1 + period.1));
        let base = r as f64 / d as f64;
        let (mut cost, mut before) = (0.0, 0);
        for (&(r, d), &state) in periods.iter().zip(path) {
            let mut p = base * options.scale.powi(state as i32);
            if options.states == States::Two {
                p = p.min(0.99999);
            }
            if p >= 1.0 {
                return f64::INFINITY;
            }
            cost += options.gamma * (periods.len() as f64).ln() * state.saturating_sub(before) as f64;
            cost -= r as f64 * p.ln() + (d - r) as f64 * (1.0 - p).ln();
            before = state;
        }
        cost
    }

    /// The least cost of all sequences of so many states.
    pub(crate) fn least_burst_cost(periods: &[(u64, u64)], states: usize, options: &BurstOptions) -> f64 {
        let mut least = f64::INFINITY;
        for number in 0..states.pow(periods.len() as u32) {
            let mut rest = number;
            let path: Vec<usize> = periods
                .iter()
                .map(|_| {
                    let state = rest % states;
                    rest /= states;
                    state
                })
                .collect();
            least = least.min(burst_cost(periods, &path, options));
        }
        least
    }

    /// The exact p of the permutation test: all ways to deal the values out.
    pub(crate) fn permutations(first: &[f64], second: &[f64]) -> f64 {
        let pool = [first, second].concat();
        let difference = |mask: u32| {
            let group = |wanted: bool| {
                let values: Vec<f64> =
                    (0..pool.len()).filter(|i| (mask >> i & 1 == 1) == wanted).map(|i| pool[i]).collect();
                values.iter().sum::<f64>() / values.len() as f64
            };
            (group(true) - group(false)).abs()
        };
        let observed = difference((1 << first.len()) - 1);
        let masks: Vec<u32> =
            (0..1_u32 << pool.len()).filter(|mask| mask.count_ones() as usize == first.len()).collect();
        let as_large = masks.iter().filter(|&&mask| difference(mask) >= observed - 1e-9).count();
        as_large as f64 / masks.len() as f64
    }
}

#[track_caller]
fn near(found: f64, expected: f64, error: f64) {
    assert!((found - expected).abs() <= error, "{found} is not {expected}");
}

fn parts(counts: &[u64], sizes: &[u64]) -> Vec<Part> {
    counts.iter().zip(sizes).map(|(&count, &size)| Part { count, size }).collect()
}

// Published values.

#[test]
fn frequencies_of_two_corpora() {
    let pairs = [(100, 50), (20, 20), (5, 0), (0, 7)];
    let [ll, walter, lrc] =
        [[69.3522, 4.7120, 10.9863, -5.6766], [1.9928, 1.0000, 4.4594, -2.9069], [1.3668, 0.0, 0.1849, 0.0]];
    for (index, (f1, f2)) in pairs.into_iter().enumerate() {
        let word = Comparison { f1, n1: 100_000, f2, n2: 200_000 };
        near(word.log_likelihood(), ll[index], 5e-5);
        near(word.log_ratio_walter(), walter[index], 5e-5);
        near(word.lrc(0.05 / 4.0), lrc[index], 5e-5);
    }
}

#[test]
fn the_toy_corpus_of_gries() {
    let sizes = [9, 10, 10, 10, 11];
    let parts = parts(&[1, 2, 3, 4, 5], &sizes);
    let spread = Spread::new(&parts, Sizes::of(sizes));
    assert_eq!((spread.frequency(), spread.range(), spread.dp()), (15, 5, Some(0.18)));
    near(spread.dp_norm().unwrap(), 0.2195, 5e-5);
    near(spread.juilland_d().unwrap(), 0.7852, 5e-5);
    near(spread.carroll_d2().unwrap(), 0.9379, 5e-5);
    near(spread.rosengren_s().unwrap(), 0.9498, 5e-5);
    near(spread.kld().unwrap(), 0.1370, 5e-5);
    // b a m n i b e u p | b a s a t b e w q n | b c a g a b e s t a | b a g h a b e a a t | b a h a a b e a x a t
    let text = "bamnibeupbasatbewqnbcagabestabaghabeaatbahaabeaxat";
    let positions: Vec<u64> = (0..).zip(text.chars()).filter(|(_, c)| *c == 'a').map(|(at, _)| at).collect();
    let ring = Distances::new(&positions, text.len() as u64).unwrap();
    assert_eq!((positions.len(), text.len()), (15, 50));
    near(ring.arf(), 11.1, 0.05);
}

// Zero counts and single documents.

#[test]
fn association_at_zero() {
    let none = Contingency { o11: 0, r1: 10, c1: 20, n: 1000 };
    assert_eq!((none.expected(), none.fisher(), none.dice(), none.min_sensitivity()), (0.2, 0.0, 0.0, 0.0));
    assert!(none.log_likelihood() < 0.0 && none.z_score() < 0.0 && none.simple_ll() < 0.0);
    for value in [none.mi(), none.mi2(), none.mi3(), none.mi_log_f(), none.t_score(), none.log_dice()] {
        assert!(!value.is_finite());
    }
    let empty = Contingency { o11: 0, r1: 0, c1: 0, n: 0 };
    assert_eq!((empty.log_likelihood(), empty.fisher(), empty.odds_ratio()), (0.0, 0.0, 1.0));
    for value in [
        empty.expected(),
        empty.mi(),
        empty.z_score(),
        empty.dice(),
        empty.min_sensitivity(),
        empty.delta_p_forward(),
        empty.delta_p_backward(),
        empty.chi_squared(),
    ] {
        assert!(!value.is_finite());
    }
    let all = Contingency { o11: 7, r1: 7, c1: 7, n: 7 };
    assert_eq!((all.log_likelihood(), all.mi(), all.log_dice()), (0.0, 0.0, 14.0));
    near(all.fisher(), 0.0, 1e-15);
}

#[test]
fn cells_larger_than_their_margins_stop_at_zero() {
    let window = Contingency { o11: 12, r1: 10, c1: 5, n: 15 };
    assert_eq!((window.o12(), window.o21(), window.o22()), (0, 0, 3));
    assert_eq!(window.consistent(), Contingency { o11: 12, r1: 12, c1: 12, n: 15 });
    assert_eq!(window.log_likelihood(), window.consistent().log_likelihood());
    assert!(window.fisher() > 0.0 && window.odds_ratio().is_finite());
    let crowded = Contingency { o11: 2, r1: 10, c1: 10, n: 15 };
    assert_eq!((crowded.o22(), crowded.consistent().n), (0, 18));
}

#[test]
fn keyness_at_zero() {
    let none = Comparison { f1: 0, n1: 100, f2: 0, n2: 200 };
    assert_eq!((none.log_likelihood(), none.log_likelihood_two_cell(), none.p_value()), (0.0, 0.0, 1.0));
    assert_eq!((none.lrc(0.05), none.simple_maths(1.0)), (0.0, 1.0));
    assert!(none.percent_diff().is_nan() && none.log_ratio_hardie().is_nan());
    assert!(none.log_ratio_interval(0.05).0.is_nan());
    let new = Comparison { f1: 3, n1: 100, f2: 0, n2: 200 };
    assert!(new.percent_diff().is_infinite() && new.log_ratio_hardie().is_finite());
    assert_eq!(new.log_ratio_interval(0.05).1, f64::INFINITY);
    let empty = Comparison { f1: 3, n1: 100, f2: 0, n2: 0 };
    assert_eq!((empty.log_likelihood(), empty.log_likelihood_two_cell()), (0.0, 0.0));
    assert!(empty.lrc(0.05).is_nan() && empty.simple_maths(1.0).is_nan());
    let huge = Comparison { f1: 1 << 40, n1: 1 << 41, f2: 0, n2: 1 << 41 };
    assert_eq!(huge.p_value(), 0.0);
    assert!(huge.ln_p().is_finite() && huge.ln_p() < -1e11);
}

#[test]
fn dispersion_at_zero_and_in_one_part() {
    let none = Spread::new(&[], Sizes::of([10, 20]));
    assert_eq!((none.range(), none.dp(), none.dp_norm(), none.kld()), (0, None, None, None));
    assert_eq!((none.juilland_d(), none.carroll_d2(), none.rosengren_s()), (None, None, None));
    let one = [Part { count: 3, size: 10 }];
    let one = Spread::new(&one, Sizes::of([10]));
    assert_eq!((one.dp(), one.dp_norm(), one.kld()), (Some(0.0), None, Some(0.0)));
    assert_eq!((one.juilland_d(), one.carroll_d2()), (None, None));
    near(one.rosengren_s().unwrap(), 1.0, 1e-15);
    assert!(Distances::new(&[], 10).is_none() && Distances::new(&[3, 2], 10).is_none());
    assert!(Distances::new(&[10], 10).is_none());
    let once = Distances::new(&[4], 10).unwrap();
    assert_eq!((once.arf(), once.awt(), once.ald()), (1.0, 5.5, 1.0));
}

#[test]
fn diversity_of_short_texts() {
    let empty = Diversity::new(&[]);
    assert_eq!((empty.ttr(), empty.sttr(1), empty.mattr(1), empty.hdd(1)), (None, None, None, None));
    assert_eq!((empty.mtld(0.72, FactorEnd::Below), empty.yule_k(), empty.hapax_share()), (None, None, None));
    let different = Diversity::new(&[5, 6, 7]);
    assert_eq!((different.ttr(), different.mtld(0.72, FactorEnd::Below)), (Some(1.0), None));
    assert_eq!((different.yule_k(), different.hapax_share()), (Some(0.0), Some(1.0)));
    let same = Diversity::new(&[5; 4]);
    assert_eq!(
        (same.mattr(2), same.sttr(2), same.mattr(5), same.mattr(0)),
        (Some(0.5), Some(0.5), None, None)
    );
    assert_eq!((same.mtld(0.72, FactorEnd::Below), same.hapax_share()), (Some(2.0), Some(0.0)));
    // 18 of 25 is .72.
    let words: Vec<u32> = (0..18).chain(0..7).chain(0..18).chain(0..7).collect();
    let at = Diversity::new(&words);
    assert_eq!(at.mtld(18.0 / 25.0, FactorEnd::AtOrBelow), Some(25.0));
    assert!(at.mtld(18.0 / 25.0, FactorEnd::Below).unwrap() > 25.0);
}

#[test]
fn series_without_change() {
    assert_eq!((mann_kendall(&[1.0], Autocorrelation::Ignored), theil_sen(&[(1.0, 2.0)])), (None, None));
    assert_eq!(mann_kendall(&[1.0, f64::NAN], Autocorrelation::Ignored), None);
    for correction in [Autocorrelation::Ignored, Autocorrelation::HamedRao, Autocorrelation::YueWang] {
        let flat = mann_kendall(&[2.0; 5], correction).unwrap();
        assert_eq!((flat.score, flat.variance, flat.z, flat.p, flat.tau), (0, 0.0, 0.0, 1.0, 0.0));
    }
    for series in [Series::normal(&[]), Series::normal(&[1.0]), Series::poisson(&[(0, 10), (0, 10)])] {
        assert_eq!((series.pelt(1.0), series.binary_segmentation(1.0)), (vec![], vec![]));
    }
    let options = BurstOptions::default();
    for series in [&[][..], &[(1, 2)], &[(0, 9), (0, 9)], &[(9, 9), (9, 9)], &[(0, 0), (0, 0)]] {
        assert_eq!((bursts(series, &options), states(series, &options)), (vec![], vec![0; series.len()]));
    }
    assert_eq!(wilson(0, 0, Z_95), None);
}

#[test]
fn groups_without_documents() {
    assert_eq!((mann_whitney(&[], &[1.0]), permutation_test(&[1.0], &[], 10, 0)), (None, None));
    let same = mann_whitney(&[1.0, 1.0], &[1.0]).unwrap();
    assert_eq!((same.u, same.superiority, same.p), (1.0, 0.5, 1.0));
    let same = permutation_test(&[1.0, 1.0], &[1.0], 99, 0).unwrap();
    assert_eq!((same.difference, same.p), (0.0, 1.0));
}

#[test]
fn corrections_pass_over_what_is_no_number() {
    let values = [0.01, f64::NAN, 0.02];
    for adjust in
        [correction::bonferroni, correction::holm, correction::sidak, correction::benjamini_hochberg]
    {
        let adjusted = adjust(&values);
        assert!(adjusted[1].is_nan());
        assert_eq!([adjusted[0], adjusted[2]], adjust(&[0.01, 0.02])[..]);
        assert!(adjust(&[]).is_empty());
    }
}

// Behaviour.

#[test]
fn a_burst_has_levels() {
    let mut periods = vec![(1, 1000); 30];
    periods[10..20].fill((8, 1000));
    periods[14..16].fill((60, 1000));
    let two = bursts(&periods, &BurstOptions::default());
    assert_eq!(
        two.iter().map(|burst| (burst.level, burst.start, burst.end)).collect::<Vec<_>>(),
        [(1, 14, 15)]
    );
    let options = BurstOptions { states: States::Infinite, ..BurstOptions::default() };
    let many = bursts(&periods, &options);
    assert_eq!(many.iter().map(|burst| burst.level).max(), Some(3));
    assert!(many.iter().all(|burst| (burst.start, burst.end) == (14, 15) && burst.weight > 0.0));
}

#[test]
fn a_new_word_is_a_change_of_rate() {
    let periods: Vec<(u64, u64)> = (0..40).map(|t| (if t < 25 { 0 } else { 6 }, 20_000)).collect();
    let series = Series::poisson(&periods);
    assert_eq!(series.pelt(series.usual_penalty()), [25]);
    assert_eq!(series.binary_segmentation(series.usual_penalty()), [25]);
}

#[test]
fn scatter_beyond_chance_is_told_from_changes() {
    let level = |rate: u64| (0..30).map(move |t| (rate + [0, 3, 1, 4, 2][t % 5], 1000));
    let steady: Vec<(u64, u64)> = level(20).chain(level(60)).collect();
    assert_eq!(overdispersion(&steady), 1.0);
    let clustered: Vec<(u64, u64)> =
        steady.iter().enumerate().map(|(t, p)| (p.0 * (1 + t as u64 % 2 * 3), p.1)).collect();
    assert!(overdispersion(&clustered) > 10.0);
    assert_eq!((overdispersion(&[(0, 5), (9, 5), (0, 5)]), noise(&[1.0])), (1.0, None));
    near(noise(&[0.0, 1.0, 0.0, 1.0, 100.0, 101.0]).unwrap(), 1.0484, 1e-4);
}

#[test]
fn the_permutation_test_depends_on_the_seed_and_the_values_alone() {
    let (first, second) = ([1.0, 4.0, 2.5, 9.0, 3.0], [5.0, 7.0, 6.5, 8.0]);
    let test = permutation_test(&first, &second, 20_000, 42).unwrap();
    assert_eq!(Some(test), permutation_test(&[9.0, 3.0, 2.5, 1.0, 4.0], &[8.0, 5.0, 7.0, 6.5], 20_000, 42));
    assert_ne!(test.as_large, permutation_test(&first, &second, 20_000, 43).unwrap().as_large);
    near(test.p, reference::permutations(&first, &second), 0.015);
    let swapped = permutation_test(&second, &first, 20_000, 42).unwrap();
    near(swapped.p, test.p, 0.015);
}

fn tables() -> impl Strategy<Value = Contingency> {
    (0..60_u64, 0..200_u64, 0..200_u64, 0..2000_u64).prop_map(|(o11, o12, o21, o22)| Contingency {
        o11,
        r1: o11 + o12,
        c1: o11 + o21,
        n: o11 + o12 + o21 + o22,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn fisher_is_the_sum_over_all_tables(table in tables()) {
        let (found, expected) = (table.fisher(), reference::fisher(&table));
        prop_assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-2), "{found} {expected}");
    }

    #[test]
    fn log_likelihood_is_that_of_the_definition(table in tables()) {
        let cells = [(table.o11, table.r1, table.c1), (table.o12(), table.r1, table.n - table.c1),
            (table.o21(), table.n - table.r1, table.c1), (table.o22(), table.n - table.r1, table.n - table.c1)];
        let sum: f64 = cells
            .iter()
            .filter(|cell| cell.0 > 0)
            .map(|&(o, r, c)| o as f64 * (o as f64 * table.n as f64 / (r as f64 * c as f64)).ln())
            .sum();
        prop_assert!((table.log_likelihood().abs() - 2.0 * sum).abs() <= 1e-9);
        let swapped = Contingency { r1: table.c1, c1: table.r1, ..table };
        prop_assert!((table.log_likelihood() - swapped.log_likelihood()).abs() <= 1e-10);
    }

    #[test]
    fn lrc_is_the_nearer_bound_of_the_interval(
        (f1, f2) in (0..300_u64, 0..300_u64), n1 in 1000..9000_u64, n2 in 1000..9000_u64,
        alpha in prop::sample::select(vec![0.05, 1e-3, 1e-7]),
    ) {
        let word = Comparison { f1, n1, f2, n2 };
        let (low, high) = word.log_ratio_interval(alpha);
        let expected = if low > 0.0 { low } else if high < 0.0 { high } else { 0.0 };
        prop_assert_eq!(word.lrc(alpha), expected);
        if f1 > 0 && f2 > 0 {
            let ratio = word.log_ratio_hardie();
            prop_assert!(low < ratio && ratio < high);
        }
        let back = Comparison { f1: f2, n1: n2, f2: f1, n2: n1 };
        prop_assert_eq!(back.lrc(alpha), -expected);
    }

    #[test]
    fn dispersion_from_parts_that_have_it_is_that_over_all(
        all in prop::collection::vec((prop_oneof![2 => Just(0_u64), 1 => 1..9_u64], 9..500_u64), 2..40)
    ) {
        let (counts, sizes): (Vec<u64>, Vec<u64>) = all.into_iter().unzip();
        prop_assume!(counts.iter().sum::<u64>() > 0);
        let having: Vec<Part> = parts(&counts, &sizes).into_iter().filter(|part| part.count > 0).collect();
        let spread = Spread::new(&having, Sizes::of(sizes.iter().copied()));
        let found = [spread.dp(), spread.kld(), spread.juilland_d(), spread.carroll_d2(), spread.rosengren_s()];
        for (found, expected) in found.into_iter().zip(reference::dispersion(&counts, &sizes)) {
            prop_assert!((found.unwrap() - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn sliding_counts_are_counts(words in prop::collection::vec(0..20_u32, 1..120), window in 1..60_usize) {
        let text = Diversity::new(&words);
        prop_assert_eq!(text.mattr(window).is_some(), words.len() >= window);
        if let Some(found) = text.mattr(window) {
            prop_assert!((found - reference::mattr(&words, window)).abs() < 1e-12);
        }
        for end in [FactorEnd::Below, FactorEnd::AtOrBelow] {
            if let Some(found) = text.mtld(Diversity::MTLD_THRESHOLD, end) {
                let expected = reference::mtld(&words, end);
                prop_assert!((found - expected).abs() < 1e-9 * expected, "{found} {expected}");
            }
        }
    }

    #[test]
    fn mann_kendall_is_the_double_loop(values in prop::collection::vec(-5..6_i32, 2..40)) {
        let floats: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
        let test = mann_kendall(&floats, Autocorrelation::Ignored).unwrap();
        let (score, variance) = reference::mann_kendall(&values);
        prop_assert_eq!((test.score, test.variance), (score, variance));
        let backwards: Vec<f64> = floats.iter().rev().copied().collect();
        prop_assert_eq!(mann_kendall(&backwards, Autocorrelation::Ignored).unwrap().z, -test.z);
    }

    #[test]
    fn pelt_finds_the_least_cost_of_all(
        values in prop::collection::vec(0..12_u64, 1..40), penalty in 0.1..20.0_f64
    ) {
        let floats: Vec<f64> = values.iter().map(|&value| value as f64).collect();
        let periods: Vec<(u64, u64)> = values.iter().map(|&value| (value, 50 + value % 7)).collect();
        for series in [Series::normal(&floats), Series::poisson(&periods)] {
            let least = reference::least_cost(&series, penalty);
            let found = reference::cost_of(&series, &series.pelt(penalty), penalty);
            prop_assert!((found - least).abs() < 1e-7, "{found} {least}");
            let greedy = reference::cost_of(&series, &series.binary_segmentation(penalty), penalty);
            prop_assert!(greedy >= least - 1e-7);
        }
    }

    #[test]
    fn bursts_are_the_cheapest_states(
        periods in prop::collection::vec((0..12_u64, 12..40_u64), 2..9), gamma in 0.0..2.0_f64
    ) {
        for (number, kind) in [(2, States::Two), (4, States::Infinite)] {
            let options = BurstOptions { gamma, states: kind, ..BurstOptions::default() };
            let (r, d) = periods.iter().fold((0, 0), |sum, period| (sum.0 + period.0, sum.1 + period.1));
            prop_assume!(r > 0 && r < d);
            let found = reference::burst_cost(&periods, &states(&periods, &options), &options);
            let least = reference::least_burst_cost(&periods[..], number, &options);
            if kind == States::Two {
                prop_assert!((found - least).abs() < 1e-6, "{found} {least}");
            } else {
                prop_assert!(found <= least + 1e-6, "{found} {least}");
            }
        }
    }

    #[test]
    fn corrections_do_not_depend_on_the_order(values in prop::collection::vec(0.0..1.0_f64, 1..30)) {
        let backwards: Vec<f64> = values.iter().rev().copied().collect();
        for adjust in
            [correction::bonferroni, correction::holm, correction::sidak, correction::benjamini_hochberg]
        {
            let mut found = adjust(&backwards);
            found.reverse();
            prop_assert_eq!(&found, &adjust(&values));
            prop_assert!(found.iter().zip(&values).all(|(found, p)| (*p - 1e-12..=1.0).contains(found)));
        }
    }
}
