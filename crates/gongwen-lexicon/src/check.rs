//! Running the examples of the entries: the slow part of validation, for the person who edits a lexicon.
//!
//! Examples are run on the normalised reading, leftmost-longest, among all entries of the same sort: a formula that stands
//! inside a set phrase is still that formula, but one inside a longer formula is not.

use gongwen_text::Reading;

use crate::error::{Diagnostic, Error, Problem};
use crate::lexicon::{Entry, EntryId, Lexicon};
use crate::matcher::{LexiconHit, Matcher, Semantics};
use crate::model::Example;

impl Lexicon {
    /// Runs every example of every entry.
    ///
    /// Cost: compiles two matchers for each sort of entry, then linear in the examples. Loading a lexicon does not do this.
    ///
    /// # Errors
    ///
    /// Every example that does not hold: a hit promised and not found, or found and ruled out.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_lexicon::{Lexicon, LexiconFile};
    /// let file = LexiconFile::parse("unit.toml", r#"
    /// schema = 1
    /// name = "unit"
    /// version = "1"
    /// license = "CC0-1.0"
    /// source = ["党组文件〔2026〕3号"]
    ///
    /// [[formula]]
    /// id = "sineng"
    /// label = "四能"
    /// kind = "numeral-morpheme"
    /// level = "local"
    /// confidence = "high"
    /// not_in = ["四能五有"]
    /// examples = [{ text = "干部要有“四能”本领", hit = true }, { text = "四能五有", hit = false }]
    /// "#)?;
    /// Lexicon::merge(vec![file])?.check()?;
    /// # Ok::<(), gongwen_lexicon::Error>(())
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        let [formulas, phrases, names] = [
            Examiner::new(self, |entry| matches!(entry, Entry::Formula(_)))?,
            Examiner::new(self, |entry| matches!(entry, Entry::Phrase(_)))?,
            Examiner::new(self, |entry| matches!(entry, Entry::Name(_)))?,
        ];
        let mut diagnostics = Vec::new();
        for (id, entry) in self.entries() {
            let examiner = match entry {
                Entry::Formula(_) => &formulas,
                Entry::Phrase(_) => &phrases,
                Entry::Name(_) => &names,
            };
            for example in entry.examples() {
                if let Some(problem) = examiner.problem(id, example) {
                    let file = self.origin(id).file.clone();
                    let id = Some(entry.id().to_owned());
                    diagnostics.push(Diagnostic { file, place: example.place, id, problem });
                }
            }
        }
        Error::unless(diagnostics, ())
    }
}

struct Examiner<'l> {
    lexicon: &'l Lexicon,
    longest: Matcher,
    all: Matcher,
}

impl<'l> Examiner<'l> {
    fn new(lexicon: &'l Lexicon, selected: impl Fn(Entry<'_>) -> bool) -> Result<Self, Error> {
        let longest = Matcher::compile_selected(lexicon, Semantics::LeftmostLongest, &selected)?;
        let all = Matcher::compile_selected(lexicon, Semantics::Overlapping, &selected)?;
        Ok(Self { lexicon, longest, all })
    }

    fn problem(&self, id: EntryId, example: &Example) -> Option<Problem> {
        let reading = Reading::of(&example.text);
        let text = reading.as_str();
        let found = self.longest.find_iter(text).any(|hit| hit.entry == id);
        if found == example.hit {
            return None;
        }
        let covering = |covered: LexiconHit| {
            let mut hits = self.longest.find_iter(text);
            hits.find(|hit| hit.span.overlaps(covered.span))
                .map(|hit| self.lexicon.entry(hit.entry).id().to_owned())
        };
        let covered_by = self.all.find_iter(text).find(|hit| hit.entry == id && !found).and_then(covering);
        Some(Problem::Example { text: example.text.clone(), hit: example.hit, covered_by })
    }
}
