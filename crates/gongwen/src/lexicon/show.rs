//! One entry with everything known about it: its own fields, the file it stands in, what overrides it, and its company.

use crate::{Engine, Error, ErrorKind};
use gongwen_lexicon::{Chain, Date, Entry, EntryId, Lexicon, LexiconInfo, Shadow};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// Everything known about one entry, field by field, in the order in which a person reads it.
#[derive(Clone, PartialEq, Debug)]
pub struct EntryCard {
    /// The fields; those that say nothing are left out.
    pub fields: Vec<Field>,
}

/// One field of an [`EntryCard`].
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// The name, as in the lexicon format where it is a field of the entry.
    pub name: &'static str,
    /// The value.
    pub value: Value,
    /// The value for people, one or more lines.
    pub lines: Vec<String>,
}

impl Serialize for EntryCard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields.iter().map(|field| (field.name, &field.value)))
    }
}

impl Engine {
    /// Returns everything known about the entries and chains that have this id, label or short form; one for each sense.
    /// An entry that a later lexicon disabled is returned with what disabled it.
    ///
    /// # Errors
    ///
    /// When there is none; entries with a like name are in the hint.
    pub fn lexicon_entry(&self, name: &str) -> Result<Vec<EntryCard>, Error> {
        let lexicon = self.lexicon();
        let mut cards: Vec<EntryCard> = lexicon
            .entries()
            .filter(|(_, entry)| {
                entry.id() == name
                    || entry.text() == name
                    || entry.variants().iter().any(|variant| variant == name)
            })
            .map(|(id, entry)| card(lexicon, id, entry))
            .collect();
        cards.extend(lexicon.chain(name).map(|chain| chain_card(lexicon, chain)));
        let disabled = lexicon.shadowed().iter().filter(|gone| gone.how == Shadow::Disabled);
        cards.extend(disabled.filter(|gone| gone.id == name || gone.text == name).map(|gone| {
            let mut card = Card::default();
            card.text("id", &gone.id);
            card.text("text", &gone.text);
            card.text("sort", gone.sort);
            card.text("lexicon", &version(&gone.from));
            card.text("disabled_by", &version(&gone.by));
            card.done()
        }));
        if cards.is_empty() {
            return Err(Error::new(ErrorKind::UnknownEntry {
                name: name.to_string(),
                near: near(lexicon, name),
            }));
        }
        Ok(cards)
    }
}

/// The fields of an entry in the order in which a person reads them; an entry has those of its sort.
const FIELDS: &[&str] = &[
    "id",
    "label",
    "text",
    "full",
    "sense",
    "context",
    "kind",
    "class",
    "level",
    "domain",
    "status",
    "superseded_by",
    "valid_from",
    "valid_to",
    "variants",
    "short",
    "items",
    "slots",
    "order",
    "verbs",
    "wrong",
    "not_in",
    "first",
    "gloss",
    "confidence",
    "examples",
    "source",
    "note",
];

fn card(lexicon: &Lexicon, id: EntryId, entry: Entry<'_>) -> EntryCard {
    let fields = match entry {
        Entry::Formula(formula) => serde_json::to_value(formula),
        Entry::Phrase(phrase) => serde_json::to_value(phrase),
        Entry::Name(name) => serde_json::to_value(name),
    }
    .unwrap_or_default();
    let mut card = Card::default();
    for name in FIELDS {
        if let Some(value) = fields.get(*name) {
            card.push(name, value.clone(), lines(name, value));
        }
    }
    card.origin(lexicon, entry.id(), lexicon.origin(id), entry_line(entry));
    let senses = lexicon.formula_by_label(entry.text());
    card.entries("senses", lexicon, senses.into_iter().filter(|other| *other != id));
    card.entries("supersedes", lexicon, superseded(lexicon, entry));
    let chains = lexicon.chains().filter(|chain| chain.links.iter().any(|link| link.formula == entry.id()));
    let chains: Vec<(&str, String)> =
        chains.map(|chain| (chain.id.as_str(), recited(lexicon, chain))).collect();
    card.push(
        "chains",
        chains.iter().map(|(id, text)| json!({ "id": id, "text": text })).collect(),
        chains.iter().map(|(id, text)| format!("{text} ({id})")).collect(),
    );
    let neighbours = lexicon.neighbours(entry.text());
    card.push(
        "neighbours",
        neighbours
            .iter()
            .map(|&(edits, id)| {
                let entry = lexicon.entry(id);
                json!({ "id": entry.id(), "text": entry.text(), "edits": edits })
            })
            .collect(),
        neighbours
            .iter()
            .map(|&(edits, id)| {
                let entry = lexicon.entry(id);
                format!("{} ({}; {edits})", entry.text(), entry.id())
            })
            .collect(),
    );
    card.done()
}

fn chain_card(lexicon: &Lexicon, chain: &Chain) -> EntryCard {
    let fields = serde_json::to_value(chain).unwrap_or_default();
    let mut card = Card::default();
    card.text("id", &chain.id);
    card.text("text", &recited(lexicon, chain));
    for name in ["links", "order", "confidence", "source", "note"] {
        if let Some(value) = fields.get(name) {
            card.push(name, value.clone(), lines(name, value));
        }
    }
    if let Some(file) = lexicon.chain_origin(&chain.id) {
        card.origin(lexicon, &chain.id, file, chain.place.line);
    }
    card.done()
}

/// A card being filled.
#[derive(Default)]
struct Card {
    fields: Vec<Field>,
}

impl Card {
    /// Adds a field unless it says nothing.
    fn push(&mut self, name: &'static str, value: Value, lines: Vec<String>) {
        if !lines.is_empty() {
            self.fields.push(Field { name, value: known(value), lines });
        }
    }

    fn text(&mut self, name: &'static str, text: &str) {
        self.push(name, Value::from(text), vec![text.to_owned()]);
    }

    fn entries(&mut self, name: &'static str, lexicon: &Lexicon, entries: impl Iterator<Item = EntryId>) {
        let entries: Vec<Entry<'_>> = entries.map(|id| lexicon.entry(id)).collect();
        let sense = |entry: &Entry<'_>| match entry {
            Entry::Formula(formula) => formula.sense.clone(),
            _ => None,
        };
        self.push(
            name,
            entries
                .iter()
                .map(|entry| json!({ "id": entry.id(), "text": entry.text(), "sense": sense(entry) }))
                .collect(),
            entries
                .iter()
                .map(|entry| match sense(entry) {
                    Some(sense) => format!("{} ({}; {sense})", entry.text(), entry.id()),
                    None => format!("{} ({})", entry.text(), entry.id()),
                })
                .collect(),
        );
    }

    fn origin(&mut self, lexicon: &Lexicon, id: &str, file: &LexiconInfo, line: u32) {
        self.text("lexicon", &version(file));
        self.text("file", &format!("{}:{line}", file.file));
        self.text("hash", file.hash.as_str());
        let overridden =
            lexicon.shadowed().iter().filter(|gone| gone.id == id && gone.how == Shadow::Overridden);
        let overridden: Vec<String> = overridden.map(|gone| version(&gone.from)).collect();
        self.push("overrides", overridden.iter().cloned().collect(), overridden);
    }

    fn done(self) -> EntryCard {
        EntryCard { fields: self.fields }
    }
}

fn entry_line(entry: Entry<'_>) -> u32 {
    match entry {
        Entry::Formula(formula) => formula.place.line,
        Entry::Phrase(phrase) => phrase.place.line,
        Entry::Name(name) => name.place.line,
    }
}

fn version(file: &LexiconInfo) -> String {
    format!("{} {}", file.name, file.version)
}

/// Returns the entries that name this one as their successor.
fn superseded<'l>(lexicon: &'l Lexicon, entry: Entry<'l>) -> impl Iterator<Item = EntryId> + 'l {
    lexicon.entries().filter_map(move |(id, other)| {
        let successor = match other {
            Entry::Formula(formula) => formula.superseded_by.as_deref(),
            Entry::Name(name) => name.superseded_by.as_deref(),
            Entry::Phrase(_) => None,
        };
        (successor == Some(entry.id())).then_some(id)
    })
}

/// Returns a chain as it is recited: 增强“四个意识”、坚定“四个自信”、做到“两个维护”.
fn recited(lexicon: &Lexicon, chain: &Chain) -> String {
    let label = |id: &str| lexicon.find(id).map_or(String::new(), |id| lexicon.entry(id).text().to_owned());
    let links: Vec<String> =
        chain.links.iter().map(|link| format!("{}“{}”", link.verb, label(&link.formula))).collect();
    links.join("、")
}

/// Returns a field for people: none when it says nothing.
fn lines(name: &str, value: &Value) -> Vec<String> {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let each = |line: &dyn Fn(&Value) -> String| -> Vec<String> {
        value.as_array().into_iter().flatten().map(line).collect()
    };
    match name {
        "items" => {
            let items: Vec<String> = each(&|item| text(item, "text") + &period(item));
            if items.is_empty() { items } else { vec![items.join("、")] }
        }
        "examples" => each(&|example| {
            let hit = example.get("hit").and_then(Value::as_bool).unwrap_or_default();
            format!("{} {}", if hit { "hit " } else { "none" }, text(example, "text"))
        }),
        "wrong" => each(&|wrong| {
            let note = text(wrong, "note");
            let note = if note.is_empty() { note } else { format!(" ({note})") };
            format!("{} → {}{note}", text(wrong, "form"), text(wrong, "right"))
        }),
        "links" => each(&|link| format!("{} {}", text(link, "verb"), text(link, "formula"))),
        "source" => each(&plain),
        "first" => {
            let parts = ["date", "event", "source"].map(|key| text(value, key));
            let said: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            if said.is_empty() {
                Vec::new()
            } else {
                vec![format!("{} [{}]", said.join(", "), text(value, "basis"))]
            }
        }
        "verbs" => parts(value, &["prefer", "accept", "avoid"]),
        "gloss" => parts(value, &["en", "zh"]),
        _ => Some(plain(value)).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

/// Returns the parts of a table that say something, one a line, each with its key.
fn parts(value: &Value, keys: &[&str]) -> Vec<String> {
    let said = keys.iter().filter_map(|key| Some((key, plain(value.get(key)?))));
    said.filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}: {text}")).collect()
}

/// Returns when an item belongs to its formula, in brackets, or nothing when it always does.
fn period(item: &Value) -> String {
    let date = |key: &str| item.get(key).and_then(Value::as_str).and_then(|date| date.parse::<Date>().ok());
    match (date("valid_from"), date("valid_to")) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" [from {from}]"),
        (None, Some(to)) => format!(" [until {to}]"),
        (Some(from), Some(to)) => format!(" [from {from} until {to}]"),
    }
}

/// Returns the value without its unknown parts.
fn known(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, known(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(known).collect(),
        value => value,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

/// Returns up to three labels that share the most characters with `name`.
fn near(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let wanted: Vec<char> = name.chars().collect();
    let mut scored: Vec<(usize, &str)> = lexicon
        .entries()
        .map(|(_, entry)| (entry.text().chars().filter(|c| wanted.contains(c)).count(), entry.text()))
        .filter(|&(shared, _)| shared * 2 >= wanted.len().max(2))
        .collect();
    scored.sort_by_key(|&(shared, text)| (std::cmp::Reverse(shared), text.chars().count(), text));
    scored.dedup();
    scored.into_iter().take(3).map(|(_, text)| text.to_string()).collect()
}
