//! The verb `collocates`: what stands beside something, with every measure of association.

use super::{CorpusView, Sought};
use crate::{Counted, Error};
use gongwen_corpus::TokenFilter;
use gongwen_corpus::measures::association::Contingency;
use gongwen_corpus::query::{Collocate, CollocateOptions, Expectation, Within, collocates, find};
use gongwen_table::Table;

/// A measure of association: a column, and what rows are sorted by.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The name of the column.
    pub name: &'static str,
    of: fn(&Contingency) -> f64,
}

impl Measure {
    /// All of them, in the order of the table.
    pub const ALL: [Measure; 18] = [
        Measure { name: "ll", of: Contingency::log_likelihood },
        Measure { name: "log_dice", of: Contingency::log_dice },
        Measure { name: "mi", of: Contingency::mi },
        Measure { name: "mi2", of: Contingency::mi2 },
        Measure { name: "mi3", of: Contingency::mi3 },
        Measure { name: "t", of: Contingency::t_score },
        Measure { name: "z", of: Contingency::z_score },
        Measure { name: "simple_ll", of: Contingency::simple_ll },
        Measure { name: "chi_squared", of: Contingency::chi_squared },
        Measure { name: "dice", of: Contingency::dice },
        Measure { name: "min_sens", of: Contingency::min_sensitivity },
        Measure { name: "mi_log_f", of: Contingency::mi_log_f },
        Measure { name: "delta_p", of: Contingency::delta_p_forward },
        Measure { name: "delta_p_back", of: Contingency::delta_p_backward },
        Measure { name: "odds_ratio", of: Contingency::odds_ratio },
        Measure { name: "log_odds_ratio", of: Contingency::log_odds_ratio },
        Measure { name: "fisher", of: Contingency::fisher },
        Measure { name: "expected", of: Contingency::expected },
    ];

    /// Returns the measure of a name.
    pub fn named(name: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.name == name)
    }

    /// Returns its value.
    pub fn of(&self, table: &Contingency) -> f64 {
        (self.of)(table)
    }
}

/// What `collocates` counts and shows.
#[derive(Clone, Debug)]
pub struct CollocateSettings {
    /// The window and the fewest occurrences in it.
    pub counting: CollocateOptions,
    /// How far a match of several words may reach.
    pub within: Within,
    /// What is expected by chance.
    pub expectation: Expectation,
    /// Which words are shown; all tokens fill the window.
    pub tokens: TokenFilter,
    /// What rows are sorted by, the greatest first.
    pub sort: Measure,
}

impl Default for CollocateSettings {
    fn default() -> Self {
        CollocateSettings {
            counting: CollocateOptions { min_count: 5, ..CollocateOptions::default() },
            within: Within::Document,
            expectation: Expectation::Window,
            tokens: TokenFilter::Words,
            sort: Measure::ALL[0],
        }
    }
}

impl CorpusView<'_> {
    /// Returns the words beside what is sought with every measure, the strongest first, equally strong ones by code point.
    ///
    /// # Errors
    ///
    /// When a pattern cannot be read.
    pub fn collocates(self, sought: &Sought, settings: &CollocateSettings) -> Result<Counted, Error> {
        let target = self.target(sought)?;
        let matches = find(&self.corpus, &target, &self.selection, settings.within);
        let counted = self.counted(settings.tokens);
        let options = &settings.counting;
        let found = collocates(&self.corpus, &matches, &self.selection, options, |id| counted[id as usize]);
        let r1 = match settings.expectation {
            Expectation::Window => found.places,
            Expectation::Node => found.matches,
        };
        let words = self.corpus.vocabulary();
        let cells =
            |word: &Collocate| Contingency { o11: word.count(), r1, c1: word.frequency, n: found.tokens };
        let mut rows: Vec<(f64, &str, &Collocate, Contingency)> = found
            .words
            .iter()
            .map(|word| {
                let cells = cells(word);
                (settings.sort.of(&cells), words.word(word.id), word, cells)
            })
            .collect();
        // What is not defined comes last.
        let rank = |value: f64| if value.is_nan() { f64::NEG_INFINITY } else { value };
        rows.sort_by(|a, b| rank(b.0).total_cmp(&rank(a.0)).then_with(|| a.1.cmp(b.1)));
        let window = options.window;
        let provenance = self
            .provenance()
            .parameter(target.kind(), target.name())
            .parameter("matches", found.matches)
            .parameter("window", format!("{}L {}R", window.left, window.right))
            .parameter("window_places", found.places)
            .parameter("within", if window.within == Within::Sentence { "sentence" } else { "document" })
            .parameter("expectation", settings.expectation.as_str())
            .parameter("words", found.tokens)
            .parameter("tokens", settings.tokens.as_str())
            .parameter("min_count", options.min_count)
            .parameter("sort", settings.sort.name);
        let all = || rows.iter();
        let mut table = Table::builder("collocates")
            .text("word", all().map(|row| row.1))
            .text("tag", all().map(|row| words.tag(row.2.id)))
            .count("count", all().map(|row| row.2.count()))
            .count("left", all().map(|row| row.2.left))
            .count("right", all().map(|row| row.2.right))
            .count("freq", all().map(|row| row.2.frequency))
            .count("docs", all().map(|row| row.2.documents));
        for measure in Measure::ALL {
            table = table.real(measure.name, all().map(|row| measure.of(&row.3))).decimals(3);
        }
        let table = table.provenance(provenance).build()?;
        Ok(self.answer(table))
    }
}
