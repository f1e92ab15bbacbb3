//! The verb `trend`: formulas, words and strings through time, and who took them up when.

use std::collections::HashMap;
use std::path::Path;

use gongwen_corpus::TokenFilter;
use gongwen_corpus::query::{self, Within};
use gongwen_corpus::trend::{Basis, Grain, Sparkline, Target, TargetKind, Tiers, TrendCounts, TrendDocument};
use gongwen_ingest::Document;
use gongwen_segment::{Mode, Scratch, Segmenter, WordId};
use gongwen_table::picture::{Caption, LineChart, Series};
use gongwen_table::{Provenance, Table, Value};
use gongwen_text::Reading;

use crate::inputs::Inputs;
use crate::{
    CorpusView, Counted, Engine, Error, ErrorKind, Note, SegmentOptions, Traditional, document_value,
};

/// What is followed, and what is told of it.
#[derive(Clone, Debug)]
pub struct TrendOptions {
    /// What is followed, in the order of the rows.
    pub targets: Vec<Target>,
    /// How text is cut, where words are among the targets.
    pub mode: Mode,
    /// How long a period is.
    pub grain: Grain,
    /// Which table is made.
    pub view: TrendView,
}

/// The tables of a trend.
#[derive(Clone, Debug)]
pub enum TrendView {
    /// For each target what each period has of it.
    Periods,
    /// For each target trend, changes, bursts, first and last use.
    Summary {
        /// What the rates are made of.
        basis: Basis,
        /// Whether the rates are drawn as well.
        sparkline: Sparkline,
    },
    /// For each target who took it up when.
    Adoption {
        /// The column of the documents' metadata that says who, as [`document_value`] names it.
        by: String,
        /// The tiers to which issuers belong; with them the table is by tier.
        tiers: Option<Tiers>,
    },
}

/// A table of a trend, and what a reader should know beside it.
#[derive(Debug)]
pub struct Trend {
    /// The table, with the account of the run.
    pub counted: Counted,
    /// Documents that are left out, because their date is not known, or not as exactly as the periods are long.
    pub unplaced: u64,
    /// Words among the targets that the tokenizer does not have, and which it never gave.
    pub unknown_words: Vec<String>,
}

impl TrendOptions {
    fn table(&self, counts: &TrendCounts, provenance: Provenance) -> Result<Table, Error> {
        Ok(match &self.view {
            TrendView::Periods => counts.by_period(self.grain, provenance)?,
            TrendView::Summary { basis, sparkline } => {
                counts.summary(self.grain, *basis, *sparkline, provenance)?
            }
            TrendView::Adoption { by, tiers: None } => counts.adoption(by, provenance)?,
            TrendView::Adoption { by, tiers: Some(tiers) } => {
                counts.adoption_by_tier(by, tiers, provenance)?
            }
        })
    }

    /// Returns how exactly the date of a document must be known. For adoption the date alone matters, however exact it is.
    fn exactness(&self) -> Grain {
        match self.view {
            TrendView::Adoption { .. } => Grain::Year,
            _ => self.grain,
        }
    }

    /// Returns the column that says who issued a document.
    fn issuer(&self) -> &str {
        match &self.view {
            TrendView::Adoption { by, .. } => by,
            _ => "issuer",
        }
    }
}

impl CorpusView<'_> {
    /// Follows targets through the time of the selected documents: the tables of [`Engine::trend`], from a corpus.
    ///
    /// # Errors
    ///
    /// When no document has the column of the adoption, or the table cannot be made.
    pub fn trend(self, options: &TrendOptions) -> Result<Trend, Error> {
        let corpus = self.corpus();
        let found: Vec<_> = options
            .targets
            .iter()
            .map(|target| {
                let name = target.name.clone();
                let sought = match target.kind {
                    TargetKind::Formula => query::Target::Formula(name),
                    TargetKind::Word => query::Target::Word(name),
                    TargetKind::String => query::Target::Text(name),
                };
                query::find(corpus, &sought, self.selection(), Within::Document)
            })
            .collect();
        let counted = self.counted(TokenFilter::Words);
        let sizes = query::document_counts(corpus, self.selection(), |id| counted[id as usize]);
        let mut by_document: Vec<_> =
            found.iter().map(|matches| matches.by_document(corpus).into_iter().peekable()).collect();
        let mut counts = TrendCounts::new(options.targets.clone());
        let mut has_issuer = corpus.documents() == 0;
        for (number, words) in sizes.sizes.iter().enumerate() {
            let hits: Vec<u64> = by_document
                .iter_mut()
                .map(|matches| {
                    matches.next_if(|(document, _)| *document == number).map_or(0, |(_, count)| count)
                })
                .collect();
            let Some(words) = *words else { continue };
            let document = corpus.document(number);
            let issuer = document.value(options.issuer());
            has_issuer |= issuer.is_some();
            let counted = TrendDocument {
                name: document.id(),
                date: document.date(),
                issuer: issuer.as_deref(),
                characters: document.characters(),
                words,
            };
            counts.add(&counted, &hits);
        }
        if let (TrendView::Adoption { by, .. }, false) = (&options.view, has_issuer) {
            let known = corpus.columns();
            return Err(Error::new(ErrorKind::UnknownColumn { column: by.clone(), known }));
        }
        let provenance = self.provenance().parameter("tokens_counted", TokenFilter::Words.as_str());
        let table = options.table(&counts, provenance)?;
        let unplaced = counts.unplaced(options.exactness());
        let lacks = |target: &Target| {
            target.kind == TargetKind::Word && corpus.vocabulary().id(&target.name).is_none()
        };
        let unknown_words =
            options.targets.iter().filter(|target| lacks(target)).map(|target| target.name.clone());
        Ok(Trend { unplaced, unknown_words: unknown_words.collect(), counted: self.answer(table) })
    }
}

/// Returns the picture of a table of periods: the rate of each target in each period, a gap where there are no documents.
pub fn trend_lines(table: &Table) -> LineChart {
    let text = |column: &str, row: usize| match table.column(column).map(|column| column.value(row)) {
        Ok(Value::Text(text) | Value::Date(text)) => text.to_owned(),
        _ => String::new(),
    };
    let mut periods: Vec<String> = (0..table.len()).map(|row| text("period", row)).collect();
    periods.sort_unstable();
    periods.dedup();
    let mut series: Vec<Series> = Vec::new();
    let mut targets: Vec<String> = Vec::new();
    for row in 0..table.len() {
        let target = text("target", row);
        let place = targets.iter().position(|known| *known == target).unwrap_or_else(|| {
            series.push(Series::new(&target, periods.iter().map(|_| None)));
            targets.push(target);
            targets.len() - 1
        });
        let at = periods.binary_search(&text("period", row)).unwrap_or(0);
        series[place].values[at] = match table.column("per_10k").map(|column| column.value(row)) {
            Ok(Value::Real(rate)) => Some(rate),
            _ => None,
        };
    }
    let caption = Caption {
        title: targets.join("、"),
        description: "Occurrences in 10,000 characters by period; a gap stands where there are no documents."
            .to_owned(),
    };
    LineChart { caption, periods, series, unit: "per 10,000 characters".to_owned() }
}

impl Engine {
    /// Follows targets through the time of all inputs. Texts are those of the reading, so that boilerplate does not count.
    ///
    /// A formula counts where the extractor finds it, under its canonical form or its lexicon id; a word where the tokenizer cuts it; a
    /// string wherever it stands, without overlap. The table is the same to the byte for any number of threads and any order of the inputs.
    /// `progress` is called after each file.
    ///
    /// # Errors
    ///
    /// When a list of words cannot be read, the tokens of the mode overlap, no document has the column of the adoption, or the table cannot be
    /// made; unreadable files are part of the result.
    pub fn trend(
        &self,
        inputs: &Inputs,
        options: &TrendOptions,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Trend, Error> {
        let finder = Finder::new(self, options)?;
        let by = options.issuer();
        let ((counts, _), account) = self.count(
            inputs,
            progress,
            || (TrendCounts::new(options.targets.clone()), Buffers::default()),
            |(counts, buffers), _, document| {
                let reading = Reading::of(document.text.as_str());
                let words = finder.count(&reading, buffers);
                let issuer = document_value(document, by);
                counts.add(&counted(document, &reading, issuer.as_deref(), words), &buffers.hits);
                finder.note(&reading)
            },
            |(counts, _), (other, _)| counts.merge(other),
        );
        if let TrendView::Adoption { by, .. } = &options.view {
            account.require_column(by, &[])?;
        }
        let mut provenance = match &finder.words {
            Some(words) => {
                let as_cut = SegmentOptions { mode: words.mode, ..SegmentOptions::default() };
                let mut provenance = self.tokenizer(as_cut)?.provenance();
                provenance.set_parameter("tokens_counted", TokenFilter::Words.as_str());
                provenance
            }
            None => self.provenance_without_lexicons(),
        };
        if !finder.formulas.is_empty() {
            provenance.lexicons.extend(self.provenance().lexicons);
        }
        provenance.corpus_hash = Some(account.corpus_hash());
        let table = options.table(&counts, provenance)?;
        let frequencies = counts.frequencies();
        let unknown = |target: &Target| finder.words.as_ref().is_some_and(|words| words.lacks(target));
        let unknown_words = options
            .targets
            .iter()
            .zip(frequencies)
            .filter(|(target, frequency)| *frequency == 0 && unknown(target))
            .map(|(target, _)| target.name.clone())
            .collect();
        let unplaced = counts.unplaced(options.exactness());
        Ok(Trend { unplaced, counted: account.with(table), unknown_words })
    }
}

fn counted<'d>(
    document: &'d Document,
    reading: &Reading<'_>,
    issuer: Option<&'d str>,
    words: u64,
) -> TrendDocument<'d> {
    TrendDocument {
        name: &document.id,
        date: document.metadata.date.as_deref(),
        issuer,
        characters: reading.as_str().chars().count() as u64,
        words,
    }
}

/// Finds the targets in a text.
struct Finder<'e> {
    engine: &'e Engine,
    targets: usize,
    /// Canonical forms and ids.
    formulas: HashMap<String, Vec<usize>>,
    strings: Vec<(String, usize)>,
    words: Option<Words<'e>>,
}

struct Words<'e> {
    segmenter: &'e Segmenter,
    mode: Mode,
    is_simplified: bool,
    /// Words that the tokenizer has.
    ids: HashMap<WordId, Vec<usize>>,
    /// Words that it does not have, such as numbers.
    others: HashMap<String, Vec<usize>>,
}

/// The buffers of one thread.
#[derive(Default)]
struct Buffers {
    scratch: Scratch,
    hits: Vec<u64>,
}

impl<'e> Finder<'e> {
    fn new(engine: &'e Engine, options: &TrendOptions) -> Result<Finder<'e>, Error> {
        let of = |kind| options.targets.iter().enumerate().filter(move |(_, target)| target.kind == kind);
        let mut formulas: HashMap<String, Vec<usize>> = HashMap::new();
        of(TargetKind::Formula)
            .for_each(|(at, target)| formulas.entry(target.name.clone()).or_default().push(at));
        let strings = of(TargetKind::String).map(|(at, target)| (target.name.clone(), at)).collect();
        let words = of(TargetKind::Word).next().map(|_| Words::new(engine, options)).transpose()?;
        Ok(Finder { engine, targets: options.targets.len(), formulas, strings, words })
    }

    /// Leaves the hits of each target in the buffers; returns the number of words, 0 where none are counted.
    fn count(&self, reading: &Reading<'_>, buffers: &mut Buffers) -> u64 {
        let Buffers { scratch, hits } = buffers;
        hits.clear();
        hits.resize(self.targets, 0);
        let text = reading.as_str();
        for (string, target) in &self.strings {
            hits[*target] += text.matches(string.as_str()).count() as u64;
        }
        if !self.formulas.is_empty() {
            for hit in self.engine.extractor().extract(reading) {
                let id = hit.entry.map(|entry| self.engine.lexicon().entry(entry).id());
                let named = |name: &str| self.formulas.get(name).map_or(&[][..], Vec::as_slice);
                named(&hit.canonical).iter().for_each(|target| hits[*target] += 1);
                let by_id = id.filter(|id| *id != hit.canonical).map_or(&[][..], named);
                by_id.iter().for_each(|target| hits[*target] += 1);
            }
        }
        self.words.as_ref().map_or(0, |words| words.count(text, scratch, hits))
    }

    fn note(&self, reading: &Reading<'_>) -> Option<Note> {
        let words = self.words.as_ref()?;
        if words.is_simplified { None } else { Note::of_traditional(reading.as_str()) }
    }
}

impl<'e> Words<'e> {
    fn new(engine: &'e Engine, options: &TrendOptions) -> Result<Words<'e>, Error> {
        if !options.mode.tiles() {
            return Err(Error::new(ErrorKind::Overlapping { mode: options.mode }));
        }
        let segmenter = engine.segmenter()?;
        let is_simplified = engine.settings().traditional == Some(Traditional::Simplify);
        let (mut ids, mut others): (HashMap<WordId, Vec<usize>>, HashMap<String, Vec<usize>>) =
            Default::default();
        for (at, target) in options.targets.iter().enumerate() {
            if target.kind == TargetKind::Word {
                match segmenter.id(&target.name) {
                    WordId::UNKNOWN => others.entry(target.name.clone()).or_default().push(at),
                    id => ids.entry(id).or_default().push(at),
                }
            }
        }
        Ok(Words { segmenter, mode: options.mode, is_simplified, ids, others })
    }

    fn count(&self, text: &str, scratch: &mut Scratch, hits: &mut [u64]) -> u64 {
        let mut words = 0;
        for token in self.segmenter.segment(text, self.mode, &[], scratch).iter() {
            words += u64::from(TokenFilter::Words.accepts(token.text));
            let found = match token.id {
                WordId::UNKNOWN => self.others.get(token.text),
                id => self.ids.get(&id),
            };
            found.into_iter().flatten().for_each(|target| hits[*target] += 1);
        }
        words
    }

    fn lacks(&self, target: &Target) -> bool {
        target.kind == TargetKind::Word && self.others.contains_key(&target.name)
    }
}

/// Reads a file of tiers: an issuer and its tier a line, apart by a tab; blank lines and lines that begin with # are passed over.
///
/// # Errors
///
/// When the file cannot be read, or a line is no such pair.
pub fn read_tiers(path: &Path) -> Result<Tiers, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error }))?;
    let mut pairs = Vec::new();
    for (line, row) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        match row.split('\t').map(str::trim).collect::<Vec<_>>()[..] {
            [issuer, tier] if !issuer.is_empty() && !tier.is_empty() => {
                pairs.push((issuer.to_string(), tier.to_string()));
            }
            _ => {
                let problem = format!("expected an issuer, a tab and its tier, not \"{row}\"");
                return Err(Error::new(ErrorKind::Tiers { path: path.to_path_buf(), line, problem }));
            }
        }
    }
    Ok(Tiers::new(pairs))
}
