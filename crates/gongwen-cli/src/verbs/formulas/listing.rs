//! The listing of formulas for people: for each document its labels, each once, with items and places.

use super::notes::notes;
use anyhow::Result;
use gongwen::{DocumentHead, FormulaRow, ItemsFromRow};
use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Columns of the screen when the output is no terminal.
const DEFAULT_WIDTH: u16 = 110;
/// Places of one label that are named; the rest is counted.
const PLACES: usize = 4;
/// Where items begin.
const INDENT: usize = 10;

/// The escape codes of the listing; all empty where they would end up in a file.
#[derive(Clone, Copy)]
struct Style {
    bold: &'static str,
    cyan: &'static str,
    dim: &'static str,
    reset: &'static str,
}

const PLAIN: Style = Style { bold: "", cyan: "", dim: "", reset: "" };
const ANSI: Style = Style { bold: "\x1b[1m", cyan: "\x1b[36m", dim: "\x1b[2m", reset: "\x1b[0m" };

/// Writes documents one after the other and keeps the totals.
pub(super) struct Listing {
    width: usize,
    style: Style,
    documents: usize,
    hits: usize,
    labels: BTreeSet<String>,
}

/// One label of one document with all its mentions, in the order of the first.
struct Label<'r> {
    first: &'r FormulaRow,
    /// The mention whose items are shown: the first that spells them out.
    spelled: Option<&'r FormulaRow>,
    /// A list from elsewhere, where no mention spells the items out.
    elsewhere: Option<(&'r [String], &'r ItemsFromRow)>,
    /// What departs from the lexicon or does not add up.
    notes: Vec<String>,
    verbs: Vec<&'r str>,
    places: Vec<String>,
}

impl Listing {
    /// A listing for a terminal of this width, or for a file or pipe.
    pub(super) fn new(width: Option<u16>, is_terminal: bool) -> Listing {
        let style = if is_terminal { ANSI } else { PLAIN };
        let width = usize::from(width.unwrap_or(DEFAULT_WIDTH)).max(40);
        Listing { width, style, documents: 0, hits: 0, labels: BTreeSet::new() }
    }

    /// Writes one document: numeral formulas a line each, the other classes as one paragraph each.
    pub(super) fn document(
        &mut self,
        out: &mut impl Write,
        head: &DocumentHead,
        rows: &[FormulaRow],
    ) -> Result<()> {
        let Style { bold, dim, reset, .. } = self.style;
        if self.documents > 0 {
            writeln!(out)?;
        }
        self.documents += 1;
        self.hits += rows.len();
        self.labels.extend(rows.iter().map(|row| row.canonical.clone()));
        let known: Vec<&str> =
            [&head.title, &head.date, &head.issuer].into_iter().flatten().map(String::as_str).collect();
        writeln!(out, "{bold}{}{reset}  {}", head.doc, known.join(" · "))?;
        if rows.is_empty() {
            writeln!(out, "    {dim}no formulas{reset}")?;
        }
        for label in labels(rows.iter().filter(|row| row.class == "numeral-formula")) {
            self.label(out, &label)?;
        }
        for (class, name, mark) in [
            ("fixed-phrase", "phrases", "、"),
            ("slogan", "slogans", "；"),
            ("title", "titles", "；"),
            ("counted", "counted", "、"),
            ("numeral-idiom", "idioms", "、"),
        ] {
            let found = labels(rows.iter().filter(|row| row.class == class));
            if !found.is_empty() {
                let texts: Vec<String> = found.iter().map(Label::with_count).collect();
                self.paragraph(out, &format!("    {name:<8}  "), mark, &texts)?;
            }
        }
        Ok(())
    }

    /// Writes the totals.
    pub(super) fn summary(&self, out: &mut impl Write) -> Result<()> {
        if self.documents > 1 {
            writeln!(
                out,
                "\n{} hits of {} different labels in {} documents",
                self.hits,
                self.labels.len(),
                self.documents
            )?;
        }
        Ok(())
    }

    fn label(&self, out: &mut impl Write, label: &Label<'_>) -> Result<()> {
        let Style { cyan, dim, reset, .. } = self.style;
        let row = label.first;
        let verbs = match label.verbs.as_slice() {
            [] => String::new(),
            verbs => format!("  {dim}verb{reset} {}", verbs.join(" ")),
        };
        let known = if row.id.is_some() { row.level } else { "not in the lexicon" };
        writeln!(
            out,
            "    {cyan}“{}”{reset}{}  {dim}{}, {known}; line {}{reset}{verbs}",
            row.canonical,
            if label.places.len() > 1 { format!(" × {}", label.places.len()) } else { String::new() },
            row.kind,
            label.place_list(),
        )?;
        for note in &label.notes {
            writeln!(out, "{}{dim}{note}{reset}", " ".repeat(INDENT))?;
        }
        let Some(spelled) = label.spelled else { return self.elsewhere(out, label) };
        let items = spelled.items.as_deref().unwrap_or_default();
        let indent = " ".repeat(INDENT);
        if spelled.found.len() < 2 || spelled.found.iter().sum::<u32>() as usize != items.len() {
            return self.paragraph(out, &indent, "、", items);
        }
        let mut rest = items;
        for &found in &spelled.found {
            let (slot, after) = rest.split_at((found as usize).min(rest.len()));
            self.paragraph(out, &indent, "、", slot)?;
            rest = after;
        }
        Ok(())
    }

    /// Writes the items that stand elsewhere in the document, and where.
    fn elsewhere(&self, out: &mut impl Write, label: &Label<'_>) -> Result<()> {
        let Some((items, from)) = label.elsewhere else { return Ok(()) };
        let head = format!("{}line {}: ", " ".repeat(INDENT), from.line);
        self.paragraph(out, &head, "、", items)
    }

    /// Writes `texts` joined by `mark` and wrapped at the width, continued under the first.
    fn paragraph(&self, out: &mut impl Write, head: &str, mark: &str, texts: &[String]) -> Result<()> {
        let margin = head.width();
        let mut line = head.to_string();
        let mut column = margin;
        for (at, text) in texts.iter().enumerate() {
            let piece = if at + 1 < texts.len() { format!("{text}{mark}") } else { text.clone() };
            let width = piece.width();
            if column > margin && column + width > self.width {
                writeln!(out, "{line}")?;
                line = " ".repeat(margin);
                column = margin;
            }
            line.push_str(&piece);
            column += width;
        }
        writeln!(out, "{line}")?;
        Ok(())
    }
}

impl Label<'_> {
    fn with_count(&self) -> String {
        let recited = if self.first.label { "" } else { " (recited)" };
        match self.places.len() {
            1 => format!("{}{recited}", self.first.canonical),
            count => format!("{}{recited} × {count}", self.first.canonical),
        }
    }

    fn place_list(&self) -> String {
        let named = self.places.iter().take(PLACES).cloned().collect::<Vec<_>>().join(", ");
        match self.places.len().saturating_sub(PLACES) {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }
}

fn labels<'r>(rows: impl Iterator<Item = &'r FormulaRow>) -> Vec<Label<'r>> {
    let mut found: Vec<Label<'r>> = Vec::new();
    let mut index: HashMap<&'r str, usize> = HashMap::new();
    for row in rows {
        let at = *index.entry(&row.canonical).or_insert_with(|| {
            found.push(Label {
                first: row,
                spelled: None,
                elsewhere: None,
                notes: Vec::new(),
                verbs: Vec::new(),
                places: Vec::new(),
            });
            found.len() - 1
        });
        let label = &mut found[at];
        label.places.push(format!("{}:{}", row.line, row.column));
        if label.spelled.is_none() && row.items.is_some() {
            label.spelled = Some(row);
        }
        if let (None, Some(items), Some(from)) = (label.elsewhere, &row.resolved_items, &row.items_from) {
            label.elsewhere = Some((items, from));
        }
        label.notes.extend(notes(row));
        if let Some(verb) = row.verb.as_deref().filter(|verb| !label.verbs.contains(verb)) {
            label.verbs.push(verb);
        }
    }
    found
}
