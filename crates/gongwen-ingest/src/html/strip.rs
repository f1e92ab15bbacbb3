//! Markup too deep or too broken to parse: its tags are stripped in one pass.
//!
//! Knows nothing of trees, so nothing can be nested too deep for it. Also measures how deep a page
//! is, before it is given to a parser.

use super::blocks::Writer;

/// What a look over the tags of a page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Open elements at the deepest place.
    pub(super) depth: u64,
    /// Open formatting elements at the worst place; a parser opens them again in every paragraph.
    pub(super) formatting: u64,
}

/// Elements without content or whose end is implied, so that they do not add to the depth.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr", "html", "head",
    "body",
];

const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed"];

/// Elements that stand within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
    "var", "wbr", "o:p",
];

enum Item<'h> {
    Text(&'h str),
    Open(String),
    Close(String),
}

/// Measures `html`. Cost: `O(bytes)`.
pub(super) fn shape(html: &str) -> Shape {
    let mut shape = Shape::default();
    let (mut depth, mut formatting) = (0_u64, 0_u64);
    scan(html, |item| match item {
        Item::Open(name) if !FLAT.contains(&name.as_str()) => {
            depth += 1;
            formatting += u64::from(FORMATTING.contains(&name.as_str()));
            shape.depth = shape.depth.max(depth);
            shape.formatting = shape.formatting.max(formatting);
        }
        Item::Close(name) if !FLAT.contains(&name.as_str()) => {
            depth = depth.saturating_sub(1);
            formatting = formatting.saturating_sub(u64::from(FORMATTING.contains(&name.as_str())));
        }
        _ => {}
    });
    shape
}

/// Returns the text between the tags, a line for each block. Cost: `O(bytes)`.
pub(super) fn strip(html: &str) -> String {
    let mut writer = Writer::default();
    scan(html, |item| match item {
        Item::Text(text) => writer.text(&unescape(text)),
        Item::Open(name) | Item::Close(name) => {
            if !INLINE.contains(&name.as_str()) {
                writer.new_line();
            }
        }
    });
    writer.finish()
}

fn scan<'h>(html: &'h str, mut visit: impl FnMut(Item<'h>)) {
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let open = at + found;
        let after = &html[open + 1..];
        let closing = after.starts_with('/');
        let name_at = open + 1 + usize::from(closing);
        let name: String = html[name_at..]
            .chars()
            .take(24)
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_tag && !after.starts_with(['!', '?', '/']) {
            visit(Item::Text(&html[at..=open]));
            at = open + 1;
            continue;
        }
        if open > at {
            visit(Item::Text(&html[at..open]));
        }
        let end = if after.starts_with("!--") { "-->" } else { ">" };
        let Some(length) = html[open..].find(end) else { return };
        at = open + length + end.len();
        if !is_tag {
            continue;
        }
        let is_raw = !closing && RAW.contains(&name.as_str());
        if is_raw {
            at = end_of_raw(html, at, &name);
        } else {
            visit(if closing { Item::Close(name) } else { Item::Open(name) });
        }
    }
    if at < html.len() {
        visit(Item::Text(&html[at..]));
    }
}

/// Returns where the content of a raw element ends: at its end tag, or at once when there is none.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let tag = at + found + 2;
        if bytes.get(tag..tag + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())) {
            return html[tag..].find('>').map_or(html.len(), |end| tag + end + 1);
        }
        at = tag;
    }
    html.len()
}

/// Resolves the character references that occur in practice.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name: &str = {
            let end = rest[1..]
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
                .map_or(rest.len(), |end| end + 1);
            &rest[1..end]
        };
        let c = match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "ldquo" => Some('“'),
            "rdquo" => Some('”'),
            "lsquo" => Some('‘'),
            "rsquo" => Some('’'),
            "mdash" => Some('—'),
            "ndash" => Some('–'),
            "hellip" => Some('…'),
            "middot" => Some('·'),
            "bull" => Some('•'),
            "times" => Some('×'),
            "permil" => Some('‰'),
            _ => name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
                None => digits.parse().ok().and_then(char::from_u32),
            }),
        };
        match c.filter(|&c| c != '\0') {
            Some(c) => {
                out.push(c);
                rest = &rest[1 + name.len()..];
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_text_stays() {
        let html = "<style>p<a</style><P>各级<b>政府</b>要&ldquo;三保&#8221;\n<br>5<6</p><!-- > x --><script>if(a<b)</script>完";
        assert_eq!(strip(html), "各级政府要“三保”\n5<6\n完");
    }

    #[test]
    fn nesting_is_measured_without_a_parser() {
        let html = "<p>".repeat(9) + &"<div>".repeat(7) + &"<b id=1>".repeat(5) + "</b></div>";
        assert_eq!(shape(&html), Shape { depth: 12, formatting: 5 });
    }
}
