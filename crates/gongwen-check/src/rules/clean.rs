//! What the reading removed, told to the writer: text of portals, page numbers, markers of cut text, residue.

use gongwen_text::{EditKind, Span};

use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "clean-site-boilerplate",
            severity: Severity::Info,
            fix: Fix::Safe,
            summary: "混入网站文字",
            explanation: "网页的导航、来源、版权、推荐等文字不属于正文，转载时应删除，以免影响排版和统计。",
            source: &["党政机关公文处理工作条例第九条（公文要素）"],
            stable: true,
            good: &["本单位负责网站版权所有信息的维护。"],
            bad: &[
                "认真抓好落实。\n未经允许不得转载:某某文库\n相关推荐",
                "认真抓好落实。\n相关热词搜索：党建 述职",
                "认真抓好落实。\nTAG标签：调研 责任编辑：admin",
                "认真抓好落实。\n更多范文请关注公众号，回复“总结”领取",
                "本文档由用户上传，仅供参考\n认真抓好落实。",
                "认真抓好落实。\n0/200 评论 暂无评论",
                "认真抓好落实。\n看了本文的人还看了：调研报告范文",
                "认真抓好落实。\n下载文档到电脑 3积分 立即下载",
            ],
        },
        Coded {
            id: "clean-truncation-marker",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "正文有缺失标记",
            explanation: "“此处隐藏……字”一类标记说明正文被网站截去，前后文不连续，应找回原文。",
            source: &["党政机关公文处理工作条例第九条（正文）"],
            stable: true,
            good: &["本文件共三千字，下载后请妥善保管。"],
            bad: &[
                "压实各级责任。\n---此处隐藏300字,下载后查看---\n强化督促检查。",
                "健全工作机制，此处省略200字，完整内容请下载查看群众满意度不断提高。",
            ],
        },
        Coded {
            id: "clean-page-split-number",
            severity: Severity::Info,
            fix: Fix::Safe,
            summary: "页码混入正文",
            explanation: "文档转换时留下的页码把句子断开，应连同换行一并删除。",
            source: &["GB/T 9704-2012 7.5（页码位于版心之外）"],
            stable: true,
            good: &["1、加强领导。\n2、强化督查。", "详见报告第3页，共9页。"],
            bad: &[
                "各单位要切实担负起本地区防汛抗旱工作的\n- 3 -\n主体责任，做到守土有责。",
                "各项任务全面完成。第3页 共9页\n下一步，要抓好总结。",
                "各项任务全面完成。\n第3页（共9页）\n下一步，要抓好总结。",
                "各项任务全面完成。\n2、\n下一步，要抓好总结。",
            ],
        },
        Coded {
            id: "clean-extraction-residue",
            severity: Severity::Info,
            fix: Fix::Safe,
            summary: "网页或表格残留的字符",
            explanation: "不可见的控制字符、网页标记、孤立的表格竖线是从网页或文档中取文时留下的，应删除；\
                          “\u{FFFD}”处原字已丢失，应查对原文。",
            source: &["党政机关公文处理工作条例第九条（公文要素）"],
            stable: true,
            good: &["姓名|单位|职务\n张三|办公室|主任"],
            bad: &["强化责任落实。\n|\n", "强化&nbsp;责任落实。", "强化责\u{200B}任落实。"],
        },
        Coded {
            id: "clean-concatenated-document",
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "一个文件里接有另一篇文稿",
            explanation: "“以下内容供参考”“篇二：”等字样说明其后是另一篇文稿，应分为两个文件分别检查和使用。",
            source: &["党政机关公文处理工作条例第九条（公文要素）"],
            stable: true,
            good: &["以下内容供各地在工作中把握。", "全书共三篇，第二篇论述制度建设。"],
            bad: &[
                "严守纪律底线。以下内容供参考：在全县工作会议上的讲话",
                "篇一：在部署会上的讲话\n同志们：\n篇二：在总结会上的讲话",
            ],
        },
    ],
    seeks: &[&JOINTS],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    boilerplate(text, sink);
    for edit in text.reading.edits() {
        match edit.kind {
            EditKind::Truncation => {
                let shown = edit.source.slice(text.source()).trim().to_owned();
                sink.report(
                    "clean-truncation-marker",
                    edit.source,
                    format!("“{shown}”表明此处正文被截去，请找回原文。"),
                );
            }
            EditKind::PageNumber => {
                let number =
                    edit.source.slice(text.source()).trim().trim_end_matches(['、', '，', ',']).to_owned();
                let message = format!("页码“{number}”混入正文，建议删除并把前后文字接上。");
                sink.report("clean-page-split-number", edit.source, message)
                    .replace(edit.reading.slice(text.as_str()));
            }
            _ => {}
        }
    }
    residue(text, sink);
    concatenated(text, sink);
    orphans(text, sink);
}

/// Reports `2、` on a line of its own, and `1、` before the title where nothing of the document is numbered so.
fn orphans(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let paragraphs = &text.structure.paragraphs;
    let number = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let len = rest.strip_prefix('、').map(|rest| line.len() - rest.len());
        len.filter(|&len| (1..=3).contains(&(len - '、'.len_utf8())))
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut numbered = Vec::new();
    for (at, span) in paragraphs.iter().enumerate() {
        let line = span.slice(reading).trim_end();
        if is_page(line) {
            spans.push(*span);
            continue;
        }
        match number(line) {
            Some(len) if len == line.len() => spans.push(Span::new(span.start, span.start + len)),
            Some(len) => numbered.push((at, Span::new(span.start, span.start + len))),
            None => {}
        }
    }
    if let [(0, first)] = numbered.as_slice()
        && first.slice(reading) == "1、"
        && paragraphs[0].slice(reading).chars().count() <= LONGEST_TITLE
        && !paragraphs[0].slice(reading).ends_with(['。', '；', '，'])
        && paragraphs.len() > 2
    {
        spans.insert(0, *first);
    }
    for span in spans {
        let found = span.slice(reading);
        let message = format!("“{found}”似是分页时留下的序号，不属于正文，建议删除。");
        sink.report("clean-page-split-number", text.place(span), message).replace("");
    }
}

/// Says whether a line is the number of a page and that of all pages: 3 / 6.
fn is_page(line: &str) -> bool {
    let number = |part: &str| part.trim().parse::<u16>().ok().filter(|&number| number > 0);
    let pages = line.split_once(['/', '／']).map(|(page, pages)| (number(page), number(pages)));
    matches!(pages, Some((Some(page), Some(pages))) if page <= pages && pages < 1000)
}

const LONGEST_TITLE: usize = 50;

/// Reports text of the portal; neighbours with nothing but white space between them are one finding.
fn boilerplate(text: &Text<'_>, sink: &mut Sink<'_>) {
    let mut spans: Vec<Span> = Vec::new();
    let removed = text.reading.edits().iter().filter(|edit| edit.kind == EditKind::Boilerplate);
    for edit in removed.filter(|edit| !is_bars(edit.source.slice(text.source()))) {
        match spans.last_mut() {
            Some(last) if text.source()[last.end..edit.source.start].trim().is_empty() => {
                last.end = edit.source.end;
            }
            _ => spans.push(edit.source),
        }
    }
    for span in spans {
        sink.report("clean-site-boilerplate", span, "这里是网站的文字，不属于正文，建议删除。").replace("");
    }
}

/// Entities and tags that survive a careless extraction.
const MARKUP: [&str; 10] =
    ["&nbsp;", "&amp;", "&quot;", "&lt;", "&gt;", "&#", "<br", "</p>", "</div>", "</span>"];

fn residue(text: &Text<'_>, sink: &mut Sink<'_>) {
    let source = text.source();
    let of = |kind| {
        let edits = text.reading.edits().iter().filter(move |edit| edit.kind == kind);
        // A byte order mark says something about the file, not about the text.
        edits.map(|edit| edit.source).filter(|span| span.start > 0).collect::<Vec<Span>>()
    };
    report_all(sink, &of(EditKind::Control), "有不可见的控制字符，建议删除。", true);
    report_all(sink, &of(EditKind::Replacement), "有无法识别的字符，请查对原文。", false);
    if memchr::memchr2(b'&', b'<', source.as_bytes()).is_some() {
        let spans = MARKUP
            .iter()
            .flat_map(|&mark| source.match_indices(mark).map(move |(at, _)| Span::new(at, at + mark.len())));
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        report_all(sink, &spans, "有网页标记残留，请清理。", false);
    }
    if memchr::memchr(b'|', source.as_bytes()).is_some() {
        let kept = text.structure.paragraphs.iter().map(|&span| text.place(span));
        let removed = text.reading.edits().iter().map(|edit| edit.source);
        let mut spans: Vec<Span> = kept.chain(removed).filter(|span| is_bars(span.slice(source))).collect();
        spans.sort_unstable();
        report_all(sink, &spans, "有孤立的表格竖线，建议删除。", true);
    }
}

/// Says whether a line is nothing but the bars of a table.
fn is_bars(line: &str) -> bool {
    line.contains('|') && line.chars().all(|c| c == '|' || c.is_whitespace())
}

/// Reports all places as one finding at the first.
fn report_all(sink: &mut Sink<'_>, spans: &[Span], message: &str, remove: bool) {
    let Some(&first) = spans.first() else { return };
    let draft = sink.report("clean-extraction-residue", first, message).occurrences(spans.len());
    if remove {
        draft.edits(spans.iter().map(|&span| Edit { span, text: String::new() }).collect());
    }
}

/// Sentences by which collections introduce the next text.
const JOINTS: [&str; 4] = ["以下内容供阅读", "以下内容供参考", "以下内容仅供参考", "以下内容供学习参考"];

fn concatenated(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    const MESSAGE: &str = "此处以后似是另一篇文稿，请核对并分开处理。";
    let joints = text.places.of_all(&JOINTS);
    let joints = joints.into_iter().map(|(at, joint)| Span::new(at, at + joint.len()));
    let heads = text.structure.paragraphs.iter().filter(|line| starts_another(line.slice(reading))).copied();
    for span in joints.chain(heads).collect::<Vec<_>>() {
        sink.report("clean-concatenated-document", text.place(span), MESSAGE);
    }
}

/// Says whether a line heads the second or a later text of a collection: 篇二：…, 【篇3】, 范文二.
fn starts_another(line: &str) -> bool {
    let line = line.trim_start_matches(['【', '（', '(', '[']);
    if matches!(line.trim_end().trim_end_matches(['：', ':', '】', '）', ')']), "附赠" | "附送" | "附范文")
    {
        return true;
    }
    let Some(rest) = ["篇", "范文", "例文"].iter().find_map(|word| line.strip_prefix(word)) else {
        return false;
    };
    let after = rest.trim_start_matches(|c: char| gongwen_text::numeral_value(c).is_some());
    let number = gongwen_text::parse_numeral(&rest[..rest.len() - after.len()]);
    number.is_some_and(|number| (2..100).contains(&number))
        && (after.is_empty() || after.starts_with(['：', ':', '】', '）', ')', ']']))
}
