//! A document as it goes into a corpus: cut, with its sentences, blanks, formulas and the map back to its source.
//!
//! Made by any thread; nothing in it depends on other documents.

use gongwen_segment::{Segmenter, Tokens, WordId};
use gongwen_text::{Reading, Span, is_closing, is_sentence_end};
use std::collections::BTreeMap;

/// What is known about a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Its id: the path as given, with the row behind `#` for files of many documents.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Date, ISO 8601, as precise as known.
    pub date: Option<String>,
    /// Issuing organ.
    pub issuer: Option<String>,
    /// Document number.
    pub number: Option<String>,
    /// Genre.
    pub genre: Option<String>,
    /// Further columns.
    pub extra: BTreeMap<String, String>,
    /// The hash of its source text.
    pub digest: [u8; 32],
}

/// A formula found in a document.
#[derive(Clone, Copy, Debug)]
pub struct FormulaHit<'a> {
    /// Which formula.
    pub key: crate::FormulaKey<'a>,
    /// Where it stands in the reading, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Where a stretch of text lies among tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The first token that it touches.
    pub(crate) token: u32,
    /// How many it touches.
    pub(crate) tokens: u32,
    /// Characters of the first token that stand before it.
    pub(crate) skip: u16,
    /// Characters of the last token that stand behind it.
    pub(crate) drop: u16,
}

impl Place {
    /// Returns the place of a whole token.
    pub(crate) const fn of_token(token: u32) -> Self {
        Place { token, tokens: 1, skip: 0, drop: 0 }
    }
}

/// A place at which the reading is shorter or longer than the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    /// Characters of the reading up to here.
    pub(crate) at: u32,
    /// How many characters more the source has from here on.
    pub(crate) by: i32,
    /// Whether something was taken out here, so that what ends here ends before it in the source.
    pub(crate) is_cut: bool,
}

/// A document cut and ready to be added.
#[derive(Debug, Default)]
pub struct CutDocument {
    pub(crate) info: DocumentInfo,
    pub(crate) ids: Vec<WordId>,
    strange: String,
    strange_ends: Vec<u32>,
    /// The tokens that begin a sentence.
    pub(crate) sentences: Vec<u32>,
    /// Blank text before tokens, and where it ends in `gap_text`; the token after the last is the end of the document.
    gaps: Vec<(u32, u32)>,
    gap_text: String,
    pub(crate) shifts: Vec<Shift>,
    pub(crate) hits: Vec<(OwnedKey, Place)>,
}

/// A formula's key that outlives the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct OwnedKey {
    pub(crate) canonical: String,
    pub(crate) id: Option<String>,
    pub(crate) class: String,
    pub(crate) kind: String,
    pub(crate) level: String,
}

impl OwnedKey {
    fn of(key: &crate::FormulaKey<'_>) -> Self {
        OwnedKey {
            canonical: key.canonical.to_string(),
            id: key.id.map(str::to_string),
            class: key.class.to_string(),
            kind: key.kind.to_string(),
            level: key.level.to_string(),
        }
    }
}

impl CutDocument {
    /// Returns the document's id.
    pub fn id(&self) -> &str {
        &self.info.id
    }

    /// Returns the blanks: the token before which each stands, and its text.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut from = 0;
        self.gaps.iter().map(move |&(token, to)| {
            let text = &self.gap_text[from..to as usize];
            from = to as usize;
            (token, text)
        })
    }

    /// Returns the texts of the tokens without id.
    pub(crate) fn strange(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = std::iter::once(0).chain(self.strange_ends.iter().copied());
        starts.zip(&self.strange_ends).map(|(start, &end)| &self.strange[start as usize..end as usize])
    }
}

/// What a token means for sentences, asked once a word.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    NotAsked,
    /// Neither blank nor a mark that ends sentences or closes.
    Plain,
    /// Blanks, line ends included.
    Blank,
    /// One full-width mark that ends a sentence.
    End,
    /// One closing mark.
    Closing,
    /// Anything else with such a mark in it.
    Other,
}

/// Cuts documents for a corpus; one a thread.
pub struct Cutter<'s> {
    segmenter: &'s Segmenter,
    /// Ids below are those of the embedded dictionary, whose words are all plain.
    plain: usize,
    /// By id from there on.
    kinds: Vec<Kind>,
}

impl<'s> Cutter<'s> {
    /// Returns a cutter for what `segmenter` cuts. Cost: a byte a word of the user.
    pub fn new(segmenter: &'s Segmenter) -> Self {
        let plain = segmenter.dictionary_count();
        Cutter { segmenter, plain, kinds: vec![Kind::default(); segmenter.word_count() - plain] }
    }

    /// Returns a document cut: `tokens` are those of the reading in a mode that tiles the text, `hits` the formulas in it in the
    /// order of the text. Cost: `O(tokens + edits + hits)`.
    pub fn cut(
        &mut self,
        info: DocumentInfo,
        reading: &Reading<'_>,
        tokens: Tokens<'_, '_>,
        hits: &[FormulaHit<'_>],
    ) -> CutDocument {
        let mut cut = CutDocument { info, ..CutDocument::default() };
        cut.ids.reserve(tokens.len());
        let mut sentences = Sentences::default();
        let mut gap_from = None;
        for (index, id) in tokens.ids().enumerate() {
            let text = || tokens.get(index).map_or("", |token| token.text);
            let kind = self.kind(id, text);
            // Most tokens are plain words amid a sentence.
            if sentences.is_inside() && gap_from.is_none() && kind == Kind::Plain && id != WordId::UNKNOWN {
                cut.ids.push(id);
                continue;
            }
            if sentences.begins_at(kind, text) {
                cut.sentences.push(cut.ids.len() as u32);
            }
            if kind == Kind::Blank {
                gap_from.get_or_insert(index);
                continue;
            }
            if let Some(from) = gap_from.take() {
                cut.gap(&tokens, from, index);
            }
            if id == WordId::UNKNOWN {
                cut.strange.push_str(text());
                cut.strange_ends.push(cut.strange.len() as u32);
            }
            cut.ids.push(id);
        }
        if let Some(from) = gap_from {
            cut.gap(&tokens, from, tokens.len());
        }
        cut.shifts = shifts(reading);
        cut.hits = hits
            .iter()
            .zip(places(tokens, reading.as_str(), hits))
            .filter_map(|(hit, place)| Some((OwnedKey::of(&hit.key), place?)))
            .collect();
        cut
    }

    /// Returns what a token is for sentences.
    #[inline(always)]
    fn kind<'t>(&mut self, id: WordId, text: impl Fn() -> &'t str) -> Kind {
        let Some(index) = (id.0 as usize).checked_sub(self.plain) else { return Kind::Plain };
        match self.kinds.get_mut(index) {
            None => kind_of(text()),
            Some(kind) => {
                if *kind == Kind::NotAsked {
                    *kind = kind_of(text());
                }
                *kind
            }
        }
    }

    /// Returns the tokenizer.
    pub fn segmenter(&self) -> &'s Segmenter {
        self.segmenter
    }
}

impl CutDocument {
    fn gap(&mut self, tokens: &Tokens<'_, '_>, from: usize, to: usize) {
        (from..to).filter_map(|index| tokens.get(index)).for_each(|token| self.gap_text.push_str(token.text));
        self.gaps.push((self.ids.len() as u32, self.gap_text.len() as u32));
    }
}

fn kind_of(token: &str) -> Kind {
    // Numbers and Latin words are nearly all that no dictionary has.
    if token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Kind::Plain;
    }
    let mut chars = token.chars();
    match (chars.next(), chars.next()) {
        _ if token.trim().is_empty() => Kind::Blank,
        (Some(c), None) if is_sentence_end(c) && !c.is_ascii() => Kind::End,
        (Some(c), None) if is_closing(c) => Kind::Closing,
        _ if token.contains(|c| is_sentence_end(c) || is_closing(c) || c == '\n') => Kind::Other,
        _ => Kind::Plain,
    }
}

/// Where sentences begin, as `gongwen_text::sentences` says, seen from token to token.
struct Sentences {
    /// An end was seen, and what follows decides.
    ended: bool,
    /// The last character ends a sentence unless it stands inside Latin text or a number.
    ascii_end: bool,
    /// The next token that is not blank begins a sentence.
    due: bool,
}

impl Default for Sentences {
    fn default() -> Self {
        Sentences { ended: false, ascii_end: false, due: true }
    }
}

impl Sentences {
    /// Returns whether a token without marks changes nothing.
    #[inline(always)]
    const fn is_inside(&self) -> bool {
        !(self.ended | self.ascii_end | self.due)
    }

    /// Goes on by a token; returns whether a sentence begins at it.
    #[inline]
    fn begins_at<'t>(&mut self, kind: Kind, text: impl Fn() -> &'t str) -> bool {
        if kind == Kind::Plain && !(self.ended || self.ascii_end) {
            return std::mem::take(&mut self.due);
        }
        let text = text();
        // A break before the first character is a break before the token; one inside it shows at the next.
        let mut chars = text.chars();
        let first = chars.next();
        self.step(first);
        let begins = kind != Kind::Blank && std::mem::take(&mut self.due);
        self.enter(first);
        for c in chars {
            self.step(Some(c));
            self.enter(Some(c));
        }
        begins
    }

    /// Decides between the character before and the next one.
    fn step(&mut self, next: Option<char>) {
        let Some(next) = next else { return };
        if std::mem::take(&mut self.ascii_end) && !next.is_ascii_graphic() {
            self.ended = true;
        }
        let goes_on = is_closing(next) || (is_sentence_end(next) && !next.is_ascii());
        if self.ended && !goes_on {
            self.ended = false;
            self.due = true;
        }
    }

    fn enter(&mut self, c: Option<char>) {
        let Some(c) = c else { return };
        if c == '\n' {
            self.ended = false;
            self.due = true;
        } else if is_sentence_end(c) {
            if c.is_ascii() { self.ascii_end = true } else { self.ended = true }
        }
    }
}

fn shifts(reading: &Reading<'_>) -> Vec<Shift> {
    let mut shifts = Vec::new();
    let text = reading.as_str();
    let (mut byte, mut at) = (0, 0);
    for edit in reading.edits() {
        let there = edit.source.slice(reading.source()).chars().count();
        let here = edit.reading.slice(text).chars().count();
        if there != here {
            at += text[byte..edit.reading.end].chars().count();
            byte = edit.reading.end;
            shifts.push(Shift { at: at as u32, by: there as i32 - here as i32, is_cut: here == 0 });
        }
    }
    shifts
}

/// Returns where hits lie among the tokens that are not blank; `None` for one that touches none of them.
fn places(tokens: Tokens<'_, '_>, text: &str, hits: &[FormulaHit<'_>]) -> Vec<Option<Place>> {
    if hits.is_empty() {
        return Vec::new();
    }
    let solid: Vec<Span> =
        tokens.iter().filter(|token| !token.text.trim().is_empty()).map(|token| token.span).collect();
    let characters =
        |from: usize, to: usize| text.get(from..to).map_or(0, |part| part.chars().count()) as u16;
    let place = |hit: &FormulaHit<'_>| {
        let first = solid.partition_point(|token| token.end <= hit.start);
        let behind = solid.partition_point(|token| token.start < hit.end);
        let (head, tail) = (solid.get(first)?, solid.get(behind.checked_sub(1)?)?);
        (first < behind).then(|| Place {
            token: first as u32,
            tokens: (behind - first) as u32,
            skip: characters(head.start, hit.start),
            drop: characters(hit.end, tail.end),
        })
    };
    hits.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_segment::{Mode, Scratch};
    use gongwen_text::sentences;
    use proptest::prelude::*;

    #[test]
    fn words_of_the_dictionary_are_plain() {
        let segmenter = Segmenter::new();
        let ids = (0..segmenter.dictionary_count() as u32).map(WordId);
        let words: Vec<&str> = ids.filter_map(|id| segmenter.word(id)).collect();
        assert!(words.len() > 300_000);
        let special: Vec<&&str> = words.iter().filter(|word| kind_of(word) != Kind::Plain).collect();
        assert!(special.is_empty(), "{special:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sentences_begin_where_the_text_says(text in "(?s)[党建设的。，！？!?”“）（1a:, \n\u{3000}…]{0,60}") {
            let segmenter = Segmenter::new();
            let mut scratch = Scratch::default();
            let reading = Reading::verbatim(&text);
            let tokens = segmenter.segment(&text, Mode::Dictionary, &[], &mut scratch);
            let cut = Cutter::new(&segmenter).cut(DocumentInfo::default(), &reading, tokens, &[]);
            let solid: Vec<_> = tokens.iter().filter(|token| !token.text.trim().is_empty()).collect();
            let starts: Vec<usize> = cut.sentences.iter().map(|&token| solid[token as usize].span.start).collect();
            // A sentence that begins inside a token is seen at the next one, where that is not yet another sentence.
            let expected: Vec<usize> = sentences(&text).map(|span| span.start).collect();
            let mut seen: Vec<usize> = expected
                .iter()
                .filter_map(|&start| solid.iter().map(|token| token.span.start).find(|&at| at >= start))
                .collect();
            seen.dedup();
            prop_assert_eq!(starts, seen);
        }
    }
}
