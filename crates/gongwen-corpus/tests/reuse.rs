//! Reuse between documents: against a slow oracle, against planted copies, under any split.

#[expect(unreachable_pub, reason = "the benches share it")]
mod planted;

use std::collections::BTreeSet;
use std::num::NonZero;

use gongwen_corpus::Ordinal;
use gongwen_corpus::parallel::Pool;
use gongwen_corpus::reuse::{Direction, Reuse, ReuseDocument, ReuseKind, ReuseOptions, ReuseTexts};
use gongwen_table::{Format, Provenance, WriteOptions};
use gongwen_text::Reading;
use planted::{Made, Planted, documents};
use proptest::prelude::*;

fn pool(threads: usize) -> Pool<'static> {
    Pool::new(NonZero::new(threads).expect("there are threads"))
}

fn compare(documents: &[(&str, Option<&str>, &str)], options: &ReuseOptions, threads: usize) -> Reuse {
    let mut texts = ReuseTexts::new(options);
    for (at, &(name, date, text)) in documents.iter().enumerate() {
        let ordinal = Ordinal { item: at as u64, part: 0 };
        texts.add(&ReuseDocument { ordinal, name, date }, &Reading::of(text));
    }
    texts.compare(&pool(threads))
}

fn of_made(made: &[Made], threads: usize) -> Reuse {
    let documents: Vec<_> =
        made.iter().map(|one| (one.name.as_str(), Some(one.date.as_str()), one.text.as_str())).collect();
    compare(&documents, &ReuseOptions::default(), threads)
}

fn bytes(reuse: &Reuse) -> Vec<u8> {
    let none = Provenance::default;
    let tables = [reuse.pair_table(none()), reuse.passage_table(None, none()), reuse.cluster_table(none())];
    let mut out = Vec::new();
    for table in tables {
        let table = table.expect("names are distinct");
        table.write(Format::Json, &mut out, &WriteOptions::default()).expect("memory takes everything");
    }
    out
}

const REPORT: &str = "各乡镇要严格落实防汛责任制，加强水库和堤防巡查，发现险情及时报告、及时处置。\n";

#[test]
fn a_passage_is_found_where_it_stands_in_both_sources() {
    let later = format!("﻿标题\r\n　　会议强调，{}会议要求，抓好春耕。", REPORT.replace('，', " , ").trim());
    let reuse = compare(
        &[("b.txt", Some("2023-06-01"), &later), ("a.txt", Some("2023-05"), REPORT)],
        &ReuseOptions::default(),
        1,
    );
    let [pair] = reuse.pairs.as_slice() else { panic!("{:?}", reuse.pairs) };
    assert_eq!((reuse.documents[pair.a].name.as_str(), pair.direction), ("a.txt", Direction::EarlierToLater));
    assert_eq!((pair.kind, pair.containment()[0]), (ReuseKind::Part, 1.0));
    assert_eq!((pair.shared, pair.longest), (34, 34));
    let [passage] = pair.passages.as_slice() else { panic!("{:?}", pair.passages) };
    assert_eq!(passage.a.bytes.slice(REPORT), REPORT.trim().trim_end_matches('。'));
    assert!(passage.b.bytes.slice(&later).starts_with("各乡镇要严格落实防汛责任制 , 加强"));
    let chars = later[..passage.b.bytes.start].chars().count() as u64;
    assert_eq!(passage.b.chars[0], chars);
}

#[test]
fn copies_differ_in_layout_alone_and_point_to_the_earliest() {
    let spaced = REPORT.replace('，', ",\r\n");
    let reuse = compare(
        &[
            ("c", None, REPORT),
            ("b", Some("2024-01-01"), &spaced),
            ("a", Some("2024"), REPORT),
            ("empty", None, "\n"),
            ("blank", None, "……"),
            ("short", None, "同意"),
            ("brief", None, "同意。"),
        ],
        &ReuseOptions::default(),
        2,
    );
    let rows: Vec<(&str, &str, &str, Direction)> = reuse
        .pairs
        .iter()
        .map(|pair| {
            let name = |at: usize| reuse.documents[at].name.as_str();
            assert_eq!((pair.jaccard(), pair.containment()), (1.0, [1.0, 1.0]));
            (name(pair.a), name(pair.b), pair.kind.as_str(), pair.direction)
        })
        .collect();
    let expected = [
        ("a", "b", "copy", Direction::Unknown),
        ("a", "c", "copy", Direction::Unknown),
        ("brief", "short", "copy", Direction::Unknown),
    ];
    assert_eq!(rows, expected);
    assert_eq!(reuse.clusters.iter().map(|cluster| cluster.members.len()).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(reuse.reposts().map(|known| known.name.as_str()).collect::<Vec<_>>(), ["b", "c", "short"]);
}

#[test]
fn planted_copies_are_found_and_nothing_else() {
    let made = documents(900, 35, 7);
    let reuse = of_made(&made, 2);
    let number = |at: usize| reuse.documents[at].ordinal.item as usize;
    let found: BTreeSet<(usize, usize)> =
        reuse.pairs.iter().map(|pair| (number(pair.a), number(pair.b))).collect();
    for way in Planted::ALL {
        let planted: Vec<(usize, usize)> = made
            .iter()
            .enumerate()
            .filter_map(|(at, one)| one.origin.filter(|origin| origin.1 == way).map(|origin| (origin.0, at)))
            .collect();
        assert!(planted.len() > 40, "{way:?}: {}", planted.len());
        let recalled = planted.iter().filter(|pair| found.contains(pair)).count();
        assert!(recalled * 100 >= planted.len() * 98, "{way:?}: {recalled} of {}", planted.len());
    }
    let right = found.iter().filter(|&&(a, b)| made[a].family == made[b].family).count();
    assert!(right * 100 >= found.len() * 98, "{right} of {} pairs are real", found.len());
    assert!(reuse.common > 0, "what every office writes is common");
    assert!(reuse.compared <= made.len() as u64, "{} comparisons", reuse.compared);
    for pair in &reuse.pairs {
        match made[number(pair.b)].origin {
            Some((origin, Planted::Whole)) if origin == number(pair.a) => {
                assert_eq!(pair.kind, ReuseKind::Copy);
            }
            Some((_, Planted::Paragraph | Planted::Half)) => assert_eq!(pair.kind, ReuseKind::Part),
            _ => {}
        }
    }
}

#[test]
fn a_large_cluster_costs_a_comparison_a_member() {
    let original = documents(1, 0, 3).remove(0);
    let made: Vec<Made> = (0..600)
        .map(|at| {
            let text = format!("县委办第{at}号工作简报{}\n{}", at * 7919, original.text);
            Made {
                name: format!("{at:04}"),
                text: if at % 3 == 0 { original.text.clone() } else { text },
                ..original.clone()
            }
        })
        .collect();
    let reuse = of_made(&made, 2);
    assert_eq!(reuse.clusters.len(), 1);
    assert_eq!(reuse.clusters[0].members.len(), 600);
    // Each with the first, and at most one more.
    assert!((599..=2 * 599).contains(&reuse.pairs.len()), "{}", reuse.pairs.len());
    assert!((400..=2 * 400).contains(&reuse.compared), "{}", reuse.compared);
}

#[test]
fn a_cluster_does_not_make_its_text_common() {
    let original = documents(1, 0, 3).remove(0);
    let mut made: Vec<Made> = (0..100)
        .map(|at| {
            let text = format!("县委办第{at}号工作简报\n{}", original.text);
            Made { name: format!("{at:04}"), text, ..original.clone() }
        })
        .collect();
    let quoted: String = original.text.lines().skip(3).take(1).collect();
    let quoting = format!("{}{quoted}", documents(1, 0, 4)[0].text);
    made.push(Made { name: "quoting".to_owned(), text: quoting, date: "2026-01-01".to_owned(), ..original });
    let reuse = of_made(&made, 2);
    let pairs: Vec<_> = reuse.pairs.iter().filter(|pair| pair.kind == ReuseKind::Part).collect();
    assert_eq!(pairs.len(), 1, "against the first of the cluster alone");
    assert_eq!(pairs[0].a, 0);
}

#[test]
fn order_split_and_threads_do_not_matter() {
    let made = documents(150, 50, 11);
    let expected = bytes(&of_made(&made, 1));
    assert!(expected.len() > 10_000);
    for (threads, parts, turn) in [(2, 1, 17), (16, 3, 60), (3, 150, 1)] {
        let mut all: Vec<(usize, &Made)> = made.iter().enumerate().collect();
        all.rotate_left(turn);
        let mut shelves: Vec<ReuseTexts> = Vec::new();
        for part in all.chunks(made.len().div_ceil(parts)) {
            let mut texts = ReuseTexts::new(&ReuseOptions::default());
            for &(at, one) in part {
                let ordinal = Ordinal { item: at as u64, part: 0 };
                let document = ReuseDocument { ordinal, name: &one.name, date: Some(&one.date) };
                texts.add(&document, &Reading::of(&one.text));
            }
            shelves.insert(shelves.len() / 2, texts);
        }
        let mut texts = shelves.pop().unwrap();
        shelves.into_iter().for_each(|other| texts.merge(other));
        assert!(bytes(&texts.compare(&pool(threads))) == expected, "{threads} threads, {parts} parts");
    }
}

/// All pairs, all runs, one letter after the other.
mod oracle {
    use std::collections::BTreeSet;

    fn shingles(text: &[char], length: usize) -> BTreeSet<&[char]> {
        text.windows(length).collect()
    }

    pub(crate) fn shared_shingles(a: &[char], b: &[char], length: usize) -> [u64; 3] {
        let (a, b) = (shingles(a, length), shingles(b, length));
        [a.len() as u64, b.len() as u64, a.intersection(&b).count() as u64]
    }

    pub(crate) fn longest(a: &[char], b: &[char]) -> usize {
        let run = |i: usize, j: usize| a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
        (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| run(i, j))).max().unwrap_or(0)
    }

    /// Letters of `b` that stand in a run of at least `least` that `a` has too.
    pub(crate) fn covered(a: &[char], b: &[char], least: usize) -> usize {
        let mut covered = vec![false; b.len()];
        for j in 0..(b.len() + 1).saturating_sub(least) {
            if a.windows(least).any(|run| run == &b[j..j + least]) {
                covered[j..j + least].fill(true);
            }
        }
        covered.into_iter().filter(|&covered| covered).count()
    }
}

fn letters() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(prop::sample::select(vec!['党', '建', '工', '作', '村', '民']), 0..70);
    let piece = prop::collection::vec(prop::sample::select(vec!['水', '利', '防', '汛']), 8..20);
    (prop::collection::vec((text, 0_usize..50, 0_usize..4), 2..7), prop::collection::vec(piece, 4)).prop_map(
        |(texts, pieces)| {
            texts
                .into_iter()
                .map(|(mut text, at, piece)| {
                    let at = at.min(text.len());
                    text.splice(at..at, pieces[piece].iter().copied());
                    text.into_iter().collect()
                })
                .collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn every_shared_run_is_found_and_measured_as_the_oracle_does(texts in letters(), min_span in 5_usize..11) {
        let options = ReuseOptions { shingle: 4, min_span, near: 2.0, common: usize::MAX };
        let names: Vec<String> = (0..texts.len()).map(|at| at.to_string()).collect();
        let documents: Vec<(&str, Option<&str>, &str)> =
            names.iter().zip(&texts).map(|(name, text)| (name.as_str(), None, text.as_str())).collect();
        let reuse = compare(&documents, &options, 2);
        let letters: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        let is_copy = |at: usize| letters[..at].contains(&letters[at]);
        for b in 0..texts.len() {
            for a in (0..b).filter(|&a| !is_copy(a) && !is_copy(b)) {
                let found = reuse.pairs.iter().find(|pair| (pair.a, pair.b) == (a, b));
                let longest = oracle::longest(&letters[a], &letters[b]);
                prop_assert_eq!(found.is_some(), longest >= min_span, "{} {}", &texts[a], &texts[b]);
                let Some(pair) = found else { continue };
                let [in_a, in_b, shared] = oracle::shared_shingles(&letters[a], &letters[b], 4);
                prop_assert_eq!((pair.shingles, pair.shared_shingles), ([in_a, in_b], shared));
                prop_assert_eq!(pair.longest, longest as u64);
                // Passages that meet are cut off at each other; what is left of one may be shorter than a passage.
                let covered = oracle::covered(&letters[a], &letters[b], min_span) as u64;
                prop_assert!(pair.shared <= covered && pair.shared >= longest as u64);
                let mut end = 0;
                for passage in &pair.passages {
                    let [x, y] = [passage.a.bytes.slice(&texts[a]), passage.b.bytes.slice(&texts[b])];
                    prop_assert_eq!(x, y);
                    prop_assert!(passage.letters >= min_span as u64 && passage.b.bytes.start >= end);
                    end = passage.b.bytes.end;
                }
            }
        }
    }
}
