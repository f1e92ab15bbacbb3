//! The tokenizer: its modes, tags, words of the user, whole numbers, the traditional view, and loading.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gongwen_segment::{Mode, Scratch, Segmenter, UserDictionary, whole_spans};
use std::hint::black_box;

const BYTES: usize = 2 << 20;

fn modes(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let segmenter = Segmenter::new();
    let mut scratch = Scratch::default();
    let mut group = c.benchmark_group("segment");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    for mode in Mode::ALL {
        let words: String =
            segmenter.segment(&text, mode, &[], &mut scratch).iter().map(|token| token.text).collect();
        assert!(words.len() >= text.len() && mode.tiles() == (words == text), "{mode:?}");
        group.bench_function(mode.as_str(), |b| {
            b.iter(|| segmenter.segment(black_box(&text), mode, &[], &mut scratch).len());
        });
    }
    for mode in [Mode::Dictionary, Mode::JiebaHmm] {
        let mut tags = || {
            let tokens = segmenter.segment(black_box(&text), mode, &[], &mut scratch);
            tokens.iter().filter(|token| segmenter.tag(token.id, token.text) == "n").count()
        };
        assert!(tags() > 0, "there are nouns");
        group.bench_function(BenchmarkId::new("tag", mode.as_str()), |b| b.iter(&mut tags));
    }
    group.finish();
}

fn options(c: &mut Criterion) {
    let text = gongwen_benches::text(BYTES);
    let mut scratch = Scratch::default();
    let mut group = c.benchmark_group("segment-options");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));

    let plain = Segmenter::new();
    for count in [0, 1_000, 100_000] {
        let words = user_words(&plain, &text, count);
        let mut segmenter = Segmenter::new();
        segmenter
            .add_dictionary(&UserDictionary::from_words("bench", &words).expect("pairs of words are words"));
        assert_eq!(segmenter.word_count() - plain.word_count(), words.len(), "none is in the dictionary");
        if let Some(word) = words.first() {
            let tokens = segmenter.segment(word, Mode::Dictionary, &[], &mut scratch);
            assert_eq!(tokens.len(), 1, "{word} is honoured");
        }
        group.bench_function(BenchmarkId::new("user-words", count), |b| {
            b.iter(|| segmenter.segment(black_box(&text), Mode::Dictionary, &[], &mut scratch).len());
        });
    }

    let mut whole = Segmenter::new();
    whole.keep_numbers_whole(true);
    let mut numbers = Vec::new();
    whole_spans(&text, &mut numbers);
    let tokens = whole.segment(&text, Mode::Dictionary, &[], &mut scratch);
    let kept =
        tokens.iter().filter(|token| numbers.binary_search_by_key(&token.span.start, |n| n.start).is_ok());
    assert!(!numbers.is_empty() && kept.count() == numbers.len(), "every number is a token");
    group.bench_function("numbers-whole", |b| {
        b.iter(|| whole.segment(black_box(&text), Mode::Dictionary, &[], &mut scratch).len());
    });

    let mut simplifying = Segmenter::new();
    simplifying.simplify_traditional(true);
    let traditional = "堅持黨對一切工作的領導，貫徹落實中央決策部署，維護國家統一。\n".repeat(BYTES / 93);
    let lengths = |tokens: gongwen_segment::Tokens<'_, '_>| -> Vec<usize> {
        tokens.iter().map(|token| token.span.end).collect()
    };
    let simplified = "坚持党对一切工作的领导，贯彻落实中央决策部署，维护国家统一。\n".repeat(BYTES / 93);
    assert_eq!(
        lengths(simplifying.segment(&traditional, Mode::Dictionary, &[], &mut scratch)),
        lengths(plain.segment(&simplified, Mode::Dictionary, &[], &mut Scratch::default()))
    );
    group.bench_function("simplify-simplified", |b| {
        b.iter(|| simplifying.segment(black_box(&text), Mode::Dictionary, &[], &mut scratch).len());
    });
    group.throughput(Throughput::Bytes(traditional.len() as u64));
    group.bench_function("simplify-traditional", |b| {
        b.iter(|| simplifying.segment(black_box(&traditional), Mode::Dictionary, &[], &mut scratch).len());
    });
    group.finish();
}

/// Returns words that are none of the dictionary: neighbours in the text run together, then made-up ones.
fn user_words(plain: &Segmenter, text: &str, count: usize) -> Vec<String> {
    let mut scratch = Scratch::default();
    let tokens = plain.segment(text, Mode::Dictionary, &[], &mut scratch);
    let han: Vec<&str> =
        tokens.iter().map(|token| token.text).filter(|word| word.chars().all(|c| c >= '一')).collect();
    let pairs = han.windows(2).map(<[&str]>::concat);
    let made_up =
        (0..count).map(|number| format!("{}{}", han[number % han.len()], han[number * 7 % han.len()]));
    let numbered = (0..count).map(|number| format!("词{number}"));
    let mut seen = std::collections::HashSet::new();
    pairs
        .chain(made_up)
        .chain(numbered)
        .filter(|word| plain.id(word) == gongwen_segment::WordId::UNKNOWN && seen.insert(word.clone()))
        .take(count)
        .collect()
}

fn loading(c: &mut Criterion) {
    assert!(Segmenter::new().word_count() > 300_000);
    c.bench_function("segment-load", |b| b.iter(Segmenter::new));
}

criterion_group!(benches, modes, options, loading);
criterion_main!(benches);
