//! A sentence that ends in 而努力奋斗 and does not say for what: 开创新局面而努力奋斗.

use gongwen_text::Span;

use super::context::clause_before;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "grammar-missing-wei";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "“而努力奋斗”之前缺“为”",
        explanation: "“为……而努力奋斗”前后呼应，缺了“为”，“而”便没有着落。",
        source: &[
            "《现代汉语词典》第7版“而”条：把表示目的的成分连接到动词上面",
            "吕叔湘、朱德熙《语法修辞讲话》（虚字）",
        ],
        stable: true,
        good: &[
            "为实现全年目标而努力奋斗！",
            "为全面推进乡村振兴，开创全镇工作新局面而努力奋斗。",
            "这是艰苦而不懈的奋斗。",
        ],
        bad: &["振奋精神，开创全镇工作新局面而努力奋斗！", "团结一心，夺取全年工作新胜利而不懈奋斗。"],
    }],
    seeks: &[&ENDS],
    run,
};

/// What a sentence ends in that says for what, at its start.
const ENDS: [&str; 13] = [
    "而努力奋斗",
    "而奋斗",
    "而不懈奋斗",
    "而共同奋斗",
    "而团结奋斗",
    "而继续奋斗",
    "而接续奋斗",
    "而顽强奋斗",
    "而不懈努力",
    "而共同努力",
    "而继续努力",
    "而努力工作",
    "而努力拼搏",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const FEWEST: usize = 5;
    let reading = text.as_str();
    for (at, end) in text.places.of_all(&ENDS) {
        let start = reading[..at].rfind(['。', '！', '？', '；', '\n']).unwrap_or(0);
        let stops = reading[at + end.len()..].starts_with(['。', '！', '；', '”', '\n']);
        let clause = clause_before(reading, at);
        if stops && !reading[start..at].contains('为') && clause.slice(reading).chars().count() >= FEWEST {
            let span = Span::new(clause.start, at + end.len());
            let message = format!("“{}”之前缺“为”，建议补上。", span.slice(reading));
            sink.report(ID, text.place(span), message);
        }
    }
}
