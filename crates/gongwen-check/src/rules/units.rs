//! Units of measurement: their letters, what is said of them twice, and areas in two units.

use std::sync::LazyLock;

use gongwen_text::{Span, is_han};
use regex::Regex;

use super::context::{after, before};
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group, firsts};
use crate::sink::Sink;
use crate::text::Text;

const CASE: &str = "measure-unit-case";
const REDUNDANT: &str = "measure-redundant-unit";
const CONVERSION: &str = "measure-conversion";
const SUPERSCRIPT: &str = "measure-superscript";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: CASE,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "单位符号大小写有误",
            explanation: "计量单位符号区分大小写：千克kg、千米km、厘米cm、毫米mm用小写，来自人名的单位首字母大写，如千瓦kW、千伏kV、兆帕MPa。",
            source: &["GB 3100-1993 6.1（单位符号的字母）", "GB/T 15835-2011 4.1.1（计量单位）"],
            stable: true,
            good: &["配备4kg灭火器2具。", "型号KM-30，电话30KMS。", "容量10kW、35kV。"],
            bad: &["配备4KG灭火器2具。", "线路长30KM。", "容量10kw。"],
        },
        Coded {
            id: REDUNDANT,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "单位中的“每”重复",
            explanation: "“每小时”“亩产”“时速”已说明按什么计算，后面的单位不再写“/小时”“/亩”。",
            source: &["GB 3100-1993（组合单位）"],
            stable: true,
            good: &["车速不得超过20公里/小时。", "亩产500公斤，补助标准为400元/亩。", "每人每次10元。"],
            bad: &["车速不得超过每小时20公里/小时。", "亩产达到500公斤/亩。", "时速80公里/小时。"],
        },
        Coded {
            id: CONVERSION,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "面积换算有误",
            explanation: "1公顷合15亩，1平方公里合1500亩，括注的面积应与正文的面积相等。",
            source: &["国务院关于在我国统一实行法定计量单位的命令（附：中华人民共和国法定计量单位）"],
            stable: true,
            good: &["供应土地3000亩（合200公顷）。", "保护区40平方公里（约6万亩）。"],
            bad: &["供应土地3000亩（合200平方公里）。", "保护区40平方公里（约600亩）。"],
        },
        Coded {
            id: SUPERSCRIPT,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "平方、立方的单位失了上标",
            explanation: "面积、体积单位的指数是上标，写成“m2”“m3”便不成单位；正文叙述宜用中文“平方米”“立方米”。",
            source: &["GB 3100-1993（组合单位的符号）", "GB/T 15835-2011 4.1.1（计量单位）"],
            stable: true,
            good: &["建筑面积4860平方米，浓度35μg/m³。", "型号M2，货币供应量M2增长8%。"],
            bad: &["建筑面积4860m2。", "库容3.5万m3，流域8km2。", "浓度为35ug/m3。"],
        },
    ],
    seeks: &[&LETTERS, &AREAS, &SQUARES],
    run,
};

/// What is often written, and what is right.
const SYMBOLS: [(&str, &str); 21] = [
    ("KG", "kg"),
    ("Kg", "kg"),
    ("KM", "km"),
    ("Km", "km"),
    ("CM", "cm"),
    ("Cm", "cm"),
    ("MM", "mm"),
    ("Mm", "mm"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("kw", "kW"),
    ("KWH", "kW·h"),
    ("Kwh", "kW·h"),
    ("kwh", "kW·h"),
    ("KV", "kV"),
    ("Kv", "kV"),
    ("kv", "kV"),
    ("MPA", "MPa"),
    ("Mpa", "MPa"),
    ("mpa", "MPa"),
    ("HZ", "Hz"),
];
const LETTERS: [&str; SYMBOLS.len()] = firsts(&SYMBOLS);

/// Units whose exponent has come down, and their names.
const EXPONENTS: [(&str, &str); 7] = [
    ("km2", "平方公里"),
    ("hm2", "公顷"),
    ("cm2", "平方厘米"),
    ("mm2", "平方毫米"),
    ("m2", "平方米"),
    ("cm3", "立方厘米"),
    ("m3", "立方米"),
];
const SQUARES: [&str; EXPONENTS.len()] = firsts(&EXPONENTS);

/// Areas before a bracket, and how many 亩 they have.
const MU: [(&str, f64); 4] = [("亩", 1.0), ("公顷", 15.0), ("平方公里", 1500.0), ("平方千米", 1500.0)];
const AREAS: [&str; MU.len()] = ["亩（", "公顷（", "平方公里（", "平方千米（"];

/// What amounts are per, the longer before what begins them.
const PER: [&str; 20] = [
    "小时",
    "分钟",
    "秒",
    "天",
    "日",
    "月",
    "年",
    "亩",
    "公顷",
    "吨",
    "公斤",
    "千克",
    "平方米",
    "立方米",
    "人",
    "户",
    "次",
    "件",
    "度",
    "学年",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if sink.wants(CASE) {
        for (at, symbol) in text.places.of_all(&LETTERS) {
            case(text, Span::new(at, at + symbol.len()), sink);
        }
    }
    if sink.wants(SUPERSCRIPT) {
        for (at, unit) in text.places.of_all(&SQUARES) {
            superscript(text, at, unit, sink);
        }
    }
    if sink.wants(REDUNDANT) {
        for slash in text.places.each('/') {
            redundant(text, slash, sink);
        }
    }
    if sink.wants(CONVERSION) {
        for (at, area) in text.places.of_all(&AREAS) {
            conversion(text, at, area, sink);
        }
    }
}

/// Judges m2 after a number, or after the slash of 35ug/m3.
fn superscript(text: &Text<'_>, at: usize, unit: &'static str, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let span = Span::new(at, at + unit.len());
    if after(reading, span.end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return;
    }
    let number = reading[..at].trim_end_matches(['余', '多', ' ']).trim_end_matches(['万', '亿']);
    let per = number.ends_with('/');
    if !per && !number.ends_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    let Some((_, name)) = EXPONENTS.iter().find(|(known, _)| *known == unit) else { return };
    let symbol = unit.replace('2', "²").replace('3', "³");
    let right = if per { symbol.as_str() } else { name };
    let message = format!("“{unit}”失了上标，宜写作“{right}”。");
    sink.report(SUPERSCRIPT, text.place(span), message).replace(right);
}

fn case(text: &Text<'_>, symbol: Span, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let number = reading[..symbol.start].trim_end_matches(' ');
    let rest = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    // DN300MM, GB-30KM and what goes on are names.
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '—' | '+');
    let named = rest.chars().next_back().is_some_and(part) || after(reading, symbol.end).is_some_and(part);
    if rest.len() == number.len() || named {
        return;
    }
    let written = symbol.slice(reading);
    if let Some((_, right)) = SYMBOLS.iter().find(|(wrong, _)| *wrong == written) {
        let message = format!("单位符号“{written}”宜写作“{right}”。");
        sink.report(CASE, text.place(symbol), message).replace(*right);
    }
}

fn redundant(text: &Text<'_>, slash: usize, sink: &mut Sink<'_>) {
    /// How far before the number the unit is said for the first time, in characters.
    const NEAR: usize = 8;
    let reading = text.as_str();
    let rest = &reading[slash + 1..];
    let Some(per) = PER.into_iter().find(|per| rest.starts_with(per)) else { return };
    let end = slash + 1 + per.len();
    // 元/人次, 升/人·日
    if after(reading, end).is_some_and(|c| matches!(c, '次' | '时' | '·' | '/' | '产' | '均')) {
        return;
    }
    let unit = reading[..slash].trim_end_matches(|c: char| is_han(c) || c.is_ascii_alphabetic());
    let number = unit.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '～' | '—' | '-'));
    if unit.len() == slash || number.len() == unit.len() || slash - unit.len() > 12 {
        return;
    }
    let han = number.chars().rev().take(NEAR).take_while(|&c| is_han(c)).map(char::len_utf8).sum::<usize>();
    let lead = tail(number, han);
    let forms = [format!("每{per}"), format!("{per}均"), format!("{per}产")];
    let said = forms.iter().find(|form| lead.contains(form.as_str())).map(String::as_str);
    let said = said.or_else(|| (per == "小时" && lead.contains("时速")).then_some("时速"));
    if let Some(said) = said {
        let start = number.len() - han + lead.rfind(said).unwrap_or(0);
        let span = Span::new(start, end);
        let message = format!("“{said}”与“/{per}”重复，只用其一即可。");
        sink.report(REDUNDANT, text.place(span), message).replace(&reading[start..slash]);
    }
}

/// What stands in the bracket after an area: nothing but the area in another unit.
static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = "^(?:约?合|折合|约|即|相当于|约为|折)?(?P<number>[0-9]{1,9}(?:\\.[0-9]{1,4})?)(?P<scale>[万亿]?)多?余?(?P<unit>亩|公顷|平方公里|平方千米)）";
    Regex::new(pattern).expect("the pattern is a constant")
});

fn conversion(text: &Text<'_>, at: usize, area: &str, sink: &mut Sink<'_>) {
    /// The longest number in a bracket, in bytes.
    const LONGEST: usize = 60;
    /// What rounding may make of it.
    const ROUNDED: f64 = 0.1;
    let reading = text.as_str();
    let number = reading[..at].trim_end_matches(['余', '多']);
    let digits = number.trim_end_matches(['万', '亿']);
    let start = digits.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let bracket = at + area.len();
    let Some(groups) = BRACKET.captures(head(&reading[bracket..], LONGEST)) else { return };
    let unit = area.trim_end_matches('（');
    let area = in_mu(&digits[start..], &number[digits.len()..], unit);
    let other = in_mu(&groups["number"], &groups["scale"], &groups["unit"]);
    let (Some(area), Some(other)) = (area, other) else { return };
    // 5—6万亩 is no number.
    let range = before(reading, start).is_some_and(|c| matches!(c, '—' | '-' | '～' | '~' | ',' | '，'));
    if unit != &groups["unit"] && !range && (area - other).abs() > ROUNDED * area.max(other) {
        let span = Span::new(start, bracket + groups[0].len());
        let message = format!("“{}”前后两个面积不等，请核对换算。", span.slice(reading));
        sink.report(CONVERSION, text.place(span), message);
    }
}

fn in_mu(number: &str, scale: &str, unit: &str) -> Option<f64> {
    let scale = scale.chars().map(|c| if c == '亿' { 1e8 } else { 1e4 }).product::<f64>();
    let (_, mu) = MU.into_iter().find(|(name, _)| *name == unit)?;
    number.parse::<f64>().ok().filter(|number| *number > 0.0).map(|number| number * scale * mu)
}
