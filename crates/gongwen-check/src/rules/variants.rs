//! One formula in two wordings within one document.

use std::collections::{BTreeMap, HashMap};

use gongwen_formula::{Class, Hit};
use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-variant-in-doc";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "同一提法在文中写法不一",
        explanation: "同一篇文章里，同一数字提法的名称、同一组排比的字句应前后一致；只差一两个字的，请核对是否笔误。",
        source: &["党政机关公文处理工作条例第十九条：表述准确", "提法词库：各条的通行写法与别称"],
        stable: true,
        good: &[
            "推行年初定责、年中督责、年终考责。坚持年初定责、年中督责、年终考责。",
            "做到事前预防、事中控制、事后处置。开展田间管理、仓储管理、运输管理。",
        ],
        bad: &["推行年初定责、年中督责、年终考责。坚持年初定责、年中督责、年底考责。"],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if sink.wants(ID) {
        labels(text, sink);
        lists(text, sink);
    }
}

/// 八大本领 here and 八个本领 there.
fn labels(text: &Text<'_>, sink: &mut Sink<'_>) {
    let mut by_entry: BTreeMap<&str, Vec<&Hit>> = BTreeMap::new();
    let labelled = |hit: &&Hit| {
        hit.class == Class::NumeralFormula && hit.labelled && hit.entry.is_some() && hit.quoted_from.is_none()
    };
    for hit in text.hits.iter().filter(labelled) {
        by_entry.entry(hit.canonical.as_str()).or_default().push(hit);
    }
    for hits in by_entry.values() {
        let first = plain(&hits[0].surface);
        // A longer or a shorter form is an abbreviation: 和平共处五项原则, 五项原则.
        let other = |hit: &&&Hit| {
            let surface = plain(&hit.surface);
            surface != first && surface.chars().count() == first.chars().count()
        };
        if let Some(hit) = hits.iter().find(other) {
            let message = format!("“{}”在前文写作“{first}”，请统一。", plain(&hit.surface));
            sink.report(ID, hit.span, message).related([hits[0].span]);
        }
    }
}

fn plain(surface: &str) -> String {
    surface.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’')).collect()
}

/// The fewest characters of a list that are compared.
const FEWEST: usize = 12;

/// 年终考责 here and 年底考责 there, at the end of the same list.
fn lists(text: &Text<'_>, sink: &mut Sink<'_>) {
    let mut known: HashMap<&str, Vec<Vec<(&str, Span)>>> = HashMap::new();
    for list in even_lists(text) {
        let words: Vec<&str> = list.iter().map(|(item, _)| *item).collect();
        let first = known.entry(words[0]).or_default();
        if first.iter().any(|other| other.iter().map(|(item, _)| *item).eq(words.iter().copied())) {
            continue;
        }
        let similar = first.iter().find_map(|other| {
            let same_form = other.len() == list.len();
            let differing: Vec<usize> =
                (0..list.len()).filter(|&at| same_form && other[at].0 != list[at].0).collect();
            match differing.as_slice() {
                [at] if near(other[*at].0, list[*at].0) => Some((other[*at], list[*at])),
                _ => None,
            }
        });
        if let Some(((before, place), (item, span))) = similar {
            let message = format!("“{item}”在前文同一组排比中写作“{before}”，请核对是否应当一致。");
            sink.report(ID, text.place(span), message).related([text.place(place)]);
        }
        first.push(list);
    }
}

/// Says whether two items of one length differ in one character.
fn near(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one.chars().zip(other.chars()).filter(|(one, other)| one != other).count() == 1
}

/// Returns the enumerations of three and more items, all of one length of four characters and more; what leads to the first
/// is cut off.
fn even_lists<'t>(text: &'t Text<'_>) -> Vec<Vec<(&'t str, Span)>> {
    let reading = text.as_str();
    let mut out = Vec::new();
    let (mut from, mut pauses) = (0, 0);
    let marks = text.places.marks.iter().map(|mark| (mark.at, mark.c));
    for (at, c) in marks.chain([(reading.len(), '\n')]) {
        match c {
            '、' => pauses += 1,
            '，' | '。' | '；' | '：' | '\n' | '“' | '”' | '（' | '）' | '！' | '？' => {
                if pauses > 1 {
                    out.extend(even_list(reading, from, &reading[from..at]));
                }
                (from, pauses) = (at + c.len_utf8(), 0);
            }
            _ => {}
        }
    }
    out
}

/// Returns the items of a clause that begins at `from`, when it is such an enumeration.
fn even_list<'t>(reading: &'t str, from: usize, clause: &'t str) -> Option<Vec<(&'t str, Span)>> {
    let items: Vec<&str> = clause.split('、').collect();
    let length = items[1].chars().count();
    let even = length >= 4
        && items[1..items.len() - 1].iter().all(|item| item.chars().count() == length)
        && items.iter().all(|item| item.chars().all(is_han));
    let begin = items[0].char_indices().rev().nth(length.saturating_sub(1)).map(|(at, _)| at);
    let last = items[items.len() - 1];
    let end = last.char_indices().nth(length).map_or(last.len(), |(at, _)| at);
    // What follows the last on the same clause may be its own end.
    let whole =
        last.chars().count() >= length && (end == last.len() || last[end..].starts_with(['的', '等']));
    let begin = begin.filter(|_| even && whole && length * items.len() >= FEWEST)?;
    let mut at = from;
    let list = items.iter().enumerate().map(|(nth, item)| {
        let place = at;
        at += item.len() + '、'.len_utf8();
        let span = match nth {
            0 => Span::new(place + begin, place + item.len()),
            nth if nth + 1 == items.len() => Span::new(place, place + end),
            _ => Span::new(place, place + item.len()),
        };
        (span.slice(reading), span)
    });
    Some(list.collect())
}
