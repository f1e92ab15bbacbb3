//! Random texts for the suites: words of the list run together, and whatever else a text may hold.
#![allow(dead_code, reason = "every suite takes the part that it needs")]

use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::Span;
use std::path::Path;
use std::sync::LazyLock;

/// The words of the vendored list, in its order.
pub(crate) static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons/words/jieba.txt");
    let list = std::fs::read_to_string(path).expect("the word list is in the repository");
    list.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
});

/// A word with its place.
pub(crate) type Word<'t> = (&'t str, Span);

/// Returns the words of a text.
pub(crate) fn words<'t>(segmenter: &Segmenter, text: &'t str, mode: Mode) -> Vec<Word<'t>> {
    let mut scratch = Scratch::default();
    segmenter.segment(text, mode, &[], &mut scratch).iter().map(|token| (token.text, token.span)).collect()
}

/// A small generator (xorshift64*): the same numbers for the same seed, everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) * end as u64) >> 32) as usize
    }

    /// Returns one of several.
    pub(crate) fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Returns a character of one of several ranges.
    pub(crate) fn within(&mut self, ranges: &[(u32, u32)]) -> char {
        let (first, last) = self.of(ranges);
        char::from_u32(first + self.below((last - first + 1) as usize) as u32).unwrap_or('\u{fffd}')
    }

    /// Returns a word of the list.
    pub(crate) fn word(&mut self) -> &'static str {
        &WORDS[self.below(WORDS.len())]
    }

    /// Returns a text of up to `most` pieces.
    pub(crate) fn text(&mut self, most: usize) -> String {
        let mut text = String::new();
        // Some texts are all Han: there the paths through the words are long.
        let han_only = self.below(3) == 0;
        for _ in 0..self.below(most + 1) {
            if han_only { self.han(&mut text) } else { self.piece(&mut text) }
        }
        text
    }

    fn piece(&mut self, text: &mut String) {
        match self.below(20) {
            0..10 => self.han(text),
            10 => text.push(self.within(RARE_HAN)),
            11 => text.push_str(self.of(IDENTIFIERS)),
            12 => (0..=self.below(6)).for_each(|_| text.push(self.within(&[(0x20, 0x7e)]))),
            13 => (0..=self.below(8)).for_each(|_| text.push(self.within(LATIN))),
            14 => (0..=self.below(6)).for_each(|_| text.push(self.within(&[(0x30, 0x39)]))),
            15 | 16 => text.push_str(self.of(PUNCTUATION)),
            17 => text.push_str(self.of(CLUSTERS)),
            18 => text.push(self.within(&[(0, 0x20), (0x7f, 0xa0), (0x2000, 0x206f)])),
            _ => text.push(self.within(OTHERS)),
        }
    }

    fn han(&mut self, text: &mut String) {
        match self.below(8) {
            0..4 => text.push_str(self.word()),
            // Words that share characters, and beginnings and ends of words.
            4 => {
                let word = self.word();
                text.push_str(&word[..word.char_indices().next_back().map_or(0, |(at, _)| at)]);
            }
            5 => text.extend(self.word().chars().skip(1)),
            6 => text.extend(self.word().chars().next()),
            _ => text.push(self.within(&[(0x4e00, 0x9fff)])),
        }
    }
}

/// Han beside the usual block: extensions A to I, compatibility ideographs, radicals and marks that stand for Han.
const RARE_HAN: &[(u32, u32)] = &[
    (0x3400, 0x4dbf),
    (0xf900, 0xfaff),
    (0x20000, 0x2a6df),
    (0x2a700, 0x2ebef),
    (0x2ebf0, 0x2ee5f),
    (0x2f800, 0x2fa1f),
    (0x30000, 0x323af),
    (0x2e80, 0x2fd5),
    (0x3005, 0x3007),
];

const LATIN: &[(u32, u32)] = &[(0x41, 0x5a), (0x61, 0x7a), (0x30, 0x39), (0x61, 0x7a)];

/// Other scripts, signs, full width, the rest of all planes.
const OTHERS: &[(u32, u32)] = &[
    (0xa1, 0x17f),
    (0x370, 0x4ff),
    (0x590, 0x6ff),
    (0x2070, 0x2bff),
    (0x3000, 0x30ff),
    (0xac00, 0xd7a3),
    (0xe000, 0xe0ff),
    (0xfe00, 0xffff),
    (0x1f000, 0x1faff),
    (0xe0000, 0xe01ef),
    (0x10_0000, 0x10_ffff),
];

const IDENTIFIERS: &[&str] = &[
    "GB/T 9704-2012",
    "v1.2.3",
    "3.14",
    "23.08%",
    "a_b-c.d",
    "-",
    "_",
    ".",
    "%",
    "..",
    "a.",
    ".a",
    "x--y",
    "50%",
    "C++",
    "c#",
    "AT&T",
    "user@example.gov.cn",
    "PM2.5",
    "5G",
    "T恤",
    "卡拉OK",
    "γ射线",
    "1+N",
    "4S店",
    "K歌",
    "B超",
    "100-",
    "%d",
    "a%",
    "%%",
    "e-mail",
    "A.B.",
    "１２３",
    "ＡＢＣ",
    "A股",
    "H5N1",
    "IP地址",
];

const PUNCTUATION: &[&str] = &[
    "，", "。", "、", "；", "：", "（", "）", "《", "》", "“", "”", "〔", "〕", "—", "——", "…", "·", "\n",
    "\r\n", "\r", "\n\r", "\r\r\n", "\n\n", " ", "  ", "\t", "\u{3000}", "\u{a0}", "\u{feff}", "\u{2028}",
    "\0", "〇", "々",
];

const CLUSTERS: &[&str] = &[
    "👪",
    "👨\u{200d}👩\u{200d}👧",
    "🇨🇳",
    "👍🏽",
    "e\u{301}",
    "中\u{301}",
    "\u{301}",
    "葛\u{e0100}",
    "❤\u{fe0f}",
    "한",
    "ไทย",
    "नमस्ते",
    "שלום",
    "カラオケ",
    "ｶﾞ",
    "\u{200b}",
    "1\u{20e3}",
];
