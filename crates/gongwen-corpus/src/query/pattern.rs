//! Sequences of words: `坚持 []{0,5} 发展`, `"高.*" [tag="v.*"]`.
//!
//! | piece | means |
//! |---|---|
//! | `发展` | this word; a text of several words means all of them, cut as the corpus was |
//! | `"高.*"` | a word that the regular expression matches as a whole |
//! | `[]` | any word or mark |
//! | `[word="…" & tag="v.*"]` | a word whose text and part of speech match; `!=` for one whose do not |
//! | `{2}`, `{0,5}`, `?` | how often the piece before comes |
//!
//! For each place at which a sequence may begin the shortest match counts.

use super::matches::Match;
use super::word_set::WordSet;
use crate::store::{BOUNDARY, Column, Corpus, Part, Place, Vocabulary};
use regex::Regex;
use std::fmt;

/// A sequence of words.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    tests: Vec<Test>,
    least: u32,
    most: u32,
}

#[derive(Clone, Debug)]
struct Test {
    field: Field,
    is_wanted: bool,
    value: Value,
}

#[derive(Clone, Copy, Debug)]
enum Field {
    Word,
    Tag,
}

#[derive(Clone, Debug)]
enum Value {
    Exactly(String),
    Matching(Regex),
}

/// A pattern that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPattern {
    text: String,
    at: usize,
    problem: String,
}

impl fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pattern {:?}, character {}: {}", self.text, self.at + 1, self.problem)
    }
}

impl std::error::Error for InvalidPattern {}

/// The most that a piece may come: a window, not a document.
const MOST: u32 = 1000;

impl Pattern {
    /// Reads a pattern. `cut` gives the words of a text as the corpus was cut.
    ///
    /// # Errors
    /// [`InvalidPattern`] with the character and what would be right.
    ///
    /// ```
    /// use gongwen_corpus::query::Pattern;
    ///
    /// let cut = |text: &str| vec![text.to_string()];
    /// assert_eq!(Pattern::parse("坚持 []{0,5} 发展", cut)?.as_str(), "坚持 []{0,5} 发展");
    /// let error = Pattern::parse("坚持 [}", cut).unwrap_err();
    /// assert!(error.to_string().starts_with("pattern \"坚持 [}\", character 5: expected word or tag"));
    /// # Ok::<(), gongwen_corpus::query::InvalidPattern>(())
    /// ```
    pub fn parse(text: &str, cut: impl Fn(&str) -> Vec<String>) -> Result<Pattern, InvalidPattern> {
        let mut reader = Reader { text, chars: text.char_indices().collect(), at: 0 };
        let mut pieces: Vec<Piece> = Vec::new();
        loop {
            reader.blanks();
            let Some(c) = reader.peek() else { break };
            let first = pieces.len();
            match c {
                '"' => pieces.push(Piece::of(vec![Test {
                    field: Field::Word,
                    is_wanted: true,
                    value: Value::Matching(reader.expression()?),
                }])),
                '[' => pieces.push(Piece::of(reader.tests()?)),
                _ => {
                    let word = reader.bare();
                    if word.is_empty() {
                        return Err(reader.wrong("expected a word, \"…\" or […]"));
                    }
                    pieces.extend(cut(&word).into_iter().filter(|word| !word.trim().is_empty()).map(
                        |word| {
                            let value = Value::Exactly(word);
                            Piece::of(vec![Test { field: Field::Word, is_wanted: true, value }])
                        },
                    ));
                }
            }
            if let Some((least, most)) = reader.times()? {
                if pieces.len() != first + 1 {
                    return Err(
                        reader.wrong("a text of several words cannot be repeated; write its words apart")
                    );
                }
                let piece = &mut pieces[first];
                (piece.least, piece.most) = (least, most);
            }
        }
        if pieces.iter().all(|piece| piece.tests.is_empty() || piece.least == 0) {
            return Err(reader.wrong("expected at least one word that must come and is not any"));
        }
        Ok(Pattern { text: text.to_string(), pieces })
    }

    /// Returns the pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Finds it. Cost: `O(occurrences of its rarest word · length)`.
    pub(super) fn find(&self, corpus: &Corpus) -> Vec<Match> {
        let words = corpus.vocabulary();
        let sets: Vec<Option<WordSet>> = self.pieces.iter().map(|piece| piece.set(words)).collect();
        let frequencies = corpus.frequencies();
        let frequency = |set: &WordSet| set.ids().map(|id| frequencies[id as usize]).sum::<u64>();
        let anchors = self.pieces.iter().zip(&sets).enumerate();
        let anchor = anchors
            .filter_map(|(index, (piece, set))| {
                Some((frequency(set.as_ref().filter(|_| piece.least > 0)?), index))
            })
            .min();
        let Some((_, anchor)) = anchor else { return Vec::new() };
        let before = &self.pieces[..anchor];
        let least: u32 = before.iter().map(|piece| piece.least).sum();
        let most: u32 = before.iter().map(|piece| piece.most).sum();
        let mut found = Vec::new();
        let mut open = Open::default();
        for (number, part) in (0..).zip(corpus.parts()) {
            let column = part.segment.column();
            let mut reached = 0;
            for token in sets[anchor].as_ref().map_or_else(Vec::new, |set| places_of(set, corpus, part)) {
                let from = token.saturating_sub(most).max(reached);
                for start in from..(token + 1).saturating_sub(least) {
                    reached = start + 1;
                    if let Some(end) = self.shortest(&column, &sets, start, &mut open)
                        && end > start
                    {
                        let place = Place { tokens: end - start, ..Place::of_token(start) };
                        found.push(Match { part: number, place });
                    }
                }
            }
        }
        found
    }

    /// Returns where the shortest match ends that begins at a token. All ways to go on are followed at once, token by token, so
    /// that the cost is bounded by the length of the match times the ways that are open.
    fn shortest(
        &self,
        column: &Column<'_>,
        sets: &[Option<WordSet>],
        start: u32,
        open: &mut Open,
    ) -> Option<u32> {
        open.states.clear();
        if self.enter(open, 0, 0) {
            return Some(start);
        }
        for token in start.. {
            let id = column.at(token as usize);
            if id == BOUNDARY || open.states.is_empty() {
                return None;
            }
            std::mem::swap(&mut open.states, &mut open.before);
            open.states.clear();
            for at in 0..open.before.len() {
                let (index, done) = open.before[at];
                let fits = sets[index].as_ref().is_none_or(|set| set.has(id));
                if fits && self.enter(open, index, done + 1) {
                    return Some(token + 1);
                }
            }
        }
        None
    }

    /// Opens the ways that go on after a piece has come `done` times; returns whether the pattern is complete.
    fn enter(&self, open: &mut Open, mut index: usize, mut done: u32) -> bool {
        while let Some(piece) = self.pieces.get(index) {
            if done < piece.most && !open.states.contains(&(index, done)) {
                open.states.push((index, done));
            }
            if done < piece.least {
                return false;
            }
            (index, done) = (index + 1, 0);
        }
        true
    }
}

/// The ways on which a match may go on: a piece, and how often it has come.
#[derive(Default)]
struct Open {
    states: Vec<(usize, u32)>,
    before: Vec<(usize, u32)>,
}

impl Piece {
    fn of(tests: Vec<Test>) -> Self {
        Piece { tests, least: 1, most: 1 }
    }

    /// Returns the words that fit; nothing where all do.
    fn set(&self, words: &Vocabulary) -> Option<WordSet> {
        match self.tests.as_slice() {
            [] => None,
            [Test { field: Field::Word, is_wanted: true, value: Value::Exactly(word) }] => {
                let mut set = WordSet::of(words, |_| false);
                words.id(word).into_iter().for_each(|id| set.insert(id));
                Some(set)
            }
            tests => Some(WordSet::of(words, |id| tests.iter().all(|test| test.accepts(words, id)))),
        }
    }
}

impl Test {
    fn accepts(&self, words: &Vocabulary, id: u32) -> bool {
        let text = match self.field {
            Field::Word => words.word(id),
            Field::Tag => words.tag(id),
        };
        let is = match &self.value {
            Value::Exactly(value) => text == value,
            Value::Matching(expression) => expression.is_match(text),
        };
        is == self.is_wanted
    }
}

/// Returns where the words of a set stand in a part, in order.
fn places_of(set: &WordSet, corpus: &Corpus, part: &Part) -> Vec<u32> {
    let frequencies = corpus.frequencies();
    let (mut words, mut all) = (0, 0);
    for id in set.ids() {
        words += 1;
        all += frequencies[id as usize];
    }
    let mut places = Vec::new();
    if words > 1 && all > corpus.tokens() / 16 {
        let column = part.segment.column();
        places.extend((0..part.segment.length() as u32).filter(|&token| set.has(column.at(token as usize))));
        return places;
    }
    set.ids().for_each(|id| part.segment.positions(id, &mut places));
    if words > 1 {
        places.sort_unstable();
    }
    places
}

struct Reader<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|&(_, c)| c)
    }

    fn take(&mut self, wanted: char) -> bool {
        let is = self.peek() == Some(wanted);
        self.at += usize::from(is);
        is
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn wrong(&self, problem: impl Into<String>) -> InvalidPattern {
        InvalidPattern { text: self.text.to_string(), at: self.at, problem: problem.into() }
    }

    fn bare(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) =
            self.peek().filter(|&c| !c.is_whitespace() && !matches!(c, '[' | ']' | '{' | '}' | '"' | '?'))
        {
            word.push(c);
            self.at += 1;
        }
        word
    }

    /// Reads `"…"`; \" stands for a quotation mark.
    fn quoted(&mut self) -> Result<String, InvalidPattern> {
        if !self.take('"') {
            return Err(self.wrong("expected \"…\""));
        }
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(self.wrong("expected a closing \"")),
                Some('"') => break,
                Some('\\') if self.chars.get(self.at + 1).is_some_and(|&(_, c)| c == '"') => {
                    value.push('"');
                    self.at += 1;
                }
                Some(c) => value.push(c),
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(value)
    }

    fn expression(&mut self) -> Result<Regex, InvalidPattern> {
        let value = self.quoted()?;
        Regex::new(&format!("^(?:{value})$"))
            .map_err(|_| self.wrong(format!("\"{value}\" is no regular expression")))
    }

    /// Reads `[…]`.
    fn tests(&mut self) -> Result<Vec<Test>, InvalidPattern> {
        self.at += 1;
        let mut tests = Vec::new();
        loop {
            self.blanks();
            if tests.is_empty() && self.take(']') {
                return Ok(tests);
            }
            let start = self.at;
            let mut name = String::new();
            while let Some(c) = self.peek().filter(char::is_ascii_alphabetic) {
                name.push(c);
                self.at += 1;
            }
            let field = match name.as_str() {
                "word" => Field::Word,
                "tag" => Field::Tag,
                _ => {
                    self.at = start;
                    return Err(self.wrong("expected word or tag, as in [word=\"…\" & tag=\"…\"]"));
                }
            };
            self.blanks();
            let is_wanted = !self.take('!');
            if !self.take('=') {
                return Err(self.wrong("expected = or !="));
            }
            self.blanks();
            tests.push(Test { field, is_wanted, value: Value::Matching(self.expression()?) });
            self.blanks();
            if self.take(']') {
                return Ok(tests);
            }
            if !self.take('&') {
                return Err(self.wrong("expected & or ]"));
            }
        }
    }

    /// Reads `?`, `{n}` or `{n,m}`.
    fn times(&mut self) -> Result<Option<(u32, u32)>, InvalidPattern> {
        if self.take('?') {
            return Ok(Some((0, 1)));
        }
        if !self.take('{') {
            return Ok(None);
        }
        let least = self.number()?;
        let most = if self.take(',') { self.number()? } else { least };
        if !self.take('}') {
            return Err(self.wrong("expected }"));
        }
        if most < least || most > MOST || most == 0 {
            return Err(self.wrong(format!("expected {{n,m}} with n ≤ m and m from 1 to {MOST}")));
        }
        Ok(Some((least, most)))
    }

    fn number(&mut self) -> Result<u32, InvalidPattern> {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits.parse().map_err(|_| self.wrong("expected a number"))
    }
}
