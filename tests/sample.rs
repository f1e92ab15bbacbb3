//! The sample corpus from files to formulas: every document is read, and shows what `tests/cases/sample.toml` says.

use gongwen::{Engine, FormulaRow, Inputs, Outcome, Settings};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    doc: String,
    label: String,
    items: Option<Vec<String>>,
    claimed: Option<Vec<u32>>,
    found: Option<Vec<u32>>,
    verb: Option<String>,
    level: Option<String>,
}

/// One document: its date and formulas.
type Read = (Option<String>, Vec<FormulaRow>);

fn sample() -> BTreeMap<String, Vec<Read>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let engine = Engine::new(Settings::default()).expect("the built-in lexicon is valid");
    let inputs = Inputs::resolve(&[root.join("corpora/sample")]).expect("the sample corpus is there");
    let mut found = BTreeMap::new();
    engine.each_document(
        &inputs,
        |document| (document.metadata.date.clone(), engine.formulas(document)),
        |path, outcome| {
            let Outcome::Read(documents) = outcome else { panic!("{}: {outcome:?}", path.display()) };
            let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
            found.insert(name.to_string(), documents.into_iter().map(Result::unwrap).collect());
            ControlFlow::Continue(())
        },
    );
    found
}

#[test]
fn every_document_is_read_and_dated_and_has_formulas() {
    let sample = sample();
    assert!(sample.len() >= 30, "{} files", sample.len());
    for (name, documents) in &sample {
        assert!(!documents.is_empty(), "{name}");
        for (date, rows) in documents {
            assert!(date.is_some(), "{name} has no date");
            assert!(!rows.is_empty(), "{name} has no formulas");
        }
    }
}

#[test]
fn formulas_are_found_with_their_items() {
    let sample = sample();
    let cases: Cases = toml::from_str(include_str!("cases/sample.toml")).expect("the cases are TOML");
    for case in cases.case {
        let Case { doc, label, items, claimed, found, verb, level } = case;
        let documents = sample.get(&doc).unwrap_or_else(|| panic!("{doc} is in the sample"));
        let rows: Vec<&FormulaRow> =
            documents.iter().flat_map(|(_, rows)| rows).filter(|row| row.canonical == label).collect();
        let fits = |row: &&FormulaRow| {
            items.as_ref().is_none_or(|items| row.items.as_ref() == Some(items))
                && claimed.as_ref().is_none_or(|claimed| row.claimed == *claimed)
                && found.as_ref().is_none_or(|found| row.found == *found)
                && verb.as_ref().is_none_or(|verb| row.verb.as_ref() == Some(verb))
                && level.as_ref().is_none_or(|level| row.level == level)
        };
        assert!(rows.iter().any(fits), "{doc}: “{label}” among {rows:#?}");
    }
}
