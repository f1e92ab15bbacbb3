//! Quotation marks: every style made “ ” and ‘ ’, with the direction that costs least in its paragraph.
//!
//! Each mark claims a direction or none (straight ones). Going against a claim, against the characters on both
//! sides, or opening what is open has a price; a shortest path over two states finds the cheapest reading of the
//! paragraph. One lost mark thus costs one imbalance where it was lost and flips nothing else, and a reading of a
//! reading is itself. Paragraphs whose curly marks alternate are left alone without any of this.

use super::view::View;
use super::{Draft, EditKind};
use crate::chars::{is_blank, is_han};
use crate::span::Span;

/// Which way a mark points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Open,
    Close,
}

/// “ ” or ‘ ’.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pair {
    Double,
    Single,
}

/// A quotation mark of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) pair: Pair,
    /// `None` for straight marks.
    pub(super) claim: Option<Direction>,
}

/// The marks of one paragraph.
#[derive(Default, Debug)]
pub(super) struct Quotes {
    marks: Vec<Mark>,
    /// Something needs a closer look: another style, or curly marks that do not alternate.
    unclear: bool,
    open: [bool; 2],
}

const AGAINST_CLAIM: u32 = 6;
const AGAINST_CONTEXT: u32 = 5;
const NO_EVIDENCE: u32 = 1;
const IMBALANCE: u32 = 4;

impl Quotes {
    /// Takes the next mark. `curly` says that it is one of “ ” ‘ ’.
    pub(super) fn push(&mut self, mark: Mark, curly: bool) {
        let open = &mut self.open[mark.pair as usize];
        let opens = mark.claim.map_or(!*open, |claim| claim == Direction::Open);
        self.unclear |= !curly || opens == *open;
        *open = opens;
        self.marks.push(mark);
    }

    /// Says whether a double mark is open.
    pub(super) fn in_double(&self) -> bool {
        self.open[Pair::Double as usize]
    }

    /// Says whether a single mark is open.
    pub(super) fn in_single(&self) -> bool {
        self.open[Pair::Single as usize]
    }

    /// Ends the paragraph and appends its edits to `drafts`, sorted within each pair.
    pub(super) fn finish(&mut self, view: View<'_>, start: usize, end: usize, drafts: &mut Vec<Draft>) {
        if self.unclear || self.open != [false; 2] {
            // Straight marks of a paragraph without Han belong to another language, or to code.
            let chinese = view.source.as_bytes()[start..end].iter().any(|byte| matches!(byte, 0xE4..=0xE9));
            if !chinese {
                self.marks.retain(|mark| mark.claim.is_some());
            }
            for pair in [Pair::Double, Pair::Single] {
                let groups = self.groups(view, pair);
                let mut before = None;
                for (group, direction) in groups.iter().zip(cheapest(&groups)) {
                    // Marks that have become doubles of the one before go as well.
                    let doubles = group.touches && before == Some(direction);
                    group.write(view.source, direction, doubles, drafts);
                    before = Some(direction);
                }
            }
        }
        self.marks.clear();
        self.unclear = false;
        self.open = [false; 2];
    }

    fn groups(&self, view: View<'_>, pair: Pair) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for &mark in self.marks.iter().filter(|mark| mark.pair == pair) {
            let (mut touches, mut clauses) = (false, false);
            if let Some(last) = groups.last_mut() {
                touches = view.behind(mark.span.start).next().is_some_and(|(at, _)| at == last.end);
                if touches && mark.claim.is_some() && mark.claim == last.mark.claim {
                    last.end = mark.span.start;
                    last.doubled.push(mark.span);
                    continue;
                }
                let mut between = view.ahead(last.end).take_while(|&(at, _)| at < mark.span.start);
                clauses = between.any(|(_, c)| matches!(c, '，' | ',' | '；' | ';'));
            }
            groups.push(Group {
                mark,
                end: mark.span.start,
                doubled: Vec::new(),
                touches,
                clauses,
                before: Side::Word,
                after: Side::Word,
            });
        }
        for group in &mut groups {
            let last = group.doubled.last().map_or(group.mark.span.end, |span| span.end);
            group.before = Side::of(view.previous(group.mark.span.start));
            group.after = Side::of(view.next(last));
        }
        groups
    }
}

/// A mark with its doubles: ““ counts as one.
struct Group {
    mark: Mark,
    /// Start of the last mark of the group.
    end: usize,
    doubled: Vec<Span>,
    /// Whether it follows the group before without a character between them.
    touches: bool,
    /// Whether clauses end between the group before and this one.
    clauses: bool,
    before: Side,
    after: Side,
}

impl Group {
    fn cost(&self, direction: Direction, open: bool) -> u32 {
        let claim = match self.mark.claim {
            Some(claim) if claim != direction => AGAINST_CLAIM,
            _ => 0,
        };
        let context = match direction {
            Direction::Open => match (self.before, self.after) {
                (_, Side::Edge | Side::Stop | Side::Joint | Side::Closer) => AGAINST_CONTEXT,
                (Side::Word, _) => NO_EVIDENCE,
                _ => 0,
            },
            Direction::Close => match (self.before, self.after) {
                (Side::Edge | Side::Blank | Side::Joint | Side::Opener, _) => AGAINST_CONTEXT,
                (_, Side::Word | Side::Opener) => NO_EVIDENCE,
                _ => 0,
            },
        };
        let balance = if open == (direction == Direction::Open) { IMBALANCE } else { 0 };
        // A quotation is more often a word than a sentence.
        let inside = if open && self.clauses { NO_EVIDENCE } else { 0 };
        claim + context + balance + inside
    }

    fn write(&self, source: &str, direction: Direction, doubles: bool, drafts: &mut Vec<Draft>) {
        let with = match (self.mark.pair, direction) {
            _ if doubles => "",
            (Pair::Double, Direction::Open) => "“",
            (Pair::Double, Direction::Close) => "”",
            (Pair::Single, Direction::Open) => "‘",
            (Pair::Single, Direction::Close) => "’",
        };
        if self.mark.span.slice(source) != with {
            drafts.push(Draft { kind: EditKind::QuoteStyle, span: self.mark.span, with });
        }
        let doubled = self.doubled.iter().map(|&span| Draft { kind: EditKind::QuoteStyle, span, with: "" });
        drafts.extend(doubled);
    }
}

/// What stands beside a mark. Half- and full-width forms are one class, and so are masks and words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    /// The edge of the paragraph.
    Edge,
    Blank,
    /// ，。；！？
    Stop,
    /// 、：— separate on both sides.
    Joint,
    Opener,
    Closer,
    Quote,
    Word,
}

impl Side {
    fn of(c: Option<char>) -> Self {
        match c {
            None | Some('\n') => Self::Edge,
            Some('，' | ',' | '。' | '.' | '；' | ';' | '！' | '!' | '？' | '?') => Self::Stop,
            Some('、' | '：' | ':' | '—') => Self::Joint,
            Some('（' | '(' | '《' | '〈' | '【' | '〔' | '[') => Self::Opener,
            Some('）' | ')' | '》' | '〉' | '】' | '〕' | ']') => Self::Closer,
            Some(c) if is_quote(c) => Self::Quote,
            Some(c) if is_blank(c) => Self::Blank,
            Some(_) => Self::Word,
        }
    }
}

/// Says whether `c` is a quotation mark of any style that the reading knows.
pub(super) const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '＂' | '＇' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
    )
}

/// Says whether a single mark is a quotation mark: a straight one must touch Han (through other marks), one that claims
/// a direction must not stand as an apostrophe does (it’s), nor be read as one.
pub(super) fn is_single_quote(view: View<'_>, span: Span, claims: bool) -> bool {
    if claims {
        // x may turn out to be a mask, so it does not count as a letter.
        let letter =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() && !matches!(c, 'x' | 'X'));
        return !(letter(view.previous(span.start)) && letter(view.next(span.end)));
    }
    let han = |c: Option<(usize, char)>| c.is_some_and(|(_, c)| is_han(c));
    let word = |&(_, c): &(usize, char)| !is_quote(c);
    han(view.behind(span.start).take(8).find(word)) || han(view.ahead(span.end).take(8).find(word))
}

/// Returns the directions of least cost.
fn cheapest(groups: &[Group]) -> Vec<Direction> {
    // best[state] is the least cost of ending closed (0) or open (1); the trail remembers where from.
    let mut best = [0, u32::MAX / 2];
    let mut trail = Vec::with_capacity(groups.len());
    for group in groups {
        let step = |direction| {
            let (closed, open) =
                (best[0] + group.cost(direction, false), best[1] + group.cost(direction, true));
            if closed <= open { (closed, 0) } else { (open, 1) }
        };
        let (close, open) = (step(Direction::Close), step(Direction::Open));
        best = [close.0, open.0];
        trail.push([close.1, open.1]);
    }
    let mut state = usize::from(best[1] + IMBALANCE < best[0]);
    let mut directions = vec![Direction::Close; groups.len()];
    for (direction, from) in directions.iter_mut().zip(&trail).rev() {
        *direction = if state == 1 { Direction::Open } else { Direction::Close };
        state = from[state];
    }
    directions
}
