//! Reading never panics, whatever the file holds, and every problem has its place.

use gongwen_lexicon::{Lexicon, LexiconFile};
use proptest::prelude::*;

const GOOD: &str = r#"schema = 1
name = "unit"
version = "2026.11.0"
license = "CC0-1.0"
date = "2026-11-22"
source = ["试"]
disable = []

[[formula]]
id = "sige-quanmian"
label = "四个全面"
sense = "布局"
context = ["战略布局"]
kind = "numeral-classifier-noun"
level = "central"
domain = ["zhanlue"]
items = [
  { text = "全面建成小康社会", valid_to = "2020-10" },
  { text = "全面建设社会主义现代化国家", valid_from = "2020-10" },
  "全面深化改革",
  "全面依法治国",
  "全面从严治党",
]
order = "fixed"
verbs = { prefer = ["协调推进"], accept = [], avoid = ["统筹推进"] }
wrong = [{ form = "4个全面", right = "四个全面", note = "用汉字" }]
not_in = ["四个全面覆盖"]
status = "current"
first = { date = "2014-12", event = "江苏调研", basis = "memory-confirmed", source = "试" }
gloss = { en = "Four Comprehensives", zh = "战略布局" }
confidence = "medium-high"
examples = [{ text = "协调推进“四个全面”", hit = true }]

[[chain]]
id = "c"
links = [{ verb = "甲", formula = "sige-quanmian" }, { verb = "乙", formula = "sige-quanmian" }]
"#;

/// Every diagnostic names a line and a column that the file has.
fn places_exist(text: &str, read: Result<LexiconFile, gongwen_lexicon::Error>) -> bool {
    let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    match read {
        Ok(file) => match Lexicon::merge(vec![file]) {
            Ok(lexicon) => lexicon.check().err().is_none_or(|error| !error.to_string().is_empty()),
            Err(error) => !error.diagnostics().is_empty(),
        },
        Err(error) => error.diagnostics().iter().all(|diagnostic| {
            let (line, column) = (diagnostic.place.line as usize, diagnostic.place.column as usize);
            line >= 1 && column >= 1 && lines.get(line - 1).is_some_and(|chars| column <= chars + 1)
        }),
    }
}

#[test]
fn the_file_that_is_mutated_is_valid() {
    let file = LexiconFile::parse("unit.toml", GOOD).unwrap_or_else(|error| panic!("{error}"));
    Lexicon::merge(vec![file]).unwrap().check().unwrap();
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        prop_assert!(places_exist(&text, LexiconFile::parse("any.toml", &text)));
        prop_assert!(places_exist(&text, LexiconFile::parse_short("any.tsv", &text)));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(cuts in prop::collection::vec((0..GOOD.len(), 0..12_usize, "[\\[\\]={}\"',#\n ]{0,3}|[四“一a\u{301}]"), 1..4)) {
        let mut text = GOOD.to_owned();
        for (at, length, insert) in cuts {
            let from = text.floor_char_boundary(at.min(text.len()));
            let to = text.ceil_char_boundary((from + length).min(text.len()));
            text.replace_range(from..to, &insert);
        }
        prop_assert!(places_exist(&text, LexiconFile::parse("damaged.toml", &text)));
    }

    #[test]
    fn a_file_with_lines_missing_is_read_or_refused(kept in prop::collection::vec(prop::bool::weighted(0.9), 40)) {
        let lines = GOOD.lines().enumerate().filter(|(at, _)| kept.get(*at).copied().unwrap_or(true));
        let text: String = lines.map(|(_, line)| format!("{line}\n")).collect();
        prop_assert!(places_exist(&text, LexiconFile::parse("shortened.toml", &text)));
    }

    #[test]
    fn any_rows_are_read_or_refused(rows in prop::collection::vec("[四三12字个、“”+第N\t ,]{0,12}", 0..8)) {
        let text = rows.join("\n");
        prop_assert!(places_exist(&text, LexiconFile::parse_short("rows.tsv", &text)));
    }
}
