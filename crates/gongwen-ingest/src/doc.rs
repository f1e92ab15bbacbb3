//! Legacy Word documents (97–2003), read by `rwml`.
//!
//! An OLE container holds many kinds of files; which one is told by the names of its streams before
//! the reader sees it, so that a workbook or an encrypted DOCX is named for what it is.

use crate::document::FileFormat;
use crate::error::ErrorKind;
use crate::extract::Extract;

const FORMAT: FileFormat = FileFormat::Doc;

/// Reads a DOC. Runs third-party code: call it through [`guard::timed`](crate::guard::timed).
pub(crate) fn read(bytes: &[u8]) -> Result<Extract, ErrorKind> {
    if has_stream(bytes, "EncryptedPackage") {
        return Err(ErrorKind::Encrypted { format: FileFormat::Docx });
    }
    if !has_stream(bytes, "WordDocument") {
        return Err(ErrorKind::Unsupported { found: "an OLE file without a Word document" });
    }
    let text = rwml::extract_text(bytes).map_err(|error| match error {
        rwml::Error::Encrypted { .. } => ErrorKind::Encrypted { format: FORMAT },
        other => ErrorKind::Malformed { format: FORMAT, reason: other.to_string() },
    })?;
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}']) {
        let line = line.replace('\u{7}', "\t");
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let line = line.trim();
        if !line.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
    Ok(Extract { text: out, ..Extract::default() })
}

/// Returns whether the directory of an OLE file names a stream: names stand there in UTF-16, ended by zero.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    // Entries of the directory are 128 bytes long and aligned.
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&wanted))
}
