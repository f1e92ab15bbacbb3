//! The extractor takes any text: it never panics, its spans are sound, and its cost stays linear.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::time::Instant;

use gongwen_formula::Extractor;
use gongwen_lexicon::Lexicon;
use gongwen_text::Reading;
use proptest::prelude::*;

fn extractor() -> Extractor {
    Extractor::new(Arc::new(Lexicon::default())).unwrap()
}

/// Texts made of what the grammar looks at.
fn official() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("一"),
        Just("三"),
        Just("十"),
        Just("两"),
        Just("双"),
        Just("百"),
        Just("千"),
        Just("12"),
        Just("１"),
        Just("+"),
        Just("N"),
        Just("个"),
        Just("大"),
        Just("字"),
        Just("届"),
        Just("年"),
        Just("会"),
        Just("会议"),
        Just("全国"),
        Just("党的"),
        Just("中全会"),
        Just("“"),
        Just("”"),
        Just("‘"),
        Just("’"),
        Just("《"),
        Just("》"),
        Just("（"),
        Just("）"),
        Just("("),
        Just(")"),
        Just("、"),
        Just("，"),
        Just("。"),
        Just("；"),
        Just("："),
        Just("——"),
        Just("\n"),
        Just(" "),
        Just("　"),
        Just("\r\n"),
        Just("即"),
        Just("包括"),
        Just("等"),
        Just("和"),
        Just("的"),
        Just("推进"),
        Just("机制"),
        Just("活动"),
        Just("意识"),
        Just("敢"),
        Just("*"),
        Just("**"),
        Just("xx"),
        Just("〓"),
        Just("某"),
        Just("第"),
        Just("𠮷"),
        Just("e\u{301}"),
        Just("\u{feff}"),
        Just("〇"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn hits_are_sound_on_official_looking_text(text in official()) {
        let hits = extractor().extract(&Reading::of(&text));
        for pair in hits.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start, "hits come in source order");
        }
        for hit in &hits {
            prop_assert_eq!(hit.span.slice(&text), &hit.surface);
            prop_assert!(!hit.surface.is_empty() && !hit.canonical.is_empty());
            prop_assert_eq!(hit.items.is_some(), hit.link.is_some());
            if let (Some(items), Some(link)) = (&hit.items, &hit.link) {
                prop_assert!(items.len() >= 2 && items.len() == link.spans.len());
                prop_assert!((0.0..=1.0).contains(&link.score));
            }
        }
    }

    #[test]
    fn any_string_is_taken(text in any::<String>()) {
        let _ = extractor().extract(&Reading::of(&text));
    }
}

#[test]
fn an_empty_text_has_no_hits() {
    assert!(extractor().extract(&Reading::of("")).is_empty());
}

#[test]
fn the_cost_of_monotonous_text_is_linear() {
    let extractor = extractor();
    let seconds = |text: &str| {
        let reading = Reading::verbatim(text);
        let start = Instant::now();
        let hits = extractor.extract(&reading).len();
        (start.elapsed().as_secs_f64(), hits)
    };
    for unit in [
        "“",
        "一",
        "、",
        "《",
        "（",
        "“三",
        "三个",
        "三访、",
        "全国会",
        "“三访”",
        "三访（",
        "“甲乙丙丁戊”活动",
        "12",
        "第三届",
        "”“",
        "十四五",
        "“三访”、",
        "“三包”一是甲乙。",
        "甲乙，“",
        "他说，“三个",
        "农业农村“三农”",
        "规范化、",
        "“一带一路”“甲带”",
    ] {
        let small = unit.repeat(20_000 / unit.len());
        let large = small.repeat(8);
        let (first, _) = seconds(&small);
        let (second, _) = seconds(&large);
        // Eight times the text: quadratic cost would take sixty-four times as long.
        assert!(second < first.max(0.01) * 30.0, "{unit}: {first:.3} s, then {second:.3} s");
    }
}
