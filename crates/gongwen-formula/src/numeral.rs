//! Numerals as heads of formulas: 三, 十二, 两, 双, 16, and the runs that look like numerals but are none.
//!
//! The value is needed to compare with a list, so only small cardinals count. A run such as 五四 or 十四五 is
//! read as one irregular numeral, never as its last digit: that is what keeps 178个 from being 78个.

use gongwen_text::Span;

/// How a numeral is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// One Han numeral or a well-formed cardinal: 三, 两, 双, 十二.
    Han,
    /// Arabic digits: 16.
    Digits,
    /// 一二三 and on: a symbolic run whose value is its length.
    Ascending,
    /// Magnitudes alone: 百千万.
    Magnitudes,
    /// Anything else: 五四, 十四五, 九一八, a decimal, a number too large to be listed.
    Irregular,
}

/// A numeral in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numeral {
    pub(crate) span: Span,
    pub(crate) value: u32,
    pub(crate) form: Form,
}

/// The largest number that may count a list.
pub(crate) const LARGEST: u32 = 100;

/// Says whether `c` can start a numeral head.
pub(crate) const fn starts(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９') || is_han_numeral(c)
}

/// Says whether `c` is a Han numeral.
pub(crate) const fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '两'
            | '双'
            | '百'
            | '廿'
            | '俩'
            | '千'
            | '万'
            | '亿'
            | '零'
            | '〇'
            | '兩'
            | '雙'
    )
}

const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' | '两' | '俩' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads the numeral that starts at byte `at`, to the end of its run.
///
/// Cost: `O(run)`. The caller goes on after the run, so a text is read once.
pub(crate) fn at(text: &str, at: usize) -> Option<Numeral> {
    let tail = text.get(at..)?;
    let first = tail.chars().next()?;
    if matches!(first, '0'..='9' | '０'..='９') {
        return Some(digits(tail, at));
    }
    if matches!(first, '双' | '雙') {
        // 双 is its own numeral: what follows is the head, even where it starts with a numeral (双一流, 双百).
        return Some(Numeral { span: Span::new(at, at + first.len_utf8()), value: 2, form: Form::Han });
    }
    if !is_han_numeral(first) {
        return None;
    }
    let length: usize = tail
        .chars()
        .take_while(|&c| is_han_numeral(c) && !matches!(c, '双' | '雙'))
        .map(char::len_utf8)
        .sum();
    let run = &tail[..length];
    let (value, form) = classify(run);
    Some(Numeral { span: Span::new(at, at + length), value, form })
}

fn digits(tail: &str, at: usize) -> Numeral {
    let mut value = 0u32;
    let mut length = 0;
    let mut regular = true;
    for c in tail.chars() {
        match c {
            '0'..='9' => value = value.saturating_mul(10).saturating_add(c as u32 - '0' as u32),
            '０'..='９' => value = value.saturating_mul(10).saturating_add(c as u32 - '０' as u32),
            '.' | '．' | '%' | '％' | '‰' | ',' => regular = false,
            _ => break,
        }
        length += c.len_utf8();
    }
    let form = if regular && value <= LARGEST { Form::Digits } else { Form::Irregular };
    Numeral { span: Span::new(at, at + length), value, form }
}

fn classify(run: &str) -> (u32, Form) {
    let mut chars = run.chars();
    let mut next = || chars.next();
    let (a, b, c) = (next(), next(), next());
    let rest = next().is_some();
    let one = |value| (value, Form::Han);
    match (a, b, c) {
        (Some('十'), None, _) => one(10),
        (Some('百'), None, _) => one(100),
        (Some('廿'), None, _) => one(20),
        (Some(a), None, _) => digit(a).map_or((0, Form::Irregular), one),
        _ if run.chars().all(|c| matches!(c, '十' | '百' | '千' | '万')) => (0, Form::Magnitudes),
        (Some('十'), Some(b), None) => digit(b).map_or((0, Form::Irregular), |b| one(10 + b)),
        (Some('廿'), Some(b), None) => digit(b).map_or((0, Form::Irregular), |b| one(20 + b)),
        (Some(a), Some('十'), None) => digit(a).map_or((0, Form::Irregular), |a| one(10 * a)),
        (Some(a), Some('十'), Some(c)) if !rest => match (digit(a), digit(c)) {
            (Some(a), Some(c)) => one(10 * a + c),
            _ => (0, Form::Irregular),
        },
        (Some('一'), Some('二'), Some('三')) => {
            let ascending = run.chars().zip(1..=9).all(|(c, n)| digit(c) == Some(n));
            let length = run.len() / '一'.len_utf8();
            if ascending && length <= 9 {
                (u32::try_from(length).unwrap_or(0), Form::Ascending)
            } else {
                (0, Form::Irregular)
            }
        }
        _ => (0, Form::Irregular),
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, at};

    #[test]
    fn a_run_is_read_whole() {
        let cases = [
            ("三会一课", 3, Form::Han, 3),
            ("十二个", 12, Form::Han, 6),
            ("二十一条", 21, Form::Han, 9),
            ("双一流", 2, Form::Han, 3),
            ("一二三四五工作法", 5, Form::Ascending, 15),
            ("十四五规划", 0, Form::Irregular, 9),
            ("五四运动", 0, Form::Irregular, 6),
            ("百千万工程", 0, Form::Magnitudes, 9),
            ("178个", 178, Form::Irregular, 3),
            ("16字要求", 16, Form::Digits, 2),
            ("3.5倍", 35, Form::Irregular, 3),
        ];
        for (text, value, form, length) in cases {
            let numeral = at(text, 0).expect(text);
            assert_eq!((numeral.value, numeral.form, numeral.span.end), (value, form, length), "{text}");
        }
        assert!(at("农村", 0).is_none() && at("", 0).is_none());
    }
}
