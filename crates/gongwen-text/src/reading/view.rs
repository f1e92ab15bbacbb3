//! The source as the reader sees it: without cuts and invisible characters. Contexts are looked up here, so that a
//! comma before a page number has the same neighbours as it will have in the reading.

use super::Draft;

/// A source text with the cuts that layout has made.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) source: &'a str,
    pub(super) cuts: &'a [Draft],
}

impl<'a> View<'a> {
    /// The visible characters from `at` on, each with its place.
    pub(super) fn ahead(self, at: usize) -> impl Iterator<Item = (usize, char)> + use<'a> {
        let mut cuts = &self.cuts[self.cuts.partition_point(|cut| cut.span.end <= at)..];
        let mut at = at;
        std::iter::from_fn(move || {
            loop {
                if let Some((cut, rest)) = cuts.split_first()
                    && cut.span.start <= at
                {
                    (at, cuts) = (cut.span.end, rest);
                    if let Some(c) = cut.with.chars().next() {
                        return Some((cut.span.start, c));
                    }
                    continue;
                }
                let c = self.source.get(at..)?.chars().next()?;
                let place = at;
                at += c.len_utf8();
                if !is_invisible(c) {
                    return Some((place, line_end_as_newline(c)));
                }
            }
        })
    }

    /// The visible characters before `at`, last first, each with its place.
    pub(super) fn behind(self, at: usize) -> impl Iterator<Item = (usize, char)> + use<'a> {
        let mut cuts = &self.cuts[..self.cuts.partition_point(|cut| cut.span.start < at)];
        let mut at = at;
        std::iter::from_fn(move || {
            loop {
                if let Some((cut, rest)) = cuts.split_last()
                    && cut.span.end >= at
                {
                    (at, cuts) = (cut.span.start, rest);
                    if let Some(c) = cut.with.chars().next_back() {
                        return Some((cut.span.start, c));
                    }
                    continue;
                }
                let c = self.source.get(..at)?.chars().next_back()?;
                at -= c.len_utf8();
                if !is_invisible(c) {
                    return Some((at, line_end_as_newline(c)));
                }
            }
        })
    }

    pub(super) fn next(self, at: usize) -> Option<char> {
        self.ahead(at).next().map(|(_, c)| c)
    }

    pub(super) fn previous(self, at: usize) -> Option<char> {
        self.behind(at).next().map(|(_, c)| c)
    }
}

/// Controls, format and zero-width characters, which the reading leaves out.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{AD}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFC}')
}

/// Line ends other than `\n`.
pub(super) const fn is_other_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

const fn line_end_as_newline(c: char) -> char {
    if is_other_line_end(c) { '\n' } else { c }
}
