//! Bytes to text: which encoding, and whether the result can be trusted.
//!
//! In order: the encoding that the caller names, a byte order mark, strict UTF-8, what the page
//! declares, then the readings that the bytes allow, compared. Chinese encodings are told apart by
//! what comes out: in the right reading most characters are among the few hundred that make up most
//! of any text, in a wrong one they are rare. That beats guessing from byte pairs, which takes Big5
//! for GB18030 when told that the text is Chinese; `chardetng` decides when no reading looks
//! Chinese.

use std::collections::HashSet;
use std::sync::OnceLock;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Note;
use crate::error::ErrorKind;

/// Text with the name of the encoding it was read in.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
    pub(crate) notes: Vec<Note>,
}

/// How much of a file is looked at to tell encodings apart.
const SAMPLE: usize = 64 << 10;

/// A declaration of encoding stands in the first bytes of a page.
const PROLOGUE: usize = 4 << 10;

/// The most frequent characters of official prose, simplified and traditional: 1954–2026, by count.
const FREQUENT: &str = include_str!("frequent.txt");

/// Decodes `bytes`. `label` is the caller's choice. Cost: `O(bytes)`.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, ErrorKind> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| ErrorKind::UnknownEncoding { label: label.to_owned() })?;
        return Ok(read_as(bytes, widened(encoding), Vec::new()));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(read_as(bytes, encoding, Vec::new()));
    }
    // UTF-16 of ASCII is valid UTF-8 full of NULs.
    let has_nul = bytes[..bytes.len().min(SAMPLE)].contains(&0);
    if !has_nul && let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(noted(text.to_owned(), UTF_8, Vec::new()));
    }
    let declared = declared_encoding(bytes);
    let fits = best_reading(bytes, declared, has_nul);
    let mut notes = Vec::new();
    if let Some(declared) = declared
        && declared != fits
    {
        notes.push(Note::DeclaredEncoding { declared: declared.name(), read: fits.name() });
    }
    Ok(read_as(bytes, fits, notes))
}

/// Returns the encoding that contains `encoding` and is what its users mean.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn read_as(bytes: &[u8], encoding: &'static Encoding, notes: Vec<Note>) -> Decoded {
    let (text, encoding, _) = encoding.decode(bytes);
    noted(text.into_owned(), encoding, notes)
}

/// Notes the characters that a right decoding does not have.
fn noted(mut text: String, encoding: &'static Encoding, mut notes: Vec<Note>) -> Decoded {
    // GB18030 has a byte order mark too, which the decoder leaves in place.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    let (mut characters, mut undecodable, mut private) = (0, 0, 0);
    if may_be_odd(text.as_bytes()) {
        for c in text.chars() {
            characters += 1;
            undecodable += usize::from(c == '\u{fffd}');
            private += usize::from(is_private(c));
        }
    }
    let encoding = encoding.name();
    if undecodable > 0 {
        notes.push(Note::Undecodable { encoding, count: undecodable, characters });
    }
    if private > 0 {
        notes.push(Note::PrivateUse { encoding, count: private, characters });
    }
    Decoded { text, encoding, notes }
}

/// Returns whether UTF-8 bytes may hold U+FFFD or a private-use character, seen from lead bytes alone: EE and F3
/// upwards lead private-use characters, EF leads them up to A3, and EF BF leads U+FFFD.
fn may_be_odd(bytes: &[u8]) -> bool {
    // Every full-width comma has EF, so both questions are asked of all bytes, many at once.
    bytes.iter().fold(false, |odd, &byte| odd | (byte == 0xee) | (byte >= 0xf3))
        || bytes
            .iter()
            .zip(bytes.get(1..).unwrap_or_default())
            .fold(false, |odd, (&byte, &next)| odd | ((byte == 0xef) & ((next <= 0xa3) | (next == 0xbf))))
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}')
}

/// Returns the encoding that an HTML or XML prologue declares, read without parsing it.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let prologue = &bytes[..bytes.len().min(PROLOGUE)];
    let lower = prologue.to_ascii_lowercase();
    if !lower.contains(&b'<') {
        return None;
    }
    for key in [&b"charset"[..], b"encoding"] {
        let Some(at) = lower.windows(key.len()).position(|w| w == key) else { continue };
        let value: Vec<u8> = lower[at + key.len()..]
            .iter()
            .copied()
            .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\''))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
            .collect();
        // The bytes were read far enough to find ASCII, so they are not UTF-16 whatever they say.
        if let Some(encoding) = Encoding::for_label(&value)
            && encoding != UTF_16LE
            && encoding != UTF_16BE
        {
            return Some(widened(encoding));
        }
    }
    None
}

/// Returns the encoding in which the bytes read best.
fn best_reading(bytes: &[u8], declared: Option<&'static Encoding>, has_nul: bool) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let sample = if sample.is_empty() { bytes } else { sample };
    let mut candidates = vec![UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];
    if has_nul {
        // NUL bytes do not occur in the others.
        candidates.retain(|e| *e == UTF_16LE || *e == UTF_16BE);
    }
    if let Some(declared) = declared
        && !candidates.contains(&declared)
    {
        candidates.push(declared);
    }
    let mut best: Option<(&'static Encoding, f64)> = None;
    for encoding in candidates {
        // What the page says is right unless the bytes speak clearly against it.
        let bonus = if declared == Some(encoding) { 0.15 } else { 0.0 };
        let score = likeness(sample, encoding) + bonus;
        if best.is_none_or(|(_, had)| score > had) {
            best = Some((encoding, score));
        }
    }
    match best {
        Some((encoding, score)) if score >= 0.25 => encoding,
        _ if has_nul => UTF_8,
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            widened(detector.guess(None, chardetng::Utf8Detection::Allow))
        }
    }
}

/// Returns how much a reading looks like Chinese prose, at most 1: the share of frequent characters
/// among those that are not ASCII, less the share of those that no text has.
fn likeness(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let frequent = frequent();
    let (mut seen, mut good, mut bad) = (0_u32, 0_u32, 0_u32);
    for c in text.chars() {
        // UTF-16 of ASCII is ASCII: letters and line ends count for it, NULs against it.
        if c.is_ascii() && encoding != UTF_16LE && encoding != UTF_16BE {
            bad += u32::from(c == '\0');
            continue;
        }
        seen += 1;
        if frequent.contains(&c) || (c.is_ascii() && !c.is_ascii_control()) || matches!(c, '\n' | '\r' | '\t')
        {
            good += 1;
        } else if c == '\u{fffd}' || c.is_control() || is_private(c) {
            bad += 1;
        }
    }
    if seen == 0 { 0.0 } else { (f64::from(good) - 4.0 * f64::from(bad)) / f64::from(seen) }
}

fn frequent() -> &'static HashSet<char> {
    static SET: OnceLock<HashSet<char>> = OnceLock::new();
    SET.get_or_init(|| {
        FREQUENT.chars().filter(|c| !c.is_whitespace()).chain("，。、；：“”（）《》　！？".chars()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "各级政府要坚持以人民为中心的发展思想，切实抓好就业、教育、医疗等工作。";
    const TRADITIONAL: &str = "我們必須加強國家的經濟建設，提高人民的物質生活和文化生活水平。";

    #[test]
    fn every_encoding_is_recognised_by_what_comes_out() {
        let utf16 =
            |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        for (bytes, text, encoding) in [
            (SIMPLIFIED.as_bytes().to_vec(), SIMPLIFIED, "UTF-8"),
            (GB18030.encode(SIMPLIFIED).0.into_owned(), SIMPLIFIED, "gb18030"),
            (GB18030.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "gb18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
            (utf16(SIMPLIFIED, u16::to_le_bytes), SIMPLIFIED, "UTF-16LE"),
            (utf16(TRADITIONAL, u16::to_be_bytes), TRADITIONAL, "UTF-16BE"),
            (utf16("plain\n", u16::to_be_bytes), "plain\n", "UTF-16BE"),
            (Vec::new(), "", "UTF-8"),
        ] {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert_eq!(decoded.notes, []);
        }
    }

    #[test]
    fn short_texts_are_recognised() {
        for text in ["年度计划", "工作报告", "关于做好工作的通知"] {
            assert_eq!(decode(&GB18030.encode(text).0, None).unwrap().text, text);
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        bytes.extend_from_slice(SIMPLIFIED.as_bytes());
        assert_eq!(decode(&bytes, None).unwrap().text, SIMPLIFIED);
        let (gb, _, _) = GB18030.encode("\u{feff}公文工作");
        assert_eq!(decode(&gb, None).unwrap().text, "公文工作");
    }

    #[test]
    fn a_wrong_declaration_is_overruled_and_said() {
        let page = format!("<meta charset=big5><p>{SIMPLIFIED}");
        let decoded = decode(&GB18030.encode(&page).0, None).unwrap();
        assert_eq!(decoded.text, page);
        assert_eq!(decoded.notes, [Note::DeclaredEncoding { declared: "Big5", read: "gb18030" }]);
    }

    #[test]
    fn gb2312_means_gb18030() {
        let page = "<meta charset='gb2312'><p>朱镕基总理、㐂字".to_owned();
        let decoded = decode(&GB18030.encode(&page).0, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (page.as_str(), "gb18030"));
    }

    #[test]
    fn damage_is_said() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(matches!(decoded.notes[..], [Note::Undecodable { count: 1, .. }]));
        let forced = decode(&BIG5.encode(TRADITIONAL).0, Some("gbk")).unwrap();
        assert!(!forced.notes.is_empty());
    }
}
