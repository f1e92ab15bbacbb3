//! What the styles of a DOCX say about paragraphs: names, outline levels, numbering.

use std::collections::HashMap;

use crate::xml::{self, Piece, Problem};

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

/// One style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: Option<String>,
    number_level: Option<usize>,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn parse(xml: &str, max_depth: u64) -> Result<Self, Problem> {
        let mut styles = Self::default();
        let mut current: Option<(String, Style)> = None;
        xml::walk(xml, max_depth, |piece| match piece {
            Piece::Open(start) => {
                let val = || xml::attribute(start, "val").unwrap_or_default();
                let name = start.local_name().into_inner();
                if name == "style" {
                    current = xml::attribute(start, "styleId").map(|id| (id, Style::default()));
                    return;
                }
                let Some((_, style)) = &mut current else { return };
                match name {
                    "name" => style.name = val(),
                    "basedOn" => style.based_on = Some(val()),
                    "outlineLvl" => style.outline = val().parse().ok(),
                    "numId" => style.number = Some(val()),
                    "ilvl" => style.number_level = val().parse().ok(),
                    _ => {}
                }
            }
            Piece::Close("style") => {
                if let Some((id, style)) = current.take() {
                    styles.by_id.insert(id, style);
                }
            }
            Piece::Close(_) | Piece::Text(_) => {}
        })?;
        Ok(styles)
    }

    /// Returns the name of a style, or its id when it is not defined.
    pub(super) fn name(&self, id: &str) -> String {
        self.by_id
            .get(id)
            .filter(|style| !style.name.is_empty())
            .map_or_else(|| id.to_owned(), |s| s.name.clone())
    }

    /// Returns the outline level (1–9) of a style.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.line(id).find_map(|style| style.outline.map(outline_level)).unwrap_or_else(|| {
            let name = self.name(id).to_lowercase();
            let digits = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
            digits.trim().parse().ok().filter(|level| (1..=9).contains(level))
        })
    }

    /// Returns the list and level that a style numbers its paragraphs with.
    pub(super) fn number(&self, id: &str) -> (Option<String>, Option<usize>) {
        let number = self.line(id).find_map(|style| style.number.clone());
        let level = self.line(id).find_map(|style| style.number_level);
        (number, level)
    }

    /// The style and those it is based on; bounded, since styles may be based on each other in a
    /// circle.
    fn line<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        std::iter::successors(self.by_id.get(id), |style| self.by_id.get(style.based_on.as_deref()?)).take(16)
    }
}

/// Turns Word's outline level, 0–8 and 9 for body text, into 1–9.
pub(super) fn outline_level(value: u8) -> Option<u8> {
    (value < 9).then_some(value + 1)
}
