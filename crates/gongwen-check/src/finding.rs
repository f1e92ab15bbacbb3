//! What a check reports.

use std::sync::Arc;

use gongwen_text::Span;
use serde::Serialize;

use crate::rule::RuleInfo;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Probably to be changed.
    Warning,
    /// Wrong as it stands.
    Error,
}

impl Severity {
    /// All of them, the lightest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// Returns the name used in rows and options: `info`, `warning`, `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns the name for people: 提示, 警告, 错误.
    #[must_use]
    pub const fn in_chinese(self) -> &'static str {
        match self {
            Self::Info => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// Who may apply a finding's edits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fix {
    /// Nobody: a person has to find the words.
    None,
    /// The program when asked to take suggestions; the wording changes.
    Suggested,
    /// The program: no Han character changes.
    Safe,
}

impl Fix {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Suggested, Self::Safe];

    /// Returns the name used in rows: `none`, `suggested`, `safe`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Suggested => "suggested",
            Self::Safe => "safe",
        }
    }
}

/// A replacement in the source text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    /// Bytes of the source.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One thing to look at.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Arc<RuleInfo>,
    /// How much this finding weighs; a rule may lower its own.
    pub severity: Severity,
    /// Bytes of the source.
    pub span: Span,
    /// One courteous sentence in Chinese.
    pub message: String,
    /// What could stand there instead, the best first.
    pub suggestions: Vec<String>,
    /// The edits that carry out the first suggestion.
    pub edits: Vec<Edit>,
    /// Who may apply them; [`Fix::None`] where there are none.
    pub fix: Fix,
    /// Other places that belong to it, in bytes of the source.
    pub related: Vec<Span>,
    /// How many places of the document it stands for; the span is the first.
    pub occurrences: usize,
}
