//! Quotation marks that point the wrong way, lack their partner, or stand inside others of their kind.
//!
//! Directions come from the reading, which turned what points the wrong way. What is then left unbalanced is looked at
//! within its paragraph, and the balance starts anew at the next pair, so that one lost mark is one finding.

use std::collections::HashSet;

use gongwen_text::{EditKind, Span, is_blank, numeral_value};

use super::context::{clause_after, clause_before};
use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: "quote-wrong-direction",
            severity: Severity::Error,
            fix: Fix::Safe,
            summary: "引号方向有误",
            explanation: "引号的前一半为“，后一半为”，方向不可颠倒，也不与半角直引号配对。",
            source: &["GB/T 15834-2011 4.8.2（引号的形式）"],
            stable: true,
            good: &["落实“三重一大”制度。"],
            bad: &[
                "落实”三重一大”制度，推动工作规范。",
                "落实“三重一大“制度，推动工作规范。",
                "落实“三重一大\"制度，推动工作规范。",
            ],
        },
        Coded {
            id: "quote-missing-open",
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "缺前引号",
            explanation: "引号成对使用，此处只有后引号。同一段中只报告最先失去配对的一处。",
            source: &["GB/T 15834-2011 4.8.2（引号的形式）"],
            stable: true,
            good: &["落实“三重一大”制度。"],
            bad: &["严格落实三重一大”制度，推动“两个责任”到位。"],
        },
        Coded {
            id: "quote-missing-close",
            severity: Severity::Error,
            fix: Fix::Suggested,
            summary: "缺后引号",
            explanation: "引号成对使用，此处只有前引号。引文连续几段而每段开头用前引号的不在此列。",
            source: &["GB/T 15834-2011 4.8.2（引号的形式）", "GB/T 15834-2011 4.8.3.5（独立成段的引文）"],
            stable: true,
            good: &["落实“三重一大”制度。", "“第一段引文。\n“第二段引文。”"],
            bad: &["严格落实“三重一大制度，推动“两个责任”到位。"],
        },
        Coded {
            id: "quote-nested-same",
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "双引号里面又用双引号",
            explanation: "引号里面还要用引号时，外面一层用双引号，里面一层用单引号。",
            source: &["GB/T 15834-2011 4.8.3.4"],
            stable: true,
            good: &["反馈的“落实‘三重一大’制度不到位”问题。"],
            bad: &["反馈的“落实“三重一大”制度不到位”问题已整改。"],
        },
    ],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let (source, reading) = (text.source(), text.as_str());
    let turned = |edit: &&gongwen_text::Edit| {
        edit.kind == EditKind::QuoteStyle
            && matches!(edit.source.slice(source), "“" | "”" | "‘" | "’")
            && !edit.reading.is_empty()
    };
    for edit in text.reading.edits().iter().filter(turned) {
        let right = edit.reading.slice(reading);
        let (clause, name) = match right {
            "“" | "‘" => (clause_after(reading, edit.reading.end), "前引号"),
            _ => (clause_before(reading, edit.reading.start), "后引号"),
        };
        let message = format!("“{}”的引号方向有误，此处应为{name}。", clause.slice(reading).trim());
        sink.report("quote-wrong-direction", edit.source, message).replace(right);
    }
    for edit in text.reading.edits().iter().filter(|edit| is_half_of_curly(text, edit)) {
        let inner = clause_before(reading, edit.reading.start);
        let message = format!("“{}”的后引号是半角直引号，与前引号不成对。", inner.slice(reading).trim());
        sink.report("quote-wrong-direction", edit.source, message).replace("”");
    }
    let (mut quoted, mut begun) = (None, false);
    let mut start = 0;
    let last = crate::places::Mark { at: reading.len(), c: '\n' };
    let mut marks = Vec::new();
    for mark in text.places.marks.iter().copied().chain([last]) {
        match mark.c {
            '“' | '”' => marks.push(Mark { at: mark.at, opens: mark.c == '“' }),
            '\n' => {
                let paragraph = Span::new(start, mark.end().min(reading.len()));
                if !alternate(&marks) {
                    let quoted = quoted.get_or_insert_with(|| short_quotations(reading));
                    Paragraph { text, span: paragraph, quoted, begun }.check(&marks, sink);
                }
                begun = marks.last().map_or(begun, |mark| mark.opens);
                start = paragraph.end;
                marks.clear();
            }
            _ => {}
        }
    }
}

/// Says whether the edit is of a straight mark that closes what a curly one opened: “落实不力".
pub(super) fn is_half_of_curly(text: &Text<'_>, edit: &gongwen_text::Edit) -> bool {
    let (source, reading) = (text.source(), text.as_str());
    if edit.kind != EditKind::QuoteStyle
        || edit.source.slice(source) != "\""
        || edit.reading.slice(reading) != "”"
    {
        return false;
    }
    let open = reading[..edit.reading.start].rfind(['“', '”', '\n']);
    open.is_some_and(|at| {
        let mark = reading[at..].starts_with('“').then(|| text.place(Span::new(at, at + LEN)));
        mark.is_some_and(|mark| mark.slice(source) == "“")
    })
}

/// Says whether the marks open and close in turn.
fn alternate(marks: &[Mark]) -> bool {
    marks.len().is_multiple_of(2) && marks.iter().enumerate().all(|(i, mark)| mark.opens == (i % 2 == 0))
}

/// Returns the part of the text after a paragraph in which the end of its quotation is looked for.
fn near(text: &str) -> &str {
    const MOST: usize = 1500;
    text.char_indices().nth(MOST).map_or(text, |(end, _)| &text[..end])
}

/// “ or ” in the reading.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    opens: bool,
}

const LEN: usize = '“'.len_utf8();

/// What the document quotes elsewhere: where a lost mark belongs.
fn short_quotations(reading: &str) -> HashSet<&str> {
    const MOST: usize = 20 * 3;
    let open = reading.match_indices('“').map(|(at, _)| &reading[at + LEN..]);
    open.filter_map(|rest| {
        rest.find(['”', '“', '\n']).filter(|&end| rest[end..].starts_with('”')).map(|end| &rest[..end])
    })
    .filter(|quoted| (2 * 3..=MOST).contains(&quoted.len()))
    .collect()
}

struct Paragraph<'p, 't> {
    text: &'p Text<'t>,
    span: Span,
    quoted: &'p HashSet<&'t str>,
    /// Whether the last mark of the paragraphs before opens.
    begun: bool,
}

impl Paragraph<'_, '_> {
    /// Walks the marks of a paragraph that do not alternate.
    fn check(&self, all: &[Mark], sink: &mut Sink<'_>) {
        let reading = self.text.as_str();
        let mut open: Option<Mark> = None;
        let mut at = 0;
        while let Some(&mark) = all.get(at) {
            at += 1;
            match (open, mark.opens) {
                (None, true) => open = Some(mark),
                (Some(_), false) => open = None,
                (None, false) => self.missing_open(mark, sink),
                (Some(first), true) => {
                    if let Some(len) = nested(&all[at - 1..], first) {
                        self.nested(first, &all[at - 1..at - 1 + len], sink);
                        at += len - 1;
                        open = None;
                    } else {
                        self.missing_close(first, sink);
                        open = Some(mark);
                    }
                }
            }
        }
        // A quotation of several paragraphs opens each and closes the last.
        let Some(left) = open else { return };
        let leads = reading[self.span.start..left.at].trim().is_empty();
        let goes_on = leads && self.span.end < reading.len();
        let after = near(&reading[self.span.end..]).chars().find(|c| matches!(c, '“' | '”'));
        let long = after == Some('”');
        if !goes_on && !long {
            self.missing_close(left, sink);
        }
    }

    fn missing_open(&self, close: Mark, sink: &mut Sink<'_>) {
        let reading = self.text.as_str();
        // The end of a quotation that began paragraphs ago.
        if self.begun && !reading[self.span.start..close.at].contains('”') {
            return;
        }
        let clause = clause_before(reading, close.at);
        let clause = Span::new(clause.start.max(self.span.start), clause.end);
        let number = after_number(clause.slice(reading));
        let inner = Span::new(clause.start + number.unwrap_or(0), clause.end);
        let span = Span::new(inner.start, close.at + LEN);
        let message = format!("“{}”前似缺前引号，请补全。", inner.slice(reading));
        // 1.…不到位”问题: what is numbered is quoted as a whole.
        let place = self.known_before(inner).or_else(|| number.map(|_| inner.start));
        self.insert(sink.report("quote-missing-open", self.text.place(span), message), place, "“");
    }

    fn missing_close(&self, open: Mark, sink: &mut Sink<'_>) {
        let reading = self.text.as_str();
        let inner = clause_after(reading, open.at + LEN);
        let inner = Span::new(inner.start, inner.end.min(self.span.end));
        let place = self.known_after(inner);
        let inner = Span::new(inner.start, place.unwrap_or(inner.end));
        let message = format!("“{}”后似缺后引号，请补全。", inner.slice(reading).trim());
        let span = self.text.place(Span::new(open.at, inner.end));
        self.insert(sink.report("quote-missing-close", span, message), place, "”");
    }

    /// Adds the edit that puts `mark` at `place` of the reading.
    fn insert(&self, draft: crate::sink::Draft<'_>, place: Option<usize>, mark: &str) {
        let Some(place) = place else { return };
        let at = self.text.place(Span::empty(place)).start;
        draft.edits(vec![Edit { span: Span::empty(at), text: mark.to_owned() }]);
    }

    /// Returns where the longest known quotation that ends with the clause begins.
    fn known_before(&self, clause: Span) -> Option<usize> {
        let text = clause.slice(self.text.as_str());
        let (at, _) = text.char_indices().find(|&(at, _)| self.quoted.contains(&text[at..]))?;
        Some(clause.start + at)
    }

    /// Returns where the longest known quotation that begins the clause ends, or the clause before 等.
    fn known_after(&self, clause: Span) -> Option<usize> {
        let text = clause.slice(self.text.as_str());
        let known = text.char_indices().rev().find(|&(at, _)| self.quoted.contains(&text[..at]));
        known.map(|(at, _)| clause.start + at)
    }

    fn nested(&self, outer: Mark, inner: &[Mark], sink: &mut Sink<'_>) {
        let Some((last, inner)) = inner.split_last() else { return };
        let span = Span::new(outer.at, last.at + LEN);
        let edit = |mark: &Mark| Edit {
            span: self.text.place(Span::new(mark.at, mark.at + LEN)),
            text: if mark.opens { "‘" } else { "’" }.to_owned(),
        };
        sink.report("quote-nested-same", self.text.place(span), "双引号里面的引号宜用单引号。")
            .edits(inner.iter().map(edit).collect());
    }
}

/// Returns where what follows a number (`1.`, `（2）`) in a clause begins.
fn after_number(clause: &str) -> Option<usize> {
    let digit = |c: char| c.is_ascii_digit() || numeral_value(c).is_some();
    let ends = |at: usize, c: char| matches!(c, '.' | ')' | '）') && clause[..at].ends_with(digit);
    let (at, c) = clause.char_indices().rev().find(|&(at, c)| ends(at, c))?;
    let rest = &clause[at + c.len_utf8()..];
    (!rest.starts_with(digit)).then(|| clause.len() - rest.trim_start_matches(is_blank).len())
}

/// If the marks, of which the first opens inside `outer`, nest as quotations do, returns how many there are up to the one that
/// closes `outer`.
fn nested(marks: &[Mark], outer: Mark) -> Option<usize> {
    /// The longest quotation with another inside, in bytes.
    const MOST: usize = 150 * 3;
    let mut depth = 1;
    for (at, mark) in marks.iter().enumerate() {
        depth += if mark.opens { 1 } else { -1 };
        match depth {
            0 => {
                let inside = Span::new(outer.at, mark.at);
                return (inside.len() <= MOST).then_some(at + 1);
            }
            1 | 2 => {}
            _ => return None,
        }
        if mark.at - outer.at > MOST {
            return None;
        }
    }
    None
}
