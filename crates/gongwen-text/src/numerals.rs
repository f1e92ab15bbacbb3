//! Numerals as official prose writes them: 一, 十二, 两, 廿, 〇, 12, １２, 3万.
//!
//! Values only; whether a numeral counts, measures or names is for the formula grammar to say.

use crate::span::Span;

/// Returns the value of a numeral character, or `None` for any other. Units (十 百 千 万 亿) give their own value.
///
/// ```
/// use gongwen_text::numeral_value;
/// assert_eq!((numeral_value('廿'), numeral_value('５'), numeral_value('个')), (Some(20), Some(5), None));
/// ```
#[must_use]
#[inline]
pub const fn numeral_value(c: char) -> Option<u64> {
    // Nearly all characters are none, and every text is asked for all of its characters.
    if MAYBE[(c as usize % (64 * MAYBE.len())) / 64] >> (c as u32 % 64) & 1 == 0 {
        return None;
    }
    value_of(c)
}

/// A bit for the lowest ten bits of every numeral character.
const MAYBE: [u64; 16] = {
    let mut bits = [0; 16];
    // The last numeral characters are the full-width digits.
    let mut code = 0;
    while code <= '９' as u32 {
        if let Some(c) = char::from_u32(code)
            && value_of(c).is_some()
        {
            bits[code as usize / 64 % 16] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
};

// Apart, so that asking costs no call.
#[inline(never)]
const fn value_of(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => c as u64 - '0' as u64,
        '０'..='９' => c as u64 - '０' as u64,
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '俩' | '双' | '贰' | '兩' | '倆' | '雙' | '貳' => 2,
        '三' | '叁' | '仨' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Says whether `c` is an Arabic digit, half- or full-width.
#[must_use]
pub const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Returns the number that the whole of `text` writes, or `None` when it is none or does not fit 64 bits.
///
/// Arabic digits may precede a unit (3万). Han digits without a unit are read by place (二〇二三). 双, 俩 and 仨
/// stand alone; 两 also before 百 千 万 亿.
///
/// ```
/// use gongwen_text::parse_numeral;
/// for (text, value) in [("两", 2), ("十二", 12), ("廿四", 24), ("一百零三", 103), ("二〇二三", 2023), ("１２", 12), ("3万", 30_000)] {
///     assert_eq!(parse_numeral(text), Some(value), "{text}");
/// }
/// assert_eq!(parse_numeral("若干"), None);
/// assert_eq!(parse_numeral("十十"), None);
/// ```
#[must_use]
pub fn parse_numeral(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let first = numeral_value(chars.next()?)?;
    if chars.as_str().is_empty() {
        return Some(first);
    }
    if text.chars().any(|c| matches!(c, '双' | '俩' | '仨' | '雙' | '倆')) {
        return None;
    }
    // The sum below 万, the sum below 亿, the rest; `digits` is what waits for its unit.
    let (mut low, mut middle, mut high) = (0_u64, 0_u64, 0_u64);
    let mut digits: Option<(u64, u32)> = None;
    let (mut unit_limit, mut units_seen) = (u64::MAX, false);
    for c in text.chars() {
        let value = numeral_value(c)?;
        match value {
            0..=9 => {
                let (before, count) = match digits {
                    // A zero after a unit only fills the place: 一百零三.
                    Some((0, 1)) if units_seen => (0, 0),
                    other => other.unwrap_or((0, 0)),
                };
                digits = Some((before.checked_mul(10)?.checked_add(value)?, count + 1));
            }
            20 | 30 => {
                if digits.is_some() || units_seen {
                    return None;
                }
                low = value;
                (unit_limit, units_seen) = (10, true);
            }
            10 | 100 | 1000 => {
                if value >= unit_limit {
                    return None;
                }
                let count = match digits.take() {
                    Some((0, _)) if units_seen && value == 10 => 1,
                    Some((0, _)) => return None,
                    Some((count, _)) => count,
                    None if value == 10 || !units_seen => 1,
                    None => return None,
                };
                low = low.checked_add(count.checked_mul(value)?)?;
                (unit_limit, units_seen) = (value, true);
            }
            10_000 => {
                let below = low.checked_add(digits.take().map_or(0, |(count, _)| count))?;
                if middle != 0 || (below == 0 && units_seen) {
                    return None;
                }
                middle = below.max(1).checked_mul(value)?;
                low = 0;
                (unit_limit, units_seen) = (u64::MAX, true);
            }
            _ => {
                let below =
                    low.checked_add(middle)?.checked_add(digits.take().map_or(0, |(count, _)| count))?;
                if high != 0 || (below == 0 && units_seen) {
                    return None;
                }
                high = below.max(1).checked_mul(value)?;
                (low, middle) = (0, 0);
                (unit_limit, units_seen) = (u64::MAX, true);
            }
        }
    }
    let rest = match digits {
        // After a unit one digit may follow, more would be two numerals run together.
        Some((_, count)) if units_seen && count > 1 => return None,
        Some((value, _)) => value,
        None => 0,
    };
    high.checked_add(middle)?.checked_add(low)?.checked_add(rest)
}

/// A maximal run of numeral characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numeral {
    /// Where it stands.
    pub span: Span,
    /// What it is worth; `None` when the run writes no single number, as in 三四 + 十.
    pub value: Option<u64>,
}

/// Returns the numeral that starts at `byte`, or `None` when none does or `byte` is no character boundary.
#[must_use]
pub fn numeral_at(text: &str, byte: usize) -> Option<Numeral> {
    let rest = text.get(byte..)?;
    let len = rest.find(|c| numeral_value(c).is_none()).unwrap_or(rest.len());
    (len > 0).then(|| Numeral { span: Span::new(byte, byte + len), value: parse_numeral(&rest[..len]) })
}

/// Returns the numerals of `text` in order. Cost: `O(bytes)`.
///
/// ```
/// let text = "第三方面17项43个问题";
/// let values: Vec<_> = gongwen_text::numerals(text).map(|n| n.value).collect();
/// assert_eq!(values, [Some(3), Some(17), Some(43)]);
/// ```
pub fn numerals(text: &str) -> impl Iterator<Item = Numeral> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c| numeral_value(c).is_some())?;
        let found = numeral_at(text, start)?;
        at = found.span.end;
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a number below 10^8 in Han, the slow and plain way.
    fn han(mut n: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut text = String::new();
        if n >= 10_000 {
            text = han(n / 10_000) + "万";
            n %= 10_000;
            if n == 0 {
                return text;
            }
            if n < 1000 {
                text.push('零');
            }
        }
        let (mut started, mut gap) = (false, false);
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = n / unit % 10;
            if digit == 0 {
                gap = started;
                continue;
            }
            if gap {
                text.push('零');
            }
            gap = false;
            started = true;
            text.push(DIGITS[usize::try_from(digit).unwrap()]);
            text.push_str(name);
        }
        text
    }

    #[test]
    fn han_numerals_are_read_as_they_are_written() {
        for n in (1..3000).chain((3000..100_000_000).step_by(99_991)) {
            assert_eq!(parse_numeral(&han(n)), Some(n), "{}", han(n));
        }
    }

    #[test]
    fn short_and_mixed_forms() {
        let cases = [
            ("十", 10),
            ("十一", 11),
            ("廿", 20),
            ("廿三", 23),
            ("卅", 30),
            ("双", 2),
            ("俩", 2),
            ("两百", 200),
            ("两千三百", 2300),
            ("二〇〇八", 2008),
            ("一九四九", 1949),
            ("〇", 0),
            ("2023", 2023),
            ("３０", 30),
            ("3千", 3000),
            ("一万二千", 12_000),
            ("十四亿", 1_400_000_000),
            ("一亿零三万", 100_030_000),
            ("百", 100),
            ("万", 10_000),
            ("三百五", 305),
        ];
        for (text, value) in cases {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "个",
            "三个",
            "十百",
            "双十",
            "十三四",
            "三四十五六",
            "99999999999999999999",
            "万万",
            " 3",
            "3.5",
        ] {
            assert_eq!(parse_numeral(text), None, "{text}");
        }
    }

    #[test]
    fn runs_are_maximal() {
        let text = "八“要”八“不要”，2023年";
        let found: Vec<_> = numerals(text).map(|n| n.span.slice(text)).collect();
        assert_eq!(found, ["八", "八", "2023"]);
        assert_eq!(numeral_at(text, 1), None);
        assert_eq!(numeral_at(text, 999), None);
    }
}
