//! The verb `formulas`: hits as plain rows, and as tables.

use crate::{Engine, Error};
use gongwen_formula::{Class, Hit};
use gongwen_ingest::Document;
use gongwen_table::{Provenance, Table};
use gongwen_text::{LineIndex, Reading};
use serde::Serialize;

/// One formula in one document, with every field of the row contract.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FormulaRow {
    /// The document's id.
    pub doc: String,
    /// First code point of the source text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// First byte of the source text.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// The source text of the span; quotation marks around it are outside.
    pub surface: String,
    /// `numeral-formula`, `fixed-phrase`, `slogan`, `title`, `counted` or `numeral-idiom`.
    pub class: &'static str,
    /// How the label is built.
    pub kind: &'static str,
    /// The standing form of the label.
    pub canonical: String,
    /// The id of the lexicon entry.
    pub id: Option<String>,
    /// `central`, `sector`, `local` or `candidate`.
    pub level: &'static str,
    /// Whether it stands in quotation marks of its own.
    pub quoted: bool,
    /// The verb directly before it.
    pub verb: Option<String>,
    /// The items that the text spells out, in order.
    pub items: Option<Vec<String>>,
    /// The items that the lexicon knows.
    pub lexicon_items: Option<Vec<String>>,
    /// The evidence for `items`.
    pub link: Option<LinkRow>,
    /// The items from elsewhere in the document, where none stand beside the label.
    pub resolved_items: Option<Vec<String>>,
    /// Where `resolved_items` stand and why they are the label's.
    pub items_from: Option<ItemsFromRow>,
    /// A list beside the label that is not the one that the lexicon knows.
    pub variant_items: Option<Vec<String>>,
    /// Whether the label itself is there; `false` where its items are recited without it.
    pub label: bool,
    /// Whose words it stands in.
    pub quoted_from: Option<SpeakerRow>,
    /// How the text departs from the lexicon or itself: `verb`, `order`, `count`, `variant`, `chain-order`, `ambiguous`.
    pub deviations: Vec<&'static str>,
    /// The number that each slot of the label states.
    pub claimed: Vec<u32>,
    /// The number of items found for each slot.
    pub found: Vec<u32>,
    /// The place in a chain of verbs and formulas.
    pub chain: Option<ChainRow>,
}

/// The evidence that a list belongs to a label.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LinkRow {
    /// What ties the list to the label.
    pub cue: &'static str,
    /// On which side of the label the list stands.
    pub direction: &'static str,
    /// Strength of the evidence, 0 to 1, to two decimals.
    pub score: f64,
    /// What items and label have in common: `morpheme`, `edge` or `nothing`.
    pub shared: &'static str,
    /// Characters between list and label.
    pub distance: usize,
    /// Whether the text says that there are more items (等).
    pub partial: bool,
    /// The items' code points in the source text.
    pub spans: Vec<[usize; 2]>,
}

/// Where a list stands that was carried over to a label.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ItemsFromRow {
    /// `mention`: beside another mention of the label; `aligned`: alone, with the label's morpheme in every item.
    pub origin: &'static str,
    /// First code point of the list.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// Who is quoted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SpeakerRow {
    /// As the text names them.
    pub name: String,
    /// `person`, `document`, `body` or `pronoun`.
    pub kind: &'static str,
}

/// A place in a chain such as 增强“四个意识”、坚定“四个自信”、做到“两个维护”.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct ChainRow {
    /// Which chain of the document, from 0.
    pub number: u32,
    /// Which link of the chain, from 0.
    pub position: u32,
    /// How many links it has.
    pub length: u32,
}

impl Engine {
    /// Returns the formulas of a document, in text order. Cost: linear in the text.
    pub fn formulas(&self, document: &Document) -> Vec<FormulaRow> {
        self.rows(&document.id, document.text.as_str(), document.text.line_index())
    }

    /// Returns the formulas of a text that is no file; `name` becomes the rows' `doc`.
    pub fn formulas_in(&self, name: &str, text: &str) -> Vec<FormulaRow> {
        self.rows(name, text, &LineIndex::new(text))
    }

    fn rows(&self, doc: &str, text: &str, lines: &LineIndex) -> Vec<FormulaRow> {
        let hits = self.extractor().extract(&Reading::of(text));
        hits.into_iter().map(|hit| self.row(doc, lines, hit)).collect()
    }

    fn row(&self, doc: &str, lines: &LineIndex, hit: Hit) -> FormulaRow {
        let position = lines.position(hit.span.start);
        FormulaRow {
            doc: doc.to_string(),
            start: lines.chars(hit.span.start),
            end: lines.chars(hit.span.end),
            start_byte: hit.span.start,
            end_byte: hit.span.end,
            line: position.line,
            column: position.column,
            class: hit.class.as_str(),
            kind: hit.kind.as_str(),
            id: hit.entry.map(|entry| self.lexicon().entry(entry).id().to_string()),
            level: hit.level.as_str(),
            quoted: hit.quoted,
            link: hit.link.map(|link| LinkRow {
                cue: link.cue.as_str(),
                direction: link.direction.as_str(),
                score: (f64::from(link.score) * 100.0).round() / 100.0,
                shared: link.shared.as_str(),
                distance: link.distance,
                partial: link.partial,
                spans: link
                    .spans
                    .iter()
                    .map(|span| [lines.chars(span.start), lines.chars(span.end)])
                    .collect(),
            }),
            items_from: hit.elsewhere.as_ref().and_then(|list| {
                let (first, last) = (list.spans.first()?, list.spans.last()?);
                Some(ItemsFromRow {
                    origin: list.origin.as_str(),
                    start: lines.chars(first.start),
                    end: lines.chars(last.end),
                    line: lines.position(first.start).line,
                })
            }),
            resolved_items: hit.elsewhere.map(|list| list.items),
            variant_items: hit.variant,
            label: hit.labelled,
            quoted_from: hit
                .quoted_from
                .map(|speaker| SpeakerRow { name: speaker.name, kind: speaker.kind.as_str() }),
            deviations: hit.deviations.iter().map(|deviation| deviation.as_str()).collect(),
            claimed: hit.slots.iter().map(|slot| slot.claimed).collect(),
            found: hit.slots.iter().map(|slot| slot.found).collect(),
            chain: hit.chain.map(|chain| ChainRow {
                number: chain.number,
                position: chain.position,
                length: chain.length,
            }),
            surface: hit.surface,
            canonical: hit.canonical,
            verb: hit.verb,
            items: hit.items,
            lexicon_items: hit.lexicon_items,
        }
    }
}

/// Returns the rows as a table: one column a field, lists as lists, the evidence of a link as three columns.
///
/// # Errors
///
/// Only when the rows do not fit one table, which takes more than 2³¹ bytes of text.
pub fn formula_table(rows: &[FormulaRow]) -> Result<Table, Error> {
    fn numbers(values: &[u32]) -> Vec<String> {
        values.iter().map(u32::to_string).collect()
    }
    fn names(values: &[&str]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }
    let count = |field: fn(&FormulaRow) -> usize| rows.iter().map(move |row| field(row) as u64);
    let link = |field: fn(&LinkRow) -> &'static str| rows.iter().map(move |row| row.link.as_ref().map(field));
    Ok(Table::builder("formulas")
        .text("doc", rows.iter().map(|row| &row.doc))
        .count("start", count(|row| row.start))
        .count("end", count(|row| row.end))
        .count("start_byte", count(|row| row.start_byte))
        .count("end_byte", count(|row| row.end_byte))
        .count("line", count(|row| row.line))
        .count("column", count(|row| row.column))
        .text("surface", rows.iter().map(|row| &row.surface))
        .text("class", rows.iter().map(|row| row.class))
        .text("kind", rows.iter().map(|row| row.kind))
        .text("canonical", rows.iter().map(|row| &row.canonical))
        .optional_text("id", rows.iter().map(|row| row.id.as_ref()))
        .text("level", rows.iter().map(|row| row.level))
        .flag("quoted", rows.iter().map(|row| row.quoted))
        .optional_text("verb", rows.iter().map(|row| row.verb.as_ref()))
        .optional_list("items", rows.iter().map(|row| row.items.as_ref()))
        .optional_list("lexicon_items", rows.iter().map(|row| row.lexicon_items.as_ref()))
        .optional_text("link_cue", link(|link| link.cue))
        .optional_text("link_direction", link(|link| link.direction))
        .optional_real("link_score", rows.iter().map(|row| row.link.as_ref().map(|link| link.score)))
        .optional_list("resolved_items", rows.iter().map(|row| row.resolved_items.as_ref()))
        .optional_text("items_from", rows.iter().map(|row| row.items_from.as_ref().map(|from| from.origin)))
        .optional_list("variant_items", rows.iter().map(|row| row.variant_items.as_ref()))
        .flag("label", rows.iter().map(|row| row.label))
        .optional_text(
            "quoted_from",
            rows.iter().map(|row| row.quoted_from.as_ref().map(|by| by.name.as_str())),
        )
        .list("deviations", rows.iter().map(|row| names(&row.deviations)))
        .list("claimed", rows.iter().map(|row| numbers(&row.claimed)))
        .list("found", rows.iter().map(|row| numbers(&row.found)))
        .optional_count("chain", rows.iter().map(|row| row.chain.map(|chain| u64::from(chain.number))))
        .build()?)
}

/// Returns the class of a name as rows give it, for selections by class.
pub fn class_named(name: &str) -> Option<Class> {
    Class::ALL.into_iter().find(|class| class.as_str() == name)
}

/// Returns the provenance of rows that were written one by one, as JSON for a file beside them.
pub fn sidecar(name: &str, rows: usize, provenance: &Provenance) -> String {
    serde_json::json!({ "table": name, "rows": rows, "provenance": provenance }).to_string()
}
