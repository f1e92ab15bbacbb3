//! Headings that lost the line of their own.

use gongwen_text::{NumberStyle, Span, is_blank};

use super::context::{after, before};
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: "struct-runin-heading",
        severity: Severity::Info,
        fix: Fix::Suggested,
        summary: "标题与正文连排",
        explanation: "第一、二层标题应独立成行。文中只剩空格隔开，或者标题接在上一句之后的，多是取文时丢了换行，应恢复分段。",
        source: &["GB/T 9704-2012 7.3.3（结构层次序数）"],
        stable: true,
        good: &["一、主要做法\n近年来，全局上下团结奋斗。", "（一）加强学习。坚持读原文、悟原理。"],
        bad: &[
            "以下是具体情况。 一、主要做法 近年来，全局上下团结奋斗。",
            "（一）聚焦政治建设，推动学习走深走实 坚持读原文、悟原理。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for heading in &text.structure.headings {
        let Some(number) = heading.number else { continue };
        let upper = matches!(number.style, NumberStyle::Han | NumberStyle::HanBracketed);
        if !upper || heading.text.is_empty() {
            continue;
        }
        let start = heading.span.start;
        let mid = before(reading, start).is_some_and(|c| matches!(c, '。' | '！' | '？') || is_blank(c))
            && text.structure.paragraph_at(start).is_some_and(|paragraph| paragraph.start < start);
        let blank = after(reading, heading.span.end).is_some_and(is_blank) && heading.run_in;
        let head = number.style == NumberStyle::Han && mid;
        if !blank && !head {
            continue;
        }
        let mut edits = Vec::new();
        if mid {
            let kept = reading[..start].trim_end_matches(is_blank).len();
            edits.push(Edit { span: text.place(Span::new(kept, start)), text: "\n".to_owned() });
        }
        if blank {
            let rest = &reading[heading.span.end..];
            let len = rest.len() - rest.trim_start_matches(is_blank).len();
            let gap = Span::new(heading.span.end, heading.span.end + len);
            edits.push(Edit { span: text.place(gap), text: "\n".to_owned() });
        }
        let message = format!("标题“{}”与正文连排，建议恢复分段。", heading.span.slice(reading).trim());
        sink.report("struct-runin-heading", text.place(heading.span), message).edits(edits);
    }
}
