//! Fonts of a PDF: from the bytes of a string to characters and their widths.

use std::collections::HashMap;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;

/// A font as far as text needs it.
pub(super) struct Font {
    code_bytes: CodeBytes,
    to_unicode: Option<CMap>,
    /// What codes mean without a ToUnicode map.
    fallback: Fallback,
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// Glyph space to text space: 0.001 but for Type 3 fonts.
    unit: f32,
}

enum CodeBytes {
    Fixed(usize),
    /// One byte below 0x80, else two: GBK and Big5.
    Mixed,
}

enum Fallback {
    /// The codes are those of a character set: the predefined CMaps of un-embedded Chinese fonts.
    Charset(&'static Encoding),
    /// One byte each.
    Bytes(Vec<Option<String>>),
    None,
}

/// One character code shown.
pub(super) struct Shown {
    pub(super) text: Option<String>,
    /// Advance in text space, for a font size of 1.
    pub(super) width: f32,
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn new(doc: &Document, dict: &Dictionary, max_bytes: usize) -> Self {
        let subtype = name(doc, dict, b"Subtype").unwrap_or_default();
        let to_unicode = stream(doc, dict, b"ToUnicode", max_bytes).map(|bytes| CMap::parse(&bytes));
        if subtype == b"Type0" {
            Self::composite(doc, dict, to_unicode, max_bytes)
        } else {
            Self::simple(doc, dict, to_unicode, &subtype)
        }
    }

    fn composite(doc: &Document, dict: &Dictionary, to_unicode: Option<CMap>, max_bytes: usize) -> Self {
        let encoding = name(doc, dict, b"Encoding").unwrap_or_default();
        let encoding = String::from_utf8_lossy(&encoding).into_owned();
        let charset = charset_of(&encoding);
        let own_map =
            stream(doc, dict, b"Encoding", max_bytes).and_then(|bytes| CMap::parse(&bytes).code_bytes());
        let code_bytes = match charset {
            Some(charset) if charset == UTF_16BE => CodeBytes::Fixed(2),
            Some(_) => CodeBytes::Mixed,
            None if encoding.starts_with("Identity") => CodeBytes::Fixed(2),
            None => CodeBytes::Fixed(own_map.or_else(|| to_unicode.as_ref()?.code_bytes()).unwrap_or(2)),
        };
        let descendant = dict
            .get_deref(b"DescendantFonts", doc)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|font| doc.dereference(font).ok())
            .and_then(|(_, font)| font.as_dict().ok());
        let mut widths = HashMap::new();
        let mut default_width = 1000.0;
        if let Some(descendant) = descendant {
            if let Some(width) = number(doc, descendant, b"DW") {
                default_width = width;
            }
            // Widths are by glyph; they apply to codes only where both are the same.
            if charset.is_none()
                && let Ok(list) = descendant.get_deref(b"W", doc).and_then(Object::as_array)
            {
                widths = composite_widths(doc, list);
            }
        }
        let fallback = charset.map_or(Fallback::None, Fallback::Charset);
        Self { code_bytes, to_unicode, fallback, widths, default_width, unit: 0.001 }
    }

    fn simple(doc: &Document, dict: &Dictionary, to_unicode: Option<CMap>, subtype: &[u8]) -> Self {
        let first = number(doc, dict, b"FirstChar").unwrap_or(0.0) as u32;
        let mut widths = HashMap::new();
        if let Ok(list) = dict.get_deref(b"Widths", doc).and_then(Object::as_array) {
            for (code, width) in (first..).zip(list.iter().take(256)) {
                if let Ok((_, width)) = doc.dereference(width)
                    && let Ok(width) = width.as_float()
                {
                    widths.insert(code, width);
                }
            }
        }
        let unit = match dict.get_deref(b"FontMatrix", doc).and_then(Object::as_array) {
            Ok(matrix) if subtype == b"Type3" => {
                matrix.first().and_then(|a| a.as_float().ok()).unwrap_or(0.001)
            }
            _ => 0.001,
        };
        let encoding = dict.get_font_encoding(doc).ok();
        let bytes = (0..=255_u8)
            .map(|byte| {
                let text = encoding.as_ref()?.bytes_to_string(&[byte]).ok()?;
                (!text.is_empty() && text != "\u{fffd}").then_some(text)
            })
            .collect();
        let fallback = if subtype == b"Type3" { Fallback::None } else { Fallback::Bytes(bytes) };
        Self { code_bytes: CodeBytes::Fixed(1), to_unicode, fallback, widths, default_width: 500.0, unit }
    }

    /// Shows `visit` every code of a string.
    pub(super) fn show(&self, bytes: &[u8], mut visit: impl FnMut(Shown)) {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            let length = match self.code_bytes {
                CodeBytes::Fixed(length) => length,
                CodeBytes::Mixed => {
                    if first < 0x80 {
                        1
                    } else {
                        2
                    }
                }
            }
            .min(rest.len());
            let (code_bytes, after) = rest.split_at(length);
            rest = after;
            let code = code_bytes.iter().fold(0_u32, |code, &byte| code << 8 | u32::from(byte));
            let width = self.widths.get(&code).copied().unwrap_or(match self.code_bytes {
                CodeBytes::Mixed if length == 1 => 500.0,
                _ => self.default_width,
            });
            let text = self
                .to_unicode
                .as_ref()
                .and_then(|map| map.text(code))
                .or_else(|| self.by_fallback(code_bytes));
            visit(Shown {
                text: text.filter(|t| !t.contains('\0')),
                width: width * self.unit,
                is_space: length == 1 && code == 32,
            });
        }
    }

    fn by_fallback(&self, code: &[u8]) -> Option<String> {
        match &self.fallback {
            Fallback::Charset(charset) => {
                let (text, bad) = charset.decode_without_bom_handling(code);
                (!bad).then(|| text.into_owned())
            }
            Fallback::Bytes(table) => table.get(usize::from(*code.first()?))?.clone(),
            Fallback::None => None,
        }
    }
}

/// Returns the character set that a predefined CMap reads (ISO 32000-1, table 118).
fn charset_of(name: &str) -> Option<&'static Encoding> {
    let name = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"))?;
    Some(match name {
        "GBK-EUC" | "GB-EUC" | "GBpc-EUC" | "GBKp-EUC" | "GBK2K" => GB18030,
        "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" => BIG5,
        "UniGB-UCS2" | "UniGB-UTF16" | "UniCNS-UCS2" | "UniCNS-UTF16" | "UniJIS-UCS2" | "UniJIS-UTF16" => {
            UTF_16BE
        }
        "UniGB-UTF8" | "UniCNS-UTF8" => UTF_8,
        _ => return None,
    })
}

/// Reads a `W` array: `c [w1 w2 …]` and `first last w`.
fn composite_widths(doc: &Document, list: &[Object]) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let objects: Vec<&Object> = list.iter().filter_map(|o| doc.dereference(o).ok().map(|(_, o)| o)).collect();
    let mut rest = objects.as_slice();
    while let [first, second, after @ ..] = rest {
        let Ok(first) = first.as_float() else { break };
        let first = first.clamp(0.0, 65_535.0) as u32;
        if let Ok(list) = second.as_array() {
            for (code, width) in (first..).zip(list) {
                widths.extend(width.as_float().ok().map(|width| (code, width)));
            }
            rest = after;
        } else if let ([width, after @ ..], Ok(last)) = (after, second.as_float()) {
            let last = last.clamp(0.0, 65_535.0) as u32;
            if let Ok(width) = width.as_float() {
                widths.extend((first..=last).map(|code| (code, width)));
            }
            rest = after;
        } else {
            break;
        }
        if widths.len() > 1 << 17 {
            break;
        }
    }
    widths
}

fn name(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    dict.get_deref(key, doc).and_then(Object::as_name).ok().map(<[u8]>::to_vec)
}

fn number(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<f32> {
    dict.get_deref(key, doc).and_then(Object::as_float).ok()
}

fn stream(doc: &Document, dict: &Dictionary, key: &[u8], max_bytes: usize) -> Option<Vec<u8>> {
    let stream = dict.get_deref(key, doc).and_then(Object::as_stream).ok()?;
    stream.get_plain_content_with_limit(max_bytes).ok()
}
