//! Where hits stand, for people: the line around each, and the heading above it.

use crate::{CheckRow, Engine, FormulaRow};
use gongwen_ingest::Document;
use gongwen_text::{Reading, Structure};

/// The surroundings of one hit on its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// The heading under which the hit stands.
    pub heading: Option<String>,
    /// What stands before it, with … where the line goes on.
    pub before: String,
    /// The hit; a line break inside it is a blank.
    pub surface: String,
    /// What stands after it, with … where the line goes on.
    pub after: String,
}

impl Engine {
    /// Returns the excerpt of each row of a document, with up to `reach` characters on each side.
    ///
    /// Cost: one reading of the document's structure, then linear in the rows.
    pub fn excerpts(&self, document: &Document, rows: &[FormulaRow], reach: usize) -> Vec<Excerpt> {
        let text = document.text.as_str();
        let reading = Reading::of(text);
        let structure = Structure::of(reading.as_str());
        let headings: Vec<(usize, &str)> = structure
            .headings
            .iter()
            .map(|heading| (reading.to_source(heading.span).start, heading.span.slice(reading.as_str())))
            .collect();
        rows.iter()
            .map(|row| {
                let above = headings.partition_point(|(start, _)| *start <= row.start_byte);
                Excerpt {
                    heading: above.checked_sub(1).map(|at| headings[at].1.trim().to_string()),
                    before: before(text, row.start_byte, reach),
                    surface: row.surface.replace(['\n', '\r', '\t'], " "),
                    after: after(text, row.end_byte, reach),
                }
            })
            .collect()
    }
}

/// Returns the excerpt of each finding of a document, with up to `reach` characters on each side; without headings. A
/// finding over several lines is shown by its first.
pub fn finding_excerpts(document: &Document, rows: &[CheckRow], reach: usize) -> Vec<Excerpt> {
    let text = document.text.as_str();
    rows.iter()
        .map(|row| {
            let line = row.quote.lines().next().unwrap_or_default();
            let cut = line.len() < row.quote.len();
            Excerpt {
                heading: None,
                before: before(text, row.start_byte, reach),
                surface: if cut { format!("{line}…") } else { line.replace('\t', " ") },
                after: if cut { String::new() } else { after(text, row.end_byte, reach) },
            }
        })
        .collect()
}

/// Both sides look no further than `reach`, however long the line is.
fn before(text: &str, at: usize, reach: usize) -> String {
    let head = text.get(..at).unwrap_or_default();
    let line = head.char_indices().rev().take_while(|&(_, c)| c != '\n');
    let shown: Vec<(usize, char)> = line.take(reach + 1).collect();
    let from = shown[..shown.len().min(reach)].last().map_or(at, |&(from, _)| from);
    let cut = if shown.len() > reach { "…" } else { "" };
    format!("{cut}{}", &text[from..at]).replace('\t', " ")
}

fn after(text: &str, at: usize, reach: usize) -> String {
    let tail = text.get(at..).unwrap_or_default();
    let mut line = tail.char_indices().take_while(|&(_, c)| !matches!(c, '\n' | '\r'));
    let to = line.by_ref().take(reach).last().map_or(0, |(from, c)| from + c.len_utf8());
    let cut = if line.next().is_some() { "…" } else { "" };
    format!("{}{cut}", &tail[..to]).replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::{after, before};

    #[test]
    fn an_excerpt_stays_on_its_line_and_says_where_it_was_cut() {
        let text = "标题\n严格落实“三会一课”制度，抓好秋收。\n";
        let at = text.find("三会").unwrap_or(0);
        assert_eq!(before(text, at, 3), "…落实“");
        assert_eq!(before(text, at, 30), "严格落实“");
        assert_eq!(after(text, at + 12, 3), "”制度…");
        assert_eq!(after(text, text.len(), 3), "");
    }
}
