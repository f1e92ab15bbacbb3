//! The entries of a lexicon: formulas (提法), set phrases, names and chains.
//!
//! Plain data. What a file must satisfy is checked when it is read; a value built by hand is checked when it is merged.

use serde::Serialize;

use crate::closed::{Basis, Confidence, Kind, Level, NameKind, Order, Status};
use crate::date::Date;

/// A line and column of a lexicon file, both from 1; columns are code points. Zero when the entry came from no file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// A formula (提法): a label with a fixed wording, usually with a closed set of items.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Formula {
    /// Stable id, never reused.
    pub id: String,
    /// The wording, as in the normalised reading of a text.
    pub label: String,
    /// Which of several meanings of the label this entry is.
    pub sense: Option<String>,
    /// Words that speak for this sense when they stand near the label.
    pub context: Vec<String>,
    /// How the label is built.
    pub kind: Kind,
    /// Who issued it.
    pub level: Level,
    /// Subject areas.
    pub domain: Vec<String>,
    /// Other valid forms of the label.
    pub variants: Vec<String>,
    /// What the label stands for, flat, in slot order; empty when unknown.
    pub items: Vec<Item>,
    /// How many items each numeral of the label claims; empty when the label counts nothing.
    pub slots: Vec<u32>,
    /// Whether the order of the items is fixed.
    pub order: Order,
    /// Verbs that govern the label.
    pub verbs: Verbs,
    /// Wordings known to be wrong.
    pub wrong: Vec<WrongForm>,
    /// Longer strings that contain a form of this formula and are something else.
    pub not_in: Vec<String>,
    /// Where the wording stands today.
    pub status: Status,
    /// Id of the formula that replaced this one.
    pub superseded_by: Option<String>,
    /// First appearance.
    pub first: Option<Dated>,
    /// Short explanations.
    pub gloss: Gloss,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Texts in which the formula does or does not match.
    pub examples: Vec<Example>,
    /// Where the entry's facts come from.
    pub source: Vec<String>,
    /// Remarks for people.
    pub note: Option<String>,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// One item of a formula.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Item {
    /// Wording.
    pub text: String,
    /// First date at which the item belongs to the formula; from the beginning when absent.
    pub valid_from: Option<Date>,
    /// First date at which it no longer does; to this day when absent.
    pub valid_to: Option<Date>,
}

/// The verbs that govern a formula's label.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Verbs {
    /// The standing collocation.
    pub prefer: Vec<String>,
    /// Also in use.
    pub accept: Vec<String>,
    /// To be avoided.
    pub avoid: Vec<String>,
}

/// A wording known to be wrong, with the right one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WrongForm {
    /// The wrong wording.
    pub form: String,
    /// The right wording; the label when the file names none.
    pub right: String,
    /// Why it is wrong.
    pub note: Option<String>,
    /// Where it stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// A date with what it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Dated {
    /// The date, as precise as its basis.
    pub date: Date,
    /// The meeting, speech or document.
    pub event: Option<String>,
    /// What the date rests on.
    pub basis: Basis,
    /// Where to look it up.
    pub source: Option<String>,
}

/// Short explanations of an entry.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Gloss {
    /// In English.
    pub en: Option<String>,
    /// In Chinese.
    pub zh: Option<String>,
}

/// A text in which the entry matches, or does not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Whether the entry matches inside the text.
    pub hit: bool,
    /// Where it stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// A set phrase: standing wording that is no formula.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Phrase {
    /// Stable id, never reused.
    pub id: String,
    /// The wording.
    pub text: String,
    /// Other valid forms.
    pub variants: Vec<String>,
    /// What the phrase is used for: 开场, 结尾, 作风 ….
    pub class: String,
    /// Who issued it.
    pub level: Level,
    /// Subject areas.
    pub domain: Vec<String>,
    /// Where the wording stands today.
    pub status: Status,
    /// Wordings known to be wrong.
    pub wrong: Vec<WrongForm>,
    /// Longer strings that contain a form of this phrase and are something else.
    pub not_in: Vec<String>,
    /// First appearance.
    pub first: Option<Dated>,
    /// Short explanations.
    pub gloss: Gloss,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Texts in which the phrase does or does not match.
    pub examples: Vec<Example>,
    /// Where the entry's facts come from.
    pub source: Vec<String>,
    /// Remarks for people.
    pub note: Option<String>,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// The name of an organ, meeting, theory, plan, post, kind of document or place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Name {
    /// Stable id, never reused.
    pub id: String,
    /// The full form.
    pub full: String,
    /// Standard short forms; several names may share one.
    pub short: Vec<String>,
    /// What is named.
    pub kind: NameKind,
    /// Who issued it, or on which level the organ stands.
    pub level: Level,
    /// Wordings known to be wrong.
    pub wrong: Vec<WrongForm>,
    /// Longer strings that contain a form of this name and are something else.
    pub not_in: Vec<String>,
    /// First date at which the name holds.
    pub valid_from: Option<Date>,
    /// First date at which it no longer holds.
    pub valid_to: Option<Date>,
    /// Id of the name that replaced this one.
    pub superseded_by: Option<String>,
    /// First appearance.
    pub first: Option<Dated>,
    /// Short explanations.
    pub gloss: Gloss,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Texts in which the name does or does not match.
    pub examples: Vec<Example>,
    /// Where the entry's facts come from.
    pub source: Vec<String>,
    /// Remarks for people.
    pub note: Option<String>,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// Formulas that are recited together, each with its verb, in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Chain {
    /// Stable id, never reused.
    pub id: String,
    /// The links, in order; two or more.
    pub links: Vec<Link>,
    /// Whether the order of the links is fixed.
    pub order: Order,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Where the entry's facts come from.
    pub source: Vec<String>,
    /// Remarks for people.
    pub note: Option<String>,
    /// Where the entry stands in its file.
    #[serde(skip)]
    pub place: Place,
}

/// One link of a chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Link {
    /// The verb that governs the formula here.
    pub verb: String,
    /// Id of the formula.
    pub formula: String,
    /// Where it stands in its file.
    #[serde(skip)]
    pub place: Place,
}

impl Formula {
    /// Returns how many items the label claims in all; zero when it counts nothing.
    pub fn claimed(&self) -> u32 {
        self.slots.iter().fold(0, |sum, slot| sum.saturating_add(*slot))
    }

    /// Returns the items that belong to the formula at `date`, in order; those of today when `date` is `None`.
    ///
    /// Cost: `O(items)`.
    pub fn items_at(&self, date: Option<Date>) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.is_valid_at(date))
    }
}

impl Item {
    /// Returns whether the item belongs to its formula at `date`, or today when `date` is `None`.
    ///
    /// Today stands for the open end of time: an item with an end is not valid today.
    pub fn is_valid_at(&self, date: Option<Date>) -> bool {
        match date {
            Some(date) => {
                self.valid_from.is_none_or(|from| from.first_day() <= date.first_day())
                    && self.valid_to.is_none_or(|to| date.first_day() < to.first_day())
            }
            None => self.valid_to.is_none(),
        }
    }
}
