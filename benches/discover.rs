//! Discovery: the labels of a text, and the three passes for its phrases.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gongwen_corpus::phrases::{Bounds, Neighbours, PhraseOptions, Ranked, Sequences};
use gongwen_corpus::{Dated, Sighting};
use gongwen_formula::Extractor;
use gongwen_formula::discover::{Unit, Units, labels};
use gongwen_lexicon::Lexicon;
use gongwen_segment::{Scratch, Segmenter, WordId};
use gongwen_text::Reading;
use std::hint::black_box;
use std::sync::Arc;

const BYTES: usize = 2 << 20;
/// The text is counted as documents of this many lines.
const LINES: usize = 40;

fn discover(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let lexicon = Arc::new(Lexicon::builtin());
    let extractor = Extractor::new(Arc::clone(&lexicon)).expect("the built-in lexicon compiles");
    let segmenter = Segmenter::new();
    let units = Units::new(&segmenter, lexicon).expect("the built-in lexicon compiles");
    let reading = Reading::of(&text);
    let hits = extractor.extract(&reading);
    let find = || labels(&reading, black_box(&hits), |word| segmenter.id(word) != WordId::UNKNOWN);
    assert!(find().iter().any(|found| found.label == "三送三减三延"), "a label of the sample is found");

    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let documents: Vec<String> = lines.chunks(LINES).map(<[&str]>::concat).collect();
    let cut = || -> Vec<Vec<Unit>> {
        let mut scratch = Scratch::default();
        let one = |document: &String| {
            let mut out = Vec::new();
            units.each(&Reading::of(document), &mut scratch, |unit, _| out.push(unit));
            out
        };
        documents.iter().map(one).collect()
    };
    let cut_once = cut();
    let options = PhraseOptions::default();
    let phrases = || {
        let bounds = Bounds::new(&options);
        cut_once.iter().for_each(|document| bounds.add(document));
        let mut sequences = Sequences::new(&options);
        cut_once.iter().for_each(|document| sequences.add(document, &bounds));
        let count = sequences.documents();
        let is_wanted = |sequence: &[Unit]| {
            let edge = |unit: &Unit| unit.word().map(|word| units.edge(word));
            sequence.first().and_then(edge).is_some_and(|edge| edge.begins)
                && sequence.last().and_then(edge).is_some_and(|edge| edge.ends)
        };
        let phrases = sequences.choose(&options, is_wanted);
        let mut neighbours = Neighbours::default();
        for document in &cut_once {
            let nowhere =
                Sighting { doc: String::new(), date: None, start: 0, end: 0, excerpt: String::new() };
            neighbours.add(Dated { doc: "", date: None }, document, &phrases, |_| nowhere.clone());
        }
        let write =
            |unit: Unit, out: &mut String| unit.word().into_iter().for_each(|word| units.write(word, out));
        Ranked::of(&phrases, &neighbours, &options, count, write)
    };
    assert!(phrases().rows.iter().all(|row| row.frequency >= options.min_count));
    assert!(!phrases().rows.is_empty());

    let mut group = c.benchmark_group("discover");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("labels", |b| b.iter(|| find().len()));
    group.bench_function("units", |b| b.iter(|| cut().len()));
    group.bench_function("phrases", |b| b.iter(|| phrases().rows.len()));
    group.finish();
}

criterion_group!(benches, discover);
criterion_main!(benches);
