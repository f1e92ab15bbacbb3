//! Numbers in labels against the lists beside them.

use gongwen_formula::{Class, Cue, Deviation, Direction, Hit};
use gongwen_text::{is_han, numeral_value};

use super::headed::headed;
use super::labelled::{LONGEST, before_quote, bracketed, clause_start, ends_in_verb, governs, is_even};
use super::plainly::uncounted;
use super::slots::by_slots;
use super::{apposed, beside, known};
use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(super) const FORMULA: &str = "count-formula-expansion";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: FORMULA,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "提法所标数目与所列项数不符",
        explanation: "提法中的数目（“四个体系”“八要八不要”）应与前后所列的项数一致，列举有“等”字的除外。",
        source: &["提法自身所标的数目"],
        stable: true,
        good: &[
            "落实责任体系、制度体系、监督体系、保障体系“四个体系”。",
            "推行“三访”工作法（访农户、访田头、访企业）。",
            "提供体检、借阅、旅游等“八项礼遇”。",
            "今天对河东、河西启动防汛三级响应。",
            "推进山上、山下、水里三个空间开发，保护好路权、林权、水权三权。",
        ],
        bad: &[
            "提高站位，落实责任体系、监督体系、保障体系“四个体系”。",
            "严守“五条纪律”（政治纪律、组织纪律、廉洁纪律、群众纪律）。",
            "做到“三个到位”，即责任到位、措施到位。",
            "按照“四个机关”即坚持党的领导的政治机关、依法履行职责的权力机关、联系服务群众的工作机关的要求，改进作风。",
            "推行“四议两公开”工作法，即支部提议、村“两委”商议、党员审议、村民会议决议，决议公开，群众满意。",
            "对“四个务必坚持”，即务必坚持依靠群众、坚持深入一线、坚持注重实效，体会得还不深。",
            "聚焦“强信心、树形象、促发展、惠民生”五大任务。",
            "方案已定，要保护好路权、林权、水权两权。",
            "开展“三清一改”（清垃圾、清沟渠、清淤泥、清残墙，改旱厕）。",
            "建成集办公、会议、展览于一体的“四合一”中心。",
            "参观不多问，“三不”：不准拍照，不准录像。",
            "全体同志发扬理论联系实际、批评和自我批评三大作风。",
            "革命胜利，推翻帝国主义、封建主义、官僚资本主义四座大山。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for hit in text.hits.iter().filter(|hit| hit.class == Class::Counted && hit.items.is_none()) {
        let found = if hit.quoted { beside_it(text, hit, sink) } else { counted(text, hit, sink) };
        if !found {
            apposed_to_it(text, hit, sink);
        }
    }
    for hit in text.hits.iter().filter(|hit| hit.class == Class::NumeralFormula) {
        if known_to_be(text, hit, sink) {
            continue;
        }
        if hit.deviations.contains(&Deviation::Count) && is_sure(hit) {
            let slots = hit.slots.iter().filter(|slot| slot.claimed != slot.found);
            let counts: Vec<String> =
                slots.map(|slot| format!("标为{}项，列出{}项", slot.claimed, slot.found)).collect();
            let spans = hit.link.iter().flat_map(|link| link.spans.iter().copied());
            let message = format!("“{}”{}，请核对是否有遗漏或多列。", hit.surface, counts.join("；"));
            sink.report(FORMULA, hit.span, message).related(spans);
        } else if hit.items.is_none() {
            if !by_slots(text, hit, sink) && !beside_it(text, hit, sink) {
                let before = sink.len();
                apposed_to_it(text, hit, sink);
                if sink.len() == before && hit.entry.is_none() {
                    headed(text, hit, sink);
                }
            }
        } else if hit.slots.len() < 2 || !by_slots(text, hit, sink) {
            unlisted(text, hit, sink);
        }
    }
    if sink.wants(FORMULA) {
        uncounted(text, sink);
    }
}

/// Reports a label whose list has one more or one less of the items that the lexicon has, and says whether the list beside it is
/// of these items.
fn known_to_be(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) -> bool {
    let Some(items) = hit.lexicon_items.as_deref().filter(|items| items.len() > 2) else { return false };
    let claimed: usize = hit.slots.iter().map(|slot| slot.claimed as usize).sum();
    let label = text.reading.from_source(hit.span);
    let reading = text.as_str();
    let whole = hit.slots.len() > 1 || claimed == items.len();
    if let Some((list, item)) = known::left_out(reading, label, items).filter(|_| whole) {
        let message =
            format!("“{}”共{}项，此处只缺“{item}”一项而用“等”，请核对是否遗漏。", hit.surface, items.len());
        sink.report(FORMULA, hit.span, message).related([text.place(list)]);
        return true;
    }
    let Some(row) = known::row(reading, label, items).filter(|_| whole) else { return false };
    if let Some(item) = row.displaced(reading, &hit.surface, items) {
        let message = format!("“{}”的各项中未见“{item}”，却有另外一项，请核对。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([text.place(row.place)]);
        return true;
    }
    if let Some(found) = row.differs(items.len()) {
        let count = items.len();
        let message = format!("“{}”共{count}项，此处列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([text.place(row.place)]);
        return true;
    }
    row.is_whole(items.len())
}

/// Says whether the list that differs in length is beyond doubt the label's: the cue is explicit, and of a formula that
/// the lexicon knows at least one item is there.
fn is_sure(hit: &Hit) -> bool {
    let known = match (&hit.items, &hit.lexicon_items) {
        (Some(items), Some(known)) => items.iter().any(|item| known.contains(item)),
        _ => hit.entry.is_none(),
    };
    let cue = hit.link.as_ref().map(|link| link.cue);
    known && cue.is_some_and(|cue| !matches!(cue, Cue::Morpheme)) && !hit.surface.starts_with('双')
}

/// Reports a label whose list, right beside it, has another length, and says whether there is such a list.
fn beside_it(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) -> bool {
    /// How far the numbers may differ: what is further off is another list.
    const MOST: usize = 2;
    let claimed: usize = hit.slots.iter().map(|slot| slot.claimed as usize).sum();
    if hit.slots.is_empty() || !(2..=12).contains(&claimed) {
        return false;
    }
    let label = text.reading.from_source(hit.span);
    // “三大一强”: 大 is a morpheme where another number has one too.
    let counting = |c: &char| {
        numeral_value(*c).is_some() || "个项种条类张支篇".contains(*c) || *c == '大' && hit.slots.len() == 1
    };
    let mut morphemes: Vec<char> = hit.surface.chars().filter(|c| !counting(c) && is_han(*c)).collect();
    // “五个一”: what is counted is itself a number.
    if let (true, Some(last @ ('一' | '十' | '百'))) = (morphemes.is_empty(), hit.surface.chars().next_back())
    {
        morphemes.push(last);
    }
    let known = hit.lexicon_items.as_deref().unwrap_or_default();
    // “三清四联”: each item has one of the morphemes; “五早”: all have the same.
    let made = |items: &[&str]| {
        let has = |item: &str| morphemes.iter().any(|&morpheme| item.contains(morpheme));
        let is_known = |item: &&&str| known.iter().any(|known| item.ends_with(known.as_str()));
        let same = morphemes.iter().any(|&morpheme| items.iter().all(|item| item.contains(morpheme)));
        same || hit.slots.len() > 1 && items.iter().all(|item| has(item))
            || items.iter().filter(is_known).count() >= 2.max(items.len().saturating_sub(1))
    };
    let verbs = |item: &str| {
        // 乡村治理 ends with a verb and is none; what governs a formula that the lexicon knows is one.
        let its_own =
            hit.entry.is_some() && hit.verb.as_ref().is_some_and(|verb| item.ends_with(verb.as_str()));
        its_own || governs(text, item)
    };
    let Some(list) = beside::beside(text.as_str(), label, &made, &verbs) else { return false };
    let found = list.counts[0];
    // “四带四做”: the groups may be what is listed.
    let groups = hit.slots.len() > 1 && list.counts.contains(&hit.slots.len());
    // “五治五提”: each item may have both.
    let each = hit.slots.windows(2).all(|pair| pair[0].claimed == pair[1].claimed);
    let single = if each { hit.slots[0].claimed as usize } else { claimed };
    let fits = |claimed: usize| list.counts.contains(&claimed);
    let claimed = if claimed.abs_diff(found) <= single.abs_diff(found) { claimed } else { single };
    if !fits(claimed) && !fits(single) && !groups && claimed.abs_diff(found) <= MOST {
        let message = format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([text.place(list.place)]);
    }
    true
}

/// Reports 翻地、播种三大行动 and its kind: a plain list that ends where the label begins, with one item more or less.
fn apposed_to_it(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) {
    let [slot] = hit.slots.as_slice() else { return };
    let reading = text.as_str();
    let label = text.reading.from_source(hit.span);
    let claimed = slot.claimed as usize;
    // 双拥 and 两个以上 count nothing that is listed.
    let counts = !hit.surface.contains('双') && !hit.surface.contains("以上") && (2..=12).contains(&claimed);
    let known = hit.lexicon_items.as_deref().unwrap_or_default();
    // 平等互利、和平共处五项原则: what stands before the number of the label is an item of it.
    let number = label.slice(reading).find(|c| numeral_value(c).is_some()).unwrap_or(0);
    let item = known.iter().any(|item| number > 0 && *item == label.slice(reading)[..number]);
    let end = label.start + if item { number } else { 0 };
    let Some(list) = apposed::apposed(reading, end).filter(|_| counts) else { return };
    let single = list.items[1..].iter().all(|item| item.chars().count() == 1);
    let is_known = |item: &&&str| {
        let short = item.chars().count() == 1 && !single;
        known.iter().any(|known| item.ends_with(known.as_str()) || !short && known.contains(**item))
    };
    // The first has a verb before it: 实现农业 of 农业现代化.
    let begins = |known: &String| known.chars().count() > 3 && list.items[0].ends_with(head(known, 2 * 3));
    let share = list.items.iter().filter(is_known).count() + usize::from(known.iter().any(begins));
    let vouched = if hit.entry.is_some() && share > 0 {
        share + 1 >= list.items.len().max(3)
    } else {
        // Of a label that stands for something else elsewhere the list must be beyond doubt.
        let plain = hit.entry.is_none() || list.items.len() > 2 && list.is_even();
        plain && !ends_in_verb(text, &list.items)
    };
    if let Some(found) = list.differs(claimed).filter(|_| vouched) {
        let message = format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related([text.place(list.place)]);
    }
}

/// Reports a list that has the number of items only if 和 joins none, as 翻地整田、播种插秧、防病治虫和收割晾晒三大行动, or if one
/// more before it that ends like the others is none.
fn unlisted(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) {
    let (Some(items), Some(link), [slot]) = (&hit.items, &hit.link, hit.slots.as_slice()) else { return };
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    // “五有”，即有主体、有商标、有标准、有渠道，并达到…: what follows the comma is no item, and neither is it where what stands
    // before it ends alike or is equally long.
    if let ([.., before, last], [.., last_but_one, end]) = (link.spans.as_slice(), items.as_slice())
        && link.direction == Direction::Right
        && items.len() > 2
    {
        let gap = &text.source()[before.end..last.start];
        let begins = |item: &str| item.chars().next() == items[0].chars().next();
        let length = |item: &str| item.chars().count();
        let ends = |item: &str| item.chars().next_back() == items[0].chars().next_back();
        let long = |item: &str| length(item) > length(items[0]) + 2;
        let others = &items[..items.len() - 1];
        // “六个必须坚持”，即必须坚持…、坚持…，理解得还不够
        let noun = tail(hit.surface.as_str(), 2 * 3);
        let alike = others.iter().all(|item| begins(item)) && !begins(end)
            || others.iter().all(|item| ends(item)) && !ends(end)
            || others.iter().all(|item| length(item) == length(items[0])) && long(end)
            || others.iter().all(|item| item.contains(noun)) && !end.contains(noun);
        let paused = text.source()[link.spans[0].end..].starts_with('、');
        // The list may end in what its last item is joined to: 工作机关的定位.
        let closed = last_but_one.split_once(noun).is_some_and(|(_, rest)| rest.starts_with('的'));
        let follows = closed || length(last_but_one) <= length(end);
        if gap == "，" && paused && alike && follows {
            let (claimed, found) = (slot.claimed, slot.found - 1);
            let message =
                format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
            sink.report(FORMULA, hit.span, message).related(link.spans.iter().copied());
            return;
        }
    }
    let plain = matches!(link.cue, Cue::Adjacent | Cue::Joined | Cue::Bracket | Cue::Namely | Cue::Colon);
    if !plain || link.partial || slot.claimed != slot.found {
        return;
    }
    let known = hit.lexicon_items.as_deref().unwrap_or_default();
    let one_before = || {
        let reading = text.as_str();
        let first = text.reading.from_source(*link.spans.first()?);
        let end = |item: &str| item.chars().next_back();
        let shared = items.windows(2).all(|pair| end(pair[0]) == end(pair[1]));
        let before =
            tail(&reading[..first.start], LONGEST).trim_end_matches(|c: char| is_han(c) && c != '的');
        let before = before.strip_suffix('、').filter(|_| shared && link.direction == Direction::Left)?;
        (end(before) == end(items[0])).then_some(())
    };
    // The first has what leads to it.
    let own = if link.direction == Direction::Left && items.len() > 3 { &items[1..] } else { &items };
    if apposed::is_last_double(own, known) || one_before().is_some() {
        let (claimed, found) = (slot.claimed, slot.found + 1);
        let message = format!("“{}”标为{claimed}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface);
        sink.report(FORMULA, hit.span, message).related(link.spans.iter().copied());
    }
}

/// Reports 五个专班 after a quotation, or before a bracket, that lists nearly as many items, and says whether it does.
fn counted(text: &Text<'_>, hit: &Hit, sink: &mut Sink<'_>) -> bool {
    let [slot] = hit.slots.as_slice() else { return false };
    let reading = text.as_str();
    let label = text.reading.from_source(hit.span);
    let quoted = before_quote(&reading[..label.start]);
    let bracket = || bracketed(&reading[label.end..]);
    let plain = || {
        let start = clause_start(reading, label.start)?;
        let list = &reading[start..label.start];
        is_even(list).then_some(list)
    };
    let Some(list) = quoted.or_else(bracket).or_else(plain) else { return false };
    let items = list.split('、');
    let found = items.clone().count();
    let sound = items.clone().all(|item| {
        (2..=12).contains(&item.chars().count())
            && item.chars().all(is_han)
            && !item.contains(['等', '和', '及', '与', '或'])
    });
    let difference = (slot.claimed as usize).abs_diff(found);
    let differs = sound && found >= 3 && (1..=2).contains(&difference);
    if differs {
        let message =
            format!("“{}”标为{}项，列出{found}项，请核对是否有遗漏或多列。", hit.surface, slot.claimed);
        sink.report(FORMULA, hit.span, message);
    }
    differs
}
