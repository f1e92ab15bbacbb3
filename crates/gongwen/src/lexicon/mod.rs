//! The verb `lexicon`: what the lexicons hold, one entry in full, the check of a file, the differences of two, and the way
//! to spreadsheets and back.

mod diff;
mod exchange;
mod files;
mod show;

pub use diff::{LexiconDiff, diff_lexicons};
pub use exchange::{ExportFormat, NewHeader, export_lexicons, import_lexicon};
pub use files::{BUILTIN_LEXICON, LexiconSyntax, load_lexicon_file};
pub use show::{EntryCard, Field};

pub(crate) use files::load_lexicon;

use crate::{Engine, Error};
use gongwen_lexicon::{Entry, EntryId, Lexicon, LexiconFile};
use gongwen_table::Table;
use std::collections::HashSet;
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
    /// Ids of built-in entries that the file overrides, in its order.
    pub overrides: Vec<String>,
    /// Ids of built-in entries that the file disables.
    pub disables: Vec<String>,
    /// Labels of the short form that stand alone and that the built-in lexicon knows: they are left out.
    pub known: Vec<String>,
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
}

/// Reads one lexicon file, merges it over the built-in files and runs its examples.
///
/// # Errors
///
/// When the file cannot be read, or every problem of it.
pub fn check_lexicon(path: &Path) -> Result<LexiconReport, Error> {
    use gongwen_lexicon::Shadow::{Disabled, Overridden};
    let file = load_lexicon_file(path)?;
    let mut report = LexiconReport {
        name: file.name.clone(),
        version: file.version.clone(),
        formulas: file.formulas.len(),
        phrases: file.phrases.len(),
        names: file.names.len(),
        chains: file.chains.len(),
        overrides: Vec::new(),
        disables: Vec::new(),
        known: Vec::new(),
    };
    let mut labels: Vec<String> = file.formulas.iter().map(|formula| formula.label.clone()).collect();
    let mut files = LexiconFile::builtin();
    files.push(file);
    let lexicon = Lexicon::merge(files)?;
    lexicon.check()?;
    let gone =
        |how| lexicon.shadowed().iter().filter(move |gone| gone.how == how).map(|gone| gone.id.clone());
    report.overrides = gone(Overridden).collect();
    report.disables = gone(Disabled).collect();
    let own = lexicon.entries().filter(|(id, _)| lexicon.origin(*id).name == report.name);
    let own: HashSet<&str> = own.map(|(_, entry)| entry.text()).collect();
    labels.retain(|label| !own.contains(label.as_str()));
    report.known = labels;
    Ok(report)
}
