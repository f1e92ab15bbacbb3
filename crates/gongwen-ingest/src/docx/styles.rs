//! What the styles of a DOCX say about paragraphs: names, outline levels, numbering.

use std::collections::HashMap;

use crate::xml::{self, Piece, Problem};

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    letters: Letters,
}

/// What is said of the letters of Chinese text: nothing, something unclear, or what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) font: Option<Option<String>>,
    /// Half points.
    pub(super) size: Option<Option<u32>>,
}

impl Letters {
    /// Takes what an element within the properties of a run says.
    pub(super) fn take(&mut self, start: &quick_xml::events::BytesStart<'_>) {
        match start.local_name().into_inner() {
            // Which font a theme means stands elsewhere, and depends on the language.
            "rFonts" if xml::attribute(start, "eastAsiaTheme").is_some() => self.font = Some(None),
            "rFonts" => self.font = xml::attribute(start, "eastAsia").map(Some).or(self.font.take()),
            "sz" => self.size = Some(xml::attribute(start, "val").and_then(|size| size.parse().ok())),
            _ => {}
        }
    }

    /// Fills what is not said with what `other` says.
    pub(super) fn or(mut self, other: &Self) -> Self {
        if self.font.is_none() {
            self.font.clone_from(&other.font);
        }
        self.size = self.size.or(other.size);
        self
    }

    /// Makes unclear what is not the same in `other`.
    pub(super) fn meet(&mut self, other: &Self) {
        if self.font != other.font {
            self.font = Some(None);
        }
        if self.size != other.size {
            self.size = Some(None);
        }
    }
}

/// One style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: Option<String>,
    number_level: Option<usize>,
    letters: Letters,
    alignment: Option<String>,
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
                    let is =
                        |key: &str, value: &str| xml::attribute(start, key).is_some_and(|is| is == value);
                    if is("type", "paragraph") && (is("default", "1") || is("default", "true")) {
                        styles.default = current.as_ref().map(|(id, _)| id.clone());
                    }
                    return;
                }
                let Some((_, style)) = &mut current else {
                    // Outside of styles only the defaults of the document speak of letters.
                    return styles.letters.take(start);
                };
                style.letters.take(start);
                match name {
                    "jc" => style.alignment = Some(val()),
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

    /// Returns what the styles say of the letters of a paragraph.
    pub(super) fn letters(&self, id: Option<&str>) -> Letters {
        let styles = id.or(self.default.as_deref()).into_iter().flat_map(|id| self.line(id));
        styles.fold(Letters::default(), |said, style| said.or(&style.letters)).or(&self.letters)
    }

    /// Returns how the styles align a paragraph.
    pub(super) fn alignment(&self, id: Option<&str>) -> Option<String> {
        let mut styles = id.or(self.default.as_deref()).into_iter().flat_map(|id| self.line(id));
        styles.find_map(|style| style.alignment.clone())
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
