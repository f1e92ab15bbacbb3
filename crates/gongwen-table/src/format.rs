//! The formats a table can be written in.

use std::{fmt, path::Path, str::FromStr};

use crate::error::{Error, ErrorKind};

/// A format to write a table in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Aligned columns for a terminal; numbers rounded for the eye.
    Table,
    /// Comma-separated values, RFC 4180 quoting, lines end in LF.
    Csv,
    /// Tab-separated values without quoting; tab, line breaks and backslash are `\t`, `\n`, `\r`, `\\`.
    Tsv,
    /// One JSON object: table name, provenance, columns, rows.
    Json,
    /// One JSON object a row.
    JsonLines,
    /// Apache Parquet; provenance in the key-value metadata.
    Parquet,
    /// An Excel workbook; provenance on the second sheet.
    Xlsx,
    /// A page that stands alone, with the picture where there is one; provenance at its foot.
    Html,
    /// A picture that stands alone; a table without one cannot be written so.
    Svg,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Format; 9] = [
        Format::Table,
        Format::Csv,
        Format::Tsv,
        Format::Json,
        Format::JsonLines,
        Format::Parquet,
        Format::Xlsx,
        Format::Html,
        Format::Svg,
    ];

    /// Returns the name that [`FromStr`] takes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Parquet => "parquet",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
            Format::Svg => "svg",
        }
    }

    /// Returns the file name extensions that mean this format, the usual one first.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Table => &["txt"],
            Format::Csv => &["csv"],
            Format::Tsv => &["tsv", "tab"],
            Format::Json => &["json"],
            Format::JsonLines => &["jsonl", "ndjson"],
            Format::Parquet => &["parquet"],
            Format::Xlsx => &["xlsx"],
            Format::Html => &["html", "htm"],
            Format::Svg => &["svg"],
        }
    }

    /// Returns the format that a file name's extension means, whatever its case.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownExtension`] with the accepted ones.
    ///
    /// ```
    /// use gongwen_table::Format;
    /// assert_eq!(Format::from_path("词频.XLSX".as_ref())?, Format::Xlsx);
    /// assert!(Format::from_path("词频".as_ref()).is_err());
    /// # Ok::<(), gongwen_table::Error>(())
    /// ```
    pub fn from_path(path: &Path) -> Result<Format, Error> {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        Format::ALL
            .into_iter()
            .find(|format| extension.as_deref().is_some_and(|e| format.extensions().contains(&e)))
            .ok_or_else(|| {
                let all: Vec<String> =
                    Format::ALL.iter().flat_map(|f| f.extensions()).map(|e| format!(".{e}")).collect();
                ErrorKind::UnknownExtension { path: path.display().to_string(), accepted: all.join(", ") }
                    .into()
            })
    }

    /// Returns whether a file of this format holds the provenance itself. For the others write
    /// [`Table::provenance_json`](crate::Table::provenance_json) beside it.
    pub const fn carries_provenance(self) -> bool {
        matches!(self, Format::Json | Format::Parquet | Format::Xlsx | Format::Html | Format::Svg)
    }

    /// Returns whether the bytes are no text, so that they should not go to a terminal.
    pub const fn is_binary(self) -> bool {
        matches!(self, Format::Parquet | Format::Xlsx)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Takes the names of [`Format::as_str`] and `ndjson`, whatever their case.
impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Format, Error> {
        let lower = name.to_ascii_lowercase();
        if lower == "ndjson" {
            return Ok(Format::JsonLines);
        }
        Format::ALL.into_iter().find(|format| format.as_str() == lower).ok_or_else(|| {
            let accepted = Format::ALL.map(Format::as_str).join(", ");
            ErrorKind::UnknownFormat { name: name.to_owned(), accepted }.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_errors_list_the_accepted() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse::<Format>().unwrap(), format);
            for extension in format.extensions() {
                assert_eq!(Format::from_path(format!("a.b.{extension}").as_ref()).unwrap(), format);
            }
        }
        assert_eq!("NDJSON".parse::<Format>().unwrap(), Format::JsonLines);
        assert_eq!(
            "xml".parse::<Format>().unwrap_err().to_string(),
            "unknown format \"xml\"; expected one of table, csv, tsv, json, jsonl, parquet, xlsx, html, svg"
        );
        let error = Format::from_path("out/词频.doc".as_ref()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot tell the format from \"out/词频.doc\"; expected a name that ends in one of \
             .txt, .csv, .tsv, .tab, .json, .jsonl, .ndjson, .parquet, .xlsx, .html, .htm, .svg"
        );
        assert_eq!(error.hint(), Some("name the format with --format"));
    }
}
