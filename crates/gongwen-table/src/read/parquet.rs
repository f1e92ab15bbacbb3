//! Parquet, read column by column.

use arrow_array::{BooleanArray, Float64Array, Int64Array, LargeStringArray, UInt64Array};
use parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    column::reader::get_typed_column_reader,
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::{ParquetError, Result},
    file::reader::{FileReader, SerializedFileReader},
};

use crate::{
    error::{Error, ErrorKind},
    provenance::Provenance,
    table::{Cells, Column, Table},
};

/// Reads what [`Table::write`] wrote as Parquet, columns of lists excepted. Dates come back as text; the provenance stays in the
/// file.
pub(crate) fn from_bytes(bytes: Vec<u8>) -> std::result::Result<Table, Error> {
    try_from_bytes(bytes).map_err(|error| ErrorKind::Unreadable { message: error.to_string() }.into())
}

fn try_from_bytes(bytes: Vec<u8>) -> Result<Table> {
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    let metadata = file.metadata().file_metadata();
    let pairs = metadata.key_value_metadata().map_or(&[][..], Vec::as_slice);
    let name = pairs.iter().find(|pair| pair.key == "gongwen.table").and_then(|pair| pair.value.clone());
    let schema = metadata.schema_descr_ptr();
    let mut columns = Vec::with_capacity(schema.num_columns());
    for (index, field) in schema.columns().iter().enumerate() {
        let basic = field.self_type().get_basic_info();
        let is_text = basic.logical_type_ref() == Some(&LogicalType::String);
        let is_unsigned = basic.logical_type_ref() == Some(&LogicalType::integer(64, false));
        let cells = match field.physical_type() {
            _ if field.max_rep_level() > 0 => {
                return Err(ParquetError::NYI(format!("column \"{}\" holds lists", field.name())));
            }
            Physical::BYTE_ARRAY if is_text => {
                let cells = read::<ByteArrayType>(&file, index)?;
                let texts = cells.iter().map(|cell| cell.as_ref().map(ByteArray::as_utf8).transpose());
                Cells::Text(LargeStringArray::from_iter(texts.collect::<Result<Vec<_>>>()?))
            }
            Physical::INT64 if is_unsigned => {
                let cells = read::<Int64Type>(&file, index)?;
                Cells::Count(UInt64Array::from_iter(
                    cells.into_iter().map(|cell| cell.map(i64::cast_unsigned)),
                ))
            }
            Physical::INT64 => Cells::Integer(Int64Array::from_iter(read::<Int64Type>(&file, index)?)),
            Physical::DOUBLE => Cells::Real(Float64Array::from_iter(read::<DoubleType>(&file, index)?)),
            Physical::BOOLEAN => Cells::Flag(BooleanArray::from_iter(read::<BoolType>(&file, index)?)),
            other => return Err(ParquetError::NYI(format!("column \"{}\" holds {other}", field.name()))),
        };
        let nullable = basic.repetition() == Repetition::OPTIONAL;
        columns.push(Column { name: field.name().to_owned(), nullable, decimals: 4, cells });
    }
    Ok(Table { name: name.unwrap_or_default(), columns, provenance: Provenance::default() })
}

fn read<T: DataType>(file: &SerializedFileReader<bytes::Bytes>, index: usize) -> Result<Vec<Option<T::T>>> {
    let mut cells = Vec::new();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        let rows = usize::try_from(group.metadata().num_rows())
            .map_err(|_| ParquetError::General("rows below zero".to_owned()))?;
        let mut reader = get_typed_column_reader::<T>(group.get_column_reader(index)?);
        let (mut values, mut levels) = (Vec::new(), Vec::new());
        let mut done = 0;
        while done < rows {
            let (records, _, _) = reader.read_records(rows - done, Some(&mut levels), None, &mut values)?;
            if records == 0 {
                return Err(ParquetError::EOF("fewer rows than the file says".to_owned()));
            }
            done += records;
        }
        let mut values = values.into_iter();
        if levels.is_empty() {
            cells.extend(values.map(Some));
        } else {
            cells.extend(levels.iter().map(|&level| if level > 0 { values.next() } else { None }));
        }
    }
    Ok(cells)
}
