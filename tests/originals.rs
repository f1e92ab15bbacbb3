//! Extraction and scale on real documents, where a folder of them stands beside the checkout; `skipped` without it.

#![expect(clippy::print_stdout, reason = "a suite says what it skipped and what it measured")]

use gongwen::{Document, Engine, Inputs, Outcome, Settings, View};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The folder of real documents, if there is one.
fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: no ../shared");
        None
    }
}

fn texts(path: &Path, view: View) -> Vec<String> {
    let engine = Engine::new(Settings::default()).expect("the built-in lexicon is valid");
    let inputs = Inputs::resolve(&[path.to_path_buf()]).expect("the inputs are there");
    let mut texts = Vec::new();
    engine.each_document(
        &inputs,
        |document: &Document| engine.text(document, view).text,
        |path, outcome| {
            match outcome {
                Outcome::Read(found) => texts.extend(found.into_iter().map(Result::unwrap)),
                other => panic!("{}: {other:?}", path.display()),
            }
            ControlFlow::Continue(())
        },
    );
    texts
}

fn text(path: &Path) -> String {
    texts(path, View::Reading).concat()
}

fn without_line_ends(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace(['\r', '\n'], "")
}

#[test]
fn every_encoding_reads_as_its_utf8_twin() {
    let Some(folder) = shared("raw/encodings") else { return };
    let mut compared = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let twin = folder.join(format!("{}.utf8.txt", name.split('.').next().unwrap()));
        let expected = std::fs::read_to_string(&twin).unwrap();
        for view in [View::Source, View::Reading] {
            let found = texts(&path, view).concat();
            assert!(without_line_ends(&found) == without_line_ends(&expected), "{name} as {view:?}");
        }
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn pages_hold_their_text_and_no_navigation() {
    let (Some(pages), Some(twins)) = (shared("raw/html"), shared("corpora/gov_cn_policy")) else { return };
    for entry in std::fs::read_dir(&pages).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let expected = han(&std::fs::read_to_string(twins.join(format!("{stem}.txt"))).unwrap());
        let found = han(&text(&path));
        let kept = common_subsequence(&found, &expected) as f64;
        assert!(kept / expected.len() as f64 >= 0.98, "{stem}: {kept} of {}", expected.len());
        assert!(kept / found.len() as f64 >= 0.95, "{stem}: {} characters, {kept} of the text", found.len());
    }
}

#[test]
fn printed_pages_hold_the_characters_of_their_twins_in_order() {
    let (Some(printed), Some(twins)) = (shared("raw/pdf"), shared("corpora/party_building_misc")) else {
        return;
    };
    for (name, twin) in [
        ("gongchandangyuan_1", "pb_009"),
        ("gongchandangyuan_2", "pb_031"),
        ("guangming", "pb_014"),
        ("moe_tsinghua", "pb_023"),
    ] {
        let expected = han(&std::fs::read_to_string(twins.join(format!("{twin}.txt"))).unwrap());
        let found = han(&text(&printed.join(format!("{name}.pdf"))));
        let share = common_subsequence(&found, &expected) as f64 / expected.len() as f64;
        println!("{name}: {share:.4} of {} Han characters", expected.len());
        assert!(share >= 0.98, "{name}: {share:.4}");
    }
}

#[test]
fn every_original_is_read() {
    let Some(folder) = shared("raw") else { return };
    for part in ["csv", "docx", "html", "json_html", "md", "pdf", "sighan_gbk"] {
        for text in texts(&folder.join(part), View::Reading) {
            assert!(text.chars().filter(|&c| ('一'..='龥').contains(&c)).count() > 20, "{part}: {text}");
            assert!(!text.contains('\u{fffd}'), "{part}");
        }
    }
}

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect()
}

/// The length of the longest common subsequence, by bit-parallel dynamic programming (Hyyrö 2004).
fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let words = a.len().div_ceil(64);
    let mut places: std::collections::HashMap<char, Vec<u64>> = std::collections::HashMap::new();
    for (at, &c) in a.iter().enumerate() {
        places.entry(c).or_insert_with(|| vec![0; words])[at / 64] |= 1 << (at % 64);
    }
    let mut row = vec![u64::MAX; words];
    for c in b {
        let Some(matches) = places.get(c) else { continue };
        let mut carry = 0;
        for (word, &here) in row.iter_mut().zip(matches) {
            let kept = *word & here;
            let (sum, first) = word.overflowing_add(kept);
            let (sum, second) = sum.overflowing_add(carry);
            carry = u64::from(first || second);
            *word = sum | (*word & !here);
        }
    }
    // Bits beyond the end of `a` match nothing and stay set.
    row.iter().map(|word| word.count_zeros() as usize).sum()
}
