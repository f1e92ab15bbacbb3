//! The table for a terminal: aligned by what the screen shows, where a Han character takes two columns.
//!
//! Lines are ASCII, because terminals set for Chinese draw box characters two columns wide.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, TableStyle};

use super::{Emphasis, WriteOptions, plain_text};
use crate::table::{Table, Value};

const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));

pub(super) fn write(table: &Table, out: &mut dyn Write, options: &WriteOptions) -> io::Result<()> {
    let mut grid = comfy_table::Table::new();
    grid.load_style(STYLE);
    if let Some(width) = options.width {
        grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    grid.set_header(table.columns().iter().map(|column| visible(column.name().into()).into_owned()));
    for row in 0..table.len() {
        grid.add_row(
            table
                .columns()
                .iter()
                .map(|column| Cell::new_owned(rounded(&column.value(row), column.decimals()).into_owned())),
        );
    }
    let last = table.columns().len() - 1;
    for (i, column) in table.columns().iter().enumerate() {
        if let Some(cells) = grid.column_mut(i) {
            cells.set_padding((0, if i == last { 0 } else { 1 }));
            if column.column_type().is_number() {
                cells.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let mut in_header = true;
    for line in grid.lines() {
        let line = line.trim_end();
        let rule = in_header && !line.is_empty() && line.bytes().all(|b| b == b'-');
        in_header &= !rule;
        match options.emphasis {
            Emphasis::Ansi if in_header => writeln!(out, "\u{1b}[1m{line}\u{1b}[0m")?,
            _ => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

fn rounded<'t>(value: &Value<'t>, decimals: usize) -> Cow<'t, str> {
    match value {
        Value::Null => "-".into(),
        Value::Real(real) => format!("{real:.decimals$}").into(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.into(),
        other => visible(plain_text(other)),
    }
}

/// Keeps a cell on its line and a document from steering the terminal: white space becomes a space, other
/// control and direction characters become U+FFFD.
fn visible(text: Cow<'_, str>) -> Cow<'_, str> {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(|c: char| steers(c) || c == '\u{2028}' || c == '\u{2029}') {
        return text;
    }
    text.replace("\r\n", " ")
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            c if steers(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect::<String>()
        .into()
}
