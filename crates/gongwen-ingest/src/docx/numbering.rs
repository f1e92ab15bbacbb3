//! Automatic numbers: 一、 （一） 1. 第一条, which Word draws and the text does not hold.

use std::collections::HashMap;

use crate::xml::{self, Piece, Problem};

/// How the paragraphs of a level are numbered.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false }
    }
}

const LEVELS: usize = 9;

/// The numbering definitions of a document, with the counters as they stand.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Vec<Level>>,
    numbers: HashMap<String, Number>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Clone, Debug, Default)]
struct Number {
    of: String,
    starts: HashMap<usize, u32>,
    started: [bool; LEVELS],
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn parse(xml: &str, max_depth: u64) -> Result<Self, Problem> {
        let mut numbering = Self::default();
        let (mut in_abstract, mut in_number) = (None::<String>, None::<String>);
        let mut level = 0;
        xml::walk(xml, max_depth, |piece| match piece {
            Piece::Open(start) => {
                let val = || xml::attribute(start, "val").unwrap_or_default();
                let ilvl = || {
                    xml::attribute(start, "ilvl").and_then(|l| l.parse().ok()).unwrap_or(0).min(LEVELS - 1)
                };
                match start.local_name().into_inner() {
                    "abstractNum" => {
                        in_abstract = xml::attribute(start, "abstractNumId");
                        if let Some(id) = &in_abstract {
                            numbering.abstracts.insert(id.clone(), vec![Level::default(); LEVELS]);
                        }
                    }
                    "num" => {
                        in_number = xml::attribute(start, "numId");
                        if let Some(id) = &in_number {
                            numbering.numbers.insert(id.clone(), Number::default());
                        }
                    }
                    "lvl" | "lvlOverride" => level = ilvl(),
                    "abstractNumId" => {
                        if let Some(number) = in_number.as_ref().and_then(|id| numbering.numbers.get_mut(id))
                        {
                            number.of = val();
                        }
                    }
                    "startOverride" => {
                        if let Some(number) = in_number.as_ref().and_then(|id| numbering.numbers.get_mut(id))
                            && let Ok(value) = val().parse()
                        {
                            number.starts.insert(level, value);
                        }
                    }
                    name => {
                        let Some(levels) =
                            in_abstract.as_ref().and_then(|id| numbering.abstracts.get_mut(id))
                        else {
                            return;
                        };
                        let Some(slot) = levels.get_mut(level) else { return };
                        match name {
                            "start" => slot.start = val().parse().unwrap_or(1),
                            "numFmt" => slot.format = val(),
                            "lvlText" => slot.text = val(),
                            "isLgl" => slot.legal = val() != "0" && val() != "false",
                            _ => {}
                        }
                    }
                }
            }
            Piece::Close("abstractNum") => in_abstract = None,
            Piece::Close("num") => in_number = None,
            Piece::Close(_) | Piece::Text(_) => {}
        })?;
        Ok(numbering)
    }

    /// Counts one paragraph of list `id` at `level` and returns its number as drawn; empty for bullets.
    pub(super) fn next(&mut self, id: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(number) = self.numbers.get_mut(id) else { return String::new() };
        let Some(levels) = self.abstracts.get(&number.of) else { return String::new() };
        let counters = self.counters.entry(number.of.clone()).or_default();
        // A list that says where it starts, starts there the first time it is met.
        let restart = number.starts.get(&level).filter(|_| !number.started[level]);
        number.started[level] = true;
        counters[level] = Some(match (restart, counters[level]) {
            (Some(&start), _) => start,
            (None, Some(value)) => value.saturating_add(1),
            (None, None) => levels[level].start,
        });
        for deeper in &mut counters[level + 1..] {
            *deeper = None;
        }
        if matches!(levels[level].format.as_str(), "bullet" | "none") {
            return String::new();
        }
        let mut out = String::new();
        let mut chars = levels[level].text.chars();
        while let Some(c) = chars.next() {
            let Some(of) = (c == '%').then(|| chars.clone().next().and_then(|d| d.to_digit(10))).flatten()
            else {
                out.push(c);
                continue;
            };
            chars.next();
            let of = (of as usize).saturating_sub(1).min(LEVELS - 1);
            let value = counters[of].unwrap_or(levels[of].start);
            let format = if levels[level].legal { "decimal" } else { levels[of].format.as_str() };
            out.push_str(&drawn(value, format));
        }
        out
    }
}

/// Draws a number in a format of Word.
fn drawn(value: u32, format: &str) -> String {
    let nth = |set: &str| {
        let size = set.chars().count() as u32;
        value.checked_sub(1).and_then(|at| set.chars().nth((at % size.max(1)) as usize)).map(String::from)
    };
    let circled = || {
        char::from_u32(0x2460 + value.wrapping_sub(1)).filter(|_| (1..=20).contains(&value)).map(String::from)
    };
    let letters = |first: u8| {
        let at = value.checked_sub(1)?;
        // Word repeats letters: a … z, aa, bb.
        let letter = char::from(first + u8::try_from(at % 26).ok()?);
        Some(std::iter::repeat_n(letter, (at / 26 + 1).min(20) as usize).collect::<String>())
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => Some(chinese(value)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(
            value
                .to_string()
                .chars()
                .filter_map(|d| "〇一二三四五六七八九".chars().nth(d.to_digit(10)? as usize))
                .collect(),
        ),
        "chineseLegalSimplified" | "ideographLegalTraditional" => Some(legal(value)),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(),
        "decimalEnclosedParen" => char::from_u32(0x2474 + value.wrapping_sub(1))
            .filter(|_| (1..=20).contains(&value))
            .map(String::from),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(value.to_string().chars().filter_map(|d| char::from_u32(0xff10 + d.to_digit(10)?)).collect())
        }
        "decimalZero" => Some(format!("{value:02}")),
        "lowerLetter" => letters(b'a'),
        "upperLetter" => letters(b'A'),
        "lowerRoman" => Some(roman(value).to_lowercase()),
        "upperRoman" => Some(roman(value)),
        _ => None,
    }
    .unwrap_or_else(|| value.to_string())
}

/// Writes a number as it is read aloud: 十, 十一, 二十, 一百零五.
fn chinese(value: u32) -> String {
    if value >= 10_000 {
        return value.to_string();
    }
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(digits[digit as usize]);
        }
        out.push_str(name);
    }
    if out.is_empty() { "零".to_owned() } else { out }
}

/// Writes a number in the characters of cheques: 壹拾贰.
fn legal(value: u32) -> String {
    let full = if (10..20).contains(&value) { format!("一{}", chinese(value)) } else { chinese(value) };
    full.chars()
        .map(|c| {
            "零一二三四五六七八九十百千"
                .chars()
                .position(|p| p == c)
                .map_or(c, |at| "零壹贰叁肆伍陆柒捌玖拾佰仟".chars().nth(at).unwrap_or(c))
        })
        .collect()
}

fn roman(value: u32) -> String {
    if value >= 4000 {
        return value.to_string();
    }
    let mut rest = value;
    let mut out = String::new();
    for (worth, sign) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= worth {
            out.push_str(sign);
            rest -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_drawn_as_word_draws_them() {
        for (value, format, drawn_as) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (11, "chineseCountingThousand", "十一"),
            (20, "japaneseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (3, "ideographTraditional", "丙"),
            (2, "decimalEnclosedCircle", "②"),
            (4, "lowerRoman", "iv"),
            (27, "upperLetter", "AA"),
            (7, "unheard-of", "7"),
        ] {
            assert_eq!(drawn(value, format), drawn_as, "{value} {format}");
        }
    }

    #[test]
    fn levels_count_and_start_again() {
        let xml = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2."/></w:lvl>
            </w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
        let mut numbering = Numbering::parse(xml, 64).unwrap();
        let drawn: Vec<String> = [0, 1, 1, 0, 1].iter().map(|&level| numbering.next("5", level)).collect();
        assert_eq!(drawn, ["一、", "一-1.", "一-2.", "二、", "二-1."]);
        assert_eq!(numbering.next("6", 0), "");
    }
}
