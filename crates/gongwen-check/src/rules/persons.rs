//! The name of a known person with one character another: 黄炎陪, 焦裕录.
//!
//! Many people bear names near those of the famous. So what the name stands in has to tell who is meant: words of the
//! person's field beside it, 精神 after it, another known person beside it; only the rarest names need none.

use std::sync::LazyLock;

use gongwen_segment::{Mode, Scratch, traditional_share};
use gongwen_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::han_at;
use crate::alike::{is_alike, sounds_near};
use crate::finding::{Fix, Severity};
use crate::fragments::SEGMENTER;
use crate::marks::{head, in_title, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-person-name";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "人名疑有一字之误",
        explanation: "历史人物、英雄模范的姓名有一字与通行写法不同，而上下文表明所指就是该人的，多为音近、形近之误，应予核对。",
        source: &[
            "《中国共产党一百年大事记》",
            "党和国家功勋荣誉表彰决定，中央宣传部“时代楷模”发布",
            "《辞海》第七版",
        ],
        stable: true,
        good: &[
            "学习焦裕禄、孔繁森、谷文昌等先进典型。",
            "张贵梅、李文昌等同志参加会议。",
            "毛泽东同志在延安会见黄炎培。",
            "与会的有毛泽东、毛泽民、毛泽覃。",
        ],
        bad: &[
            "毛泽东同志在延安会见黄炎陪。",
            "做谷文晶式的好干部。",
            "学习焦裕禄、杨善州等先进典型。",
            "全国教育战线掀起向张桂海学习的热潮，弘扬张桂海精神。",
            "“铁人”王进禧是石油工人的榜样。",
        ],
    }],
    seeks: &[],
    run,
};

/// Characters taken for each other in names by eye, beside those of [`is_alike`].
const LOOKS: [&str; 16] = [
    "海梅悔",
    "昌晶冒",
    "培陪倍",
    "锋峰蜂",
    "森林",
    "靖清婧",
    "宇字",
    "铎泽译",
    "锷颚",
    "绥缓",
    "燊森",
    "鸿鸣",
    "晖辉",
    "秦泰",
    "禄绿",
    "瀚翰",
];
/// What only well-known names have right after them.
const FAMED: [&str; 12] = [
    "思想",
    "理论",
    "南方谈话",
    "精神",
    "式的",
    "式好",
    "式干",
    "式党",
    "烈士",
    "等先烈",
    "等英烈",
    "等革命",
];

/// The bits of a filter for pairs of characters.
const SEEN: usize = 1 << 16;

struct Persons {
    names: Vec<([char; 3], &'static str)>,
    known: FxHashSet<[char; 3]>,
    /// By the place of the character that may differ, and the two others.
    traces: FxHashMap<(u8, char, char), Vec<u16>>,
    seen: Box<[u64; SEEN / 64]>,
}

fn hash(lost: u8, a: char, b: char) -> usize {
    let mixed = (u32::from(lost) << 30 ^ (a as u32) << 15 ^ b as u32).wrapping_mul(0x9E37_79B1);
    (mixed >> 16) as usize % SEEN
}

/// Returns what is left of a name when each of its characters is lost.
fn traces(name: [char; 3]) -> [(u8, char, char); 3] {
    let [a, b, c] = name;
    [(0, b, c), (1, a, c), (2, a, b)]
}

static PERSONS: LazyLock<Persons> = LazyLock::new(|| {
    let text = include_str!("../../../../lexicons/rules/persons.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let named = rows.flat_map(|row| {
        let (names, company) = row.split_once('\t').unwrap_or((row, ""));
        names.split(' ').filter_map(move |name| {
            let mut chars = name.chars();
            Some(([chars.next()?, chars.next()?, chars.next()?], company))
        })
    });
    let names: Vec<_> = named.collect();
    let known = names.iter().map(|(name, _)| *name).collect();
    let mut by_trace: FxHashMap<_, Vec<u16>> = FxHashMap::default();
    let mut seen = Box::new([0; SEEN / 64]);
    for (number, (name, _)) in names.iter().enumerate() {
        for (lost, a, b) in traces(*name) {
            by_trace.entry((lost, a, b)).or_default().push(number as u16);
            let bit = hash(lost, a, b);
            seen[bit / 64] |= 1_u64 << (bit % 64);
        }
    }
    Persons { names, known, traces: by_trace, seen }
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let (reading, persons) = (text.as_str(), &*PERSONS);
    // A slip leaves of a name at least one character by itself.
    let singles = text.fragments().singles.iter();
    let mut starts: Vec<usize> = singles
        .flat_map(|&single| [6, 3, 0].into_iter().filter_map(move |back| single.checked_sub(back)))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    for start in starts {
        let Some(window) = han_at(reading, start) else { continue };
        for (lost, a, b) in traces(window) {
            let bit = hash(lost, a, b);
            if persons.seen[bit / 64] >> (bit % 64) & 1 == 0 {
                continue;
            }
            let Some(numbers) = persons.traces.get(&(lost, a, b)) else { continue };
            let span = Span::new(start, start + 9);
            let meant = |number: &&u16| {
                let (name, company) = persons.names[usize::from(**number)];
                is_meant(text, span, window, usize::from(lost), name, company)
            };
            let Some(&number) = numbers.iter().find(meant) else { continue };
            let right = String::from_iter(persons.names[usize::from(number)].0);
            let found = span.slice(reading);
            let message = format!("人名“{found}”疑为“{right}”之误，请核对。");
            sink.report(ID, text.place(span), message).replace(right);
            break;
        }
    }
}

/// Says whether what stands in a span, with one character another, is meant for a name.
fn is_meant(
    text: &Text<'_>,
    span: Span,
    found: [char; 3],
    lost: usize,
    name: [char; 3],
    company: &str,
) -> bool {
    let reading = text.as_str();
    let (is, should) = (found[lost], name[lost]);
    if PERSONS.known.contains(&found) || is == should {
        return false;
    }
    let alike = sounds_near(is, should)
        || is_alike(is, should)
        || LOOKS.iter().any(|group| group.contains(is) && group.contains(should));
    let famed = FAMED.iter().any(|word| reading[span.end..].starts_with(word));
    let beside = known_beside(reading, span);
    let told = match (alike, company) {
        (true, "") => true,
        (true, company) => famed || beside > 0 || keeps(reading, span, company),
        // Another surname is another person.
        (false, _) => famed && lost > 0,
    };
    let old = traditional_share(&String::from_iter(found)) > 0.0;
    told && !old
        && !text.is_sought(span.start)
        && !in_title(reading, span.start)
        && stands_alone(reading, span, company.is_empty())
}

/// Returns on how many sides a known person stands, with no more than 、 between.
fn known_beside(reading: &str, span: Span) -> usize {
    let is_known = |name: &str| {
        let mut chars = name.chars();
        let name = [chars.next(), chars.next(), chars.next()].map(Option::unwrap_or_default);
        PERSONS.known.contains(&name)
    };
    let before = reading[..span.start].strip_suffix('、').map(|before| tail(before, 9));
    let after = reading[span.end..].strip_prefix('、').map(|after| head(after, 9));
    usize::from(before.is_some_and(is_known)) + usize::from(after.is_some_and(is_known))
}

/// Says whether a word of the company stands in the same clause or the next.
fn keeps(reading: &str, span: Span, company: &str) -> bool {
    const FAR: usize = 75;
    let before = tail(&reading[..span.start], FAR);
    let before = &before[before.rfind(['。', '\n', '；']).map_or(0, |at| at)..];
    let after = head(&reading[span.end..], FAR);
    let after = &after[..after.find(['。', '\n', '；']).unwrap_or(after.len())];
    company.split(' ').any(|word| before.contains(word) || after.contains(word))
}

/// Says whether no word reaches over the ends of a span, and it is none itself, if not a rare name.
fn stands_alone(reading: &str, span: Span, rare: bool) -> bool {
    const AROUND: usize = 36;
    let from = reading.ceil_char_boundary(span.start.saturating_sub(AROUND));
    let to = reading.floor_char_boundary((span.end + AROUND).min(reading.len()));
    let mut scratch = Scratch::default();
    let tokens = SEGMENTER.segment(&reading[from..to], Mode::default(), &[], &mut scratch);
    let (start, end) = (span.start - from, span.end - from);
    // Of the rarest names the list of words has the slips too.
    let whole = tokens.iter().any(|token| token.span.start <= start && token.span.end >= end);
    (rare || !whole)
        && tokens.iter().any(|token| token.span.start == start)
        && tokens.iter().any(|token| token.span.end == end)
}
