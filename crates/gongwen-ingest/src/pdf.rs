//! PDF with a text layer: paragraphs of text, without what runs along the page margins.
//!
//! `lopdf` parses the file; the text is read by own code from the content streams, because places
//! are needed to join hard-wrapped lines. A file without any text is reported as a scan, one with a
//! password as encrypted. The whole reading runs on a thread with a deadline; unpacked bytes, pages
//! and objects are bounded.

mod cmap;
mod content;
mod font;
mod layout;
mod radicals;

use lopdf::{Document, LoadOptions, Object, ObjectId};

use self::content::Interpreter;
use crate::document::{FileFormat, Note};
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::metadata::{self, Field, MetadataSource};
use crate::options::Limits;

const FORMAT: FileFormat = FileFormat::Pdf;

/// Reads a PDF. Runs third-party code: call it through [`guard::timed`](crate::guard::timed).
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extract, ErrorKind> {
    let budget = usize::try_from(limits.max_expanded_bytes).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(budget), ..LoadOptions::default() };
    let doc = Document::load_mem_with_options(bytes, options).map_err(|error| loading(&error))?;
    if doc.is_encrypted() {
        return Err(ErrorKind::Encrypted { format: FORMAT });
    }
    bounded("max_objects", "the number of objects", doc.objects.len(), limits.max_objects)?;
    let pages: Vec<ObjectId> = doc
        .page_iter()
        .take(usize::try_from(limits.max_pages).unwrap_or(usize::MAX).saturating_add(1))
        .collect();
    bounded("max_pages", "the number of pages", pages.len(), limits.max_pages)?;
    if pages.is_empty() {
        return Err(ErrorKind::Malformed { format: FORMAT, reason: "it has no pages".to_owned() });
    }
    let mut out = Extract::default();
    let mut interpreter = Interpreter::new(&doc, budget);
    let (mut lines, mut heights, mut without) = (Vec::new(), Vec::new(), 0);
    for (number, &page) in pages.iter().enumerate() {
        if let Err(error) = interpreter.page(page) {
            out.notes
                .push(Note::PartSkipped { part: format!("page {}", number + 1), reason: error.to_string() });
        }
        let found = layout::lines(number, &interpreter.segments);
        without += usize::from(found.is_empty());
        heights.push(height(&found));
        lines.extend(found);
        if interpreter.budget == 0 {
            return Err(ErrorKind::Limit {
                limit: "max_expanded_bytes",
                what: "the expanded size in bytes",
                value: limits.max_expanded_bytes,
                max: limits.max_expanded_bytes,
            });
        }
    }
    if lines.is_empty() && interpreter.unmapped == 0 {
        return Err(ErrorKind::Scan { pages: pages.len() });
    }
    if without > 0 {
        out.notes.push(Note::PagesWithoutText { without, pages: pages.len() });
    }
    if interpreter.unmapped > 0 {
        out.notes.push(Note::UnmappedGlyphs { count: interpreter.unmapped });
    }
    for (line, page) in page_edges(&doc, &pages).into_iter().enumerate() {
        if let (Some(height), Some(page)) = (heights.get_mut(line), page) {
            *height = page;
        }
    }
    out.text = layout::paragraphs(&layout::without_margins(lines, &heights));
    properties(&doc, &mut out);
    Ok(out)
}

fn bounded(limit: &'static str, what: &'static str, value: usize, max: u64) -> Result<(), ErrorKind> {
    let value = value as u64;
    if value > max { Err(ErrorKind::Limit { limit, what, value, max }) } else { Ok(()) }
}

fn loading(error: &lopdf::Error) -> ErrorKind {
    match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => {
            ErrorKind::Encrypted { format: FORMAT }
        }
        other => ErrorKind::Malformed { format: FORMAT, reason: other.to_string() },
    }
}

/// The vertical extent of what is on a page, for pages that do not state theirs.
fn height(lines: &[layout::Line]) -> (f32, f32) {
    let low = lines.iter().map(|line| line.y).fold(f32::MAX, f32::min);
    let high = lines.iter().map(|line| line.y + line.size).fold(f32::MIN, f32::max);
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// The lower and upper edge of each page where it states them and is not turned.
fn page_edges(doc: &Document, pages: &[ObjectId]) -> Vec<Option<(f32, f32)>> {
    let edges = |page: &ObjectId| {
        let mut node = doc.get_dictionary(*page).ok()?;
        let mut found = None;
        for _ in 0..64 {
            if node.get_deref(b"Rotate", doc).and_then(Object::as_i64).is_ok_and(|turn| turn % 180 != 0) {
                return None;
            }
            if found.is_none() {
                found = node.get_deref(b"MediaBox", doc).and_then(Object::as_array).ok();
            }
            match node.get_deref(b"Parent", doc).and_then(Object::as_dict) {
                Ok(parent) => node = parent,
                Err(_) => break,
            }
        }
        let side = |at: usize| doc.dereference(found?.get(at)?).ok()?.1.as_float().ok();
        Some((side(1)?, side(3)?)).filter(|(low, high)| low < high)
    };
    pages.iter().map(edges).collect()
}

/// Takes what the information dictionary knows. Titles there are often names of files: those are
/// not titles.
fn properties(doc: &Document, out: &mut Extract) {
    let Ok(info) = doc.trailer.get_deref(b"Info", doc).and_then(Object::as_dict) else { return };
    for (key, name) in [
        (&b"Title"[..], "title"),
        (b"Author", "author"),
        (b"CreationDate", "created"),
        (b"Producer", "producer"),
    ] {
        let Ok(value) = info.get_deref(key, doc).and_then(lopdf::decode_text_string) else { continue };
        let value = value.trim().trim_matches('\0');
        if name != "title" {
            out.metadata.offer_named(name, value, MetadataSource::Page);
        } else if value.chars().any(gongwen_text::is_han)
            && !value.contains(['\\', '/', '\u{fffd}'])
            && !value.starts_with("Microsoft")
        {
            let title = [".docx", ".doc", ".wps", ".pdf"]
                .iter()
                .fold(value, |title, end| title.trim_end_matches(end));
            out.metadata.offer(Field::Title, metadata::without_site(title), MetadataSource::Page);
        }
    }
}
