//! Ordinal series: 一是…二是…三是…, 首先…其次…最后…, 第一，…第二，…, （一）…（二）…, 一、…二、…, 1. 2. 3.
//!
//! The markers of a text are read once, and only when a label asks for a series. A series is the markers of one
//! style from 1 on; markers of other styles between them belong to what is said under a member. 首先 opens a series
//! of any style, since 首先…二是…三是… is common.

use gongwen_text::{Span, is_han};

use crate::numeral::{self, Form};
use crate::walk::{after, before, forward, length};

/// The longest member, in characters.
const LONGEST: usize = 40;

/// How the members of a series are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// 一是
    Is,
    /// 一要
    Must,
    /// 首先, 其次, 再次
    Sequence,
    /// 最后, the last member of any series
    Last,
    /// 第一，
    Ordinal,
    /// 其一
    Namely,
    /// 一、
    Han,
    /// （一）
    Bracketed,
    /// 1. or 1、
    Digits,
    /// （1） or ①
    Circled,
}

#[derive(Clone, Copy, Debug)]
struct Marker {
    style: Style,
    value: u32,
    span: Span,
}

/// The markers of a text, in order.
#[derive(Debug)]
pub(crate) struct Series {
    markers: Vec<Marker>,
}

impl Series {
    /// Reads the markers of `text`. Cost: `O(bytes)`.
    pub(crate) fn of(text: &str) -> Self {
        let mut markers = Vec::new();
        // A marker opens a clause, so that only what follows a mark, a blank or a line end is looked at.
        let mut open = true;
        for (at, c) in text.char_indices() {
            if open && let Some(marker) = marker(text, at, c) {
                markers.push(marker);
            }
            open = matches!(
                c,
                '。' | '；' | '：' | '，' | '\n' | ' ' | '　' | '！' | '？' | '”' | '）' | '—' | '〓'
            );
        }
        Self { markers }
    }

    /// Returns the members of the series of exactly `count` members whose first marker begins at `at`.
    ///
    /// Cost: `O(markers)` up to the end of the series.
    pub(crate) fn members(&self, text: &str, at: usize, count: u32) -> Option<Vec<Span>> {
        let from = self.markers.binary_search_by_key(&at, |marker| marker.span.start).ok()?;
        let first = self.markers[from];
        if first.value != 1 || count < 2 {
            return None;
        }
        let mut style = first.style;
        let mut items = vec![member(text, first.span.end)?];
        let mut next = 2;
        for marker in &self.markers[from + 1..] {
            if style == Style::Sequence && next == 2 && marker.value == 2 {
                style = marker.style;
            }
            if marker.style == style || marker.style == Style::Last && next == count {
                // The series goes on past the number claimed, or a second one begins inside it.
                if next > count {
                    return (marker.value != next && marker.style != Style::Last).then_some(items);
                }
                if marker.value != next && marker.style != Style::Last {
                    return None;
                }
                items.push(member(text, marker.span.end)?);
                next += 1;
            }
        }
        (next > count).then_some(items)
    }

    /// Returns where the first marker at or after `at` begins.
    pub(crate) fn next(&self, at: usize) -> Option<usize> {
        let from = self.markers.partition_point(|marker| marker.span.start < at);
        self.markers.get(from).map(|marker| marker.span.start)
    }
}

fn marker(text: &str, at: usize, c: char) -> Option<Marker> {
    let word = |word: &str, style, value| {
        text[at..].starts_with(word).then(|| Marker { style, value, span: Span::new(at, at + word.len()) })
    };
    let line = before(text, at).is_none_or(|c| matches!(c, '\n' | '。' | '　' | ' ' | '：' | '；' | '”'));
    let made = |style, value, end| Some(Marker { style, value, span: Span::new(at, end) });
    match c {
        '首' => word("首先", Style::Sequence, 1),
        '其' => word("其次", Style::Sequence, 2).or_else(|| {
            let number = numeral::at(text, at + 3).filter(|number| number.form == Form::Han)?;
            (number.value < 10).then_some(())?;
            made(Style::Namely, number.value, number.span.end)
        }),
        '再' => word("再次", Style::Sequence, 3),
        '最' => word("最后", Style::Last, 0),
        '第' => {
            let number = numeral::at(text, at + 3).filter(|number| number.form == Form::Han)?;
            let end = number.span.end;
            matches!(after(text, end), Some('，' | '、' | '：' | '是'))
                .then_some(())
                .and_then(|()| made(Style::Ordinal, number.value, end))
        }
        '（' => {
            let number = numeral::at(text, at + 3)?;
            let end = number.span.end;
            let style = if number.form == Form::Han { Style::Bracketed } else { Style::Circled };
            (line && after(text, end) == Some('）') && matches!(number.form, Form::Han | Form::Digits))
                .then_some(())
                .and_then(|()| made(style, number.value, end + '）'.len_utf8()))
        }
        '①'..='⑳' => made(Style::Circled, c as u32 - '①' as u32 + 1, at + c.len_utf8()),
        c if numeral::starts(c) => {
            let number = numeral::at(text, at)?;
            let end = number.span.end;
            match (number.form, after(text, end)?) {
                (Form::Han, '是') => made(Style::Is, number.value, end + '是'.len_utf8()),
                (Form::Han, '要') => made(Style::Must, number.value, end + '要'.len_utf8()),
                (Form::Han, '、') if line => made(Style::Han, number.value, end + '、'.len_utf8()),
                (Form::Digits, '、' | '．') if line => made(Style::Digits, number.value, end + 3),
                // 1.加强…: the point is read as part of the number.
                (Form::Irregular, c) if line && is_han(c) && number.span.slice(text).ends_with('.') => {
                    let digits = &text[at..end - 1];
                    made(Style::Digits, digits.parse().ok().filter(|&value: &u32| value < 100)?, end)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The member after a marker: up to the first mark of clause.
fn member(text: &str, at: usize) -> Option<Span> {
    let start = forward(text, at, 2, |c| matches!(c, '，' | '、' | '：' | ' ' | '　'));
    let start = if after(text, start) == Some('是') { start + '是'.len_utf8() } else { start };
    let end = forward(text, start, LONGEST + 1, |c| {
        !matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '\n' | '（' | '）')
    });
    let span = Span::new(start, end);
    ((2..=LONGEST).contains(&length(text, span))).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::Series;

    fn members(text: &str, count: u32) -> Option<Vec<&str>> {
        let series = Series::of(text);
        let found = series.members(text, series.next(0)?, count)?;
        Some(found.iter().map(|span| span.slice(text)).collect())
    }

    #[test]
    fn every_style_counts_from_one_and_skips_what_is_nested() {
        let expected = Some(vec!["翻地", "播种", "收割"]);
        for text in [
            "一是翻地，要深。二是播种；三是收割。",
            "首先是翻地。二是播种。三是收割。",
            "首先，翻地。其次，播种。最后，收割。",
            "第一，翻地；第二，播种；第三，收割。",
            "（一）翻地。一是深，二是匀。（二）播种。一是早，二是密。（三）收割。",
            "一、翻地\n二、播种\n三、收割\n",
            "1.翻地\n2.播种\n3.收割\n",
        ] {
            assert_eq!(members(text, 3), expected, "{text}");
        }
    }

    #[test]
    fn a_longer_or_shorter_series_is_another() {
        assert_eq!(members("一是翻地，二是播种，三是收割。", 2), None);
        assert_eq!(members("一是翻地，二是播种。", 3), None);
    }
}
