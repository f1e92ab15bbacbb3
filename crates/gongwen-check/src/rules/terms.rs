//! A term that one document says once with another word: 机关品牌 throughout, 机构品牌 in one place.

use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "term-inconsistent";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "同一术语在文中用词不一",
        explanation: "同一篇文章反复使用的术语，有一处换成了近义词（通篇“机关品牌”，一处“机构品牌”），多为改写、录入所致，请核对并统一。",
        source: &["党政机关公文处理工作条例第十九条：表述准确"],
        stable: false,
        good: &[
            "建设机关文化。弘扬机关文化。丰富机关文化。培训机构共三家。",
            "抓好机关文化。机构改革稳步推进。",
        ],
        bad: &["建设机关文化。弘扬机关文化。丰富机关文化，机关干部带头。机构文化焕然一新。"],
    }],
    seeks: &[OTHERS],
    run,
};

/// The words that stand in for those of [`USUAL`], in the same order.
const OTHERS: &[&str] = &[
    "机构", "民众", "风格", "团队", "思维", "精力", "牌子", "会员", "底层", "分部", "干事", "学说", "教导",
    "榜样", "监视", "革新", "效劳", "带领", "宣扬", "研习",
];
const USUAL: &[&str] = &[
    "机关", "群众", "作风", "队伍", "思想", "精神", "品牌", "党员", "基层", "支部", "干部", "理论", "教育",
    "示范", "监督", "创新", "服务", "引领", "宣传", "学习",
];

/// A document that says the other word more often means something of its own by it.
const SELDOM: usize = 2;
/// How often a document has to say the term itself.
const OFTEN: usize = 3;
/// Two Han characters of three bytes each.
const WORD: usize = 6;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (other, usual) in OTHERS.iter().zip(USUAL) {
        let places = text.places.of(other);
        if places.is_empty() || places.len() > SELDOM {
            continue;
        }
        for &at in places {
            let behind =
                neighbour(reading, at + WORD, at + 2 * WORD).map(|word| (word, format!("{usual}{word}")));
            let ahead = at.checked_sub(WORD).and_then(|from| neighbour(reading, from, at));
            let ahead = ahead.map(|word| (word, format!("{word}{usual}")));
            let is_term = |(_, term): &(&str, String)| reading.matches(term.as_str()).count() >= OFTEN;
            let (span, term) = match (behind.filter(is_term), ahead.filter(is_term)) {
                (Some((_, term)), _) => (Span::new(at, at + 2 * WORD), term),
                (None, Some((_, term))) => (Span::new(at - WORD, at + WORD), term),
                (None, None) => continue,
            };
            let message = format!("“{}”在文中多处写作“{term}”，请核对是否应当统一。", span.slice(reading));
            sink.report(ID, text.place(span), message);
        }
    }
}

/// Returns the two characters of a range, when they can be a word of a term.
fn neighbour(reading: &str, from: usize, to: usize) -> Option<&str> {
    let word = reading.get(from..to)?;
    let is_part = |c| {
        is_han(c)
            && !"的地得和与及或在从向对把被将为是有了着过不也都就而且之其各这那该应可以依按由所并".contains(c)
    };
    (word.chars().count() == 2 && word.chars().all(is_part)).then_some(word)
}
