//! The documents of one file: each begins with its title, and what depends on the kind is looked at one by one.

use gongwen_text::{Span, is_han};

use crate::text::Text;

/// A document of a statutory kind (法定公文).
#[derive(Debug)]
pub(crate) struct Paper {
    /// The line or lines of its title.
    pub(crate) title: Span,
    /// Its kind: 请示 of 请示报告.
    pub(crate) kind: &'static str,
    /// The principal recipient (主送机关), with its colon.
    pub(crate) recipient: Option<Span>,
    /// The lines after the title, up to the next document.
    pub(crate) lines: Vec<Span>,
}

/// The kinds; of two that end alike the longer first.
const KINDS: [&str; 16] = [
    "请示报告",
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
];

/// Returns the documents of a text in order. Cost: `O(paragraphs)`.
pub(crate) fn papers(text: &Text<'_>) -> Vec<Paper> {
    let (reading, paragraphs) = (text.as_str(), &text.structure.paragraphs);
    let first = text.structure.title;
    let mut starts: Vec<(usize, Span, &'static str, Option<Span>)> = Vec::new();
    for (number, &line) in paragraphs.iter().enumerate() {
        let is_first = first.is_some_and(|title| title.end == line.end);
        let Some(kind) = kind_of(line.slice(reading)) else { continue };
        let recipient =
            paragraphs[number + 1..].iter().take(3).find(|next| is_recipient(next.slice(reading)));
        match first {
            Some(title) if is_first => {
                let named = text.structure.salutation.filter(|span| span.start > title.end);
                starts.push((number, title, kind, named.or(recipient.copied())));
            }
            _ if recipient.is_some() && is_title(line.slice(reading)) => {
                starts.push((number, line, kind, recipient.copied()));
            }
            _ => {}
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.0).chain([paragraphs.len()]).collect();
    let papers = starts.into_iter().zip(ends).map(|((number, title, kind, recipient), end)| Paper {
        title,
        kind: if kind == "请示报告" { "请示" } else { kind },
        recipient,
        lines: paragraphs[number + 1..end].to_vec(),
    });
    papers.collect()
}

/// Returns the kind that a line ends in after 的.
fn kind_of(line: &str) -> Option<&'static str> {
    let kind = |kind: &&str| line.strip_suffix(*kind).is_some_and(|rest| rest.ends_with('的'));
    KINDS.into_iter().find(kind)
}

/// Says whether a line that ends in a kind is a title by itself.
fn is_title(line: &str) -> bool {
    const LONGEST: usize = 60;
    let numbered = line.starts_with(|c: char| !is_han(c) && c != '〓') || line.starts_with("附件");
    !numbered
        && line.contains("关于")
        && !line.contains(['。', '，', '；', '：'])
        && line.chars().count() <= LONGEST
}

fn is_recipient(line: &str) -> bool {
    const LONGEST: usize = 80;
    let called = line.strip_suffix(['：', ':']);
    called.is_some_and(|called| {
        !called.contains(['。', '；', '：'])
            && called.chars().count() <= LONGEST
            && called.chars().any(is_han)
    })
}
