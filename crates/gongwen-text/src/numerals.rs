//! Numerals as official prose writes them: 一, 十二, 两, 廿, 〇, 12, １２.

/// Returns the value of a numeral character, or `None`. Units (十 百 千 万 亿) have their own value.
#[must_use]
pub const fn numeral_value(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => c as u64 - '0' as u64,
        '０'..='９' => c as u64 - '０' as u64,
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '俩' | '双' | '贰' | '兩' | '雙' | '貳' => 2,
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

/// Returns the number that the whole of `text` writes, or `None` when it is none or does not fit.
#[must_use]
pub fn parse_numeral(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let value = numeral_value(chars.next()?)?;
    chars.next().is_none().then_some(value)
}
