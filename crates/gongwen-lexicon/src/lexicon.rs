//! The merged lexicon: entries of several files by id, later files first.
//!
//! A later file overrides an entry by giving one with the same id, switches entries off with `disable`, and adds its own.
//! What one file cannot know (references, equal labels, wrong forms that are right elsewhere) is checked by `merge`.

use serde::Serialize;

use crate::closed::NameKind;
use crate::closed::{Confidence, Level};
use crate::error::Error;
use crate::file::{ContentHash, LexiconFile};
use crate::matcher::Form;
use crate::merge;
use crate::model::{Chain, Example, Formula, Name, Phrase, WrongForm};
use crate::shelf::Shelf;
use crate::suggest;

/// The number of an entry in its lexicon: formulas first, then phrases, then names, each by id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct EntryId(pub u32);

/// An entry that has forms to be found in a text.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum Entry<'l> {
    /// A formula (提法).
    Formula(&'l Formula),
    /// A set phrase.
    Phrase(&'l Phrase),
    /// The name of an organ, meeting, theory ….
    Name(&'l Name),
}

/// Which file, in which state, a lexicon was made from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LexiconInfo {
    /// The name that the file gives itself.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence.
    pub license: String,
    /// The name under which the file was read.
    pub file: String,
    /// The hash of its text.
    pub hash: ContentHash,
}

/// What a later file did to an entry of an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shadow {
    /// It gave another entry with the same id.
    Overridden,
    /// It switched the entry off.
    Disabled,
}

/// An entry of an earlier file that is not in the lexicon, because a later file overrides or disables it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shadowed {
    /// The id.
    pub id: String,
    /// Label, text or full form; of a chain the id.
    pub text: String,
    /// `formula`, `phrase`, `name` or `chain`.
    pub sort: &'static str,
    /// What the later file did.
    pub how: Shadow,
    /// The file that the entry stands in.
    pub from: LexiconInfo,
    /// The later file.
    pub by: LexiconInfo,
}

/// Several lexicon files merged into one; never changes afterwards.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(crate) formulas: Shelf<Formula>,
    pub(crate) phrases: Shelf<Phrase>,
    pub(crate) names: Shelf<Name>,
    pub(crate) chains: Shelf<Chain>,
    /// For each entry the number of its file.
    pub(crate) origins: Vec<u32>,
    pub(crate) chain_origins: Vec<u32>,
    /// Numbers of the formulas by label, then by id.
    pub(crate) by_label: Vec<u32>,
    pub(crate) files: Vec<LexiconInfo>,
    pub(crate) shadowed: Vec<Shadowed>,
    /// The matcher of the entries that prose recites, if it came compiled.
    pub(crate) recited: Option<&'static [u8]>,
}

impl LexiconInfo {
    pub(crate) fn of(file: &LexiconFile) -> Self {
        Self {
            name: file.name.clone(),
            version: file.version.clone(),
            license: file.license.clone(),
            file: file.file.clone(),
            hash: file.hash.clone(),
        }
    }
}

impl Lexicon {
    /// Merges `files`; later ones override, disable and add.
    ///
    /// A chain with a disabled formula is dropped with it, and a reference to a disabled successor is removed. An entry of
    /// the short form has no id of its own choosing: when exactly one earlier formula has its label, what the line says
    /// replaces what that one has; a label alone that is known already is left out.
    ///
    /// # Errors
    ///
    /// Every problem that concerns more than one entry: references that lead nowhere or in a circle, a label and sense or
    /// a text given twice, a wrong form that is right elsewhere, one sort of entry overriding another.
    pub fn merge(files: Vec<LexiconFile>) -> Result<Self, Error> {
        merge::merge(files)
    }

    /// Returns the number of formulas, phrases and names.
    pub fn len(&self) -> usize {
        self.formulas.len() + self.phrases.len() + self.names.len()
    }

    /// Returns whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns all entries in the order of their numbers.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, Entry<'_>)> {
        let formulas = self.formulas.iter().map(Entry::Formula);
        let phrases = self.phrases.iter().map(Entry::Phrase);
        let names = self.names.iter().map(Entry::Name);
        (0..).map(EntryId).zip(formulas.chain(phrases).chain(names))
    }

    /// Returns the entry with this number.
    ///
    /// # Panics
    ///
    /// When `id` comes from another lexicon and is too great for this one.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let at = id.0 as usize;
        let (formulas, phrases) = (self.formulas.len(), self.phrases.len());
        if at < formulas {
            Entry::Formula(&self.formulas[at])
        } else if at < formulas + phrases {
            Entry::Phrase(&self.phrases[at - formulas])
        } else {
            Entry::Name(&self.names[at - formulas - phrases])
        }
    }

    /// Returns the formula with this number, or `None` when it is another sort of entry.
    pub fn formula(&self, id: EntryId) -> Option<&Formula> {
        self.formulas.get(id.0 as usize)
    }

    /// Returns the formulas, by id.
    pub fn formulas(&self) -> impl ExactSizeIterator<Item = &Formula> + Clone {
        self.formulas.iter()
    }

    /// Returns the set phrases, by id.
    pub fn phrases(&self) -> impl ExactSizeIterator<Item = &Phrase> + Clone {
        self.phrases.iter()
    }

    /// Returns the names, by id.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &Name> + Clone {
        self.names.iter()
    }

    /// Returns the chains, by id.
    pub fn chains(&self) -> impl ExactSizeIterator<Item = &Chain> + Clone {
        self.chains.iter()
    }

    /// Returns the number of the entry with this id.
    ///
    /// Cost: `O(log entries)`.
    pub fn find(&self, id: &str) -> Option<EntryId> {
        let (formulas, phrases) = (self.formulas.len(), self.phrases.len());
        let formula = || self.formulas.position(id, |entry| &entry.id);
        let phrase = || Some(formulas + self.phrases.position(id, |entry| &entry.id)?);
        let name = || Some(formulas + phrases + self.names.position(id, |entry| &entry.id)?);
        formula().or_else(phrase).or_else(name).map(|at| EntryId(at as u32))
    }

    /// Returns the chain with this id.
    pub fn chain(&self, id: &str) -> Option<&Chain> {
        self.chains.get(self.chains.position(id, |chain| &chain.id)?)
    }

    /// Returns the formulas with this label, one for each sense, by id.
    ///
    /// Cost: `O(log formulas + senses)`.
    pub fn formula_by_label(&self, label: &str) -> Vec<EntryId> {
        let label_of = |at: &u32| self.formulas[*at as usize].label.as_str();
        let from = self.by_label.partition_point(|at| label_of(at) < label);
        self.by_label[from..].iter().take_while(|at| label_of(at) == label).map(|at| EntryId(*at)).collect()
    }

    /// Returns the file that the chain with this id comes from.
    pub fn chain_origin(&self, id: &str) -> Option<&LexiconInfo> {
        let at = self.chains.position(id, |chain| &chain.id)?;
        self.files.get(*self.chain_origins.get(at)? as usize)
    }

    /// Returns the files that the lexicon was made from, in the order of merging.
    pub fn files(&self) -> &[LexiconInfo] {
        &self.files
    }

    /// Returns the entries that later files overrode or disabled, in the order of merging.
    pub fn shadowed(&self) -> &[Shadowed] {
        &self.shadowed
    }

    /// Returns the entries whose text is an edit or a few away from `text`, nearest first, with the number of edits: one for
    /// every four characters of the longer, and at least one. An edit inserts, deletes or changes a character or swaps
    /// two neighbours.
    ///
    /// Cost: `O(entries × characters²)`.
    pub fn neighbours(&self, text: &str) -> Vec<(usize, EntryId)> {
        let length = text.chars().count();
        let mut near: Vec<(usize, EntryId)> = self
            .entries()
            .filter_map(|(id, entry)| {
                let other = entry.text();
                let allowed = (length.max(other.chars().count()) / 4).max(1);
                let edits = suggest::edits(text, other, allowed)?;
                (edits > 0).then_some((edits, id))
            })
            .collect();
        near.sort_by_key(|&(edits, id)| (edits, self.entry(id).text()));
        near
    }

    /// Returns the file that the entry comes from.
    ///
    /// # Panics
    ///
    /// As [`Lexicon::entry`].
    pub fn origin(&self, id: EntryId) -> &LexiconInfo {
        &self.files[self.origins[id.0 as usize] as usize]
    }

    /// Returns a hash over the names, versions and texts of all files, in order: equal lexicons have equal hashes on every
    /// machine.
    pub fn hash(&self) -> ContentHash {
        let parts =
            self.files.iter().flat_map(|file| [file.name.as_str(), &file.version, file.hash.as_str()]);
        ContentHash::of_parts(parts.map(str::as_bytes))
    }
}

impl<'l> Entry<'l> {
    /// Returns the id.
    pub fn id(self) -> &'l str {
        match self {
            Self::Formula(formula) => &formula.id,
            Self::Phrase(phrase) => &phrase.id,
            Self::Name(name) => &name.id,
        }
    }

    /// Returns the label of a formula, the text of a phrase, the full form of a name.
    pub fn text(self) -> &'l str {
        match self {
            Self::Formula(formula) => &formula.label,
            Self::Phrase(phrase) => &phrase.text,
            Self::Name(name) => &name.full,
        }
    }

    /// Returns who issued the wording.
    pub fn level(self) -> Level {
        match self {
            Self::Formula(formula) => formula.level,
            Self::Phrase(phrase) => phrase.level,
            Self::Name(name) => name.level,
        }
    }

    /// Returns how sure the entry is.
    pub fn confidence(self) -> Confidence {
        match self {
            Self::Formula(formula) => formula.confidence,
            Self::Phrase(phrase) => phrase.confidence,
            Self::Name(name) => name.confidence,
        }
    }

    /// Returns the other valid forms.
    pub fn variants(self) -> &'l [String] {
        match self {
            Self::Formula(formula) => &formula.variants,
            Self::Phrase(phrase) => &phrase.variants,
            Self::Name(name) => &name.short,
        }
    }

    /// Returns the wordings known to be wrong.
    pub fn wrong(self) -> &'l [WrongForm] {
        match self {
            Self::Formula(formula) => &formula.wrong,
            Self::Phrase(phrase) => &phrase.wrong,
            Self::Name(name) => &name.wrong,
        }
    }

    /// Returns the longer strings in which a form is something else.
    pub fn not_in(self) -> &'l [String] {
        match self {
            Self::Formula(formula) => &formula.not_in,
            Self::Phrase(phrase) => &phrase.not_in,
            Self::Name(name) => &name.not_in,
        }
    }

    /// Returns the texts in which the entry does or does not match.
    pub fn examples(self) -> &'l [Example] {
        match self {
            Self::Formula(formula) => &formula.examples,
            Self::Phrase(phrase) => &phrase.examples,
            Self::Name(name) => &name.examples,
        }
    }

    /// Returns where the entry's facts come from.
    pub fn source(self) -> &'l [String] {
        match self {
            Self::Formula(formula) => &formula.source,
            Self::Phrase(phrase) => &phrase.source,
            Self::Name(name) => &name.source,
        }
    }

    /// Returns the sort of entry as files call it: `formula`, `phrase` or `name`.
    pub fn sort(self) -> &'static str {
        match self {
            Self::Formula(_) => "formula",
            Self::Phrase(_) => "phrase",
            Self::Name(_) => "name",
        }
    }

    /// Returns whether official prose recites the wording: formulas, phrases, and the names of meetings, theories and
    /// plans. Organs, posts, places and kinds of document are merely named.
    pub fn is_recited(self) -> bool {
        match self {
            Self::Formula(_) | Self::Phrase(_) => true,
            Self::Name(name) => matches!(name.kind, NameKind::Meeting | NameKind::Theory | NameKind::Plan),
        }
    }

    /// Returns all forms: the label, the variants, the wrong forms, each with its position in its list.
    pub fn forms(self) -> impl Iterator<Item = (Form, u16, &'l str)> {
        let number = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let variants = self.variants().iter().enumerate();
        let wrong = self.wrong().iter().enumerate();
        std::iter::once((Form::Label, 0, self.text()))
            .chain(variants.map(move |(at, form)| (Form::Variant, number(at), form.as_str())))
            .chain(wrong.map(move |(at, wrong)| (Form::Wrong, number(at), wrong.form.as_str())))
    }
}
