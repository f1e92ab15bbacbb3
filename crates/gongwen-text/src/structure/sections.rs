//! Sections: what stands under each heading of the highest level.

use super::{Heading, Structure};
use crate::span::Span;

/// A part of a document under a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section<'s> {
    /// The heading; `None` for what stands before the first.
    pub heading: Option<&'s Heading>,
    /// From the heading to the next one of its level.
    pub span: Span,
}

impl Structure {
    /// Returns the sections of the text that the structure is of: what stands before the first heading of the highest level that the
    /// document has, if that is more than blanks, and what stands under each. Cost: `O(headings)`.
    ///
    /// ```
    /// use gongwen_text::Structure;
    /// let text = "报告\n一、组织情况\n（一）提高站位\n二、整改情况\n";
    /// let structure = Structure::of(text);
    /// let sections: Vec<&str> = structure.sections(text).iter().map(|section| section.span.slice(text)).collect();
    /// assert_eq!(sections, ["报告\n", "一、组织情况\n（一）提高站位\n", "二、整改情况\n"]);
    /// ```
    #[must_use]
    pub fn sections(&self, text: &str) -> Vec<Section<'_>> {
        let highest = self.headings.iter().map(|heading| heading.level).min();
        let headings: Vec<&Heading> =
            self.headings.iter().filter(|heading| Some(heading.level) == highest).collect();
        let starts = headings.iter().map(|heading| heading.span.start);
        let ends: Vec<usize> = starts.chain([text.len()]).collect();
        let before = Span::new(0, ends[0]);
        let opening = Section { heading: None, span: before };
        let under = headings
            .iter()
            .zip(ends.windows(2))
            .map(|(&heading, ends)| Section { heading: Some(heading), span: Span::new(ends[0], ends[1]) });
        let has_opening = !before.slice(text).trim().is_empty() || headings.is_empty();
        has_opening.then_some(opening).into_iter().chain(under).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_cover_the_text_from_the_first_that_has_any() {
        for text in
            ["", "\n\n", "只有正文。", "一、甲\n正文。\n二、乙\n", "标题\n（一）甲\n1. 乙\n（二）丙\n正文"]
        {
            let structure = Structure::of(text);
            let sections = structure.sections(text);
            assert_eq!(sections.last().map(|section| section.span.end), Some(text.len()), "{text:?}");
            assert!(sections.windows(2).all(|pair| pair[0].span.end == pair[1].span.start), "{text:?}");
            let levels: Vec<u8> =
                sections.iter().filter_map(|section| Some(section.heading?.level)).collect();
            assert!(levels.windows(2).all(|pair| pair[0] == pair[1]), "{text:?}");
        }
    }
}
