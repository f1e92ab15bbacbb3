//! Text formats: what is text, what is metadata, what is said about oddities.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use gongwen_ingest::{Document, ErrorKind, FileFormat, MetadataSource, Note, ReadOptions, read_bytes};

fn read(name: &str, content: &str) -> Vec<Document> {
    read_bytes(name, content.as_bytes(), &ReadOptions::default()).unwrap()
}

fn texts(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|document| document.text.as_str()).collect()
}

#[test]
fn one_document_files_give_this_text() {
    for (name, content, text) in [
        ("a.txt", "第一行\r\n  第二行\n", "第一行\r\n  第二行\n"),
        ("a.txt", "", ""),
        ("a.md", "", ""),
        ("a.html", "", ""),
        // Short pages and fragments keep all they have.
        ("a.html", "<p>短", "短"),
        ("a.html", "没有标签", "没有标签"),
        ("a.html", "<div>一<span>二</span>三<br>四</div>五", "一二三\n四\n五"),
        ("a.html", "<p>坚持\n   稳中求进</p><p>A\n B</p>", "坚持稳中求进\nA B"),
        (
            "a.html",
            "<nav>首页</nav><script>x</script><p style='display: none'>隐</p><p>正文</p><footer>版权</footer>",
            "正文",
        ),
        (
            "a.html",
            "<table><tr><th>项目<th>金额<tr><td><p>差旅</p><td>三千</table>",
            "项目\t金额\n差旅\t三千",
        ),
        ("a.html", "<table><tr><td><table><tr><td>甲<td>乙</table><td>丙</table>", "甲\t乙\n丙"),
        ("a.html", "<!-- x --><ruby>文<rt>wén</rt></ruby>&ldquo;三保&rdquo;&#8212;", "文“三保”—"),
        ("a.txt", "<!DOCTYPE html><p>页", "页"),
        (
            "a.md",
            "# 标题\n\n第一段*重点*，见[办法](http://a.cn)。\n\n<!-- 注 -->\n\n- 甲\n- 乙\n\n3. 丙\n4. 丁\n\n![图](a.png)",
            "标题\n第一段重点，见办法。\n甲\n乙\n3. 丙\n4. 丁",
        ),
        ("a.md", "上一句，\n接下一行。\n新的一段\n\n    缩进段", "上一句，接下一行。\n新的一段\n缩进段"),
        ("a.md", "| 项目 | 金额 |\n|---|---|\n| 差旅 | 三千 |\n\n尾<br>行", "项目\t金额\n差旅\t三千\n尾\n行"),
        ("a.md", "　　缩进两字。\n\n<div>块<p>内</div>\n\n后", "缩进两字。\n块\n内\n后"),
        (
            "a.doc",
            "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\*\\generator X;}\\'b9\\'ab\\'ce\\'c4\\par \\u24037?\\u20316?{\\header x}\\par}",
            "公文\n工作",
        ),
        ("a.doc", "<html><body><p>公文</p></body></html>", "公文"),
    ] {
        assert_eq!(texts(&read(name, content)), [text], "{name}: {content}");
    }
}

#[test]
fn rows_and_items_give_documents() {
    for (name, content, expected) in [
        ("a.jsonl", "{\"text\":\"甲\"}\n\n\"乙\"\n", vec!["甲", "乙"]),
        ("a.json", "[{\"id\":1,\"正文\":\"甲\"},{\"id\":2,\"正文\":\"乙\"}]", vec!["甲", "乙"]),
        (
            "a.json",
            "{\"data\":{\"list\":[{\"info\":{\"content\":\"<p>甲&nbsp;一</P>\\r\\n<p>乙</p>\"}}]}}",
            vec!["甲 一\n乙"],
        ),
        (
            "a.json",
            "{\"title\":\"题\",\"content\":[\"一段\",\"二段\"],\"links\":[{\"a\":\"b\"}]}",
            vec!["一段\n二段"],
        ),
        ("a.json", "{\"text\":\"甲\"}\n{\"text\":\"乙\"}", vec!["甲", "乙"]),
        ("a.json", "[\"甲\",\"乙\"]", vec!["甲", "乙"]),
        ("a.json", "[]", vec![]),
        ("a.json", "[{\"content\":\"<p>央视网消息（新闻联播）：</p><p>今天</p>\"}]", vec!["今天"]),
        ("a.json", "[{\"content\":\"<p>  中国网络电视台消息(新闻联播)：今天</p>\"}]", vec!["今天"]),
        ("a.csv", "\u{feff}id,正文\n1,\"第一行\n第二行\"\n2,乙\n", vec!["第一行\n第二行", "乙"]),
        (
            "a.csv",
            "id;备注;说明\n1;短;这一列的名字没有说它是正文，但是它的每一格都有完整的句子，所以就是正文。\n",
            vec!["这一列的名字没有说它是正文，但是它的每一格都有完整的句子，所以就是正文。"],
        ),
        ("a.csv", "只有一列\n甲\n", vec!["甲"]),
        ("a.csv", "id,text\n", vec![]),
        (
            "a.csv",
            "这一行已经是正文，所以不会是列名。,1\n第二行正文也很长很长。,2\n",
            vec!["这一行已经是正文，所以不会是列名。", "第二行正文也很长很长。"],
        ),
        ("a.tsv", "id\ttext\n1\t他说\"好\"\n2\t\"未完\n", vec!["他说\"好\"", "\"未完"]),
        ("-", "{\"text\":\"甲\"}\n{\"text\":\"乙\"}", vec!["甲", "乙"]),
        ("-", "[{\"text\":\"甲\"}]", vec!["甲"]),
    ] {
        assert_eq!(texts(&read(name, content)), expected, "{name}: {content}");
    }
}

#[test]
fn columns_are_metadata() {
    let documents = read(
        "a.csv",
        "标题,text,publish_date,发文机关,省份\n关于防汛,正文。,2024/1/5,省政府,湖北\n,另文。,不详,,\n",
    );
    let (first, second) = (&documents[0], &documents[1]);
    assert_eq!((first.id.as_str(), second.id.as_str()), ("a.csv#1", "a.csv#2"));
    let known = &first.metadata;
    assert_eq!(known.title.as_deref(), Some("关于防汛"));
    assert_eq!(known.date.as_deref(), Some("2024-01-05"));
    assert_eq!(known.issuer.as_deref(), Some("省政府"));
    assert_eq!(known.extra["省份"], "湖北");
    assert_eq!(known.source_of("省份"), Some(MetadataSource::Page));
    // What is no date is kept, but not as one.
    assert_eq!(
        (second.metadata.date.as_deref(), second.metadata.extra["publish_date"].as_str()),
        (None, "不详")
    );
}

#[test]
fn bad_rows_are_skipped_and_said() {
    let documents = read("a.jsonl", "{\"text\":\"甲\"}\n{坏}\n{\"text\":\"\"}\n7\n{\"text\":\"乙\"}\n");
    assert_eq!(texts(&documents), ["甲", "乙"]);
    let rows: Vec<usize> = documents[0]
        .notes
        .iter()
        .map(|note| match note {
            Note::RowSkipped { row, .. } => *row,
            _ => 0,
        })
        .collect();
    assert_eq!(rows, [2, 4, 3]);
    let documents = read("a.csv", "id,text\n1,甲\n2\n3,丙,多\n");
    assert_eq!(texts(&documents), ["甲", "丙"]);
    assert_eq!(documents[0].notes.len(), 2);
}

#[test]
fn the_text_column_may_be_named() {
    let options = ReadOptions { text_column: Some("摘要".into()), ..ReadOptions::default() };
    let documents = read_bytes("a.csv", "text,摘要\n长长的正文,短\n".as_bytes(), &options).unwrap();
    assert_eq!(documents[0].text.as_str(), "短");
    let error = read_bytes("a.csv", "text,题\n正文,短\n".as_bytes(), &options).unwrap_err();
    assert_eq!(error.to_string(), "a.csv: no text column \"摘要\"; expected one of text, 题");
    let nested = ReadOptions { text_column: Some("b".into()), ..ReadOptions::default() };
    let documents = read_bytes("a.json", b"[{\"a\":{\"b\":\"x\",\"text\":\"y\"}}]", &nested).unwrap();
    assert_eq!(documents[0].text.as_str(), "x");
}

#[test]
fn pages_say_what_they_are() {
    let page = "<html><head><title>某某通知_中国政府网</title><meta name=PubDate content='2024-03-02 10:00'></head><body>
        <table><tr><td><b>索 引 号：</b></td><td>0001/2024</td><td><b>发文机关：</b></td><td>国务院</td></tr>
        <tr><td><b>发文字号：</b></td><td>国发〔2024〕3号</td><td><b>成文日期：</b></td><td>2024年3月1日</td></tr></table>
        <div id=UCAP-CONTENT><p>各省、自治区、直辖市人民政府，国务院各部委、各直属机构：</p><p>现将有关事项通知如下，请认真贯彻执行。</p></div></body></html>";
    let documents = read("a.html", page);
    let known = &documents[0].metadata;
    assert_eq!(known.title.as_deref(), Some("某某通知"));
    assert_eq!(
        known.date.as_deref(),
        Some("2024-03-01"),
        "the date of the document comes before that of the page"
    );
    assert_eq!((known.issuer.as_deref(), known.number.as_deref()), (Some("国务院"), Some("国发〔2024〕3号")));
    assert_eq!(known.extra["索引号"], "0001/2024");
    assert!(documents[0].text.as_str().starts_with("各省"));
}

#[test]
fn an_unknown_site_gives_its_article_without_navigation() {
    let paragraph = "<p>会议强调，要深入贯彻落实党中央、国务院决策部署，坚持稳中求进工作总基调，扎实推动高质量发展，切实保障和改善民生，确保各项目标任务圆满完成。</p>";
    let menu: String = (0..40).map(|n| format!("<li><a href=/{n}>栏目导航{n}</a></li>")).collect();
    let page = format!(
        "<body><div class=menu><ul>{menu}</ul></div><div class=main><h1>会议召开</h1>{}</div><div class=links>{menu}</div>",
        paragraph.repeat(8)
    );
    let documents = read("a.html", &page);
    let text = documents[0].text.as_str();
    assert_eq!(text.matches("会议强调").count(), 8);
    assert!(!text.contains("栏目导航"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("会议强调")).count(), 8);
}

#[test]
fn front_matter_is_metadata() {
    let documents =
        read("a.md", "---\ntitle: \"讲话\"\ndate: 2024-05-01\ntags: 会议\n---\n# 讲话\n\n同志们：");
    assert_eq!(documents[0].text.as_str(), "讲话\n同志们：");
    let known = &documents[0].metadata;
    assert_eq!(
        (known.title.as_deref(), known.date.as_deref(), known.extra["tags"].as_str()),
        (Some("讲话"), Some("2024-05-01"), "会议")
    );
}

#[test]
fn file_names_hold_dates_and_titles() {
    for (name, date, title) in [
        ("2023-05-01_在座谈会上的讲话.txt", Some("2023-05-01"), Some("在座谈会上的讲话")),
        ("缔结条约管理办法(2022-10-16).txt", Some("2022-10-16"), Some("缔结条约管理办法")),
        ("2023年5月1日讲话稿.txt", Some("2023-05-01"), Some("讲话稿")),
        ("20230501.txt", Some("2023-05-01"), None),
        ("政府工作报告2023年.txt", Some("2023"), Some("政府工作报告")),
        ("gwr_1983.txt", Some("1983"), None),
        ("2016-2020规划.txt", None, None),
        ("content_5338761.txt", None, None),
    ] {
        let documents = read(name, "各位代表：");
        let known = &documents[0].metadata;
        assert_eq!((known.date.as_deref(), known.title.as_deref()), (date, title), "{name}");
    }
}

#[test]
fn formats_are_told_by_content() {
    let page = read("报告.doc", "<!DOCTYPE html><title>x</title><p>文");
    assert_eq!(page[0].format, FileFormat::Html);
    assert_eq!(page[0].notes, [Note::Disguised { named: FileFormat::Doc, found: FileFormat::Html }]);
    for (bytes, found) in [
        (&b"\x89PNG\r\n\x1a\n"[..], "a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 other", "an OLE file without a Word document"),
        (b"MIME-Version: 1.0\n", "a web archive (MHT)"),
        (&[0, 1, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0], "a binary file of an unknown kind"),
    ] {
        let error = read_bytes("a.doc", bytes, &ReadOptions::default()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Unsupported { found: f } if *f == found), "{error}");
    }
    for name in ["a.docx", "a.pdf"] {
        assert!(matches!(
            read_bytes(name, b"", &ReadOptions::default()).unwrap_err().kind(),
            ErrorKind::Malformed { .. }
        ));
    }
}

#[test]
fn an_unknown_encoding_is_named() {
    let options = ReadOptions { encoding: Some("gbk2".into()), ..ReadOptions::default() };
    let error = read_bytes("a.txt", b"x", &options).unwrap_err();
    assert!(error.to_string().starts_with("a.txt: unknown encoding \"gbk2\"; expected"));
}

#[test]
fn a_table_of_titles_holds_no_documents() {
    let table = "doc\tno\ttitle\na\t1\t市政府召开常务会议\na\t2\t全市春耕备耕工作会议召开\n";
    let error = gongwen_ingest::read_bytes("items.tsv", table.as_bytes(), &Default::default()).unwrap_err();
    assert!(matches!(error.kind(), gongwen_ingest::ErrorKind::NoTextColumn { wanted: None, .. }), "{error}");
}
