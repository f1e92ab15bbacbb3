//! The verb `discover`: labels and phrases that no lexicon has.
//!
//! Labels take one pass over the inputs, phrases three; see `gongwen_corpus::phrases`. What a file of the inputs failed with in the
//! first pass it fails with in the others, so failures are told once.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use gongwen_corpus::phrases::{Bounds, Neighbours, PhraseOptions, Ranked, Sequences};
use gongwen_corpus::{Dated, LabelCounts, Sighting};
use gongwen_formula::Class;
use gongwen_formula::discover::{Edge, Known, Unit, Units, labels};
use gongwen_ingest::Document;
use gongwen_lexicon::Lexicon;
use gongwen_segment::{Scratch, WordId};
use gongwen_text::{Reading, Span};

use crate::candidates::{self, CandidateLexicon};
use crate::counts::Account;
use crate::inputs::Inputs;
use crate::{Counted, Engine, Error, ErrorKind, Note, SegmentOptions, Traditional, class_named};

/// How much of the text an example shows on either side, in characters.
const AROUND: usize = 12;

/// What labels are shown.
#[derive(Clone, Debug, Default)]
pub struct LabelOptions {
    /// Only these classes; numeral formulas and slogans when there are none. `counted` are those that only count.
    pub classes: Vec<String>,
    /// Only labels that occur at least so often.
    pub min_count: u64,
    /// Only labels that are in at least so many documents.
    pub min_docs: u64,
}

/// What was found, as a table and as a lexicon of candidates.
#[derive(Debug)]
pub struct Discovery {
    /// The table, with the account of the run.
    pub counted: Counted,
    found: Found,
}

#[derive(Debug)]
enum Found {
    Labels(Vec<gongwen_corpus::LabelRow>),
    Phrases(Vec<gongwen_corpus::phrases::PhraseRow>),
}

impl Discovery {
    /// Writes the first `rows` rows as a lexicon file for a person to confirm: every entry has the status and level `candidate`. `name` is
    /// the name that the file gives itself; what no lexicon file can say is left out and named.
    pub fn lexicon(&self, name: &str, rows: usize, engine: &Engine) -> CandidateLexicon {
        let provenance = self.counted.table.provenance();
        let source = format!(
            "corpus: {} documents, hash {}",
            self.counted.tally.documents,
            provenance.corpus_hash.as_deref().unwrap_or("unknown")
        );
        let entries = match &self.found {
            Found::Labels(labels) => labels.iter().take(rows).map(candidates::formula).collect(),
            Found::Phrases(phrases) => phrases.iter().take(rows).map(candidates::phrase).collect(),
        };
        candidates::write(name, &source, entries, engine.lexicon())
    }
}

impl Engine {
    /// Finds the labels of all inputs that no lexicon has: with documents, issuers, lists and how far documents agree on them, first and
    /// last dates, and the known formula that each is nearest to.
    ///
    /// The table is the same to the byte for any number of threads and any order of the inputs. `progress` is called after each file.
    ///
    /// # Errors
    ///
    /// When a list of words cannot be read, or the table cannot be made; unreadable files are part of the result.
    pub fn discover_labels(
        &self,
        inputs: &Inputs,
        options: &LabelOptions,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Discovery, Error> {
        let segmenter = self.segmenter()?;
        let is_word = |string: &str| segmenter.id(string) != WordId::UNKNOWN;
        let (counts, account) = self.count(
            inputs,
            progress,
            LabelCounts::new,
            |counts: &mut LabelCounts, _, document| {
                let reading = Reading::of(document.text.as_str());
                let found = labels(&reading, &self.extractor().extract(&reading), is_word);
                let issuer = document.metadata.issuer.as_deref();
                counts.add(dated(document), issuer, &found, |candidate| {
                    sighting(document, &reading, reading.from_source(candidate.span))
                });
                None
            },
            LabelCounts::merge,
        );
        let options = gongwen_corpus::LabelOptions {
            classes: options.classes.iter().filter_map(|name| class_named(name)).collect::<Vec<Class>>(),
            min_count: options.min_count,
            min_documents: options.min_docs,
        };
        let forms = forms(self.lexicon());
        let mut rows = counts.rows(&options);
        rows.retain(|row| !forms.contains(&row.label));
        let known = Known::of(self.lexicon());
        let nearest = |label: &str| known.nearest(label).map(|near| (near.form, near.distance as u64));
        let mut provenance = self.provenance();
        provenance.corpus_hash = Some(account.corpus_hash());
        let table = counts.table(&rows, nearest, &options, provenance)?;
        Ok(Discovery { counted: account.with(table), found: Found::Labels(rows) })
    }

    /// Finds the phrases of all inputs that neither a lexicon nor the dictionary has: sequences of words without numerals that hold together
    /// inside and stand freely outside, the greatest C-value first.
    ///
    /// Goes over the inputs three times; standard input is kept. The table is the same to the byte for any number of threads and any order of the
    /// inputs. `progress` is called after each file in each pass. Memory: 32 MiB, and the sequences that may reach the least count.
    ///
    /// # Errors
    ///
    /// When a list of words cannot be read, when the inputs change from pass to pass, or when the table cannot be made; unreadable files are
    /// part of the result.
    pub fn discover_phrases(
        &self,
        inputs: &Inputs,
        options: &PhraseOptions,
        progress: &(dyn Fn() + Sync),
    ) -> Result<Discovery, Error> {
        let units = Units::new(self.segmenter()?, Arc::clone(self.extractor().lexicon()))?;
        let is_simplified = self.settings().traditional == Some(Traditional::Simplify);
        let bounds = Bounds::new(options);
        let pass =
            |cut: &mut Cut, document: &Document| cut.read(&units, &Reading::of(document.text.as_str()));
        let (_, account) = self.count(
            inputs,
            progress,
            Cut::default,
            |cut: &mut Cut, _, document| {
                pass(cut, document);
                bounds.add(&cut.units);
                if is_simplified { None } else { Note::of_traditional(document.text.as_str()) }
            },
            |_, _| {},
        );
        let ((sequences, _), again) = self.count(
            inputs,
            progress,
            || (Sequences::new(options), Cut::default()),
            |(sequences, cut), _, document| {
                pass(cut, document);
                sequences.add(&cut.units, &bounds);
                None
            },
            |(sequences, _), (other, _)| sequences.merge(&other),
        );
        drop(bounds);
        unchanged(&account, &again)?;
        let documents = sequences.documents();
        let forms = forms(self.lexicon());
        let phrases = sequences.choose(options, |sequence| is_phrase(&units, &forms, sequence));
        let ((neighbours, _), again) = self.count(
            inputs,
            progress,
            || (Neighbours::default(), Cut::default()),
            |(neighbours, cut), _, document| {
                let reading = Reading::of(document.text.as_str());
                cut.read(&units, &reading);
                neighbours.add(dated(document), &cut.units, &phrases, |place: Range<usize>| {
                    let span = cut.spans[place.start].union(cut.spans[place.end - 1]);
                    sighting(document, &reading, span)
                });
                None
            },
            |(neighbours, _), (other, _)| neighbours.merge(other),
        );
        unchanged(&account, &again)?;
        let write =
            |unit: Unit, out: &mut String| unit.word().into_iter().for_each(|word| units.write(word, out));
        let ranked = Ranked::of(&phrases, &neighbours, options, documents, write);
        let mut provenance = self.tokenizer(SegmentOptions::default())?.provenance();
        provenance.lexicons.extend(self.provenance().lexicons);
        provenance.corpus_hash = Some(account.corpus_hash());
        let table = ranked.table(options, provenance)?;
        Ok(Discovery { counted: account.with(table), found: Found::Phrases(ranked.rows) })
    }
}

/// The buffers of one thread: a document as units, and where they stand.
#[derive(Default)]
struct Cut {
    scratch: Scratch,
    units: Vec<Unit>,
    spans: Vec<Span>,
}

impl Cut {
    fn read(&mut self, units: &Units<'_>, reading: &Reading<'_>) {
        self.units.clear();
        self.spans.clear();
        units.each(reading, &mut self.scratch, |unit, span| {
            self.units.push(unit);
            self.spans.push(span);
        });
    }
}

fn unchanged(first: &Account, again: &Account) -> Result<(), Error> {
    if first.corpus_hash() == again.corpus_hash() { Ok(()) } else { Err(Error::new(ErrorKind::Changed)) }
}

/// Says whether a sequence may be a phrase: no function words at its edges, and nothing that is known as a whole.
fn is_phrase(units: &Units<'_>, forms: &HashSet<String>, sequence: &[Unit]) -> bool {
    let edge = |unit: Option<&Unit>| unit.and_then(|unit| unit.word()).map(|word| units.edge(word));
    let begins = edge(sequence.first()).is_some_and(|Edge { begins, .. }| begins);
    if !begins || !edge(sequence.last()).is_some_and(|Edge { ends, .. }| ends) {
        return false;
    }
    let mut text = String::new();
    sequence.iter().filter_map(|unit| unit.word()).for_each(|word| units.write(word, &mut text));
    !units.is_word(&text) && !forms.contains(&text)
}

/// Returns all forms of all entries, wrong ones included, without quotation marks.
fn forms(lexicon: &Lexicon) -> HashSet<String> {
    let plain = |text: &str| text.replace(['“', '”', '‘', '’'], "");
    lexicon.entries().flat_map(|(_, entry)| entry.forms()).map(|(_, _, text)| plain(text)).collect()
}

fn dated(document: &Document) -> Dated<'_> {
    Dated { doc: &document.id, date: document.metadata.date.as_deref() }
}

/// Returns where a span of the reading stands in the source, with what is around it on one line.
fn sighting(document: &Document, reading: &Reading<'_>, span: Span) -> Sighting {
    let text = reading.as_str();
    let before = text[..span.start].char_indices().rev().take(AROUND);
    let from = before.take_while(|(_, c)| *c != '\n').last().map_or(span.start, |(at, _)| at);
    let after = text[span.end..].char_indices().take(AROUND);
    let to =
        after.take_while(|(_, c)| *c != '\n').last().map_or(span.end, |(at, c)| span.end + at + c.len_utf8());
    let source = reading.to_source(span);
    let lines = document.text.line_index();
    Sighting {
        doc: document.id.clone(),
        date: document.metadata.date.clone(),
        start: lines.chars(source.start) as u64,
        end: lines.chars(source.end) as u64,
        excerpt: text[from..to].trim().replace('\n', " "),
    }
}
