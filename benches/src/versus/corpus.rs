//! The saved corpus: what building costs on top of cutting, how large it is, and how fast it answers.
//!
//! The texts are repeated under other ids until there are [`LEAST_TOKENS`] tokens. Queries run warm, on a corpus opened from disk; each
//! is repeated, and the median of the CPU seconds counts.

use crate::{Failure, ROUNDS};
use gongwen_benches::clock::{Rounds, median, timed};
use gongwen_benches::texts::{bytes, readings};
use gongwen_corpus::query::{
    CollocateOptions, Concordance, Context, NgramOptions, Pattern, SortKey, Target, Within, collocates,
    document_counts, find, ngrams, spread,
};
use gongwen_corpus::store::{Corpus, CorpusBuilder, Cutter, DocumentInfo, Existing, Making, Selection};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Reading;
use std::hint::black_box;
use std::path::Path;

/// Tokens of the corpus, at least.
const LEAST_TOKENS: usize = 20_000_000;
/// The frequency of the word that is shown in context.
const NODE_FREQUENCY: u64 = 106_784;

pub(crate) fn run(path: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let segmenter = Segmenter::new();
    let texts = readings(path)?;
    let tokens = segmented(&segmenter, &texts);
    let times = LEAST_TOKENS.div_ceil(tokens.max(1));
    let repeated: Vec<&String> = std::iter::repeat_n(&texts, times).flatten().collect();
    let folder = std::env::temp_dir().join(format!("gongwen-versus-{}", std::process::id()));
    let result = measure(&segmenter, &repeated, bytes(&texts) * times, &folder, show);
    std::fs::remove_dir_all(&folder)?;
    result
}

fn segmented(segmenter: &Segmenter, texts: &[impl AsRef<str>]) -> usize {
    let mut scratch = Scratch::default();
    let count = |text: &str| {
        let reading = Reading::of(text);
        segmenter.segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch).len()
    };
    texts.iter().map(AsRef::as_ref).map(count).sum()
}

fn build(segmenter: &Segmenter, texts: &[&String], folder: &Path) -> Result<u64, Failure> {
    let mut scratch = Scratch::default();
    let mut cutter = Cutter::new(segmenter);
    let mut builder = CorpusBuilder::create(folder, segmenter, Making::default(), Existing::Replace)?;
    for (number, text) in texts.iter().enumerate() {
        let reading = Reading::of(text);
        let tokens = segmenter.segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch);
        let info = DocumentInfo { id: format!("{number:07}"), ..DocumentInfo::default() };
        builder.add(&cutter.cut(info, &reading, tokens, &[]))?;
    }
    Ok(builder.save()?.bytes)
}

fn measure(
    segmenter: &Segmenter,
    texts: &[&String],
    bytes: usize,
    folder: &Path,
    show: impl Fn(String),
) -> Result<(), Failure> {
    let size = build(segmenter, texts, folder)?;
    let rounds = Rounds::run(
        3,
        || drop(black_box(build(segmenter, texts, folder))),
        || _ = black_box(segmented(segmenter, texts)),
    );
    let [least, ratio, greatest] = rounds.ratios();
    let (opening, corpus) = timed(|| Corpus::open(folder));
    let corpus = corpus?;
    let words = corpus.vocabulary();
    show(format!(
        "{{\"subject\":\"corpus\",\"work\":\"build\",\"documents\":{},\"bytes\":{bytes},\"tokens\":{},\"types\":{},\
         \"seconds\":{:.3},\"build_over_segmentation\":{ratio:.3},\"min_ratio\":{least:.3},\"max_ratio\":{greatest:.3},\
         \"corpus_bytes\":{size},\"bytes_a_token\":{:.3},\"open_seconds\":{opening:.4}}}",
        corpus.documents(),
        corpus.tokens(),
        words.len(),
        rounds.first(),
        size as f64 / corpus.tokens() as f64,
    ));
    let all = Selection::all();
    let is_word = |id: u32| words.word(id).chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let node = words
        .ids()
        .filter(|&id| is_word(id) && words.word(id).chars().count() == 2)
        .min_by_key(|&id| corpus.frequencies()[id as usize].abs_diff(NODE_FREQUENCY))
        .map_or_else(String::new, |id| words.word(id).to_owned());
    let node = Target::Word(node);
    let line = |work: &str, goal: f64, result: u64, run: &mut dyn FnMut() -> u64| {
        assert_eq!(run(), result, "{work}: the same question has the same answer");
        let seconds: Vec<f64> = (0..ROUNDS).map(|_| timed(&mut *run).0).collect();
        let fastest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
        show(format!(
            "{{\"subject\":\"corpus\",\"work\":\"{work}\",\"result\":{result},\"seconds\":{:.5},\"min_seconds\":{fastest:.5},\
             \"goal\":{goal}}}",
            median(&seconds)
        ));
    };
    let ask = |work: &str, goal: f64, run: &mut dyn FnMut() -> u64| {
        let result = run();
        line(work, goal, result, run);
    };
    ask("kwic page", 0.005, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        Concordance::new(&corpus, matches).lines(0..100, Context::default()).len() as u64
    });
    ask("kwic all", 0.08, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        let mut out = String::new();
        Concordance::new(&corpus, matches).write_all(Context::default(), &mut out);
        out.len() as u64
    });
    let right: Vec<SortKey> = (1..=5).map(SortKey::Right).collect();
    ask("kwic sorted", 0.1, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        let sorted = Concordance::new(&corpus, matches).sorted(&right);
        sorted.lines(0..100, Context::default()).len() as u64 + sorted.len() as u64
    });
    let string = Target::Text("高质量发展".to_owned());
    ask("string", 0.02, &mut || find(&corpus, &string, &all, Within::Document).len() as u64);
    ask("collocate counts", 0.04, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        let options = CollocateOptions { min_count: 5, ..CollocateOptions::default() };
        collocates(&corpus, &matches, &all, &options, |_| true).words.len() as u64
    });
    let gap = Target::Pattern(Pattern::parse("坚持 []{0,5} 发展", |text| vec![text.to_owned()])?);
    ask("gap query", 0.02, &mut || find(&corpus, &gap, &all, Within::Document).len() as u64);
    let options = NgramOptions { min_count: 1, within: Within::Document, ..NgramOptions::default() };
    ask("bigrams", 1.0, &mut || {
        let mut count = 0;
        ngrams(&corpus, &all, &options, |_| true, |_, frequency, _| count += frequency);
        count
    });
    let sizes = document_counts(&corpus, &all, |_| true);
    ask("dispersion", 0.25, &mut || {
        let spreads = spread(&corpus, &sizes, |_| true);
        spreads.iter().map(|spread| spread.documents).sum()
    });
    Ok(())
}
