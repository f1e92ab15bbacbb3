//! The package around the parts: what is unchanged is copied as it is packed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::document::FileFormat;
use crate::docx::archive::Archive;
use crate::error::ErrorKind;
use crate::xml::{self, Piece};

const BOM: &str = "\u{feff}";
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

pub(super) fn malformed(reason: impl std::fmt::Display) -> ErrorKind {
    ErrorKind::Malformed { format: FileFormat::Docx, reason: reason.to_string() }
}

/// Unpacks a part that is to be edited in place; `None` when there is none.
pub(super) fn editable(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ErrorKind> {
    let Some(bytes) = archive.bytes(name)? else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| malformed(format_args!("{name} is not in UTF-8")))?;
    if text.starts_with(BOM) {
        return Err(malformed(format_args!("{name} begins with a byte order mark")));
    }
    Ok(Some(text))
}

/// Returns the package with some parts changed or added. Order, names and packed bytes of the others stay.
pub(super) fn rewrite(bytes: &[u8], mut changed: BTreeMap<String, String>) -> Result<Vec<u8>, ErrorKind> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).map_err(malformed)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + (1 << 14))));
    to.set_raw_comment(from.comment().into()).map_err(malformed)?;
    for at in 0..from.len() {
        let file = from.by_index_raw(at).map_err(malformed)?;
        let name = file.name().map(Cow::into_owned).map_err(malformed)?;
        let Some(content) = changed.remove(&name) else {
            to.raw_copy_file(file).map_err(malformed)?;
            continue;
        };
        let method = match file.compression() {
            CompressionMethod::Stored => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let mut options = SimpleFileOptions::default().compression_method(method);
        if let Some(time) = file.last_modified() {
            options = options.last_modified_time(time);
        }
        drop(file);
        write(&mut to, name, &content, options)?;
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in changed {
        write(&mut to, name, &content, options)?;
    }
    Ok(to.finish().map_err(malformed)?.into_inner())
}

fn write(
    to: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: String,
    content: &str,
    options: SimpleFileOptions,
) -> Result<(), ErrorKind> {
    to.start_file(name, options).map_err(malformed)?;
    to.write_all(content.as_bytes()).map_err(malformed)
}

/// Returns `xml` with `child` as the last child of its root. `child` is given the prefix of the root's name, colon
/// included.
pub(super) fn with_last_child(
    xml: &str,
    part: &str,
    max_depth: u64,
    child: impl FnOnce(&str) -> String,
) -> Result<String, ErrorKind> {
    let mut root: Option<(String, std::ops::Range<usize>)> = None;
    let mut end = None;
    let mut depth = 0_usize;
    xml::walk_at(xml, max_depth, |piece, at| match piece {
        Piece::Open(start) => {
            if depth == 0 && root.is_none() {
                root = Some((start.name().into_inner().to_owned(), at));
            }
            depth += 1;
        }
        Piece::Close(_) => {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                end.get_or_insert(at);
            }
        }
        Piece::Text(_) => {}
    })
    .map_err(|problem| malformed(format_args!("{part}: {problem:?}")))?;
    let (Some((name, open)), Some(end)) = (root, end) else {
        return Err(malformed(format_args!("{part} has no root")));
    };
    let prefix = name.rsplit_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default();
    let child = child(&prefix);
    Ok(if end == open {
        let tag = xml[open.clone()].trim_end_matches('>').trim_end_matches('/');
        format!("{}{tag}>{child}</{name}>{}", &xml[..open.start], &xml[open.end..])
    } else {
        format!("{}{child}{}", &xml[..end.start], &xml[end.start..])
    })
}

/// Returns `text` as it stands between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML knows no other control characters.
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}
