//! From bytes to the positions that people and editors use.
//!
//! The index keeps no text. Two bit maps, one bit a byte, mark where characters start and which of them are
//! two columns wide; a running count every 512 bytes makes every conversion a table look-up and a few
//! population counts. The rare rest (characters beyond the BMP, characters without width) are sorted lists.

use unicode_width::UnicodeWidthChar;

use crate::span::Span;

const WORD: usize = 64;
/// Words between two running counts.
const STRIDE: usize = 8;

/// Converts byte offsets to code points, UTF-16 units, lines and columns.
///
/// Lines end at `\n`; the `\r` of `\r\n` belongs to the line end. An offset inside a character counts as the
/// start of that character, one past the end as the end.
#[derive(Clone, Debug)]
pub struct LineIndex {
    len: usize,
    starts: BitMap,
    wide: BitMap,
    /// Starts of characters that take four bytes, hence two UTF-16 units.
    astral: Vec<usize>,
    /// Starts of characters that take no column.
    zero: Vec<usize>,
    /// Start of every line.
    lines: Vec<usize>,
    /// Lines whose end is `\r\n`.
    crlf: Vec<usize>,
}

/// Where a byte offset is for a reader. All numbers count from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in code points.
    pub column: usize,
    /// The column in UTF-16 units.
    pub utf16_column: usize,
    /// The column on a screen, where Han and full-width characters take two.
    pub display_column: usize,
}

impl LineIndex {
    /// Reads `text` once. Cost: `O(bytes)`, a quarter of the text in memory.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let words = bytes.len().div_ceil(WORD);
        let (mut starts, mut wide) = (Vec::with_capacity(words), Vec::with_capacity(words));
        let (mut astral, mut zero) = (Vec::new(), Vec::new());
        for (word, chunk) in bytes.chunks(WORD).enumerate() {
            let mut start_bits = 0_u64;
            let mut wide_bits = 0_u64;
            let mut other_bits = 0_u64;
            for (bit, &byte) in chunk.iter().enumerate() {
                start_bits |= u64::from(byte & 0xC0 != 0x80) << bit;
                // U+4000..U+9FFF are wide without exception; printable ASCII takes one column.
                wide_bits |= u64::from(matches!(byte, 0xE4..=0xE9)) << bit;
                other_bits |= u64::from(!matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xE4..=0xE9)) << bit;
            }
            while other_bits != 0 {
                let bit = other_bits.trailing_zeros();
                other_bits &= other_bits - 1;
                let at = word * WORD + bit as usize;
                let Some(c) = text[at..].chars().next() else { continue };
                match c.width().unwrap_or(0) {
                    0 => zero.push(at),
                    1 => {}
                    _ => wide_bits |= 1 << bit,
                }
                if c.len_utf8() == 4 {
                    astral.push(at);
                }
            }
            starts.push(start_bits);
            wide.push(wide_bits);
        }
        let mut lines = vec![0];
        let mut crlf = Vec::new();
        for at in memchr::memchr_iter(b'\n', bytes) {
            if at > 0 && bytes[at - 1] == b'\r' {
                crlf.push(lines.len() - 1);
            }
            lines.push(at + 1);
        }
        Self {
            len: bytes.len(),
            starts: BitMap::new(starts),
            wide: BitMap::new(wide),
            astral,
            zero,
            lines,
            crlf,
        }
    }

    /// Returns how many code points stand before `byte`.
    ///
    /// ```
    /// let index = gongwen_text::LineIndex::new("“四风”问题");
    /// assert_eq!(index.chars(9), 3);
    /// assert_eq!(index.chars(10), 3);
    /// ```
    #[must_use]
    pub fn chars(&self, byte: usize) -> usize {
        self.starts.rank(self.floor(byte))
    }

    /// Returns how many UTF-16 units stand before `byte`.
    #[must_use]
    pub fn utf16(&self, byte: usize) -> usize {
        let byte = self.floor(byte);
        self.starts.rank(byte) + self.astral.partition_point(|&at| at < byte)
    }

    /// Returns the byte at which code point number `chars` starts; the length of the text when there are fewer.
    #[must_use]
    pub fn byte_of_char(&self, chars: usize) -> usize {
        self.starts.select(chars).unwrap_or(self.len)
    }

    /// Returns the byte at which UTF-16 unit number `units` stands, the start of its character.
    #[must_use]
    pub fn byte_of_utf16(&self, units: usize) -> usize {
        // The k-th astral character (from 0) starts at unit chars + k, which rises with k.
        let before = self
            .astral
            .iter()
            .enumerate()
            .collect::<Vec<_>>()
            .partition_point(|&(k, &at)| self.starts.rank(at) + k + 1 < units);
        self.byte_of_char(units.saturating_sub(before))
    }

    /// Returns line and columns of `byte`.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.floor(byte);
        let line = self.lines.partition_point(|&start| start <= byte);
        let start = self.lines[line - 1];
        let between =
            |list: &[usize]| list.partition_point(|&at| at < byte) - list.partition_point(|&at| at < start);
        let chars = self.starts.rank(byte) - self.starts.rank(start);
        let wide = self.wide.rank(byte) - self.wide.rank(start);
        Position {
            line,
            column: chars + 1,
            utf16_column: chars + between(&self.astral) + 1,
            display_column: chars + wide - between(&self.zero) + 1,
        }
    }

    /// Returns line number `line` (from 1) without its line end, or `None` when there is no such line.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let number = line.checked_sub(1)?;
        let start = *self.lines.get(number)?;
        let end = match self.lines.get(line) {
            Some(next) => next - 1 - usize::from(self.crlf.binary_search(&number).is_ok()),
            None => self.len,
        };
        Some(Span::new(start, end))
    }

    /// Returns the number of lines: one more than there are line ends.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The start of the character that holds `byte`.
    fn floor(&self, byte: usize) -> usize {
        if byte >= self.len {
            return self.len;
        }
        (0..4).map(|back| byte.saturating_sub(back)).find(|&at| self.starts.get(at)).unwrap_or(byte)
    }
}

/// One bit a byte of text, with running counts.
#[derive(Clone, Debug)]
struct BitMap {
    words: Vec<u64>,
    /// Ones before every `STRIDE`-th word.
    counts: Vec<usize>,
}

impl BitMap {
    fn new(words: Vec<u64>) -> Self {
        let mut total = 0;
        let counts = words
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                total += chunk.iter().map(|word| word.count_ones() as usize).sum::<usize>();
                before
            })
            .collect();
        Self { words, counts }
    }

    fn get(&self, bit: usize) -> bool {
        self.words[bit / WORD] >> (bit % WORD) & 1 == 1
    }

    /// Ones before `bit`.
    fn rank(&self, bit: usize) -> usize {
        let word = bit / WORD;
        if word >= self.words.len() && self.words.len() % STRIDE == 0 {
            let last = self.words.len().saturating_sub(STRIDE);
            return self.counts.last().copied().unwrap_or(0) + ones(&self.words[last..]);
        }
        let block = word / STRIDE;
        let whole = ones(&self.words[block * STRIDE..word]);
        let part = match self.words.get(word) {
            Some(bits) => (bits & ((1 << (bit % WORD)) - 1)).count_ones() as usize,
            None => 0,
        };
        self.counts[block] + whole + part
    }

    /// The bit that has `before` ones before it and is one itself.
    fn select(&self, before: usize) -> Option<usize> {
        let block = self.counts.partition_point(|&count| count <= before).checked_sub(1)?;
        let mut left = before - self.counts[block];
        for (offset, &word) in self.words[block * STRIDE..].iter().take(STRIDE).enumerate() {
            let here = word.count_ones() as usize;
            if left < here {
                let mut bits = word;
                for _ in 0..left {
                    bits &= bits - 1;
                }
                return Some((block * STRIDE + offset) * WORD + bits.trailing_zeros() as usize);
            }
            left -= here;
        }
        None
    }
}

fn ones(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}
