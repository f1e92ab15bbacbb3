//! The one result type of everything that counts: a [`Table`] of typed columns with rows in a defined
//! order and the [`Provenance`] of its numbers, and the writers of every [`Format`].
//!
//! It knows nothing of what is counted and never sorts: the order of rows is the producer's. Equal tables
//! give equal bytes in every format, on every run.
//!
//! What a table says can be drawn ([`picture`]) or handed on as a [`Graph`].
//!
//! Columns are Arrow arrays with 64-bit offsets, so that a column of long text cannot overflow. Parquet is
//! written through the low-level column writers instead of Parquet's Arrow bridge: the types are few, and
//! the bridge brings the Arrow kernels and IPC with it, which cost more to build than the rest of this crate.
//!
//! ```
//! use gongwen_table::{Format, Provenance, Table, WriteOptions};
//!
//! let table = Table::builder("freq")
//!     .text("word", ["发展", "改革"])
//!     .count("freq", [120, 80])
//!     .real("dp", [0.18, 0.25])
//!     .decimals(2)
//!     .provenance(Provenance::new("gongwen", "0.1.0").parameter("filter", "words"))
//!     .build()?;
//! let mut csv = Vec::new();
//! table.write(Format::Csv, &mut csv, &WriteOptions::default())?;
//! assert_eq!(String::from_utf8_lossy(&csv), "word,freq,dp\n发展,120,0.18\n改革,80,0.25\n");
//! # Ok::<(), gongwen_table::Error>(())
//! ```
#![forbid(unsafe_code)]

mod builder;
mod error;
mod format;
mod graph;
pub mod picture;
mod provenance;
mod read;
mod table;
mod write;

pub use arrow_array::RecordBatch;
pub use builder::TableBuilder;
pub use error::{Error, ErrorKind};
pub use format::Format;
pub use graph::{Attribute, Edges, Graph, GraphEdge, GraphNode};
pub use provenance::{LexiconSource, Provenance};
pub use table::{Column, ColumnType, Table, Value};
pub use write::{ByteOrderMark, Emphasis, Header, LIST_SEPARATOR, ParquetStream, WriteOptions};
