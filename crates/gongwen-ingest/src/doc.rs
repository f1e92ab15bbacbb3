//! Legacy Word documents (97–2003), read by `rwml`.
//!
//! An OLE container holds many kinds of files; which one is told by the names of its streams before
//! the reader sees it, so that a workbook or an encrypted DOCX is named for what it is.

use rwml::{Block, FieldRole};

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
    let document = rwml::Document::open(bytes).map_err(|error| match error {
        rwml::Error::Encrypted { .. } => ErrorKind::Encrypted { format: FORMAT },
        other => ErrorKind::Malformed { format: FORMAT, reason: other.to_string() },
    })?;
    let mut text = String::new();
    for block in &document.model().blocks {
        append(block, &mut text);
    }
    text.truncate(text.trim_end().len());
    Ok(Extract { text, ..Extract::default() })
}

/// Writes a block and its line end. Tables nest as deep as the reader lets them.
fn append(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(paragraph) => {
            let mut line = String::new();
            for run in paragraph.runs.iter().filter(|run| !is_page_number(&run.field)) {
                line.extend(
                    run.text
                        .chars()
                        .map(|c| if c == '\u{b}' { '\n' } else { c })
                        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n')),
                );
            }
            if let Some(list) =
                paragraph.props.list.as_ref().filter(|list| list.ordered && !line.trim().is_empty())
            {
                line.insert_str(0, list.label.trim());
            }
            let line = line.trim();
            if !line.is_empty() {
                out.push_str(line);
                out.push('\n');
            }
        }
        Block::Table(table) => {
            for row in &table.rows {
                let cells: Vec<String> = row
                    .cells
                    .iter()
                    .map(|cell| {
                        let mut text = String::new();
                        for block in &cell.blocks {
                            append(block, &mut text);
                        }
                        text.trim_end().to_owned()
                    })
                    .collect();
                let line = cells.join("\t");
                if !line.trim().is_empty() {
                    out.push_str(line.trim_end());
                    out.push('\n');
                }
            }
        }
        _ => {}
    }
}

fn is_page_number(field: &FieldRole) -> bool {
    let FieldRole::Simple { instruction } = field else { return false };
    matches!(instruction.split_whitespace().next(), Some("PAGE" | "NUMPAGES" | "SECTIONPAGES"))
}

/// Returns whether the directory of an OLE file names a stream: names stand there in UTF-16, ended
/// by zero.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    // Entries of the directory are 128 bytes long and aligned.
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&wanted))
}
