//! CMaps: from the codes of a font to Unicode.

use std::collections::HashMap;

/// A parsed ToUnicode CMap. Ranges stay ranges, so that a small file cannot make a large map.
#[derive(Debug, Default)]
pub(super) struct CMap {
    singles: HashMap<u32, String>,
    ranges: Vec<Range>,
    /// Bytes of a code, from the code space; two when none is stated.
    code_bytes: Option<usize>,
}

#[derive(Debug)]
struct Range {
    low: u32,
    high: u32,
    target: Vec<u16>,
}

enum Token {
    Hex(Vec<u8>),
    Word(Vec<u8>),
    Open,
    Close,
}

impl CMap {
    /// Parses what can be parsed. Cost: `O(bytes)`.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut hexes: Vec<Vec<u8>> = Vec::new();
        let mut array: Option<Vec<Vec<u8>>> = None;
        let mut section = Section::None;
        for token in (Tokens { bytes, at: 0 }) {
            match token {
                Token::Word(word) => {
                    section = match word.as_slice() {
                        b"begincodespacerange" => Section::CodeSpace,
                        b"beginbfchar" => Section::Chars,
                        b"beginbfrange" => Section::Ranges,
                        word if word.starts_with(b"end") => Section::None,
                        _ => section,
                    };
                    hexes.clear();
                    array = None;
                }
                Token::Open => array = Some(Vec::new()),
                Token::Close => {
                    if let (Section::Ranges, [low, ..], Some(items)) =
                        (section, hexes.as_slice(), array.take())
                    {
                        let low = code(low);
                        for (at, item) in (0_u32..).zip(&items) {
                            if let Some(text) = low.checked_add(at).zip(text(item)) {
                                map.singles.insert(text.0, text.1);
                            }
                        }
                    }
                    hexes.clear();
                }
                Token::Hex(hex) => {
                    if let Some(items) = &mut array {
                        items.push(hex);
                        continue;
                    }
                    hexes.push(hex);
                    match (section, hexes.as_slice()) {
                        (Section::CodeSpace, [low, _]) => {
                            map.code_bytes = Some(map.code_bytes.unwrap_or(0).max(low.len()));
                            hexes.clear();
                        }
                        (Section::Chars, [from, to]) => {
                            if let Some(to) = text(to) {
                                map.singles.insert(code(from), to);
                            }
                            hexes.clear();
                        }
                        (Section::Ranges, [low, high, to]) => {
                            map.ranges.push(Range { low: code(low), high: code(high), target: units(to) });
                            hexes.clear();
                        }
                        _ => {}
                    }
                }
            }
        }
        map.ranges.sort_by_key(|range| range.low);
        map
    }

    /// Returns how many bytes a code has.
    pub(super) fn code_bytes(&self) -> Option<usize> {
        self.code_bytes.filter(|bytes| (1..=4).contains(bytes))
    }

    /// Returns the text of a code. Cost: `O(log ranges)` when ranges do not overlap.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.singles.get(&code) {
            return Some(text.clone());
        }
        let after = self.ranges.partition_point(|range| range.low <= code);
        let range = self.ranges[..after].iter().rev().take(8).find(|range| code <= range.high)?;
        let (last, rest) = range.target.split_last()?;
        let mut units = rest.to_vec();
        // Counting goes on in the last unit; past a surrogate it carries over.
        let value = u32::from(*last) + (code - range.low);
        if let (Some(&lead @ 0xd800..0xdc00), 0xdc00..0xe000) = (rest.last(), *last) {
            let scalar = 0x10000 + ((u32::from(lead) - 0xd800) << 10) + (value - 0xdc00);
            return char::from_u32(scalar).map(String::from);
        }
        units.push(u16::try_from(value).ok()?);
        String::from_utf16(&units).ok()
    }
}

#[derive(Clone, Copy)]
enum Section {
    None,
    CodeSpace,
    Chars,
    Ranges,
}

fn code(hex: &[u8]) -> u32 {
    hex.iter().fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn units(hex: &[u8]) -> Vec<u16> {
    match hex {
        [one] => vec![u16::from(*one)],
        _ => hex.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

fn text(hex: &[u8]) -> Option<String> {
    String::from_utf16(&units(hex)).ok()
}

struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let &byte = self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'%' => {
                    while self.bytes.get(self.at).is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
                b'<' if self.bytes.get(self.at) == Some(&b'<') => self.at += 1,
                b'<' => {
                    let mut digits = Vec::new();
                    while let Some(&b) = self.bytes.get(self.at) {
                        self.at += 1;
                        match b {
                            b'>' => break,
                            _ => digits.extend((b as char).to_digit(16).and_then(|d| u8::try_from(d).ok())),
                        }
                    }
                    if digits.len() % 2 == 1 {
                        digits.insert(0, 0);
                    }
                    return Some(Token::Hex(digits.chunks_exact(2).map(|d| d[0] << 4 | d[1]).collect()));
                }
                b if b.is_ascii_alphabetic() => {
                    let start = self.at - 1;
                    while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
                        self.at += 1;
                    }
                    return Some(Token::Word(self.bytes[start..self.at].to_vec()));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_ranges_and_arrays_are_read() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              1 beginbfchar <0003> <516C> endbfchar\n\
              2 beginbfrange <0010> <0012> <6587> <0020> <0021> [<4E00> <4E8C4E09>] endbfrange",
        );
        let text: Vec<_> = [3, 0x10, 0x11, 0x20, 0x21, 0x99].iter().map(|&code| map.text(code)).collect();
        let expected = ["公", "文", "斈", "一", "二三"].map(|text| Some(text.to_owned()));
        assert_eq!(text[..5], expected);
        assert_eq!((text[5].as_ref(), map.code_bytes()), (None, Some(2)));
    }
}
