//! DOCX: comments and tracked changes written into it.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod build;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use build::archive;
use gongwen_ingest::{
    DocxAuthor, DocxComment, DocxRevision, ErrorKind, Limits, MarkedDocx, Placed, ReadOptions, comment_docx,
    read_bytes, revise_docx,
};
use gongwen_text::Span;
use proptest::prelude::*;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CHANGED: [&str; 4] =
    ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml"];

fn author() -> DocxAuthor {
    DocxAuthor { name: "gongwen".into(), initials: "gw".into(), date: Some("2024-05-01T00:00:00Z".into()) }
}

/// Makes a DOCX of a body, and of comments and footnotes where there are some.
fn docx(body: &str, comments: Option<&str>, footnotes: Option<&str>) -> Vec<u8> {
    let part = |name: &str, content: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<w:{name} xmlns:w=\"{NAMESPACE}\" xmlns:mc=\"mc\" xmlns:v=\"v\">{content}</w:{name}>"
        )
    };
    let mut kinds = vec![("styles", part("styles", ""))];
    kinds.extend(comments.map(|comments| ("comments", part("comments", comments))));
    kinds.extend(footnotes.map(|notes| ("footnotes", part("footnotes", notes))));
    let relations: String = kinds
        .iter()
        .map(|(kind, _)| {
            format!("<Relationship Id=\"{kind}\" Type=\"{RELATION}/{kind}\" Target=\"{kind}.xml\"/>")
        })
        .collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"t\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                .to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml".to_owned(), part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/_rels/document.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        ("docProps/app.xml".to_owned(), "<Properties/>".repeat(50)),
    ];
    parts.extend(kinds.into_iter().map(|(kind, content)| (format!("word/{kind}.xml"), content)));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, content)| (&**name, &**content)).collect();
    archive(&parts)
}

fn text_of(bytes: &[u8]) -> String {
    read_bytes("a.docx", bytes, &ReadOptions::default()).unwrap()[0].text.as_str().to_owned()
}

/// The entries in order, as packed and unpacked.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let (mut packed, mut content) = (Vec::new(), String::new());
            zip.by_index_raw(at).unwrap().read_to_end(&mut packed).unwrap();
            let mut file = zip.by_index(at).unwrap();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), packed, content)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    entries(bytes).into_iter().find(|entry| entry.0 == name).unwrap().2
}

/// Repacks a DOCX with another main part.
fn with_main(bytes: &[u8], main: &str) -> Vec<u8> {
    let entries = entries(bytes);
    let parts: Vec<(&str, &str)> = entries
        .iter()
        .map(|(name, _, content)| (&**name, if name == "word/document.xml" { main } else { content }))
        .collect();
    archive(&parts)
}

/// Settles the changes of gongwen, which never lie within each other: `gone` go with what they hold, of `kept` the
/// tags go.
fn settled(xml: &str, gone: &str, kept: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    let tag = |kind: &str| format!("<w:{kind} w:id=");
    while let Some(at) = [gone, kept].iter().filter_map(|kind| rest.find(&tag(kind))).min() {
        let kind = if rest[at..].starts_with(&tag(gone)) { gone } else { kept };
        let close = format!("</w:{kind}>");
        let open_end = at + rest[at..].find('>').unwrap() + 1;
        if rest[..open_end].ends_with("/>") {
            // The mark of a paragraph.
            out.push_str(&rest[..at]);
            rest = &rest[open_end..];
            continue;
        }
        let end = at + rest[at..].find(&close).unwrap();
        out.push_str(&rest[..at]);
        if !rest[at..open_end].contains("\"gongwen\"") {
            out.push_str(&rest[at..open_end]);
            rest = &rest[open_end..];
            continue;
        }
        if kind == kept {
            out.push_str(&rest[open_end..end].replace("w:delText", "w:t"));
        }
        rest = &rest[end + close.len()..];
    }
    out + rest
}

fn accepted(bytes: &[u8]) -> String {
    text_of(&with_main(bytes, &settled(&part(bytes, "word/document.xml"), "del", "ins")))
}

fn rejected(bytes: &[u8]) -> String {
    text_of(&with_main(bytes, &settled(&part(bytes, "word/document.xml"), "ins", "del")))
}

fn revise(bytes: &[u8], revisions: &[DocxRevision]) -> MarkedDocx {
    revise_docx(Path::new("a.docx"), bytes, revisions, &author(), &Limits::default()).unwrap()
}

fn comment(bytes: &[u8], comments: &[DocxComment]) -> MarkedDocx {
    comment_docx(Path::new("a.docx"), bytes, comments, &author(), &Limits::default()).unwrap()
}

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn body_of(bytes: &[u8]) -> String {
    let main = part(bytes, "word/document.xml");
    let (_, rest) = main.split_once("<w:body>").unwrap();
    rest.split_once("</w:body>").unwrap().0.to_owned()
}

#[test]
fn a_run_is_cut_and_keeps_its_formatting() {
    let run = |content: &str| format!("<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr>{content}</w:r>");
    let bytes = docx(&format!("<w:p>{}</w:p>", run("<w:t>两个&amp;确立 好</w:t>")), None, None);
    let revision = DocxRevision { span: at(&text_of(&bytes), "确立 "), text: "维护 <".into() };
    let marked = revise(&bytes, &[revision]);
    assert_eq!(
        body_of(&marked.bytes),
        format!(
            "<w:p>{}<w:del w:id=\"1\" w:author=\"gongwen\" w:date=\"2024-05-01T00:00:00Z\">{}</w:del>\
             <w:ins w:id=\"2\" w:author=\"gongwen\" w:date=\"2024-05-01T00:00:00Z\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">维护 &lt;</w:t></w:r></w:ins>{}</w:p>",
            run("<w:t>两个&amp;</w:t>"),
            run("<w:delText xml:space=\"preserve\">确立 </w:delText>"),
            run("<w:t>好</w:t>"),
        )
    );
    let bytes = docx(
        &format!("<w:p>{}</w:p>", run("<w:t>两个</w:t><w:footnoteReference w:id=\"4\"/><w:t>确 立</w:t>")),
        None,
        None,
    );
    let marked = comment(&bytes, &[DocxComment { span: at("两个确 立", "个确 "), text: "一\n\n二".into() }]);
    assert_eq!(
        body_of(&marked.bytes),
        format!(
            "<w:p>{}<w:commentRangeStart w:id=\"1\"/>{}<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>{}</w:p>",
            run("<w:t>两</w:t>"),
            run("<w:t>个</w:t><w:footnoteReference w:id=\"4\"/><w:t xml:space=\"preserve\">确 </w:t>"),
            run("<w:t>立</w:t>"),
        )
    );
    assert!(part(&marked.bytes, "word/comments.xml").ends_with(
        "<w:comment w:id=\"1\" w:author=\"gongwen\" w:date=\"2024-05-01T00:00:00Z\" w:initials=\"gw\">\
         <w:p><w:r><w:t xml:space=\"preserve\">一</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">二</w:t></w:r></w:p></w:comment></w:comments>"
    ));
    assert!(part(&marked.bytes, "[Content_Types].xml").contains("<Override PartName=\"/word/comments.xml\""));
    assert!(
        part(&marked.bytes, "word/_rels/document.xml.rels")
            .contains("/comments\" Target=\"comments.xml\"/></Relationships>")
    );
}

#[test]
fn a_deletion_spares_what_is_no_text() {
    let bytes = docx(
        "<w:p><w:r><w:t>甲乙</w:t><w:footnoteReference w:id=\"4\"/><w:t>丙丁</w:t></w:r></w:p>",
        None,
        None,
    );
    let marked = revise(&bytes, &[DocxRevision { span: at("甲乙丙丁", "乙丙"), text: String::new() }]);
    let del = |id: u32, text: &str| {
        format!(
            "<w:del w:id=\"{id}\" w:author=\"gongwen\" w:date=\"2024-05-01T00:00:00Z\"><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>"
        )
    };
    assert_eq!(
        body_of(&marked.bytes),
        format!(
            "<w:p><w:r><w:t>甲</w:t></w:r>{}<w:r><w:footnoteReference w:id=\"4\"/></w:r>{}<w:r><w:t>丁</w:t></w:r></w:p>",
            del(5, "乙"),
            del(5, "丙")
        )
    );
}

#[test]
fn paragraphs_go_with_their_marks() {
    let p = |properties: &str, text: &str| format!("<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        p("", "甲"),
        p("<w:pPr><w:jc w:val=\"left\"/></w:pPr>", "乙"),
        p("<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>", "丙"),
        p("<w:pPr><w:sectPr/></w:pPr>", "丁"),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("", "戊")),
        p("", "己"),
    ];
    let bytes = docx(&body.concat(), None, None);
    let text = "甲\n乙\n丙\n丁\n戊\n己";
    assert_eq!(text_of(&bytes), text);
    let gone = |words: &str| revise(&bytes, &[DocxRevision { span: at(text, words), text: String::new() }]);
    for (words, rest) in [
        ("甲\n", "乙\n丙\n丁\n戊\n己"),
        ("甲\n乙\n丙\n", "丁\n戊\n己"),
        ("\n乙\n丙", "甲\n丁\n戊\n己"),
        ("\n己", "甲\n乙\n丙\n丁\n戊"),
    ] {
        let marked = gone(words);
        assert_eq!(marked.placed, [Placed::There], "{words}");
        assert_eq!(accepted(&marked.bytes), rest, "{words}");
        assert_eq!(rejected(&marked.bytes), text, "{words}");
    }
    for words in ["丁\n", "戊\n", "\n", "\n丁", "甲\n乙"] {
        assert_eq!(gone(words).placed, [Placed::Refused], "{words}");
    }
    let mark =
        |id: u32| format!("<w:del w:id=\"{id}\" w:author=\"gongwen\" w:date=\"2024-05-01T00:00:00Z\"/>");
    let body = body_of(&gone("甲\n乙\n丙\n").bytes);
    for properties in [
        format!("<w:p><w:pPr><w:rPr>{}</w:rPr></w:pPr><w:del ", mark(2)),
        format!("<w:pPr><w:jc w:val=\"left\"/><w:rPr>{}</w:rPr></w:pPr><w:del ", mark(4)),
        format!("<w:pPr><w:rPr>{}<w:b/></w:rPr></w:pPr><w:del ", mark(6)),
    ] {
        assert!(body.contains(&properties), "{body}");
    }
}

#[test]
fn what_cannot_be_cut_bears_its_comment_nearby_and_is_not_changed() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let text_box = format!(
        "<w:r><w:pict><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></w:pict></w:r>",
        run("框里有字")
    );
    let inserted = format!("<w:ins w:id=\"8\" w:author=\"张三\">{}</w:ins>", run("新近加入"));
    let body = format!(
        "<w:p>{}{}<w:r><w:instrText>REF a</w:instrText></w:r>{}{}{}<w:fldSimple w:instr=\"REF b\">{}</w:fldSimple>{text_box}{inserted}</w:p><w:p>{}</w:p>",
        run("正文"),
        field("begin"),
        field("separate"),
        run("第三条款"),
        field("end"),
        run("简单域"),
        run("末段")
    );
    let notes = format!("<w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote>", run("脚注有字"));
    let bytes = docx(&body, None, Some(&notes));
    let text = text_of(&bytes);
    assert_eq!(text, "正文第三条款简单域新近加入\n框里有字\n末段\n脚注有字");
    let outcomes = [
        ("三条", Placed::Nearby),
        ("单", Placed::Nearby),
        ("里有", Placed::Nearby),
        ("近加", Placed::There),
        ("注有", Placed::Nearby),
        ("文第", Placed::Nearby),
        ("字\n末", Placed::Nearby),
    ];
    for (words, placed) in outcomes {
        let span = at(&text, words);
        let marked = comment(&bytes, &[DocxComment { span, text: "看".into() }]);
        assert_eq!(marked.placed, [placed], "{words}");
        assert_eq!(text_of(&marked.bytes), text, "{words}");
        let again = comment(&marked.bytes, &[DocxComment { span, text: "看".into() }]);
        assert_eq!((again.placed, again.bytes == marked.bytes), (vec![Placed::Present], true), "{words}");
        let revised = revise(&bytes, &[DocxRevision { span, text: String::new() }]);
        assert_eq!((revised.placed, revised.bytes == bytes), (vec![Placed::Refused], true), "{words}");
    }
    let broken = DocxRevision { span: at(&text, "末"), text: "末\n".into() };
    assert_eq!(revise(&bytes, &[broken]).placed, [Placed::Refused], "a line end is a paragraph of its own");
    let empty = docx("<w:p/>", None, None);
    let nowhere = comment(&empty, &[DocxComment { span: Span::new(0, 0), text: "看".into() }]);
    assert_eq!((nowhere.placed, nowhere.bytes == empty), (vec![Placed::Refused], true));
}

#[test]
fn a_comment_on_a_note_stands_at_its_reference() {
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>乙</w:t></w:r></w:p>";
    let notes = "<w:footnote w:id=\"1\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p/><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>";
    let bytes = docx(body, None, Some(notes));
    let marked = comment(&bytes, &[DocxComment { span: at("甲乙\n脚注", "注"), text: "看".into() }]);
    assert_eq!(marked.placed, [Placed::Nearby]);
    assert_eq!(
        body_of(&marked.bytes),
        "<w:p><w:r><w:t>甲</w:t></w:r><w:commentRangeStart w:id=\"1\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r>\
         <w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:t>乙</w:t></w:r></w:p>"
    );
}

#[test]
fn a_comment_may_cover_paragraphs_and_stand_at_an_automatic_number() {
    let bytes =
        docx("<w:p><w:r><w:t>甲乙</w:t></w:r></w:p><w:p><w:r><w:t>丙丁</w:t></w:r></w:p>", None, None);
    let marked = comment(&bytes, &[DocxComment { span: at("甲乙\n丙丁", "乙\n丙"), text: "看".into() }]);
    assert_eq!(marked.placed, [Placed::There]);
    assert_eq!(
        body_of(&marked.bytes),
        "<w:p><w:r><w:t>甲</w:t></w:r><w:commentRangeStart w:id=\"1\"/><w:r><w:t>乙</w:t></w:r></w:p>\
         <w:p><w:r><w:t>丙</w:t></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:t>丁</w:t></w:r></w:p>"
    );
}

/// How a stretch of one to five characters is written.
#[derive(Clone, Debug)]
struct Stretch {
    text: String,
    format: usize,
    wrapping: usize,
}

const FORMATS: [&str; 5] = [
    "",
    "<w:rPr><w:b/></w:rPr>",
    "<w:rPr><w:i/><w:sz w:val=\"32\"/></w:rPr>",
    "<w:rPr><w:rFonts w:eastAsia=\"仿宋_GB2312\"/><w:rPrChange w:id=\"70\" w:author=\"张三\"><w:rPr/></w:rPrChange></w:rPr>",
    "<w:rPr/>",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('文', "&#25991;")
}

impl Stretch {
    fn xml(&self) -> String {
        let format = FORMATS[self.format];
        let content: String = self
            .text
            .split_inclusive('\t')
            .map(|part| match part.strip_suffix('\t') {
                Some(text) => format!("<w:t xml:space=\"preserve\">{}</w:t><w:tab/>", escaped(text)),
                None => format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part)),
            })
            .collect();
        let run = format!("<w:r>{format}{content}</w:r>");
        match self.wrapping {
            0 => format!("<w:hyperlink w:anchor=\"a\">{run}</w:hyperlink>"),
            1 => format!("<w:ins w:id=\"71\" w:author=\"张三\">{run}</w:ins>"),
            2 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
            3 => format!("<w:fldSimple w:instr=\"REF a\">{run}</w:fldSimple>"),
            4 => format!(
                "<w:del w:id=\"72\" w:author=\"张三\"><w:r><w:delText>删</w:delText></w:r></w:del>{run}"
            ),
            5 => format!(
                "<w:commentRangeStart w:id=\"3\"/>{run}<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r>"
            ),
            6 => format!("<w:r><w:lastRenderedPageBreak/>{content}<w:footnoteReference w:id=\"2\"/></w:r>"),
            9 => format!("{run}<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
            8 => format!("<w:r>{format}<w:t><![CDATA[{}]]></w:t></w:r>", self.text.replace('\t', " ")),
            7 => format!("<w:bookmarkStart w:id=\"9\" w:name=\"b\"/>{run}<w:bookmarkEnd w:id=\"9\"/>"),
            _ => run,
        }
    }
}

fn stretch() -> impl Strategy<Value = Stretch> {
    let text = prop::collection::vec(
        prop::sample::select(vec!['公', '文', '，', '。', ' ', 'a', '&', '<', '𠮷', '“', '\t', '　']),
        1..6,
    );
    (text, 0..FORMATS.len(), 0..16_usize).prop_map(|(text, format, wrapping)| Stretch {
        text: text.into_iter().collect(),
        format,
        wrapping,
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    (prop::collection::vec(stretch(), 0..8), 0..5_usize).prop_map(|(stretches, kind)| {
        let runs: String = stretches.iter().map(Stretch::xml).collect();
        let p = format!("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>{runs}</w:p>");
        match kind {
            0 => format!("<w:tbl><w:tr><w:tc>{p}</w:tc><w:tc>{p}</w:tc></w:tr></w:tbl>"),
            1 => format!("<w:p><w:r><w:t>主</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent>{p}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
            _ => p,
        }
    })
}

/// A document as it is made.
#[derive(Clone, Debug)]
struct Draft {
    body: String,
    has_comments: bool,
    has_notes: bool,
}

impl Draft {
    fn bytes(&self) -> Vec<u8> {
        let comments =
            "<w:comment w:id=\"3\" w:author=\"张三\"><w:p><w:r><w:t>再议</w:t></w:r></w:p></w:comment>";
        let notes = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote>";
        docx(&self.body, self.has_comments.then_some(comments), self.has_notes.then_some(notes))
    }
}

fn draft() -> impl Strategy<Value = Draft> {
    (prop::collection::vec(paragraph(), 0..6), any::<bool>(), any::<bool>())
        .prop_map(|(body, has_comments, has_notes)| Draft { body: body.concat(), has_comments, has_notes })
}

/// Spans of characters of a text, from numbers that know nothing of it.
fn spans(text: &str, picks: &[(usize, usize)]) -> Vec<Span> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    picks
        .iter()
        .map(|&(from, length)| {
            let from = from % places.len();
            Span::new(places[from], places[(from + length).min(places.len() - 1)])
        })
        .collect()
}

/// A text as lines without blanks at their ends, which no DOCX shows.
fn lines(text: &str) -> Vec<&str> {
    text.split(['\n', '\t']).map(str::trim).filter(|line| !line.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn changes_can_be_accepted_and_rejected(
        draft in draft(),
        picks in prop::collection::vec((any::<usize>(), 0..7_usize, prop::sample::select(vec!["", "新", "两 &", "<\t"])), 0..6),
    ) {
        let bytes = draft.bytes();
        let text = text_of(&bytes);
        let places: Vec<(usize, usize)> = picks.iter().map(|pick| (pick.0, pick.1)).collect();
        let revisions: Vec<DocxRevision> = spans(&text, &places)
            .into_iter()
            .zip(&picks)
            .map(|(span, pick)| DocxRevision { span, text: pick.2.to_owned() })
            .collect();
        let marked = revise(&bytes, &revisions);
        let mut expected = text.clone();
        let mut made: Vec<_> = revisions.iter().zip(&marked.placed).filter(|(_, placed)| **placed == Placed::There).map(|(revision, _)| revision).collect();
        made.sort_by_key(|revision| std::cmp::Reverse((revision.span.start, revision.span.end)));
        for revision in made {
            expected.replace_range(revision.span.start..revision.span.end, &revision.text);
        }
        let read = text_of(&marked.bytes);
        prop_assert_eq!(lines(&read), lines(&expected));
        prop_assert_eq!(accepted(&marked.bytes), read);
        prop_assert_eq!(rejected(&marked.bytes), text);
        untouched(&bytes, &marked.bytes)?;
    }

    #[test]
    fn a_broken_file_is_refused_or_marked_and_nothing_worse(
        draft in draft(),
        cut in (any::<usize>(), 1..40_usize),
        picks in prop::collection::vec((any::<usize>(), 0..9_usize), 1..4),
    ) {
        let bytes = draft.bytes();
        let mut main: Vec<char> = part(&bytes, "word/document.xml").chars().collect();
        let from = cut.0 % main.len();
        main.drain(from..(from + cut.1).min(main.len()));
        let broken = with_main(&bytes, &main.into_iter().collect::<String>());
        let Ok(read) = read_bytes("a.docx", &broken, &ReadOptions::default()) else { return Ok(()) };
        let spans = spans(read[0].text.as_str(), &picks);
        let comments: Vec<_> = spans.iter().map(|&span| DocxComment { span, text: "看".into() }).collect();
        let revisions: Vec<_> = spans.iter().map(|&span| DocxRevision { span, text: "新".into() }).collect();
        let (name, limits) = (Path::new("a.docx"), Limits::default());
        for marked in [
            comment_docx(name, &broken, &comments, &author(), &limits),
            revise_docx(name, &broken, &revisions, &author(), &limits),
        ] {
            if let Err(error) = marked {
                prop_assert!(!matches!(error.kind(), ErrorKind::Reader { .. }), "{}", error);
            }
        }
    }

    #[test]
    fn comments_change_no_text_and_are_written_once(
        draft in draft(),
        picks in prop::collection::vec((any::<usize>(), 0..9_usize), 0..8),
    ) {
        let bytes = draft.bytes();
        let text = text_of(&bytes);
        let comments: Vec<DocxComment> = spans(&text, &picks)
            .into_iter()
            .enumerate()
            .map(|(at, span)| DocxComment { span, text: format!("意见{}：w:t <宜>\n依据", at % 3) })
            .collect();
        let marked = comment(&bytes, &comments);
        prop_assert_eq!(text_of(&marked.bytes), text);
        untouched(&bytes, &marked.bytes)?;
        let again = comment(&marked.bytes, &comments);
        let refused = marked.placed.iter().filter(|placed| **placed == Placed::Refused).count();
        prop_assert!(again.bytes == marked.bytes);
        prop_assert_eq!(again.placed.iter().filter(|placed| **placed == Placed::Present).count(), comments.len() - refused);
        // Each mark once, each comment in its part.
        let main = part(&marked.bytes, "word/document.xml");
        let written = marked.placed.iter().filter(|placed| matches!(placed, Placed::There | Placed::Nearby)).count();
        let before = part(&bytes, "word/document.xml");
        for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
            prop_assert_eq!(main.matches(mark).count() - before.matches(mark).count(), written, "{}", mark);
        }
        if written > 0 {
            let comments = part(&marked.bytes, "word/comments.xml");
            prop_assert_eq!(comments.matches("w:author=\"gongwen\"").count(), written);
prop_assert_eq!(comments.contains("再议"), draft.has_comments);
        }
    }
}

/// Other parts are the same bytes, packed, in the same order.
fn untouched(before: &[u8], after: &[u8]) -> Result<(), TestCaseError> {
    let (before, after) = (entries(before), entries(after));
    let names = |entries: &[(String, Vec<u8>, String)]| -> Vec<String> {
        entries.iter().map(|entry| entry.0.clone()).collect()
    };
    prop_assert_eq!(names(&before), names(&after)[..before.len()].to_vec());
    let old: BTreeMap<_, _> = before.iter().map(|(name, packed, _)| (name, packed)).collect();
    for (name, packed, _) in &after {
        prop_assert!(CHANGED.contains(&&**name) || old[name] == packed, "{}", name);
    }
    Ok(())
}
