//! Attachments that the text names against those that are listed under it, number by number.

use gongwen_text::{Span, parse_numeral};

use super::context::before;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "cite-attachment-mismatch";
const WORD: &str = "附件";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "正文所提附件与附件说明不符",
        explanation: "正文中提到的附件序号应在附件说明（“附件：1.……2.……”）中逐一列出；正文之后所附的附件也应与附件说明的序号一致。",
        source: &["GB/T 9704-2012 7.3.4（附件说明）", "GB/T 9704-2012 7.3.7（附件顺序号与附件说明一致）"],
        stable: true,
        good: &[
            "请填写登记表（见附件2）。\n附件：1.任务清单\n2.登记表",
            "执行《管理办法》附件3的标准，报送任务清单（见附件）。\n附件：任务清单",
        ],
        bad: &[
            "请填写登记表（见附件3）。\n附件：1.任务清单\n2.登记表",
            "请按要求报送。\n附件：1.任务清单\n3.登记表",
            "请按要求报送。\n附件：1.任务清单\n2.登记表\n某县人民政府\n附件1\n任务清单\n附件2\n登记表\n附件3\n汇总表",
        ],
    }],
    seeks: &[&[WORD]],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let paragraphs = &text.structure.paragraphs;
    let is_list = |span: &Span| {
        let line = span.slice(reading);
        line.strip_prefix(WORD).is_some_and(|rest| rest.starts_with(['：', ':']))
    };
    let mut lists = paragraphs.iter().enumerate().filter(|(_, span)| is_list(span));
    // Of several documents in one file each has its own list.
    let (Some((at, list)), None) = (lists.next(), lists.next()) else { return };
    let mut listed = numbers(list.slice(reading));
    let mut after = at + 1;
    while let Some(next) = paragraphs.get(after).and_then(|span| leading(span.slice(reading))) {
        let last = listed.len() as u64;
        if next == last + 2 && last > 0 {
            let message = format!("附件说明的序号由{last}跳到{next}，中间缺一号，请核对。");
            sink.report(ID, text.place(paragraphs[after]), message).related([text.place(*list)]);
        }
        if next != last + 1 {
            break;
        }
        listed.push(next);
        after += 1;
    }
    let count = listed.len().max(1) as u64;
    let sound = listed.iter().zip(1..).all(|(number, expected)| *number == expected);
    if !sound {
        return;
    }
    for &at in text.places.of(WORD).iter().take_while(|&&at| at < list.start) {
        let Some((number, len)) = number_at(&reading[at + WORD.len()..]) else { continue };
        // 《办法》附件3 belongs to another document.
        let foreign = before(reading, at).is_some_and(|c| matches!(c, '》' | '”' | '号'));
        if number > count && !foreign {
            let span = Span::new(at, at + WORD.len() + len);
            let message = format!("正文提到“{}”，附件说明只列出{count}个，请核对。", span.slice(reading));
            sink.report(ID, text.place(span), message).related([text.place(*list)]);
        }
    }
    for span in &paragraphs[after..] {
        let line = span.slice(reading);
        let Some((number, len)) = line.strip_prefix(WORD).and_then(number_at) else { continue };
        let bare =
            line.len() == WORD.len() + len || line[WORD.len() + len..].starts_with(['：', ':', ' ', '　']);
        if bare && number > count {
            let message = format!("正文之后附有“附件{number}”，附件说明只列出{count}个，请核对。");
            sink.report(ID, text.place(*span), message).related([text.place(*list)]);
        }
    }
}

/// Returns the numbers of a list on one line: 附件：1.甲 2.乙.
fn numbers(line: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let bytes = line.as_bytes();
    for (at, _) in line.match_indices(['.', '．']) {
        let start = at - bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let fresh = before(line, start).is_none_or(|c| matches!(c, '：' | ':' | ' ' | '　' | '；' | '）'));
        match line[start..at].parse::<u64>() {
            Ok(number) if fresh && number == found.len() as u64 + 1 => found.push(number),
            _ => {}
        }
    }
    found
}

/// Returns the number that a line of a list begins with.
fn leading(line: &str) -> Option<u64> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', '．', '、'])?;
    let title = rest.chars().count() <= 60 && !rest.ends_with('。');
    line[..digits].parse().ok().filter(|_| digits > 0 && digits < 3 && title)
}

/// Reads the number right after 附件, with its bytes.
fn number_at(rest: &str) -> Option<(u64, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let len = if digits > 0 {
        digits
    } else {
        rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum()
    };
    // 附件一并报送, 附件1份
    let counts = rest[len..]
        .starts_with(['并', '份', '个', '式', '起', '同', '页', '年', '.', '次', '律', '直', '切', '项']);
    if len == 0 || counts {
        return None;
    }
    parse_numeral(&rest[..len]).filter(|number| (1..100).contains(number)).map(|number| (number, len))
}
