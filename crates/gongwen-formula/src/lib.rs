//! Extraction of set formulas (提法) from Chinese official prose: labels, the items they stand for, their verbs and chains.
//!
//! A step is a module: heads (lexicon, numeral grammar, mottos, titles, with their guard tables), recitals and affix
//! series, lists before and after a label and their evidence, lists elsewhere, verb and chain, attribution, deviations. All work on the [`Reading`] of a text and report spans of its source. The decision a newcomer
//! would question: a lexicon alone is not enough, since most labels belong to one issuer; so the grammar judges
//! labels that no lexicon has, and is strict where quotation marks, a list or a programme noun do not vouch for them.
#![forbid(unsafe_code)]

mod affix;
mod after_label;
mod attribution;
mod bare;
mod before_label;
mod chain;
mod deviation;
pub mod discover;
mod elsewhere;
mod error;
mod evidence;
mod guards;
mod heads;
mod hit;
mod label;
mod link;
mod lists;
mod marks;
mod numeral;
mod parallels;
mod recital;
mod repeated;
mod resolve;
mod rhythm;
mod rows;
mod series;
mod slogan;
mod title;
mod verbs;
mod walk;
mod words;

use std::fmt;
use std::sync::Arc;

use gongwen_lexicon::{Lexicon, Matcher};
use gongwen_text::Reading;

use recital::Recitals;

pub use error::Error;
pub use hit::{
    Chain, Class, Cue, Deviation, Direction, Elsewhere, Hit, Link, Origin, Shared, Slot, Speaker, SpeakerKind,
};
pub use parallels::parallels;

/// Finds formulas with one lexicon. Built once, used for any number of texts and from any number of threads.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use gongwen_formula::{Class, Extractor};
/// use gongwen_lexicon::Lexicon;
/// use gongwen_text::Reading;
///
/// let extractor = Extractor::new(Arc::new(Lexicon::default()))?;
/// let text = "全镇推行“三访”工作法（访农户、访田头、访企业），办成实事。";
/// let hits = extractor.extract(&Reading::of(text));
/// assert_eq!(hits[0].surface, "三访");
/// assert_eq!(hits[0].class, Class::NumeralFormula);
/// assert_eq!(hits[0].items.as_deref().unwrap(), ["访农户", "访田头", "访企业"]);
/// # Ok::<(), gongwen_formula::Error>(())
/// ```
pub struct Extractor {
    lexicon: Arc<Lexicon>,
    matcher: Matcher,
    recitals: Recitals,
}

impl Extractor {
    /// Compiles the formulas, phrases, meetings, theories and plans of `lexicon`; those of the built-in lexicon come
    /// compiled.
    ///
    /// # Errors
    ///
    /// When the lexicon holds more text than the matching engine takes.
    pub fn new(lexicon: Arc<Lexicon>) -> Result<Self, Error> {
        let matcher = Matcher::recited(&lexicon)?;
        let recitals = Recitals::of(&lexicon);
        Ok(Self { lexicon, matcher, recitals })
    }

    /// Returns the lexicon.
    #[must_use]
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// Returns the hits of a text, in source order. A hit inside a longer one of the same class is left out.
    ///
    /// Cost: `O(bytes)`, whatever stands in the text.
    #[must_use]
    pub fn extract(&self, reading: &Reading<'_>) -> Vec<Hit> {
        let heads = heads::find(reading.as_str(), &self.lexicon, &self.matcher);
        resolve::resolve(reading, &self.lexicon, heads, &self.recitals)
    }
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor").field("entries", &self.lexicon.len()).finish_non_exhaustive()
    }
}
