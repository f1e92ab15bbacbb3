//! The verb `lexicon`: what the lexicons hold, one entry in full, and the check of a file.

use crate::engine::load_lexicon_file;
use crate::{Engine, Error, ErrorKind};
use gongwen_lexicon::{Entry, EntryId, Lexicon, LexiconFile};
use gongwen_table::Table;
use serde_json::Value;
use std::path::Path;

/// What the check of one lexicon file came to, when nothing was wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LexiconReport {
    /// The name that the file gives itself.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Number of formulas.
    pub formulas: usize,
    /// Number of standing phrases.
    pub phrases: usize,
    /// Number of names.
    pub names: usize,
    /// Number of chains.
    pub chains: usize,
}

impl Engine {
    /// Returns all entries as a table, sorted by id.
    ///
    /// # Errors
    ///
    /// Only when the entries do not fit one table.
    pub fn lexicon_table(&self) -> Result<Table, Error> {
        let lexicon = self.lexicon();
        let mut entries: Vec<(EntryId, Entry<'_>)> = lexicon.entries().collect();
        entries.sort_by_key(|(_, entry)| entry.id());
        let formula = |id: EntryId| lexicon.formula(id);
        Ok(Table::builder("lexicon")
            .text("id", entries.iter().map(|(_, entry)| entry.id()))
            .text("text", entries.iter().map(|(_, entry)| entry.text()))
            .text("sort", entries.iter().map(|(_, entry)| entry.sort()))
            .optional_text(
                "kind",
                entries.iter().map(|&(id, _)| formula(id).map(|formula| formula.kind.as_str())),
            )
            .text("level", entries.iter().map(|(_, entry)| entry.level().as_str()))
            .list(
                "items",
                entries.iter().map(|&(id, _)| {
                    formula(id).map_or_else(Vec::new, |formula| {
                        formula.items_at(None).map(|item| item.text.as_str()).collect()
                    })
                }),
            )
            .list(
                "verbs",
                entries.iter().map(|&(id, _)| formula(id).map_or(&[][..], |formula| &formula.verbs.prefer)),
            )
            .text("confidence", entries.iter().map(|(_, entry)| entry.confidence().as_str()))
            .text("lexicon", entries.iter().map(|&(id, _)| lexicon.origin(id).name.as_str()))
            .provenance(self.provenance())
            .build()?)
    }

    /// Returns everything known about the entries that have this id, label or short form; one for each sense.
    ///
    /// # Errors
    ///
    /// When there is none; entries with a like name are in the hint.
    pub fn lexicon_entry(&self, name: &str) -> Result<Vec<Value>, Error> {
        let lexicon = self.lexicon();
        let found: Vec<Value> = lexicon
            .entries()
            .filter(|(_, entry)| {
                entry.id() == name
                    || entry.text() == name
                    || entry.variants().iter().any(|variant| variant == name)
            })
            .map(|(id, entry)| describe(lexicon, id, entry))
            .collect();
        if found.is_empty() {
            return Err(Error::new(ErrorKind::UnknownEntry {
                name: name.to_string(),
                near: near(lexicon, name),
            }));
        }
        Ok(found)
    }
}

/// Reads one lexicon file, merges it over the built-in files and runs its examples.
///
/// # Errors
///
/// When the file cannot be read, or every problem of it.
pub fn check_lexicon(path: &Path) -> Result<LexiconReport, Error> {
    let file = load_lexicon_file(path)?;
    let report = LexiconReport {
        name: file.name.clone(),
        version: file.version.clone(),
        formulas: file.formulas.len(),
        phrases: file.phrases.len(),
        names: file.names.len(),
        chains: file.chains.len(),
    };
    let mut files = LexiconFile::builtin();
    files.push(file);
    Lexicon::merge(files)?.check()?;
    Ok(report)
}

fn describe(lexicon: &Lexicon, id: EntryId, entry: Entry<'_>) -> Value {
    let mut value = match entry {
        Entry::Formula(formula) => serde_json::to_value(formula),
        Entry::Phrase(phrase) => serde_json::to_value(phrase),
        Entry::Name(name) => serde_json::to_value(name),
    }
    .unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        let origin = lexicon.origin(id);
        fields.insert("lexicon".to_string(), Value::from(format!("{} {}", origin.name, origin.version)));
        let chains: Vec<Value> = lexicon
            .chains()
            .filter(|chain| chain.links.iter().any(|link| link.formula == entry.id()))
            .map(|chain| Value::from(chain.id.clone()))
            .collect();
        if !chains.is_empty() {
            fields.insert("chains".to_string(), Value::from(chains));
        }
    }
    value
}

/// Returns up to three labels that share the most characters with `name`.
fn near(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let wanted: Vec<char> = name.chars().collect();
    let mut scored: Vec<(usize, &str)> = lexicon
        .entries()
        .map(|(_, entry)| (entry.text().chars().filter(|c| wanted.contains(c)).count(), entry.text()))
        .filter(|&(shared, _)| shared * 2 >= wanted.len().max(2))
        .collect();
    scored.sort_by_key(|&(shared, text)| (std::cmp::Reverse(shared), text.chars().count(), text));
    scored.dedup();
    scored.into_iter().take(3).map(|(_, text)| text.to_string()).collect()
}
