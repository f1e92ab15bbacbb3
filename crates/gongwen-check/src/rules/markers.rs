//! Numbers of headings and items as writers put them, with their slips: `2,“…”`, `4 .`, `（一）、`.

use gongwen_text::{Span, char_before, is_blank, is_han, numeral_value, parse_numeral};

use crate::text::Text;

/// How a number is written; the order is that of the levels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Style {
    /// 一、
    Han,
    /// （一）
    HanBracketed,
    /// 1.
    Arabic,
    /// （1）
    ArabicBracketed,
}

impl Style {
    pub(super) const ALL: [Self; 4] = [Self::Han, Self::HanBracketed, Self::Arabic, Self::ArabicBracketed];
}

/// A number before a heading or an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marker {
    pub(super) style: Style,
    pub(super) value: u64,
    /// The number with its mark, in the reading.
    pub(super) span: Span,
    /// The mark after the number; the closing bracket where there is one.
    pub(super) mark: char,
    /// Whether it begins a paragraph.
    pub(super) leads: bool,
}

/// Returns the numbers at the start of paragraphs and sentences. Cost: `O(numerals)`.
pub(super) fn markers(text: &Text<'_>) -> Vec<Marker> {
    let reading = text.as_str();
    let brackets = text.places.each('（').chain(text.places.each('('));
    let mut starts: Vec<usize> = text.places.numerals.iter().copied().chain(brackets).collect();
    // The sort is stable and finds the runs, so this is a merge.
    starts.sort();
    let mut starts = starts.into_iter().peekable();
    let mut found = Vec::new();
    for &paragraph in &text.structure.paragraphs {
        let mut end = paragraph.start;
        while let Some(at) = starts.next_if(|&at| at < paragraph.end) {
            let before = char_before(reading, at).filter(|_| at > paragraph.start);
            if at >= end
                && let Some(marker) = marker(&reading[..paragraph.end], at, before)
            {
                end = marker.span.end;
                found.push(marker);
            }
        }
    }
    found
}

/// Reads the number at `at`, before which `before` stands in its paragraph.
fn marker(text: &str, at: usize, before: Option<char>) -> Option<Marker> {
    let leads = before.is_none();
    let starts =
        before.is_none_or(|c| matches!(c, '。' | '；' | '！' | '？' | '：' | '”' | '）') || is_blank(c));
    // A heading without a mark at its end: …还须加强1.基层党组织建设
    if !starts && !before.is_some_and(is_han) {
        return None;
    }
    let rest = &text[at..];
    let inner = rest.strip_prefix(['（', '(']).unwrap_or(rest);
    let opener = rest.len() - inner.len();
    // Numbers below a hundred have at most three characters; four tell that one is longer.
    let numerals = inner.chars().take(4).take_while(|&c| numeral_value(c).is_some());
    let (numeral, after) = inner.split_at(numerals.map(char::len_utf8).sum());
    let value = parse_numeral(numeral).filter(|value| (1..100).contains(value))?;
    let arabic = numeral.bytes().all(|byte| byte.is_ascii_digit());
    if !arabic && !numeral.chars().all(is_han) || numeral.starts_with(['0', '两', '〇', '零']) {
        return None;
    }
    let blanks = after.bytes().take(2).take_while(|&byte| byte == b' ').count();
    let mark = after[blanks..].chars().next()?;
    let next = after[blanks + mark.len_utf8()..].chars().next();
    let goes_on =
        next.is_some_and(|c| is_han(c) || is_blank(c) || matches!(c, '“' | '《' | '、' | '〓' | '〈'));
    let style = match (opener, mark) {
        (1 | 3, '）' | ')') if starts && blanks == 0 => {
            if arabic {
                Style::ArabicBracketed
            } else {
                Style::HanBracketed
            }
        }
        (0, '.' | '．') if arabic && goes_on => Style::Arabic,
        (0, '、') if arabic && starts && goes_on && blanks == 0 => Style::Arabic,
        (0, ',' | '，') if arabic && starts && next == Some('“') => Style::Arabic,
        (0, '、') if starts && goes_on && blanks == 0 && next.is_some_and(|c| numeral_value(c).is_none()) => {
            Style::Han
        }
        // 三、2023年工作打算
        (0, '、') if leads && blanks == 0 && after[mark.len_utf8()..].starts_with("20") => Style::Han,
        (0, '.' | '．') if leads && goes_on && blanks == 0 => Style::Han,
        _ => return None,
    };
    let len = opener + numeral.len() + blanks + mark.len_utf8();
    Some(Marker { style, value, span: Span::new(at, at + len), mark, leads })
}
