//! Real files, where they are at hand: `../shared/raw` beside the workspace.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it skips"
)]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongwen_ingest::{Document, ReadOptions, read};
use gongwen_text::is_han;

fn shared() -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no ../shared");
    None
}

fn one(path: &Path) -> Document {
    let mut documents = read(path, &ReadOptions::default()).unwrap();
    assert_eq!(documents.len(), 1, "{}", path.display());
    documents.remove(0)
}

fn lines(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|c| is_han(*c)).collect()
}

/// The length of the longest common subsequence (Hyyrö's bit-parallel algorithm, 64 rows at a time).
fn common(a: &[char], b: &[char]) -> usize {
    let words = a.len().div_ceil(64);
    let mut masks: HashMap<char, Vec<u64>> = HashMap::new();
    for (at, c) in a.iter().enumerate() {
        masks.entry(*c).or_insert_with(|| vec![0; words])[at / 64] |= 1 << (at % 64);
    }
    let mut row = vec![u64::MAX; words];
    for c in b {
        let Some(mask) = masks.get(c) else { continue };
        let mut carry = false;
        for (v, m) in row.iter_mut().zip(mask) {
            let u = *v & m;
            let (sum, over) = v.overflowing_add(u);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            carry = over || again;
            *v = sum | (*v & !m);
        }
    }
    (0..a.len()).filter(|at| row[at / 64] >> (at % 64) & 1 == 0).count()
}

#[test]
fn encodings_equal_their_twins() {
    let Some(shared) = shared() else { return };
    for (file, twin) in [
        ("gwr_1954_traditional.big5.txt", "gwr_1954_traditional.utf8.txt"),
        ("gwr_1983.gb18030.txt", "gwr_1983.utf8.txt"),
        ("gwr_1983.utf16be.txt", "gwr_1983.utf8.txt"),
        ("gwr_1983.utf16le.txt", "gwr_1983.utf8.txt"),
        ("gwr_1983.utf8bom.txt", "gwr_1983.utf8.txt"),
    ] {
        let folder = shared.join("raw/encodings");
        let document = one(&folder.join(file));
        let twin = fs::read_to_string(folder.join(twin)).unwrap();
        assert!(lines(document.text.as_str()) == lines(&twin), "{file} as {:?}", document.encoding);
        assert_eq!(document.notes, [], "{file}");
    }
    let gbk = one(&shared.join("raw/sighan_gbk/pku_test.txt"));
    let twin = fs::read_to_string(shared.join("corpora/sighan2005/pku_test.utf8")).unwrap();
    assert!(lines(gbk.text.as_str()) == lines(&twin));
}

#[test]
fn pages_give_their_main_text_and_imprint() {
    let Some(shared) = shared() else { return };
    for (name, number, date) in [
        ("govcn_5338761", "国办函〔2018〕71号", "2018-10-27"),
        ("govcn_5341736", "国令第706号", "2018-11-06"),
        ("govcn_5342665", "国发〔2018〕38号", "2018-11-07"),
        ("govcn_5343366", "国办发〔2018〕108号", "2018-11-19"),
    ] {
        let document = one(&shared.join(format!("raw/html/{name}.html")));
        let twin = fs::read_to_string(shared.join(format!("corpora/gov_cn_policy/{name}.txt"))).unwrap();
        let (got, want) = (han(document.text.as_str()), han(&twin));
        let shared_han = common(&want, &got);
        println!("{name}: {shared_han} of {} Han of the twin, {} read", want.len(), got.len());
        assert!(shared_han * 1000 >= want.len() * 995 && got.len() * 1000 <= want.len() * 1005);
        assert_eq!(
            document.text.as_str().lines().count(),
            twin.lines().filter(|l| !l.trim().is_empty()).count()
        );
        assert_eq!(
            (document.metadata.number.as_deref(), document.metadata.date.as_deref()),
            (Some(number), Some(date))
        );
    }
}

#[test]
fn pdfs_hold_the_text_of_their_twins_in_order() {
    let Some(shared) = shared() else { return };
    for (file, twin) in [
        ("gongchandangyuan_1", "pb_009"),
        ("gongchandangyuan_2", "pb_031"),
        ("guangming", "pb_014"),
        ("moe_tsinghua", "pb_023"),
    ] {
        let document = one(&shared.join(format!("raw/pdf/{file}.pdf")));
        let twin =
            fs::read_to_string(shared.join(format!("corpora/party_building_misc/{twin}.txt"))).unwrap();
        let (got, want) = (han(document.text.as_str()), han(&twin));
        let shared_han = common(&want, &got);
        println!("{file}: {shared_han} of {} Han of the twin, {} read", want.len(), got.len());
        assert!(shared_han * 100 >= want.len() * 98);
        // Paragraphs are joined: as many lines as the twin has, but for a few of the page around it.
        let twin_lines = twin.lines().filter(|line| !line.trim().is_empty()).count();
        let got_lines = document.text.as_str().lines().count();
        assert!(got_lines.abs_diff(twin_lines) <= 6, "{got_lines} lines for {twin_lines}");
    }
}

#[test]
fn docx_files_hold_every_paragraph() {
    let Some(shared) = shared() else { return };
    let mut count = 0;
    for entry in fs::read_dir(shared.join("raw/docx")).unwrap() {
        let path = entry.unwrap().path();
        let document = one(&path);
        let text: String = document.text.as_str().chars().filter(|c| !c.is_whitespace()).collect();
        let mut zip = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
        let xml = std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap();
        let mut paragraphs = 0;
        for paragraph in xml.split("</w:p>") {
            let wanted: String = paragraph
                .split("<w:t")
                .skip(1)
                .filter_map(|t| {
                    t.strip_prefix([' ', '>'])
                        .and(t.split_once('>'))
                        .and_then(|(_, t)| t.split_once("</w:t>"))
                })
                .map(|(t, _)| t.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .collect();
            let wanted: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(text.contains(&wanted), "{}: {wanted}", path.display());
            paragraphs += usize::from(!wanted.is_empty());
        }
        count += paragraphs;
        let runs = document.runs.unwrap();
        println!("{}: {paragraphs} paragraphs, {} in the run map", path.display(), runs.paragraphs.len());
        for piece in &runs.pieces {
            assert_eq!(runs.locate(piece.span.start).unwrap().offset, piece.offset);
        }
    }
    assert!(count > 100);
}

#[test]
fn broadcasts_give_a_document_an_item() {
    let Some(shared) = shared() else { return };
    for (file, items) in [("20120704", 15), ("20180905", 34), ("20240721", 11), ("20251028", 16)] {
        let documents =
            read(&shared.join(format!("raw/json_html/{file}.json")), &ReadOptions::default()).unwrap();
        assert_eq!(documents.len(), items, "{file}");
        for document in &documents {
            let text = document.text.as_str();
            assert!(
                !text.contains(['<', '>']) && !text.contains("&nbsp;") && !text.starts_with("央视网消息"),
                "{}",
                document.id
            );
            let date = format!("{}-{}-{}", &file[..4], &file[4..6], &file[6..]);
            assert_eq!(document.metadata.date.as_deref(), Some(date.as_str()));
            assert!(!document.metadata.title.as_deref().unwrap().starts_with('['));
        }
    }
}
