//! The reading: cleaning with a map back, on the sample corpus (damaged and clean) and on clean text.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_text::{LineIndex, Reading, Structure};
use std::hint::black_box;

const BYTES: usize = 2 << 20;

fn reading(c: &mut Criterion) {
    let damaged = gongwen_benches::text(BYTES);
    let clean = Reading::of(&damaged).as_str().to_string();
    assert!(!Reading::of(&damaged).edits().is_empty(), "the sample corpus is damaged");
    assert_eq!(Reading::of(&clean).as_str().chars().count(), clean.chars().count());
    assert_eq!(LineIndex::new(&clean).chars(clean.len()), clean.chars().count());
    assert!(!Structure::of(&clean).headings.is_empty());

    let mut group = c.benchmark_group("reading");
    group.throughput(Throughput::Bytes(damaged.len() as u64));
    group.bench_function("damaged", |b| b.iter(|| Reading::of(black_box(&damaged)).edits().len()));
    group.throughput(Throughput::Bytes(clean.len() as u64));
    group.bench_function("clean", |b| b.iter(|| Reading::of(black_box(&clean)).edits().len()));
    group.bench_function("line-index", |b| b.iter(|| LineIndex::new(black_box(&clean)).line_count()));
    group.bench_function("structure", |b| b.iter(|| Structure::of(black_box(&clean)).headings.len()));
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
