//! The parts of an official document: title, salutation, headings, paragraphs, sign-off, attachments.
//!
//! Found by form alone, from the reading. Numbers make headings (一、 （一） 1. （1） ① 第一章); 一是, 首先 and the items of
//! a list that end like sentences do not. Web copies lose line ends, so headings are also found inside paragraphs, after
//! the end of a sentence.

mod numbering;
mod sections;

use crate::chars::{char_before, is_blank, is_closing};
use crate::numerals::numeral_value;
use crate::span::Span;

pub use numbering::{NumberStyle, Numbering};
pub use sections::Section;

/// The parts of a document, as spans of the text given, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Structure {
    /// The title (标题), over several lines where it takes them.
    pub title: Option<Span>,
    /// The salutation (称谓) or the principal recipient (主送机关), with its colon.
    pub salutation: Option<Span>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Lines with text, without the blanks around them: title, headings and all.
    pub paragraphs: Vec<Span>,
    /// The sign-off (落款): the issuer, where it stands on the line before, and the date.
    pub signoff: Option<Span>,
    /// Attachments (附件), one span a title; a bare 附件 line that begins an attachment counts as one.
    pub attachments: Vec<Span>,
}

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// Number and text.
    pub span: Span,
    /// The level that the number's style has in GB/T 9704: 一、 1, （一） 2, 1. 3, （1） 4, ① 5. In laws 编 has 1, 章 2, 节 3, 条 4.
    pub level: u8,
    /// The number.
    pub number: Option<Numbering>,
    /// The text without the number and without closing punctuation; empty where the copy has lost its end.
    pub text: Span,
    /// Whether body text follows in the same paragraph.
    pub run_in: bool,
}

/// The longest title, heading or salutation, in characters.
const LONG: usize = 60;

impl Structure {
    /// Finds the parts of `reading`. Cost: `O(bytes)`.
    ///
    /// ```
    /// use gongwen_text::Structure;
    /// let text = "关于整改情况的报告\n市委：\n一、组织落实情况\n（一）提高站位，迅速落实。深入学习。\n区委\n2023年9月1日";
    /// let found = Structure::of(text);
    /// assert_eq!(found.title.unwrap().slice(text), "关于整改情况的报告");
    /// assert_eq!(found.salutation.unwrap().slice(text), "市委：");
    /// let headings: Vec<_> = found.headings.iter().map(|h| (h.level, h.text.slice(text), h.run_in)).collect();
    /// assert_eq!(headings, [(1, "组织落实情况", false), (2, "提高站位，迅速落实", true)]);
    /// assert_eq!(found.signoff.unwrap().slice(text), "区委\n2023年9月1日");
    /// ```
    #[must_use]
    pub fn of(reading: &str) -> Self {
        let paragraphs = paragraphs(reading);
        let attachments = attachments(reading, &paragraphs);
        let names_attachment = |paragraph: &Span| {
            let next = attachments.partition_point(|attached| attached.start < paragraph.start);
            attachments.get(next).is_some_and(|attached| attached.start < paragraph.end)
        };
        let mut headings = Vec::new();
        for &paragraph in paragraphs.iter().filter(|paragraph| !names_attachment(paragraph)) {
            headings_of(reading, paragraph, &mut headings);
        }
        let salutation = salutation(reading, &paragraphs);
        let title = title(reading, &paragraphs, salutation);
        let signoff = signoff(reading, &paragraphs);
        Self { title, salutation, headings, paragraphs, signoff, attachments }
    }

    /// Returns the nearest heading that starts at or before `byte`. Cost: `O(log headings)`.
    #[must_use]
    pub fn heading_at(&self, byte: usize) -> Option<&Heading> {
        let next = self.headings.partition_point(|heading| heading.span.start <= byte);
        next.checked_sub(1).map(|last| &self.headings[last])
    }

    /// Returns the paragraph that holds `byte`. Cost: `O(log paragraphs)`.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> Option<Span> {
        let next = self.paragraphs.partition_point(|paragraph| paragraph.start <= byte);
        next.checked_sub(1).map(|last| self.paragraphs[last]).filter(|paragraph| paragraph.contains(byte))
    }
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let left = line.trim_start();
        let lead = start + line.len() - left.len();
        let len = left.trim_end().len();
        if len > 0 {
            paragraphs.push(Span::new(lead, lead + len));
        }
        start += line.len();
    }
    paragraphs
}

/// Says whether `line` begins with a heading's number or names an attachment.
pub(crate) fn is_numbered(line: &str) -> bool {
    numbering::at(line, 0).is_some() || line.starts_with("附件")
}

// Headings

fn headings_of(text: &str, paragraph: Span, headings: &mut Vec<Heading>) {
    let first = headings.len();
    let line = paragraph.slice(text);
    if let Some(number) = numbering::at(text, paragraph.start)
        && let Some(heading) = first_heading(text, paragraph, number)
    {
        headings.push(heading);
    }
    // Inside the paragraph a number may only follow the end of a sentence, a blank, or a heading cut short.
    let second = paragraph.start + line.chars().next().map_or(0, char::len_utf8);
    let starts = line.char_indices().skip(1).filter(|&(_, c)| numbering::may_start(c));
    for at in starts.map(|(offset, _)| paragraph.start + offset) {
        if headings.get(first..).and_then(<[_]>::last).is_some_and(|last| at < last.span.end) {
            continue;
        }
        let after_heading =
            headings.get(first..).and_then(<[_]>::last).is_some_and(|last| last.span.end == at);
        let follows = after_heading
            || at > second
                && char_before(text, at).is_some_and(|c| {
                    matches!(c, '。' | '！' | '？' | '；' | '：') || is_blank(c) || is_closing(c)
                });
        let cut_short = headings.get(first..).and_then(<[_]>::last).filter(|last| {
            last.text.is_empty()
                && (6..=3 * LONG).contains(&(at - last.span.end))
                && !text[last.span.end..at].contains(['。', '，', '；'])
        });
        if !follows && cut_short.is_none() {
            continue;
        }
        let Some(number) = numbering::at(text, at) else { continue };
        if matches!(number.style, NumberStyle::Article | NumberStyle::Part | NumberStyle::Circled) {
            continue;
        }
        let bracketed = matches!(number.style, NumberStyle::HanBracketed | NumberStyle::ArabicBracketed);
        if cut_short.is_some()
            && bracketed
            && let Some(last) = headings.last_mut()
        {
            // 二、整改落实情况（一）…: the next number ends the text.
            last.text = Span::new(last.span.end, at);
            last.span.end = at;
        } else if !follows {
            continue;
        }
        headings.extend(inner_heading(text, paragraph, number));
    }
}

/// The heading that begins a paragraph: the whole of it, or its first sentence.
fn first_heading(text: &str, paragraph: Span, number: Numbering) -> Option<Heading> {
    let body = Span::new(number.span.end, paragraph.end);
    if number.style == NumberStyle::Article {
        return Some(heading(number, Span::empty(number.span.end), !body.is_empty()));
    }
    let rest = body.slice(text);
    match rest.find(['。', '！', '？', '：', '；']) {
        None if is_short(rest) => Some(heading(number, body, false)),
        None => blank_end(rest).map(|end| heading(number, Span::new(body.start, body.start + end), true)),
        Some(end) => {
            // A heading with a blank before its body may stand before the first full stop.
            if let Some(blank) = blank_end(&rest[..end]) {
                return Some(heading(number, Span::new(body.start, body.start + blank), true));
            }
            let mark = rest[end..].chars().next()?;
            let more = !rest[end + mark.len_utf8()..].trim_start_matches(is_closing).is_empty();
            (mark != '；' && end > 0 && (more || mark == '：') && is_short(&rest[..end]))
                .then(|| heading(number, Span::new(body.start, body.start + end), more))
        }
    }
}

/// A heading inside a paragraph: up to the next blank, or its first sentence, or the number alone.
fn inner_heading(text: &str, paragraph: Span, number: Numbering) -> Option<Heading> {
    let body = Span::new(number.span.end, paragraph.end);
    let rest = body.slice(text);
    let end = rest.find(['。', '！', '？', '：', '；']).unwrap_or(rest.len());
    let sentence = until_number(&rest[..end]);
    if let Some(blank) = blank_end(sentence) {
        return Some(heading(number, Span::new(body.start, body.start + blank), true));
    }
    if rest[end..].starts_with('；') {
        return None;
    }
    let end = sentence.len();
    // 一、组织落实情况市委第五巡察组反馈意见以来，…: where the heading ends is lost.
    let lost = number.style == NumberStyle::Han && sentence.contains('，');
    let text = if is_short(sentence) && !lost {
        Span::new(body.start, body.start + end)
    } else {
        Span::empty(body.start)
    };
    Some(heading(number, text, true))
}

/// Cuts a heading that runs into the next number: 还须加强1.基层…, …问题(1)…
fn until_number(sentence: &str) -> &str {
    const FEWEST: usize = 4;
    let number = sentence.char_indices().skip(FEWEST).find(|&(at, c)| {
        matches!(c, '（' | '(' | '0'..='9')
            && !sentence[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
            && numbering::at(sentence, at).is_some_and(|number| number.style > NumberStyle::Han)
    });
    number.map_or(sentence, |(at, _)| &sentence[..at])
}

fn heading(number: Numbering, text: Span, run_in: bool) -> Heading {
    let span = Span::new(number.span.start, text.end);
    Heading { span, level: number.style.level(), number: Some(number), text, run_in }
}

fn is_short(text: &str) -> bool {
    text.len() <= 4 * LONG && text.chars().count() <= LONG
}

/// Where a blank ends a heading text: after four characters at least, with Han on both sides.
fn blank_end(text: &str) -> Option<usize> {
    const FEWEST: usize = 4;
    let (chars, (at, _)) =
        text.char_indices().enumerate().find(|&(chars, (_, c))| chars >= FEWEST && is_blank(c))?;
    let more = text[at..].trim_start_matches(is_blank);
    (chars <= LONG && !more.is_empty()).then_some(at)
}

// Title, salutation, sign-off, attachments

/// How far from the top title and salutation are looked for, in paragraphs.
const TOP: usize = 12;

fn has_sentence(text: &str) -> bool {
    text.contains(['。', '！', '？', '；'])
}

fn salutation(text: &str, paragraphs: &[Span]) -> Option<Span> {
    const WORDS: [&str; 8] = ["尊敬的", "各位", "同志", "亲爱的", "代表", "委员", "领导", "朋友"];
    const BODIES: [&str; 14] =
        ["府", "局", "委", "部", "厅", "院", "办", "公司", "单位", "机构", "部门", "省", "市", "会"];
    for &paragraph in paragraphs.iter().take(TOP) {
        let line = paragraph.slice(text);
        if let Some(colon) = line.find('：') {
            let called = &line[..colon];
            let whole = colon + '：'.len_utf8() == line.len();
            let person = WORDS[..4].iter().any(|word| called.starts_with(word))
                || WORDS[4..].iter().any(|word| called.contains(word)) && whole;
            let body = whole && BODIES.iter().any(|body| called.trim_end_matches(')').ends_with(body));
            let plain =
                !has_sentence(called) && numbering::at(line, 0).is_none() && !called.starts_with("附件");
            if plain && (person && is_short(called) || body && called.chars().count() <= 3 * LONG) {
                return Some(Span::new(paragraph.start, paragraph.start + colon + '：'.len_utf8()));
            }
        }
        if has_sentence(line) {
            return None;
        }
    }
    None
}

fn title(text: &str, paragraphs: &[Span], salutation: Option<Span>) -> Option<Span> {
    const KINDS: [&str; 34] = [
        "报告", "通知", "意见", "决定", "决议", "命令", "公报", "公告", "通告", "通报", "请示", "批复",
        "议案", "函", "纪要", "方案", "讲话", "发言", "总结", "规划", "计划", "办法", "规定", "条例", "细则",
        "要点", "汇报", "致辞", "演讲", "贺信", "材料", "制度", "法", "规则",
    ];
    let kind = |line: &str| {
        let bare = line.trim_end_matches(|c| is_closing(c) || is_blank(c));
        // 管理办法（试行）
        let bare = bare
            .rfind(['（', '('])
            .filter(|_| line.ends_with(['）', ')']))
            .map_or(bare, |at| bare[..at].trim_end());
        KINDS.iter().any(|kind| bare.ends_with(kind))
    };
    let top: Vec<Span> = paragraphs
        .iter()
        .copied()
        .take(TOP)
        .take_while(|span| salutation.is_none_or(|salutation| span.start < salutation.start))
        .take_while(|span| !has_sentence(span.slice(text)) && is_short(span.slice(text)))
        .take_while(|span| numbering::at(text, span.start).is_none())
        .collect();
    let candidate = |span: &Span| {
        let line = span.slice(text);
        (4..=LONG).contains(&line.chars().count())
            && !line.contains('：')
            && !line.starts_with(['（', '('])
            && date_of(line).is_none()
            && line.matches('\u{3000}').count() < 2
            && line.chars().any(crate::chars::is_han)
    };
    let named = top.iter().position(|span| candidate(span) && kind(span.slice(text)));
    match named {
        // The organ, or the first half of the title, on the lines right before.
        Some(last) => {
            let first = (0..last).rev().take_while(|&at| candidate(&top[at])).last().unwrap_or(last);
            Some(Span::new(top[first].start, top[last].end))
        }
        // Without a kind a single line must stand apart from a body that follows.
        None => top.iter().find(|span| candidate(span)).copied().filter(|_| paragraphs.len() > top.len()),
    }
}

/// The date that is all of `line`, brackets aside.
fn date_of(line: &str) -> Option<&str> {
    let bare = line.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')') || is_blank(c));
    let numeral =
        |text: &str| !text.trim().is_empty() && text.trim().chars().all(|c| numeral_value(c).is_some());
    let (year, rest) = bare.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日').or_else(|| rest.is_empty().then_some("1"))?;
    (numeral(year) && year.trim().chars().count() == 4 && numeral(month) && numeral(day)).then_some(bare)
}

fn signoff(text: &str, paragraphs: &[Span]) -> Option<Span> {
    const BOTTOM: usize = 12;
    let low = paragraphs.len().saturating_sub(BOTTOM).max(1);
    let at = (low..paragraphs.len()).rev().find(|&at| date_of(paragraphs[at].slice(text)).is_some())?;
    let before = paragraphs[at - 1];
    let line = before.slice(text);
    let issuer = at > 1
        && is_short(line)
        && !line.contains(['。', '！', '？', '；', '：', '，'])
        && numbering::at(line, 0).is_none();
    // A date on top of the text belongs to the title.
    let body = paragraphs[..at].iter().any(|span| has_sentence(span.slice(text)));
    let start = if issuer { before.start } else { paragraphs[at].start };
    (body || issuer).then_some(Span::new(start, paragraphs[at].end))
}

fn attachments(text: &str, paragraphs: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut listing = false;
    for &paragraph in paragraphs {
        let line = paragraph.slice(text);
        if let Some(rest) = line.strip_prefix("附件") {
            let named = rest.trim_start_matches(|c| numeral_value(c).is_some());
            let named = named.strip_prefix(['：', ':', '.']).map(str::trim_start);
            let bare = rest.trim_start_matches(|c| numeral_value(c).is_some() || is_blank(c)).is_empty();
            listing = named.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
            match named {
                Some(name) if !name.is_empty() && is_short(name) => {
                    found.push(Span::new(paragraph.end - name.len(), paragraph.end));
                }
                _ if bare || named.is_some() => found.push(paragraph),
                _ => {}
            }
        } else if listing
            && line.starts_with(|c: char| c.is_ascii_digit())
            && is_short(line)
            && !has_sentence(line)
        {
            found.push(paragraph);
        } else {
            listing = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headings(text: &str) -> Vec<(u8, u64, &str, bool)> {
        Structure::of(text)
            .headings
            .iter()
            .map(|heading| {
                (
                    heading.level,
                    heading.number.map_or(0, |number| number.value),
                    heading.text.slice(text),
                    heading.run_in,
                )
            })
            .collect()
    }

    #[test]
    fn every_style_has_its_level() {
        let text = "第一编 总则\n第二章 职责\n第三节 程序\n第十条 本办法自公布之日起施行。\n一、总体要求\n（二）基本原则\n3.主要目标\n4、重点任务\n（5）保障措施\n⑥其他";
        assert_eq!(
            headings(text),
            [
                (1, 1, "总则", false),
                (2, 2, "职责", false),
                (3, 3, "程序", false),
                (4, 10, "", true),
                (1, 1, "总体要求", false),
                (2, 2, "基本原则", false),
                (3, 3, "主要目标", false),
                (3, 4, "重点任务", false),
                (4, 5, "保障措施", false),
                (5, 6, "其他", false),
            ]
        );
    }

    #[test]
    fn run_in_headings_end_with_their_sentence() {
        let text = "（一）压实责任，层层传导。区委先后召开6次会议。\n（二）建章立制：印发文件。";
        assert_eq!(headings(text), [(2, 1, "压实责任，层层传导", true), (2, 2, "建章立制", true)]);
    }

    #[test]
    fn headings_are_found_inside_a_paragraph() {
        let text = "现提出建议。 一、主要做法 今年以来，全局深入学习。（一）聚焦铸魂，推动理论武装 始终把学习摆在首位。一是带头学。";
        assert_eq!(headings(text), [(1, 1, "主要做法", true), (2, 1, "聚焦铸魂，推动理论武装", true)]);
        let text = "现报告如下。二、整改落实情况（一）学习不够深入，还有差距。下一步加强。";
        assert_eq!(headings(text), [(1, 2, "整改落实情况", true), (2, 1, "学习不够深入，还有差距", true)]);
    }

    #[test]
    fn ordinals_items_and_numbers_are_no_headings() {
        for text in [
            "一是抓学习。二是抓落实。",
            "首先，提高认识。",
            "（一）违反规定的；\n（二）造成损失的。",
            "一、二、三产业融合发展。",
            "3.5万元用于培训。",
            "2023年工作平稳。",
            "面积为1.2亩。增长3.4%。",
            "十分重要。百姓满意。",
        ] {
            assert_eq!(headings(text), [], "{text}");
        }
    }

    #[test]
    fn head_and_foot_of_a_document() {
        let text = "某某区人民政府\n关于开展专项整治的通知\n各街道办事处，区直各单位：\n\u{3000}\u{3000}现通知如下。\n\u{3000}\u{3000}一、目标\n附件：1.任务清单\n2.责任分工\n区政府办公室\n（2024年3月5日）";
        let found = Structure::of(text);
        assert_eq!(found.title.unwrap().slice(text), "某某区人民政府\n关于开展专项整治的通知");
        assert_eq!(found.salutation.unwrap().slice(text), "各街道办事处，区直各单位：");
        assert_eq!(found.signoff.unwrap().slice(text), "区政府办公室\n（2024年3月5日）");
        let attached: Vec<_> = found.attachments.iter().map(|span| span.slice(text)).collect();
        assert_eq!(attached, ["1.任务清单", "2.责任分工"]);
        assert_eq!(found.heading_at(text.len()).unwrap().text.slice(text), "目标");
        assert_eq!(found.heading_at(0), None);
        assert_eq!(found.paragraph_at(text.find("现通知").unwrap()).unwrap().slice(text), "现通知如下。");
    }

    #[test]
    fn a_salutation_may_run_into_the_text() {
        let text = "尊敬的书记，各位领导：根据安排，我作简要发言。";
        assert_eq!(Structure::of(text).salutation.unwrap().slice(text), "尊敬的书记，各位领导：");
        let text = "会议指出：要抓落实。";
        assert_eq!(Structure::of(text).salutation, None);
    }

    #[test]
    fn empty_document_has_no_parts() {
        assert_eq!(Structure::of(""), Structure::default());
        assert_eq!(Structure::of(" \n\u{3000}\n"), Structure::default());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_gives_ordered_parts(text in "(?s)(一、|（一）|1\\.|（1）|①|第一章|附件|：|同志们|2023年1月2日|报告|[党的。，； \n\u{3000}a1、])*") {
            let found = Structure::of(&text);
            for heading in &found.headings {
                prop_assert!(heading.span.contains_span(heading.text));
                prop_assert!(text.get(heading.span.start..heading.span.end).is_some());
                prop_assert!(text.is_char_boundary(heading.text.start));
            }
            prop_assert!(found.headings.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert!(found.paragraphs.windows(2).all(|pair| pair[0].end < pair[1].start));
            for span in found.attachments.iter().chain(&found.title).chain(&found.signoff).chain(&found.salutation) {
                prop_assert!(!span.slice(&text).is_empty());
            }
        }
    }
}
