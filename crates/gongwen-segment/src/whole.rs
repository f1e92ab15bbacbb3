//! Spans that a reader takes as one token though a dictionary cuts them: dates, amounts, document numbers.
//!
//! [`whole_spans`] works on characters alone: it knows no dictionary and is made to be honoured as forced spans. It would
//! rather leave a number apart from its neighbour than join what are two words, and it never takes a set phrase that
//! merely begins with a numeral (“十四五”, 一国两制, 两个确立, 三严三实).
//!
//! What is kept whole, with the decisions that a reader may question:
//!
//! - **Dates**: 2023年3月17日, 2023年3月, 2023年, 3月17日, 3月份, 3月底, 2023年度, 20世纪90年代, 2023-03-17, 2023.3.17,
//!   二〇二三年三月十七日. Clock times: 15:30, 15时30分. A date and the time after it are two spans. In Chinese numerals a date
//!   has a year of four characters or at least month and day: 五年 and 三月 are left to the dictionary.
//! - **Numbers** with a fraction or thousands separators: 37.57, 1,234,567. Full-width commas separate items of a list and
//!   are never part of a number. A minus counts only before a percentage or a temperature.
//! - **Quantities**: the number with its magnitude and its unit of *measure*: 37.57亿元, 23.08%, 0.3个百分点, 50公里,
//!   500元/吨, 3年, 35岁以下 (an age keeps its 以上 and 以下: it names a class of people; an amount does not).
//! - **Counts**: a plain classifier stays apart (5|项, 3|个), for the number counts what the next noun names. After a
//!   magnitude or an approximation it cannot be read otherwise and is kept: 100万人, 1000余家, 500多项.
//! - **Ranges** where both ends share one unit: 2021—2025年, 3至5公里, 1—6月, 35-40. Two complete quantities stay two:
//!   10%|至|15%, 3月1日|至|5日.
//! - **Names made of numbers**: 〔2018〕5号 in any kind of bracket, with the letters of an issuer that is certain
//!   (国发〔2018〕5号), 2018年第5号, 5号, 第3条, 第十二届, 1+N, G20, 5A级, PM2.5, GB/T 9704-2012, web and mail addresses.
//! - **Chinese numerals** with a unit: 一百二十万元, 十八岁以上, 三公里; fractions: 百分之三十, 三分之一. A single 一 before a unit
//!   is mostly no number (最后一公里) and stays apart.
//!
//! A bare run of half-width digits or of Latin letters is not reported: every engine keeps it. Nothing crosses a line end.

mod arabic;
mod glyphs;
mod han;
mod names;
mod runs;
mod units;

#[cfg(test)]
mod cases;

use glyphs::CharSet;
use gongwen_text::Span;

/// What an attempt at one place found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Found {
    /// A whole span.
    Whole(Span),
    /// None; the search goes on at this byte, which lies beyond the place.
    Nothing(usize),
}

/// Where a whole span may start: letters and digits of both widths, opening brackets, Chinese numerals and 第.
static STARTS: CharSet = CharSet::new(&[
    "0123456789０１２３４５６７８９",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    glyphs::OPENING,
    glyphs::NUMERALS,
    "第",
]);

/// Appends the spans of `text` that are one token, in order and without overlaps.
///
/// Spans are bytes of `text`. Cost: linear in the text; nothing is allocated but in `out`.
///
/// # Examples
///
/// ```
/// use gongwen_segment::whole_spans;
///
/// let text = "2023年3月17日印发国发〔2018〕5号，增长23.08%，达37.57亿元";
/// let mut spans = Vec::new();
/// whole_spans(text, &mut spans);
/// let whole: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
/// assert_eq!(whole, ["2023年3月17日", "国发〔2018〕5号", "23.08%", "37.57亿元"]);
/// ```
pub fn whole_spans(text: &str, out: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let (mut at, mut floor) = (0, 0);
    while let Some(&lead) = bytes.get(at) {
        let (code, len) = match bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(&[a @ 0xe0..0xf0, b, c]) => {
                (u16::from(a & 0x0f) << 12 | u16::from(b & 0x3f) << 6 | u16::from(c & 0x3f), 3)
            }
            _ if lead < 0x80 => (u16::from(lead), 1),
            // Characters of two and four bytes start nothing.
            _ => (0, if lead < 0xe0 { 2 } else { 4 }),
        };
        if !STARTS.has_code(code) {
            at += len;
            continue;
        }
        match found_at(text, at, floor, char::from_u32(u32::from(code)).unwrap_or_default()) {
            Found::Whole(span) => {
                out.push(span);
                (at, floor) = (span.end, span.end);
            }
            Found::Nothing(next) => at = next.max(at + len),
        }
    }
}

/// Tries at byte `at`, where the character `c` stands. No span may start before `floor`.
fn found_at(text: &str, at: usize, floor: usize, c: char) -> Found {
    if c == '第' {
        names::ordinal(text, at)
    } else if glyphs::is_opening(c) {
        names::document_number(text, at, floor)
    } else if glyphs::is_numeral(c) {
        han::found(text, at, floor)
    } else {
        runs::found(text, at, floor)
    }
}
