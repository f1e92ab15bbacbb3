//! Reading files: the sample corpus as it lies on disk, all formats and encodings.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_ingest::{ReadOptions, WalkOptions, read_entry, walk};

fn ingest(c: &mut Criterion) {
    let folder = [gongwen_benches::sample()];
    let entries = walk(&folder, &WalkOptions::default()).expect("the sample corpus is there");
    let bytes: u64 =
        entries.iter().filter_map(|entry| entry.path.metadata().ok()).map(|data| data.len()).sum();
    let read = || {
        let files = entries.iter().map(|entry| read_entry(entry, &ReadOptions::default()));
        files.map(|documents| documents.expect("every sample can be read").len()).sum::<usize>()
    };
    assert!(read() >= entries.len());

    let mut group = c.benchmark_group("ingest");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("sample", |b| b.iter(read));
    group.bench_function("walk", |b| {
        b.iter(|| walk(&folder, &WalkOptions::default()).map(|entries| entries.len()));
    });
    group.finish();
}

criterion_group!(benches, ingest);
criterion_main!(benches);
