//! Standing phrases of several parts of which one part differs by a character: 踔厉奋发、勇毅前进.
//!
//! Two neighbouring parts vouch for each other: where one stands as the lexicon has it and the other nearly so, the second
//! is a slip, or a wording of its own. Which of the two only a person can tell, so that the rule is a preview.

use std::collections::{HashMap, HashSet};

use gongwen_lexicon::Lexicon;
use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::marks::in_title;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-near-part";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::Suggested,
        summary: "固定表述中有一处与通行写法差一字",
        explanation: "“踔厉奋发、勇毅前行”一类固定表述，一半照通行写法、另一半差一个字的，多是误记；也可能另有所指，故为预览，请核对。",
        source: &["提法词库：各条的完整写法"],
        stable: false,
        good: &["踔厉奋发、勇毅前行。", "功在当代、利在千秋。", "推进严格执法、公正司法。"],
        bad: &["全镇上下踔厉奋发、勇毅前进。", "这是功在当今、利在千秋的好事。"],
    }],
    seeks: &[],
    run,
};

/// How long the parts are, in characters: shorter ones have too many neighbours.
const SHORTEST: usize = 4;
const LONGEST: usize = 10;

/// Parts that are right beside the same neighbours.
const RIGHT: [&str; 5] = ["商业道德", "边远地区", "边境地区", "报国之志", "守土担责"];

/// Pairs of neighbouring parts of the phrases and formulas of a lexicon.
struct Pairs<'l> {
    by_first: HashMap<&'l str, Vec<&'l str>>,
    by_second: HashMap<&'l str, Vec<&'l str>>,
    /// All parts: a part of another phrase is no slip.
    parts: HashSet<&'l str>,
}

impl<'l> Pairs<'l> {
    fn of(lexicon: &'l Lexicon) -> Self {
        let mut pairs = Self { by_first: HashMap::new(), by_second: HashMap::new(), parts: HashSet::new() };
        for phrase in lexicon.phrases() {
            pairs.add(&phrase.text.split('、').collect::<Vec<_>>());
        }
        for formula in lexicon.formulas() {
            pairs.add(&formula.items_at(None).map(|item| item.text.as_str()).collect::<Vec<_>>());
        }
        pairs
    }

    fn add(&mut self, parts: &[&'l str]) {
        self.parts.extend(parts);
        let fits =
            |part: &str| (SHORTEST..=LONGEST).contains(&part.chars().count()) && part.chars().all(is_han);
        for pair in parts.windows(2).filter(|pair| fits(pair[0]) && fits(pair[1])) {
            self.by_first.entry(pair[0]).or_default().push(pair[1]);
            self.by_second.entry(pair[1]).or_default().push(pair[0]);
        }
    }

    /// Finds the part beside the 、 at `at` that differs by a character, with what it should be.
    fn near(&self, reading: &'l str, at: usize) -> Option<(Span, &'l str)> {
        let next = at + '、'.len_utf8();
        let firsts = (SHORTEST..=LONGEST).filter_map(|length| last(&reading[..at], length));
        let after = firsts.filter_map(|first| self.by_first.get(first)).flatten().find_map(|&right| {
            let found = begin(&reading[next..], right.chars().count())?;
            let span = Span::new(next, next + found.len());
            (differ_by_one(found, right) && !self.parts.contains(found)).then_some((span, right))
        });
        after.or_else(|| {
            let seconds = (SHORTEST..=LONGEST).filter_map(|length| begin(&reading[next..], length));
            seconds.filter_map(|second| self.by_second.get(second)).flatten().find_map(|&right| {
                let found = last(&reading[..at], right.chars().count())?;
                let span = Span::new(at - found.len(), at);
                // What leads to the phrase may be in the place of its first character.
                let begins = found.chars().next() == right.chars().next();
                (begins && differ_by_one(found, right) && !self.parts.contains(found))
                    .then_some((span, right))
            })
        })
    }
}

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let pairs = Pairs::of(text.lexicon);
    for at in text.places.each('、') {
        let near = pairs.near(reading, at).filter(|(span, _)| !in_title(reading, span.start));
        if let Some((span, right)) = near.filter(|(span, _)| !RIGHT.contains(&span.slice(reading))) {
            let found = span.slice(reading);
            let message = format!("“{found}”与通行写法“{right}”差一字，请核对。");
            sink.report(ID, text.place(span), message).replace(right);
        }
    }
}

/// Returns the last `length` characters of a text, where they are Han.
fn last(text: &str, length: usize) -> Option<&str> {
    let start = text.char_indices().rev().nth(length - 1)?.0;
    Some(&text[start..]).filter(|part| part.chars().all(is_han))
}

/// Returns the first `length` characters of a text, where they are Han.
fn begin(text: &str, length: usize) -> Option<&str> {
    let (start, c) = text.char_indices().nth(length - 1)?;
    Some(&text[..start + c.len_utf8()]).filter(|part| part.chars().all(is_han))
}

fn differ_by_one(one: &str, other: &str) -> bool {
    one.chars().zip(other.chars()).filter(|(one, other)| one != other).count() == 1
}
