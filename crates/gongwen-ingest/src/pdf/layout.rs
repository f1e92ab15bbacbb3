//! Placed stretches of text to lines, and lines to paragraphs.
//!
//! Lines are kept in the order they are drawn, which in official documents is reading order, unless
//! the drawing jumps about; then they are sorted down the page. A line continues the one before
//! when that one reaches the right edge of the text and this one starts at its left edge.

use std::collections::HashMap;

use super::content::Segment;

/// A line of text on a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) text: String,
    /// Wide gaps within the line: between the cells of a table, after a number.
    pub(super) gaps: usize,
}

/// Makes the lines of one page. Cost: `O(segments · log segments)`.
pub(super) fn lines(page: usize, segments: &[Segment]) -> Vec<Line> {
    let mut lines: Vec<Vec<&Segment>> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        if segment.text.trim().is_empty() {
            continue;
        }
        // Bold type is often faked by drawing the same text again a hair beside.
        let drawn_again = segments[at.saturating_sub(4)..at].iter().any(|before| {
            let near = 0.2 * segment.size;
            before.text == segment.text
                && (before.x - segment.x).abs() < near
                && (before.y - segment.y).abs() < near
        });
        if drawn_again {
            continue;
        }
        match lines.last_mut() {
            Some(line) if on_line(line, segment) => line.push(segment),
            _ => lines.push(vec![segment]),
        }
    }
    let jumps = lines.windows(2).filter(|pair| pair[1][0].y > pair[0][0].y + pair[0][0].size).count();
    if jumps * 4 > lines.len() && lines.len() > 4 {
        lines = sorted(segments);
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|segments| line(page, segments)).collect();
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn on_line(line: &[&Segment], segment: &Segment) -> bool {
    line.iter()
        .rev()
        .take(4)
        .any(|other| (other.y - segment.y).abs() < 0.35 * other.size.min(segment.size).max(1.0))
}

/// Regroups segments by baseline, down the page.
fn sorted(segments: &[Segment]) -> Vec<Vec<&Segment>> {
    let mut order: Vec<&Segment> = segments.iter().filter(|s| !s.text.trim().is_empty()).collect();
    order.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Vec<&Segment>> = Vec::new();
    for segment in order {
        match lines.last_mut() {
            Some(line) if on_line(line, segment) => line.push(segment),
            _ => lines.push(vec![segment]),
        }
    }
    lines
}

fn line(page: usize, mut segments: Vec<&Segment>) -> Line {
    segments.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut text = String::new();
    let mut end = f32::MIN;
    let mut gaps = 0;
    let (mut start, mut y, mut size) = (f32::MAX, 0.0, 0.0_f32);
    for segment in segments {
        let gap = segment.x - end;
        let (before, after) = (text.chars().next_back(), segment.text.chars().next());
        if let (Some(before), Some(after)) = (before, after) {
            let blank = before.is_whitespace() || after.is_whitespace();
            let wide = if is_cjk(before) && is_cjk(after) {
                1.2
            } else if is_cjk(before) || is_cjk(after) {
                0.6
            } else {
                0.15
            };
            if !blank && gap > wide * segment.size {
                text.push(' ');
                gaps += usize::from(gap > 1.2 * segment.size);
            }
        }
        // The indent may be drawn as blanks: the line begins at its first visible glyph.
        if start == f32::MAX {
            let visible = segment.text.trim_start();
            let blanks = segment.text.chars().count() - visible.chars().count();
            let total = segment.text.chars().count().max(1);
            start = segment.x + (segment.end - segment.x) * blanks as f32 / total as f32;
        }
        text.push_str(&segment.text);
        end = end.max(segment.end);
        if segment.size > size {
            (size, y) = (segment.size, segment.y);
        }
    }
    Line { page, x: start, y, end, size, text: text.trim().to_owned(), gaps }
}

fn is_cjk(c: char) -> bool {
    gongwen_text::is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Drops headers, footers, page numbers and what browsers print around a page.
///
/// `heights` holds the lower and upper edge of each page.
pub(super) fn without_margins(lines: Vec<Line>, heights: &[(f32, f32)]) -> Vec<Line> {
    let pages = heights.len();
    let mut repeats: HashMap<(String, i32), Vec<usize>> = HashMap::new();
    let in_margin = |line: &Line| {
        let &(low, high) = heights.get(line.page)?;
        let part = (line.y - low) / (high - low).max(1.0);
        if part < 0.12 {
            Some(-1)
        } else if part > 0.88 {
            Some(1)
        } else {
            None
        }
    };
    for line in &lines {
        if let Some(side) = in_margin(line) {
            let pages = repeats.entry((masked(&line.text), side)).or_default();
            if pages.last() != Some(&line.page) {
                pages.push(line.page);
            }
        }
    }
    lines
        .into_iter()
        .filter(|line| {
            let Some(side) = in_margin(line) else { return true };
            let repeated = repeats.get(&(masked(&line.text), side)).map_or(0, Vec::len);
            let runs_along = repeated >= 3 && repeated * 2 >= pages || repeated == 2 && pages == 2;
            !(runs_along || is_page_number(&line.text) || is_browser_print(&line.text))
        })
        .collect()
}

/// Digits do not tell one page's header from another's.
fn masked(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// `- 3 -`, `— 3 —`, `3`, `3/12`, 第 3 页, 第3页 共12页.
fn is_page_number(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' | '０'..='９' => digits += 1,
            '-' | '—' | '–' | '－' | '/' | '·' | '第' | '页' | '共' | '頁' | '~' | '～' => {}
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    (1..=8).contains(&digits)
}

/// The address, the page count, and the hour of printing with the title.
fn is_browser_print(text: &str) -> bool {
    let is_address = ["http://", "https://", "file://"].iter().any(|scheme| text.starts_with(scheme));
    let is_hour = crate::date::first(text).is_some_and(|date| {
        let rest =
            text[date.span.end..].trim_start_matches([' ', ',', '，']).trim_start_matches(['上', '下', '午']);
        date.span.start == 0
            && rest.split_once(':').is_some_and(|(hour, _)| hour.len() <= 2 && hour.parse::<u8>().is_ok())
    });
    is_address && !text.contains("。") || is_hour && !text.contains("。")
}

/// Joins lines to paragraphs.
pub(super) fn paragraphs(lines: &[Line]) -> String {
    let edges = Edges::of(lines);
    let mut out = String::new();
    let mut previous: Option<&Line> = None;
    for line in lines {
        match previous {
            None => {}
            Some(before) if edges.continues(before, line) => join(&mut out, &line.text),
            Some(_) => out.push('\n'),
        }
        out.push_str(&line.text);
        previous = Some(line);
    }
    out
}

fn join(out: &mut String, next: &str) {
    let (Some(last), Some(first)) = (out.chars().next_back(), next.chars().next()) else { return };
    if last == '-' && first.is_ascii_lowercase() {
        out.pop();
    } else if last.is_ascii_alphanumeric()
        && first.is_ascii_alphanumeric()
        && !(last.is_ascii_digit() && first.is_ascii_digit())
        || matches!(last, ',' | '.' | ';' | ':') && first.is_ascii_alphabetic()
    {
        out.push(' ');
    }
}

/// The edges of the running text, by type size (in half points).
struct Edges {
    by_size: HashMap<i32, (f32, f32, f32)>,
}

impl Edges {
    fn key(line: &Line) -> i32 {
        (line.size * 2.0).round().clamp(0.0, 10_000.0) as i32
    }

    fn of(lines: &[Line]) -> Self {
        let mut groups: HashMap<i32, Vec<&Line>> = HashMap::new();
        for line in lines {
            groups.entry(Self::key(line)).or_default().push(line);
        }
        let by_size = groups
            .into_iter()
            .map(|(key, group)| {
                let long: Vec<&&Line> =
                    group.iter().filter(|line| line.end - line.x > 12.0 * line.size).collect();
                let mut rights: Vec<f32> = long.iter().map(|line| line.end).collect();
                let mut lefts: Vec<f32> = long.iter().map(|line| line.x).collect();
                rights.sort_by(f32::total_cmp);
                lefts.sort_by(f32::total_cmp);
                // Some lines hang out, some are cut: the edge is where most of the long lines end.
                let right = rights.get(rights.len() * 3 / 4).copied().unwrap_or(f32::MAX);
                let left = lefts.get(lefts.len() / 4).copied().unwrap_or(f32::MIN);
                let mut gaps: Vec<f32> = group
                    .windows(2)
                    .filter(|pair| pair[0].page == pair[1].page)
                    .map(|pair| pair[0].y - pair[1].y)
                    .filter(|gap| *gap > 0.0)
                    .collect();
                gaps.sort_by(f32::total_cmp);
                let gap = gaps.get(gaps.len() / 3).copied().unwrap_or(f32::MAX);
                (key, (left, right, gap))
            })
            .collect();
        Self { by_size }
    }

    fn continues(&self, before: &Line, line: &Line) -> bool {
        let Some(&(left, right, gap)) = self.by_size.get(&Self::key(before)) else { return false };
        let em = before.size.max(1.0);
        if (before.size - line.size).abs() > 0.12 * em {
            return false;
        }
        // The line before must fill its measure, but for a word or bracket that did not fit.
        if before.end < right - 2.2 * em {
            return false;
        }
        // Rows of a table, and lines of a table of contents, fill the measure too.
        if before.gaps + line.gaps > 1 || has_leader(&before.text) || has_leader(&line.text) {
            return false;
        }
        let ends = before.text.ends_with(['。', '！', '？', '：', '；']);
        let indented = line.x > left + 1.4 * em && (line.x - before.x).abs() > 0.5 * em;
        // An item that hangs on its number is no new paragraph.
        let hangs = is_item(&before.text) && !is_item(&line.text) && !ends && line.x < left + 4.0 * em;
        if indented && !hangs {
            return false;
        }
        if before.page != line.page {
            // Over the turn of a page only the indent tells.
            return line.x <= left + 1.0 * em;
        }
        let down = before.y - line.y;
        // Both first lines of short paragraphs: two that are indented alike follow each other.
        let both_indented =
            before.x > left + 1.4 * em && line.x > left + 1.4 * em && (before.x - line.x).abs() < 0.3 * em;
        down > -0.5 * em && down < (gap * 1.45).max(1.2 * em) && !(both_indented && ends)
    }
}

/// Dots that lead to a page number.
fn has_leader(text: &str) -> bool {
    text.contains("......") || text.contains("……………") || text.contains("······")
}

/// Whether a line begins with the number of an item: 1. 2、 （三） ④ •
fn is_item(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    text.starts_with(['•', '●', '■', '◆', '➢', '-'])
        || text.starts_with(|c| ('①'..='⑳').contains(&c))
        || number.len() < rest.len() && number.starts_with(['.', '、', '．', '）', ')'])
}
