//! The compiled matcher: every form of every entry in one automaton.
//!
//! The text searched is the *reading*: full-width punctuation, quotation marks as “ ” ‘ ’. Quotation marks inside a form
//! are optional, because copies lose them; a form is therefore compiled once for each choice of marks. The matcher knows
//! strings and `not_in`, nothing of words: whether a hit cuts through a word is for its caller to say.

use std::collections::BTreeMap;

use daachorse::charwise::iter::{FindOverlappingSliceIterator, LeftmostFindIterator};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use gongwen_text::Span;

use crate::error::{Diagnostic, Error, Problem};
use crate::lexicon::{Entry, EntryId, Lexicon};
use crate::model::Place;

/// Which of several overlapping hits are reported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Semantics {
    /// Of the hits that begin first the longest; the next one begins after its end.
    LeftmostLongest,
    /// All of them, by end and then by start.
    Overlapping,
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
#[derive(Clone)]
pub struct Matcher {
    /// Absent when there is no pattern: the engine does not take an empty set.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    semantics: Semantics,
    /// Pattern `p` means `targets[patterns[p]..patterns[p + 1]]`.
    patterns: Vec<u32>,
    targets: Vec<Target>,
    /// Contexts that refute a target, as what stands directly before and after the hit.
    contexts: Vec<(Box<str>, Box<str>)>,
}

#[derive(Clone, Copy)]
struct Target {
    entry: EntryId,
    form: Form,
    nth: u16,
    /// `contexts[refuted.0..refuted.1]`.
    refuted: (u32, u32),
}

impl Matcher {
    /// Compiles the formulas and phrases of `lexicon`.
    ///
    /// Cost: linear in the characters of all forms.
    ///
    /// # Errors
    ///
    /// When the forms exceed what the engine holds (2³¹ states).
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
                        targets.push(Target { entry: id, form, nth, refuted: (0, 0) });
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
                        contexts.extend(outer.match_indices(pattern.as_str()).map(|(at, found)| {
                            (Box::from(&outer[..at]), Box::from(&outer[at + found.len()..]))
                        }));
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
        Self::build(forms, contexts, semantics)
    }

    fn build(
        forms: BTreeMap<String, Vec<Target>>,
        contexts: Vec<(Box<str>, Box<str>)>,
        semantics: Semantics,
    ) -> Result<Self, Error> {
        let mut patterns = vec![0];
        let mut targets = Vec::with_capacity(forms.len());
        for meant in forms.values() {
            targets.extend_from_slice(meant);
            patterns.push(targets.len() as u32);
        }
        let kind = match semantics {
            Semantics::LeftmostLongest => MatchKind::LeftmostLongest,
            Semantics::Overlapping => MatchKind::Standard,
        };
        let automaton = if forms.is_empty() {
            None
        } else {
            let built = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(kind).build(forms.keys());
            Some(built.map_err(|error| {
                let problem = Problem::Automaton { message: error.to_string() };
                Error::new(vec![Diagnostic {
                    file: "lexicon".to_owned(),
                    place: Place::default(),
                    id: None,
                    problem,
                }])
            })?)
        };
        Ok(Self { automaton, semantics, patterns, targets, contexts })
    }

    /// Returns the semantics that the matcher was compiled for.
    pub fn semantics(&self) -> Semantics {
        self.semantics
    }

    /// Returns the number of different strings searched for.
    pub fn pattern_count(&self) -> usize {
        self.patterns.len() - 1
    }

    /// Returns the hits in `text`, a normalised reading, in the order that the [`Semantics`] name.
    ///
    /// Cost: `O(bytes + hits)`, no allocation.
    pub fn find_iter<'m, 't>(&'m self, text: &'t str) -> FindIter<'m, 't> {
        let search = match (&self.automaton, self.semantics) {
            (None, _) => Search::Nothing,
            (Some(automaton), Semantics::LeftmostLongest) => {
                Search::Leftmost(automaton.leftmost_find_iter(text))
            }
            (Some(automaton), Semantics::Overlapping) => {
                Search::Overlapping(automaton.find_overlapping_iter(text))
            }
        };
        FindIter { matcher: self, text, search, span: Span::default(), pending: [].iter() }
    }

    fn targets_of(&self, pattern: u32) -> &[Target] {
        let at = pattern as usize;
        &self.targets[self.patterns[at] as usize..self.patterns[at + 1] as usize]
    }

    /// Returns whether `text` around `span` is one of the strings that the target is not in.
    fn is_refuted(&self, target: &Target, span: Span, text: &str) -> bool {
        let (from, to) = target.refuted;
        self.contexts[from as usize..to as usize].iter().any(|(before, after)| {
            text[..span.start].ends_with(before.as_ref()) && text[span.end..].starts_with(after.as_ref())
        })
    }
}

/// The hits of a [`Matcher`] in a text.
pub struct FindIter<'m, 't> {
    matcher: &'m Matcher,
    text: &'t str,
    search: Search<'m, 't>,
    span: Span,
    pending: std::slice::Iter<'m, Target>,
}

enum Search<'m, 't> {
    Nothing,
    Leftmost(LeftmostFindIterator<'m, &'t str, u32>),
    Overlapping(FindOverlappingSliceIterator<'m, &'t str, u32>),
}

impl Iterator for FindIter<'_, '_> {
    type Item = LexiconHit;

    fn next(&mut self) -> Option<LexiconHit> {
        loop {
            for target in self.pending.by_ref() {
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
                Search::Nothing => None,
                Search::Leftmost(hits) => hits.next(),
                Search::Overlapping(hits) => hits.next(),
            }?;
            self.span = Span::new(found.start(), found.end());
            self.pending = self.matcher.targets_of(found.value()).iter();
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
