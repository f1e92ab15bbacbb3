//! What `discover` finds in real reports, against labels judged by reading, when the reports lie beside the workspace.
//!
//! The sample holds 150 of the quoted strings with a numeral that a script (not the extractor) drew from the reports and that no lexicon had; each was
//! read in its place: `label` names a set, `counts` measures or counts, `ambiguous` is a programme with a descriptive head, `other` is none of these.

use gongwen::{Engine, Format, Inputs, LabelOptions, Settings, WriteOptions};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Labels of the sample that have to be found.
const RECALL: f64 = 0.85;
/// What only counts, as a share of what is listed as labels.
const ONLY_COUNTS: f64 = 0.05;

#[test]
fn quoted_labels_of_reports_are_found_and_counts_are_kept_apart() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let reports = root.join("../shared/corpora/prov_gwr_2026");
    if !reports.exists() {
        println!("skipped: no ../shared");
        return;
    }
    let record = root.join("benches/record/2026-11-22/discover-sample.tsv");
    let sample = std::fs::read_to_string(record).expect("the sample is recorded");
    let sample: BTreeMap<&str, &str> = sample
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.nth(2)?))
        })
        .collect();
    assert_eq!(sample.len(), 150);

    let engine = Engine::new(Settings::default()).expect("the built-in lexicon is valid");
    let inputs = Inputs::resolve(&[reports]).expect("the reports are there");
    let found = engine.discover_labels(&inputs, &LabelOptions::default(), &|| ()).expect("labels are found");
    let listed = column(&found.counted.table, "label");
    let known: BTreeSet<&str> =
        sample.keys().copied().filter(|label| engine.lexicon_entry(label).is_ok()).collect();
    let of = |judgement: &str| -> BTreeSet<&str> {
        sample
            .iter()
            .filter(|(label, judged)| **judged == judgement && !known.contains(*label))
            .map(|(label, _)| *label)
            .collect()
    };
    let is_listed = |label: &&&str| listed.contains(**label);
    let (labels, counts) = (of("label"), of("counts"));
    let hit = labels.iter().filter(is_listed).count();
    let miscounted = counts.iter().filter(is_listed).count();
    let recall = hit as f64 / labels.len() as f64;
    let only_counts = miscounted as f64 / (hit + miscounted) as f64;
    let missed: Vec<_> = labels.iter().filter(|label| !is_listed(label)).collect();
    println!(
        "{hit} of {} labels found ({recall:.3}), {miscounted} listed that only count ({only_counts:.3}); missed: {missed:?}",
        labels.len()
    );
    assert!(recall >= RECALL, "missed: {missed:?}");
    assert!(only_counts <= ONLY_COUNTS, "{:?}", counts.iter().filter(is_listed).collect::<Vec<_>>());
}

fn column(table: &gongwen::Table, name: &str) -> BTreeSet<String> {
    let mut lines = Vec::new();
    table
        .write(Format::JsonLines, &mut lines, &WriteOptions::default())
        .expect("a table is written to memory");
    let text = String::from_utf8(lines).expect("output is UTF-8");
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("rows are JSON"));
    rows.filter_map(|row| row[name].as_str().map(str::to_owned)).collect()
}
