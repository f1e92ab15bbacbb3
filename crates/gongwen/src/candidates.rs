//! A lexicon of candidates: what `discover` found, as a file that loads as it is and that a person goes through.

use std::collections::HashSet;
use std::fmt::Write;

use gongwen_corpus::phrases::PhraseRow;
use gongwen_corpus::{LabelRow, Sighting};
use gongwen_lexicon::{Lexicon, LexiconFile};
use gongwen_text::is_han;

/// The text of a lexicon file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CandidateLexicon {
    /// TOML.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
    /// The wordings that no lexicon file can hold: with marks that a reading does not have.
    pub left_out: Vec<String>,
}

/// An entry before it has an id: the table it belongs to, its wording, and its fields in order; of the fields the last may be given up.
pub(crate) struct Draft {
    table: &'static str,
    wording: String,
    fields: Vec<(&'static str, String)>,
    items: Option<String>,
}

/// Makes an entry of a label. Items are kept when they are as many as the label claims.
pub(crate) fn formula(row: &LabelRow) -> Draft {
    let claimed: u64 = row.claimed.iter().map(|&slot| u64::from(slot)).sum();
    let items = row.items.as_ref().filter(|items| row.claimed.is_empty() || claimed == items.len() as u64);
    let slots: Vec<String> = row.claimed.iter().filter(|slot| **slot > 0).map(u32::to_string).collect();
    let issuers = if row.issuers > 0 { format!("，{} 个单位", row.issuers) } else { String::new() };
    let counts_nothing = matches!(row.kind, "distributive" | "run");
    Draft {
        table: "formula",
        wording: row.label.clone(),
        fields: vec![
            ("label", quoted(&row.label)),
            ("kind", quoted(row.kind)),
            ("level", quoted("candidate")),
            ("slots", if counts_nothing { "[]".to_owned() } else { format!("[{}]", slots.join(", ")) }),
            ("status", quoted("candidate")),
            ("confidence", quoted("low")),
            ("note", quoted(&note(row.frequency, row.documents, &issuers, Some(&row.first)))),
        ]
        .into_iter()
        .chain(first(Some(&row.first)))
        .collect(),
        items: items.map(|items| {
            let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
            format!("[{}]", items.join(", "))
        }),
    }
}

/// Makes an entry of a phrase.
pub(crate) fn phrase(row: &PhraseRow) -> Draft {
    Draft {
        table: "phrase",
        wording: row.phrase.clone(),
        fields: vec![
            ("text", quoted(&row.phrase)),
            ("class", quoted("候选")),
            ("level", quoted("candidate")),
            ("status", quoted("candidate")),
            ("confidence", quoted("low")),
            ("note", quoted(&note(row.frequency, row.documents, "", row.first.as_ref()))),
        ]
        .into_iter()
        .chain(first(row.first.as_ref()))
        .collect(),
        items: None,
    }
}

fn note(frequency: u64, documents: u64, issuers: &str, first: Option<&Sighting>) -> String {
    let example = first.map_or(String::new(), |first| format!("；例：{}", first.excerpt));
    format!("{frequency} 次，{documents} 份文件{issuers}{example}")
}

fn first(first: Option<&Sighting>) -> Option<(&'static str, String)> {
    let first = first?;
    let date = quoted(first.date.as_deref()?);
    Some(("first", format!("{{ date = {date}, basis = \"corpus\", source = {} }}", quoted(&first.doc))))
}

/// Writes the file. Every entry is read back before it is taken, so that the file loads; ids are those of no entry of `lexicon`.
pub(crate) fn write(name: &str, source: &str, drafts: Vec<Draft>, lexicon: &Lexicon) -> CandidateLexicon {
    let header = format!(
        "# Candidates: found in texts, not yet confirmed. Confirm an entry by its level, status and confidence; delete the others.\n\
         schema = 1\nname = {}\nversion = \"0\"\nlicense = \"unstated\"\nsource = [{}]\n",
        quoted(&id_of(name)),
        quoted(source)
    );
    let mut ids = HashSet::new();
    let mut left_out = Vec::new();
    let mut entries: Vec<(&'static str, String, String)> = Vec::new();
    let mut wordings = HashSet::new();
    for draft in drafts {
        // A label that only counts in some documents has a second row.
        if !wordings.insert(draft.wording.clone()) {
            continue;
        }
        let id = free_id(&draft.wording, |id| {
            lexicon.find(id).is_some() || lexicon.chain(id).is_some() || ids.contains(id)
        });
        let texts = [draft.text(&id, true), draft.text(&id, false)];
        let loads = |text: &&String| LexiconFile::parse("candidate", &format!("{header}{text}")).is_ok();
        match texts.iter().find(loads) {
            Some(text) => {
                entries.push((draft.table, id.clone(), text.clone()));
                ids.insert(id);
            }
            None => left_out.push(draft.wording),
        }
    }
    // Entries of one table are sorted by id.
    entries.sort();
    let text = entries.iter().fold(header, |file, (_, _, text)| file + text);
    CandidateLexicon { text, entries: entries.len(), left_out }
}

impl Draft {
    fn text(&self, id: &str, with_items: bool) -> String {
        let mut text = format!("\n[[{}]]\nid = {}\n", self.table, quoted(id));
        for (key, value) in &self.fields {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{key} = {value}");
        }
        if let Some(items) = self.items.as_ref().filter(|_| with_items) {
            let _ = writeln!(text, "items = {items}");
        }
        text
    }
}

/// Returns the wording as an id: letters, digits and Han, hyphens for all else.
fn id_of(wording: &str) -> String {
    let mut id = String::new();
    for c in wording.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || is_han(c) {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "candidates".to_owned() } else { id.to_owned() }
}

fn free_id(wording: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let id = id_of(wording);
    if !is_taken(&id) {
        return id;
    }
    (2_u64..).map(|n| format!("{id}-{n}")).find(|id| !is_taken(id)).unwrap_or(id)
}

/// Returns a string as TOML writes it, which is as JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
