//! The saved corpus: what building costs on top of cutting, how large it is, and how fast it answers.
//!
//! The texts are repeated under other ids until there are [`LEAST_TOKENS`] tokens. Queries run warm, on a corpus opened from disk; each
//! is repeated, and the median of the CPU seconds counts. DuckDB answers what SQL can say on the exported tables, where Python has it
//! (`GONGWEN_PYTHON` names another Python than `python3`); its counts must be equal.

use crate::{Failure, ROUNDS};
use gongwen::Measure;
use gongwen_benches::clock::{Rounds, median, on_the_wall, timed};
use gongwen_benches::texts::{bytes, readings};
use gongwen_corpus::measures::association::Contingency;
use gongwen_corpus::measures::keyness::{Comparison, bic};
use gongwen_corpus::measures::special::chi_squared_tail;
use gongwen_corpus::query::{
    Collocate, CollocateOptions, Concordance, Context, NgramOptions, Pattern, SortKey, Target, Within,
    collocates, document_counts, find, frequencies, ngrams, spread,
};
use gongwen_corpus::store::{Corpus, CorpusBuilder, Cutter, DocumentInfo, Existing, Making, Selection};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Reading;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

/// Tokens of the corpus, at least, where no number is given.
const LEAST_TOKENS: usize = 20_000_000;
/// The frequency of the word that is shown in context.
const NODE_FREQUENCY: u64 = 106_784;

pub(crate) fn run(path: &str, size: Option<usize>, show: impl Fn(String)) -> Result<(), Failure> {
    let segmenter = Segmenter::new();
    let texts = readings(path)?;
    let tokens = segmented(&segmenter, &texts);
    let times = size.unwrap_or(LEAST_TOKENS).div_ceil(tokens.max(1));
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
    let peer = duckdb(&corpus, node.name(), folder)?;
    let ask = |work: &str, goal: f64, run: &mut dyn FnMut() -> u64| {
        let result = run();
        let seconds: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                // A question that is answered in less than the clock tells is asked often enough.
                let once = on_the_wall(|| {
                    assert_eq!(run(), result, "{work}: the same question has the same answer");
                })
                .0;
                let times = (0.05 / once.max(1e-9)).ceil().clamp(1.0, 1e5) as u32;
                timed(|| (0..times).for_each(|_| _ = black_box(run()))).0 / f64::from(times)
            })
            .collect();
        let fastest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
        let beside = peer.iter().find(|answer| answer.work == work);
        if let Some(answer) = beside {
            assert_eq!(answer.count, result, "{work}: DuckDB counts alike");
        }
        let of_peer = beside.map_or_else(|| "null".to_owned(), |answer| format!("{:.4}", answer.seconds));
        show(format!(
            "{{\"subject\":\"corpus\",\"work\":\"{work}\",\"result\":{result},\"seconds\":{:.6},\"min_seconds\":{fastest:.6},\
             \"goal\":{goal},\"duckdb_seconds\":{of_peer}}}",
            median(&seconds)
        ));
    };
    ask("kwic page", 0.005, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        Concordance::new(&corpus, matches).lines(0..100, Context::default()).len() as u64
    });
    ask("kwic all", 0.08, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        let mut out = String::new();
        let found = matches.len();
        Concordance::new(&corpus, matches).write_all(Context::default(), &mut out);
        assert!(black_box(out).len() > found, "every line has text");
        found as u64
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
    ask("collocates, all measures", 0.04, &mut || {
        let matches = find(&corpus, &node, &all, Within::Document);
        let options = CollocateOptions { min_count: 5, ..CollocateOptions::default() };
        let found = collocates(&corpus, &matches, &all, &options, |_| true);
        let cells = |word: &Collocate| Contingency {
            o11: word.count(),
            r1: found.places,
            c1: word.frequency,
            n: found.tokens,
        };
        let measured = found.words.iter().map(|word| {
            let cells = cells(word);
            Measure::ALL.iter().filter(|measure| measure.of(&cells).is_finite()).count() as u64
        });
        measured.sum()
    });
    let gap = Target::Pattern(Pattern::parse("坚持 []{0,5} 发展", |text| vec![text.to_owned()])?);
    ask("gap query", 0.02, &mut || find(&corpus, &gap, &all, Within::Document).len() as u64);
    let options = NgramOptions { min_count: 1, within: Within::Document, ..NgramOptions::default() };
    ask("bigrams", 1.0, &mut || {
        let mut count = 0;
        ngrams(&corpus, &all, &options, |_| true, |_, frequency, _| count += frequency);
        count
    });
    let halves = [0, 1].map(|half| {
        let chosen = corpus.select_where(|document, _| document % 2 == half);
        frequencies(&corpus, &chosen)
    });
    let totals = halves.each_ref().map(|frequencies| frequencies.iter().sum::<u64>());
    let comparisons = || {
        let pairs = halves[0].iter().zip(&halves[1]).filter(|(f1, f2)| **f1 + **f2 > 0);
        pairs.map(|(&f1, &f2)| Comparison { f1, n1: totals[0], f2, n2: totals[1] })
    };
    ask("keyness", 0.02, &mut || {
        let ln_words = ((totals[0] + totals[1]) as f64).ln();
        let measured = comparisons().map(|cells| {
            let ll = cells.log_likelihood();
            let values = [
                ll,
                chi_squared_tail(ll.abs()),
                bic(ll, ln_words),
                cells.log_ratio_walter(),
                cells.percent_diff(),
                cells.odds_ratio(),
                cells.simple_maths(1.0),
            ];
            values.iter().filter(|value| value.is_finite()).count() as u64
        });
        measured.sum()
    });
    ask("keyness with LRC", 0.02, &mut || {
        let alpha = 0.05 / comparisons().count() as f64;
        comparisons().filter(|cells| cells.log_likelihood() != 0.0 && cells.lrc(alpha) != 0.0).count() as u64
    });
    let sizes = document_counts(&corpus, &all, |_| true);
    ask("dispersion", 0.25, &mut || {
        let spreads = spread(&corpus, &sizes, |_| true);
        spreads.iter().map(|spread| spread.documents).sum()
    });
    Ok(())
}

/// What DuckDB answers.
struct Answer {
    work: String,
    count: u64,
    seconds: f64,
}

/// Asks DuckDB on the exported tables; nothing where Python does not have it.
fn duckdb(corpus: &Corpus, word: &str, folder: &Path) -> Result<Vec<Answer>, Failure> {
    let tables = folder.with_extension("tables");
    gongwen::export_corpus(corpus, &tables)?;
    let python = std::env::var("GONGWEN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output =
        Command::new(python).args(["-c", include_str!("peer_duckdb.py")]).arg(&tables).arg(word).output();
    std::fs::remove_dir_all(&tables)?;
    let Ok(output) = output else { return Ok(Vec::new()) };
    let answer = |line: &str| {
        let field = |name: &str| {
            let rest = line.split(&format!("\"{name}\": ")).nth(1)?;
            Some(rest.trim_start_matches('"').split(['"', ',', '}']).next()?.to_owned())
        };
        let (work, count, seconds) = (field("work")?, field("answer")?, field("seconds")?);
        Some(Answer { work, count: count.parse().ok()?, seconds: seconds.parse().ok()? })
    };
    Ok(String::from_utf8(output.stdout)?.lines().filter_map(answer).collect())
}
