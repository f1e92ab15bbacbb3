//! The case table of the extractor, and the changes to a text that must not change what is found.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use gongwen_formula::{Class, Cue, Deviation, Direction, Extractor, Hit, Shared};
use gongwen_lexicon::{Lexicon, LexiconFile};
use gongwen_text::Reading;

fn extractor() -> Extractor {
    let file = LexiconFile::parse("cases/lexicon.toml", include_str!("cases/lexicon.toml")).unwrap();
    Extractor::new(Arc::new(Lexicon::merge(vec![file]).unwrap())).unwrap()
}

fn rendered(hit: &Hit) -> String {
    let mut out = format!("{} {}", hit.class.as_str(), hit.surface);
    if let Some(items) = &hit.items {
        out += &format!(" = {}", items.join("/"));
    }
    if let Some(list) = &hit.elsewhere {
        out += &format!(" ~ {}", list.items.join("/"));
    }
    if let Some(verb) = &hit.verb {
        out += &format!(" < {verb}");
    }
    if let Some(chain) = hit.chain {
        out += &format!(" #{}", chain.position);
    }
    if let Some(speaker) = &hit.quoted_from {
        out += &format!(" @ {}", speaker.name);
    }
    for deviation in &hit.deviations {
        out += &format!(" ! {}", deviation.as_str());
    }
    out
}

fn found(extractor: &Extractor, text: &str) -> Vec<String> {
    let hits = extractor.extract(&Reading::of(text));
    for hit in &hits {
        assert_eq!(hit.span.slice(text), hit.surface, "the surface is the source of the span");
        let slices = |spans: &[gongwen_text::Span]| -> Vec<String> {
            spans.iter().map(|span| span.slice(text).to_owned()).collect()
        };
        if hit.labelled {
            let spans = hit.link.as_ref().map(|link| slices(&link.spans));
            assert_eq!(spans, hit.items, "the link shows where the items stand");
        }
        if let Some(list) = &hit.elsewhere {
            assert_eq!(slices(&list.spans), list.items, "a list from elsewhere shows where it stands");
            assert!(hit.items.is_none());
        }
    }
    hits.iter().map(rendered).collect()
}

fn cases() -> Vec<(String, String, Vec<String>)> {
    let table: toml::Table = include_str!("cases/formulas.toml").parse().unwrap();
    let string = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let cases = table["case"].as_array().unwrap().iter();
    cases
        .map(|case| {
            (
                string(&case["name"]),
                string(&case["text"]),
                case["hits"].as_array().unwrap().iter().map(string).collect(),
            )
        })
        .collect()
}

#[test]
fn every_case_gives_exactly_its_hits() {
    let extractor = extractor();
    let mut wrong = Vec::new();
    for (name, text, expected) in cases() {
        let found = found(&extractor, &text);
        if found != expected {
            wrong.push(format!("{name}\n  text     {text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn slots_say_what_is_claimed_and_what_is_found() {
    let extractor = extractor();
    let slots = |text: &str| {
        let hits = extractor.extract(&Reading::of(text));
        hits[0].slots.iter().map(|slot| (slot.claimed, slot.found)).collect::<Vec<_>>()
    };
    assert_eq!(slots("“三会两懂”队伍（会测土、会配方、会防虫，懂市场、懂政策）"), [(3, 3), (2, 2)]);
    assert_eq!(slots("三“要”三“不”，即账要清、不糊涂，议要公、要民主，事要快、要办好；"), [(3, 3), (3, 1)]);
    assert_eq!(slots("“三访”活动"), [(3, 0)]);
}

#[test]
fn harmless_changes_of_the_text_change_no_formula() {
    let extractor = extractor();
    let plain = |text: &str| -> Vec<String> {
        let hits = extractor.extract(&Reading::of(text));
        hits.iter().map(|hit| format!("{} {:?}", hit.canonical, hit.items.as_ref().map(Vec::len))).collect()
    };
    let text = "王建国同志要求，增强“四个意识”、坚定“四个自信”，推行“三送”作风（送种子、送技术、送订单），抓好“三农”工作。";
    let expected = plain(text);
    assert_eq!(expected.len(), 4);
    for (change, changed) in [
        ("half-width punctuation", text.replace('，', ",").replace('（', "(").replace('）', ")")),
        ("straight quotation marks", text.replace(['“', '”'], "\"")),
        ("a masked name", text.replace("王建国", "王**")),
        ("quotes of lexicon labels", text.replace("“四个意识”", "四个意识").replace("“三农”", "三农")),
        ("a page number in the list", text.replace("送技术、", "送技\n— 3 —\n术、")),
        ("text before", format!("标题\n\n{text}")),
    ] {
        assert_eq!(plain(&changed), expected, "{change}");
    }
}

/// The only hit with the class of numeral formulas in `text`.
fn formula(extractor: &Extractor, text: &str) -> Hit {
    let hits = extractor.extract(&Reading::of(text));
    hits.into_iter().find(|hit| hit.class == Class::NumeralFormula).expect(text)
}

#[test]
fn permuted_items_dropped_items_and_swapped_verbs_are_flagged() {
    let extractor = extractor();
    let deviations = |text: &str| formula(&extractor, text).deviations;
    let items = ["政治意识", "大局意识", "核心意识", "看齐意识"];
    let text = |items: &[&str], verb: &str| format!("要{verb}“四个意识”（{}）。", items.join("、"));
    assert!(deviations(&text(&items, "增强")).is_empty());
    for (a, b) in [(0, 1), (0, 3), (1, 2), (2, 3)] {
        let mut permuted = items;
        permuted.swap(a, b);
        assert_eq!(deviations(&text(&permuted, "增强")), [Deviation::Order], "{permuted:?}");
    }
    assert_eq!(deviations(&text(&items, "提升")), [Deviation::Verb]);
    // A list that lacks an item is no list of four: the label stands without one.
    let short = formula(&extractor, &text(&items[1..], "增强"));
    assert_eq!((short.items, short.slots[0].claimed), (None, 4));
    let local = "推行“三送两帮”（送种子、送技术、送订单，帮销路）。";
    let hit = formula(&extractor, local);
    assert!(hit.items.is_none() || hit.deviations.contains(&Deviation::Count));
}

#[test]
fn a_chain_in_another_order_says_so() {
    let extractor = extractor();
    let hits = extractor.extract(&Reading::of("坚定“四个自信”、增强“四个意识”、做到“两个维护”。"));
    assert_eq!(hits[1].deviations, [Deviation::ChainOrder]);
    assert!(hits[0].deviations.is_empty() && hits[2].deviations.is_empty());
}

#[test]
fn the_evidence_of_a_link_is_kept() {
    let extractor = extractor();
    let link = |text: &str| formula(&extractor, text).link.unwrap();
    let bracket = link("“三送”作风（送种子、送技术、送订单）。");
    assert_eq!((bracket.cue, bracket.shared, bracket.distance), (Cue::Bracket, Shared::Morpheme, 4));
    let left = link("形成任务清单、过程督导、结果评价、问责改进“四个闭环”。");
    assert_eq!((left.cue, left.direction, left.partial), (Cue::Adjacent, Direction::Left, false));
}
