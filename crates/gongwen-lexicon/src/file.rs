//! One lexicon file: its header and entries as read, before merging.

use std::fmt;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::date::Date;
use crate::error::Error;
use crate::model::{Chain, Formula, Name, Phrase, Place};
use crate::{parse, short};

/// A lexicon file as read: every entry is valid by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LexiconFile {
    /// The name under which the file was read; diagnostics show it.
    pub file: String,
    /// The name that the file gives itself.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub license: String,
    /// Its date.
    pub date: Option<Date>,
    /// The source of every entry that names none.
    pub source: Vec<String>,
    /// Remarks for people.
    pub note: Option<String>,
    /// Formulas, in the order of the file.
    pub formulas: Vec<Formula>,
    /// Set phrases, in the order of the file.
    pub phrases: Vec<Phrase>,
    /// Names, in the order of the file.
    pub names: Vec<Name>,
    /// Chains, in the order of the file.
    pub chains: Vec<Chain>,
    /// Ids of earlier files that are switched off.
    pub disable: Vec<String>,
    /// The hash of the file's text.
    pub hash: ContentHash,
    /// Where each of `disable` stands.
    pub(crate) disable_places: Vec<Place>,
    /// Whether the file is in the short form, whose entries choose no id.
    pub(crate) short: bool,
}

impl LexiconFile {
    /// Reads a TOML lexicon; `file` is its name in diagnostics.
    ///
    /// Cost: linear in the text.
    ///
    /// # Errors
    ///
    /// Every problem of the file at once, each with line, column, id, what is wrong and what would be right.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_lexicon::LexiconFile;
    /// let file = LexiconFile::parse("unit.toml", r#"
    /// schema = 1
    /// name = "unit"
    /// version = "1"
    /// license = "CC0-1.0"
    /// source = ["党组文件〔2026〕3号"]
    ///
    /// [[formula]]
    /// id = "sineng-wuyou"
    /// label = "四能五有"
    /// kind = "slotted"
    /// level = "local"
    /// confidence = "high"
    /// "#)?;
    /// assert_eq!(file.formulas[0].slots, [4, 5]);
    ///
    /// let error = LexiconFile::parse("unit.toml", "schema = 1\nname = \"unit\"\nversion = \"1\"\nlicence = \"CC0-1.0\"")
    ///     .unwrap_err();
    /// assert_eq!(error.diagnostics().len(), 2); // `licence` is unknown, `license` is missing
    /// # Ok::<(), gongwen_lexicon::Error>(())
    /// ```
    pub fn parse(file: &str, toml: &str) -> Result<Self, Error> {
        parse::parse(file, toml)
    }

    /// Reads the short form, one formula a line: `label⇥item、item⇥verb、verb⇥note`.
    ///
    /// All but the label may be left out; empty lines and lines that begin with `#` are skipped. The id is the label
    /// without its punctuation, the level is local, the kind is read off the label.
    ///
    /// # Errors
    ///
    /// Every problem of the file at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_lexicon::{Kind, LexiconFile};
    /// let file = LexiconFile::parse_short("unit.tsv", "# 本单位提法\n四张清单\t问题清单、任务清单、责任清单、效果清单\t列出\n")?;
    /// assert_eq!(file.formulas[0].kind, Kind::NumeralClassifierNoun);
    /// assert_eq!(file.formulas[0].items.len(), 4);
    /// # Ok::<(), gongwen_lexicon::Error>(())
    /// ```
    pub fn parse_short(file: &str, tsv: &str) -> Result<Self, Error> {
        short::parse(file, tsv)
    }
}

impl LexiconFile {
    /// Calls `change` with the place of every entry and of its parts.
    pub(crate) fn each_place(&mut self, mut change: impl FnMut(&mut Place)) {
        for entry in &mut self.formulas {
            change(&mut entry.place);
            entry.wrong.iter_mut().for_each(|wrong| change(&mut wrong.place));
            entry.examples.iter_mut().for_each(|example| change(&mut example.place));
        }
        for entry in &mut self.phrases {
            change(&mut entry.place);
            entry.wrong.iter_mut().for_each(|wrong| change(&mut wrong.place));
            entry.examples.iter_mut().for_each(|example| change(&mut example.place));
        }
        for entry in &mut self.names {
            change(&mut entry.place);
            entry.wrong.iter_mut().for_each(|wrong| change(&mut wrong.place));
            entry.examples.iter_mut().for_each(|example| change(&mut example.place));
        }
        for chain in &mut self.chains {
            change(&mut chain.place);
            chain.links.iter_mut().for_each(|link| change(&mut link.place));
        }
    }
}

/// A hash of content, the same on every machine: the first 128 bits of SHA-256 as 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ContentHash(pub(crate) String);

impl ContentHash {
    /// Returns the hash of a text; line ends count as LF, so that a checkout with CRLF has the same.
    pub(crate) fn of_text(text: &str) -> Self {
        Self::of_parts(std::iter::once(text.replace("\r\n", "\n").as_bytes()))
    }

    /// Returns the hash of byte strings, one after the other; two or more are kept apart by their lengths.
    pub(crate) fn of_parts<'p>(parts: impl Iterator<Item = &'p [u8]>) -> Self {
        let mut sha = Sha256::new();
        for (at, part) in parts.enumerate() {
            if at > 0 {
                sha.update((part.len() as u64).to_le_bytes());
            }
            sha.update(part);
        }
        Self(sha.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// Returns the hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
