//! Rich Text Format, which old programs save under the name `.doc`: its text.

use encoding_rs::{Encoding, GB18030};

use crate::extract::Extract;

/// Groups that hold no text of the document.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "xmlnstbl",
    "rsidtbl",
    "generator",
    "listtable",
    "listoverridetable",
    "pgptbl",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "filetbl",
    "revtbl",
    "listtext",
];

#[derive(Clone)]
struct Group {
    silent: bool,
    /// Bytes to pass over after `\u`.
    skip: usize,
}

/// Reads RTF. Cost: `O(bytes)`; groups are kept on a stack of at most `max_depth`, deeper ones are
/// flat.
pub(crate) fn read(bytes: &[u8], max_depth: u64) -> Extract {
    let mut reader =
        Reader { out: String::new(), bytes: Vec::new(), encoding: GB18030, skip: 0, units: Vec::new() };
    let mut stack = vec![Group { silent: false, skip: 1 }];
    let mut at = 0;
    let mut starred = false;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let group = stack.last().cloned().unwrap_or(Group { silent: false, skip: 1 });
        match byte {
            b'{' if (stack.len() as u64) < max_depth => stack.push(group),
            b'}' if stack.len() > 1 => {
                stack.pop();
            }
            b'\\' => {
                let Some(&next) = bytes.get(at) else { break };
                at += 1;
                match next {
                    b'\'' => {
                        let hex = bytes
                            .get(at..at + 2)
                            .and_then(|h| std::str::from_utf8(h).ok())
                            .and_then(|h| u8::from_str_radix(h, 16).ok());
                        at = (at + 2).min(bytes.len());
                        if let Some(hex) = hex.filter(|_| !group.silent) {
                            reader.byte(hex);
                        }
                    }
                    b'*' => starred = true,
                    b'\\' | b'{' | b'}' if !group.silent => reader.byte(next),
                    b'~' if !group.silent => reader.byte(b' '),
                    b'\n' | b'\r' if !group.silent => reader.char('\n'),
                    next if next.is_ascii_alphabetic() => {
                        let start = at - 1;
                        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                            at += 1;
                        }
                        let word = std::str::from_utf8(&bytes[start..at]).unwrap_or_default();
                        let number_at = at;
                        if bytes.get(at) == Some(&b'-') {
                            at += 1;
                        }
                        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                            at += 1;
                        }
                        let number: Option<i64> =
                            std::str::from_utf8(&bytes[number_at..at]).ok().and_then(|n| n.parse().ok());
                        if bytes.get(at) == Some(&b' ') {
                            at += 1;
                        }
                        if let Some(group) = stack.last_mut() {
                            group.silent |= starred || SILENT.contains(&word);
                            if word == "uc" {
                                group.skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
                            }
                        }
                        starred = false;
                        if word == "bin" {
                            at = at.saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
                        }
                        if !group.silent {
                            reader.word(word, number, group.skip);
                        }
                    }
                    _ => {}
                }
            }
            b'\r' | b'\n' | b'{' | b'}' | 0 => {}
            byte if !group.silent => reader.byte(byte),
            _ => {}
        }
    }
    reader.flush();
    let lines: Vec<&str> = reader.out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Extract { text: lines.join("\n"), ..Extract::default() }
}

struct Reader {
    out: String,
    /// Bytes not yet decoded.
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    skip: usize,
    /// A leading surrogate that waits for its partner.
    units: Vec<u16>,
}

impl Reader {
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    fn flush(&mut self) {
        self.skip = 0;
        if !self.bytes.is_empty() {
            let (text, _) = self.encoding.decode_without_bom_handling(&self.bytes);
            self.out.push_str(&text);
            self.bytes.clear();
        }
    }

    fn char(&mut self, c: char) {
        self.flush();
        self.out.push(c);
    }

    fn word(&mut self, word: &str, number: Option<i64>, skip: usize) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.char('\n'),
            "tab" | "cell" => self.char('\t'),
            "emdash" => self.char('—'),
            "endash" => self.char('–'),
            "lquote" => self.char('‘'),
            "rquote" => self.char('’'),
            "ldblquote" => self.char('“'),
            "rdblquote" => self.char('”'),
            "ansicpg" => {
                let label = match number {
                    Some(936) => "gb18030".to_owned(),
                    Some(950) => "big5".to_owned(),
                    Some(65001) => "utf-8".to_owned(),
                    Some(page) => format!("windows-{page}"),
                    None => return,
                };
                // Chinese documents saved by western programs state 1252 and write Unicode.
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(GB18030);
            }
            "u" => {
                let Some(unit) = number.and_then(|n| u16::try_from(n.rem_euclid(65_536)).ok()) else {
                    return;
                };
                self.flush();
                self.units.push(unit);
                if !(0xd800..0xdc00).contains(&unit) {
                    self.out.extend(char::decode_utf16(self.units.drain(..)).flatten());
                }
                self.skip = skip;
            }
            _ => {}
        }
    }
}
