//! The punctuation at which lists and quotations of speech begin, found in one pass over the bytes.

/// Places in a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Where each 、 begins, and each “ that follows a ”: the places between items.
    pub(crate) between: Vec<usize>,
    /// Where each “ begins that follows ， or ：.
    pub(crate) speech: Vec<usize>,
}

impl Marks {
    /// Reads the marks of `text`. Cost: `O(bytes)`, one comparison for most of them.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Self::default();
        let mut at = 0;
        while at + 3 <= bytes.len() {
            // A character of three bytes is the rule; others are stepped over byte by byte.
            match bytes[at] {
                0xE3 => {
                    if bytes[at + 1..at + 3] == [0x80, 0x81] {
                        marks.between.push(at);
                    }
                    at += 3;
                }
                0xE2 => {
                    if bytes[at + 1..at + 3] == [0x80, 0x9C] && at >= 3 {
                        match &bytes[at - 3..at] {
                            [0xE2, 0x80, 0x9D] => marks.between.push(at),
                            [0xEF, 0xBC, 0x8C | 0x9A] => marks.speech.push(at),
                            _ => {}
                        }
                    }
                    at += 3;
                }
                0xE4..=0xEF => at += 3,
                _ => at += 1,
            }
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
