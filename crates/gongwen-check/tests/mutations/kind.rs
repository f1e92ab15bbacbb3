//! The ways in which text is damaged, and how much of each is found at least.

/// A way to damage text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    /// 习近平 before 新时代中国特色社会主义思想.
    Name,
    /// One of the theories that are named together.
    Theory,
    /// 做到 for 增强 before “四个意识”.
    Verb,
    /// An item of the list beside a label.
    ItemDropped,
    /// An item that no label knows, in the list beside one.
    ItemAdded,
    /// Two items of the list of a formula.
    ItemsSwapped,
    /// An item of the list of a formula whose label is not there.
    RecitalCut,
    /// 五个体系 for 四个体系 with its list.
    Count,
    QuoteOpenLost,
    QuoteCloseLost,
    QuoteTurned,
    HalfWidth,
    DatePadded,
    /// （二） for 二、 and so on.
    Level,
    /// 四、 for 三、.
    Number,
    DoubledWord,
    DoubledMark,
    Pinyin,
}

impl Kind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Theory => "theory",
            Self::Verb => "verb",
            Self::ItemDropped => "item-dropped",
            Self::ItemAdded => "item-added",
            Self::ItemsSwapped => "items-swapped",
            Self::RecitalCut => "recital-cut",
            Self::Count => "count",
            Self::QuoteOpenLost => "quote-open-lost",
            Self::QuoteCloseLost => "quote-close-lost",
            Self::QuoteTurned => "quote-turned",
            Self::HalfWidth => "half-width",
            Self::DatePadded => "date-padded",
            Self::Level => "level",
            Self::Number => "number",
            Self::DoubledWord => "doubled-word",
            Self::DoubledMark => "doubled-mark",
            Self::Pinyin => "pinyin",
        }
    }

    /// The share that is found at least.
    pub(crate) const fn floor(self) -> f64 {
        match self {
            Self::RecitalCut | Self::ItemAdded => 0.80,
            Self::Name | Self::Number | Self::ItemDropped | Self::Count => 0.85,
            Self::Level | Self::Pinyin | Self::Theory => 0.90,
            Self::DoubledWord | Self::DatePadded | Self::QuoteOpenLost | Self::QuoteCloseLost => 0.93,
            Self::Verb | Self::ItemsSwapped | Self::QuoteTurned | Self::HalfWidth | Self::DoubledMark => 1.0,
        }
    }
}
