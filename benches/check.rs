//! The checker: everything on, what all rules share, and each family of rules on top of that.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen::{CheckOptions, Checker, Engine, Settings};
use std::collections::BTreeSet;
use std::hint::black_box;

const BYTES: usize = 1 << 20;

fn check(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let engine = Engine::new(Settings::default()).expect("there are no lexicon files to read");
    let of = |select: &[&str]| {
        let mut options = CheckOptions::default();
        options.selection.select = select.iter().map(|&name| name.to_owned()).collect();
        engine.checker(options).expect("the built-in rules are right")
    };
    let find = |checker: &Checker<'_>| checker.check(black_box(&text), None).len();
    let (all, none) = (of(&[]), of(&["none"]));
    assert!(find(&all) > 0 && find(&none) == 0);

    let mut group = c.benchmark_group("check");
    group.sample_size(10);
    group.bench_function("make", |b| b.iter(|| of(&[])));
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("everything", |b| b.iter(|| find(&all)));
    group.bench_function("shared", |b| b.iter(|| find(&none)));
    let families: BTreeSet<&str> = all.rules().map(|rule| rule.family()).collect();
    for family in families {
        let checker = of(&[family]);
        group.bench_function(family, |b| b.iter(|| find(&checker)));
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);
