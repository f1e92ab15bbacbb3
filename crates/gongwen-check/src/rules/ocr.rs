//! What recognition makes of a dash and of quotation marks.

use gongwen_text::{Span, is_han};

use super::context::{after, before};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "ocr-dash-as-yi",
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "破折号被识别为“一”",
            explanation: "扫描识别常把破折号“——”认作“一一”或“一”，引号、书名号内的副题前尤其多见。",
            source: &["GB/T 15834-2011 4.10（破折号）"],
            stable: true,
            good: &["逐项研究，一一对应抓好整改。", "“十四五”期间“统一规划、统一标准”。"],
            bad: &[
                "出版《永远的丰碑一一老区革命故事》一书。",
                "一一基础设施建设取得新进展。",
                "各类隐患一一特别是电气火灾隐患一一要逐一排查。",
                "演出“光辉的历程一庆祝建党一百周年”专场。",
            ],
        },
        Coded {
            id: "ocr-quote-comma",
            severity: Severity::Error,
            fix: Fix::Safe,
            summary: "前引号后紧接逗号",
            explanation: "前引号后不会紧接点号，多是识别时把单引号或污点认作逗号。",
            source: &["GB/T 15834-2011 4.8（引号）"],
            stable: true,
            good: &["坚持“稳中求进”总基调。"],
            bad: &["整改“，制度落实不到位”问题。"],
        },
    ],
    seeks: &[&["一"]],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for at in text.places.each('“') {
        let mark = at + '“'.len_utf8();
        let point = after(reading, mark).filter(|c| matches!(c, '，' | '、' | '；' | '。'));
        if let Some(point) = point.filter(|c| after(reading, mark + c.len_utf8()).is_some_and(is_han)) {
            let span = text.place(Span::new(mark, mark + point.len_utf8()));
            sink.report("ocr-quote-comma", span, format!("前引号后的“{point}”多余，建议核对后删去。"))
                .replace("");
        }
    }
    if !sink.wants("ocr-dash-as-yi") {
        return;
    }
    let mut end = 0;
    let yi = "一";
    for &at in text.places.of(yi) {
        if at < end {
            continue;
        }
        let run = reading[at..].len() - reading[at..].trim_start_matches('一').len();
        end = at + run;
        let span = Span::new(at, end);
        let is_dash = match run / yi.len() {
            1 => single(reading, span),
            2 => double(reading, span),
            _ => false,
        };
        if is_dash {
            let message = format!("“{}”疑为破折号“——”之误，请核对。", span.slice(reading));
            sink.report("ocr-dash-as-yi", text.place(span), message).replace("——");
        }
    }
}

/// How many Han characters a main title and a subtitle have at least.
const FEWEST: usize = 4;

fn han_before(text: &str, at: usize) -> usize {
    text[..at].chars().rev().take(FEWEST).take_while(|&c| is_han(c)).count()
}

fn han_after(text: &str, at: usize) -> usize {
    text[at..].chars().take(FEWEST).take_while(|&c| is_han(c)).count()
}

/// Words with which subtitles begin.
const SUBTITLES: [&str; 16] = [
    "纪念",
    "庆祝",
    "写在",
    "献给",
    "致敬",
    "喜迎",
    "热烈庆祝",
    "学习贯彻",
    "记全国",
    "记省",
    "记市",
    "兼谈",
    "兼论",
    "在庆祝",
    "在纪念",
    "关于",
];

/// Says whether 一一 is a dash: at a subtitle, in a title, before 这 or at the start of a paragraph, and not the
/// adverb (一一对应).
fn double(text: &str, span: Span) -> bool {
    let rest = &text[span.end..];
    let verb = ["对", "列", "落", "回", "介", "说", "核", "登", "记", "解", "查"]
        .iter()
        .any(|word| rest.starts_with(word));
    let starts = before(text, span.start).is_none_or(|c| matches!(c, '\n' | '\u{3000}'));
    let aside = ["特别是", "尤其是"].iter().any(|word| rest.starts_with(word));
    let closes = !verb && closes_aside(&text[..span.start]);
    if (starts && !verb && han_after(text, span.end) == FEWEST)
        || rest.starts_with("这是")
        || rest.starts_with("这就是")
        || aside
        || closes
    {
        return true;
    }
    let sides = han_before(text, span.start) == FEWEST && han_after(text, span.end) >= 2;
    let subtitle = SUBTITLES.iter().any(|word| text[span.end..].starts_with(word));
    sides && (subtitle || in_title(text, span))
}

/// Says whether a sentence has an aside that an earlier 一一 opened.
fn closes_aside(before: &str) -> bool {
    const MOST: usize = 30;
    let from = before.char_indices().rev().take(MOST).take_while(|&(_, c)| !matches!(c, '。' | '\n'));
    let from = from.last().map_or(before.len(), |(at, _)| at);
    ["一一特别是", "一一尤其是"].iter().any(|opener| before[from..].contains(opener))
}

/// Says whether a single 一 between a title and a subtitle is a dash: only where what follows begins one.
fn single(text: &str, span: Span) -> bool {
    han_before(text, span.start) == FEWEST
        && (SUBTITLES.iter().any(|word| *word != "关于" && text[span.end..].starts_with(word))
            || activity(text, span))
        && in_title(text, span)
}

/// Says whether 一 stands before one of the activities that carry a slogan as their first half: 中国梦一文化进万家.
fn activity(text: &str, span: Span) -> bool {
    const TAILS: [&str; 6] = ["进万家", "进校园", "进社区", "进基层", "下基层", "进乡村"];
    let tail = &text[span.end..];
    let near = head(tail, 11 * 3);
    let Some(close) = near.find(['”', '》', '\n', '，', '。']).filter(|&close| close <= 10 * 3) else {
        return false;
    };
    TAILS.iter().any(|word| tail[..close].ends_with(word)) && before(text, span.start).is_some_and(is_han)
}

/// Says whether the place lies between “ ” or 《 》 that hold no clause.
fn in_title(text: &str, span: Span) -> bool {
    const MOST: usize = 30;
    let ends = |c: &char| matches!(c, '“' | '”' | '《' | '》' | '\n' | '。');
    let left = text[..span.start].chars().rev().take(MOST).find(ends);
    let right = text[span.end..].chars().take(MOST).find(ends);
    matches!((left, right), (Some('“'), Some('”')) | (Some('《'), Some('》')))
}
