//! Every fault of a lexicon file gives its exact diagnostic, with its place and hint.
//!
//! `cases/faults.toml` holds the files and what they must say.

use gongwen_lexicon::{Error, Lexicon, LexiconFile};
use toml::de::{DeTable, DeValue};

const CASES: &str = include_str!("cases/faults.toml");
const HEADER: &str =
    "schema = 1\nname = \"unit\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\nsource = [\"试\"]\n";

fn string<'v>(case: &'v DeTable<'_>, key: &str) -> Option<&'v str> {
    case.get(key).and_then(|value| value.get_ref().as_str())
}

fn read(case: &DeTable<'_>) -> Result<(), Error> {
    if let Some(tsv) = string(case, "short") {
        return LexiconFile::parse_short("unit.tsv", tsv)
            .and_then(|file| Lexicon::merge(vec![file]))
            .map(|_| ());
    }
    let mut files = Vec::new();
    if let Some(earlier) = string(case, "earlier") {
        let earlier = format!("{}{earlier}", HEADER.replace("unit", "base"));
        files.push(LexiconFile::parse("base.toml", &earlier).expect("the earlier file of a case is valid"));
    }
    let text = match string(case, "whole") {
        Some(whole) => whole.to_owned(),
        None => format!("{HEADER}{}", string(case, "file").unwrap_or_default()),
    };
    files.push(LexiconFile::parse("unit.toml", &text)?);
    Lexicon::merge(files)?.check()
}

#[test]
fn every_fault_has_its_diagnostic() {
    let cases = DeTable::parse(CASES).expect("the case file is TOML");
    let Some(DeValue::Array(cases)) = cases.get_ref().get("case").map(|cases| cases.get_ref()) else {
        panic!("the case file holds [[case]] tables");
    };
    let mut wrong = Vec::new();
    for case in cases.iter().filter_map(|case| case.get_ref().as_table()) {
        let name = string(case, "name").unwrap_or("a case without a name");
        let expected = string(case, "says").unwrap_or_default().trim_end();
        let said = read(case).err().map_or("valid".to_owned(), |error| error.to_string());
        if said != expected {
            wrong.push(format!("== {name}\n-- expected\n{expected}\n-- said\n{said}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
