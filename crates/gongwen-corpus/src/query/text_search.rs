//! Strings of characters, wherever words begin and end.
//!
//! The text is not kept, so it cannot be searched; but a string that stands in it begins inside some word. All words are searched
//! once, in one string: those that hold the whole string give matches wherever they stand, and those that end with a beginning
//! of it give candidates, for which the words that follow are compared. Nothing is missed, and only the places of words that
//! may begin the string are looked at.

use super::matches::{Match, is_inside};
use crate::store::{Corpus, Part, Place, Vocabulary};
use memchr::memmem;

/// Finds a string; occurrences do not overlap, the first one counts. A match does not go over a blank of the text unless the string has
/// one there, whichever it is.
pub(super) fn find_text(corpus: &Corpus, text: &str) -> Vec<Match> {
    let sought = Sought::new(text);
    if sought.text.is_empty() {
        return Vec::new();
    }
    let words = corpus.vocabulary();
    let (whole, heads) = sought.words(words);
    let mut found = Vec::new();
    let mut positions = Vec::new();
    for (number, part) in (0..).zip(corpus.parts()) {
        let first = found.len();
        for &(id, skip, drop) in &whole {
            positions.clear();
            part.segment.positions(id, &mut positions);
            let place = |&token: &u32| Place { token, tokens: 1, skip, drop };
            found.extend(positions.iter().map(|token| Match { part: number, place: place(token) }));
        }
        for &(id, skip, from) in &heads {
            positions.clear();
            part.segment.positions(id, &mut positions);
            let goes_on = |&token: &u32| {
                sought
                    .follow(words, part, token, from)
                    .map(|(tokens, drop)| Match { part: number, place: Place { token, tokens, skip, drop } })
            };
            found.extend(positions.iter().filter_map(goes_on));
        }
        found[first..].sort_unstable();
        if !sought.blanks.is_empty() || found[first..].iter().any(|found| found.place.tokens > 1) {
            let mut kept = first;
            for at in first..found.len() {
                if sought.has_its_blanks(words, part, &found[at].place) {
                    found[kept] = found[at];
                    kept += 1;
                }
            }
            found.truncate(kept);
        }
    }
    let characters = words.characters();
    let mut reached = None;
    found.retain(|found| {
        let last = found.place.token + found.place.tokens - 1;
        let column = corpus.parts()[found.part as usize].segment.column();
        let end = characters.get(column.at(last as usize) as usize).copied().unwrap_or(0) - found.place.drop;
        let is_free =
            reached.is_none_or(|reached| (found.part, found.place.token, found.place.skip) >= reached);
        if is_free {
            reached = Some((found.part, last, end));
        }
        is_free
    });
    found
}

/// A string without its blanks, and where they were: after how many bytes.
struct Sought {
    text: String,
    blanks: Vec<usize>,
}

impl Sought {
    fn new(text: &str) -> Self {
        let mut sought = Sought { text: String::new(), blanks: Vec::new() };
        for part in text.split_whitespace() {
            if !sought.text.is_empty() {
                sought.blanks.push(sought.text.len());
            }
            sought.text.push_str(part);
        }
        sought
    }

    /// Returns the words that hold the string, with the characters before and behind it, and those that end with a beginning of it,
    /// with the characters before it and the bytes of it that they hold.
    #[expect(clippy::type_complexity, reason = "two lists that are unpacked at once")]
    fn words(&self, words: &Vocabulary) -> (Vec<(u32, u16, u16)>, Vec<(u32, u16, usize)>) {
        let count = |text: &str| u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        let whole = occurrences(words, &self.text)
            .map(|(id, at)| {
                let word = words.word(id);
                (id, count(&word[..at]), count(&word[at + self.text.len()..]))
            })
            .collect();
        let beginnings = self.text.char_indices().map(|(end, _)| end).skip(1);
        let heads = beginnings
            .flat_map(|end| {
                let ends_so = move |&(id, at): &(u32, usize)| at + end == words.word(id).len();
                occurrences(words, &self.text[..end]).filter(ends_so).map(move |(id, at)| (id, at, end))
            })
            .map(|(id, at, end)| (id, count(&words.word(id)[..at]), end))
            .collect();
        (whole, heads)
    }

    /// Goes on behind a token that holds the first `from` bytes; returns the tokens of the match and the characters of the last one
    /// behind it.
    #[inline]
    fn follow(&self, words: &Vocabulary, part: &Part, token: u32, from: usize) -> Option<(u32, u16)> {
        let column = part.segment.column();
        let mut rest = &self.text[from..];
        for tokens in 2.. {
            let id = column.at((token + tokens - 1) as usize);
            let word = words.word(id);
            if !is_inside(id) || word.is_empty() {
                return None;
            }
            if let Some(behind) = word.strip_prefix(rest) {
                return Some((tokens, behind.chars().count() as u16));
            }
            rest = rest.strip_prefix(word)?;
        }
        None
    }

    /// Returns whether blanks stand in a match exactly where the string has them.
    fn has_its_blanks(&self, words: &Vocabulary, part: &Part, place: &Place) -> bool {
        let mut wanted = self.blanks.iter().copied();
        let column = part.segment.column();
        let first = words.word(column.at(place.token as usize));
        let skipped = first.char_indices().nth(usize::from(place.skip)).map_or(first.len(), |(at, _)| at);
        let mut reached = first.len() - skipped;
        for token in place.token + 1..place.token + place.tokens {
            if part.blanks().is_before(token) && wanted.next() != Some(reached) {
                return false;
            }
            reached += words.word(column.at(token as usize)).len();
        }
        wanted.next().is_none()
    }
}

/// Returns the words in which a text occurs, with the byte at which it does.
fn occurrences<'v>(words: &'v Vocabulary, text: &str) -> impl Iterator<Item = (u32, usize)> + use<'v> {
    let length = text.len();
    let finder = memmem::Finder::new(text).into_owned();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at + finder.find(words.text().as_bytes().get(at..)?)?;
            let id = words.id_at(found);
            let start = words.start(id);
            // The next one may begin at the next character; inside a character there is none.
            at = found + 1;
            if found + length <= start + words.word(id).len() {
                return Some((id, found - start));
            }
        }
    })
}
