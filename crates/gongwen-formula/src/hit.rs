//! What the extractor returns: plain data about one formula in a text.

use gongwen_lexicon::{EntryId, Kind, Level};
use gongwen_text::Span;

/// One formula (提法), set phrase, slogan, title or counted noun phrase found in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// Where it stands, in bytes of the source; quotation marks around it are outside, 《》 are inside.
    pub span: Span,
    /// The source text of the span.
    pub surface: String,
    /// The class under which it is counted.
    pub class: Class,
    /// How the label is built.
    pub kind: Kind,
    /// The label of the lexicon entry, or the label as the text gives it without quotation marks inside.
    pub canonical: String,
    /// The lexicon entry, or `None` when the grammar found it.
    pub entry: Option<EntryId>,
    /// Who issued the wording; [`Level::Candidate`] when no lexicon knows it.
    pub level: Level,
    /// Whether it stands in quotation marks of its own.
    pub quoted: bool,
    /// The verb that governs it, directly to its left: 做到 in 坚决做到“两个维护”.
    pub verb: Option<String>,
    /// The items that the text spells out for it, verbatim and in order; `None` when it spells out none.
    pub items: Option<Vec<String>>,
    /// The items that the lexicon knows; `None` when it knows none.
    pub lexicon_items: Option<Vec<String>>,
    /// The evidence for `items`; present exactly when they are.
    pub link: Option<Link>,
    /// Every numeral of the label: how many it claims and how many items were found for it.
    pub slots: Vec<Slot>,
    /// Its place in a chain of verbs with their formulas.
    pub chain: Option<Chain>,
}

/// The classes under which hits are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// A numeral fused with a head that names a set: 四个意识, 三会一课, 四能五有.
    NumeralFormula,
    /// A standing phrase that counts nothing: 全面从严治党.
    FixedPhrase,
    /// A motto, call, campaign or brand: 一支部一特色.
    Slogan,
    /// A title in 《》 or the name of a meeting: 党的二十大.
    Title,
    /// A noun phrase that only counts: 四个工作专班. It is no formula.
    Counted,
}

impl Class {
    /// All classes, in the order in which hits of the same span are listed.
    pub const ALL: [Self; 5] =
        [Self::NumeralFormula, Self::FixedPhrase, Self::Slogan, Self::Title, Self::Counted];

    /// Returns the name used in rows: `numeral-formula`, `fixed-phrase`, `slogan`, `title`, `counted`.
    ///
    /// ```
    /// use gongwen_formula::Class;
    /// assert_eq!(Class::NumeralFormula.as_str(), "numeral-formula");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NumeralFormula => "numeral-formula",
            Self::FixedPhrase => "fixed-phrase",
            Self::Slogan => "slogan",
            Self::Title => "title",
            Self::Counted => "counted",
        }
    }
}

/// Why a list was taken as the items of a label.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// What ties the list to the label.
    pub cue: Cue,
    /// On which side of the label the list stands.
    pub direction: Direction,
    /// The strength of the evidence, 0 to 1; links below the threshold are not made.
    pub score: f32,
    /// The items, in bytes of the source, in order.
    pub spans: Vec<Span>,
}

/// What ties a list to a label.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cue {
    /// The list ends where the label begins: 领导责任、工作推进、考核评价、结果运用“四个体系”.
    Adjacent,
    /// 等, 的 or 为内容的 stands between list and label.
    Joined,
    /// The list stands in brackets after the label: “三敢”作风（敢于担当、敢于创造、敢于争先）.
    Bracket,
    /// 即, 就是, 是指, 包括, 分别是 or the like leads from label to list.
    Namely,
    /// A colon or dash leads from label to list.
    Colon,
    /// Nothing but the morphemes that label and items share.
    Morpheme,
}

impl Cue {
    /// Returns the name used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adjacent => "adjacent",
            Self::Joined => "joined",
            Self::Bracket => "bracket",
            Self::Namely => "namely",
            Self::Colon => "colon",
            Self::Morpheme => "morpheme",
        }
    }
}

/// On which side of its label a list stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// Before the label.
    Left,
    /// After the label.
    Right,
}

impl Direction {
    /// Returns the name used in rows: `left` or `right`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// One numeral of a label.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Slot {
    /// The number that the label states.
    pub claimed: u32,
    /// The number of items that the text lists for it; 0 when it lists none.
    pub found: u32,
}

/// The place of a hit in a chain such as 增强“四个意识”、坚定“四个自信”、做到“两个维护”.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chain {
    /// Which chain of the text, from 0.
    pub number: u32,
    /// Which link of the chain, from 0.
    pub position: u32,
    /// How many links the chain has; two or more.
    pub length: u32,
}
