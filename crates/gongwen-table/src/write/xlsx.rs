//! An Excel workbook: the table on the first sheet, its provenance on the second.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::plain_text;
use crate::{
    error::{Error, ErrorKind},
    format::Format,
    table::{Table, Value},
};

const MAX_ROWS: usize = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
/// Excel counts a cell's text in UTF-16 units.
const MAX_TEXT: usize = 32_767;
/// The largest integer up to which every integer is a double, which is all that a cell can hold.
const MAX_EXACT: u64 = 1 << 53;
const PROVENANCE: &str = "provenance";

pub(super) fn to_bytes(table: &Table) -> Result<Vec<u8>, Error> {
    check_limits(table)?;
    workbook(table)
        .map_err(|error| ErrorKind::Writer { format: Format::Xlsx, message: error.to_string() }.into())
}

fn check_limits(table: &Table) -> Result<(), Error> {
    let check = |what: &dyn Fn() -> String, found: usize, limit: usize| match found > limit {
        true => {
            Err(ErrorKind::SpreadsheetLimit { table: table.name().to_owned(), what: what(), found, limit })
        }
        false => Ok(()),
    };
    check(&|| "a number of rows (with the header)".into(), table.len() + 1, MAX_ROWS)?;
    check(&|| "a number of columns".into(), table.columns().len(), MAX_COLUMNS)?;
    for column in table.columns() {
        for (row, value) in column.values().enumerate() {
            if let Value::Text(_) | Value::List(_) = value {
                let text = plain_text(&value);
                // A UTF-16 unit is at least one byte of UTF-8.
                let length = if text.len() <= MAX_TEXT { 0 } else { text.encode_utf16().count() };
                check(&|| format!("a text in column \"{}\", row {row},", column.name()), length, MAX_TEXT)?;
            }
        }
    }
    for (name, value) in table.provenance().entries() {
        check(&|| format!("a provenance text \"{name}\""), value.encode_utf16().count(), MAX_TEXT)?;
    }
    Ok(())
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(table.name()).set_creation_datetime(&created));
    let bold = CellFormat::new().set_bold();
    rows(workbook.add_worksheet().set_name(sheet_name(table.name()))?, table, &bold)?;
    provenance(workbook.add_worksheet().set_name(PROVENANCE)?, table, &bold)?;
    workbook.save_to_buffer()
}

fn rows(sheet: &mut Worksheet, table: &Table, bold: &CellFormat) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0u16..).zip(table.columns()) {
        sheet.write_string_with_format(0, at, column.name(), bold)?;
        // As wide as the widest of the first cells, within reason.
        let widest = column.values().take(1000).map(|value| plain_text(&value).width());
        let width = widest.chain([column.name().width()]).max().unwrap_or(0);
        sheet.set_column_width(at, width.clamp(6, 60) as f64 + 2.0)?;
        for (row, value) in (1u32..).zip(column.values()) {
            match value {
                Value::Null => continue,
                Value::Count(count) if count <= MAX_EXACT => sheet.write_number(row, at, count as f64)?,
                Value::Integer(n) if n.unsigned_abs() <= MAX_EXACT => {
                    sheet.write_number(row, at, n as f64)?
                }
                Value::Real(real) => sheet.write_number(row, at, real)?,
                Value::Flag(flag) => sheet.write_boolean(row, at, flag)?,
                // A string cell is never taken for a formula, whatever it starts with.
                text => sheet.write_string(row, at, plain_text(&text))?,
            };
        }
    }
    Ok(())
}

fn provenance(sheet: &mut Worksheet, table: &Table, bold: &CellFormat) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 24)?.set_column_width(1, 80)?;
    for (row, (key, value)) in (0u32..).zip(table.provenance().entries()) {
        sheet.write_string_with_format(row, 0, key, bold)?.write_string(row, 1, value)?;
    }
    Ok(())
}

/// Returns a sheet name that Excel accepts: at most 31 UTF-16 units, none of `[]:*?/\`, no quote at either end.
fn sheet_name(table: &str) -> String {
    let mut units = 0;
    let name: String = table
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c })
        .take_while(|c| {
            units += c.len_utf16();
            units <= 31
        })
        .collect();
    let name = name.trim_matches('\'');
    let reserved = ["", PROVENANCE, "history"];
    if reserved.contains(&name.to_lowercase().as_str()) { "table".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_what_excel_accepts() {
        assert_eq!(sheet_name("词频 [2021/07]"), "词频 _2021_07_");
        assert_eq!(sheet_name("'引'"), "引");
        assert_eq!(sheet_name("Provenance"), "table");
        assert_eq!(sheet_name(""), "table");
        assert_eq!(sheet_name(&"𠀀".repeat(20)).chars().count(), 15);
    }

    #[test]
    fn too_large_is_an_error_and_no_cap() {
        let table = Table::builder("t").text("x", ["字".repeat(32_768)]).build().unwrap();
        let error = to_bytes(&table).unwrap_err();
        assert_eq!(
            error.to_string(),
            "table \"t\" has a text in column \"x\", row 0, of 32768; a spreadsheet holds at most 32767"
        );
        assert_eq!(error.hint(), Some("write csv or parquet, or fewer rows"));
        let table = Table::builder("t").flag("x", vec![true; MAX_ROWS]).build().unwrap();
        assert!(to_bytes(&table).is_err());
    }
}
