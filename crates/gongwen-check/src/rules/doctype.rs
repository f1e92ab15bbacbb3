//! The kind of a document (文种) against its title, recipients and requests; of several documents in one file each by itself.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::papers::{Paper, papers};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const REQUEST: &str = "doctype-report-with-request";
const NONSTANDARD: &str = "doctype-nonstandard";
const RECIPIENTS: &str = "doctype-multi-recipient";
const DOUBLED: &str = "title-doubled-type";
const GUANYU_DUI: &str = "title-guanyu-dui";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: REQUEST,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "报告夹带请示事项",
            explanation: "报告用于汇报工作、反映情况，不得夹带请示事项；需要批复的另行请示。",
            source: &["党政机关公文处理工作条例第十五条：不得在报告等非请示性公文中夹带请示事项"],
            stable: true,
            good: &["关于防汛工作情况的报告\n县政府：\n现将有关情况报告如下。物资已经备齐。\n特此报告。"],
            bad: &[
                "关于防汛工作情况的报告\n县政府：\n现将有关情况报告如下。物资尚缺，拟追加经费。\n妥否，请批示。",
            ],
        },
        Coded {
            id: NONSTANDARD,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "标题使用非规范文种",
            explanation: "公文文种共十五种，“请示报告”把两种并作一种，应按用途择其一。",
            source: &["党政机关公文处理工作条例第八条：公文种类"],
            stable: true,
            good: &["关于追加防汛经费的请示\n县政府：\n物资尚缺。妥否，请批示。"],
            bad: &["关于追加防汛经费的请示报告\n县政府：\n物资尚缺。"],
        },
        Coded {
            id: RECIPIENTS,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "请示多头主送",
            explanation: "请示原则上主送一个上级机关，根据需要抄送其他机关。",
            source: &["党政机关公文处理工作条例第十五条：原则上主送一个上级机关"],
            stable: true,
            good: &["关于追加防汛经费的请示\n县政府：\n物资尚缺。妥否，请批示。"],
            bad: &[
                "关于追加防汛经费的请示\n县政府、县财政局：\n物资尚缺。妥否，请批示。",
                "关于追加防汛经费的请示\n县政府，县财政局：\n物资尚缺。妥否，请批示。",
            ],
        },
        Coded {
            id: DOUBLED,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "标题文种重叠",
            explanation: "转发、印发文件的标题不必叠用文种，可省去一个“通知”或“关于”。",
            source: &["GB/T 9704—2012 7.3.1：标题由发文机关名称、事由和文种组成"],
            stable: true,
            good: &["关于转发防汛工作方案的通知\n各村：\n现予转发。"],
            bad: &["关于转发县政府关于做好防汛工作的通知的通知\n各村：\n现予转发。"],
        },
        Coded {
            id: GUANYU_DUI,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "标题“关于对”介词叠用",
            explanation: "“关于”已引出对象，“对”字往往多余；也有“关于对……给予表扬的通报”一类可用的写法，故为预览。",
            source: &["现代汉语语法：介词叠用"],
            stable: false,
            good: &["关于干部任免工作的意见\n各村：\n请认真执行。"],
            bad: &["关于对干部任免工作的意见\n各村：\n请认真执行。"],
        },
    ],
    seeks: &[],
    run,
};

/// What only a request says.
const ASKING: [&str; 17] = [
    "妥否",
    "当否",
    "请批示",
    "请予批示",
    "请予批复",
    "请批复",
    "请予审批",
    "请予批准",
    "恳请给予",
    "恳请予以",
    "恳请拨",
    "恳请批",
    "恳请安排",
    "恳请上级",
    "请予解决",
    "请求批准",
    "请予支持",
];
/// Kinds made of two, and which to choose from.
const MIXED: [(&str, &str); 7] = [
    ("请示报告", "“请示”或“报告”"),
    ("申请报告", "“请示”或“函”"),
    ("申请函", "“函”"),
    ("请示函", "“请示”或“函”"),
    ("报告函", "“报告”或“函”"),
    ("通知函", "“通知”或“函”"),
    ("建议报告", "“报告”或“函”"),
];
/// Kinds that double in titles.
const KINDS: [&str; 6] = ["通知", "通报", "意见", "报告", "函", "方案"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let papers = papers(text);
    for paper in &papers {
        purpose(text, paper, sink);
    }
    let first = text.structure.title.filter(|title| papers.iter().all(|paper| paper.title != *title));
    for title in papers.iter().map(|paper| paper.title).chain(first) {
        wording(text, title, title.slice(reading).trim_end(), sink);
    }
}

/// Reports what the kind forbids.
fn purpose(text: &Text<'_>, paper: &Paper, sink: &mut Sink<'_>) {
    let (reading, title) = (text.as_str(), paper.title);
    let words = title.slice(reading).trim_end();
    if words.contains("关于") && words.ends_with("的报告") {
        let body = Span::new(title.end, paper.lines.last().map_or(title.end, |line| line.end));
        let asked =
            ASKING.iter().filter_map(|asking| Some((body.slice(reading).find(asking)?, asking.len()))).min();
        // 特此报告，请批示 is said of the end itself.
        let asked = asked.filter(|(at, _)| !text.is_sought(title.end + at));
        if let Some((at, length)) = asked {
            let span = Span::new(title.end + at, title.end + at + length);
            sink.report(REQUEST, text.place(span), "报告中不得夹带请示事项，请另行行文请示。");
        }
    }
    if paper.kind == "请示" {
        let recipient = paper.recipient.filter(|span| span.slice(reading).contains(['、', '，', ',']));
        if let Some(span) = recipient {
            sink.report(RECIPIENTS, text.place(span), "请示原则上只主送一个上级机关，其他机关可改为抄送。");
        }
    }
}

/// Reports what is odd in the words of a title.
fn wording(text: &Text<'_>, title: Span, words: &str, sink: &mut Sink<'_>) {
    let kind = |length: usize| Span::new(title.start + words.len() - length, title.start + words.len());
    if let Some((found, right)) = MIXED.into_iter().find(|(found, _)| words.ends_with(found)) {
        let message = format!("“{found}”不是规范文种，请按用途择用{right}。");
        sink.report(NONSTANDARD, text.place(kind(found.len())), message);
    }
    for name in KINDS {
        let doubled = format!("的{name}的{name}");
        if words.ends_with(&doubled) {
            let message = format!("标题中“{name}”重叠，可省去一个。");
            sink.report(DOUBLED, text.place(kind(doubled.len())), message);
        }
    }
    if let Some(at) = words.find("关于对") {
        let span = Span::new(title.start + at, title.start + at + "关于对".len());
        sink.report(GUANYU_DUI, text.place(span), "“关于”与“对”叠用，“对”字可省。");
    }
}
