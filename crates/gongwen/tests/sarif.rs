//! The SARIF report against the shape that SARIF 2.1.0 (OASIS, errata 01) prescribes for the objects that are written.
//!
//! The official schema is not in the repository and a validator would be a heavy dependency for one file, so the table
//! below restates it for these objects: which properties an object must have, which it may have, and what they hold.

use std::ops::ControlFlow;

use gongwen::{CheckOptions, Engine, Inputs, Known, Outcome, Report, Settings};
use serde_json::Value;

/// What a value has to be.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A number not below this.
    AtLeast(i64),
    Object(&'static str),
    /// An array of objects; at least so many.
    Objects(&'static str, usize),
    /// An object all of whose values are strings.
    Texts,
    /// A relative reference of RFC 3986.
    Uri,
}
use Shape::{AtLeast, Object, Objects, OneOf, Text, Texts, Uri};

const LEVELS: &[&str] = &["none", "note", "warning", "error"];

/// Object, property, whether it must be there, shape.
const SCHEMA: &[(&str, &str, bool, Shape)] = &[
    ("sarifLog", "$schema", false, Uri),
    ("sarifLog", "version", true, OneOf(&["2.1.0"])),
    ("sarifLog", "runs", true, Objects("run", 0)),
    ("run", "tool", true, Object("tool")),
    ("run", "columnKind", false, OneOf(&["utf16CodeUnits", "unicodeCodePoints"])),
    ("run", "results", false, Objects("result", 0)),
    ("tool", "driver", true, Object("toolComponent")),
    ("toolComponent", "name", true, Text),
    ("toolComponent", "version", false, Text),
    ("toolComponent", "rules", false, Objects("reportingDescriptor", 0)),
    ("reportingDescriptor", "id", true, Text),
    ("reportingDescriptor", "shortDescription", false, Object("multiformatMessageString")),
    ("reportingDescriptor", "fullDescription", false, Object("multiformatMessageString")),
    ("reportingDescriptor", "defaultConfiguration", false, Object("reportingConfiguration")),
    ("reportingConfiguration", "level", false, OneOf(LEVELS)),
    ("multiformatMessageString", "text", true, Text),
    ("message", "text", true, Text),
    ("result", "ruleId", false, Text),
    ("result", "ruleIndex", false, AtLeast(-1)),
    ("result", "level", false, OneOf(LEVELS)),
    ("result", "message", true, Object("message")),
    ("result", "locations", false, Objects("location", 0)),
    ("result", "partialFingerprints", false, Texts),
    ("result", "fixes", false, Objects("fix", 0)),
    ("location", "physicalLocation", false, Object("physicalLocation")),
    ("physicalLocation", "artifactLocation", true, Object("artifactLocation")),
    ("physicalLocation", "region", false, Object("region")),
    ("artifactLocation", "uri", false, Uri),
    ("region", "startLine", false, AtLeast(1)),
    ("region", "startColumn", false, AtLeast(1)),
    ("region", "endLine", false, AtLeast(1)),
    ("region", "endColumn", false, AtLeast(1)),
    ("region", "charOffset", false, AtLeast(-1)),
    ("region", "charLength", false, AtLeast(0)),
    ("region", "snippet", false, Object("artifactContent")),
    ("artifactContent", "text", false, Text),
    ("fix", "description", false, Object("message")),
    ("fix", "artifactChanges", true, Objects("artifactChange", 1)),
    ("artifactChange", "artifactLocation", true, Object("artifactLocation")),
    ("artifactChange", "replacements", true, Objects("replacement", 1)),
    ("replacement", "deletedRegion", true, Object("region")),
    ("replacement", "insertedContent", false, Object("artifactContent")),
];

/// Collects what is wrong with a value that should be an object of this kind.
fn faults(kind: &str, value: &Value, at: &str, out: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        out.push(format!("{at}: no object"));
        return;
    };
    for (_, property, _, _) in SCHEMA.iter().filter(|(of, _, must, _)| *of == kind && *must) {
        if !object.contains_key(*property) {
            out.push(format!("{at}: lacks {property}"));
        }
    }
    for (property, value) in object {
        let at = format!("{at}.{property}");
        match SCHEMA.iter().find(|(of, known, _, _)| *of == kind && known == property) {
            Some((_, _, _, shape)) => fits(*shape, value, &at, out),
            None => out.push(format!("{at}: no property of {kind}")),
        }
    }
}

fn fits(shape: Shape, value: &Value, at: &str, out: &mut Vec<String>) {
    let right = match shape {
        Text => value.is_string(),
        OneOf(known) => value.as_str().is_some_and(|text| known.contains(&text)),
        AtLeast(least) => value.as_i64().is_some_and(|number| number >= least),
        Texts => value.as_object().is_some_and(|object| object.values().all(Value::is_string)),
        Uri => value.as_str().is_some_and(|text| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte))
        }),
        Object(kind) => {
            faults(kind, value, at, out);
            true
        }
        Objects(kind, least) => value.as_array().is_some_and(|items| {
            items.iter().enumerate().for_each(|(i, item)| faults(kind, item, &format!("{at}[{i}]"), out));
            items.len() >= least
        }),
    };
    if !right {
        out.push(format!("{at}: {value}"));
    }
}

#[test]
fn the_report_has_the_prescribed_shape_and_its_indexes_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("防汛 通知.txt");
    std::fs::write(
        &path,
        "关于防汛的通知\n\n做好“两个维护”,按镇发[2023]05号文件抓落实。。\n坚jian持问题导向。",
    )
    .unwrap();
    let engine = Engine::new(Settings::default()).unwrap();
    let checker = engine.checker(CheckOptions::default()).unwrap();
    let mut rows = Vec::new();
    engine.each_document(
        &Inputs::resolve(&[path]).unwrap(),
        |document| engine.check(&checker, &Known::default(), document),
        |_, outcome| {
            if let Outcome::Read(found) = outcome {
                rows.extend(found.into_iter().flat_map(Result::unwrap));
            }
            ControlFlow::Continue(())
        },
    );
    assert!(rows.len() >= 4 && rows.iter().any(|row| !row.edits.is_empty()), "{rows:?}");
    let rules: Vec<_> = checker.rules().collect();
    let report: Value = serde_json::from_str(&Report::Sarif.write(&[], &rows, &rules)).unwrap();

    let mut out = Vec::new();
    faults("sarifLog", &report, "log", &mut out);
    assert!(out.is_empty(), "{}", out.join("\n"));

    let run = &report["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), rows.len());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}
