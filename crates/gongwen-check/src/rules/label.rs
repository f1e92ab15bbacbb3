//! Labels against the rest of their document: quoted here and bare there, counted but nowhere spelt out.

use std::collections::BTreeMap;

use gongwen_formula::Class;
use gongwen_text::is_han;

use crate::finding::{Fix, Severity};
use crate::marks::is_bare;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const INCONSISTENT: &str = "formula-quote-inconsistent";
const UNDEFINED: &str = "formula-undefined";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: INCONSISTENT,
            severity: Severity::Info,
            fix: Fix::Suggested,
            summary: "同一提法加引号前后不一",
            explanation: "同一篇文章里，同一数字提法或者都加引号，或者都不加。",
            source: &["GB/T 15834—2011 4.8：引号标示需要着重论述的对象或有特殊含义的词语"],
            stable: true,
            good: &["落实“一岗双责”，压实“一岗双责”。"],
            bad: &["全面落实“一岗双责”。各支部构建一岗双责新格局。"],
        },
        Coded {
            id: UNDEFINED,
            severity: Severity::Info,
            fix: Fix::None,
            summary: "数字简称未作说明",
            explanation: "本单位自拟的数字简称首次出现时，应说明包括哪几项，以免读者不知所指。",
            source: &["党政机关公文处理工作条例第十九条：使用非规范化简称应先用全称并注明简称"],
            stable: true,
            good: &["推行“三访”工作法（访农户、访田头、访企业）。"],
            bad: &["我局大力推行“四联六促”机制，成效明显。"],
        },
    ],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut by_label: BTreeMap<&str, Vec<&gongwen_formula::Hit>> = BTreeMap::new();
    for hit in text.hits.iter().filter(|hit| hit.class == Class::NumeralFormula && hit.labelled) {
        by_label.entry(hit.canonical.as_str()).or_default().push(hit);
    }
    for (label, hits) in by_label {
        // A short form is quoted once, where it is introduced: 以下简称“三防指挥部”.
        let introduced = |hit: &&gongwen_formula::Hit| {
            let place = text.reading.from_source(hit.span);
            reading[..place.start].trim_end_matches('“').ends_with('称')
        };
        if hits.iter().any(|hit| hit.quoted) && !hits.iter().any(introduced) {
            for hit in hits.iter().filter(|hit| !hit.quoted && hit.surface == label) {
                let place = text.reading.from_source(hit.span);
                let long = label.chars().count() >= 3;
                if long && is_bare(reading, place) {
                    let message = format!("“{label}”在文中别处加引号，此处未加，请统一。");
                    sink.report(INCONSISTENT, hit.span, message).replace(format!("“{label}”"));
                }
            }
        }
        if let [hit] = hits.as_slice() {
            let open = hit.items.is_none() && hit.elsewhere.is_none() && hit.variant.is_none();
            let counts: u32 = hit.slots.iter().map(|slot| slot.claimed).sum();
            let explained = reading[text.reading.from_source(hit.span).end..]
                .trim_start_matches('”')
                .starts_with(['（', '：', '，', '—', '是']);
            let one_piece = label.chars().all(is_han) && !explained;
            if hit.entry.is_none()
                && one_piece
                && hit.quoted
                && open
                && counts >= 3
                && hit.slots.len() >= 2
                && hit.quoted_from.is_none()
            {
                sink.report(UNDEFINED, hit.span, format!("“{label}”未见说明所含各项，首次出现时宜加注。"));
            }
        }
    }
}
