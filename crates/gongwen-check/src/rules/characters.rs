//! Labels that count characters, against the text beside them: “…”16字要求.

use gongwen_text::{Span, is_han, parse_numeral};

use super::labelled::{before_quote, bracketed};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const CHARACTERS: &str = "count-character-formula";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: CHARACTERS,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "“N字”要求与实际字数不符",
        explanation: "“16字要求”“十二字方针”所标的字数应与所引文字的字数一致，标点不计。",
        source: &["提法自身所标的字数"],
        stable: true,
        good: &["落实“忠诚老实、勤勉敬业”8字要求。", "坚持十二字方针（早发现、早报告、早隔离、早治疗）。"],
        bad: &["落实“忠诚老实、勤勉敬业、清正廉洁”16字要求。"],
    }],
    seeks: &[&MEASURED],
    run: characters,
};
/// What is measured in characters.
const MEASURED: [&str; 10] =
    ["字要求", "字方针", "字总要求", "字思路", "字诀", "字标准", "字箴言", "字精神", "字作风", "字原则"];

/// Reports “…”16字要求 and 12字思路（…） whose text has another number of characters.
fn characters(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, noun) in text.places.of_all(&MEASURED) {
        let before = &reading[..at];
        let digits =
            before.chars().rev().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c));
        let start = at - digits.map(char::len_utf8).sum::<usize>();
        let Some(claimed) = parse_numeral(&reading[start..at]) else { continue };
        let quoted = before_quote(&reading[..start]);
        let bracket = bracketed(&reading[at + noun.len()..]);
        let Some(listed) = quoted.or(bracket) else { continue };
        let found = listed.chars().filter(|c| is_han(*c)).count() as u64;
        let plain = listed.chars().all(|c| is_han(c) || "、，； “”".contains(c)) && !listed.contains('等');
        if plain && listed.contains(['、', '，', '；', ' ']) && claimed >= 4 && found != claimed {
            let span = text.place(Span::new(start, at + noun.len()));
            let message = format!("标为{claimed}字，所引文字为{found}字，请核对。");
            sink.report(CHARACTERS, span, message);
        }
    }
}
