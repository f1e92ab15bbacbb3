//! The tables of coverage name rules that exist, and count their own rows.

use std::path::Path;
use std::sync::Arc;

use gongwen_check::{Checker, Options};
use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/check-coverage.md");
    std::fs::read_to_string(path).expect("the page is there")
}

/// The cells of the rows of one section, without its head.
fn rows(section: &str) -> Vec<Vec<&str>> {
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| row.trim_matches('|').split(" |").map(str::trim).collect()).collect()
}

#[test]
fn every_rule_that_is_named_exists_and_what_is_done_names_one() {
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).unwrap();
    let checker = Checker::new(&extractor, Options::default()).unwrap();
    let page = page();
    for section in page.split("\n## ").skip(1) {
        let rows = rows(section);
        assert!(rows.len() > 20, "{section}");
        for row in rows {
            let (state, named) = (row[row.len() - 2], row[row.len() - 1]);
            let ids: Vec<&str> = named.split('`').skip(1).step_by(2).collect();
            assert_eq!(state == "not", ids.is_empty(), "{row:?}");
            for id in ids {
                assert!(checker.rule(id).is_some(), "{id} in {row:?}");
            }
        }
    }
}

#[test]
fn the_sums_are_those_of_the_rows() {
    let page = page();
    let punctuation = page.split("\n## ").nth(1).unwrap();
    let rows = rows(punctuation);
    let count = |state: &str| rows.iter().filter(|row| row[3] == state).count();
    assert_eq!(rows.len(), 55);
    let sums = format!("{} done, {} partly, {} not.", count("done"), count("partly"), count("not"));
    assert!(punctuation.contains(&sums), "{sums}");
}
