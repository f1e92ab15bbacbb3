//! The name of one document or programme in two spellings within a text.

use std::collections::BTreeMap;

use gongwen_text::{Span, is_han, numeral_value};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-inconsistent-naming";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "同一文件名称前后不一",
        explanation: "同一篇文章里，书名号中的名称只差一两个字的，多是误记或漏字，请核对是否为同一文件。",
        source: &[
            "党政机关公文处理工作条例第十九条：引用公文应当先引标题",
            "GB/T 15834-2011 4.15（书名号标示文件名称）",
        ],
        stable: true,
        good: &[
            "学习《机关档案管理规定》。落实《机关档案管理规定》。",
            "《水资源保护条例》《水资源管理条例》。",
        ],
        bad: &["学习《机关事业单位档案管理规定》。落实《机关事业单位档案管理办规定》。"],
    }],
    seeks: &[],
    run,
};

/// The shortest name that is compared, in characters.
const SHORTEST: usize = 9;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    const LONGEST: usize = 60;
    let reading = text.as_str();
    let mut names: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for at in text.places.each('《') {
        let start = at + '《'.len_utf8();
        let name =
            reading[start..].char_indices().take(LONGEST).find(|(_, c)| matches!(c, '》' | '《' | '\n'));
        let Some((len, '》')) = name else { continue };
        let name = &reading[start..start + len];
        if name.chars().count() >= SHORTEST && name.chars().all(is_han) {
            names.entry(name).or_default().push(Span::new(start, start + len));
        }
    }
    // A collection of laws names many, and near names are other laws there.
    const MOST: usize = 300;
    if names.len() > MOST {
        return;
    }
    let known: Vec<(&str, &Vec<Span>)> = names.iter().map(|(name, places)| (*name, places)).collect();
    for (at, (one, places)) in known.iter().enumerate() {
        for (other, others) in &known[at + 1..] {
            if one.len().abs_diff(other.len()) > '字'.len_utf8() || !is_slip(one, other) {
                continue;
            }
            // What is rarer, or else comes later, is the slip.
            let first = (places.len(), std::cmp::Reverse(places[0].start));
            let second = (others.len(), std::cmp::Reverse(others[0].start));
            let (right, wrong, span) =
                if first > second { (one, other, others[0]) } else { (other, one, places[0]) };
            let message = format!("《{wrong}》与文中的《{right}》只差一字，请核对是否为同一文件。");
            sink.report(ID, text.place(span), message);
        }
    }
}

/// Says whether two names differ by one character put in, or by two neighbours in another order.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let ends = short[same..].iter().rev().zip(long[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let rest = &long[same..long.len() - ends];
    match long.len() - short.len() {
        // 省道路 and 道路, 第二 and 第十二 are other things; at the very edges names are shortened on purpose.
        1 => {
            let inside = same > 0 && ends > 0 && same + ends == short.len();
            inside
                && rest.iter().all(|c| numeral_value(*c).is_none() && !"省市县区州旗总副各非不".contains(*c))
        }
        0 => {
            // 中俄 and 俄中: each side names itself first.
            let turned = same > 0 && rest.len() == 2 && short[same] == rest[1] && short[same + 1] == rest[0];
            turned && rest.iter().all(|c| numeral_value(*c).is_none())
        }
        _ => false,
    }
}
