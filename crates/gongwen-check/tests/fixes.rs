//! Fixes: twice is once, safe ones leave every Han character, and nothing panics, whatever the text.

use std::sync::{Arc, LazyLock};

use gongwen_check::{Checker, Fix, Options, Selection};
use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;
use gongwen_text::is_han;
use proptest::prelude::*;

/// Pieces of official prose and of its damage.
const PIECES: &[&str] = &[
    "一、",
    "（一）",
    "(二)",
    "1.",
    "1、",
    "第一，",
    "\n",
    "，",
    ",",
    "。",
    ";",
    "：",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "、",
    "……",
    "等",
    "。。",
    "！！",
    " ",
    "　",
    "四个意识",
    "两个维护",
    "增强",
    "做到",
    "“四个体系”",
    "领导责任",
    "工作推进",
    "考核评价",
    "2023年",
    "3-5个",
    "二三十",
    "近100多人",
    "—",
    "---",
    "〔2018〕5号",
    "[2018]05号",
    "《条例》",
    "《",
    "》",
    "”、“",
    "》、《",
    "请批示",
    "关于",
    "的报告",
    "党中央",
    "习近平",
    "新时代中国特色社会主义思想",
    "某",
    "*",
    "xx",
    "jian持",
    "的的",
    "a",
    "1,000",
    "12 345",
    "\u{fffd}",
    "𠮷",
];

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Arc::new(Lexicon::builtin())).expect("the built-in lexicon compiles"));
/// All rules, made once: patterns take longer to compile than to run on short texts.
static CHECKER: LazyLock<Checker<'static>> = LazyLock::new(|| {
    let selection = Selection { preview: true, ..Selection::default() };
    Checker::new(&EXTRACTOR, Options { selection, ..Options::default() })
        .expect("the built-in rules are read")
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn fixing_twice_is_fixing_once(picked in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        let checker = &*CHECKER;
        let text = picked.concat();
        for finding in checker.check(&text, None) {
            prop_assert!(text.get(finding.span.start..finding.span.end).is_some(), "{}", finding.rule.id);
            for edit in &finding.edits {
                prop_assert!(text.get(edit.span.start..edit.span.end).is_some(), "{}", finding.rule.id);
            }
        }
        for least in [Fix::Safe, Fix::Suggested] {
            let (fixed, _) = checker.fix(&text, None, least);
            let (again, more) = checker.fix(&fixed, None, least);
            prop_assert_eq!((&again, more), (&fixed, 0));
            let mut edited = text.clone();
            for edit in checker.edits(&text, None, least).iter().rev() {
                edited.replace_range(edit.span.start..edit.span.end, &edit.text);
            }
            prop_assert_eq!(&edited, &fixed);
        }
        let (safe, _) = checker.fix(&text, None, Fix::Safe);
        let han = |text: &str| text.chars().filter(|&c| is_han(c)).collect::<String>();
        prop_assert_eq!(han(&safe), han(&text));
    }
}
