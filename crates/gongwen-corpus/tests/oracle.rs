//! The measures against values that other people's programs computed: `oracle/*.json`, made by `oracle/make.py`.

use gongwen_corpus::measures::{
    association::Contingency,
    burst::{self, BurstOptions},
    change::Series,
    correction,
    dispersion::{Distances, Part, Sizes, Spread},
    diversity::{Diversity, FactorEnd},
    documents::mann_whitney,
    keyness::Comparison,
    shares::{Z_95, wilson},
    trend::{Autocorrelation, mann_kendall, theil_sen},
};
use serde_json::Value;

/// Returns the cases of a fixture.
fn cases(name: &str) -> Value {
    let path = format!("{}/tests/oracle/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let mut fixture: Value = serde_json::from_str(&text).expect("the fixture is JSON");
    fixture["cases"].take()
}

fn rows(cases: &Value) -> &Vec<Value> {
    cases.as_array().expect("cases are a list")
}

fn numbers(value: &Value) -> Vec<f64> {
    rows(value).iter().map(|number| number.as_f64().expect("a number")).collect()
}

fn counts(value: &Value) -> Vec<u64> {
    rows(value).iter().map(|number| number.as_u64().expect("a count")).collect()
}

/// Asserts that a value is the expected one up to a relative error, and not finite where that is null.
#[track_caller]
fn same(name: &str, found: f64, expected: &Value, error: f64, row: &Value) {
    match expected.as_f64() {
        None => assert!(!found.is_finite(), "{name} is {found}, expected none: {row}"),
        Some(expected) => {
            let off = (found - expected).abs();
            assert!(
                off <= error * expected.abs().max(1e-12),
                "{name} is {found:e}, expected {expected:e}: {row}"
            );
        }
    }
}

const EXACT: f64 = 1e-9;

#[test]
fn association() {
    for row in rows(&cases("association")) {
        let count = |name: &str| row[name].as_u64().expect("a count");
        let table = Contingency { o11: count("o11"), r1: count("r1"), c1: count("c1"), n: count("n") };
        for (name, found) in [
            ("ll", table.log_likelihood()),
            ("mi", table.mi()),
            ("mi2", table.mi2()),
            ("mi3", table.mi3()),
            ("t", table.t_score()),
            ("z", table.z_score()),
            ("simple_ll", table.simple_ll()),
            ("dice", table.dice()),
            ("log_dice", table.log_dice()),
            ("min_sens", table.min_sensitivity()),
            ("mi_log_f", table.mi_log_f()),
            ("delta_p", table.delta_p_forward()),
            ("delta_p_back", table.delta_p_backward()),
            ("odds_ratio", table.odds_ratio()),
            ("chi_squared", table.chi_squared()),
            ("fisher", table.fisher()),
        ] {
            same(name, found, &row[name], EXACT, row);
        }
    }
}

#[test]
fn keyness() {
    for row in rows(&cases("keyness")) {
        let count = |name: &str| row[name].as_u64().expect("a count");
        let word = Comparison { f1: count("f1"), n1: count("n1"), f2: count("f2"), n2: count("n2") };
        for (name, found) in [
            ("ll", word.log_likelihood()),
            ("ll_two_cell", word.log_likelihood_two_cell()),
            ("p", word.p_value()),
            ("ln_p", word.ln_p()),
            ("bic", word.bic()),
            ("diff_percent", word.percent_diff()),
            ("log_ratio_hardie", word.log_ratio_hardie()),
            ("log_ratio_walter", word.log_ratio_walter()),
            ("odds_ratio", word.odds_ratio()),
            ("simple_maths", word.simple_maths(1.0)),
        ] {
            same(name, found, &row[name], EXACT, row);
        }
        for interval in rows(&row["intervals"]) {
            let alpha = interval["alpha"].as_f64().expect("a level");
            let (low, high) = word.log_ratio_interval(alpha);
            same("low", low, &interval["low"], 1e-6, row);
            same("high", high, &interval["high"], 1e-6, row);
            same("lrc", word.lrc(alpha), &interval["lrc"], 1e-6, row);
            same("lrc", word.lrc(alpha), &interval["association_measures"], 1e-6, row);
        }
    }
}

#[test]
fn dispersion() {
    let cases = cases("dispersion");
    for row in rows(&cases["parts"]) {
        let sizes = counts(&row["sizes"]);
        let all: Vec<Part> = counts(&row["counts"])
            .into_iter()
            .zip(&sizes)
            .map(|(count, &size)| Part { count, size })
            .collect();
        let having: Vec<Part> = all.iter().copied().filter(|part| part.count > 0).collect();
        let spread = Spread::new(&having, Sizes::of(sizes));
        assert_eq!(spread.range(), row["range"].as_u64().expect("a count"));
        for (name, found) in [
            ("dp", spread.dp()),
            ("dp_norm", spread.dp_norm()),
            ("kld", spread.kld()),
            ("juilland_d", spread.juilland_d()),
            ("carroll_d2", spread.carroll_d2()),
            ("rosengren_s", spread.rosengren_s()),
        ] {
            let found = found.expect("defined");
            // An even spread is 0 or 1 up to rounding, which is no relative error.
            if (found - row[name].as_f64().expect("a number")).abs() > 1e-14 {
                same(name, found, &row[name], EXACT, row);
            }
        }
    }
    for row in rows(&cases["positions"]) {
        let positions = counts(&row["positions"]);
        let ring = Distances::new(&positions, row["total"].as_u64().expect("a count")).expect("positions");
        for (name, found) in [
            ("arf", ring.arf()),
            ("ald", ring.ald()),
            ("awt", ring.awt()),
            ("ald_frequency", ring.ald_frequency()),
            ("awt_frequency", ring.awt_frequency()),
        ] {
            same(name, found, &row[name], EXACT, row);
        }
    }
}

#[test]
fn diversity() {
    for row in rows(&cases("diversity")) {
        let words: Vec<u32> = counts(&row["words"]).into_iter().map(|word| word as u32).collect();
        let text = Diversity::new(&words);
        for (name, found) in [
            ("ttr", text.ttr()),
            ("sttr_50", text.sttr(50)),
            ("mattr_50", text.mattr(50)),
            ("mtld_at_or_below", text.mtld(Diversity::MTLD_THRESHOLD, FactorEnd::AtOrBelow)),
            ("mtld_below", text.mtld(Diversity::MTLD_THRESHOLD, FactorEnd::Below)),
            ("hdd", text.hdd(Diversity::HDD_SAMPLE)),
            ("yule_k", text.yule_k()),
        ] {
            same(name, found.expect("defined"), &row[name], EXACT, &row[name]);
        }
    }
}

#[test]
fn trend() {
    for row in rows(&cases("trend")) {
        let values = numbers(&row["values"]);
        for (name, correction) in [
            ("plain", Autocorrelation::Ignored),
            ("hamed_rao", Autocorrelation::HamedRao),
            ("yue_wang", Autocorrelation::YueWang),
        ] {
            let (test, mut expected) =
                (mann_kendall(&values, correction).expect("enough values"), &row[name]);
            // Values on one line leave no autocorrelation, 0/0 in pymannkendall; nothing is corrected then.
            if expected["variance"].is_null() {
                expected = &row["plain"];
            }
            assert_eq!(Some(test.score), expected["score"].as_i64());
            same("tau", test.tau, &expected["tau"], EXACT, row);
            same("variance", test.variance, &expected["variance"], EXACT, row);
            same("z", test.z, &expected["z"], EXACT, row);
            same("p", test.p, &expected["p"], EXACT, row);
        }
        let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(t, &y)| (t as f64, y)).collect();
        let line = theil_sen(&points).expect("a slope");
        same("slope", line.slope, &row["slope"], EXACT, row);
        same("intercept", line.intercept, &row["intercept"], EXACT, row);
    }
}

#[test]
fn change_points() {
    for row in rows(&cases("change")) {
        let series = Series::normal(&numbers(&row["values"]));
        let penalty = row["penalty"].as_f64().expect("a penalty");
        let places = |name: &str| counts(&row[name]).into_iter().map(|at| at as usize).collect::<Vec<_>>();
        assert_eq!(series.pelt(penalty), places("pelt"), "{row}");
        assert_eq!(series.binary_segmentation(penalty), places("binary"), "{row}");
    }
}

#[test]
fn bursts() {
    for row in rows(&cases("burst")) {
        let periods: Vec<(u64, u64)> =
            rows(&row["periods"]).iter().map(counts).map(|period| (period[0], period[1])).collect();
        let states: Vec<u64> =
            burst::states(&periods, &BurstOptions::default()).into_iter().map(|state| state as u64).collect();
        assert_eq!(states, counts(&row["states"]));
    }
}

#[test]
fn documents() {
    for row in rows(&cases("documents")) {
        let test = mann_whitney(&numbers(&row["first"]), &numbers(&row["second"])).expect("two groups");
        assert_eq!(test.z.is_nan(), row["method"] == "exact");
        same("u", test.u, &row["u"], EXACT, row);
        same("p", test.p, &row["p"], EXACT, row);
    }
}

#[test]
fn corrections_and_shares() {
    let cases = cases("corrections");
    for row in rows(&cases["families"]) {
        let family = numbers(&row["p"]);
        for (name, adjusted) in [
            ("p_bonferroni", correction::bonferroni(&family)),
            ("p_holm", correction::holm(&family)),
            ("p_sidak", correction::sidak(&family)),
            ("p_bh", correction::benjamini_hochberg(&family)),
        ] {
            for (found, expected) in adjusted.iter().zip(rows(&row[name])) {
                same(name, *found, expected, EXACT, row);
            }
        }
    }
    for row in rows(&cases["shares"]) {
        let count = |name: &str| row[name].as_u64().expect("a count");
        let (low, high) = wilson(count("part"), count("whole"), Z_95).expect("a share");
        same("low", low, &row["interval"][0], EXACT, row);
        same("high", high, &row["interval"][1], EXACT, row);
    }
}
