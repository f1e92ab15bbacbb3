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
    /// The evidence for `items`; present when they stand beside a label.
    pub link: Option<Link>,
    /// A list that stands elsewhere in the document and spells the label out; never together with `items`.
    pub elsewhere: Option<Elsewhere>,
    /// A list beside the label that differs from the one that the lexicon knows.
    pub variant: Option<Vec<String>>,
    /// Whether the label itself is there; `false` where its items are recited without it.
    pub labelled: bool,
    /// Whose words it stands in, when it stands in a quotation of speech.
    pub quoted_from: Option<Speaker>,
    /// How the text departs from the lexicon or from itself.
    pub deviations: Vec<Deviation>,
    /// Every numeral of the label: how many items it claims and how many items were found for it.
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
    /// An idiom with a numeral that counts nothing: 两张皮, 最后一公里.
    Idiom,
}

impl Class {
    /// All classes, in the order in which hits of the same span are listed.
    pub const ALL: [Self; 6] =
        [Self::NumeralFormula, Self::FixedPhrase, Self::Slogan, Self::Title, Self::Counted, Self::Idiom];

    /// Returns the name used in rows: `numeral-formula`, `fixed-phrase`, `slogan`, `title`, `counted`, `numeral-idiom`.
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
            Self::Idiom => "numeral-idiom",
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
    /// What items and label have in common.
    pub shared: Shared,
    /// The characters between list and label.
    pub distance: usize,
    /// Whether the text says that there are more items: 机关考勤、机关文字等13项工作.
    pub partial: bool,
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
    /// An ordinal series follows: 一是…二是…三是….
    Ordinal,
    /// The clauses after the label repeat its head.
    Repeated,
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
            Self::Ordinal => "ordinal",
            Self::Repeated => "repeated",
            Self::Morpheme => "morpheme",
        }
    }
}

/// What the items of a list have in common with each other and with the label.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shared {
    /// Every item bears the morpheme of its slot: 敢于担当、敢于创造、敢于争先 of 三敢.
    Morpheme,
    /// All items begin, or all end, with one character.
    Edge,
    /// Nothing.
    Nothing,
}

impl Shared {
    /// Returns the name used in rows: `morpheme`, `edge` or `nothing`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Morpheme => "morpheme",
            Self::Edge => "edge",
            Self::Nothing => "nothing",
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

/// A list that stands elsewhere in the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Elsewhere {
    /// The items, verbatim and in order.
    pub items: Vec<String>,
    /// The items, in bytes of the source.
    pub spans: Vec<Span>,
    /// Why they are the label's.
    pub origin: Origin,
}

/// Why a list from elsewhere is taken for that of a label.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Origin {
    /// It stands beside another mention of the label.
    Mention,
    /// It stands beside no mention, but is the only list of the document in which every item bears the morpheme.
    Aligned,
}

impl Origin {
    /// Returns the name used in rows: `mention` or `aligned`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Aligned => "aligned",
        }
    }
}

/// Who is quoted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// As the text names them.
    pub name: String,
    /// What the name is.
    pub kind: SpeakerKind,
}

/// What kind of speaker a quotation has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SpeakerKind {
    /// A person, with title or without.
    Person,
    /// A document in 《》.
    Document,
    /// A meeting or an organ.
    Body,
    /// 他, 她 and the like; who it is stands in an earlier sentence.
    Pronoun,
}

impl SpeakerKind {
    /// Returns the name used in rows: `person`, `document`, `body` or `pronoun`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Document => "document",
            Self::Body => "body",
            Self::Pronoun => "pronoun",
        }
    }
}

/// How a text departs from the lexicon or from itself.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Deviation {
    /// The verb is none that the lexicon gives for the formula: 树立“两个维护”.
    Verb,
    /// The items are those of the lexicon in another order.
    Order,
    /// The label claims another number than the text lists.
    Count,
    /// The list beside the label is not the one that the lexicon knows.
    Variant,
    /// The formulas of a chain stand in another order than in the lexicon.
    ChainOrder,
    /// Two lists were as likely as each other, so that none was taken.
    Ambiguous,
}

impl Deviation {
    /// Returns the name used in rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Order => "order",
            Self::Count => "count",
            Self::Variant => "variant",
            Self::ChainOrder => "chain-order",
            Self::Ambiguous => "ambiguous",
        }
    }
}
