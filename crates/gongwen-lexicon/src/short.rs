//! The short form: one formula a line, for people without TOML.
//!
//! `label⇥item、item⇥verb、verb⇥note`, all but the label optional. The id is made from the label and so stays the same as
//! long as the label does; the kind is read off the label as far as that is safe, and is a fixed term otherwise.

use std::collections::HashMap;

use gongwen_text::{is_han, numeral_value};

use crate::closed::{Confidence, Kind, Level, Order, Status};
use crate::error::{Error, Problem};
use crate::fields::Report;
use crate::file::{ContentHash, LexiconFile};
use crate::model::{Formula, Gloss, Item, Place, Verbs};
use crate::{slots, wording};

pub(crate) fn parse(file: &str, tsv: &str) -> Result<LexiconFile, Error> {
    let mut report = Report::new(file, tsv);
    let mut formulas: Vec<Formula> = Vec::new();
    let mut ids: HashMap<String, Place> = HashMap::new();
    let mut at = 0;
    for line in tsv.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // A byte order mark is left by spreadsheet programs.
        let content = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        if content.trim().is_empty() || content.starts_with('#') {
            continue;
        }
        let Some(formula) = read_line(content, start, &mut report) else { continue };
        match ids.get(&formula.id) {
            Some(first) => {
                let first = format!("{file}:{}:{}", first.line, first.column);
                report.push(start, Problem::DuplicateId { first });
            }
            None => {
                ids.insert(formula.id.clone(), formula.place);
                formulas.push(formula);
            }
        }
        report.id = None;
    }
    formulas.sort_by(|a, b| a.id.cmp(&b.id));
    let read = LexiconFile {
        file: file.to_owned(),
        name: name_of(file),
        version: "0".to_owned(),
        license: "unstated".to_owned(),
        date: None,
        source: vec![file.to_owned()],
        note: None,
        formulas,
        phrases: Vec::new(),
        names: Vec::new(),
        chains: Vec::new(),
        disable: Vec::new(),
        hash: ContentHash::of_text(tsv),
        disable_places: Vec::new(),
        short: true,
    };
    report.finish(read)
}

/// Returns the file's name without folders and extensions.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn read_line(line: &str, start: usize, report: &mut Report<'_>) -> Option<Formula> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    if columns.len() > 4 {
        report.push(start, Problem::Columns { found: columns.len() });
        return None;
    }
    let column = |at: usize| columns.get(at).copied().unwrap_or_default();
    let label = unquoted(column(0));
    let id = id_of(label);
    if id.is_empty() {
        report.push(start, Problem::TooShort { key: "label", expected: "a label in the first column" });
        return None;
    }
    report.id = Some(id.clone());
    wording::check("label", label, &mut |problem| report.push(start, problem));
    let items: Vec<Item> = listed("items", column(1), start, report)
        .into_iter()
        .map(|text| Item { text, valid_from: None, valid_to: None })
        .collect();
    let prefer = listed("verbs", column(2), start, report);
    let note = Some(column(3)).filter(|note| !note.is_empty()).map(str::to_owned);
    let kind = kind_of(label);
    // A numeral that a person did not mean to count must not keep the line from being read: without items nothing is claimed.
    let slots = slots::of_label(kind, label).unwrap_or_default();
    slots::check_count(label, &slots, &items, &mut |problem| report.push(start, problem));
    if kind == Kind::LengthLabel {
        slots::check_length(label, &items, &mut |problem| report.push(start, problem));
    }
    Some(Formula {
        id,
        label: label.to_owned(),
        sense: None,
        context: Vec::new(),
        kind,
        level: Level::Local,
        domain: Vec::new(),
        variants: Vec::new(),
        items,
        slots,
        order: Order::Fixed,
        verbs: Verbs { prefer, ..Verbs::default() },
        wrong: Vec::new(),
        not_in: Vec::new(),
        status: Status::Current,
        superseded_by: None,
        first: None,
        gloss: Gloss::default(),
        confidence: Confidence::Medium,
        examples: Vec::new(),
        source: Vec::new(),
        note,
        place: report.place(start),
    })
}

/// Splits a column at 、 and ； and checks the wording of each part.
fn listed(key: &'static str, column: &str, start: usize, report: &mut Report<'_>) -> Vec<String> {
    let parts: Vec<String> = column
        .split(['、', '；'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    for part in &parts {
        wording::check(key, part, &mut |problem| report.push(start, problem));
    }
    parts
}

/// Returns the label without one pair of quotation marks around the whole of it.
fn unquoted(label: &str) -> &str {
    let inner = label.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    inner.filter(|inner| !inner.contains(['“', '”'])).unwrap_or(label)
}

/// Returns the name that a file without a header gets, as a header could have it.
pub(crate) fn name_of(file: &str) -> String {
    Some(id_of(stem(file))).filter(|name| !name.is_empty()).unwrap_or_else(|| "entries".to_owned())
}

/// Returns the letters, digits and Han of the label, other runs as one hyphen, quotation marks as nothing.
fn id_of(label: &str) -> String {
    let mut id = String::new();
    for c in label.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’')) {
        if c.is_ascii_alphanumeric() || is_han(c) {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// Reads the kind off a label.
fn kind_of(label: &str) -> Kind {
    let bare: String = label.chars().filter(|c| !matches!(c, '“' | '”' | '‘' | '’')).collect();
    let numerals: Vec<Option<u32>> = slots::numerals(&bare).collect();
    let starts = bare.chars().next().is_some_and(|c| numeral_value(c).is_some());
    let rest = bare.trim_start_matches(|c| numeral_value(c).is_some());
    if bare.contains(['、', '，']) {
        return Kind::ParallelSlogan;
    }
    if bare.contains('+') {
        return Kind::Run;
    }
    if rest.starts_with('字') && starts {
        return Kind::LengthLabel;
    }
    if bare.starts_with('第') {
        return Kind::Ordinal;
    }
    if numerals.iter().any(Option::is_none) || !starts {
        return Kind::FixedTerm;
    }
    match (numerals.as_slice(), rest.chars().next()) {
        ([Some(1), Some(1), ..], _) => Kind::Distributive,
        ([_, _, ..], _) => Kind::Slotted,
        ([Some(1)], _) => Kind::FixedTerm,
        ([_], Some('个' | '大' | '项' | '种' | '条' | '类' | '级' | '点' | '张')) => {
            Kind::NumeralClassifierNoun
        }
        ([_], _) => Kind::NumeralMorpheme,
        ([], _) => Kind::FixedTerm,
    }
}
