//! A name in title marks (书名号) that no norm bears and that is near one that does: 《中华人民共和国村委会组织法》.
//!
//! The names are those of `norms.tsv`. What is quite unlike any of them is left alone: it may be new, or of a place. Laws and
//! regulations of the Party are few and all of them known, so that near ones are slips; of administrative regulations only
//! the known words in another order are.

use std::sync::LazyLock;

use gongwen_lexicon::Date;
use gongwen_text::{Span, is_han};
use rustc_hash::FxHashMap;

use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "cite-law-unknown";
const REPEALED: &str = "cite-law-repealed";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: ID,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "没有这一名称的法律法规",
            explanation: "书名号中的法律、行政法规、党内法规名称查无其名，而与公布的某一名称相近，多是误记、漏字或用了简称，引用时应写标准全称。",
            source: &["党政机关公文处理工作条例第十九条：引用准确", "法律、行政法规、党内法规公布文本的标题"],
            stable: true,
            good: &[
                "依照《中华人民共和国村民委员会组织法》和《促进个体工商户发展条例》办理。",
                "原《中华人民共和国合同法》《中国共产党党校工作条例》同时废止。",
                "学习《中国共产党支部工作条例（试行）》和《中国共产党简史》。",
                "修订《某某市城市供水条例》。",
            ],
            bad: &[
                "依照《中华人民共和国村委会组织法》换届。",
                "落实《个体工商户促进发展条例》。",
                "按照《中华人民共和国政府采购条例》组织招标。",
                "依据《中华人民共和国妇女权益保护法》处理。",
                "依据《中华人民共和国反食品浪费法规》处理。",
                "学习《中国共产党纪律处份条例》。",
                "学习《中国共产党纪律条例（试行）》。",
                "落实《国有企业管理人员处分规定》。",
                "学习《中共中央关于全面深化改革、推进中国式现代化的决定》。",
            ],
        },
        Coded {
            id: REPEALED,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "所引法规已经废止",
            explanation: "依据、落实的法规在成文之前已经废止或为新的法规取代的，应改引现行法规；叙述往事或说明废止的不在此列。",
            source: &["党政机关公文处理工作条例第十九条：引用准确", "国家法律法规数据库：废止日期"],
            stable: true,
            good: &[
                "落实《信访工作条例》。\n2024年5月6日",
                "落实《信访条例》。\n2016年5月6日",
                "《信访条例》同时废止。\n2024年5月6日",
            ],
            bad: &["认真落实《信访条例》，推进信访工作法治化。\n2024年5月6日"],
        },
    ],
    seeks: &[],
    run,
};

/// Words before a norm that is to be kept, and near one that is not.
const KEPT: [&str; 10] = ["落实", "执行", "遵守", "依据", "依照", "按照", "根据", "贯彻", "学习", "对照"];
const PAST: [&str; 6] = ["原", "废止", "同时", "修订", "年", "当时"];

/// The state and the Party, with which the names of their norms begin.
const STATE: &str = "中华人民共和国";
const PARTY: &str = "中国共产党";
/// What names of norms end in. 办法 goes before 法.
const KINDS: [&str; 8] = ["条例", "规定", "准则", "章程", "规则", "办法", "细则", "法"];
/// Short forms that stand for words of a name.
const SHORT: [(&str, &str); 6] = [
    ("村委会", "村民委员会"),
    ("居委会", "居民委员会"),
    ("人大", "人民代表大会"),
    ("招投标", "招标投标"),
    ("刑诉", "刑事诉讼"),
    ("民诉", "民事诉讼"),
];
/// The longest name, and the shortest of which the words may stand in another order, in characters.
const LONGEST: usize = 60;
const SHORTEST_PERMUTED: usize = 6;
/// How many names may be named in a message.
const NAMED: usize = 3;

/// A name of the table.
#[derive(Clone, Copy)]
struct Norm {
    name: &'static str,
    core: &'static str,
    kind: &'static str,
}

/// The table of names.
struct Norms {
    /// Each with whether it is in force.
    all: FxHashMap<&'static str, bool>,
    /// Those in force, by their characters in order, without the name of the state.
    permuted: FxHashMap<Vec<char>, &'static str>,
    /// Those in force of the state that are laws, and of the Party.
    laws: Vec<Norm>,
    party: Vec<Norm>,
    /// The others in force, by what they say without the words that are put in and left out.
    plain: FxHashMap<String, Vec<&'static str>>,
    /// Those in force that are long enough to be told by most of their characters, with their words.
    long: Vec<(&'static str, Vec<char>)>,
    /// Since when others are not in force, and what is in their place.
    repealed: FxHashMap<&'static str, (Date, &'static str)>,
}

/// Words that names are given or robbed of: 优化营商环境管理条例.
const FILLERS: [&str; 3] = ["管理", "若干", "工作"];

static NORMS: LazyLock<Norms> = LazyLock::new(|| {
    let text = include_str!("../../../../lexicons/rules/norms.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    let all: FxHashMap<&str, bool> =
        rows.clone().map(|row| row.split_once('\t').map_or((row, true), |(name, _)| (name, false))).collect();
    let repealed = rows.clone().filter_map(|row| {
        let mut cells = row.split('\t');
        let (name, since, now) = (cells.next()?, cells.nth(1)?, cells.next()?);
        Some((name, (since.parse().ok()?, now)))
    });
    let repealed = repealed.collect();
    let in_force = || rows.clone().filter(|row| !row.contains('\t'));
    let permuted = in_force().map(|name| (sorted(without(name, STATE)), name)).collect();
    let of = |whose: &'static str| {
        in_force().filter_map(move |name| {
            let (core, kind) = parts(name.strip_prefix(whose)?)?;
            Some(Norm { name, core, kind })
        })
    };
    let laws = of(STATE).filter(|norm| norm.kind == "法").collect();
    let party = of(PARTY).collect();
    let mut plain: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for name in in_force().filter(|name| !name.starts_with(STATE) && !name.starts_with(PARTY)) {
        plain.entry(plainly(name)).or_default().push(name);
    }
    let is_long = |name: &&str| name.chars().count() >= LONG && !name.starts_with("最高");
    let long = in_force().filter(is_long).map(|name| (name, words(name))).collect();
    Norms { all, permuted, laws, party, plain, long, repealed }
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) && !sink.wants(REPEALED) {
        return;
    }
    let reading = text.as_str();
    for at in text.places.each('《') {
        let start = at + '《'.len_utf8();
        let length =
            reading[start..].char_indices().take(LONGEST).find(|(_, c)| matches!(c, '》' | '《' | '\n'));
        let Some((length, '》')) = length else { continue };
        let name = bare(&reading[start..start + length]);
        let span = Span::new(start, start + name.len());
        // What the words of `cite-law-name` say of it they say better.
        let words = &text.places.words;
        let after = words.partition_point(|(_, word)| word.end < span.end);
        if words.get(after).is_some_and(|(_, word)| word.start <= span.start) {
            continue;
        }
        if let Some((since, now)) = repealed(text, span) {
            let message = format!("《{name}》自{since}起已不再施行，现行的是《{now}》，请核对。");
            sink.report(REPEALED, text.place(span), message).replace(now);
            continue;
        }
        let meant = meant(name);
        let (Some(first), place) = (meant.first(), text.place(span)) else { continue };
        if let [only] = meant[..] {
            let message = format!("未见名为《{name}》的法律法规，似应为《{only}》。");
            sink.report(ID, place, message).replace(only);
            continue;
        }
        let message = if meant.len() > NAMED {
            format!("未见名为《{name}》的法律法规，名称相近的有《{first}》等，请核对。")
        } else {
            format!("未见名为《{name}》的法律法规，请核对是否为《{}》。", meant.join("》或《"))
        };
        let draft = sink.report(ID, place, message);
        meant.iter().fold(draft, |draft, &name| draft.suggest(name));
    }
}

/// Returns since when a norm that the text tells to keep is not in force, and what is in its place.
fn repealed(text: &Text<'_>, span: Span) -> Option<(Date, &'static str)> {
    let reading = text.as_str();
    let &(since, now) = NORMS.repealed.get(without(span.slice(reading), STATE))?;
    let (before, after) = (tail(&reading[..span.start], 12 * 3), head(&reading[span.end..], 6 * 3));
    let is_kept = KEPT.iter().any(|word| before.contains(word));
    let is_past = PAST.iter().any(|word| before.contains(word) || after.contains(word));
    (text.date? > since && is_kept && !is_past).then_some((since, now))
}

/// The shortest name that is told by most of its characters, in characters.
const LONG: usize = 9;

/// What names of local norms have that carry out others, or say whose they are.
const LOCAL: [&str; 24] = [
    "实施", "贯彻", "细则", "方案", "本", "我", "省", "市", "县", "区", "厅", "局", "委", "乡", "镇", "村",
    "校", "院", "公司", "集团", "第", "若干", "暂行", "试行",
];

/// Returns the long name of which some words differ in one place, where all else is the same.
fn long_near(name: &str) -> Option<&'static str> {
    let own = words(name);
    if own.len() + FEWER < LONG {
        return None;
    }
    let mut found = NORMS.long.iter().filter(|(known, other)| {
        if name.len().abs_diff(known.len()) > 3 * FEWER + 9 {
            return false;
        }
        let same = own.iter().zip(other).take_while(|(a, b)| a == b).count();
        let (rest, others) = (&own[same..], &other[same..]);
        let end = rest.iter().rev().zip(others.iter().rev()).take_while(|(a, b)| a == b).count();
        let (is, should) = (&rest[..rest.len() - end], &others[..others.len() - end]);
        let telling =
            same > 0 && !should.is_empty() && 3 * should.len() <= same + end && should.len() <= FEWER;
        if !telling {
            return false;
        }
        let words = [is, should].map(String::from_iter);
        let free = LOCAL.iter().any(|local| words.iter().any(|words| words.contains(local)))
            || should.iter().any(|c| c.is_numeric() || "二三四五六七八九十".contains(*c));
        // Another subject makes another norm: 关于加强民办学校党的建设工作的意见. Another kind is a slip, but for 办法.
        let slip = match words {
            _ if is.is_empty() => end > 0,
            [is, should] if end == 0 => {
                OTHER_KINDS.contains(&is.as_str()) && KINDS.contains(&should.as_str())
            }
            [is, should] => {
                CENTRAL.iter().any(|whose| known.starts_with(whose))
                    && is.len() == should.len()
                    && is.len() == 6
            }
        };
        !free && slip
    });
    let &(first, _) = found.next()?;
    found.next().is_none().then_some(first)
}

/// Kinds that are written for others.
const OTHER_KINDS: [&str; 3] = ["规定", "规则", "准则"];
/// With what names begin that the centre alone gives.
const CENTRAL: [&str; 4] = [STATE, PARTY, "中共中央", "十八届中央"];

/// How many characters may differ in a long name.
const FEWER: usize = 4;

/// Returns the names that a writer can have meant by one that no norm bears; none where one bears it, or none is near.
fn meant(name: &str) -> Vec<&'static str> {
    let norms = &*NORMS;
    let rest = without(name, STATE);
    let is_known = |name: &str| norms.all.contains_key(name);
    // 反食品浪费法规, 中国共产党章程法
    let shorter = name.char_indices().next_back().map_or("", |(end, _)| &name[..end]);
    if let Some((known, true)) = norms.all.get_key_value(shorter)
        && !is_known(name)
        && shorter.chars().count() >= LONG
        && name.ends_with(is_han)
    {
        return vec![known];
    }
    let Some((core, kind)) = parts(without(rest, PARTY)) else {
        return if is_known(name) { Vec::new() } else { long_near(name).into_iter().collect() };
    };
    if core.is_empty() || is_known(name) || is_known(rest) || is_known(&format!("{STATE}{name}")) {
        return Vec::new();
    }
    if rest.chars().count() >= SHORTEST_PERMUTED
        && let Some(permuted) = norms.permuted.get(&sorted(rest))
    {
        return vec![permuted];
    }
    let near = short_near(name, rest, core, kind);
    if near.is_empty() { long_near(rest).into_iter().collect() } else { near }
}

/// Returns the names of laws, of norms of the Party and of administrative regulations that are near one.
fn short_near(name: &str, rest: &str, core: &str, kind: &str) -> Vec<&'static str> {
    let norms = &*NORMS;
    if name.starts_with(PARTY) {
        return nearest(core, kind, &norms.party, true);
    }
    match (rest.len() < name.len(), kind) {
        (true, "法") => nearest(core, kind, &norms.laws, false),
        // 政府采购条例 is the law, or the regulation that carries it out.
        (true, "条例") => {
            let names = [format!("{STATE}{core}法"), format!("{core}法实施条例")];
            let in_force = names.iter().filter_map(|name| norms.all.get_key_value(name.as_str()));
            let both: Vec<&str> =
                in_force.filter(|&(_, in_force)| *in_force).map(|(name, _)| *name).collect();
            if both.len() == names.len() {
                return both;
            }
            norms.plain.get(&plainly(rest)).cloned().unwrap_or_default()
        }
        _ => norms.plain.get(&plainly(rest)).cloned().unwrap_or_default(),
    }
}

/// Returns the names that have nearly this core: some words more, some less, or one character another.
fn nearest(core: &str, kind: &str, norms: &[Norm], is_party: bool) -> Vec<&'static str> {
    let full = SHORT.iter().fold(core.to_owned(), |core, (short, full)| core.replace(short, full));
    if let Some(same) = norms.iter().find(|norm| norm.core == full) {
        return vec![same.name];
    }
    let own: Vec<char> = core.chars().collect();
    let near = norms.iter().filter(|norm| norm.kind == kind).filter(|norm| {
        let other: Vec<char> = norm.core.chars().collect();
        let (short, long) = (own.len().min(other.len()), own.len().max(other.len()));
        let at_edge = |outer: &str, inner: &str| outer.starts_with(inner) || outer.ends_with(inner);
        // 土地法, 食品安全管理法, 水利法
        let is_part = at_edge(norm.core, core) || at_edge(core, norm.core);
        if is_part && long - short <= 2 && (short > 1 || long == 2) {
            return true;
        }
        if long > 2 * short {
            return false;
        }
        let common = common(&own, &other);
        let likeness = |percent: usize| 200 * common >= percent * (short + long);
        if common == short {
            likeness(70)
        } else if is_party {
            own.len() >= 4 && likeness(75)
        } else {
            own.len() >= 5 && likeness(80)
        }
    });
    near.map(|norm| norm.name).collect()
}

/// Returns the length of the longest common subsequence. Cost: `O(product of the lengths)`.
fn common(one: &[char], other: &[char]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for c in one {
        let mut diagonal = 0;
        for (at, d) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if c == d { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

/// Returns what a name says and its kind.
fn parts(name: &str) -> Option<(&str, &str)> {
    KINDS.iter().find_map(|kind| Some((name.strip_suffix(kind)?, *kind)))
}

/// Cuts off （试行） and its like.
fn bare(name: &str) -> &str {
    let end = name.rfind(['（', '(']).filter(|_| name.ends_with(['）', ')']));
    end.map_or(name, |end| &name[..end])
}

/// Returns the characters of a name without the marks that divide it.
fn words(name: &str) -> Vec<char> {
    name.chars().filter(|c| !matches!(c, '、' | ' ' | '—' | '－' | '-' | '+' | '＋')).collect()
}

/// Returns a name without the words that are put in and left out, with one sign for what joins two.
fn plainly(name: &str) -> String {
    FILLERS.iter().fold(name.replace(['和', '及', '、'], "与"), |name, filler| name.replace(filler, ""))
}

fn without<'n>(name: &'n str, whose: &str) -> &'n str {
    name.strip_prefix(whose).unwrap_or(name)
}

fn sorted(name: &str) -> Vec<char> {
    let mut chars: Vec<char> = name.chars().collect();
    chars.sort_unstable();
    chars
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn names_that_are_no_slips_mean_no_other() {
        for name in ["中华人民共和国水法", "水法", "中华人民共和国经济合同法", "中华人民共和国互联网法"]
        {
            assert!(meant(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_short_name_means_any_of_several() {
        let names = meant("中华人民共和国安全法");
        assert!(names.contains(&"中华人民共和国安全生产法") && names.contains(&"中华人民共和国国家安全法"));
        assert_eq!(meant("中华人民共和国水利法"), ["中华人民共和国水法"]);
    }
}
