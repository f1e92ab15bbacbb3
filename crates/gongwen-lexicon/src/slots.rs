//! What the numerals of a label claim: how many items, in which slots.
//!
//! 三会一课 claims 3 + 1. Whether a numeral counts is a matter of the kind: 五位一体 is a numeral with a morpheme and claims 5,
//! 一企一策 is distributive and claims nothing. Where the kind's rule is wrong for a label the file states `slots`.

use gongwen_text::{is_han, numeral_value, parse_numeral};

use crate::closed::Kind;
use crate::date::Date;
use crate::error::Problem;
use crate::model::Item;

/// Returns the slots that a label of this kind claims, or `None` when it should have a numeral and none can be read.
pub(crate) fn of_label(kind: Kind, label: &str) -> Option<Vec<u32>> {
    match kind {
        Kind::NumeralClassifierNoun | Kind::NumeralMorpheme => {
            numerals(label).next().flatten().map(|number| vec![number])
        }
        Kind::Paired | Kind::Slotted => {
            let slots: Vec<u32> = numerals(label).collect::<Option<_>>()?;
            (!slots.is_empty()).then_some(slots)
        }
        _ => Some(Vec::new()),
    }
}

/// Returns the numbers written in `text`, in order; `None` for a run of numeral characters that counts nothing.
pub(crate) fn numerals(text: &str) -> impl Iterator<Item = Option<u32>> {
    runs(text).map(|(_, run)| {
        // Han digits side by side name a year or are two numbers, 九二共识 and 八八战略; they do not count.
        let digit = |c: char| is_han(c) && numeral_value(c).is_some_and(|value| value < 10);
        let side_by_side = run.chars().count() > 1 && run.chars().all(digit);
        let number = parse_numeral(run).and_then(|number| u32::try_from(number).ok());
        number.filter(|number| *number > 0 && !side_by_side)
    })
}

/// Returns the runs of numeral characters with where they begin. 双 俩 仨 and a 两 without a unit stand alone: 双一流.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let from = rest + text[rest..].find(|c| numeral_value(c).is_some())?;
        let mut chars = text[from..].char_indices();
        let first = chars.next().map_or('一', |(_, c)| c);
        let mut end = from + first.len_utf8();
        for (at, c) in chars {
            let unit = matches!(c, '十' | '百' | '千' | '万' | '亿');
            let joins = match first {
                '双' | '雙' | '俩' | '仨' => false,
                '两' | '兩' => unit || end > from + first.len_utf8(),
                _ => true,
            };
            if !joins || numeral_value(c).is_none() || matches!(c, '双' | '雙' | '俩' | '仨') {
                break;
            }
            end = from + at + c.len_utf8();
        }
        rest = end;
        Some((from, &text[from..end]))
    })
}

/// Reports where the items are not as many as the slots claim, at any date at which the set of items changes.
pub(crate) fn check_count(label: &str, slots: &[u32], items: &[Item], report: &mut impl FnMut(Problem)) {
    let claimed = slots.iter().fold(0_u32, |sum, slot| sum.saturating_add(*slot)) as usize;
    if slots.is_empty() || items.is_empty() {
        return;
    }
    let mut wrong = |found: usize, at: Option<Date>| {
        if found != claimed {
            report(Problem::Count { label: label.to_owned(), slots: slots.to_vec(), found, at });
        }
    };
    let mut changes: Vec<Date> =
        items.iter().flat_map(|item| [item.valid_from, item.valid_to]).flatten().collect();
    changes.sort();
    changes.dedup_by_key(|date| date.first_day());
    let first = items.iter().filter(|item| item.valid_from.is_none()).count();
    if changes.is_empty() || first > 0 {
        wrong(first, None);
    }
    for date in changes {
        let found = items.iter().filter(|item| item.is_valid_at(Some(date))).count();
        // Before the first item there is no formula, and after the last none any more.
        if found > 0 {
            wrong(found, Some(date));
        }
    }
}

/// Reports where the items of an “N字” label do not have N characters in all.
pub(crate) fn check_length(label: &str, items: &[Item], report: &mut impl FnMut(Problem)) {
    let stated = runs(label)
        .filter(|(from, run)| label[from + run.len()..].starts_with('字'))
        .find_map(|(_, run)| parse_numeral(run));
    let Some(claimed) = stated else {
        return report(Problem::NoNumeral { label: label.to_owned(), kind: Kind::LengthLabel.as_str() });
    };
    let found = items.iter().flat_map(|item| item.text.chars()).filter(|c| is_han(*c)).count() as u64;
    if found > 0 && found != claimed {
        report(Problem::Length { label: label.to_owned(), claimed, found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_claim_what_their_kind_counts() {
        use Kind::{Distributive, FixedTerm, NumeralClassifierNoun, NumeralMorpheme, Paired, Slotted};
        for (label, kind, slots) in [
            ("四个意识", NumeralClassifierNoun, Some(vec![4])),
            ("十四个坚持", NumeralClassifierNoun, Some(vec![14])),
            ("三个1亿人", NumeralClassifierNoun, Some(vec![3])),
            ("两个一百年", NumeralClassifierNoun, Some(vec![2])),
            ("和平共处五项原则", NumeralClassifierNoun, Some(vec![5])),
            ("12条措施", NumeralClassifierNoun, Some(vec![12])),
            ("五位一体", NumeralMorpheme, Some(vec![5])),
            ("破四旧", NumeralMorpheme, Some(vec![4])),
            ("双减", NumeralMorpheme, Some(vec![2])),
            ("双一流", NumeralMorpheme, Some(vec![2])),
            ("双百方针", NumeralMorpheme, Some(vec![2])),
            ("二为", NumeralMorpheme, Some(vec![2])),
            ("三会一课", Paired, Some(vec![3, 1])),
            ("三去一降一补", Paired, Some(vec![3, 1, 1])),
            ("两学一做", Paired, Some(vec![2, 1])),
            ("一带一路", Paired, Some(vec![1, 1])),
            ("三严三实", Paired, Some(vec![3, 3])),
            ("八“要”八“不要”", Paired, Some(vec![8, 8])),
            ("四能五有", Slotted, Some(vec![4, 5])),
            ("一企一策", Distributive, Some(vec![])),
            ("新质生产力", FixedTerm, Some(vec![])),
            ("九二共识", NumeralMorpheme, None),
            ("八八战略", Paired, None),
            ("新质生产力", Paired, None),
            ("〇个", NumeralClassifierNoun, None),
        ] {
            assert_eq!(of_label(kind, label), slots, "{label}");
        }
    }
}
