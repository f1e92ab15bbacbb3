//! Counting: segmentation alone, and word counts on top of it, on the same text.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_corpus::{Detail, TokenFilter, WordCounts};
use gongwen_segment::{Mode, Scratch, Segmenter};
use std::hint::black_box;

const BYTES: usize = 2 << 20;
/// The text is counted as documents of this many lines.
const LINES: usize = 40;

fn counting(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let documents: Vec<String> = lines.chunks(LINES).map(<[&str]>::concat).collect();
    let segmenter = Segmenter::new();
    let segment = || {
        let mut scratch = Scratch::default();
        let tokens = |text| segmenter.segment(text, Mode::Dictionary, &[], &mut scratch).len();
        documents.iter().map(String::as_str).map(tokens).sum::<usize>()
    };
    let count = || {
        let mut scratch = Scratch::default();
        let mut counts = WordCounts::new(&segmenter, TokenFilter::All, Detail::Frequency);
        for document in &documents {
            counts.add(segmenter.segment(black_box(document), Mode::Dictionary, &[], &mut scratch));
        }
        counts
    };
    assert_eq!(count().tokens(), segment() as u64, "every token is counted");
    assert_eq!(count().documents(), documents.len() as u64);

    let mut group = c.benchmark_group("counting");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("segment", |b| b.iter(segment));
    group.bench_function("segment-and-count", |b| b.iter(|| count().types()));
    group.finish();
}

criterion_group!(benches, counting);
criterion_main!(benches);
