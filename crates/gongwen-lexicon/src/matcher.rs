//! The compiled matcher: every form of every entry, sought in one pass.
//!
//! The text searched is the *reading*: full-width punctuation, quotation marks as “ ” ‘ ’. Quotation marks inside a form
//! are optional, because copies lose them; a form is therefore compiled once for each choice of marks. The matcher knows
//! strings and `not_in`, nothing of words: whether a hit cuts through a word is for its caller to say.

use std::collections::BTreeMap;

use gongwen_text::Span;

use crate::error::{Diagnostic, Error, Problem};
use crate::lexicon::{Entry, EntryId, Lexicon};
use crate::model::Place;
use crate::pack::Pack;
use crate::strings::{Found, Places, Strings};

/// Which of several overlapping hits are reported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Semantics {
    /// Of the hits that begin first the longest; the next one begins after its end.
    LeftmostLongest,
    /// All of them, by end and then by start.
    Overlapping,
}

impl Semantics {
    pub(crate) const ALL: &'static [Self] = &[Self::LeftmostLongest, Self::Overlapping];
}

/// Which form of an entry matched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// The label of a formula, the text of a phrase, the full form of a name.
    Label,
    /// Another valid form: a variant, or a short form of a name.
    Variant,
    /// A wording known to be wrong.
    Wrong,
}

impl Form {
    pub(crate) const ALL: &'static [Self] = &[Self::Label, Self::Variant, Self::Wrong];
}

/// One form of one entry found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LexiconHit {
    /// Bytes of the text searched.
    pub span: Span,
    /// The entry. A form that several entries share gives one hit for each, in the order of their ids.
    pub entry: EntryId,
    /// Which of its forms matched.
    pub form: Form,
    /// Position of the form in the entry's list of variants or wrong forms; 0 for the label.
    pub nth: u16,
}

/// The compiled form of a lexicon.
///
/// ```
/// use gongwen_lexicon::{Form, Lexicon, LexiconFile, Matcher, Semantics};
/// let unit = LexiconFile::parse_short("unit.tsv", "四个体系\t责任体系、制度体系、监督体系、保障体系\t健全")?;
/// let lexicon = Lexicon::merge(vec![unit])?;
/// let matcher = Matcher::compile(&lexicon, Semantics::LeftmostLongest)?;
/// let text = "健全“四个体系”，压实工作责任。";
/// let hits: Vec<_> = matcher.find_iter(text).collect();
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].span.slice(text), "四个体系");
/// assert_eq!(hits[0].form, Form::Label);
/// # Ok::<(), gongwen_lexicon::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Matcher {
    pub(crate) strings: Strings,
    pub(crate) semantics: Semantics,
    /// By string: what it means; of several entries the first.
    pub(crate) targets: Vec<Target>,
    /// The other entries that a string means, with its number, in the order of numbers.
    pub(crate) further: Vec<(u32, Target)>,
    /// Contexts that refute a target, as what stands directly before and after the hit.
    pub(crate) contexts: Vec<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Target {
    pub(crate) entry: EntryId,
    pub(crate) form: Form,
    pub(crate) nth: u16,
    /// `contexts[refuted.0..refuted.1]`.
    pub(crate) refuted: (u32, u32),
    /// Whether `further` has entries for the string.
    pub(crate) has_further: bool,
}

impl Matcher {
    /// Returns the matcher of all that official prose recites ([`Entry::is_recited`]), leftmost-longest.
    ///
    /// Cost: that of the built-in lexicon is read, since it was compiled with the program; any other is compiled.
    ///
    /// # Errors
    ///
    /// As [`Matcher::compile`].
    pub fn recited(lexicon: &Lexicon) -> Result<Self, Error> {
        match lexicon.recited {
            Some(mut packed) => {
                Ok(Self::take(&mut packed).expect("the build script packed the matcher of this lexicon"))
            }
            None => Self::compile_selected(lexicon, Semantics::LeftmostLongest, |entry| entry.is_recited()),
        }
    }

    /// Compiles the formulas and phrases of `lexicon` together.
    ///
    /// Leftmost-longest, a set phrase then hides a formula inside it (驰而不息纠治“四风”). To see both compile each sort by
    /// itself with [`Matcher::compile_selected`], or search overlapping.
    ///
    /// Cost: linear in the characters of all forms.
    ///
    /// # Errors
    ///
    /// When all forms together have 4 GiB or more.
    pub fn compile(lexicon: &Lexicon, semantics: Semantics) -> Result<Self, Error> {
        Self::compile_selected(lexicon, semantics, |entry| !matches!(entry, Entry::Name(_)))
    }

    /// Compiles the entries for which `selected` is true: only the names, all but one level ….
    ///
    /// # Errors
    ///
    /// As [`Matcher::compile`].
    pub fn compile_selected(
        lexicon: &Lexicon,
        semantics: Semantics,
        selected: impl Fn(Entry<'_>) -> bool,
    ) -> Result<Self, Error> {
        let mut forms: BTreeMap<String, Vec<Target>> = BTreeMap::new();
        let mut contexts = Vec::new();
        for (id, entry) in lexicon.entries().filter(|(_, entry)| selected(*entry)) {
            let around: Vec<String> = entry.not_in().iter().flat_map(|text| quote_choices(text)).collect();
            for (form, nth, text) in entry.forms() {
                for pattern in quote_choices(text) {
                    let targets = forms.entry(pattern).or_default();
                    if targets.iter().all(|target| target.entry != id) {
                        // Filled in below, once the pattern's text can be borrowed from the map.
                        targets.push(Target { entry: id, form, nth, refuted: (0, 0), has_further: false });
                    }
                }
            }
            if around.is_empty() {
                continue;
            }
            for (_, _, text) in entry.forms() {
                for pattern in quote_choices(text) {
                    let from = contexts.len() as u32;
                    for outer in &around {
                        // Occurrences may overlap: 个个 stands in 个个个 twice.
                        let found = outer.char_indices().filter_map(|(at, _)| {
                            let after = outer[at..].strip_prefix(pattern.as_str())?;
                            Some((outer[..at].to_owned(), after.to_owned()))
                        });
                        contexts.extend(found);
                    }
                    let refuted = (from, contexts.len() as u32);
                    let targets = forms.entry(pattern).or_default();
                    targets
                        .iter_mut()
                        .filter(|target| target.entry == id)
                        .for_each(|target| target.refuted = refuted);
                }
            }
        }
        Self::build(&forms, contexts, semantics)
    }

    fn build(
        forms: &BTreeMap<String, Vec<Target>>,
        contexts: Vec<(String, String)>,
        semantics: Semantics,
    ) -> Result<Self, Error> {
        let mut targets = Vec::with_capacity(forms.len());
        let mut further = Vec::new();
        for (number, meant) in (0..).zip(forms.values()) {
            let (first, others) = meant.split_first().expect("a string is there because an entry has it");
            targets.push(Target { has_further: !others.is_empty(), ..*first });
            further.extend(others.iter().map(|&target| (number, target)));
        }
        let strings = Strings::of(forms.keys().map(String::as_str)).ok_or_else(|| {
            Error::new(vec![Diagnostic {
                file: "lexicon".to_owned(),
                place: Place::default(),
                id: None,
                problem: Problem::TooLarge,
            }])
        })?;
        Ok(Self { strings, semantics, targets, further, contexts })
    }

    /// Returns the semantics that the matcher was compiled for.
    pub fn semantics(&self) -> Semantics {
        self.semantics
    }

    /// Returns the number of different strings searched for.
    pub fn pattern_count(&self) -> usize {
        self.strings.len()
    }

    /// Returns the different strings searched for, in byte order.
    pub fn patterns(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.strings.len() as u32).map(|number| self.strings.get(number))
    }

    /// Returns the hits in `text`, a normalised reading, in the order that the [`Semantics`] name.
    ///
    /// Cost: `O(bytes + hits)`; leftmost-longest allocates nothing, overlapping keeps the hits of the text to order them.
    pub fn find_iter<'m, 't>(&'m self, text: &'t str) -> FindIter<'m, 't> {
        let search = match self.semantics {
            Semantics::LeftmostLongest => Search::Leftmost(self.strings.places_apart(text)),
            Semantics::Overlapping => Search::Overlapping(self.overlapping(text).into_iter()),
        };
        FindIter { matcher: self, text, search, span: Span::default(), first: None, further: [].iter() }
    }

    /// Returns all occurrences by end and then by start.
    fn overlapping(&self, text: &str) -> Vec<Found> {
        let mut all = Vec::new();
        self.strings.places(text).for_each(|found| all.extend(self.strings.inside(found)));
        all.sort_unstable_by_key(|found| (found.end, found.start));
        all
    }

    /// Returns the entries that a string means after the first.
    #[cold]
    fn further_of(&self, string: u32) -> &[(u32, Target)] {
        let rest = &self.further[self.further.partition_point(|&(number, _)| number < string)..];
        &rest[..rest.partition_point(|&(number, _)| number == string)]
    }

    /// Returns whether `text` around `span` is one of the strings that the target is not in.
    fn is_refuted(&self, target: &Target, span: Span, text: &str) -> bool {
        let (from, to) = target.refuted;
        self.contexts[from as usize..to as usize].iter().any(|(before, after)| {
            text[..span.start].ends_with(before.as_str()) && text[span.end..].starts_with(after.as_str())
        })
    }
}

/// The hits of a [`Matcher`] in a text.
pub struct FindIter<'m, 't> {
    matcher: &'m Matcher,
    text: &'t str,
    search: Search<'m, 't>,
    span: Span,
    /// What the string at `span` means: the first entry and the others.
    first: Option<&'m Target>,
    further: std::slice::Iter<'m, (u32, Target)>,
}

#[expect(
    clippy::large_enum_variant,
    reason = "the large one is the usual one, and a box an allocation a text"
)]
enum Search<'m, 't> {
    Leftmost(Places<'m, 't>),
    Overlapping(std::vec::IntoIter<Found>),
}

impl Iterator for FindIter<'_, '_> {
    type Item = LexiconHit;

    fn next(&mut self) -> Option<LexiconHit> {
        loop {
            let further = self.further.by_ref().map(|(_, target)| target);
            for target in self.first.take().into_iter().chain(further) {
                if !self.matcher.is_refuted(target, self.span, self.text) {
                    return Some(LexiconHit {
                        span: self.span,
                        entry: target.entry,
                        form: target.form,
                        nth: target.nth,
                    });
                }
            }
            let found = match &mut self.search {
                Search::Leftmost(places) => places.next()?,
                Search::Overlapping(all) => all.next()?,
            };
            self.span = Span::new(found.start, found.end);
            let first = &self.matcher.targets[found.number as usize];
            self.first = Some(first);
            if first.has_further {
                self.further = self.matcher.further_of(found.number).iter();
            }
        }
    }
}

/// Returns `text` with each choice of its quotation marks kept or dropped, as written first.
///
/// Up to six marks are chosen one by one, since copies lose single marks too; more than that all together.
fn quote_choices(text: &str) -> Vec<String> {
    const CHOSEN_SINGLY: usize = 6;
    let is_quote = |c: &char| matches!(c, '“' | '”' | '‘' | '’');
    let marks = text.chars().filter(is_quote).count();
    let drops: Vec<u32> = match marks {
        0 => vec![0],
        1..=CHOSEN_SINGLY => (0..1 << marks).collect(),
        _ => vec![0, u32::MAX],
    };
    drops
        .into_iter()
        .map(|dropped| {
            let mut mark = 0;
            text.chars()
                .filter(|c| {
                    if !is_quote(c) {
                        return true;
                    }
                    mark += 1;
                    dropped.checked_shr(mark - 1).unwrap_or(dropped) & 1 == 0
                })
                .collect::<String>()
        })
        .filter(|pattern| !pattern.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::closed::{Confidence, Level, Status};
    use crate::model::{Gloss, Phrase};

    fn phrase(id: usize, forms: &[String], not_in: &[String]) -> Phrase {
        Phrase {
            id: id.to_string(),
            text: forms[0].clone(),
            variants: forms[1..].to_vec(),
            class: String::new(),
            level: Level::Local,
            domain: Vec::new(),
            status: Status::Current,
            wrong: Vec::new(),
            not_in: not_in.to_vec(),
            first: None,
            gloss: Gloss::default(),
            confidence: Confidence::Low,
            examples: Vec::new(),
            source: Vec::new(),
            note: None,
            place: Place::default(),
        }
    }

    /// Every occurrence of every form, by end and then start, with the entries that are not refuted there.
    fn naive_overlapping(phrases: &[Phrase], text: &str) -> Vec<(usize, usize, Option<u32>)> {
        let mut found = Vec::new();
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends {
            for start in (0..end).filter(|start| text.is_char_boundary(*start)) {
                let entries = phrases.iter().enumerate().filter(|(_, phrase)| {
                    let forms = std::iter::once(&phrase.text).chain(&phrase.variants);
                    forms.flat_map(|form| quote_choices(form)).any(|form| form == text[start..end])
                });
                for (number, phrase) in entries {
                    let refuted = phrase.not_in.iter().flat_map(|outer| quote_choices(outer)).any(|outer| {
                        text.char_indices().any(|(at, _)| {
                            text[at..].starts_with(outer.as_str()) && at <= start && end <= at + outer.len()
                        })
                    });
                    found.push((start, end, (!refuted).then_some(number as u32)));
                }
            }
        }
        found
    }

    /// Of the occurrences that begin first the longest, then on from its end; refuted entries are dropped afterwards.
    fn naive_longest(all: &[(usize, usize, Option<u32>)]) -> Vec<(usize, usize, Option<u32>)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = all.iter().map(|hit| hit.0).filter(|start| *start >= from).min() {
            let end = all.iter().filter(|hit| hit.0 == start).map(|hit| hit.1).max().unwrap();
            found.extend(all.iter().filter(|hit| hit.0 == start && hit.1 == end));
            from = end;
        }
        found
    }

    fn found(phrases: &[Phrase], semantics: Semantics, text: &str) -> Vec<(usize, usize, u32)> {
        let lexicon = Lexicon { phrases: phrases.to_vec().into(), ..Lexicon::default() };
        let matcher = Matcher::compile(&lexicon, semantics).unwrap();
        matcher.find_iter(text).map(|hit| (hit.span.start, hit.span.end, hit.entry.0)).collect()
    }

    fn kept(hits: &[(usize, usize, Option<u32>)]) -> Vec<(usize, usize, u32)> {
        hits.iter().filter_map(|(start, end, entry)| Some((*start, *end, (*entry)?))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn hits_are_those_of_a_naive_search(
            patterns in prop::collection::vec(prop::collection::vec("[a四个“”𠮷]{1,4}", 1..3), 0..6),
            contexts in prop::collection::vec("[a四个]{0,2}", 6),
            text in "[ab四个“”𠮷\n]{0,24}",
        ) {
            let phrases: Vec<Phrase> = patterns
                .iter()
                .enumerate()
                .map(|(id, forms)| {
                    // Every other entry is excluded from one context around its first form.
                    let outer = format!("{}{}a", contexts[id], forms[0]);
                    phrase(id, forms, if id % 2 == 0 { &[] } else { std::slice::from_ref(&outer) })
                })
                .collect();
            let all = naive_overlapping(&phrases, &text);
            prop_assert_eq!(found(&phrases, Semantics::Overlapping, &text), kept(&all));
            prop_assert_eq!(found(&phrases, Semantics::LeftmostLongest, &text), kept(&naive_longest(&all)));
        }
    }

    #[test]
    fn quotation_marks_are_chosen_singly_up_to_six() {
        assert_eq!(quote_choices("三农"), ["三农"]);
        assert_eq!(quote_choices("八“要”"), ["八“要”", "八要”", "八“要", "八要"]);
        assert_eq!(quote_choices("“甲”“乙”“丙”").len(), 64);
        assert_eq!(quote_choices("“甲”“乙”“丙”“丁”"), ["“甲”“乙”“丙”“丁”", "甲乙丙丁"]);
        assert!(quote_choices("").is_empty() && quote_choices("“”").iter().all(|form| !form.is_empty()));
    }
}
