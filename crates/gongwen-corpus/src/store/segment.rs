//! A part of a corpus: its tokens in order, where each word stands, and what lies between tokens.
//!
//! | section | holds |
//! |---|---|
//! | `head` | tokens, width of the column, words known, characters |
//! | `tokens` | the number of each word, in a column of fixed width; [`BOUNDARY`] before each document and at the end |
//! | `words` | for each word one number: its only position, or where its positions start in `places` |
//! | `places` | the positions of each word, packed |
//! | `marks` | the positions of sentences, of blanks, and of the formulas, packed |
//! | `offsets` | at every 256th token the characters of its document before it |
//! | `blanks`, `kinds` | which text each blank is |
//! | `edits`, `edited` | where the source of a document is longer or shorter than the reading |
//! | `hits` | formulas: which, how many tokens, how much of the first and last is not theirs |
//! | `digests` | the hash of each document's source |

use super::cut::{CutDocument, Place, Shift};
use super::packing::{
    Column, count_positions, pack_column, pack_positions, put_varint, unpack_positions, varint, width_for,
};
use super::sections::{SectionWriter, Sections};
use super::vocabulary::{BOUNDARY, Growing, Vocabulary};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The bit that says that a word's number is its only position.
const ALONE: u32 = 1 << 31;
/// The number of a word that does not come.
const ABSENT: u32 = u32::MAX;
/// Tokens between two entries of `offsets`.
const STRIDE: usize = 256;
/// The most tokens of a part: enough for a large corpus in few parts, few enough that building one stays small.
pub(crate) const MOST_TOKENS: usize = 1 << 24;

/// A part that grows.
#[derive(Default)]
pub(crate) struct GrowingSegment {
    pub(crate) tokens: Vec<u32>,
    starts: Vec<u32>,
    sentences: Vec<u32>,
    blanks: Vec<u32>,
    kinds: Vec<u32>,
    kind_names: Vec<(String, u32)>,
    kind_numbers: FxHashMap<String, u32>,
    /// How often each word comes.
    counts: Vec<u32>,
    /// At every [`STRIDE`]th token the characters of its document before it.
    offsets: Vec<u32>,
    edits: Vec<u8>,
    edited: Vec<u32>,
    hits: Vec<(u32, Place)>,
    digests: Vec<u8>,
}

impl GrowingSegment {
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns a part as it was before it was written, so that more can be added.
    pub(crate) fn reopen(old: &Segment) -> Self {
        let column = old.column();
        let documents = old.documents();
        let mut part = GrowingSegment {
            tokens: (0..old.length() - 1).map(|index| column.at(index)).collect(),
            starts: old.boundaries()[..documents].to_vec(),
            sentences: old.sentences(),
            hits: old.hits(),
            digests: old.digests().as_flattened().to_vec(),
            offsets: old.file.numbers("offsets"),
            ..GrowingSegment::default()
        };
        // The boundary at the end is not there yet.
        part.offsets.truncate(part.tokens.len().div_ceil(STRIDE));
        for &token in &part.tokens {
            count(&mut part.counts, token);
        }
        let blanks = old.blanks();
        (part.blanks, part.kinds, part.kind_names) = (blanks.tokens, blanks.kinds, blanks.names);
        part.kind_numbers = part.kind_names.iter().map(|(name, _)| name.clone()).zip(0..).collect();
        for document in 0..documents {
            part.edit(&old.shifts(document));
        }
        part
    }

    /// Adds a document; `keys` are the numbers of its formulas. Returns how many characters it has.
    pub(crate) fn add(&mut self, document: &CutDocument, keys: &[u32], words: &mut Growing<'_>) -> u64 {
        let start = self.tokens.len() as u32;
        self.starts.push(start);
        self.tokens.push(BOUNDARY);
        words.number(&document.ids, document.strange(), &mut self.tokens);
        let first = start + 1;
        self.sentences.extend(document.sentences.iter().map(|token| first + token));
        let from = self.blanks.len();
        for (token, text) in document.gaps() {
            self.blanks.push(first + token);
            let kind = self.kind(text);
            self.kinds.push(kind);
        }
        let characters = self.measure(start, from, words.lengths());
        self.edit(&document.shifts);
        let hits = keys.iter().zip(&document.hits);
        self.hits
            .extend(hits.map(|(&key, &(_, place))| (key, Place { token: first + place.token, ..place })));
        self.digests.extend(document.info.digest);
        characters
    }

    /// Returns the number of a blank.
    fn kind(&mut self, text: &str) -> u32 {
        if let Some(&kind) = self.kind_numbers.get(text) {
            return kind;
        }
        let kind = self.kind_names.len() as u32;
        self.kind_names.push((text.to_owned(), text.chars().count() as u32));
        self.kind_numbers.insert(text.to_owned(), kind);
        kind
    }

    /// Counts the words of the document that begins at a token, and its characters, which it returns.
    fn measure(&mut self, start: u32, blank: usize, lengths: &[u16]) -> u64 {
        self.counts.resize(self.counts.len().max(lengths.len()), 0);
        let mut blanks = self.blanks[blank..].iter().zip(&self.kinds[blank..]);
        let mut next = blanks.next();
        let mut characters = 0_u32;
        let mut index = start;
        // From blank to blank, and from one entry of the offsets to the next, there is nothing to ask.
        let end = self.tokens.len() as u32;
        while index < end {
            while let Some((_, &kind)) = next.filter(|(before, _)| **before <= index) {
                characters += self.kind_names[kind as usize].1;
                next = blanks.next();
            }
            if (index as usize).is_multiple_of(STRIDE) {
                self.offsets.push(if index == start { 0 } else { characters });
            }
            let stride = (index / STRIDE as u32 + 1) * STRIDE as u32;
            let to = next.map_or(end, |(&before, _)| before).min(stride).min(end);
            for &token in &self.tokens[index as usize..to as usize] {
                self.counts[token as usize] += 1;
                characters += u32::from(lengths[token as usize]);
            }
            index = to;
        }
        characters +=
            next.into_iter().chain(blanks).map(|(_, &kind)| self.kind_names[kind as usize].1).sum::<u32>();
        characters.into()
    }

    fn edit(&mut self, shifts: &[Shift]) {
        self.edited.push(self.edits.len() as u32);
        put_varint(shifts.len() as u64, &mut self.edits);
        let mut at = 0;
        for shift in shifts {
            put_varint((shift.at - at).into(), &mut self.edits);
            at = shift.at;
            // The sign and the kind in the two lowest bits.
            let sign = u64::from(shift.by < 0) | u64::from(shift.is_cut) << 1;
            put_varint(u64::from(shift.by.unsigned_abs()) << 2 | sign, &mut self.edits);
        }
    }

    /// Writes the part. `words` is how many numbers the vocabulary has given.
    pub(crate) fn finish(mut self, words: usize) -> Vec<u8> {
        if self.tokens.len().is_multiple_of(STRIDE) {
            self.offsets.push(0);
        }
        self.tokens.push(BOUNDARY);
        count(&mut self.counts, BOUNDARY);
        self.counts.resize(words, 0);
        let (tokens, width) = (&self.tokens, width_for(words.saturating_sub(1) as u32));
        // Five bytes a token are more than all sections take.
        let mut file = SectionWriter::with_capacity(tokens.len() * 5);
        file.numbers("head", [tokens.len() as u32, width, words as u32, self.starts.len() as u32]);
        file.section("tokens", |out| pack_column(tokens, width, out));
        file.numbers("offsets", self.offsets);
        let mut directory = Vec::new();
        file.section("places", |out| directory = postings(tokens, &self.counts, out));
        file.numbers("words", directory);
        let mut marks = Vec::new();
        let hit_tokens = ascending(&self.hits);
        let lists = [&self.sentences, &self.blanks, &hit_tokens];
        let at: Vec<u32> = lists.iter().map(|list| pack_positions(list, &mut marks) as u32).collect();
        file.numbers("marksat", at);
        file.section("marks", |out| out.extend(marks));
        let width = width_for(self.kind_names.len() as u32);
        file.numbers("kindbits", [width]);
        file.section("kinds", |out| pack_column(&self.kinds, width, out));
        file.section("blanks", |out| {
            for (name, _) in &self.kind_names {
                put_varint(name.len() as u64, out);
                out.extend(name.as_bytes());
            }
        });
        file.numbers("edited", self.edited.iter().copied());
        file.section("edits", |out| out.extend(&self.edits));
        file.section("hits", |out| {
            let mut same = self.hits.as_slice();
            while let [(_, first), ..] = same {
                let many = same.iter().take_while(|(_, place)| place.token == first.token).count();
                put_varint(many as u64, out);
                for (key, place) in &same[..many] {
                    put_varint((*key).into(), out);
                    put_varint(place.tokens.into(), out);
                    put_varint(place.skip.into(), out);
                    put_varint(place.drop.into(), out);
                }
                same = &same[many..];
            }
        });
        file.section("digests", |out| out.extend(&self.digests));
        file.finish()
    }
}

/// Returns the different first tokens of hits, which are sorted by them.
fn ascending(hits: &[(u32, Place)]) -> Vec<u32> {
    let mut tokens: Vec<u32> = hits.iter().map(|(_, place)| place.token).collect();
    tokens.dedup();
    tokens
}

fn count(counts: &mut Vec<u32>, token: u32) {
    let at = token as usize;
    if at >= counts.len() {
        counts.resize(at + 1, 0);
    }
    counts[at] += 1;
}

/// Appends the packed positions of each word; returns for each where they are. A counting sort: `O(tokens + words)`.
fn postings(tokens: &[u32], counts: &[u32], out: &mut Vec<u8>) -> Vec<u32> {
    let mut all = 0;
    let mut next: Vec<u32> = counts
        .iter()
        .map(|count| {
            all += count;
            all - count
        })
        .collect();
    let mut positions = vec![0; tokens.len()];
    for (position, &token) in (0..).zip(tokens) {
        let place = &mut next[token as usize];
        positions[*place as usize] = position;
        *place += 1;
    }
    // Every start has moved to the next one's.
    let begin = out.len();
    let mut from = 0;
    let directory = next.iter().map(|&to| {
        let list = &positions[from as usize..to as usize];
        from = to;
        match list {
            [] => ABSENT,
            [position] => ALONE | position,
            list => (pack_positions(list, out) - begin) as u32,
        }
    });
    directory.collect()
}

/// A part of a corpus.
#[derive(Debug)]
pub(crate) struct Segment {
    file: Sections,
    tokens: Range<usize>,
    places: Range<usize>,
    words: Range<usize>,
    width: u32,
    length: usize,
    /// The boundaries: one before each document and one at the end.
    boundaries: Vec<u32>,
    /// For every 256th token the document that it is in.
    document_at: Vec<u32>,
}

impl Segment {
    /// Reads a part, or says what is wrong with it.
    pub(crate) fn read(file: Sections, vocabulary: &Vocabulary) -> Result<Segment, &'static str> {
        let head = file.numbers("head");
        let [length, width, words, documents] = head[..] else { return Err("has no head") };
        let (tokens, places, words_at) = (file.range("tokens"), file.range("places"), file.range("words"));
        let segment = Segment {
            tokens,
            places,
            width,
            length: length as usize,
            boundaries: Vec::new(),
            document_at: Vec::new(),
            words: words_at,
            file,
        };
        if !segment.column().holds(segment.length) || words as usize > vocabulary.len() + 1 {
            return Err("has fewer tokens or words than its head says");
        }
        let mut boundaries = Vec::new();
        segment.positions(BOUNDARY, &mut boundaries);
        let last = boundaries.last().map(|&last| last as usize + 1);
        if boundaries.len() != documents as usize + 1
            || boundaries.first() != Some(&0)
            || last != Some(segment.length)
        {
            return Err("has other documents than its head says");
        }
        let mut document_at = Vec::with_capacity(segment.length / STRIDE + 1);
        let mut document = 0;
        for token in (0..segment.length as u32).step_by(STRIDE) {
            while boundaries.get(document + 1).is_some_and(|&next| next <= token) {
                document += 1;
            }
            document_at.push(document as u32);
        }
        Ok(Segment { boundaries, document_at, ..segment })
    }

    /// Returns the column of tokens.
    #[inline]
    pub(crate) fn column(&self) -> Column<'_> {
        Column::new(self.file.slice(&self.tokens), self.width)
    }

    /// Returns the number of tokens, boundaries included.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Returns the number of documents.
    pub(crate) fn documents(&self) -> usize {
        self.boundaries.len() - 1
    }

    /// Returns the tokens of a document, the boundary before it left out.
    pub(crate) fn tokens_of(&self, document: usize) -> Range<u32> {
        match self.boundaries.get(document..document + 2) {
            Some(&[start, end]) => start + 1..end,
            _ => 0..0,
        }
    }

    /// Returns the boundaries: one before each document, one at the end.
    pub(crate) fn boundaries(&self) -> &[u32] {
        &self.boundaries
    }

    /// Returns the document that a token is in.
    #[inline]
    pub(crate) fn document_of(&self, token: u32) -> usize {
        self.document_from(token, 0)
    }

    /// The same from a document on that does not lie behind the token: quick where tokens ascend.
    #[inline]
    pub(crate) fn document_from(&self, token: u32, document: usize) -> usize {
        let mut document =
            document.max(self.document_at.get(token as usize / STRIDE).copied().unwrap_or(0) as usize);
        while self.boundaries.get(document + 1).is_some_and(|&next| next <= token) {
            document += 1;
        }
        document
    }

    fn entry(&self, word: u32) -> u32 {
        let words = self.file.slice(&self.words);
        let at = words.get(word as usize * 4..).and_then(|rest| rest.first_chunk::<4>());
        at.map_or(ABSENT, |&bytes| u32::from_le_bytes(bytes))
    }

    /// Returns how often a word comes.
    pub(crate) fn frequency(&self, word: u32) -> usize {
        match self.entry(word) {
            ABSENT => 0,
            alone if alone & ALONE != 0 => 1,
            start => count_positions(self.file.slice(&self.places), start as usize),
        }
    }

    /// Appends the positions of a word, in order.
    pub(crate) fn positions(&self, word: u32, out: &mut Vec<u32>) {
        let from = out.len();
        match self.entry(word) {
            ABSENT => {}
            alone if alone & ALONE != 0 => out.push(alone & !ALONE),
            start => unpack_positions(self.file.slice(&self.places), start as usize, out),
        }
        self.keep_inside(from, out);
    }

    /// Leaves out what would lie beyond the last token, which only bytes say that are none of ours.
    fn keep_inside(&self, from: usize, positions: &mut Vec<u32>) {
        while positions.len() > from && positions.last().is_some_and(|&last| last as usize >= self.length) {
            positions.pop();
        }
    }

    fn marks(&self, list: usize) -> Vec<u32> {
        let mut out = Vec::new();
        if let Some(&at) = self.file.numbers("marksat").get(list) {
            unpack_positions(self.file.section("marks"), at as usize, &mut out);
        }
        self.keep_inside(0, &mut out);
        out
    }

    /// Returns the tokens that begin sentences.
    pub(crate) fn sentences(&self) -> Vec<u32> {
        self.marks(0)
    }

    /// Returns the blanks: the token before which each stands, and its text.
    pub(crate) fn blanks(&self) -> Blanks {
        let mut names = Vec::new();
        let mut rest = self.file.section("blanks");
        while !rest.is_empty() {
            let length = varint(&mut rest) as usize;
            let Some((name, behind)) = rest.split_at_checked(length) else { break };
            let name = String::from_utf8_lossy(name).into_owned();
            let length = name.chars().count() as u32;
            names.push((name, length));
            rest = behind;
        }
        let tokens = self.marks(1);
        let width = self.file.numbers("kindbits").first().copied().unwrap_or(1);
        let kinds = Column::new(self.file.section("kinds"), width);
        let kinds = (0..tokens.len()).map(|index| kinds.at(index)).collect();
        let mut bits = vec![0; self.length / 64 + 1];
        for &token in &tokens {
            if let Some(word) = bits.get_mut(token as usize / 64) {
                *word |= 1 << (token % 64);
            }
        }
        Blanks { bits, tokens, kinds, names }
    }

    /// Returns the formulas in the order of the text: which, and where.
    pub(crate) fn hits(&self) -> Vec<(u32, Place)> {
        let mut hits = Vec::new();
        let mut rest = self.file.section("hits");
        for token in self.marks(2) {
            for _ in 0..varint(&mut rest) {
                if rest.is_empty() {
                    break;
                }
                let key = varint(&mut rest) as u32;
                let tokens = (varint(&mut rest) as u32).clamp(1, self.length as u32 - token);
                let (skip, drop) = (varint(&mut rest) as u16, varint(&mut rest) as u16);
                hits.push((key, Place { token, tokens, skip, drop }));
            }
        }
        hits
    }

    /// Returns the hash of each document's source.
    pub(crate) fn digests(&self) -> &[[u8; 32]] {
        self.file.section("digests").as_chunks().0
    }

    /// Returns how many characters of its document stand before a token. Cost: bounded.
    pub(crate) fn characters_before(&self, token: u32, characters: &[u16], blanks: &Blanks) -> u32 {
        let from = token as usize / STRIDE * STRIDE;
        let offsets = self.file.section("offsets");
        let at = offsets.get(from / STRIDE * 4..).and_then(|rest| rest.first_chunk::<4>());
        let mut before = at.map_or(0, |&bytes| u32::from_le_bytes(bytes));
        let column = self.column();
        let mut gaps = blanks.lengths(from as u32 + 1..token + 1).peekable();
        for index in from as u32..token {
            before = match column.at(index as usize) {
                BOUNDARY => 0,
                word => before + u32::from(characters.get(word as usize).copied().unwrap_or(0)),
            };
            before += gaps.next_if(|&(token, _)| token == index + 1).map_or(0, |(_, length)| length);
        }
        before
    }

    /// Returns where the source of a document is longer or shorter than its reading.
    pub(crate) fn shifts(&self, document: usize) -> Vec<Shift> {
        let edited = self.file.section("edited");
        let start = edited.get(document * 4..).and_then(|rest| rest.first_chunk::<4>());
        let start = start.map_or(usize::MAX, |&bytes| u32::from_le_bytes(bytes) as usize);
        let mut rest = self.file.section("edits").get(start..).unwrap_or_default();
        let mut at = 0;
        let count = varint(&mut rest).min(rest.len() as u64);
        let shift = |_| {
            at += varint(&mut rest) as u32;
            let by = varint(&mut rest);
            let size = (by >> 2) as i32;
            Shift { at, by: if by & 1 == 0 { size } else { -size }, is_cut: by & 2 != 0 }
        };
        (0..count).map(shift).collect()
    }
}

/// The blank text between the tokens of a part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blanks {
    /// A bit for each token before which one stands.
    bits: Vec<u64>,
    tokens: Vec<u32>,
    kinds: Vec<u32>,
    names: Vec<(String, u32)>,
}

impl Blanks {
    /// Returns whether one stands before a token.
    #[inline(always)]
    pub(crate) fn is_before(&self, token: u32) -> bool {
        self.bits.get(token as usize / 64).is_some_and(|word: &u64| word >> (token % 64) & 1 != 0)
    }

    fn range(&self, range: Range<u32>) -> impl Iterator<Item = (u32, &(String, u32))> {
        let from = self.tokens.partition_point(|&token| token < range.start);
        let to = self.tokens.partition_point(|&token| token < range.end);
        (from..to.max(from))
            .filter_map(|index| Some((self.tokens[index], self.names.get(self.kinds[index] as usize)?)))
    }

    /// Returns the blanks that stand before the tokens of a range, in order.
    pub(crate) fn within(&self, range: Range<u32>) -> impl Iterator<Item = (u32, &str)> {
        self.range(range).map(|(token, (text, _))| (token, text.as_str()))
    }

    /// Returns how many characters they have.
    fn lengths(&self, range: Range<u32>) -> impl Iterator<Item = (u32, u32)> {
        self.range(range).map(|(token, (_, length))| (token, *length))
    }
}
