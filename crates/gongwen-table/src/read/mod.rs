//! Tables read back: from Parquet, as this crate writes it.

mod parquet;

pub(crate) use parquet::from_bytes;
