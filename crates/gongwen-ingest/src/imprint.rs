//! What the text of a document says about itself: number, date, issuer, title.
//!
//! Only lines that can be nothing else are taken: a number that stands alone, a date that is a whole
//! line, the organ above it. A date within a sentence is never the date of the document.

use gongwen_text::is_han;

use crate::date;
use crate::metadata::{Field, Metadata, MetadataSource};

/// Title, number and date stand in the first lines.
const HEAD: usize = 15;

/// A sign-off without an organ is looked for in so many last lines.
const CLOSE: usize = 12;

/// A line longer than this is prose.
const LONGEST_LINE: usize = 60;

/// How the names of organs end.
const ORGANS: &[&str] = &[
    "院",
    "厅",
    "局",
    "部",
    "委",
    "会",
    "府",
    "办",
    "署",
    "社",
    "行",
    "处",
    "中心",
    "组",
    "办公室",
    "党委",
    "党组",
    "总队",
    "支队",
    "公司",
    "集团",
    "大学",
    "学院",
    "学校",
    "法院",
    "检察院",
    "支部",
    "总支",
    "政协",
    "人大",
    "纪委",
    "军区",
    "海关",
    "工会",
];

/// Offers what `text` says to `metadata`. Cost: `O(bytes)`, and the head alone when date and issuer are known:
/// any other source is more trusted than the text.
pub(crate) fn offer(text: &str, metadata: &mut Metadata) {
    let asks_end = metadata.date.is_none() || metadata.issuer.is_none();
    let lines = lines_of(text).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.take(if asks_end { usize::MAX } else { HEAD }).collect();
    let mut give = |field, value: &str| metadata.offer(field, value, MetadataSource::Text);
    if let Some(title) = title(&lines) {
        give(Field::Title, &title);
        if let Some(issuer) = issuer_of_title(&title) {
            give(Field::Issuer, issuer);
        }
    }
    if let Some(number) = lines.iter().take(HEAD).find_map(|line| number(line)) {
        give(Field::Number, &number);
    }
    let signed = if asks_end { signed(&lines) } else { None };
    let at_head = lines.iter().take(HEAD).find_map(|line| head_date(line));
    // A speech bears its date below the title, a notice at its end: the date alone on a line below
    // the title is surer.
    let below_title = lines.iter().take(5).find_map(|line| date::whole(line));
    if let Some(date) = below_title.or_else(|| signed.as_ref().map(|(date, _)| date.clone())).or(at_head) {
        give(Field::Date, &date);
    }
    if let Some((_, Some(issuer))) = signed {
        give(Field::Issuer, issuer);
    }
}

/// Returns the lines of `text`, faster than `str::lines` on the long lines of prose.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, move |start, end| {
        let line = text.get(*start..end);
        *start = end + 1;
        line
    })
}

/// Counts characters, but not beyond what any rule here asks: prose is long.
fn length(line: &str) -> usize {
    if line.len() > 4 * (LONGEST_LINE + 1) { LONGEST_LINE + 1 } else { line.chars().count() }
}

/// Returns the title: the first line, with those that it runs on into.
fn title(lines: &[&str]) -> Option<String> {
    // A red head comes first: the organ, 某某文件, the number.
    let is_head = |line: &str| {
        is_organ(line) || line.ends_with("文件") && !line.contains("关于") || number(line).is_some()
    };
    let heads = lines.iter().take(5).take_while(|line| is_head(line)).count();
    let lines = match lines.get(heads) {
        Some(line) if line.contains("关于") => &lines[heads..],
        _ => lines,
    };
    let first = *lines.first()?;
    let is_title = |line: &str| {
        length(line) <= LONGEST_LINE
            && !line.ends_with(['。', '；', '，', '：', ':', '！'])
            && line.chars().any(is_han)
            && date::whole(line).is_none()
            && number(line).is_none()
    };
    if !is_title(first) || first.starts_with(['一', '（', '第', '(']) && first.contains(['、', '章', '条'])
    {
        return None;
    }
    let mut title = first.to_owned();
    // 国务院办公厅关于印发《…》⏎的通知: a title over several lines ends with its genre.
    let genres = [
        "通知", "意见", "决定", "公告", "通告", "通报", "报告", "请示", "批复", "函", "纪要", "方案", "办法",
        "规定", "条例", "规划", "讲话", "命令", "议案", "决议", "公报",
    ];
    let complete =
        |title: &str| genres.iter().any(|genre| title.trim_end_matches(['》', '）']).ends_with(genre));
    if title.contains("关于") && !complete(&title) {
        for (count, line) in lines[1..].iter().take(3).enumerate() {
            if !is_title(line) || length(line) > 40 {
                break;
            }
            let joined = lines[..=count + 1].concat();
            if complete(&joined) {
                title = joined;
                break;
            }
        }
    }
    Some(title)
}

/// 国务院办公厅关于…的通知: the organ before 关于.
fn issuer_of_title(title: &str) -> Option<&str> {
    let (before, _) = title.split_once("关于")?;
    let before = before.trim();
    (length(before) >= 3 && is_organ(before)).then_some(before)
}

fn is_organ(line: &str) -> bool {
    length(line) <= 40
        && line.chars().all(|c| is_han(c) || matches!(c, ' ' | '\u{3000}' | '（' | '）' | '、' | '\t'))
        && ORGANS.iter().any(|end| line.trim_end_matches('）').ends_with(end))
}

/// Returns the number when the line is one: 国办发〔2018〕71号, also in other brackets or in
/// parentheses.
pub(crate) fn number(line: &str) -> Option<String> {
    if length(line) > LONGEST_LINE {
        return None;
    }
    let line = line.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    if !line.contains('号') {
        return None;
    }
    let open = line.find(['〔', '［', '[', '【', '（', '('])?;
    let (organ, rest) = line.split_at(open);
    let mut chars = rest.chars();
    chars.next();
    let rest = chars.as_str();
    let close = rest.find(['〕', '］', ']', '】', '）', ')'])?;
    let (year, rest) = rest.split_at(close);
    let mut chars = rest.chars();
    chars.next();
    let serial = chars.as_str().trim().strip_suffix('号')?;
    let serial = serial.trim_start_matches('第').trim();
    let organ: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    let is_organ = (1..=14).contains(&length(&organ)) && organ.chars().all(is_han);
    let is_year = length(year.trim()) == 4 && year.trim().chars().all(|c| c.is_ascii_digit());
    let is_serial = (1..=6).contains(&length(serial)) && serial.chars().all(|c| c.is_ascii_digit());
    (is_organ && is_year && is_serial).then(|| format!("{organ}〔{}〕{serial}号", year.trim()))
}

/// Returns the date of the sign-off and the organ above it: the first date alone on a line after
/// the head.
fn signed<'t>(lines: &[&'t str]) -> Option<(String, Option<&'t str>)> {
    lines.iter().enumerate().skip(3).find_map(|(at, line)| {
        let date = (length(line) <= 24).then(|| date::whole(line)).flatten()?;
        let organ = Some(lines[at - 1]).filter(|line| is_organ(line));
        // Without an organ above it, only the end of the text makes a date a sign-off.
        (organ.is_some() || at + CLOSE >= lines.len()).then_some((date, organ))
    })
}

/// Returns the date in a line about the document: （2020年1月8日）, 发布时间：2021-05-31 来源：…,
/// ——二〇二六年一月二十七日在…会议上.
fn head_date(line: &str) -> Option<String> {
    if length(line) > LONGEST_LINE {
        return None;
    }
    let found = date::first(line)?;
    let before = line[..found.span.start].trim();
    let after = line[found.span.end..].trim_start();
    let is_label = ["时间", "日期", "发布", "来源", "发表", "：", ":", "（", "(", "——", "—"]
        .iter()
        .any(|sign| before.ends_with(sign));
    let begins = before.is_empty()
        && (after.is_empty() || after.starts_with("来源") || after.starts_with(|c: char| c.is_ascii_digit()));
    (found.iso.len() > 4 && (is_label || begins)).then_some(found.iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Metadata {
        let mut metadata = Metadata::default();
        offer(text, &mut metadata);
        metadata
    }

    #[test]
    fn a_notice_is_read_from_head_and_sign_off() {
        let notice = of(
            "临江市人民政府办公室关于印发《为民实事\n项目清单》的通知\n临政办发［2024］第12号\n各县区人民政府：\n现将清单印发给你们，请于2024年3月1日前落实。\n\
             临江市人民政府办公室\n2024年1月15日\n（此件公开发布）\n项目清单\n2024年12月31日前完成。",
        );
        assert_eq!(notice.title.as_deref(), Some("临江市人民政府办公室关于印发《为民实事项目清单》的通知"));
        assert_eq!(notice.number.as_deref(), Some("临政办发〔2024〕12号"));
        assert_eq!(notice.date.as_deref(), Some("2024-01-15"));
        assert_eq!(notice.issuer.as_deref(), Some("临江市人民政府办公室"));
        assert_eq!(notice.source_of("date"), Some(MetadataSource::Text));
    }

    #[test]
    fn a_speech_bears_its_date_below_the_title() {
        let speech = of("在全市经济工作会议上的讲话\n（二〇二三年十二月二十日）\n同志们：\n今天我们开会。");
        assert_eq!(speech.date.as_deref(), Some("2023-12-20"));
        let report = of("政府工作报告\n——2026年1月27日在市第十届人民代表大会第五次会议上\n各位代表：");
        assert_eq!(report.date.as_deref(), Some("2026-01-27"));
    }

    #[test]
    fn a_date_in_a_sentence_is_not_the_date_of_the_document() {
        assert_eq!(of("要在2025年6月30日前完成整改，并于2025年7月上报。").date, None);
        assert_eq!(of("").title, None);
    }
}
