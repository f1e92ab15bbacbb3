//! What a row has to say beyond its items, one line each.

use gongwen::FormulaRow;

/// Returns the notes of a row: deviations with the place, in the order in which they were found.
pub(super) fn notes(row: &FormulaRow) -> Vec<String> {
    let place = format!("{}:{}", row.line, row.column);
    let numbers = |values: &[u32]| values.iter().map(u32::to_string).collect::<Vec<_>>().join("+");
    row.deviations
        .iter()
        .map(|deviation| match *deviation {
            "verb" => {
                format!("{place} verb {}: not one of the lexicon", row.verb.as_deref().unwrap_or_default())
            }
            "order" => format!("{place} items in another order than in the lexicon"),
            "count" => format!("{place} claims {}, lists {}", numbers(&row.claimed), numbers(&row.found)),
            "variant" => {
                let items = row.variant_items.as_deref().unwrap_or_default();
                format!("{place} items differ from the lexicon: {}", items.join("、"))
            }
            "chain-order" => format!("{place} chain in another order than in the lexicon"),
            "ambiguous" => format!("{place} more than one list fits; none was taken"),
            other => format!("{place} {other}"),
        })
        .collect()
}
