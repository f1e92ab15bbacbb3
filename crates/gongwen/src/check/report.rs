//! Findings in the formats that other programs read.

use super::CheckRow;
use gongwen_check::{RuleInfo, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A format for all findings of a run together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Report {
    /// Static Analysis Results Interchange Format 2.1.0 (OASIS).
    Sarif,
    /// The XML of checkstyle.
    Checkstyle,
    /// The XML of JUnit: a suite a document, a failed case a finding.
    Junit,
    /// Reviewdog's diagnostic format, one JSON object.
    Rdjson,
    /// A page for reading, complete in itself.
    Html,
}

impl Report {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sarif, Self::Checkstyle, Self::Junit, Self::Rdjson, Self::Html];

    /// Returns the name used in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sarif => "sarif",
            Self::Checkstyle => "checkstyle",
            Self::Junit => "junit",
            Self::Rdjson => "rdjson",
            Self::Html => "html",
        }
    }

    /// Returns the report; `documents` are all that were checked, `rules` all that there are.
    pub fn write(self, documents: &[String], rows: &[CheckRow], rules: &[&RuleInfo]) -> String {
        match self {
            Self::Sarif => pretty(&sarif(rows, rules)),
            Self::Rdjson => pretty(&rdjson(rows)),
            Self::Checkstyle => checkstyle(rows),
            Self::Junit => junit(documents, rows),
            Self::Html => html(documents, rows),
        }
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// SARIF counts columns in the unit that `columnKind` names: code points.
fn sarif(rows: &[CheckRow], rules: &[&RuleInfo]) -> Value {
    let level = |severity| if severity == Severity::Info { "note" } else { Severity::as_str(severity) };
    let used: BTreeMap<&str, usize> =
        rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    let results: Vec<Value> = rows
        .iter()
        .map(|row| {
            let mut result = json!({
                "ruleId": row.rule,
                "level": level(row.severity),
                "message": { "text": row.message },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&row.path) },
                    "region": {
                        "startLine": row.line, "startColumn": row.column,
                        "endLine": row.end_line, "endColumn": row.end_column,
                        "snippet": { "text": row.quote },
                    },
                } }],
                "partialFingerprints": { "ruleQuoteContext/v1": format!("{}|{}|{}|{}", row.rule, row.before, row.quote, row.after) },
            });
            if let Some(&at) = used.get(row.rule.as_str()) {
                result["ruleIndex"] = json!(at);
            }
            if !row.edits.is_empty() {
                let replacements: Vec<Value> = row.edits.iter().map(|edit| json!({
                    "deletedRegion": { "charOffset": edit.start, "charLength": edit.end - edit.start },
                    "insertedContent": { "text": edit.text },
                })).collect();
                result["fixes"] = json!([{
                    "description": { "text": row.suggestions.first().unwrap_or(&row.message) },
                    "artifactChanges": [{
                        "artifactLocation": { "uri": uri(&row.path) },
                        "replacements": replacements,
                    }],
                }]);
            }
            result
        })
        .collect();
    let described: Vec<Value> = rules
        .iter()
        .map(|rule| json!({
            "id": rule.id,
            "shortDescription": { "text": rule.summary },
            "fullDescription": { "text": format!("{}（依据：{}）", rule.explanation, rule.source.join("；")) },
            "defaultConfiguration": { "level": level(rule.severity) },
        }))
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "columnKind": "unicodeCodePoints",
            "tool": { "driver": { "name": "gongwen", "version": env!("CARGO_PKG_VERSION"), "rules": described } },
            "results": results,
        }],
    })
}

/// A path as a relative reference (RFC 3986): all but unreserved characters and slashes as their bytes.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn rdjson(rows: &[CheckRow]) -> Value {
    let severity = |row: &CheckRow| row.severity.as_str().to_uppercase();
    let diagnostics: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "message": row.message,
                "severity": severity(row),
                "code": { "value": row.rule },
                "location": { "path": row.path, "range": {
                    "start": { "line": row.line, "column": row.column },
                    "end": { "line": row.end_line, "column": row.end_column },
                } },
                "original_output": format!("{}:{}:{}: {}", row.path, row.line, row.column, row.message),
            })
        })
        .collect();
    json!({ "source": { "name": "gongwen" }, "diagnostics": diagnostics })
}

fn checkstyle(rows: &[CheckRow]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for rows in rows.chunk_by(|a, b| a.path == b.path) {
        let _ = writeln!(out, "  <file name=\"{}\">", escaped(&rows[0].path));
        for row in rows {
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"gongwen.{}\"/>",
                row.line,
                row.column,
                row.severity.as_str(),
                escaped(&row.message),
                row.rule
            );
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
}

fn junit(documents: &[String], rows: &[CheckRow]) -> String {
    let mut of: BTreeMap<&str, Vec<&CheckRow>> =
        documents.iter().map(|path| (path.as_str(), Vec::new())).collect();
    rows.iter().for_each(|row| of.entry(&row.path).or_default().push(row));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"gongwen\" tests=\"{}\" failures=\"{}\">",
        of.values().map(|rows| rows.len().max(1)).sum::<usize>(),
        rows.len()
    );
    for (path, rows) in of {
        let path = escaped(path);
        let _ = writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\">",
            rows.len().max(1),
            rows.len()
        );
        if rows.is_empty() {
            let _ = writeln!(out, "    <testcase classname=\"{path}\" name=\"check\"/>");
        }
        for row in rows {
            let _ = writeln!(
                out,
                "    <testcase classname=\"{path}\" name=\"{} {}:{}\"><failure type=\"{}\" message=\"{}\">{}</failure></testcase>",
                row.rule,
                row.line,
                row.column,
                row.severity.as_str(),
                escaped(&row.message),
                escaped(&row.quote)
            );
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn html(documents: &[String], rows: &[CheckRow]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>文稿检查报告</title>\n<style>\n\
         body{font:16px/1.7 serif;max-width:52em;margin:2em auto;padding:0 1em}\n\
         h2{font-size:1.1em;border-bottom:1px solid #999}\n\
         li{margin:.8em 0}\n.error b{color:#b00020}.warning b{color:#9a5b00}.info b{color:#1b5e8a}\n\
         mark{background:#ffe9a8}\nsmall{color:#555}\n</style>\n<h1>文稿检查报告</h1>\n",
    );
    let _ = writeln!(out, "<p>共{}份文稿，{}条意见。</p>", documents.len(), rows.len());
    for rows in rows.chunk_by(|a, b| a.path == b.path) {
        let _ = writeln!(out, "<h2>{}（{}条）</h2>\n<ol>", escaped(&rows[0].path), rows.len());
        for row in rows {
            let merged =
                if row.occurrences > 1 { format!("（共{}处）", row.occurrences) } else { String::new() };
            let suggestion = row
                .suggestions
                .first()
                .map(|text| format!("<br>建议：{}", escaped(text)))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "<li class=\"{}\"><b>{}</b> 第{}行第{}列 {}{merged}<br>……{}<mark>{}</mark>{}……{suggestion}<br><small>{}；依据：{}</small></li>",
                row.severity.as_str(),
                row.severity.in_chinese(),
                row.line,
                row.column,
                escaped(&row.message),
                escaped(&row.before),
                escaped(&row.quote),
                escaped(&row.after),
                row.rule,
                escaped(&row.source.join("；"))
            );
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</html>\n");
    out
}

/// Text for XML and HTML. Control characters, which XML cannot hold, become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, uri};

    #[test]
    fn text_and_paths_are_escaped() {
        assert_eq!(escaped("<“四个\u{1}&\"\n"), "&lt;“四个\u{fffd}&amp;&quot; ");
        assert_eq!(uri("稿/a b.txt"), "%E7%A8%BF/a%20b.txt");
    }
}
