//! A pattern that is tried only where it can match.
//!
//! Most of a text has nothing of what a pattern is about, and an engine that must look at every byte to know so costs as
//! much as a dozen coded rules. From the expression itself follow strings of which every match has one, and how long a
//! match may be; so the engine runs only around the places of these strings, with the same matches.

use std::sync::OnceLock;

use gongwen_text::Span;
use regex::{Captures, Regex};
use regex_syntax::hir::{Capture, Class, Hir, HirKind, Look, Repetition};

use crate::places::{Places, Sought};

/// A regular expression that knows what its matches hold.
pub(crate) struct Pattern {
    /// The choices of the expression, each sought by itself: what one needs says more than what all need.
    branches: Vec<Branch>,
}

/// A part of an expression that is all of a match.
struct Branch {
    hir: Hir,
    /// The engine, made when the first place is met: nearly no text has places for all of them.
    regex: OnceLock<Regex>,
    /// What every match has: all of one of these; one of them is empty when nothing follows from the expression.
    needs: Vec<Clause>,
    /// The lists of places of these strings, in the same order.
    lists: Vec<Vec<Vec<usize>>>,
    reach: Reach,
}

/// Strings of which a match has one.
type Choice = Vec<String>;

/// Choices that a match all has.
type Clause = Vec<Choice>;

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
        let branches: Vec<Branch> = split(&hir).into_iter().map(Branch::of).collect();
        // What is sought everywhere is sought at once.
        let branches = if branches.iter().all(Branch::is_placed) { branches } else { vec![Branch::of(hir)] };
        Ok(Self { branches })
    }

    /// Makes the engine at once, for an expression that may be too large for it.
    ///
    /// # Errors
    ///
    /// That it is.
    pub(crate) fn compile(&self) -> Result<(), String> {
        for branch in &self.branches {
            let regex = Regex::new(&branch.hir.to_string()).map_err(|error| error.to_string())?;
            branch.regex.get_or_init(|| regex);
        }
        Ok(())
    }

    /// Returns the strings whose places [`Pattern::find`] has to know.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &str> {
        self.branches.iter().flat_map(|branch| &branch.needs).flatten().flatten().map(String::as_str)
    }

    /// Notes where `sought`, which has all that the pattern needs, lists the places.
    pub(crate) fn settle(&mut self, sought: &Sought) {
        let of = |choice: &Choice| choice.iter().map(|string| sought.list(string)).collect();
        for branch in &mut self.branches {
            branch.lists = branch.needs.iter().map(|clause| clause.iter().map(of).collect()).collect();
        }
    }

    /// Calls `found` with each match in `text`, as if it was sought everywhere. What is sought has been settled.
    ///
    /// Cost: that of the engine for what is around the places.
    pub(crate) fn find<'t>(&self, text: &'t str, places: &Places<'_>, mut found: impl FnMut(Captures<'t>)) {
        if let [only] = self.branches.as_slice()
            && !only.is_placed()
        {
            only.regex().captures_iter(text).for_each(found);
            return;
        }
        let mut searches: Vec<Search<'_, 't>> =
            self.branches.iter().filter_map(|branch| Search::of(branch, text, places)).collect();
        let mut from = 0;
        loop {
            // Of those that begin first the one that the expression names first.
            searches.retain_mut(|search| search.advance(text, from));
            let Some(first) = searches.iter_mut().min_by_key(|search| search.start) else { return };
            let Some(groups) = first.next.take() else { return };
            // No match is empty, since each holds a string.
            from = groups.get(0).map_or(text.len(), |whole| whole.end());
            found(groups);
        }
    }
}

/// The matches of a branch, one after the other.
struct Search<'p, 't> {
    branch: &'p Branch,
    windows: std::vec::IntoIter<Span>,
    window: Span,
    /// The next match and where it begins.
    next: Option<Captures<'t>>,
    start: usize,
}

impl<'p, 't> Search<'p, 't> {
    /// Returns the search where there is anything to be searched.
    fn of(branch: &'p Branch, text: &str, places: &Places<'_>) -> Option<Self> {
        let mut windows = branch.windows(text, places).into_iter();
        let window = windows.next()?;
        Some(Self { branch, windows, window, next: None, start: 0 })
    }

    /// Goes to the first match that begins at `from` or later; returns whether there is any.
    fn advance(&mut self, text: &'t str, from: usize) -> bool {
        if self.next.is_some() && self.start >= from {
            return true;
        }
        loop {
            let from = from.max(self.window.start);
            // The engine sees what stands before the window. What stands after it no match in it can reach.
            let groups = (from < self.window.end)
                .then(|| self.branch.regex().captures_at(&text[..self.window.end], from))
                .flatten();
            if let Some(groups) = groups {
                self.start = groups.get(0).map_or(from, |whole| whole.start());
                self.next = Some(groups);
                return true;
            }
            let Some(window) = self.windows.next() else { return false };
            self.window = window;
        }
    }
}

/// Returns the choices of an expression, which together have its matches in the same order; one where it has none, or
/// where they are but strings.
fn split(hir: &Hir) -> Vec<Hir> {
    let whole = || vec![hir.clone()];
    match hir.kind() {
        HirKind::Alternation(_) if matches!(Held::of(hir), Held::Exact(_)) => whole(),
        HirKind::Alternation(choices) => choices.iter().flat_map(split).collect(),
        HirKind::Capture(capture) => {
            let part = |sub: Hir| {
                let (index, name) = (capture.index, capture.name.clone());
                Hir::capture(Capture { index, name, sub: Box::new(sub) })
            };
            split(&capture.sub).into_iter().map(part).collect()
        }
        HirKind::Concat(parts) => {
            // Behind what is of any length the order of the choices is not that of the matches.
            let fixed = |part: &Hir| part.properties().minimum_len() == part.properties().maximum_len();
            let ahead = parts.iter().take_while(|part| fixed(part)).count();
            let mut choices = parts.iter().take(ahead + 1).map(split).enumerate();
            let Some((at, choices)) = choices.find(|(_, choices)| choices.len() > 1) else { return whole() };
            let with = |choice: Hir| {
                let around =
                    parts[..at].iter().cloned().chain([choice]).chain(parts[at + 1..].iter().cloned());
                Hir::concat(around.collect())
            };
            choices.into_iter().map(with).collect()
        }
        _ => whole(),
    }
}

impl Branch {
    fn of(hir: Hir) -> Self {
        let needs = Held::of(&hir).clauses();
        let reach = match hir.properties().maximum_len() {
            Some(longest) => Reach::Bytes(longest),
            None if crosses_lines(&hir) => Reach::Text,
            None => Reach::Line,
        };
        Self { hir, regex: OnceLock::new(), needs, lists: Vec::new(), reach }
    }

    /// Says whether its matches have strings of which the places are known.
    fn is_placed(&self) -> bool {
        self.needs.iter().all(|clause| !clause.is_empty())
    }

    fn regex(&self) -> &Regex {
        let make = || Regex::new(&self.hir.to_string()).expect("the expressions of the crate are tested");
        self.regex.get_or_init(make)
    }

    /// Returns the parts of the text in which matches may be, apart and in order.
    fn windows(&self, text: &str, places: &Places<'_>) -> Vec<Span> {
        let mut windows: Vec<Span> = Vec::new();
        for clause in &self.lists {
            self.windows_of(clause, text, places, &mut windows);
        }
        windows.sort_unstable_by_key(|window| window.start);
        windows.dedup_by(|later, first| {
            let meet = later.start <= first.end;
            if meet {
                first.end = first.end.max(later.end);
            }
            meet
        });
        windows
    }

    /// Adds the parts in which all choices stand together: around the places of the rarest those that have the others.
    fn windows_of(&self, clause: &[Vec<usize>], text: &str, places: &Places<'_>, windows: &mut Vec<Span>) {
        let count = |choice: &Vec<usize>| choice.iter().map(|&list| places.list(list).len()).sum::<usize>();
        let Some((rarest, fewest)) = clause
            .iter()
            .map(count)
            .enumerate()
            .min_by_key(|&(_, count)| count)
            .filter(|&(_, count)| count > 0)
        else {
            return;
        };
        let has = |choice: &Vec<usize>, window: Span| {
            choice.iter().any(|&list| {
                let places = places.list(list);
                let next = places.partition_point(|&at| at < window.start);
                places.get(next).is_some_and(|&at| at < window.end)
            })
        };
        let mut starts: Vec<usize> = Vec::with_capacity(fewest);
        starts.extend(clause[rarest].iter().flat_map(|&list| places.list(list)));
        starts.sort_unstable();
        let mut seen = 0;
        for at in starts {
            let window = match self.reach {
                // One byte more, so that what ends a match at the end of the text does not end it at that of the window.
                Reach::Bytes(longest) => Span::new(
                    text.floor_char_boundary(at.saturating_sub(longest)),
                    text.ceil_char_boundary((at + longest + 1).min(text.len())),
                ),
                Reach::Line if at < seen => continue,
                Reach::Line => {
                    let (before, after) = text.as_bytes().split_at(at);
                    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
                    let end = memchr::memchr(b'\n', after).map_or(text.len(), |len| at + len + 1);
                    Span::new(start, end)
                }
                Reach::Text => Span::new(0, text.len()),
            };
            seen = window.end;
            if clause.iter().enumerate().all(|(number, choice)| number == rarest || has(choice, window)) {
                windows.push(window);
            }
            if self.reach == Reach::Text {
                return;
            }
        }
    }
}

/// The most strings that are followed at once.
const MOST: usize = 64;
/// The most that are followed where all of them go on alike.
const ALIKE: usize = 128;
/// The most strings of which a match may have one, as they are sought together.
const CHOICES: usize = 256;
/// The most repetitions that are followed.
const MANY: u32 = 8;

/// The most clauses that are told apart.
const CLAUSES: usize = 64;
/// The most choices of one clause that are kept.
const KEPT: usize = 2;
/// How much a string of a further choice weighs at least: what stands everywhere tells nothing.
const TELLING: usize = 3;
/// How much a string weighs that needs no further choice.
const RARE: usize = 8;

/// What is known of the strings in the matches of an expression.
#[derive(Clone, Debug)]
enum Held {
    /// The match is one of these.
    Exact(Vec<String>),
    /// The match has all that one of these clauses names: nothing is known where one is empty.
    Part(Vec<Clause>),
}

impl Held {
    /// Nothing is known.
    fn unknown() -> Self {
        Self::Part(vec![Clause::new()])
    }

    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::Exact(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(literal) => Self::Exact(vec![literal.to_owned()]),
                Err(_) => Self::unknown(),
            },
            HirKind::Class(Class::Unicode(class)) => {
                let chars = class.iter().flat_map(|range| range.start()..=range.end());
                let chars: Vec<String> = chars.take(MOST + 1).map(String::from).collect();
                if chars.len() > MOST { Self::unknown() } else { Self::Exact(chars) }
            }
            HirKind::Class(Class::Bytes(_)) => Self::unknown(),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) if is_optional(repetition) => match Self::of(&repetition.sub) {
                Self::Exact(strings) if strings.len() < ALIKE => {
                    Self::Exact(std::iter::once(String::new()).chain(strings).collect())
                }
                _ => Self::unknown(),
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
                must.chain(more.then(Self::unknown)).collect()
            }
            _ => vec![Self::of(hir)],
        }
    }

    /// What is held by one after the other.
    fn concat(parts: impl IntoIterator<Item = Self>) -> Self {
        let (mut run, mut broken, mut clauses) = (vec![String::new()], false, vec![Clause::new()]);
        for part in parts {
            match part {
                Self::Exact(next) if may_go_on(run.len(), next.len()) => {
                    run = run
                        .iter()
                        .flat_map(|head| next.iter().map(move |tail| format!("{head}{tail}")))
                        .collect();
                }
                Self::Exact(next) => {
                    broken = true;
                    clauses = both(clauses, Self::Exact(std::mem::replace(&mut run, next)).clauses());
                }
                Self::Part(next) => {
                    broken = true;
                    let run = Self::Exact(std::mem::replace(&mut run, vec![String::new()]));
                    clauses = both(both(clauses, run.clauses()), next);
                }
            }
        }
        if broken { Self::Part(both(clauses, Self::Exact(run).clauses())) } else { Self::Exact(run) }
    }

    /// What is held by one of several.
    fn either(choices: Vec<Self>) -> Self {
        let exact = choices.iter().map(|choice| match choice {
            Self::Exact(strings) => Some(strings.as_slice()),
            Self::Part(_) => None,
        });
        if let Some(strings) = exact.collect::<Option<Vec<&[String]>>>().map(|strings| strings.concat()) {
            return match strings.len() {
                few if few <= ALIKE => Self::Exact(strings),
                some if some <= CHOICES => Self::Part(Self::Exact(strings).clauses()),
                _ => Self::unknown(),
            };
        }
        let clauses: Vec<Clause> = choices.into_iter().flat_map(Self::clauses).collect();
        if clauses.iter().any(Vec::is_empty) {
            return Self::unknown();
        }
        if clauses.len() <= CLAUSES {
            return Self::Part(clauses);
        }
        let strings: Choice =
            clauses.into_iter().filter_map(|clause| clause.into_iter().next()).flatten().collect();
        if strings.len() <= CHOICES { Self::Part(vec![vec![strings]]) } else { Self::unknown() }
    }

    /// What a match has all of, one clause or another.
    fn clauses(self) -> Vec<Clause> {
        match self {
            Self::Exact(strings) if lightest(&strings) == 0 => vec![Clause::new()],
            Self::Exact(strings) => vec![vec![strings]],
            Self::Part(clauses) => clauses,
        }
    }
}

/// Says whether so many strings, of which each goes on in so many ways, are followed.
fn may_go_on(strings: usize, ways: usize) -> bool {
    strings * ways <= if strings.min(ways) == 1 { ALIKE } else { MOST }
}

fn is_optional(repetition: &Repetition) -> bool {
    (repetition.min, repetition.max) == (0, Some(1))
}

/// Returns what has both, in each clause the rarest choices first: those of which the least string weighs more, or which
/// are fewer.
fn both(one: Vec<Clause>, other: Vec<Clause>) -> Vec<Clause> {
    let least = |clauses: &[Clause]| {
        clauses.iter().map(|clause| clause.first().map_or(0, |choice| lightest(choice))).min().unwrap_or(0)
    };
    if one.len() * other.len() > CLAUSES {
        return if least(&one) >= least(&other) { one } else { other };
    }
    let pairs = one.iter().flat_map(|one| other.iter().map(move |other| [one.as_slice(), other].concat()));
    let rarest = |mut clause: Clause| {
        clause.sort_by_key(|choice| (std::cmp::Reverse(lightest(choice)), choice.len()));
        clause.truncate(KEPT);
        let is_rare = |choice: &Choice| lightest(choice) >= RARE;
        let tells = |choice: &Choice| lightest(choice) >= TELLING;
        if clause.first().is_some_and(is_rare) || !clause.get(1).is_none_or(tells) {
            clause.truncate(1);
        }
        clause
    };
    pairs.map(rarest).collect()
}

/// Returns how much the lightest of the strings weighs: marks that stand in every sentence, and figures, tell little.
fn lightest(strings: &[String]) -> usize {
    let weight = |c: char| match c {
        '，' | '。' | '、' | '的' | '0'..='9' => 1,
        '%' | '％' | '《' | '》' => 3,
        _ => 2,
    };
    strings.iter().map(|string| string.chars().map(weight).sum::<usize>()).min().unwrap_or(0)
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
    use regex::Regex;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    fn needs(expression: &str) -> Vec<String> {
        let pattern = Pattern::of(expression).expect("the pattern is right");
        pattern.needs().map(str::to_owned).collect()
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
        let reach =
            |expression: &str| Pattern::of(expression).expect("the pattern is right").branches[0].reach;
        assert_eq!(reach("甲[^甲]{0,2}"), Reach::Bytes(11));
        assert_eq!((reach("(?m)^甲[^\n]*$"), reach("甲[^乙]*")), (Reach::Line, Reach::Text));
    }

    /// Patterns of every reach, each with what seeks its strings.
    static PATTERNS: LazyLock<Vec<(Regex, Pattern, Sought)>> = LazyLock::new(|| {
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
            "(?P<hit>甲[^1]{0,3}丙|甲乙?[^丙]{1,3}a|乙(?:丙|1[^甲]{2}))[乙1]?",
            "[甲丙](?:乙[^a]{0,2}1|乙1[甲乙]{1,3}|[^甲]{1,2}丙a)|乙a[^\n]{0,3}丙|甲乙a?",
            "甲a[^。]{0,4}1乙|丙1[^\n]*a甲|乙乙",
            "(?:甲a|乙1)[^。]{0,5}(?:丙甲|a乙)[甲1]?",
            "(?:甲甲[^1]{0,3}(?:乙|a)|丙{2})[^a]{1,3}(?:1甲|、丙)",
        ];
        let prepared = expressions.map(|expression| {
            let mut pattern = Pattern::of(expression).expect("the pattern is right");
            let sought = Sought::of(pattern.needs(), []);
            pattern.settle(&sought);
            (Regex::new(expression).expect("the pattern is right"), pattern, sought)
        });
        prepared.into()
    });

    proptest! {
        /// The same matches as everywhere.
        #[test]
        fn windows_hide_no_match(text in "[甲乙丙a1、。\n]{0,60}") {
            for (plain, pattern, sought) in PATTERNS.iter() {
                let mut found = Vec::new();
                pattern.find(&text, &sought.find(&text), |groups| found.push(groups[0].to_owned()));
                let expected: Vec<String> = plain.find_iter(&text).map(|found| found.as_str().to_owned()).collect();
                prop_assert_eq!(found, expected, "{} in {:?}", plain.as_str(), text);
            }
        }
    }
}
