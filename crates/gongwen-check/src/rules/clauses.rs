//! A clause that the next one says again with a few words before it: 形式单一，党日活动形式单一.

use gongwen_text::{Span, clauses};
use rustc_hash::FxHashMap;

use super::context::has_han;
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
    if text.has_articles() {
        return;
    }
    let reading = text.as_str();
    // The clauses of the paragraph so far.
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    let mut last = Span::empty(0);
    for span in clauses(reading) {
        let before = std::mem::replace(&mut last, span);
        if reading[before.end..span.start].contains('\n') {
            seen.clear();
        }
        again(text, span, &mut seen, sink);
        beside(text, before, span, sink);
    }
}

/// Reports a clause that stands in the paragraph before, with others between.
fn again<'t>(text: &Text<'t>, clause: Span, seen: &mut FxHashMap<&'t str, Span>, sink: &mut Sink<'_>) {
    let words = clause.slice(text.as_str()).trim_end_matches(['，', '；', '。']);
    if !has_han(words, SHORTEST_APART) || words.contains(['“', '”', '：', '？', '！']) {
        return;
    }
    let span = Span::new(clause.start, clause.start + words.len());
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

/// Reports a clause that says the one before it again.
fn beside(text: &Text<'_>, before: Span, span: Span, sink: &mut Sink<'_>) {
    const MARKS: [char; 4] = ['，', '；', '。', '！'];
    let reading = text.as_str();
    let (first, second) = (before.slice(reading), span.slice(reading));
    let joined = first.ends_with(['，', '；']) && before.end == span.start;
    let (first, second) = (first.trim_end_matches(MARKS), second.trim_end_matches(MARKS));
    let Some(more) = second.strip_suffix(first).filter(|_| joined) else { return };
    let long = has_han(first, SHORTEST);
    if long && more.chars().count() <= MORE && !OTHER.iter().any(|other| more.contains(other)) {
        let message = format!("“{second}”与前一分句重复，请核对是否删去其一。");
        sink.report(ID, text.place(Span::new(span.start, span.start + second.len())), message)
            .related([text.place(before)]);
    }
}
