//! Candidate heads: what the lexicon finds, and what the grammar finds in one pass over the reading.
//!
//! The pass stops at numerals, opening quotation marks, 《, 会 and masks; everything else is a short local look. What
//! the lexicon has found is not judged again, except that a quoted label may be longer than the entry inside it.

use gongwen_lexicon::{Entry, EntryId, Form as LexiconForm, Kind, Lexicon, LexiconHit, Matcher, NameKind};
use gongwen_text::{MASK, Span};

use crate::bare;
use crate::guards::UNITS;
use crate::hit::Class;
use crate::label::{self, Head, Label};
use crate::numeral::{self, Form, Numeral};
use crate::walk::{after, before, inside, word_after};
use crate::{slogan, title};

/// The longest quoted string that is looked at, in bytes.
const LONGEST_QUOTE: usize = 240;
/// How far from a label the context words of its senses are sought, in bytes.
const CONTEXT: usize = 450;

/// A head, before lists and verbs are sought for it. Spans are bytes of the reading.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) label: Label,
    /// The label with the quotation marks around it.
    pub(crate) outer: Span,
    pub(crate) entry: Option<EntryId>,
}

impl Candidate {
    pub(crate) fn quoted(&self) -> bool {
        self.outer != self.label.span
    }

    pub(crate) fn plain(span: Span, class: Class, kind: Kind) -> Self {
        Self { label: Label { span, class, kind, slots: Vec::new() }, outer: span, entry: None }
    }

    pub(crate) fn of_label(text: &str, label: Label) -> Self {
        Self { outer: outer(text, label.span), label, entry: None }
    }
}

/// What one pass over a reading finds.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    pub(crate) candidates: Vec<Candidate>,
    /// Short labels that only a list can confirm.
    pub(crate) tentative: Vec<Label>,
}

/// Returns the span with the quotation marks around it, or the span itself.
pub(crate) fn outer(text: &str, span: Span) -> Span {
    match (before(text, span.start), after(text, span.end)) {
        (Some('“'), Some('”')) | (Some('‘'), Some('’')) => Span::new(span.start - 3, span.end + 3),
        _ => span,
    }
}

/// Returns the class under which a lexicon entry is counted, or `None` for a name that is no formula.
pub(crate) fn class_of(entry: Entry<'_>) -> Option<(Class, Kind)> {
    match entry {
        Entry::Formula(formula) => Some((class_of_kind(formula.kind), formula.kind)),
        Entry::Phrase(phrase) if phrase.class == "numeral-idiom" => Some((Class::Idiom, Kind::FixedTerm)),
        Entry::Phrase(_) => Some((Class::FixedPhrase, Kind::FixedTerm)),
        Entry::Name(name) => match name.kind {
            NameKind::Meeting => Some((Class::Title, Kind::FixedTerm)),
            NameKind::Theory | NameKind::Plan => Some((Class::FixedPhrase, Kind::FixedTerm)),
            _ => None,
        },
    }
}

fn class_of_kind(kind: Kind) -> Class {
    match kind {
        Kind::NumeralClassifierNoun | Kind::NumeralMorpheme | Kind::Paired | Kind::Slotted | Kind::Run => {
            Class::NumeralFormula
        }
        Kind::Distributive | Kind::ParallelSlogan | Kind::QuotedBrand | Kind::AnaphoricParallel => {
            Class::Slogan
        }
        Kind::LengthLabel => Class::Counted,
        _ => Class::FixedPhrase,
    }
}

/// Finds the heads of `text`, lexicon first.
///
/// Cost: `O(bytes)` with one scan for the strings of the lexicon and one pass of the grammar.
pub(crate) fn find(text: &str, lexicon: &Lexicon, matcher: &Matcher) -> Heads {
    let known = known(text, lexicon, matcher);
    let mut pass = Pass { text, known: &known, next: 0, heads: Heads::default() };
    pass.run();
    let mut heads = pass.heads;
    heads.candidates.extend(known);
    heads
}

/// What the lexicon finds, one candidate a span, in text order.
fn known(text: &str, lexicon: &Lexicon, matcher: &Matcher) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut best: Option<(LexiconHit, bool)> = None;
    for hit in matcher.find_iter(text).filter(|hit| hit.form != LexiconForm::Wrong) {
        match best {
            // Several senses of one label: the one whose context words are near, else the first.
            Some((first, fits)) if first.span == hit.span => {
                if !fits && fits_context(text, lexicon.entry(hit.entry), hit.span) {
                    best = Some((hit, true));
                }
            }
            _ => {
                if let Some((done, _)) = best.take() {
                    out.extend(candidate(text, lexicon, done));
                }
                best = Some((hit, fits_context(text, lexicon.entry(hit.entry), hit.span)));
            }
        }
    }
    if let Some((done, _)) = best {
        out.extend(candidate(text, lexicon, done));
    }
    out
}

fn fits_context(text: &str, entry: Entry<'_>, span: Span) -> bool {
    let Entry::Formula(formula) = entry else { return false };
    if formula.context.is_empty() {
        return false;
    }
    let from = text.floor_char_boundary(span.start.saturating_sub(CONTEXT));
    let to = text.ceil_char_boundary((span.end + CONTEXT).min(text.len()));
    formula.context.iter().any(|word| text[from..to].contains(word.as_str()))
}

fn candidate(text: &str, lexicon: &Lexicon, hit: LexiconHit) -> Option<Candidate> {
    let entry = lexicon.entry(hit.entry);
    let (class, kind) = class_of(entry)?;
    let outer = outer(text, hit.span);
    if outer == hit.span && cut_from_number(text, hit.span) {
        return None;
    }
    let slots = match entry {
        Entry::Formula(formula) => {
            let heads = label::heads(text, hit.span).unwrap_or_default();
            if heads.iter().map(|head| head.count).eq(formula.slots.iter().copied()) {
                heads
            } else {
                formula.slots.iter().map(|&count| Head { count, span: Span::empty(hit.span.end) }).collect()
            }
        }
        _ => Vec::new(),
    };
    Some(Candidate { label: Label { span: hit.span, class, kind, slots }, outer, entry: Some(hit.entry) })
}

/// Says whether an unquoted label is cut out of a larger number, an ordinal or a measure: 十三农, 第三农场, 三公里.
fn cut_from_number(text: &str, span: Span) -> bool {
    let Some(numeral) = numeral::at(text, span.start) else { return false };
    let prior = before(text, span.start);
    let cut =
        prior.is_some_and(|c| numeral::starts(c) && c != '双') || matches!(prior, Some('第' | '.' | '·'));
    let measure = UNITS
        .after(text, numeral.span.end)
        .is_some_and(|unit| unit.chars().count() > 1 && numeral.span.end + unit.len() > span.end);
    cut || measure
}

/// The characters at which the pass stops, as a bitmap over the basic plane: most characters cost one look.
static STOPS: [u64; 1024] = {
    let mut bits = [0; 1024];
    let mut code = 0;
    while code < 0x1_0000 {
        if let Some(c) = char::from_u32(code)
            && (numeral::starts(c) || matches!(c, '“' | '‘' | '《' | '会' | MASK))
        {
            bits[code as usize / 64] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
};

fn stops(c: char) -> bool {
    STOPS.get(c as usize / 64).is_some_and(|bits| bits & 1 << (c as usize % 64) != 0)
}

struct Pass<'a> {
    text: &'a str,
    known: &'a [Candidate],
    /// The first lexicon candidate that does not end before the place reached.
    next: usize,
    heads: Heads,
}

impl Pass<'_> {
    fn run(&mut self) {
        let text = self.text;
        // Numerals before this byte are done with.
        let mut done = 0;
        for (at, c) in text.char_indices().filter(|&(_, c)| stops(c)) {
            match c {
                '“' | '‘' => {
                    let close = if c == '“' { '”' } else { '’' };
                    if let Some(content) = inside(text, at, c, close, LONGEST_QUOTE)
                        && self.quotation(content)
                    {
                        done = content.end;
                    }
                }
                '《' => {
                    if let Some(span) = title::marked(text, at) {
                        self.push(Candidate::plain(span, Class::Title, Kind::FixedTerm));
                    }
                }
                '会' => {
                    let end = at + if after(text, at + 3) == Some('议') { 6 } else { 3 };
                    if let Some(span) = title::meeting(text, end) {
                        self.push(Candidate::plain(span, Class::Title, Kind::FixedTerm));
                    }
                }
                MASK => {
                    if let Some(span) = title::masked_congress(text, at) {
                        self.push(Candidate::plain(span, Class::Title, Kind::FixedTerm));
                    }
                }
                c if at >= done && numeral::starts(c) => {
                    if let Some(numeral) = numeral::at(text, at) {
                        done = numeral.span.end;
                        if let Some(end) = self.numeral(numeral) {
                            done = done.max(end);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, candidate: Candidate) {
        self.heads.candidates.push(candidate);
    }

    /// Returns the lexicon candidate that covers the byte `at`.
    fn covering(&mut self, at: usize) -> Option<Span> {
        while self.known.get(self.next).is_some_and(|candidate| candidate.label.span.end <= at) {
            self.next += 1;
        }
        self.known.get(self.next).map(|candidate| candidate.label.span).filter(|span| span.contains(at))
    }

    /// Judges a quoted string; says whether it was a numeral label, so that its numerals are done with.
    fn quotation(&mut self, content: Span) -> bool {
        if self.covering(content.start).is_some_and(|span| span.contains_span(content)) {
            return false;
        }
        if let Some(label) = label::quoted(self.text, content) {
            let numeral = label.class == Class::NumeralFormula;
            self.push(Candidate::of_label(self.text, label));
            return numeral;
        }
        if let Some(label) = bare::ordinal(self.text, content) {
            self.push(Candidate::of_label(self.text, label));
            return false;
        }
        if let Some(kind) = slogan::quoted(self.text, content) {
            self.push(Candidate {
                outer: outer(self.text, content),
                ..Candidate::plain(content, Class::Slogan, kind)
            });
        }
        false
    }

    /// Judges a numeral outside quoted labels; returns where the hit that it belongs to ends.
    fn numeral(&mut self, numeral: Numeral) -> Option<usize> {
        let text = self.text;
        if let Some(span) = title::congress(text, numeral) {
            self.push(Candidate::plain(span, Class::Title, Kind::FixedTerm));
            return Some(span.end);
        }
        if let Some(span) = self.covering(numeral.span.start) {
            return Some(span.end);
        }
        if let Some(span) = plan(text, numeral) {
            self.push(Candidate::plain(span, Class::FixedPhrase, Kind::Ordinal));
            return Some(span.end);
        }
        if matches!(
            before(text, numeral.span.start),
            Some('第' | '几' | '数' | '近' | '约' | '.' | '·' | '-' | '每' | '零' | '／' | '/')
        ) {
            return None;
        }
        if let Some(label) = bare::bare(text, numeral) {
            let end = label.span.end;
            self.push(Candidate::of_label(text, label));
            return Some(end);
        }
        self.heads.tentative.extend(bare::tentative(text, numeral));
        None
    }
}

/// 十四五, 九五: the number of a five-year plan, quoted or before 规划, 计划 or 时期.
fn plan(text: &str, numeral: Numeral) -> Option<Span> {
    let span = numeral.span;
    let string = span.slice(text);
    let count = string.chars().count();
    let shape = numeral.form == Form::Irregular
        && string.ends_with('五')
        && (count == 3 && string.starts_with('十')
            || count == 2 && string.starts_with(['六', '七', '八', '九']));
    let quoted = outer(text, span) != span;
    (shape && (quoted || word_after(text, span.end, &["规划", "计划", "时期", "期间", "末"]).is_some()))
        .then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prose_recites_is_what_has_a_class() {
        for (_, entry) in Lexicon::builtin().entries() {
            assert_eq!(entry.is_recited(), class_of(entry).is_some(), "{}", entry.id());
        }
    }
}
