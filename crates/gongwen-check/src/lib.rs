//! Checks of Chinese official prose: what is damaged, what departs from a standing wording, what breaks a norm.
//!
//! [`Checker::check`] reads one text and returns its [`Finding`]s, each with its place in the source, a sentence in
//! Chinese, suggestions and the norm or lexicon entry that it rests on. Rules are data wherever data can say it
//! (`lexicons/rules/*.toml`); the others are one file each in `src/rules/`. The decision a newcomer would question: rules
//! see the *reading*, in which damage is already mended, and report in the *source*; what was mended is itself a finding
//! of the family `clean` or `punct`.
#![forbid(unsafe_code)]

mod alike;
mod buckets;
mod charset;
mod checker;
mod data;
mod dated;
mod enumerations;
mod finding;
mod fix;
mod fragments;
mod idioms;
mod labels;
mod lists;
mod marks;
mod papers;
mod pattern;
mod places;
mod profile;
mod recitals;
mod rule;
mod rules;
mod selection;
mod sink;
mod slips;
mod text;
mod verbs;
mod wordings;

pub use checker::{Checker, Options};
pub use data::RuleFileError;
pub use finding::{Edit, Finding, Fix, Severity};
pub use fix::apply;
pub use profile::Profile;
pub use rule::RuleInfo;
pub use selection::Selection;
pub use text::Look;
