//! A standing phrase of which one character differs: 为基层减赋, 中国特色现代化企业制度.
//!
//! The rest of the phrase vouches for it. A character of like sound or look is a slip in any phrase; another one, or one
//! missing or too many, is one where good texts never vary the wording.

use gongwen_segment::traditional_share;
use gongwen_text::{Span, is_han, numeral_value};

use crate::alike::{is_alike, is_either};
use crate::finding::{Fix, Severity};
use crate::rule::Coded;
use crate::sink::Sink;
use crate::text::Text;
use crate::wordings::Near;

const ID: &str = "formula-near-phrase";

pub(super) const RULE: Coded = Coded {
    id: ID,
    severity: Severity::Warning,
    fix: Fix::Suggested,
    summary: "固定表述有一字之差",
    explanation: "固定表述多一字、少一字、换一字，往往是误记或录入之误；确系另有所指的，可以不改。",
    source: &["提法词库：各条的完整写法", "公开文本中从无异文的写法"],
    stable: true,
    good: &["坚持总体国家安全观，统筹发展和安全。", "营造市场化、法治化、国际化一流营商环境。"],
    bad: &[
        "坚定不移走中国特色解决民族问题正确的道路。",
        "整治形式主义为基层减赋。",
        "完善中国特色现代化企业制度。",
        "深刻领悟“两个确立”的决定意义。",
    ],
};

/// Characters that are added or left out freely.
const FREE: &str = "的了着在把和与各将是为以所就都也还对要中上下并不有新再更及其等好地走年大一曾应处从向";

/// How long a phrase is that vouches for any character in it and for those at its ends, in characters.
const LONG: usize = 7;

/// Reports what is nearly a standing phrase and returns where in the reading it stands.
pub(super) fn run(text: &Text<'_>, sink: &mut Sink<'_>) -> Vec<Span> {
    let mut reported: Vec<Span> = Vec::new();
    if !sink.wants(ID) {
        return reported;
    }
    let reading = text.as_str();
    text.wordings.index(text.lexicon).near(reading, |near| {
        let is_new = reported.iter().rev().take(4).all(|other| !other.contains(near.differing.start));
        if !is_new
            || !is_slip(reading, near)
            || text.is_sought(near.differing.start)
            || sink.has("formula-enumeration", text.place(near.differing))
        {
            return;
        }
        let (found, right) = (near.span.slice(reading), near.phrase);
        let message = if near.differing.len() > 3 {
            format!("“{found}”与固定表述“{right}”语序不同，请核对。")
        } else {
            format!("“{found}”与固定表述“{right}”有一字之差，请核对。")
        };
        sink.report(ID, text.place(near.span), message).replace(right);
        reported.push(near.span);
    });
    reported
}

fn is_slip(reading: &str, near: Near<'_>) -> bool {
    let (is, should) = (near.differing.slice(reading), near.should);
    if is.len() > 3 {
        // What may be named in any order is.
        return near.steady && !is.contains(['、', '和', '与', '及']);
    }
    let mut chars = is.chars().chain(should.chars());
    match (chars.next().filter(|&c| is_han(c)), chars.next()) {
        // What stands at an end may belong to something else.
        (Some(is), Some(should)) if !is_free(is, should) => {
            let inside = is_within(near, 1);
            let long = near.phrase.chars().count() >= LONG;
            near.steady && inside && long
                || is_alike(is, should) && !is_either(is, should) && (inside || long)
        }
        (Some(one), None) => near.steady && is_within(near, 2) && !FREE.contains(one),
        _ => false,
    }
}

/// Says whether another word may well stand there: a joint, another level or number, or of the other script.
fn is_free(is: char, should: char) -> bool {
    const LEVELS: &str = "国央省市县区州镇乡村院校局我本该党";
    let both = |kind: &dyn Fn(char) -> bool| kind(is) && kind(should);
    // 民主法治建设 is right, and newer than 民主法制建设.
    both(&|c| "和与、及同".contains(c))
        || both(&|c| LEVELS.contains(c))
        || both(&|c| numeral_value(c).is_some())
        || (is, should) == ('治', '制')
        || traditional_share(is.encode_utf8(&mut [0; 4])) > 0.0
}

/// Says whether so many characters of the phrase stand on either side of what differs.
fn is_within(near: Near<'_>, chars: usize) -> bool {
    near.differing.start - near.span.start >= 3 * chars && near.span.end - near.differing.end >= 3 * chars
}
