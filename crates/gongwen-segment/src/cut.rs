//! From the best path to words: what each mode makes of single characters, and the words inside words.

use crate::WordId;
use crate::dictionary::Dictionary;
use crate::engine::Lattice;
use crate::hmm::{Model, Path};
use crate::layout::{CARRIAGE_RETURN, COVERED, FIRST_ALPHANUMERIC, LAST_ALPHANUMERIC, SEPARATOR, STRANGER};
use crate::segmenter::Mode;
use crate::token::Piece;
use gongwen_text::Span;

/// The buffers of a cut, reused from text to text.
#[derive(Default, Debug)]
pub(crate) struct Buffers {
    lattice: Lattice,
    path: Path,
}

/// What cutting takes.
pub(crate) struct Engine {
    pub(crate) dictionary: Dictionary,
    pub(crate) model: Model,
}

impl Engine {
    /// Cuts a part of `text` as if it stood alone.
    pub(crate) fn cut(
        &self,
        text: &str,
        part: Span,
        mode: Mode,
        buffers: &mut Buffers,
        pieces: &mut Vec<Piece>,
    ) {
        let Buffers { lattice, path } = buffers;
        // The engine sees no more than the part; its offsets are those of the whole.
        let seen = &text[..part.end];
        let mut at = part.start;
        while at < part.end {
            at = lattice.read(&self.dictionary, seen, at, mode == Mode::AllWords);
            lattice.solve(&self.dictionary);
            let stretch = Stretch { engine: self, text: seen, lattice };
            let done = pieces.len();
            pieces.reserve(lattice.len());
            match mode {
                Mode::Dictionary => stretch.words(&mut |word| pieces.push(stretch.piece(word))),
                Mode::JiebaHmm => stretch.joined_words(path, &mut |word| pieces.push(stretch.piece(word))),
                Mode::DictionarySearch => stretch.words(&mut |word| stretch.push_with_parts(word, pieces)),
                Mode::Search => {
                    stretch.joined_words(path, &mut |word| stretch.push_with_parts(word, pieces));
                }
                Mode::AllWords => stretch.all_words(&mut |word| pieces.push(stretch.piece(word))),
            }
            // The words came with their slots. Their ids lie apart from each other in memory: a loop that does nothing else
            // waits for many at once.
            for piece in &mut pieces[done..] {
                piece.id = self.dictionary.id_at(piece.id.0 as usize);
            }
        }
    }
}

/// A word as a range of characters of the stretch, with its slot in the dictionary: 0 for none.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    slot: usize,
}

/// A stretch of text with its best path.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    engine: &'a Engine,
    text: &'a str,
    lattice: &'a Lattice,
}

impl Stretch<'_> {
    /// Gives the words of the best path; letters and digits that it left alone are joined.
    #[inline(always)]
    fn words(&self, give: &mut impl FnMut(Word)) {
        let steps = &self.lattice.steps[..];
        let mut at = 0;
        while let Some(&step) = steps.get(at) {
            let start = at;
            at += step.characters();
            let mut slot = step.slot();
            if step.is_special() {
                if step.is_alphanumeric() {
                    while steps.get(at).is_some_and(|step| step.is_alphanumeric()) {
                        at += 1;
                    }
                    if at - start > 1 {
                        slot = self.slot(start, at);
                    }
                } else {
                    at += usize::from(self.is_line_feed(at));
                }
            }
            give(Word { start, end: at, slot });
        }
    }

    /// Gives the words of the best path; runs of single characters go through the hidden Markov model.
    #[inline(always)]
    fn joined_words(&self, path: &mut Path, give: &mut impl FnMut(Word)) {
        let steps = &self.lattice.steps[..];
        let mut at = 0;
        while let Some(&step) = steps.get(at) {
            let start = at;
            at += step.characters();
            let next = steps.get(at).copied().unwrap_or_default();
            // Whether a word is one character is not to be foreseen; that two follow each other is rare.
            if step.is_joinable() & next.is_joinable() {
                while steps.get(at).is_some_and(|step| step.is_joinable()) {
                    at += 1;
                }
                self.join(start, at, path, give);
                continue;
            }
            if step.is_carriage_return() {
                at += usize::from(self.is_line_feed(at));
            }
            give(Word { start, end: at, slot: step.slot() });
        }
    }

    /// Gives the words of a run of single characters as the hidden Markov model joins them.
    #[inline(never)]
    fn join(&self, start: usize, end: usize, path: &mut Path, give: &mut impl FnMut(Word)) {
        if self.slot(start, end) != 0 {
            // The model is not asked to join what the path did not, though it might have.
            return (start..end).for_each(|one| give(self.word(one, one + 1)));
        }
        let codes = &self.lattice.codes[start..end];
        if codes.iter().all(|&code| self.engine.model.covers(code)) {
            return self.engine.model.cut(codes, path, |from, to| give(self.word(start + from, start + to)));
        }
        let mut at = start;
        while at < end {
            let first = at;
            let han = self.is_covered(first);
            while at < end && self.is_covered(at) == han {
                at += 1;
            }
            if !han {
                self.join_others(first, at, give);
            } else if at - first == 1 {
                give(self.word(first, at));
            } else {
                self.engine.model.cut(&self.lattice.codes[first..at], path, |from, to| {
                    give(self.word(first + from, first + to));
                });
            }
        }
    }

    /// Gives letters and digits as identifiers, numbers and percentages, and what is between them as it is.
    fn join_others(&self, start: usize, end: usize, give: &mut impl FnMut(Word)) {
        let codes = &self.lattice.codes[..end];
        let mut at = start;
        while at < end {
            let first = at;
            while at < end && !is_alphanumeric(codes[at]) {
                at += 1;
            }
            if at > first {
                give(self.word(first, at));
            }
            let first = at;
            while at < end && is_alphanumeric(codes[at]) {
                at += 1;
                let goes_on = codes.get(at + 1).is_some_and(|&code| is_alphanumeric(code));
                if goes_on && is_connector(self.byte(at)) {
                    at += 1;
                }
            }
            if at > first {
                at += usize::from(at < end && self.byte(at) == b'%');
                give(self.word(first, at));
            }
        }
    }

    /// Pushes a word after the shorter words in it: parts of identifiers, then words of two and of three characters.
    fn push_with_parts(&self, word: Word, pieces: &mut Vec<Piece>) {
        let Word { start, end, .. } = word;
        let text = self.slice(start, end);
        if text.bytes().any(is_connector) {
            let mut from = self.lattice.starts[start];
            for part in text.split(['.', '_', '-']) {
                if part.len() >= 2 && part.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                    let slot = self.engine.dictionary.slot(part);
                    pieces.push(Piece {
                        start: from,
                        end: from + part.len() as u32,
                        id: WordId(slot as u32),
                    });
                }
                from += part.len() as u32 + 1;
            }
        }
        // jieba looks for words only inside blocks; a separator stands alone.
        for length in [2, 3] {
            if end - start > length {
                for first in start..=end - length {
                    let part = self.word(first, first + length);
                    if part.slot != 0 {
                        pieces.push(self.piece(part));
                    }
                }
            }
        }
        pieces.push(self.piece(word));
    }

    /// Gives every word of the dictionary in runs of Han; what is between them one character at a time, but letters,
    /// digits, `+`, `#` and line feeds in runs.
    fn all_words(&self, give: &mut impl FnMut(Word)) {
        let count = self.lattice.len();
        let mut at = 0;
        while at < count {
            let first = at;
            at += 1;
            if self.is_han(first) {
                while at < count && self.is_han(at) {
                    at += 1;
                }
                for start in first..at {
                    self.words_from(start, at, give);
                }
            } else {
                while self.is_run(first) && at < count && self.is_run(at) {
                    at += 1;
                }
                give(self.word(first, at));
            }
        }
    }

    /// Gives the words that start at a character and end before another, the shorter first.
    fn words_from(&self, start: usize, end: usize, give: &mut impl FnMut(Word)) {
        let dictionary = &self.engine.dictionary;
        let codes = &self.lattice.codes[..end];
        if self.engine.dictionary.slot_of(&codes[start..start + 1]) != 0 {
            give(self.word(start, start + 1));
        }
        let Some(&second) = codes.get(start + 1) else { return };
        let mut slot = dictionary.second(codes[start], second);
        let mut node = dictionary.node(slot).or_nothing(second);
        let mut at = start + 2;
        loop {
            if node.value() > 0 {
                give(Word { start, end: at, slot });
            }
            let Some(&code) = codes.get(at) else { return };
            if !node.may_continue(code) {
                return;
            }
            slot = node.child(code);
            node = dictionary.node(slot);
            if node.code() != code {
                return;
            }
            at += 1;
        }
    }

    #[inline(always)]
    fn word(&self, start: usize, end: usize) -> Word {
        Word { start, end, slot: self.slot(start, end) }
    }

    /// Returns the slot of the word with these characters, one without word when they are none.
    #[inline(always)]
    fn slot(&self, start: usize, end: usize) -> usize {
        self.lattice.slot(&self.engine.dictionary, start, end)
    }

    #[inline(always)]
    fn piece(&self, word: Word) -> Piece {
        let starts = &self.lattice.starts[..];
        Piece { start: starts[word.start], end: starts[word.end], id: WordId(word.slot as u32) }
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        &self.text[self.lattice.starts[start] as usize..self.lattice.starts[end] as usize]
    }

    /// Returns the first byte of a character.
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes()[self.lattice.starts[at] as usize]
    }

    fn is_line_feed(&self, at: usize) -> bool {
        at < self.lattice.len() && self.byte(at) == b'\n'
    }

    /// Returns whether the hidden Markov model is asked about a character.
    fn is_covered(&self, at: usize) -> bool {
        match self.lattice.codes[at] {
            STRANGER => self.slice(at, at + 1).chars().next().is_some_and(|c| COVERED.contains(&c)),
            code => self.engine.model.covers(code),
        }
    }

    /// Returns whether a character is Han: it may stand in a block and is not ASCII.
    fn is_han(&self, at: usize) -> bool {
        self.lattice.codes[at] >= STRANGER && !self.byte(at).is_ascii()
    }

    /// Returns whether a character is joined to its neighbours in the mode of all words.
    fn is_run(&self, at: usize) -> bool {
        let byte = self.byte(at);
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'\n')
    }
}

fn is_alphanumeric(code: u16) -> bool {
    (FIRST_ALPHANUMERIC..=LAST_ALPHANUMERIC).contains(&code)
}

/// Returns whether a byte joins two runs of letters and digits to one identifier.
fn is_connector(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'-')
}

// A separator has no code but this, so that no word of the dictionary crosses it.
const _: () = assert!(SEPARATOR < CARRIAGE_RETURN && CARRIAGE_RETURN < FIRST_ALPHANUMERIC);
