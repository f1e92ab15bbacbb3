//! Texts that a machine has rewritten word by word: standing words in clothes that nobody wears.

use std::collections::BTreeMap;

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group, firsts};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "spun-text-score";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "文稿疑经机器改写",
        explanation: "固定词语被逐词换成近义词（“改革开放”成了“鼎新开放”，“活动”成了“勾当”），多是用改写工具处理过的稿子；文中有两处以上的，全篇提示一次，请对照原稿通读。",
        source: &["党政机关公文处理工作条例第十九条：表述准确，文字精练", "提法词库：被替换词语的通行写法"],
        stable: true,
        good: &["坚持改革开放，推动高质量发展，开展主题党日活动。", "严厉打击非法勾当。"],
        bad: &["坚持鼎新开放，推动高质量成长，开展主题党日勾当。"],
    }],
    seeks: &[&SEEKS],
    run,
};

/// What rewriting makes of standing words, with the words.
const SPUN: [(&str, &str); 44] = [
    ("鼎新开放", "改革开放"),
    ("全面深化鼎新", "全面深化改革"),
    ("体系体例", "体制"),
    ("高质量成长", "高质量发展"),
    ("科学成长观", "科学发展观"),
    ("可持续成长", "可持续发展"),
    ("成长理念", "发展理念"),
    ("经济社会成长", "经济社会发展"),
    ("立异驱动", "创新驱动"),
    ("立异成长", "创新发展"),
    ("科技立异", "科技创新"),
    ("中国特点社会主义", "中国特色社会主义"),
    ("社会主义当代化", "社会主义现代化"),
    ("中国式当代化", "中国式现代化"),
    ("主题党日勾当", "主题党日活动"),
    ("主题勾当", "主题活动"),
    ("实践勾当", "实践活动"),
    ("开展勾当", "开展活动"),
    ("党建事情", "党建工作"),
    ("事情报告", "工作报告"),
    ("当局事情", "政府工作"),
    ("事情会议", "工作会议"),
    ("事情方案", "工作方案"),
    ("事情计划", "工作计划"),
    ("事情机制", "工作机制"),
    ("事情作风", "工作作风"),
    ("带领干部", "领导干部"),
    ("带领班子", "领导班子"),
    ("党的带领", "党的领导"),
    ("政治认识、大局认识", "政治意识、大局意识"),
    ("看齐认识", "看齐意识"),
    ("“四个认识”", "“四个意识”"),
    ("“四个自傲”", "“四个自信”"),
    ("文化自傲", "文化自信"),
    ("构造生活会", "组织生活会"),
    ("下层党构造", "基层党组织"),
    ("党构造", "党组织"),
    ("党的扶植", "党的建设"),
    ("思想扶植", "思想建设"),
    ("作风扶植", "作风建设"),
    ("步队扶植", "队伍建设"),
    ("文明扶植", "文明建设"),
    ("人民公众", "人民群众"),
    ("党员步队", "党员队伍"),
];

const SEEKS: [&str; SPUN.len()] = firsts(&SPUN);

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let places_of = |word: usize| text.places.of(SEEKS[word]).iter().map(move |&at| (at, word));
    let mut found: Vec<(usize, usize)> = (0..SEEKS.len()).flat_map(places_of).collect();
    // Of those that begin at one place the longest, and none inside another.
    found.sort_by_key(|&(at, word)| (at, std::cmp::Reverse(SEEKS[word].len())));
    let mut places: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let mut end = 0;
    for (at, word) in found {
        if at >= end {
            end = at + SEEKS[word].len();
            places.entry(word).or_default().push(Span::new(at, end));
        }
    }
    // One word may be a slip or a name.
    if places.len() < 2 {
        return;
    }
    let mut all: Vec<Span> = places.values().flatten().copied().collect();
    all.sort_by_key(|span| span.start);
    let shown: Vec<String> = places
        .keys()
        .take(3)
        .map(|&word| format!("“{}”（通行写法“{}”）", SPUN[word].0, SPUN[word].1))
        .collect();
    let message =
        format!("文中有{}处词语不合通行写法，如{}，疑经机器改写，请通读核对。", all.len(), shown.join("、"));
    let places = all.iter().skip(1).map(|span| text.place(*span));
    sink.report(ID, text.place(all[0]), message).related(places).occurrences(all.len());
}
