//! Input that was made to hurt: nothing panics, nothing hangs, nothing grows without bound.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod build;

use std::time::{Duration, Instant};

use build::{docx, p, pdf, saved};
use gongwen_ingest::{ErrorKind, ReadOptions, read_bytes};

/// Xorshift: the same bytes on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap()
    }
}

const NAMES: &[&str] =
    &["a.txt", "a.md", "a.html", "a.docx", "a.doc", "a.pdf", "a.json", "a.jsonl", "a.csv", "a.tsv", "-"];

/// Generous for a machine that does other things too; a hang lasts for ever.
const LONGEST: Duration = Duration::from_secs(2);

fn survives(name: &str, bytes: &[u8], options: &ReadOptions) {
    let start = Instant::now();
    match read_bytes(name, bytes, options) {
        Ok(documents) => {
            for document in documents {
                let text = document.text.as_str();
                for piece in document.runs.iter().flat_map(|runs| &runs.pieces) {
                    assert!(text.get(piece.span.start..piece.span.end).is_some());
                }
            }
        }
        Err(error) => {
            assert!(
                !matches!(error.kind(), ErrorKind::Reader { .. } | ErrorKind::TimedOut { .. }),
                "{error}"
            );
        }
    }
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
}

#[test]
fn random_bytes_of_every_name() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let options = ReadOptions::default();
    let heads: &[&[u8]] = &[
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"<html>",
        b"{\"text\":\"",
        b"\xff\xfe",
        b"id,text\n",
    ];
    for round in 0..10_000 {
        let length = random.below(300);
        let mut bytes = heads[random.below(heads.len())].to_vec();
        bytes.extend((0..length).map(|_| (random.next() >> 24) as u8));
        survives(NAMES[round % NAMES.len()], &bytes, &options);
    }
}

#[test]
fn damaged_documents_of_every_format() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let options = ReadOptions::default();
    let page = vec![(72.0, 700.0, 16.0, "关于做好防汛工作的通知"), (72.0, 650.0, 16.0, "各区县人民政府：")];
    let body = p("各区县：") + "<w:tbl><w:tr><w:tc>" + &p("甲") + "</w:tc></w:tr></w:tbl>";
    let seeds: Vec<(&str, Vec<u8>)> = vec![
        ("a.html", "<html><head><title>通知</title><body><table><tr><td>发文机关：<td>国务院</table><div id=zoom><p>正文<b>一<p>二</div>".into()),
        ("a.docx", docx(&body, &[("word/styles.xml", "<w:styles><w:style w:styleId=\"1\"/></w:styles>")])),
        ("a.pdf", saved(pdf(&[page.clone(), page]))),
        ("a.json", "{\"list\":[{\"title\":\"甲\",\"content\":\"<p>文</p>\"},{\"content\":null}]}".into()),
        ("a.jsonl", "{\"text\":\"甲\"}\n{\"text\":\"乙\"}\n".into()),
        ("a.csv", "id,text,date\n1,\"甲\n乙\",2024-01-01\n2,丙,\n".into()),
        ("a.md", "---\ntitle: x\n---\n# 题\n\n- 甲\n  1. 乙\n\n| a | b |\n|-|-|\n| c | d |\n<p>x</p>".into()),
        ("a.rtf", "{\\rtf1\\ansi{\\fonttbl x}\\'b9\\'ab\\u24037?\\par}".into()),
    ];
    for round in 0..3_000 {
        let (name, seed) = &seeds[round % seeds.len()];
        let mut bytes = seed.clone();
        for _ in 0..=random.below(6) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] = (random.next() >> 24) as u8,
                1 => bytes.truncate(at),
                2 => {
                    let end = (at + random.below(40)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => {
                    let end = (at + random.below(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        survives(name, &bytes, &options);
    }
}

#[test]
fn nesting_and_repetition() {
    let options = ReadOptions::default();
    for (name, bytes) in [
        ("a.html", "<div>".repeat(100_000)),
        ("a.html", "<b id=1>".repeat(3_000) + &"<p>x".repeat(3_000)),
        ("a.html", (0..40).map(|n| format!("<b id={n}>")).collect::<String>() + &"<p>x".repeat(20_000)),
        ("a.html", "<table><tr><td>".repeat(200) + "文"),
        ("a.html", "<table>".repeat(200) + &"<td>文".repeat(2_000)),
        ("a.html", "<".repeat(1_000_000)),
        ("a.html", "<!--".repeat(200_000)),
        ("a.html", "<script>".to_owned() + &"</".repeat(300_000)),
        ("a.html", "&".repeat(1_000_000)),
        ("a.html", "<a href=x>链</a>".repeat(50_000)),
        ("a.json", "[".repeat(1_000_000)),
        ("a.json", "{\"a\":".repeat(100_000)),
        ("a.jsonl", "[[[[\n".repeat(100_000)),
        ("a.csv", ",".repeat(1_000_000)),
        ("a.csv", "\"".repeat(1_000_001)),
        ("a.md", "> ".repeat(50_000) + "x"),
        ("a.md", "*a **b ".repeat(20_000)),
        ("a.md", "[".repeat(50_000)),
        ("a.md", "- ".repeat(20_000) + "x"),
        ("a.txt", "二〇".repeat(500_000)),
        ("a.txt", "\n".repeat(2_000_000)),
        ("a.rtf", "{\\rtf1".to_owned() + &"{".repeat(1_000_000)),
        ("a.pdf", "%PDF-1.4\n1 0 obj\n".to_owned() + &"[".repeat(500_000)),
        ("a.pdf", "%PDF-1.4\n".to_owned() + &"1 0 obj <</Length 9>> stream\n".repeat(20_000)),
        ("a.pdf", "%PDF-1.4\nxref\n0 99999999\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF".to_owned()),
    ] {
        let start = Instant::now();
        let outcome = read_bytes(name, bytes.as_bytes(), &options);
        let took = start.elapsed();
        if let Err(error) = &outcome {
            assert!(!matches!(error.kind(), ErrorKind::Reader { .. }), "{error}");
        }
        let head: String = bytes.chars().take(20).collect();
        assert!(took < Duration::from_secs(5), "{name} {head} took {took:?}");
        if took > Duration::from_millis(500) {
            println!(
                "{name} {head} took {took:?}: {:?}",
                outcome.map(|d| d.len()).map_err(|e| e.to_string())
            );
        }
    }
}

#[test]
fn a_form_that_draws_itself_ends() {
    use lopdf::{Stream, dictionary};
    let mut doc = pdf(&[vec![(72.0, 700.0, 16.0, "通知")]]);
    let id = doc.new_object_id();
    let resources = dictionary! { "XObject" => dictionary! { "X" => id } };
    let form = Stream::new(
        dictionary! { "Subtype" => "Form", "Resources" => resources.clone() },
        "/X Do ".repeat(50).into_bytes(),
    );
    doc.objects.insert(id, form.into());
    let page = doc.page_iter().next().unwrap();
    let content = doc.add_object(Stream::new(dictionary! {}, b"/X Do".to_vec()));
    let page = doc.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", content);
    page.set("Resources", resources);
    let start = Instant::now();
    assert!(read_bytes("a.pdf", &saved(doc), &ReadOptions::default()).is_err());
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
