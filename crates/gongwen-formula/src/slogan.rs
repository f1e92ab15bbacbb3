//! Mottos, calls and brands: quoted strings without a counting numeral that are parallel, or that a campaign bears.
//!
//! Quotation marks alone prove nothing: most of them mark words held at a distance (“名片”, “桥梁”). A quoted
//! string is taken for a motto when its clauses are of one length or one skeleton, when one of a row of three of one
//! length, or when the noun of a campaign follows it.

use gongwen_lexicon::Kind;
use gongwen_text::{MASK, Span, is_han};

use crate::guards::{BRANDS, MOTTO_CUES, PROVERBS, TIME};
use crate::numeral;
use crate::walk::{after, before, forward, inside, length};

/// The longest motto, in characters.
const LONGEST: usize = 48;
/// How far the noun of a campaign may stand after the closing mark, in characters.
const REACH: usize = 10;

/// Judges a quoted string that is no numeral label.
pub(crate) fn quoted(text: &str, content: Span) -> Option<Kind> {
    let count = length(text, content);
    let string = content.slice(text);
    if !(2..=LONGEST).contains(&count)
        || string.contains(['。', '？', '！', '：', '；', '《', '“', '‘', '\n', '…'])
        || !string.chars().all(|c| {
            is_han(c)
                || c == MASK
                || matches!(c, '、' | '，' | ' ' | '·' | '—' | '+' | '＋' | '-' | '@')
                || c.is_alphanumeric()
        })
        || !string.contains(is_han)
        || proverb(text, content)
    {
        return None;
    }
    if let Some(stem) = string.strip_suffix(['+', '＋']) {
        // 党建+: open to the right, counts nothing.
        return (stem.chars().count() >= 2 && stem.chars().all(is_han)).then_some(Kind::Run);
    }
    if parallel(string) {
        return Some(Kind::ParallelSlogan);
    }
    if in_row(text, content, count) {
        return Some(Kind::QuotedBrand);
    }
    brand(text, content, count).then_some(Kind::QuotedBrand)
}

/// Clauses of one length, or with one character at the same edge.
fn parallel(string: &str) -> bool {
    let clauses: Vec<&str> = string.split(['、', '，', ' ']).filter(|clause| !clause.is_empty()).collect();
    let lengths: Vec<usize> = clauses.iter().map(|clause| clause.chars().count()).collect();
    let (Some(&shortest), Some(&longest)) = (lengths.iter().min(), lengths.iter().max()) else {
        return false;
    };
    if clauses.len() < 2 || shortest < 3 || longest > 14 {
        return false;
    }
    let last = |clause: &&str| clause.chars().next_back();
    let first = |clause: &&str| clause.chars().next();
    let one =
        |edge: &dyn Fn(&&str) -> Option<char>| clauses.iter().all(|clause| edge(clause) == edge(&clauses[0]));
    shortest == longest || one(&last) || one(&first) && longest - shortest <= 3
}

/// One of three or more quoted strings of one length in a row: “沾泥土”“带露珠”“冒热气”.
fn in_row(text: &str, content: Span, count: usize) -> bool {
    if !(2..=8).contains(&count) || after(text, content.start).is_some_and(numeral::starts) {
        return false;
    }
    let step = |at: usize| -> Option<Span> {
        let item = inside(text, at, '“', '”', 40)?;
        (length(text, item) == count).then_some(item)
    };
    let mut row = 1;
    let mut end = content.end + '”'.len_utf8();
    while row < 3 && after(text, end) == Some('“') {
        let Some(item) = step(end) else { break };
        row += 1;
        end = item.end + '”'.len_utf8();
    }
    let mut start = content.start - '“'.len_utf8();
    while row < 3 && before(text, start) == Some('”') {
        let close = start - '”'.len_utf8();
        let open = text[..close].char_indices().rev().nth(count).map(|(at, _)| at);
        let Some(open) = open.filter(|&open| after(text, open) == Some('“')) else { break };
        row += 1;
        start = open;
    }
    row >= 3
}

/// The noun of a campaign follows, after the rest of a row of quoted strings.
fn brand(text: &str, content: Span, count: usize) -> bool {
    if count < 3 || TIME.after(text, content.start).is_some() {
        return false;
    }
    let mut end = content.end + '”'.len_utf8();
    for _ in 0..8 {
        let next = match after(text, end) {
            Some(c @ ('、' | '和' | '及')) => end + c.len_utf8(),
            _ => end,
        };
        if after(text, next) == Some('以') && text[next..].starts_with("以及") {
            end = next + "以及".len();
            continue;
        }
        let Some(item) = inside(text, next, '“', '”', 160).filter(|_| after(text, next) == Some('“'))
        else {
            break;
        };
        end = item.end + '”'.len_utf8();
    }
    let limit = forward(text, end, REACH, |c| is_han(c) && !matches!(c, '的' | '是' | '在'));
    let Some(run) = text.get(end..limit) else { return false };
    // “…取得重要进展”等主要目标: a clause that is one of several aims, not the name of one.
    if run.starts_with("的") || count > 12 && run.starts_with('等') {
        return false;
    }
    let named = BRANDS.find(run).is_some();
    // A short word before the noun of an institution is a scare quote: “积分制”考评. A motto has four characters.
    named && count >= 4
        || count == 3 && BRANDS.after(text, end).is_some() && led(text, content)
        || count >= 4 && led(text, content) && text[end..].starts_with("为主题")
}

/// 农谚说“…”, 俗话说：“…”
fn proverb(text: &str, content: Span) -> bool {
    let open = content.start - '“'.len_utf8();
    let at = match before(text, open) {
        Some(c @ ('，' | '：')) => open - c.len_utf8(),
        _ => open,
    };
    PROVERBS.before(text, at).is_some()
}

/// A verb that introduces mottos stands before the quotation mark.
fn led(text: &str, content: Span) -> bool {
    MOTTO_CUES.before(text, content.start - '“'.len_utf8()).is_some()
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use crate::walk::inside;

    #[test]
    fn parallel_clauses_and_campaign_names_are_mottos_and_scare_quotes_are_not() {
        let cases = [
            ("以“稳粮源、保供应、强应急”为目标", true),
            ("开展“书记走田埂”主题实践活动", true),
            ("坚持“谁种粮谁受益、谁毁田谁担责”", true),
            ("开展“稻花飘香”“麦浪翻滚”等采风活动", true),
            ("多用“泥土话”“家常话”“大白话”", true),
            ("发挥“桥梁”作用", false),
            ("当好“主心骨”", false),
            ("他说“这件事今天就办”。", false),
        ];
        for (text, expected) in cases {
            let content = inside(text, text.find('“').unwrap(), '“', '”', 200).unwrap();
            assert_eq!(quoted(text, content).is_some(), expected, "{text}");
        }
    }
}
