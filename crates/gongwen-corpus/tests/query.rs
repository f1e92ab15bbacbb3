//! Queries against what a slow look at the texts finds.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use gongwen_corpus::measures::dispersion::{Part, dp, dp_norm};
use gongwen_corpus::query::{
    CollocateOptions, Concordance, Context, NgramOptions, Pattern, SortKey, Target, Window, Within,
    collocates, document_counts, find, frequencies, ngrams, spread,
};
use gongwen_corpus::store::{Corpus, CorpusBuilder, Cutter, DocumentInfo, Making, Selection};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::{LineIndex, Reading, Span, sentences};
use proptest::prelude::*;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

fn segmenter() -> &'static Segmenter {
    static SEGMENTER: OnceLock<Segmenter> = OnceLock::new();
    SEGMENTER.get_or_init(Segmenter::new)
}

/// A document as the oracle sees it.
struct Plain {
    text: String,
    /// The tokens that are not blank, with their places.
    tokens: Vec<(String, Span)>,
    /// The sentence of each token.
    sentence: Vec<usize>,
}

fn plain(text: &str) -> Plain {
    let reading = Reading::of(text);
    let mut scratch = Scratch::default();
    let tokens: Vec<(String, Span)> = segmenter()
        .segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch)
        .iter()
        .filter(|token| !token.text.trim().is_empty())
        .map(|token| (token.text.to_string(), token.span))
        .collect();
    let spans: Vec<Span> = sentences(reading.as_str()).collect();
    // A sentence that begins inside a token is seen at the next one.
    let sentence =
        tokens.iter().map(|(_, span)| spans.iter().filter(|s| s.start <= span.start).count()).collect();
    Plain { text: reading.as_str().to_string(), tokens, sentence }
}

fn corpus(texts: &[String], part: usize) -> Corpus {
    let mut builder = CorpusBuilder::in_memory(segmenter(), Making::default()).with_part_size(part);
    let mut cutter = Cutter::new(segmenter());
    let mut scratch = Scratch::default();
    for (id, text) in texts.iter().enumerate() {
        let reading = Reading::of(text);
        let tokens = segmenter().segment(reading.as_str(), Mode::Dictionary, &[], &mut scratch);
        let info = DocumentInfo {
            id: format!("{id:03}"),
            date: (id % 4 > 0).then(|| format!("20{:02}", 40 - id)),
            ..DocumentInfo::default()
        };
        builder.add(&cutter.cut(info, &reading, tokens, &[])).unwrap();
    }
    builder.finish().unwrap()
}

fn documents() -> impl Strategy<Value = Vec<String>> {
    let text = "(?s)((坚持|发展|高质量发展|可持续发展|展|发|改革开放|的|，|。|！|\n|\u{3000}\u{3000}|\n- 3 -\n|,|\\*\\*|ab|a| ){0,30})";
    prop::collection::vec(text, 1..7)
}

fn collapsed(text: &str) -> String {
    Regex::new(r"\s+").unwrap().replace_all(text, " ").into_owned()
}

fn last(text: &str, characters: usize) -> String {
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(characters)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn strings_are_found_wherever_words_begin(
        texts in documents(),
        part in 1..60_usize,
        sought in prop::sample::select(vec!["发展", "展", "质量发", "持发展", "发发", "展的", "a", "ab", "a a", "展 发展", "改革开放，坚持", "，", "开"]),
        characters in 0..12_usize,
    ) {
        let corpus = corpus(&texts, part);
        let pieces: Vec<String> = sought.split_whitespace().map(regex::escape).collect();
        let expression = Regex::new(&pieces.join(r"\s+")).unwrap();
        let mut expected = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let reading = Reading::of(text);
            let lines = LineIndex::new(text);
            for found in expression.find_iter(reading.as_str()) {
                let source = reading.to_source(Span::new(found.start(), found.end()));
                let left = collapsed(&reading.as_str()[..found.start()]);
                let right = collapsed(&reading.as_str()[found.end()..]);
                expected.push((
                    number,
                    (lines.chars(source.start), lines.chars(source.end)),
                    last(left.trim_start(), characters),
                    collapsed(found.as_str()),
                    right.trim_end().chars().take(characters).collect::<String>(),
                ));
            }
        }
        let matches = find(&corpus, &Target::Text(sought.to_string()), &Selection::all(), Within::Document);
        let concordance = Concordance::new(&corpus, matches);
        let lines = concordance.lines(0..usize::MAX, Context::Characters(characters));
        let found: Vec<_> = lines
            .iter()
            .map(|line| {
                let source = (line.source.start, line.source.end);
                (line.document, source, line.left.clone(), line.node.clone(), line.right.clone())
            })
            .collect();
        prop_assert_eq!(&found, &expected);
        let mut all = String::new();
        concordance.write_all(Context::Characters(characters), &mut all);
        let written: String = lines.iter().map(|line| format!("{}\t{}\t{}\n", line.left, line.node, line.right)).collect();
        prop_assert_eq!(all, written);
    }

    #[test]
    fn patterns_take_the_shortest_match_of_each_beginning(
        texts in documents(),
        part in 1..60_usize,
        pattern in prop::sample::select(vec![
            "坚持 []{0,3} 发展", "\"发.*|坚.\" [word!=\"，\"]? 发展", "[tag=\"v.*\"]{1,2} 的", "发展", "[] 发展 []{0,2} 。",
            "[word=\".\" & tag!=\"x\"] 发展{1,3}",
        ]),
        bound in prop::sample::select(vec![Within::Document, Within::Sentence]),
    ) {
        let corpus = corpus(&texts, part);
        let cut = |text: &str| vec![text.to_string()];
        let sought = Target::Pattern(Pattern::parse(pattern, cut).unwrap());
        let matches = find(&corpus, &sought, &Selection::all(), bound);
        let lines = Concordance::new(&corpus, matches).lines(0..usize::MAX, Context::Tokens(0));
        let found: Vec<(usize, String)> = lines.into_iter().map(|line| (line.document, line.node)).collect();
        let word: Test = |word, _| word == "发展";
        let any: Test = |_, _| true;
        let pieces: Vec<(Test, usize, usize)> = match pattern {
            "坚持 []{0,3} 发展" => vec![(|word, _| word == "坚持", 1, 1), (any, 0, 3), (word, 1, 1)],
            "\"发.*|坚.\" [word!=\"，\"]? 发展" => vec![
                (|word, _| word.starts_with('发') || (word.starts_with('坚') && word.chars().count() == 2), 1, 1),
                (|word, _| word != "，", 0, 1),
                (word, 1, 1),
            ],
            "[tag=\"v.*\"]{1,2} 的" => vec![(|_, tag| tag.starts_with('v'), 1, 2), (|word, _| word == "的", 1, 1)],
            "发展" => vec![(word, 1, 1)],
            "[] 发展 []{0,2} 。" => vec![(any, 1, 1), (word, 1, 1), (any, 0, 2), (|word, _| word == "。", 1, 1)],
            _ => vec![(|word, tag| word.chars().count() == 1 && tag != "x", 1, 1), (word, 1, 3)],
        };
        let mut expected = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let plain = plain(text);
            let words: Vec<(&str, &str)> = plain
                .tokens
                .iter()
                .map(|(word, _)| (word.as_str(), segmenter().tag(segmenter().id(word), word)))
                .collect();
            for start in 0..words.len() {
                let ends = ends(&words, &pieces, start);
                if let Some(&end) = ends.iter().find(|&&end| end > start)
                    && (bound == Within::Document || plain.sentence[start] == plain.sentence[end - 1])
                {
                    let text = &plain.text[plain.tokens[start].1.start..plain.tokens[end - 1].1.end];
                    expected.push((number, collapsed(text)));
                }
            }
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn windows_and_sequences_are_counted_as_by_hand(
        texts in documents(),
        part in 1..60_usize,
        left in 0..4_u32,
        right in 0..4_u32,
        bound in prop::sample::select(vec![Within::Document, Within::Sentence]),
        least in 1..4_u64,
    ) {
        let corpus = corpus(&texts, part);
        let words = corpus.vocabulary();
        let plains: Vec<Plain> = texts.iter().map(|text| plain(text)).collect();
        let chosen = |number: usize| number % 3 != 1;
        let selection = corpus.select_where(|number, _| chosen(number));
        let is_word = |id: u32| words.word(id).chars().any(char::is_alphanumeric);

        // Collocates.
        let matches = find(&corpus, &Target::Word("发展".into()), &selection, Within::Document);
        let options = CollocateOptions { window: Window { left, right, within: bound }, min_count: least };
        let found = collocates(&corpus, &matches, &selection, &options, is_word);
        let mut expected: BTreeMap<&str, (u64, u64, BTreeSet<usize>)> = BTreeMap::new();
        let (mut nodes, mut places, mut in_all) = (0, 0, BTreeMap::<&str, u64>::new());
        for (number, plain) in plains.iter().enumerate().filter(|(number, _)| chosen(*number)) {
            for (at, (word, _)) in plain.tokens.iter().enumerate() {
                *in_all.entry(word).or_default() += 1;
                if word != "发展" {
                    continue;
                }
                nodes += 1;
                for (beside, (other, _)) in plain.tokens.iter().enumerate() {
                    let is_left = beside < at && at - beside <= left as usize;
                    let is_right = beside > at && beside - at <= right as usize;
                    if (is_left || is_right) && (bound == Within::Document || plain.sentence[at] == plain.sentence[beside]) {
                        places += 1;
                        let entry = expected.entry(other).or_default();
                        entry.0 += u64::from(is_left);
                        entry.1 += u64::from(is_right);
                        entry.2.insert(number);
                    }
                }
            }
        }
        prop_assert_eq!((found.matches, found.places, found.tokens), (nodes, places, in_all.values().sum()));
        let found: BTreeMap<&str, (u64, u64, u64, u64)> = found
            .words
            .iter()
            .map(|word| (words.word(word.id), (word.left, word.right, word.documents, word.frequency)))
            .collect();
        let expected: BTreeMap<&str, (u64, u64, u64, u64)> = expected
            .into_iter()
            .filter(|(word, (left, right, _))| left + right >= least && word.chars().any(char::is_alphanumeric))
            .map(|(word, (left, right, documents))| (word, (left, right, documents.len() as u64, in_all[word])))
            .collect();
        prop_assert_eq!(found, expected);

        // Frequencies, documents and dispersion.
        let counts = frequencies(&corpus, &selection);
        for id in words.ids() {
            prop_assert_eq!(counts[id as usize], in_all.get(words.word(id)).copied().unwrap_or(0));
        }
        let sizes = document_counts(&corpus, &selection, is_word);
        let spreads = spread(&corpus, &sizes, is_word);
        for id in words.ids().filter(|&id| is_word(id)) {
            let shares: Vec<Part> = plains
                .iter()
                .enumerate()
                .filter(|(number, _)| chosen(*number))
                .map(|(_, plain)| {
                    let is_counted = |word: &&(String, Span)| word.0.chars().any(char::is_alphanumeric);
                    Part {
                        count: plain.tokens.iter().filter(|(word, _)| word == words.word(id)).count() as u64,
                        size: plain.tokens.iter().filter(is_counted).count() as u64,
                    }
                })
                .collect();
            let spread = spreads[id as usize];
            prop_assert_eq!(spread.frequency, shares.iter().map(|share| share.count).sum::<u64>());
            prop_assert_eq!(spread.documents, shares.iter().filter(|share| share.count > 0).count() as u64);
            prop_assert_eq!((spread.dp, spread.dp_norm), (dp(&shares), dp_norm(&shares)));
        }

        // Sequences.
        let options = NgramOptions { shortest: 1, longest: 3, min_count: least, min_documents: 1, within: bound };
        let mut found = BTreeMap::new();
        ngrams(&corpus, &selection, &options, is_word, |sequence, count, documents| {
            let texts: Vec<&str> = sequence.iter().map(|&id| words.word(id)).collect();
            assert!(found.insert(texts.join(" "), (count, documents)).is_none());
        });
        let mut expected: BTreeMap<String, (u64, BTreeSet<usize>)> = BTreeMap::new();
        for (number, plain) in plains.iter().enumerate().filter(|(number, _)| chosen(*number)) {
            for length in 1..=3 {
                for start in 0..plain.tokens.len().saturating_sub(length - 1) {
                    let range = start..start + length;
                    let is_whole = plain.tokens[range.clone()].iter().all(|(word, _)| word.chars().any(char::is_alphanumeric))
                        && (bound == Within::Document || plain.sentence[start] == plain.sentence[range.end - 1]);
                    if is_whole {
                        let texts: Vec<&str> = plain.tokens[range].iter().map(|(word, _)| word.as_str()).collect();
                        let entry = expected.entry(texts.join(" ")).or_default();
                        entry.0 += 1;
                        entry.1.insert(number);
                    }
                }
            }
        }
        let expected: BTreeMap<String, (u64, u64)> = expected
            .into_iter()
            .filter(|(_, (count, _))| *count >= least)
            .map(|(words, (count, documents))| (words, (count, documents.len() as u64)))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn lines_are_sorted_by_their_words(texts in documents(), part in 1..60_usize) {
        let corpus = corpus(&texts, part);
        let matches = find(&corpus, &Target::Word("发展".into()), &Selection::all(), Within::Document);
        let plain_lines = Concordance::new(&corpus, matches.clone()).lines(0..usize::MAX, Context::Tokens(1));
        let keys = [SortKey::Right(1), SortKey::Left(1), SortKey::Date];
        let sorted = Concordance::new(&corpus, matches).sorted(&keys).lines(0..usize::MAX, Context::Tokens(1));
        let mut expected = plain_lines;
        let date = |document: usize| {
            let date = corpus.document(document).date();
            (date.is_none(), date.map(str::to_string))
        };
        expected.sort_by_key(|line| (line.right.trim().to_string(), line.left.trim().to_string(), date(line.document)));
        prop_assert_eq!(sorted, expected);
    }
}

/// Whether a word with its tag fits.
type Test = fn(&str, &str) -> bool;

/// All ends of a pattern that begins at a word, in order.
fn ends(words: &[(&str, &str)], pieces: &[(Test, usize, usize)], start: usize) -> Vec<usize> {
    let Some(((test, least, most), rest)) = pieces.split_first().map(|(piece, rest)| (*piece, rest)) else {
        return vec![start];
    };
    let mut all = BTreeSet::new();
    for times in least..=most {
        let range = start..start + times;
        if words.get(range.clone()).is_some_and(|words| words.iter().all(|(word, tag)| test(word, tag))) {
            all.extend(ends(words, rest, range.end));
        }
    }
    all.into_iter().collect()
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let texts = vec!["发展。".repeat(500)];
    let corpus = corpus(&texts, 1 << 20);
    let matches = find(&corpus, &Target::Word("发展".into()), &Selection::all(), Within::Document);
    let sample =
        |seed| Concordance::new(&corpus, matches.clone()).sampled(40, seed).lines(0..99, Context::Tokens(0));
    assert_eq!(sample(1).len(), 40);
    assert_eq!(sample(1), sample(1));
    assert_ne!(sample(1), sample(2));
    let all = Concordance::new(&corpus, matches.clone()).sampled(1000, 3);
    assert_eq!(all.len(), 500);
}
