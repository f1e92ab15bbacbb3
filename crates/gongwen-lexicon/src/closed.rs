//! The closed sets of a lexicon file: every value that a key such as `kind` or `basis` may take.
//!
//! Each set is an enum with its spelling in the file. A value outside the set is an error that lists the whole set.

use std::fmt;

use serde::{Serialize, Serializer};

/// A set of values that is known in full.
pub trait ClosedSet: Copy + Sized + 'static {
    /// The spellings of all values, in the order of declaration.
    const SPELLINGS: &'static [&'static str];

    /// Returns the value spelled `text`, or `None`.
    fn from_spelling(text: &str) -> Option<Self>;

    /// Returns the spelling used in files and output.
    fn as_str(self) -> &'static str;
}

macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $spelling:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// All values, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Returns the spelling used in files and output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $spelling),+ }
            }
        }

        impl ClosedSet for $name {
            const SPELLINGS: &'static [&'static str] = &[$($spelling),+];

            fn from_spelling(text: &str) -> Option<Self> {
                match text { $($spelling => Some(Self::$value),)+ _ => None }
            }

            fn as_str(self) -> &'static str { Self::as_str(self) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

closed_set! {
    /// How a formula (提法) is built.
    Kind {
        /// Numeral, classifier, noun: 四个意识, 三大攻坚战.
        NumeralClassifierNoun = "numeral-classifier-noun",
        /// Numeral and a bound morpheme: 三农, 四风, 双减.
        NumeralMorpheme = "numeral-morpheme",
        /// Two to four numeral groups: 三会一课, 三去一降一补.
        Paired = "paired",
        /// Paired, each morpheme shared by its items: 四能五有.
        Slotted = "slotted",
        /// One for each: 一企一策. It counts nothing.
        Distributive = "distributive",
        /// A symbolic run: 一二三四五, 1+N, 党建+.
        Run = "run",
        /// A label that states the length of its wording: 12字思路方位.
        LengthLabel = "length-label",
        /// Clauses of equal length with one skeleton: 举旗帜、聚民心、育新人、兴文化、展形象.
        ParallelSlogan = "parallel-slogan",
        /// Verbs with a formula each: 增强“四个意识”、坚定“四个自信”、做到“两个维护”.
        VerbChain = "verb-chain",
        /// The same word repeated: 着力…着力…着力….
        AnaphoricParallel = "anaphoric-parallel",
        /// 第 with a numeral and a noun: 第二个结合.
        Ordinal = "ordinal",
        /// Words with one affix: 规范化、制度化、科学化.
        AffixSeries = "affix-series",
        /// A quoted name of a campaign or brand: “根在基层”主题实践活动.
        QuotedBrand = "quoted-brand",
        /// The items recited without their label.
        Implicit = "implicit",
        /// A fixed term without a numeral: 新质生产力.
        FixedTerm = "fixed-term",
    }
}

closed_set! {
    /// Who issued the wording.
    Level {
        /// The centre: Party and state.
        Central = "central",
        /// One ministry, system or trade.
        Sector = "sector",
        /// A province, city, county or unit.
        Local = "local",
        /// Found in text, not yet confirmed by a person.
        Candidate = "candidate",
    }
}

closed_set! {
    /// Whether the order of the items is part of the wording.
    Order {
        /// Always in this order.
        Fixed = "fixed",
        /// Nearly always in this order.
        Usual = "usual",
        /// In any order.
        Free = "free",
    }
}

closed_set! {
    /// Where the wording stands today.
    Status {
        /// In use.
        Current = "current",
        /// No longer in use as a living formula.
        Historical = "historical",
        /// Replaced by another formula.
        Superseded = "superseded",
        /// Found in text, not yet confirmed by a person.
        Candidate = "candidate",
    }
}

closed_set! {
    /// How sure the compiler of the entry is.
    Confidence {
        /// Items and date rest on a page or on a text.
        High = "high",
        /// Items confirmed in a corpus, date recalled.
        MediumHigh = "medium-high",
        /// Attested, details recalled.
        Medium = "medium",
        /// Recalled, not seen.
        Low = "low",
    }
}

closed_set! {
    /// What a date rests on.
    Basis {
        /// Read on a public page that the entry names.
        Page = "page",
        /// Read in the issuing document itself.
        Text = "text",
        /// Seen quoted in part.
        Excerpt = "excerpt",
        /// The earliest hit in a corpus.
        Corpus = "corpus",
        /// Recalled; the first hit in a corpus agrees within about a month.
        MemoryConfirmed = "memory-confirmed",
        /// Recalled; a corpus gives only an upper bound.
        MemoryBounded = "memory-bounded",
        /// Recalled; a corpus has an earlier hit.
        MemoryContradicted = "memory-contradicted",
        /// Recalled, unverified.
        Memory = "memory",
        /// Common knowledge, unverified.
        GeneralKnowledge = "general-knowledge",
    }
}

closed_set! {
    /// What a name names.
    NameKind {
        /// An organ of Party or state, or a mass organisation.
        Organ = "organ",
        /// A congress, plenum or conference.
        Meeting = "meeting",
        /// A body of thought: 习近平经济思想.
        Theory = "theory",
        /// A plan: “十四五”规划.
        Plan = "plan",
        /// A post: 中央政治局常委.
        Post = "post",
        /// A kind of document (文种): 请示.
        DocumentKind = "document-kind",
        /// An administrative division.
        Place = "place",
    }
}
