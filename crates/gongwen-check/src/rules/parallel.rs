//! Rows of quotations, one after another, that share an item.

use gongwen_text::Span;

use crate::finding::{Fix, Severity};
use crate::places::Mark;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "style-parallel-duplicate";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "相邻两组排比含有同一项",
        explanation: "同一段里相邻的两组引语排比，如果有一项完全相同，多为笔误，请核对后一组。",
        source: &["党政机关公文处理工作条例第十九条：表述准确"],
        stable: true,
        good: &["多办“暖心事”“贴心事”“顺心事”，少说“空话”“大话”“套话”。"],
        bad: &["多办“暖心事”“贴心事”“顺心事”，多解“烦心事”“揪心事”“顺心事”。"],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for paragraph in &text.structure.paragraphs {
        let rows = rows(text.places.marks_in(*paragraph));
        for pair in rows.windows(2) {
            let same = |item: &&Span| pair[0].iter().any(|first| first.slice(reading) == item.slice(reading));
            let shared: Vec<&Span> = pair[1].iter().filter(same).collect();
            if let [item] = shared.as_slice() {
                let message = format!("“{}”在前一组排比中已经出现，请核对。", item.slice(reading));
                sink.report(ID, text.place(**item), message);
            }
        }
    }
}

/// Returns the rows of two to eight quotations that stand side by side among the marks of a paragraph.
fn rows(marks: &[Mark]) -> Vec<Vec<Span>> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let (mut open, mut closed) = (None, None);
    for &Mark { at, c } in marks {
        match c {
            '“' => open = Some(at + c.len_utf8()),
            '”' => {
                if let Some(start) = open.take() {
                    let item = Span::new(start, at);
                    match rows.last_mut() {
                        Some(row) if closed == Some(start - c.len_utf8()) => row.push(item),
                        _ => rows.push(vec![item]),
                    }
                    closed = Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    rows.retain(|row| (2..=8).contains(&row.len()));
    rows
}
