//! Every rule finds its bad examples and stays silent on its good ones, and its source is said.

use std::sync::Arc;

use gongwen_check::{Checker, Options, Selection};
use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;

#[test]
fn every_rule_holds_against_its_own_examples() {
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).unwrap();
    let all = Checker::new(&extractor, Options::default()).unwrap();
    let mut faults = Vec::new();
    for rule in all.rules() {
        // How a document looks is not in a text.
        assert!(
            !rule.source.is_empty() && (!rule.bad.is_empty() || rule.family() == "gbt9704"),
            "{}",
            rule.id
        );
        let selection = Selection { select: vec![rule.id.clone()], ..Selection::default() };
        let checker = Checker::new(&extractor, Options { selection, ..Options::default() }).unwrap();
        let date = Some("2024-05-01".parse().unwrap());
        let finds = |text: &str| checker.check(text, date).iter().any(|finding| finding.rule.id == rule.id);
        faults.extend(
            rule.bad.iter().filter(|text| !finds(text)).map(|text| format!("{} misses {text}", rule.id)),
        );
        faults.extend(
            rule.good.iter().filter(|text| finds(text)).map(|text| format!("{} flags {text}", rule.id)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
