//! Items of a formula, and formulas of a chain, in another order than the one that is fixed.

use gongwen_formula::Deviation;

use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-order";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Error,
        fix: Fix::Suggested,
        summary: "提法各项的次序有误",
        explanation: "“四个意识”“四个自信”等提法各项的次序是固定的，连用的几个提法也有固定的先后。",
        source: &["提法词库：各条的项目与次序"],
        stable: true,
        good: &["增强政治意识、大局意识、核心意识、看齐意识。"],
        bad: &["增强大局意识、政治意识、核心意识、看齐意识“四个意识”。"],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for hit in text.hits.iter().filter(|hit| hit.quoted_from.is_none()) {
        if hit.deviations.contains(&Deviation::Order) {
            let (Some(found), Some(known)) = (&hit.items, &hit.lexicon_items) else { continue };
            if found.len() < 3 || found.len() != known.len() || !found.iter().all(|item| known.contains(item))
            {
                continue;
            }
            let mut right: Vec<&String> = found.iter().collect();
            right.sort_by_key(|item| known.iter().position(|known| known == *item));
            let right_text: Vec<&str> = right.iter().map(|item| item.as_str()).collect();
            let message = format!("“{}”的次序应为：{}。", hit.canonical, right_text.join("、"));
            let spans = hit.link.as_ref().map_or(&[][..], |link| &link.spans);
            let span = spans.iter().fold(hit.span, |all, span| all.union(*span));
            let weight = if found.len() > 3 { Severity::Error } else { Severity::Warning };
            let draft = sink.report(ID, span, message).at_most(weight).suggest(right_text.join("、"));
            if spans.len() == right.len() {
                let edits = spans.iter().zip(&right_text);
                draft.edits(
                    edits.map(|(span, item)| Edit { span: *span, text: (*item).to_owned() }).collect(),
                );
            }
        } else if hit.deviations.contains(&Deviation::ChainOrder) {
            let message = format!("“{}”在连用的几个提法中位置与通行次序不同，请核对。", hit.canonical);
            sink.report(ID, hit.span, message).at_most(Severity::Warning);
        }
    }
}
