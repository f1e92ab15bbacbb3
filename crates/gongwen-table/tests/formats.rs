//! Every format against the table it came from: read back where a reader exists, golden text elsewhere.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    fs::File,
    io::{self, Read, Write},
};

use gongwen_table::{
    ByteOrderMark, Emphasis, Format, Header, LexiconSource, Provenance, Table, TableBuilder, Value,
    WriteOptions,
};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Field, RowAccessor},
};
use proptest::prelude::*;

fn provenance() -> Provenance {
    Provenance {
        tokenizer: Some("gongwen dictionary".into()),
        lexicons: vec![LexiconSource { name: "core".into(), version: "2026".into(), hash: "9f".into() }],
        documents: Some(3),
        ..Provenance::new("gongwen", "0.1.0").parameter("filter", "words").parameter("top", 3)
    }
}

fn sample() -> Table {
    Table::builder("freq")
        .text("word", ["高质量发展", "“两个确立”", "=SUM(A1)"])
        .count("freq", [12_345, 80, 1])
        .optional_integer("change", [Some(-3), None, Some(0)])
        .real("dp", [0.18, 1.0 / 3.0, f64::NAN])
        .decimals(3)
        .flag("quoted", [false, true, false])
        .optional_date("since", [Some("2017"), Some("2021-11-11"), None])
        .optional_list("items", [None, Some(vec!["核心", "指导地位"]), Some(vec![])])
        .provenance(provenance())
        .build()
        .unwrap()
}

fn empty() -> Table {
    Table::builder("freq")
        .text("word", [""; 0])
        .count("freq", [])
        .list("items", [[""; 0]; 0])
        .build()
        .unwrap()
}

fn bytes(table: &Table, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    table.write(format, &mut out, &WriteOptions::default()).unwrap();
    out
}

fn text(table: &Table, format: Format) -> String {
    String::from_utf8(bytes(table, format)).unwrap()
}

#[test]
fn terminal_table_aligns_han_and_rounds() {
    insta::assert_snapshot!("terminal", text(&sample(), Format::Table));
    insta::assert_snapshot!("terminal_empty", text(&empty(), Format::Table));
}

#[test]
fn terminal_table_wraps_at_the_width_given() {
    let table = Table::builder("kwic")
        .count("n", [1, 2])
        .text("context", ["坚持以人民为中心的发展思想，统筹发展和安全", "全面深化改革"])
        .build()
        .unwrap();
    let mut out = Vec::new();
    let options = WriteOptions { width: Some(24), emphasis: Emphasis::Ansi, ..WriteOptions::default() };
    table.write(Format::Table, &mut out, &options).unwrap();
    let shown = String::from_utf8(out).unwrap().replace('\u{1b}', "ESC");
    insta::assert_snapshot!("terminal_narrow", shown);
}

#[test]
fn documents_cannot_steer_the_terminal() {
    let table = Table::builder("t").text("x", ["甲\r\n乙\tc\u{1b}[31m\u{202e}"]).build().unwrap();
    insta::assert_snapshot!("terminal_controls", text(&table, Format::Table));
}

#[test]
fn delimited_text() {
    insta::assert_snapshot!("csv", text(&sample(), Format::Csv));
    insta::assert_snapshot!("csv_empty", text(&empty(), Format::Csv));
    let awkward = Table::builder("t").text("a\tb", ["x\ty\\n\r\n", "", "“,”\""]).flag("f", [true; 3]).build();
    let awkward = awkward.unwrap();
    assert_eq!(text(&awkward, Format::Tsv), "a\\tb\tf\nx\\ty\\\\n\\r\\n\ttrue\n\ttrue\n“,”\"\ttrue\n");
    let mut out = Vec::new();
    let options = WriteOptions { byte_order_mark: ByteOrderMark::Write, ..WriteOptions::default() };
    awkward.write(Format::Csv, &mut out, &options).unwrap();
    assert!(out.starts_with("\u{feff}a\tb,f\n".as_bytes()));
    for format in [Format::Csv, Format::Tsv] {
        let (mut rows, whole) = (Vec::new(), bytes(&sample(), format));
        let options = WriteOptions { header: Header::Omit, ..WriteOptions::default() };
        sample().write(format, &mut rows, &options).unwrap();
        assert!(rows.len() < whole.len() && whole.ends_with(&rows), "{format}");
    }
}

#[test]
fn json_carries_provenance_and_types() {
    insta::assert_snapshot!("json", text(&sample(), Format::Json));
    insta::assert_snapshot!("json_empty", text(&empty(), Format::Json));
    insta::assert_snapshot!("jsonl", text(&sample(), Format::JsonLines));
    assert_eq!(text(&empty(), Format::JsonLines), "");
    insta::assert_snapshot!("sidecar", sample().provenance_json());
}

#[test]
fn equal_tables_give_equal_bytes() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Svg) {
        assert!(bytes(&sample(), format) == bytes(&sample(), format), "{format}");
        assert!(!bytes(&empty(), format).is_empty() || format == Format::JsonLines, "{format}");
        // A slice is as good as a table of its own.
        let head = sample().head(2);
        let again = rebuilt(&head);
        assert!(bytes(&head, format) == bytes(&again, format), "{format}");
    }
}

fn rebuilt(table: &Table) -> Table {
    let text = |value: Value<'_>| match value {
        Value::Text(text) | Value::Date(text) => Some(text.to_owned()),
        _ => None,
    };
    let column = |name: &str| table.column(name).unwrap();
    let dp = column("dp").values().map(|v| if let Value::Real(x) = v { Some(x) } else { None });
    Table::builder(table.name())
        .text("word", column("word").values().filter_map(text))
        .count(
            "freq",
            column("freq").values().filter_map(|v| if let Value::Count(n) = v { Some(n) } else { None }),
        )
        .optional_integer(
            "change",
            column("change").values().map(|v| if let Value::Integer(n) = v { Some(n) } else { None }),
        )
        .optional_real("dp", dp)
        .decimals(3)
        .flag("quoted", column("quoted").values().map(|v| v == Value::Flag(true)))
        .optional_date("since", column("since").values().map(text))
        .optional_list(
            "items",
            column("items").values().map(|v| if let Value::List(items) = v { Some(items) } else { None }),
        )
        .provenance(table.provenance().clone())
        .build()
        .unwrap()
}

fn parquet_reader(table: &Table) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().unwrap();
    table.write(Format::Parquet, &mut file, &WriteOptions::default()).unwrap();
    SerializedFileReader::new(file).unwrap()
}

#[test]
fn parquet_reads_back() {
    let reader = parquet_reader(&sample());
    let metadata = reader.metadata().file_metadata();
    assert_eq!(metadata.created_by(), Some(concat!("gongwen version ", env!("CARGO_PKG_VERSION"))));
    let pairs: Vec<_> = metadata.key_value_metadata().unwrap().iter().map(|kv| kv.key.as_str()).collect();
    assert_eq!(pairs, ["gongwen.table", "gongwen.provenance"]);
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1].get_string(0).unwrap(), "“两个确立”");
    assert_eq!(rows[0].get_ulong(1).unwrap(), 12_345);
    assert_eq!(rows[0].get_long(2).unwrap(), -3);
    assert_eq!(rows[1].get_double(3).unwrap(), 1.0 / 3.0);
    assert!(rows[1].get_bool(4).unwrap());
    let row: Vec<_> = rows[2].get_column_iter().map(|(_, field)| field.clone()).collect();
    assert_eq!((&row[3], &row[5]), (&Field::Null, &Field::Null));
    assert_eq!(rows[1].get_list(6).unwrap().len(), 2);
    assert_eq!(rows[2].get_list(6).unwrap().len(), 0);
    assert!(matches!(rows[0].get_column_iter().nth(6), Some((_, Field::Null))));
    let reader = parquet_reader(&empty());
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn parquet_keeps_every_row_beyond_one_row_group() {
    let rows = (1u64 << 20) + 5;
    let table = Table::builder("t")
        .count("n", 0..rows)
        .optional_text("x", (0..rows).map(|n| (n % 2 == 0).then_some("甲")))
        .build();
    let reader = parquet_reader(&table.unwrap());
    assert_eq!(reader.num_row_groups(), 2);
    let last = reader.get_row_iter(None).unwrap().last().unwrap().unwrap();
    assert_eq!(last.get_ulong(0).unwrap(), rows - 1);
    assert_eq!(last.get_string(1).unwrap(), "甲");
}

#[test]
fn workbook_holds_rows_as_typed_cells_and_provenance() {
    let mut zip = zip::ZipArchive::new(io::Cursor::new(bytes(&sample(), Format::Xlsx))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<c r="B2"><v>12345</v></c>"#), "{sheet}");
    assert!(sheet.contains(r#"<c r="D2"><v>0.18</v></c>"#), "{sheet}");
    assert!(!sheet.contains("<f>") && !sheet.contains(r#"r="D4""#), "{sheet}");
    let strings = part("xl/sharedStrings.xml");
    for expected in ["高质量发展", "“两个确立”", "=SUM(A1)", "核心、指导地位", "gongwen dictionary"]
    {
        assert!(strings.contains(expected), "{expected} in {strings}");
    }
    let book = part("xl/workbook.xml");
    assert!(book.contains(r#"name="freq""#) && book.contains(r#"name="provenance""#));
    assert!(part("docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn a_closed_pipe_is_told_apart() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Svg) {
        let error = sample().write(format, &mut Closed, &WriteOptions::default()).unwrap_err();
        assert_eq!(error.io_kind(), Some(io::ErrorKind::BrokenPipe), "{format}");
    }
}

fn rows() -> impl Strategy<Value = Vec<(String, u64, f64)>> {
    prop::collection::vec((".*", any::<u64>(), any::<f64>()), 0..20)
}

fn columns(rows: &[(String, u64, f64)]) -> TableBuilder {
    Table::builder("any")
        .text("text", rows.iter().map(|row| &row.0))
        .count("count", rows.iter().map(|row| row.1))
        .real("real", rows.iter().map(|row| row.2))
}

proptest! {
    #[test]
    fn csv_and_json_read_back(rows in rows()) {
        let table = columns(&rows).build().unwrap();
        let csv = bytes(&table, Format::Csv);
        let read: Vec<_> = csv::Reader::from_reader(&csv[..]).into_records().map(|r| r.unwrap()).collect();
        prop_assert_eq!(read.len(), rows.len());
        let lines = text(&table, Format::JsonLines);
        prop_assert_eq!(lines.lines().count(), rows.len());
        let object: serde_json::Value = serde_json::from_str(&text(&table, Format::Json)).unwrap();
        for (i, (line, (text, count, real))) in lines.lines().zip(&rows).enumerate() {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(&object["rows"][i], &json);
            prop_assert_eq!(json["text"].as_str(), Some(text.as_str()));
            prop_assert_eq!(json["count"].as_u64(), Some(*count));
            prop_assert_eq!(&read[i][0], text);
            prop_assert_eq!(&read[i][1], count.to_string());
            prop_assert_eq!(read[i][2].parse().ok(), real.is_finite().then_some(*real));
        }
    }

    #[test]
    fn no_content_breaks_a_writer(rows in rows(), width in prop::option::of(0u16..120)) {
        let table = columns(&rows).build().unwrap();
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Svg) {
            let mut out = Vec::new();
            let options = WriteOptions { width, ..WriteOptions::default() };
            prop_assert!(table.write(format, &mut out, &options).is_ok());
        }
    }
}
