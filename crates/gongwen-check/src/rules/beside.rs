//! The list that stands beside a label, read without the label's number: how many items it has, and whether it is one.
//!
//! The extractor links a list to a label when their numbers agree. Where they do not, something else has to say that the
//! list is the label's: that it stands right beside it, and that its items are built alike.

use gongwen_text::{Span, is_han, numeral_value};

use super::apposed::{WORDS, within};
use crate::marks::{head, tail};

/// A list beside a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beside {
    pub(super) place: Span,
    /// The numbers of items that a reader may count, the likeliest first.
    pub(super) counts: Vec<usize>,
}

/// Says whether items are the label's by what is in them: its morphemes, or what a lexicon has.
pub(super) type Made<'m> = &'m dyn Fn(&[&str]) -> bool;

/// The longest list, in bytes.
const LONGEST: usize = 900;
/// The longest item, in characters.
const LONGEST_ITEM: usize = 30;
/// What leads from a label to its list, the longest first. A bracket is looked at apart.
const LEADS: [&str; 22] = [
    "，指的是",
    "，分别是",
    "，分别为",
    "，就是指",
    "，就是",
    "，是指",
    "，包括",
    "，即：",
    "，即",
    "分别是",
    "分别为",
    "就是指",
    "指的是",
    "———",
    "——",
    "是指",
    "就是",
    "包括",
    "：",
    "即",
    "指",
    "为：",
];
/// What ends a whole list before its label: 集甲、乙、丙于一体的“三合一”.
const GATHERED: [&str; 5] = ["于一体的", "为主要内容的", "为内容的", "组成的", "构成的"];
/// Where such a list begins.
const GATHERING: [char; 3] = ['集', '以', '由'];
/// Quotation marks that open and close around a label.
const OPENING: [char; 3] = ['“', '『', '「'];
const CLOSING: [char; 3] = ['”', '』', '」'];
/// Nouns between a label and what leads to its list are short: 工作法, 推进机制.
const LONGEST_NOUN: usize = 6;

/// Finds the list of a label that ends at `label.end`; quotation marks around the label are outside of `label`. Items that
/// `made` says are its own are alike; what `is_verb` says of is no last item. Cost: bounded.
pub(super) fn beside(
    reading: &str,
    label: Span,
    made: Made<'_>,
    is_verb: &dyn Fn(&str) -> bool,
) -> Option<Beside> {
    after(reading, label.end, made).or_else(|| before(reading, label.start, made, is_verb))
}

/// Returns what stands in the bracket after a label, or after what leads from it to a list, with whether it is the bracket.
pub(super) fn led_to(reading: &str, end: usize) -> Option<(Span, bool)> {
    lead(reading, end).map(|(span, lead)| (span, lead.is_none()))
}

fn lead(reading: &str, end: usize) -> Option<(Span, Option<&'static str>)> {
    let end = end + if reading[end..].starts_with(CLOSING) { '”'.len_utf8() } else { 0 };
    let rest = head(&reading[end..], LONGEST);
    let ends = || rest.char_indices().take(LONGEST_NOUN + 1).map(|(at, _)| at);
    let noun = |at: usize| rest[..at].chars().all(is_han);
    if let Some(at) = ends().find(|&at| rest[at..].starts_with('（')).filter(|&at| noun(at)) {
        let start = at + '（'.len_utf8();
        return Some((place(end + start, rest[start..].split_once('）')?.0), None));
    }
    let (at, lead) = ends()
        .filter(|&at| noun(at))
        .find_map(|at| LEADS.into_iter().find(|lead| rest[at..].starts_with(lead)).map(|lead| (at, lead)))?;
    let start = at + lead.len();
    let list = &rest[start..];
    Some((place(end + start, &list[..list_end(list)]), Some(lead)))
}

/// Returns where a list ends that a mark ends, but for short words in quotation marks inside an item: 村“两委”会议商议.
fn list_end(list: &str) -> usize {
    const SHORT: usize = 4 * 3;
    let mut at = 0;
    loop {
        let Some(next) = list[at..].find(['。', '\n', '（', '“', '《', '！', '？']) else {
            return list.len();
        };
        let stop = at + next;
        let quoted = list[stop..].strip_prefix('“').and_then(|rest| Some((rest, rest.find('”')?)));
        let goes_on = |(rest, len): (&str, usize)| {
            let end = len + '”'.len_utf8();
            (len <= SHORT && rest[end..].starts_with(is_han)).then_some(stop + '“'.len_utf8() + end)
        };
        match quoted.filter(|_| list[..stop].ends_with(is_han)).and_then(goes_on) {
            Some(end) => at = end,
            None => return stop,
        }
    }
}

fn after(reading: &str, end: usize, made: Made<'_>) -> Option<Beside> {
    let (span, lead) = lead(reading, end)?;
    let list = span.slice(reading);
    let Some(lead) = lead else {
        return bracket(list, made).map(|counts| Beside { place: span, counts });
    };
    if list.starts_with("一是") || list.starts_with("一要") || list.starts_with('第') {
        return None;
    }
    // What 包括 or 即 leads to as a whole sentence is the list, alike or not.
    let sentence = reading[span.end..].starts_with(['。', '\n']);
    let said = sentence && lead != "：" && !lead.starts_with('—') && !list.contains(['，', '；', '等']);
    if let Some((items, counts)) = items_of(list, '、').filter(|(items, _)| said && are_items(items))
        && items.len() > 2
    {
        return Some(Beside { place: span, counts });
    }
    // 三新——新产业、新业态、新商业模式的增加值: the list ends where 的 joins it to a noun.
    let last = list.rfind('、').unwrap_or(0);
    let (list, counts) = led(list, made).map(|counts| (list, counts)).or_else(|| {
        let item = &list[last..];
        let item = &item[..item.find(['，', '；']).unwrap_or(item.len())];
        let lists = item.match_indices('的').map(|(at, _)| &list[..last + at]);
        lists
            .filter(|list| !list.contains(['，', '；']))
            .find_map(|list| led(list, made).map(|counts| (list, counts)))
    })?;
    Some(Beside { place: place(span.start, list), counts })
}

fn place(start: usize, list: &str) -> Span {
    Span::new(start, start + list.len())
}

/// Counts what stands in brackets: nothing but the list.
fn bracket(list: &str, made: Made<'_>) -> Option<Vec<usize>> {
    let marks = ['、', '，', '；'];
    let mark = marks.into_iter().rev().find(|&mark| list.contains(mark))?;
    let mark = if mark == '，' && list.contains('、') { '、' } else { mark };
    let (items, mut counts) = items_of(list, mark).filter(|(items, _)| are_items(items))?;
    counts.extend(marks.map(|mark| list.split(mark).count()));
    counts.push(list.split(marks).count());
    let paused = mark == '、' && items.len() > 2;
    (are_alike(&items, made) || differ_little(&items) || paused).then_some(counts)
}

/// Counts what a colon or 即 leads to: up to the first comma, or by commas as long as the clauses are alike.
fn led(list: &str, made: Made<'_>) -> Option<Vec<usize>> {
    let clauses: Vec<&str> = list.trim_end_matches('；').split(['，', '；']).collect();
    if let Some((items, mut counts)) =
        items_of(clauses[0], '、').filter(|(items, _)| are_items(items) && are_alike(items, made))
    {
        // A list goes on after a comma: 一、二、三，四、五, or 坚持一、坚持二，坚持三.
        let next = clauses.get(1).copied().unwrap_or_default();
        let first = |text: &str| text.chars().next();
        if next.contains('、') || first(next) == first(items[0]) {
            return None;
        }
        // Where the clauses are alike too, they may be what is counted.
        if clauses.len() > 1 && are_alike(&clauses, made) {
            counts.push(clauses.len());
        }
        return Some(counts);
    }
    // Two that only 和 joins: “三个力”，即控制力和竞争力.
    if let ([only], Some((one, other))) = (clauses.as_slice(), list.split_once(['和', '与', '及']))
        && only.matches(['和', '与', '及']).count() == 1
        && are_items(&[one, other])
        && made(&[one, other])
    {
        return Some(vec![2]);
    }
    let mut kept: Vec<&str> = clauses.iter().copied().take_while(|item| is_item(item)).collect();
    while kept.len() > 2 && !are_alike(&kept, made) {
        kept.pop();
    }
    // One more that begins alike and is no plain item.
    let begin = head(kept.first()?, 2 * 3);
    if kept.iter().all(|item| item.starts_with(begin))
        && clauses[kept.len()..].iter().any(|item| item.contains(begin))
    {
        return None;
    }
    let counts = vec![kept.len(), clauses.len(), list.split('；').count(), list.split('、').count()];
    // Two are a list where both bear the morpheme and nothing else follows: “三不”：不准拍照，不准录像。
    let two = kept.len() == 2 && clauses.len() == 2 && made(&kept);
    ((kept.len() > 2 || two) && are_alike(&kept, made)).then_some(counts)
}

/// Cuts a list, and its last item where 和 joins two; returns the items with the numbers that a reader may count.
fn items_of(list: &str, mark: char) -> Option<(Vec<&str>, Vec<usize>)> {
    let mut items: Vec<&str> = list.split(mark).collect();
    let mut counts = vec![items.len()];
    let last = items.pop().filter(|_| !items.is_empty())?;
    const SHORTEST: usize = 2 * 3;
    match last
        .split_once(['和', '与', '及'])
        .filter(|(one, other)| one.len() >= SHORTEST && other.len() >= SHORTEST)
    {
        Some((one, other)) => {
            items.extend([one.trim_end_matches('以'), other]);
            counts.insert(0, items.len());
        }
        None => items.push(last),
    }
    Some((items, counts))
}

fn are_items(items: &[&str]) -> bool {
    items.iter().all(|item| is_item(item))
}

fn before(reading: &str, start: usize, made: Made<'_>, is_verb: &dyn Fn(&str) -> bool) -> Option<Beside> {
    let text = tail(&reading[..start], LONGEST);
    // A label without marks of its own counts what stands before it where the items say so too, or 这 does.
    let pointed = text.ends_with(OPENING) || text.ends_with('这');
    let text = text.strip_suffix(OPENING).unwrap_or(text);
    let text = text.strip_suffix('这').unwrap_or(text);
    let gathered = GATHERED.into_iter().find_map(|words| text.strip_suffix(words));
    let (text, joined) = match gathered {
        Some(text) => (text, true),
        None => text.strip_suffix('的').map_or((text, false), |text| (text, true)),
    };
    if let Some(inner) = text.strip_suffix('”') {
        let open = inner.rfind('“')?;
        // Several quotations in a row are counted together by people.
        let several = inner[..open].trim_end_matches(['、', '和', '与', '及']);
        if several.ends_with('”') || inner[..open].ends_with('、') {
            return None;
        }
        let list = &inner[open + '“'.len_utf8()..];
        let items: Vec<&str> = list.split(['、', '，', '；', ' ']).collect();
        let sound = items.len() > 1 && items.iter().all(|item| is_item(item));
        return (sound && are_alike(&items, made)).then(|| Beside {
            place: within(reading, list),
            counts: vec![items.len(), list.split('、').count()],
        });
    }
    let stops = ['，', '。', '；', '：', '\n', '”', '》', '）', '（', '“', '！', '？'];
    let from = text.char_indices().rev().find(|(_, c)| stops.contains(c));
    let (from, stop) = from.map_or((0, None), |(at, c)| (at + c.len_utf8(), Some(c)));
    let list = &text[from..];
    // A list that begins further back, or that is said not to be whole.
    let begun =
        matches!(stop, Some('”' | '》' | '）')) && list.starts_with(['、', '和', '与', '及', '等', '的']);
    // 采取“蚕食”和杀光、抢光的“三光”政策: what 和 joins to a quotation may be the whole list, where the items say so.
    let joined_on = begun && list.starts_with(['和', '与']) && made(&list.split('、').collect::<Vec<_>>());
    if begun && !joined_on || list.ends_with(['等', '和', '与', '及']) {
        return None;
    }
    let (items, mut counts) = items_of(list, '、')?;
    let (first, rest) = items.split_first()?;
    // 把文化自信和道路自信、理论自信
    let last = |item: &str| item.chars().next_back();
    if first.split_once(['和', '与', '及']).is_some_and(|(one, other)| last(one) == last(other)) {
        counts.push(items.len() + 1);
    }
    // The first item has the verb, so that only its end is its own; where the last is a verb too, it governs the label.
    let own = first.rsplit(|c| !is_han(c)).next().unwrap_or_default();
    let begins = gathered.and_then(|_| own.rfind(GATHERING));
    let own = begins.map_or(own, |at| &own[at + '以'.len_utf8()..]);
    let verb = rest.last().is_some_and(|last| {
        let short = last.len() < 4 * 3 && last.ends_with('好');
        let counted = rest.iter().any(|item| item.contains(|c: char| numeral_value(c).is_some()));
        last.len() < 2 * 3 || counted || short || last.ends_with(['了', '着', '过', '把']) || is_verb(last)
    });
    let verb = verb && gathered.is_none();
    let sound = !own.is_empty() && are_items(rest) && !rest.iter().any(|item| item.contains('的')) && !verb;
    let alike = share_a_character(own, rest, made) || pointed && !joined && differ_in_length_only(own, rest);
    (sound && (alike || begins.is_some())).then(|| Beside { place: within(reading, list), counts })
}

fn is_item(item: &str) -> bool {
    (1..=LONGEST_ITEM).contains(&item.chars().count())
        && item.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
        && !item.ends_with(['等', '多'])
        && (!item.starts_with(['和', '及', '与']) || WORDS.iter().any(|word| item.starts_with(word)))
        && !item.contains('是')
}

/// Says whether items are built alike: they begin or end with one character, all have a morpheme of the label, or are
/// equally long.
fn are_alike(items: &[&str], made: Made<'_>) -> bool {
    let all = |of: fn(&str) -> Option<char>| {
        items.windows(2).all(|pair| of(pair[0]).is_some() && of(pair[0]) == of(pair[1]))
    };
    let lengths = items.windows(2).all(|pair| pair[0].chars().count() == pair[1].chars().count());
    all(|item| item.chars().next_back())
        || all(|item| item.chars().next())
        || made(items)
        || items.len() > 1 && lengths
}

/// Says whether the items differ by one character in length at most.
fn differ_little(items: &[&str]) -> bool {
    let (shortest, longest) = lengths(items);
    longest <= shortest + 1
}

/// Says whether all items have a morpheme, or end alike, where the first has a verb before it.
fn share_a_character(first: &str, rest: &[&str], made: Made<'_>) -> bool {
    let last = |item: &str| item.chars().next_back();
    let ends = rest.iter().all(|item| last(item) == last(first));
    let shared = made(&[&[first], rest].concat());
    let (shortest, longest) = lengths(rest);
    (ends || shared) && longest <= 2 * shortest.min(first.chars().count()) + 2
}

/// Says whether short items are about equally long, where the first has a verb before it.
fn differ_in_length_only(first: &str, rest: &[&str]) -> bool {
    let (shortest, longest) = lengths(rest);
    let most = if rest.len() > 1 { 14 } else { 8 };
    longest <= most && first.chars().count() >= shortest && longest <= shortest + 3
}

fn lengths(items: &[&str]) -> (usize, usize) {
    let all = items.iter().map(|item| item.chars().count());
    (all.clone().min().unwrap_or(0), all.max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::beside;
    use gongwen_text::Span;

    fn count(text: &str, label: &str) -> Option<usize> {
        let start = text.find(label).expect("the label is there");
        let made = |items: &[&str]| label.chars().skip(1).any(|c| items.iter().all(|item| item.contains(c)));
        beside(text, Span::new(start, start + label.len()), &made, &|item| item == "纠正")
            .map(|list| list.counts[0])
    }

    #[test]
    fn lists_stand_on_either_side() {
        assert_eq!(count("严格“五早”措施，即早发现、早报告、早隔离、早治疗。", "五早"), Some(4));
        assert_eq!(count("开展“三清”（清垃圾、清塘沟），三年覆盖。", "三清"), Some(2));
        assert_eq!(count("制定“四个清单”——问题清单、任务清单、责任清单，把责任细化。", "四个清单"), Some(3));
        assert_eq!(count("坚持河长制、林长制、田长制“四长”联动。", "四长"), Some(3));
        assert_eq!(count("落实产业、人才、生态、组织“五个振兴”。", "五个振兴"), Some(4));
        assert_eq!(count("坚持总体规划、详细规划和专项规划“三类”并举。", "三类"), Some(3));
        assert_eq!(count("推行“领学、讲学、研学、督学”的“五学”机制。", "五学"), Some(4));
        assert_eq!(
            count("要早、要准。“五个环节”：监测要早，会商要准，转移要尽，救援要稳。", "五个环节"),
            Some(4)
        );
    }

    #[test]
    fn what_is_not_alike_or_not_whole_is_no_list() {
        assert_eq!(count("体重、视力、骨骼、口腔等“五健”行动。", "五健"), None);
        assert_eq!(count("会议听取汇报、研究部署下一阶段的重点工作、审议“三个方案”。", "三个方案"), None);
        assert_eq!(count("把道路自信、制度自信并列为中国特色社会主义“四个自信”。", "四个自信"), None);
        assert_eq!(count("反对甲某、乙某和“四人帮”。", "四人帮"), None);
        assert_eq!(count("落实规定、纠正“四风”。", "四风"), None);
        assert_eq!(count("“四项原则”，即坚持道路、坚持专政，坚持领导。", "四项原则"), None);
        assert_eq!(count("做到“两个维护”，把讲政治、守纪律、重品行落到实处。", "两个维护"), None);
    }
}
