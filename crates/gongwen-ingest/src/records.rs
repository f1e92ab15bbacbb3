//! Rows of a table and items of a JSON file to documents: which column is the text, what the others
//! say.

use std::collections::BTreeMap;

use crate::document::Note;
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::html;
use crate::metadata::{Field, MetadataSource};

/// A row or item: its number from 1, and its columns in order.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) row: usize,
    pub(crate) columns: Vec<(String, String)>,
}

/// Names that say that a column is the text.
const TEXT_NAMES: &[&str] = &[
    "text",
    "content",
    "body",
    "正文",
    "内容",
    "全文",
    "full_text",
    "fulltext",
    "raw_text",
    "article",
    "文本",
    "contents",
];

/// So many first records are looked at to find the text column.
const SAMPLE: usize = 200;

/// A value of so many characters, or with a full stop, is prose. A column whose name does not say so is taken for the text
/// when it is the only one, or when at least half of its values are prose: titles and names are not.
const PROSE: usize = 30;

/// Makes a document of each record that has text. `notes` are those of the file so far.
///
/// Cost: `O(bytes)`.
///
/// # Errors
///
/// The column asked for is in no record, or no column has text.
pub(crate) fn documents(
    records: Vec<Record>,
    wanted: Option<&str>,
    mut notes: Vec<Note>,
) -> Result<Vec<Extract>, ErrorKind> {
    if records.is_empty() && wanted.is_none() {
        return Ok(notes_only(notes));
    }
    let column = text_column(&records, wanted)?;
    let mut out = Vec::with_capacity(records.len());
    for record in records {
        let row = record.row;
        match document(record, &column) {
            Some(extract) => out.push(extract),
            None => notes.push(Note::RowSkipped { row, reason: format!("no text in \"{column}\"") }),
        }
    }
    // What was odd about the file is said with its first document.
    match out.first_mut() {
        Some(first) => first.notes.splice(..0, notes).for_each(drop),
        None => return Ok(notes_only(notes)),
    }
    Ok(out)
}

/// A file without documents has nobody to carry its notes but an empty document.
fn notes_only(notes: Vec<Note>) -> Vec<Extract> {
    if notes.is_empty() { Vec::new() } else { vec![Extract { notes, ..Extract::default() }] }
}

fn document(record: Record, column: &str) -> Option<Extract> {
    let mut out = Extract { row: Some(record.row), ..Extract::default() };
    for (name, value) in &record.columns {
        if name == column {
            out.text =
                if html::looks_like_markup(value) { html::fragment(value) } else { value.trim().to_owned() };
            out.text.drain(..broadcast_prefix(&out.text));
        }
    }
    if out.text.is_empty() {
        return None;
    }
    for (name, value) in record.columns {
        if name == column {
            continue;
        }
        let value = if html::looks_like_markup(&value) { html::fragment(&value) } else { value };
        let short = last_part(&name);
        let known = match Field::of_name(short) {
            Some(Field::Title) => out.metadata.offer(Field::Title, without_tag(&value), MetadataSource::Page),
            Some(field) => out.metadata.offer(field, &value, MetadataSource::Page),
            None => false,
        };
        if !known {
            out.metadata.offer_named(&name, &value, MetadataSource::Page);
        }
    }
    Some(out)
}

/// Returns the bytes of the sender's mark that each item of the evening news begins with:
/// 央视网消息（新闻联播）：
fn broadcast_prefix(text: &str) -> usize {
    let Some(after) = ["央视网消息", "中国网络电视台消息", "央视国际消息"]
        .iter()
        .find_map(|sender| text.strip_prefix(sender))
    else {
        return 0;
    };
    let after = after.trim_start();
    let after = ["（新闻联播）", "(新闻联播)"]
        .iter()
        .find_map(|programme| after.strip_prefix(programme))
        .unwrap_or(after)
        .trim_start();
    match after.strip_prefix(['：', ':']) {
        Some(after) => text.len() - after.trim_start().len(),
        None => 0,
    }
}

/// Cuts the kind of medium off a title: [视频]….
fn without_tag(title: &str) -> &str {
    let title = title.trim();
    ["[视频]", "[图文]", "【视频】", "[新闻联播]"]
        .iter()
        .find_map(|tag| title.strip_prefix(tag))
        .unwrap_or(title)
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn text_column(records: &[Record], wanted: Option<&str>) -> Result<String, ErrorKind> {
    // How many characters each column has, and how many values that are prose, over the first records.
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut prose: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records.iter().take(SAMPLE) {
        for (name, value) in &record.columns {
            let length = value.chars().count();
            *lengths.entry(name).or_default() += length;
            *prose.entry(name).or_default() += usize::from(length >= PROSE || value.contains('。'));
        }
    }
    let is_text = |name: &str| {
        lengths.len() == 1 || prose.get(name).is_some_and(|count| count * 2 >= records.len().min(SAMPLE))
    };
    let names = || lengths.keys().map(|name| (*name).to_owned()).collect();
    if let Some(wanted) = wanted {
        let found = lengths
            .keys()
            .find(|name| **name == wanted)
            .or_else(|| lengths.keys().find(|name| last_part(name) == wanted));
        return found
            .map(|name| (*name).to_owned())
            .ok_or_else(|| ErrorKind::NoTextColumn { wanted: Some(wanted.to_owned()), columns: names() });
    }
    let longest = |named: bool| {
        lengths
            .iter()
            .filter(|(name, length)| {
                let says_so = TEXT_NAMES.contains(&last_part(name).trim().to_lowercase().as_str());
                **length > 0 && if named { says_so } else { is_text(name) }
            })
            .max_by_key(|(_, length)| **length)
            .map(|(name, _)| (*name).to_owned())
    };
    longest(true)
        .or_else(|| longest(false))
        .ok_or_else(|| ErrorKind::NoTextColumn { wanted: None, columns: names() })
}

/// Returns whether these columns hold a text: the one asked for, or one with a name that says so.
pub(crate) fn has_text_column(columns: &[(String, String)], wanted: Option<&str>) -> bool {
    columns.iter().any(|(name, value)| {
        let short = last_part(name);
        let named = match wanted {
            Some(wanted) => name == wanted || short == wanted,
            None => TEXT_NAMES.contains(&short.to_lowercase().as_str()),
        };
        named && !value.trim().is_empty()
    })
}
