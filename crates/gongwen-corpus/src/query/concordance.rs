//! Matches in context: the concordance (KWIC, keyword in context).

use super::matches::{Match, Matches, Within, is_inside, limits};
use super::source::Source;
use crate::random::SplitMix64;
use crate::store::{Corpus, Part};
use std::cmp::Ordering;
use std::ops::Range;

/// How much stands on each side of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// So many characters, blanks as one each.
    Characters(usize),
    /// So many words and marks.
    Tokens(usize),
    /// The sentence, and so many sentences on each side of it.
    Sentences(usize),
}

impl Default for Context {
    fn default() -> Self {
        Context::Characters(20)
    }
}

/// What lines are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The match itself, word by word.
    Node,
    /// The word so many places before the match, 1 for the one directly before it.
    Left(u32),
    /// The word so many places behind it.
    Right(u32),
    /// The date of the document; those without one come last.
    Date,
    /// The id of the document.
    Document,
}

/// A line of a concordance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The number of the document.
    pub document: usize,
    /// Where the match stands in its source.
    pub source: Source,
    /// What stands before it.
    pub left: String,
    /// The match.
    pub node: String,
    /// What stands behind it.
    pub right: String,
}

/// Matches in an order, to be shown in context.
#[derive(Clone, Debug)]
pub struct Concordance<'c> {
    corpus: &'c Corpus,
    lines: Vec<Match>,
}

impl<'c> Concordance<'c> {
    /// Returns matches in the order of the corpus.
    pub fn new(corpus: &'c Corpus, matches: Matches) -> Self {
        Concordance { corpus, lines: matches.found }
    }

    /// Returns the number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Sorts by keys, the first one first; lines that are equal stay in the order of the corpus. Words are compared by code
    /// points. Cost: `O(lines · (keys + log lines))`.
    #[must_use]
    pub fn sorted(mut self, keys: &[SortKey]) -> Self {
        if keys.is_empty() {
            return self;
        }
        let ranks = self.corpus.vocabulary().ranks();
        let width = keys.iter().map(|key| self.width(*key)).sum::<usize>().max(1);
        let mut table: Vec<u32> = Vec::with_capacity(self.lines.len() * width);
        let mut texts = Texts::default();
        for line in &self.lines {
            let part = &self.corpus.parts()[line.part as usize];
            let column = part.segment.column();
            let rank = |token: u32| ranks.get(column.at(token as usize) as usize).copied().unwrap_or(0);
            for key in keys {
                match *key {
                    SortKey::Node => {
                        let tokens = line.place.token..line.place.token + line.place.tokens.min(NODE_WORDS);
                        let missing = NODE_WORDS - tokens.len() as u32;
                        table.extend(tokens.map(rank));
                        table.extend((0..missing).map(|_| 0));
                    }
                    // Beyond the document there is nothing, which comes first.
                    SortKey::Left(distance) => {
                        let from = line.place.token.saturating_sub(distance);
                        let is_there =
                            (from..line.place.token).all(|token| is_inside(column.at(token as usize)));
                        table.push(if is_there { rank(from) } else { 0 });
                    }
                    SortKey::Right(distance) => {
                        let behind = line.place.token + line.place.tokens;
                        let to = behind + distance - 1;
                        let is_there = (behind..=to).all(|token| is_inside(column.at(token as usize)));
                        table.push(if is_there { rank(to) } else { 0 });
                    }
                    SortKey::Date | SortKey::Document => table.push(line.document(self.corpus) as u32),
                }
            }
        }
        for (index, key) in keys.iter().enumerate() {
            if matches!(key, SortKey::Date | SortKey::Document) {
                let at: usize = keys[..index].iter().map(|key| self.width(*key)).sum();
                texts.rank(self.corpus, *key, table.iter_mut().skip(at).step_by(width));
            }
        }
        let mut order: Vec<(u64, u32)> = table
            .chunks_exact(width)
            .zip(0..)
            .map(|(row, index)| {
                let second = row.get(1).copied().unwrap_or(0);
                (u64::from(row[0]) << 32 | u64::from(second), index)
            })
            .collect();
        let rest = |index: u32| &table[index as usize * width..][width.min(2)..width];
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| rest(a.1).cmp(rest(b.1))).then(a.1.cmp(&b.1))
        });
        self.lines = order.into_iter().map(|(_, index)| self.lines[index as usize]).collect();
        self
    }

    fn width(&self, key: SortKey) -> usize {
        if key == SortKey::Node { NODE_WORDS as usize } else { 1 }
    }

    /// Keeps so many lines, drawn at random without replacement, in the order in which they are. The same seed draws the same lines.
    #[must_use]
    pub fn sampled(mut self, size: usize, seed: u64) -> Self {
        // Selection sampling (Fan, Muller & Rezucha 1962; Knuth, TAOCP 3.4.2, algorithm S).
        let mut random = SplitMix64(seed);
        let (mut wanted, mut left) = (size.min(self.lines.len()) as u64, self.lines.len() as u64);
        self.lines.retain(|_| {
            let drawn = random.below(left) < wanted;
            wanted -= u64::from(drawn);
            left -= 1;
            drawn
        });
        self
    }

    /// Returns a range of lines in context. Cost: `O(lines · context)`.
    pub fn lines(&self, range: Range<usize>, context: Context) -> Vec<Line> {
        let range = range.start.min(self.lines.len())..range.end.min(self.lines.len());
        let writer = Writer::new(self.corpus, context);
        self.lines[range].iter().map(|line| writer.line(line)).collect()
    }

    /// Appends all lines as text: left context, match and right context, separated by tabs, a line each. It is the quickest way to all of
    /// a large concordance. Cost: `O(lines · context)`.
    pub fn write_all(&self, context: Context, out: &mut String) {
        let writer = Writer::new(self.corpus, context);
        for line in &self.lines {
            writer.write(line, out);
        }
    }
}

/// So many words of a match are compared when lines are sorted by it.
const NODE_WORDS: u32 = 4;

/// Ranks of what documents say in a column.
#[derive(Default)]
struct Texts {
    documents: Vec<u32>,
}

impl Texts {
    /// Replaces numbers of documents by the ranks of their texts.
    fn rank<'n>(&mut self, corpus: &Corpus, key: SortKey, numbers: impl Iterator<Item = &'n mut u32>) {
        let text = |document: u32| {
            let document = corpus.document(document as usize);
            if key == SortKey::Date { document.date() } else { Some(document.id()) }
        };
        let mut order: Vec<u32> = (0..corpus.documents() as u32).collect();
        let compare = |a: Option<&str>, b: Option<&str>| match (a, b) {
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (a, b) => a.cmp(&b),
        };
        order.sort_by(|&a, &b| compare(text(a), text(b)));
        self.documents = vec![0; order.len()];
        let mut rank = 0;
        for (index, &document) in order.iter().enumerate() {
            if index > 0 && text(order[index - 1]) != text(document) {
                rank += 1;
            }
            self.documents[document as usize] = rank;
        }
        for number in numbers {
            *number = self.documents.get(*number as usize).copied().unwrap_or(0);
        }
    }
}

/// Writes lines.
struct Writer<'c> {
    corpus: &'c Corpus,
    characters: &'c [u16],
    context: Context,
}

impl<'c> Writer<'c> {
    fn new(corpus: &'c Corpus, context: Context) -> Self {
        Writer { corpus, characters: corpus.vocabulary().characters(), context }
    }

    #[inline]
    fn length_of(&self, id: u32) -> usize {
        self.characters.get(id as usize).copied().map_or(0, usize::from)
    }

    fn line(&self, line: &Match) -> Line {
        let part = &self.corpus.parts()[line.part as usize];
        let (head, tail) = self.ends(part, line);
        let mut made = Line {
            document: line.document(self.corpus),
            source: line.source(self.corpus),
            left: String::new(),
            node: String::new(),
            right: String::new(),
        };
        self.left(part, line, head, &mut made.left);
        self.node(part, line, head, tail, &mut made.node);
        self.right(part, line, tail, &mut made.right);
        made
    }

    fn write(&self, line: &Match, out: &mut String) {
        let part = &self.corpus.parts()[line.part as usize];
        let (head, tail) = self.ends(part, line);
        self.left(part, line, head, out);
        out.push('\t');
        self.node(part, line, head, tail, out);
        out.push('\t');
        self.right(part, line, tail, out);
        out.push('\n');
    }

    /// Returns the bytes of the first token before the match and of the last token up to its end.
    fn ends(&self, part: &Part, line: &Match) -> (usize, usize) {
        let place = &line.place;
        let column = part.segment.column();
        let words = self.corpus.vocabulary();
        let byte = |text: &str, characters: usize| {
            text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
        };
        let head = match place.skip {
            0 => 0,
            skip => byte(words.word(column.at(place.token as usize)), skip.into()),
        };
        let last = words.word(column.at((place.token + place.tokens - 1) as usize));
        let tail = match place.drop {
            0 => last.len(),
            drop => byte(last, last.chars().count().saturating_sub(drop.into())),
        };
        (head, tail)
    }

    fn node(&self, part: &Part, line: &Match, head: usize, tail: usize, out: &mut String) {
        let (column, words) = (part.segment.column(), self.corpus.vocabulary());
        let place = &line.place;
        let last = place.token + place.tokens - 1;
        for token in place.token..=last {
            if token > place.token && part.blanks().is_before(token) {
                out.push(' ');
            }
            let word = words.word(column.at(token as usize));
            let from = if token == place.token { head } else { 0 };
            let to = if token == last { tail } else { word.len() };
            out.push_str(word.get(from..to).unwrap_or_default());
        }
    }

    fn left(&self, part: &Part, line: &Match, head: usize, out: &mut String) {
        let (column, words) = (part.segment.column(), self.corpus.vocabulary());
        let place = &line.place;
        let first = words.word(column.at(place.token as usize));
        let inside = usize::from(place.skip);
        // The first token that is shown, and how many of its characters are too many.
        let (mut from, mut surplus) = (place.token, 0);
        match self.context {
            Context::Characters(wanted) => {
                let mut have = inside;
                while have < wanted && from > 0 && is_inside(column.at(from as usize - 1)) {
                    have += usize::from(part.blanks().is_before(from));
                    from -= 1;
                    have += self.length_of(column.at(from as usize));
                }
                surplus = have.saturating_sub(wanted);
            }
            Context::Tokens(wanted) => {
                let limit = part.segment.tokens_of(part.segment.document_of(place.token)).start;
                from = place.token.saturating_sub(wanted as u32).max(limit);
            }
            Context::Sentences(more) => from = sentences(part, line, more).start,
        }
        for token in from..place.token {
            let word = words.word(column.at(token as usize));
            match std::mem::take(&mut surplus) {
                0 => out.push_str(word),
                surplus => out.extend(word.chars().skip(surplus)),
            }
            if part.blanks().is_before(token + 1) {
                out.push(' ');
            }
        }
        match surplus {
            0 => out.push_str(&first[..head]),
            surplus => out.extend(first[..head].chars().skip(surplus)),
        }
    }

    fn right(&self, part: &Part, line: &Match, tail: usize, out: &mut String) {
        let (column, words) = (part.segment.column(), self.corpus.vocabulary());
        let place = &line.place;
        let behind = place.token + place.tokens;
        let rest = &words.word(column.at(behind as usize - 1))[tail..];
        let document = || part.segment.tokens_of(part.segment.document_of(place.token));
        let to = match self.context {
            Context::Characters(wanted) => {
                out.extend(rest.chars().take(wanted));
                let mut left = wanted.saturating_sub(place.drop.into());
                let mut token = behind;
                while left > 0 && is_inside(column.at(token as usize)) {
                    if part.blanks().is_before(token) {
                        out.push(' ');
                        left -= 1;
                    }
                    let id = column.at(token as usize);
                    let length = self.length_of(id);
                    if length <= left {
                        out.push_str(words.word(id));
                    } else {
                        out.extend(words.word(id).chars().take(left));
                    }
                    left = left.saturating_sub(length);
                    token += 1;
                }
                return;
            }
            Context::Tokens(wanted) => behind.saturating_add(wanted as u32).min(document().end),
            Context::Sentences(more) => sentences(part, line, more).end,
        };
        out.push_str(rest);
        for token in behind..to {
            if part.blanks().is_before(token) {
                out.push(' ');
            }
            out.push_str(words.word(column.at(token as usize)));
        }
    }
}

/// Returns the tokens of the sentences that a match touches, and of so many on each side.
fn sentences(part: &Part, line: &Match, more: usize) -> Range<u32> {
    let place = &line.place;
    let document = part.segment.tokens_of(part.segment.document_of(place.token));
    let own = limits(part, place, Within::Sentence);
    let starts = part.sentences();
    let first = starts.partition_point(|&start| start <= own.start).saturating_sub(1 + more);
    let next = starts.partition_point(|&start| start < own.end);
    let from =
        if more == 0 { own.start } else { starts.get(first).copied().unwrap_or(0).max(document.start) };
    let to = if more == 0 {
        own.end
    } else {
        starts.get(next + more).copied().unwrap_or(document.end).min(document.end)
    };
    from..to
}
