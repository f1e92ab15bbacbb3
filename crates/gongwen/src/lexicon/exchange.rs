//! Entries out to a spreadsheet or a program, and in again as TOML.

use super::files::{LexiconSyntax, files_named, read};
use crate::{Engine, Error};
use gongwen_lexicon::{EntryRows, Lexicon, LexiconFile};
use std::path::{Path, PathBuf};

/// The formats in which entries are exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportFormat {
    /// A table with one row an entry.
    Csv,
    /// One JSON object an entry.
    JsonLines,
}

/// Returns all entries of the lexicons at `paths` (files, folders or the built-in ones), or of the engine's merged lexicon
/// when there are none. Importing the text gives equal entries.
///
/// # Errors
///
/// When a file cannot be read or has errors.
pub fn export_lexicons(engine: &Engine, paths: &[PathBuf], format: ExportFormat) -> Result<String, Error> {
    let mut rows = EntryRows::default();
    if paths.is_empty() {
        rows = EntryRows::of_lexicon(engine.lexicon());
    }
    for path in paths {
        files_named(path)?.iter().for_each(|file| rows.extend(EntryRows::of_file(file)));
    }
    Ok(match format {
        ExportFormat::Csv => rows.to_csv(),
        ExportFormat::JsonLines => rows.to_json_lines(),
    })
}

/// What the header of an imported file says; what is absent is made from the name of the file.
#[derive(Clone, Default, Debug)]
pub struct NewHeader {
    /// The name that the lexicon gives itself.
    pub name: Option<String>,
    /// Its version; 1 when absent.
    pub version: Option<String>,
    /// Its licence; unstated when absent.
    pub license: Option<String>,
    /// The source of entries that name none; the imported file when absent.
    pub source: Option<String>,
}

/// Reads rows or the short form and returns them as TOML that loads as it is; `-` is standard input.
///
/// A formula of the short form whose label a single built-in formula has takes the id of that one, as it does when the
/// short form itself is loaded, so that it overrides it.
///
/// # Errors
///
/// When the file cannot be read, or every problem of it and of the header.
pub fn import_lexicon(path: &Path, syntax: LexiconSyntax, header: &NewHeader) -> Result<String, Error> {
    let (name, text) = read(path)?;
    let mut file = syntax.parse(&name, &text)?;
    if syntax == LexiconSyntax::Short {
        adopt_ids(&mut file, &Lexicon::builtin());
    }
    if syntax != LexiconSyntax::Toml {
        file.version = "1".to_owned();
    }
    let NewHeader { name: own_name, version, license, source } = header.clone();
    file.name = own_name.unwrap_or(file.name);
    file.version = version.unwrap_or(file.version);
    file.license = license.unwrap_or(file.license);
    file.source = source.map_or(file.source, |source| vec![source]);
    let toml = file.to_toml();
    LexiconFile::parse(&format!("{name} as TOML"), &toml)?;
    Ok(toml)
}

fn adopt_ids(file: &mut LexiconFile, builtin: &Lexicon) {
    for formula in &mut file.formulas {
        match builtin.formula_by_label(&formula.label).as_slice() {
            [] => {}
            [only] => {
                let earlier = builtin.entry(*only);
                formula.id = earlier.id().to_owned();
                formula.sense = builtin.formula(*only).and_then(|earlier| earlier.sense.clone());
            }
            _ => formula.sense = Some(file.name.clone()),
        }
    }
}
