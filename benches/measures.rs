//! The measures: all of association for the collocates of a word, keyness of all words of two corpora.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_corpus::measures::{
    association::Contingency,
    keyness::{Comparison, bic},
    special::chi_squared_tail,
};
use std::hint::black_box;

const COLLOCATES: u64 = 5_000;
const TYPES: u64 = 300_000;
/// The tokens of a corpus, and what stands around a frequent word in it.
const TOKENS: u64 = 21_900_000;
const WINDOW: u64 = 1_067_840;

/// Numbers without a pattern, the same every time.
fn scattered(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
}

/// Collocates as frequent as words are, a third of them near what chance gives, a third attracted, a third repelled.
fn collocates() -> Vec<Contingency> {
    let collocate = |rank: u64| {
        let c1 = (800_000 / (rank + 1)).max(5);
        let by_chance = WINDOW * c1 / TOKENS;
        let o11 = match rank % 3 {
            0 => by_chance + by_chance.isqrt() + 1,
            1 => by_chance * (2 + scattered(rank) % 5) + 1,
            _ => by_chance * 4 / 5,
        };
        Contingency { o11: o11.min(c1), r1: WINDOW, c1, n: TOKENS }
    };
    (0..COLLOCATES).map(collocate).collect()
}

/// Words as frequent as words are, most of them once or never.
fn words() -> Vec<Comparison> {
    let word = |rank: u64| {
        let (frequency, chance) = ((900_000.0 / ((rank + 1) as f64).powf(1.1)) as u64, scattered(rank));
        let f1 = frequency + u64::from(chance % 7 == 0);
        let f2 = match rank {
            0..20_000 => frequency / 2 + (chance >> 9) % (frequency + 1),
            _ => u64::from((chance >> 8) % 4 == 0) * (1 + (chance >> 20) % 3),
        };
        Comparison { f1, n1: TOKENS, f2, n2: TOKENS - 1_900_000 }
    };
    (0..TYPES).map(word).collect()
}

fn association(rows: &[Contingency]) -> f64 {
    let all = |table: &Contingency| {
        [
            table.log_likelihood(),
            table.mi(),
            table.mi2(),
            table.mi3(),
            table.mi_log_f(),
            table.t_score(),
            table.z_score(),
            table.simple_ll(),
            table.dice(),
            table.log_dice(),
            table.min_sensitivity(),
            table.delta_p_forward(),
            table.delta_p_backward(),
            table.odds_ratio(),
            table.chi_squared(),
            table.fisher(),
        ]
        .iter()
        .filter(|value| value.is_finite())
        .sum::<f64>()
    };
    rows.iter().map(|row| all(black_box(row))).sum()
}

fn keyness(rows: &[Comparison]) -> f64 {
    let ln_words = rows.first().map_or(0.0, |word| (word.n1 as f64 + word.n2 as f64).ln());
    let all = |word: &Comparison| {
        let log_likelihood = word.log_likelihood();
        let others =
            [word.percent_diff(), word.odds_ratio(), word.simple_maths(1.0), word.log_ratio_walter()];
        let sum: f64 = others.iter().filter(|value| value.is_finite()).sum();
        sum + log_likelihood + bic(log_likelihood, ln_words) + chi_squared_tail(log_likelihood.abs())
    };
    rows.iter().map(|row| all(black_box(row))).sum()
}

fn significant(rows: &[Comparison]) -> usize {
    let alpha = 0.05 / TYPES as f64;
    rows.iter().filter(|row| black_box(row).lrc(alpha) != 0.0).count()
}

fn measures(c: &mut Criterion) {
    let (collocates, words) = (collocates(), words());
    assert!(association(&collocates).is_finite() && keyness(&words).is_finite());
    let alpha = 0.05 / TYPES as f64;
    let spans_zero = |word: &&Comparison| {
        let (low, high) = word.log_ratio_interval(alpha);
        !(low > 0.0 || high < 0.0)
    };
    let clear = words.iter().filter(spans_zero).count();
    assert_eq!(significant(&words), words.len() - clear, "the test agrees with the interval");

    let mut group = c.benchmark_group("measures");
    group.sample_size(20);
    group.throughput(Throughput::Elements(COLLOCATES));
    group.bench_function("association", |b| b.iter(|| association(&collocates)));
    group.throughput(Throughput::Elements(TYPES));
    group.bench_function("keyness", |b| b.iter(|| keyness(&words)));
    group.bench_function("lrc", |b| b.iter(|| significant(&words)));
    group.finish();
}

criterion_group!(benches, measures);
criterion_main!(benches);
