//! A clause that the next one says again with a few words before it: 形式单一，党日活动形式单一.

use gongwen_text::{Heading, NumberStyle, Span, clauses, is_han};
use rustc_hash::FxHashMap;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "dup-clause";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "前后两个分句重复",
        explanation: "后一个分句把前一个分句原样又说一遍，或者只在前面添了几个字，或者同一段里隔几句又说一遍，多为改稿时没有删净；“或者……”“也……”一类有意的重复和法规条文不在此列。",
        source: &["党政机关公文处理工作条例第十九条：文字精练"],
        stable: true,
        good: &[
            "隐瞒、谎报、缓报灾情，或者授意他人隐瞒、谎报、缓报灾情。",
            "脱贫攻坚需要久久为功的韧劲，乡村振兴同样需要久久为功的韧劲。",
            "要讲政治，党员更要讲政治。",
        ],
        bad: &[
            "活动形式比较单一，主题党日活动形式比较单一，吸引力不强。",
            "要切实加强组织领导，要切实加强组织领导，确保按期完成。",
            "保持食品处理区清洁卫生，定期维护“三防”设施，生熟分开，保持食品处理区清洁卫生。",
        ],
    }],
    seeks: &[],
    run,
};

/// The shortest clause that nobody says twice in one paragraph, in Han characters.
const SHORTEST_APART: usize = 9;

/// Reports clauses that stand twice in one paragraph with others between them.
fn again(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    for paragraph in &text.structure.paragraphs {
        seen.clear();
        for clause in clauses(paragraph.slice(reading)) {
            let span = Span::new(paragraph.start + clause.start, paragraph.start + clause.end);
            let words = span.slice(reading).trim_end_matches(['，', '；', '。']);
            let quoted = words.contains(['“', '”', '：', '？', '！']);
            if words.len() < 3 * SHORTEST_APART
                || quoted
                || words.chars().filter(|&c| is_han(c)).count() < SHORTEST_APART
            {
                continue;
            }
            let span = Span::new(span.start, span.start + words.len());
            match seen.get(words) {
                Some(first) if first.end + 6 < span.start => {
                    let message = format!("“{words}”在本段前文已说过，请核对是否删去其一。");
                    let draft = sink.report(ID, text.place(span), message).at_most(Severity::Info);
                    draft.related([text.place(*first)]);
                }
                Some(_) => {}
                None => {
                    seen.insert(words, span);
                }
            }
        }
    }
}

/// The shortest clause that nobody says twice on purpose, in Han characters.
const SHORTEST: usize = 7;
/// The most characters that the second has more than the first.
const MORE: usize = 10;
/// What says that the second is another case.
const OTHER: [&str; 17] = [
    "或", "也", "同样", "都", "更", "才", "就", "不", "未", "并", "还", "又", "是", "可以", "应", "比", "则",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let is_article =
        |heading: &Heading| heading.number.is_some_and(|number| number.style == NumberStyle::Article);
    if text.structure.headings.iter().any(is_article) {
        return;
    }
    again(text, sink);
    let mut last = Span::empty(0);
    for span in clauses(reading) {
        let before = std::mem::replace(&mut last, span);
        let marks: &[char] = &['，', '；', '。', '！'];
        let (first, second) = (before.slice(reading), span.slice(reading));
        let joined = first.ends_with(['，', '；']) && before.end == span.start;
        let (first, second) = (first.trim_end_matches(marks), second.trim_end_matches(marks));
        let Some(more) = second.strip_suffix(first).filter(|_| joined) else { continue };
        let long = first.chars().filter(|&c| is_han(c)).count() >= SHORTEST;
        if long && more.chars().count() <= MORE && !OTHER.iter().any(|other| more.contains(other)) {
            let message = format!("“{second}”与前一分句重复，请核对是否删去其一。");
            sink.report(ID, text.place(Span::new(span.start, span.start + second.len())), message)
                .related([text.place(before)]);
        }
    }
}
