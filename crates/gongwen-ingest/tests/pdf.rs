//! PDF: lines to paragraphs, margins, scans, locks.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod build;

use build::{PdfLine, pdf, saved};
use gongwen_ingest::{ErrorKind, Note, ReadOptions, read_bytes};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};

fn text(pages: &[Vec<PdfLine<'_>>]) -> String {
    let documents = read_bytes("a.pdf", &saved(pdf(pages)), &ReadOptions::default()).unwrap();
    assert_eq!(documents[0].notes, []);
    documents[0].text.as_str().to_owned()
}

/// Sixteen-point type, thirty characters a line, an indent of two.
const FULL: &str = "各级各部门要切实提高政治站位压实工作责任强化督促检查确保各项任务";

fn body(top: f32) -> Vec<PdfLine<'static>> {
    vec![
        (190.0, top, 22.0, "关于做好防汛工作的通知"),
        (72.0, top - 60.0, 16.0, "各区县人民政府："),
        (104.0, top - 90.0, 16.0, &FULL[..28 * 3]),
        (72.0, top - 120.0, 16.0, &FULL[..30 * 3]),
        (72.0, top - 150.0, 16.0, "落到实处。"),
        (104.0, top - 180.0, 16.0, &FULL[..28 * 3]),
        (72.0, top - 210.0, 16.0, "取得实效。"),
    ]
}

#[test]
fn wrapped_lines_become_paragraphs() {
    let first = format!("{}{}落到实处。", &FULL[..28 * 3], &FULL[..30 * 3]);
    let second = format!("{}取得实效。", &FULL[..28 * 3]);
    assert_eq!(text(&[body(700.0)]), format!("关于做好防汛工作的通知\n各区县人民政府：\n{first}\n{second}"));
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let mut first = body(700.0);
    first.push((104.0, 400.0, 16.0, &FULL[..28 * 3]));
    let second = vec![(72.0, 700.0, 16.0, "并报告结果。"), (104.0, 670.0, 16.0, "特此通知。")];
    let all = text(&[first, second]);
    assert!(all.ends_with(&format!("\n{}并报告结果。\n特此通知。", &FULL[..28 * 3])), "{all}");
}

#[test]
fn what_runs_along_the_margins_is_dropped() {
    let page = |number: &'static str| {
        let mut lines = vec![(72.0, 810.0, 9.0, "市政府公报 2024年第3期")];
        lines.extend(body(700.0));
        lines.push((290.0, 30.0, 14.0, number));
        lines.push((72.0, 20.0, 8.0, "https://www.example.gov.cn/a.html"));
        lines
    };
    let all = text(&[page("- 1 -"), page("- 2 -"), page("第3页 共3页")]);
    for noise in ["公报", "- 1 -", "页", "http"] {
        assert!(!all.contains(noise), "{noise} in {all}");
    }
    assert_eq!(all.matches("特此").count() + all.matches("关于做好防汛工作的通知").count(), 3);
}

#[test]
fn a_number_in_the_body_is_kept() {
    let mut page = body(700.0);
    page.push((104.0, 420.0, 16.0, "2024"));
    assert!(text(&[page]).contains("\n2024"));
}

#[test]
fn bold_type_drawn_twice_is_read_once() {
    let page = vec![(72.0, 700.0, 16.0, "重要通知"), (72.4, 700.0, 16.0, "重要通知")];
    assert_eq!(text(&[page]), "重要通知");
}

#[test]
fn to_unicode_maps_are_read_and_unmapped_glyphs_said() {
    let mut doc = pdf(&[vec![]]);
    let map = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <516C> <0002> <2F42> endbfchar";
    let map = doc.add_object(Stream::new(dictionary! {}, map.to_vec()));
    let font = doc.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H", "ToUnicode" => map });
    let content =
        doc.add_object(Stream::new(dictionary! {}, b"BT /F 12 Tf 50 500 Td <000100020009> Tj ET".to_vec()));
    let page = doc.page_iter().next().unwrap();
    let page = doc.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", content);
    page.set("Resources", dictionary! { "Font" => dictionary! { "F" => font } });
    let documents = read_bytes("a.pdf", &saved(doc), &ReadOptions::default()).unwrap();
    assert_eq!(documents[0].text.as_str(), "公文");
    assert_eq!(documents[0].notes, [Note::UnmappedGlyphs { count: 1 }]);
}

#[test]
fn a_scan_is_called_a_scan() {
    let error = read_bytes("a.pdf", &saved(pdf(&[vec![], vec![]])), &ReadOptions::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Scan { pages: 2 }));
    assert_eq!(error.to_string(), "a.pdf: no text layer: a scan of 2 page(s); expected a PDF with text");
    assert!(error.hint().is_some());
}

#[test]
fn a_locked_file_is_called_locked() {
    let mut doc = pdf(&[body(700.0)]);
    doc.trailer.set(
        "ID",
        Object::Array(vec![
            Object::string_literal("0123456789abcdef"),
            Object::string_literal("0123456789abcdef"),
        ]),
    );
    let lock = |doc: &Document, user| {
        EncryptionState::try_from(EncryptionVersion::V2 {
            document: doc,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: Permissions::all(),
        })
        .unwrap()
    };
    let mut locked = doc.clone();
    let state = lock(&doc, "secret");
    locked.encrypt(&state).unwrap();
    let error = read_bytes("a.pdf", &saved(locked), &ReadOptions::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Encrypted { .. }), "{error}");
    // A file that only forbids changes opens without a password.
    let state = lock(&doc, "");
    doc.encrypt(&state).unwrap();
    let documents = read_bytes("a.pdf", &saved(doc), &ReadOptions::default()).unwrap();
    assert!(documents[0].text.as_str().contains("防汛"));
}

#[test]
fn pages_and_objects_are_bounded() {
    let bytes = saved(pdf(&[body(700.0), body(700.0)]));
    let mut options = ReadOptions::default();
    options.limits.max_pages = 1;
    let error = read_bytes("a.pdf", &bytes, &options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.pdf: the number of pages is 2; at most 1 is allowed (limit `max_pages`)"
    );
    options.limits.max_objects = 3;
    assert!(matches!(
        read_bytes("a.pdf", &bytes, &options).unwrap_err().kind(),
        ErrorKind::Limit { limit: "max_objects", .. }
    ));
}
