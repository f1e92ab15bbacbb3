//! The names of the plenums of the Central Committee, as several rules read them.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::{Captures, Regex};

use crate::marks::tail;

/// What plenums are called by, at the end of their names.
pub(crate) const PLENUM: &str = "中全会";
pub(crate) const SESSION: &str = "次全体会议";

/// 十八届三 and 第十八届中央委员会第三, before what they end in.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"第?(?P<term>[一二三四五六七八九十]{1,3})届(?:中央委员会第)?(?P<number>[一二三四五六七八九十]{1,3})$";
    Regex::new(pattern).expect("the pattern is a constant")
});

/// A plenum, and where its name stands.
#[derive(Clone, Copy)]
pub(crate) struct Plenum<'t> {
    pub(crate) span: Span,
    pub(crate) term: &'t str,
    pub(crate) number: &'t str,
}

impl<'t> Plenum<'t> {
    /// Reads the plenum whose name ends in `word`, one of the two, at byte `at`.
    pub(crate) fn at(text: &'t str, at: usize, word: &str) -> Option<Self> {
        const LONGEST: usize = 48;
        let before = tail(&text[..at], LONGEST);
        let groups: Captures<'_> = NUMBERED.captures(before)?;
        let full = groups[0].contains("中央委员会");
        let part = |name: &str| groups.name(name).map(|part| &before[part.range()]);
        let start = at - groups[0].len();
        (full == (word == SESSION)).then_some(Self {
            span: Span::new(start, at + word.len()),
            term: part("term")?,
            number: part("number")?,
        })
    }

    /// Returns the short name: 十八届三中全会.
    pub(crate) fn name(&self) -> String {
        format!("{}届{}中全会", self.term, self.number)
    }

    /// Returns which of its committee it is.
    pub(crate) fn count(&self) -> Option<u64> {
        parse_numeral(self.number)
    }

    /// Says whether a text is of the Party: of others only the first characters after a mark can be.
    pub(crate) fn is_of_party(&self, text: &str) -> bool {
        let before = &text[..self.span.start];
        ["党的", "中共", "中国共产党", "扩大的"].iter().any(|whose| before.ends_with(whose))
    }
}
