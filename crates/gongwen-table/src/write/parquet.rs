//! Parquet, written column by column.
//!
//! A count is an unsigned 64-bit integer, a date is text (its precision varies), a list has the three levels
//! that the format asks for. `gongwen.table` and `gongwen.provenance` in the key-value metadata hold the
//! table's name and its provenance as JSON.

use std::{io::Write, sync::Arc};

use arrow_array::{Array, LargeListArray, LargeStringArray, cast::AsArray};
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};

use crate::{
    error::{Error, ErrorKind},
    format::Format,
    table::{Cells, Column, Table},
};

type Parquet<T> = parquet::errors::Result<T>;

/// Rows of a row group: a fixed number, so that bytes depend on the table alone.
const ROW_GROUP: usize = 1 << 20;

pub(super) fn to_bytes(table: &Table) -> Result<Vec<u8>, Error> {
    let mut stream = ParquetStream::new(Vec::new(), table)?;
    for from in (0..table.len()).step_by(ROW_GROUP) {
        stream.append(&table.slice(from, ROW_GROUP))?;
    }
    stream.finish()
}

/// Writes a Parquet file of any length part by part: tables of one shape, each a row group.
///
/// ```
/// use gongwen_table::{ParquetStream, Table};
///
/// let part = |ids: [u64; 2]| Table::builder("tokens").count("word_id", ids).build();
/// let mut stream = ParquetStream::new(Vec::new(), &part([0, 0])?)?;
/// stream.append(&part([1, 2])?)?;
/// stream.append(&part([2, 3])?)?;
/// let table = Table::from_parquet(stream.finish()?)?;
/// assert_eq!(table.len(), 4);
/// # Ok::<(), gongwen_table::Error>(())
/// ```
pub struct ParquetStream<W: Write + Send> {
    file: SerializedFileWriter<W>,
}

impl<W: Write + Send> ParquetStream<W> {
    /// Starts a file of the shape, name and provenance of a table, whose rows are not written.
    ///
    /// # Errors
    /// [`ErrorKind::Writer`] when the sink refuses bytes.
    pub fn new(sink: W, shape: &Table) -> Result<Self, Error> {
        let file = (|| {
            let provenance = serde_json::to_string(shape.provenance())
                .map_err(|error| ParquetError::General(error.to_string()))?;
            let properties = WriterProperties::builder()
                .set_created_by(concat!("gongwen version ", env!("CARGO_PKG_VERSION")).to_owned())
                .set_compression(Compression::SNAPPY)
                .set_key_value_metadata(Some(vec![
                    KeyValue::new("gongwen.table".to_owned(), shape.name().to_owned()),
                    KeyValue::new("gongwen.provenance".to_owned(), provenance),
                ]))
                .build();
            let fields = shape.columns().iter().map(field).collect::<Parquet<_>>()?;
            let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
            SerializedFileWriter::new(sink, Arc::new(schema), Arc::new(properties))
        })();
        Ok(ParquetStream { file: file.map_err(|error| unwritable(&error))? })
    }

    /// Appends the rows of a table of the same shape.
    ///
    /// # Errors
    /// [`ErrorKind::Writer`] when the sink refuses bytes or the columns are others.
    pub fn append(&mut self, table: &Table) -> Result<(), Error> {
        self.try_append(table).map_err(|error| unwritable(&error))
    }

    fn try_append(&mut self, table: &Table) -> Parquet<()> {
        let mut group = self.file.next_row_group()?;
        for column in table.columns() {
            let writer = group.next_column()?.ok_or_else(|| {
                ParquetError::General(format!("no writer for column \"{}\"", column.name()))
            })?;
            write_column(writer, &column.cells, column.is_nullable())?;
        }
        group.close()?;
        Ok(())
    }

    /// Completes the file and returns the sink.
    ///
    /// # Errors
    /// [`ErrorKind::Writer`] when the sink refuses bytes.
    pub fn finish(self) -> Result<W, Error> {
        self.file.into_inner().map_err(|error| unwritable(&error))
    }
}

fn unwritable(error: &ParquetError) -> Error {
    ErrorKind::Writer { format: Format::Parquet, message: error.to_string() }.into()
}

fn field(column: &Column) -> Parquet<Arc<Type>> {
    let repetition = if column.is_nullable() { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let (physical, logical) = match column.cells {
        Cells::Text(_) | Cells::Date(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Cells::Count(_) => (Physical::INT64, Some(LogicalType::integer(64, false))),
        Cells::Integer(_) => (Physical::INT64, Some(LogicalType::integer(64, true))),
        Cells::Real(_) => (Physical::DOUBLE, None),
        Cells::Flag(_) => (Physical::BOOLEAN, None),
        Cells::List(_) => return list_field(column.name(), repetition),
    };
    let field = Type::primitive_type_builder(column.name(), physical)
        .with_repetition(repetition)
        .with_logical_type(logical);
    Ok(Arc::new(field.build()?))
}

fn list_field(name: &str, repetition: Repetition) -> Parquet<Arc<Type>> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    let list = Type::group_type_builder(name)
        .with_repetition(repetition)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(list))
}

fn write_column(writer: SerializedColumnWriter<'_>, cells: &Cells, nullable: bool) -> Parquet<()> {
    // The values that are there, and for a nullable column which rows they are in (definition levels).
    let array = cells.array();
    let rows: Option<Vec<i16>> =
        nullable.then(|| (0..array.len()).map(|row| array.is_valid(row) as i16).collect());
    let rows = rows.as_deref();
    match cells {
        Cells::Text(texts) | Cells::Date(texts) => {
            put::<ByteArrayType>(writer, &byte_arrays(texts), rows, None)
        }
        Cells::Count(counts) => {
            let signed: Vec<i64> = counts.iter().flatten().map(u64::cast_signed).collect();
            put::<Int64Type>(writer, &signed, rows, None)
        }
        Cells::Integer(integers) => {
            put::<Int64Type>(writer, &integers.iter().flatten().collect::<Vec<_>>(), rows, None)
        }
        Cells::Real(reals) => {
            put::<DoubleType>(writer, &reals.iter().flatten().collect::<Vec<_>>(), rows, None)
        }
        Cells::Flag(flags) => {
            put::<BoolType>(writer, &flags.iter().flatten().collect::<Vec<_>>(), rows, None)
        }
        Cells::List(lists) => write_lists(writer, lists, nullable as i16),
    }
}

/// Writes lists. One that is there but empty has the definition level `present`, its items one more; an item
/// that does not open its list has the repetition level 1.
fn write_lists(writer: SerializedColumnWriter<'_>, lists: &LargeListArray, present: i16) -> Parquet<()> {
    let (mut values, mut definition, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists.iter() {
        let items = list.as_ref().map(|list| list.as_string::<i64>());
        match items.filter(|items| !items.is_empty()) {
            Some(items) => {
                values.extend(byte_arrays(items));
                definition.extend(std::iter::repeat_n(present + 1, items.len()));
                repetition.extend((0..items.len()).map(|i| (i > 0) as i16));
            }
            None => {
                definition.push(if list.is_some() { present } else { 0 });
                repetition.push(0);
            }
        }
    }
    put::<ByteArrayType>(writer, &values, Some(&definition), Some(&repetition))
}

fn byte_arrays(texts: &LargeStringArray) -> Vec<ByteArray> {
    texts.iter().flatten().map(ByteArray::from).collect()
}

fn put<T: DataType>(
    mut writer: SerializedColumnWriter<'_>,
    values: &[T::T],
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) -> Parquet<()> {
    writer.typed::<T>().write_batch(values, definition, repetition)?;
    writer.close()
}
