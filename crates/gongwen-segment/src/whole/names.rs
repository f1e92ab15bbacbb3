//! Numbers that name something: ordinals and document numbers.

use super::Found;
use super::glyphs::{after_any, char_at, char_before, digits, is_closing, one_of, stands};
use super::han::{self, Script};
use gongwen_text::{Span, is_han};

/// What is counted in order, with the characters that, standing next, make another word of it. The third field says
/// whether it joins numbers in words: 第一次 and 第三季 begin names that the dictionary holds whole.
static ORDERED: &[(&str, &str, bool)] = &[
    ("条", "件例文约理线幅", true),
    ("款", "待式项", true),
    ("项", "目", true),
    ("章", "程节法则鱼丘太", true),
    ("节", "目日约能水点奏庆省电", true),
    ("编", "制辑委写号队外", true),
    ("届", "时", true),
    ("期", "间待望刊货限满", true),
    ("批", "准评发复示次", true),
    ("季度", "", true),
    ("批次", "", false),
    ("次", "序要数日生级", false),
    ("号", "召码称", false),
    ("页", "", false),
    ("卷", "入", false),
    ("轮", "换岗流训", false),
    ("名", "单额称", false),
    ("位", "于置居", false),
    ("版", "块面本权图", false),
    ("周", "边期末围年岁", false),
    ("天", "然气空津", false),
    ("年", "级度代", false),
];

/// Issuers whose letters before the bracket are certain, the longest first.
const ISSUERS: [&str; 13] = [
    "国办发明电",
    "国发明电",
    "中办发电",
    "国办发",
    "国办函",
    "国办字",
    "中办发",
    "中办字",
    "国发",
    "国函",
    "中发",
    "中委",
    "厅字",
];

/// Provinces and like units as they name themselves in document numbers.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇云藏陕甘青宁新兵";

/// What follows a province in the numbers of its government, the longest first.
const PROVINCIAL: [&str; 9] =
    ["政办发", "政办函", "政办规", "政办字", "府办发", "政发", "政函", "政规", "府发"];

/// Reads an ordinal at byte `at`, where 第 stands: 第3条, 第十二届, 第5.
pub(super) fn ordinal(text: &str, at: usize) -> Found {
    let start = at + "第".len();
    let Some((number, script)) = han::ordinal_number(text, start) else { return Found::Nothing(start) };
    let unit = ORDERED.iter().find(|&&(name, not_before, words)| {
        let end = number + name.len();
        (words || script == Script::Digits) && stands(text, number, name) && !one_of(text, end, not_before)
    });
    match (unit, script) {
        (Some((name, ..)), _) => Found::Whole(Span::new(at, number + name.len())),
        (None, Script::Digits) => Found::Whole(Span::new(at, number)),
        (None, Script::Words) => Found::Nothing(number),
    }
}

/// Reads a document number at byte `at`, where a bracket opens: 〔2018〕5号, (2018)第5号. Damaged copies have blanks at
/// the joints and close with another kind of bracket.
pub(super) fn document_number(text: &str, at: usize, floor: usize) -> Found {
    let inside = at + char_at(text, at).map_or(1, char::len_utf8);
    match document_number_end(text, inside) {
        Some(end) => Found::Whole(Span::new(issuer(text, at, floor), end)),
        None => Found::Nothing(inside),
    }
}

fn document_number_end(text: &str, inside: usize) -> Option<usize> {
    let year = digits(text, skip_blank(text, inside));
    if !year.is_year() {
        return None;
    }
    let close = skip_blank(text, year.end);
    let bracket = char_at(text, close).filter(|&c| is_closing(c))?;
    let after = skip_blank(text, close + bracket.len_utf8());
    let number = digits(text, after_any(text, after, &["第"]).unwrap_or(after));
    if !(1..=5).contains(&number.count) {
        return None;
    }
    after_any(text, skip_blank(text, number.end), &["号"])
}

/// Passes over one blank.
fn skip_blank(text: &str, at: usize) -> usize {
    after_any(text, at, &[" ", "\u{a0}", "\u{3000}"]).unwrap_or(at)
}

/// Returns where the letters of the issuer start before the bracket at byte `at`, or `at` when they are not certain.
fn issuer(text: &str, at: usize, floor: usize) -> usize {
    let Some(head) = text.get(floor..at) else { return at };
    if let Some(name) = ISSUERS.iter().find(|name| head.ends_with(*name)) {
        return at - name.len();
    }
    let Some(kind) = PROVINCIAL.iter().find(|kind| head.ends_with(*kind)) else { return at };
    let province_end = at - kind.len();
    let Some(province) = char_before(text, province_end).filter(|&c| PROVINCES.contains(c)) else {
        return at;
    };
    let start = province_end - province.len_utf8();
    // 南京政发 is a city's: its name does not end before 京.
    let free = start >= floor && !char_before(text, start).is_some_and(is_han);
    if free { start } else { at }
}
