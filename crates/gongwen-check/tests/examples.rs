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

/// A rule of a user's file with these examples.
fn own_rule(good: &str, bad: &str) -> Vec<(String, String)> {
    let rule = format!(
        "[[rule]]\nid = \"unit-own\"\nseverity = \"warning\"\nsummary = \"用语\"\nexplanation = \"用语\"\nmessage = \"请改。\"\n\
         source = [\"本单位规定\"]\ngood = [\"{good}\"]\nbad = [\"{bad}\"]\n\
         since = [{{ day = \"2031-01\", words = {{ \"抓紧抓牢\" = \"抓实抓细\" }} }}]\n"
    );
    vec![("unit.toml".to_owned(), rule)]
}

#[test]
fn a_rule_of_the_user_holds_against_its_own_examples_or_is_refused() {
    let extractor = Extractor::new(Arc::new(Lexicon::builtin())).unwrap();
    let error = |good: &str, bad: &str| {
        let options = Options { rule_files: own_rule(good, bad), ..Options::default() };
        Checker::new(&extractor, options).err().map(|error| error.to_string())
    };
    assert_eq!(error("要抓实抓细。", "要抓紧抓牢。"), None);
    // 做出贡献 is a string of a built-in rule.
    let taken = own_rule("要抓实抓细。", "做出贡献。")
        .pop()
        .map(|(name, rule)| (name, rule.replace("抓紧抓牢", "做出贡献")));
    let options = Options { rule_files: taken.into_iter().collect(), ..Options::default() };
    assert!(Checker::new(&extractor, options).is_ok());
    let missed = error("要抓实抓细。", "要抓牢抓紧。").unwrap();
    assert!(
        missed.contains("unit.toml: rule `unit-own`: does not find its own bad example “要抓牢抓紧。”"),
        "{missed}"
    );
    let flagged = error("要抓紧抓牢。", "要抓紧抓牢。").unwrap();
    assert!(flagged.contains("flags its own good example"), "{flagged}");
}
