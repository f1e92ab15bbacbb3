//! What speaks for a list beyond its place and its number: the morphemes that it shares with the label, its form.

use gongwen_text::{Span, is_han};

use crate::guards::NO_JUNCTIONS;
use crate::hit::{Class, Cue, Direction, Shared};
use crate::label::Label;
use crate::link::{Linked, Target};
use crate::lists::trimmed;

/// The longest item of a list that nothing but its place ties to the label, in characters.
const LONGEST_PLAIN: usize = 16;
/// The longest item of a list with an explicit cue, in characters.
const LONGEST_CUED: usize = 40;

/// What says of a thing what it is for, after 以.
const ROLES: [&str; 8] = ["为主体", "为主", "为核心", "为引领", "为主导", "为龙头", "为支撑", "为依托"];

/// Adds up the evidence for a list that has passed the gates of its place, or rejects it.
pub(crate) fn score(
    text: &str,
    target: &Target<'_>,
    items: Vec<Span>,
    cue: Cue,
    direction: Direction,
) -> Option<Linked> {
    let items: Vec<Span> = items.into_iter().map(|item| trimmed(text, item)).collect();
    let plain = matches!(cue, Cue::Adjacent | Cue::Joined);
    let limit = if plain { LONGEST_PLAIN } else { LONGEST_CUED };
    if items.len() < 2 || items.iter().any(|&item| !looks_like_item(text, item, limit)) {
        return None;
    }
    let (found, aligned) = borne(text, target.label, &items);
    let lengths: Vec<usize> = items.iter().map(|&item| bare_length(text, item)).collect();
    let parallel = lengths.iter().all(|&n| n == lengths[0]);
    let place = match cue {
        Cue::Bracket | Cue::Namely => 0.35,
        Cue::Ordinal => 0.3,
        Cue::Adjacent => 0.25,
        Cue::Colon | Cue::Repeated => 0.15,
        Cue::Joined => 0.2,
        Cue::Morpheme => 0.1,
    };
    // That three or more agree in number is less likely to be chance than that two do.
    let number = if items.len() > 2 { 0.1 } else { 0.0 };
    let spread = lengths.iter().max().unwrap_or(&0) - lengths.iter().min().unwrap_or(&0);
    let form = if parallel {
        0.2
    } else if spread <= 2 {
        0.1
    } else {
        0.0
    };
    let shared = if aligned && target.label.class != Class::Counted {
        Shared::Morpheme
    } else if shares_edge(text, &items) {
        Shared::Edge
    } else {
        Shared::Nothing
    };
    let morpheme = match shared {
        Shared::Morpheme => 0.3,
        Shared::Edge => 0.15,
        Shared::Nothing => 0.0,
    };
    let score = f32::min(0.3 + place + number + form + morpheme, 1.0);
    Some(Linked { items, found, cue, direction, score, shared, partial: false })
}

/// Returns the number of characters of an item without its brackets: 形象（品牌） has two.
pub(crate) fn bare_length(text: &str, item: Span) -> usize {
    let mut depth = 0usize;
    let mut count = 0;
    for c in item.slice(text).chars() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '“' | '”' => {}
            _ if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}

/// Items are short, closed at their ends, and hold no stray marks.
fn looks_like_item(text: &str, item: Span, limit: usize) -> bool {
    let string = item.slice(text);
    let count = string.chars().count();
    let open = string.ends_with(['的', '了', '是', '和', '与', '在'])
        || string.starts_with(['的', '和', '与', '等']) && NO_JUNCTIONS.after(text, item.start).is_none();
    let paired = string.matches('“').count() == string.matches('”').count();
    let partial = string.contains('等')
        && !["平等", "等级", "等候", "等待", "高等", "不等"].iter().any(|word| string.contains(word));
    // 以棉花为主体、粮食和油料为两翼: the list is of what each is for.
    let role = limit == LONGEST_PLAIN && ROLES.iter().any(|role| string.ends_with(role));
    let broken = string.contains(['《', '。', '：', '\n']);
    // 10所学校、12个专业群: quantities are no items of a list that only its place ties to the label.
    let measured = limit == LONGEST_PLAIN && string.starts_with(|c: char| c.is_ascii_digit());
    (1..=limit).contains(&count) && paired && !open && !partial && !broken && !measured && !role
}

/// Says whether all items begin, or all items end, with one character.
pub(crate) fn shares_edge(text: &str, items: &[Span]) -> bool {
    let edge = |pick: fn(&str) -> Option<char>| {
        let mut chars = items.iter().map(|item| pick(item.slice(text)));
        let first = chars.next().flatten();
        first.is_some() && chars.all(|c| c == first)
    };
    edge(|item| item.chars().next()) || edge(|item| item.chars().next_back())
}

/// Counts for each slot the items that bear its morpheme. Where no item bears any, the items are dealt out in order.
fn borne(text: &str, label: &Label, items: &[Span]) -> (Vec<u32>, bool) {
    let bearing = |head: &str, items: &[Span]| {
        let count = |morpheme: &str| items.iter().filter(|item| item.slice(text).contains(morpheme)).count();
        let whole = count(head);
        if whole > 0 { whole } else { head.chars().next().map_or(0, |c| count(c.encode_utf8(&mut [0; 4]))) }
    };
    let mut found = Vec::with_capacity(label.slots.len());
    let mut from = 0;
    let mut aligned = true;
    let dealt =
        label.slots.iter().fold(0usize, |sum, head| sum.saturating_add(head.count as usize)) == items.len();
    for head in &label.slots {
        let share = if dealt { &items[from..from + head.count as usize] } else { items };
        from += if dealt { head.count as usize } else { 0 };
        let borne = bearing(head.span.slice(text), share);
        aligned &= borne == head.count as usize;
        // One slot has what is listed for it, whether or not its morpheme is said again.
        let listed = dealt || label.slots.len() == 1;
        found.push(if listed { share.len() } else { borne }.try_into().unwrap_or(u32::MAX));
    }
    (found, aligned)
}

/// Says whether the Han characters of `items` are `count` in all: 12字 of 树典型、铸品牌、有影响、求实效.
pub(crate) fn adds_up(text: &str, items: &[Span], count: u32) -> bool {
    let sum: usize = items.iter().map(|item| item.slice(text).chars().filter(|&c| is_han(c)).count()).sum();
    items.len() > 1 && sum == count as usize
}
