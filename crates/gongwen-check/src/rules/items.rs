//! The same item twice in one enumeration.

use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::places::Mark;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: "list-duplicate-item",
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "列举的各项有重复",
        explanation: "用顿号并列的各项中同一项出现两次，或一项包含相邻一项，多是誊写或改写时的疏漏。",
        source: &["GB/T 15834-2011 4.5.1（顿号表示并列词语之间的停顿）"],
        stable: true,
        good: &["坚持依法治国、依法执政、依法行政共同推进。", "副主任、主任，副处长、处长都要带头。"],
        bad: &[
            "落实主体责任、监督责任、属地管理责任、监督责任。",
            "争创学习型、创新服务型、服务型、实干型支部。",
            "满足于念文件、读报告、念文件，结合实际不够。",
            "抓好城镇燃气、消防、道路交通、消防等重点领域整治。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let last = Mark { at: reading.len(), c: '\n' };
    let (mut start, mut joints) = (0, 0);
    for mark in text.places.marks.iter().copied().chain([last]) {
        joints += usize::from(mark.c == '、');
        if !ENDS.contains(&mark.c) {
            continue;
        }
        if joints > 1
            && let Some((first, second)) = twice(&reading[start..mark.at])
        {
            let (first, second) = (first.shifted(start), second.shifted(start));
            let message = format!("“{}”在列举中似有重复，请核对。", second.slice(reading));
            sink.report("list-duplicate-item", text.place(second), message).related([text.place(first)]);
        }
        (start, joints) = (mark.end(), 0);
    }
}

const ENDS: [char; 7] = ['，', '。', '；', '：', '！', '？', '\n'];

/// The fewest characters of an item that is compared.
const FEWEST: usize = 3;

/// Verbs and adverbs that go on after the last item.
const VERBS: [&str; 20] = [
    "宣传", "宣讲", "开展", "推进", "推动", "解决", "落实", "加强", "做好", "全面", "大力", "促进", "组织",
    "进行", "构建", "打造", "提升", "保障", "深入", "广泛",
];

/// Returns the first two items of an enumeration that are the same, or one inside its neighbour.
fn twice(clause: &str) -> Option<(Span, Span)> {
    const MOST: usize = 60;
    let mut start = 0;
    let items: Vec<Span> = clause
        .split('、')
        .map(|item| {
            let span = Span::new(start, start + item.len());
            start = span.end + '、'.len_utf8();
            span
        })
        .take(MOST)
        .collect();
    if items.len() < 3 {
        return None;
    }
    let text = |span: &Span| span.slice(clause);
    let long =
        |item: &str| item.chars().filter(|&c| is_han(c)).count() >= FEWEST && item.chars().all(|c| c != '〓');
    // What 等 closes may be of two characters.
    if let [_, inner @ .., last] = &items[..]
        && let Some((words, _)) = text(last).split_once('等')
        && words.chars().count() >= 2
        && words.chars().all(is_han)
        && let Some(first) = inner.iter().rev().skip(1).find(|item| text(item) == words)
    {
        return Some((*first, Span::new(last.start, last.start + words.len())));
    }
    for (at, second) in items.iter().enumerate().skip(1).filter(|(_, item)| long(text(item))) {
        let whole = text(second);
        for (place, first) in items[..at].iter().enumerate() {
            // The first item carries the verb.
            let shortest = if at + 1 == items.len() { FEWEST } else { 5 };
            let same = text(first) == whole
                || (place == 0 && whole.len() >= shortest * 3 && text(first).ends_with(whole));
            if same && !begins_again(&items, place, at, clause) {
                return Some((*first, *second));
            }
        }
        // The last item carries 等, or the verb.
        let carried = items.get(at + 1).filter(|_| at + 2 == items.len()).is_some_and(|last| {
            let rest = text(last).strip_prefix(whole);
            rest.is_some_and(|rest| VERBS.iter().any(|verb| rest.starts_with(verb)))
        });
        if carried {
            return Some((*second, Span::new(items[at + 1].start, items[at + 1].start + second.len())));
        }
        if items.len() >= 4 && alike(&items, clause) && holds(text(&items[at - 1]), whole) {
            return Some((items[at - 1], *second));
        }
    }
    None
}

/// Says whether a second list begins between two equal items: by what joins them, or by what follows both.
fn begins_again(items: &[Span], first: usize, second: usize, clause: &str) -> bool {
    const LONGEST: usize = 14;
    let joint = |item: &Span| {
        let text = item.slice(clause);
        text.contains(['和', '及', '与', '的', '等', '或']) || text.chars().count() > LONGEST
    };
    let next = |at: usize| items.get(at + 1).map(|item| item.slice(clause));
    let same_next = next(first).zip(next(second)).is_some_and(|(one, other)| {
        let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
        first + 1 < second && same >= 2
    });
    items[first + 1..second].iter().any(joint) || same_next
}

/// Says whether all items but the last end in the same character: …型、…型、…型.
fn alike(items: &[Span], clause: &str) -> bool {
    let last = |span: &Span| span.slice(clause).chars().next_back();
    items[..items.len() - 1].windows(2).all(|pair| last(&pair[0]) == last(&pair[1]))
}

/// Says whether `item` is `inner` with two characters before it.
fn holds(item: &str, inner: &str) -> bool {
    item.strip_suffix(inner).is_some_and(|head| head.chars().count() == 2)
}
