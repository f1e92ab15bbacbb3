//! Makes small DOCX and PDF files for the tests.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its own part, and stops at what it did not expect"
)]

use std::io::{Cursor, Write};

use lopdf::{Document, Object, Stream, dictionary};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Packs parts into an archive.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
        )
        .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Makes a DOCX of a body and further parts, each `(name, content)`.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:wps=\"wps\" xmlns:v=\"v\"><w:body>{body}</w:body></w:document>"
    );
    let package = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let relations: String = parts
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("word/"))
        .map(|name| {
            let kind = name.trim_end_matches(".xml").trim_end_matches(char::is_numeric);
            format!("<Relationship Id=\"{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{name}\"/>")
        })
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", package.as_str()),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", relations.as_str()),
    ];
    all.extend_from_slice(parts);
    archive(&all)
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A line of a page: where, how large, what.
pub(crate) type PdfLine<'t> = (f32, f32, f32, &'t str);

/// Makes a PDF with an un-embedded Chinese font, as programs of twenty years ago did: strings are GBK.
pub(crate) fn pdf(pages: &[Vec<PdfLine<'_>>]) -> Document {
    let mut doc = Document::with_version("1.5");
    let pages_id = doc.new_object_id();
    let descendant = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "DW" => 1000,
        "CIDSystemInfo" => dictionary! { "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 2 },
    });
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light", "Encoding" => "GBK-EUC-H",
        "DescendantFonts" => vec![descendant.into()],
    });
    let resources = doc.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids: Vec<Object> = Vec::new();
    for lines in pages {
        let mut content = Vec::new();
        for (x, y, size, text) in lines {
            write!(content, "BT /F1 {size} Tf {x} {y} Td <").unwrap();
            for byte in encoding_rs::GB18030.encode(text).0.iter() {
                write!(content, "{byte:02x}").unwrap();
            }
            writeln!(content, "> Tj ET").unwrap();
        }
        let content = doc.add_object(Stream::new(dictionary! {}, content));
        kids.push(
            doc.add_object(dictionary! { "Type" => "Page", "Parent" => pages_id, "Contents" => content })
                .into(),
        );
    }
    let count = i64::try_from(kids.len()).unwrap();
    doc.objects.insert(
        pages_id,
        dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        }
        .into(),
    );
    let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    doc.trailer.set("Root", catalog);
    doc
}

pub(crate) fn saved(mut doc: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}
