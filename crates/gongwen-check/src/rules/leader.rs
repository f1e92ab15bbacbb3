//! The leader's name where a standing wording has it: 习近平新时代中国特色社会主义思想, the first 总书记 of a document.

use std::cell::LazyCell;

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::marks::{head, in_quotation, tail};
use crate::rule::{Coded, Group};
use crate::sink::{Draft, Sink};
use crate::text::Text;

const MISSING: &str = "formula-missing-leader-name";
const FIRST: &str = "leader-first-mention-full";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: MISSING,
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "固定表述中领导人姓名缺失或受损",
            explanation: "“习近平新时代中国特色社会主义思想”“习近平文化思想”等固定表述必须写全，姓名不可略去、遮盖，也不插入职务。引述习近平总书记本人讲话时，原文不冠名，不在此列。",
            source: &["党的十九大党章修正案：习近平新时代中国特色社会主义思想", "提法词库：各项思想的全称"],
            stable: true,
            good: &[
                "深入学习贯彻习近平新时代中国特色社会主义思想。",
                "习近平总书记指出，要以新时代中国特色社会主义思想为指导，开拓前进。",
                "发展先进文化思想，繁荣文艺创作。",
            ],
            bad: &[
                "全局上下深入学习总书记新时代中国特色社会主义思想。",
                "坚持以习xx同志新时代中国特色社会主义思想为指导。",
                "认真领会总书记生态文明思想。",
            ],
        },
        Coded {
            id: FIRST,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "首次提及总书记未写全称",
            explanation: "文中首次提及时写“习近平总书记”，其后可以简称“总书记”。",
            source: &["新华社《新闻报道中领导人称谓》通例", "中央文件行文通例"],
            stable: true,
            good: &["学习习近平总书记重要讲话，牢记总书记关于“三农”的嘱托。"],
            bad: &["认真学习总书记关于防灾减灾的重要指示。"],
        },
    ],
    seeks: &[&[DOCTRINE, NAMED, LEADER, TITLE], &BRANCHES],
    run,
};

/// The doctrine that only the leader himself, or who reports his words, names without him.
const DOCTRINE: &str = "新时代中国特色社会主义思想";
/// The same with him.
const NAMED: &str = "习近平新时代中国特色社会主义思想";
const LEADER: &str = "习近平";
const TITLE: &str = "总书记";
/// Doctrines whose name begins with the leader's; without it their words may mean anything.
const BRANCHES: [&str; 6] = ["文化思想", "经济思想", "法治思想", "外交思想", "强军思想", "生态文明思想"];
/// What stands in the place of the name, the longest first; 〓 is what a reading has for masks.
const DAMAGED: [&str; 12] = [
    "习近平总书记",
    "习近平〓同志",
    "习近平同志",
    "习近平〓",
    "习〓同志",
    "习总书记",
    "习〓",
    "〓同志",
    "〓总书记",
    "总书记",
    "〓〓",
    "〓",
];
/// Verbs of saying, whoever speaks.
const SAYING: [&str; 10] =
    ["指出", "强调", "号召", "寄语", "希望", "认为", "表示", "讲道", "勉励", "会议提出"];
/// Offices of others whose words are reported.
const OFFICES: [&str; 9] = [
    "政治局常委",
    "政治局委员",
    "政协主席",
    "委员长",
    "副总理",
    "书记处书记",
    "国务委员",
    "国家副主席",
    "省委书记",
];
/// What else is his words where he is named before.
const HIS: [&str; 7] = ["要求", "讲话", "提出", "嘱托", "指示", "批示", "报告"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let own_words = LazyCell::new(|| is_leaders_own(reading));
    let named = !text.places.of(NAMED).is_empty();
    for &at in text.places.of(DOCTRINE) {
        let before = &reading[..at];
        let founding = before.ends_with("形成了")
            || before.ends_with("创立")
            || before.ends_with("创立了")
            || before.ends_with("总书记是");
        if let Some(damage) = DAMAGED.into_iter().find(|damage| before.ends_with(damage)) {
            report(text, sink, Span::new(at - damage.len(), at + DOCTRINE.len()), DOCTRINE);
        } else if !before.ends_with(LEADER) && !*own_words && !founding && !is_reported(reading, at) {
            let draft = report(text, sink, Span::new(at, at + DOCTRINE.len()), DOCTRINE);
            if !named {
                // A speech of his whose byline is lost never names him.
                draft.at_most(Severity::Warning);
            }
        }
    }
    for branch in BRANCHES {
        for &at in text.places.of(branch) {
            let before = &reading[..at];
            let damage = DAMAGED.into_iter().filter(|damage| !damage.starts_with('〓'));
            if let Some(damage) = damage.into_iter().find(|damage| before.ends_with(damage)) {
                report(text, sink, Span::new(at - damage.len(), at + branch.len()), branch);
            }
        }
    }
    first_mention(text, sink);
}

fn report<'s>(text: &Text<'_>, sink: &'s mut Sink<'_>, span: Span, doctrine: &str) -> Draft<'s> {
    let right = format!("习近平{doctrine}");
    let found = span.slice(text.as_str());
    let message = format!("“{found}”中领导人姓名缺失或受损，固定表述为“{right}”。");
    sink.report(MISSING, text.place(span), message).replace(right)
}

/// Says whether the text is signed by the leader: his own speech does not name him.
fn is_leaders_own(reading: &str) -> bool {
    let mut lines = reading.lines().filter(|line| !line.trim().is_empty()).take(6);
    lines.any(|line| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        line == "习近平" || line.starts_with("习近平：") || line.ends_with("）习近平")
    })
}

/// Says whether the place reports what was said: in quotation marks, or after a verb of saying in the same paragraph.
fn is_reported(reading: &str, at: usize) -> bool {
    if in_quotation(reading, at) {
        return true;
    }
    let before = tail(&reading[..at], 3000);
    let paragraph = before.rsplit('\n').next().unwrap_or(before);
    let after = head(&reading[at..], 900).split('\n').next().unwrap_or_default();
    // Whose words: the leader is named in the paragraph, and what follows says so; or somebody has spoken of whom only he is meant.
    let names = ["习近平", "总书记", "习主席"].iter().filter_map(|name| paragraph.find(name)).min();
    let he = ["他强调", "他指出", "他表示"].iter().filter_map(|words| paragraph.find(words)).min();
    // 全国政协主席某某出席并讲话。他强调: of whom the paragraph has spoken with an office, and not of the leader.
    let he = he.filter(|&he| {
        let introduced = names.is_none_or(|name| name > he)
            && OFFICES.iter().any(|office| paragraph[..he].contains(office));
        !introduced
    });
    let named = names.into_iter().chain(he).min();
    named.is_some_and(|at| SAYING.iter().any(|verb| paragraph[at..].contains(verb)))
        || named.is_some_and(|at| {
            let sentence = paragraph.rfind(['。', '！', '？']).map_or(0, |end| end + '。'.len_utf8());
            HIS.iter().any(|noun| paragraph[at.max(sentence)..].contains(noun)) && at >= sentence
        })
        || ["他强调", "他指出", "习近平强调", "习近平指出"].iter().any(|words| after.contains(words))
}

/// What follows 总书记 where the leader is meant.
const FOLLOWING: [&str; 21] = [
    "关于", "在", "的", "对", "历次", "重要", "系列", "视察", "指出", "强调", "考察", "指引", "嘱托", "曾",
    "深刻", "深情", "多次", "反复", "亲自", "号召", "寄语",
];

/// Says whether a name is that of the leader, and not part of that of a doctrine.
fn is_himself(reading: &str, at: usize) -> bool {
    let rest = &reading[at + LEADER.len()..];
    !rest.starts_with(DOCTRINE) && !BRANCHES.iter().any(|branch| rest.starts_with(branch))
}

fn first_mention(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(FIRST) {
        return;
    }
    let reading = text.as_str();
    let Some(&at) = text.places.of(TITLE).first() else { return };
    let end = at + TITLE.len();
    let before = &reading[..at];
    let another = [
        "平", "民", "涛", "邦", "阳", "央", "共", "党", "任", "席", "为", "会", "〓", "前", "越", "老", "朝",
    ];
    let short_name = before.ends_with('习') && !before.ends_with("学习");
    if short_name
        || another.iter().any(|last| before.ends_with(last))
        || text
            .places
            .of(LEADER)
            .iter()
            .take_while(|&&leader| leader < at)
            .any(|&leader| is_himself(reading, leader))
    {
        return;
    }
    let paragraph = head(&reading[at..], 600).split('\n').next().unwrap_or_default();
    if !paragraph.contains(['。', '；', '，'])
        || in_quotation(reading, at)
        || !FOLLOWING.iter().any(|next| reading[end..].starts_with(next))
    {
        return;
    }
    let span = Span::new(at, end);
    sink.report(FIRST, text.place(span), "文中首次提及宜写全称“习近平总书记”。").replace("习近平总书记");
}
