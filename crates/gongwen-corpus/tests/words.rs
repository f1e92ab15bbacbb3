//! Word counts against a slow count by strings, and against themselves for any split.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    collections::{BTreeMap, HashMap},
    num::NonZero,
    sync::LazyLock,
};

use gongwen_corpus::{
    Detail, TokenFilter, WordColumn, WordCounts, WordTableOptions,
    parallel::{Folded, Pool},
};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_table::{Format, Provenance, Table, Value, WriteOptions};
use gongwen_text::Span;
use proptest::prelude::*;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

fn tokens(text: &str) -> Vec<String> {
    let mut scratch = Scratch::default();
    let forced = forced(text);
    let tokens = SEGMENTER.segment(text, Mode::Dictionary, &forced, &mut scratch);
    tokens.iter().map(|token| token.text.to_owned()).collect()
}

/// A formula, which the dictionary does not have, and a word, which it does.
fn forced(text: &str) -> Vec<Span> {
    ["两个确立", "发展"]
        .iter()
        .filter_map(|word| text.find(word).map(|at| Span::new(at, at + word.len())))
        .collect()
}

fn count(texts: &[String], threads: usize, filter: TokenFilter) -> WordCounts<'static> {
    let new = || (Scratch::default(), WordCounts::new(&SEGMENTER, filter, Detail::Dispersion));
    let work = |(scratch, counts): &mut (Scratch, WordCounts<'static>), i: usize| {
        counts.add(SEGMENTER.segment(&texts[i], Mode::Dictionary, &forced(&texts[i]), scratch));
        Ok::<(), ()>(())
    };
    let pool = Pool::new(NonZero::new(threads).unwrap());
    let Folded { value: (_, counts), failures } =
        pool.fold(texts.len(), new, work, |(_, sum), (_, part)| sum.merge(part));
    assert_eq!(failures, []);
    counts
}

fn table(counts: &WordCounts<'_>) -> Table {
    counts.table(&WordTableOptions::default(), Provenance::default()).unwrap()
}

fn bytes(table: &Table, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    table.write(format, &mut out, &WriteOptions::default()).unwrap();
    out
}

fn number(table: &Table, column: &str, row: usize) -> Option<f64> {
    match table.column(column).unwrap().value(row) {
        Value::Count(count) => Some(count as f64),
        Value::Real(real) => Some(real),
        Value::Null => None,
        other => panic!("{column} holds {other:?}"),
    }
}

fn word(table: &Table, row: usize) -> String {
    match table.column("word").unwrap().value(row) {
        Value::Text(word) => word.to_owned(),
        other => panic!("word holds {other:?}"),
    }
}

/// Everything by the definitions: strings, a loop over all documents for each word, sums of floats.
fn check_against_the_definitions(texts: &[String], filter: TokenFilter, table: &Table) {
    let documents: Vec<Vec<String>> =
        texts.iter().map(|text| tokens(text).into_iter().filter(|t| filter.accepts(t)).collect()).collect();
    let mut frequency: HashMap<&str, u64> = HashMap::new();
    documents.iter().flatten().for_each(|word| *frequency.entry(word).or_default() += 1);
    let mut expected: Vec<(&str, u64)> = frequency.into_iter().collect();
    expected.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    assert_eq!(table.len(), expected.len());
    let total = documents.iter().map(Vec::len).sum::<usize>() as f64;
    let parts: Vec<&Vec<String>> = documents.iter().filter(|document| !document.is_empty()).collect();
    let smallest = parts.iter().map(|part| part.len()).min().unwrap_or(0) as f64 / total;
    for (row, (expected, frequency)) in expected.into_iter().enumerate() {
        let frequency = frequency as f64;
        let docs = documents.iter().filter(|document| document.iter().any(|w| w == expected)).count() as f64;
        let dp = parts
            .iter()
            .map(|part| {
                let here = part.iter().filter(|w| *w == expected).count() as f64;
                (here / frequency - part.len() as f64 / total).abs()
            })
            .sum::<f64>()
            / 2.0;
        assert_eq!(word(table, row), expected);
        assert_eq!(number(table, "freq", row), Some(frequency));
        assert_eq!(number(table, "docs", row), Some(docs));
        assert_eq!(number(table, "doc_share", row), Some(docs / texts.len() as f64));
        assert_eq!(number(table, "per_million", row), Some(frequency * 1e6 / total));
        let close = |column, expected: f64| {
            let found = number(table, column, row).unwrap();
            assert!((found - expected).abs() < 1e-12, "{column}: {found} for {expected}");
        };
        close("dp", dp);
        match parts.len() {
            1 => assert_eq!(number(table, "dp_norm", row), None),
            _ => close("dp_norm", dp / (1.0 - smallest)),
        }
    }
}

#[test]
fn the_toy_corpus_of_gries() {
    // The word a (here 发展) 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10, 11.
    let texts: Vec<String> = [(1, 9), (2, 10), (3, 10), (4, 10), (5, 11)]
        .map(|(a, size)| format!("{}{}", "发展，".repeat(a), "改革，".repeat(size - a)))
        .to_vec();
    let table = table(&count(&texts, 1, TokenFilter::Words));
    assert_eq!(word(&table, 1), "发展");
    assert_eq!(number(&table, "freq", 1), Some(15.0));
    assert_eq!(number(&table, "dp", 1), Some(0.18));
    assert!((number(&table, "dp_norm", 1).unwrap() - 0.2195).abs() < 5e-5);
}

#[test]
fn a_word_that_comes_often_in_one_document_is_counted_to_the_end() {
    let sizes = [254, 255, 256, 509, 510, 511, 100_000];
    let texts: Vec<String> = sizes.iter().map(|&size| "发展，GDP，".repeat(size)).collect();
    for filter in [TokenFilter::All, TokenFilter::Words] {
        check_against_the_definitions(&texts, filter, &table(&count(&texts, 2, filter)));
    }
    let mut scratch = Scratch::default();
    let mut counts = WordCounts::new(&SEGMENTER, TokenFilter::All, Detail::Frequency);
    for text in &texts {
        counts.add(SEGMENTER.segment(text, Mode::Dictionary, &[], &mut scratch));
    }
    let total = sizes.iter().sum::<usize>() as u64;
    assert_eq!((counts.tokens(), counts.types()), (4 * total, 3));
    let options = WordTableOptions { columns: vec![], ..WordTableOptions::default() };
    let table = counts.table(&options, Provenance::default()).unwrap();
    assert_eq!(number(&table, "freq", 0), Some(2.0 * total as f64));
    assert_eq!(number(&table, "freq", 2), Some(total as f64));
}

#[test]
fn empty_corpus_and_empty_documents() {
    let none = table(&count(&[], 2, TokenFilter::Words));
    assert_eq!(none.len(), 0);
    let texts = ["", "，。", "\u{feff}"].map(str::to_owned);
    let counts = count(&texts, 2, TokenFilter::Words);
    assert_eq!((counts.documents(), counts.tokens(), counts.types()), (3, 0, 0));
    assert_eq!(table(&counts).len(), 0);
}

#[test]
fn one_document_has_no_normalised_dispersion() {
    let table = table(&count(&["发展".to_owned(), String::new()], 1, TokenFilter::Words));
    assert_eq!((number(&table, "dp", 0), number(&table, "dp_norm", 0)), (Some(0.0), None));
    assert_eq!(number(&table, "doc_share", 0), Some(0.5));
}

#[test]
fn filters_choose_what_is_a_word() {
    let texts = ["2021年，GDP增长〓％。〇".to_owned()];
    let words = |filter| {
        let table = table(&count(&texts, 1, filter));
        let mut words: Vec<String> = (0..table.len()).map(|row| word(&table, row)).collect();
        words.sort();
        words.join(" ")
    };
    assert_eq!(words(TokenFilter::Words), "2021 GDP 〇 增长 年");
    assert_eq!(words(TokenFilter::Han), "〇 增长 年");
    assert_eq!(words(TokenFilter::All), "2021 GDP 。 〇 〓 增长 年 ％ ，");
}

#[test]
fn limits_choose_rows_and_say_so() {
    let texts = ["改革发展发展".to_owned(), "发展人民".to_owned()];
    let counts = count(&texts, 1, TokenFilter::Words);
    let show = |options: WordTableOptions| {
        let table = counts.table(&options, Provenance::new("gongwen", "0")).unwrap();
        (String::from_utf8(bytes(&table, Format::Csv)).unwrap(), table.provenance().clone())
    };
    let all = WordTableOptions { columns: vec![], ..WordTableOptions::default() };
    assert_eq!(show(all.clone()).0, "word,freq\n发展,3\n人民,1\n改革,1\n");
    let (csv, provenance) = show(WordTableOptions { top: Some(2), ..all.clone() });
    assert_eq!(csv, "word,freq\n发展,3\n人民,1\n");
    assert!(provenance.parameters.contains(&("top".to_owned(), "2".to_owned())));
    assert_eq!(provenance.documents, Some(2));
    assert_eq!(show(WordTableOptions { min_count: 2, ..all.clone() }).0, "word,freq\n发展,3\n");
    assert_eq!(show(WordTableOptions { min_documents: 2, ..all }).0, "word,freq\n发展,3\n");
}

#[test]
fn a_column_that_was_not_counted_is_an_error() {
    let mut counts = WordCounts::new(&SEGMENTER, TokenFilter::Words, Detail::Documents);
    let mut scratch = Scratch::default();
    counts.add(SEGMENTER.segment("发展", Mode::Dictionary, &[], &mut scratch));
    let mut options = WordTableOptions::default();
    let error = counts.table(&options, Provenance::default()).unwrap_err();
    assert_eq!(error.to_string(), "column \"dp_norm\" needs more than was counted: Detail::Dispersion");
    options.columns = vec![WordColumn::Documents];
    assert_eq!(counts.table(&options, Provenance::default()).unwrap().len(), 1);
}

/// Documents out of words that the dictionary has, words that it has not, forced ones, and noise.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let pieces = [
        "发展",
        "两个确立",
        "改革",
        "坚持",
        "，",
        "。",
        "\n",
        " ",
        "2021",
        "GDP",
        "犇骉",
        "𠀀",
        "〓",
        "的",
        "魑魅魍魉",
        "％",
    ];
    let text = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat());
    prop::collection::vec(text, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_the_definitions(texts in texts()) {
        for filter in [TokenFilter::All, TokenFilter::Words, TokenFilter::Han] {
            check_against_the_definitions(&texts, filter, &table(&count(&texts, 1, filter)));
        }
    }

    #[test]
    fn any_split_gives_the_same_bytes(texts in texts(), cuts in prop::collection::vec(0usize..12, 0..4)) {
        let one = bytes(&table(&count(&texts, 1, TokenFilter::Words)), Format::Csv);
        for threads in [2, 16] {
            prop_assert!(bytes(&table(&count(&texts, threads, TokenFilter::Words)), Format::Csv) == one);
        }
        // Merged in pieces, the last piece first, as machines might hand them in.
        let mut bounds: BTreeMap<usize, ()> = cuts.iter().map(|&cut| (cut.min(texts.len()), ())).collect();
        bounds.extend([(0, ()), (texts.len(), ())]);
        let bounds: Vec<usize> = bounds.into_keys().collect();
        let mut merged = WordCounts::new(&SEGMENTER, TokenFilter::Words, Detail::Dispersion);
        for cut in bounds.windows(2).rev() {
            merged.merge(count(&texts[cut[0]..cut[1]], 2, TokenFilter::Words));
        }
        prop_assert!(bytes(&table(&merged), Format::Csv) == one);
    }
}
