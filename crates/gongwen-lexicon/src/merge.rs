//! Merging files into one lexicon, and the checks that need all entries.

use std::collections::btree_map::Entry as Slot;
use std::collections::hash_map::Entry as Known;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::error::{Diagnostic, Error, Problem};
use crate::file::LexiconFile;
use crate::lexicon::{Entry, Lexicon, LexiconInfo, Shadow, Shadowed};
use crate::model::{Chain, Formula, Name, Phrase, Place};
use crate::suggest::closest;

/// What the four sorts of entries have in common when files are merged.
trait Merged {
    const SORT: &'static str;
    fn id(&self) -> &str;
    fn text(&self) -> &str;
    fn place(&self) -> Place;
}

macro_rules! merged {
    ($($entry:ty: $sort:literal, $text:ident;)+) => {
        $(impl Merged for $entry {
            const SORT: &'static str = $sort;
            fn id(&self) -> &str { &self.id }
            fn text(&self) -> &str { &self.$text }
            fn place(&self) -> Place { self.place }
        })+
    };
}

merged! {
    Formula: "formula", label;
    Phrase: "phrase", text;
    Name: "name", full;
    Chain: "chain", id;
}

/// Returns a formula changed in what a line of the short form says.
fn changed(formula: &Formula, line: Formula) -> Formula {
    let mut changed = Formula { place: line.place, ..formula.clone() };
    if !line.items.is_empty() {
        (changed.items, changed.slots) = (line.items, line.slots);
    }
    if !line.verbs.prefer.is_empty() {
        changed.verbs.prefer = line.verbs.prefer;
    }
    changed.note = line.note.or(changed.note);
    changed
}

/// Entries of one sort by id, each with the number of its file.
type ById<T> = BTreeMap<String, (u32, T)>;

pub(crate) fn merge(files: Vec<LexiconFile>) -> Result<Lexicon, Error> {
    let mut merging = Merging::default();
    for file in files {
        merging.add(file);
    }
    merging.finish()
}

/// An entry that gave way to a later file.
struct Removed {
    id: String,
    text: String,
    sort: &'static str,
    from: u32,
}

impl Removed {
    fn of<T: Merged>(from: u32, entry: &T) -> Self {
        Self { id: entry.id().to_owned(), text: entry.text().to_owned(), sort: T::SORT, from }
    }
}

#[derive(Default)]
struct Merging {
    formulas: ById<Formula>,
    phrases: ById<Phrase>,
    names: ById<Name>,
    chains: ById<Chain>,
    disabled: HashSet<String>,
    shadowed: Vec<Shadowed>,
    files: Vec<LexiconInfo>,
    /// Problems, each with the number of its file.
    diagnostics: Vec<(u32, Diagnostic)>,
}

impl Merging {
    fn report(&mut self, file: u32, place: Place, id: Option<&str>, problem: Problem) {
        let name = self.files[file as usize].file.clone();
        self.diagnostics.push((file, Diagnostic { file: name, place, id: id.map(str::to_owned), problem }));
    }

    fn add(&mut self, file: LexiconFile) {
        let number = self.files.len() as u32;
        let repeated = self.files.iter().any(|earlier| earlier.name == file.name);
        self.files.push(LexiconInfo::of(&file));
        if repeated {
            self.report(
                number,
                Place { line: 1, column: 1 },
                None,
                Problem::DuplicateName { name: file.name.clone() },
            );
        }
        for (at, id) in file.disable.iter().enumerate() {
            let place = file.disable_places.get(at).copied().unwrap_or_default();
            self.disable(number, place, id);
        }
        let formulas = if file.short { self.fit(number, file.formulas, &file.name) } else { file.formulas };
        for formula in formulas {
            self.insert(number, formula, |merging| &mut merging.formulas);
        }
        for phrase in file.phrases {
            self.insert(number, phrase, |merging| &mut merging.phrases);
        }
        for name in file.names {
            self.insert(number, name, |merging| &mut merging.names);
        }
        for chain in file.chains {
            self.insert(number, chain, |merging| &mut merging.chains);
        }
    }

    fn disable(&mut self, file: u32, place: Place, id: &str) {
        let removed = None
            .or_else(|| self.formulas.remove(id).map(|(from, entry)| Removed::of(from, &entry)))
            .or_else(|| self.phrases.remove(id).map(|(from, entry)| Removed::of(from, &entry)))
            .or_else(|| self.names.remove(id).map(|(from, entry)| Removed::of(from, &entry)))
            .or_else(|| self.chains.remove(id).map(|(from, entry)| Removed::of(from, &entry)));
        if let Some(removed) = removed {
            self.disabled.insert(id.to_owned());
            self.shadow(removed, file, Shadow::Disabled);
        } else {
            let problem = Problem::UnknownReference {
                key: "disable",
                value: id.to_owned(),
                closest: closest(id, self.ids()).map(str::to_owned),
                expected: "an entry of an earlier file",
            };
            self.report(file, place, None, problem);
        }
    }

    fn shadow(&mut self, removed: Removed, by: u32, how: Shadow) {
        let Removed { id, text, sort, from } = removed;
        let (from, by) = (self.files[from as usize].clone(), self.files[by as usize].clone());
        self.shadowed.push(Shadowed { id, text, sort, how, from, by });
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self
            .formulas
            .keys()
            .chain(self.phrases.keys())
            .chain(self.names.keys())
            .chain(self.chains.keys());
        ids.map(String::as_str)
    }

    /// Fits the lines of a file in the short form to the entries that are there, since they choose no id.
    ///
    /// A line with nothing but a label that is known already says nothing new and is left out. One with more changes in the
    /// one formula of its label what it says, and nothing else; beside several formulas of its label it is a sense of its
    /// own; and it takes the place of a phrase.
    fn fit(&mut self, file: u32, lines: Vec<Formula>, file_name: &str) -> Vec<Formula> {
        let mut earlier: HashMap<&str, Vec<&Formula>> = HashMap::new();
        let mut known: HashSet<&str> = HashSet::new();
        for (_, formula) in self.formulas.values() {
            earlier.entry(&formula.label).or_default().push(formula);
            known.extend(formula.variants.iter().chain([&formula.label]).map(String::as_str));
        }
        let mut phrases: HashMap<&str, &str> = HashMap::new();
        for (id, (_, phrase)) in &self.phrases {
            phrases.extend(
                phrase.variants.iter().chain([&phrase.text]).map(|form| (form.as_str(), id.as_str())),
            );
        }
        let mut fitted = Vec::new();
        let mut replaced = Vec::new();
        for mut line in lines {
            let says_more = !line.items.is_empty() || !line.verbs.prefer.is_empty() || line.note.is_some();
            let phrase = phrases.get(line.label.as_str());
            if !says_more && (known.contains(line.label.as_str()) || phrase.is_some()) {
                continue;
            }
            match earlier.get(line.label.as_str()).map(Vec::as_slice) {
                Some([only]) => line = changed(only, line),
                Some(_) => line.sense = Some(file_name.to_owned()),
                None => replaced.extend(phrase.map(|id| ((*id).to_owned(), line.label.clone()))),
            }
            fitted.push(line);
        }
        for (id, form) in replaced {
            self.take_form(file, &id, &form);
        }
        fitted
    }

    /// Takes a form from a phrase: the phrase itself when it is its text.
    fn take_form(&mut self, file: u32, id: &str, form: &str) {
        let Some((from, phrase)) = self.phrases.get_mut(id) else { return };
        if phrase.text == form {
            let removed = Removed::of(*from, phrase);
            self.phrases.remove(id);
            self.shadow(removed, file, Shadow::Overridden);
        } else {
            phrase.variants.retain(|variant| variant != form);
        }
    }

    fn sort_of(&self, id: &str) -> Option<&'static str> {
        if self.formulas.contains_key(id) {
            Some(Formula::SORT)
        } else if self.phrases.contains_key(id) {
            Some(Phrase::SORT)
        } else if self.names.contains_key(id) {
            Some(Name::SORT)
        } else if self.chains.contains_key(id) {
            Some(Chain::SORT)
        } else {
            None
        }
    }

    fn insert<T: Merged>(&mut self, file: u32, entry: T, entries: impl Fn(&mut Self) -> &mut ById<T>) {
        let (id, place) = (entry.id().to_owned(), entry.place());
        if let Some(earlier) = self.sort_of(&id).filter(|earlier| *earlier != T::SORT) {
            return self.report(file, place, Some(&id), Problem::OtherSort { here: T::SORT, earlier });
        }
        self.disabled.remove(&id);
        match entries(self).entry(id) {
            Slot::Vacant(free) => {
                free.insert((file, entry));
            }
            Slot::Occupied(mut taken) if taken.get().0 != file => {
                let (from, earlier) = taken.insert((file, entry));
                self.shadow(Removed::of(from, &earlier), file, Shadow::Overridden);
            }
            Slot::Occupied(taken) => {
                let (id, first) = (taken.key().clone(), taken.get().1.place());
                let first = format!("{}:{}:{}", self.files[file as usize].file, first.line, first.column);
                self.report(file, place, Some(&id), Problem::DuplicateId { first });
            }
        }
    }

    fn finish(mut self) -> Result<Lexicon, Error> {
        let gone = |id: &str, disabled: &HashSet<String>| disabled.contains(id);
        self.chains
            .retain(|_, (_, chain)| !chain.links.iter().any(|link| gone(&link.formula, &self.disabled)));
        for (_, formula) in self.formulas.values_mut() {
            formula.superseded_by.take_if(|id| gone(id, &self.disabled));
        }
        for (_, name) in self.names.values_mut() {
            name.superseded_by.take_if(|id| gone(id, &self.disabled));
        }
        self.check_references();
        self.check_cycles();
        self.check_texts();
        let mut found = std::mem::take(&mut self.diagnostics);
        found.sort_by_key(|(file, diagnostic)| (*file, diagnostic.place));
        Error::unless(found.into_iter().map(|(_, diagnostic)| diagnostic).collect(), ())?;
        Ok(self.into_lexicon())
    }

    fn into_lexicon(self) -> Lexicon {
        let mut origins = Vec::with_capacity(self.formulas.len() + self.phrases.len() + self.names.len());
        let mut chain_origins = Vec::with_capacity(self.chains.len());
        let formulas = split(self.formulas, &mut origins);
        let phrases = split(self.phrases, &mut origins);
        let names = split(self.names, &mut origins);
        let chains = split(self.chains, &mut chain_origins);
        let mut by_label: Vec<u32> = (0..formulas.len() as u32).collect();
        by_label.sort_by(|a, b| (&formulas[*a as usize].label, a).cmp(&(&formulas[*b as usize].label, b)));
        Lexicon {
            formulas: formulas.into(),
            phrases: phrases.into(),
            names: names.into(),
            chains: chains.into(),
            origins,
            chain_origins,
            by_label,
            files: self.files,
            shadowed: self.shadowed,
            recited: None,
        }
    }

    /// Chains and successors name entries that exist and are of the right sort.
    fn check_references(&mut self) {
        let mut found = Vec::new();
        let formula_ids = || self.formulas.keys().map(String::as_str);
        let name_ids = || self.names.keys().map(String::as_str);
        for (file, chain) in self.chains.values() {
            for link in chain.links.iter().filter(|link| !self.formulas.contains_key(&link.formula)) {
                let close = closest(&link.formula, formula_ids()).map(str::to_owned);
                found.push((
                    *file,
                    link.place,
                    chain.id.clone(),
                    "formula",
                    link.formula.clone(),
                    close,
                    "a formula",
                ));
            }
        }
        for (file, formula) in self.formulas.values() {
            if let Some(to) = formula.superseded_by.as_ref().filter(|to| !self.formulas.contains_key(*to)) {
                let close = closest(to, formula_ids()).map(str::to_owned);
                let id = formula.id.clone();
                found.push((*file, formula.place, id, "superseded_by", to.clone(), close, "a formula"));
            }
        }
        for (file, name) in self.names.values() {
            if let Some(to) = name.superseded_by.as_ref().filter(|to| !self.names.contains_key(*to)) {
                let close = closest(to, name_ids()).map(str::to_owned);
                found.push((
                    *file,
                    name.place,
                    name.id.clone(),
                    "superseded_by",
                    to.clone(),
                    close,
                    "a name",
                ));
            }
        }
        for (file, place, id, key, value, closest, expected) in found {
            self.report(file, place, Some(&id), Problem::UnknownReference { key, value, closest, expected });
        }
    }

    /// No succession leads back to its beginning; each circle is reported once, at its least id.
    fn check_cycles(&mut self) {
        let formulas = self
            .formulas
            .iter()
            .map(|(id, (file, entry))| (id.as_str(), (*file, entry.place, entry.superseded_by.as_deref())));
        let names = self
            .names
            .iter()
            .map(|(id, (file, entry))| (id.as_str(), (*file, entry.place, entry.superseded_by.as_deref())));
        let next: BTreeMap<&str, (u32, Place, Option<&str>)> = formulas.chain(names).collect();
        let mut done: HashSet<&str> = HashSet::new();
        let mut found = Vec::new();
        for &start in next.keys() {
            let mut path = vec![start];
            let mut at = start;
            while done.insert(at) {
                let Some((_, _, Some(to))) = next.get(at) else { break };
                if let Some(from) = path.iter().position(|earlier| earlier == to) {
                    let mut circle: Vec<String> = path[from..].iter().map(|id| (*id).to_owned()).collect();
                    let least =
                        circle.iter().enumerate().min_by_key(|(_, id)| id.as_str()).map_or(0, |(at, _)| at);
                    circle.rotate_left(least);
                    circle.push(circle[0].clone());
                    found.push(circle);
                    break;
                }
                path.push(to);
                at = to;
            }
        }
        let found: Vec<_> = found
            .into_iter()
            .filter_map(|path| next.get(path[0].as_str()).map(|(file, place, _)| (*file, *place, path)))
            .collect();
        for (file, place, path) in found {
            let id = path[0].clone();
            self.report(file, place, Some(&id), Problem::Cycle { path });
        }
    }

    /// Labels are unique with their senses, phrases are unique and no formulas, wrong forms are right nowhere.
    fn check_texts(&mut self) {
        let mut found = Vec::new();
        let mut labels: HashMap<(&str, Option<&str>), Owner<'_>> = HashMap::new();
        let mut valid: HashMap<&str, Owner<'_>> = HashMap::new();
        // In the order of files and lines, so that of two the later one is at fault.
        for owner in in_order(&self.formulas, Entry::Formula) {
            let Entry::Formula(formula) = owner.entry else { continue };
            match labels.entry((formula.label.as_str(), formula.sense.as_deref())) {
                Known::Vacant(free) => _ = free.insert(owner),
                Known::Occupied(taken) => found.push(taken.get().duplicate_at(owner, &formula.label, true)),
            }
            for form in std::iter::once(&formula.label).chain(&formula.variants) {
                valid.entry(form).or_insert(owner);
            }
        }
        for owner in in_order(&self.phrases, Entry::Phrase) {
            for form in
                std::iter::once(owner.entry.text()).chain(owner.entry.variants().iter().map(String::as_str))
            {
                match valid.entry(form) {
                    Known::Vacant(free) => _ = free.insert(owner),
                    Known::Occupied(taken) => found.push(taken.get().duplicate_at(owner, form, false)),
                }
            }
        }
        for owner in in_order(&self.names, Entry::Name) {
            for form in
                std::iter::once(owner.entry.text()).chain(owner.entry.variants().iter().map(String::as_str))
            {
                valid.entry(form).or_insert(owner);
            }
        }
        let formulas = in_order(&self.formulas, Entry::Formula);
        let phrases = in_order(&self.phrases, Entry::Phrase);
        let names = in_order(&self.names, Entry::Name);
        for owner in formulas.into_iter().chain(phrases).chain(names) {
            for wrong in owner.entry.wrong() {
                if let Some(other) = valid.get(wrong.form.as_str()) {
                    let other = other.entry.id().to_owned();
                    let problem = Problem::WrongIsValid { form: wrong.form.clone(), other };
                    found.push((owner.file, wrong.place, owner.entry.id().to_owned(), problem));
                }
            }
        }
        for (file, place, id, problem) in found {
            self.report(file, place, Some(&id), problem);
        }
    }
}

/// The entry that a text belongs to, and its file.
#[derive(Clone, Copy)]
struct Owner<'l> {
    file: u32,
    place: Place,
    entry: Entry<'l>,
}

impl Owner<'_> {
    /// Returns the report on `later`, which repeats a text of this entry.
    fn duplicate_at(&self, later: Owner<'_>, text: &str, senses: bool) -> (u32, Place, String, Problem) {
        let problem = Problem::DuplicateText {
            text: text.to_owned(),
            other: self.entry.id().to_owned(),
            senses,
            elsewhere: self.file != later.file,
        };
        (later.file, later.place, later.entry.id().to_owned(), problem)
    }
}

fn in_order<'l, T: Merged>(entries: &'l ById<T>, entry: impl Fn(&'l T) -> Entry<'l>) -> Vec<Owner<'l>> {
    let mut owners: Vec<Owner<'l>> = entries
        .values()
        .map(|(file, merged)| Owner { file: *file, place: merged.place(), entry: entry(merged) })
        .collect();
    owners.sort_by_key(|owner| (owner.file, owner.place));
    owners
}

fn split<T>(entries: ById<T>, origins: &mut Vec<u32>) -> Vec<T> {
    entries
        .into_values()
        .map(|(file, entry)| {
            origins.push(file);
            entry
        })
        .collect()
}
