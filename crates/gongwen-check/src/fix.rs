//! Applying the edits of findings.

use std::collections::{BTreeMap, VecDeque};

use gongwen_lexicon::Date;
use gongwen_text::Span;

use crate::checker::Checker;
use crate::finding::{Edit, Finding, Fix};

/// Rounds after which a text that still changes is left as it is.
const ROUNDS: usize = 8;

/// Returns `source` with the edits of the findings that may be applied at `least` or safer, and how many were applied.
///
/// The edits of a finding are applied all or none; a finding whose edits touch those of an earlier one waits.
///
/// Cost: `O(bytes + edits log edits)`.
pub fn apply(source: &str, findings: &[Finding], least: Fix) -> (String, usize) {
    let (edits, applied) = chosen(source, findings, least);
    let mut out = String::with_capacity(source.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(&source[done..edit.span.start]);
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(&source[done..]);
    (out, applied)
}

/// The edits that [`apply`] carries out, in order and apart, and of how many findings they are.
fn chosen<'f>(source: &str, findings: &'f [Finding], least: Fix) -> (Vec<&'f Edit>, usize) {
    let mut chosen: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut applied = 0;
    let mut wanted: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.fix >= least && finding.fix != Fix::None && !finding.edits.is_empty())
        .collect();
    // What is safe goes first, so that a suggestion never keeps it from being done.
    wanted.sort_by_key(|finding| (std::cmp::Reverse(finding.fix), finding.span.start));
    for finding in wanted {
        let free = finding.edits.iter().all(|Edit { span, .. }| {
            let before = chosen.range(..span.start).next_back();
            let next = chosen.range(span.start..).next();
            before.is_none_or(|(_, before)| before.span.end <= span.start)
                && next.is_none_or(|(&next, _)| next > span.start && next >= span.end)
        });
        let changes = finding.edits.iter().any(|edit| edit.span.slice(source) != edit.text);
        if free && changes {
            for edit in &finding.edits {
                chosen.entry(edit.span.start).or_insert(edit);
            }
            applied += 1;
        }
    }
    let mut done = 0;
    let mut edits: Vec<&Edit> = chosen.into_values().collect();
    // Edits of one finding that overlap each other: the first one holds.
    edits.retain(|edit| {
        let apart = edit.span.start >= done;
        if apart {
            done = edit.span.end;
        }
        apart
    });
    (edits, applied)
}

impl Checker<'_> {
    /// Returns the text with all that may be fixed fixed, again and again until nothing changes, and the number of
    /// findings fixed. Fixing the result changes nothing.
    ///
    /// Cost: a check for each round, two where fixes do not meet.
    pub fn fix(&self, source: &str, date: Option<Date>, least: Fix) -> (String, usize) {
        let (mut text, mut total) = (source.to_owned(), 0);
        for _ in 0..ROUNDS {
            let (fixed, applied) = apply(&text, &self.check(&text, date), least);
            if fixed == text {
                return (text, total);
            }
            (text, total) = (fixed, total + applied);
        }
        // Fixes that undo each other would go on for ever; such a text stays as it was.
        (source.to_owned(), 0)
    }

    /// Returns the edits of `source` that make it what [`Checker::fix`] makes of it: in order, apart, and no longer than
    /// what differs.
    ///
    /// Cost: as [`Checker::fix`].
    pub fn edits(&self, source: &str, date: Option<Date>, least: Fix) -> Vec<Edit> {
        let (mut text, mut layers) = (source.to_owned(), Layers::of(source));
        for _ in 0..ROUNDS {
            let findings = self.check(&text, date);
            let (edits, _) = chosen(&text, &findings, least);
            layers.edit(&edits);
            let fixed = layers.text(source);
            if fixed == text {
                return layers.edits(source);
            }
            text = fixed;
        }
        Vec::new()
    }
}

/// A text that is edited again and again, and what of it was there at first.
struct Layers(VecDeque<Layer>);

enum Layer {
    /// A stretch of the first text.
    Kept(Span),
    New(String),
}

impl Layers {
    fn of(source: &str) -> Self {
        Self(VecDeque::from([Layer::Kept(Span::new(0, source.len()))]))
    }

    /// Carries out edits of the present text, which are in order and apart. Cost: `O(layers + edits)`.
    fn edit(&mut self, edits: &[&Edit]) {
        let mut done = VecDeque::new();
        let mut at = 0;
        for edit in edits {
            self.shift(edit.span.start - at, |layer| done.push_back(layer));
            self.shift(edit.span.end - edit.span.start, drop);
            done.push_back(Layer::New(edit.text.clone()));
            at = edit.span.end;
        }
        done.append(&mut self.0);
        self.0 = done;
    }

    /// Takes so many bytes off the front.
    fn shift(&mut self, mut bytes: usize, mut take: impl FnMut(Layer)) {
        while bytes > 0 {
            let Some(mut layer) = self.0.pop_front() else { return };
            let len = layer.len();
            if bytes < len {
                self.0.push_front(layer.split_off(bytes));
            }
            bytes = bytes.saturating_sub(len);
            take(layer);
        }
    }

    fn text(&self, source: &str) -> String {
        let texts = self.0.iter().map(|layer| match layer {
            Layer::Kept(span) => span.slice(source),
            Layer::New(text) => text,
        });
        texts.collect()
    }

    /// Returns what differs from the first text.
    fn edits(self, source: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut done, mut new) = (0, String::new());
        for layer in self.0.into_iter().chain([Layer::Kept(Span::new(source.len(), source.len()))]) {
            match layer {
                Layer::New(text) => new.push_str(&text),
                Layer::Kept(span) => {
                    edits.extend(least(source, Span::new(done, span.start), &std::mem::take(&mut new)));
                    done = span.end;
                }
            }
        }
        edits
    }
}

impl Layer {
    fn len(&self) -> usize {
        match self {
            Self::Kept(span) => span.end - span.start,
            Self::New(text) => text.len(),
        }
    }

    /// Keeps so many bytes and returns the rest.
    fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Kept(span) => {
                let rest = Span::new(span.start + at, span.end);
                *span = Span::new(span.start, rest.start);
                Self::Kept(rest)
            }
            Self::New(text) => Self::New(text.split_off(at)),
        }
    }
}

/// Returns the edit without what is the same at its ends; `None` when all is.
fn least(source: &str, span: Span, text: &str) -> Option<Edit> {
    let old = span.slice(source);
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let front = same(&mut old.chars().zip(text.chars()));
    let back = same(&mut old[front..].chars().rev().zip(text[front..].chars().rev()));
    let edit = Edit {
        span: Span::new(span.start + front, span.end - back),
        text: text[front..text.len() - back].to_owned(),
    };
    (edit.span.start < edit.span.end || !edit.text.is_empty()).then_some(edit)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::Severity;
    use crate::rule::RuleInfo;

    fn finding(fix: Fix, edits: &[(usize, usize, &str)]) -> Finding {
        let rule = RuleInfo {
            id: "test-rule".to_owned(),
            severity: Severity::Info,
            fix,
            summary: String::new(),
            explanation: String::new(),
            source: Vec::new(),
            stable: true,
            good: Vec::new(),
            bad: Vec::new(),
        };
        let edit = |&(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let edits: Vec<Edit> = edits.iter().map(edit).collect();
        Finding {
            rule: Arc::new(rule),
            severity: Severity::Info,
            span: edits[0].span,
            message: String::new(),
            suggestions: Vec::new(),
            edits,
            fix,
            related: Vec::new(),
            occurrences: 1,
        }
    }

    #[test]
    fn edits_that_meet_are_not_both_applied_and_safe_ones_go_first() {
        let findings = [
            finding(Fix::Suggested, &[(0, 3, "x")]),
            finding(Fix::Safe, &[(2, 4, "y")]),
            finding(Fix::Safe, &[(4, 5, ""), (6, 6, "z")]),
            finding(Fix::Suggested, &[(6, 6, "w")]),
        ];
        assert_eq!(apply("abcdefg", &findings, Fix::Suggested), ("abyfzg".to_owned(), 2));
        assert_eq!(apply("abcdefg", &findings[..1], Fix::Safe), ("abcdefg".to_owned(), 0));
        assert_eq!(apply("abcdefg", &[], Fix::Safe), ("abcdefg".to_owned(), 0));
    }

    #[test]
    fn edits_of_several_rounds_are_edits_of_the_first_text() {
        let edit = |start: usize, end: usize, text: &str| Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        };
        let mut layers = Layers::of("abcdef");
        layers.edit(&[&edit(1, 3, "xyz"), &edit(4, 4, "-")]);
        assert_eq!(layers.text("abcdef"), "axyzd-ef");
        layers.edit(&[&edit(3, 5, "zw"), &edit(7, 8, "")]);
        assert_eq!(layers.text("abcdef"), "axyzw-e");
        assert_eq!(layers.edits("abcdef"), [edit(1, 4, "xyzw-"), edit(5, 6, "")]);
        let mut layers = Layers::of("再接再励。");
        layers.edit(&[&edit(0, 12, "再接再厉")]);
        assert_eq!(layers.edits("再接再励。"), [edit(9, 12, "厉")]);
    }
}
