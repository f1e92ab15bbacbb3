//! The end of a document against its kind: 特此报告 under a request, 此致敬礼 under a letter between organs.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::papers::{Paper, papers};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const CLOSING: &str = "doctype-closing";
const GREETING: &str = "doctype-greeting";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: CLOSING,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "结尾用语与文种不符",
            explanation: "结尾的“特此通知”“特此报告”“妥否，请批示”“请函复”应与标题的文种一致：通知不用请示的结尾，请示不用报告的结尾，函不请对方“批示”。一个文件含几篇公文的，各看各的。",
            source: &[
                "党政机关公文处理工作条例第八条：公文种类",
                "党政机关公文处理工作条例第十九条：文种正确",
            ],
            stable: true,
            good: &[
                "关于做好防汛工作的通知\n各村：\n请认真执行。\n特此通知。",
                "关于借用会议室的函\n县文化馆：\n拟借用会议室。\n特此函告。",
                "关于追加防汛经费的请示\n县政府：\n物资尚缺。\n妥否，请批示。",
                "关于拨付经费的函\n县财政局：\n拟请拨付经费。\n以上妥否，请函复。",
                "关于防汛工作情况的报告\n县政府：\n物资已经备齐。\n特此报告。\n关于借用会议室的函\n县文化馆：\n拟借用会议室。\n特此函达。",
            ],
            bad: &[
                "关于做好防汛工作的通知\n各村：\n请认真执行。\n特此请示，妥否，请批复。",
                "关于追加防汛经费的请示\n县政府：\n物资尚缺。\n特此报告。",
                "关于做好防汛工作的通知\n各村：\n请认真执行。\n妥否，请批示。",
                "关于借用会议室的函\n县文化馆：\n拟借用会议室。\n以上意见妥否，请批示。",
                "关于追加防汛经费的请示\n县政府：\n物资尚缺。\n盼函复。",
                "关于防汛工作情况的报告\n县政府：\n物资已经备齐。\n请认真贯彻执行。",
                "关于追加防汛经费的请示\n县政府：\n物资尚缺。\n妥否，请批示。\n关于借用会议室的函\n县文化馆：\n拟借用会议室。\n特此报告。",
            ],
        },
        Coded {
            id: GREETING,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "公文用了书信的祝颂语",
            explanation: "“此致　敬礼”是书信的结尾，函、请示、报告、通知等法定公文不用。",
            source: &["党政机关公文处理工作条例第九条：公文的组成要素", "GB/T 9704-2012 7.3（主体）"],
            stable: true,
            good: &[
                "致全体村民的一封信\n各位乡亲：\n防汛靠大家。\n此致\n敬礼",
                "关于借用会议室的函\n县文化馆：\n拟借用会议室。\n特此函达。",
            ],
            bad: &[
                "关于借用会议室的函\n县文化馆：\n拟借用会议室。\n此致\n敬礼！",
                "关于追加防汛经费的请示\n县政府：\n物资尚缺。\n妥否，请批示。\n此致敬礼",
            ],
        },
    ],
    seeks: &[],
    run,
};

/// Ends, and the kinds that they are right for, the first of which is named.
const ENDS: [(&[&str], &[&str]); 11] = [
    (&["特此通知"], &["通知"]),
    (&["特此通报"], &["通报"]),
    (&["特此公告"], &["公告"]),
    (&["特此通告"], &["通告"]),
    (&["特此报告", "专此报告", "以上报告，请审阅", "以上报告，请审议"], &["报告"]),
    (&["特此请示", "专此请示", "以上请示"], &["请示"]),
    (&["特此批复", "此复"], &["批复", "函"]),
    (
        &["特此函达", "特此函告", "特此函复", "特此致函", "专此函达", "盼复", "盼函复", "请函复", "请予函复"],
        &["函"],
    ),
    (
        &["请遵照执行", "请认真贯彻执行", "请认真遵照执行", "请结合实际认真贯彻落实"],
        &["通知", "意见", "决定", "批复", "通报", "函", "纪要", "命令", "决议"],
    ),
    (
        &["妥否", "当否", "以上意见妥否", "以上意见当否", "以上妥否", "以上当否", "可否", "是否妥当"],
        &["请示", "函", "报告"],
    ),
    (&["请批示", "请指示", "请予批示"], &["请示", "报告"]),
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for paper in papers(text) {
        closing(text, &paper, sink);
    }
}

/// Reports an end that belongs to another kind than that of the title.
fn closing(text: &Text<'_>, paper: &Paper, sink: &mut Sink<'_>) {
    /// The longest line that ends a document, in characters, and how many lines from the bottom it may stand.
    const LONGEST: usize = 24;
    const BOTTOM: usize = 14;
    let reading = text.as_str();
    for span in paper.lines.iter().rev().take(BOTTOM) {
        let line = span.slice(reading);
        if line.chars().count() > LONGEST {
            continue;
        }
        if line.starts_with("此致") || line.trim_end_matches(['！', '。']) == "敬礼" {
            // 敬礼 on a line of its own belongs to 此致.
            if line.starts_with("此致") {
                let message = format!("标题的文种是{}，公文结尾不用“此致　敬礼”，建议删去。", paper.kind);
                sink.report(GREETING, text.place(*span), message);
            }
            continue;
        }
        if let Some((place, named)) = wrong_end(line, paper.kind) {
            let place = Span::new(span.start + place.start, span.start + place.end);
            let message = format!(
                "“{}”是{named}的结尾用语，标题的文种是{}，请核对。",
                place.slice(reading),
                paper.kind
            );
            sink.report(CLOSING, text.place(place), message);
        }
    }
}

/// Returns what in a line belongs to the end of another kind, and that kind.
fn wrong_end(line: &str, kind: &str) -> Option<(Span, &'static str)> {
    // 妥否，请批示 asks for what only a superior gives; 妥否，请函复 asks an equal.
    let asked = || line.find('，').map_or(0, |at| at + '，'.len_utf8());
    [0, asked()].into_iter().find_map(|from| {
        let rest = &line[from..];
        ENDS.iter().find_map(|(ends, kinds)| {
            let end = ends.iter().find(|end| rest.starts_with(**end))?;
            let right = kinds.contains(&kind);
            (!right).then(|| (Span::new(from, from + end.len()), kinds[0]))
        })
    })
}
