//! A parsed page, or a part of it, to lines: one paragraph a line, one table row a line.

use std::collections::HashMap;

use dom_query::{NodeData, NodeId, NodeRef};

/// Elements that show nothing, or nothing that is text of the document.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math", "canvas",
    "audio", "video", "button", "select", "input", "textarea", "map", "rt", "rp",
];

/// Elements that hold what leads to other pages.
const NAVIGATION: &[&str] = &["nav", "footer", "aside", "menu"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "caption",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "hr",
    "figure",
    "figcaption",
    "address",
    "center",
    "body",
    "html",
    "details",
    "summary",
    "ucapcontent",
];

/// What is read of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// All that is shown.
    All,
    /// All but navigation.
    Main,
}

/// Returns the text below `root`. Cost: `O(nodes)`; does not recurse.
pub(super) fn text(root: &NodeRef<'_>, keep: Keep) -> String {
    let data_tables = data_tables(root);
    let mut writer = Writer::default();
    let mut cells: Vec<Cell> = Vec::new();
    let mut node = *root;
    loop {
        let name = element_name(&node);
        let mut descend = true;
        match name.as_deref() {
            None => {
                node.query(|n| {
                    if let NodeData::Text { contents } = &n.data {
                        writer.text(contents);
                    }
                });
            }
            Some(name) if is_left_out(&node, name, keep) => descend = false,
            Some("br") => writer.line_break(cells.last()),
            Some("td" | "th") => {
                let cell = Cell {
                    is_data: nearest_table(&node).is_some_and(|t| data_tables.get(&t) == Some(&true)),
                };
                if cell.is_data && has_cell_before(&node) {
                    writer.tab();
                } else {
                    writer.line_break(None);
                }
                if node.first_child().is_some() {
                    cells.push(cell);
                }
            }
            Some(name) if BLOCKS.contains(&name) => writer.line_break(cells.last()),
            Some(_) => {}
        }
        if descend && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // Up to the next node that has not been seen.
        loop {
            if node.id == root.id {
                return writer.finish();
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return writer.finish() };
            node = parent;
            match element_name(&node).as_deref() {
                Some("td" | "th") => {
                    let cell = cells.pop();
                    if cell.is_some_and(|cell| !cell.is_data) {
                        writer.line_break(None);
                    }
                }
                Some("tr" | "table") => writer.line_break(cells.last()),
                Some(name) if BLOCKS.contains(&name) => writer.line_break(cells.last()),
                _ => {}
            }
        }
    }
}

struct Cell {
    is_data: bool,
}

pub(super) fn element_name(node: &NodeRef<'_>) -> Option<String> {
    node.query(|n| match &n.data {
        NodeData::Element(element) => Some(element.name.local.to_string()),
        NodeData::Document | NodeData::Fragment => Some("#root".to_owned()),
        _ => None,
    })?
}

fn is_left_out(node: &NodeRef<'_>, name: &str, keep: Keep) -> bool {
    if SILENT.contains(&name) || keep == Keep::Main && NAVIGATION.contains(&name) {
        return true;
    }
    let hidden = node.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    });
    hidden || node.has_attr("hidden")
}

fn nearest_table(node: &NodeRef<'_>) -> Option<NodeId> {
    let mut up = node.parent();
    while let Some(here) = up {
        if here.has_name("table") {
            return Some(here.id);
        }
        up = here.parent();
    }
    None
}

fn has_cell_before(node: &NodeRef<'_>) -> bool {
    node.prev_element_sibling().is_some()
}

/// Tells tables of data from tables that lay out a page: those hold tables, or much text in a cell.
fn data_tables(root: &NodeRef<'_>) -> HashMap<NodeId, bool> {
    let mut tables = HashMap::new();
    for node in root.descendants_it() {
        match element_name(&node).as_deref() {
            Some("table") => {
                tables.insert(node.id, true);
                if let Some(outer) = nearest_table(&node) {
                    tables.insert(outer, false);
                }
            }
            Some("td" | "th") => {
                let Some(table) = nearest_table(&node) else { continue };
                if tables.get(&table) != Some(&false)
                    && (blocks_in(&node) > 3 || node.normalized_char_count() > 300)
                {
                    tables.insert(table, false);
                }
            }
            _ => {}
        }
    }
    tables
}

fn blocks_in(node: &NodeRef<'_>) -> usize {
    node.children_it(false)
        .filter(|child| element_name(child).is_some_and(|n| BLOCKS.contains(&n.as_str())))
        .count()
}

/// Puts words into lines.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    /// A line end is due before the next text.
    line: bool,
    tabs: usize,
    /// White space was seen since the last text; whether it held a line end.
    blank: Option<bool>,
}

impl Writer {
    /// Begins a new line, or within a cell of data a new word.
    fn line_break(&mut self, cell: Option<&Cell>) {
        if cell.is_some_and(|cell| cell.is_data) {
            self.blank = Some(true);
        } else {
            self.new_line();
        }
    }

    pub(super) fn new_line(&mut self) {
        self.line = true;
        self.tabs = 0;
        self.blank = None;
    }

    fn tab(&mut self) {
        self.tabs += 1;
        self.blank = None;
    }

    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{feff}' | '\u{200b}' => {
                    let of_line = self.blank.unwrap_or(false);
                    self.blank = Some(of_line);
                }
                '\n' | '\r' => self.blank = Some(true),
                c => self.put(c),
            }
        }
    }

    fn put(&mut self, c: char) {
        if self.line {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            (self.line, self.tabs, self.blank) = (false, 0, None);
        } else if self.tabs > 0 {
            self.out.extend(std::iter::repeat_n('\t', self.tabs));
            (self.tabs, self.blank) = (0, None);
        } else if let Some(of_line) = self.blank.take() {
            let last = self.out.chars().next_back();
            // The source of a page is wrapped where its author liked: between Han that is nothing.
            let wrapped = of_line && (is_wide(c) || last.is_some_and(is_wide));
            if last.is_some_and(|last| !last.is_whitespace()) && !wrapped {
                self.out.push(' ');
            }
        }
        self.out.push(c);
    }

    pub(super) fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}

fn is_wide(c: char) -> bool {
    gongwen_text::is_han(c) || gongwen_text::is_cjk_punctuation(c)
}
