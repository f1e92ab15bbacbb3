//! JSON and JSON Lines. Keys stand in the order of the columns, and a row is one line in both.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::column_heads;
use crate::table::{Table, Value};

pub(super) fn write_object(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut io::BufWriter::new(out);
    put(out, "{\"table\":", &table.name())?;
    put(out, ",\n\"provenance\":", table.provenance())?;
    put(out, ",\n\"columns\":", &column_heads(table))?;
    out.write_all(b",\n\"rows\":[")?;
    for row in 0..table.len() {
        put(out, if row == 0 { "\n" } else { ",\n" }, &Row { table, row })?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()
}

pub(super) fn write_lines(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut io::BufWriter::new(out);
    for row in 0..table.len() {
        put(out, "", &Row { table, row })?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn put(out: &mut impl Write, before: &str, value: &impl Serialize) -> io::Result<()> {
    out.write_all(before.as_bytes())?;
    Ok(serde_json::to_writer(out, value)?)
}

struct Row<'t> {
    table: &'t Table,
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.table.columns();
        let mut map = serializer.serialize_map(Some(columns.len()))?;
        for column in columns {
            map.serialize_entry(column.name(), &column.value(self.row))?;
        }
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Text(text) | Value::Date(text) => serializer.serialize_str(text),
            Value::Count(count) => serializer.serialize_u64(*count),
            Value::Integer(integer) => serializer.serialize_i64(*integer),
            Value::Real(real) => serializer.serialize_f64(*real),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::List(items) => serializer.collect_seq(items),
        }
    }
}
