//! The writers, one file a format family, and what they share.

mod delimited;
mod json;
mod parquet;
mod terminal;
mod xlsx;

pub use parquet::ParquetStream;

use std::{borrow::Cow, io};

use serde::Serialize;

use crate::{
    error::{Error, ErrorKind},
    format::Format,
    picture::html,
    table::{Column, ColumnType, Table, Value},
};

/// What joins the items of a list where a cell is one text. Items that contain it cannot be told apart there;
/// JSON, JSON Lines and Parquet keep lists as lists.
pub const LIST_SEPARATOR: &str = "、";

/// What a caller may choose; the default suits a file.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// The largest width of the terminal table in columns of the screen; longer cells are wrapped. Without it
    /// a row is one line, however long.
    pub width: Option<u16>,
    /// Whether the terminal table may use escape codes.
    pub emphasis: Emphasis,
    /// Whether CSV and TSV start with a byte order mark.
    pub byte_order_mark: ByteOrderMark,
    /// Whether CSV and TSV start with the names of the columns.
    pub header: Header,
}

/// Whether CSV and TSV start with the names of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// They do.
    #[default]
    Write,
    /// They do not: the rows continue those of a table written before.
    Omit,
}

/// Whether the terminal table may use escape codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Plain text.
    #[default]
    Plain,
    /// The header is bold (ANSI escape codes).
    Ansi,
}

/// Whether CSV and TSV start with a byte order mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// None, as programs expect.
    #[default]
    Omit,
    /// U+FEFF, without which Excel on Chinese Windows takes UTF-8 for GBK.
    Write,
}

impl Table {
    /// Writes the table in a format. Equal tables and options give equal bytes.
    ///
    /// Reals are written in the shortest form that reads back as the same number, except in the terminal
    /// table, which rounds to the column's decimals. Null is an empty cell, JSON's `null`, and `-` in the
    /// terminal; in CSV and TSV it cannot be told from empty text.
    ///
    /// Text is written as it is. In CSV a cell that starts with `=`, `+`, `-` or `@` may be taken for a formula
    /// by a spreadsheet program: for text of doubtful origin write XLSX, where such a cell is text.
    ///
    /// The text formats stream; Parquet and XLSX are made in memory first.
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::ErrorKind::Io) when `out` fails; [`ErrorKind::SpreadsheetLimit`](crate::ErrorKind::SpreadsheetLimit)
    /// when XLSX cannot hold the table.
    pub fn write(
        &self,
        format: Format,
        out: &mut dyn io::Write,
        options: &WriteOptions,
    ) -> Result<(), Error> {
        match format {
            Format::Table => terminal::write(self, out, options)?,
            Format::Csv => delimited::write_csv(self, out, options)?,
            Format::Tsv => delimited::write_tsv(self, out, options)?,
            Format::Json => json::write_object(self, out)?,
            Format::JsonLines => json::write_lines(self, out)?,
            Format::Parquet => out.write_all(&parquet::to_bytes(self)?)?,
            Format::Xlsx => out.write_all(&xlsx::to_bytes(self)?)?,
            Format::Html => out.write_all(html(self.name(), &[], &[self]).as_bytes())?,
            Format::Svg => return Err(ErrorKind::NoPicture { table: self.name().to_owned() }.into()),
        }
        out.flush()?;
        Ok(())
    }
}

/// A column as JSON and the sidecar describe it.
#[derive(Serialize)]
pub(crate) struct ColumnHead<'t> {
    name: &'t str,
    r#type: ColumnType,
    nullable: bool,
}

pub(crate) fn column_heads(table: &Table) -> Vec<ColumnHead<'_>> {
    let head = |column: &'_ Column| (column.column_type(), column.is_nullable());
    table
        .columns()
        .iter()
        .map(|column| {
            let (r#type, nullable) = head(column);
            ColumnHead { name: column.name(), r#type, nullable }
        })
        .collect()
}

/// The text of a cell in the formats for machines. Debug gives the shortest form of a float that reads back.
pub(crate) fn plain_text<'t>(value: &Value<'t>) -> Cow<'t, str> {
    match value {
        Value::Null => "".into(),
        Value::Text(text) | Value::Date(text) => Cow::Borrowed(*text),
        Value::Count(count) => count.to_string().into(),
        Value::Integer(integer) => integer.to_string().into(),
        Value::Real(real) => format!("{real:?}").into(),
        Value::Flag(flag) => if *flag { "true" } else { "false" }.into(),
        Value::List(items) => items.join(LIST_SEPARATOR).into(),
    }
}
