//! The error of this crate: a list of diagnostics, each with its place, what is wrong, and what would be right.
//!
//! Reading a lexicon never stops at the first problem: the person who edits the file sees all of them at once.

use std::fmt;

use crate::date::Date;
use crate::model::Place;
use crate::suggest::closest;

/// One or more problems in lexicon files.
///
/// Displays one diagnostic a line, in the order of files and lines.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Error {
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// Returns an error with these diagnostics, which must not be none.
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// Returns `Ok(value)` when there are no diagnostics.
    pub(crate) fn unless<T>(diagnostics: Vec<Diagnostic>, value: T) -> Result<T, Self> {
        if diagnostics.is_empty() { Ok(value) } else { Err(Self::new(diagnostics)) }
    }

    /// Returns every problem found, in the order of files and lines; never empty.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, diagnostic) in self.diagnostics.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

/// One problem in a lexicon file.
///
/// Displays as `file:line:column: [id] problem; what would be right`, with the hint on a line of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The display name of the file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// The id of the entry, when it has one.
    pub id: Option<String>,
    /// What is wrong, and what would be right.
    pub problem: Problem,
}

impl Diagnostic {
    /// Returns what to do about the problem, when more can be said than the message says.
    pub fn hint(&self) -> Option<String> {
        self.problem.hint()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.place.line, self.place.column)?;
        if let Some(id) = &self.id {
            write!(f, "[{id}] ")?;
        }
        self.problem.fmt(f)?;
        self.hint().map_or(Ok(()), |hint| write!(f, "\nhint: {hint}"))
    }
}

/// What is wrong with a lexicon file.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Problem {
    /// The file is not TOML.
    Syntax {
        /// The parser's message.
        message: String,
    },
    /// The schema number is not one that this program reads.
    Schema {
        /// The number found.
        found: String,
    },
    /// A key that the table does not have.
    UnknownKey {
        /// The key found.
        key: String,
        /// The table, such as `formula` or `verbs`.
        table: &'static str,
        /// The keys of the table.
        accepted: Vec<&'static str>,
    },
    /// A key that must be there is absent.
    MissingKey {
        /// The key.
        key: &'static str,
        /// The table.
        table: &'static str,
    },
    /// A value of another type.
    WrongType {
        /// The key.
        key: &'static str,
        /// The type found.
        found: &'static str,
        /// The type expected.
        expected: &'static str,
    },
    /// A value outside its closed set.
    NotInSet {
        /// The key.
        key: &'static str,
        /// The value found.
        value: String,
        /// The closed set.
        accepted: &'static [&'static str],
    },
    /// An empty string or a list too short.
    TooShort {
        /// The key.
        key: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// A value listed twice.
    Repeated {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
    },
    /// An id, name or version of another form.
    BadForm {
        /// The key.
        key: &'static str,
        /// The value found.
        value: String,
        /// The form expected.
        expected: &'static str,
    },
    /// A date that does not exist or is not ISO.
    BadDate {
        /// The key.
        key: &'static str,
        /// The value found.
        value: String,
    },
    /// An end that is not after its beginning.
    EmptyPeriod {
        /// The beginning.
        from: Date,
        /// The end.
        to: Date,
    },
    /// An id that another entry has.
    DuplicateId {
        /// Where the id stands first.
        first: String,
    },
    /// A label and sense, or a text, that another entry has.
    DuplicateText {
        /// The label or text.
        text: String,
        /// The id of the other entry.
        other: String,
        /// Whether a sense would tell the two apart.
        senses: bool,
        /// Whether the other entry is in another file, so that overriding it may have been meant.
        elsewhere: bool,
    },
    /// A file name that an earlier file has.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// An entry of one sort that overrides one of another sort.
    OtherSort {
        /// The sort of this entry.
        here: &'static str,
        /// The sort of the earlier entry.
        earlier: &'static str,
    },
    /// An entry that stands after one with a greater id.
    Unsorted {
        /// The id that should stand after this one.
        before: String,
    },
    /// A string that is not in Unicode normal form C.
    NotNormal {
        /// The key.
        key: &'static str,
        /// The string in normal form C.
        normal: String,
    },
    /// A character that a normalised reading never holds.
    Character {
        /// The key.
        key: &'static str,
        /// The string.
        value: String,
        /// The character found.
        found: char,
        /// What to write.
        expected: &'static str,
    },
    /// The number of items is not what the label says.
    Count {
        /// The label.
        label: String,
        /// The number claimed per slot.
        slots: Vec<u32>,
        /// The number of items found.
        found: usize,
        /// The date at which so many items hold, when they change.
        at: Option<Date>,
    },
    /// A kind with a numeral whose label has none that can be read.
    NoNumeral {
        /// The label.
        label: String,
        /// The kind.
        kind: &'static str,
    },
    /// The lengths of the items do not add up to the length that the label states.
    Length {
        /// The label.
        label: String,
        /// The length stated.
        claimed: u64,
        /// The length found.
        found: u64,
    },
    /// A reference to an id that no entry has.
    UnknownReference {
        /// The key.
        key: &'static str,
        /// The id.
        value: String,
        /// The closest id, when one is close.
        closest: Option<String>,
        /// What kind of entry is expected.
        expected: &'static str,
    },
    /// `superseded_by` that leads back to its beginning.
    Cycle {
        /// The ids, the first one repeated at the end.
        path: Vec<String>,
    },
    /// `superseded_by` without the status, or the status without it.
    Superseded {
        /// Whether `superseded_by` is given.
        named: bool,
        /// The status.
        status: &'static str,
    },
    /// A wrong form that is a valid form.
    WrongIsValid {
        /// The form.
        form: String,
        /// The id of the entry whose form it is.
        other: String,
    },
    /// A string of `not_in` that holds no form of the entry.
    Outside {
        /// The string.
        value: String,
    },
    /// An example that does not hold.
    Example {
        /// The text.
        text: String,
        /// What the example says.
        hit: bool,
        /// The id of a longer entry that covers the entry's form, when that is why.
        covered_by: Option<String>,
    },
    /// An entry without a source in a file without one.
    NoSource,
    /// A line of the short form with too many columns.
    Columns {
        /// The number found.
        found: usize,
    },
    /// All forms together have more bytes than can be numbered.
    TooLarge,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message } => write!(f, "not TOML: {message}"),
            Self::Schema { found } => write!(f, "schema {found} is not known; expected schema = 1"),
            Self::UnknownKey { key, table, accepted } => {
                write!(f, "unknown key `{key}` in {table}; expected one of {}", accepted.join(", "))
            }
            Self::MissingKey { key, table } => write!(f, "{table} has no `{key}`; expected `{key} = …`"),
            Self::WrongType { key, found, expected } => write!(f, "`{key}` is {found}; expected {expected}"),
            Self::NotInSet { key, value, accepted } => {
                write!(f, "unknown {key} \"{value}\"; expected one of {}", accepted.join(", "))
            }
            Self::TooShort { key, expected } => write!(f, "`{key}` is too short; expected {expected}"),
            Self::Repeated { key, value } => write!(f, "`{key}` lists \"{value}\" twice; expected each once"),
            Self::BadForm { key, value, expected } => write!(f, "{key} \"{value}\"; expected {expected}"),
            Self::BadDate { key, value } => {
                write!(
                    f,
                    "`{key}` \"{value}\" is no date; expected an existing one like 2016, 2016-01 or 2016-01-29"
                )
            }
            Self::EmptyPeriod { from, to } => {
                write!(f, "valid_to {to} is not after valid_from {from}; expected a later date")
            }
            Self::DuplicateId { first } => write!(f, "id used already at {first}; expected an id of its own"),
            Self::DuplicateText { text, other, senses, .. } => {
                let right = if *senses { "a `sense` of its own" } else { "one entry for it" };
                write!(f, "\"{text}\" is already the text of [{other}]; expected {right}")
            }
            Self::DuplicateName { name } => {
                write!(
                    f,
                    "lexicon name \"{name}\" used already by an earlier file; expected a name of its own"
                )
            }
            Self::OtherSort { here, earlier } => {
                write!(
                    f,
                    "a {here} cannot override the {earlier} of this id; expected a {earlier} or another id"
                )
            }
            Self::Unsorted { before } => write!(f, "out of order; expected before [{before}]"),
            Self::NotNormal { key, normal } => {
                write!(f, "`{key}` is not in Unicode normal form C; expected \"{normal}\"")
            }
            Self::Character { key, value, found, expected } => {
                write!(f, "`{key}` \"{value}\" holds {found:?}; expected {expected}")
            }
            Self::Count { label, slots, found, at } => {
                let claimed: u32 = slots.iter().fold(0, |sum, slot| sum.saturating_add(*slot));
                write!(f, "\"{label}\" claims {claimed} items")?;
                if slots.len() > 1 {
                    let slots: Vec<_> = slots.iter().map(u32::to_string).collect();
                    write!(f, " ({})", slots.join(" + "))?;
                }
                match at {
                    Some(date) => write!(f, " but {found} hold at {date}")?,
                    None => write!(f, " but {found} are listed")?,
                }
                write!(f, "; expected as many as claimed, or `slots` that say what is counted")
            }
            Self::NoNumeral { label, kind } => {
                write!(
                    f,
                    "no readable numeral in \"{label}\" of kind {kind}; expected one, another kind, or `slots`"
                )
            }
            Self::Length { label, claimed, found } => {
                write!(
                    f,
                    "\"{label}\" states {claimed} characters but the items have {found}; expected {claimed}"
                )
            }
            Self::UnknownReference { key, value, expected, .. } => {
                write!(f, "`{key}` names \"{value}\", which no entry is; expected the id of {expected}")
            }
            Self::Cycle { path } => {
                write!(f, "superseded_by runs in a circle, {}; expected an end", path.join(" → "))
            }
            Self::Superseded { named: true, status } => {
                write!(f, "superseded_by with status \"{status}\"; expected status = \"superseded\"")
            }
            Self::Superseded { named: false, .. } => {
                write!(f, "status \"superseded\" without superseded_by; expected the id of the successor")
            }
            Self::WrongIsValid { form, other } => {
                write!(
                    f,
                    "wrong form \"{form}\" is a valid form of [{other}]; expected a form that is never right"
                )
            }
            Self::Outside { value } => {
                write!(
                    f,
                    "not_in \"{value}\" holds no form of this entry; expected a longer string around a form"
                )
            }
            Self::Example { text, hit: true, covered_by } => {
                write!(f, "example \"{text}\" does not match; expected a hit")?;
                covered_by.as_ref().map_or(Ok(()), |id| write!(f, ", but [{id}] covers it"))
            }
            Self::Example { text, hit: false, .. } => {
                write!(f, "example \"{text}\" matches; expected no hit")
            }
            Self::NoSource => {
                write!(f, "no source; expected `source = [\"…\"]` in the entry or at the top of the file")
            }
            Self::Columns { found } => {
                write!(f, "{found} columns; expected at most 4: label, items, verbs, note")
            }
            Self::TooLarge => write!(f, "the forms of all entries have 4 GiB or more; load fewer entries"),
        }
    }
}

impl Problem {
    fn hint(&self) -> Option<String> {
        let near = |value: &str, accepted: &[&'static str]| {
            closest(value, accepted.iter().copied()).map(|close| format!("did you mean `{close}`?"))
        };
        match self {
            Self::UnknownKey { key, accepted, .. } => near(key, accepted),
            Self::NotInSet { value, accepted, .. } => near(value, accepted),
            Self::UnknownReference { closest, .. } => {
                closest.as_ref().map(|close| format!("did you mean `{close}`?"))
            }
            Self::Example { hit: false, .. } => Some(
                "list the longer string in `not_in`; what only grammar can tell is not the lexicon's"
                    .to_owned(),
            ),
            Self::DuplicateText { other, elsewhere: true, .. } => {
                Some(format!("to override that entry from a later file use its id, `{other}`"))
            }
            _ => None,
        }
    }
}
