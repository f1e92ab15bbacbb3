//! Which format a file has: its content decides, its name helps.

use std::path::Path;

use crate::document::FileFormat;
use crate::docx;
use crate::error::ErrorKind;
use crate::options::Limits;

/// What the first look at a file says.
pub(crate) struct Detected {
    pub(crate) format: FileFormat,
    /// What the extension says, when it says something else.
    pub(crate) named: Option<FileFormat>,
}

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// How much of a file is looked at.
const HEAD: usize = 4096;

/// Contents that are told by their first bytes and not read.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"%!PS", "PostScript"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"HN\x02\x00", "a CAJ file"),
    (b"CAJ", "a CAJ file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
];

/// Looks at the content, then at the extension of `path`.
pub(crate) fn detect(path: &Path, bytes: &[u8], limits: &Limits) -> Result<Detected, ErrorKind> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let named = FileFormat::from_extension(extension);
    let found = by_content(bytes, named, limits)?;
    let format = found.or(named.filter(|format| !is_binary(*format))).unwrap_or(FileFormat::Text);
    if found.is_none() && named.is_some_and(is_binary) && bytes.is_empty() {
        let format = named.unwrap_or(FileFormat::Text);
        return Err(ErrorKind::Malformed { format, reason: "the file is empty".to_owned() });
    }
    Ok(Detected { format, named: named.filter(|named| *named != format) })
}

fn is_binary(format: FileFormat) -> bool {
    matches!(format, FileFormat::Docx | FileFormat::Doc | FileFormat::Pdf | FileFormat::Rtf)
}

fn by_content(
    bytes: &[u8],
    named: Option<FileFormat>,
    limits: &Limits,
) -> Result<Option<FileFormat>, ErrorKind> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.starts_with(OLE) {
        return Ok(Some(FileFormat::Doc));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match docx::is_docx(bytes, limits) {
            Ok(true) => Ok(Some(FileFormat::Docx)),
            Ok(false) => Err(ErrorKind::Unsupported { found: "an archive without a Word document" }),
            Err(error) => Err(error),
        };
    }
    if head.starts_with(b"{\\rtf") {
        return Ok(Some(FileFormat::Rtf));
    }
    if head.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Ok(Some(FileFormat::Pdf));
    }
    if let Some((_, found)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ErrorKind::Unsupported { found });
    }
    if named.is_none_or(|named| is_binary(named) || named == FileFormat::Text) {
        if begins_like_html(head) {
            return Ok(Some(FileFormat::Html));
        }
        if head.to_ascii_lowercase().starts_with(b"mime-version:") {
            return Err(ErrorKind::Unsupported { found: "a web archive (MHT)" });
        }
    }
    if named.is_none() {
        let first = head
            .iter()
            .copied()
            .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
        if matches!(first, Some(b'{' | b'['))
            && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
        {
            return Ok(Some(FileFormat::Json));
        }
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let is_object = |line: &[u8]| {
            line.trim_ascii().starts_with(b"{")
                && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
        };
        if lines.next().is_some_and(is_object) && lines.next().is_none_or(is_object) {
            return Ok(Some(FileFormat::JsonLines));
        }
    }
    // Text has no NUL bytes but in UTF-16, where they stand on one side.
    let nul = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if !marked && even.min(odd) > head.len() / 200 + 1 {
        return Err(ErrorKind::Unsupported { found: "a binary file of an unknown kind" });
    }
    Ok(None)
}

fn begins_like_html(head: &[u8]) -> bool {
    if memchr::memchr(b'<', head).is_none() {
        return false;
    }
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let lower = String::from_utf8_lossy(&text).to_ascii_lowercase();
    let mut rest =
        lower.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    while let Some(after) = rest
        .strip_prefix("<!--")
        .and_then(|r| r.find("-->").map(|end| &r[end + 3..]))
        .or_else(|| rest.strip_prefix("<?xml").and_then(|r| r.find("?>").map(|end| &r[end + 2..])))
    {
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<meta "].iter().any(|sign| rest.starts_with(sign))
}
