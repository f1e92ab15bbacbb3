//! Links measured on real broadcasts with the lexicon hidden, when they are beside the workspace.
//!
//! A *window* is a paragraph with a numeral formula of the lexicon, in quotation marks or with its classifier and noun
//! (五大发展理念), and with all its items as a list no farther than [`REACH`] characters from it: verbatim, in any order, with at
//! most two characters (、, 和, 以及, quotation marks) between them. The label need not stand in the sentence of the list.
//! Not counted are clipped labels without quotation marks (两院, 三夏), which no grammar should take for formulas, and
//! items that merely occur one by one. The extractor reads the paragraph with an empty lexicon. A link is *right* when its
//! items are the formula's, in any order, each whole or with the words around it that the text gives; precision is
//! right links in all links, recall is right links in all windows.

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

/// How far from its label a list may begin or end, in characters.
const REACH: usize = 150;
/// The most characters between two items of a list.
const GAP: usize = 2;

/// Says whether all items stand in a row, in any order, with next to nothing between them.
fn listed(text: &str, items: &[&str]) -> bool {
    let mut places: Vec<(usize, usize, usize)> = (0..)
        .zip(items)
        .flat_map(|(number, item)| text.match_indices(item).map(move |(at, _)| (at, at + item.len(), number)))
        .collect();
    places.sort_unstable();
    (0..places.len()).any(|first| {
        let mut seen = vec![false; items.len()];
        let mut end = places[first].0;
        for &(start, stop, number) in &places[first..] {
            // Inside the item before.
            if start < end {
                continue;
            }
            let gap = &text[end..start];
            if seen[number] || gap.contains('。') || gap.chars().count() > GAP {
                break;
            }
            (seen[number], end) = (true, stop);
        }
        seen.iter().all(|&seen| seen)
    })
}

/// Returns where a label stands in a window of it.
fn window(line: &str, label: &str, kind: Kind, items: &[&str]) -> Option<usize> {
    line.match_indices(label).map(|(at, _)| at).find(|&at| {
        let end = at + label.len();
        let quoted = line[..at].ends_with('“') && line[end..].starts_with('”');
        let bytes = REACH * '字'.len_utf8();
        let from = line.floor_char_boundary(at.saturating_sub(bytes));
        let to = line.ceil_char_boundary((end + bytes).min(line.len()));
        (quoted || kind == Kind::NumeralClassifierNoun) && listed(&line[from..to], items)
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
        .filter(|formula| numbered.contains(&formula.kind))
        .map(|formula| {
            let items: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
            (formula.label.as_str(), formula.kind, items)
        })
        .filter(|(_, _, items)| items.len() > 1)
        .collect();
    let blind = Extractor::new(Arc::new(Lexicon::default())).unwrap();
    let (mut windows, mut linked, mut right) = (0usize, 0usize, 0usize);
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        let reading = Reading::of(&text);
        for line in reading.as_str().lines() {
            for (label, kind, items) in &formulas {
                let Some(at) = window(line, label, *kind, items) else { continue };
                windows += 1;
                let hits = blind.extract(&Reading::verbatim(line));
                // The grammar may take more or less of the noun than the lexicon does.
                let list =
                    |hit: &Hit| hit.items.clone().or(hit.elsewhere.as_ref().map(|list| list.items.clone()));
                let Some(given) = hits.iter().filter(|hit| hit.span.contains(at)).find_map(list) else {
                    println!("unlinked  {label}  {line}");
                    continue;
                };
                linked += 1;
                let kept = given.len() == items.len()
                    && items.iter().all(|item| given.iter().any(|given| given.contains(item)));
                right += usize::from(kept);
                if !kept {
                    println!("wrong  {label}  {given:?}  {line}");
                }
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, linked), share(right, windows));
    println!(
        "{windows} windows, {linked} links, {right} right: precision {precision:.3}, recall {recall:.3}"
    );
    assert!(windows >= 40, "{windows} windows");
    assert!(precision >= 0.95, "precision {precision:.3}");
    assert!(recall >= 0.70, "recall {recall:.3}");
}
