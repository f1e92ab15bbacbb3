//! How a table is made: columns one after the other, checked once at the end.

use arrow_array::{
    BooleanArray, Float64Array, Int64Array, LargeStringArray, UInt64Array,
    builder::{LargeListBuilder, LargeStringBuilder},
};

use crate::{
    error::{Error, ErrorKind},
    provenance::Provenance,
    table::{Cells, Column, Table},
};

/// The decimals that a real shows in the terminal unless the producer says otherwise.
const DECIMALS: usize = 4;

/// Collects the columns of a [`Table`]; made by [`Table::builder`].
///
/// Every kind of column has a twin `optional_…` whose cells may be null. A real may always be null: a number
/// that is not finite becomes null, so that no format has to invent a spelling for it, and −0 becomes 0.
#[derive(Debug)]
#[must_use = "a table comes out of `build`"]
pub struct TableBuilder {
    table: Table,
}

impl TableBuilder {
    pub(crate) fn new(name: String) -> Self {
        TableBuilder { table: Table { name, columns: Vec::new(), provenance: Provenance::default() } }
    }

    fn column(mut self, name: impl Into<String>, nullable: bool, cells: Cells) -> Self {
        self.table.columns.push(Column { name: name.into(), nullable, decimals: DECIMALS, cells });
        self
    }

    /// Adds a column of text.
    pub fn text<S: AsRef<str>>(self, name: impl Into<String>, cells: impl IntoIterator<Item = S>) -> Self {
        self.column(name, false, Cells::Text(texts(cells.into_iter().map(Some))))
    }

    /// Adds a column of text or null.
    pub fn optional_text<S: AsRef<str>>(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<S>>,
    ) -> Self {
        self.column(name, true, Cells::Text(texts(cells)))
    }

    /// Adds a column of ISO 8601 dates: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as much as is known.
    pub fn date<S: AsRef<str>>(self, name: impl Into<String>, cells: impl IntoIterator<Item = S>) -> Self {
        self.column(name, false, Cells::Date(texts(cells.into_iter().map(Some))))
    }

    /// Adds a column of dates or null.
    pub fn optional_date<S: AsRef<str>>(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<S>>,
    ) -> Self {
        self.column(name, true, Cells::Date(texts(cells)))
    }

    /// Adds a column of counts.
    pub fn count(self, name: impl Into<String>, cells: impl IntoIterator<Item = u64>) -> Self {
        self.column(name, false, Cells::Count(UInt64Array::from_iter_values(cells)))
    }

    /// Adds a column of counts or null.
    pub fn optional_count(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<u64>>,
    ) -> Self {
        self.column(name, true, Cells::Count(UInt64Array::from_iter(cells)))
    }

    /// Adds a column of signed whole numbers.
    pub fn integer(self, name: impl Into<String>, cells: impl IntoIterator<Item = i64>) -> Self {
        self.column(name, false, Cells::Integer(Int64Array::from_iter_values(cells)))
    }

    /// Adds a column of signed whole numbers or null.
    pub fn optional_integer(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<i64>>,
    ) -> Self {
        self.column(name, true, Cells::Integer(Int64Array::from_iter(cells)))
    }

    /// Adds a column of reals; what is not finite becomes null.
    pub fn real(self, name: impl Into<String>, cells: impl IntoIterator<Item = f64>) -> Self {
        self.optional_real(name, cells.into_iter().map(Some))
    }

    /// Adds a column of reals or null; what is not finite becomes null.
    pub fn optional_real(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        // Adding 0 turns −0 into 0.
        let finite = cells.into_iter().map(|cell| cell.filter(|x| x.is_finite()).map(|x| x + 0.0));
        self.column(name, true, Cells::Real(Float64Array::from_iter(finite)))
    }

    /// Adds a column of flags.
    pub fn flag(self, name: impl Into<String>, cells: impl IntoIterator<Item = bool>) -> Self {
        self.column(name, false, Cells::Flag(BooleanArray::from_iter(cells.into_iter().map(Some))))
    }

    /// Adds a column of flags or null.
    pub fn optional_flag(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<bool>>,
    ) -> Self {
        self.column(name, true, Cells::Flag(BooleanArray::from_iter(cells)))
    }

    /// Adds a column of lists of text.
    pub fn list<S: AsRef<str>, L: IntoIterator<Item = S>>(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = L>,
    ) -> Self {
        self.column(name, false, lists(cells.into_iter().map(Some)))
    }

    /// Adds a column of lists of text or null. An empty list is not null.
    pub fn optional_list<S: AsRef<str>, L: IntoIterator<Item = S>>(
        self,
        name: impl Into<String>,
        cells: impl IntoIterator<Item = Option<L>>,
    ) -> Self {
        self.column(name, true, lists(cells))
    }

    /// Sets how many decimals the terminal table shows of the column added last; 4 unless set. The machine
    /// formats always write the shortest form that reads back as the same number.
    pub fn decimals(mut self, decimals: usize) -> Self {
        if let Some(column) = self.table.columns.last_mut() {
            column.decimals = decimals;
        }
        self
    }

    /// Sets where the numbers come from.
    pub fn provenance(mut self, provenance: Provenance) -> Self {
        self.table.provenance = provenance;
        self
    }

    /// Returns the table.
    ///
    /// # Errors
    /// [`ErrorKind::NoColumns`], [`ErrorKind::UnequalColumns`], [`ErrorKind::ColumnName`] or
    /// [`ErrorKind::Date`], whichever comes first.
    pub fn build(self) -> Result<Table, Error> {
        Self::check(self.table)
    }

    pub(crate) fn check(table: Table) -> Result<Table, Error> {
        let Some(expected) = table.columns.first().map(Column::len) else {
            return Err(ErrorKind::NoColumns { table: table.name }.into());
        };
        for (i, column) in table.columns.iter().enumerate() {
            let problem = match &column.name {
                name if name.is_empty() => Some("empty"),
                name if table.columns[..i].iter().any(|other| other.name == *name) => Some("taken"),
                _ => None,
            };
            let name = column.name.clone();
            if let Some(problem) = problem {
                return Err(ErrorKind::ColumnName { table: table.name, column: name, problem }.into());
            }
            let found = column.len();
            if found != expected {
                return Err(
                    ErrorKind::UnequalColumns { table: table.name, column: name, found, expected }.into()
                );
            }
            if let Cells::Date(dates) = &column.cells
                && let Some((row, value)) = dates
                    .iter()
                    .enumerate()
                    .find_map(|(row, date)| date.filter(|date| !is_date(date)).map(|date| (row, date)))
            {
                let value = value.to_owned();
                return Err(ErrorKind::Date { table: table.name, column: name, row, value }.into());
            }
        }
        Ok(table)
    }
}

fn texts<S: AsRef<str>>(cells: impl IntoIterator<Item = Option<S>>) -> LargeStringArray {
    LargeStringArray::from_iter(cells)
}

fn lists<S: AsRef<str>, L: IntoIterator<Item = S>>(cells: impl IntoIterator<Item = Option<L>>) -> Cells {
    let mut lists = LargeListBuilder::new(LargeStringBuilder::new());
    for cell in cells {
        let present = cell.is_some();
        for item in cell.into_iter().flatten() {
            lists.values().append_value(item);
        }
        lists.append(present);
    }
    Cells::List(lists.finish())
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let mut parts = text.split('-');
    let year = parts.next().unwrap_or("");
    let month = parts.next();
    let day = parts.next();
    let leap = number(year).is_multiple_of(4)
        && (!number(year).is_multiple_of(100) || number(year).is_multiple_of(400));
    let last_day = match month.map(number) {
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if leap => 29,
        Some(2) => 28,
        _ => 31,
    };
    parts.next().is_none()
        && digits(year, 4)
        && month.is_none_or(|month| digits(month, 2) && (1..=12).contains(&number(month)))
        && day.is_none_or(|day| digits(day, 2) && (1..=last_day).contains(&number(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn error(builder: TableBuilder) -> String {
        builder.build().unwrap_err().to_string()
    }

    #[test]
    fn malformed_tables_are_refused() {
        assert_eq!(error(Table::builder("t")), "table \"t\" has no columns; expected at least one");
        assert_eq!(
            error(Table::builder("t").count("a", [1]).count("b", [1, 2])),
            "table \"t\": column \"b\" has 2 rows; expected 1 as in the first column"
        );
        assert_eq!(
            error(Table::builder("t").count("a", [1]).count("a", [1])),
            "table \"t\": column name \"a\" is taken; expected distinct names"
        );
        assert_eq!(
            error(Table::builder("t").count("", [1])),
            "table \"t\": column name \"\" is empty; expected distinct names"
        );
        assert_eq!(
            error(Table::builder("t").date("day", ["2021-07-01", "2021-02-29"])),
            "table \"t\": column \"day\", row 1: \"2021-02-29\" is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"
        );
    }

    #[test]
    fn dates_are_as_precise_as_known() {
        for good in ["2021", "2021-07", "2021-07-01", "2024-02-29", "2000-02-29", "0999"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "21",
            "2021-7",
            "2021-13",
            "2021-00",
            "1900-02-29",
            "2021-04-31",
            "2021-07-01-",
            "2021年",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_not_finite_is_null_and_minus_zero_is_zero() {
        let table = Table::builder("t")
            .real("x", [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0])
            .build()
            .unwrap();
        let cells: Vec<_> = table.columns()[0].values().collect();
        assert_eq!(cells, [Value::Null, Value::Null, Value::Null, Value::Real(0.0)]);
        assert!(matches!(cells[3], Value::Real(x) if x.is_sign_positive()));
    }

    #[test]
    fn head_and_select_keep_rows_and_order() {
        let table = Table::builder("t")
            .text("word", ["人民", "发展", "改革"])
            .optional_list("items", [Some(vec!["甲", "乙"]), None, Some(vec![])])
            .build()
            .unwrap();
        assert_eq!(table.head(9), table);
        assert_eq!(table.head(2).len(), 2);
        assert_eq!(table.head(0).to_record_batch().num_rows(), 0);
        let items = table.select(&["items"]).unwrap();
        let cells: Vec<_> = items.columns()[0].values().collect();
        assert_eq!(cells, [Value::List(vec!["甲", "乙"]), Value::Null, Value::List(vec![])]);
        assert_eq!(
            table.select(&["freq"]).unwrap_err().to_string(),
            "table \"t\" has no column \"freq\"; expected one of word, items"
        );
        assert!(table.select(&[]).is_err());
    }
}
