//! A document as phrases see it: a sequence of words, known wordings, other things and breaks.
//!
//! What a lexicon has is one unit and never part of a phrase, so no phrase repeats or contains it. Numerals are no words
//! either: labels are found by their own rules. Punctuation and line ends break; a digit or Latin word only stands beside.

use std::sync::Arc;

use gongwen_lexicon::{Entry, Form, Lexicon, LexiconHit, Matcher, Semantics};
use gongwen_segment::{Mode, Scratch, Segmenter, WordId};
use gongwen_text::{Reading, Span, is_han};

use super::Edge;
use crate::Error;

/// One unit of a document; equal units are equal numbers, whichever thread made them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Unit(u32);

/// A short form of a name with fewer bytes may be parts of two words.
const SURE: usize = "三个字".len();

/// Units from here on are no words.
const NO_WORD: u32 = 1 << 31;

impl Unit {
    /// Punctuation, a line end, the edge of the text.
    pub const BREAK: Self = Self(u32::MAX);
    /// A numeral, a number, a Latin word.
    pub const OTHER: Self = Self(u32::MAX - 1);

    /// Returns the number of a word that may be part of a phrase, below 2³¹.
    #[must_use]
    pub const fn word(self) -> Option<u32> {
        if self.0 < NO_WORD { Some(self.0) } else { None }
    }

    /// Returns the unit as a number that stands for it alone.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Returns the unit of the word with this number.
    ///
    /// # Panics
    ///
    /// When `number` is 2³¹ or more, which no word has.
    #[must_use]
    pub const fn of_word(number: u32) -> Self {
        assert!(number < NO_WORD, "words have numbers below 2^31");
        Self(number)
    }
}

/// Cuts readings into units. Built once, used from any number of threads.
pub struct Units<'s> {
    segmenter: &'s Segmenter,
    matcher: Matcher,
    lexicon: Arc<Lexicon>,
    /// By word of the dictionary.
    roles: Vec<Role>,
}

/// What a word of the dictionary is to phrases.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Word(Edge),
    Other,
    Break,
}

impl<'s> Units<'s> {
    /// Prepares the words of `segmenter` and all entries of `lexicon`, names included.
    ///
    /// Cost: one look at every word of the dictionary.
    ///
    /// # Errors
    ///
    /// When the lexicon holds more text than the matching engine takes.
    pub fn new(segmenter: &'s Segmenter, lexicon: Arc<Lexicon>) -> Result<Self, Error> {
        let matcher = Matcher::compile_selected(&lexicon, Semantics::LeftmostLongest, |_| true)?;
        let roles = (0..segmenter.word_count() as u32).map(|id| {
            let id = WordId(id);
            let word = segmenter.word(id).unwrap_or_default();
            role(word, segmenter.tag(id, word))
        });
        Ok(Self { roles: roles.collect(), segmenter, matcher, lexicon })
    }

    /// Calls `each` with every unit of a reading and where it stands (bytes of the reading), in order. The edges of the text are breaks that
    /// are not named. Cost: that of segmentation.
    pub fn each(&self, reading: &Reading<'_>, scratch: &mut Scratch, mut each: impl FnMut(Unit, Span)) {
        let text = reading.as_str();
        let known = self.matcher.find_iter(text).filter(|hit| self.is_certain(hit));
        let mut known: Vec<(Span, u32)> = known.map(|hit| (hit.span, hit.entry.0)).collect();
        known.dedup_by_key(|(span, _)| *span);
        let spans: Vec<Span> = known.iter().map(|(span, _)| *span).collect();
        let mut known = known.into_iter().peekable();
        for token in self.segmenter.segment(text, Mode::Dictionary, &spans, scratch).iter() {
            while known.next_if(|(span, _)| span.end <= token.span.start).is_some() {}
            let unit = match known.peek() {
                Some(&(span, entry)) if span == token.span => Unit(NO_WORD | entry),
                _ => self.unit(token.id, token.text),
            };
            each(unit, token.span);
        }
    }

    /// Says whether a hit of the lexicon is one whatever stands beside it: 人大 is not in 本人大力支持.
    fn is_certain(&self, hit: &LexiconHit) -> bool {
        let is_short = hit.form == Form::Variant && hit.span.len() < SURE;
        hit.form != Form::Wrong && !(is_short && matches!(self.lexicon.entry(hit.entry), Entry::Name(_)))
    }

    fn unit(&self, id: WordId, text: &str) -> Unit {
        let role = id.index().and_then(|index| self.roles.get(index)).copied();
        match (role, single(text)) {
            (Some(Role::Word(_)), _) => Unit(id.0),
            (Some(Role::Other), _) => Unit::OTHER,
            (Some(Role::Break), _) => Unit::BREAK,
            (None, Some(c)) if is_han(c) => match role_of_character(c) {
                Role::Word(_) => Unit(self.roles.len() as u32 + c as u32),
                _ => Unit::OTHER,
            },
            (None, _) if text.contains(char::is_alphanumeric) => Unit::OTHER,
            (None, _) => Unit::BREAK,
        }
    }

    /// Returns where in a phrase the word with this number may stand.
    #[must_use]
    pub fn edge(&self, word: u32) -> Edge {
        let role = match self.roles.get(word as usize) {
            Some(role) => *role,
            None => self.character(word).map_or(Role::Other, role_of_character),
        };
        match role {
            Role::Word(edge) => edge,
            Role::Other | Role::Break => Edge { begins: false, ends: false },
        }
    }

    /// Appends the word with this number.
    pub fn write(&self, word: u32, out: &mut String) {
        match self.character(word) {
            Some(c) => out.push(c),
            None => out.push_str(self.segmenter.word(WordId(word)).unwrap_or_default()),
        }
    }

    /// Says whether a string is one word of the dictionary.
    #[must_use]
    pub fn is_word(&self, string: &str) -> bool {
        self.segmenter.id(string) != WordId::UNKNOWN
    }

    /// Returns the lexicon whose entries are units.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn character(&self, word: u32) -> Option<char> {
        word.checked_sub(self.roles.len() as u32).and_then(char::from_u32)
    }
}

impl std::fmt::Debug for Units<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Units").field("words", &self.roles.len()).finish_non_exhaustive()
    }
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn role(word: &str, tag: &str) -> Role {
    if word.chars().all(is_han) && !word.is_empty() {
        // 一批, 两个, 许多: jieba's numerals. Ordinary words that only contain a numeral (一体化, 统一) have other tags.
        if tag.starts_with('m') || single(word).is_some_and(crate::numeral::is_han_numeral) {
            Role::Other
        } else {
            Role::Word(Edge::of(word, tag))
        }
    } else if word.contains(char::is_alphanumeric) {
        Role::Other
    } else {
        Role::Break
    }
}

fn role_of_character(c: char) -> Role {
    let mut bytes = [0; 4];
    role(c.encode_utf8(&mut bytes), "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_lexicon::LexiconFile;

    #[test]
    fn known_wordings_numerals_and_marks_are_no_words() {
        let segmenter = Segmenter::new();
        let file = LexiconFile::parse_short("unit.tsv", "高质量发展\n").unwrap();
        let lexicon = Arc::new(Lexicon::merge(vec![file]).unwrap());
        let units = Units::new(&segmenter, lexicon).unwrap();
        let reading = Reading::of("推动高质量发展，三个AI社区\n龘");
        let mut seen = Vec::new();
        units.each(&reading, &mut Scratch::default(), |unit, span| {
            let mut text = String::new();
            match unit {
                Unit::BREAK => text.push('|'),
                Unit::OTHER => text.push('?'),
                unit => match unit.word() {
                    Some(word) => units.write(word, &mut text),
                    None => text.push('!'),
                },
            }
            seen.push((text, span.slice(reading.as_str())));
        });
        let seen: Vec<(&str, &str)> = seen.iter().map(|(text, span)| (text.as_str(), *span)).collect();
        assert_eq!(
            seen,
            [
                ("推动", "推动"),
                ("!", "高质量发展"),
                ("|", "，"),
                ("?", "三个"),
                ("?", "AI"),
                ("社区", "社区"),
                ("|", "\n"),
                ("龘", "龘"),
            ]
        );
        assert_eq!(units.edge(segmenter.id("的").0), Edge { begins: false, ends: false });
        assert_eq!(units.edge(segmenter.id("社区").0), Edge { begins: true, ends: true });
        assert_eq!(Unit::of_word(7).word(), Some(7));
    }
}
