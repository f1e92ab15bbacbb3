//! Links measured on real broadcasts with the lexicon hidden, when they are beside the workspace.
//!
//! A *window* is a sentence with a numeral formula of the lexicon in quotation marks and all its items, verbatim and as a
//! list: between two items stands nothing but a separator (、 ， ； 和 与 及 以及, quotation marks). Words that merely occur
//! somewhere in the sentence are no list. The extractor reads the sentence with an empty lexicon. A link is *right*
//! when its items are the formula's, in any order, each whole or with the words around it that the text gives;
//! precision is right links in all links, recall is right links in all windows.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gongwen_formula::{Extractor, Hit};
use gongwen_lexicon::{Kind, Lexicon};
use gongwen_text::Reading;

/// The texts of a folder and the folders in it, in order.
fn texts(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|kind| kind == "txt") {
            out.push(path);
        }
    }
}

/// Says whether all items stand in the sentence with nothing but separators between them.
fn listed(sentence: &str, items: &[&str]) -> bool {
    let starts = items.iter().flat_map(|item| sentence.match_indices(item).map(|(at, _)| at));
    starts.into_iter().any(|start| {
        let mut rest: Vec<&str> = items.to_vec();
        let mut tail = &sentence[start..];
        while let Some(at) = rest.iter().position(|item| tail.starts_with(item)) {
            tail = tail[rest.swap_remove(at).len()..]
                .trim_start_matches(['”', '、', '，', '；', '和', '与', '及', '以', '“']);
        }
        rest.is_empty()
    })
}

#[test]
fn links_hold_without_the_lexicon() {
    let mut paths = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora/xwlb_2012_2026");
    texts(Path::new(folder), &mut paths);
    if paths.is_empty() {
        println!("skipped: no ../shared");
        return;
    }
    let lexicon = Lexicon::builtin();
    let numbered = [Kind::NumeralClassifierNoun, Kind::NumeralMorpheme, Kind::Paired, Kind::Slotted];
    let formulas: Vec<_> = lexicon
        .formulas()
        .filter(|formula| formula.items.len() > 1 && numbered.contains(&formula.kind))
        .map(|formula| {
            let items: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
            (format!("“{}”", formula.label), items)
        })
        .collect();
    let blind = Extractor::new(Arc::new(Lexicon::default())).unwrap();
    let (mut windows, mut linked, mut right) = (0usize, 0usize, 0usize);
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        let reading = Reading::of(&text);
        for sentence in reading.as_str().split_inclusive(['。', '\n']).filter(|text| text.contains('“')) {
            for (label, items) in &formulas {
                let Some(at) = sentence.find(label.as_str()) else { continue };
                if !listed(sentence, items) {
                    continue;
                }
                windows += 1;
                let inner = at + '“'.len_utf8();
                let hits = blind.extract(&Reading::verbatim(sentence));
                let hit = hits
                    .iter()
                    .find(|hit| hit.span.start == inner && (hit.items.is_some() || hit.elsewhere.is_some()));
                let list =
                    |hit: &Hit| hit.items.clone().or(hit.elsewhere.as_ref().map(|list| list.items.clone()));
                let Some(given) = hit.and_then(list) else {
                    println!("unlinked  {label}  {}", sentence.trim());
                    continue;
                };
                linked += 1;
                let kept = given.len() == items.len()
                    && items.iter().all(|item| given.iter().any(|given| given.contains(item)));
                right += usize::from(kept);
                if !kept {
                    println!("wrong  {label}  {given:?}  {}", sentence.trim());
                }
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, linked), share(right, windows));
    println!(
        "{windows} windows, {linked} links, {right} right: precision {precision:.3}, recall {recall:.3}"
    );
    assert!(windows > 0);
    assert!(precision >= 0.95, "precision {precision:.3}");
    assert!(recall >= 0.70, "recall {recall:.3}");
}
