//! Structure.

use crate::span::Span;

/// The parts of a document, as spans of the reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Structure {
    /// The title.
    pub title: Option<Span>,
    /// The salutation (称谓).
    pub salutation: Option<Span>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Paragraphs in order.
    pub paragraphs: Vec<Span>,
    /// Sign-off: issuer and date.
    pub signoff: Option<Span>,
    /// Attachments (附件).
    pub attachments: Vec<Span>,
}

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// The whole heading with its number.
    pub span: Span,
    /// The level, from 1.
    pub level: u8,
    /// The number, if it has one.
    pub number: Option<Numbering>,
    /// The heading without its number.
    pub text: Span,
    /// Whether body text follows in the same paragraph.
    pub run_in: bool,
}

/// A heading's number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Numbering {
    /// How it is written.
    pub style: NumberStyle,
    /// Its value.
    pub value: u64,
    /// Where it stands, with its punctuation.
    pub span: Span,
}

/// How a heading's number is written.
#[non_exhaustive]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NumberStyle {
    /// 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracketed,
    /// 1. or 1、
    Arabic,
    /// （1）
    ArabicBracketed,
    /// ①
    Circled,
}

impl Structure {
    /// Finds the parts of `reading`.
    #[must_use]
    pub fn of(reading: &str) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in reading.split_inclusive('\n') {
            let text = line.trim();
            if !text.is_empty() {
                let lead = line.len() - line.trim_start().len();
                paragraphs.push(Span::new(start + lead, start + lead + text.len()));
            }
            start += line.len();
        }
        Self { paragraphs, ..Self::default() }
    }

    /// Returns the nearest heading that starts at or before `byte`.
    #[must_use]
    pub fn heading_at(&self, byte: usize) -> Option<&Heading> {
        let next = self.headings.partition_point(|heading| heading.span.start <= byte);
        next.checked_sub(1).map(|last| &self.headings[last])
    }
}
