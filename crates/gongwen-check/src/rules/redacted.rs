//! A mask where a formula or a meeting has its number.

use gongwen_text::{MASK, Span};

use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-redacted-number";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::Suggested,
        summary: "提法、会议名称中的数字被遮盖",
        explanation: "“党的二十大”“光荣在党50年”“四个意识”等名称中的数字是名称的一部分，遮盖之后读者无从得知所指，应予恢复。",
        source: &["提法词库：各条标准写法", "历次党的全国代表大会名称"],
        stable: true,
        good: &["学习贯彻党的二十大精神。"],
        bad: &["学习贯彻党的*大精神。", "颁发“光荣在党**年”纪念章。", "增强“*个意识”。"],
    }],
    seeks: &[&CONGRESSES],
    run,
};

/// The congresses that a masked number may mean, the latest first.
const CONGRESSES: [&str; 5] = ["党的二十大", "党的十九大", "党的十八大", "党的十七大", "党的十六大"];
/// What stands before the masked number of an anniversary.
const FOUNDINGS: [&str; 8] = ["成立", "建党", "建军", "建国", "诞辰", "胜利", "发表", "开放"];
const NUMERALS: [&str; 12] = ["一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "双", "全"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for at in text.places.each(MASK) {
        let end = at + MASK.len_utf8();
        let (before, after) = (&reading[..at], &reading[end..]);
        let span = |left: usize, right: usize| Span::new(at - left, end + right);
        if before.ends_with("党的") && after.starts_with('大') && !after.starts_with("大型") {
            let span = span("党的".len(), "大".len());
            let draft = sink.report(ID, text.place(span), "会议届次被遮盖，请恢复为会议的规范名称。");
            if let Some(name) = CONGRESSES.into_iter().find(|name| !text.places.of(name).is_empty()) {
                draft.replace(name);
            }
        } else if before.ends_with("党的") && after.starts_with('届') {
            let span = span("党的".len(), "届".len());
            sink.report(ID, text.place(span), "中央委员会的届次被遮盖，请恢复为会议的规范名称。");
        } else if before.ends_with('届') && (after.starts_with("中全会") || after.starts_with("全会")) {
            sink.report(
                ID,
                text.place(span("届".len(), "中全会".len().min(after.len()))),
                "全会次数被遮盖，请予恢复。",
            );
        } else if before.ends_with("在党") && after.starts_with('年') {
            sink.report(
                ID,
                text.place(span("在党".len(), "年".len())),
                "固定称号中的年数被遮盖，应为“光荣在党50年”。",
            )
            .replace("在党50年");
        } else if after.starts_with("周年") {
            if let Some(founding) = FOUNDINGS.into_iter().find(|founding| before.ends_with(founding)) {
                sink.report(ID, text.place(span(founding.len(), "周年".len())), "周年数被遮盖，请予恢复。");
            }
        } else if before.ends_with('“') {
            label(text, sink, at, after);
        }
    }
}

/// Reports “〓个意识” where exactly one formula of the lexicon is so called but for its number.
fn label(text: &Text<'_>, sink: &mut Sink<'_>, at: usize, after: &str) {
    let Some(end) = head(after, 27).find('”') else { return };
    let rest = &after[..end];
    let labels = NUMERALS.iter().map(|numeral| format!("{numeral}{rest}"));
    let known: Vec<String> =
        labels.filter(|label| !text.lexicon.formula_by_label(label).is_empty()).collect();
    if let [label] = known.as_slice() {
        let span = Span::new(at, at + MASK.len_utf8() + end);
        sink.report(ID, text.place(span), format!("提法中的数目被遮盖，应为“{label}”。"))
            .replace(label.clone());
    }
}
