//! What the reading makes of damaged copies, case by case, and what it must leave alone.

use EditKind::{
    Boilerplate, Control, HalfWidthPunctuation as Half, LineEnd, Mask, PageNumber, QuoteStyle, Replacement,
    SoftBreak, Spacing, Truncation,
};
use gongwen_text::{EditKind, Reading, Span};
use proptest::prelude::*;

/// Source, reading, kinds of the edits that must be there and no others.
type Case = (&'static str, &'static str, &'static [EditKind]);

fn check(cases: &[Case]) {
    for &(source, expected, kinds) in cases {
        let reading = Reading::of(source);
        assert_eq!(reading.as_str(), expected, "reading of {source:?}: {:?}", reading.edits());
        let mut found: Vec<_> = reading.edits().iter().map(|edit| edit.kind).collect();
        found.sort();
        found.dedup();
        let mut kinds = kinds.to_vec();
        kinds.sort();
        assert_eq!(found, kinds, "edits of {source:?}");
    }
}

/// Sources that stand as they are.
fn untouched(sources: &[&str]) {
    for source in sources {
        let reading = Reading::of(source);
        assert_eq!(reading.edits(), [], "{source:?} reads {:?}", reading.as_str());
        assert_eq!(reading.as_str().as_ptr(), source.as_ptr(), "an unedited text is borrowed");
    }
}

#[test]
fn half_width_punctuation_among_han_becomes_full_width() {
    check(&[
        ("全市上下,齐心协力;抓好落实!", "全市上下，齐心协力；抓好落实！", &[Half]),
        ("现汇报如下:一是学习.", "现汇报如下：一是学习。", &[Half]),
        ("谁来抓?怎么抓?", "谁来抓？怎么抓？", &[Half]),
        ("增长23.08%,较去年净增730家;收入37.5亿元.", "增长23.08%，较去年净增730家；收入37.5亿元。", &[Half]),
        ("于9:30召开会议,1,000余人参加", "于9:30召开会议，1,000余人参加", &[Half]),
        ("印发《办法(试行)》,共12条", "印发《办法（试行）》，共12条", &[Half]),
        ("(一)提高站位。", "（一）提高站位。", &[Half]),
        ("完成国内生产总值(GDP)目标", "完成国内生产总值（GDP）目标", &[Half]),
        ("党委(总支)书记", "党委（总支）书记", &[Half]),
        ("对象（含社区)均已落实", "对象（含社区）均已落实", &[Half]),
        ("围绕“三农”,抓", "围绕“三农”，抓", &[Half]),
        ("采用APP,服务群众", "采用APP，服务群众", &[Half]),
        ("网址:http://www.a.gov.cn/b.html?id=3", "网址：http://www.a.gov.cn/b.html?id=3", &[Half]),
    ]);
    untouched(&[
        "1.主要目标",
        "(1)主要目标",
        "3.5万亩、1,000人、12:30、1:500",
        "一.主要做法",
        "See (a), (b); and: c! Really?",
        "x.y(z, w)",
        "增强“四个意识”，坚定“四个自信”。",
    ]);
}

#[test]
fn quotation_marks_of_all_styles_become_curly() {
    check(&[
        ("坚持\"四个自信\"。", "坚持“四个自信”。", &[QuoteStyle]),
        ("坚持＂四个自信＂。", "坚持“四个自信”。", &[QuoteStyle]),
        ("坚持「四個自信」和『兩個維護』。", "坚持“四個自信”和“兩個維護”。", &[QuoteStyle]),
        ("他说：「要做到『两个维护』。」", "他说：“要做到‘两个维护’。”", &[QuoteStyle]),
        ("他说：\"要做到'两个维护'。\"", "他说：“要做到‘两个维护’。”", &[QuoteStyle]),
        ("〝三严三实〞", "“三严三实”", &[QuoteStyle]),
        ("\"甲方\"\"乙方\"、\"丙方\"", "“甲方”“乙方”、“丙方”", &[QuoteStyle]),
        ("做到“两个维护“，增强", "做到“两个维护”，增强", &[QuoteStyle]),
        ("做到””两个维护””，增强", "做到“两个维护”，增强", &[QuoteStyle]),
        ("1.”学习传达不主动”问题整改情况", "1.“学习传达不主动”问题整改情况", &[QuoteStyle]),
        ("新媒体“小帅\"助农", "新媒体“小帅”助农", &[QuoteStyle]),
    ]);
    untouched(&[
        "It's a \"test\", isn't it?",
        "“文明”“有礼”品牌",
        "稿件三审三校”制度，要用好“晾晒”机制。",
        "发挥“指挥棒作用，建立“晾晒”机制，结果“见报”。",
        "开展“三下乡等活动。",
        "他说：“要用好‘指挥棒’。”",
        "他说：“A『A型。",
    ]);
}

#[test]
fn one_lost_mark_flips_nothing_else() {
    check(&[
        (
            "落实三审三校\"制度,坚定\"四个自信\",做到\"两个维护\"。",
            "落实三审三校”制度，坚定“四个自信”，做到“两个维护”。",
            &[Half, QuoteStyle],
        ),
        ("丢了前引号\"。\n增强\"四个意识\"。", "丢了前引号”。\n增强“四个意识”。", &[QuoteStyle]),
    ]);
}

const PAGES: &str = "1、关于整改情况的报告根据市委统一部署，巡察组对我区开展了巡察，反馈了三个方面的问题，提出了明确的意见和要求。区委高度重视，第一时间召开会议，切实扛起整改
2、主体责任，逐条研究措施，把责任压实到人，确保件件有着落。领导班子带头示范，以上率下，深入查摆问题，主动认领任务，严肃开展批评和自我批评，带头落实
3、整改。下一步，将坚持标本兼治，举一反三，推动形成长效机制，不断巩固成果，以实际成效取信于民，为全区高质量发展提供坚强保证。";

#[test]
fn page_numbers_of_portals_go_and_sentences_are_joined() {
    let reading = Reading::of(PAGES);
    assert!(reading.edits().iter().all(|edit| edit.kind == PageNumber));
    assert_eq!(reading.edits().len(), 3);
    assert!(reading.as_str().starts_with("关于整改情况"));
    assert!(
        reading.as_str().contains("切实扛起整改主体责任，") && reading.as_str().contains("带头落实整改。")
    );
    // A hit across a page break is reported with the page number inside.
    let found = reading.as_str().find("整改主体责任").unwrap();
    let span = reading.to_source(Span::new(found, found + "整改主体责任".len()));
    assert_eq!(span.slice(reading.source()), "整改\n2、主体责任");
}

#[test]
fn page_numbers_on_their_own_line_go() {
    let page = "会议强调，要坚持以人民为中心的发展思想，着力解决群众急难愁盼问题，不断增强人民群众的获";
    for number in ["— 3 —", "- 3 -", "第3页", "第 3 页 共 20 页", "3", "－３－", "3/20", "Page 3 of 20"]
    {
        let source = format!("{page}\n{number}\n得感、幸福感。");
        let reading = Reading::of(&source);
        assert_eq!(reading.as_str(), format!("{page}得感、幸福感。"), "{number}");
        assert_eq!(reading.edits().len(), 1);
        assert_eq!(reading.edits()[0].kind, PageNumber);
    }
    check(&[(
        "第一部分到此结束。\n—3—\n二、下一步打算",
        "第一部分到此结束。\n二、下一步打算",
        &[PageNumber],
    )]);
}

#[test]
fn lists_and_tables_keep_their_numbers() {
    untouched(&[
        "1、加强组织领导，压实工作责任。\n2、加强督导检查，严肃追责问责。\n3、加强宣传引导。",
        "1、加强领导\n2、强化督查\n3、严格考核",
        "姓名\n张三\n年龄\n3\n单位",
        "完成情况：\n12\n15\n",
        "2024年3月5日\n3.5万元",
        "1、主要目标\n到年底，全面完成任务。\n2、重点工作\n抓好落实。",
    ]);
}

#[test]
fn portal_text_goes() {
    const BODY: &str = "会议指出，要抓好落实。\n";
    let lines = [
        "更新时间：2023-12 来源：网友投稿",
        "发布时间：2024-06-03 点击数：138 次",
        "【字体：大 中 小】 打印 关闭",
        "当前位置：首页 > 新闻中心 > 通知公告",
        "首页 > 政务公开 > 通知",
        "京ICP备12345678号-1 京公网安备 11010102000001号",
        "版权所有：某某网 未经授权不得转载",
        "未经允许不得转载：公文网 » 在推进会上的发言",
        "上一篇：关于召开会议的通知",
        "下一篇：没有了",
        "责任编辑：李四",
        "本文来自互联网，如有侵权请联系删除",
        "点击下载附件",
        "相关推荐",
        "阅读全文>>",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "《整改报告.docx》由会员分享，可在线阅读，更多相关《整改报告.docx（20页珍藏版）》请在文档网上搜索。",
        "2024/2/10 12:21:21发布24次查看",
        "|",
    ];
    for line in lines {
        let source = format!("{BODY}{line}\n{BODY}");
        let reading = Reading::of(&source);
        assert_eq!(reading.as_str(), format!("{BODY}{BODY}"), "{line}");
        assert!(reading.edits().iter().all(|edit| edit.kind == Boilerplate), "{line}");
    }
    check(&[("全面落实到位。（责任编辑：王五）\n结束。", "全面落实到位。\n结束。", &[Boilerplate])]);
}

#[test]
fn prose_that_speaks_of_portals_stays() {
    untouched(&[
        "未经许可，任何单位和个人不得从事出版物批发业务。",
        "版权所有人可以向人民法院提起诉讼，请求停止侵害。",
        "打印机等办公设备由办公室统一采购，用完及时关闭。",
        "来源于群众、服务于群众，是我们工作的出发点。",
        "上一篇章写得好，下一步更要写好。",
        "责任编辑要切实履行职责，严把审核关口。",
        "此处隐藏着深刻的道理。",
        "时间：2024年3月1日 地点：三楼会议室",
    ]);
}

#[test]
fn markers_of_omission_go() {
    check(&[
        (
            "纵向到底。\n\n---此处隐藏618字，下载后查看---\n\n聚焦建设",
            "纵向到底。\n\n\n聚焦建设",
            &[Truncation],
        ),
        ("抓好落实。……（此处省略1200字）……下一步", "抓好落实。下一步", &[Truncation]),
        ("抓好落实。\n剩余内容请登录后查看\n", "抓好落实。\n", &[Truncation]),
    ]);
}

#[test]
fn mask_runs_become_one_placeholder() {
    check(&[
        ("*局第*届，成立**周年", "〓局第〓届，成立〓周年", &[Mask]),
        ("电视剧《*》受到好评，*、*、*等", "电视剧《〓》受到好评，〓、〓、〓等", &[Mask]),
        ("习xx同志在XX市调研，20xx年", "习〓同志在〓市调研，20〓年", &[Mask]),
        ("x委直属机关，××省", "〓委直属机关，〓省", &[Mask]),
        ("某市某局某某同志", "〓市〓局〓同志", &[Mask]),
        ("办结率达**%", "办结率达〓%", &[Mask]),
        ("建设*K演播室，2022*电视周", "建设〓K演播室，2022〓电视周", &[Mask]),
    ]);
    untouched(&[
        "某种程度上，某些人、某个方面、某项工作",
        "长×宽×高，3×4，X光检查，x轴",
        "Excel表格、box与fix",
        "- **重点工作**：抓落实",
        "* 第一项\n* 第二项",
        "深化“数据要素×”行动",
        "代号用X代表消防",
        "3*4=12",
    ]);
}

#[test]
fn controls_and_line_ends() {
    check(&[
        ("\u{FEFF}党\u{200B}的\u{AD}建\0设", "党的建设", &[Control]),
        ("一\r\n二\r三\u{2028}四", "一\n二\n三\n四", &[LineEnd]),
        ("乱码\u{FFFD}\u{FFFD}\u{FFFD}了", "乱码\u{FFFD}了", &[Replacement]),
        ("工作,\u{200B}\"务实\"", "工作，“务实”", &[Half, Control, QuoteStyle]),
    ]);
    untouched(&["\u{3000}\u{3000}党的建设\n\u{A0}\u{A0}下一步", "乱\u{FFFD}码", "甲\t乙"]);
}

#[test]
fn broken_lines_are_joined_only_when_clearly_so() {
    let wrapped = "全面贯彻落实党的二十大精神，坚持以人民为中心的发展思\n想，着力推动高质量发展，加快构建新发展格局，统筹发展\n和安全，不断提高党的建设质量，以钉钉子精神抓好各项任\n务落实，奋力谱写新时代改革发展新篇章，为全面建设社会\n主义现代化国家作出新的更大贡献。\n一、总体要求\n坚持稳中求进。";
    let reading = Reading::of(wrapped);
    assert_eq!(reading.edits().len(), 4);
    assert!(reading.edits().iter().all(|edit| edit.kind == SoftBreak));
    assert!(
        reading.as_str().contains("发展思想，着力")
            && reading.as_str().contains("贡献。\n一、总体要求\n坚持")
    );
    check(&[("会议强调要抓好落实\n，不断提高。", "会议强调要抓好落实，不断提高。", &[SoftBreak])]);
    untouched(&["关于开展检查的\n通知", "提高站位\n压实责任\n狠抓落实", "尊敬的书记，\n各位领导："]);
}

#[test]
fn spaced_out_words_close_up() {
    check(&[("国 务 院 工 作 规 则", "国务院工作规则", &[Spacing])]);
    untouched(&["通 知", "一 二 三 四 五 六 七 八", "张三 李四 王五", "姓 名 年 龄"]);
}

#[test]
fn verbatim_edits_nothing() {
    let reading = Reading::verbatim("甲,乙\r\n");
    assert_eq!((reading.as_str(), reading.edits()), ("甲,乙\r\n", &[][..]));
    assert_eq!(reading.to_source(Span::new(0, 4)), Span::new(0, 4));
}

/// The map, the slow and plain way: for every byte of the reading the source span that it comes from.
fn origins(reading: &Reading<'_>) -> Vec<Span> {
    let mut origins = Vec::new();
    let mut at = 0;
    for edit in reading.edits() {
        origins.extend((at..edit.source.start).map(|byte| Span::new(byte, byte + 1)));
        origins.extend((edit.reading.start..edit.reading.end).map(|_| edit.source));
        at = edit.source.end;
    }
    origins.extend((at..reading.source().len()).map(|byte| Span::new(byte, byte + 1)));
    origins
}

fn holds(source: &str) -> Result<(), TestCaseError> {
    let reading = Reading::of(source);
    let text = reading.as_str();

    // Edits are sorted, real, apart, and what lies between them is the source.
    let (mut from, mut to) = (0, 0);
    for edit in reading.edits() {
        prop_assert!(edit.source.start >= from && !edit.source.is_empty());
        prop_assert_eq!(&source[from..edit.source.start], &text[to..edit.reading.start]);
        prop_assert_ne!(edit.source.slice(source), edit.reading.slice(text));
        (from, to) = (edit.source.end, edit.reading.end);
    }
    prop_assert_eq!(&source[from..], &text[to..]);

    // The map agrees with the plain way, both ways.
    let origins = origins(&reading);
    prop_assert_eq!(origins.len(), text.len());
    let bounds: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut cursor = reading.source_cursor();
    for (i, &start) in bounds.iter().enumerate() {
        for &end in &bounds[i..(i + 5).min(bounds.len())] {
            let span = Span::new(start, end);
            let mapped = reading.to_source(span);
            prop_assert!(source.get(mapped.start..mapped.end).is_some(), "{span:?} maps to {mapped:?}");
            prop_assert_eq!(cursor.to_source(span), mapped);
            if start < end {
                prop_assert_eq!(mapped, Span::new(origins[start].start, origins[end - 1].end));
            }
            let back = reading.from_source(mapped);
            prop_assert!(back.contains_span(span), "{span:?} → {mapped:?} → {back:?}");
            prop_assert!(text.get(back.start..back.end).is_some());
        }
    }
    for (start, _) in source.char_indices() {
        let span = reading.from_source(Span::new(start, source.len()));
        prop_assert!(text.get(span.start..span.end).is_some());
    }

    // A reading has no punctuation left to mend, unless what a cut parted is now one line or one mask.
    let again = Reading::of(text);
    let layout = [Boilerplate, Truncation, PageNumber, SoftBreak, Mask];
    if again.edits().iter().any(|edit| layout.contains(&edit.kind)) {
        return Ok(());
    }
    let left: Vec<_> = again.edits().iter().filter(|edit| matches!(edit.kind, Half | QuoteStyle)).collect();
    prop_assert!(left.is_empty(), "{source:?}\nreads {text:?}\nreads {:?}\n{left:?}", again.as_str());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_laws(text in "(?s)(\\PC|[\r\n\t\0\u{200B}]){0,60}") {
        holds(&text)?;
    }

    #[test]
    fn damaged_prose_keeps_the_laws(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        holds(&parts.concat())?;
    }
}

#[rustfmt::skip]
const PARTS: &[&str] = &[
    "党", "建", "工作", "一", "二十", "某", "某某", "市", "局", "同志", "A", "b", "x", "xx", "X", "1", "3.5", "12", "*", "**", "×", "，", "。", "、", "：", "；", "！",
    ",", ".", ":", ";", "!", "?", "(", ")", "（", "）", "《", "》", "“", "”", "‘", "’", "\"", "'", "＂", "「", "」", "『", "』", "〝", "〞", " ", "  ", "\u{3000}", "\n", "\r\n",
    "\r", "\u{200B}", "\0", "\u{FFFD}", "\u{FEFF}", "\n2、", "\n3、", "1、", "\n- 3 -\n", "\n3\n", "第3页", "---此处隐藏618字,下载后查看---", "\n打印 关闭\n", "ICP备12345号", "—", "…", "%", "〓", "𠮷", "é",
];

/// The real document with the most page breaks, where the shared data is at hand.
#[test]
fn page_numbers_of_a_real_portal_copy() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: no ../shared");
        return;
    };
    let mut pages = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let source = std::fs::read_to_string(&path).unwrap();
        let reading = Reading::of(&source);
        let count = reading.edits().iter().filter(|edit| edit.kind == PageNumber).count();
        let breaks = reading
            .edits()
            .iter()
            .filter(|edit| edit.kind == PageNumber && edit.source.slice(&source).starts_with('\n'))
            .count();
        pages.push((count, breaks));
        holds(&source).unwrap();
    }
    pages.sort_unstable();
    assert_eq!(pages, [(0, 0), (0, 0), (0, 0), (0, 0), (36, 35)]);
}
