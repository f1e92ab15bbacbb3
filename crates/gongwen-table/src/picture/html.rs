//! A page with pictures and the tables that they were made of.

use std::fmt::Write;

use super::Picture;
use super::canvas::{FONTS, escaped};
use crate::table::{Column, Table, Value};

const STYLE: &str = "body{max-width:960px;margin:2em auto;padding:0 1em;background:#fff;color:#222;line-height:1.5}\
figure{margin:1.5em 0}svg{max-width:100%;height:auto}h1{font-size:1.4em}h2{font-size:1.1em}\
table{border-collapse:collapse;font-size:.85em}th,td{padding:.2em .7em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}\
th{border-bottom:2px solid #666}.n{text-align:right;font-variant-numeric:tabular-nums}footer{margin-top:2em;color:#666;font-size:.8em}";

/// Returns a page that stands alone: the pictures, then the tables with all their rows, then where the numbers come from.
#[must_use]
pub fn html(title: &str, pictures: &[Picture], tables: &[&Table]) -> String {
    let title = escaped(title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>body{{font-family:{FONTS}}}{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for picture in pictures {
        let _ = write!(page, "<figure>\n{}</figure>\n", picture.svg());
    }
    for table in tables {
        write_table(&mut page, table);
    }
    page.push_str("<footer>\n");
    for table in tables {
        let entries = table.provenance().entries();
        let entries: Vec<String> =
            entries.iter().map(|(key, value)| escaped(&format!("{key}: {value}"))).collect();
        let _ = writeln!(page, "<p>{}: {}</p>", escaped(table.name()), entries.join(" · "));
    }
    page.push_str("</footer>\n</body>\n</html>\n");
    page
}

fn write_table(page: &mut String, table: &Table) {
    let class = |column: &Column| if column.column_type().is_number() { " class=\"n\"" } else { "" };
    let _ = write!(page, "<h2>{}</h2>\n<table>\n<thead><tr>", escaped(table.name()));
    for column in table.columns() {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(column), escaped(column.name()));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in 0..table.len() {
        page.push_str("<tr>");
        for column in table.columns() {
            let _ = write!(page, "<td{}>{}</td>", class(column), escaped(&cell(column, row)));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn cell(column: &Column, row: usize) -> String {
    match column.value(row) {
        Value::Null => String::new(),
        Value::Real(real) => format!("{real:.*}", column.decimals()),
        other => crate::write::plain_text(&other).into_owned(),
    }
}
