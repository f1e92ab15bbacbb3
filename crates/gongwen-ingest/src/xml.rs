//! XML as a flat run of openings, closings and text.
//!
//! Lenient on purpose: names are local names, unmatched ends and lone ampersands are let through,
//! an entity that XML does not define is kept as written and never expanded. Nothing recurses;
//! nesting is counted.

use std::borrow::Cow;
use std::ops::Range;

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
    walk_at(xml, max_depth, |piece, _| visit(piece))
}

/// As [`walk`], each piece with the bytes where it stands; those of an empty element are its opening and its end.
pub(crate) fn walk_at(
    xml: &str,
    max_depth: u64,
    mut visit: impl FnMut(Piece<'_>, Range<usize>),
) -> Result<(), Problem> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_u64;
    let mut end = 0;
    loop {
        let event = reader.read_event().map_err(|error| Problem::Syntax(error.to_string()))?;
        let start =
            std::mem::replace(&mut end, usize::try_from(reader.buffer_position()).unwrap_or(xml.len()));
        let at = start..end;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > max_depth {
                    return Err(Problem::Depth(depth));
                }
                visit(Piece::Open(&start), at);
            }
            Event::Empty(start) => {
                visit(Piece::Open(&start), at.clone());
                visit(Piece::Close(start.local_name().into_inner()), at);
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Piece::Close(end.local_name().into_inner()), at);
            }
            Event::Text(text) => visit(Piece::Text(text.xml10_content()), at),
            Event::CData(text) => visit(Piece::Text(text.xml10_content()), at),
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
                visit(Piece::Text(resolved), at);
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
    fn every_piece_is_told_where_it_stands() {
        let xml = "<a b=\"1\">公&amp;文<c/><![CDATA[x]]></a>";
        let mut found = Vec::new();
        walk_at(xml, 8, |_, at| found.push(&xml[at])).unwrap();
        assert_eq!(found, ["<a b=\"1\">", "公", "&amp;", "文", "<c/>", "<c/>", "<![CDATA[x]]>", "</a>"]);
    }

    #[test]
    fn nesting_is_bounded() {
        assert!(matches!(text(&"<a>".repeat(100_000)), Err(Problem::Depth(9))));
    }
}
