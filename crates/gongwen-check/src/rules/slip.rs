//! A frequent word of two characters with one of the same sound or look in the place of the right one: 己经, 举错.
//!
//! What is found falls apart in segmentation: both characters stand by themselves between words that are whole. It is in no
//! table of rare terms, and stands but once hereabouts, since names and terms return and slips seldom do.

use gongwen_segment::{Mode, Scratch, traditional_share};
use gongwen_text::{Span, is_han};

use super::doubled::SEGMENTER;
use crate::alike::is_either;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::slips::Slips;
use crate::text::Text;

const ID: &str = "typo-near-word";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "常用词疑有一字之误",
        explanation: "两字连写不成词，其中一字与常用词相同，另一字与原字音同、音近或形近，多为录入、识别之误；人名、地名、术语不在此列。",
        source: &["《现代汉语词典》第7版", "公开文本中的常用词及其频次"],
        stable: true,
        good: &["全力做好抗疫工作，惠及质权人。", "表彰周维等同志。", "周维表示感谢，周维继续努力。"],
        bad: &["有关问题己经整改到位。", "出台一系列新举错。", "售价降底三成。"],
    }],
    seeks: &[],
    run,
};

/// Words of one character that stand anywhere.
const ALONE: &str = "的了在是和与及或而且不也都就又还再把被给让使对向从自由于以为其之此这那各每某该我你他她它们一二三四五六七八九十百千万亿两第个上下中里内外前后来去到出入过着得地所有无要会能可将等吗吧呢啊年月日时分名次人大小多少新老高最更很太同";
/// Characters that names of persons begin with, and few other words.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙雷汤尹黎贺赖龚";
/// The words of the list from this one on occur five times or less in what it was counted over: not a few are slips.
const RARE: u32 = 127_630;
/// How far to either side a second one is looked for, in bytes.
const HEREABOUTS: usize = 20_000;
/// How much of a sentence is segmented on either side, in bytes.
const AROUND: usize = 36;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let slips = Slips::shared();
    let mut last = '\0';
    for (at, c) in reading.char_indices() {
        let before = last;
        last = if c.len_utf8() == 3 && is_han(c) { c } else { '\0' };
        if before == '\0' || last == '\0' {
            continue;
        }
        let meant = slips.meant(before, c);
        if meant.is_empty() {
            continue;
        }
        let span = Span::new(at - 3, at + 3);
        let meant: Vec<String> =
            meant.iter().filter(|word| is_slip([before, c], **word)).map(String::from_iter).collect();
        let Some(right) = meant.first() else { continue };
        if text.is_sought(span.start)
            || text.is_sought(at)
            || !stands_alone(reading, span)
            || !is_single(reading, span)
        {
            continue;
        }
        let found = span.slice(reading);
        let message = format!("“{found}”疑为“{right}”之误，请核对。");
        let draft = sink.report(ID, text.place(span), message).replace(right.clone());
        meant.iter().skip(1).take(2).fold(draft, |draft, other| draft.suggest(other));
    }
}

/// Says whether one may be written for the other.
fn is_slip(found: [char; 2], meant: [char; 2]) -> bool {
    let (is, should) = if found[0] == meant[0] { (found[1], meant[1]) } else { (found[0], meant[0]) };
    let name = SURNAMES.contains(found[0]);
    !name
        && found.iter().all(|&c| !ALONE.contains(c))
        && !is_either(is, should)
        && traditional_share(&String::from_iter(found)) == 0.0
}

/// Says whether both characters are words by themselves, or a word that is hardly one, and what stands beside them is longer,
/// a joint or no word.
fn stands_alone(reading: &str, span: Span) -> bool {
    let from = reading.ceil_char_boundary(span.start.saturating_sub(AROUND));
    let to = reading.floor_char_boundary((span.end + AROUND).min(reading.len()));
    let mut scratch = Scratch::default();
    let tokens = SEGMENTER.segment(&reading[from..to], Mode::default(), &[], &mut scratch);
    let (start, end) = (span.start - from, span.end - from);
    let Some(first) = tokens.iter().position(|token| token.span.start == start) else { return false };
    let is_whole = |number: usize| {
        tokens.get(number).is_none_or(|token| {
            let mut chars = token.span.slice(&reading[from..to]).chars();
            let alone = chars.next().filter(|_| chars.next().is_none());
            alone.is_none_or(|c| !is_han(c) || ALONE.contains(c))
        })
    };
    let next = match tokens.get(first) {
        Some(token) if token.span.end == end && token.id.0 >= RARE => first + 1,
        Some(token) if token.span.end == start + 3 => first + 2,
        _ => return false,
    };
    tokens.get(next - 1).is_some_and(|token| token.span.end == end)
        && first.checked_sub(1).is_none_or(is_whole)
        && is_whole(next)
}

/// Says whether it stands but once hereabouts.
fn is_single(reading: &str, span: Span) -> bool {
    let from = reading.ceil_char_boundary(span.start.saturating_sub(HEREABOUTS));
    let to = reading.floor_char_boundary((span.end + HEREABOUTS).min(reading.len()));
    let found = span.slice(reading);
    !reading[from..span.start].contains(found) && !reading[span.end..to].contains(found)
}
