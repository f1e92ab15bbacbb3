//! A table: named, typed columns of one length over Arrow arrays.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, LargeListArray, LargeStringArray, RecordBatch,
    UInt64Array, cast::AsArray,
};
use arrow_schema::{Field, Schema};
use serde::Serialize;

use crate::{
    builder::TableBuilder,
    error::{Error, ErrorKind},
    provenance::Provenance,
};

/// A result table; see the [crate] documentation for an example.
///
/// Cloning, [`Table::head`] and [`Table::select`] share the columns' memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) provenance: Provenance,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub(crate) name: String,
    pub(crate) nullable: bool,
    pub(crate) decimals: usize,
    pub(crate) cells: Cells,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cells {
    Text(LargeStringArray),
    Date(LargeStringArray),
    Count(UInt64Array),
    Integer(Int64Array),
    Real(Float64Array),
    Flag(BooleanArray),
    List(LargeListArray),
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnType {
    /// Text.
    Text,
    /// An ISO 8601 date as text, of the precision known: a year, a month or a day. Texts of one precision
    /// sort by time.
    Date,
    /// A number of things.
    Count,
    /// A signed whole number.
    Integer,
    /// A finite number. What is not finite (0/0, the logarithm of 0) is null.
    Real,
    /// True or false.
    Flag,
    /// A list of texts.
    List,
}

impl ColumnType {
    /// Returns whether cells are aligned to the right for the eye.
    pub const fn is_number(self) -> bool {
        matches!(self, ColumnType::Count | ColumnType::Integer | ColumnType::Real)
    }
}

/// The content of one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'t> {
    /// Nothing is known, or the number is not defined.
    Null,
    /// Of a [`ColumnType::Text`] column.
    Text(&'t str),
    /// Of a [`ColumnType::Date`] column.
    Date(&'t str),
    /// Of a [`ColumnType::Count`] column.
    Count(u64),
    /// Of a [`ColumnType::Integer`] column.
    Integer(i64),
    /// Of a [`ColumnType::Real`] column; always finite.
    Real(f64),
    /// Of a [`ColumnType::Flag`] column.
    Flag(bool),
    /// Of a [`ColumnType::List`] column.
    List(Vec<&'t str>),
}

impl Table {
    /// Starts a table of the given name.
    pub fn builder(name: impl Into<String>) -> TableBuilder {
        TableBuilder::new(name.into())
    }

    /// Reads a table from Parquet as [`Table::write`] writes it. Dates come back as text, and the provenance stays behind.
    ///
    /// # Errors
    /// [`ErrorKind::Unreadable`] for bytes that are no Parquet, or have columns that are none of a table; columns of lists are not read.
    pub fn from_parquet(bytes: Vec<u8>) -> Result<Table, Error> {
        crate::read::from_bytes(bytes)
    }

    /// Returns the table's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the columns, of which there is at least one.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the column of a name.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownColumn`] with the names that exist.
    pub fn column(&self, name: &str) -> Result<&Column, Error> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| {
            let accepted: Vec<&str> = self.columns.iter().map(Column::name).collect();
            ErrorKind::UnknownColumn {
                table: self.name.clone(),
                column: name.to_owned(),
                accepted: accepted.join(", "),
            }
            .into()
        })
    }

    /// Returns where the numbers come from.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Replaces the provenance.
    pub fn with_provenance(mut self, provenance: Provenance) -> Table {
        self.provenance = provenance;
        self
    }

    /// Returns the first `rows` rows, or all when there are fewer. Cost: `O(columns)`.
    pub fn head(&self, rows: usize) -> Table {
        self.slice(0, rows)
    }

    /// Returns so many rows from a row on, fewer at the end. Cost: `O(columns)`.
    pub fn slice(&self, from: usize, rows: usize) -> Table {
        let from = from.min(self.len());
        let rows = rows.min(self.len() - from);
        let columns = self
            .columns
            .iter()
            .map(|column| Column { cells: column.cells.slice(from, rows), ..column.clone() })
            .collect();
        Table { columns, ..self.clone() }
    }

    /// Returns the columns of the given names, in the given order. Cost: `O(columns)`.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownColumn`], [`ErrorKind::NoColumns`], or [`ErrorKind::ColumnName`] when one is named twice.
    pub fn select(&self, names: &[&str]) -> Result<Table, Error> {
        let columns = names.iter().map(|name| self.column(name).cloned()).collect::<Result<_, _>>()?;
        TableBuilder::check(Table { name: self.name.clone(), columns, provenance: self.provenance.clone() })
    }

    /// Returns the table as an Arrow record batch that shares its memory. Text is `LargeUtf8`, a list
    /// `LargeList<LargeUtf8>`; name and provenance are not in it.
    pub fn to_record_batch(&self) -> RecordBatch {
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = self
            .columns
            .iter()
            .map(|column| {
                let array = column.cells.to_array();
                (Field::new(&column.name, array.data_type().clone(), column.nullable), array)
            })
            .unzip();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .expect("the builder has made all columns of one length, and null only where allowed")
    }

    /// Returns the provenance as a JSON object with the table's name, columns and number of rows: the file to
    /// put beside formats that have no place for it.
    pub fn provenance_json(&self) -> String {
        #[derive(Serialize)]
        struct Sidecar<'t> {
            table: &'t str,
            rows: usize,
            columns: Vec<crate::write::ColumnHead<'t>>,
            provenance: &'t Provenance,
        }
        let sidecar = Sidecar {
            table: &self.name,
            rows: self.len(),
            columns: crate::write::column_heads(self),
            provenance: &self.provenance,
        };
        let mut json = serde_json::to_string_pretty(&sidecar).expect("plain data with text keys");
        json.push('\n');
        json
    }
}

impl Column {
    /// Returns the column's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the type of its cells.
    pub fn column_type(&self) -> ColumnType {
        match self.cells {
            Cells::Text(_) => ColumnType::Text,
            Cells::Date(_) => ColumnType::Date,
            Cells::Count(_) => ColumnType::Count,
            Cells::Integer(_) => ColumnType::Integer,
            Cells::Real(_) => ColumnType::Real,
            Cells::Flag(_) => ColumnType::Flag,
            Cells::List(_) => ColumnType::List,
        }
    }

    /// Returns whether cells may be null.
    pub fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Returns the number of decimals that the terminal table shows of a real.
    pub fn decimals(&self) -> usize {
        self.decimals
    }

    /// Returns the number of cells.
    pub fn len(&self) -> usize {
        self.cells.array().len()
    }

    /// Returns whether there are no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a cell, null beyond the last row.
    pub fn value(&self, row: usize) -> Value<'_> {
        let array = self.cells.array();
        if row >= array.len() || array.is_null(row) {
            return Value::Null;
        }
        match &self.cells {
            Cells::Text(cells) => Value::Text(cells.value(row)),
            Cells::Date(cells) => Value::Date(cells.value(row)),
            Cells::Count(cells) => Value::Count(cells.value(row)),
            Cells::Integer(cells) => Value::Integer(cells.value(row)),
            Cells::Real(cells) => Value::Real(cells.value(row)),
            Cells::Flag(cells) => Value::Flag(cells.value(row)),
            Cells::List(cells) => {
                let items = cells.values().as_string::<i64>();
                let offsets = cells.value_offsets();
                Value::List((offsets[row]..offsets[row + 1]).map(|i| items.value(i as usize)).collect())
            }
        }
    }

    /// Returns the cells from first to last.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.len()).map(|row| self.value(row))
    }
}

impl Cells {
    pub(crate) fn array(&self) -> &dyn Array {
        match self {
            Cells::Text(cells) | Cells::Date(cells) => cells,
            Cells::Count(cells) => cells,
            Cells::Integer(cells) => cells,
            Cells::Real(cells) => cells,
            Cells::Flag(cells) => cells,
            Cells::List(cells) => cells,
        }
    }

    fn to_array(&self) -> ArrayRef {
        match self.clone() {
            Cells::Text(cells) | Cells::Date(cells) => Arc::new(cells),
            Cells::Count(cells) => Arc::new(cells),
            Cells::Integer(cells) => Arc::new(cells),
            Cells::Real(cells) => Arc::new(cells),
            Cells::Flag(cells) => Arc::new(cells),
            Cells::List(cells) => Arc::new(cells),
        }
    }

    pub(crate) fn slice(&self, from: usize, rows: usize) -> Cells {
        match self {
            Cells::Text(cells) => Cells::Text(cells.slice(from, rows)),
            Cells::Date(cells) => Cells::Date(cells.slice(from, rows)),
            Cells::Count(cells) => Cells::Count(cells.slice(from, rows)),
            Cells::Integer(cells) => Cells::Integer(cells.slice(from, rows)),
            Cells::Real(cells) => Cells::Real(cells.slice(from, rows)),
            Cells::Flag(cells) => Cells::Flag(cells.slice(from, rows)),
            Cells::List(cells) => Cells::List(cells.slice(from, rows)),
        }
    }
}
