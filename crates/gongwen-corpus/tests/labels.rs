//! Counts of labels: what a row says, and merging against counting at once.

use gongwen_corpus::{Dated, LabelCounts, LabelOptions, LabelRow, Sighting};
use gongwen_formula::Class;
use gongwen_formula::discover::Candidate;
use gongwen_lexicon::Kind;
use gongwen_text::Span;
use proptest::prelude::*;

fn candidate(label: &str, class: Class, at: usize, items: Option<&[&str]>) -> Candidate {
    Candidate {
        label: label.to_owned(),
        class,
        kind: Kind::NumeralMorpheme,
        claimed: vec![2],
        quoted: at.is_multiple_of(2),
        items: items.map(|items| items.iter().map(|item| (*item).to_owned()).collect()),
        span: Span::new(at, at + label.len()),
    }
}

struct Document {
    name: String,
    date: Option<&'static str>,
    issuer: Option<&'static str>,
    found: Vec<Candidate>,
}

fn count<'d>(documents: impl IntoIterator<Item = &'d Document>) -> LabelCounts {
    let mut counts = LabelCounts::new();
    for document in documents {
        let dated = Dated { doc: &document.name, date: document.date };
        counts.add(dated, document.issuer, &document.found, |candidate| Sighting {
            doc: document.name.clone(),
            date: document.date.map(str::to_owned),
            start: candidate.span.start as u64,
            end: candidate.span.end as u64,
            excerpt: candidate.label.clone(),
        });
    }
    counts
}

fn every_class() -> LabelOptions {
    LabelOptions {
        classes: vec![Class::NumeralFormula, Class::Slogan, Class::Counted],
        ..LabelOptions::default()
    }
}

#[test]
fn a_row_says_who_when_and_with_which_list() {
    let list: &[&str] = &["早报告", "早处置"];
    let formula = |at, items| candidate("两早", Class::NumeralFormula, at, items);
    let document = |name: &str, date, issuer, found| Document { name: name.to_owned(), date, issuer, found };
    let documents = [
        document("c", Some("2024"), Some("甲县"), vec![formula(0, Some(list)), formula(9, None)]),
        document("a", None, Some("甲县"), vec![formula(3, Some(list))]),
        document(
            "b",
            Some("2021-03"),
            Some("乙县"),
            vec![formula(5, Some(&["早", "晚"])), formula(8, Some(&["早", "晚"]))],
        ),
        document("d", Some("2021-03"), None, vec![candidate("十项任务", Class::Counted, 1, None)]),
    ];
    let counts = count(&documents);
    let rows = counts.rows(&LabelOptions::default());
    let first = Sighting {
        doc: "b".to_owned(),
        date: Some("2021-03".to_owned()),
        start: 5,
        end: 11,
        excerpt: "两早".to_owned(),
    };
    let row = LabelRow {
        label: "两早".to_owned(),
        class: Class::NumeralFormula,
        kind: "numeral-morpheme",
        claimed: vec![2],
        frequency: 5,
        quoted: 2,
        documents: 3,
        issuers: 2,
        items: Some(list.iter().map(|item| (*item).to_owned()).collect()),
        listing: 3,
        agreeing: 2,
        first,
        last_date: Some("2024".to_owned()),
    };
    assert_eq!(rows, [row]);
    let labels = |options: &LabelOptions| -> Vec<String> {
        counts.rows(options).into_iter().map(|row| row.label).collect()
    };
    assert_eq!(labels(&every_class()), ["两早", "十项任务"]);
    assert_eq!(labels(&LabelOptions { min_documents: 4, ..every_class() }), [""; 0]);
    assert_eq!(
        labels(&LabelOptions { classes: vec![Class::Counted], ..LabelOptions::default() }),
        ["十项任务"]
    );
}

fn found() -> impl Strategy<Value = Vec<Candidate>> {
    let items = prop::option::of(prop::sample::select(vec![
        &["早", "晚"][..],
        &["前", "后"][..],
        &["早", "晚", "中"][..],
    ]));
    let class = prop::sample::select(vec![Class::NumeralFormula, Class::Slogan]);
    let one = (prop::sample::select(vec!["两早", "两快", "双进"]), class, items);
    prop::collection::vec(one, 0..6).prop_map(|found| {
        found
            .into_iter()
            .enumerate()
            .map(|(at, (label, class, items))| candidate(label, class, at, items))
            .collect()
    })
}

proptest! {
    #[test]
    fn any_split_and_any_order_give_the_same(all in prop::collection::vec(found(), 0..8), parts in 1usize..4) {
        let documents: Vec<Document> = all
            .into_iter()
            .enumerate()
            .map(|(at, found)| Document {
                name: format!("d{at}"),
                date: [Some("2024-05"), None, Some("2020")][at % 3],
                issuer: [None, Some("甲县"), Some("乙县"), Some("甲县")][at % 4],
                found,
            })
            .collect();
        let whole = count(&documents).rows(&every_class());
        let mut merged = LabelCounts::new();
        for part in (0..parts).rev() {
            merged.merge(count(documents.iter().rev().skip(part).step_by(parts)));
        }
        prop_assert_eq!(merged.rows(&every_class()), whole);
    }
}
