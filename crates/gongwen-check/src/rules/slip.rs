//! A frequent word of two characters with one of the same sound or look in the place of the right one: 己经, 举错.
//!
//! What is found falls apart in segmentation: both characters stand by themselves between words that are whole. It is in no
//! table of rare terms, and stands but once hereabouts, since names and terms return and slips seldom do.

use gongwen_segment::traditional_share;
use gongwen_text::Span;

use crate::alike::is_either;
use crate::charset::CharSet;
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
static ALONE: CharSet = CharSet::of(
    "的了在是和与及或而且不也都就又还再把被给让使对向从自由于以为其之此这那各每某该我你他她它们一二三四五六七八九十百千万亿两第个上下中里内外前后来去到出入过着得地所有无要会能可将等吗吧呢啊年月日时分名次人大小多少新老高最更很太同",
);
/// Characters that names of persons begin with, and few other words.
static SURNAMES: CharSet = CharSet::of(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙雷汤尹黎贺赖龚",
);
/// How far to either side a second one is looked for, in bytes.
const HEREABOUTS: usize = 20_000;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let slips = Slips::shared();
    for at in text.fragments().pairs() {
        let span = Span::new(at, at + 6);
        let found = span.slice(reading);
        let mut chars = found.chars();
        let (Some(first), Some(last)) = (chars.next(), chars.next()) else { continue };
        if !may_be_slip(first, last) {
            continue;
        }
        let meant = slips.meant(first, last).into_iter().filter(|word| is_slip([first, last], *word));
        let meant: Vec<String> = meant.map(String::from_iter).collect();
        let Some(right) = meant.first() else { continue };
        if text.is_sought(at)
            || text.is_sought(at + 3)
            || !is_beside_words(text, span)
            || !is_single(reading, span)
        {
            continue;
        }
        let message = format!("“{found}”疑为“{right}”之误，请核对。");
        let draft = sink.report(ID, text.place(span), message).replace(right.clone());
        meant.iter().skip(1).take(2).fold(draft, |draft, other| draft.suggest(other));
    }
}

/// Says whether two characters may be a slip of a word: neither stands anywhere, and no name begins with them.
fn may_be_slip(first: char, last: char) -> bool {
    !ALONE.contains(first) && !ALONE.contains(last) && !SURNAMES.contains(first)
}

/// Says whether one may be written for the other.
fn is_slip(found: [char; 2], meant: [char; 2]) -> bool {
    let (is, should) = if found[0] == meant[0] { (found[1], meant[1]) } else { (found[0], meant[0]) };
    !is_either(is, should) && traditional_share(&String::from_iter(found)) == 0.0
}

/// Says whether what stands on either side is a word of some length, a joint or no word.
fn is_beside_words(text: &Text<'_>, span: Span) -> bool {
    let is_whole = |at: Option<usize>| {
        let single = at.filter(|&at| text.fragments().has_single(at));
        single.is_none_or(|at| text.as_str()[at..].starts_with(|c| ALONE.contains(c)))
    };
    is_whole(span.start.checked_sub(3)) && is_whole(Some(span.end))
}

/// Says whether it stands but once hereabouts.
fn is_single(reading: &str, span: Span) -> bool {
    let from = reading.ceil_char_boundary(span.start.saturating_sub(HEREABOUTS));
    let to = reading.floor_char_boundary((span.end + HEREABOUTS).min(reading.len()));
    let found = span.slice(reading);
    !reading[from..span.start].contains(found) && !reading[span.end..to].contains(found)
}
