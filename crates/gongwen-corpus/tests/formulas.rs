//! Formula counts: small tables in full, a slow count as the oracle, any split.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::num::NonZero;

use gongwen_corpus::{
    FormulaCounts, FormulaDocument, FormulaKey, FormulaTableOptions, Ordinal,
    measures::dispersion::{Part, dp, dp_norm},
    parallel::Pool,
};
use gongwen_table::{Format, Provenance, Table, Value, WriteOptions};
use proptest::prelude::*;

/// A document of a test: characters, group, hits.
type Text = (u64, Option<&'static str>, Vec<FormulaKey<'static>>);

const fn key(canonical: &'static str, id: Option<&'static str>, class: &'static str) -> FormulaKey<'static> {
    FormulaKey { canonical, id, class, kind: "numeral-classifier-noun", level: "central" }
}

const ESTABLISH: FormulaKey<'_> = key("两个确立", Some("two-establishments"), "numeral-formula");
const SAFEGUARD: FormulaKey<'_> = key("两个维护", Some("two-safeguards"), "numeral-formula");
const SYSTEMS: FormulaKey<'_> = key("四个体系", None, "numeral-formula");
const TEAMS: FormulaKey<'_> = key("四个工作专班", None, "counted");

fn add(counts: &mut FormulaCounts, ordinal: usize, (characters, group, hits): &Text) {
    let name = format!("文件{ordinal}.txt");
    let ordinal = Ordinal { item: ordinal as u64, part: 0 };
    let document = FormulaDocument { ordinal, name: &name, characters: *characters, group: *group };
    counts.add(&document, hits.iter().copied());
}

fn count(texts: &[Text], threads: usize) -> FormulaCounts {
    let work = |counts: &mut FormulaCounts, i: usize| {
        add(counts, i, &texts[i]);
        Ok::<(), ()>(())
    };
    Pool::new(NonZero::new(threads).unwrap())
        .fold(texts.len(), FormulaCounts::new, work, FormulaCounts::merge)
        .value
}

fn sample() -> FormulaCounts {
    let texts: [Text; 4] = [
        (1000, Some("2021"), vec![ESTABLISH, SAFEGUARD, ESTABLISH, TEAMS]),
        (500, Some("2022"), vec![SAFEGUARD, SYSTEMS]),
        (0, None, vec![]),
        (1500, Some("2021"), vec![]),
    ];
    count(&texts, 1)
}

fn csv(table: &Table) -> String {
    let mut out = Vec::new();
    table.write(Format::Csv, &mut out, &WriteOptions::default()).unwrap();
    String::from_utf8(out).unwrap()
}

fn classes(class: &str) -> FormulaTableOptions {
    FormulaTableOptions { classes: vec![class.to_owned()], ..FormulaTableOptions::default() }
}

#[test]
fn by_formula() {
    let table = sample().by_formula(&FormulaTableOptions::default(), Provenance::default()).unwrap();
    let columns = table.select(&["formula", "id", "class", "freq", "per_100k", "docs", "doc_share"]).unwrap();
    assert_eq!(
        csv(&columns),
        "formula,id,class,freq,per_100k,docs,doc_share\n\
         两个确立,two-establishments,numeral-formula,2,66.66666666666667,1,0.25\n\
         两个维护,two-safeguards,numeral-formula,2,66.66666666666667,2,0.5\n\
         四个体系,,numeral-formula,1,33.333333333333336,1,0.25\n\
         四个工作专班,,counted,1,33.333333333333336,1,0.25\n"
    );
    let counted = sample().by_formula(&classes("counted"), Provenance::default()).unwrap();
    assert_eq!(counted.len(), 1);
    assert_eq!(counted.provenance().parameters[1], ("classes".to_owned(), "counted".to_owned()));
    let often = FormulaTableOptions { min_count: 2, min_documents: 2, ..FormulaTableOptions::default() };
    assert_eq!(sample().by_formula(&often, Provenance::default()).unwrap().len(), 1);
}

#[test]
fn by_document() {
    let table = sample().by_document(&classes("numeral-formula"), Provenance::default()).unwrap();
    assert_eq!(
        csv(&table),
        "doc,group,characters,hits,types,per_1000\n\
         文件0.txt,2021,1000,3,2,3.0\n\
         文件1.txt,2022,500,2,2,4.0\n\
         文件2.txt,,0,0,0,\n\
         文件3.txt,2021,1500,0,0,0.0\n"
    );
}

#[test]
fn by_group() {
    let options = FormulaTableOptions { top: Some(2), ..classes("numeral-formula") };
    let table = sample().by_group("year", &options, Provenance::default()).unwrap();
    let columns = ["year", "formula", "freq", "per_100k", "docs", "group_docs", "doc_share"];
    assert_eq!(
        csv(&table.select(&columns).unwrap()),
        "year,formula,freq,per_100k,docs,group_docs,doc_share\n\
         2021,两个确立,2,80.0,1,2,0.5\n\
         2021,两个维护,1,40.0,1,2,0.5\n\
         2022,两个维护,1,200.0,1,1,1.0\n\
         2022,四个体系,1,200.0,1,1,1.0\n"
    );
    assert!(sample().by_group("freq", &options, Provenance::default()).is_err());
}

#[test]
fn a_group_that_is_not_known_comes_last() {
    let texts: [Text; 2] = [(10, None, vec![SYSTEMS]), (10, Some(""), vec![SYSTEMS])];
    let table = count(&texts, 1).by_group("issuer", &FormulaTableOptions::default(), Provenance::default());
    let table = table.unwrap();
    assert_eq!(table.columns()[0].values().collect::<Vec<_>>(), [Value::Text(""), Value::Null]);
}

#[test]
fn nothing_counted_gives_empty_tables() {
    let (counts, options) = (FormulaCounts::new(), FormulaTableOptions::default());
    assert!(counts.by_formula(&options, Provenance::default()).unwrap().is_empty());
    assert!(counts.by_document(&options, Provenance::default()).unwrap().is_empty());
    assert!(counts.by_group("year", &options, Provenance::default()).unwrap().is_empty());
}

#[test]
fn documents_of_one_file_follow_each_other() {
    let mut counts = FormulaCounts::new();
    for (item, part) in [(1, 1), (0, 0), (1, 0), (10, 0)] {
        let name = format!("{item}#{part}");
        let ordinal = Ordinal { item, part };
        counts.add(&FormulaDocument { ordinal, name: &name, characters: 1, group: None }, []);
    }
    let table = counts.by_document(&FormulaTableOptions::default(), Provenance::default()).unwrap();
    let names: Vec<Value<'_>> = table.column("doc").unwrap().values().collect();
    assert_eq!(names, ["0#0", "1#0", "1#1", "10#0"].map(Value::Text));
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    let hit =
        prop::sample::select(vec![ESTABLISH, SAFEGUARD, SYSTEMS, TEAMS, key("两个确立", None, "slogan")]);
    let group = prop::sample::select(vec![None, Some("2021"), Some("2022")]);
    prop::collection::vec((0u64..50, group, prop::collection::vec(hit, 0..8)), 0..12)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_bytes(texts in texts()) {
        let tables = |counts: FormulaCounts| {
            let options = FormulaTableOptions::default();
            [
                csv(&counts.by_formula(&options, Provenance::default()).unwrap()),
                csv(&counts.by_document(&options, Provenance::default()).unwrap()),
                csv(&counts.by_group("year", &options, Provenance::default()).unwrap()),
            ]
        };
        let one = tables(count(&texts, 1));
        for threads in [2, 16] {
            prop_assert_eq!(&tables(count(&texts, threads)), &one);
        }
    }

    #[test]
    fn measures_are_those_of_the_definitions(texts in texts()) {
        let table = count(&texts, 2).by_formula(&FormulaTableOptions::default(), Provenance::default()).unwrap();
        let value = |column: &str, row| table.column(column).unwrap().value(row);
        for row in 0..table.len() {
            let is_key = |key: &FormulaKey<'_>| {
                value("formula", row) == Value::Text(key.canonical)
                    && value("id", row) == key.id.map_or(Value::Null, Value::Text)
                    && value("class", row) == Value::Text(key.class)
            };
            let parts: Vec<Part> = texts
                .iter()
                .map(|(size, _, hits)| Part { count: hits.iter().filter(|hit| is_key(hit)).count() as u64, size: *size })
                .collect();
            let hits: u64 = parts.iter().map(|part| part.count).sum();
            let documents = parts.iter().filter(|part| part.count > 0).count() as u64;
            prop_assert_eq!(value("freq", row), Value::Count(hits));
            prop_assert_eq!(value("docs", row), Value::Count(documents));
            prop_assert_eq!(value("dp", row), dp(&parts).map_or(Value::Null, Value::Real));
            prop_assert_eq!(value("dp_norm", row), dp_norm(&parts).map_or(Value::Null, Value::Real));
        }
    }
}
