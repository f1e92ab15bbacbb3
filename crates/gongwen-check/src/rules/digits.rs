//! Letters, dashes and wide figures inside numbers: 2O24年, l5个, 2025一2027年, １2项.

use gongwen_text::Span;

use super::context::{after, before};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const LETTER: &str = "ocr-digit-letter";
const DASH: &str = "ocr-digit-yi";
const WIDE: &str = "num-width-mixed";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: LETTER,
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "数字误作形近的字母",
            explanation: "录入和识别时，0常误作字母O，1误作l、I：“2O24年”应为“2024年”。",
            source: &["扫描识别常见错误", "GB/T 15835-2011 4.1（阿拉伯数字）"],
            stable: true,
            good: &[
                "A3纸2页，型号B1O，5G基站10个，O型血3人。",
                "第I类2项，COVID-19，PM2.5。",
                "乙醇5l、SO2浓度。",
            ],
            bad: &[
                "会议于2O24年召开。",
                "投资1O0万元。",
                "共有l5个村。",
                "投资3O万元。",
                "2l名党员。",
                "l月5日前报送。",
            ],
        },
        Coded {
            id: DASH,
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "数字之间的连接号误作“一”",
            explanation: "“2025—2027年”的一字线，识别和录入时常误作汉字“一”。",
            source: &["GB/T 15834-2011 4.13（连接号）"],
            stable: true,
            good: &["2025—2027年，3月一5日内报送。", "第1一审法庭，共1一个。"],
            bad: &["行动方案（2025一2027年）。", "每村3一5个，每年1月一3月。", "增长5%一10%。"],
        },
        Coded {
            id: WIDE,
            severity: Severity::Warning,
            fix: Fix::Safe,
            summary: "一个数中全角、半角数字混用",
            explanation: "阿拉伯数字在一处应当全用半角，不宜一个数里既有全角又有半角。",
            source: &["GB/T 15835-2011 4.1（阿拉伯数字）"],
            stable: true,
            good: &["２０２４年，2024年。"],
            bad: &["20２4年，共１2项。"],
        },
    ],
    seeks: &[&LETTERS, &[YI]],
    run,
};

const LETTERS: [&str; 4] = ["O", "o", "l", "I"];
const YI: &str = "一";
/// What a number is followed by.
const UNITS: [&str; 35] = [
    "年", "月", "日", "个", "名", "人", "家", "户", "项", "件", "万", "亿", "元", "次", "条", "处", "台",
    "%", "％", "亩", "公里", "平方", "米", "天", "场", "期", "份", "所", "村", "起", "辆", "吨", "支", "岁",
    "页",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    letters(text, sink);
    dashes(text, sink);
    wide(text, sink);
}

fn letters(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let part = |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I');
    let mut done = 0;
    for (at, _) in text.places.of_all(&LETTERS) {
        if at < done {
            continue;
        }
        let start = reading[..at].trim_end_matches(part).len();
        let len: usize = reading[at..].chars().take_while(|&c| part(c)).map(char::len_utf8).sum();
        let run = Span::new(start, at + len);
        done = run.end;
        let written = run.slice(reading);
        // Before a number stands text, after it a unit.
        let amid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '+' | '〓');
        let digits = written.bytes().filter(u8::is_ascii_digit).count();
        let strange = written.len() - digits;
        let free = before(reading, start).is_none_or(|c| !amid(c));
        let united = UNITS.iter().any(|unit| reading[run.end..].starts_with(unit));
        // 5l is five litres, and O型 a blood group.
        let litres = strange == 1
            && written.ends_with('l')
            && !reading[run.end..].starts_with(['年', '月', '日', '名', '个', '人', '户']);
        let grade = written.starts_with('I') && digits == 0 || strange > digits.max(1);
        // l月l日
        let day = matches!(written, "l" | "I") && reading[run.end..].starts_with(['月', '日']);
        if (digits > 0 || day) && free && united && !litres && (day || !grade) {
            let right: String = written
                .chars()
                .map(|c| match c {
                    'O' | 'o' => '0',
                    'l' | 'I' => '1',
                    c => c,
                })
                .collect();
            let message = format!("“{written}”中混入了形近的字母，应为“{right}”，请核对。");
            sink.report(LETTER, text.place(run), message).replace(right);
        }
    }
}

fn dashes(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for &at in text.places.of(YI) {
        let end = at + YI.len();
        if !after(reading, end).is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let left = reading[..at].trim_end_matches(['年', '月', '日', '%', '％']);
        let unit = &reading[left.len()..at];
        let digits = reading[end..].bytes().take_while(u8::is_ascii_digit).count();
        let right = &reading[end + digits..];
        // Each end has the unit, or the last alone.
        let same = unit.is_empty() && UNITS.iter().any(|unit| right.starts_with(unit))
            || !unit.is_empty() && right.starts_with(unit);
        if left.ends_with(|c: char| c.is_ascii_digit()) && unit.chars().count() < 2 && same {
            let message = "数字之间的“一”疑为连接号“—”之误，请核对。";
            sink.report(DASH, text.place(Span::new(at, end)), message).replace("—");
        }
    }
}

fn wide(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let is_wide = |c: char| ('０'..='９').contains(&c);
    let mut done = 0;
    for &figure in &text.places.figures {
        let beside = before(reading, figure.start).is_some_and(is_wide)
            || after(reading, figure.end).is_some_and(is_wide);
        if !beside || figure.start < done {
            continue;
        }
        let part = |c: char| c.is_ascii_digit() || is_wide(c);
        let start = reading[..figure.start].trim_end_matches(part).len();
        let len: usize = reading[start..].chars().take_while(|&c| part(c)).map(char::len_utf8).sum();
        done = start + len;
        let written = &reading[start..done];
        let narrow = |c: char| {
            if is_wide(c) { char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c) } else { c }
        };
        let right: String = written.chars().map(narrow).collect();
        let message = format!("“{written}”中全角、半角数字混用，宜写作“{right}”。");
        sink.report(WIDE, text.place(Span::new(start, done)), message).replace(right);
    }
}
