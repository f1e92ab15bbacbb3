//! The punctuation at which lists and quotations of speech begin.

use memchr::memmem;

/// Places in a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Where each 、 begins, and each “ that follows a ”: the places between items.
    pub(crate) between: Vec<usize>,
    /// Where each “ begins that follows ， or ：.
    pub(crate) speech: Vec<usize>,
}

impl Marks {
    /// Reads the marks of `text`. Cost: `O(bytes + marks)`.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Self { between: memmem::find_iter(bytes, "、").collect(), speech: Vec::new() };
        let pauses = marks.between.len();
        for at in memmem::find_iter(bytes, "“").filter(|&at| at >= 3) {
            match &bytes[at - 3..at] {
                [0xE2, 0x80, 0x9D] => marks.between.push(at),
                [0xEF, 0xBC, 0x8C | 0x9A] => marks.speech.push(at),
                _ => {}
            }
        }
        if marks.between.len() > pauses {
            marks.between.sort_unstable();
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn places_between_items_and_before_speech_are_found() {
        let text = "a甲、“乙”“丙”，他说：“丁。”é𠮷、";
        let marks = Marks::of(text);
        let found = |places: &[usize]| places.iter().map(|&at| &text[at..at + 3]).collect::<Vec<_>>();
        assert_eq!(found(&marks.between), ["、", "“", "、"]);
        assert_eq!(marks.speech, [text.rfind('“').unwrap_or(0)]);
        assert!(Marks::of("").between.is_empty());
    }
}
