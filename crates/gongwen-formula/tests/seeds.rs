//! The labels of the seed documents beside the workspace, with the lists that those documents spell out, when they are there.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongwen_formula::{Class, Deviation, Extractor, Hit};
use gongwen_lexicon::{Kind, Lexicon};
use gongwen_text::Reading;

/// One line of the table: a label and the items that its document gives for it.
struct Expected {
    document: String,
    label: String,
    kind: String,
    /// As written in the table; not every list can be written there in full.
    expansion: String,
}

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(name)
}

fn table() -> Option<Vec<Expected>> {
    let text = fs::read_to_string(folder("gold/seed_labels.tsv")).ok()?;
    let rows = text.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let label = fields[1].split([' ', '(', '/']).next().unwrap();
        Expected {
            document: fields[0].to_owned(),
            label: label.trim_matches(['[', ']']).to_owned(),
            kind: fields[3].to_owned(),
            expansion: fields[4].to_owned(),
        }
    });
    Some(rows.collect())
}

fn documents() -> Vec<(String, Vec<Hit>)> {
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).unwrap();
    let mut paths: Vec<_> =
        fs::read_dir(folder("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap()[..3].to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (name, extractor.extract(&Reading::of(&text)))
    };
    paths.into_iter().map(read).collect()
}

/// The same characters, whatever the width of their punctuation.
fn plain(text: &str) -> String {
    let narrow = |c| match c {
        '（' => '(',
        '）' => ')',
        '？' => '?',
        '，' => ',',
        c => c,
    };
    text.chars().map(narrow).filter(|c| !matches!(c, '“' | '”' | ' ')).collect()
}

fn items(hit: &Hit) -> Option<Vec<String>> {
    let items = hit.items.as_ref().or(hit.elsewhere.as_ref().map(|list| &list.items))?;
    Some(items.iter().map(|item| plain(item)).collect())
}

#[test]
fn the_seeds_lists_are_linked_and_none_is_wrong() {
    let Some(table) = table() else {
        println!("skipped: no ../shared");
        return;
    };
    let documents = documents();
    let mut wrong = Vec::new();
    let mut missing = Vec::new();
    let (mut right, mut all) = (0, 0);
    for row in
        table.iter().filter(|row| row.expansion.contains('|') && !row.kind.starts_with("central-implicit"))
    {
        if row.expansion.contains(['×', '…', '=']) || row.label == "两个纳入" {
            continue;
        }
        all += 1;
        let given_in_part = row.expansion.trim_end_matches("(等)");
        let expected: Vec<String> = given_in_part.split(['|', '‖']).map(plain).collect();
        let hits = &documents.iter().find(|(name, _)| *name == row.document).unwrap().1;
        let of_label = hits.iter().filter(|hit| plain(&hit.surface).starts_with(&row.label));
        let given: Vec<Vec<String>> = of_label.filter_map(items).collect();
        if given.is_empty() {
            missing.push(&row.label);
        } else if given.iter().all(|items| *items == expected) {
            right += 1;
        } else {
            wrong.push(format!("{}: {given:?}, expected {expected:?}", row.label));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    // The two lists that the table abbreviates are in the next test.
    assert!(right + 1 >= 26, "{right} of {all} right; missing {missing:?}");
    let implicit = |row: &&Expected| row.kind.starts_with("central-implicit");
    for row in table.iter().filter(implicit) {
        let hits = &documents.iter().find(|(name, _)| *name == row.document).unwrap().1;
        let recited = |hit: &Hit| !hit.labelled && hit.kind == Kind::Implicit && hit.canonical == row.label;
        let known = hits.iter().any(recited);
        println!("{} recited in {}: {known}", row.label, row.document);
    }
}

#[test]
fn claims_that_the_seeds_do_not_keep_are_reported() {
    if table().is_none() {
        println!("skipped: no ../shared");
        return;
    }
    let documents = documents();
    let slots = |label: &str| {
        let hits = documents.iter().flat_map(|(_, hits)| hits);
        let hit = hits
            .filter(|hit| hit.class == Class::NumeralFormula)
            .find(|hit| plain(&hit.canonical) == label)
            .unwrap();
        assert!(hit.deviations.contains(&Deviation::Count), "{label}: {:?}", hit.deviations);
        hit.slots.iter().map(|slot| (slot.claimed, slot.found)).collect::<Vec<_>>()
    };
    assert_eq!(slots("八要八不要"), [(8, 8), (8, 4)]);
    assert_eq!(slots("两个纳入"), [(2, 1)]);
}
