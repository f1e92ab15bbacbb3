//! A standing list that the text gives without its label: out of order, with one item changed, without its last.

use gongwen_text::Span;

use super::recited;
use crate::enumerations::Enumeration;
use crate::finding::{Edit, Fix, Severity};
use crate::places::Mark;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-enumeration";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "固定列举的次序、字句有误或缺末项",
        explanation: "“政治判断力、政治领悟力、政治执行力”一类列举，即使不写总的名称，各项的字句和次序也是固定的；文件日期在其后的，也不应只写前几项。",
        source: &["提法词库：各条的项目与次序"],
        stable: true,
        good: &[
            "不断提高政治判断力、政治领悟力、政治执行力。",
            "坚定道路自信、理论自信、制度自信、文化自信。",
            "增强政治意识、大局意识、核心意识等。",
            "提高政治能力、领导能力、工作能力。",
            "交由人民政府、监察委员会、人民法院或者人民检察院研究处理。",
            "完整、准确、全面贯彻新发展理念，谦虚谨慎、艰苦奋斗。",
        ],
        bad: &[
            "不断提高政治判断力、政治执行力、政治领悟力。",
            "坚定道路自信、理论自信、制度自信，走好自己的路。",
            "全面、完整、准确贯彻新发展理念。",
            "始终保持艰苦奋斗、谦虚谨慎的作风。",
            "践行富强、民主、文明、和谐、自由、平等、公正、法制、爱国、敬业、诚信、友善的要求。",
            "推动矛盾纠纷源头预防、前端化解、关口前移。",
            "增强群众获得感、满意感、安全感。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let recited = recited::run(text, ID, sink);
    for parts in rows(text) {
        let words = |at: usize| parts[at].slice(text.as_str());
        let found = if let [first, _] = parts[..] {
            // The item that ends what leads to it.
            let first = first.slice(text.as_str());
            let ends =
                first.char_indices().rev().map(|(at, _)| &first[at..]).skip(3).take(LONGEST_OF_TWO - 3);
            ends.filter(|end| end.len() >= 4 * 3).find_map(|end| find(text, &parts, end))
        } else {
            (1..parts.len() - 1).find_map(|at| find(text, &parts, words(at)))
        };
        let Some((list, fault)) = found else { continue };
        let span = fault.span();
        if recited.iter().any(|other| other.start < span.end && span.start < other.end) {
            continue;
        }
        let place = text.place(span);
        // Beside its label it is the matter of other rules.
        let linked = |hit: &gongwen_formula::Hit| {
            hit.link.as_ref().is_some_and(|link| {
                link.spans.iter().any(|span| span.start < place.end && place.start < span.end)
            })
        };
        if !text.hits.iter().any(linked) {
            fault.report(text, list, place, sink);
        }
    }
}

/// The longest items of a list of two, in characters.
const LONGEST_OF_TWO: usize = 8;

/// Compares a row with the lists that have this item.
fn find<'t>(text: &Text<'t>, parts: &[Span], item: &str) -> Option<(&'t Enumeration, Fault<'t>)> {
    let mut lists = text.enumerations.with(text.lexicon, item);
    lists.find_map(|list| fault(text, parts, list).map(|fault| (list, fault)))
}

/// What is wrong with a list.
enum Fault<'t> {
    Order(Span),
    Item(Span, &'t str),
    End(Span),
}

impl Fault<'_> {
    fn span(&self) -> Span {
        match self {
            Fault::Order(span) | Fault::Item(span, _) | Fault::End(span) => *span,
        }
    }

    fn report(&self, text: &Text<'_>, list: &Enumeration, place: Span, sink: &mut Sink<'_>) {
        let words = self.span().slice(text.as_str());
        let (message, right) = match self {
            Fault::Order(_) => {
                let whole = list.items.join("、");
                (format!("这几项的次序是固定的：{whole}。"), whole)
            }
            Fault::Item(_, right) => {
                (format!("“{words}”与“{}”的固定写法不同，应为“{right}”。", list.label), (*right).to_owned())
            }
            Fault::End(_) => {
                let whole = list.items.join("、");
                (format!("这里疑缺最后一项，完整的列举为“{whole}”。"), whole)
            }
        };
        let edit = Edit { span: place, text: right.clone() };
        sink.report(ID, place, message).suggest(right).edits(vec![edit]);
    }
}

/// Returns the enumerations of the text, two parts and more between marks; the first and the last as far as the clause
/// goes.
fn rows(text: &Text<'_>) -> Vec<Vec<Span>> {
    let mut rows = Vec::new();
    let mut row: Vec<Span> = Vec::new();
    let mut from = 0;
    let end = Mark { at: text.as_str().len(), c: '\n' };
    for mark in text.places.marks.iter().chain([&end]) {
        row.push(Span::new(from, mark.at));
        from = mark.end().min(text.as_str().len());
        if mark.c != '、' {
            if row.len() > 1 {
                rows.push(std::mem::take(&mut row));
            }
            row.clear();
        }
    }
    rows
}

/// Compares the parts of an enumeration with a list.
fn fault<'l>(text: &Text<'_>, parts: &[Span], list: &'l Enumeration) -> Option<Fault<'l>> {
    // What is older than the list is not its.
    let is_late = text.date.zip(list.first).map(|(date, first)| date >= first);
    if is_late == Some(false) {
        return None;
    }
    let (reading, items) = (text.as_str(), &list.items);
    // The place of an item in a part: the whole of it, but for the first what leads to the list and for the last what follows it.
    let place = |at: usize, item: &str| {
        let part = parts[at].slice(reading);
        let found = match at {
            0 => part.strip_suffix(item).map(str::len),
            _ if at + 1 == parts.len() => part.strip_prefix(item).map(|_| 0),
            _ => (part == item).then_some(0),
        };
        found.map(|skip| Span::new(parts[at].start + skip, parts[at].start + skip + item.len()))
    };
    for start in 0..(parts.len() + 1).saturating_sub(items.len()) {
        let cells = start..start + items.len();
        let which: Vec<Option<usize>> =
            cells.clone().map(|at| items.iter().position(|item| place(at, item).is_some())).collect();
        let strangers: Vec<usize> = (0..items.len()).filter(|&nth| which[nth].is_none()).collect();
        let in_place = (0..items.len()).filter(|&nth| which[nth] == Some(nth)).count();
        let span = |nth: usize| which[nth].and_then(|item| place(start + nth, &items[item]));
        if strangers.is_empty() && in_place < items.len() {
            let mut seen: Vec<usize> = which.iter().flatten().copied().collect();
            seen.sort_unstable();
            seen.dedup();
            let end = span(items.len() - 1)?.end;
            if seen.len() == items.len() && reading[end..].starts_with(&list.tail) {
                return Some(Fault::Order(span(0)?.union(span(items.len() - 1)?)));
            }
        }
        if list.is_formula
            && let [nth] = strangers[..]
            && in_place + 1 == items.len()
            && let Some(stranger) = stranger(reading, parts, start + nth, &items[nth])
        {
            return Some(Fault::Item(stranger, &items[nth]));
        }
    }
    // All but the last, and nothing after them.
    let known = items.len() - 1;
    if list.is_formula && known > 2 && is_late == Some(true) && parts.len() == known {
        let spans: Option<Vec<Span>> = (0..known).map(|at| place(at, &items[at])).collect();
        let spans = spans?;
        let last = *spans.last()?;
        let goes_on = reading[last.end..].starts_with(['等', '和', '与', '及', '以', '或', '并', '、']);
        let named = reading[last.end..].starts_with(['“', '三', '这']);
        if !goes_on && !named {
            return Some(Fault::End(spans[0].union(last)));
        }
    }
    None
}

/// Returns what stands in the place of an item, when it is nearly the item.
fn stranger(reading: &str, parts: &[Span], at: usize, item: &str) -> Option<Span> {
    let part = parts[at].slice(reading);
    let length = item.chars().count();
    let (from, to) = match at {
        0 => (part.char_indices().rev().nth(length - 1)?.0, part.len()),
        _ if at + 1 == parts.len() => (0, part.char_indices().nth(length).map_or(part.len(), |(end, _)| end)),
        _ => (0, part.len()),
    };
    let words = &part[from..to];
    let differing = words.chars().zip(item.chars()).filter(|(is, should)| is != should).count();
    let near = words.chars().count() == length && differing == 1;
    near.then(|| Span::new(parts[at].start + from, parts[at].start + to))
}
