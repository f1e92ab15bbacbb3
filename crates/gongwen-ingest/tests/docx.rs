//! DOCX: what is text, what is not, and where it stands.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod build;

use build::{archive, docx, p};
use gongwen_ingest::{
    Document, DocxLook, ErrorKind, FileFormat, MetadataSource, Note, ReadOptions, read_bytes,
};

fn read(bytes: &[u8]) -> Document {
    let mut documents = read_bytes("a.docx", bytes, &ReadOptions::default()).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn text_of(body: &str) -> String {
    read(&docx(body, &[])).text.as_str().to_owned()
}

#[test]
fn what_the_reader_sees_is_text() {
    for (name, body, text) in [
        ("empty", String::new(), ""),
        ("paragraphs", p("各区县：") + "<w:p/>" + &p("　　现通知如下。"), "各区县：\n现通知如下。"),
        ("runs join", "<w:p><w:r><w:t>两个</w:t></w:r><w:r><w:t>确立</w:t></w:r></w:p>".into(), "两个确立"),
        ("tabs and breaks", "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type=\"page\"/></w:r></w:p>".into(), "甲\t乙\n丙"),
        ("insertions stay, deletions go", "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>".into(), "新"),
        ("field codes go, results stay", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>第三条</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>规定</w:t></w:r></w:p>".into(), "第三条规定"),
        ("page numbers go", "<w:p><w:r><w:t>第</w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:t>页</w:t></w:r></w:p>".into(), "第页"),
        ("an unended field hides nothing after its paragraph", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".to_owned() + &p("正文"), "正文"),
        ("hidden text goes", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>".into(), "显"),
        ("tables", "<w:tbl><w:tr><w:tc>".to_owned() + &p("项目") + "</w:tc><w:tc>" + &p("金额") + "</w:tc></w:tr><w:tr><w:tc>" + &p("差旅") + "</w:tc><w:tc><w:p/></w:tc><w:tc>" + &p("三千") + "</w:tc></w:tr></w:tbl>" + &p("合计"), "项目\t金额\n差旅\t\t三千\n合计"),
        ("text boxes once, after their paragraph", "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>".to_owned() + &p("框") + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>" + &p("框") + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>", "前后\n框"),
        ("entities", p("A&amp;B &lt;&#25991;&gt; &unknown;"), "A&B <文> &unknown;"),
        ("ruby", "<w:p><w:r><w:ruby><w:rt><w:r><w:t>wén</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>文</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>".into(), "文"),
    ] {
        assert_eq!(text_of(&body), text, "{name}");
    }
}

#[test]
fn notes_headers_and_footers_follow_the_body_once() {
    let part = |text: &str| format!("<w:x>{}</w:x>", p(text));
    let (note, header, footer) = (part("①见附件。"), part("内部资料"), part("— 1 —"));
    let parts = [
        ("word/header1.xml", header.as_str()),
        ("word/header2.xml", header.as_str()),
        ("word/footer1.xml", footer.as_str()),
        ("word/footnotes.xml", note.as_str()),
    ];
    let document = read(&docx(&p("正文。"), &parts));
    assert_eq!(document.text.as_str(), "正文。\n①见附件。\n内部资料");
    let runs = document.runs.unwrap();
    assert_eq!(runs.parts, ["word/document.xml", "word/footnotes.xml", "word/header1.xml"]);
}

#[test]
fn numbers_and_levels_come_from_styles_too() {
    let styles = r#"<w:styles><w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="a"><w:name w:val="正文首行缩进"/><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
    let heading =
        |text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let second = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>组织领导</w:t></w:r></w:p>";
    let body = heading("总体要求")
        + "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>略。</w:t></w:r></w:p>"
        + &heading("保障措施")
        + second;
    let document = read(&docx(&body, &[("word/styles.xml", styles), ("word/numbering.xml", numbering)]));
    assert_eq!(document.text.as_str(), "一、总体要求\n略。\n二、保障措施\n（一）组织领导");
    let runs = document.runs.unwrap();
    let first = &runs.paragraphs[0];
    assert_eq!(
        (first.style.as_deref(), first.level, first.number_bytes),
        (Some("heading 1"), Some(1), "一、".len())
    );
    assert_eq!((runs.paragraphs[1].style.as_deref(), runs.paragraphs[1].level), (Some("正文首行缩进"), None));
    // A number stands in no run.
    assert_eq!(runs.locate(0), None);
    assert_eq!(runs.locate("一、".len()).unwrap().offset, 0);
}

#[test]
fn a_paragraph_looks_as_all_its_chinese_text_does() {
    let styles = r#"<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:style></w:styles>"#;
    let run =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let p = |properties: &str, runs: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    let styled = "<w:pStyle w:val=\"b\"/>";
    let body = [
        p(
            "<w:jc w:val=\"center\"/><w:rPr><w:sz w:val=\"10\"/></w:rPr>",
            &run("<w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"44\"/>", "标题"),
        ),
        p("", &run("", "无样式")),
        p(styled, &(run("", "样式") + &run("<w:sz w:val=\"10\"/>", "abc"))),
        p(styled, &(run("", "两种") + &run("<w:rFonts w:eastAsia=\"楷体\"/>", "字体"))),
        p(styled, &run("<w:rStyle w:val=\"x\"/><w:sz w:val=\"30\"/>", "字符样式")),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(styled, &run("", "表格"))),
    ];
    let document = read(&docx(&body.concat(), &[("word/styles.xml", styles)]));
    let looks: Vec<_> =
        document.runs.unwrap().paragraphs.into_iter().map(|paragraph| paragraph.look).collect();
    let look = |font: Option<&str>, half_points: Option<u32>, alignment: Option<&str>| DocxLook {
        font: font.map(str::to_owned),
        half_points,
        alignment: alignment.map(str::to_owned),
    };
    assert_eq!(
        looks,
        [
            look(Some("黑体"), Some(44), Some("center")),
            look(None, Some(21), Some("both")),
            look(Some("仿宋"), Some(32), Some("both")),
            look(None, Some(32), Some("both")),
            look(None, Some(30), Some("both")),
            look(None, None, None),
        ]
    );
}

#[test]
fn every_byte_is_found_again_in_its_run() {
    let body =
        "<w:p><w:r><w:t>　　坚持</w:t></w:r><w:r><w:t>“两个</w:t><w:tab/><w:t>确立”</w:t></w:r></w:p><w:p/>"
            .to_owned()
            + &p("第三段");
    let document = read(&docx(&body, &[]));
    let text = document.text.as_str();
    assert_eq!(text, "坚持“两个\t确立”\n第三段");
    let runs = document.runs.unwrap();
    let at = |needle: &str| {
        let place = runs.locate(text.find(needle).unwrap()).unwrap();
        (place.part, place.paragraph, place.run, place.offset)
    };
    assert_eq!(at("坚持"), ("word/document.xml", 0, 0, "　　".len()));
    assert_eq!(at("两个"), ("word/document.xml", 0, 1, "“".len()));
    assert_eq!(at("确立"), ("word/document.xml", 0, 1, "“两个\t".len()));
    assert_eq!(at("第三段"), ("word/document.xml", 2, 0, 0));
    let start = text.find("持").unwrap();
    let touched = runs.pieces_in(gongwen_text::Span::new(start, text.find("确").unwrap()));
    assert_eq!(touched.iter().map(|piece| piece.run).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(runs.locate(text.find('\n').unwrap()), None);
}

#[test]
fn properties_are_metadata() {
    let core = "<cp:coreProperties><dc:title>关于防汛的通知</dc:title><dc:creator>张三</dc:creator><dcterms:created>2013-12-23T23:15:00Z</dcterms:created></cp:coreProperties>";
    let document = read(&docx(&p("正文。"), &[("docProps/core.xml", core)]));
    assert_eq!(document.metadata.title.as_deref(), Some("关于防汛的通知"));
    assert_eq!(document.metadata.source_of("title"), Some(MetadataSource::Page));
    assert_eq!(document.metadata.date, None, "the date of the file is not the date of the document");
    assert_eq!(document.metadata.extra["creator"], "张三");
    assert_eq!(document.format, FileFormat::Docx);
}

#[test]
fn damage_and_other_archives_are_named() {
    let kind = |bytes: &[u8]| match read_bytes("a.docx", bytes, &ReadOptions::default()) {
        Ok(documents) => panic!("read as {:?}", documents[0].text.as_str()),
        Err(error) => error.to_string(),
    };
    assert!(kind(&archive(&[("xl/workbook.xml", "<x/>")])).contains("an archive without a Word document"));
    assert!(kind(b"PK\x03\x04broken").contains("not a well-formed DOCX"));
    let cut = docx(&p("第一段。"), &[("word/numbering.xml", "<w:numbering><w:num ")]);
    let document = read(&cut);
    assert_eq!(document.text.as_str(), "第一段。");
    assert!(matches!(&document.notes[..], [Note::PartSkipped { part, .. }] if part == "numbering"));
}

#[test]
fn bombs_are_refused_by_the_limit_they_pass() {
    let limit = |bytes: &[u8], options: &ReadOptions| match read_bytes("a.docx", bytes, options)
        .unwrap_err()
        .kind()
    {
        ErrorKind::Limit { limit, .. } => *limit,
        other => panic!("{other}"),
    };
    let options = ReadOptions::default();
    let deep = docx(&"<w:p>".repeat(1000), &[]);
    assert_eq!(limit(&deep, &options), "max_depth");
    let zeros = docx(&" ".repeat(8 << 20), &[]);
    assert_eq!(limit(&zeros, &options), "max_expansion");
    let mut small = ReadOptions::default();
    small.limits.max_expanded_bytes = 10_000;
    assert_eq!(limit(&docx(&p("字").repeat(2000), &[]), &small), "max_expanded_bytes");
    small.limits.max_archive_entries = 3;
    assert_eq!(limit(&docx("", &[]), &small), "max_archive_entries");
    small.limits.max_file_bytes = 10;
    assert_eq!(limit(&docx("", &[]), &small), "max_file_bytes");
}
