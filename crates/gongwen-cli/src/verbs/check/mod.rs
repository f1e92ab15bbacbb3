//! `check`: findings for writers and for machines; `explain`: what a rule says.

mod annotate;
mod fixes;

use super::{each_document, engine, write_excerpt};
use crate::args::{CheckArgs, CheckFormat, Common};
use crate::output::Output;
use anyhow::{Context, Result};
use gongwen::{
    CheckOptions, CheckRow, Checker, Excerpt, Inputs, Known, RuleInfo, Severity, finding_excerpts,
};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::mem::ManuallyDrop;

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
    // The program ends with the run; taking apart what it was made of would only take milliseconds.
    let engine = ManuallyDrop::new(engine(common, &args.input.paths)?);
    let inputs = Inputs::resolve(&args.input.paths)?;
    let settings = engine.check_settings();
    let mut options = args.options(settings);
    for path in settings.rules.iter().chain(&args.rules) {
        let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        options.rule_files.push((path.display().to_string(), text));
    }
    let mut known = Known::default();
    known.allow(&settings.allow);
    settings.baseline.iter().chain(&args.baseline).try_for_each(|path| known.baseline(path))?;
    settings.ignore_files.iter().chain(&args.ignore_file).try_for_each(|path| known.ignore_file(path))?;
    settings.allow_files.iter().chain(&args.allow).try_for_each(|path| known.allow_file(path))?;
    let checker = ManuallyDrop::new(engine.checker(options)?);
    let mut output = Output::plain(args.output.as_deref())?;
    if let Some(path) = &args.annotate {
        let options = args.annotate_options()?;
        let annotated = annotate::run(&engine, &inputs, common.quiet, &checker, &known, &options, path)?;
        let errors = annotated.rows.iter().any(|row| row.severity == Severity::Error);
        let excerpts = finding_excerpts(&annotated.document, &annotated.rows, REACH);
        let mut writer = Writer::new(args.format, &checker);
        writer.document(&mut output, annotated.document.id, annotated.rows, &excerpts)?;
        writer.end(&mut output)?;
        output.finish(None)?;
        return Ok(Checked { complete: true, errors });
    }
    if let Some(least) = args.least_fix() {
        let complete = fixes::run(&engine, &inputs, common.quiet, &checker, least, args.diff, &mut output)?;
        output.finish(None)?;
        return Ok(Checked { complete, errors: false });
    }
    let mut writer = Writer::new(args.format, &checker);
    let mut errors = false;
    let work = |document: &gongwen::Document| {
        let rows = engine.check(&checker, &known, document);
        let human = args.format == CheckFormat::Human;
        let excerpts = if human { finding_excerpts(document, &rows, REACH) } else { Vec::new() };
        (document.id.clone(), rows, excerpts)
    };
    let complete = std::thread::scope(|scope| {
        if std::thread::available_parallelism().is_ok_and(|count| count.get() > 1) {
            scope.spawn(|| checker.prepare());
        }
        each_document(&engine, &inputs, common.quiet, work, |(id, rows, excerpts)| {
            errors |= rows.iter().any(|row| row.severity == Severity::Error);
            writer.document(&mut output, id, rows, &excerpts)
        })
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
struct Writer<'c> {
    format: CheckFormat,
    checker: &'c Checker<'c>,
    all: Vec<CheckRow>,
    families: BTreeMap<String, usize>,
    documents: Vec<String>,
}

impl<'c> Writer<'c> {
    fn new(format: CheckFormat, checker: &'c Checker<'c>) -> Self {
        Self { format, checker, all: Vec::new(), families: BTreeMap::new(), documents: Vec::new() }
    }

    fn document(
        &mut self,
        out: &mut Output,
        id: String,
        rows: Vec<CheckRow>,
        excerpts: &[Excerpt],
    ) -> Result<()> {
        self.documents.push(id);
        match self.format {
            CheckFormat::Human => {
                for (row, excerpt) in rows.iter().zip(excerpts) {
                    let family = row.rule.split('-').next().unwrap_or_default();
                    *self.families.entry(family.to_owned()).or_default() += 1;
                    block(out, row, excerpt)?;
                }
            }
            CheckFormat::JsonLines => rows.iter().try_for_each(|row| out.json_line(row))?,
            CheckFormat::Github => rows.iter().try_for_each(|row| writeln!(out, "{}", annotation(row)))?,
            CheckFormat::Csv => out.more_rows(&gongwen::check_table(&rows)?)?,
            CheckFormat::Json | CheckFormat::Report(_) => self.all.extend(rows),
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Output) -> Result<()> {
        match self.format {
            CheckFormat::Human => {
                let families: Vec<String> =
                    self.families.iter().map(|(family, count)| format!("{family} {count}")).collect();
                let total: usize = self.families.values().sum();
                let of =
                    if families.is_empty() { String::new() } else { format!("：{}", families.join("，")) };
                writeln!(out, "共{}份文稿，{total}条意见{of}", self.documents.len())?;
            }
            CheckFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &self.all)?;
                out.write_all(b"\n")?;
            }
            CheckFormat::Report(report) => {
                let rules: Vec<&RuleInfo> = self.checker.rules().collect();
                out.write_all(report.write(&self.documents, &self.all, &rules).as_bytes())?;
            }
            CheckFormat::JsonLines | CheckFormat::Csv | CheckFormat::Github => {}
        }
        Ok(())
    }
}

fn block(out: &mut impl Write, row: &CheckRow, excerpt: &Excerpt) -> Result<()> {
    let severity = row.severity.in_chinese();
    let merged = if row.occurrences > 1 { format!("（共{}处）", row.occurrences) } else { String::new() };
    writeln!(
        out,
        "{}:{}:{} {severity} {} {}{merged}",
        row.path, row.line, row.column, row.rule, row.message
    )?;
    write_excerpt(out, excerpt)?;
    if let Some(first) = row.suggestions.first() {
        writeln!(out, "  建议：{}", if first.is_empty() { "删去" } else { first })?;
    }
    writeln!(out, "  依据：{}", row.source.join("；"))?;
    Ok(())
}

/// A workflow command of GitHub, which shows the finding beside its line.
fn annotation(row: &CheckRow) -> String {
    let kind = match row.severity {
        Severity::Info => "notice",
        severity => severity.as_str(),
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
