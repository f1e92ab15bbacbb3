//! Floors on the annotated documents beside the workspace, when they are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongwen_formula::{Class, Extractor};
use gongwen_lexicon::Lexicon;
use gongwen_text::{Reading, SourceText};
use serde_json::Value;

type Place = (String, usize, usize);

#[test]
fn numeral_formulas_stay_above_their_floor() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold"));
    let Ok(rows) = fs::read_to_string(root.join("formulas.dev.jsonl")) else {
        println!("skipped: no ../shared");
        return;
    };
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).unwrap();
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let place = |row: &Value| -> Place {
        let number = |key: &str| usize::try_from(row[key].as_u64().unwrap()).unwrap();
        (row["doc"].as_str().unwrap().to_owned(), number("start_char"), number("end_char"))
    };
    let of = |kind: &str, ambiguous: bool| -> BTreeSet<Place> {
        let wanted = |row: &&Value| row["kind"] == kind && (row["ambiguous"] == true) == ambiguous;
        rows.iter().filter(wanted).map(place).collect()
    };
    let gold = of("numeral-formula", false);
    let neutral: BTreeSet<Place> = rows.iter().filter(|row| row["ambiguous"] == true).map(place).collect();
    let traps = of("not-formula", false);
    let mut found: BTreeSet<Place> = BTreeSet::new();
    for name in rows.iter().map(|row| row["doc"].as_str().unwrap()).collect::<BTreeSet<_>>() {
        let text = fs::read_to_string(root.join(format!("docs/{name}.txt"))).unwrap();
        let source = SourceText::new(text.as_str());
        let chars = |byte: usize| source.line_index().chars(byte);
        let hits = extractor.extract(&Reading::of(&text));
        found.extend(
            hits.iter()
                .filter(|hit| hit.class == Class::NumeralFormula)
                .map(|hit| (name.to_owned(), chars(hit.span.start), chars(hit.span.end))),
        );
    }
    let touches = |set: &BTreeSet<Place>, (name, start, end): &Place| {
        set.iter().any(|(other, from, to)| other == name && from < end && start < to)
    };
    let hits = found.intersection(&gold).count();
    let wrong: Vec<&Place> = found.difference(&gold).filter(|place| !touches(&neutral, place)).collect();
    let trapped = wrong.iter().filter(|place| touches(&traps, place)).count();
    let f1 = 2.0 * hits as f64 / (hits + wrong.len() + gold.len()) as f64;
    assert!(f1 >= 0.90, "numeral F1 {f1:.3}; wrong: {wrong:?}");
    assert_eq!(trapped, 0, "phrases that only count were taken for formulas: {wrong:?}");
}
