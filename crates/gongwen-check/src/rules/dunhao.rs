//! The enumeration comma where it is not used, and the comma where it should be.

use std::sync::LazyLock;

use gongwen_text::{Span, is_han, numeral_value};
use regex::Regex;

use super::context::{after, before};
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "punct-dunhao-between-quotes",
            severity: Severity::Info,
            fix: Fix::Suggested,
            summary: "并列的引号、书名号之间用了顿号",
            explanation: "标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号；有其他成分插在中间的，宜用顿号。",
            source: &["GB/T 15834-2011 4.5.3.5"],
            stable: true,
            good: &["开展“我学我讲”“我看我评”活动。", "学习《决定》（节选）、《意见》。"],
            bad: &["开展“我学我讲”、“我看我评”活动。", "学习《决定》、《意见》《方案》。"],
        },
        Coded {
            id: "punct-dunhao-approx",
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "概数中间用了顿号",
            explanation: "相邻两个数字连用表示概数用汉字，通常不用顿号，如“三四个”；作缩略语时宜用顿号，如“一、二季度”。",
            source: &["GB/T 15834-2011 4.5.3.4", "GB/T 15835-2011 4.2.2（概数）"],
            stable: true,
            good: &[
                "每组三四个人。",
                "一、二季度运行平稳，三、四级应急响应有序。",
                "上世纪七、八十年代建成，一、二年级学生。",
                "见附件3、4个表，3、4月份，1、2号楼，分列金牌榜2、3名。",
            ],
            bad: &[
                "每组三、四个人。",
                "走访了七、八十户群众。",
                "分三、四批实施，用两、三年完成。",
                "力争3、4分钟内到达。",
            ],
        },
        Coded {
            id: "punct-dunhao-before-deng",
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "“等”字前用了顿号",
            explanation: "列举完后用“等”收尾的，最后一项与“等”之间不用点号。",
            source: &["GB/T 15834-2011 附录B.1.2"],
            stable: true,
            good: &["学习、调研、宣讲等。", "规范化、等级化管理。", "提供其他用房、等值资金。"],
            bad: &["开展学习、调研、宣讲、等活动。", "整治农村聚餐、等突出风险。"],
        },
        Coded {
            id: "punct-comma-for-dunhao",
            severity: Severity::Info,
            fix: Fix::None,
            summary: "并列词语之间用了逗号",
            explanation: "同一动词所带的并列词语之间宜用顿号，逗号会使后面的词语失去支配成分；用“等”“和”收尾的列举也是如此。",
            source: &["GB/T 15834-2011 4.5.1（顿号）"],
            stable: true,
            good: &[
                "表彰20个先进集体、30名先进个人。",
                "表彰20个先进集体，发放奖金30万元。",
                "推进道路、桥梁，通过以奖代补等方式筹资。",
                "先学《条例》，《办法》随后再学。",
                "改造传统产业部门，包括生产部门和服务部门。",
            ],
            bad: &[
                "大会表彰20个先进集体，30名先进个人。",
                "采取轮岗交流、跟班学习，挂职锻炼等方式培养干部。",
                "先后出台《实施意见》，《管理办法》等文件。",
                "落实企业主体责任，部门监管责任和属地管理责任。",
            ],
        },
    ],
    seeks: &[&BETWEEN, &AWARDS, &CLOSED, &ALIKE, &[TITLES]],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    between_quotes(text, sink);
    let reading = text.as_str();
    for at in text.places.each('、') {
        if let Some(span) = approximate(reading, at) {
            let right: String =
                span.slice(reading).chars().filter(|&c| c != '、').map(in_characters).collect();
            let message = format!("概数“{}”中间不用顿号，宜写作“{right}”。", span.slice(reading));
            sink.report("punct-dunhao-approx", text.place(span), message).replace(right);
        }
        let end = at + '、'.len_utf8();
        if reading[end..].strip_prefix('等').is_some_and(ends_list) {
            let span = text.place(Span::new(at, end));
            sink.report("punct-dunhao-before-deng", span, "“等”前不用顿号，建议删去。").replace("");
        }
    }
    if sink.wants("punct-comma-for-dunhao") {
        counted(text, sink);
        last_member(text, sink);
        titles(text, sink);
        alike(text, sink);
    }
}

/// What sums up a list.
const CLOSED: [&str; 17] = [
    "等制度",
    "等方式",
    "等形式",
    "等手段",
    "等途径",
    "等措施",
    "等活动",
    "等领域",
    "等行业",
    "等产业",
    "等项目",
    "等设施",
    "等资源",
    "等环节",
    "等内容",
    "等问题",
    "等功能",
];

/// What begins a clause of its own.
const CLAUSE: [&str; 46] = [
    "通过",
    "以",
    "与",
    "将",
    "加",
    "推",
    "强化",
    "发展",
    "甚至",
    "采",
    "按",
    "由",
    "经",
    "在",
    "对",
    "向",
    "为",
    "把",
    "用",
    "并",
    "及",
    "和",
    "他",
    "可",
    "建",
    "完善",
    "虚",
    "运用",
    "实",
    "开展",
    "积极",
    "大力",
    "进一步",
    "着力",
    "持续",
    "不断",
    "深化",
    "是",
    "包括",
    "分为",
    "培育",
    "健全",
    "落实",
    "提",
    "增",
    "优化",
];

/// Reports the comma of 轮岗交流、跟班学习，挂职锻炼等方式: what the marks before part is a list, and 等 ends it.
fn last_member(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let word = |word: &str, most: usize| {
        (2..=most).contains(&word.chars().count())
            && word.chars().all(|c| is_han(c) || matches!(c, '“' | '”'))
    };
    for (at, _) in text.places.of_all(&CLOSED) {
        let line = &reading[reading.floor_char_boundary(at.saturating_sub(90))..at];
        let Some((list, last)) = line.rsplit_once('，') else { continue };
        let Some((_, member)) = list.rsplit_once('、') else { continue };
        let own = CLAUSE.iter().any(|word| last.starts_with(word)) || member.contains(['的', '了', '等']);
        if word(last, 6) && word(member, 6) && !own && !last.contains('的') {
            let comma = at - last.len() - '，'.len_utf8();
            report_comma(text, comma, "并列的词语之间宜用顿号，请核对。", "、", sink);
        }
    }
}

/// Nouns that end the members of a list, with the comma after the first.
const ALIKE: [&str; 16] = [
    "责任，",
    "制度，",
    "机制，",
    "体系，",
    "能力，",
    "意识，",
    "队伍，",
    "组织，",
    "资金，",
    "人员，",
    "单位，",
    "部门，",
    "资源，",
    "精神，",
    "作风，",
    "纪律，",
];

/// Reports the comma of 主体责任，监管责任和属地责任: what follows it are members that end alike.
fn alike(text: &Text<'_>, sink: &mut Sink<'_>) {
    const MOST: usize = 72;
    let reading = text.as_str();
    for (at, end) in text.places.of_all(&ALIKE) {
        let noun = end.trim_end_matches('，');
        let rest = &reading[at + end.len()..];
        let rest = &rest[..rest.floor_char_boundary(MOST)];
        let short = |member: &str| (2..=6).contains(&member.chars().count()) && member.chars().all(is_han);
        let Some((second, rest)) = rest.split_once(noun) else { continue };
        let Some((third, _)) = rest.strip_prefix(['和', '与']).and_then(|rest| rest.split_once(noun))
        else {
            continue;
        };
        let own = |member: &str| CLAUSE.iter().any(|word| member.starts_with(word));
        if short(second) && short(third) && !own(second) && !own(third) {
            let comma = at + noun.len();
            report_comma(text, comma, "并列的词语之间宜用顿号，请核对。", "、", sink);
        }
    }
}

/// Reports the comma at a byte.
fn report_comma(text: &Text<'_>, comma: usize, message: &str, right: &str, sink: &mut Sink<'_>) {
    let span = text.place(Span::new(comma, comma + '，'.len_utf8()));
    sink.report("punct-comma-for-dunhao", span, message).suggest(right);
}

/// What stands between two titles that a comma parts.
const TITLES: &str = "》，《";

/// Reports the comma of 出台《…》，《…》等 and 出台《…》，《…》。
fn titles(text: &Text<'_>, sink: &mut Sink<'_>) {
    const MOST: usize = 120;
    let reading = text.as_str();
    for &at in text.places.of(TITLES) {
        let comma = at + '》'.len_utf8();
        let rest = &reading[at + TITLES.len()..];
        let Some(end) = rest.find(['》', '\n']).filter(|&end| end <= MOST && rest[end..].starts_with('》'))
        else {
            continue;
        };
        if rest[end + '》'.len_utf8()..].starts_with(['等', '。', '；']) {
            report_comma(text, comma, "并列的书名号之间不用逗号，请核对。", "", sink);
        }
    }
}

/// Reports counted things after one verb that commas part.
fn counted(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut done = 0;
    for (at, verb) in text.places.of_all(&AWARDS) {
        let numbered = reading[at + verb.len()..].starts_with(|c: char| c.is_ascii_digit());
        if at < done || !numbered {
            continue;
        }
        let end = reading[at..].find(['。', '；', '\n']).map_or(reading.len(), |len| at + len);
        let sentence = &reading[at..reading.ceil_char_boundary((end + 1).min(reading.len()))];
        let Some(hit) = COUNTED.captures(sentence).and_then(|groups| groups.name("hit")) else { continue };
        done = at + hit.end();
        let span = text.place(Span::new(at + hit.start(), done));
        sink.report("punct-comma-for-dunhao", span, "并列的宾语之间宜用顿号，请核对。");
    }
}

/// What stands between two quotations or titles that a comma parts.
const BETWEEN: [&str; 2] = ["”、“", "》、《"];

/// Reports `”、“` and `》、《`; neighbours are one finding.
fn between_quotes(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut chains: Vec<(Span, Vec<usize>)> = Vec::new();
    for (pattern, (open, close)) in BETWEEN.into_iter().zip([('“', '”'), ('《', '》')]) {
        let first = chains.len();
        for &at in text.places.of(pattern) {
            let mark = at + close.len_utf8();
            // A quotation that its line does not hold whole ends with the line.
            let line_start = reading[..at].rfind('\n').map_or(0, |end| end + 1);
            let start = reading[line_start..at].rfind(open).map_or(at, |offset| line_start + offset);
            let next = mark + '、'.len_utf8();
            let end = reading[next..].find([close, '\n']).map_or(next, |len| next + len);
            let end = end + after(reading, end).filter(|&c| c == close).map_or(0, char::len_utf8);
            match chains.get_mut(first..).and_then(<[_]>::last_mut) {
                Some((span, marks)) if span.end == mark => {
                    span.end = end;
                    marks.push(mark);
                }
                _ => chains.push((Span::new(start, end.min(reading.len())), vec![mark])),
            }
        }
    }
    for (span, marks) in chains {
        let name = if span.slice(reading).starts_with('《') { "书名号" } else { "引号" };
        let right = span.slice(reading).replace("”、“", "”“").replace("》、《", "》《");
        let delete = |at: &usize| Edit {
            span: text.place(Span::new(*at, at + '、'.len_utf8())),
            text: String::new(),
        };
        let edits = marks.iter().map(delete).collect();
        sink.report(
            "punct-dunhao-between-quotes",
            text.place(span),
            format!("并列的{name}之间通常不用顿号。"),
        )
        .suggest(right)
        .edits(edits);
    }
}

/// Returns 三、四 of 三、四个, when it says about how many.
fn approximate(text: &str, at: usize) -> Option<Span> {
    const UNITS: &str = "个天名人里米岁户次遍家亩斤年";
    /// Those that with 一、二 are counted, not guessed.
    const OTHERS: &str = "批所项种类条台套场件份篇座栋间处辆艘片块本吨层元倍成支组公小部首幅期轮";
    /// Those that tell figures that are guessed from numbers of things.
    const MEASURED: &str = "分小天个名人里岁户次家亩斤公年";
    let (first, second) = (before(text, at)?, after(text, at + '、'.len_utf8())?);
    let figures = first.is_ascii_digit() && second.is_ascii_digit();
    let value = |c: char| numeral_value(c).filter(|value| (1..=9).contains(value) && (is_han(c) || figures));
    if value(first)? + 1 != value(second)? {
        return None;
    }
    let start = at - first.len_utf8();
    let end = at + '、'.len_utf8() + second.len_utf8();
    // 第三、四个, 一、二、三, 十一、二 and numbers of headings
    let own = before(text, start).is_some_and(|c| {
        is_han(c)
            && numeral_value(c).is_none()
            && !matches!(c, '第' | '初' | '周' | '高' | '列' | '获' | '居' | '榜' | '赛')
            && !(figures && "件表图款条项题注号类组".contains(c))
    });
    let mut next = text[end..].chars();
    let first_unit = next.next()?;
    let unit = if matches!(first_unit, '十' | '百' | '千' | '万') { next.next()? } else { first_unit };
    let counts = UNITS.contains(unit) || value(first)? > 1 && OTHERS.contains(unit);
    // 五、六十年代, 一、二年级, 二、三类苗, 四、五条规定
    let counts = if figures { first != '1' && MEASURED.contains(first_unit) } else { counts };
    let listed = ["代", "级", "苗", "规定", "中"].iter().any(|noun| next.as_str().starts_with(noun));
    (own && counts && !listed).then(|| Span::new(start, end))
}

/// Returns a figure as a Han numeral, and what is none as it is.
fn in_characters(c: char) -> char {
    let value = c.to_digit(10).and_then(|value| usize::try_from(value).ok());
    value.and_then(|value| "〇一二三四五六七八九".chars().nth(value)).unwrap_or(c)
}

/// Says whether 等 before `rest` ends a list and begins no longer word: 等级, 等待, 等额, 等值, 等等.
fn ends_list(rest: &str) -> bool {
    const LONGER: &str =
        "等级待候于同额次分外闲式距比价号离位势腰温量积边速差高值效身因压长角幅到着我你他她客";
    rest.chars().next().is_none_or(|c| !LONGER.contains(c))
}

/// Verbs before what is awarded.
const AWARDS: [&str; 7] = ["授予", "表彰", "命名", "评选出", "推荐", "选树", "表扬"];

/// Counted things after one verb, parted by commas.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    let thing = r"[0-9]{1,4}(?:个|名|家|位)[^，。；：、\n0-9]{2,12}";
    let pattern = format!("^(?:{})(?P<hit>{thing}(?:，{thing})+)[。；，]", AWARDS.join("|"));
    Regex::new(&pattern).expect("the pattern is a constant")
});
