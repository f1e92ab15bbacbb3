//! The lexicon: loading, the scan alone, and the extractor over it.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_formula::Extractor;
use gongwen_lexicon::{Lexicon, Matcher, Semantics};
use gongwen_text::Reading;
use std::hint::black_box;
use std::sync::Arc;

const BYTES: usize = 2 << 20;

fn lexicon(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let reading = Reading::of(&text);
    let lexicon = Arc::new(Lexicon::builtin());
    let matcher =
        Matcher::compile(&lexicon, Semantics::LeftmostLongest).expect("the built-in lexicon compiles");
    let extractor = Extractor::new(Arc::clone(&lexicon)).expect("the built-in lexicon compiles");
    let label = "两个维护";
    let entry = lexicon.formula_by_label(label)[0];
    let found = matcher.find_iter(reading.as_str()).filter(|hit| hit.entry == entry).count();
    assert_eq!(found, reading.as_str().matches(label).count());
    assert!(extractor.extract(&reading).iter().any(|hit| hit.canonical == label));

    let mut group = c.benchmark_group("lexicon");
    group.bench_function("load", |b| b.iter(|| Lexicon::builtin().len()));
    group.bench_function("compile", |b| {
        b.iter(|| Matcher::compile(black_box(&lexicon), Semantics::LeftmostLongest));
    });
    group.throughput(Throughput::Bytes(reading.as_str().len() as u64));
    group.bench_function("scan", |b| b.iter(|| matcher.find_iter(black_box(reading.as_str())).count()));
    group.bench_function("formulas", |b| b.iter(|| extractor.extract(black_box(&reading)).len()));
    group.finish();
}

criterion_group!(benches, lexicon);
criterion_main!(benches);
