//! Figures with the measure word that follows: 33户, 其余7处.

use gongwen_text::{Span, is_han};

use super::context::{after, before};
use crate::text::Text;

/// A whole number of things.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Amount {
    /// The number without its measure.
    pub(super) number: Span,
    pub(super) value: u32,
    pub(super) measure: &'static str,
    /// Whether nothing says that it is rounded: 33余户, 近33户.
    pub(super) exact: bool,
}

impl Amount {
    /// Returns where the measure ends.
    pub(super) fn end(&self) -> usize {
        self.number.end + self.measure.len()
    }

    /// Reads the amount whose figures stand at `number`; those with a decimal point, 万 or 亿 are none.
    pub(super) fn at(reading: &str, number: Span) -> Option<Self> {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '-' | '/' | '第' | '·');
        if number.len() > 7 || before(reading, number.start).is_some_and(part) {
            return None;
        }
        let rest = &reading[number.end..];
        let measures = rest.strip_prefix(['余', '多']).unwrap_or(rest);
        let measure = MEASURES.into_iter().find(|measure| measures.starts_with(measure))?;
        let rounded = rest.len() != measures.len()
            || before(reading, number.start)
                .is_some_and(|c| matches!(c, '近' | '约' | '超' | '逾' | '过' | '万'));
        let value = number.slice(reading).parse().ok()?;
        Some(Self { number, value, measure, exact: !rounded })
    }
}

/// Returns the amounts whose figures stand in a span. Cost: `O(log figures + figures in the span)`.
pub(super) fn amounts(text: &Text<'_>, span: Span) -> Vec<Amount> {
    let figures = &text.places.figures;
    let from = figures.partition_point(|figure| figure.start < span.start);
    let figures = figures[from..].iter().take_while(|figure| figure.end <= span.end);
    figures.filter_map(|&figure| Amount::at(text.as_str(), figure)).collect()
}

/// Returns where the sentence begins that reaches to `at`, at most [`REACH`] bytes before.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(REACH));
    text[from..at]
        .rfind(['。', '；', '\n', '！', '？'])
        .map_or(from, |stop| from + stop + after(text, from + stop).map_or(1, char::len_utf8))
}

/// Returns what one is in the last place of figures: 0.01 for 2.34.
pub(super) fn last_place(figures: &str) -> f64 {
    let decimals = figures.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (0..decimals).fold(1.0, |place, _| place / 10.0)
}

/// Returns the Han characters, `count` of them, that end a text.
pub(super) fn last_han(text: &str, count: usize) -> Option<&str> {
    let (at, _) = text.char_indices().rev().nth(count - 1)?;
    text[at..].chars().all(is_han).then_some(&text[at..])
}

/// How far back the beginning of a sentence is sought, in bytes.
const REACH: usize = 300;

/// What things are counted with, the longer before those that begin them.
const MEASURES: [&str; 25] = [
    "人次", "家次", "户次", "户", "起", "件", "个", "名", "人", "家", "处", "项", "宗", "条", "所", "村",
    "台", "套", "座", "栋", "辆", "份", "例", "批", "场",
];

#[cfg(test)]
mod tests {
    use super::{Amount, last_han, sentence_start};
    use gongwen_text::Span;

    /// The number, its measure and whether it is exact.
    fn read(text: &str) -> Option<(u32, &'static str, bool)> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let len = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let amount = Amount::at(text, Span::new(start, start + len))?;
        Some((amount.value, amount.measure, amount.exact))
    }

    #[test]
    fn amounts_are_whole_numbers_of_things() {
        assert_eq!(read("企业36户"), Some((36, "户", true)));
        assert_eq!(read("检查286家次"), Some((286, "家次", true)));
        assert_eq!(read("近300人"), Some((300, "人", false)));
        assert_eq!(read("走访200余户"), Some((200, "户", false)));
        for text in ["投资46.8亿元", "第3条", "5万户", "2024年"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn sentences_begin_after_their_stops() {
        let text = "排查126起。调处121起，调处";
        assert_eq!(&text[sentence_start(text, text.len())..], "调处121起，调处");
        assert_eq!((last_han(text, 2), last_han("达", 2)), (Some("调处"), None));
    }
}
