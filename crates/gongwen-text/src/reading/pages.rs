//! Page numbers that a portal or a printer left in the text.

use super::layout::{Line, after, before, ends_sentence, goes_on};
use super::{Draft, EditKind};
use crate::chars::is_blank;
use crate::numerals::is_digit;
use crate::span::Span;

/// A line that begins with a number as page breaks of document portals do: `12、`.
struct Numbered {
    line: usize,
    number: u64,
    /// Length of the number with its mark and blanks.
    marker: usize,
    /// Whether the line before breaks off inside a sentence.
    broken: bool,
    /// Whether the line before holds clauses, as running text does.
    running: bool,
    /// Its length in bytes.
    before: usize,
}

/// Removes the page numbers of portals that cut a text into pages and print `2、` at the start of each.
///
/// A rising series from 1 (or 2, when the first page has none) is taken for page numbers only if most of its
/// numbers stand in the middle of a sentence and the pages before them are running text. A numbered list is
/// neither: its items end as sentences do, or are short.
pub(super) fn series(lines: &[Line<'_>], cuts: &mut Vec<Draft>) {
    let numbered: Vec<Numbered> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.as_bytes().first().is_some_and(u8::is_ascii_digit))
        .filter_map(|(at, line)| {
            let (number, marker) = page_marker(line.text)?;
            let page = before(lines, at).map_or("", |line| line.text);
            Some(Numbered {
                line: at,
                number,
                marker,
                broken: !page.is_empty() && !ends_sentence(page),
                running: page.contains(['。', '！', '？', '；', '，', ',', ';']),
                before: page.len(),
            })
        })
        .collect();
    let mut from = 0;
    // Only the first page of a text may lack its number.
    let may_begin = |at: usize| numbered[at].number == 1 || (at == 0 && numbered[at].number == 2);
    while let Some(first) = (from..numbered.len()).find(|&at| may_begin(at)) {
        let chain = chain(&numbered, first);
        if !are_pages(lines, &numbered, &chain) {
            from = first + 1;
            continue;
        }
        for &item in &chain {
            let Numbered { line, number, marker, .. } = numbered[item];
            let start = match before(lines, line) {
                Some(page) if number > 1 => page.end(),
                _ => lines[line].start,
            };
            let span = Span::new(start, lines[line].start + marker);
            cuts.push(Draft { kind: EditKind::PageNumber, span, with: "" });
        }
        from = chain.last().map_or(first, |&last| last) + 1;
    }
}

/// Reads `12、` at the start of a line: the number and the length with the blanks after it.
fn page_marker(text: &str) -> Option<(u64, usize)> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - after.len()];
    let rest = after.trim_start_matches(' ').strip_prefix(['、', '，', ','])?;
    if digits.len() > 4 || rest.starts_with(|c: char| c.is_ascii_digit()) && after.starts_with(',') {
        return None;
    }
    Some((digits.parse().ok()?, text.len() - rest.trim_start_matches([' ', '\u{3000}']).len()))
}

/// The series of numbers rising by one that starts at item `first`; of several candidates for the next number the
/// first inside a sentence is taken, else the first.
fn chain(numbered: &[Numbered], first: usize) -> Vec<usize> {
    /// Numbered lines that one page may hold.
    const NEAR: usize = 400;
    let mut chain = vec![first];
    let mut last = first;
    loop {
        let next = numbered[last].number + 1;
        let near = numbered.len().min(last + 1 + NEAR);
        let candidates = || (last + 1..near).filter(|&item| numbered[item].number == next);
        let Some(item) = candidates().find(|&item| numbered[item].broken).or_else(|| candidates().next())
        else {
            return chain;
        };
        chain.push(item);
        last = item;
    }
}

fn are_pages(lines: &[Line<'_>], numbered: &[Numbered], chain: &[usize]) -> bool {
    /// A single break proves a page only after a line of so many bytes.
    const LONE_PAGE: usize = 400;
    /// The median page.
    const PAGE: usize = 150;
    let breaks: Vec<_> = chain.iter().map(|&item| &numbered[item]).filter(|item| item.number > 1).collect();
    let broken = breaks.iter().filter(|item| item.broken).count();
    if broken == 0 || broken * 5 < breaks.len() * 3 {
        return false;
    }
    let mut pages = Vec::with_capacity(breaks.len());
    let unnumbered = breaks.len() == chain.len();
    let mut start = if unnumbered { 0 } else { chain.first().map_or(0, |&item| numbered[item].line) };
    for item in &breaks {
        pages.push(lines[start..item.line].iter().map(|line| line.text.len()).sum::<usize>());
        start = item.line;
    }
    pages.sort_unstable();
    let running = breaks.iter().filter(|item| item.running).count();
    let lone = breaks.len() == 1 && breaks[0].before < LONE_PAGE;
    running * 2 > breaks.len() && !lone && pages[pages.len() / 2] >= PAGE
}

/// Removes page numbers that have a line to themselves: `—3—`, `- 3 -`, `第3页 共20页`; a bare `3` only where it
/// parts a sentence. Where the sentence goes on, the lines around it are joined.
pub(super) fn lone(source: &str, lines: &[Line<'_>], cuts: &mut Vec<Draft>) {
    const LONGEST: usize = 48;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() || line.text.len() > LONGEST || !may_be_page(line.text) {
            continue;
        }
        let Some(form) = page_form(line.text) else { continue };
        let around = before(lines, at).zip(after(lines, at));
        let inside = around.filter(|(page, next)| goes_on(source, page, next));
        let span = match (inside, form) {
            (Some((page, next)), _) => Span::new(page.end(), next.start),
            (None, Form::Plain) => line.span,
            (None, Form::Bare) => continue,
        };
        cuts.push(Draft { kind: EditKind::PageNumber, span, with: "" });
    }
}

/// Removes `第12页 共18页` after the sentence that ends a line.
pub(super) fn tails(lines: &mut [Line<'_>], cuts: &mut Vec<Draft>) {
    for line in lines.iter_mut().filter(|line| line.text.ends_with('页')) {
        let Some(at) = line.text.rfind('第') else { continue };
        let (text, page) = line.text.split_at(at);
        let text = text.trim_end_matches(is_blank);
        let ended = text.ends_with(['。', '！', '？', '；']);
        if ended && page.contains('共') && matches!(page_form(page), Some(Form::Plain)) {
            let span = Span::new(line.start + text.len(), line.end());
            cuts.push(Draft { kind: EditKind::PageNumber, span, with: "" });
            line.text = text;
        }
    }
}

fn may_be_page(text: &str) -> bool {
    matches!(text.as_bytes()[0], b'0'..=b'9' | b'-' | b'~' | b'_' | b'P' | b'p' | 0xC2 | 0xE2 | 0xE3)
        || text.starts_with(['第', '共', '－', '·'])
        || text.starts_with(is_digit)
}

enum Form {
    /// Nothing but a page number looks so.
    Plain,
    /// A number, which may be anything.
    Bare,
}

fn page_form(text: &str) -> Option<Form> {
    const DASHES: [char; 10] = ['-', '—', '–', '─', '－', '~', '_', '·', '―', '‐'];
    let blank = |c: char| c.is_whitespace();
    let number = |text: &str| (1..=4).contains(&text.chars().count()) && text.chars().all(is_digit);
    let left = text.trim_start_matches(|c| DASHES.contains(&c) || blank(c));
    let inner = left.trim_end_matches(|c| DASHES.contains(&c) || blank(c));
    if number(inner) {
        let dashed = left.len() < text.len() && inner.len() < left.len();
        return (dashed || inner.len() == text.len()).then_some(if dashed {
            Form::Plain
        } else {
            Form::Bare
        });
    }
    let compact: String = text.chars().filter(|&c| !blank(c)).collect();
    let page = |text: &str, lead: &str| text.strip_prefix(lead)?.strip_suffix('页').map(&number);
    let of = |sep: char| {
        let (first, second) = compact.split_once(sep)?;
        Some((page(first, "第")? && page(second, "共")?) || (page(first, "共")? && page(second, "第")?))
    };
    let halves = || {
        let middle = compact.find('页')? + '页'.len_utf8();
        let (first, second) = compact.split_at(middle);
        // 第2页(共4页)
        let bracketed = second.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）']));
        let second = bracketed.unwrap_or(second);
        let both = page(first, "第")
            .zip(page(second, "共"))
            .or_else(|| page(first, "共").zip(page(second, "第")))?;
        Some(both.0 && both.1)
    };
    let english = || {
        let lower = compact.to_ascii_lowercase();
        let (page, total) = lower.strip_prefix("page")?.split_once("of")?;
        Some(number(page) && number(total))
    };
    let plain = page(&compact, "第") == Some(true)
        || ['/', '，', ',', '、'].into_iter().any(|sep| of(sep) == Some(true))
        || halves() == Some(true)
        || english() == Some(true);
    if plain {
        return Some(Form::Plain);
    }
    let (page, total) = compact.split_once('/')?;
    (number(page) && number(total)).then_some(Form::Bare)
}
