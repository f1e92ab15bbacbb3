//! Entries out as TOML, CSV and JSON Lines, and in again: the same entries, and faults named by the line of the row.

use gongwen_lexicon::{ENTRY_COLUMNS, EntryRows, LexiconFile, Place};
use proptest::prelude::*;

/// A file with every field that there is, and with characters that a format might trip over.
const FULL: &str = r#"
schema = 1
name = "unit"
version = "1.2"
license = "CC0-1.0"
date = "2026-03"
source = ["甲 \"乙\"", "C:\\丙"]
note = "说明，一\n说明，二"
disable = ["sanbao"]

[[formula]]
id = "sange-zixin"
label = "三个自信"
sense = "旧"
context = ["道路"]
kind = "numeral-classifier-noun"
level = "central"
domain = ["a", "b"]
variants = ["“三个”自信"]
items = ["道路|自信", { text = "理论\\自信", valid_to = "2016" }, "制度自信", { text = "文化自信", valid_from = "2016" }]
order = "free"
verbs = { prefer = ["坚定"], accept = ["增强", "树立"], avoid = ["做好"] }
wrong = [{ form = "三种自信" }, { form = "三自信", right = "自信", note = "甲，\"乙\"" }]
not_in = ["第三个自信"]
status = "superseded"
superseded_by = "sige-zixin"
first = { date = "2012-11", event = "党的十八大", basis = "text", source = "报告, 第二节" }
gloss = { en = "Three Confidences; \\ | >", zh = "三个" }
confidence = "medium-high"
examples = [{ text = "坚定“三个自信”", hit = true }, { text = "第三个自信|\\", hit = false }]
source = ["corpus: 甲|乙", "page: https://example.org/?a=1>2"]
note = "=1+1"

[[formula]]
id = "sige-zixin"
label = "四个自信"
kind = "numeral-classifier-noun"
level = "central"
slots = []
confidence = "high"

[[phrase]]
id = "jiangzhengzhi"
text = "讲政治、顾大局"
variants = ["讲政治，顾大局"]
class = "作风"
level = "sector"
status = "historical"
confidence = "low"

[[proper_name]]
id = "zhongyang"
full = "中国共产党中央委员会"
short = ["中共中央", "党中央"]
kind = "organ"
level = "central"
valid_from = "1921-07"
valid_to = "2999"
superseded_by = "zhongyang-er"
confidence = "high"

[[proper_name]]
id = "zhongyang-er"
full = "另一名称"
kind = "organ"
level = "central"
confidence = "high"

[[chain]]
id = "core"
links = [{ verb = "坚定", formula = "sange-zixin" }, { verb = "坚定", formula = "sige-zixin" }]
order = "usual"
confidence = "low"
note = "链"
"#;

fn full() -> LexiconFile {
    LexiconFile::parse("unit.toml", FULL).unwrap_or_else(|error| panic!("{error}"))
}

/// The entries without what depends on the text that they were read from.
fn entries(file: &LexiconFile) -> Vec<Vec<String>> {
    EntryRows::of_file(file).cells().collect()
}

#[test]
fn toml_written_is_read_as_the_same_file() {
    let file = full();
    let toml = file.to_toml();
    let again = LexiconFile::parse("unit.toml", &toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    assert_eq!(entries(&again), entries(&file));
    assert_eq!((again.date, &again.note, &again.source), (file.date, &file.note, &file.source));
    assert_eq!((again.disable, again.license), (file.disable, file.license));
    assert_eq!(again.formulas[1].slots, [0_u32; 0]);
    assert_eq!(again.formulas[0].wrong[1].right, "自信");
}

#[test]
fn builtin_files_come_back_from_every_format() {
    for file in LexiconFile::builtin() {
        let rows = EntryRows::of_file(&file);
        let csv =
            LexiconFile::parse_csv("unit.csv", &rows.to_csv()).unwrap_or_else(|error| panic!("{error}"));
        let json = LexiconFile::parse_json_lines("unit.jsonl", &rows.to_json_lines());
        let json = json.unwrap_or_else(|error| panic!("{error}"));
        let toml = LexiconFile::parse("unit.toml", &file.to_toml()).unwrap_or_else(|error| panic!("{error}"));
        for again in [&csv, &json, &toml] {
            assert_eq!(entries(again), entries(&file), "{}", file.file);
        }
    }
}

#[test]
fn every_field_comes_back_from_csv_and_json() {
    let file = full();
    let rows = EntryRows::of_file(&file);
    let csv = LexiconFile::parse_csv("单位.csv", &rows.to_csv()).unwrap_or_else(|error| panic!("{error}"));
    let json = LexiconFile::parse_json_lines("单位.jsonl", &rows.to_json_lines());
    let json = json.unwrap_or_else(|error| panic!("{error}"));
    for again in [csv, json] {
        assert_eq!(entries(&again), entries(&file));
        assert_eq!((again.name.as_str(), again.version.as_str()), ("单位", "0"));
        let place = |line| Place { line, column: 1 };
        assert!([place(1), place(2)].contains(&again.formulas[0].place), "{:?}", again.formulas[0].place);
        assert_eq!(again.formulas[0].items[1].text, "理论\\自信");
        assert_eq!(again.formulas[0].source, file.formulas[0].source);
        assert_eq!(again.formulas[0].examples[1].text, "第三个自信|\\");
    }
}

#[test]
fn a_person_may_leave_columns_and_cells_out_and_change_their_order() {
    let csv = "\u{feff}text,id,items,kind,level,confidence\r\n四张清单, 四张清单 ,问题清单 | 任务清单|责任清单|效果清单|,numeral-classifier-noun,local,high\r\n,,,,,\r\n";
    let file = LexiconFile::parse_csv("unit.csv", csv).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(file.formulas.len(), 1);
    assert_eq!(file.formulas[0].items.len(), 4);
    assert_eq!(file.source, ["unit.csv"]);
}

#[test]
fn faults_are_named_by_the_line_of_their_row() {
    let csv = "id,text,kind,level,confidence,items,colour\nb,四个乙,numeral-classifier-noun,local,high,甲|乙,\na,四个甲,numeral,local,high,,\n";
    let error = LexiconFile::parse_csv("unit.csv", csv).unwrap_err();
    let places: Vec<u32> = error.diagnostics().iter().map(|fault| fault.place.line).collect();
    assert_eq!(places, [1, 2, 3], "{error}");
    assert!(error.to_string().contains("unit.csv:2:1: [b] "), "{error}");

    let lines = "{\"sort\":\"formular\"}\n\n[1]\n{\"id\":\"a\",\"label\":\"甲乙\",\"kind\":\"fixed-term\",\"level\":\"local\"}\n";
    let error = LexiconFile::parse_json_lines("unit.jsonl", lines).unwrap_err();
    let places: Vec<u32> = error.diagnostics().iter().map(|fault| fault.place.line).collect();
    assert_eq!(places, [1, 3, 4], "{error}");
}

#[test]
fn columns_are_distinct() {
    let distinct: std::collections::BTreeSet<_> = ENTRY_COLUMNS.iter().collect();
    assert_eq!(distinct.len(), ENTRY_COLUMNS.len());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[a-z,|>\"\\\\{}:=\n四个]{0,80}") {
        let header = "id,text,kind,level,confidence,items,examples,slots\n";
        for read in [
            LexiconFile::parse_csv("any.csv", &format!("{header}{text}")),
            LexiconFile::parse_csv("any.csv", &text),
            LexiconFile::parse_json_lines("any.jsonl", &text),
        ] {
            prop_assert!(read.is_ok() || !read.unwrap_err().diagnostics().is_empty());
        }
    }

    #[test]
    fn any_free_text_comes_back(text in "[ -~四“”\n\t\u{7f}\u{85}|>\\\\]{0,12}x") {
        let mut file = full();
        let text = text.trim().to_owned();
        file.formulas[0].note = Some(text.clone());
        file.formulas[0].source = vec![text];
        let rows = EntryRows::of_file(&file);
        let csv = LexiconFile::parse_csv("unit.csv", &rows.to_csv()).unwrap();
        let json = LexiconFile::parse_json_lines("unit.jsonl", &rows.to_json_lines()).unwrap();
        let toml = LexiconFile::parse("unit.toml", &file.to_toml()).unwrap();
        for again in [csv, json, toml] {
            prop_assert_eq!(entries(&again), entries(&file));
        }
    }
}
