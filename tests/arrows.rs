//! The arrows between crates: what `cargo metadata` says against the table of ARCHITECTURE.md.

use cargo_metadata::{DependencyKind, MetadataCommand};
use std::collections::{BTreeMap, BTreeSet};

/// Which of our crates each crate may import, directly. An arrow may skip over crates further right; that is why
/// the table lists the closure.
const ARROWS: &[(&str, &[&str])] = &[
    ("gongwen-text", &[]),
    ("gongwen-table", &[]),
    ("gongwen-ingest", &["gongwen-text"]),
    ("gongwen-lexicon", &["gongwen-text"]),
    ("gongwen-segment", &["gongwen-text"]),
    ("gongwen-formula", &["gongwen-text", "gongwen-lexicon", "gongwen-segment"]),
    ("gongwen-check", &["gongwen-text", "gongwen-lexicon", "gongwen-segment", "gongwen-formula"]),
    (
        "gongwen-corpus",
        &["gongwen-text", "gongwen-lexicon", "gongwen-segment", "gongwen-formula", "gongwen-table"],
    ),
    (
        "gongwen",
        &[
            "gongwen-text",
            "gongwen-lexicon",
            "gongwen-segment",
            "gongwen-formula",
            "gongwen-check",
            "gongwen-table",
            "gongwen-corpus",
            "gongwen-ingest",
        ],
    ),
    ("gongwen-cli", &["gongwen"]),
];

/// Third-party crates that only one of ours may name: what a crate "does not know" elsewhere.
const KEPT_APART: &[(&str, &str)] = &[
    ("bytemuck", "gongwen-segment"),
    ("hanconv", "gongwen-segment"),
    ("parquet", "gongwen-table"),
    ("rust_xlsxwriter", "gongwen-table"),
    ("lopdf", "gongwen-ingest"),
    ("quick-xml", "gongwen-ingest"),
    ("clap", "gongwen-cli"),
];

/// Third-party crates that nothing of ours is built on: the tests of one crate compare with them, and so do the benches.
const COMPARED_WITH: &[(&str, &str)] = &[("jieba-rs", "gongwen-segment")];

fn dependencies(kinds: &[DependencyKind]) -> BTreeMap<String, BTreeSet<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .no_deps()
        .other_options(vec!["--offline".to_string()])
        .exec()
        .expect("cargo metadata describes the workspace");
    metadata
        .packages
        .iter()
        .filter(|package| {
            package.manifest_path.components().rev().nth(2).is_some_and(|part| part.as_str() == "crates")
        })
        .map(|package| {
            let named = package
                .dependencies
                .iter()
                .filter(|dependency| kinds.contains(&dependency.kind))
                .map(|dependency| dependency.name.clone())
                .collect();
            (package.name.to_string(), named)
        })
        .collect()
}

#[test]
fn crates_import_only_what_the_arrows_allow() {
    let found = dependencies(&[DependencyKind::Normal]);
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let crates: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(crates, known, "every crate stands in the table, and every row is a crate");
    for (name, allowed) in ARROWS {
        for import in found[*name].iter().filter(|import| known.contains(import.as_str())) {
            assert!(allowed.contains(&import.as_str()), "{name} imports {import}, against the arrows");
        }
    }
}

#[test]
fn each_engine_stays_behind_the_one_crate_that_may_name_it() {
    for (name, imports) in dependencies(&[DependencyKind::Normal]) {
        for (engine, owner) in KEPT_APART {
            assert!(
                !imports.contains(*engine) || name == *owner,
                "{name} names {engine}, which belongs to {owner}"
            );
        }
    }
}

#[test]
fn no_crate_is_built_on_what_it_is_compared_with() {
    let built = dependencies(&[DependencyKind::Normal, DependencyKind::Build]);
    let tested = dependencies(&[DependencyKind::Development]);
    for (engine, owner) in COMPARED_WITH {
        for (name, imports) in &built {
            assert!(!imports.contains(*engine), "{name} is built on {engine}");
        }
        for (name, imports) in &tested {
            assert!(!imports.contains(*engine) || name == owner, "the tests of {name} name {engine}");
        }
    }
}
