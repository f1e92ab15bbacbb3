//! Half-width punctuation and straight quotation marks in Chinese text.

use std::collections::BTreeMap;

use gongwen_text::{EditKind, Span};

use super::context::{after, before};
use super::quotes::is_half_of_curly;
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: "punct-halfwidth-cjk",
        severity: Severity::Warning,
        fix: Fix::Safe,
        summary: "中文里用了半角标点",
        explanation: "中文文稿的标点占一个汉字的位置，应使用全角形式；数字内部的点号、外文和序号中的标点不在此列。一个文件中超过二十处的，合并为一条提示。",
        source: &["GB/T 15834-2011 5.1（横排文稿标点符号的位置和书写形式）"],
        stable: true,
        good: &["同比增长23.5%，总额1,200万元（含税），比例为1:3。", "构建“1+N”工作体系。"],
        bad: &["要统一思想,抓好落实。", "近年来,*局坚持\"三会一课\"制度。"],
    }],
    seeks: &[],
    run,
};

/// From so many on they are one finding.
const MANY: usize = 20;
/// The same mark so many times is one finding.
const HABIT: usize = 3;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let (source, reading) = (text.source(), text.as_str());
    let narrow: Vec<_> = text
        .reading
        .edits()
        .iter()
        .filter(|edit| match edit.kind {
            EditKind::HalfWidthPunctuation => true,
            EditKind::QuoteStyle => {
                matches!(edit.source.slice(source), "\"" | "'") && !edit.reading.is_empty()
            }
            _ => false,
        })
        .filter(|edit| !is_claimed(reading, edit.reading) && !is_half_of_curly(text, edit))
        .map(|edit| Edit { span: edit.source, text: edit.reading.slice(reading).to_owned() })
        .collect();
    if narrow.len() > MANY {
        whole(narrow, source, sink);
        return;
    }
    let mut kinds: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for edit in narrow {
        let mark = match edit.span.slice(source) {
            ")" => "(",
            mark => mark,
        };
        kinds.entry(mark).or_default().push(edit);
    }
    // Brackets, and marks that come again and again, are a habit of the writer, and one finding.
    let mut habit: Vec<Edit> = Vec::new();
    for (mark, edits) in kinds {
        if mark == "(" || edits.len() >= HABIT {
            habit.extend(edits);
            continue;
        }
        for edit in edits {
            let message = format!("半角标点“{mark}”宜改为全角“{}”。", edit.text);
            sink.report("punct-halfwidth-cjk", edit.span, message).replace(edit.text);
        }
    }
    if !habit.is_empty() {
        habit.sort_unstable();
        whole(habit, source, sink);
    }
}

/// Says whether another rule mends the mark: one of two in a row (，, and !!), one after “ or one after a number before “.
fn is_claimed(reading: &str, mark: Span) -> bool {
    let point = |c: char| matches!(c, '，' | '、' | '；' | '：' | '。');
    let shout = mark.slice(reading).chars().next().filter(|c| matches!(c, '！' | '？'));
    if shout.is_some() && (before(reading, mark.start) == shout || after(reading, mark.end) == shout) {
        return true;
    }
    if !mark.slice(reading).starts_with(point) {
        return false;
    }
    let (before, after) = (before(reading, mark.start), after(reading, mark.end));
    let number = before.is_some_and(|c| c.is_ascii_digit()) && after == Some('“');
    number || before == Some('“') || before.is_some_and(point) || after.is_some_and(point)
}

/// Reports all of them as one finding at the first.
fn whole(narrow: Vec<Edit>, source: &str, sink: &mut Sink<'_>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for edit in &narrow {
        *counts.entry(edit.span.slice(source)).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(mark, count)| format!("{mark} {count}处")).collect();
    let message = format!("有{}处半角标点（{}），建议一并改为全角。", narrow.len(), counts.join("，"));
    let (first, occurrences) = (narrow[0].span, narrow.len());
    let right = narrow[0].text.clone();
    sink.report("punct-halfwidth-cjk", first, message).suggest(right).edits(narrow).occurrences(occurrences);
}
