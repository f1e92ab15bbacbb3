//! A pattern that is tried only where it can match.
//!
//! Most of a text has nothing of what a pattern is about, and an engine that must look at every byte to know so costs as
//! much as a dozen coded rules. From the expression itself follow strings of which every match has one, and how long a
//! match may be; so the engine runs only around the places of these strings, with the same matches.

use std::sync::OnceLock;

use gongwen_text::Span;
use regex::{Captures, Regex};
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

use crate::places::Places;

/// A regular expression that knows what its matches hold.
pub(crate) struct Pattern {
    expression: String,
    /// The engine, made when the first place is met: nearly no text has places for all patterns.
    regex: OnceLock<Regex>,
    /// Strings of which every match has one; empty when none follow from the expression.
    needs: Vec<String>,
    reach: Reach,
}

/// How far from a string that a match has the match may extend.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// So many bytes.
    Bytes(usize),
    /// As far as its line.
    Line,
    Text,
}

/// What `\p{Han}` is read as: the characters of official prose, in few ranges, with which the engine is made in a
/// fraction of the time.
const HAN: &str = "[〇一-鿿]";

impl Pattern {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(crate) fn of(expression: &str) -> Result<Self, String> {
        let expression = &expression.replace(r"\p{Han}", HAN);
        let hir = regex_syntax::parse(expression).map_err(|error| error.to_string())?;
        let needs = Held::of(&hir).best().unwrap_or_default();
        let reach = match hir.properties().maximum_len() {
            Some(longest) => Reach::Bytes(longest),
            None if crosses_lines(&hir) => Reach::Text,
            None => Reach::Line,
        };
        Ok(Self { expression: expression.to_owned(), regex: OnceLock::new(), needs, reach })
    }

    /// Makes the engine at once, for an expression that may be too large for it.
    ///
    /// # Errors
    ///
    /// That it is.
    pub(crate) fn compile(&self) -> Result<(), String> {
        let regex = Regex::new(&self.expression).map_err(|error| error.to_string())?;
        self.regex.get_or_init(|| regex);
        Ok(())
    }

    fn regex(&self) -> &Regex {
        self.regex
            .get_or_init(|| Regex::new(&self.expression).expect("the expressions of the crate are tested"))
    }

    /// Returns the strings whose places [`Pattern::find`] has to know.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &str> {
        self.needs.iter().map(String::as_str)
    }

    /// Calls `found` with each match in `text`, as if it was sought everywhere.
    ///
    /// Cost: that of the engine for what is around the places.
    pub(crate) fn find<'t>(&self, text: &'t str, places: &Places<'_>, mut found: impl FnMut(Captures<'t>)) {
        if self.needs.is_empty() {
            self.regex().captures_iter(text).for_each(found);
            return;
        }
        let mut from = 0;
        for window in self.windows(text, places) {
            from = from.max(window.start);
            // The engine sees what stands before the window. What stands after it no match in it can reach.
            while let Some(groups) = self.regex().captures_at(&text[..window.end], from) {
                // No match is empty, since each holds a string.
                from = groups.get(0).map_or(window.end, |whole| whole.end());
                found(groups);
            }
        }
    }

    /// Returns the parts of the text in which matches may be, apart and in order.
    fn windows(&self, text: &str, places: &Places<'_>) -> Vec<Span> {
        let needs: Vec<&str> = self.needs().collect();
        let mut windows: Vec<Span> = Vec::new();
        for (at, _) in places.of_all(&needs) {
            let window = match self.reach {
                // One byte more, so that what ends a match at the end of the text does not end it at that of the window.
                Reach::Bytes(longest) => Span::new(
                    text.floor_char_boundary(at.saturating_sub(longest)),
                    text.ceil_char_boundary((at + longest + 1).min(text.len())),
                ),
                Reach::Line if windows.last().is_some_and(|line| at < line.end) => continue,
                Reach::Line => {
                    let (before, after) = text.as_bytes().split_at(at);
                    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
                    let end = memchr::memchr(b'\n', after).map_or(text.len(), |len| at + len + 1);
                    Span::new(start, end)
                }
                Reach::Text => return vec![Span::new(0, text.len())],
            };
            match windows.last_mut() {
                Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
                _ => windows.push(window),
            }
        }
        windows
    }
}

/// The most strings that are followed at once.
const MOST: usize = 64;
/// The most strings of which a match may have one, as they are sought together.
const CHOICES: usize = 256;
/// The most repetitions that are followed.
const MANY: u32 = 8;

/// What is known of the strings in the matches of an expression.
#[derive(Clone, Debug)]
enum Held {
    /// The match is one of these.
    Exact(Vec<String>),
    /// The match has one of these; nothing is known where there are none.
    Part(Vec<String>),
}

impl Held {
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::Exact(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(literal) => Self::Exact(vec![literal.to_owned()]),
                Err(_) => Self::Part(Vec::new()),
            },
            HirKind::Class(Class::Unicode(class)) => {
                let chars = class.iter().flat_map(|range| range.start()..=range.end());
                let chars: Vec<String> = chars.take(MOST + 1).map(String::from).collect();
                if chars.len() > MOST { Self::Part(Vec::new()) } else { Self::Exact(chars) }
            }
            HirKind::Class(Class::Bytes(_)) => Self::Part(Vec::new()),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) if is_optional(repetition) => match Self::of(&repetition.sub) {
                Self::Exact(strings) if strings.len() < MOST => {
                    Self::Exact(std::iter::once(String::new()).chain(strings).collect())
                }
                _ => Self::Part(Vec::new()),
            },
            HirKind::Repetition(_) => Self::concat(Self::parts(hir)),
            HirKind::Concat(parts) => Self::concat(parts.iter().flat_map(Self::parts)),
            HirKind::Alternation(choices) => Self::either(choices.iter().map(Self::of).collect()),
        }
    }

    /// Returns one after the other what a part of a sequence holds: a repetition what must be there, then anything.
    fn parts(hir: &Hir) -> Vec<Self> {
        match hir.kind() {
            HirKind::Repetition(repetition) if !is_optional(repetition) => {
                let least = repetition.min.min(MANY) as usize;
                let more = repetition.max != Some(least as u32);
                let must = std::iter::repeat_n(Self::of(&repetition.sub), least);
                must.chain(more.then(|| Self::Part(Vec::new()))).collect()
            }
            _ => vec![Self::of(hir)],
        }
    }

    /// What is held by one after the other.
    fn concat(parts: impl IntoIterator<Item = Self>) -> Self {
        let (mut run, mut broken, mut best) = (vec![String::new()], false, None);
        for part in parts {
            match part {
                Self::Exact(next) if run.len() * next.len() <= MOST => {
                    run = run
                        .iter()
                        .flat_map(|head| next.iter().map(move |tail| format!("{head}{tail}")))
                        .collect();
                }
                Self::Exact(next) => {
                    broken = true;
                    best = better(best, std::mem::replace(&mut run, next));
                }
                Self::Part(next) => {
                    broken = true;
                    best = better(best, std::mem::replace(&mut run, vec![String::new()]));
                    best = better(best, next);
                }
            }
        }
        if broken { Self::Part(better(best, run).unwrap_or_default()) } else { Self::Exact(run) }
    }

    /// What is held by one of several.
    fn either(choices: Vec<Self>) -> Self {
        let exact = choices.iter().all(|choice| matches!(choice, Self::Exact(_)));
        let strings: Option<Vec<Vec<String>>> = choices
            .into_iter()
            .map(|choice| match choice {
                Self::Exact(strings) if exact => Some(strings),
                other => other.best(),
            })
            .collect();
        let strings = strings.unwrap_or_default().concat();
        match strings.len() {
            0..=MOST if exact => Self::Exact(strings),
            0..=CHOICES => Self::Part(strings),
            _ => Self::Part(Vec::new()),
        }
    }

    /// The strings of which a match has one, if any follow.
    fn best(self) -> Option<Vec<String>> {
        let (Self::Exact(strings) | Self::Part(strings)) = self;
        better(None, strings)
    }
}

fn is_optional(repetition: &Repetition) -> bool {
    (repetition.min, repetition.max) == (0, Some(1))
}

/// Returns those strings that are rarer: of which the least weighs more, or which are fewer.
fn better(one: Option<Vec<String>>, other: Vec<String>) -> Option<Vec<String>> {
    // Marks that stand in every sentence, and figures, tell little.
    let weight = |c: char| if "，。、的".contains(c) || c.is_ascii_digit() { 1 } else { 2 };
    let lightest = |strings: &[String]| {
        strings.iter().map(|string| string.chars().map(weight).sum::<usize>()).min().unwrap_or(0)
    };
    if lightest(&other) == 0 {
        return one;
    }
    match one {
        Some(one) if (lightest(&one), other.len()) >= (lightest(&other), one.len()) => Some(one),
        _ => Some(other),
    }
}

/// Says whether a match may have a line end in it.
fn crosses_lines(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty => false,
        // The start and the end of the text are no matter of the line.
        HirKind::Look(look) => !matches!(look, Look::StartLF | Look::EndLF),
        HirKind::Literal(literal) => literal.0.contains(&b'\n'),
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().any(|range| (range.start()..=range.end()).contains(&'\n'))
        }
        HirKind::Class(Class::Bytes(_)) => true,
        HirKind::Capture(capture) => crosses_lines(&capture.sub),
        HirKind::Repetition(repetition) => crosses_lines(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(crosses_lines),
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Reach};
    use crate::places::Sought;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    fn needs(expression: &str) -> Vec<String> {
        Pattern::of(expression).expect("the pattern is right").needs
    }

    #[test]
    fn what_a_match_holds_follows_from_the_expression() {
        assert_eq!(needs(r"(?P<hit>、)以及"), ["、以及"]);
        assert_eq!(
            needs(r"[0-9]~[0-9]{3,}|~(?:年|月)?日"),
            ["0~", "1~", "2~", "3~", "4~", "5~", "6~", "7~", "8~", "9~", "~日", "~年日", "~月日"]
        );
        assert_eq!(needs(r"[^，\n]{2,40}(?:如何|怎样)[^，]{0,12}？"), ["如何", "怎样"]);
        assert_eq!(needs(r"。{3,6}(?:甲|$)"), ["。。。"]);
        assert_eq!(needs(r"[图表] ?甲{1,2}。[^\n]*乙?丙"), ["图甲", "图 甲", "表甲", "表 甲"]);
        assert_eq!(needs(r"(?m)^。[^\n]{2,}；$"), ["；"]);
        assert!(needs(r"\p{Han}*").is_empty() && needs("a|[^a]").is_empty() && needs("").is_empty());
        let reach = |expression: &str| Pattern::of(expression).expect("the pattern is right").reach;
        assert_eq!(reach("甲[^甲]{0,2}"), Reach::Bytes(11));
        assert_eq!((reach("(?m)^甲[^\n]*$"), reach("甲[^乙]*")), (Reach::Line, Reach::Text));
    }

    /// Patterns of every reach, each with what seeks its strings.
    static PATTERNS: LazyLock<Vec<(Pattern, Sought)>> = LazyLock::new(|| {
        let expressions = [
            "甲[^乙]{0,3}乙",
            "(?m)^[甲a]*丙[^\\n]*。$",
            "[。、](?:甲|a|$)",
            "乙{2,}(?:\\n|$)",
            "甲[^丙]*丙",
            "(?:^|\\n)a?1",
            "丙|甲、?",
            "[^。]{1,4}?、",
            "(?:a|1)[甲乙]{2}",
            "甲*",
        ];
        let prepared = expressions.map(|expression| {
            let pattern = Pattern::of(expression).expect("the pattern is right");
            let sought = Sought::of(pattern.needs(), []);
            (pattern, sought)
        });
        prepared.into()
    });

    proptest! {
        /// The same matches as everywhere.
        #[test]
        fn windows_hide_no_match(text in "[甲乙丙a1、。\n]{0,60}") {
            for (pattern, sought) in PATTERNS.iter() {
                let mut found = Vec::new();
                pattern.find(&text, &sought.find(&text), |groups| found.push(groups[0].to_owned()));
                let plain: Vec<String> =
                    pattern.regex().find_iter(&text).map(|found| found.as_str().to_owned()).collect();
                prop_assert_eq!(found, plain, "{} in {:?}", &pattern.expression, text);
            }
        }
    }
}
