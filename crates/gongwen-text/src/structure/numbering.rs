//! The numbers that begin headings: how they are written and what they are worth.

use crate::chars::is_blank;
use crate::numerals::{is_digit, numeral_value, parse_numeral};
use crate::span::Span;

/// A heading's number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Numbering {
    /// How it is written.
    pub style: NumberStyle,
    /// What it is worth.
    pub value: u64,
    /// Where it stands, with its punctuation and the blanks after it.
    pub span: Span,
}

/// How a heading's number is written.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NumberStyle {
    /// 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracketed,
    /// 1. or 1、
    Arabic,
    /// （1）
    ArabicBracketed,
    /// ①
    Circled,
}

impl NumberStyle {
    /// Returns the level that the style has in official documents, from 1; in laws from 编 down.
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::Part | Self::Han => 1,
            Self::Chapter | Self::HanBracketed => 2,
            Self::Section | Self::Arabic => 3,
            Self::Article | Self::ArabicBracketed => 4,
            Self::Circled => 5,
        }
    }
}

/// Says whether a number may start with `c`.
pub(super) const fn may_start(c: char) -> bool {
    matches!(c, '第' | '（' | '(' | '①'..='⑳') || numeral_value(c).is_some()
}

/// Reads the number that starts at `start`.
pub(super) fn at(text: &str, start: usize) -> Option<Numbering> {
    let rest = text.get(start..)?;
    let first = rest.chars().next().filter(|&c| may_start(c))?;
    if matches!(first, '①'..='⑳') {
        let value = u64::from(first) - u64::from('①') + 1;
        return Some(numbering(text, start, NumberStyle::Circled, value, first.len_utf8()));
    }
    let opener = if matches!(first, '第' | '（' | '(') { first.len_utf8() } else { 0 };
    let after = rest[opener..].trim_start_matches(|c| numeral_value(c).is_some());
    let numeral = &rest[opener..rest.len() - after.len()];
    let value = parse_numeral(numeral)?;
    let arabic = numeral.chars().all(is_digit);
    let end = after.chars().next()?;
    let next = after[end.len_utf8()..].chars().next();
    let style = match (first, end) {
        ('第', '编') => NumberStyle::Part,
        ('第', '章') => NumberStyle::Chapter,
        ('第', '节') => NumberStyle::Section,
        ('第', '条') => NumberStyle::Article,
        ('（' | '(', '）' | ')') if arabic => NumberStyle::ArabicBracketed,
        ('（' | '(', '）' | ')') => NumberStyle::HanBracketed,
        ('第' | '（' | '(', _) => return None,
        // 3.5, 一、二、三产业
        (_, '.' | '．' | '、' | ',' | '，')
            if next.is_some_and(|c| numeral_value(c).is_some())
                && (arabic || listing(&after[end.len_utf8()..])) =>
        {
            return None;
        }
        (_, '.' | '．' | '、') if arabic => NumberStyle::Arabic,
        (_, '、' | '.' | '．') => NumberStyle::Han,
        _ => return None,
    };
    // Years and amounts are no numbers of headings.
    const MOST: u64 = 999;
    if value == 0 || value > MOST || (style != NumberStyle::Article && value > 99) {
        return None;
    }
    let len = rest.len() - after.len() + end.len_utf8();
    let spaced = matches!(first, '第') && next.is_some_and(|c| !is_blank(c) && c != '\n');
    // 第一节课 and 第一条战线 are prose: a chapter stands alone or before a blank.
    (!spaced).then(|| numbering(text, start, style, value, len))
}

/// Says whether `rest` goes on with a numeral that the list or a unit follows: 二、三产业, 二级.
fn listing(rest: &str) -> bool {
    let after = rest.trim_start_matches(|c| numeral_value(c).is_some());
    after.starts_with(['、', '级', '类', '产', '线', '年', '次', '月', '季', '批'])
}

fn numbering(text: &str, start: usize, style: NumberStyle, value: u64, len: usize) -> Numbering {
    let rest = &text[start + len..];
    let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
    Numbering { style, value, span: Span::new(start, start + len + blanks) }
}
