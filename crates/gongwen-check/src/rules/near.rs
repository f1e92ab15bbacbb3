//! A word said twice near each other in one breath: 富有特色的教育特色活动.

use gongwen_text::{Span, is_han};

use super::context::{after, before, clause_after};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "style-near-repetition";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "同一词语近距离重复",
        explanation: "同一小句里定语和中心语重复同一个词（富有特色的教育特色活动），同一形容词隔几个字又加“最”重现，或者相邻两个数目前用同一个动词，多可精简或换一种说法；有意对举的不在此列。",
        source: &["党政机关公文处理工作条例第十九条：文字精练"],
        stable: true,
        good: &[
            "打造富有水乡特色的教育品牌。",
            "负责档案工作的人员参加工作会议。",
            "实行最严格的考核和最严格的问责。",
            "全年举办培训班12期，培训骨干860人次。",
        ],
        bad: &[
            "用活富有水乡特色的廉洁特色资源。",
            "把作风过硬、纪律严格作为队伍建设最严格的标尺。",
            "全年共检查门店120家，检查360人次。",
        ],
    }],
    seeks: &[OF_NOUNS, MOST],
    run,
};

/// Nouns that name no thing of their own, with the 的 that makes them part of an attribute.
const OF_NOUNS: &[&str] = &[
    "特色的",
    "优势的",
    "作用的",
    "成效的",
    "水平的",
    "能力的",
    "机制的",
    "体系的",
    "模式的",
    "亮点的",
    "品牌的",
    "氛围的",
    "导向的",
    "意识的",
    "举措的",
    "内容的",
    "形式的",
    "方式的",
    "重点的",
    "理念的",
    "成果的",
    "效果的",
    "经验的",
    "精神的",
    "力量的",
    "环境的",
    "格局的",
    "平台的",
    "载体的",
    "抓手的",
    "目标的",
    "要求的",
];

/// What a text calls the most.
const MOST: &[&str] = &[
    "最鲜明",
    "最突出",
    "最重要",
    "最显著",
    "最广泛",
    "最深刻",
    "最直接",
    "最关键",
    "最根本",
    "最紧迫",
    "最迫切",
    "最普遍",
    "最强烈",
    "最严格",
    "最坚决",
    "最扎实",
    "最生动",
    "最有力",
    "最有效",
    "最深入",
    "最集中",
    "最坚强",
    "最优秀",
    "最先进",
];

/// Two Han characters of three bytes each.
const WORD: usize = 6;
/// The most characters between a word and its return.
const NEAR: usize = 8;
const FAR: usize = 16;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if sink.wants(ID) {
        attributes(text, sink);
        superlatives(text, sink);
        amounts(text, sink);
    }
}

/// 富有水乡特色的廉洁特色资源: the noun of the attribute returns before another.
fn attributes(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, noun) in text.places.of_all(OF_NOUNS) {
        let (word, from) = (&noun[..WORD], at + noun.len());
        let rest = clause_after(reading, from).slice(reading);
        let Some(between) = rest.find(word) else { continue };
        let end = from + between + WORD;
        let is_coordinated =
            rest[..between].contains(['和', '与', '及', '或', '同', '对', '并', '以', '为', '是']);
        let goes_on = after(reading, end).is_some_and(is_han);
        if between > 0 && rest[..between].chars().count() <= NEAR && !is_coordinated && goes_on {
            report(text, Span::new(at, end), word, sink);
        }
    }
}

/// 纪律严格作为队伍建设最严格的标尺.
fn superlatives(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for (at, most) in text.places.of_all(MOST) {
        let word = &most["最".len()..];
        let passed = reading[..at].char_indices().rev().take(FAR + 2).take_while(|&(_, c)| is_han(c));
        let Some(from) = passed.last().map(|(from, _)| from) else { continue };
        // Right before it the two are one emphasis.
        let Some(first) = reading[from..at].rfind(word).map(|first| from + first) else { continue };
        if at - first > 2 * WORD && !matches!(before(reading, first), Some('最' | '更')) {
            report(text, Span::new(first, at + most.len()), word, sink);
        }
    }
}

/// 检查门店120家，检查360人次: the verb of an amount at the beginning of one clause and of the next.
fn amounts(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for pair in text.places.figures.windows(2) {
        let [before_it, figure] = pair else { continue };
        let Some(verb) = figure.start.checked_sub(WORD).and_then(|at| reading.get(at..figure.start)) else {
            continue;
        };
        let Some(unit) = reading.get(before_it.end..figure.start - WORD) else { continue };
        let Some(unit) = unit.strip_suffix(['，', ',', '、']) else { continue };
        if !verb.chars().all(is_han) || !(1..=3).contains(&unit.chars().count()) || !unit.chars().all(is_han)
        {
            continue;
        }
        // From the mark before it to the first figure: 全年共检查门店.
        let head = &reading[..before_it.start];
        let begin = head.char_indices().rev().take(FAR).take_while(|&(_, c)| is_han(c) || c.is_ascii_digit());
        let Some(begin) = begin.last().map(|(begin, _)| begin) else { continue };
        let Some(first) = reading[begin..before_it.start].find(verb).map(|first| begin + first) else {
            continue;
        };
        if reading[begin..first]
            .chars()
            .all(|c| "今去全本上下半年月来共计累已先后总".contains(c) || c.is_ascii_digit())
        {
            report(text, Span::new(first, figure.end), verb, sink);
        }
    }
}

fn report(text: &Text<'_>, span: Span, word: &str, sink: &mut Sink<'_>) {
    let message = format!("“{word}”在近处重复，可酌情精简或换一种说法。");
    sink.report(ID, text.place(span), message);
}
