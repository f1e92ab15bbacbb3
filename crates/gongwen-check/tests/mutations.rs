//! Clean text is damaged in one place, in every way that the checker claims to know, and the checker has to find the place.
//!
//! Each mutation stands alone in its text. It counts as found when a finding that was not there before touches the mutated
//! place ([`judge`]). Places that a finding touches before are not mutated. The floors are what holds today; raise them.
//!
//! `MUTATIONS=300` mutates more places of each kind; `MUTATIONS_MISSED=1` prints what was not found;
//! `MUTATIONS_KINDS=count,item-added` measures these kinds alone;
//! `MUTATIONS_TRIED=1` measures on the documents that rules are tried on while they are written, which are others than those
//! that the floors hold on.
#![expect(clippy::print_stdout, reason = "a suite says what it skipped and what it measured")]

#[path = "mutations/judge.rs"]
mod judge;
#[path = "mutations/kind.rs"]
mod kind;
#[path = "mutations/random.rs"]
mod random;
#[path = "mutations/sites.rs"]
mod sites;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongwen_check::{Checker, Options, Profile, Selection};
use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;
use kind::Kind;
use random::SplitMix;

/// Reads the texts of a folder and of those in it, every `step`th after the first `from`, cut into pieces at line ends.
fn pieces(folder: &Path, from: usize, step: usize) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it is listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    let texts = files.iter().skip(from).step_by(step).filter_map(|file| std::fs::read_to_string(file).ok());
    texts.flat_map(|text| cut(&text)).collect()
}

/// Cuts a text at line ends into pieces of about as many bytes as a short document.
fn cut(text: &str) -> Vec<String> {
    const LEAST: usize = 9_000;
    let mut out = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if out.last().is_some_and(|piece| piece.len() > LEAST) {
            out.push(String::new());
        }
        if let Some(piece) = out.last_mut() {
            piece.push_str(line);
        }
    }
    out
}

/// Found and made, for each kind.
type Recall = BTreeMap<Kind, (usize, usize)>;

/// Mutates up to `most` places of each kind, all over the texts.
fn recall(name: &str, pieces: &[String], most: usize) -> Recall {
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).expect("the built-in lexicon compiles");
    let selection = Selection { profile: Profile::Gongwen, ..Selection::default() };
    let checker = Checker::new(&extractor, Options { selection, ..Options::default() })
        .expect("the built-in rules are read");
    let mut random = SplitMix(0x6F6E_6777_656E);
    let mut places: BTreeMap<Kind, Vec<(usize, sites::Mutation)>> = BTreeMap::new();
    for (at, text) in pieces.iter().enumerate() {
        for (kind, mutation) in sites::of(text, &extractor, &mut random) {
            places.entry(kind).or_default().push((at, mutation));
        }
    }
    let before: Vec<judge::Atoms> =
        pieces.iter().map(|text| judge::atoms(&checker.check(text, None))).collect();
    let show = std::env::var_os("MUTATIONS_MISSED").is_some();
    let kinds = std::env::var("MUTATIONS_KINDS");
    places.retain(|kind, _| {
        kinds.as_ref().is_ok_and(|kinds| kinds.split(',').any(|name| name == kind.as_str())) || kinds.is_err()
    });
    let mut recall = Recall::new();
    for (kind, mut places) in places {
        let (mut found, mut made) = (0, 0);
        while made < most && !places.is_empty() {
            let (at, mutation) = places.swap_remove(random.below(places.len()));
            if judge::is_touched(&before[at], mutation.near) {
                continue;
            }
            let text = mutation.applied(&pieces[at]);
            let after = judge::atoms(&checker.check(&text, None));
            made += 1;
            if judge::is_found(&before[at], &after, &mutation) {
                found += 1;
            } else if show {
                println!("{name} {}: {}", kind.as_str(), mutation.shown(&text));
            }
        }
        if made > 0 {
            recall.insert(kind, (found, made));
        }
    }
    recall
}

fn print(name: &str, recall: &Recall) -> (usize, usize) {
    let sum = recall.values().fold((0, 0), |sum, (found, made)| (sum.0 + found, sum.1 + made));
    for (kind, (found, made)) in recall {
        println!("{name:<16} {:<22} {found:>5} of {made:>5}  {:.3}", kind.as_str(), rate((*found, *made)));
    }
    println!("{name:<16} {:<22} {:>5} of {:>5}  {:.3}", "all", sum.0, sum.1, rate(sum));
    sum
}

fn rate((found, made): (usize, usize)) -> f64 {
    if made == 0 { 1.0 } else { found as f64 / made as f64 }
}

fn most(unless_said: usize) -> usize {
    std::env::var("MUTATIONS").ok().and_then(|most| most.parse().ok()).unwrap_or(unless_said)
}

fn assert_floors(name: &str, recall: &Recall) {
    for (kind, rates) in recall {
        // Of a few places one more or less says nothing.
        let spread = 1.0 / rates.1 as f64;
        assert!(rate(*rates) + spread >= kind.floor(), "{name}: {} {rates:?}", kind.as_str());
    }
}

#[test]
fn damage_to_the_sample_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/sample");
    let recall = recall("sample", &pieces(&folder, 0, 1), most(40));
    let sum = print("sample", &recall);
    assert_floors("sample", &recall);
    assert!(rate(sum) >= 0.96, "{sum:?}");
}

/// A folder of shared texts, and which of its documents: from, step.
type Part = (&'static str, usize, usize);

/// What no rule was written against.
const UNSEEN: [Part; 4] =
    [("prov_gwr_2026", 0, 1), ("xwlb_2012_2026", 0, 7), ("xi_speeches_2020", 0, 1), ("cpc_congress", 0, 1)];
/// What may be looked at: other documents.
const TRIED: [Part; 8] = [
    ("xwlb_2012_2026", 1, 7),
    ("xwlb_2012_2026", 2, 7),
    ("xwlb_2012_2026", 3, 7),
    ("xwlb_2012_2026", 4, 7),
    ("xwlb_2012_2026", 5, 7),
    ("xwlb_2012_2026", 6, 7),
    ("gwr_state_council", 0, 1),
    ("party_building_misc", 0, 1),
];

fn shared(parts: &[Part]) -> Option<Recall> {
    let shared: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    if !shared.exists() {
        println!("skipped: no ../shared");
        return None;
    }
    let mut all = Recall::new();
    for &(folder, from, step) in parts {
        let recall = recall(folder, &pieces(&shared.join(folder), from, step), most(40));
        print(folder, &recall);
        for (kind, (found, made)) in recall {
            let sum = all.entry(kind).or_default();
            *sum = (sum.0 + found, sum.1 + made);
        }
    }
    Some(all)
}

#[test]
fn damage_to_text_that_no_rule_was_written_against_is_found() {
    let Some(all) = shared(&UNSEEN) else { return };
    let sum = print("unseen", &all);
    assert_floors("unseen", &all);
    assert!(rate(sum) >= 0.97, "{sum:?}");
}

#[test]
fn damage_to_the_texts_that_rules_are_tried_on_is_measured() {
    if std::env::var_os("MUTATIONS_TRIED").is_none() {
        println!("skipped: set MUTATIONS_TRIED to measure");
    } else if let Some(all) = shared(&TRIED) {
        print("tried", &all);
    }
}
