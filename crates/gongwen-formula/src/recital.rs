//! Formulas that a text recites without their label: 政治意识、大局意识、核心意识、看齐意识.
//!
//! A recital begins with an item before a 、 or between two quotation marks, so only those places are looked at. All
//! items must be there; a recital in another order is one, and says so. A part that the items share may be said
//! once, at the end: 产业、人才、文化、生态、组织振兴.

use gongwen_lexicon::{EntryId, Kind, Lexicon, Order};
use gongwen_text::Span;
use rustc_hash::FxHashMap;

use crate::heads::{Candidate, outer};
use crate::hit::Class;
use crate::label::Label;
use crate::walk::{after, before};

/// The items of the lexicon's formulas by the last two characters of each.
#[derive(Debug, Default)]
pub(crate) struct Recitals {
    sets: Vec<Set>,
    ends: FxHashMap<(char, char), Vec<(usize, usize)>>,
    first: Vec<u64>,
}

#[derive(Debug)]
struct Set {
    entry: EntryId,
    items: Vec<Item>,
    fixed: bool,
}

#[derive(Debug)]
struct Item {
    text: String,
    /// What is left of the item without the part that all items end with.
    stem: Option<usize>,
}

/// A recital found in a text.
#[derive(Clone, Debug)]
pub(crate) struct Recital {
    pub(crate) candidate: Candidate,
    pub(crate) items: Vec<Span>,
    /// Whether the items stand in the order of the lexicon, where that is fixed.
    pub(crate) in_order: bool,
}

impl Recitals {
    /// Indexes the formulas with three items or more, or with two long ones.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut recitals = Self { first: vec![0; 1024], ..Self::default() };
        // Formulas come first; an entry that is not looked at stays packed.
        let formulas = lexicon.entries().take(lexicon.formulas().len());
        for (entry, formula) in formulas.filter_map(|(id, _)| Some((id, lexicon.formula(id)?))) {
            let texts: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
            let characters = |text: &&str| text.chars().count();
            let shortest = texts.iter().map(characters).min().unwrap_or(0);
            let long = texts.len() >= 3 && shortest >= 2 || texts.len() == 2 && shortest >= 5;
            let numbered = matches!(
                formula.kind,
                Kind::NumeralClassifierNoun | Kind::NumeralMorpheme | Kind::Paired | Kind::Slotted
            );
            if !long || !numbered {
                continue;
            }
            let shared = shared_end(&texts);
            let items = texts.iter().map(|text| {
                let stem = text.len() - shared;
                Item { text: (*text).to_owned(), stem: (shared >= 6 && stem >= 6).then_some(stem) }
            });
            let set = Set { entry, items: items.collect(), fixed: formula.order == Order::Fixed };
            for (nth, item) in set.items.iter().enumerate() {
                for form in item.forms() {
                    recitals.index(form, (recitals.sets.len(), nth));
                }
            }
            recitals.sets.push(set);
        }
        recitals
    }

    fn index(&mut self, form: &str, place: (usize, usize)) {
        let mut chars = form.chars().rev();
        if let (Some(last), Some(second)) = (chars.next(), chars.next()) {
            self.ends.entry((second, last)).or_default().push(place);
            self.first[last as usize / 64 % 1024] |= 1 << (last as usize % 64);
        }
    }

    /// Returns the recitals of `text`, in order, given the places `between` items. Cost: a look-up at each place.
    pub(crate) fn find(&self, text: &str, between: &[usize]) -> Vec<Recital> {
        let mut out: Vec<Recital> = Vec::new();
        let mut reach = 0;
        for &at in between {
            if at < reach {
                continue;
            }
            let end = if before(text, at) == Some('”') { at - '”'.len_utf8() } else { at };
            if let Some(recital) =
                self.at(text, end).filter(|recital| recital.candidate.label.span.start >= reach)
            {
                reach = recital.candidate.label.span.end;
                out.push(recital);
            }
        }
        out
    }

    /// The longest recital whose first item ends at `end`.
    fn at(&self, text: &str, end: usize) -> Option<Recital> {
        let head = text.get(..end)?;
        let mut chars = head.chars().rev();
        let last = chars.next()?;
        if self.first[last as usize / 64 % 1024] & 1 << (last as usize % 64) == 0 {
            return None;
        }
        let places = self.ends.get(&(chars.next()?, last))?;
        places
            .iter()
            .filter_map(|&(set, nth)| self.sets[set].recited(text, end, nth))
            .max_by_key(|r| r.items.len())
    }
}

impl Item {
    fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.stem.map(|stem| &self.text[..stem]))
    }
}

impl Set {
    fn recited(&self, text: &str, end: usize, nth: usize) -> Option<Recital> {
        let form = self.items[nth].forms().find(|form| text[..end].ends_with(form))?;
        let mut order = vec![nth];
        let mut items = vec![Span::new(end - form.len(), end)];
        let mut full = form.len() == self.items[nth].text.len();
        let mut pos = end;
        while let Some(start) = past_separator(text, pos) {
            let next = self.items.iter().enumerate().filter(|(nth, _)| !order.contains(nth)).find_map(
                |(nth, item)| {
                    let form = item.forms().find(|form| text[start..].starts_with(form))?;
                    Some((nth, form.len(), form.len() == item.text.len()))
                },
            );
            let Some((nth, length, whole)) = next else { break };
            order.push(nth);
            items.push(Span::new(start, start + length));
            full = whole;
            pos = start + length;
        }
        let span = Span::new(items[0].start, pos);
        let complete = order.len() == self.items.len() && full;
        complete.then(|| Recital {
            candidate: Candidate {
                label: Label { span, class: Class::FixedPhrase, kind: Kind::Implicit, slots: Vec::new() },
                outer: outer(text, span),
                entry: Some(self.entry),
            },
            items,
            in_order: !self.fixed || order.is_sorted(),
        })
    }
}

/// Returns where the next item begins when a separator stands at `at`: 、 ， 和 与 以及 or the marks between two quotations.
fn past_separator(text: &str, at: usize) -> Option<usize> {
    let closed = if after(text, at) == Some('”') { at + '”'.len_utf8() } else { at };
    let next = match after(text, closed)? {
        c @ ('、' | '，' | '和' | '与') => closed + c.len_utf8(),
        '以' if text[closed..].starts_with("以及") => closed + "以及".len(),
        '“' if closed > at => closed,
        _ => return None,
    };
    Some(if after(text, next) == Some('“') { next + '“'.len_utf8() } else { next })
}

/// Returns the bytes of the longest string that all `texts` end with.
fn shared_end(texts: &[&str]) -> usize {
    let Some(first) = texts.first() else { return 0 };
    let ends = first.char_indices().map(|(at, _)| &first[at..]);
    ends.filter(|end| texts.iter().all(|text| text.ends_with(end))).map(str::len).max().unwrap_or(0)
}
