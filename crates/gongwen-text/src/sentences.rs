//! Sentences and clauses, by punctuation alone.
//!
//! A sentence ends at 。！？ (or a line end) and keeps the closing marks that follow. A clause also ends at ，；：.
//! 、 joins items and ends nothing; …… may stand anywhere and ends nothing either. Half-width marks count unless
//! they stand inside a number, a time or an address.

use crate::chars::{is_clause_end, is_closing, is_sentence_end};
use crate::span::Span;

/// Returns the sentences of `text`, of a paragraph or of several, without the blanks around them. Cost: `O(bytes)`.
///
/// ```
/// use gongwen_text::sentences;
/// let text = "“今天我尽责了吗？”常问。\n一是抓学习。";
/// let found: Vec<_> = sentences(text).map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["“今天我尽责了吗？”", "常问。", "一是抓学习。"]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Span> {
    parts(text, is_sentence_end)
}

/// Returns the clauses of `text`, each with the mark that ends it. Cost: `O(bytes)`.
///
/// ```
/// use gongwen_text::clauses;
/// let text = "增强“四个意识”，9:30前做到“两个维护”。";
/// let found: Vec<_> = clauses(text).map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["增强“四个意识”，", "9:30前做到“两个维护”。"]);
/// ```
pub fn clauses(text: &str) -> impl Iterator<Item = Span> {
    parts(text, |c| is_sentence_end(c) || is_clause_end(c))
}

fn parts(text: &str, is_end: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            if start == text.len() {
                return None;
            }
            at = start + part_len(&text[start..], &is_end);
            let part = &text[start..at];
            let trimmed = part.trim();
            if !trimmed.is_empty() {
                let lead = part.len() - part.trim_start().len();
                return Some(Span::new(start + lead, start + lead + trimmed.len()));
            }
        }
    })
}

/// Length of the part at the start of `rest`, with closing marks and its line end.
fn part_len(rest: &str, is_end: impl Fn(char) -> bool) -> usize {
    let mut from = 0;
    loop {
        // One look for nearly all characters: these are all Han.
        let is_plain = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let ends = |&(_, c): &(usize, char)| !is_plain(c) && (c == '\n' || is_end(c));
        let Some((at, c)) = rest[from..].char_indices().find(ends) else { return rest.len() };
        from += at + c.len_utf8();
        let mut after = rest[from..].chars();
        if c == '\n' {
            return from;
        }
        // 9:30, 1,000, https://…
        if c.is_ascii() && after.clone().next().is_some_and(|next| next.is_ascii_graphic()) {
            continue;
        }
        let goes_on = |&c: &char| is_closing(c) || is_end(c) && !c.is_ascii();
        let closing = std::iter::from_fn(|| after.next().filter(goes_on));
        return from + closing.map(char::len_utf8).sum::<usize>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str, spans: impl Iterator<Item = Span>) -> Vec<&str> {
        spans.map(|span| span.slice(text)).collect()
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        let text = "（详见附件。）会议强调：“要落实！”。全会！？\n\u{3000}\u{3000}结束";
        assert_eq!(
            texts(text, sentences(text)),
            ["（详见附件。）", "会议强调：“要落实！”。", "全会！？", "结束"]
        );
    }

    #[test]
    fn clauses_end_at_commas_but_not_inside_numbers() {
        let text = "达1,000户，比例为3:2；见http://a.cn/b,好, 再见……完";
        assert_eq!(
            texts(text, clauses(text)),
            ["达1,000户，", "比例为3:2；", "见http://a.cn/b,", "好,", "再见……完"]
        );
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(sentences("").count() + sentences(" \n\u{3000}\r\n").count() + clauses("").count(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_cover_all_but_white_space(text in "(?s)[党的。，！？”“）（1:, \n\u{3000}a…]{0,60}") {
            for spans in [sentences(&text).collect::<Vec<_>>(), clauses(&text).collect()] {
                let mut end = 0;
                for span in spans {
                    prop_assert!(span.start >= end && !span.is_empty());
                    prop_assert!(text[end..span.start].trim().is_empty());
                    end = span.end;
                }
                prop_assert!(text[end..].trim().is_empty());
            }
        }
    }
}
