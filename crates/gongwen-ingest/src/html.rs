//! HTML: the main text, one paragraph a line, and what the page says about it.
//!
//! The main text is what the selectors of `sites.toml` find, else what `dom_smoothie` takes for the
//! article, else all text of the page: a short page or a fragment never becomes empty. Markup that
//! is nested too deep to parse safely is stripped of its tags instead.

mod blocks;
mod page;
mod strip;

use std::sync::OnceLock;

use dom_query::{Document, NodeRef, Selection};
use serde::Deserialize;

use self::blocks::Keep;
use crate::document::{FileFormat, Note};
use crate::error::ErrorKind;
use crate::extract::Extract;
use crate::guard;
use crate::metadata::Metadata;
use crate::options::Limits;

/// A parser opens formatting elements again in each paragraph: more of them multiply the page.
const MAX_FORMATTING: u64 = 48;

/// Pages that are longer are data, not pages.
const MAX_PARSED: usize = 4 << 20;

/// `<` and `&` are what costs a parser time: at most so many are parsed.
const MAX_MARKS: usize = 80_000;

/// The search for the article compares elements with each other: it is for pages up to so many
/// marks and so deep.
const MAX_ARTICLE: (usize, u64) = (20_000, 100);

#[derive(Debug, Deserialize)]
struct Sites {
    site: Vec<Site>,
    generic: Rules,
}

#[derive(Debug, Deserialize)]
struct Site {
    #[expect(dead_code, reason = "tells the reader of the file which site it is")]
    name: String,
    hosts: Vec<String>,
    #[serde(flatten)]
    rules: Rules,
}

#[derive(Debug, Deserialize)]
struct Rules {
    content: Vec<String>,
    #[serde(default)]
    drop: Vec<String>,
}

fn sites() -> &'static Sites {
    static SITES: OnceLock<Sites> = OnceLock::new();
    SITES.get_or_init(|| {
        toml::from_str(include_str!("html/sites.toml")).expect("the embedded table is checked by a test")
    })
}

/// Reads a whole page. Parses on a thread of its own, within the time of `limits`.
pub(crate) fn read(html: String, limits: &Limits) -> Result<Extract, ErrorKind> {
    if let Some(reason) = too_much(&html, limits) {
        let notes = vec![Note::Stripped { reason }];
        return Ok(Extract { text: strip::strip(&html), notes, ..Extract::default() });
    }
    guard::timed(FileFormat::Html, limits.time(html.len()), move || Ok(page(&html)))
}

/// Reads HTML inside another format: all of its text. Cost: `O(bytes)`.
pub(crate) fn fragment(html: &str) -> String {
    // Snippets come by the thousand; they have paragraphs and emphasis, for which no tree is needed.
    strip::strip(html)
}

/// Returns whether text of another format is HTML inside.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    ["<p", "<P", "<br", "<BR", "</", "<div", "<DIV", "&nbsp;", "<span"].iter().any(|sign| text.contains(sign))
}

fn too_much(html: &str, limits: &Limits) -> Option<&'static str> {
    if html.len() > MAX_PARSED || marks(html) > MAX_MARKS {
        return Some("size");
    }
    let shape = strip::shape(html);
    if shape.depth > limits.max_depth {
        Some("nesting")
    } else if shape.formatting > MAX_FORMATTING {
        Some("nested formatting")
    } else {
        None
    }
}

fn marks(html: &str) -> usize {
    html.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count()
}

fn page(html: &str) -> Extract {
    let doc = Document::from(html);
    let metadata = page::of(&doc);
    let root = doc.body().unwrap_or_else(|| doc.root());
    let all = blocks::text(&root, Keep::All);
    let (text, notes) = match selected(&doc, html, &all).or_else(|| article(html, &all)) {
        Some(text) => (text, Vec::new()),
        None => {
            let main = blocks::text(&root, Keep::Main);
            // Where navigation is most of what there is, it was no navigation.
            let text = if han(&main) * 4 > han(&all) { main } else { all };
            let notes = if text.lines().count() > 30 { vec![Note::WholePage] } else { Vec::new() };
            (text, notes)
        }
    };
    Extract { text, metadata: with_address(metadata, html), notes, ..Extract::default() }
}

/// Returns the text under the first selector that holds enough of the page.
fn selected(doc: &Document, html: &str, all: &str) -> Option<String> {
    let sites = sites();
    let host = address(html).and_then(host_of);
    let of_host = sites.site.iter().filter(|site| {
        site.hosts.iter().any(|known| {
            host.is_some_and(|h| {
                h.strip_suffix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        })
    });
    let rules: Vec<&Rules> =
        of_host.chain(&sites.site).map(|site| &site.rules).chain([&sites.generic]).collect();
    let enough = (han(all) / 3).max(20);
    for rules in rules {
        for selector in &rules.content {
            let Some(found) = doc.try_select(selector) else { continue };
            // Editors nest their containers: the fullest one holds the document.
            let best = found
                .nodes()
                .iter()
                .map(|node| (without_dropped(node, rules, &sites.generic), ()))
                .max_by_key(|(text, ())| han(text));
            if let Some((text, ())) = best
                && han(&text) >= enough
            {
                return Some(text);
            }
        }
    }
    None
}

fn without_dropped(node: &NodeRef<'_>, rules: &Rules, generic: &Rules) -> String {
    for selector in rules.drop.iter().chain(&generic.drop) {
        if let Some(dropped) = Selection::from(*node).try_select(selector) {
            // A selector that takes most of the text away was not made for this page.
            if dropped.nodes().iter().map(NodeRef::normalized_char_count).sum::<usize>() * 3
                < node.normalized_char_count()
            {
                dropped.remove();
            }
        }
    }
    blocks::text(node, Keep::Main)
}

/// Returns what `dom_smoothie` takes for the article, if that is enough of the page.
fn article(html: &str, all: &str) -> Option<String> {
    if han(all) < 200 || marks(html) > MAX_ARTICLE.0 || strip::shape(html).depth > MAX_ARTICLE.1 {
        return None;
    }
    let config = dom_smoothie::Config { char_threshold: 200, ..dom_smoothie::Config::default() };
    let article = dom_smoothie::Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let text = blocks::text(&Document::fragment(article.content).root(), Keep::Main);
    (han(&text) * 4 >= han(all)).then_some(text)
}

fn han(text: &str) -> usize {
    text.chars().filter(|&c| gongwen_text::is_han(c)).count()
}

/// Returns the address that a saved page notes: `saved from url=…`, a canonical link, or a comment
/// at its head.
fn address(html: &str) -> Option<&str> {
    let head = &html[..html.floor_char_boundary(8 << 10)];
    let keys = ["saved from url=", "rel=\"canonical\"", "property=\"og:url\"", "<!-- source", "<base "];
    keys.iter().find_map(|key| {
        let after = &head[head.find(key)? + key.len()..];
        let start = after.find("http").filter(|at| *at < 120)?;
        let end = after[start..].find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | '<'))?;
        Some(&after[start..start + end])
    })
}

fn host_of(address: &str) -> Option<&str> {
    let after = address.split_once("://")?.1;
    after.split(['/', ':', '?']).next()
}

fn with_address(mut metadata: Metadata, html: &str) -> Metadata {
    if let Some(address) = address(html) {
        metadata.offer_named("url", address, crate::MetadataSource::Page);
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_read_and_its_selectors_are_valid() {
        let sites = sites();
        let doc = Document::from("<p>");
        for rules in sites.site.iter().map(|site| &site.rules).chain([&sites.generic]) {
            for selector in rules.content.iter().chain(&rules.drop) {
                assert!(
                    dom_query::Matcher::new(selector).is_ok() && doc.try_select(selector).is_none(),
                    "{selector}"
                );
            }
        }
    }

    #[test]
    fn the_host_is_read_from_the_page() {
        let page = "<!-- saved from url=(0052)https://www.gov.cn/a/b.htm -->";
        assert_eq!(address(page).and_then(host_of), Some("www.gov.cn"));
        assert_eq!(address("<p>http://a.cn/ "), None);
    }
}
