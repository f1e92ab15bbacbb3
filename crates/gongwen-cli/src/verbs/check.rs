//! `check`: findings for writers and for machines; `explain`: what a rule says.

use super::{each_document, engine};
use crate::args::{CheckArgs, Common};
use crate::output::Output;
use anyhow::{Context, Result};
use gongwen::{CheckOptions, CheckRow, Excerpt, Inputs, RuleInfo, finding_excerpts};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// The characters shown on each side of a finding.
const REACH: usize = 18;

/// What a run came to.
#[derive(Clone, Copy)]
pub(crate) struct Checked {
    /// Whether everything was read.
    pub(crate) complete: bool,
    /// Whether there were findings of the severity `error`.
    pub(crate) errors: bool,
}

pub(crate) fn run(common: &Common, args: &CheckArgs) -> Result<Checked> {
    let engine = engine(common, &args.input.paths)?;
    let inputs = Inputs::resolve(&args.input.paths)?;
    let mut options = args.options();
    for path in &args.rules {
        let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        options.rule_files.push((path.display().to_string(), text));
    }
    let checker = engine.checker(options)?;
    let mut output = Output::plain(args.output.as_deref())?;
    let mut writer = Writer::new(&args.format);
    let mut errors = false;
    let work = |document: &gongwen::Document| {
        let rows = engine.check(&checker, document);
        let excerpts =
            if args.format == "human" { finding_excerpts(document, &rows, REACH) } else { Vec::new() };
        (rows, excerpts)
    };
    let complete = each_document(&engine, &inputs, common.quiet, work, |(rows, excerpts)| {
        errors |= rows.iter().any(|row| row.severity == "error");
        writer.document(&mut output, rows, &excerpts)
    })?;
    writer.end(&mut output)?;
    output.finish(None)?;
    Ok(Checked { complete, errors })
}

pub(crate) fn explain(common: &Common, rule: Option<&str>) -> Result<bool> {
    let engine = engine(common, &[])?;
    let mut options = CheckOptions::default();
    options.selection.select.extend(rule.map(str::to_owned));
    let selection = options.selection.clone();
    let checker = engine.checker(options)?;
    let mut output = Output::plain(None)?;
    match rule.and_then(|id| checker.rule(id)) {
        Some(rule) => card(&mut output, rule)?,
        None => {
            for rule in checker.rules().filter(|info| rule.is_none() || selection.has(info)) {
                writeln!(output, "{:<34} {}  {}", rule.id, rule.severity.in_chinese(), rule.summary)?;
            }
        }
    }
    output.finish(None)?;
    Ok(true)
}

fn card(out: &mut impl Write, rule: &RuleInfo) -> Result<()> {
    let stable = if rule.stable { "" } else { "（试行）" };
    writeln!(
        out,
        "{}  {}{stable}\n{}\n\n{}\n",
        rule.id,
        rule.severity.in_chinese(),
        rule.summary,
        rule.explanation
    )?;
    writeln!(out, "依据：{}", rule.source.join("；"))?;
    rule.bad.iter().try_for_each(|text| writeln!(out, "误例：{text}"))?;
    rule.good.iter().try_for_each(|text| writeln!(out, "正例：{text}"))?;
    Ok(())
}

/// Writes findings in one format.
struct Writer<'f> {
    format: &'f str,
    all: Vec<CheckRow>,
    families: BTreeMap<String, usize>,
    documents: usize,
}

impl<'f> Writer<'f> {
    fn new(format: &'f str) -> Self {
        Self { format, all: Vec::new(), families: BTreeMap::new(), documents: 0 }
    }

    fn document(&mut self, out: &mut Output, rows: Vec<CheckRow>, excerpts: &[Excerpt]) -> Result<()> {
        self.documents += 1;
        match self.format {
            "human" => {
                for (row, excerpt) in rows.iter().zip(excerpts) {
                    let family = row.rule.split('-').next().unwrap_or_default();
                    *self.families.entry(family.to_owned()).or_default() += 1;
                    block(out, row, excerpt)?;
                }
            }
            "jsonl" => rows.iter().try_for_each(|row| out.json_line(row))?,
            "github" => rows.iter().try_for_each(|row| writeln!(out, "{}", annotation(row)))?,
            _ => self.all.extend(rows),
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Output) -> Result<()> {
        match self.format {
            "human" => {
                let families: Vec<String> =
                    self.families.iter().map(|(family, count)| format!("{family} {count}")).collect();
                let total: usize = self.families.values().sum();
                let of =
                    if families.is_empty() { String::new() } else { format!("：{}", families.join("，")) };
                writeln!(out, "共{}份文稿，{total}条意见{of}", self.documents)?;
            }
            "json" => {
                serde_json::to_writer_pretty(&mut *out, &self.all)?;
                out.write_all(b"\n")?;
            }
            "csv" => {
                writeln!(
                    out,
                    "path,line,column,start,end,severity,rule,quote,message,suggestion,fix,source,occurrences"
                )?;
                for row in &self.all {
                    let cells = [
                        row.path.clone(),
                        row.line.to_string(),
                        row.column.to_string(),
                        row.start.to_string(),
                        row.end.to_string(),
                        row.severity.to_owned(),
                        row.rule.clone(),
                        row.quote.clone(),
                        row.message.clone(),
                        row.suggestions.first().cloned().unwrap_or_default(),
                        row.fix.to_owned(),
                        row.source.join("；"),
                        row.occurrences.to_string(),
                    ];
                    writeln!(out, "{}", cells.map(|cell| quoted(&cell)).join(","))?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn block(out: &mut impl Write, row: &CheckRow, excerpt: &Excerpt) -> Result<()> {
    let severity = match row.severity {
        "error" => "错误",
        "warning" => "警告",
        _ => "提示",
    };
    let merged = if row.occurrences > 1 { format!("（共{}处）", row.occurrences) } else { String::new() };
    writeln!(
        out,
        "{}:{}:{} {severity} {} {}{merged}",
        row.path, row.line, row.column, row.rule, row.message
    )?;
    writeln!(out, "  | {}{}{}", excerpt.before, excerpt.surface, excerpt.after)?;
    let carets = "^".repeat(excerpt.surface.width().max(1));
    writeln!(out, "  | {}{carets}", " ".repeat(excerpt.before.width()))?;
    if let Some(first) = row.suggestions.first() {
        writeln!(out, "  建议：{first}")?;
    }
    writeln!(out, "  依据：{}", row.source.join("；"))?;
    Ok(())
}

/// A workflow command of GitHub, which shows the finding beside its line.
fn annotation(row: &CheckRow) -> String {
    let kind = match row.severity {
        "error" => "error",
        "warning" => "warning",
        _ => "notice",
    };
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{kind} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        property(&row.path),
        row.line,
        row.column,
        row.end_line,
        row.end_column,
        property(&row.rule),
        data(&row.message)
    )
}

/// A cell of CSV (RFC 4180).
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
