//! Edits of whole lines and what lies across them: page numbers, portal text, lines broken inside a sentence.

use super::{Draft, EditKind, boilerplate, pages};
use crate::chars::{is_blank, is_closing, is_han, is_opening};
use crate::span::Span;
use crate::structure::is_numbered;

use super::view::is_invisible;

/// A line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s> {
    /// With its line end.
    pub(super) span: Span,
    /// Without blanks and controls at both ends.
    pub(super) text: &'s str,
    /// Where `text` starts.
    pub(super) start: usize,
}

impl Line<'_> {
    /// Where `text` ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Says whether the line stands off the margin as the first line of a paragraph does.
    fn is_indented(&self, source: &str) -> bool {
        let margin = &source[self.span.start..self.start];
        margin.contains(['\u{3000}', '\t']) || margin.chars().filter(|&c| is_blank(c)).count() >= 2
    }
}

/// Returns the edits, sorted, none overlapping.
pub(super) fn cuts(source: &str) -> Vec<Draft> {
    let mut lines = lines(source);
    let mut cuts = Vec::new();
    boilerplate::cuts(source, &lines, &mut cuts);
    pages::series(&lines, &mut cuts);
    leave_out(&mut lines, &mut cuts);
    pages::tails(&mut lines, &mut cuts);
    pages::lone(source, &lines, &mut cuts);
    leave_out(&mut lines, &mut cuts);
    soft_breaks(source, &lines, &mut cuts);
    if cuts.len() > 1 {
        cuts.sort_by_key(|cut| cut.span);
        let mut apart: Vec<Draft> = Vec::with_capacity(cuts.len());
        for cut in cuts {
            match apart.last_mut().filter(|last| cut.span.start < last.span.end) {
                // Lines joined over something removed: one edit, named after what was removed.
                Some(last) => {
                    if last.kind == EditKind::SoftBreak {
                        last.kind = cut.kind;
                    }
                    last.span.end = last.span.end.max(cut.span.end);
                }
                None => apart.push(cut),
            }
        }
        return apart;
    }
    cuts
}

/// Drops the lines that are cut as a whole, so that what stands around them meets.
fn leave_out(lines: &mut Vec<Line<'_>>, cuts: &mut [Draft]) {
    if cuts.is_empty() {
        return;
    }
    cuts.sort_by_key(|cut| cut.span);
    lines.retain(|line| {
        let next = cuts.partition_point(|cut| cut.span.end < line.end());
        line.is_blank() || cuts.get(next).is_none_or(|cut| cut.span.start > line.start)
    });
}

fn lines(source: &str) -> Vec<Line<'_>> {
    let bytes = source.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in ends.chain(std::iter::once(bytes.len())) {
        let whole = &source[start..end];
        let bare = |c: char| c.is_whitespace() || is_invisible(c);
        let left = whole.trim_start_matches(bare);
        let line =
            Line { span: Span::new(start, end), text: left.trim_end_matches(bare), start: end - left.len() };
        lines.push(line);
        start = end;
    }
    lines
}

/// The nearest line before number `at` that is not blank.
pub(super) fn before<'a, 's>(lines: &'a [Line<'s>], at: usize) -> Option<&'a Line<'s>> {
    lines[..at].iter().rev().find(|line| !line.is_blank())
}

/// The nearest line after number `at` that is not blank.
pub(super) fn after<'a, 's>(lines: &'a [Line<'s>], at: usize) -> Option<&'a Line<'s>> {
    lines[at + 1..].iter().find(|line| !line.is_blank())
}

/// Says whether `text` ends a sentence, closing marks aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c| is_closing(c) || c == '"' || c == '\'').chars().next_back();
    end.is_none_or(|c| {
        matches!(c, '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' | '.' | '｡')
    })
}

/// Says whether the sentence that `line` breaks off goes on in `next`: running text without an end, long enough
/// to be no heading, and a next line that is neither indented nor numbered.
pub(super) fn goes_on(source: &str, line: &Line<'_>, next: &Line<'_>) -> bool {
    const LONG: usize = 60;
    const BULLETS: [char; 11] = ['-', '*', '#', '•', '·', '●', '■', '◆', '|', '│', '>'];
    let runs = line.text.len() >= LONG || line.text.contains(['，', ',', '。']);
    let heading = is_numbered(line.text) && !line.text.contains(['。', '！', '？']);
    let begins = next.is_indented(source) || is_numbered(next.text) || next.text.starts_with(BULLETS);
    runs && !heading && !begins && !ends_sentence(line.text)
}

/// Marks that cannot begin a line.
const fn hangs(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》')
}

/// Joins lines that were broken to fit a width.
///
/// A text counts as hard-wrapped only when no line is longer than a screen and many lines end at the same width in
/// the middle of a sentence. Elsewhere a break goes only before a mark that cannot begin a line.
fn soft_breaks(source: &str, lines: &[Line<'_>], cuts: &mut Vec<Draft>) {
    let width = wrap_width(lines);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let (Some(last), Some(first)) = (line.text.chars().next_back(), next.text.chars().next()) else {
            continue;
        };
        let hanging = hangs(first) && is_han(last);
        let wrapped = width
            .is_some_and(|width| columns(line.text) + WRAP_SLACK >= width && goes_on(source, line, next));
        if !(hanging || wrapped) {
            continue;
        }
        let latin = last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
        cuts.push(Draft {
            kind: EditKind::SoftBreak,
            span: Span::new(line.end(), next.start),
            with: if latin { " " } else { "" },
        });
    }
}

const WRAP_SLACK: usize = 3;

/// Returns the width in columns at which the text was wrapped, or `None` when it was not.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    // Bytes bound columns from both sides, so prose with a paragraph a line leaves at its first long line.
    const LONGEST: usize = 360;
    const FEWEST: usize = 4;
    if lines.len() < FEWEST || lines.iter().any(|line| line.text.len() > LONGEST) {
        return None;
    }
    let widths: Vec<_> =
        lines.iter().filter(|line| !line.is_blank()).map(|line| columns(line.text)).collect();
    let width = *widths.iter().max()?;
    let full = lines
        .iter()
        .filter(|line| {
            !line.is_blank() && columns(line.text) + WRAP_SLACK >= width && !ends_sentence(line.text)
        })
        .count();
    ((40..=120).contains(&width) && full >= FEWEST && full * 5 >= widths.len() * 2).then_some(width)
}

/// Columns on a screen, near enough: two for everything beyond Latin.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| if c < '\u{1100}' && !is_opening(c) && !is_closing(c) || c.is_ascii() { 1 } else { 2 })
        .sum()
}
