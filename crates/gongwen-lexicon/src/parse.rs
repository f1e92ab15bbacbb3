//! The TOML form of a lexicon file: header, formulas, phrases, names, chains.
//!
//! Everything that concerns one entry or one file is checked here, at the exact place; what needs all entries is checked
//! when files are merged, and examples when a person asks for it. Entries of names are called `proper_name`, because
//! `name` is a key of the header.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use crate::closed::{Confidence, Kind, Order, Status};
use crate::date::Date;
use crate::error::{Error, Problem};
use crate::fields::{Fields, Report, Text, text, wrong_type};
use crate::file::{ContentHash, LexiconFile};
use crate::model::{
    Chain, Dated, Example, Formula, Gloss, Item, Link, Name, Phrase, Place, Verbs, WrongForm,
};
use crate::slots;

pub(crate) fn parse(file: &str, toml: &str) -> Result<LexiconFile, Error> {
    let mut report = Report::new(file, toml);
    let (root, errors) = DeTable::parse_recoverable(toml);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        report.push(at, Problem::Syntax { message: error.message().to_owned() });
    }
    // What recovery makes of broken syntax would only give problems that are not there.
    let mut report = report.finish(()).map(|()| Report::new(file, toml))?;
    let read = read_file(file, toml, root.get_ref(), &mut report);
    report.finish(read)
}

fn read_file(file: &str, toml: &str, root: &DeTable<'_>, report: &mut Report<'_>) -> LexiconFile {
    let mut fields = Fields::new(root, "the header", 0);
    schema(&mut fields, report);
    let name = id_like(&mut fields, "name", report);
    let version = version(&mut fields, report);
    let license = fields.required_text("license", Text::Free, report).unwrap_or_default();
    let date = fields.date("date", report);
    let source = fields.list("source", Text::Free, report);
    let note = fields.text("note", Text::Free, report);
    let (disable, disable_places) = disable(&mut fields, report);
    let mut entries = Entries { file, sourced: !source.is_empty(), ids: HashMap::new() };
    let formulas = entries.read(&mut fields, "formula", formula, report);
    let phrases = entries.read(&mut fields, "phrase", phrase, report);
    let names = entries.read(&mut fields, "proper_name", proper_name, report);
    let chains = entries.read(&mut fields, "chain", chain, report);
    fields.finish(report);
    LexiconFile {
        file: file.to_owned(),
        name,
        version,
        license,
        date,
        source,
        note,
        formulas,
        phrases,
        names,
        chains,
        disable,
        hash: ContentHash::of_text(toml),
        disable_places,
        short: false,
    }
}

fn schema(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) {
    let Some(value) = fields.value("schema") else {
        return report.push(0, Problem::MissingKey { key: "schema", table: "the header" });
    };
    match value.get_ref() {
        DeValue::Integer(number) if number.to_string() == "1" => {}
        DeValue::Integer(number) => {
            report.push(value.span().start, Problem::Schema { found: number.to_string() });
        }
        other => wrong_type("schema", other, &value.span(), "the number 1", report),
    }
}

fn version(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> String {
    let version = fields.required_text("version", Text::Free, report).unwrap_or_default();
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !version.is_empty() && !version.split('.').all(number) {
        let expected = "numbers with dots, such as 2026.11.0";
        report.push(
            fields.at("version"),
            Problem::BadForm { key: "version", value: version.clone(), expected },
        );
    }
    version
}

fn disable(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> (Vec<String>, Vec<Place>) {
    let mut ids = Vec::new();
    let mut places = Vec::new();
    for (value, at) in fields.array("disable", "an array of ids", report) {
        if let Some(id) = text("disable", value, Text::Free, report) {
            ids.push(id);
            places.push(report.place(at));
        }
    }
    (ids, places)
}

/// Reads an id or the file's name: lower-case letters, digits, Han, with single hyphens between.
fn id_like(fields: &mut Fields<'_, '_>, key: &'static str, report: &mut Report<'_>) -> String {
    let id = fields.required_text(key, Text::Free, report).unwrap_or_default();
    let part = |part: &str| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || gongwen_text::is_han(c);
        !part.is_empty() && part.chars().all(fits)
    };
    if !id.is_empty() && !id.split('-').all(part) {
        let expected = "lower-case letters, digits or Han with single hyphens between, such as sige-yishi";
        report.push(fields.at(key), Problem::BadForm { key, value: id.clone(), expected });
    }
    id
}

/// Reading the entries of one file.
struct Entries<'f> {
    file: &'f str,
    /// Whether the header names a source for all entries.
    sourced: bool,
    /// Where each id stands.
    ids: HashMap<String, Place>,
}

/// What every sort of entry begins and ends with.
struct Head {
    id: String,
    source: Vec<String>,
    note: Option<String>,
    confidence: Option<Confidence>,
    place: Place,
}

impl Entries<'_> {
    /// Reads all entries of one sort; an entry without one of its required fields is reported and left out.
    fn read<'t, 'i, T>(
        &mut self,
        fields: &mut Fields<'t, 'i>,
        sort: &'static str,
        read: impl Fn(&mut Fields<'t, 'i>, Head, &mut Report<'_>) -> Option<T>,
        report: &mut Report<'_>,
    ) -> Vec<T> {
        let mut entries = Vec::new();
        let mut greatest = String::new();
        for mut entry in fields.tables(sort, sort, "tables in double brackets", report) {
            report.id = entry.peek("id").map(str::to_owned);
            let id = id_like(&mut entry, "id", report);
            let at = entry.at("id");
            let place = report.place(at);
            if !id.is_empty() {
                match self.ids.get(&id) {
                    Some(first) => {
                        let first = format!("{}:{}:{}", self.file, first.line, first.column);
                        report.push(at, Problem::DuplicateId { first });
                    }
                    None if id < greatest => report.push(at, Problem::Unsorted { before: greatest.clone() }),
                    None => greatest.clone_from(&id),
                }
                self.ids.entry(id.clone()).or_insert(place);
            }
            let source = entry.list("source", Text::Free, report);
            if source.is_empty() && !self.sourced {
                report.push(at, Problem::NoSource);
            }
            let note = entry.text("note", Text::Free, report);
            let confidence = entry.choice("confidence", report);
            entries.extend(read(&mut entry, Head { id, source, note, confidence, place }, report));
            entry.finish(report);
            report.id = None;
        }
        entries
    }
}

fn formula(fields: &mut Fields<'_, '_>, head: Head, report: &mut Report<'_>) -> Option<Formula> {
    fields.require("confidence", report);
    let sense = fields.text("sense", Text::Free, report);
    let context = fields.list("context", Text::Wording, report);
    let level = fields.required_choice("level", report);
    let domain = fields.list("domain", Text::Free, report);
    let variants = fields.list("variants", Text::Wording, report);

    let clean = report.diagnostics.len();
    let label = fields.required_text("label", Text::Wording, report);
    let kind = fields.required_choice("kind", report);
    let items = items(fields, report);
    let stated = stated_slots(fields, report);
    let mut slots = Vec::new();
    if let (Some(label), Some(kind), true) = (&label, kind, report.diagnostics.len() == clean) {
        slots = claimed(fields, label, kind, stated, &items, report);
    }

    let order = fields.choice("order", report).unwrap_or(Order::Fixed);
    let verbs = verbs(fields, report);
    let wrong = wrong_forms(fields, label.as_deref(), report);
    let not_in = fields.list("not_in", Text::Wording, report);
    check_not_in(fields, label.as_deref(), &variants, &wrong, &not_in, report);
    let (status, superseded_by) = succession(fields, report);
    let first = dated(fields, report);
    let gloss = gloss(fields, report);
    let examples = examples(fields, report);
    Some(Formula {
        id: head.id,
        label: label?,
        sense,
        context,
        kind: kind?,
        level: level?,
        domain,
        variants,
        items,
        slots,
        order,
        verbs,
        wrong,
        not_in,
        status,
        superseded_by,
        first,
        gloss,
        confidence: head.confidence?,
        examples,
        source: head.source,
        note: head.note,
        place: head.place,
    })
}

/// Returns the slots, stated or read off the label, and checks the items against them.
fn claimed(
    fields: &Fields<'_, '_>,
    label: &str,
    kind: Kind,
    stated: Option<Vec<u32>>,
    items: &[Item],
    report: &mut Report<'_>,
) -> Vec<u32> {
    let at = fields.at(if items.is_empty() { "label" } else { "items" });
    let slots = stated.or_else(|| slots::of_label(kind, label)).unwrap_or_else(|| {
        let problem = Problem::NoNumeral { label: label.to_owned(), kind: kind.as_str() };
        report.push(fields.at("label"), problem);
        Vec::new()
    });
    slots::check_count(label, &slots, items, &mut |problem| report.push(at, problem));
    if kind == Kind::LengthLabel {
        slots::check_length(label, items, &mut |problem| report.push(at, problem));
    }
    slots
}

fn stated_slots(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Option<Vec<u32>> {
    let expected = "an array of whole numbers above 0, such as [3, 1]";
    fields.peek_value("slots")?;
    let mut slots = Vec::new();
    for (value, at) in fields.array("slots", expected, report) {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok().filter(|number| *number > 0),
            other => {
                wrong_type("slots", other, &value.span(), expected, report);
                continue;
            }
        };
        match number {
            Some(number) => slots.push(number),
            None => {
                let value = value.get_ref().as_integer().map(ToString::to_string).unwrap_or_default();
                report.push(at, Problem::BadForm { key: "slots", value, expected });
            }
        }
    }
    Some(slots)
}

fn items(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Vec<Item> {
    let expected = "an array of strings or of { text, valid_from, valid_to }";
    let mut items = Vec::new();
    for (value, at) in fields.array("items", expected, report) {
        match value.get_ref() {
            DeValue::Table(table) => {
                let mut item = Fields::new(table, "item", at);
                let text = item.required_text("text", Text::Wording, report);
                let (valid_from, valid_to) = period(&mut item, report);
                item.finish(report);
                items.extend(text.map(|text| Item { text, valid_from, valid_to }));
            }
            DeValue::String(_) => {
                let text = text("items", value, Text::Wording, report);
                items.extend(text.map(|text| Item { text, valid_from: None, valid_to: None }));
            }
            other => wrong_type("items", other, &value.span(), expected, report),
        }
    }
    items
}

fn period(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> (Option<Date>, Option<Date>) {
    let from = fields.date("valid_from", report);
    let to = fields.date("valid_to", report);
    if let (Some(from), Some(to)) = (from, to)
        && to.first_day() <= from.first_day()
    {
        report.push(fields.at("valid_to"), Problem::EmptyPeriod { from, to });
    }
    (from, to)
}

fn verbs(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Verbs {
    let Some(mut verbs) = fields.table("verbs", "{ prefer = […], accept = […], avoid = […] }", report)
    else {
        return Verbs::default();
    };
    let read = Verbs {
        prefer: verbs.list("prefer", Text::Wording, report),
        accept: verbs.list("accept", Text::Wording, report),
        avoid: verbs.list("avoid", Text::Wording, report),
    };
    let mut seen: Vec<&String> = Vec::new();
    for (key, list) in [("prefer", &read.prefer), ("accept", &read.accept), ("avoid", &read.avoid)] {
        for verb in list {
            if seen.contains(&verb) {
                report.push(verbs.at(key), Problem::Repeated { key: "verbs", value: verb.clone() });
            }
            seen.push(verb);
        }
    }
    verbs.finish(report);
    read
}

fn wrong_forms(fields: &mut Fields<'_, '_>, right: Option<&str>, report: &mut Report<'_>) -> Vec<WrongForm> {
    let mut forms: Vec<WrongForm> = Vec::new();
    for mut wrong in fields.tables("wrong", "wrong form", "an array of { form, right }", report) {
        let form = wrong.required_text("form", Text::Wording, report);
        let named = wrong.text("right", Text::Wording, report);
        let note = wrong.text("note", Text::Free, report);
        let at = wrong.at("form");
        wrong.finish(report);
        let (Some(form), Some(right)) = (form, named.or_else(|| right.map(str::to_owned))) else { continue };
        if forms.iter().any(|earlier| earlier.form == form) {
            report.push(at, Problem::Repeated { key: "wrong", value: form });
        } else {
            forms.push(WrongForm { form, right, note, place: report.place(at) });
        }
    }
    forms
}

/// Every string of `not_in` must be longer than a form that it holds, with or without the quotation marks inside.
fn check_not_in(
    fields: &Fields<'_, '_>,
    label: Option<&str>,
    variants: &[String],
    wrong: &[WrongForm],
    not_in: &[String],
    report: &mut Report<'_>,
) {
    let bare = |text: &str| text.replace(['“', '”', '‘', '’'], "");
    let forms = label.into_iter().chain(variants.iter().map(String::as_str));
    let forms: Vec<String> = forms.chain(wrong.iter().map(|wrong| wrong.form.as_str())).map(bare).collect();
    for value in not_in {
        let outer = bare(value);
        if !forms.iter().any(|form| outer.len() > form.len() && outer.contains(form.as_str())) {
            report.push(fields.at("not_in"), Problem::Outside { value: value.clone() });
        }
    }
}

fn succession(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> (Status, Option<String>) {
    let clean = report.diagnostics.len();
    let status = fields.choice("status", report).unwrap_or(Status::Current);
    let superseded_by = fields.text("superseded_by", Text::Free, report);
    let named = superseded_by.is_some();
    if report.diagnostics.len() == clean && named != (status == Status::Superseded) {
        let at = fields.at(if named { "superseded_by" } else { "status" });
        report.push(at, Problem::Superseded { named, status: status.as_str() });
    }
    (status, superseded_by)
}

fn dated(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Option<Dated> {
    let mut first = fields.table("first", "{ date, event, basis, source }", report)?;
    let date = first.required_date("date", report);
    let event = first.text("event", Text::Free, report);
    let basis = first.required_choice("basis", report);
    let source = first.text("source", Text::Free, report);
    first.finish(report);
    Some(Dated { date: date?, event, basis: basis?, source })
}

fn gloss(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Gloss {
    let Some(mut gloss) = fields.table("gloss", "{ en = \"…\", zh = \"…\" }", report) else {
        return Gloss::default();
    };
    let read = Gloss { en: gloss.text("en", Text::Free, report), zh: gloss.text("zh", Text::Free, report) };
    gloss.finish(report);
    read
}

fn examples(fields: &mut Fields<'_, '_>, report: &mut Report<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    for mut example in fields.tables("examples", "example", "an array of { text, hit }", report) {
        let text = example.required_text("text", Text::Free, report);
        let hit = example.required_flag("hit", report);
        let place = report.place(example.at("text"));
        example.finish(report);
        if let (Some(text), Some(hit)) = (text, hit) {
            examples.push(Example { text, hit, place });
        }
    }
    examples
}

fn phrase(fields: &mut Fields<'_, '_>, head: Head, report: &mut Report<'_>) -> Option<Phrase> {
    fields.require("confidence", report);
    let text = fields.required_text("text", Text::Wording, report);
    let variants = fields.list("variants", Text::Wording, report);
    let class = fields.required_text("class", Text::Free, report);
    let level = fields.required_choice("level", report);
    let domain = fields.list("domain", Text::Free, report);
    let status = fields.choice("status", report).unwrap_or(Status::Current);
    let wrong = wrong_forms(fields, text.as_deref(), report);
    let not_in = fields.list("not_in", Text::Wording, report);
    check_not_in(fields, text.as_deref(), &variants, &wrong, &not_in, report);
    let first = dated(fields, report);
    let gloss = gloss(fields, report);
    let examples = examples(fields, report);
    Some(Phrase {
        id: head.id,
        text: text?,
        variants,
        class: class?,
        level: level?,
        domain,
        status,
        wrong,
        not_in,
        first,
        gloss,
        confidence: head.confidence?,
        examples,
        source: head.source,
        note: head.note,
        place: head.place,
    })
}

fn proper_name(fields: &mut Fields<'_, '_>, head: Head, report: &mut Report<'_>) -> Option<Name> {
    fields.require("confidence", report);
    let full = fields.required_text("full", Text::Wording, report);
    let short = fields.list("short", Text::Wording, report);
    let kind = fields.required_choice("kind", report);
    let level = fields.required_choice("level", report);
    let wrong = wrong_forms(fields, full.as_deref(), report);
    let not_in = fields.list("not_in", Text::Wording, report);
    check_not_in(fields, full.as_deref(), &short, &wrong, &not_in, report);
    let (valid_from, valid_to) = period(fields, report);
    let superseded_by = fields.text("superseded_by", Text::Free, report);
    let first = dated(fields, report);
    let gloss = gloss(fields, report);
    let examples = examples(fields, report);
    Some(Name {
        id: head.id,
        full: full?,
        short,
        kind: kind?,
        level: level?,
        wrong,
        not_in,
        valid_from,
        valid_to,
        superseded_by,
        first,
        gloss,
        confidence: head.confidence?,
        examples,
        source: head.source,
        note: head.note,
        place: head.place,
    })
}

fn chain(fields: &mut Fields<'_, '_>, head: Head, report: &mut Report<'_>) -> Option<Chain> {
    fields.require("links", report);
    let order = fields.choice("order", report).unwrap_or(Order::Fixed);
    let at = fields.at("links");
    let tables = fields.tables("links", "link", "an array of { verb, formula }", report);
    if tables.len() == 1 {
        report.push(at, Problem::TooShort { key: "links", expected: "two links or more" });
    }
    let mut links = Vec::new();
    for mut link in tables {
        let verb = link.required_text("verb", Text::Wording, report);
        let formula = link.required_text("formula", Text::Free, report);
        let place = report.place(link.at("formula"));
        link.finish(report);
        if let (Some(verb), Some(formula)) = (verb, formula) {
            links.push(Link { verb, formula, place });
        }
    }
    Some(Chain {
        id: head.id,
        links,
        order,
        confidence: head.confidence.unwrap_or(Confidence::Medium),
        source: head.source,
        note: head.note,
        place: head.place,
    })
}
