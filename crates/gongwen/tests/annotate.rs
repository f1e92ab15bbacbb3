//! Findings in a DOCX: accepting is fixing, rejecting is undoing, and twice is once.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use gongwen::{
    AnnotateOptions, Annotated, CheckOptions, Engine, ErrorKind, Fix, Inputs, Known, Note, Settings, View,
};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Settings::default()).unwrap())
}

const FORMATS: [&str; 3] = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:rFonts w:eastAsia=\"仿宋\"/></w:rPr>"];

/// Writes paragraphs as a DOCX whose runs are cut every so many characters.
fn docx(paragraphs: &[String], lengths: &[usize]) -> Vec<u8> {
    let mut lengths = lengths.iter().copied().cycle().enumerate();
    let mut body = String::new();
    for paragraph in paragraphs {
        body.push_str("<w:p>");
        let mut rest = paragraph.chars().peekable();
        while rest.peek().is_some() {
            let (at, length) = lengths.next().unwrap();
            let text: String = rest.by_ref().take(length).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            let format = FORMATS[at % FORMATS.len()];
            body.push_str(&format!("<w:r>{format}<w:t xml:space=\"preserve\">{text}</w:t></w:r>"));
        }
        body.push_str("</w:p>");
    }
    with_body(&body)
}

fn with_body(body: &str) -> Vec<u8> {
    let main = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    packed(&[("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", &main)])
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), String::from_utf8_lossy(&content).into_owned())
    };
    (0..count).map(read).collect::<Vec<_>>()
}

/// The file with the changes settled: `gone` go with what they hold, of `kept` the tags go.
fn settled(bytes: &[u8], gone: &str, kept: &str) -> Vec<u8> {
    let mut all = parts(bytes);
    let main = &mut all.iter_mut().find(|part| part.0 == "word/document.xml").unwrap().1;
    let tag = |kind: &str| format!("<w:{kind} w:id=");
    let mut out = String::new();
    let mut rest = main.as_str();
    while let Some(at) = [gone, kept].iter().filter_map(|kind| rest.find(&tag(kind))).min() {
        let kind = if rest[at..].starts_with(&tag(gone)) { gone } else { kept };
        let open = at + rest[at..].find('>').unwrap() + 1;
        out.push_str(&rest[..at]);
        if rest[..open].ends_with("/>") {
            // The mark of a paragraph.
            rest = &rest[open..];
            continue;
        }
        let close = format!("</w:{kind}>");
        let end = at + rest[at..].find(&close).unwrap();
        if kind == kept {
            out.push_str(&rest[open..end].replace("w:delText", "w:t"));
        }
        rest = &rest[end + close.len()..];
    }
    *main = out + rest;
    packed(&all.iter().map(|(name, content)| (&**name, &**content)).collect::<Vec<_>>())
}

/// A folder with one file that can be annotated.
struct Draft(tempfile::TempDir);

impl Draft {
    fn new(bytes: &[u8]) -> Draft {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("稿.docx"), bytes).unwrap();
        Draft(folder)
    }

    fn annotate(&self, revisions: Option<Fix>) -> Annotated {
        let inputs = Inputs::resolve(&[self.0.path().join("稿.docx")]).unwrap();
        let checker = engine().checker(CheckOptions::default()).unwrap();
        let date = Some("2024-05".parse().unwrap());
        engine().annotate(&checker, &Known::default(), &inputs, &AnnotateOptions { revisions, date }).unwrap()
    }

    fn text(&self) -> String {
        text_of(&std::fs::read(self.0.path().join("稿.docx")).unwrap())
    }

    fn fixed(&self, least: Fix) -> String {
        let checker = engine().checker(CheckOptions::default()).unwrap();
        engine().fix(&checker, &self.annotate(None).document, least).0
    }
}

fn text_of(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("稿.docx"), bytes).unwrap();
    let inputs = Inputs::resolve(&[folder.path().join("稿.docx")]).unwrap();
    let mut text = String::new();
    engine().each_document(
        &inputs,
        |document| engine().text(document, View::Source).text,
        |_, outcome| {
            if let gongwen::Outcome::Read(texts) = outcome {
                text = texts.into_iter().map(Result::unwrap).collect();
            }
            std::ops::ControlFlow::Continue(())
        },
    );
    text
}

/// A text as a DOCX shows it: no line is empty or has blanks at its ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn holds_identities(draft: &Draft) -> Result<(), TestCaseError> {
    let text = draft.text();
    for revisions in [None, Some(Fix::Safe), Some(Fix::Suggested)] {
        let annotated = draft.annotate(revisions);
        let read = text_of(&annotated.bytes);
        prop_assert_eq!(text_of(&settled(&annotated.bytes, "ins", "del")), text.clone(), "rejected");
        prop_assert_eq!(text_of(&settled(&annotated.bytes, "del", "ins")), read.clone(), "accepted");
        let refused = annotated.notes.iter().any(|note| matches!(note, Note::NotTracked { .. }));
        match revisions {
            None => prop_assert_eq!(&read, &text),
            Some(least) if !refused => {
                let fixed = draft.fixed(least);
                prop_assert_eq!(lines(&read), lines(&fixed));
            }
            Some(_) => {}
        }
        let again = Draft::new(&annotated.bytes).annotate(revisions);
        prop_assert!(again.bytes == annotated.bytes, "{:?} twice: {:?}", revisions, again.notes);
    }
    Ok(())
}

const PIECES: &[&str] = &[
    "今年以来,我镇",
    "新时代中国特色社会主义思想",
    "两个维护",
    "责任体系、制度体系、监督体系“四个体系”",
    "。。",
    "。",
    "，",
    "镇发[2023]05号",
    "再接再励",
    "二、三十次",
    "“把好事办好",
    "”",
    "等、",
    "一、总体要求",
    "（一）",
    "<&>",
    "更新时间:2023-11-20 来源:网络",
    "我们 要",
    "1,000",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]
    #[test]
    fn accepting_is_fixing_rejecting_is_undoing_and_twice_is_once(
        paragraphs in prop::collection::vec(prop::collection::vec(prop::sample::select(PIECES), 1..6), 0..5),
        lengths in prop::collection::vec(1..6_usize, 1..9),
    ) {
        let paragraphs: Vec<String> = paragraphs.iter().map(|pieces| pieces.concat()).collect();
        holds_identities(&Draft::new(&docx(&paragraphs, &lengths)))?;
    }
}

#[test]
fn a_finding_is_a_comment_or_a_change_and_never_both() {
    let draft = Draft::new(&docx(&["今年以来,我镇再接再励。".into(), "特此通知。".into()], &[3]));
    let comments = |annotated: &Annotated| -> Vec<String> {
        let all = parts(&annotated.bytes);
        let part = all.iter().find(|part| part.0 == "word/comments.xml").map_or("", |part| &part.1);
        part.split("<w:comment ")
            .skip(1)
            .map(|comment| {
                comment
                    .replace("</w:p>", "|")
                    .split('<')
                    .filter_map(|tag| Some(tag.split_once('>')?.1))
                    .collect()
            })
            .collect()
    };
    let (comma, idiom) = (
        "【警告】半角标点“,”宜改为全角“，”。|建议：，|依据：GB/T 15834-2011 5.1（横排文稿标点符号的位置和书写形式）|规则：punct-halfwidth-cjk|",
        "【错误】“再接再励”应为“再接再厉”。|建议：再接再厉|依据：《现代汉语词典》第7版；《现代汉语常用词表》|规则：typo-idiom|",
    );
    let plain = draft.annotate(None);
    assert_eq!(comments(&plain), [comma, idiom]);
    assert_eq!((plain.comments, plain.revisions, plain.rows[0].paragraph), (2, 0, Some(1)));
    let safe = draft.annotate(Some(Fix::Safe));
    assert_eq!((comments(&safe), safe.revisions), (vec![idiom.to_owned()], 1));
    let suggested = draft.annotate(Some(Fix::Suggested));
    assert_eq!((comments(&suggested), suggested.revisions), (Vec::new(), 2));
    // Comments first, changes later: each is still there once.
    let later = Draft::new(&plain.bytes).annotate(Some(Fix::Safe));
    assert_eq!(
        (comments(&later), later.revisions, later.present),
        (vec![comma.to_owned(), idiom.to_owned()], 1, 1)
    );
}

#[test]
fn layout_is_judged_where_the_file_says_it_and_only_when_asked() {
    let p = |alignment: &str, font: &str, size: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:jc w:val=\"{alignment}\"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia=\"{font}\"/><w:sz w:val=\"{size}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let long = "各单位要认真落实责任，".repeat(6) + "确保安全度汛。";
    let found = |body: &str, select: &str| {
        let draft = Draft::new(&with_body(body));
        let mut options = CheckOptions::default();
        options.selection.select.push(select.to_owned());
        let checker = engine().checker(options).unwrap();
        let document = draft.annotate(None).document;
        let rows = engine().check(&checker, &Known::default(), &document);
        rows.into_iter().map(|row| (row.rule, row.message, row.occurrences)).collect::<Vec<_>>()
    };
    let right = [
        p("center", "方正小标宋_GBK", 44, "关于做好防汛工作的通知"),
        p("both", "黑体", 32, "一、总体要求"),
        p("both", "楷体_GB2312", 32, "（一）工作目标"),
        p("both", "仿宋_GB2312", 32, &long),
    ];
    assert_eq!(found(&right.concat(), "gbt9704"), []);
    let wrong = [
        p("left", "宋体", 36, "关于做好防汛工作的通知"),
        p("both", "仿宋", 32, "一、总体要求"),
        p("both", "仿宋", 32, "二、保障措施"),
        p("both", "宋体", 28, &long),
    ];
    let expected = [
        ("gbt9704-title-layout", "标题一般用2号小标宋体字，居中排布，此处为宋体、为18磅、未居中。", 1),
        ("gbt9704-heading-font", "第一层标题一般用黑体字，此处为仿宋。", 2),
        ("gbt9704-body-font", "正文一般用3号仿宋体字，此处为宋体、为14磅。", 1),
    ];
    assert_eq!(
        found(&wrong.concat(), "gbt9704"),
        expected.map(|(rule, message, places)| (rule.to_owned(), message.to_owned(), places))
    );
    assert_eq!(found(&wrong[1..].concat(), "gbt9704"), [], "without a title it is no official document");
}

#[test]
fn only_one_docx_is_annotated() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.txt"), "正文。").unwrap();
    std::fs::write(path("b.docx"), docx(&["正文。".into()], &[1])).unwrap();
    let checker = engine().checker(CheckOptions::default()).unwrap();
    let kind = |paths: &[std::path::PathBuf]| {
        let inputs = Inputs::resolve(paths).unwrap();
        engine().annotate(&checker, &Known::default(), &inputs, &AnnotateOptions::default()).unwrap_err()
    };
    assert!(matches!(kind(&[path("a.txt")]).kind(), ErrorKind::NotDocx { .. }));
    assert!(matches!(kind(&[path("a.txt"), path("b.docx")]).kind(), ErrorKind::NotOneDocument { files: 2 }));
}

#[test]
fn identities_hold_for_real_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/raw/docx");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/sample");
    if !folder.exists() {
        println!("skipped: no ../shared");
    }
    let entries = [folder, sample].into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut seen = 0;
    for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "docx")) {
        let bytes = std::fs::read(&path).unwrap();
        let draft = Draft::new(&bytes);
        holds_identities(&draft).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (before, after) = (raw(&bytes), raw(&draft.annotate(Some(Fix::Suggested)).bytes));
        for (name, packed) in before {
            let changed = ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"];
            let same = after.iter().any(|entry| *entry == (name.clone(), packed.clone()));
            assert!(same || changed.contains(&&*name), "{}: {name}", path.display());
        }
        seen += 1;
    }
    assert!(seen > 0);
}

fn raw(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let read = |at| {
        let mut file = zip.by_index_raw(at).unwrap();
        let mut packed = Vec::new();
        file.read_to_end(&mut packed).unwrap();
        (file.name().unwrap().into_owned(), packed)
    };
    (0..count).map(read).collect()
}

#[test]
fn libreoffice_opens_it_with_all_that_is_in_it() {
    if std::env::var_os("GONGWEN_SOFFICE").is_none() {
        println!("skipped: no GONGWEN_SOFFICE");
        return;
    }
    let draft = Draft::new(&docx(
        &[
            "今年以来,我镇再接再励。".into(),
            "“把好事办好，实事办实。".into(),
            "更新时间:2023-11-20 来源:网络".into(),
            "特此通知。".into(),
        ],
        &[3],
    ));
    let annotated = draft.annotate(Some(Fix::Safe));
    assert_eq!((annotated.comments, annotated.revisions), (1, 2));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.docx");
    std::fs::write(&file, &annotated.bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let status = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "fodt", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .expect("soffice runs")
        .status;
    assert!(status.success());
    let read = std::fs::read_to_string(folder.path().join("out.fodt")).unwrap();
    assert_eq!(read.matches("<office:annotation ").count(), 1);
    // A replacement is a deletion and an insertion; a paragraph goes in one.
    assert_eq!(read.matches("<text:changed-region").count(), 3);
}
