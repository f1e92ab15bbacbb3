//! XML as a flat run of openings, closings and text.
//!
//! Lenient on purpose: names are local names, unmatched ends and lone ampersands are let through,
//! an entity that XML does not define is kept as written and never expanded. Nothing recurses;
//! nesting is counted.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One piece of an XML document.
pub(crate) enum Piece<'a> {
    /// An element begins.
    Open(&'a BytesStart<'a>),
    /// An element ends: its local name.
    Close(&'a str),
    /// Text between tags, entities resolved.
    Text(Cow<'a, str>),
}

/// Why the walk stopped before the end.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Elements are nested deeper than allowed: how deep.
    Depth(u64),
    /// The text is not XML: what the parser said.
    Syntax(String),
}

/// Shows `visit` every piece of `xml` in order. Cost: `O(bytes)`.
pub(crate) fn walk(xml: &str, max_depth: u64, mut visit: impl FnMut(Piece<'_>)) -> Result<(), Problem> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_u64;
    loop {
        match reader.read_event().map_err(|error| Problem::Syntax(error.to_string()))? {
            Event::Start(start) => {
                depth += 1;
                if depth > max_depth {
                    return Err(Problem::Depth(depth));
                }
                visit(Piece::Open(&start));
            }
            Event::Empty(start) => {
                visit(Piece::Open(&start));
                visit(Piece::Close(start.local_name().into_inner()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Piece::Close(end.local_name().into_inner()));
            }
            Event::Text(text) => visit(Piece::Text(text.xml10_content())),
            Event::CData(text) => visit(Piece::Text(text.xml10_content())),
            Event::GeneralRef(reference) => {
                let name = reference.borrow().into_inner();
                let resolved = match name.as_ref() {
                    "amp" => Cow::Borrowed("&"),
                    "lt" => Cow::Borrowed("<"),
                    "gt" => Cow::Borrowed(">"),
                    "quot" => Cow::Borrowed("\""),
                    "apos" => Cow::Borrowed("'"),
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(c)) => Cow::Owned(c.to_string()),
                        _ => Cow::Owned(format!("&{name};")),
                    },
                };
                visit(Piece::Text(resolved));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// Returns the value of the attribute with this local name.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.attributes().with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name).map(
        |a| {
            quick_xml::escape::unescape(&a.value)
                .map_or_else(|_| a.value.to_string(), |value| value.into_owned())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, Problem> {
        let mut out = String::new();
        walk(xml, 8, |piece| {
            if let Piece::Text(text) = piece {
                out.push_str(&text);
            }
        })?;
        Ok(out)
    }

    #[test]
    fn entities_are_resolved_or_kept_but_never_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"cccc\">]><a>&lt;公&#25991;&gt; &b; & 完</a></x>";
        assert_eq!(text(xml).unwrap(), "<公文> &b; & 完");
    }

    #[test]
    fn nesting_is_bounded() {
        assert!(matches!(text(&"<a>".repeat(100_000)), Err(Problem::Depth(9))));
    }
}
