//! Writing a lexicon file as TOML: what [`LexiconFile::parse`] reads back as the same entries.
//!
//! For entries that come from elsewhere, a spreadsheet or the short form. Entries are written by id, fields in the order
//! of the format's description, and what a reader would fill in by itself is left out.

use std::fmt::Display;

use crate::closed::{Order, Status};
use crate::date::Date;
use crate::file::LexiconFile;
use crate::model::{Chain, Dated, Example, Formula, Gloss, Item, Name, Phrase, Verbs, WrongForm};
use crate::slots;

/// Arrays whose line would be longer are written one element a line, in characters.
const LONGEST_LINE: usize = 110;

impl LexiconFile {
    /// Returns the file as TOML.
    ///
    /// Reading it gives the same entries, sorted by id; their places and the file's hash are those of the new text.
    ///
    /// # Examples
    ///
    /// ```
    /// use gongwen_lexicon::LexiconFile;
    /// let short = LexiconFile::parse_short("unit.tsv", "四张清单\t问题清单、任务清单、责任清单、效果清单\t列出")?;
    /// let toml = LexiconFile::parse("unit.toml", &short.to_toml())?;
    /// assert_eq!(toml.formulas[0].items, short.formulas[0].items);
    /// # Ok::<(), gongwen_lexicon::Error>(())
    /// ```
    pub fn to_toml(&self) -> String {
        let mut out = Writer::default();
        out.raw("schema", 1);
        out.text("name", &self.name);
        out.text("version", &self.version);
        out.text("license", &self.license);
        out.optional("date", self.date);
        out.list("source", &self.source);
        out.optional("note", self.note.as_ref());
        out.list("disable", &self.disable);
        for formula in by_id(&self.formulas, |formula| &formula.id) {
            out.formula(formula);
        }
        for phrase in by_id(&self.phrases, |phrase| &phrase.id) {
            out.phrase(phrase);
        }
        for name in by_id(&self.names, |name| &name.id) {
            out.name(name);
        }
        for chain in by_id(&self.chains, |chain| &chain.id) {
            out.chain(chain);
        }
        out.text
    }
}

fn by_id<T>(entries: &[T], id: impl Fn(&T) -> &str) -> Vec<&T> {
    let mut sorted: Vec<&T> = entries.iter().collect();
    sorted.sort_by(|a, b| id(a).cmp(id(b)));
    sorted
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn formula(&mut self, formula: &Formula) {
        self.table("formula");
        self.text("id", &formula.id);
        self.text("label", &formula.label);
        self.optional("sense", formula.sense.as_ref());
        self.list("context", &formula.context);
        self.text("kind", formula.kind);
        self.text("level", formula.level);
        self.list("domain", &formula.domain);
        self.list("variants", &formula.variants);
        self.array("items", formula.items.iter().map(item));
        if slots::of_label(formula.kind, &formula.label).as_ref() != Some(&formula.slots) {
            let slots: Vec<String> = formula.slots.iter().map(u32::to_string).collect();
            self.raw("slots", format_args!("[{}]", slots.join(", ")));
        }
        self.order(formula.order);
        self.verbs(&formula.verbs);
        self.wrong(&formula.wrong, &formula.label);
        self.list("not_in", &formula.not_in);
        self.status(formula.status);
        self.optional("superseded_by", formula.superseded_by.as_ref());
        self.first(formula.first.as_ref());
        self.gloss(&formula.gloss);
        self.text("confidence", formula.confidence);
        self.examples(&formula.examples);
        self.list("source", &formula.source);
        self.optional("note", formula.note.as_ref());
    }

    fn phrase(&mut self, phrase: &Phrase) {
        self.table("phrase");
        self.text("id", &phrase.id);
        self.text("text", &phrase.text);
        self.list("variants", &phrase.variants);
        self.text("class", &phrase.class);
        self.text("level", phrase.level);
        self.list("domain", &phrase.domain);
        self.wrong(&phrase.wrong, &phrase.text);
        self.list("not_in", &phrase.not_in);
        self.status(phrase.status);
        self.first(phrase.first.as_ref());
        self.gloss(&phrase.gloss);
        self.text("confidence", phrase.confidence);
        self.examples(&phrase.examples);
        self.list("source", &phrase.source);
        self.optional("note", phrase.note.as_ref());
    }

    fn name(&mut self, name: &Name) {
        self.table("proper_name");
        self.text("id", &name.id);
        self.text("full", &name.full);
        self.list("short", &name.short);
        self.text("kind", name.kind);
        self.text("level", name.level);
        self.wrong(&name.wrong, &name.full);
        self.list("not_in", &name.not_in);
        self.optional("valid_from", name.valid_from);
        self.optional("valid_to", name.valid_to);
        self.optional("superseded_by", name.superseded_by.as_ref());
        self.first(name.first.as_ref());
        self.gloss(&name.gloss);
        self.text("confidence", name.confidence);
        self.examples(&name.examples);
        self.list("source", &name.source);
        self.optional("note", name.note.as_ref());
    }

    fn chain(&mut self, chain: &Chain) {
        self.table("chain");
        self.text("id", &chain.id);
        self.array(
            "links",
            chain.links.iter().map(|link| {
                inline([("verb", Some(quoted(&link.verb))), ("formula", Some(quoted(&link.formula)))])
            }),
        );
        self.order(chain.order);
        self.text("confidence", chain.confidence);
        self.list("source", &chain.source);
        self.optional("note", chain.note.as_ref());
    }

    fn order(&mut self, order: Order) {
        self.optional("order", Some(order).filter(|order| *order != Order::Fixed));
    }

    fn status(&mut self, status: Status) {
        self.optional("status", Some(status).filter(|status| *status != Status::Current));
    }

    fn verbs(&mut self, verbs: &Verbs) {
        let list = |verbs: &[String]| {
            let verbs: Vec<String> = verbs.iter().map(quoted).collect();
            (!verbs.is_empty()).then(|| format!("[{}]", verbs.join(", ")))
        };
        let lists = [list(&verbs.prefer), list(&verbs.accept), list(&verbs.avoid)];
        if lists.iter().any(Option::is_some) {
            let [prefer, accept, avoid] = lists;
            self.raw("verbs", inline([("prefer", prefer), ("accept", accept), ("avoid", avoid)]));
        }
    }

    fn wrong(&mut self, forms: &[WrongForm], right: &str) {
        let form = |wrong: &WrongForm| {
            let named = (wrong.right != right).then(|| quoted(&wrong.right));
            let note = wrong.note.as_deref().map(quoted);
            inline([("form", Some(quoted(&wrong.form))), ("right", named), ("note", note)])
        };
        self.array("wrong", forms.iter().map(form));
    }

    fn first(&mut self, first: Option<&Dated>) {
        if let Some(first) = first {
            let fields = [
                ("date", Some(quoted(first.date))),
                ("event", first.event.as_deref().map(quoted)),
                ("basis", Some(quoted(first.basis))),
                ("source", first.source.as_deref().map(quoted)),
            ];
            self.raw("first", inline(fields));
        }
    }

    fn gloss(&mut self, gloss: &Gloss) {
        if *gloss != Gloss::default() {
            let (en, zh) = (gloss.en.as_deref().map(quoted), gloss.zh.as_deref().map(quoted));
            self.raw("gloss", inline([("en", en), ("zh", zh)]));
        }
    }

    fn examples(&mut self, examples: &[Example]) {
        let example = |example: &Example| {
            inline([("text", Some(quoted(&example.text))), ("hit", Some(example.hit.to_string()))])
        };
        self.array("examples", examples.iter().map(example));
    }

    fn table(&mut self, name: &str) {
        self.text += &format!("\n[[{name}]]\n");
    }

    fn raw(&mut self, key: &str, value: impl Display) {
        self.text += &format!("{key} = {value}\n");
    }

    fn text(&mut self, key: &str, value: impl Display) {
        self.raw(key, quoted(value));
    }

    fn optional(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        self.array(key, values.iter().map(quoted));
    }

    /// Writes an array of values that are TOML already, or nothing when there are none.
    fn array(&mut self, key: &str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        let line = values.join(", ");
        if key.len() + line.chars().count() > LONGEST_LINE {
            self.raw(key, format_args!("[\n    {},\n]", values.join(",\n    ")));
        } else if !values.is_empty() {
            self.raw(key, format_args!("[{line}]"));
        }
    }
}

fn item(item: &Item) -> String {
    let date = |date: Option<Date>| date.map(quoted);
    match (item.valid_from, item.valid_to) {
        (None, None) => quoted(&item.text),
        (from, to) => {
            inline([("text", Some(quoted(&item.text))), ("valid_from", date(from)), ("valid_to", date(to))])
        }
    }
}

/// Returns an inline table of the fields that are there; their values are TOML already.
fn inline<const N: usize>(fields: [(&str, Option<String>); N]) -> String {
    let fields = fields.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}", value?)));
    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
}

/// Returns a string in quotation marks, as TOML escapes it.
pub(crate) fn quoted(value: impl Display) -> String {
    let value = value.to_string();
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out += &format!("\\u{:04X}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
