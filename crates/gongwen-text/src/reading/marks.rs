//! Edits of single characters: punctuation, quotation marks, masks, controls.
//!
//! One pass over the characters stops only where [`is_stop`] says, by their first bytes; none is decoded. Contexts
//! are compared in classes in which a mark and what it is mended to are equal, so that a reading of a reading
//! has nothing left to mend.

use super::masks;
use super::quotes::{Direction, Mark, Pair, Quotes, is_quote, is_single_quote};
use super::view::{View, is_invisible, is_other_line_end};
use super::{Draft, EditKind};
use crate::chars::{MASK, is_blank, is_cjk_punctuation, is_closing, is_han, is_opening};
use crate::numerals::{is_digit, numeral_value};
use crate::span::Span;

/// How far the partner of a bracket is looked for, in characters that no edit changes.
const BRACKET_REACH: usize = 200;
/// The same in all characters, a guard against text made to be slow.
const BRACKET_LIMIT: usize = 2000;
/// How many marks a comma looks through for the next word.
const THROUGH_LIMIT: usize = 32;
/// Single Han characters between blanks that make the blanks an artefact.
const SPACED_OUT: usize = 6;

/// Returns the edits of `source` outside `cuts`, sorted.
pub(super) fn drafts(source: &str, cuts: &[Draft]) -> Vec<Draft> {
    let mut scan = Scan {
        view: View { source, cuts },
        bytes: source.as_bytes(),
        low: 0,
        drafts: Vec::new(),
        quotes: Quotes::default(),
        paragraph: 0,
        paragraph_drafts: 0,
        closers: Vec::new(),
        bold: None,
    };
    for cut in cuts {
        scan.segment(cut.span.start);
        scan.low = cut.span.end;
    }
    scan.segment(source.len());
    scan.end_paragraph(source.len());
    with_mou(source, cuts, scan.drafts)
}

/// Adds the masks written 某, which lie among Han and so never meet another edit.
fn with_mou(source: &str, cuts: &[Draft], mut drafts: Vec<Draft>) -> Vec<Draft> {
    let cut = |run: &Span| {
        let next = cuts.partition_point(|cut| cut.span.end <= run.start);
        cuts.get(next).is_some_and(|cut| cut.span.overlaps(*run))
    };
    let runs = masks::mou(source);
    if !runs.is_empty() {
        let masked = runs.into_iter().filter(|run| !cut(run));
        drafts.extend(masked.map(|span| Draft { kind: EditKind::Mask, span, with: masks::PLACEHOLDER }));
        drafts.sort_by_key(|draft| draft.span.start);
    }
    drafts
}

struct Scan<'a> {
    view: View<'a>,
    bytes: &'a [u8],
    /// Start of the segment between two cuts.
    low: usize,
    drafts: Vec<Draft>,
    quotes: Quotes,
    /// Start of the paragraph, and the number of drafts before it.
    paragraph: usize,
    paragraph_drafts: usize,
    /// Places of `)` whose `(` has been made full-width.
    closers: Vec<usize>,
    /// Place of the `**` that closes Markdown bold.
    bold: Option<usize>,
}

impl Scan<'_> {
    fn segment(&mut self, high: usize) {
        let mut at = self.low;
        while let Some(stop) = next_stop(self.bytes, at, high) {
            at = self.stop(stop, high);
        }
    }

    /// Deals with the character at `at` and returns where to go on.
    fn stop(&mut self, at: usize, high: usize) -> usize {
        match self.bytes[at] {
            b'\n' => {
                self.end_paragraph(at);
                at + 1
            }
            b',' => self.half_width(at, "，"),
            b';' => self.half_width(at, "；"),
            b':' => self.half_width(at, "："),
            b'!' => self.half_width(at, "！"),
            b'?' => self.half_width(at, "？"),
            b'.' => self.full_stop(at),
            b'(' => self.open_bracket(at),
            b')' => self.close_bracket(at),
            b'"' => self.quote(at, 1, Pair::Double, None, false),
            b'\'' => self.quote(at, 1, Pair::Single, None, false),
            b'*' | b'x' | b'X' => self.mask(at, high),
            b' ' => self.spacing(at, high),
            0xC3 => {
                if self.bytes[at + 1] == 0x97 {
                    self.mask(at, high)
                } else {
                    at + 2
                }
            }
            0xE3 => self.ideographic(at),
            0xE2 => self.general(at, high),
            0xEF => self.full_width(at, high),
            _ => self.invisible(at, high),
        }
    }

    fn edit(&mut self, kind: EditKind, start: usize, end: usize, with: &'static str) -> usize {
        self.drafts.push(Draft { kind, span: Span::new(start, end), with });
        end
    }

    fn end_paragraph(&mut self, at: usize) {
        let before = self.drafts.len();
        self.quotes.finish(self.view, self.paragraph, at, &mut self.drafts);
        if self.drafts.len() > before {
            self.drafts[self.paragraph_drafts..].sort_unstable_by_key(|draft| draft.span.start);
        }
        self.paragraph = at;
        self.paragraph_drafts = self.drafts.len();
        self.bold = None;
    }

    // Punctuation

    fn half_width(&mut self, at: usize, with: &'static str) -> usize {
        // The usual case first: a Han character of three bytes right before.
        let han_before = at >= self.low + 3 && matches!(self.bytes[at - 3], 0xE4..=0xE9);
        if han_before || self.left(at).is_some_and(is_chinese) || self.right(at + 1).is_some_and(is_han) {
            return self.edit(EditKind::HalfWidthPunctuation, at, at + 1, with);
        }
        at + 1
    }

    /// A full stop ends a Chinese sentence when Han stands before it and Han, a blank or the end of the line after,
    /// unless it belongs to a number (一.) or to other stops.
    fn full_stop(&mut self, at: usize) -> usize {
        let left = self.left(at);
        let ends = left.is_some_and(|c| is_han(c) || matches!(c, MASK | '》' | '％'))
            && self.right(at + 1).is_none_or(|c| is_han(c) || is_blank(c) || c == '\n')
            && !self.is_numbering(at);
        if ends {
            return self.edit(EditKind::HalfWidthPunctuation, at, at + 1, "。");
        }
        at + 1
    }

    /// Says whether a Han numeral that begins a line or a sentence stands before `at`.
    fn is_numbering(&self, at: usize) -> bool {
        let mut numerals = 0;
        for (_, c) in self.view.behind(at).take(THROUGH_LIMIT) {
            if numeral_value(c).is_some() {
                numerals += 1;
            } else if !is_opening(c) && !is_closing(c) && !is_quote(c) {
                let boundary = is_blank(c)
                    || matches!(
                        c,
                        '\n' | '，' | ',' | '。' | '.' | '；' | ';' | '：' | ':' | '！' | '!' | '？' | '?'
                    );
                return numerals > 0 && boundary;
            }
        }
        numerals > 0
    }

    /// The word or mark to the left, through quotation marks and closing brackets, as the reading will have it.
    fn left(&self, at: usize) -> Option<char> {
        let (place, c) = self
            .view
            .behind(at)
            .take(THROUGH_LIMIT)
            .find(|&(_, c)| !is_quote(c) && !matches!(c, ')' | '）' | ']' | '］' | '」' | '』'))?;
        let edited = self
            .drafts
            .iter()
            .rev()
            .take_while(|draft| draft.span.end > place)
            .find(|draft| draft.span.contains(place));
        edited.and_then(|draft| draft.with.chars().next_back()).or(Some(c))
    }

    /// The word to the right, through quotation marks, opening brackets and what may be a mask.
    fn right(&self, at: usize) -> Option<char> {
        let through = |c: char| is_quote(c) || is_opening(c) || masks::is_mask_char(c) || c == MASK;
        self.view.ahead(at).take(THROUGH_LIMIT).map(|(_, c)| c).find(|&c| !through(c))
    }

    /// A pair of brackets becomes full-width when Han stands in it, or when it follows Han and holds more than a
    /// number.
    fn open_bracket(&mut self, at: usize) -> usize {
        let (mut depth, mut steps) = (0, 0);
        let (mut han, mut number, mut partner) = (false, true, None);
        for (place, c) in self.view.ahead(at + 1).take(BRACKET_LIMIT) {
            match c {
                '\n' => break,
                '(' | '（' => depth += 1,
                ')' | '）' if depth == 0 => {
                    partner = Some(place);
                    break;
                }
                ')' | '）' => depth -= 1,
                _ => {}
            }
            han |= is_han(c);
            number &= is_digit(c) || is_blank(c);
            steps += usize::from(is_lasting(c));
            if steps > BRACKET_REACH {
                break;
            }
        }
        let Some(partner) = partner else { return at + 1 };
        let full = self.bytes[partner] != b')';
        if han || full || (!number && self.left(at).is_some_and(is_chinese)) {
            if !full {
                self.closers.push(partner);
            }
            return self.edit(EditKind::HalfWidthPunctuation, at, at + 1, "（");
        }
        at + 1
    }

    fn close_bracket(&mut self, at: usize) -> usize {
        while self.closers.last().is_some_and(|&place| place < at) {
            self.closers.pop();
        }
        if self.closers.last() == Some(&at) || self.closes_full_width(at) {
            return self.edit(EditKind::HalfWidthPunctuation, at, at + 1, "）");
        }
        at + 1
    }

    /// Says whether the bracket closed at `at` was opened by a full-width one.
    fn closes_full_width(&self, at: usize) -> bool {
        let (mut depth, mut steps) = (0, 0);
        for (_, c) in self.view.behind(at).take(BRACKET_LIMIT) {
            match c {
                '\n' => return false,
                ')' | '）' => depth += 1,
                '(' | '（' if depth == 0 => return c == '（',
                '(' | '（' => depth -= 1,
                _ => {}
            }
            steps += usize::from(is_lasting(c));
            if steps > BRACKET_REACH {
                return false;
            }
        }
        false
    }

    // Quotation marks

    fn quote(&mut self, at: usize, len: usize, pair: Pair, claim: Option<Direction>, curly: bool) -> usize {
        let span = Span::new(at, at + len);
        if pair == Pair::Double || is_single_quote(self.view, span, claim.is_some()) {
            self.quotes.push(Mark { span, pair, claim }, curly);
        }
        span.end
    }

    /// U+3000..: corner marks 「」『』〝〞.
    fn ideographic(&mut self, at: usize) -> usize {
        if self.bytes[at + 1] != 0x80 {
            return at + 3;
        }
        // Between letters a 『 would be read as an apostrophe once it is curly.
        if matches!(self.bytes[at + 2], 0x8E | 0x8F)
            && !is_single_quote(self.view, Span::new(at, at + 3), true)
        {
            return at + 3;
        }
        let corner = if self.quotes.in_double() { Pair::Single } else { Pair::Double };
        let (pair, direction) = match self.bytes[at + 2] {
            0x8C | 0x9D => (Pair::Double, Direction::Open),
            0x8D | 0x9E | 0x9F => (Pair::Double, Direction::Close),
            0x8E => (corner, Direction::Open),
            0x8F => (if self.quotes.in_single() { Pair::Single } else { Pair::Double }, Direction::Close),
            _ => return at + 3,
        };
        self.quote(at, 3, pair, Some(direction), false)
    }

    /// U+2000..: curly marks, zero-width characters, line separators.
    fn general(&mut self, at: usize, high: usize) -> usize {
        if self.bytes[at + 1] > 0x81 {
            return at + 3;
        }
        match (self.bytes[at + 1], self.bytes[at + 2]) {
            (0x80, 0x9C) => self.quote(at, 3, Pair::Double, Some(Direction::Open), true),
            (0x80, 0x9D) => self.quote(at, 3, Pair::Double, Some(Direction::Close), true),
            (0x80, 0x98) => self.quote(at, 3, Pair::Single, Some(Direction::Open), true),
            (0x80, 0x99) => self.quote(at, 3, Pair::Single, Some(Direction::Close), true),
            _ => self.invisible(at, high),
        }
    }

    /// U+F000..: full-width straight marks and mask characters, byte order mark, U+FFFD.
    fn full_width(&mut self, at: usize, high: usize) -> usize {
        match (self.bytes[at + 1], self.bytes[at + 2]) {
            (0xBC, 0x82) => self.quote(at, 3, Pair::Double, None, false),
            (0xBC, 0x87) => self.quote(at, 3, Pair::Single, None, false),
            (0xBC, 0x8A | 0xB8) | (0xBD, 0x98) => self.mask(at, high),
            (0xBC | 0xBD, _) => at + 3,
            (0xBF, 0xBD) => {
                let rest = &self.view.source[at..high];
                let end = at + rest.find(|c| c != '\u{FFFD}').unwrap_or(rest.len());
                if end > at + 3 {
                    self.edit(EditKind::Replacement, at, end, "\u{FFFD}");
                }
                end
            }
            _ => self.invisible(at, high),
        }
    }

    // The rest

    fn mask(&mut self, at: usize, high: usize) -> usize {
        let run = Span::new(at, masks::run_end(self.view.source, at).min(high));
        if self.bold == Some(at) {
            return run.end;
        }
        if let Some(close) = masks::bold_end(self.view, run) {
            self.bold = Some(close);
            return run.end;
        }
        if masks::is_mask(self.view, run) {
            self.edit(EditKind::Mask, run.start, run.end, masks::PLACEHOLDER);
        }
        run.end
    }

    /// Controls and line ends, in runs.
    fn invisible(&mut self, at: usize, high: usize) -> usize {
        let rest = &self.view.source[at..high];
        let Some(c) = rest.chars().next() else { return high };
        if is_invisible(c) {
            let end = at + rest.find(|c| !is_invisible(c)).unwrap_or(rest.len());
            return self.edit(EditKind::Control, at, end, "");
        }
        if !is_other_line_end(c) {
            return at + c.len_utf8();
        }
        if rest.starts_with("\r\n") {
            return self.edit(EditKind::LineEnd, at, at + 1, "");
        }
        self.edit(EditKind::LineEnd, at, at + c.len_utf8(), "\n");
        self.end_paragraph(at + c.len_utf8());
        at + c.len_utf8()
    }

    /// Removes the blanks of 党 的 建 设 工 作: at least [`SPACED_OUT`] single Han characters, not all numerals.
    fn spacing(&mut self, at: usize, high: usize) -> usize {
        let source = self.view.source;
        if at < self.low + 3
            || self.bytes[at - 1] < 0x80
            || self.bytes.get(at + 1).is_none_or(|&byte| byte < 0xE3)
        {
            return at + 1;
        }
        let mut before = source[self.low..at].chars().rev();
        let Some(first) = before.next().filter(|&c| is_han(c)) else { return at + 1 };
        if before.next().is_some_and(is_han) {
            return at + 1;
        }
        let mut blanks = vec![at];
        let mut numerals = numeral_value(first).is_some();
        let mut singles = 1;
        let mut end = at + 1;
        let mut rest = source[end..high].chars();
        while let Some(c) = rest.next().filter(|&c| is_han(c)) {
            let next = rest.next();
            if next.is_some_and(is_han) {
                // A longer word: the blank before it separates.
                blanks.pop();
                break;
            }
            singles += 1;
            numerals &= numeral_value(c).is_some();
            end += c.len_utf8();
            if next != Some(' ') || !rest.clone().next().is_some_and(is_han) {
                break;
            }
            blanks.push(end);
            end += 1;
        }
        if singles >= SPACED_OUT && !numerals {
            for blank in blanks {
                self.edit(EditKind::Spacing, blank, blank + 1, "");
            }
        }
        end
    }
}

/// Says whether a half-width mark after `c` stands in Chinese text.
const fn is_chinese(c: char) -> bool {
    is_han(c) || is_cjk_punctuation(c) || matches!(c, MASK | '％' | '℃' | '\u{3040}'..='\u{30FF}')
}

/// Says whether no edit removes or merges `c`, so that counting it gives the same in the reading.
const fn is_lasting(c: char) -> bool {
    !is_quote(c) && !is_blank(c) && !masks::is_mask_char(c) && !matches!(c, MASK | '某')
}

/// Says whether something to edit may begin at the character whose first bytes are `a`, `b` and `c`; the usual full-width
/// marks ，。、：； are no stops.
const fn is_stop(a: u8, b: u8, c: u8) -> bool {
    match a {
        0..=b'/' | b':'..=b'?' | b'x' | b'X' | 0x7F | 0xC2 | 0xC3 => true,
        0xE2 => b <= 0x81,
        0xE3 => b == 0x80 && matches!(c, 0x8C..=0x8F | 0x9D..=0x9F),
        0xEF => !matches!(b, 0xBC | 0xBD) || matches!(c, 0x82 | 0x87 | 0x8A | 0x98 | 0xB8),
        _ => false,
    }
}

/// What a first byte says: how many bytes its character has, [`STOP`], or [`ASK`].
const FIRST: [u8; 256] = {
    let mut first = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let a = byte as u8;
        first[byte] = match a {
            0xE2 | 0xE3 | 0xEF => ASK,
            _ if is_stop(a, 0, 0) => STOP,
            0..0xC0 => 1,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0.. => 4,
        };
        byte += 1;
    }
    first
};
const STOP: u8 = 0;
/// The next two bytes decide.
const ASK: u8 = 5;

/// Returns the first stop in `at..high`; both lie between characters.
fn next_stop(bytes: &[u8], mut at: usize, high: usize) -> Option<usize> {
    let bytes = &bytes[..high];
    while let Some(&a) = bytes.get(at) {
        // Han first, one branch a character that is nearly always foreseen.
        if matches!(a, 0xE4..=0xE9) {
            at += 3;
            continue;
        }
        match FIRST[usize::from(a)] {
            STOP => return Some(at),
            ASK if is_stop(a, bytes[at + 1], bytes[at + 2]) => return Some(at),
            ASK => at += 3,
            length => at += usize::from(length),
        }
    }
    None
}
