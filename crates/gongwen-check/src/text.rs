//! A document as the rules see it.

use std::cell::OnceCell;

use gongwen_formula::Hit;
use gongwen_lexicon::{Date, Lexicon};
use gongwen_text::{Heading, NumberStyle, Reading, Span, Structure};

use crate::enumerations::Enumerations;
use crate::fragments::Fragments;
use crate::idioms::Idioms;
use crate::labels::Labels;
use crate::places::Places;
use crate::verbs::Verbs;
use crate::wordings::Wordings;

/// What all rules share, made once a document.
pub(crate) struct Text<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) structure: Structure,
    /// Where in the reading everything stands that rules look for.
    pub(crate) places: Places<'a>,
    /// The formulas, in source order. Their spans are of the source.
    pub(crate) hits: &'a [Hit],
    pub(crate) lexicon: &'a Lexicon,
    /// Those of the lexicon.
    pub(crate) verbs: &'a Verbs,
    /// The phrases that a slip may be meant for.
    pub(crate) idioms: &'a Idioms,
    /// Those of the lexicon that count.
    pub(crate) labels: &'a Labels,
    pub(crate) enumerations: &'a Enumerations,
    /// What words leave over, once a rule has asked for it.
    pub(crate) fragments: OnceCell<Fragments>,
    /// The standing phrases.
    pub(crate) wordings: &'a Wordings,
    /// When the document was or will be issued, where that is known.
    pub(crate) date: Option<Date>,
    /// The day that it bears or is judged under: not one before which it only cannot have been written.
    pub(crate) borne: Option<Date>,
    /// How paragraphs look, where the document says so.
    pub(crate) looks: &'a [Look],
}

/// How a paragraph of the source looks, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bytes of the source.
    pub span: Span,
    /// The font of all its Chinese text.
    pub font: Option<String>,
    /// The size of all its Chinese text in half points.
    pub half_points: Option<u32>,
    /// Whether it is centred.
    pub centred: Option<bool>,
}

impl<'a> Text<'a> {
    /// Returns the text as the reading gives it.
    pub(crate) fn as_str(&self) -> &'a str {
        self.reading.as_str()
    }

    /// Returns what segmentation leaves over.
    pub(crate) fn fragments(&self) -> &Fragments {
        self.fragments.get_or_init(|| Fragments::of(self.as_str(), &self.places.marks))
    }

    pub(crate) fn source(&self) -> &'a str {
        self.reading.source()
    }

    /// Says whether a string that the rules of data seek holds this place of the reading: what there is to say they say.
    pub(crate) fn is_sought(&self, place: usize) -> bool {
        let words = &self.places.words;
        let next = words.partition_point(|(_, word)| word.start <= place);
        next.checked_sub(1).is_some_and(|number| place < words[number].1.end)
    }

    /// Says whether it is divided into articles: what is law says the same of different cases.
    pub(crate) fn has_articles(&self) -> bool {
        let is_article =
            |heading: &Heading| heading.number.is_some_and(|number| number.style == NumberStyle::Article);
        self.structure.headings.iter().any(is_article)
    }

    /// Returns the place in the source of a span of the reading.
    pub(crate) fn place(&self, span: Span) -> Span {
        self.reading.to_source(span)
    }
}
