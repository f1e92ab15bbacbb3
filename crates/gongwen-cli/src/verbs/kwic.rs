//! `kwic`: something in its contexts, as lines for people or as a table.

use super::{Asked, ask, engine_for_words, formulas_for, one_sought};
use crate::args::{Common, KwicArgs};
use crate::output::Output;
use anyhow::Result;
use gongwen::{Context, Format, KwicLine, KwicOptions};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

pub(crate) fn run(common: &Common, args: &KwicArgs) -> Result<bool> {
    let sought = one_sought(&args.sought)?;
    let engine = engine_for_words(common, &args.asked.words, &args.asked.paths)?;
    let mut output = Output::open(&args.output)?;
    let is_for_people = output.format == Format::Table;
    let shown = args.top.rows(is_for_people);
    let context = match (args.characters, args.words_around, args.sentences) {
        (Some(characters), ..) => Context::Characters(characters),
        (_, Some(words), _) => Context::Tokens(words),
        (.., Some(sentences)) => Context::Sentences(sentences),
        _ => Context::default(),
    };
    let options = KwicOptions {
        context,
        within: args.within.into(),
        sort: args.sort.clone(),
        sample: args.sample.map(|size| (size, args.seed)),
        skip: args.skip,
        lines: (shown < usize::MAX).then_some(shown),
    };
    let Asked { view, reporter } =
        ask(&engine, &args.asked, formulas_for(std::slice::from_ref(&sought)), common.quiet)?;
    let (lines, found, counted) = view.kwic(&sought, &options)?;
    super::tell(&reporter, &counted);
    if is_for_people {
        write_lines(&mut output, &lines)?;
        let drawn = args.sample.map_or(found, |size| found.min(size as u64));
        let rest = drawn.saturating_sub((args.skip + lines.len()) as u64);
        if rest > 0 {
            reporter.advice(&format!("{rest} more of {found} lines; --top 0 shows all, --skip goes on"));
        }
    } else {
        output.table(&counted.table)?;
    }
    output.finish(Some(counted.table.provenance_json()))?;
    Ok(reporter.finish(counted.tally))
}

/// Writes lines with what is sought in one column, which Chinese characters fill two by two.
fn write_lines(output: &mut Output, lines: &[KwicLine]) -> Result<()> {
    let left = lines.iter().map(|line| line.line.left.width()).max().unwrap_or(0);
    let node = lines.iter().map(|line| line.line.node.width()).max().unwrap_or(0);
    let right = lines.iter().map(|line| line.line.right.width()).max().unwrap_or(0);
    for KwicLine { doc, line, .. } in lines {
        let pad = |width: usize, text: &str| " ".repeat(width.saturating_sub(text.width()));
        writeln!(
            output,
            "{}{}  {}{}  {}{}  {doc}:{}",
            pad(left, &line.left),
            line.left,
            line.node,
            pad(node, &line.node),
            line.right,
            pad(right, &line.right),
            line.source.start,
        )?;
    }
    Ok(())
}
