//! Numbers in labels against the lists beside them.

use gongwen_formula::Deviation;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: "count-formula-expansion",
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "提法所标数目与所列项数不符",
        explanation: "提法中的数目（“四个体系”“八要八不要”）应与前后所列的项数一致，列举有“等”字的除外。",
        source: &["提法自身所标的数目"],
        stable: true,
        good: &["落实责任体系、制度体系、监督体系、保障体系“四个体系”。"],
        bad: &["提高站位，落实责任体系、监督体系、保障体系“四个体系”。"],
    }],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for hit in text.hits.iter().filter(|hit| hit.deviations.contains(&Deviation::Count)) {
        let slots = hit.slots.iter().filter(|slot| slot.claimed != slot.found);
        let counts: Vec<String> =
            slots.map(|slot| format!("标为{}项，列出{}项", slot.claimed, slot.found)).collect();
        let spans = hit.link.iter().flat_map(|link| link.spans.iter().copied());
        sink.report(
            "count-formula-expansion",
            hit.span,
            format!("“{}”{}，请核对是否有遗漏或多列。", hit.surface, counts.join("；")),
        )
        .related(spans);
    }
}
