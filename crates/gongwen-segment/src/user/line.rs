//! One line of a user dictionary.
//!
//! The format is jieba's, `word [frequency] [tag]`, of which a bare word list is the simplest case, with a minus sign
//! for words to remove. A line with a tab is read as a table's row: all before the first tab is the word, and only
//! there can a word have blanks inside.

use super::check::{is_tag, is_usual_tag, word_problem};
use super::error::{DictionaryProblem as Problem, shortened};

/// What is done with a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    Add,
    Remove,
}

/// What a line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line<'a> {
    pub(super) change: Change,
    pub(super) word: &'a str,
    pub(super) frequency: Option<u64>,
    pub(super) tag: Option<&'a str>,
}

/// The ASCII and the ideographic blank. Others are not taken for separators, and are refused in words.
const BLANKS: [char; 2] = [' ', '\u{3000}'];
const SEPARATORS: [char; 3] = [' ', '\u{3000}', '\t'];

/// Reads a line without its end. Returns `None` for a blank line or a comment, or all that is wrong with it.
pub(super) fn parse_line(line: &str) -> Result<Option<Line<'_>>, Vec<Problem>> {
    let line = line.trim_start_matches(BLANKS);
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let (change, rest) = match line.strip_prefix('-') {
        Some(rest) => (Change::Remove, rest),
        None => (Change::Add, line),
    };
    if change == Change::Remove && rest.starts_with(SEPARATORS) && !rest.trim().is_empty() {
        return Err(vec![Problem::BlankAfterMinus { word: shortened(rest.trim()) }]);
    }
    let (word, fields, tabbed) = match rest.split_once('\t') {
        Some((word, fields)) => (word.trim_end_matches(BLANKS), fields, true),
        None => {
            let (word, fields) = rest.split_once(BLANKS).unwrap_or((rest, ""));
            (word, fields, false)
        }
    };
    let word = unescaped(word);
    let mut problems = Vec::new();
    let hidden_blank = || word.chars().find(|c| !tabbed && c.is_whitespace());
    problems.extend(word_problem(word).or_else(|| Some(Problem::Character { found: hidden_blank()? })));
    let (frequency, tag) = parse_fields(word, fields, tabbed).unwrap_or_else(|problem| {
        problems.push(problem);
        (None, None)
    });
    if problems.is_empty() { Ok(Some(Line { change, word, frequency, tag })) } else { Err(problems) }
}

/// Takes away the backslash that lets a word begin with a sign of the format.
fn unescaped(word: &str) -> &str {
    match word.strip_prefix('\\') {
        Some(rest) if rest.starts_with(['-', '#', '\\']) => rest,
        _ => word,
    }
}

/// Reads what follows the word: a frequency, a tag, both or nothing.
fn parse_fields<'a>(
    word: &str,
    fields: &'a str,
    tabbed: bool,
) -> Result<(Option<u64>, Option<&'a str>), Problem> {
    let mut fields = fields.split(SEPARATORS).filter(|field| !field.is_empty());
    let (mut frequency, mut tag) = (None, None);
    let mut next = fields.next();
    if let Some(found) = next.filter(|field| is_numeric(field)) {
        frequency = Some(parse_frequency(word, found)?);
        next = fields.next();
    }
    if let Some(found) = next {
        if !is_tag(found) {
            return Err(Problem::Tag { found: shortened(found) });
        }
        // The two halves of `New York` must not become a word and its tag without a sign.
        let latin = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        if latin && !tabbed && frequency.is_none() && !is_usual_tag(found) {
            return Err(Problem::TagOrWord { word: shortened(word), found: shortened(found) });
        }
        tag = Some(found);
        next = fields.next();
    }
    match (next, tag) {
        (None, _) => Ok((frequency, tag)),
        (Some(found), Some(tag)) if frequency.is_none() && is_numeric(found) => {
            Err(Problem::FrequencyAfterTag {
                word: shortened(word),
                tag: tag.to_owned(),
                found: shortened(found),
            })
        }
        (Some(found), _) => Err(Problem::ExtraField { found: shortened(found), word: shortened(word) }),
    }
}

/// Returns whether a field is meant as a number, well written or not.
fn is_numeric(field: &str) -> bool {
    field.trim_start_matches(['+', '-', '.']).starts_with(char::is_numeric)
}

fn parse_frequency(word: &str, found: &str) -> Result<u64, Problem> {
    if !found.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::Frequency { found: shortened(found), word: shortened(word) });
    }
    found.parse().map_err(|_| Problem::FrequencyTooLarge { found: shortened(found) })
}
