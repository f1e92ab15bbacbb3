//! A request that asks for a second thing at its end.

use gongwen_text::Span;

use super::context::clause_after;
use crate::finding::{Fix, Severity};
use crate::papers::papers;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "doctype-one-matter";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "请示一文多事",
        explanation: "请示应当一文一事。“同时，恳请……”“请一并解决……”带出另一件事的，宜另文请示。",
        source: &["党政机关公文处理工作条例第十五条：请示应当一文一事"],
        stable: true,
        good: &[
            "关于追加防汛经费的请示\n县政府：\n物资尚缺，恳请追加经费。同时，我局将加强管理。\n妥否，请批示。",
            "关于做好防汛工作的通知\n各村：\n请一并解决排水问题。",
        ],
        bad: &[
            "关于追加防汛经费的请示\n县政府：\n物资尚缺，恳请追加经费。同时，我局人手不足，请一并增加编制三名。\n妥否，请批示。",
            "关于追加防汛经费的请示\n县政府：\n物资尚缺，恳请追加经费。\n另外，恳请解决办公用房。\n妥否，请批示。",
        ],
    }],
    seeks: &[&WITH_IT, &BESIDES],
    run,
};

/// What asks for something together with the matter.
const WITH_IT: [&str; 12] = [
    "请一并解决",
    "请一并协调",
    "请一并增加",
    "请一并安排",
    "请一并给予",
    "请一并予以",
    "请一并批准",
    "请一并批复",
    "请一并支持",
    "请一并考虑",
    "请一并帮助",
    "请一并调整",
];
/// What begins a second matter, when its sentence asks.
const BESIDES: [&str; 6] = ["同时，", "此外，", "另外，", "另，", "同时恳请", "另请"];
const ASKS: [&str; 7] = ["恳请", "申请", "特请", "拟请", "请求", "敬请", "请贵"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let asked: Vec<(usize, &str)> = text.places.of_all(&WITH_IT);
    let besides: Vec<(usize, &str)> = text.places.of_all(&BESIDES);
    if asked.is_empty() && besides.is_empty() {
        return;
    }
    let reading = text.as_str();
    for paper in papers(text).iter().filter(|paper| paper.kind == "请示") {
        let Some(last) = paper.lines.last() else { continue };
        let inside = |at: usize| (paper.title.end..last.end).contains(&at);
        let second = besides.iter().filter(|(at, words)| {
            let clause = clause_after(reading, at + words.len());
            // What asks begins the clause, or is the word itself.
            words.ends_with('请') || ASKS.iter().any(|asks| clause.slice(reading).starts_with(asks))
        });
        let found = asked.iter().chain(second).filter(|(at, _)| inside(*at)).min();
        if let Some(&(at, words)) = found {
            let span = Span::new(at, clause_after(reading, at + words.len()).end);
            let message = format!("请示应当一文一事，“{}”似为另一事项，宜另文请示。", span.slice(reading));
            sink.report(ID, text.place(span), message);
        }
    }
}
