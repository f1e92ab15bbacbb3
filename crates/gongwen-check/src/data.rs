//! Rules that are data: strings and what should stand there, or a pattern, with the contexts in which they are right.

use std::collections::BTreeMap;
use std::fmt;

use gongwen_lexicon::{Date, Lexicon};
use gongwen_text::Span;
use serde::Deserialize;

use crate::finding::{Fix, Severity};
use crate::lists;
use crate::marks;
use crate::pattern::Pattern;
use crate::places::Sought;
use crate::rule::RuleInfo;
use crate::sink::Sink;
use crate::text::Text;

/// The rule files that come with the crate.
const FILES: &[(&str, &str)] = &[
    ("formula-wording.toml", include_str!("../../../lexicons/rules/formula-wording.toml")),
    ("document-numbers.toml", include_str!("../../../lexicons/rules/document-numbers.toml")),
    ("former-names.toml", include_str!("../../../lexicons/rules/former-names.toml")),
    ("press.toml", include_str!("../../../lexicons/rules/press.toml")),
    ("names-of-norms.toml", include_str!("../../../lexicons/rules/names-of-norms.toml")),
    ("typos.toml", include_str!("../../../lexicons/rules/typos.toml")),
    ("words.toml", include_str!("../../../lexicons/rules/words.toml")),
    ("measure.toml", include_str!("../../../lexicons/rules/measure.toml")),
    ("figures.toml", include_str!("../../../lexicons/rules/figures.toml")),
    ("quote.toml", include_str!("../../../lexicons/rules/quote.toml")),
    ("blends.toml", include_str!("../../../lexicons/rules/blends.toml")),
    ("collocations.toml", include_str!("../../../lexicons/rules/collocations.toml")),
    ("conjunctions.toml", include_str!("../../../lexicons/rules/conjunctions.toml")),
    ("missing-parts.toml", include_str!("../../../lexicons/rules/missing-parts.toml")),
    ("particles.toml", include_str!("../../../lexicons/rules/particles.toml")),
    ("organs.toml", include_str!("../../../lexicons/rules/organs.toml")),
    ("register.toml", include_str!("../../../lexicons/rules/register.toml")),
    ("marks.toml", include_str!("../../../lexicons/rules/marks.toml")),
    ("classifiers.toml", include_str!("../../../lexicons/rules/classifiers.toml")),
    ("doubles.toml", include_str!("../../../lexicons/rules/doubles.toml")),
    ("predicates.toml", include_str!("../../../lexicons/rules/predicates.toml")),
    ("terms.toml", include_str!("../../../lexicons/rules/terms.toml")),
];

/// The tables that rules of these files name: a string and what is right in each line.
const TABLES: &[(&str, &str)] = &[
    ("miswritings.tsv", MISWRITINGS),
    ("verb-pairs.tsv", include_str!("../../../lexicons/rules/verb-pairs.tsv")),
    ("doubles.tsv", include_str!("../../../lexicons/rules/doubles.tsv")),
    ("miswordings.tsv", include_str!("../../../lexicons/rules/miswordings.tsv")),
];
const MISWRITINGS: &str = include_str!("../../../lexicons/rules/miswritings.tsv");

/// Returns what is right instead of the miswritings of the table, in its order.
pub(crate) fn well_written<'s>() -> impl Iterator<Item = &'s str> {
    pairs(MISWRITINGS).map(|(_, right)| right)
}

fn pairs(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What is wrong with a rule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleFileError {
    /// The file.
    pub file: String,
    /// The rule, where one is meant.
    pub id: Option<String>,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl fmt::Display for RuleFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(id) = &self.id {
            write!(f, "rule `{id}`: ")?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for RuleFileError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "rule")]
    rules: Vec<Written>,
}

/// A rule as a file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    severity: String,
    #[serde(default)]
    fix: String,
    summary: String,
    explanation: String,
    message: String,
    source: Vec<String>,
    #[serde(default = "yes")]
    stable: bool,
    #[serde(default)]
    good: Vec<String>,
    bad: Vec<String>,
    /// Strings sought, each with what is right; empty where only a person can say.
    #[serde(default)]
    words: BTreeMap<String, String>,
    /// The name of a table of more of them that comes with the crate.
    table: Option<String>,
    /// Strings that are wrong only in documents of a day and later.
    #[serde(default)]
    since: Vec<Since>,
    /// Whether the rule seeks the lists of the lexicon's formulas with one item left out.
    #[serde(default)]
    lists: bool,
    /// Whether the strings count only where no quotation or title mark stands around them and they do not begin a line.
    #[serde(default)]
    bare: bool,
    /// Whether the strings count only outside of quotation marks.
    #[serde(default)]
    unquoted: bool,
    /// A regular expression over the reading; `hit` in it marks the part that is reported.
    pattern: Option<String>,
    /// What should stand there, with `$name` for groups of the pattern.
    #[serde(default)]
    right: String,
    /// Longer strings in which the match is right.
    #[serde(default)]
    unless: Vec<String>,
    /// Strings right before the match that make it right: 原 before an organ's former name.
    #[serde(default)]
    not_after: Vec<String>,
    /// Strings right after the match that make it right.
    #[serde(default)]
    not_before: Vec<String>,
    /// Strings in the clause ahead of the match that make it right.
    #[serde(default)]
    not_in_clause: Vec<String>,
    /// Only documents of this day and later.
    valid_from: Option<String>,
    /// Only documents before this day.
    valid_to: Option<String>,
    /// Whether a document without a day is taken for one of now.
    #[serde(default)]
    undated: bool,
}

/// A string that became wrong on a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    day: String,
    words: BTreeMap<String, String>,
}

fn yes() -> bool {
    true
}

/// What a rule of data seeks and says.
struct DataRule {
    id: String,
    /// The file of the user that it is from.
    file: Option<String>,
    message: String,
    right: String,
    pattern: Option<Pattern>,
    unless: Vec<String>,
    not_after: Vec<String>,
    not_before: Vec<String>,
    not_in_clause: Vec<String>,
    bare: bool,
    unquoted: bool,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    undated: bool,
}

/// What one string means.
struct Meaning {
    rule: usize,
    right: String,
    since: Option<Date>,
}

/// A rule as it is read from its file.
struct Known {
    rule: DataRule,
    info: RuleInfo,
    /// The strings, what is right, and since when each is wrong.
    sought: Vec<(String, String, Option<Date>)>,
}

impl Known {
    /// Reads the rules of a file; those of the user have their engines made at once.
    fn all(name: &str, text: &str, is_own: bool, lexicon: &Lexicon) -> Result<Vec<Self>, RuleFileError> {
        let fail = |id: Option<&str>, problem: String| RuleFileError {
            file: name.to_owned(),
            id: id.map(str::to_owned),
            problem,
        };
        let file: File = toml::from_str(text).map_err(|error| fail(None, error.to_string()))?;
        let known = |written: Written| {
            let id = written.id.clone();
            let mut known = Self::of(written, lexicon).map_err(|problem| fail(Some(&id), problem))?;
            if is_own {
                known.rule.file = Some(name.to_owned());
                let pattern = known.rule.pattern.as_ref();
                pattern.map_or(Ok(()), Pattern::compile).map_err(|problem| fail(Some(&id), problem))?;
            }
            Ok(known)
        };
        file.rules.into_iter().map(known).collect()
    }

    fn of(mut written: Written, lexicon: &Lexicon) -> Result<Self, String> {
        let info = info(&written)?;
        let always = std::mem::take(&mut written.words).into_iter().map(|(word, right)| (word, right, None));
        let mut sought: Vec<(String, String, Option<Date>)> = always.collect();
        for since in std::mem::take(&mut written.since) {
            let day: Date = since.day.parse().map_err(|error| format!("{error}"))?;
            sought.extend(since.words.into_iter().map(|(word, right)| (word, right, Some(day))));
        }
        let lists = if written.lists { lists::one_left_out(lexicon) } else { Vec::new() };
        sought.extend(lists.into_iter().map(|(list, right)| (list, right, None)));
        let table = TABLES.iter().find(|(name, _)| Some(*name) == written.table.as_deref());
        let pairs = table.into_iter().flat_map(|(_, table)| pairs(table));
        sought.extend(pairs.map(|(word, right)| (word.to_owned(), right.to_owned(), None)));
        Ok(Self { rule: rule(written)?, info, sought })
    }
}

/// All rules of data, compiled.
pub(crate) struct DataRules {
    rules: Vec<DataRule>,
    /// The strings of all rules.
    words: Vec<String>,
    /// For each string its rule and what is right.
    meanings: Vec<Meaning>,
}

impl DataRules {
    /// Reads the rule files of the crate, and those of the user, given with their names.
    pub(crate) fn of(
        own: &[(String, String)],
        lexicon: &Lexicon,
    ) -> Result<(Self, Vec<RuleInfo>), RuleFileError> {
        let own = own.iter().map(|(name, text)| (name.as_str(), text.as_str(), true));
        // Of two rules that seek one string the first has it: the user's.
        let files: Vec<(&str, &str, bool)> =
            own.chain(FILES.iter().map(|&(name, text)| (name, text, false))).collect();
        let every_other = |first: usize| -> Vec<Result<Vec<Known>, RuleFileError>> {
            let files = files.iter().skip(first).step_by(2);
            files.map(|&(name, text, is_own)| Known::all(name, text, is_own, lexicon)).collect()
        };
        // What follows from the patterns takes as long as all else that a checker is made of.
        let (even, odd) = std::thread::scope(|scope| {
            let odd = scope.spawn(|| every_other(1));
            (every_other(0), odd.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let (mut even, mut odd) = (even.into_iter(), odd.into_iter());
        let in_order = std::iter::from_fn(|| {
            std::mem::swap(&mut even, &mut odd);
            odd.next()
        });
        let (mut rules, mut infos) = (Vec::new(), Vec::new());
        let (mut words, mut meanings): (Vec<String>, Vec<Meaning>) = (Vec::new(), Vec::new());
        for known in in_order.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            for (word, right, since) in known.sought {
                words.push(word);
                meanings.push(Meaning { rule: rules.len(), right, since });
            }
            rules.push(known.rule);
            infos.push(known.info);
        }
        Ok((Self { rules, words, meanings }, infos))
    }

    /// Returns the strings that the rules seek, as the words of [`crate::places::Places`].
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Returns the strings around which the patterns are tried.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter_map(|rule| rule.pattern.as_ref()).flat_map(Pattern::needs)
    }

    /// Notes where `sought` lists the places of what the patterns need.
    pub(crate) fn settle(&mut self, sought: &Sought) {
        self.rules
            .iter_mut()
            .filter_map(|rule| rule.pattern.as_mut())
            .for_each(|pattern| pattern.settle(sought));
    }

    /// Returns the rules from files of the user: the file, the id, and the days on which its examples are tried.
    pub(crate) fn own(&self) -> impl Iterator<Item = (&str, &str, Vec<Option<Date>>)> {
        self.rules.iter().enumerate().filter_map(|(number, rule)| {
            let file = rule.file.as_deref()?;
            let mut days = vec![None];
            let meanings = self.meanings.iter().filter(|meaning| meaning.rule == number);
            for day in meanings.map(|meaning| meaning.since).chain([rule.valid_from]) {
                if !days.contains(&day) {
                    days.push(day);
                }
            }
            Some((file, rule.id.as_str(), days))
        })
    }

    /// Reports what the rules find. Cost: `O(words found)`, and that of each pattern.
    pub(crate) fn run(&self, text: &Text<'_>, sink: &mut Sink<'_>) {
        let reading = text.as_str();
        for &(word, span) in &text.places.words {
            let meaning = &self.meanings[word];
            let holds = |since: Date| {
                text.date.is_some_and(|date| date >= since) && !is_told_of(reading, span.start, since)
            };
            if meaning.since.is_none_or(holds) {
                self.rules[meaning.rule].report(text, span, &meaning.right, sink);
            }
        }
        for rule in &self.rules {
            let Some(pattern) = rule.pattern.as_ref().filter(|_| sink.wants(&rule.id)) else { continue };
            pattern.find(reading, &text.places, |groups| {
                let Some(hit) = groups.name("hit").or_else(|| groups.get(0)) else { return };
                let mut right = String::new();
                groups.expand(&rule.right, &mut right);
                rule.report(text, Span::new(hit.start(), hit.end()), &right, sink);
            });
        }
    }
}

impl DataRule {
    fn report(&self, text: &Text<'_>, span: Span, right: &str, sink: &mut Sink<'_>) {
        let reading = text.as_str();
        let dated = self.valid_from.is_some() || self.valid_to.is_some();
        let in_time = text.date.map_or(self.undated, |date| {
            self.valid_from.is_none_or(|from| date >= from) && self.valid_to.is_none_or(|to| date < to)
        });
        if dated && !in_time
            || self.bare && !marks::is_bare(reading, span)
            || self.unquoted && marks::in_quotation(reading, span.start)
            || self.not_after.iter().any(|left| reading[..span.start].ends_with(left.as_str()))
            || self.not_before.iter().any(|right| reading[span.end..].starts_with(right.as_str()))
            || self
                .not_in_clause
                .iter()
                .any(|word| clause_before(reading, span.start).contains(word.as_str()))
            || self.unless.iter().any(|outer| is_inside(reading, span, outer))
        {
            return;
        }
        let found = span.slice(reading);
        let message = self.message.replace("{found}", found).replace("{right}", right);
        let draft = sink.report(&self.id, text.place(span), message);
        if !right.is_empty() {
            draft.replace(right);
        }
    }
}

/// Says whether the sentence speaks of a year before `since` ahead of `at`: 2001年信息产业部发布.
fn is_told_of(text: &str, at: usize, since: Date) -> bool {
    const REACH: usize = 120;
    let before = marks::tail(&text[..at], REACH);
    let sentence = before.rsplit(['。', '；', '\n']).next().unwrap_or_default();
    let mut years = sentence.match_indices('年').filter_map(|(end, _)| {
        let digits = sentence[..end].get(end.checked_sub(4)?..)?;
        // What lasts since a year may be of now.
        let lasts = ["以来", "起", "至", "—", "前"]
            .iter()
            .any(|word| sentence[end + '年'.len_utf8()..].starts_with(word));
        digits.parse::<u16>().ok().filter(|year| *year > 1900 && !lasts)
    });
    years.any(|year| year < since.year)
}

/// Returns what of the clause stands ahead of a place.
fn clause_before(text: &str, at: usize) -> &str {
    const REACH: usize = 90;
    let before = marks::tail(&text[..at], REACH);
    before.rsplit(['，', '。', '；', '：', '、', '（', '\n']).next().unwrap_or_default()
}

/// Says whether `outer` stands in the text so that it covers the span.
fn is_inside(text: &str, span: Span, outer: &str) -> bool {
    let inner = span.slice(text);
    outer.match_indices(inner).any(|(at, _)| {
        text[..span.start].ends_with(&outer[..at]) && text[span.end..].starts_with(&outer[at + inner.len()..])
    })
}

fn info(written: &Written) -> Result<RuleInfo, String> {
    let severity = Severity::ALL.into_iter().find(|severity| severity.as_str() == written.severity);
    let fix = Fix::ALL.into_iter().find(|fix| fix.as_str() == written.fix);
    if let Some(table) = &written.table
        && TABLES.iter().all(|(name, _)| name != table)
    {
        return Err(format!("there is no table `{table}`"));
    }
    let no_words = written.words.is_empty() && written.since.is_empty() && written.table.is_none();
    if (no_words && !written.lists) == written.pattern.is_none() {
        return Err("expected either `words` (or `since`) or `pattern`".to_owned());
    }
    if written.bad.is_empty() || written.source.is_empty() {
        return Err("expected at least one `bad` example and one `source`".to_owned());
    }
    Ok(RuleInfo {
        id: written.id.clone(),
        severity: severity.ok_or_else(|| {
            format!("unknown severity `{}`; expected info, warning or error", written.severity)
        })?,
        fix: match (fix, written.fix.as_str()) {
            (Some(fix), _) => fix,
            (None, "") => Fix::None,
            (None, other) => return Err(format!("unknown fix `{other}`; expected none, suggested or safe")),
        },
        summary: written.summary.clone(),
        explanation: written.explanation.clone(),
        source: written.source.clone(),
        stable: written.stable,
        good: written.good.clone(),
        bad: written.bad.clone(),
    })
}

fn rule(written: Written) -> Result<DataRule, String> {
    let date = |written: Option<String>| {
        written.map(|date| date.parse::<Date>().map_err(|error| error.to_string())).transpose()
    };
    let pattern = written.pattern.map(|pattern| Pattern::of(&pattern));
    Ok(DataRule {
        id: written.id,
        file: None,
        message: written.message,
        right: written.right,
        pattern: pattern.transpose()?,
        unless: written.unless,
        not_after: written.not_after,
        not_before: written.not_before,
        not_in_clause: written.not_in_clause,
        bare: written.bare,
        unquoted: written.unquoted,
        valid_from: date(written.valid_from)?,
        valid_to: date(written.valid_to)?,
        undated: written.undated,
    })
}
