//! The parts of a DOCX package, unpacked within limits.

use std::cell::Cell;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::decode;
use crate::document::FileFormat;
use crate::error::ErrorKind;
use crate::options::Limits;
use crate::xml::{self, Piece};

const FORMAT: FileFormat = FileFormat::Docx;
/// Small archives compress well without being bombs.
const RATIO_FLOOR: u64 = 1 << 20;

/// An opened package.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    limits: &'b Limits,
    expanded: Cell<u64>,
}

/// A relationship of one part to another.
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) target: String,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: &'b Limits) -> Result<Self, ErrorKind> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(malformed)?;
        let entries = zip.len() as u64;
        if entries > limits.max_archive_entries {
            return Err(ErrorKind::Limit {
                limit: "max_archive_entries",
                what: "the number of archive entries",
                value: entries,
                max: limits.max_archive_entries,
            });
        }
        Ok(Self { zip, limits, expanded: Cell::new(0) })
    }

    /// Returns whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks a part and decodes it; `None` when there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ErrorKind> {
        self.bytes(name)?.map(|bytes| Ok(decode::decode(&bytes, None)?.text)).transpose()
    }

    /// Unpacks a part; `None` when there is none.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let mut file = self.zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                ErrorKind::Encrypted { format: FORMAT }
            }
            other => malformed(other),
        })?;
        let packed = file.compressed_size().max(1);
        let room = self.limits.max_expanded_bytes.saturating_sub(self.expanded.get());
        let by_ratio = RATIO_FLOOR.max(packed.saturating_mul(self.limits.max_expansion));
        let mut bytes = Vec::new();
        // The size that the archive states may be a lie; what is read is not.
        file.by_ref()
            .take(room.min(by_ratio).saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(malformed)?;
        let size = bytes.len() as u64;
        if size > room {
            return Err(ErrorKind::Limit {
                limit: "max_expanded_bytes",
                what: "the expanded size in bytes",
                value: self.expanded.get() + size,
                max: self.limits.max_expanded_bytes,
            });
        }
        if size > by_ratio {
            return Err(ErrorKind::Limit {
                limit: "max_expansion",
                what: "the expansion of an archive entry",
                value: size / packed,
                max: self.limits.max_expansion,
            });
        }
        self.expanded.set(self.expanded.get() + size);
        Ok(Some(bytes))
    }

    /// Returns the relations of `part`, `""` for those of the package, in file order.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ErrorKind> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(xml) = self.part(&format!("{prefix}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        // Relations that stand before a fault in the file still hold.
        let _ = xml::walk(&xml, self.limits.max_depth, |piece| {
            if let Piece::Open(start) = piece
                && start.local_name().into_inner() == "Relationship"
                && let (Some(kind), Some(target)) =
                    (xml::attribute(start, "Type"), xml::attribute(start, "Target"))
                && xml::attribute(start, "TargetMode").is_none_or(|mode| mode != "External")
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { kind, target: resolve(&prefix, &target) });
            }
        });
        Ok(relations)
    }
}

/// Resolves a target against the folder of the part that names it.
fn resolve(prefix: &str, target: &str) -> String {
    let joined = target.strip_prefix('/').map_or_else(|| format!("{prefix}{target}"), str::to_owned);
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn malformed(error: impl std::fmt::Display) -> ErrorKind {
    ErrorKind::Malformed { format: FORMAT, reason: error.to_string() }
}
