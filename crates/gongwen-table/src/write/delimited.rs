//! CSV and TSV.

use std::{borrow::Cow, io};

use super::{ByteOrderMark, Header, WriteOptions, plain_text};
use crate::table::Table;

pub(super) fn write_csv(table: &Table, out: &mut dyn io::Write, options: &WriteOptions) -> io::Result<()> {
    write_mark(out, options)?;
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
    if options.header == Header::Write {
        csv.write_record(table.columns().iter().map(|column| column.name()))?;
    }
    for row in 0..table.len() {
        for column in table.columns() {
            csv.write_field(plain_text(&column.value(row)).as_bytes())?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

pub(super) fn write_tsv(table: &Table, out: &mut dyn io::Write, options: &WriteOptions) -> io::Result<()> {
    write_mark(out, options)?;
    let mut out = io::BufWriter::new(out);
    let mut line = |cells: &mut dyn Iterator<Item = Cow<'_, str>>| {
        for (i, cell) in cells.enumerate() {
            if i > 0 {
                io::Write::write_all(&mut out, b"\t")?;
            }
            io::Write::write_all(&mut out, escaped(&cell).as_bytes())?;
        }
        io::Write::write_all(&mut out, b"\n")
    };
    if options.header == Header::Write {
        line(&mut table.columns().iter().map(|column| column.name().into()))?;
    }
    for row in 0..table.len() {
        line(&mut table.columns().iter().map(|column| plain_text(&column.value(row))))?;
    }
    io::Write::flush(&mut out)
}

fn write_mark(out: &mut dyn io::Write, options: &WriteOptions) -> io::Result<()> {
    match options.byte_order_mark {
        ByteOrderMark::Omit => Ok(()),
        ByteOrderMark::Write => out.write_all("\u{feff}".as_bytes()),
    }
}

fn escaped(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['\t', '\n', '\r', '\\']) {
        return cell.into();
    }
    let mut escaped = String::with_capacity(cell.len() + 8);
    for c in cell.chars() {
        match c {
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\\' => escaped.push_str("\\\\"),
            c => escaped.push(c),
        }
    }
    escaped.into()
}
