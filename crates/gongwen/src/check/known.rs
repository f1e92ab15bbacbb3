//! Findings that somebody has seen and wants to see no more: a baseline, an ignore file, words that are allowed.
//!
//! Plain text has no place for a comment, so what is left out is described from outside: by the rule, the words found and
//! the words around them, none of which change when lines move.

use super::CheckRow;
use crate::{Error, ErrorKind};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What is left out.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// How many findings of a kind are known.
    baseline: HashMap<Kind, usize>,
    ignored: Vec<Ignored>,
    allowed: HashSet<String>,
}

/// A finding wherever it stands: rule, words, words before and after.
type Kind = (String, String, String, String);

/// A line of an ignore file.
#[derive(Clone, Debug)]
struct Ignored {
    rule: String,
    quote: String,
    /// What must stand around the words, the words among it; anything when empty.
    context: String,
}

/// What a baseline needs of a row.
#[derive(Deserialize)]
struct Seen {
    rule: String,
    quote: String,
    before: String,
    after: String,
}

impl Known {
    /// Adds the findings of an earlier run, written as `json` or `jsonl`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or holds no findings.
    pub fn baseline(&mut self, path: &Path) -> Result<(), Error> {
        let text = read(path)?;
        let fail = |error: serde_json::Error| {
            Error::new(ErrorKind::Known {
                path: path.to_path_buf(),
                line: error.line().max(1),
                problem: format!("no findings as `check --format json` or jsonl writes them: {error}"),
            })
        };
        let seen: Vec<Seen> = if text.trim_start().starts_with('[') {
            serde_json::from_str(&text).map_err(fail)?
        } else {
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .map(serde_json::from_str)
                .collect::<Result<_, _>>()
                .map_err(fail)?
        };
        for Seen { rule, quote, before, after } in seen {
            *self.baseline.entry((rule, quote, before, after)).or_default() += 1;
        }
        Ok(())
    }

    /// Adds an ignore file: a line has the rule or its family, the words and, where it matters, the text around them,
    /// separated by tabs; `#` begins a comment.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or a line has another number of columns: which line.
    pub fn ignore_file(&mut self, path: &Path) -> Result<(), Error> {
        for (at, line) in read(path)?.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t').map(str::trim);
            let (rule, quote, context, more) = (cells.next(), cells.next(), cells.next(), cells.next());
            let (Some(rule), Some(quote), None) = (rule, quote, more) else {
                return Err(Error::new(ErrorKind::Known {
                    path: path.to_path_buf(),
                    line: at + 1,
                    problem: "expected rule, words and at most the text around them, separated by tabs"
                        .to_owned(),
                }));
            };
            let context = context.unwrap_or_default();
            self.ignored.push(Ignored { rule: rule.into(), quote: quote.into(), context: context.into() });
        }
        Ok(())
    }

    /// Adds a list of names and terms, one a line, that are right as they stand.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn allow_file(&mut self, path: &Path) -> Result<(), Error> {
        let text = read(path)?;
        let words = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        self.allowed.extend(words.map(str::to_owned));
        Ok(())
    }

    /// Adds names and terms that are right as they stand.
    pub fn allow(&mut self, words: &[String]) {
        self.allowed.extend(words.iter().cloned());
    }

    /// Leaves the known rows of a document out. A baseline covers as many equal findings as it has.
    pub(crate) fn sift(&self, rows: &mut Vec<CheckRow>) {
        let mut left = HashMap::new();
        rows.retain(|row| {
            let ignored = self.ignored.iter().any(|ignored| {
                let rule = row.rule.strip_prefix(&ignored.rule);
                rule.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                    && row.quote == ignored.quote
                    && format!("{}{}{}", row.before, row.quote, row.after).contains(&ignored.context)
            });
            if ignored || self.allowed.contains(&row.quote) {
                return false;
            }
            let kind = (row.rule.clone(), row.quote.clone(), row.before.clone(), row.after.clone());
            let Some(&known) = self.baseline.get(&kind) else { return true };
            let left = left.entry(kind).or_insert(known);
            let covered = *left > 0;
            *left = left.saturating_sub(1);
            !covered
        });
    }
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error }))
}
