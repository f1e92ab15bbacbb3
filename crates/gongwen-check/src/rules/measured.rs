//! Numbers with decimals and their units: 1.2亿元, 3260平方米, 36名.

use gongwen_text::{Span, is_han};

use super::context::before;
use crate::text::Text;

/// A number of a unit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Measured {
    /// The number and its unit.
    pub(super) span: Span,
    /// The number in whole units: 1.2亿 is 120,000,000.
    pub(super) value: f64,
    /// What one is in the last place that is written.
    pub(super) place: f64,
    pub(super) unit: &'static str,
    /// Whether words say that it is rounded: 近300人.
    pub(super) rounded: bool,
}

impl Measured {
    /// Reads the number whose first figures stand at `first`.
    pub(super) fn at(reading: &str, first: Span) -> Option<Self> {
        let part =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '-' | '/' | '第' | '·' | ',');
        if first.len() > 9 || before(reading, first.start).is_some_and(part) {
            return None;
        }
        let rest = &reading[first.end..];
        let decimals = match rest.strip_prefix('.') {
            Some(rest) => rest.bytes().take_while(u8::is_ascii_digit).count(),
            None => 0,
        };
        let number = &reading[first.start..first.end + decimals + usize::from(decimals > 0)];
        let rest = &reading[first.start + number.len()..];
        let unscaled = rest.trim_start_matches(['万', '亿', '余', '多']);
        let scales = &rest[..rest.len() - unscaled.len()];
        let unit = UNITS.into_iter().find(|unit| unscaled.starts_with(unit))?;
        let scale: f64 = scales
            .chars()
            .map(|c| {
                if c == '亿' {
                    1e8
                } else if c == '万' {
                    1e4
                } else {
                    1.0
                }
            })
            .product();
        let vague = |c: char| matches!(c, '近' | '约' | '超' | '逾' | '过');
        let after = &unscaled[unit.len()..];
        let rounded = scales.contains(['余', '多'])
            || before(reading, first.start).is_some_and(vague)
            || ["以上", "以下", "左右", "多", "余"].iter().any(|word| after.starts_with(word));
        Some(Self {
            span: Span::new(first.start, reading.len() - after.len()),
            value: number.parse::<f64>().ok()? * scale,
            place: (0..decimals).fold(scale, |place, _| place / 10.0),
            unit,
            rounded,
        })
    }

    /// Returns what it may have been rounded by.
    pub(super) fn half(&self) -> f64 {
        half(self.place)
    }
}

/// Returns what a number with this last place may have been rounded by: whole ones are exact.
pub(super) fn half(place: f64) -> f64 {
    if (place - 1.0).abs() < 1e-9 { 0.0 } else { 0.5 * place }
}

/// Returns the numbers whose figures stand in a span. Cost: `O(log figures + figures in the span)`.
pub(super) fn measured(text: &Text<'_>, span: Span) -> Vec<Measured> {
    let figures = &text.places.figures;
    let from = figures.partition_point(|figure| figure.start < span.start);
    let figures = figures[from..].iter().take_while(|figure| figure.end <= span.end);
    figures.filter_map(|&figure| Measured::at(text.as_str(), figure)).collect()
}

/// Returns what a sum of numbers may be off: nothing of whole numbers, of others half of each last place.
pub(super) fn slack<'n>(numbers: impl Iterator<Item = &'n Measured> + Clone) -> f64 {
    let whole = numbers.clone().all(|number| (number.place - 1.0).abs() < f64::EPSILON);
    if whole { 0.5 } else { numbers.map(|number| 0.51 * number.place).sum() }
}

/// Writes a value as the text does: in 万 or 亿 where `like` is.
pub(super) fn written(value: f64, reading: &str, like: &Measured) -> String {
    let unit = like.span.slice(reading).trim_start_matches(|c: char| !is_han(c));
    let scale = match unit.chars().next() {
        Some('亿') => 1e8,
        Some('万') => 1e4,
        _ => 1.0,
    };
    let figures = format!("{:.4}", value / scale);
    format!("{}{}", figures.trim_end_matches('0').trim_end_matches('.'), unit.replace(['余', '多'], ""))
}

/// What is added up, the longer before what begins them.
const UNITS: [&str; 63] = [
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "人次",
    "场次",
    "台次",
    "批次",
    "架次",
    "家次",
    "户次",
    "车次",
    "件次",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "千克",
    "千瓦",
    "元",
    "名",
    "人",
    "个",
    "家",
    "户",
    "件",
    "项",
    "条",
    "处",
    "台",
    "套",
    "起",
    "亩",
    "吨",
    "场",
    "次",
    "期",
    "份",
    "批",
    "座",
    "栋",
    "幢",
    "辆",
    "所",
    "村",
    "株",
    "头",
    "只",
    "例",
    "宗",
    "种",
    "类",
    "篇",
    "幅",
    "张",
    "支",
    "块",
    "位",
    "页",
    "本",
    "册",
    "间",
    "米",
];

#[cfg(test)]
mod tests {
    use super::{Measured, written};
    use gongwen_text::Span;

    #[test]
    fn numbers_have_decimals_scales_and_units() {
        let read = |text: &str| {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let len = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            let found = Measured::at(text, Span::new(start, start + len))?;
            Some((found.value, found.unit, found.rounded, written(found.value, text, &found)))
        };
        assert_eq!(read("投资1.25亿元，"), Some((1.25e8, "元", false, "1.25亿元".to_owned())));
        assert_eq!(read("近3万余人次"), Some((3e4, "人次", true, "3万人次".to_owned())));
        assert_eq!(read("面积3260平方米"), Some((3260.0, "平方米", false, "3260平方米".to_owned())));
        assert_eq!((read("第3项"), read("2024年"), read("1,200人")), (None, None, None));
    }
}
