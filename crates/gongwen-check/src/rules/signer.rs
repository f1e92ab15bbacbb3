//! Upward documents (上行文) with an imprint that does not name who signs.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "doctype-missing-signer";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "上行文未标注签发人",
        explanation: "请示、报告等上行文应当在版头标注签发人姓名；文中已有发文字号而未见“签发人”的，请补上。没有版头的稿子不在此列。",
        source: &[
            "党政机关公文处理工作条例第九条：上行文应当标注签发人姓名",
            "GB/T 9704-2012 7.2.6（签发人）",
        ],
        stable: true,
        good: &[
            "镇政〔2024〕5号 签发人：王某某\n关于追加防汛经费的请示\n县政府：\n物资尚缺。",
            "关于追加防汛经费的请示\n县政府：\n物资尚缺。",
            "镇政〔2024〕6号\n关于做好防汛工作的通知\n各村：\n请认真执行。",
        ],
        bad: &["镇政〔2024〕5号\n关于追加防汛经费的请示\n县政府：\n物资尚缺。妥否，请批示。"],
    }],
    seeks: &[],
    run,
};

/// How many lines may stand before the title.
const IMPRINT: usize = 8;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let lines = || text.structure.paragraphs.iter().take(IMPRINT);
    let is_title = |line: &str| {
        let kind = line.ends_with("的请示") || line.ends_with("的报告");
        kind && line.contains("关于") && !line.contains(['《', '，', '。']) && line.chars().count() < 60
    };
    let named = |span: &&Span| {
        text.structure.title.is_some_and(|title| title.end == span.end) && is_title(span.slice(reading))
    };
    let Some(title) = lines().find(named) else { return };
    let number = lines().filter(|span| span.end <= title.start).find_map(|span| docnum(reading, *span));
    if let Some(span) = number.filter(|_| !reading[..title.start].contains("签发")) {
        sink.report(ID, text.place(span), "上行文的版头应标注签发人，请在发文字号同一行补上“签发人：×××”。");
    }
}

/// Returns a document's number (发文字号) that a line begins with: 镇政〔2024〕5号.
fn docnum(reading: &str, line: Span) -> Option<Span> {
    let words = line.slice(reading);
    let open = words.find(['〔', '[', '［', '（'])?;
    let year = words[open..].chars().skip(1).take_while(char::is_ascii_digit).count();
    let end = words[open..].find('号').map(|end| open + end + '号'.len_utf8())?;
    let digits = words[open..end].chars().filter(char::is_ascii_digit).count();
    let plain = words[..open].chars().all(gongwen_text::is_han) && words[..end].chars().count() < 24;
    (open > 0 && year == 4 && digits > 4 && plain).then(|| Span::new(line.start, line.start + end))
}
