//! Marks that stand twice, that end a title, or that another word makes superfluous.

use gongwen_text::{Span, is_han};

use super::context::after;
use crate::finding::{Fix, Severity};
use crate::places::Mark;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "punct-repeated",
            severity: Severity::Error,
            fix: Fix::Safe,
            summary: "标点重复",
            explanation: "两个点号不能连用，应保留其中一个。问号、叹号表示强烈语气时的叠用不在此列。",
            source: &["GB/T 15834-2011 5.1（横排文稿标点符号的位置和书写形式）"],
            stable: true,
            good: &["这难道不值得深思吗？！", "发展……任重道远。"],
            bad: &["统一思想，，抓好落实。", "抓好落实。。", "学习培训、，以考促学。"],
        },
        Coded {
            id: "punct-title-end",
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "标题末尾用了标点",
            explanation: "文章标题的末尾通常不用标点，必要时可用问号、叹号或省略号。",
            source: &["GB/T 15834-2011 附录B.4（文章标题的标点用法）"],
            stable: true,
            good: &["关于做好防汛工作的通知\n\n各县（市、区）人民政府：\n现将有关事项通知如下。"],
            bad: &["关于做好防汛工作的通知。\n\n各县（市、区）人民政府：\n现将有关事项通知如下。"],
        },
        Coded {
            id: "punct-ellipsis-deng",
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "省略号与“等”并用",
            explanation: "省略号和“等”“等等”作用相同，只用其一。",
            source: &["GB/T 15834-2011 附录A.9.2（省略号与“等”不并用）"],
            stable: true,
            good: &["学习、调研、宣讲等。", "“一要学习……二要调研……”等论述。"],
            bad: &["开展学习、调研、宣讲……等活动。", "检查溢洪道、闸门…等设施。"],
        },
    ],
    seeks: &[&["…等"]],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    repeated(text, sink);
    title(text, sink);
    let reading = text.as_str();
    for &at in text.places.of("…等") {
        let start = reading[..at].trim_end_matches('…').len();
        let span = Span::new(start, at + "…等".len());
        if after(reading, span.end).is_none_or(|c| !"待到级着候".contains(c)) {
            let right = "等";
            sink.report("punct-ellipsis-deng", text.place(span), "省略号与“等”只用其一，建议删去省略号。")
                .replace(right);
        }
    }
}

/// The marks of which no two stand together, the stronger later.
const POINTS: [char; 5] = ['、', '，', '：', '；', '。'];

fn rank(c: char) -> Option<usize> {
    POINTS.iter().position(|&point| point == c)
}

fn repeated(text: &Text<'_>, sink: &mut Sink<'_>) {
    let joined =
        |one: &Mark, next: &Mark| one.end() == next.at && rank(one.c).is_some() && rank(next.c).is_some();
    for run in text.places.marks.chunk_by(joined) {
        // 。。。。。。 is meant as an ellipsis and longer runs are drawn lines.
        if !(2..=3).contains(&run.len()) || run.len() > 2 && run.iter().all(|mark| mark.c == '。') {
            continue;
        }
        let span = text.place(Span::new(run[0].at, run[run.len() - 1].end()));
        let run: Vec<char> = run.iter().map(|mark| mark.c).collect();
        let strongest = run.iter().copied().max_by_key(|&c| rank(c)).unwrap_or(run[0]);
        let shown: String = run.iter().collect();
        let draft =
            sink.report("punct-repeated", span, format!("标点“{shown}”重复，建议只留“{strongest}”。"));
        // Two that stand apart in the source have something between them that is not ours to remove.
        if span.slice(text.source()).chars().count() == run.len() {
            draft.replace(strongest);
        }
    }
}

/// What titles of documents end with.
const KINDS: [&str; 22] = [
    "通知", "意见", "报告", "请示", "批复", "决定", "函", "通报", "公告", "通告", "纪要", "议案", "方案",
    "办法", "规定", "细则", "讲话", "发言", "总结", "计划", "要点", "体会",
];

fn title(text: &Text<'_>, sink: &mut Sink<'_>) {
    const MOST: usize = 60;
    let reading = text.as_str();
    let [title, _, ..] = text.structure.paragraphs.as_slice() else { return };
    let line = title.slice(reading);
    let Some(mark) = line.chars().next_back().filter(|c| matches!(c, '。' | '，' | '；' | '、')) else {
        return;
    };
    let name = &line[..line.len() - mark.len_utf8()];
    let named = KINDS.iter().any(|kind| name.ends_with(kind))
        && name.chars().all(|c| is_han(c) || "《》〈〉“”（）、 ".contains(c));
    if named && name.chars().count() <= MOST {
        let span = Span::new(title.start + name.len(), title.end);
        sink.report("punct-title-end", text.place(span), format!("标题末尾的“{mark}”宜删去。")).replace("");
    }
}
