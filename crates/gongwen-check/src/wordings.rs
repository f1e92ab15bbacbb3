//! The standing phrases of a lexicon by their halves, for texts that give them nearly.
//!
//! One slip inside a phrase leaves its first half or its last half whole. So the halves are sought, and where one stands
//! the rest is compared: the cost is that of one walk over the text.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use gongwen_lexicon::{Lexicon, Status, Strings};
use gongwen_text::Span;
use rustc_hash::{FxBuildHasher, FxHashSet};

/// The standing phrases, collected when the first is asked for.
#[derive(Default)]
pub(crate) struct Wordings(OnceLock<Index>);

/// Phrases by their halves.
pub(crate) struct Index {
    /// Each with whether it is steady.
    phrases: Vec<(String, bool)>,
    halves: Strings,
    /// The phrases that have each half.
    with: Vec<Side>,
    /// Where in `with` those of each half begin, and where the last end.
    starts: Vec<usize>,
    /// The hashes of all wordings of the lexicon: what is one is no slip of another.
    known: FxHashSet<u64>,
}

/// A phrase that has a half.
#[derive(Clone, Copy)]
struct Side {
    phrase: u32,
    half: Half,
    /// The two characters of the phrase that stand next to the half, the nearer first.
    beside: [u16; 2],
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Half {
    First,
    Last,
}

/// What a text has in the place of a phrase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Near<'i> {
    /// The words of the text.
    pub(crate) span: Span,
    /// What differs in them: a character, none where one is missing, or several of which one has another place.
    pub(crate) differing: Span,
    /// What stands there in the phrase: a character, none where the text has one more, or the same in order.
    pub(crate) should: &'i str,
    pub(crate) phrase: &'i str,
    /// Whether the phrase is one that no good text varies.
    pub(crate) steady: bool,
}

/// The shortest phrase that is compared, in characters: shorter ones have too many neighbours.
const SHORTEST: usize = 6;

/// The wordings that stand as they are.
const COUNTED: &str = include_str!("../../../lexicons/rules/steady.txt");
const KNOWN: &str = include_str!("../../../lexicons/rules/standing.txt");

/// Returns the wordings that good texts never vary, those counted first.
pub(crate) fn steady<'s>() -> impl Iterator<Item = &'s str> {
    counted().chain(lines(KNOWN))
}

/// Returns those of them that were counted in public texts.
pub(crate) fn counted<'s>() -> impl Iterator<Item = &'s str> {
    lines(COUNTED)
}

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Returns the phrases of a lexicon that are current, in all their wordings.
pub(crate) fn current(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
    let phrases = lexicon.phrases().filter(|phrase| phrase.status == Status::Current);
    phrases.flat_map(|phrase| std::iter::once(&phrase.text).chain(&phrase.variants)).map(String::as_str)
}

impl Wordings {
    /// Returns the phrases of `lexicon`, always the same.
    pub(crate) fn index(&self, lexicon: &Lexicon) -> &Index {
        self.0.get_or_init(|| Index::of(lexicon))
    }
}

impl Index {
    fn of(lexicon: &Lexicon) -> Self {
        let forms = lexicon.entries().flat_map(|(_, entry)| entry.forms()).map(|(_, _, form)| form);
        let items = lexicon.formulas().flat_map(|formula| formula.items_at(None)).map(|item| &item.text);
        let known = forms.chain(items.map(String::as_str)).chain(steady()).map(hash).collect();
        let texts = current(lexicon).map(|text| (text.to_owned(), false));
        let mut phrases: Vec<(String, bool)> =
            texts.chain(steady().map(|line| (line.to_owned(), true))).collect();
        let is_even = |phrase: &str| phrase.chars().all(|c| c.len_utf8() == WIDTH);
        phrases.retain(|(phrase, _)| phrase.len() >= WIDTH * SHORTEST && is_even(phrase));
        // Of one wording the steady one.
        phrases.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        phrases.dedup_by(|later, first| later.0 == first.0);
        let mut halves: Vec<(&str, u32, Half)> = Vec::new();
        for (number, (phrase, _)) in phrases.iter().enumerate() {
            let middle = phrase.len() / WIDTH / 2 * WIDTH;
            let (first, last) = phrase.split_at(middle);
            halves.extend([(first, number as u32, Half::First), (last, number as u32, Half::Last)]);
        }
        halves.sort_unstable();
        let mut strings = Vec::new();
        let mut starts = Vec::new();
        for (at, (half, _, _)) in halves.iter().enumerate() {
            if strings.last() != Some(half) {
                strings.push(*half);
                starts.push(at);
            }
        }
        starts.push(halves.len());
        let side = |&(half, phrase, side): &(&str, u32, Half)| {
            let text = phrases[phrase as usize].0.as_bytes();
            let beside = match side {
                Half::First => following(&text[half.len()..]),
                Half::Last => preceding(&text[..text.len() - half.len()]),
            };
            Side { phrase, half: side, beside }
        };
        let with = halves.iter().map(side).collect();
        let halves = Strings::of(strings.into_iter()).expect("phrases are less than 4 GiB");
        Self { phrases, halves, with, starts, known }
    }

    /// Calls `found` with every place of `text` that has a phrase nearly, by place.
    ///
    /// Cost: one walk, and a comparison for each phrase that a place has half of.
    pub(crate) fn near(&self, text: &str, mut found: impl FnMut(Near<'_>)) {
        for longest in self.halves.places(text) {
            for half in self.halves.inside(longest) {
                let number = half.number as usize;
                let ahead = preceding(&text.as_bytes()[..half.start]);
                let behind = following(&text.as_bytes()[half.end..]);
                for side in &self.with[self.starts[number]..self.starts[number + 1]] {
                    // With one slip, of two characters one is there, in its place or the other's.
                    let beside = if side.half == Half::First { behind } else { ahead };
                    if !side.beside.iter().any(|c| beside.contains(c)) {
                        continue;
                    }
                    let (phrase, steady) = &self.phrases[side.phrase as usize];
                    let near = match side.half {
                        Half::First => after(text, half.start, half.end, phrase)
                            .or_else(|| moved(text, half.start, phrase)),
                        Half::Last => before(text, half.start, half.end, phrase)
                            .or_else(|| moved(text, half.end.checked_sub(phrase.len())?, phrase)),
                    };
                    let near = near.map(|near| Near { steady: *steady, ..near });
                    if let Some(near) = near.filter(|near| !self.known.contains(&hash(near.span.slice(text))))
                    {
                        found(near);
                    }
                }
            }
        }
    }
}

fn hash(wording: &str) -> u64 {
    FxBuildHasher.hash_one(wording)
}

/// The bytes of each character of a phrase.
const WIDTH: usize = 3;
/// How many bytes stand there and should: a character for another, one missing, one too many.
const WAYS: [(usize, usize); 3] = [(WIDTH, WIDTH), (0, WIDTH), (WIDTH, 0)];

/// Compares what follows the first half of a phrase.
fn after<'p>(text: &str, start: usize, end: usize, phrase: &'p str) -> Option<Near<'p>> {
    let (rest, should) = (&text.as_bytes()[end..], &phrase.as_bytes()[end - start..]);
    let same = same(rest.iter(), should.iter());
    let (rest, should) = (&rest[same..], &should[same..]);
    let begins = |&&(is, ought): &&(usize, usize)| {
        rest.get(is..).is_some_and(|rest| rest.starts_with(&should[ought..]))
    };
    let &(is, ought) = WAYS.iter().filter(|_| !should.is_empty()).find(begins)?;
    let (at, tail) = (end + same, should.len() - ought);
    let whole = text.is_char_boundary(at + is) && (tail > 0 || is == ought);
    whole.then(|| Near {
        span: Span::new(start, at + is + tail),
        differing: Span::new(at, at + is),
        should: &phrase[phrase.len() - should.len()..][..ought],
        phrase,
        steady: false,
    })
}

/// Compares what stands before the last half of a phrase.
fn before<'p>(text: &str, start: usize, end: usize, phrase: &'p str) -> Option<Near<'p>> {
    let (rest, should) = (&text.as_bytes()[..start], &phrase.as_bytes()[..phrase.len() - (end - start)]);
    let same = same(rest.iter().rev(), should.iter().rev());
    let (rest, should) = (&rest[..rest.len() - same], &should[..should.len() - same]);
    let ends = |&&(is, ought): &&(usize, usize)| {
        let rest = rest.len().checked_sub(is).map(|end| &rest[..end]);
        rest.is_some_and(|rest| rest.ends_with(&should[..should.len() - ought]))
    };
    let &(is, ought) = WAYS.iter().filter(|_| !should.is_empty()).find(ends)?;
    let (at, head) = (rest.len(), should.len() - ought);
    let whole = text.is_char_boundary(at - is) && (head > 0 || is == ought);
    whole.then(|| Near {
        span: Span::new(at - is - head, end),
        differing: Span::new(at - is, at),
        should: &phrase[head..head + ought],
        phrase,
        steady: false,
    })
}

/// Compares a phrase of which one character has another place: 特色解决问题正确的道路.
fn moved<'p>(text: &str, start: usize, phrase: &'p str) -> Option<Near<'p>> {
    let (is, should) = (text.as_bytes().get(start..start + phrase.len())?, phrase.as_bytes());
    let head = same(is.iter(), should.iter());
    let end = is.len() - same(is[head..].iter().rev(), should[head..].iter().rev());
    let middle = head..end;
    let (is, ought) = (&is[middle.clone()], &should[middle.clone()]);
    let turned = is.len() > WIDTH
        && (is[WIDTH..] == ought[..ought.len() - WIDTH] && is[..WIDTH] == ought[ought.len() - WIDTH..]
            || ought[WIDTH..] == is[..is.len() - WIDTH] && ought[..WIDTH] == is[is.len() - WIDTH..]);
    let span = Span::new(start, start + phrase.len());
    let differing = Span::new(start + middle.start, start + middle.end);
    turned.then(|| Near { span, differing, should: &phrase[middle], phrase, steady: false })
}

/// Returns the first two characters of a text, of three bytes each; 0 for others.
#[inline]
fn following(text: &[u8]) -> [u16; 2] {
    [0, WIDTH].map(|at| text.get(at..at + WIDTH).map_or(0, code))
}

/// Returns the last two, the last first.
#[inline]
fn preceding(text: &[u8]) -> [u16; 2] {
    [WIDTH, 2 * WIDTH].map(|back| text.len().checked_sub(back).map_or(0, |at| code(&text[at..at + WIDTH])))
}

/// Returns a number for three bytes: for a character of three its code.
#[inline]
fn code(bytes: &[u8]) -> u16 {
    u16::from(bytes[0] & 0xF) << 12 | u16::from(bytes[1] & 0x3F) << 6 | u16::from(bytes[2] & 0x3F)
}

/// Returns how many bytes are the same, of whole characters of a phrase.
#[inline]
fn same<'t>(text: impl Iterator<Item = &'t u8>, phrase: impl Iterator<Item = &'t u8>) -> usize {
    let same = text.zip(phrase).take_while(|(is, should)| is == should).count();
    same - same % WIDTH
}

#[cfg(test)]
mod tests {
    use super::Wordings;
    use gongwen_lexicon::Lexicon;

    #[test]
    fn one_character_is_changed_missing_or_too_much() {
        let (lexicon, wordings) = (Lexicon::builtin(), Wordings::default());
        let near = |text: &str| {
            let mut found = Vec::new();
            wordings.index(&lexicon).near(text, |near| {
                found.push((near.differing.slice(text).to_owned(), near.should.to_owned()));
            });
            found.sort_unstable();
            found.dedup();
            found
        };
        let pair = |is: &str, should: &str| vec![(is.to_owned(), should.to_owned())];
        assert_eq!(near("坚持整体国家安全观。"), pair("整", "总"));
        assert_eq!(near("完善中国特色现代化企业制度。"), pair("化", ""));
        assert_eq!(near("“两个确立”的决定意义"), pair("", "性"));
        assert_eq!(near("坚持总体国家安全观。"), []);
    }
}
