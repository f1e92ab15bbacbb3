//! Phrases against a direct computation of their definitions, and merging against counting at once.

use std::collections::{BTreeMap, BTreeSet};

use gongwen_corpus::phrases::{Bounds, Neighbours, PhraseOptions, PhraseRow, Ranked, Sequences};
use gongwen_corpus::{Dated, Sighting};
use gongwen_formula::discover::Unit;
use proptest::prelude::*;

/// A text of small letters: a–e are words, `.` is a break, `?` another thing.
fn units(text: &str) -> Vec<Unit> {
    let unit = |c: char| match c {
        '.' => Unit::BREAK,
        '?' => Unit::OTHER,
        c => Unit::of_word(c as u32),
    };
    text.chars().map(unit).collect()
}

fn write(unit: Unit, out: &mut String) {
    out.extend(unit.word().and_then(char::from_u32));
}

/// Words that no phrase begins or ends with.
fn is_wanted(sequence: &[Unit]) -> bool {
    let function = Unit::of_word('e' as u32);
    sequence.first() != Some(&function) && sequence.last() != Some(&function)
}

fn sighting(doc: &str, date: Option<&str>, place: std::ops::Range<usize>) -> Sighting {
    Sighting {
        doc: doc.to_owned(),
        date: date.map(str::to_owned),
        start: place.start as u64,
        end: place.end as u64,
        excerpt: String::new(),
    }
}

fn date(number: usize) -> Option<&'static str> {
    [Some("2024-05-01"), None, Some("2021"), Some("2024-05-01")][number % 4]
}

/// Counts `documents` in the parts that `part` names, and merges these backwards.
fn find(documents: &[(String, &str)], options: &PhraseOptions, parts: usize) -> Vec<PhraseRow> {
    // Few places, so that sequences meet on them.
    let bounds = Bounds::sized(options, 5);
    documents.iter().for_each(|(_, text)| bounds.add(&units(text)));
    let mut sequences = vec![Sequences::new(options); parts];
    for (at, (_, text)) in documents.iter().enumerate() {
        sequences[at % parts].add(&units(text), &bounds);
    }
    let merged = sequences.into_iter().rev().reduce(|mut sum, part| {
        sum.merge(&part);
        sum
    });
    let merged = merged.expect("there is a part");
    let count = merged.documents();
    let phrases = merged.choose(options, is_wanted);
    let mut neighbours = vec![Neighbours::default(); parts];
    for (at, (name, text)) in documents.iter().enumerate() {
        let document = Dated { doc: name, date: date(name.len()) };
        neighbours[at % parts]
            .add(document, &units(text), &phrases, |place| sighting(name, document.date, place));
    }
    let merged = neighbours.into_iter().rev().reduce(|mut sum, part| {
        sum.merge(part);
        sum
    });
    Ranked::of(&phrases, &merged.expect("there is a part"), options, count, write).rows
}

/// The definitions, one after the other, by going over the text for every sequence.
fn slow(documents: &[(String, &str)], options: &PhraseOptions) -> Vec<PhraseRow> {
    let is_word = |c: char| c.is_ascii_lowercase();
    let all: Vec<Vec<char>> = documents.iter().map(|(_, text)| text.chars().collect()).collect();
    let words = all.iter().flatten().filter(|c| is_word(**c)).count() as u64;
    let places = |sequence: &[char]| -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (doc, text) in all.iter().enumerate() {
            for start in 0..text.len() {
                if text[start..].starts_with(sequence) {
                    found.push((doc, start));
                }
            }
        }
        found
    };
    let frequency = |sequence: &[char]| places(sequence).len() as f64;
    let mut candidates: BTreeSet<Vec<char>> = BTreeSet::new();
    for text in &all {
        for start in 0..text.len() {
            for length in 2..=options.longest.min(text.len() - start) {
                let sequence = &text[start..start + length];
                if sequence.iter().all(|c| is_word(*c)) && sequence[0] != 'e' && sequence[length - 1] != 'e' {
                    candidates.insert(sequence.to_vec());
                }
            }
        }
    }
    let mut rows: BTreeMap<Vec<char>, PhraseRow> = BTreeMap::new();
    for sequence in candidates {
        let found = places(&sequence);
        let docs: BTreeSet<usize> = found.iter().map(|(doc, _)| *doc).collect();
        let f = found.len() as f64;
        let n = words as f64;
        let mut cohesion = 1.0_f64;
        for cut in 1..sequence.len() {
            let (a, b) = (frequency(&sequence[..cut]), frequency(&sequence[cut..]));
            if f < n {
                cohesion = cohesion.min(((f / n) / (a / n * (b / n))).ln() / -(f / n).ln());
            }
        }
        let entropy = |right: bool| {
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            for (at, (doc, start)) in found.iter().enumerate() {
                let beside = if right { Some(start + sequence.len()) } else { start.checked_sub(1) };
                let beside = beside.and_then(|beside| all[*doc].get(beside)).filter(|c| **c != '.');
                let name = beside.map_or_else(|| format!("break {at}"), char::to_string);
                *counts.entry(name).or_default() += 1.0;
            }
            counts.values().map(|count| -(count / f) * (count / f).log2()).sum::<f64>()
        };
        let (left, right) = (entropy(false), entropy(true));
        if found.len() as u64 >= options.min_count
            && docs.len() as u64 >= options.min_documents
            && cohesion >= options.min_cohesion - 1e-9
            && left.min(right) >= options.min_entropy - 1e-9
        {
            let first = docs
                .iter()
                .map(|&doc| {
                    (
                        date(documents[doc].0.len()).is_none(),
                        date(documents[doc].0.len()),
                        &documents[doc].0,
                        doc,
                    )
                })
                .min()
                .expect("a phrase is somewhere");
            let start = found.iter().find(|(doc, _)| *doc == first.3).expect("it is there").1;
            let row = PhraseRow {
                phrase: sequence.iter().collect(),
                length: sequence.len() as u64,
                frequency: found.len() as u64,
                documents: docs.len() as u64,
                c_value: 0.0,
                cohesion,
                left_entropy: left,
                right_entropy: right,
                first: Some(sighting(first.2, first.1, start..start + sequence.len())),
                last_date: docs
                    .iter()
                    .filter_map(|doc| date(documents[*doc].0.len()))
                    .max()
                    .map(str::to_owned),
            };
            rows.insert(sequence, row);
        }
    }
    let frequencies: BTreeMap<Vec<char>, f64> =
        rows.iter().map(|(sequence, row)| (sequence.clone(), row.frequency as f64)).collect();
    for (sequence, row) in &mut rows {
        let longer: Vec<f64> = frequencies
            .iter()
            .filter(|(other, _)| {
                other.len() > sequence.len()
                    && other.windows(sequence.len()).any(|part| part == sequence.as_slice())
            })
            .map(|(_, f)| *f)
            .collect();
        let nested = if longer.is_empty() { 0.0 } else { longer.iter().sum::<f64>() / longer.len() as f64 };
        row.c_value = (sequence.len() as f64).log2() * (row.frequency as f64 - nested);
    }
    rows.into_values().collect()
}

/// Named so that the names differ in length and so in date.
fn named(texts: &[String]) -> Vec<(String, &str)> {
    texts.iter().enumerate().map(|(at, text)| ("d".repeat(at + 1), text.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn phrases_are_those_of_the_definitions(
        texts in prop::collection::vec("[a-e.?]{0,40}", 1..6),
        min_count in 2u64..4,
        min_documents in 1u64..3,
        longest in 2usize..6,
        min_entropy in prop::sample::select(vec![0.0, 0.9]),
        min_cohesion in prop::sample::select(vec![-1.0, 0.1]),
    ) {
        let documents = named(&texts);
        let options = PhraseOptions { longest, min_count, min_documents, min_cohesion, min_entropy };
        let mut found = find(&documents, &options, 1);
        found.sort_by(|a, b| a.phrase.cmp(&b.phrase));
        let expected = slow(&documents, &options);
        // A value at a threshold may fall on either side for a difference in the last bit.
        let near = |x: f64, y: f64| (x - y).abs() < 1e-9;
        let at_edge = |row: &PhraseRow| {
            near(row.cohesion, min_cohesion) || near(row.left_entropy.min(row.right_entropy), min_entropy) && min_entropy > 0.0
        };
        prop_assume!(!expected.iter().any(at_edge));
        prop_assert_eq!(found.len(), expected.len(), "{:?} {:?}", found, expected);
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert_eq!(&found.phrase, &expected.phrase);
            prop_assert_eq!((found.length, found.frequency, found.documents), (expected.length, expected.frequency, expected.documents));
            prop_assert_eq!((&found.first, &found.last_date), (&expected.first, &expected.last_date));
            for (a, b) in [
                (found.c_value, expected.c_value),
                (found.cohesion, expected.cohesion),
                (found.left_entropy, expected.left_entropy),
                (found.right_entropy, expected.right_entropy),
            ] {
                prop_assert!(near(a, b), "{:?} {:?}", found, expected);
            }
        }
    }

    #[test]
    fn any_split_and_any_order_give_the_same(texts in prop::collection::vec("[a-e.?]{0,40}", 1..9), parts in 2usize..5) {
        let documents = named(&texts);
        let options =
            PhraseOptions { longest: 5, min_count: 2, min_documents: 1, min_cohesion: -1.0, min_entropy: 0.0 };
        let whole = find(&documents, &options, 1);
        prop_assert_eq!(&find(&documents, &options, parts), &whole);
        let backwards: Vec<_> = documents.into_iter().rev().collect();
        prop_assert_eq!(&find(&backwards, &options, parts), &whole);
    }
}

#[test]
fn a_phrase_in_a_longer_one_counts_for_what_is_left() {
    let texts = ["abc.abc.abc.ab.ab".to_owned(), "abc?ab".to_owned()];
    let options =
        PhraseOptions { longest: 4, min_count: 2, min_documents: 1, min_cohesion: 0.0, min_entropy: 0.0 };
    let rows = find(&named(&texts), &options, 2);
    let value = |phrase: &str| rows.iter().find(|row| row.phrase == phrase).map(|row| row.c_value);
    assert_eq!(value("abc"), Some(4.0 * 3f64.log2()));
    // 7 occurrences, 4 of them within abc.
    assert_eq!(value("ab"), Some(3.0));
}

#[test]
fn nothing_in_nothing_out() {
    let options = PhraseOptions::default();
    assert!(find(&named(&[String::new()]), &options, 1).is_empty());
    assert!(find(&[], &options, 3).is_empty());
}
