//! Targets through time: gaps, edges, first uses, adoption; the same tables for any split and order.

use gongwen_corpus::trend::{Basis, Grain, Sparkline, Target, TargetKind, Tiers, TrendCounts, TrendDocument};
use gongwen_table::{Format, Provenance, Table, WriteOptions};

type Row = (&'static str, Option<&'static str>, Option<&'static str>, [u64; 2]);

const DOCUMENTS: [Row; 9] = [
    ("b", Some("2014-03-05"), Some("国务院"), [0, 1]),
    ("a", Some("2014-11"), Some("甲省"), [0, 0]),
    ("c", Some("2016-03-05"), Some("国务院"), [1, 1]),
    ("d", Some("2016"), Some("乙市"), [0, 2]),
    ("f", Some("2017-03-05"), Some("国务院"), [5, 0]),
    ("e", Some("2017-03-05"), Some("甲省"), [2, 0]),
    ("g", Some("2018-01-03"), Some("丙县"), [8, 1]),
    ("h", Some("2018-06-01"), None, [9, 0]),
    ("i", None, Some("丁县"), [7, 0]),
];

fn targets() -> Vec<Target> {
    let target = |name: &str, kind| Target { name: name.to_string(), kind };
    vec![target("新发展理念", TargetKind::String), target("改革", TargetKind::Word)]
}

fn counts(rows: impl IntoIterator<Item = Row>) -> TrendCounts {
    let mut counts = TrendCounts::new(targets());
    for (name, date, issuer, hits) in rows {
        counts.add(&TrendDocument { name, date, issuer, characters: 1000, words: 500 }, &hits);
    }
    counts
}

fn csv(table: &Table) -> String {
    let mut bytes = Vec::new();
    table.write(Format::Csv, &mut bytes, &WriteOptions::default()).expect("memory is written");
    String::from_utf8(bytes).expect("CSV is UTF-8")
}

fn all(counts: &TrendCounts) -> String {
    let (grain, none) = (Grain::Quarter, Provenance::default);
    [
        counts.by_period(Grain::Year, none()).expect("a table"),
        counts.summary(grain, Basis::Hits, Sparkline::Draw, none()).expect("a table"),
        counts.summary(Grain::Year, Basis::Documents, Sparkline::Omit, none()).expect("a table"),
        counts.adoption("issuer", none()).expect("a table"),
        counts.adoption_by_tier("issuer", &tiers(), none()).expect("a table"),
    ]
    .iter()
    .map(|table| csv(table) + &table.provenance_json())
    .collect()
}

fn tiers() -> Tiers {
    let pairs = [("国务院", "中央"), ("甲省", "省"), ("乙市", "市县"), ("丙县", "市县"), ("丁县", "市县")];
    Tiers::new(pairs.map(|(issuer, tier)| (issuer.to_string(), tier.to_string())))
}

#[test]
fn a_period_without_documents_is_a_gap() {
    let table = counts(DOCUMENTS).by_period(Grain::Year, Provenance::default()).unwrap();
    let shown = table
        .select(&[
            "target",
            "period",
            "hits",
            "per_10k",
            "docs",
            "period_docs",
            "doc_share",
            "words",
            "per_million_words",
        ])
        .unwrap();
    let expected = "\
target,period,hits,per_10k,docs,period_docs,doc_share,words,per_million_words
新发展理念,2014,0,0.0,0,2,0.0,1000,0.0
新发展理念,2015,0,,0,0,,0,
新发展理念,2016,1,5.0,1,2,0.5,1000,1000.0
新发展理念,2017,7,35.0,2,2,1.0,1000,7000.0
新发展理念,2018,17,85.0,2,2,1.0,1000,17000.0
改革,2014,1,5.0,1,2,0.5,1000,1000.0
改革,2015,0,,0,0,,0,
改革,2016,3,15.0,2,2,1.0,1000,3000.0
改革,2017,0,0.0,0,2,0.0,1000,0.0
改革,2018,1,5.0,1,2,0.5,1000,1000.0
";
    assert_eq!(csv(&shown), expected);
    assert!(
        table.provenance_json().contains("\"documents_without_period\": \"1\""),
        "{}",
        table.provenance_json()
    );
}

#[test]
fn the_edges_of_the_corpus_are_marked() {
    let counts = counts(DOCUMENTS);
    let table = counts.summary(Grain::Year, Basis::Hits, Sparkline::Draw, Provenance::default()).unwrap();
    let columns = ["target", "spark", "hits", "docs", "periods", "tau", "slope"];
    assert_eq!(
        csv(&table.select(&columns).unwrap()),
        "target,spark,hits,docs,periods,tau,slope\n新发展理念,▁ ▂▄█,25,5,3,1.0,25.625\n改革,▄ █▁▄,5,4,3,-0.16666666666666666,-0.8333333333333334\n"
    );
    let edges = ["first_date", "first_doc", "first_at_edge", "last_date", "last_doc", "last_at_edge"];
    assert_eq!(
        csv(&table.select(&edges).unwrap()),
        "first_date,first_doc,first_at_edge,last_date,last_doc,last_at_edge\n\
         2016-03-05,c,false,2018-06-01,h,true\n2014-03-05,b,true,2018-01-03,g,true\n"
    );
}

#[test]
fn a_year_lies_in_no_month() {
    let counts = counts(DOCUMENTS);
    assert_eq!((counts.unplaced(Grain::Year), counts.unplaced(Grain::Month)), (1, 2));
    let table = counts.by_period(Grain::Month, Provenance::default()).unwrap();
    assert_eq!(table.len(), 2 * (10 + 3 * 12 + 6));
}

#[test]
fn adoption_by_issuer_and_by_tier() {
    let counts = counts(DOCUMENTS);
    let table = counts.adoption("issuer", Provenance::default()).unwrap();
    let columns = ["target", "issuer", "date", "doc", "lag_days", "docs", "issuer_docs", "at_edge"];
    let expected = "\
target,issuer,date,doc,lag_days,docs,issuer_docs,at_edge
新发展理念,国务院,2016-03-05,c,0,2,3,false
新发展理念,甲省,2017-03-05,e,365,1,2,false
新发展理念,丙县,2018-01-03,g,669,1,1,true
改革,国务院,2014-03-05,b,0,2,3,true
改革,乙市,2016,d,667,1,1,true
改革,丙县,2018-01-03,g,1400,1,1,true
";
    assert_eq!(csv(&table.select(&columns).unwrap()), expected);
    let table = counts.adoption_by_tier("issuer", &tiers(), Provenance::default()).unwrap();
    let columns =
        ["target", "tier", "issuers", "adopters", "first_date", "issuer", "lag_days", "median_lag_days"];
    let expected = "\
target,tier,issuers,adopters,first_date,issuer,lag_days,median_lag_days
新发展理念,中央,1,1,2016-03-05,国务院,0,0.0
新发展理念,省,1,1,2017-03-05,甲省,365,365.0
新发展理念,市县,2,1,2018-01-03,丙县,669,669.0
改革,中央,1,1,2014-03-05,国务院,0,0.0
改革,市县,2,2,2016,乙市,667,1033.5
改革,省,1,0,,,,
";
    assert_eq!(csv(&table.select(&columns).unwrap()), expected);
}

#[test]
fn any_split_and_order_gives_the_same_bytes() {
    let expected = all(&counts(DOCUMENTS));
    for cut in 0..=DOCUMENTS.len() {
        let (early, late) = DOCUMENTS.split_at(cut);
        let mut merged = counts(late.iter().rev().copied());
        merged.merge(counts(early.iter().copied()));
        assert_eq!(all(&merged), expected);
    }
}

#[test]
fn nothing_at_all_is_an_empty_course() {
    let none = counts([]);
    assert_eq!(none.by_period(Grain::Year, Provenance::default()).unwrap().len(), 0);
    let undated = counts([("i", None, None, [7, 0])]);
    let table = undated.summary(Grain::Year, Basis::Hits, Sparkline::Draw, Provenance::default()).unwrap();
    let columns = ["target", "spark", "hits", "tau", "changes", "bursts", "first_date"];
    assert_eq!(
        csv(&table.select(&columns).unwrap()),
        "target,spark,hits,tau,changes,bursts,first_date\n新发展理念,,0,,,,\n改革,,0,,,,\n"
    );
    assert_eq!(undated.adoption("issuer", Provenance::default()).unwrap().len(), 0);
}
