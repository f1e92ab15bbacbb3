//! How the parts of an official document look, where its file says so: title, headings, body.
//!
//! The standard says “一般” (as a rule), so these are hints, and previews. They speak only of documents that have a title of
//! the form 关于…的通知 in one paragraph, and of paragraphs whose Chinese text has one font and size throughout. An indent
//! or a position on the page is not judged.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::{Look, Text};

const TITLE: &str = "gbt9704-title-layout";
const HEADING: &str = "gbt9704-heading-font";
const BODY: &str = "gbt9704-body-font";

/// Half points of 二号 and 三号.
const SECOND: u32 = 44;
const THIRD: u32 = 32;

/// The kinds of official documents (文种).
const KINDS: [&str; 15] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "函", "纪要",
];

/// A title stands among the first paragraphs.
const TITLE_WITHIN: usize = 8;
const LONGEST_TITLE: usize = 60;
const LONGEST_HEADING: usize = 30;
const SHORTEST_BODY: usize = 60;

const fn hint(
    id: &'static str,
    summary: &'static str,
    explanation: &'static str,
    source: &'static [&'static str],
) -> Coded {
    Coded {
        id,
        severity: Severity::Info,
        fix: Fix::None,
        summary,
        explanation,
        source,
        stable: false,
        good: &["关于做好防汛工作的通知\n各村：\n一、总体要求\n请认真落实。"],
        bad: &[],
    }
}

pub(crate) const GROUP: Group = Group {
    rules: &[
        hint(
            TITLE,
            "标题的字体、字号或位置与格式标准不一致",
            "标题一般用2号小标宋体字，居中排布。只看DOCX文件写明的字体、字号和对齐方式。",
            &["GB/T 9704—2012 7.3.1：标题一般用2号小标宋体字，分一行或多行居中排布"],
        ),
        hint(
            HEADING,
            "层次标题的字体与格式标准不一致",
            "结构层次一般第一层用黑体字、第二层用楷体字。只看DOCX文件写明字体、独立成段的“一、”“（一）”标题。",
            &["GB/T 9704—2012 7.3.3：一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字标注"],
        ),
        hint(
            BODY,
            "正文的字体或字号与格式标准不一致",
            "正文一般用3号仿宋体字。只看DOCX文件写明的字体和字号。",
            &["GB/T 9704—2012 7.3.3：正文一般用3号仿宋体字"],
        ),
    ],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let source = text.source();
    let is_title = |look: &&Look| {
        let title = look.span.slice(source);
        title.chars().count() <= LONGEST_TITLE
            && title.contains("关于")
            && KINDS.iter().any(|kind| title.strip_suffix(kind).is_some_and(|rest| rest.ends_with('的')))
    };
    let Some(title) = text.looks.iter().take(TITLE_WITHIN).find(is_title) else { return };
    let mut odd = off(title, "小标宋", SECOND);
    if title.centred == Some(false) {
        odd.push("未居中".to_owned());
    }
    if !odd.is_empty() {
        let message = format!("标题一般用2号小标宋体字，居中排布，此处{}。", odd.join("、"));
        sink.report(TITLE, title.span, message);
    }
    let after = text.looks.iter().filter(|look| look.span.start > title.span.start);
    let mut headings: Vec<(Span, String)> = Vec::new();
    let mut bodies = Vec::new();
    for look in after {
        let words = look.span.slice(source);
        let length = words.chars().count();
        if length <= LONGEST_HEADING && !words.contains(['。', '；', '\n']) {
            let Some((level, font)) = level(words) else { continue };
            if let Some(odd) = other_font(look, font) {
                headings.push((look.span, format!("{level}标题一般用{font}字，此处{odd}。")));
            }
        } else if length >= SHORTEST_BODY && words.ends_with('。') && level(words).is_none() {
            let odd = off(look, "仿宋", THIRD);
            if !odd.is_empty() {
                bodies.push((look.span, format!("正文一般用3号仿宋体字，此处{}。", odd.join("、"))));
            }
        }
    }
    for (rule, found) in [(HEADING, headings), (BODY, bodies)] {
        // One finding for each way to be off, at its first place.
        let mut said: Vec<&str> = Vec::new();
        for (span, message) in &found {
            if !said.contains(&message.as_str()) {
                said.push(message);
                let places = found.iter().filter(|(_, other)| other == message).count();
                sink.report(rule, *span, message.clone()).occurrences(places);
            }
        }
    }
}

/// The level of a heading by its number, and the font it is set in.
fn level(words: &str) -> Option<(&'static str, &'static str)> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let bracketed = words.strip_prefix('（').map(|rest| rest.trim_start_matches(numeral));
    let bare = words.trim_start_matches(numeral);
    match (bracketed, bare.len() < words.len()) {
        (Some(rest), _) if rest.starts_with('）') && !words.starts_with("（）") => {
            Some(("第二层", "楷体"))
        }
        (None, true) if bare.starts_with('、') => Some(("第一层", "黑体")),
        _ => None,
    }
}

/// What differs from a font and size, in words.
fn off(look: &Look, font: &str, half_points: u32) -> Vec<String> {
    let size = look.half_points.filter(|&size| size != half_points);
    let size = size.map(|size| format!("为{}磅", f64::from(size) / 2.0));
    other_font(look, font).into_iter().chain(size).collect()
}

/// The font in words, if it is another one than `wanted` under any of its names.
fn other_font(look: &Look, wanted: &str) -> Option<String> {
    let font = look.font.as_deref()?;
    let lower = font.to_ascii_lowercase();
    let names: &[&str] = match wanted {
        "小标宋" => &["小标宋", "xiaobiaosong", "fzxbs"],
        "黑体" => &["黑体", "simhei", "heiti"],
        "楷体" => &["楷", "kai"],
        _ => &["仿宋", "fangsong"],
    };
    (!names.iter().any(|name| lower.contains(name))).then(|| format!("为{font}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_known_by_their_numbers() {
        assert_eq!(level("一、总体要求"), Some(("第一层", "黑体")));
        assert_eq!(level("十二、附则"), Some(("第一层", "黑体")));
        assert_eq!(level("（三）工作目标"), Some(("第二层", "楷体")));
        for words in ["一是抓落实", "（略）", "（）", "1.目标", "总体要求", ""] {
            assert_eq!(level(words), None, "{words}");
        }
    }

    #[test]
    fn fonts_are_known_by_all_their_names() {
        let look = |font: &str, size: u32| Look {
            font: Some(font.to_owned()),
            half_points: Some(size),
            ..Look::default()
        };
        for font in ["仿宋", "仿宋_GB2312", "FangSong", "方正仿宋_GBK"] {
            assert!(off(&look(font, 32), "仿宋", THIRD).is_empty(), "{font}");
        }
        assert_eq!(off(&look("宋体", 28), "仿宋", THIRD), ["为宋体", "为14磅"]);
        assert_eq!(off(&look("微软雅黑", 32), "黑体", THIRD), ["为微软雅黑"]);
        assert!(off(&Look::default(), "黑体", THIRD).is_empty());
    }
}
